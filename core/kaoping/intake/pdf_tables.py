"""The boxes of a ruled table as rows and columns, merged where a line is missing. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kaoping.intake.pdf_lines import Char, Line, joined, lines_of, paragraphs

Box = tuple[float, float, float, float]
#: Points by which two lines that are meant to be one may differ.
_APART = 3.0


@dataclass
class Cell:
    """A cell where it begins, the rows and columns that it covers, and its paragraphs."""

    row: int
    column: int
    rows: int
    columns: int
    box: Box
    said: list[list[Line]] = field(default_factory=list)
    #: Where its lines begin, and how far they reach.
    room: tuple[float, float] = (0.0, 0.0)

    @property
    def text(self) -> str:
        """All it says."""
        return "\n".join(joined(one) for one in self.said)


@dataclass
class Table:
    """A ruled table of one page."""

    box: Box
    cells: list[Cell]
    edges: tuple[float, ...]

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return max(cell.row + cell.rows - 1 for cell in self.cells)


def table_of(boxes: Sequence[Box]) -> Table:
    """The cells that boxes are; every line of any of them parts rows or columns."""
    across = _lines(x for box in boxes for x in (box[0], box[2]))
    down = _lines(y for box in boxes for y in (box[1], box[3]))
    cells = []
    for box in sorted(boxes, key=lambda one: (one[1], one[0])):
        left, top, right, bottom = _at(across, box[0]), _at(down, box[1]), _at(across, box[2]), _at(down, box[3])
        cells.append(Cell(top + 1, left + 1, max(bottom - top, 1), max(right - left, 1), box))
    around = (across[0], down[0], across[-1], down[-1])
    return Table(around, sorted(cells, key=lambda one: (one.row, one.column)), tuple(across))


def _lines(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _APART:
            found.append(value)
    return found


def _at(lines: Sequence[float], value: float) -> int:
    return min(range(len(lines)), key=lambda at: abs(lines[at] - value))


def fill(table: Table, chars: Iterable[Char]) -> list[Char]:
    """Put characters into the cells that their middles lie in; what lies in none is given back."""
    inside: dict[int, list[Char]] = {}
    left_over = []
    for char in chars:
        x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
        for at, cell in enumerate(table.cells):
            if cell.box[0] <= x < cell.box[2] and cell.box[1] <= y < cell.box[3]:
                inside.setdefault(at, []).append(char)
                break
        else:
            left_over.append(char)
    for at, held in inside.items():
        cell, lines = table.cells[at], lines_of(held)
        if not lines:
            continue
        left = min(line.x0 for line in lines)
        # As much room at the right as at the left, for cells set from the left; and a line that reaches further is full.
        room = min(max(left - cell.box[0], 1.0), 9.0)
        right = max(cell.box[2] - room, max(line.x1 for line in lines))
        centred = len(lines) > 1 and all(
            abs((line.x0 + line.x1) / 2 - (cell.box[0] + cell.box[2]) / 2) < 2 for line in lines
        )
        # Lines in the middle are never indented, and full when they reach from side to side.
        cell.room = (cell.box[2], cell.box[2] - 6) if centred else (left, right)
        cell.said = paragraphs(lines, *cell.room)
    return left_over


def continues(before: Table, after: Table) -> bool:
    """Whether a table at the top of a page goes on with the one at the bottom of the page before."""
    return len(before.edges) == len(after.edges) and all(
        abs(one - other) <= 2 * _APART for one, other in zip(before.edges, after.edges, strict=True)
    )
