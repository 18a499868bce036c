"""Lint: a rules file fills what the document leaves open; what the document sets is not the rules' to change. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kaoping.periods import parse
from kaoping.standard.findings import Finding, nodes
from kaoping.standard.resolved import Resolved
from kaoping.standard.rules import Rules


def rules(resolved: Resolved) -> Iterator[Finding]:
    """Findings about the rules file; none where there is none."""
    given = resolved.rules
    if given is None:
        return
    standard, scoring = resolved.standard, resolved.standard.scoring
    if given.extends != standard.id:
        message = f"规则是给“{given.extends}”的，不是“{standard.id}”的，请换一个规则文件或改 extends"
        yield _fault("extends", message)
    if given.outcomes and any(band.set_by == "document" for band in standard.outcomes):
        yield _fault("outcomes", "结果由文件规定，本地规则不能改，请删去 [[outcomes]]")
    if given.not_applicable is not None and scoring.not_applicable_set_by == "document":
        yield _fault("not_applicable", "不适用的处理由文件规定，本地规则不能改，请删去 not_applicable")
    if given.partial is not None and scoring.partial is not None:
        yield _fault("partial", "“部分达到”由文件规定，本地规则不能改，请删去 partial")
    if given.partial is not None and resolved.by_points:
        yield _fault("partial", "“部分达到”只用于达标率标准，请删去 partial")
    yield from _weights(resolved, given)
    yield from _levels(resolved, given)
    yield from _adjustments(resolved, given)
    yield from _shared_caps(resolved, given)
    yield from _vetoes(resolved, given)
    yield from _honours(resolved, given)
    yield from _bounds(resolved, given)


def _fault(key: str, message: str, id: str | None = None, at: str | int | None = None) -> Finding:
    return Finding("rules", message, id, ("rules:", key) if at is None else ("rules:", key, at))


def _unknown(given: Iterable[str], known: Iterable[str], what: str, key: str) -> Iterator[Finding]:
    held = set(known)
    for name in given:
        if name not in held:
            yield _fault(key, f"标准没有{what}“{name}”，请核对编号", name, name)


def _weights(resolved: Resolved, given: Rules) -> Iterator[Finding]:
    if not given.weights:
        return
    standard = resolved.standard
    if standard.scoring.weights_set_by == "document":
        yield _fault("weights", "权重由文件规定（weights_set_by），本地规则不能改，请删去 [weights]")
    tree = [node.id for node, _ in nodes(standard)]
    yield from _unknown(given.weights, {*resolved.item, *tree}, "评分项或指标", "weights")
    if standard.scoring.aggregate == "flat":
        for name in given.weights:
            if name in tree and name not in resolved.item:
                message = "逐项合计（flat）的标准只用评分项的权重，指标的权重不起作用，请删去"
                yield _fault("weights", message, name, name)
    missing = [name for name in resolved.item if name not in given.weights]
    if missing and len(missing) < len(resolved.item):
        message = f"还有 {len(missing)} 个评分项没有给权重，按标准所列或按 1 计，如 {'、'.join(missing[:5])}；请核对"
        yield Finding("rules-weights", message, None, ("rules:", "weights"))


def _levels(resolved: Resolved, given: Rules) -> Iterator[Finding]:
    if not given.levels:
        return
    standard = resolved.standard
    if standard.levels_set_by == "document":
        yield _fault("levels", "等级由文件规定，本地规则不能改，请删去 [[levels]]")
    elif sorted(level.id for level in given.levels) != sorted(level.id for level in standard.levels):
        names = "、".join(level.id for level in standard.levels)
        yield _fault("levels", f"等级的编号请与标准一致，各写一次：{names}")
    for index, level in enumerate(given.levels):
        if level.points is None and level.share is None:
            yield _fault("levels", f"等级“{level.title}”没有分值，请写 points 或 share", level.id, index)
        elif level.points is not None and not resolved.by_points:
            message = f"达标率标准的等级“{level.title}”请用 share（百分之几），不用 points"
            yield _fault("levels", message, level.id, index)


def _adjustments(resolved: Resolved, given: Rules) -> Iterator[Finding]:
    held = {adjustment.id: adjustment for adjustment in resolved.standard.adjustments}
    yield from _unknown(given.adjustments, held, "加减分", "adjustments")
    for name, rule in given.adjustments.items():
        printed = held.get(name)
        if printed is None:
            continue
        if printed.set_by == "document":
            yield _fault("adjustments", "分值由文件规定，本地规则不能改，请删去", name, name)
            continue
        for key in ("amount", "range", "cap"):
            if getattr(rule, key) is not None and getattr(printed, key) is not None:
                yield _fault("adjustments", f"{key} 由文件规定，本地规则不能改，请删去 {key}", name, name)


def _shared_caps(resolved: Resolved, given: Rules) -> Iterator[Finding]:
    held = {cap.id: cap for cap in resolved.standard.adjustment_caps}
    yield from _unknown(given.adjustment_caps, held, "加减分上限", "adjustment_caps")
    for name in given.adjustment_caps:
        cap = held.get(name)
        if cap is not None and (cap.set_by == "document" or cap.at_most is not None):
            yield _fault("adjustment_caps", "合计的上限已由标准写明，本地规则不能改，请删去", name, name)


def _vetoes(resolved: Resolved, given: Rules) -> Iterator[Finding]:
    held = {veto.id: veto for veto in resolved.standard.vetoes}
    yield from _unknown(given.vetoes, held, "否决项", "vetoes")
    for name, rule in given.vetoes.items():
        veto = held.get(name)
        if veto is None:
            continue
        if rule.cap is not None and veto.effect != "cap":
            yield _fault("vetoes", "该否决项的后果不是封顶（cap），请删去 cap", name, name)
        elif rule.cap is not None and veto.cap is not None:
            yield _fault("vetoes", "封顶分由文件规定，本地规则不能改，请删去 cap", name, name)
        if rule.label is not None and veto.effect not in ("ineligible", "revoke"):
            yield _fault("vetoes", "该否决项的后果没有结果名称，请删去 label", name, name)
        elif rule.label is not None and veto.label is not None:
            yield _fault("vetoes", "结果名称由文件规定，本地规则不能改，请删去 label", name, name)
        if rule.outcome is not None and veto.effect != "limit":
            yield _fault("vetoes", "该否决项的后果不是限定等次（limit），请删去 outcome", name, name)
        elif rule.outcome is not None and veto.outcome is not None:
            yield _fault("vetoes", "限定到哪一等由文件规定，本地规则不能改，请删去 outcome", name, name)


def _honours(resolved: Resolved, given: Rules) -> Iterator[Finding]:
    held = {honour.id: honour for honour in resolved.standard.honours}
    yield from _unknown(given.honours, held, "单项荣誉", "honours")
    for name in given.honours:
        honour = held.get(name)
        if honour is not None and (honour.set_by == "document" or honour.attained_at_least is not None):
            yield _fault("honours", "单项荣誉的条件已由标准写明，本地规则不能改，请删去", name, name)


def _bounds(resolved: Resolved, given: Rules) -> Iterator[Finding]:
    asked = {measure.bound_from for measure in resolved.measures()}
    seen: set[tuple[str, str | None]] = set()
    for index, bound in enumerate(given.bounds):
        definition = resolved.facts.get(bound.fact)
        if definition is None:
            yield _fault("bounds", f"标准没有事实“{bound.fact}”，请核对编号", bound.fact, index)
        elif bound.fact not in asked and definition.set_by != "jurisdiction":
            message = f"“{definition.title}”要由考评人查明，不是界限值（bound_from），本地规则不能给，请删去"
            yield _fault("bounds", message, bound.fact, index)
        if (bound.fact, bound.period) in seen:
            yield _fault("bounds", f"界限值“{bound.fact}”写了两次，请只留一个", bound.fact, index)
        seen.add((bound.fact, bound.period))
        if bound.period is not None:
            try:
                parse(bound.period)
            except ValueError as error:
                yield _fault("bounds", str(error), bound.fact, index)
