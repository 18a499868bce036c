"""A table as cells that know how far they reach, merged ones and those whose blank neighbours mean "as above". Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from kaoping.drafting.phrases import without_worth
from kaoping.intake.paper import Paper

_BLANK = re.compile(r"\s+")
#: What stands in a cell to say that it is as the one above.
_DITTO = re.compile(r"[〃″\"”“'’‘]{1,2}|同上|同前|－〃－|-〃-")
#: What says that a heading stood on the page before: 依法治理（续）.
_AGAIN = re.compile(r"[(（\[【]\s*(?:接?续|续[表上前]|[接续]上[页表])\s*[)）\]】]")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something.

    :ivar passages: indices of its paragraphs in the document
    :ivar lines: what they print
    :ivar seams: which lines go on with the words of the one before, that a page cut
    :ivar inner: those of its passages that stand in a table within it
    """

    row: int
    column: int
    rows: int
    columns: int
    passages: tuple[int, ...]
    lines: tuple[str, ...]
    seams: tuple[int, ...] = ()
    inner: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """All it prints, a line for each paragraph."""
        return "\n".join(self.lines)

    @property
    def words(self) -> str:
        """All it prints without blanks: `得 分` is 得分."""
        return _BLANK.sub("", self.text)

    @property
    def ditto(self) -> bool:
        """Whether it only says that it is as above."""
        return _DITTO.fullmatch(self.words) is not None

    @property
    def last(self) -> int:
        """The last row it covers."""
        return self.row + self.rows - 1

    @property
    def right(self) -> int:
        """The last column it covers."""
        return self.column + self.columns - 1


@dataclass(slots=True)
class Grid:
    """The cells of one table, or of what a page break or a paragraph left of it.

    :ivar rows: numbers of the rows that hold something, in order
    :ivar width: the last column that holds something
    """

    cells: tuple[Cell, ...]
    rows: tuple[int, ...] = ()
    width: int = 0
    _row: dict[int, list[Cell]] = field(default_factory=dict)
    _over: dict[tuple[int, int], Cell] = field(default_factory=dict)

    def begins(self, row: int) -> list[Cell]:
        """The cells that begin in a row, from the left."""
        return self._row.get(row, [])

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place; None where nothing is printed."""
        return self._over.get((row, column))

    def across(self, row: int) -> list[Cell]:
        """The cells that cover a row, each once, from the left."""
        found: list[Cell] = []
        for column in range(1, self.width + 1):
            cell = self.at(row, column)
            if cell is not None and (not found or found[-1] is not cell):
                found.append(cell)
        return found

    def under(self, column: int, rows: Sequence[int]) -> Iterator[Cell]:
        """The cells of a column that begin in these rows; a cell over several columns counts for its first."""
        for row in rows:
            for cell in self.begins(row):
                if cell.column == column:
                    yield cell


def fresh(grid: Grid, column: int, rows: Sequence[int], wider: Collection[int] = ()) -> list[int]:
    """The rows in which a column's cell says something new: not 同上, not what the cell above says, nor that with （续）.

    :param wider: rows in which a wider level begins; what stands there is new
    """
    found: list[int] = []
    before = ""
    for cell in grid.under(column, rows):
        since = any(found[-1] < row <= cell.row for row in wider) if found else True
        if not cell.ditto and (since or cell.words != before) and not _again(cell.words, before):
            found.append(cell.row)
            before = cell.words
    return found


def _again(words: str, before: str) -> bool:
    """Whether a heading is that of the page before, printed again with （续）."""
    bare = _AGAIN.sub("", words)
    return bare != words and without_worth(bare) == without_worth(before)


def grid_of(paper: Paper, indices: Sequence[int], *, turned: bool = False) -> Grid:
    """The table that these passages make.

    :param turned: with rows for columns, for a table whose head stands at its left
    """
    held: dict[tuple[int, int], list[int]] = {}
    for index in indices:
        passage = paper.passages[index]
        place = (passage.column, passage.row) if turned else (passage.row, passage.column)
        held.setdefault(place, []).append(index)
    bottom = max((row for row, _ in held), default=0)
    width = max((column for _, column in held), default=0)
    cells = []
    for (row, column), inside in sorted(held.items()):
        first = paper.passages[inside[0]]
        down, across = (first.columns, first.rows) if turned else (first.rows, first.columns)
        rows = max(min(down, bottom - row + 1), 1)
        columns = max(min(across, width - column + 1), 1)
        lines = tuple(paper.passages[index].printed for index in inside)
        cells.append(Cell(row, column, rows, columns, tuple(inside), lines))
    return grid_from(cells)


def grid_from(found: Sequence[Cell]) -> Grid:
    """The table of these cells."""
    cells = sorted(found, key=lambda cell: (cell.row, cell.column))
    width = max((cell.column for cell in cells), default=0)
    grid = Grid(tuple(cells), tuple(sorted({cell.row for cell in cells})), width)
    for cell in cells:
        grid._row.setdefault(cell.row, []).append(cell)
        for row in range(cell.row, cell.last + 1):
            for column in range(cell.column, cell.right + 1):
                grid._over.setdefault((row, column), cell)
    return grid
