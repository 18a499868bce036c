"""Facts on both sides of a bound, and as far from it as a deduction rule needs to show itself. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from kaoping.mutation.numbers import last_place
from kaoping.periods import Period, before, days_after, look_back, on_day
from kaoping.standard.model import DeductionRule, FactDefinition, Measure
from kaoping.standard.resolved import Resolved
from kaoping.workdays import after_working_days
from kaoping.worked.values import Json

ONE = Decimal(1)
#: How a probe stands to its bound, in the order in which the cases go through them.
KINDS = {
    "met": "恰好达到界限",
    "short": "差一点",
    "unit": "差一个单位",
    "two": "差两个单位",
    "half": "差一个半单位",
    "far": "差得远，扣到封顶或扣完",
    "high": "在上限上",
    "over": "超过上限一点",
    "earlier": "前一期不足，最后一期够",
    "outside": "发生在追溯期之外",
}
_SOURCE = Decimal(10)

Probe = tuple[str, tuple[Json, ...]]


def probes(
    resolved: Resolved, measure: Measure, rule: DeductionRule | None, points: Decimal, period: Period, as_of: date
) -> Iterator[Probe]:
    """Each way to stand to a measure's bound, with the facts that do."""
    definition = resolved.facts.get(measure.fact)
    if definition is None:
        return
    if definition.kind == "event":
        yield from _events(measure, period, as_of)
    elif measure.is_ is not None:
        yield "met", (_fact(measure.fact, period, measure.is_),)
        yield "short", (_fact(measure.fact, period, not measure.is_),)
        yield from _earlier(measure, period, not measure.is_, measure.is_)
    elif measure.within is not None:
        yield from _within(measure, period)
    elif measure.trend is not None:
        yield from _trend(measure, period)
    elif measure.bound_from is not None:
        source = _fact(measure.bound_from, period, _SOURCE)
        for kind, value in (("met", _SOURCE), ("short", _SOURCE - 1), ("over", _SOURCE + 1)):
            yield kind, (source, _fact(measure.fact, period, value))
    else:
        yield from _numbers(measure, rule, points, definition, period)


def _numbers(
    measure: Measure, rule: DeductionRule | None, points: Decimal, definition: FactDefinition, period: Period
) -> Iterator[Probe]:
    found: dict[str, Decimal] = {}
    for name, way in (("at_least", -1), ("more_than", -1), ("equals", -1), ("at_most", 1), ("less_than", 1)):
        bound: Decimal | None = getattr(measure, name)
        if bound is None:
            continue
        step = ONE if definition.kind == "count" else last_place(bound)
        at = bound - way * step if name in ("more_than", "less_than") else bound
        if way == 1 and "met" in found:
            found |= {"high": at, "over": at + step}
            continue
        unit = (rule.per or ONE) if rule is not None and rule.each is not None else step
        # So far beyond that the whole item, or the rule's own cap, is lost.
        far = 3 * unit
        if rule is not None and rule.each is not None:
            far = (math.ceil(points / rule.each) + 2) * unit
        found |= {"met": at, "short": at + way * step, "unit": bound + way * unit, "two": bound + way * 2 * unit}
        if rule is not None and rule.each is not None and (definition.kind != "count" or unit > ONE):
            found["half"] = bound + way * unit * Decimal("1.5")
        found["far"] = bound + way * far
        if name == "equals":
            found["over"] = bound + step
    top = Decimal(100) if definition.kind == "share" else None
    seen: set[Decimal] = set()
    for kind, value in found.items():
        value = max(value, Decimal(0)) if definition.kind != "amount" else value
        value = min(value, top) if top is not None else value
        if definition.kind == "count":
            value = value.to_integral_value()
        if value not in seen:
            seen.add(value)
            yield kind, tuple(_pieces(measure, definition, found["met"], value, period))
    if "short" in found:
        yield from _earlier(measure, period, max(found["short"], Decimal(0)), found["met"])


def _earlier(measure: Measure, period: Period, short: Any, met: Any) -> Iterator[Probe]:
    """The first piece of the period short, the others as they should be."""
    pieces = period.pieces(measure.per or "year")
    if measure.per is not None and measure.per != "period" and len(pieces) > 1:
        yield "earlier", tuple(_fact(measure.fact, piece, met if n else short) for n, piece in enumerate(pieces))


def _pieces(
    measure: Measure, definition: FactDefinition, met: Decimal, value: Decimal, period: Period
) -> Iterator[Json]:
    """The fact for each piece of the period: the last as it is asked, those before as they should be."""
    per = measure.per or "year"
    pieces = period.pieces(per) if measure.per is not None else period.years()[-1:]
    for number, piece in enumerate(pieces):
        yield _fact(measure.fact, piece, value if number == len(pieces) - 1 else met)


def _events(measure: Measure, period: Period, as_of: date) -> Iterator[Probe]:
    years = measure.look_back_years
    window = look_back(as_of, years) if years is not None else period
    none = _fact(measure.fact, window, value=False)
    yield "met", (none,)
    yield "short", (_happened(measure.fact, window.start if years is not None else as_of),)
    if measure.is_ is None:
        days = [window.end - timedelta(days=number) for number in range(2)]
        yield "two", tuple(_happened(measure.fact, day) for day in days)
    if years is not None:
        yield "outside", (none, _happened(measure.fact, window.start - timedelta(days=1)))


def _within(measure: Measure, period: Period) -> Iterator[Probe]:
    within = measure.within
    if within is None:
        return
    of = period.years()[-1]
    facts: tuple[Json, ...] = ()
    if within.by is not None:
        last = on_day(within.by, of.end.year + (1 if within.year == "next" else 0))
    else:
        start = date(of.start.year, 6, 1)
        facts = (_fact(within.after or "", of, start),)
        days = within.days or 0
        last = after_working_days(start, days)[0] if within.working else days_after(start, days)
    if len(period.years()) > 1 and within.by is not None and measure.per == "year":
        first = period.years()[0]
        late = on_day(within.by, first.end.year + (1 if within.year == "next" else 0)) + timedelta(days=1)
        yield "earlier", (_fact(measure.fact, first, late), _fact(measure.fact, of, last))
    yield "met", (*facts, _fact(measure.fact, of, last))
    yield "short", (*facts, _fact(measure.fact, of, last + timedelta(days=1)))


def _trend(measure: Measure, period: Period) -> Iterator[Probe]:
    of = period.pieces(measure.per or "year")[-1]
    earlier = before(of)
    if earlier is None:
        return
    base = _fact(measure.fact, earlier, _SOURCE)
    for kind, value in (("met", _SOURCE), ("short", _SOURCE - 1), ("over", _SOURCE + 1)):
        yield kind, (base, _fact(measure.fact, of, value))


def _fact(id: str, period: Period, value: Any) -> Json:
    return {"id": id, "period": period.label, "value": value}


def _happened(id: str, day: date) -> Json:
    return {"id": id, "period": str(day.year), "value": True, "occurred_on": day}


__all__ = ["KINDS", "Probe", "probes"]
