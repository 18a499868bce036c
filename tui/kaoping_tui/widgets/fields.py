"""Fields to type in: full-width digits, pasted lines, and where the input method's window opens."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.widgets import Input, TextArea
from textual.widgets.input import Selection

from kaoping_tui import keys


class Line(Input, inherit_bindings=False):
    """One line of text. A pasted text of several lines becomes one; control characters become visible signs."""

    #: What is typed into it stays in order, however fast it comes; see `ahead`.
    keeps_order: ClassVar[bool] = True
    DEFAULT_CSS = "Line > .input--placeholder { color: $foreground 85%; }"
    BINDINGS: ClassVar[list[BindingType]] = keys.editing("line", Input.BINDINGS)

    def __init__(self, value: str = "", *, id: str | None = None, placeholder: str = "") -> None:
        from kaoping import visible

        super().__init__(visible(value), id=id, placeholder=placeholder, select_on_focus=False)
        self.cursor_position = len(self.value)

    def _watch_selection(self, selection: Selection) -> None:
        super()._watch_selection(selection)
        # The stock field tells the place before it scrolls, and the input method's window opens elsewhere.
        self.app.cursor_position = self.cursor_screen_offset

    def _on_paste(self, event: events.Paste) -> None:
        self._insert(event.text)
        event.stop()
        event.prevent_default()

    def _insert(self, text: str) -> None:
        self.replace(_plain(" ".join(text.split())), *sorted(self.selection))


class NumberLine(Line):
    """One number or date: what an input method types full-width is made plain as it is typed."""

    async def _on_key(self, event: events.Key) -> None:
        if event.is_printable and event.character is not None and not event.character.isascii():
            self._insert(event.character)
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)

    def _insert(self, text: str) -> None:
        from kaoping import fold

        super()._insert(fold(text))


class Note(TextArea, inherit_bindings=False):
    """A text of several lines. Tab leaves it."""

    keeps_order: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = keys.editing("note", TextArea.BINDINGS)

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(_plain(text), id=id, soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
        self.cursor_location = self.document.end

    async def _on_paste(self, event: events.Paste) -> None:
        result = self._replace_via_keyboard(_plain(event.text), *self.selection)
        if result is not None:
            self.move_cursor(result.end_location)
        event.stop()
        event.prevent_default()


def _plain(text: str) -> str:
    """`text` without anything that acts on a terminal."""
    from kaoping import visible

    return visible(text.replace("\r\n", "\n").replace("\r", "\n"))
