"""The tables of a Word report: rows copied from a prototype, which is many times faster than adding and merging them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import NamedTuple

from kaoping.reports.docx_grid import ABOVE, SIDE, Line, Place, grid
from kaoping.reports.docx_text import has_long_word, lines_of, width_of
from kaoping.reports.docx_xml import Element, el, keep_with_next, paragraph, put, write
from kaoping.reports.paper import Cell, Column, Row, Table

#: Size and line of the text in a table, and the least height of a row.
SIZE, LINE, LEAST = 210, 320, 454


class Setting(NamedTuple):
    """How the text of a table is set: styles of head and cells, size, line, and the least height of a row."""

    head: str
    cell: str
    size: int
    line: int
    least: int


USUAL, SMALL = Setting("CellHead", "CellText", SIZE, LINE, LEAST), Setting("SmallHead", "SmallText", 180, 240, 330)
#: A row higher than this may be parted by the end of a page.
TALL = 4500
#: No column is made narrower than this for another's numbers; what has more signs is no number.
_NARROW, _MOST_SIGNS = 800, 14
#: A digit of a wide font, and into how many lines a head may be broken.
_DIGIT, _HEAD_LINES = 137, 6
_SHADE, _SECTION = "E7E7E7", "F2F2F2"
#: What a table without rows says.
NONE = "（无）"


def edges_of(table: Table, area: int) -> list[int]:
    """Where each column begins and the last ends: as wide as the text together, no number broken, no head too high."""
    given = [max(1, column.width) for column in table.columns]
    widths = [area * width // sum(given) for width in given]
    numbers = _for_numbers(table)
    heads = [-(-width_of(column.title, SIZE) // _HEAD_LINES) + SIZE + 2 * SIDE for column in table.columns]
    # For a number a column of words gives more than for a head.
    for needs, kept in ((numbers, 1), (heads, 3)):
        floors = [
            max(number, width * kept // 5, min(width, _NARROW)) for number, width in zip(numbers, widths, strict=True)
        ]
        short = [max(0, need - width) for need, width in zip(needs, widths, strict=True)]
        spare = [max(0, width - max(need, floor)) for need, floor, width in zip(needs, floors, widths, strict=True)]
        taken = min(sum(short), sum(spare))
        if taken:
            widths = [
                width + taken * more // sum(short) - taken * less // sum(spare)
                for width, more, less in zip(widths, short, spare, strict=True)
            ]
    return [*(sum(widths[:at]) for at in range(len(widths))), area]


def _for_numbers(table: Table) -> list[int]:
    """How wide each column must be for its numbers; a range may be broken between its ends."""
    longest = [0] * len(table.columns)
    for row in table.rows:
        if len(row.cells) == len(longest):
            for at, cell in enumerate(row.cells):
                if cell.number is not None or table.columns[at].align == "right":
                    longest[at] = max(longest[at], *map(len, cell.text.split() or ("",)))
    return [signs * _DIGIT + 2 * SIDE + 20 if 0 < signs <= _MOST_SIGNS else 0 for signs in longest]


def print_table(table: Table, area: int, *, lead: bool = False, setting: Setting = USUAL) -> Element:
    """A table whose head is repeated on each page.

    :param lead: whether its last row stays with what follows.
    """
    columns = table.columns
    edges = edges_of(table, area)
    heads = [
        Place(edges[at], edges[at + 1], (paragraph(column.title, setting.head),), shade=_SHADE)
        for at, column in enumerate(columns)
    ]
    made = grid([Line(heads, setting.least, head=True)], area)
    printer = _Rows(columns, edges, setting)
    rows = table.rows or (Row((Cell(NONE, across=len(columns)),)),)
    for row in rows:
        made.append(printer.row(row))
    if lead:
        keep_with_next(made[-1])
    return made


@dataclass(slots=True)
class _Held:
    """A cell that covers rows below: how many are left, and how many columns."""

    left: int
    across: int


class _Rows:
    """Makes the rows of one table, from top to bottom."""

    def __init__(self, columns: Sequence[Column], edges: Sequence[int], setting: Setting) -> None:
        self._setting = setting
        self._columns = columns
        self._edges = edges
        self._row = grid([Line((), setting.least)], edges[-1])[-1]
        self._cells = {strong: self._prototypes(strong) for strong in (False, True)}
        self._held: dict[int, _Held] = {}

    def _prototypes(self, strong: bool) -> list[Element]:
        """A cell of each column with a run of one piece of text."""
        places = [
            Place(
                self._edges[at],
                self._edges[at + 1],
                (paragraph("-", self._setting.cell, strong=strong, jc=column.align),),
            )
            for at, column in enumerate(self._columns)
        ]
        return list(grid([Line(places)], self._edges[-1])[-1])[1:]

    def row(self, row: Row) -> Element:
        """The next row."""
        made = deepcopy(self._row)
        tallest = 0
        keep = row.section
        for at, cell, merge in self._placed(row):
            last = at + cell.across
            made.append(self._cell(at, cell, merge, row))
            room = self._edges[last] - self._edges[at] - 2 * SIDE
            if cell.down == 1:
                tallest = max(tallest, lines_of(cell.text, room, self._setting.size) * self._setting.line + 2 * ABOVE)
            keep = keep or (cell.down > 1 and merge == "restart")
        if tallest > TALL:
            about = made[0]
            about.remove(about[0])
        elif keep:
            keep_with_next(made)
        return made

    def _placed(self, row: Row) -> Iterator[tuple[int, Cell, str | None]]:
        """Column, cell and merge of each place from left to right; covered places and those left out are empty cells."""
        cells = list(row.cells)
        if row.section and len(cells) == 1 and not self._held:
            cells = [replace(cells[0], across=len(self._columns))]
        at, end = 0, len(self._columns)
        while at < end:
            held = self._held.get(at)
            if held is not None:
                held.left -= 1
                if not held.left:
                    del self._held[at]
                yield at, Cell("", across=held.across), "continue"
                at += held.across
                continue
            cell = cells.pop(0) if cells else Cell("")
            if cell.across > 1:
                cell = replace(cell, across=max(1, min(cell.across, self._free(at))))
            if cell.down > 1:
                self._held[at] = _Held(cell.down - 1, cell.across)
            yield at, cell, "restart" if cell.down > 1 else None
            at += cell.across
        if cells:
            raise ValueError(f"a row has {len(cells)} cells more than its table has places")

    def _free(self, at: int) -> int:
        return next((column for column in sorted(self._held) if column > at), len(self._columns)) - at

    def _cell(self, at: int, cell: Cell, merge: str | None, row: Row) -> Element:
        made = deepcopy(self._cells[cell.strong or row.section or row.total][at])
        about, text = made
        if cell.across > 1:
            put(about[0], "w", self._edges[at + cell.across] - self._edges[at])
            about.insert(1, el("gridSpan", {"val": cell.across}))
        if merge is not None:
            about.insert(len(about) - 1, el("vMerge", {"val": merge}))
        if row.section:
            about.insert(len(about) - 1, el("shd", {"val": "clear", "color": "auto", "fill": _SECTION}))
        if has_long_word(cell.text):
            text[0][1:1] = [el("wordWrap", {"val": 0})]
        words_at_right = cell.across > 1 and cell.number is None and self._columns[at].align == "right"
        if words_at_right or (row.section and cell.across == len(self._columns)):
            put(text[0][-1], "val", "left")
        if cell.text:
            write(text[1], cell.text)
        else:
            text.remove(text[1])
        return made
