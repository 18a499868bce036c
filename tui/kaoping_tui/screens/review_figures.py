"""The figures of what a piece became: its bound, what a fault costs, dates, outcomes; each changed in its line."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kaoping import (
    DRAFT_FIELDS,
    DraftField,
    DraftPart,
    Mend,
    draft_bands_mend,
    draft_figure_fault,
    draft_figures,
    draft_figures_mend,
    fold,
    visible,
)
from kaoping_tui.modals.ask import Ask
from kaoping_tui.modals.choose import Choose
from kaoping_tui.widgets.lists import Choice

if TYPE_CHECKING:
    from kaoping_tui.screens.review_mending import Mending

DONE = "done"
_TITLES = {
    "requirement": "界限和扣分",
    "veto": "否决项的后果",
    "adjustment": "加分、减分的分值",
    "stage": "期限",
}
_BANDS = "各等次和分数线，从高到低，如：优秀 90，良好 80，合格 60，不合格；最后一个不写分数"


def ask_figures(screen: Mending, part: DraftPart) -> None:
    """Show the figures and let each be changed; they are saved together."""
    found = draft_figures(screen.shown.draft, part)
    if found is None:
        screen.own.tell("这一段没有数字可改；请移到要点、扣分规则、否决、加减分、程序或等次上")
        return
    kind, figures = found
    if kind == "outcome":
        _ask_bands(screen, part, figures["bands"])
    else:
        _ask_all(screen, part, kind, figures, dict(figures), 0)


def _ask_all(
    screen: Mending, part: DraftPart, kind: str, before: dict[str, str], now: dict[str, str], at: int, problem: str = ""
) -> None:
    fields = [field for field in DRAFT_FIELDS[kind] if _matters(field, now)]
    choices = [Choice(field.key, f"{field.name}：{_shown(field, now[field.key])}") for field in fields]
    changed = now != before
    choices.insert(0, Choice(DONE, "就这样" if not changed else "就这样，保存"))
    text = f"{part.place}：{' '.join(part.text.split())}\n回车修改所在的一行"
    question = Choose(_TITLES[kind], choices, text=visible(text), at=choices[min(at, len(choices) - 1)].key)

    def again(problem: str = "") -> None:
        _ask_all(screen, part, kind, before, now, at_of(), problem)

    def at_of() -> int:
        return next((n for n, choice in enumerate(choices) if choice.key == last[0]), 0)

    last = [DONE]

    def chosen(key: str | None) -> None:
        if key is None:
            return
        if key == DONE:
            _save(screen, part, kind, before, now, again)
            return
        last[0] = key
        field = next(one for one in fields if one.key == key)
        _ask(screen, field, now[key], answered)

    def answered(field: DraftField, value: str | None) -> None:
        if value is not None:
            now[field.key] = value
        again()

    screen.app.push_screen(question, chosen)
    if problem:
        question.call_after_refresh(question.complain, problem)


def _save(
    screen: Mending,
    part: DraftPart,
    kind: str,
    before: dict[str, str],
    now: dict[str, str],
    again: Callable[[str], None],
) -> None:
    mends: list[Mend] = []
    for what in dict.fromkeys(field.what for field in DRAFT_FIELDS[kind]):
        own = [field.key for field in DRAFT_FIELDS[kind] if field.what == what]
        if all(now[key] == before[key] for key in own):
            continue
        made = draft_figures_mend(part.key, what, now, kind)
        if isinstance(made, str):
            again(made)
            return
        mends.append(made)
    if mends:
        onward = screen.question is not None and screen.question.what == "doubt"
        screen.mend(*mends, onward=onward)


def _matters(field: DraftField, now: dict[str, str]) -> bool:
    """Whether a line says anything beside what is chosen above it."""
    if field.what == "measure" and field.key != "side":
        side = now["side"]
        return bool(side) and (field.key == "years") == (side == "never") and (side != "yes" or field.key == "soft")
    if field.what == "deduct" and field.key != "kind":
        return bool(now["kind"]) and (now["kind"] == "each" or field.key in ("points", "cap"))
    return True


def _ask(screen: Mending, field: DraftField, value: str, done: object) -> None:
    def answered(text: str | None) -> None:
        done(field, None if text is None else fold(text).strip())  # type: ignore[operator]

    if field.sort == "choice":
        choices = [Choice(key, text) for key, text in field.choices]
        screen.app.push_screen(Choose(field.name, choices, at=value), answered)
    else:
        number = field.sort in ("number", "whole")
        hint = "没有就留空"
        screen.app.push_screen(
            Ask(field.name, hint, value=value, number=number, check=lambda text: draft_figure_fault(field, text)),
            answered,
        )


def _ask_bands(screen: Mending, part: DraftPart, value: str) -> None:
    def check(text: str) -> str | None:
        return None if draft_bands_mend(part.key, text) is not None else "没有读懂，请写成：优秀 90，良好 80，不合格"

    def answered(text: str | None) -> None:
        mend = draft_bands_mend(part.key, text) if text else None
        if mend is not None and text != value:
            screen.mend(mend)

    screen.app.push_screen(Ask("结果等次", _BANDS, value=value, check=check), answered)


def _shown(field: DraftField, value: str) -> str:
    if field.sort == "choice":
        return next((text for key, text in field.choices if key == value), value)
    return visible(value) or "（没有）"


__all__ = ["ask_figures"]
