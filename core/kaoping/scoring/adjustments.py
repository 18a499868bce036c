"""Adjustments: what each adds or takes away, what it may still be, and what recorded events say about it. Pure."""

from __future__ import annotations

import math
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from kaoping.answers import AdjustmentStatement, Answers
from kaoping.facts import EventState, FactBook
from kaoping.scoring.items import MAX_VALUES, ZERO
from kaoping.scoring.sheet import AdjustmentScore
from kaoping.scoring.vetoes import period_window
from kaoping.standard.model import Adjustment
from kaoping.standard.resolved import Resolved

WORDS = {"bonus": "加分", "penalty": "减分"}


def adjustment_scores(resolved: Resolved, answers: Answers, book: FactBook) -> tuple[AdjustmentScore, ...]:
    """Every adjustment as stated, each with what the recorded events say; they never change an amount by themselves."""
    found = []
    for adjustment in resolved.adjustments:
        statement = answers.adjustments.get(adjustment.id)
        score = adjustment_score(resolved, adjustment, statement)
        if adjustment.all_events:
            event, said = recorded(adjustment, answers, book)
            score = replace(score, event=event, because=_because(adjustment, statement, event, said))
        found.append(score)
    return tuple(found)


def recorded(adjustment: Adjustment, answers: Answers, book: FactBook) -> tuple[EventState, str]:
    """What is recorded about the events of an adjustment in the evaluation's period, up to `as_of`.

    Any of them that happened is "triggered"; only all of them denied is "clear".
    """
    window = period_window(answers)
    if window is None:
        return "unknown", "没有考评周期，无法核对所依据的事件"
    findings = [(event, book.event(event, window)) for event in adjustment.all_events]
    happened = [finding.because for _, finding in findings if finding.state == "triggered"]
    if happened:
        return "triggered", "；".join(happened)
    span = f"{window.start.isoformat()} 至 {window.end.isoformat()}"
    still = [(event, finding) for event, finding in findings if finding.state == "unknown"]
    if not still:
        many = f"{span} 内，所列 {len(findings)} 种事件均未发生"
        return "clear", findings[0][1].because if len(findings) == 1 else many
    said = [finding.because for event, finding in still if len(findings) == 1 or book.heard(event)]
    silent = len(still) - len(said)
    if silent:
        said.append(f"所列 {len(findings)} 种事件中 {silent} 种在 {span} 内的情况尚未查明")
    return "unknown", "；".join(said)


def _because(adjustment: Adjustment, statement: AdjustmentStatement | None, event: EventState, said: str) -> str:
    """What is recorded, and where what is stated does not go with it."""
    word = WORDS[adjustment.kind]
    nothing = statement is not None and not statement.count and not statement.amount
    if event == "triggered":
        lack = f"，{word}尚未说明" if statement is None else f"，而{word}写的是 0，请核对" if nothing else ""
        return f"已记录的事件：{said}{lack}"
    if event == "clear" and statement is not None and not nothing:
        return f"{said}，而写了{word}，请核对"
    return said


def adjustment_score(
    resolved: Resolved, adjustment: Adjustment, statement: AdjustmentStatement | None
) -> AdjustmentScore:
    """One adjustment, signed. Unstated, it is every amount it may still be; without an amount it adds nothing yet."""
    sign = 1 if adjustment.kind == "bonus" else -1
    if statement is not None:
        amount = _stated(resolved, adjustment, statement)
        if amount is None:
            return AdjustmentScore(adjustment.id, adjustment.title, "not-set", ZERO, ZERO, (ZERO,))
        value = sign * amount if amount else ZERO  # no minus nought
        return AdjustmentScore(adjustment.id, adjustment.title, "stated", value, value, (value,))
    top, values = most(resolved, adjustment), possible_amounts(resolved, adjustment)
    if top is None or values is None:
        return AdjustmentScore(adjustment.id, adjustment.title, "not-set", ZERO, ZERO, (ZERO,))
    signed = tuple(sign * value for value in values)
    low, high = min(ZERO, sign * top), max(ZERO, sign * top)
    return AdjustmentScore(adjustment.id, adjustment.title, "unstated", low, high, signed)


def _stated(resolved: Resolved, adjustment: Adjustment, statement: AdjustmentStatement) -> Decimal | None:
    """The amount that a statement comes to, within the cap; None where it is not nothing and nobody set amounts."""
    if not statement.count and not statement.amount:
        return ZERO
    if statement.count is not None:
        if adjustment.amount is None:
            return None
        amount = adjustment.amount * statement.count
    else:
        amount = statement.amount or ZERO
    if only_shared(resolved, adjustment):
        return amount  # the shared cap takes off what is too much, where the sum is made
    top = most(resolved, adjustment)
    return None if top is None else min(amount, top)


def most(resolved: Resolved, adjustment: Adjustment) -> Decimal | None:
    """The most an adjustment may give: its cap, else its range's end; None where nobody set it.

    An amount without a cap counts each time: as often as can still make a difference, which is down to the floor, up to
    the ceiling, or as far as a cap that it shares. A bonus without cap or ceiling counts once, for else there would be no
    highest score; where it shares a cap that nobody has set, it may give anything.
    """
    if adjustment.cap is not None:
        return adjustment.cap
    if adjustment.range is not None:
        return adjustment.range.high
    if adjustment.amount is None:
        return None
    scoring = resolved.standard.scoring
    floor = scoring.floor if scoring.floor is not None else ZERO
    span = adjustment.amount
    if adjustment.kind == "bonus" and scoring.ceiling is not None:
        span = scoring.ceiling - min(floor, ZERO)
    elif adjustment.kind == "penalty":
        bonuses = [most(resolved, a) or ZERO for a in resolved.adjustments if a.kind == "bonus"]
        span = max(resolved.declared_full, scoring.base or ZERO) + sum(bonuses, ZERO) - floor
    if only_shared(resolved, adjustment):
        shared = resolved.shared_cap[adjustment.id].at_most
        endless = adjustment.kind == "bonus" and scoring.ceiling is None
        if shared is None and endless:
            return None
        if shared is not None:
            span = shared if endless else min(span, shared)
    return adjustment.amount * max(1, math.ceil(Fraction(span) / Fraction(adjustment.amount)))


def only_shared(resolved: Resolved, adjustment: Adjustment) -> bool:
    """Whether an amount counts each time with no limit but a cap that it shares with others."""
    own = adjustment.cap is not None or adjustment.range is not None
    return adjustment.id in resolved.shared_cap and adjustment.amount is not None and not own


def step_of(resolved: Resolved, adjustment: Adjustment) -> Decimal | None:
    """What an adjustment goes up by: its own step, else its amount, else the standard's step; None for any amount."""
    return adjustment.step or adjustment.amount or resolved.standard.scoring.step


def possible_amounts(resolved: Resolved, adjustment: Adjustment) -> list[Decimal] | None:
    """Every amount that an adjustment may still be, never negative: ascending, from 0 to the most.

    None where nobody has set it; empty where any amount may be given, or more than can be counted.
    """
    top = most(resolved, adjustment)
    if top is None:
        return None
    least = adjustment.range.low if adjustment.range is not None else ZERO
    # Points go up by the step, counts by the amount; either may end at the most between two steps.
    steps = {step for step in (step_of(resolved, adjustment), adjustment.amount) if step is not None}
    if not steps or any(top / step > MAX_VALUES for step in steps):
        return []
    values = {ZERO, top}
    for step in steps:
        values |= {value for n in range(1, int(top // step) + 1) if (value := step * n) >= least}
    return sorted(values)
