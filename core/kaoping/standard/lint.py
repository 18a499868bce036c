"""What a standard must agree with itself about. Pure; every fault found is reported, not the first alone.

A fault blocks loading; an advice does not. A printed fault is accepted only by an erratum that names its code.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from kaoping.numbers import plain
from kaoping.standard.document import Erratum
from kaoping.standard.findings import CODES, Finding, Loc, criteria, nodes
from kaoping.standard.lint_caps import shared_caps
from kaoping.standard.lint_honours import honours
from kaoping.standard.lint_limits import limit
from kaoping.standard.lint_measures import measures
from kaoping.standard.lint_outcomes import outcomes
from kaoping.standard.lint_replaces import replaces
from kaoping.standard.lint_rules import rules
from kaoping.standard.model import Dimension, Group, Standard
from kaoping.standard.resolved import Item, Resolved


def lint(resolved: Resolved, themes: Iterable[str]) -> list[Finding]:
    """Every finding about a standard, those that an erratum accepts left out.

    :param themes: ids of the common themes; the standard's own are added.
    """
    known = set(themes) | {theme.id for theme in resolved.standard.themes}
    found = [
        *_ids(resolved.standard),
        *_document(resolved),
        *_scoring(resolved),
        *_sums(resolved),
        *_criteria(resolved, known),
        *measures(resolved),
        *_vetoes(resolved),
        *_adjustments(resolved),
        *shared_caps(resolved),
        *outcomes(resolved),
        *honours(resolved),
        *_parts(resolved),
        *replaces(resolved),
        *rules(resolved),
    ]
    return _themes_together(_without_accepted(resolved, found))


def _themes_together(found: list[Finding]) -> list[Finding]:
    """One advice at the first however many items have no theme: themes serve the comparison alone."""
    bare = [finding for finding in found if finding.code == "no-theme"]
    if len(bare) < 2:
        return found
    named = "、".join(str(finding.id) for finding in bare[:5]) + (" 等" if len(bare) > 5 else "")
    message = f"{named} {len(bare)} 项没有主题（themes），与别的标准比较时会缺这几项；要比较的请补上"
    one = replace(bare[0], message=message)
    return [
        one if finding is bare[0] else finding for finding in found if finding is bare[0] or finding.code != "no-theme"
    ]


def _without_accepted(resolved: Resolved, found: list[Finding]) -> list[Finding]:
    """What no erratum accepts, and the acceptances that accept nothing."""
    inside = not isinstance(resolved.standard.document, str)
    place: Loc = ("document",) if inside else ("document:",)
    errata: list[tuple[Erratum, Loc]] = [(e, ("errata", i)) for i, e in enumerate(resolved.standard.errata)]
    own = len(errata)
    errata += [(e, (*place, "errata", i)) for i, e in enumerate(resolved.document.errata)]
    there = {(finding.id, finding.code) for finding in found}
    accepted = {(e.at, code) for e, _ in errata for code in e.accepts if code in CODES and CODES[code].acceptable}
    left = [finding for finding in found if (finding.id, finding.code) not in accepted]
    for number, (erratum, loc) in enumerate(errata):
        for code in erratum.accepts:
            if (erratum.at, code) in accepted and ((erratum.at, code) in there or number >= own):
                continue  # a document's erratum may be about another of its sheets
            if code not in CODES:
                message = f"accepts 中没有“{code}”这个代码，请对照格式说明的代码表"
            elif not CODES[code].acceptable:
                message = f"“{code}”是标准文件自己的问题，不能用勘误接受，请改正文件"
            else:
                message = (
                    f"at = “{erratum.at}”处没有“{code}”这个问题，请核对 at 是否与检查报告的编号一致，或删去 accepts"
                )
            left.append(Finding("erratum", message, erratum.at, (*loc, "accepts")))
    return left


def _ids(standard: Standard) -> Iterator[Finding]:
    """Ids are unique: among criteria; among dimensions and groups together; among requirements; and so on."""
    all_criteria = [(criterion.id, loc) for criterion, loc in criteria(standard)]
    all_nodes = [(node.id, loc) for node, loc in nodes(standard)]
    kinds: list[tuple[str, list[tuple[str, Loc]]]] = [
        ("评分项", all_criteria),
        (
            "评分要点",
            [(r.id, (*loc, "requirements", i)) for c, loc in criteria(standard) for i, r in enumerate(c.requirements)],
        ),
        ("一级、二级指标", all_nodes),
        ("否决项", [(veto.id, ("vetoes", i)) for i, veto in enumerate(standard.vetoes)]),
        (
            "加减分",
            [
                *((adjustment.id, ("adjustments", i)) for i, adjustment in enumerate(standard.adjustments)),
                *((cap.id, ("adjustment_caps", i)) for i, cap in enumerate(standard.adjustment_caps)),
            ],
        ),
        ("单项荣誉", [(honour.id, ("honours", i)) for i, honour in enumerate(standard.honours)]),
        ("组成部分", [(part.id, ("parts", i)) for i, part in enumerate(standard.parts)]),
        ("事实", [(fact.id, ("facts", i)) for i, fact in enumerate(standard.facts)]),
        ("主题", [(theme.id, ("themes", i)) for i, theme in enumerate(standard.themes)]),
        ("等级", [(level.id, ("levels", i)) for i, level in enumerate(standard.levels)]),
    ]
    for criterion, loc in criteria(standard):
        kinds.append((f"{criterion.id} 的等级", [(v.id, (*loc, "levels", i)) for i, v in enumerate(criterion.levels)]))
    for name, pairs in kinds:
        yield from _repeated(name, pairs)
    if standard.scoring.weights_set_by == "jurisdiction":
        both = {name for name, _ in all_nodes}
        for name, loc in all_criteria:
            if name in both:
                message = f"“{name}”既是指标又是评分项，本地规则给它的权重分不清是谁的，请改其中一个的编号"
                yield Finding("duplicate-id", message, name, loc)


def _repeated(kind: str, pairs: Iterable[tuple[str, Loc]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for name, loc in pairs:
        if name in seen:
            yield Finding("duplicate-id", f"{kind}编号 {name} 重复，请改为各自的编号", name, loc)
        seen.add(name)


def _document(resolved: Resolved) -> Iterator[Finding]:
    document = resolved.document
    root: Loc = ("document:",) if isinstance(resolved.standard.document, str) else ("document",)
    stages = {stage.id for stage in document.stages}
    yield from _repeated("阶段", [(s.id, (*root, "stages", i)) for i, s in enumerate(document.stages)])
    yield from _repeated("表格", [(f.id, (*root, "forms", i)) for i, f in enumerate(document.forms)])
    yield from _repeated("文件组成部分", [(p.id, (*root, "parts", i)) for i, p in enumerate(document.parts)])
    yield from _repeated("批次", [(c.id, (*root, "campaigns", i)) for i, c in enumerate(document.campaigns)])
    for number, form in enumerate(document.forms):
        fields = [(f.id, (*root, "forms", number, "fields", i)) for i, f in enumerate(form.fields)]
        yield from _repeated(f"“{form.title}”的栏目", fields)
    for index, stage in enumerate(document.stages):
        if stage.after is not None and stage.after not in stages:
            message = f"没有阶段“{stage.after}”，after 请写 [[stages]] 中已有的编号"
            yield Finding("unknown-id", message, stage.id, (*root, "stages", index, "after"))


#: Keys of [scoring] that one of core's models does not read.
_NOT_FOR = {
    "points": ("aggregate", "partial", "weights_set_by"),
    "attainment": ("full", "base", "step"),
}


def _scoring(resolved: Resolved) -> Iterator[Finding]:
    scoring = resolved.standard.scoring
    name = {"points": "计分（points）", "attainment": "达标率（attainment）"}.get(scoring.model, "")
    for key in _NOT_FOR.get(scoring.model, ()):
        if key in scoring.model_fields_set:
            yield _scored(resolved, key, f"{name}标准不用 {key}，请删去")
    if scoring.model == "points" and scoring.floor is not None and scoring.floor > _most(resolved):
        yield _scored(resolved, "floor", f"floor（最低 {plain(scoring.floor)}）高于满分，请改正")
    if scoring.ceiling is not None and scoring.ceiling < (scoring.floor or 0):
        yield _scored(resolved, "ceiling", f"ceiling（最高 {plain(scoring.ceiling)}）低于最低分，请改正")


def _scored(resolved: Resolved, key: str, message: str) -> Finding:
    return Finding("scoring", message, resolved.id, ("scoring", key))


def _most(resolved: Resolved) -> Decimal:
    base = resolved.standard.scoring.base
    return base if base is not None else resolved.declared_full


def _sums(resolved: Resolved) -> Iterator[Finding]:
    """Requirements against criteria, criteria against groups and dimensions, all of them against the full score."""
    standard = resolved.standard
    if standard.scoring.model != "points":
        return
    total = Decimal(0)
    lacking = False
    for criterion, loc in criteria(standard):
        own = sum((r.points for r in criterion.requirements if r.points is not None), Decimal(0))
        every = bool(criterion.requirements) and all(r.points is not None for r in criterion.requirements)
        if criterion.points is None:
            lacking = True
            message = "没有分值（points），请补上；文件未印的，写明读作几分并用 [[errata]] 说明理由；本来就不计分的，写 points = 0"
            yield Finding("no-points", message, criterion.id, loc)
            continue
        total += criterion.points
        if every:
            yield from _differs("points-sum", criterion.id, "各要点", own, "该项", criterion.points, loc)
        elif own > criterion.points:
            message = f"各要点分值合计 {plain(own)} 分，超过该项的 {plain(criterion.points)} 分{_accept('points-sum', criterion.id)}"
            yield Finding("points-sum", message, criterion.id, loc)
    for node, loc in nodes(standard):
        yield from _node_sum(node, loc)
    scoring = standard.scoring
    if not (lacking or scoring.base is not None or standard.parts or scoring.full is None):
        yield from _differs("full-sum", standard.id, "各评分项", total, "满分", scoring.full, ("scoring", "full"))


def _node_sum(node: Dimension | Group, loc: Loc) -> Iterator[Finding]:
    below = list(node.criteria)
    if isinstance(node, Dimension):
        below += [criterion for group in node.groups for criterion in group.criteria]
    total = sum((criterion.points or Decimal(0) for criterion in below), Decimal(0))
    whole = all(criterion.points is not None for criterion in below)
    if below and whole and node.points is not None:
        yield from _differs("points-sum", node.id, "各评分项", total, "所列", node.points, loc)
    if isinstance(node, Dimension) and node.minimum is not None and node.minimum > (node.points or total):
        message = f"最低分 {plain(node.minimum)} 超过满分 {plain(node.points or total)}{_accept('minimum', node.id)}"
        yield Finding("minimum", message, node.id, (*loc, "minimum"))


def _differs(
    code: str, id: str, left: str, total: Decimal, right: str, printed: Decimal, loc: Loc
) -> Iterator[Finding]:
    if total != printed:
        gap = plain(abs(total - printed))
        more = "多" if total > printed else "少"
        message = f"{left}合计 {plain(total)} 分，{right} {plain(printed)} 分，{more} {gap} 分{_accept(code, id)}"
        yield Finding(code, message, id, loc)


def _accept(code: str, id: str) -> str:
    return f'；请核对，文件确实这样印的，在 [[errata]] 中写 at = "{id}"、accepts = ["{code}"] 并说明理由'


def _criteria(resolved: Resolved, themes: set[str]) -> Iterator[Finding]:
    standard = resolved.standard
    attained = standard.scoring.model == "attainment"
    values = sorted(level.points for level in resolved.levels if level.points is not None)
    spread = (values[0], values[-1]) if values else None
    if not resolved.items:
        yield Finding("empty", "没有任何评分项，请在 [[criteria]] 或 [[dimensions.criteria]] 中写出", standard.id, ())
    for node, loc in nodes(standard):
        if not node.criteria and not (isinstance(node, Dimension) and node.groups):
            yield Finding("empty", f"“{node.title}”下没有评分项，请补上或删去该指标", node.id, loc)
        if node.weight is not None and not (attained and standard.scoring.aggregate == "nested"):
            message = '指标的权重只用于逐级平均的达标率（aggregate = "nested"），请删去 weight'
            yield Finding("weight", message, node.id, (*loc, "weight"))
        if attained and node.points is not None:
            message = "达标率标准不用分值（points），请删去或改用权重（weight）"
            yield Finding("points", message, node.id, (*loc, "points"))
        if attained and isinstance(node, Dimension) and node.minimum is not None and node.minimum > 100:
            message = f"达标率标准的最低分是百分数，{plain(node.minimum)} 超过 100，请改正"
            yield Finding("minimum", message, node.id, (*loc, "minimum"))
    for item, (criterion, loc) in zip(resolved.items, criteria(standard), strict=True):
        if not criterion.themes:
            yield Finding("no-theme", "没有主题（themes），与别的标准比较时会缺这一项，请补上", criterion.id, loc)
        for theme in criterion.themes:
            if theme not in themes:
                message = f"没有主题“{theme}”，请改用共用主题或在 [[themes]] 中写明"
                yield Finding("unknown-theme", message, criterion.id, (*loc, "themes"))
        if not criterion.requirements:
            message = "没有评分要点（requirements），考评人无从逐条核对，请补上"
            yield Finding("no-requirement", message, criterion.id, loc)
        if not attained and criterion.weight is not None:
            yield Finding("weight", "计分标准用分值，不用权重，请删去 weight", criterion.id, (*loc, "weight"))
        if attained and criterion.points is not None:
            message = "达标率标准不用分值（points），请删去或改用权重（weight）"
            yield Finding("points", message, criterion.id, (*loc, "points"))
        if not attained and criterion.points is not None and item.step > criterion.points > 0:
            message = f"评分单位 {plain(item.step)} 大于分值 {plain(criterion.points)}，请为该项写更小的 step"
            yield Finding("step", message, criterion.id, loc)
        if criterion.levels:
            yield from _own_levels(resolved, item, loc)
        elif spread is not None and resolved.by_points and not 0 <= spread[0] <= spread[1] <= item.full:
            message = f"通用等级的分值 {plain(spread[0])} 至 {plain(spread[1])}，不在该项的 0 到 {plain(item.full)} 之间，请改用 share"
            yield Finding("level", message, criterion.id, loc)
    for index, level in enumerate(standard.levels):
        if level.points is not None and not resolved.by_points:
            message = f"达标率标准的等级“{level.title}”请用 share（百分之几），不用 points"
            yield Finding("level", message, level.id, ("levels", index))
        elif standard.levels_set_by == "document" and level.points is None and level.share is None:
            message = (
                f'等级“{level.title}”没有分值：请写 points 或 share，由本地规定的写 levels_set_by = "jurisdiction"'
            )
            yield Finding("level-value", message, level.id, ("levels", index))


def _own_levels(resolved: Resolved, item: Item, loc: Loc) -> Iterator[Finding]:
    criterion = item.criterion
    for index, level in enumerate(criterion.levels):
        place: Loc = (*loc, "levels", index)
        if level.points is not None and not resolved.by_points:
            message = f"达标率标准的等级“{level.title}”请用 share（百分之几），不用 points"
            yield Finding("level", message, criterion.id, place)
        elif level.points is not None and not 0 <= level.points <= item.full:
            message = f"等级“{level.title}”的分值不在 0 到 {plain(item.full)} 之间，请改正，或改用 share"
            yield Finding("level", message, criterion.id, place)
        if level.points is None and level.share is None:
            message = f"等级“{level.title}”没有分值，请写 points 或 share；评为该等级时得分无法确定"
            yield Finding("level-value", message, criterion.id, place)


def _vetoes(resolved: Resolved) -> Iterator[Finding]:
    items = set(resolved.item)
    for index, veto in enumerate(resolved.standard.vetoes):
        loc: Loc = ("vetoes", index)
        for name in veto.criteria:
            if name not in items:
                message = f"没有评分项“{name}”，criteria 请写已有的编号"
                yield Finding("unknown-id", message, veto.id, (*loc, "criteria"))
        if veto.not_when is not None and not veto.not_when:
            message = "not_when 是空的，请写明考评对象的属性，如 { title_held = false }，或删去"
            yield Finding("veto", message, veto.id, (*loc, "not_when"))
        if veto.params and veto.check is None:
            yield Finding("veto", "params 只与 check（插件的检查）一起使用，请删去", veto.id, (*loc, "params"))
        if veto.label is not None and veto.effect not in ("ineligible", "revoke"):
            message = "label（结果名称）只用于 ineligible（不得参评）和 revoke（撤销），请删去"
            yield Finding("veto", message, veto.id, (*loc, "label"))
        yield from limit(resolved, index)
        back = veto.look_back_years is not None or veto.look_back is not None
        if back and veto.criteria:
            message = "criteria 看的是本次评定，没有追溯，请删去 look_back_years 或 look_back"
            yield Finding("veto", message, veto.id, loc)
        if back and veto.measure is not None:
            message = "有 measure 的否决项请在 measure 里写 look_back_years（只用于事件），不要写在外面"
            yield Finding("veto", message, veto.id, loc)


def _adjustments(resolved: Resolved) -> Iterator[Finding]:
    given = resolved.rules.adjustments if resolved.rules else {}
    for index, adjustment in enumerate(resolved.adjustments):
        loc: Loc = ("rules:", "adjustments", adjustment.id) if adjustment.id in given else ("adjustments", index)
        if adjustment.amount is not None and adjustment.range is not None:
            message = "amount（每次）与 range（范围）只能写一个，请删去一个"
            yield Finding("adjustment", message, adjustment.id, loc)
        if adjustment.cap is None:
            continue
        for value, name in (
            (adjustment.amount, "amount（每次）"),
            (adjustment.range.high if adjustment.range else None, "range 的 high（最多）"),
        ):
            if value is not None and value > adjustment.cap:
                message = f"{name} {plain(value)} 大于 cap（累计不超过）{plain(adjustment.cap)}，请改正其一"
                yield Finding("adjustment", message, adjustment.id, loc)


def _parts(resolved: Resolved) -> Iterator[Finding]:
    parts = resolved.parts
    if not parts:
        return
    named: set[str] = set()
    known = {dimension.id: None for dimension in resolved.standard.dimensions}
    for index, part in enumerate(parts):
        loc: Loc = ("parts", index, "dimensions")
        for name in part.dimensions:
            if name not in known:
                message = f"没有一级指标“{name}”，dimensions 请写已有的编号"
                yield Finding("unknown-id", message, part.id, loc)
            if name in named:
                yield Finding("parts", f"一级指标“{name}”属于两个部分，请只留一处", part.id, loc)
            named.add(name)
    if resolved.standard.scoring.model != "points" or resolved.standard.scoring.base is not None:
        message = '组成部分（parts）只用于不设基础分的计分标准（model = "points"），请删去 parts 或 base'
        yield Finding("parts", message, resolved.id, ("parts",))
    for name in known:
        if name not in named:
            message = f"一级指标“{name}”不属于任何组成部分，请写进某个 [[parts]] 的 dimensions"
            yield Finding("parts", message, name, ("parts",))
    if resolved.standard.criteria:
        message = "设组成部分的标准，评分项须都在一级指标之下，请把它们移到 [[dimensions.criteria]]"
        yield Finding("parts", message, resolved.id, ("criteria",))
    full = resolved.standard.scoring.full
    total = sum((part.weight for part in parts), Decimal(0))
    if full is not None:
        yield from _differs("full-sum", resolved.id, "各部分", total, "满分", full, ("scoring", "full"))


__all__ = ["CODES", "Finding", "Loc", "lint"]
