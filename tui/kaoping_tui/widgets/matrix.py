"""A table with a cursor: lines by columns, as many columns as fit, none cut without a sign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from kaoping_tui import keys
from kaoping_tui.wrap import clip

#: Cells that a column takes at least and at most, and the column of names at most.
LEAST, MOST, NAMES = 16, 34, 22


class Row(NamedTuple):
    """A line: its key, its name, one text for each column, and what stands before the name (a place)."""

    key: str
    name: str
    cells: Sequence[str]
    before: str = ""


class MatrixTable(Widget, can_focus=True, inherit_bindings=False):
    """Draws itself line by line, so that thousands of lines cost no more than those in sight."""

    BINDINGS: ClassVar[list[BindingType]] = keys.GRID

    class Moved(Message):
        """The cursor stands elsewhere."""

    class Opened(Message):
        """The cell at the cursor was chosen."""

    def __init__(
        self,
        *,
        id: str | None = None,
        least: int = LEAST,
        most: int = MOST,
        names: int = NAMES,
        corner: str = "考评对象",
    ) -> None:
        super().__init__(id=id)
        self._corner, self._named, self._most = corner, names, most
        self._least = least
        self._heads: Sequence[str] = ()
        self._rows: Sequence[Row] = ()
        self._row = self._column = self._top = self._first = 0

    def fill(self, heads: Sequence[str], rows: Sequence[Row]) -> None:
        """Show these; the cursor stays on its line where that is still there."""
        standing = self.key
        self._heads, self._rows = tuple(heads), tuple(rows)
        places = [number for number, row in enumerate(self._rows) if row.key == standing]
        self._row = places[0] if places else min(self._row, max(len(self._rows) - 1, 0))
        self._column = min(self._column, max(len(self._heads) - 1, 0))
        self._follow()

    @property
    def key(self) -> str | None:
        """The key of the line at the cursor."""
        return self._rows[self._row].key if self._row < len(self._rows) else None

    @property
    def column(self) -> int:
        """The column at the cursor."""
        return self._column

    def stand_at(self, key: str, column: int | None = None) -> None:
        """Move to the line of this key, and to this column."""
        for number, row in enumerate(self._rows):
            if row.key == key:
                self._row = number
        if column is not None:
            self._column = max(0, min(column, len(self._heads) - 1))
        self._follow()

    # -- keys

    def action_move(self, down: int, right: int) -> None:
        """One line or column further."""
        self._row = max(0, min(self._row + down, len(self._rows) - 1))
        self._column = max(0, min(self._column + right, len(self._heads) - 1))
        self._follow()

    def action_page(self, down: int) -> None:
        """One screen further."""
        self.action_move(down * max(self._height - 1, 1), 0)

    def action_edge(self, down: int) -> None:
        """To the first or last line."""
        self.action_move(down * len(self._rows), 0)

    def action_open(self) -> None:
        """Choose the cell at the cursor."""
        if self._rows:
            self.post_message(self.Opened())

    # -- drawing

    @property
    def _height(self) -> int:
        return max(self.size.height - 1, 1)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._follow()

    def _follow(self) -> None:
        self._top = max(min(self._top, self._row), self._row - self._height + 1, 0)
        self._top = min(self._top, max(len(self._rows) - self._height, 0))
        count, _ = self._columns()
        self._first = max(min(self._first, self._column), self._column - count + 1, 0)
        self._first = min(self._first, max(len(self._heads) - count, 0))
        self.refresh()
        self.post_message(self.Moved())

    def _names(self) -> int:
        widest = max((cell_len(row.before) + cell_len(row.name) for row in self._rows), default=8)
        return max(min(widest, self._named, self.size.width // 2), 8)

    def _columns(self) -> tuple[int, int]:
        """How many columns are shown, and how wide each is."""
        room = max(self.size.width - self._names() - 3, 1)
        widest = max((cell_len(text) for row in self._rows for text in row.cells), default=self._least)
        wanted = max(min(widest, self._most), self._least) + 1
        count = max(min(room // wanted, len(self._heads)), 1)
        return count, min(room // count, self._most + 1)

    def render_line(self, y: int) -> Strip:
        """The heads in the first line, then the lines in sight."""
        count, width = self._columns()
        shown = range(self._first, min(self._first + count, len(self._heads)))
        base = self.rich_style
        if y == 0:
            more = ("‹" if self._first else " ", "›" if shown.stop < len(self._heads) else " ")
            parts = [Segment(set_cell_size(self._corner, self._names()) + more[0] + " ", base + Style(bold=True))]
            for number in shown:
                standing = Style(bold=True, underline=number == self._column)
                text = clip(self._heads[number], width - 1)
                parts += [Segment(text, base + standing), Segment(" " * (width - cell_len(text)), base)]
            return self._line([*parts, Segment(more[1], base + Style(bold=True))], base)
        place = self._top + y - 1
        if place >= len(self._rows):
            return Strip.blank(self.size.width, base)
        row = self._rows[place]
        here = place == self._row
        name = set_cell_size(clip(row.before + row.name, self._names()), self._names())
        parts = [Segment(f"{name}  ", base + Style(bold=here))]
        for number in shown:
            text = set_cell_size(clip(row.cells[number], width - 1), width - 1)
            at = here and number == self._column
            parts += [Segment(text, base + Style(reverse=at, bold=at)), Segment(" ", base)]
        return self._line(parts, base)

    def _line(self, parts: list[Segment], base: Style) -> Strip:
        return Strip(parts).adjust_cell_length(self.size.width, base)
