"""What every question shares: a box, a title, a line that says what is wrong."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from kaoping_tui import keys
from kaoping_tui.widgets.lists import Plain
from kaoping_tui.widgets.status import KeyBar
from kaoping_tui.wrap import wrapped

T = TypeVar("T")
#: Cells of the box, with border and padding.
BOX = 76


class Box(Vertical):
    """The frame of a question. Where it shrinks, the toolkit repaints what it covered in parts, and halves of
    characters are lost at its edges; so everything is painted again."""

    def on_resize(self) -> None:
        """Paint all of it."""
        self.screen.refresh()


class Modal(ModalScreen[T], inherit_bindings=False):
    """A question; Esc gives no answer (None)."""

    BINDINGS: ClassVar[list[BindingType]] = keys.MODAL

    def __init__(self, title: str, text: str = "", problem: str = "") -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._problem = problem

    def compose(self) -> ComposeResult:
        """The box; its middle is the subclass's."""
        with Box(classes="box"):
            yield self._plain("box-title", self._title)
            yield self._plain("box-text", self._text)
            yield from self.middle()
            yield self._plain("box-problem", self._problem)
            yield KeyBar(classes="box-keys")

    def _plain(self, name: str, text: str) -> Plain:
        """A text as high as it will be: a box that shrinks once it is shown leaves halves of characters at its edges."""
        found = Plain("\n".join(_short(wrapped(_visible(text), self.likely_width()))), classes=name)
        found.display = bool(text)
        return found

    def likely_width(self) -> int:
        """The cells within the box, before anything is laid out (as app.tcss has them)."""
        return max(min(BOX, self.app.size.width * 94 // 100) - 4, 20)

    def middle(self) -> ComposeResult:
        """The fields."""
        yield from ()

    def on_mount(self) -> None:
        """Lay the texts out once the width is known."""
        self.call_after_refresh(self._lay_out)

    def on_resize(self) -> None:
        """Lay the texts out again."""
        self.call_after_refresh(self._lay_out)

    def complain(self, problem: str) -> None:
        """Say what is wrong; the question stays."""
        self._problem = problem
        self._lay_out()

    def _lay_out(self) -> None:
        for name, text in (("box-title", self._title), ("box-text", self._text), ("box-problem", self._problem)):
            found = self.query(f".{name}").first(Plain)
            found.display = bool(text)
            width = max(self.query_one(".box").content_region.width or self.likely_width(), 20)
            found.say("\n".join(_short(wrapped(_visible(text), width))))

    def action_cancel(self) -> None:
        """No answer."""
        self.dismiss(None)


def _short(lines: list[str]) -> list[str]:
    return lines if len(lines) <= 6 else [*lines[:5], "…"]


def _visible(text: str) -> str:
    from kaoping import visible

    return visible(text)
