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
        with Vertical(classes="box"):
            yield Plain("", classes="box-title")
            yield Plain("", classes="box-text")
            yield from self.middle()
            yield Plain("", classes="box-problem")
            yield KeyBar(classes="box-keys")

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
            width = max((self.query_one(".box").content_region.width), 20)
            found.say("\n".join(_short(wrapped(_visible(text), width))))

    def action_cancel(self) -> None:
        """No answer."""
        self.dismiss(None)


def _short(lines: list[str]) -> list[str]:
    return lines if len(lines) <= 6 else [*lines[:5], "…"]


def _visible(text: str) -> str:
    from kaoping import visible

    return visible(text)
