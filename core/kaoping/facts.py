"""Which observation of a fact counts, and what a measure says of it. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from kaoping.answers import Observation, Sample, Value
from kaoping.numbers import Exact, shown
from kaoping.periods import Period, before, covered, days_after, look_back, on_day
from kaoping.standard.model import DeductionRule, FactDefinition, Measure
from kaoping.workdays import after_working_days

MeasureState = Literal["met", "unmet", "unknown"]
EventState = Literal["triggered", "clear", "unknown"]

_STATES: dict[bool | None, MeasureState] = {True: "met", False: "unmet", None: "unknown"}


@dataclass(frozen=True, slots=True)
class Used:
    """A fact that a judgement rests on, with the value that counted (None: not known) and whose it is."""

    fact: str
    period: str
    value: str | None
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """What a measure says: its state, why, the facts it used, and how far short it falls (units of the fact)."""

    state: MeasureState
    because: str
    used: tuple[Used, ...] = ()
    shortfall: Fraction | None = None


@dataclass(frozen=True, slots=True)
class EventFinding:
    """Whether an event happened in a window, and why we say so."""

    state: EventState
    because: str
    dates: tuple[date, ...] = ()
    used: tuple[Used, ...] = ()


class FactBook:
    """The observations of one unit, asked by fact and period.

    An evaluation uses its own evaluator's newest observation; without one a settled one; without that the others' if
    they agree. If they disagree the fact is disputed, which counts as unknown.
    """

    __slots__ = ("_by_fact", "bounds", "definitions")

    def __init__(
        self,
        definitions: Mapping[str, FactDefinition],
        observations: Iterable[Observation] = (),
        bounds: Mapping[tuple[str, str | None], Decimal] | None = None,
    ) -> None:
        self.definitions = definitions
        #: Values that the jurisdiction's rules give: (fact, period label or None for every year) -> value.
        self.bounds = bounds or {}
        self._by_fact: dict[str, list[Observation]] = {}
        for observation in observations:
            if observation.unit is None:
                self._by_fact.setdefault(observation.fact, []).append(observation)

    def about(self, fact: str) -> list[Observation]:
        """Every observation of a fact about the unit itself."""
        return self._by_fact.get(fact, [])

    def known(self, fact: str, period: Period) -> tuple[Value | None, bool]:
        """The value that counts for exactly this period, and whether it is disputed (then the value is None)."""
        here = [o for o in self.about(fact) if o.period == period]
        if not here:
            return self._bound(fact, period), False
        mine = [o for o in here if o.mine]
        return _agreed(mine or [o for o in here if o.settled] or here, alone=bool(mine))

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
        """
        title = self.definitions[fact].title if fact in self.definitions else fact
        span = f"{window.start.isoformat()} 至 {window.end.isoformat()}" if window else "任何时候"
        denials = [o for o in self.about(fact) if o.value is False]
        happened: list[date] = []
        stands = disputed = undated = False
        for report in self.about(fact):
            if report.value is not True or not _within(report, window):
                continue
            standing = _standing(report, [d for d in denials if _denies(d, report)])
            if standing == "disputed":
                disputed = True
            elif standing == "stands" and report.occurred_on is not None:
                happened.append(report.occurred_on)
            elif standing == "stands":
                stands, undated = stands or window is None, undated or window is not None
        if happened or stands:
            days = tuple(sorted(set(happened)))
            text = "、".join(day.isoformat() for day in days) or "已"
            used = tuple(Used(fact, day.isoformat(), "发生") for day in days) or (Used(fact, span, "发生"),)
            where = f"，在 {span} 内" if window else ""
            return EventFinding("triggered", f"{title}：{text} 发生{where}", days, used)
        if disputed:
            return EventFinding(
                "unknown", f"{title}：各人所报不一，待牵头单位裁定", used=(Used(fact, span, None, True),)
            )
        if undated:
            return EventFinding(
                "unknown", f"{title}：报了发生，但没有日期，无法判断是否在 {span} 内", used=(Used(fact, span, None),)
            )
        if denials and (window is None or covered(window, (d.period for d in denials))):
            periods = sorted({d.period for d in denials if window is None or d.period.overlaps(window)})
            used = tuple(Used(fact, period.label, "未发生") for period in periods)
            return EventFinding("clear", f"{title}：{span} 内未发生" if window else f"{title}：未发生", used=used)
        return EventFinding("unknown", f"{title}：{span} 的情况尚未查明", used=(Used(fact, span, None),))


def judge(measure: Measure, book: FactBook, period: Period | None, as_of: date | None) -> Judged:
    """What a measure says, given the facts.

    `per` must hold in every full year (half-year …) of the period; a trend compares each with the one before; without
    `per` the newest observation within the period counts.
    """
    definition = book.definitions.get(measure.fact)
    if definition is None:
        return Judged("unknown", f"没有事实“{measure.fact}”的定义")
    if definition.kind == "event" and (measure.per is None or measure.look_back_years is not None):
        return _judge_event(measure, book, period, as_of)
    if period is None:
        return Judged("unknown", "没有写明考评周期，无法判断")
    per = measure.per or ("year" if measure.trend or (measure.within and measure.within.by) else None)
    if per is None:
        found = book.newest_period(measure.fact, period)
        if found is None:
            return Judged("unknown", f"{definition.title}：尚未查明", (Used(measure.fact, period.label, None),))
        judged = _judge_one(measure, definition, book, found)
        if definition.kind == "count" and found != period and period.contains(found) and found not in found.years():
            # A quarter's count says nothing about the whole period's.
            return Judged("unknown", f"{judged.because}；只是 {found.label} 的数，不是 {period.label} 的", judged.used)
        return judged
    if definition.kind == "event":
        results = [_judge_event(measure, book, piece, as_of) for piece in period.pieces(per)]
    else:
        results = [_judge_one(measure, definition, book, piece) for piece in period.pieces(per)]
    if len(results) == 1:
        return results[0]
    state: MeasureState = "met"
    if any(result.state == "unmet" for result in results):
        state = "unmet"
    elif any(result.state == "unknown" for result in results):
        state = "unknown"
    used = tuple(item for result in results for item in result.used)
    short: Fraction | None = Fraction(0)
    for result in results:
        if result.state == "met":
            continue
        # How much is lacking in all is told only where every piece tells.
        short = None if short is None or result.shortfall is None else short + result.shortfall
    because = "；".join(result.because for result in results)
    return Judged(state, because, used, short if state == "unmet" else None)


def deduction_for(rule: DeductionRule, shortfall: Fraction | None, points: Decimal) -> Fraction | None:
    """What a deduction rule takes off for a shortfall, never more than its cap or the points; None if it cannot be told."""
    if rule.amount is not None:
        loss = Fraction(rule.amount)
    elif rule.each is None or shortfall is None:
        return None
    else:
        units = shortfall / Fraction(rule.per or 1)
        if rule.part == "whole":
            units = Fraction(math.floor(units))
        elif rule.part == "started":
            units = Fraction(math.ceil(units))
        loss = units * Fraction(rule.each)
    if rule.cap is not None:
        loss = min(loss, Fraction(rule.cap))
    return min(loss, Fraction(points))


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


def bound_text(measure: Measure, unit: str | None = None) -> str:
    """A measure's bound for people: `不少于 4次（每年）`."""
    suffix = unit or ""
    parts: list[str] = []
    for value, word in (
        (measure.at_least, "不低于"),
        (measure.more_than, "高于"),
        (measure.at_most, "不高于"),
        (measure.less_than, "低于"),
        (measure.equals, "等于"),
    ):
        if value is not None:
            parts.append(f"{word} {shown(value)}{suffix}")
    if measure.is_ is not None:
        parts.append("应为是" if measure.is_ else "应为否")
    if measure.trend is not None:
        parts.append(
            {"rising": "逐期上升", "falling": "逐期下降", "not-rising": "不上升", "not-falling": "不下降"}[
                measure.trend
            ]
        )
    if measure.within is not None:
        within = measure.within
        if within.by is not None:
            parts.append(f"{'次年' if within.year == 'next' else ''}{within.by} 前")
        else:
            parts.append(f"{within.days} {'个工作日' if within.working else '日'}内")
    if measure.bound_from is not None:
        word = {"at_least": "不低于", "at_most": "不高于", "equals": "等于"}[measure.bound or "equals"]
        parts.append(f"{word}另行规定的值（{measure.bound_from}）")
    text = "，".join(parts)
    if measure.look_back_years is not None:
        text += f"，追溯 {measure.look_back_years} 年"
    if measure.per is not None:
        text += {"year": "（每年）", "half-year": "（每半年）", "quarter": "（每季）", "month": "（每月）"}[measure.per]
    return text + ("（原则上）" if measure.soft else "")


def _judge_event(measure: Measure, book: FactBook, period: Period | None, as_of: date | None) -> Judged:
    if measure.look_back_years is not None:
        if as_of is None:
            return Judged("unknown", "没有写明截至日（as_of），无法追溯")
        window = look_back(as_of, measure.look_back_years)
    elif period is not None:
        window = period
    else:
        return Judged("unknown", "没有写明考评周期，无法判断")
    finding = book.event(measure.fact, window)
    if measure.is_ is None:
        count = Fraction(len(finding.dates))
        if finding.state == "unknown":
            return Judged("unknown", finding.because, finding.used)
        ok, short = _bounds(measure, count, whole=True)
        return Judged("met" if ok else "unmet", finding.because, finding.used, short)
    if finding.state == "unknown":
        return Judged("unknown", finding.because, finding.used)
    met = (finding.state == "triggered") == measure.is_
    short = Fraction(len(finding.dates)) if not met and finding.dates else (None if met else Fraction(1))
    return Judged("met" if met else "unmet", finding.because, finding.used, short)


def _judge_one(measure: Measure, definition: FactDefinition, book: FactBook, period: Period) -> Judged:
    value, disputed = book.known(measure.fact, period)
    used = (Used(measure.fact, period.label, None if value is None else value_text(value), disputed),)
    head = f"{definition.title}（{period.label}）"
    if disputed:
        return Judged("unknown", f"{head}：各人所报不一，待牵头单位裁定", used)
    if value is None:
        return Judged("unknown", f"{head}：尚未查明", used)
    said = f"{head}：{value_text(value, definition.unit)}"
    if measure.within is not None:
        return _judge_within(measure, book, period, value, said, used)
    if measure.is_ is not None:
        if not isinstance(value, bool):
            return Judged("unknown", f"{said}，不是“是/否”", used)
        ok = value is measure.is_
        return Judged(_STATES[ok], f"{said}，{bound_text(measure)}", used, None if ok else Fraction(1))
    number = _numeric(value, definition)
    if number is None:
        return Judged("unknown", f"{said}，不是数值", used)
    if measure.trend is not None:
        return _judge_trend(measure, definition, book, period, number, said, used)
    if measure.bound_from is not None:
        return _judge_bound_from(measure, book, period, number, said, used)
    ok, short = _bounds(measure, number, whole=definition.kind == "count")
    return Judged(_STATES[ok], f"{said}，{bound_text(measure, definition.unit)}", used, short)


def _judge_within(
    measure: Measure, book: FactBook, period: Period, value: Value, said: str, used: tuple[Used, ...]
) -> Judged:
    within = measure.within
    if within is None or isinstance(value, bool) or not isinstance(value, date):
        return Judged("unknown", f"{said}，不是日期", used)
    if within.by is not None:
        deadline = on_day(within.by, period.end.year + (1 if within.year == "next" else 0))
        note = ""
    else:
        start, disputed = book.known(within.after or "", period)
        used = (*used, Used(within.after or "", period.label, None if start is None else value_text(start), disputed))
        if isinstance(start, bool) or not isinstance(start, date):
            return Judged("unknown", f"{said}，起算日（{within.after}）尚未查明", used)
        if within.working:
            deadline, official = after_working_days(start, within.days or 0)
            note = "" if official else "（工作日为推算）"
        else:
            deadline, note = days_after(start, within.days or 0), ""
    late = (value - deadline).days
    short = Fraction(late) if late > 0 else None
    return Judged(_STATES[late <= 0], f"{said}，期限 {deadline.isoformat()}{note}", used, short)


def _judge_trend(
    measure: Measure,
    definition: FactDefinition,
    book: FactBook,
    period: Period,
    number: Fraction,
    said: str,
    used: tuple[Used, ...],
) -> Judged:
    previous = before(period)
    if previous is None:
        return Judged("unknown", f"{said}，没有更早的期间可比较", used)
    earlier, disputed = book.known(measure.fact, previous)
    used = (*used, Used(measure.fact, previous.label, None if earlier is None else value_text(earlier), disputed))
    base = None if earlier is None else _numeric(earlier, definition)
    if base is None:
        return Judged("unknown", f"{said}，{previous.label} 的数尚未查明，无法比较", used)
    ok = {
        "rising": number > base,
        "falling": number < base,
        "not-rising": number <= base,
        "not-falling": number >= base,
    }[measure.trend or "rising"]
    return Judged(
        _STATES[ok], f"{said}，{previous.label} 为 {value_text(earlier, definition.unit)}，{bound_text(measure)}", used
    )


def _judge_bound_from(
    measure: Measure, book: FactBook, period: Period, number: Fraction, said: str, used: tuple[Used, ...]
) -> Judged:
    source = measure.bound_from or ""
    given_for = period
    value, disputed = book.known(source, period)
    if value is None and not disputed:
        given_for = book.newest_period(source, period) or period
        value, disputed = book.known(source, given_for)
    used = (*used, Used(source, given_for.label, None if value is None else value_text(value), disputed))
    definition = book.definitions.get(source)
    bound = None if value is None or definition is None else _numeric(value, definition)
    if bound is None:
        lacking = "各人所报不一，待牵头单位裁定" if disputed else "尚未给出"
        return Judged("unknown", f"{said}，界限（{definition.title if definition else source}）{lacking}", used)
    if measure.bound == "at_least":
        short = bound - number
    elif measure.bound == "at_most":
        short = number - bound
    else:
        short = abs(number - bound)
    word = {"at_least": "不低于", "at_most": "不高于", "equals": "等于"}[measure.bound or "equals"]
    return Judged(_STATES[short <= 0], f"{said}，须{word} {shown(bound)}", used, short if short > 0 else None)


def _bounds(measure: Measure, number: Fraction, *, whole: bool) -> tuple[bool, Fraction | None]:
    """Whether every numeric bound holds, and how far it is to the one that does not.

    :param whole: the fact is counted in whole units, so that more than 3 lacks one at 3; otherwise such a distance,
        nothing and yet not enough, cannot be told and is None.
    """
    gaps: list[Fraction] = []
    for bound, sign, strict in (
        (measure.at_least, 1, False),
        (measure.more_than, 1, True),
        (measure.at_most, -1, False),
        (measure.less_than, -1, True),
    ):
        if bound is None:
            continue
        gap = (Fraction(bound) - number) * sign
        if strict and gap >= 0:
            gaps.append(Fraction(math.floor(gap) + 1) if whole else gap)
        elif gap > 0:
            gaps.append(gap)
    if measure.equals is not None and number != Fraction(measure.equals):
        gaps.append(abs(number - Fraction(measure.equals)))
    return not gaps, (max(gaps) or None) if gaps else None


def _numeric(value: Value, definition: FactDefinition) -> Fraction | None:
    if isinstance(value, (bool, date)):
        return None
    if isinstance(value, Sample):
        if definition.kind == "share":
            return Fraction(value.part) * 100 / Fraction(value.of)
        return Fraction(value.part)
    return Fraction(value)


def _comparable(value: Value) -> tuple[str, Exact | str]:
    if isinstance(value, Sample):
        return "sample", f"{shown(value.part)}/{shown(value.of)}"
    if isinstance(value, bool):
        return "flag", str(value)
    if isinstance(value, date):
        return "date", value.isoformat()
    return "number", value


def _agreed(observations: Sequence[Observation], *, alone: bool) -> tuple[Value | None, bool]:
    """The value that all newest observations share, and whether they do not; `alone`: all are one evaluator's."""
    newest: dict[str, list[Observation]] = {}
    for observation in observations:
        held = newest.setdefault("" if alone else observation.observer, [])
        if held and _rank(held[0]) < _rank(observation):
            held.clear()
        if not held or _rank(held[0]) == _rank(observation):
            held.append(observation)
    values = {_comparable(o.value): o.value for held in newest.values() for o in held}
    return (next(iter(values.values())), False) if len(values) == 1 else (None, True)


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


def _standing(report: Observation, denials: Sequence[Observation]) -> Literal["stands", "disputed", "withdrawn"]:
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
