"""What is found out about the sample units: one set of facts for a unit, whatever number of standards ask for them. Pure.

No standard is named: each value is worked out from the bounds that the installed standards set on the fact.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from kaoping.answers import Observation, Unit, Value
from kaoping.periods import Period, before, on_day
from kaoping.scoring.items import applies
from kaoping.standard.model import FactDefinition, Measure, Veto
from kaoping.standard.resolved import Resolved

NOTE = "演示用虚构数据"
#: Effects that keep a unit from any result of its own.
BARRING = ("ineligible", "revoke")

#: What a bound that others set is given as in the sample, by its direction, and how much better the unit does.
_GIVEN = {"at_least": Decimal(90), "at_most": Decimal(5), "equals": Decimal(1)}
_BETTER = {"at_least": Decimal(2), "at_most": Decimal(-2), "equals": Decimal(0)}
#: The newest value of what only has to rise or fall.
_RISEN, _FALLEN = Decimal(95), Decimal(5)


@dataclass(frozen=True, slots=True)
class Demand:
    """One measure of a standard, and the period over which the standard is applied."""

    standard: str
    measure: Measure
    period: Period

    @property
    def pieces(self) -> list[Period]:
        """The periods that must be known: each year (quarter …) of the period, before them one more for a trend."""
        found = self.period.pieces(self.measure.per or "year")
        earlier = before(found[0]) if self.measure.trend is not None else None
        return found if earlier is None else [earlier, *found]


def demands(resolved: Resolved, period: Period, unit: Unit) -> Iterator[Demand]:
    """Every measure of what applies to the unit, and of vetoes."""
    for item in resolved.items:
        if applies(item.criterion.applies_when, unit) is False:
            continue
        for requirement in item.criterion.requirements:
            if requirement.measure is not None and applies(requirement.applies_when, unit) is not False:
                yield Demand(resolved.id, requirement.measure, period)
    for veto in resolved.vetoes:
        if veto.measure is not None:
            yield Demand(resolved.id, veto.measure, period)


def events(resolved: Resolved) -> set[str]:
    """The events that vetoes and adjustments rest on."""
    by_veto = {event for veto in resolved.vetoes for event in veto.all_events}
    return by_veto | {event for adjustment in resolved.adjustments for event in adjustment.all_events}


def meeting(
    asked: Iterable[Demand], definitions: Mapping[str, FactDefinition], as_of: date, lower: Collection[str] = ()
) -> Iterator[Observation]:
    """What meets every demand, the strictest bound deciding, for each period that is asked about; no events.

    :param as_of: nothing is dated later.
    :param lower: counts and shares that fall just short of the strictest bound, so that a milder one is still met.
    """
    by_fact: dict[str, list[Demand]] = {}
    for demand in asked:
        by_fact.setdefault(demand.measure.fact, []).append(demand)
    given: set[tuple[str, Period]] = set()
    for fact, among in sorted(by_fact.items()):
        definition = definitions[fact]
        if definition.kind == "event":
            continue
        measures = [demand.measure for demand in among]
        pieces = sorted({piece for demand in among for piece in demand.pieces})
        for back, piece in enumerate(reversed(pieces)):
            found = {fact: _value(definition, measures, piece, back, as_of, lower=fact in lower)}
            for measure in measures:
                if measure.bound_from is not None:
                    found[measure.bound_from] = _GIVEN[measure.bound or "equals"]
                if measure.within is not None and measure.within.after is not None:
                    found[measure.within.after] = _day(measures, piece, as_of)
            for name, value in found.items():
                if (name, piece) not in given:
                    given.add((name, piece))
                    yield Observation(name, piece, value, note=NOTE)


def between(asked: Iterable[Demand]) -> list[str]:
    """Facts on which two standards set lower bounds of different height, so that a value may lie between them, by id."""
    bounds: dict[str, dict[str, Decimal]] = {}
    for demand in asked:
        bound = _lower_bound([demand.measure])
        if bound is not None and demand.measure.bound_from is None:
            held = bounds.setdefault(demand.measure.fact, {})
            held[demand.standard] = max(held.get(demand.standard, bound), bound)
    return sorted(fact for fact, held in bounds.items() if max(held.values()) - 1 >= min(held.values()))


def none_of(facts: Iterable[str], sheets: Iterable[tuple[Resolved, Period]], as_of: date) -> Iterator[Observation]:
    """That none of these events happened, over a span of whole years that covers every look-back and period."""
    first, last = as_of.year, as_of.year
    for resolved, period in sheets:
        looking: list[Veto | Measure] = [*resolved.vetoes, *resolved.measures()]
        first = min(first, period.start.year, *(as_of.year - (one.look_back_years or 0) for one in looking))
        last = max(last, period.end.year)
    span = Period(date(first, 1, 1), date(last, 12, 31))
    for fact in sorted(facts):
        yield Observation(fact, span, False, note="经征求有关部门意见，未发生（演示）")


def gravest(sheets: Sequence[Resolved], unit: Unit) -> str | None:
    """The one event that bars the unit by most of these standards, then the one that moves most; None without any."""
    definitions = {name: known for resolved in sheets for name, known in resolved.facts.items()}
    ranks = []
    for name, definition in definitions.items():
        if definition.kind != "event":
            continue
        also = at_once(name, definitions)
        barred = sum(any(also & set(veto.all_events) for veto in _barring(resolved, unit)) for resolved in sheets)
        moved = sum(bool(also & (events(resolved) | {m.fact for m in resolved.measures()})) for resolved in sheets)
        if barred:
            ranks.append((-barred, -moved, name))
    return min(ranks)[2] if ranks else None


def at_once(event: str, definitions: Mapping[str, FactDefinition]) -> set[str]:
    """The event and all that it counts as."""
    found: set[str] = set()
    ahead = [event]
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += definitions[name].counts_as if name in definitions else ()
    return found


def _barring(resolved: Resolved, unit: Unit) -> Iterator[Veto]:
    for veto in resolved.vetoes:
        if veto.effect in BARRING and not (veto.not_when and applies(veto.not_when, unit)):
            yield veto


def _value(
    definition: FactDefinition, measures: Sequence[Measure], piece: Period, back: int, as_of: date, *, lower: bool
) -> Value:
    """:param back: how many periods before the newest one, for trends."""
    if definition.kind == "yes-no":
        return next((measure.is_ for measure in measures if measure.is_ is not None), True)
    if definition.kind == "date":
        return _day(measures, piece, as_of)
    least, most = _lower_bound(measures), _upper_bound(measures)
    exact = next((measure.equals for measure in measures if measure.equals is not None), None)
    trend = next((measure.trend for measure in measures if measure.trend is not None), None)
    value = exact if exact is not None else least if least is not None else most
    if value is None:
        value = _RISEN if trend in ("rising", "not-falling") else _FALLEN
    if trend is not None:
        value += back if trend in ("falling", "not-rising") else -back
    return value - 1 if lower and least is not None else value


def _lower_bound(measures: Sequence[Measure]) -> Decimal | None:
    found = [m.at_least for m in measures if m.at_least is not None]
    found += [m.more_than + 1 for m in measures if m.more_than is not None]
    return max([*found, *_given(measures, "at_least")], default=None)


def _upper_bound(measures: Sequence[Measure]) -> Decimal | None:
    found = [m.at_most for m in measures if m.at_most is not None]
    found += [m.less_than - 1 for m in measures if m.less_than is not None]
    return min([*found, *_given(measures, "at_most"), *_given(measures, "equals")], default=None)


def _given(measures: Sequence[Measure], direction: str) -> list[Decimal]:
    return [
        _GIVEN[direction] + _BETTER[direction] for m in measures if m.bound_from is not None and m.bound == direction
    ]


def _day(measures: Sequence[Measure], piece: Period, as_of: date) -> date:
    """Ten days before the earliest deadline; where that is yet to come, before the day of the evaluation."""
    by = [m.within for m in measures if m.within is not None and m.within.by is not None]
    deadlines = [on_day(w.by or "", piece.end.year + (w.year == "next")) for w in by]
    return min([*(deadlines or [piece.end]), as_of]) - timedelta(days=10)
