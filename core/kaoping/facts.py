"""What a measure says of the facts. Pure; which observation of a fact counts is told by `factbook`."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from kaoping.answers import Sample, Value
from kaoping.factbook import EventFinding, EventState, FactBook, Known, Used, by_whom, value_text
from kaoping.numbers import shown
from kaoping.periods import Period, before, days_after, look_back, on_day, year
from kaoping.samples import fact_text
from kaoping.standard.model import DeductionRule, FactDefinition, FactKind, Measure
from kaoping.workdays import after_working_days

MeasureState = Literal["met", "unmet", "unknown"]

_STATES: dict[bool, MeasureState] = {True: "met", False: "unmet"}
_DIRECTIONS = {"at_least": "不低于", "at_most": "不高于", "equals": "等于"}


@dataclass(frozen=True, slots=True)
class Judged:
    """What a measure says: its state, why, the facts it used, and how far short it falls (units of the fact)."""

    state: MeasureState
    because: str
    used: tuple[Used, ...] = ()
    shortfall: Fraction | None = None


def judge(measure: Measure, book: FactBook, period: Period | None, as_of: date | None) -> Judged:
    """What a measure says, given the facts.

    `per` must hold in every full year (half-year …) of the period, or for "period" over the whole of it; a trend
    compares each with the one before; without `per` the newest observation within the period counts. Of a count that is
    the newest year's, its parts added up, or the period's where it holds no such year.

    Where nothing is known, it is told what was recorded under the fact's id when that meant something else.
    """
    found = _judge(measure, book, period, as_of)
    if found.state != "unknown" or measure.fact not in book.definitions:
        return found
    if book.definitions[measure.fact].kind == "event":  # the finding about an event has told it already
        return found
    after = measure.within.after if measure.within is not None else None
    asked = [fact for fact in (measure.fact, measure.bound_from, after) if fact is not None]
    return replace(found, because=f"{found.because}{book.otherwise(*asked, within=_reach(measure, period))}")


def _reach(measure: Measure, period: Period | None) -> Period | None:
    """The time of which a record could bear on the measure; None where it may be any."""
    bounded = measure.trend is None and measure.bound_from is None and measure.within is None
    return period if bounded else None


def _judge(measure: Measure, book: FactBook, period: Period | None, as_of: date | None) -> Judged:
    definition = book.definitions.get(measure.fact)
    if definition is None:
        return Judged("unknown", f"没有事实“{measure.fact}”的定义")
    if definition.kind == "event" and (measure.per in (None, "period") or measure.look_back_years is not None):
        return _judge_event(measure, book, period, as_of)
    if period is None:
        return Judged("unknown", "没有写明考评周期，无法判断")
    per = measure.per or ("year" if measure.trend or (measure.within and measure.within.by) else None)
    if per is None:
        found = book.newest_period(measure.fact, period)
        if found is None:
            return Judged("unknown", f"{definition.title}：尚未查明", (Used(measure.fact, period.label, None),))
        if definition.kind == "count" and period.contains(found) and found not in found.years():
            # A quarter's count says nothing about the whole period's, but for what it adds to it.
            whole = year(found.end.year)
            found = whole if whole.contains(found) and period.contains(whole) else period
        return _judge_one(measure, definition, book, found)
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


def bound_text(measure: Measure, unit: str | None = None, kind: FactKind | None = None) -> str:
    """A measure's bound for people: `不低于 4次（每年）`.

    :param unit: the fact's unit of measure.
    :param kind: the fact's kind, where known: only counts add up over the period.
    """
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
        parts.append(f"{_DIRECTIONS[measure.bound or 'equals']}另行规定的值（{measure.bound_from}）")
    text = "，".join(parts)
    if measure.look_back_years is not None:
        text += f"，追溯 {measure.look_back_years} 年"
    if measure.per is not None:
        text += {
            "year": "（每年）",
            "half-year": "（每半年）",
            "quarter": "（每季）",
            "month": "（每月）",
            "period": "（考评周期合计）" if kind == "count" else "（考评周期）",
        }[measure.per]
    return text + ("（原则上）" if measure.soft else "")


def _judge_event(measure: Measure, book: FactBook, period: Period | None, as_of: date | None) -> Judged:
    if measure.look_back_years is not None:
        if as_of is None:
            return Judged("unknown", "没有写明截至日（as_of），无法追溯")
        window = look_back(as_of, measure.look_back_years)
    elif period is not None:
        window = period.up_to(as_of)
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
    known = book.tally(measure.fact, period)
    value, used = known.value, known.used
    if value is None:
        return _judge_part(measure, definition, book, period, known)
    said = f"{definition.title}（{period.label}）：{_said(known, definition)}"
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
    return Judged(_STATES[ok], f"{said}，{bound_text(measure, definition.unit, definition.kind)}", used, short)


def _judge_part(measure: Measure, definition: FactDefinition, book: FactBook, period: Period, known: Known) -> Judged:
    """What can be said where the value is not known: a count's known parts may already reach or exceed the bound."""
    head = f"{definition.title}（{period.label}）"
    if known.least is not None:
        labels = "、".join(part.label for part in known.apart)
        said = f"{head}：已知 {labels} 合计 {value_text(known.least, definition.unit)}"
        # The period's own value stays open to be given, whatever its parts show.
        used, limits = (*known.apart, Used(measure.fact, period.label, None)), _limits(measure)
        bound = bound_text(measure, definition.unit, definition.kind)
        if measure.bound_from is not None:
            limit, sources, _ = _bound_given(measure, book, period)
            used, limits = (*used, *sources), {measure.bound or "equals": limit}
            bound = "" if limit is None else f"须{_DIRECTIONS[measure.bound or 'equals']} {shown(limit)}"
        state = _reached(limits, Fraction(known.least))
        if state != "unknown":
            # How far a sum that still grows lies beyond its bound cannot be told.
            return Judged(state, f"{said}，{bound}", used)
        if not known.disputed:
            return Judged("unknown", f"{said}；只是 {labels} 的数，不是 {period.label} 的", used)
    if known.disputed:
        which = "、".join(part.label for part in known.used if part.disputed)
        head = head if which == period.label else f"{definition.title}（{which}）"
        return Judged("unknown", f"{head}：各人所报不一，待牵头单位裁定", known.used)
    return Judged("unknown", f"{head}：尚未查明", (Used(measure.fact, period.label, None),))


def _limits(measure: Measure) -> dict[str, Fraction | None]:
    """A measure's own bounds on a number, by their names; None where there is none of the name."""
    given = {
        "at_least": measure.at_least,
        "more_than": measure.more_than,
        "at_most": measure.at_most,
        "less_than": measure.less_than,
        "equals": measure.equals,
    }
    return {name: None if bound is None else Fraction(bound) for name, bound in given.items()}


def _reached(limits: Mapping[str, Fraction | None], least: Fraction) -> MeasureState:
    """What a count that is at least this, and may be more, is sure to be."""
    held = {name: bound for name, bound in limits.items() if bound is not None}
    for name, bound in held.items():
        over = least >= bound if name == "less_than" else name in ("at_most", "equals") and least > bound
        if over:
            return "unmet"
    lower = {name: bound for name, bound in held.items() if name in ("at_least", "more_than")}
    if not held or lower != held:
        return "unknown"
    reached = all(least > bound if name == "more_than" else least >= bound for name, bound in lower.items())
    return "met" if reached else "unknown"


def _said(known: Known, definition: FactDefinition) -> str:
    """A known value for people: `4次`, `4次（县法院）`, `5次（2025-H1、2025-H2 合计）`."""
    text = fact_text(known.value, definition)
    if len(known.used) == 1:
        return f"{text}{by_whom(known.used[0].unit)}"
    return f"{text}（{'、'.join(part.label for part in known.used)} 合计）"


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
        known = book.tally(within.after or "", period)
        start = known.value
        used = (*used, *_sources(known, within.after or "", period))
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
    found = book.tally(measure.fact, previous)
    earlier = found.value
    used = (*used, *_sources(found, measure.fact, previous))
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
        _STATES[ok], f"{said}，{previous.label} 为 {fact_text(earlier, definition)}，{bound_text(measure)}", used
    )


def _judge_bound_from(
    measure: Measure, book: FactBook, period: Period, number: Fraction, said: str, used: tuple[Used, ...]
) -> Judged:
    bound, sources, lacking = _bound_given(measure, book, period)
    used = (*used, *sources)
    if bound is None:
        return Judged("unknown", f"{said}，{lacking}", used)
    if measure.bound == "at_least":
        short = bound - number
    elif measure.bound == "at_most":
        short = number - bound
    else:
        short = abs(number - bound)
    word = _DIRECTIONS[measure.bound or "equals"]
    return Judged(_STATES[short <= 0], f"{said}，须{word} {shown(bound)}", used, short if short > 0 else None)


def _bound_given(measure: Measure, book: FactBook, period: Period) -> tuple[Fraction | None, tuple[Used, ...], str]:
    """The bound that another fact gives, the facts it rests on, and what to say where it is not known."""
    source = measure.bound_from or ""
    given_for = period
    known = book.tally(source, period)
    if known.value is None and not known.disputed:
        given_for = book.newest_period(source, period) or period
        known = book.tally(source, given_for)
    definition = book.definitions.get(source)
    bound = None if known.value is None or definition is None else _numeric(known.value, definition)
    lacking = "各人所报不一，待牵头单位裁定" if known.disputed else "尚未给出"
    title = definition.title if definition else source
    return bound, _sources(known, source, given_for), f"界限（{title}）{lacking}"


def _sources(known: Known, fact: str, period: Period) -> tuple[Used, ...]:
    """The facts that a value rests on; where there is none, that it is not known."""
    if known.value is not None or known.disputed:
        return known.used
    return (Used(fact, period.label, None),)


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


__all__ = [
    "EventFinding",
    "EventState",
    "FactBook",
    "Judged",
    "MeasureState",
    "Used",
    "bound_text",
    "deduction_for",
    "judge",
    "value_text",
]
