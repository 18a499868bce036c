"""A piece that the document lost, typed by the author: what it is, its words, where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kaoping import ROLE_TEXT, DraftPart, Mend
from kaoping_tui.modals.ask import AskText
from kaoping_tui.modals.choose import Choose
from kaoping_tui.modals.review import ADDED
from kaoping_tui.widgets.lists import Choice

if TYPE_CHECKING:
    from kaoping_tui.screens.review_asking import Asking

_LEVELS = ("dimension", "group", "criterion")
_PLACES = (
    Choice("", "补在这一项的各段之后"),
    Choice("!", "紧接这一段：后面的几段归到补的这一项下"),
)


def ask_added(screen: Asking, part: DraftPart) -> None:
    """Ask for a piece to stand behind `part`."""

    def chosen(role: str | None) -> None:
        if role is not None:
            name = next(text for one, text in ROLE_TEXT.items() if one == role)
            hint = "照原文写，可以带编号和分值，如 4.建立工作台账（2分）；写进标准并记为勘误"
            screen.app.push_screen(AskText(f"补一段：{name}", hint), lambda text: answered(role, text))

    def answered(role: str, text: str | None) -> None:
        words = " ".join((text or "").split())
        if words and role in _LEVELS and _goes_on(screen, part):
            question = Choose("补在哪里", _PLACES, text=screen.quoted(part))
            screen.app.push_screen(question, lambda here: put(f"{role}{here}", words) if here is not None else None)
        elif words:
            put(role, words)

    def put(role: str, words: str) -> None:
        screen.mend(Mend(part.key, "add", f"{role}|{words}"), after=lambda: _stand_at(screen, words))

    choices = [Choice(role, text) for added in ADDED for role, text in ROLE_TEXT.items() if role == added]
    text = f"补在这一段之后：{screen.quoted(part)}"
    screen.app.push_screen(Choose("补的是什么", choices, text=text, at="criterion"), chosen)


def _goes_on(screen: Asking, part: DraftPart) -> bool:
    """Whether other pieces of the same item follow."""
    parts = screen.shown.draft.parts
    behind = parts[parts.index(part) + 1 :][:1]
    home = screen.home_of(part)
    return part.role not in _LEVELS and any(home and screen.home_of(one) == home for one in behind)


def _stand_at(screen: Asking, words: str) -> None:
    """Go to what was just added."""
    added = [part for part in screen.shown.draft.parts if part.added and part.text and part.text in words]
    if added:
        screen.stand_at_key(added[-1].key)


__all__ = ["ask_added"]
