"""Lint: facts that exist and fit, bounds that can be met, deductions that can be worked out. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kaoping.numbers import plain
from kaoping.standard.findings import Finding, Loc, criteria, used_facts
from kaoping.standard.model import FactDefinition, Measure, Requirement
from kaoping.standard.resolved import Item, Resolved

_NUMERIC = ("count", "share", "amount")
_KINDS = {
    "count": "次数（count）",
    "share": "百分比（share）",
    "amount": "数额（amount）",
    "yes-no": "是否（yes-no）",
    "date": "日期（date）",
    "event": "事件（event）",
}


def measures(resolved: Resolved) -> Iterator[Finding]:
    """Findings about measures, events and deduction rules, wherever they stand."""
    standard = resolved.standard
    for item, (criterion, loc) in zip(resolved.items, criteria(standard), strict=True):
        for index, requirement in enumerate(criterion.requirements):
            place: Loc = (*loc, "requirements", index)
            if requirement.measure is not None:
                yield from _measure(resolved, requirement.measure, requirement.id, (*place, "measure"))
            for name in requirement.informed_by:
                if name not in resolved.facts:
                    yield _undefined(name, requirement.id, (*place, "informed_by"))
            yield from _deduction(resolved, item, requirement, place)
    for index, veto in enumerate(standard.vetoes):
        if veto.measure is not None:
            yield from _measure(resolved, veto.measure, veto.id, ("vetoes", index, "measure"))
        for event in veto.all_events:
            key = "event" if veto.event is not None else "events"
            yield from _event(resolved, event, veto.id, ("vetoes", index, key))
    for index, adjustment in enumerate(standard.adjustments):
        for event in adjustment.all_events:
            key = "event" if adjustment.event is not None else "events"
            yield from _event(resolved, event, adjustment.id, ("adjustments", index, key))
    used = used_facts(resolved)
    for index, fact in enumerate(standard.facts):
        if (message := members_misfit(fact)) is not None:
            yield Finding("fact-kind", message, fact.id, ("facts", index, "members"))
        for code, message in counts_misfits(fact, resolved.facts):
            yield Finding(code, message, fact.id, ("facts", index, "counts_as"))
        if fact.id not in used:
            message = f"事实“{fact.title}”没有被任何要点或否决项用到，请核对编号或删去"
            yield Finding("unused-fact", message, fact.id, ("facts", index))


def members_misfit(definition: FactDefinition) -> str | None:
    """What is wrong with how records of member units are to count for this fact; None where nothing is."""
    if definition.members == "any" and definition.kind != "event":
        kind = _KINDS[definition.kind]
        return f'事实“{definition.id}”是{kind}，members = "any" 只用于事件（event），请改用 "sole" 或删去'
    return None


def counts_misfits(definition: FactDefinition, facts: Mapping[str, FactDefinition]) -> Iterator[tuple[str, str]]:
    """What is wrong with what a fact counts, or counts as: the code of each finding and its message."""
    if definition.counts_faults and definition.kind != "share":
        kind = _KINDS[definition.kind]
        yield "fact-kind", f"事实“{definition.id}”是{kind}，counts_faults 只用于百分比（share），请删去"
    if definition.counts_as and definition.kind != "event":
        yield "fact-kind", f"事实“{definition.id}”是{_KINDS[definition.kind]}，counts_as 只用于事件（event），请删去"
        return
    for name in definition.counts_as:
        if name == definition.id:
            yield "fact-kind", f"事件“{name}”不必算作它自己，请从 counts_as 中删去"
        elif name not in facts:
            yield "unknown-fact", f"没有事实“{name}”的定义，请核对 counts_as 中的编号，或删去"
        elif facts[name].kind != "event":
            yield (
                "fact-kind",
                f"事实“{name}”是{_KINDS[facts[name].kind]}，counts_as 里要事件（event），请改用事件类事实",
            )


def _deduction(resolved: Resolved, item: Item, requirement: Requirement, loc: Loc) -> Iterator[Finding]:
    deduct = requirement.deduct
    if deduct is not None and not resolved.by_points:
        yield Finding("deduct", "达标率标准没有扣分规则，请删去 deduct", requirement.id, (*loc, "deduct"))
        return
    if deduct is not None and deduct.each is not None:
        measure = requirement.measure
        if measure is None:
            message = "按单位扣分（each）须有 measure 才知道差多少，请补上，或改用 amount"
            yield Finding("deduct", message, requirement.id, (*loc, "deduct"))
        elif measure.trend is not None or (measure.is_ is not None and not _is_event(resolved, measure.fact)):
            message = "按单位扣分（each）须有数值、日期的界限或事件的次数；是否和走向没有“差多少”，请改用 amount"
            yield Finding("deduct", message, requirement.id, (*loc, "deduct"))
    if not resolved.by_points:
        return
    names = ("amount", "each", "cap") if deduct is not None and deduct.part != "proportional" else ("amount", "cap")
    given = (
        [(name, getattr(deduct, name)) for name in names] if deduct is not None else [("points", requirement.points)]
    )
    for name, value in given:
        if value is not None and value % item.step and value != item.full:
            message = (
                f"{name} = {plain(value)} 不是评分单位 {plain(item.step)} 的整数倍，"
                "算出的扣分不能直接采纳；请为该项写合适的 step"
            )
            yield Finding("deduct-step", message, requirement.id, loc)


def _is_event(resolved: Resolved, name: str) -> bool:
    return name in resolved.facts and resolved.facts[name].kind == "event"


def _event(resolved: Resolved, name: str, id: str, loc: Loc) -> Iterator[Finding]:
    definition = resolved.facts.get(name)
    if definition is None:
        yield _undefined(name, id, loc)
    elif definition.kind != "event":
        message = f"事实“{name}”是{_KINDS[definition.kind]}，这里要事件（event），请改用事件类事实"
        yield Finding("fact-kind", message, id, loc)


def _undefined(name: str, id: str, loc: Loc) -> Finding:
    return Finding("unknown-fact", f"没有事实“{name}”的定义，请在 [[facts]] 中写明或改用已有的", id, loc)


def _measure(resolved: Resolved, measure: Measure, id: str, loc: Loc) -> Iterator[Finding]:
    for key, name, kinds, what in (
        ("fact", measure.fact, None, ""),
        ("bound_from", measure.bound_from, _NUMERIC, "数值类"),
        ("within", measure.within.after if measure.within else None, ("date",), "日期类"),
    ):
        if name is None:
            continue
        if name not in resolved.facts:
            yield _undefined(name, id, (*loc, key))
        elif kinds is not None and resolved.facts[name].kind not in kinds:
            message = f"{key} 所指的事实“{name}”是{_KINDS[resolved.facts[name].kind]}，须是{what}，请改正"
            yield Finding("fact-kind", message, id, (*loc, key))
    definition = resolved.facts.get(measure.fact)
    if definition is not None:
        for key, message in _misfits(measure, definition.kind):
            text = f"事实“{measure.fact}”是{_KINDS[definition.kind]}，{message}"
            yield Finding("fact-kind", text, id, (*loc, key))
        if definition.kind == "share":
            yield from _shares(measure, id, loc)
    low = measure.at_least if measure.at_least is not None else measure.more_than
    high = measure.at_most if measure.at_most is not None else measure.less_than
    strict = measure.more_than is not None or measure.less_than is not None
    if low is not None and high is not None and (low > high or (strict and low == high)):
        message = f"下限 {plain(low)} 与上限 {plain(high)} 互相矛盾，没有数值能符合，请改正其一"
        yield Finding("bounds", message, id, loc)


def _misfits(measure: Measure, kind: str) -> Iterator[tuple[str, str]]:
    """What of a measure a fact of this kind cannot be held against."""
    if measure.is_ is not None:
        if kind not in ("yes-no", "event"):
            yield "is", "不能用 is，请改用数值界限或 within"
    elif measure.within is not None:
        if kind != "date":
            yield "within", "within 只用于日期，请改用别的界限"
    elif kind not in _NUMERIC:
        if kind != "event":
            yield "", "不能与数值比较，请改用 " + ("is" if kind == "yes-no" else "within")
        elif measure.trend is not None or measure.bound_from is not None:
            yield "", "不能用 trend 或 bound_from，请写 is = false 或次数的界限（如 at_most = 0）"
    if kind == "event" and measure.per is not None:
        yield "per", "不能用 per，请用 look_back_years 或删去"
    if kind != "event" and measure.look_back_years is not None:
        yield "look_back_years", "look_back_years 只用于事件，请删去"


def _shares(measure: Measure, id: str, loc: Loc) -> Iterator[Finding]:
    for key in ("at_least", "at_most", "more_than", "less_than", "equals"):
        bound = getattr(measure, key)
        if bound is None:
            continue
        if not 0 <= bound <= 100:
            message = f"百分数界限 {plain(bound)} 不在 0 到 100 之间，请改正"
            yield Finding("share", message, id, (*loc, key))
        elif 0 < bound < 1:
            message = (
                f"百分数界限 {plain(bound)} 即 {plain(bound)}%；若指 {plain(bound * 100)}%，请写 {plain(bound * 100)}"
            )
            yield Finding("share-small", message, id, (*loc, key))
