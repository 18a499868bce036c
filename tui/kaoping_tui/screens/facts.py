"""Entering a fact that a requirement measures: which one, for which period, what was found."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from kaoping import (
    FactDefinition,
    Item,
    Observation,
    Period,
    Requirement,
    Sample,
    Value,
    View,
    faulty_in,
    fold,
    look_back,
    parse_period,
    plain,
    used_text,
    value_of,
    visible,
)
from kaoping_tui.modals.ask import Ask
from kaoping_tui.modals.choose import Choose
from kaoping_tui.modals.share import AskShare
from kaoping_tui.widgets.lists import Choice
from kaoping_tui.worker import said

if TYPE_CHECKING:
    from kaoping_tui.screens.base import BaseScreen
    from kaoping_tui.screens.judging import Judging

HINTS = {
    "count": "次数，如 4",
    "amount": "数额，如 120.5",
    "date": "日期，如 2025-03-01",
}


async def ask_fact(screen: Judging, item: Item, requirement: str | None) -> None:
    """Ask for a fact of this requirement, or of one of the criterion's; then queue the save."""
    measured = {r.id: r for r in item.criterion.requirements if r.measure is not None or r.informed_by}
    if not measured:
        screen.own.tell(f"{item.id} 没有可录入的事实；可以按 Tab 到右栏，用空格勾选要点")
        return
    chosen = measured.get(requirement or "")
    if chosen is None and len(measured) == 1:
        chosen = next(iter(measured.values()))
    if chosen is None:
        choices = [Choice(r.id, visible(f"{r.id} {r.text}")) for r in measured.values()]
        answer = await screen.app.push_screen_wait(Choose(f"{item.id}：哪条要点的事实", choices))
        if answer is None:
            return
        chosen = measured[answer]
    wanted = list(_wanted(screen.view, chosen))
    choices = [Choice(str(n), visible(text)) for n, (_, _, text) in enumerate(wanted)]
    place = 0
    if len(wanted) > 1:
        answer = await screen.app.push_screen_wait(Choose("录入哪一个事实", choices))
        if answer is None:
            return
        place = int(answer)
    definition, label, _ = wanted[place]
    observation = await observed(screen, definition, label, _held(screen.view, definition, label))
    if observation is None:
        return
    screen.judge(
        lambda bench, key: bench.walk.fact(key, observation),
        f"事实已保存：{visible(definition.title)}（{observation.period.label}）",
        item=item.id,
    )


def _wanted(view: View, requirement: Requirement) -> Iterator[tuple[FactDefinition, str, str]]:
    """Each fact and period that the measure asks for, with what is known of it."""
    measure = requirement.measure
    period = view.answers.period
    here = period.label if period is not None else ""
    for shown in requirement.informed_by:
        yield view.resolved.facts[shown], here, f"{view.resolved.facts[shown].title}（{here}）：参考"
    if measure is None or measure.fact not in view.resolved.facts:
        return
    if measure.look_back_years is not None and view.answers.as_of is not None:
        here = look_back(view.answers.as_of, measure.look_back_years).label
    item = view.resolved.requirement[requirement.id][0]
    suggestion = view.suggestion(item.id)
    findings = {f.id: f for f in suggestion.requirements} if suggestion is not None else {}
    judged = findings[requirement.id].judged if requirement.id in findings else None
    seen = set()
    for used in judged.used if judged is not None else ():
        definition = view.resolved.facts.get(used.fact)
        if definition is None:
            continue
        label = used.period if definition.kind != "event" and _is_period(used.period) else here
        if (used.fact, label) in seen:
            continue
        seen.add((used.fact, label))
        value = used_text(used, definition)
        value = value if used.disputed else f"现为 {value}" if value else "尚未查明"
        yield definition, label, f"{definition.title}（{label}）：{value}"
    for name in (measure.fact, measure.bound_from, measure.within.after if measure.within else None):
        if name is not None and name in view.resolved.facts and all(fact != name for fact, _ in seen):
            definition = view.resolved.facts[name]
            yield definition, here, f"{definition.title}（{here}）：尚未查明"


def _held(view: View, definition: FactDefinition, label: str) -> str:
    """What is known of a fact in a period, as it would be typed; nothing where several say different things."""
    if not _is_period(label):
        return ""
    period = parse_period(label)
    known = [one for one in view.answers.of_fact(definition) if one.period == period and one.mine]
    newest = max(known, key=lambda one: one.order, default=None)
    return "" if newest is None else typed_value(newest.value)


def typed_value(value: Value) -> str:
    """A value as it would be typed."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Sample):
        return f"{plain(value.part)}/{plain(value.of)}"
    return value.isoformat() if isinstance(value, date) else plain(value)


def _is_period(label: str) -> bool:
    try:
        parse_period(label)
    except ValueError:
        return False
    return True


async def observed(screen: BaseScreen, definition: FactDefinition, label: str, value: str = "") -> Observation | None:
    """Ask what was found out about a fact in a period; `value` is what the field holds at first."""
    title = visible(f"{definition.title}（{label}）")
    note = visible(definition.note or "")
    if definition.kind == "event":
        return await _event(screen, definition, label)
    if definition.kind == "yes-no":
        both = (Choice("是", "是"), Choice("否", "否"))
        answer = await screen.app.push_screen_wait(Choose(title, both, text=note, at=value or None))
        return None if answer is None else Observation(definition.id, parse_period(label), answer == "是")
    if definition.kind == "share":
        given = _share_fields(definition, value)
        percent = await screen.app.push_screen_wait(AskShare(title, note, definition, given))
        return None if percent is None else Observation(definition.id, parse_period(label), percent)
    unit = f"（{definition.unit}）" if definition.unit else ""
    text = f"{HINTS[definition.kind]}{unit}。{note}"
    answer = await screen.app.push_screen_wait(
        Ask(title, text, value=value, number=True, check=lambda typed: _wrong(definition, typed))
    )
    if answer is None:
        return None
    return Observation(definition.id, parse_period(label), value_of(definition, answer))


def _share_fields(definition: FactDefinition, value: str) -> tuple[str, str, str]:
    """What the fields for a share hold, given its value as `95` or, sampled, as `7/10`."""
    if "/" not in value:
        return value, "", ""
    sample = value_of(definition, value)
    if not isinstance(sample, Sample):
        return value, "", ""
    return "", plain(sample.of), plain(faulty_in(sample, definition))


async def _event(screen: BaseScreen, definition: FactDefinition, label: str) -> Observation | None:
    choices = (
        Choice("none", f"{label} 内未发生"),
        Choice("happened", "发生过，填写日期"),
        Choice("undated", "发生过，日期不详"),
    )
    answer = await screen.app.push_screen_wait(Choose(visible(definition.title), choices, text=definition.note or ""))
    if answer is None:
        return None
    if answer == "none":
        return Observation(definition.id, parse_period(label), False)
    if answer == "undated":
        return Observation(definition.id, parse_period(label), True)
    day = await screen.app.push_screen_wait(Ask("发生日期", "如 2025-03-01", number=True, check=wrong_date))
    if day is None:
        return None
    occurred = date.fromisoformat(fold(day))
    year = Period(date(occurred.year, 1, 1), date(occurred.year, 12, 31))
    return Observation(definition.id, year, True, occurred)


def _wrong(definition: FactDefinition, typed: str) -> str | None:
    from kaoping import KaopingError

    try:
        value_of(definition, typed)
    except KaopingError as error:
        return said(error)
    return None


def wrong_date(typed: str) -> str | None:
    """What is wrong with a date as typed."""
    try:
        date.fromisoformat(fold(typed))
    except ValueError:
        return f"“{typed[:20]}”不是日期，请写如 2025-03-01"
    return None
