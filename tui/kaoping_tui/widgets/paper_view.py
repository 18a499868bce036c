"""A paper as it will be printed, as text: drawn line by line, so that a long one costs no more than what is in sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kaoping import TextLine
from kaoping_tui import keys


class PaperView(ScrollView, can_focus=True, inherit_bindings=False):
    """Scrolls by the arrow keys; asks for other lines where its width changes."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        f"paper--{name}"
        for name in ("title", "heading", "draft", "warning", "note", "head", "section", "strong", "rule")
    }
    BINDINGS: ClassVar[list[BindingType]] = keys.PAPER

    class Narrowed(Message):
        """There is another width to lay the paper out in."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: Sequence[TextLine] = ()
        self._room = 0

    @property
    def room(self) -> int:
        """The cells that a line may take."""
        return self.scrollable_content_region.width

    def fill(self, lines: Sequence[TextLine], *, top: bool = True) -> None:
        """Show these lines, from the top where they are another paper's."""
        self.lines = tuple(lines)
        self.virtual_size = Size(self.room, len(self.lines))
        if top:
            self.scroll_to(y=0, animate=False)
        self.refresh()

    def on_resize(self) -> None:
        """Have the paper laid out again where that matters."""
        if self.room != self._room:
            self._room = self.room
            self.post_message(self.Narrowed())

    # -- keys

    def action_move(self, down: int) -> None:
        """Some lines further."""
        self.scroll_relative(y=down, animate=False)

    def action_page(self, down: int) -> None:
        """One screen further; a line of it stays in sight."""
        self.action_move(down * max(self.scrollable_content_region.height - 1, 1))

    def action_edge(self, down: int) -> None:
        """To the beginning or the end."""
        self.action_move(down * len(self.lines))

    # -- drawing

    def render_line(self, y: int) -> Strip:
        """One line of the paper."""
        place = self.scroll_offset.y + y
        base = self.rich_style
        width = self.scrollable_content_region.width
        if place >= len(self.lines):
            return Strip.blank(width, base)
        line = self.lines[place]
        style = self.get_component_rich_style(f"paper--{line.style}") if line.style else base
        return Strip([Segment(line.text, base + style)]).adjust_cell_length(width, base)
