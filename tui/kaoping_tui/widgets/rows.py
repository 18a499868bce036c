"""A list of lines with a cursor, drawn line by line: hundreds of them cost no more than what is in sight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from kaoping_tui import keys
from kaoping_tui.wrap import fitted


class Row(NamedTuple):
    """A line: its key, the sign before it, its text, what stands at the right edge, how deep it is, and its tone.

    :ivar tone: the class of its colour, without the prefix; the sign says the same in words
    """

    key: str
    text: str
    sign: str = ""
    right: str = ""
    depth: int = 0
    tone: str = ""


class Rows(ScrollView, can_focus=True, inherit_bindings=False):
    """Lines to move through; says where the cursor came to stand, and that a line was chosen."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"rows--{name}" for name in ("cursor", "standing", "head", "doubt", "odd", "quiet", "wrong"))
    }
    BINDINGS: ClassVar[list[BindingType]] = keys.ROWS

    class Moved(Message):
        """The person moved to another line."""

        def __init__(self, rows: Rows) -> None:
            super().__init__()
            self.rows = rows

        @property
        def control(self) -> Rows:
            """The list."""
            return self.rows

    class Chosen(Moved):
        """Enter was pressed on a line."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: Sequence[Row] = ()
        self.at = 0
        self._places: dict[str, int] = {}

    @property
    def key(self) -> str:
        """The key of the line at the cursor; empty where there is none."""
        return self.rows[self.at].key if self.at < len(self.rows) else ""

    def fill(self, rows: Sequence[Row]) -> None:
        """Show these; the cursor stays on its line where that is still there."""
        standing = self.key
        self.rows = rows
        self._places = {row.key: place for place, row in reversed(list(enumerate(rows)))}
        self.virtual_size = Size(self.scrollable_content_region.width, len(rows))
        self.at = self._places.get(standing, min(self.at, max(len(rows) - 1, 0)))
        self._in_sight()

    def stand_at(self, key: str) -> bool:
        """Move to the line of this key, telling nobody; whether there is one."""
        place = self._places.get(key)
        if place is None:
            return False
        self.at = place
        self._in_sight()
        return True

    def on_resize(self) -> None:
        """The cursor stays in sight."""
        self.virtual_size = Size(self.scrollable_content_region.width, len(self.rows))
        self._in_sight()

    def on_focus(self) -> None:
        """The cursor's line looks different."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor's line looks different."""
        self.refresh()

    def _in_sight(self) -> None:
        height = max(self.scrollable_content_region.height, 1)
        margin = min(2, (height - 1) // 2)
        top = self.scroll_offset.y
        wanted = min(max(top, self.at + margin - height + 1), max(self.at - margin, 0))
        wanted = max(min(wanted, len(self.rows) - height), 0)
        if wanted != top:
            self.scroll_to(y=wanted, animate=False, immediate=True)
        self.refresh()

    # -- keys

    def action_move(self, down: int) -> None:
        """Some lines further."""
        place = max(0, min(self.at + down, len(self.rows) - 1))
        if place != self.at:
            self.at = place
            self._in_sight()
            self.post_message(self.Moved(self))

    def action_page(self, down: int) -> None:
        """One screen further; a line of it stays in sight."""
        self.action_move(down * max(self.scrollable_content_region.height - 1, 1))

    def action_edge(self, down: int) -> None:
        """To the first or the last line."""
        self.action_move(down * len(self.rows))

    def action_choose(self) -> None:
        """Choose the line."""
        if self.rows:
            self.post_message(self.Chosen(self))

    # -- drawing

    def laid(self, row: Row) -> str:
        """A line as it is shown, as wide as the list."""
        head = "  " * row.depth + row.sign
        width = self.scrollable_content_region.width
        return head + fitted(row.text, row.right, max(width - cell_len(head), 1))

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        place = self.scroll_offset.y + y
        base = self.rich_style
        width = self.scrollable_content_region.width
        if place >= len(self.rows):
            return Strip.blank(width, base)
        row = self.rows[place]
        style = base
        if row.tone:
            tone = self.get_component_rich_style(f"rows--{row.tone}", partial=True)
            style = base + Style(color=tone.color, bold=tone.bold)
        if place == self.at:
            style = style + self.get_component_rich_style("rows--cursor" if self.has_focus else "rows--standing")
        return Strip([Segment(self.laid(row), style)]).adjust_cell_length(width, style)


__all__ = ["Row", "Rows"]
