"""One-vote vetoes: triggered, clear or unknown. Core's own checks, and where a plugin's are asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kaoping.answers import Answers, Unit, VetoStatement
from kaoping.facts import FactBook, judge
from kaoping.periods import Period, look_back
from kaoping.scoring.sheet import ItemScore, VetoFinding, VetoState
from kaoping.standard.attributes import condition_text
from kaoping.standard.model import Veto
from kaoping.standard.resolved import Resolved


@dataclass(frozen=True, slots=True)
class VetoInput:
    """What a veto check is given. `window` is the look-back; None where the veto has none, or no day to start from."""

    resolved: Resolved
    veto: Veto
    statement: VetoStatement | None
    answers: Answers
    facts: FactBook
    items: Mapping[str, ItemScore]
    window: Period | None


def window_of(veto: Veto, answers: Answers) -> Period | None:
    """The days that count: as_of minus N years < day <= as_of, or the evaluation's period up to as_of; None for ever."""
    if veto.look_back_years is not None and answers.as_of is not None:
        return look_back(answers.as_of, veto.look_back_years)
    return period_window(answers) if veto.look_back == "period" else None


def period_window(answers: Answers) -> Period | None:
    """The evaluation's period, up to `as_of` where that lies within; None where no period is stated."""
    return None if answers.period is None else answers.period.up_to(answers.as_of)


def excused(veto: Veto, unit: Unit) -> str | None:
    """Why the veto does not bear on this unit at all (`not_when`); None where it does.

    The unit must state every attribute with exactly that value (`true` is not 1): of what is not stated, the veto holds.
    """
    if not veto.not_when:
        return None
    for name, value in veto.not_when.items():
        stated = unit.attributes.get(name)
        if type(stated) is not type(value) or stated != value:
            return None
    return f"本项对这样的考评对象不适用：{condition_text(veto.not_when)}"


def looks_back(veto: Veto) -> bool:
    """Whether the veto counts only a stretch of time."""
    return veto.look_back_years is not None or veto.look_back is not None


def core_check(given: VetoInput) -> VetoFinding:
    """The check of core: what is stated, and what facts or criteria show. Where the two contradict: unknown."""
    stated = _from_statement(given)
    shown = _from_evidence(given)
    if stated is None and shown is None:
        return VetoFinding(given.veto, "unknown", "尚未说明是否发生")
    if stated is None or shown is None:
        state, because = stated or shown or ("unknown", "")
        return VetoFinding(given.veto, state, because)
    if stated[0] == shown[0]:
        return VetoFinding(given.veto, stated[0], f"{stated[1]}；{shown[1]}")
    happened = given.statement is not None and given.statement.happened is True
    if "unknown" not in (stated[0], shown[0]) or (happened and stated[0] == "unknown" and shown[0] == "clear"):
        return VetoFinding(given.veto, "unknown", f"所述与事实不一致，须先查清：{stated[1]}；{shown[1]}")
    if given.veto.criteria and shown[0] == "unknown" and not happened:
        # "None" cannot be stated of what the ratings still to come decide.
        return VetoFinding(given.veto, "unknown", shown[1])
    state, because = stated if shown[0] == "unknown" else shown
    return VetoFinding(given.veto, state, because)


def _from_statement(given: VetoInput) -> tuple[VetoState, str] | None:
    statement = given.statement
    if statement is None or statement.happened is None:
        return None
    if not statement.happened:
        return "clear", "考评人认定未发生"
    if not looks_back(given.veto):
        on = f"（{statement.occurred_on.isoformat()}）" if statement.occurred_on else ""
        return "triggered", f"考评人认定已发生{on}"
    if given.window is None:
        return "unknown", "没有截至日或考评周期，无法追溯"
    return _dated(statement.occurred_on, given.window)


def _dated(day: date | None, window: Period) -> tuple[VetoState, str]:
    span = f"{window.start.isoformat()} 至 {window.end.isoformat()}"
    if day is None:
        return "unknown", f"报了发生，但没有日期，无法判断是否在 {span} 内"
    if window.start <= day <= window.end:
        return "triggered", f"{day.isoformat()} 发生，在 {span} 内"
    return "clear", f"{day.isoformat()} 发生，不在 {span} 内"


def _from_evidence(given: VetoInput) -> tuple[VetoState, str] | None:
    veto = given.veto
    if veto.all_events:
        return _from_events(given)
    if veto.criteria:
        return _from_criteria(given)
    if veto.measure is not None:
        judged = judge(veto.measure, given.facts, given.answers.period, given.answers.as_of)
        if judged.state == "unknown":
            heard = given.facts.about(veto.measure.fact) or given.facts.misnamed(veto.measure.fact)
            return ("unknown", judged.because) if heard else None
        return ("clear" if judged.state == "met" else "triggered"), judged.because
    return None


def _from_events(given: VetoInput) -> tuple[VetoState, str] | None:
    """Any event triggers; only all of them clear make the veto clear."""
    if given.window is None and looks_back(given.veto):
        return "unknown", "没有截至日或考评周期，无法追溯"
    events = given.veto.all_events
    if not any(given.facts.heard(event) for event in events):
        return None
    findings = [given.facts.event(event, given.window) for event in events]
    for state in ("triggered", "unknown"):
        because = [finding.because for finding in findings if finding.state == state]
        if because:
            return state, "；".join(because)
    if len(findings) == 1 or given.window is None:
        return "clear", "；".join(finding.because for finding in findings)
    span = f"{given.window.start.isoformat()} 至 {given.window.end.isoformat()}"
    return "clear", f"{span} 内，所列 {len(findings)} 种事件均未发生"


def _from_criteria(given: VetoInput) -> tuple[VetoState, str]:
    open_items = []
    for name in given.veto.criteria:
        item = given.items[name]
        if item.state == "rated" and not item.unset and (item.high < item.full or item.short):
            return "triggered", f"{name} 未达到"
        if item.state == "unrated" or item.unset:
            open_items.append(name)
    if open_items:
        return "unknown", f"{'、'.join(open_items)} 尚未评定"
    return "clear", f"{'、'.join(given.veto.criteria)} 均已达到"
