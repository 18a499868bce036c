"""The observations that bear on one unit, and what is known of a fact from them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from kaoping.answers import Observation, Sample, Value
from kaoping.fact_meaning import counts_as_recorded, meaning_text
from kaoping.numbers import EXACT, Exact, shown
from kaoping.periods import Period, covered, heaviest, tiling
from kaoping.standard.model import FactDefinition

EventState = Literal["triggered", "clear", "unknown"]
Standing = Literal["stands", "disputed", "withdrawn"]

Source = tuple[str, str | None]
"""The event as which it was recorded, and the other unit whose record it is (None: its own)."""


@dataclass(frozen=True, slots=True)
class Used:
    """A fact that a judgement rests on, with the value that counted (None: not known).

    :ivar unit: the other unit (a member, or for a sole member the unit above) whose record it is; None: its own.
    """

    fact: str
    period: str
    value: str | None
    disputed: bool = False
    unit: str | None = None

    @property
    def label(self) -> str:
        """The period, with whose record it is."""
        return f"{self.period}{by_whom(self.unit)}"


@dataclass(frozen=True, slots=True)
class EventFinding:
    """Whether an event happened in a window, and why we say so. One day counts once, whoever reports it."""

    state: EventState
    because: str
    dates: tuple[date, ...] = ()
    used: tuple[Used, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a fact in one period.

    :ivar value: None where it is not known, or disputed.
    :ivar used: the observation that it rests on, or each piece that was added up; of what is disputed, those in the way.
    :ivar least: of a count that is not known: what those pieces of it come to that do not overlap; no less than that.
    :ivar apart: these pieces.
    """

    value: Value | None = None
    disputed: bool = False
    used: tuple[Used, ...] = ()
    least: Decimal | None = None
    apart: tuple[Used, ...] = ()


class FactBook:
    """The observations that bear on one unit, asked by fact and period.

    An evaluation uses its own evaluator's newest observation; without one a settled one; without that the others' if
    they agree. If they disagree the fact is disputed, which counts as unknown.

    Records of other units count as the definition's `members` says: "any": what happened at a member happened here;
    "sole": wherever it is recorded, it is the same fact.

    An event that `counts_as` others happened as each of them too; that it did not happen says nothing of them.

    What was recorded under an id when it meant something else counts for nothing, and is told (`otherwise`).
    """

    __slots__ = ("_by_fact", "_denied_below", "_narrower", "_otherwise", "_pooled", "bounds", "definitions")

    def __init__(
        self,
        definitions: Mapping[str, FactDefinition],
        observations: Iterable[Observation] = (),
        bounds: Mapping[tuple[str, str | None], Decimal] | None = None,
    ) -> None:
        self.definitions = definitions
        #: Values that the jurisdiction's rules give: (fact, period label or None for every year) -> value.
        self.bounds = bounds or {}
        given: dict[str, list[Observation]] = {}
        self._otherwise: dict[str, list[Observation]] = {}
        for observation in observations:
            counts = counts_as_recorded(observation, definitions.get(observation.fact))
            (given if counts else self._otherwise).setdefault(observation.fact, []).append(observation)
        self._narrower = narrower(definitions)
        self._pooled = {fact for fact, held in given.items() if pooled(definitions.get(fact), held)}
        self._by_fact: dict[str, list[Observation]] = {}
        self._denied_below: dict[str, list[Observation]] = {}
        for fact, held in given.items():
            definition = definitions.get(fact)
            below = definition is not None and definition.members == "any" and definition.kind == "event"
            for observation in held:
                if observation.unit is None or fact in self._pooled or (below and observation.value is True):
                    self._by_fact.setdefault(fact, []).append(observation)
                elif below:
                    self._denied_below.setdefault(fact, []).append(observation)

    def about(self, fact: str) -> list[Observation]:
        """Every observation of a fact that counts for the unit."""
        return self._by_fact.get(fact, [])

    def heard(self, fact: str) -> bool:
        """Whether anything recorded bears on a fact, also by an event that counts as it."""
        return bool(self.about(fact) or fact in self._otherwise) or any(
            o.value is True for event in self._narrower.get(fact, ()) for o in self.about(event)
        )

    def otherwise(self, *facts: str, within: Period | None = None) -> str:
        """What was recorded under the ids of these facts when they meant something else, in words to put behind others.

        :param within: told alone where it was recorded of a period that overlaps this one
        """
        told = dict.fromkeys(
            f"登记时的口径是{meaning_text(o.meant)}（{o.period.label}），与本标准不同，没有采用；确是同一件事的，请重新登记"
            for fact in facts
            for o in self._otherwise.get(fact, ())
            if o.meant is not None and (within is None or o.period.overlaps(within))
        )
        return "".join(f"；{one}" for one in told)

    def misnamed(self, fact: str) -> bool:
        """Whether anything was recorded under the fact's id when it meant something else."""
        return fact in self._otherwise

    def known(self, fact: str, period: Period) -> tuple[Value | None, bool]:
        """The value that counts for exactly this period, and whether it is disputed (then the value is None)."""
        found = self.tally(fact, period)
        return found.value, found.disputed

    def tally(self, fact: str, period: Period) -> Known:
        """What is known of a fact for exactly this period.

        The observation for the period itself; else, of a count, the sum of observed pieces that make up the period
        without gap or overlap (the fewest there are); else what the rules give. A disputed piece makes the sum disputed.
        """
        here = self._exact(fact, period)
        if here is not None:
            return here
        pieces = self._pieces(fact, period)
        parts = tiling(period, pieces)
        if parts and not any(pieces[part].disputed for part in parts):
            return Known(
                _sum([value for part in parts if (value := pieces[part].value) is not None]),
                used=tuple(used for part in parts for used in pieces[part].used),
            )
        given = self._bound(fact, period)
        if given is not None and not parts:
            return Known(given, used=(Used(fact, period.label, value_text(given)),))
        amounts = {piece: number for piece, found in pieces.items() if (number := _amount(found.value)) is not None}
        # A piece within a larger known one is counted there, as the period's own observation goes before its pieces.
        outer = [p for p in pieces if not any(q != p and q.contains(p) for q in amounts)]
        apart = heaviest({piece: amounts[piece] for piece in outer if piece in amounts})
        # Parts of a tiling that did not add up above are there because one of them is disputed.
        in_the_way = parts or tuple(sorted(piece for piece in outer if pieces[piece].disputed))
        return Known(
            disputed=bool(in_the_way),
            used=tuple(used for piece in in_the_way for used in pieces[piece].used),
            least=_total(amounts[piece] for piece in apart) if apart else None,
            apart=tuple(used for piece in apart for used in pieces[piece].used),
        )

    def _exact(self, fact: str, period: Period) -> Known | None:
        here = [o for o in self.about(fact) if o.period == period]
        if not here:
            return None
        mine = [o for o in here if o.mine]
        counting = _newest(mine or [o for o in here if o.settled] or here, alone=bool(mine))
        values = {_comparable(o.value): o.value for o in counting}
        value = next(iter(values.values())) if len(values) == 1 else None
        units = sorted({o.unit or "" for o in counting})
        whose = None if "" in units else "、".join(units)
        text = None if value is None else value_text(value)
        return Known(value, value is None, (Used(fact, period.label, text, value is None, whose),))

    def _pieces(self, fact: str, period: Period) -> dict[Period, Known]:
        """What is known of a count in each shorter period that was observed within; what is no number left out."""
        definition = self.definitions.get(fact)
        if definition is None or definition.kind != "count":
            return {}
        inside = {o.period for o in self.about(fact) if period.contains(o.period)}
        found = {piece: known for piece in inside if (known := self._exact(fact, piece)) is not None}
        return {piece: known for piece, known in found.items() if known.disputed or _amount(known.value) is not None}

    def _bound(self, fact: str, period: Period) -> Decimal | None:
        """The value that the rules give for this period, for the calendar year that it lies in, or for every year."""
        for label in (period.label, str(period.end.year) if period.start.year == period.end.year else None, None):
            value = self.bounds.get((fact, label))
            if value is not None:
                return value
        return None

    def newest_period(self, fact: str, within: Period) -> Period | None:
        """The newest period observed that lies in `within`, else one that overlaps it."""
        periods = {o.period for o in self.about(fact) if o.period.overlaps(within)}
        if not periods:
            return within if self._bound(fact, within) is not None else None
        return max(periods, key=lambda p: (within.contains(p), p.end, p.end - p.start))

    def event(self, fact: str, window: Period | None) -> EventFinding:
        """Whether the event happened in the window: triggered, clear, or unknown (undated, disputed, or not covered).

        Without a window all time counts: then no date is needed, and any statement of none in a period is enough.
        A member's report stands or falls by what is said of that member; a member's "none" clears nothing here.
        """
        title = self._title(fact)
        span = f"{window.start.isoformat()} 至 {window.end.isoformat()}" if window else "任何时候"
        denials = [o for o in self.about(fact) if o.value is False]
        happened: dict[date, set[Source]] = {}
        stands: set[Source] = set()
        undated: set[Source] = set()
        disputed: set[Source] = set()
        for event in (fact, *self._narrower.get(fact, ())):
            for report in self.about(event):
                if report.value is not True or not _within(report, window):
                    continue
                source = (event, report.unit)
                standing = self._standing_of(event, report, denials if event != fact else ())
                if standing == "disputed":
                    disputed.add(source)
                elif standing == "stands" and report.occurred_on is not None:
                    happened.setdefault(report.occurred_on, set()).add(source)
                elif standing == "stands":
                    (stands if window is None else undated).add(source)
        if happened or stands:
            where = f"，在 {span} 内" if window else ""
            days = tuple(sorted(happened))
            used = tuple(used for day in days for used in _reported(happened[day], day.isoformat(), "发生"))
            used = used or _reported(stands, span, "发生")
            return EventFinding("triggered", f"{title}：{self._happened(fact, happened, stands)}{where}", days, used)
        if disputed:
            because = f"{title}：各人所报不一{self._as_what(fact, disputed)}，待牵头单位裁定"
            return EventFinding("unknown", because, used=_reported(disputed, span, None, disputed=True))
        if undated:
            because = f"{title}：报了发生{self._as_what(fact, undated)}，但没有日期，无法判断是否在 {span} 内"
            return EventFinding("unknown", because, used=_reported(undated, span, None))
        if denials and (window is None or covered(window, (d.period for d in denials))):
            periods = sorted({d.period for d in denials if window is None or d.period.overlaps(window)})
            used = tuple(Used(fact, period.label, "未发生") for period in periods)
            return EventFinding("clear", f"{title}：{span} 内未发生" if window else f"{title}：未发生", used=used)
        told = self.otherwise(fact, *self._narrower.get(fact, ()), within=window)
        return EventFinding("unknown", f"{title}：{span} 的情况尚未查明{told}", used=(Used(fact, span, None),))

    def _standing_of(self, event: str, report: Observation, broader: Sequence[Observation]) -> Standing:
        """What becomes of a report: what is said of the event itself, then what is said of the broader one.

        That there was none of the broader event cannot undo the narrower one: the two contradict each other.
        """
        denials = [*(o for o in self.about(event) if o.value is False), *self._denied_below.get(event, [])]
        same = [d for d in denials if event in self._pooled or d.unit == report.unit]
        standing = _standing(report, [d for d in same if _denies(d, report)])
        against = [d for d in broader if d.unit == report.unit and _denies(d, report)]
        if standing != "stands" or not against:
            return standing
        earlier = [d for d in against if d.observer == report.observer and d.order <= report.order]
        return "stands" if len(earlier) == len(against) else "disputed"

    def _title(self, fact: str) -> str:
        return self.definitions[fact].title if fact in self.definitions else fact

    def _as_what(self, fact: str, sources: Iterable[Source]) -> str:
        """As which other event it was recorded, and whose record it is: `（重大环境污染事件，甲局）`."""
        found = set(sources)
        names = [] if any(event == fact for event, _ in found) else sorted({self._title(event) for event, _ in found})
        whose = _whose({unit for _, unit in found})
        return by_whom("、".join(names) + ("，" if names and whose else "") + (whose or ""))

    def _happened(self, fact: str, days: Mapping[date, set[Source]], undated: set[Source]) -> str:
        """`2024-03-01、2024-06-18 发生（甲局），2024-07-01 发生`: the days of each source together."""
        if not days:
            return f"已 发生{self._as_what(fact, undated)}"
        by_source: dict[str, list[str]] = {}
        for day in sorted(days):
            by_source.setdefault(self._as_what(fact, days[day]), []).append(day.isoformat())
        return "，".join(f"{'、'.join(said)} 发生{source}" for source, said in by_source.items())


def narrower(definitions: Mapping[str, FactDefinition]) -> dict[str, tuple[str, ...]]:
    """For each event the events that count as it, also by way of others."""
    found: dict[str, set[str]] = {}
    for name in definitions:
        seen: set[str] = set()
        ahead = list(definitions[name].counts_as)
        while ahead:
            broader = ahead.pop()
            if broader not in seen and broader != name:
                seen.add(broader)
                found.setdefault(broader, set()).add(name)
                ahead += definitions[broader].counts_as if broader in definitions else ()
    return {fact: tuple(sorted(events)) for fact, events in found.items()}


def pooled(definition: FactDefinition | None, observations: Iterable[Observation]) -> bool:
    """Whether a fact's records are one fact, at whichever unit they were entered.

    They are where its subject is the sole member of its kind; records of two other units show that there is none.
    """
    if definition is None or definition.members != "sole":
        return False
    return len({o.unit for o in observations if o.unit is not None}) <= 1


def value_text(value: Value | None, unit: str | None = None) -> str:
    """A value for people: 4次, 95%, 是, 2025-03-01, 3/10."""
    if value is None:
        return "未知"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Sample):
        return f"{shown(value.part)}/{shown(value.of)}"
    return f"{shown(value)}{unit or ''}"


def by_whom(unit: str | None) -> str:
    """Whose record it is, to stand behind what it says; nothing where it is the unit's own."""
    return f"（{unit}）" if unit else ""


def _reported(sources: Iterable[Source], period: str, value: str | None, *, disputed: bool = False) -> tuple[Used, ...]:
    return tuple(
        Used(event, period, value, disputed, unit)
        for event, unit in sorted(sources, key=lambda source: (source[0], source[1] or ""))
    )


def _whose(units: Iterable[str | None]) -> str | None:
    """The other units that say it; None where the unit itself says it."""
    names = sorted({unit or "" for unit in units})
    return None if "" in names else "、".join(names)


def _amount(value: Value | None) -> Decimal | None:
    """How many a count says; None where it is no number."""
    if isinstance(value, Sample):
        return value.part
    return value if isinstance(value, Decimal) else None


def _sum(values: Sequence[Value]) -> Value:
    """Counts added up; of samples alone both numbers."""
    samples = [value for value in values if isinstance(value, Sample)]
    if len(samples) == len(values):
        return Sample(_total(sample.part for sample in samples), _total(sample.of for sample in samples))
    return _total(number for value in values if (number := _amount(value)) is not None)


def _total(numbers: Iterable[Decimal]) -> Decimal:
    total = Decimal(0)
    for number in numbers:
        total = EXACT.add(total, number)
    return total


def _comparable(value: Value) -> tuple[str, Exact | str]:
    if isinstance(value, Sample):
        return "sample", f"{shown(value.part)}/{shown(value.of)}"
    if isinstance(value, bool):
        return "flag", str(value)
    if isinstance(value, date):
        return "date", value.isoformat()
    return "number", value


def _newest(observations: Sequence[Observation], *, alone: bool) -> list[Observation]:
    """Each observer's newest, several where none is newer; `alone`: all are one evaluator's."""
    newest: dict[str, list[Observation]] = {}
    for observation in observations:
        held = newest.setdefault("" if alone else observation.observer, [])
        if held and _rank(held[0]) < _rank(observation):
            held.clear()
        if not held or _rank(held[0]) == _rank(observation):
            held.append(observation)
    return [o for held in newest.values() for o in held]


def _rank(observation: Observation) -> tuple[int, bool]:
    return observation.order, observation.settled


def _within(report: Observation, window: Period | None) -> bool:
    """Whether what is reported may lie in the window: its day, or its period where it has no day."""
    if window is None:
        return True
    if report.occurred_on is None:
        return report.period.overlaps(window)
    return window.start <= report.occurred_on <= window.end


def _denies(denial: Observation, report: Observation) -> bool:
    """Whether `denial` says that there was none where `report` says that there was one."""
    if report.occurred_on is None:
        return denial.period.contains(report.period)
    return denial.period.start <= report.occurred_on <= denial.period.end


def _standing(report: Observation, denials: Sequence[Observation]) -> Standing:
    """What becomes of a report that others, or its own observer later, deny: own first, then settled, then none agrees."""
    own = [d for d in denials if (d.mine and report.mine) or d.observer == report.observer]
    others = [d for d in denials if d not in own]
    if any(d.order > report.order for d in own):
        return "withdrawn"
    if report.mine:
        return "stands"
    if any(d.mine for d in others):
        return "withdrawn"
    if report.settled:
        return "disputed" if any(d.settled for d in others) else "stands"
    if any(d.settled for d in others):
        return "withdrawn"
    return "disputed" if others else "stands"
