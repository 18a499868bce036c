"""What a standard must agree with itself about. Pure; every fault found is reported, not the first alone.

A fault blocks loading; an advice does not. A printed fault is accepted only by an erratum that names its code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kaoping.numbers import plain
from kaoping.standard.model import Dimension, Group, Measure, OutcomeBand, Standard
from kaoping.standard.resolved import Resolved

Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not agree. `loc` is where in the file; `id` the element; `blocking` whether it stops loading."""

    code: str
    message: str
    id: str | None
    loc: Loc
    blocking: bool = True


def lint(resolved: Resolved, themes: Iterable[str]) -> list[Finding]:
    """Every finding about a standard, those that an erratum accepts left out."""
    known = set(themes) | {theme.id for theme in resolved.standard.themes}
    found = [
        *_ids(resolved.standard),
        *_sums(resolved),
        *_criteria(resolved, known),
        *_measures(resolved),
        *_vetoes(resolved),
        *_outcomes(resolved),
        *_parts(resolved),
        *_rules(resolved),
    ]
    accepted = {(e.at, code) for e in (*resolved.standard.errata, *resolved.document.errata) for code in e.accepts}
    return [finding for finding in found if (finding.id, finding.code) not in accepted]


def criterion_locs(standard: Standard) -> dict[str, Loc]:
    """Where in the file each criterion stands."""
    found: dict[str, Loc] = {c.id: ("criteria", i) for i, c in enumerate(standard.criteria)}
    for d, dimension in enumerate(standard.dimensions):
        for i, criterion in enumerate(dimension.criteria):
            found[criterion.id] = ("dimensions", d, "criteria", i)
        for g, group in enumerate(dimension.groups):
            for i, criterion in enumerate(group.criteria):
                found[criterion.id] = ("dimensions", d, "groups", g, "criteria", i)
    return found


def _ids(standard: Standard) -> Iterator[Finding]:
    """Ids are unique: among criteria; among dimensions and groups; among requirements; and so on."""
    kinds: list[tuple[str, list[tuple[str, Loc]]]] = []
    locs = criterion_locs(standard)
    all_criteria: list[tuple[str, Loc]] = []
    all_requirements: list[tuple[str, Loc]] = []
    for _, criterion in standard.every_criterion():
        loc = locs[criterion.id]
        all_criteria.append((criterion.id, loc))
        all_requirements += [(r.id, (*loc, "requirements", i)) for i, r in enumerate(criterion.requirements)]
    kinds.append(("评分项", all_criteria))
    kinds.append(("评分要点", all_requirements))
    tree: list[tuple[str, Loc]] = []
    for d, dimension in enumerate(standard.dimensions):
        tree.append((dimension.id, ("dimensions", d)))
    kinds.append(("一级指标", tree))
    kinds += [
        ("否决项", [(veto.id, ("vetoes", i)) for i, veto in enumerate(standard.vetoes)]),
        ("加减分", [(adjustment.id, ("adjustments", i)) for i, adjustment in enumerate(standard.adjustments)]),
        ("组成部分", [(part.id, ("parts", i)) for i, part in enumerate(standard.parts)]),
        ("事实", [(fact.id, ("facts", i)) for i, fact in enumerate(standard.facts)]),
        ("等级", [(level.id, ("levels", i)) for i, level in enumerate(standard.levels)]),
    ]
    for name, pairs in kinds:
        seen: set[str] = set()
        for identifier, loc in pairs:
            if identifier in seen:
                yield Finding("duplicate-id", f"{name}编号 {identifier} 重复，请改为文件中各自的编号", identifier, loc)
            seen.add(identifier)


def _sums(resolved: Resolved) -> Iterator[Finding]:
    """Criteria against groups and dimensions, dimensions against the full score; levels against points."""
    if not resolved.by_points or resolved.standard.scoring.model != "points":
        return
    standard = resolved.standard
    locs = criterion_locs(standard)
    total = Decimal(0)
    lacking = False
    for _, criterion in standard.every_criterion():
        if criterion.points is None:
            lacking = True
            yield Finding("no-points", "没有分值；文件未印的，按勘误读作多少并写明", criterion.id, locs[criterion.id])
        total += criterion.points or 0
        own = [r.points for r in criterion.requirements if r.points is not None]
        if criterion.points is not None and own and len(own) == len(criterion.requirements):
            yield from _differs(
                "points-sum", criterion.id, "各要点", sum(own, Decimal(0)), "该项", criterion.points, locs[criterion.id]
            )
        elif criterion.points is not None and sum(own, Decimal(0)) > criterion.points:
            message = f"各要点分值合计 {plain(sum(own, Decimal(0)))} 分，超过该项的 {plain(criterion.points)} 分"
            yield Finding("points-sum", message, criterion.id, locs[criterion.id])
    if lacking:
        return
    for d, dimension in enumerate(standard.dimensions):
        yield from _node_sum(dimension, ("dimensions", d))
        for g, group in enumerate(dimension.groups):
            yield from _node_sum(group, ("dimensions", d, "groups", g))
    scoring = standard.scoring
    if scoring.base is not None or standard.parts or scoring.full is None:
        return
    yield from _differs("full-sum", standard.id, "各评分项", total, "满分", scoring.full, ("scoring", "full"))


def _node_sum(node: Dimension | Group, loc: Loc) -> Iterator[Finding]:
    criteria = list(node.criteria)
    if isinstance(node, Dimension):
        criteria += [criterion for group in node.groups for criterion in group.criteria]
    total = sum((criterion.points or Decimal(0) for criterion in criteria), Decimal(0))
    if not criteria:
        yield Finding("empty", f"“{node.title}”下没有评分项", node.id, loc)
    elif node.points is not None:
        yield from _differs("points-sum", node.id, "各评分项", total, "所列", node.points, loc)
    if isinstance(node, Dimension) and node.minimum is not None and node.minimum > (node.points or total):
        yield Finding("minimum", f"最低分 {plain(node.minimum)} 超过满分 {plain(node.points or total)}", node.id, loc)


def _differs(
    code: str, id: str, left: str, total: Decimal, right: str, printed: Decimal, loc: Loc
) -> Iterator[Finding]:
    if total != printed:
        gap = plain(abs(total - printed))
        more = "多" if total > printed else "少"
        message = f'{left}合计 {plain(total)} 分，{right} {plain(printed)} 分，{more} {gap} 分；文件确实如此印的，请用勘误（accepts = ["{code}"]）说明'
        yield Finding(code, message, id, loc)


def _criteria(resolved: Resolved, themes: set[str]) -> Iterator[Finding]:
    standard = resolved.standard
    locs = criterion_locs(standard)
    if not resolved.items:
        yield Finding("empty", "没有任何评分项", standard.id, ())
    for item in resolved.items:
        criterion, loc = item.criterion, locs[item.id]
        if not criterion.themes:
            yield Finding("no-theme", "没有主题（themes），比较时会缺这一项", criterion.id, loc, False)
        for theme in criterion.themes:
            if theme not in themes:
                yield Finding("unknown-theme", f"没有主题“{theme}”", criterion.id, (*loc, "themes"), False)
        if not criterion.requirements:
            yield Finding(
                "no-requirement", "没有评分要点（requirements），考评人无从逐条核对", criterion.id, loc, False
            )
        if resolved.by_points and criterion.weight is not None:
            yield Finding("weight", "计分标准用分值，不用权重（weight）", criterion.id, (*loc, "weight"))
        if not resolved.by_points and criterion.points is not None:
            yield Finding("points", "达标率标准不用分值（points），可用权重（weight）", criterion.id, (*loc, "points"))
        if resolved.by_points and criterion.points is not None and item.step > criterion.points:
            yield Finding("step", f"评分单位 {plain(item.step)} 大于分值 {plain(criterion.points)}", criterion.id, loc)
        for level in criterion.levels:
            if level.points is not None and not 0 <= level.points <= item.full:
                yield Finding("level", f"等级“{level.title}”的分值不在 0 到 {plain(item.full)} 之间", criterion.id, loc)


def _measures(resolved: Resolved) -> Iterator[Finding]:
    standard = resolved.standard
    locs = criterion_locs(standard)
    for item in resolved.items:
        for index, requirement in enumerate(item.criterion.requirements):
            loc: Loc = (*locs[item.id], "requirements", index)
            if requirement.deduct is not None and not resolved.by_points:
                yield Finding("deduct", "达标率标准没有扣分规则（deduct）", requirement.id, (*loc, "deduct"))
            if requirement.measure is not None:
                yield from _measure(resolved, requirement.measure, requirement.id, (*loc, "measure"))
            elif requirement.deduct is not None and requirement.deduct.each is not None:
                yield Finding("deduct", "按单位扣分（each）须有 measure 才知道差多少", requirement.id, (*loc, "deduct"))
    for index, veto in enumerate(standard.vetoes):
        if veto.measure is not None:
            yield from _measure(resolved, veto.measure, veto.id, ("vetoes", index, "measure"))
        if veto.event is not None:
            yield from _event(resolved, veto.event, veto.id, ("vetoes", index, "event"))
    for index, adjustment in enumerate(standard.adjustments):
        if adjustment.event is not None:
            yield from _event(resolved, adjustment.event, adjustment.id, ("adjustments", index, "event"))


def _event(resolved: Resolved, name: str, id: str, loc: Loc) -> Iterator[Finding]:
    definition = resolved.facts.get(name)
    if definition is None:
        yield Finding("unknown-fact", f"没有事实“{name}”的定义", id, loc)
    elif definition.kind != "event":
        yield Finding("fact-kind", f"事实“{name}”不是事件（event）", id, loc)


def _measure(resolved: Resolved, measure: Measure, id: str, loc: Loc) -> Iterator[Finding]:
    names = [measure.fact, measure.bound_from, measure.within.after if measure.within else None]
    for name in names:
        if name is not None and name not in resolved.facts:
            yield Finding("unknown-fact", f"没有事实“{name}”的定义，请在 [[facts]] 中写明或改用已有的", id, loc)
    definition = resolved.facts.get(measure.fact)
    if definition is None:
        return
    kind = definition.kind
    numeric = measure.is_ is None and measure.within is None
    if numeric and kind not in ("count", "share", "amount") and not (kind == "event" and measure.trend is None):
        yield Finding("fact-kind", f"事实“{measure.fact}”是 {kind}，不能与数值比较", id, loc)
    if measure.is_ is not None and kind not in ("yes-no", "event"):
        yield Finding("fact-kind", f"事实“{measure.fact}”是 {kind}，不能用 is", id, loc)
    if measure.within is not None and kind != "date":
        yield Finding("fact-kind", f"事实“{measure.fact}”是 {kind}，within 只用于日期", id, loc)
    if measure.look_back_years is not None and kind != "event":
        yield Finding("fact-kind", f"事实“{measure.fact}”是 {kind}，look_back_years 只用于事件", id, loc)
    for bound in (measure.at_least, measure.at_most, measure.more_than, measure.less_than, measure.equals):
        if bound is not None and kind == "share" and not 0 <= bound <= 100:
            yield Finding("share", f"百分数界限 {plain(bound)} 不在 0 到 100 之间", id, loc)


def _vetoes(resolved: Resolved) -> Iterator[Finding]:
    items = set(resolved.item)
    for index, veto in enumerate(resolved.standard.vetoes):
        for name in veto.criteria:
            if name not in items:
                yield Finding("unknown-id", f"没有评分项“{name}”", veto.id, ("vetoes", index, "criteria"))


def _outcomes(resolved: Resolved) -> Iterator[Finding]:
    outcomes = resolved.outcomes
    from_rules = bool(resolved.rules and resolved.rules.outcomes)
    vetoes = {veto.id for veto in resolved.vetoes}
    sections = {dimension.id for dimension in resolved.standard.dimensions}
    labels: set[str] = set()
    for index, band in enumerate(outcomes):
        loc: Loc = ("outcomes", index)
        last = index == len(outcomes) - 1
        if band.label in labels:
            yield Finding("duplicate-id", f"结果“{band.label}”重复", band.label, loc)
        labels.add(band.label)
        if band.otherwise and not last:
            yield Finding("unreachable", "otherwise（其余情形）只能是最后一个结果", band.label, loc)
        if from_rules and band.when is None and not band.otherwise:
            yield Finding("unset", "本地规则中的结果须写明 when 或 otherwise", band.label, loc)
        if band.when is None:
            continue
        for name in band.when.no_veto:
            if name not in vetoes:
                yield Finding("unknown-id", f"没有否决项“{name}”", band.label, (*loc, "when", "no_veto"))
        for name in band.when.section:
            if name not in sections:
                yield Finding("unknown-id", f"没有一级指标“{name}”", band.label, (*loc, "when", "section"))
        if band.when.attained_at_least is not None and resolved.by_points:
            yield Finding(
                "when",
                "attained_at_least 只用于达标率标准，计分标准请用 score_at_least 或 share_at_least",
                band.label,
                loc,
            )
        yield from _reachable(resolved, outcomes, index, loc)
    if outcomes and all(band.when is not None for band in outcomes):
        yield Finding(
            "no-otherwise", "最后一个结果须写 otherwise = true，否则有的得分没有结果", outcomes[-1].label, ("outcomes",)
        )


def _reachable(resolved: Resolved, outcomes: tuple[OutcomeBand, ...], index: int, loc: Loc) -> Iterator[Finding]:
    band = outcomes[index]
    when = band.when
    if when is None:
        return
    top = Fraction(resolved.declared_full)
    bonus = sum(
        (
            Fraction(a.cap or (a.range.high if a.range else a.amount) or 0)
            for a in resolved.adjustments
            if a.kind == "bonus"
        ),
        Fraction(0),
    )
    scoring = resolved.standard.scoring
    ceiling = Fraction(scoring.ceiling) if scoring.ceiling is not None else None
    if scoring.base is not None:
        top = max(top, Fraction(scoring.base))
    top += bonus
    if ceiling is not None:
        top = min(top, ceiling)
    if when.score_at_least is not None and when.score_at_least > top:
        yield Finding("unreachable", f"分数线 {plain(when.score_at_least)} 高于可能的最高分", band.label, loc)
    for name, bound in when.section.items():
        section = next((d for d in resolved.standard.dimensions if d.id == name), None)
        if section is not None and bound > (section_full(resolved, section) if resolved.by_points else 100):
            yield Finding("unreachable", f"“{name}”的分数线 {plain(bound)} 高于该部分满分", band.label, loc)
    for earlier in outcomes[:index]:
        if earlier.when is not None and _implied(earlier, band):
            yield Finding(
                "unreachable", f"凡符合本结果的，都已先符合“{earlier.label}”，本结果永远得不到", band.label, loc
            )
            return


def _implied(earlier: OutcomeBand, later: OutcomeBand) -> bool:
    """Whether everything that satisfies `later` satisfies `earlier`, compared bound by bound."""
    first, second = earlier.when, later.when
    if first is None or second is None:
        return False
    for name in ("score_at_least", "share_at_least", "attained_at_least"):
        bound, other = getattr(first, name), getattr(second, name)
        if bound is not None and (other is None or other < bound):
            return False
    for section, bound in first.section.items():
        if section not in second.section or second.section[section] < bound:
            return False
    if not set(first.no_veto) <= set(second.no_veto):
        return False
    return not (first.minima is True and second.minima is False)


def section_full(resolved: Resolved, dimension: Dimension) -> Decimal:
    """The points of a dimension's items together."""
    return sum((item.full for item in resolved.items if item.path and item.path[0].id == dimension.id), Decimal(0))


def _parts(resolved: Resolved) -> Iterator[Finding]:
    parts = resolved.parts
    if not parts:
        return
    named: set[str] = set()
    known = {dimension.id for dimension in resolved.standard.dimensions}
    for index, part in enumerate(parts):
        for name in part.dimensions:
            if name not in known:
                yield Finding("unknown-id", f"没有一级指标“{name}”", part.id, ("parts", index, "dimensions"))
            if name in named:
                yield Finding("parts", f"一级指标“{name}”属于两个部分", part.id, ("parts", index, "dimensions"))
            named.add(name)
    if not resolved.by_points or resolved.standard.scoring.base is not None:
        yield Finding("parts", "组成部分（parts）只用于不设基础分的计分标准", resolved.id, ("parts",))
    for name in sorted(known - named):
        yield Finding("parts", f"一级指标“{name}”不属于任何组成部分", name, ("parts",))
    if resolved.standard.criteria:
        yield Finding("parts", "设组成部分的标准，评分项须都在一级指标之下", resolved.id, ("criteria",))
    full = resolved.standard.scoring.full
    total = sum((part.weight for part in parts), Decimal(0))
    if full is not None:
        yield from _differs("full-sum", resolved.id, "各部分", total, "满分", full, ("scoring", "full"))


def _rules(resolved: Resolved) -> Iterator[Finding]:
    """Rules fill what is open; what the document sets is not theirs to change."""
    rules = resolved.rules
    if rules is None:
        return
    standard, scoring = resolved.standard, resolved.standard.scoring

    def fault(key: str, message: str, id: str | None = None) -> Finding:
        return Finding("rules", message, id, ("rules:", key))

    if rules.extends != standard.id:
        yield fault("extends", f"规则是给“{rules.extends}”的，不是“{standard.id}”的")
    if rules.outcomes and any(band.set_by == "document" for band in standard.outcomes):
        yield fault("outcomes", "结果由文件规定，本地规则不能改")
    if rules.not_applicable is not None and scoring.not_applicable_set_by == "document":
        yield fault("not_applicable", "不适用的处理由文件规定，本地规则不能改")
    if rules.partial is not None and scoring.partial is not None:
        yield fault("partial", "“部分达到”由文件规定，本地规则不能改")
    if rules.weights and scoring.weights_set_by == "document":
        yield fault("weights", "权重由文件规定（weights_set_by），本地规则不能改")
    nodes = {node.id for path, _ in standard.every_criterion() for node in path}
    yield from _known(rules.weights, set(resolved.item) | nodes, "评分项或指标", "weights", fault)
    if rules.levels and standard.levels_set_by == "document":
        yield fault("levels", "等级由文件规定，本地规则不能改")
    if rules.levels and {level.id for level in rules.levels} != {level.id for level in standard.levels}:
        yield fault("levels", "等级的编号须与标准一致：" + "、".join(level.id for level in standard.levels))
    adjustments = {adjustment.id: adjustment for adjustment in standard.adjustments}
    yield from _known(rules.adjustments, set(adjustments), "加减分", "adjustments", fault)
    for name in rules.adjustments:
        if name in adjustments and adjustments[name].set_by == "document":
            yield fault("adjustments", "分值由文件规定，本地规则不能改", name)
    vetoes = {veto.id: veto for veto in standard.vetoes}
    yield from _known(rules.vetoes, set(vetoes), "否决项", "vetoes", fault)
    for name, rule in rules.vetoes.items():
        if name in vetoes and rule.cap is not None and vetoes[name].cap is not None:
            yield fault("vetoes", "封顶分由文件规定，本地规则不能改", name)
        if name in vetoes and rule.cap is not None and vetoes[name].effect != "cap":
            yield fault("vetoes", "该否决项的后果不是封顶（cap）", name)
    yield from _known({bound.fact: bound for bound in rules.bounds}, set(resolved.facts), "事实", "bounds", fault)


def _known(
    given: Mapping[str, object], known: set[str], what: str, key: str, fault: Callable[[str, str, str | None], Finding]
) -> Iterator[Finding]:
    for name in given:
        if name not in known:
            yield fault(key, f"没有{what}“{name}”", name)
