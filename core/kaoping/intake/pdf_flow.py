"""The blocks of all pages in one flow: paragraphs and tables that go on over a page's end are one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from kaoping.intake.paper import Aside, Passage
from kaoping.intake.pdf_lines import Line, goes_on, joined
from kaoping.intake.pdf_tables import Cell, Table, continues

Block = Line | Table
#: Rows that a table's head may have.
_MOST_HEADS = 3


class _End(NamedTuple):
    """A cell that reaches to the end of its table's page, and its passages."""

    cell: Cell
    indices: range


@dataclass
class _Open:
    """A table that may go on: its rows so far, those of its head, and by column the cells at its end."""

    table: Table
    head: list[dict[int, str]]
    rows: int = 0
    ends: dict[int, _End] = field(default_factory=dict)


class Flow:
    """Takes the pages one after the other."""

    def __init__(self) -> None:
        self.found: list[Passage] = []
        self.asides: list[Aside] = []
        self._open: list[Line] = []
        self._place = ""
        self._right = 0.0
        self._left = 0.0
        self._tables = 0
        self._table: _Open | None = None

    def aside(self, what: str, place: str, text: str = "") -> None:
        """Keep something that is no passage."""
        self.asides.append(Aside(what, place, text, len(self.found) + bool(self._open)))

    def page(self, number: int, blocks: Sequence[Block]) -> None:
        """One page's blocks, from the top down."""
        lines = [one for one in blocks if isinstance(one, Line)]
        if lines:
            # Lines of one page are set alike; a page with few of them goes by the one before.
            self._left = min(line.x0 for line in lines) if len(lines) > 2 or not self._right else self._left
            reach = max(line.x1 for line in lines)
            self._right = reach if len(lines) > 2 else max(reach, self._right)
        at = 0
        for block in blocks:
            if isinstance(block, Table):
                self._close()
                self._take(block, number)
                continue
            at += 1
            self._table = None
            if self._open and goes_on(self._open, block, self._left, self._right):
                self._open.append(block)
                continue
            self._close()
            self._open, self._place = [block], f"第{number}页第{at}行"

    def end(self) -> None:
        """Keep what is left."""
        self._close()

    def _close(self) -> None:
        if self._open:
            self.found.append(Passage(joined(self._open), self._place))
        self._open = []

    def _take(self, table: Table, page: int) -> None:
        before = self._table if self._table is not None and continues(self._table.table, table) else None
        if before is None:
            self._tables += 1
            before = _Open(table, head=_rows(table, _MOST_HEADS))
            skipped = 0
        else:
            skipped = self._repeated(before.head, table, page)
        row = [cell for cell in table.cells if cell.row == skipped + 1]
        rest = _split_row(row, before)
        for cell in rest:
            self._append(*before.ends[cell.column], cell)
        away = skipped + bool(rest)
        first = before.rows - away
        ends: dict[int, _End] = {}
        for cell in table.cells:
            end = before.ends.get(cell.column)
            if cell in rest or cell.row + cell.rows - 1 <= skipped:
                kept = end
            elif cell.said and cell.row > away:
                kept = self._keep(cell, cell.row + first, page)
            elif end is not None and cell.row <= skipped + 1 and (cell.rows > 1 or end.cell.rows > 1 or rest):
                # A cell that is merged over the page's end is empty on the next one.
                self._lengthen(end, cell.row + cell.rows - 1 - away)
                kept = end
            else:
                kept = None
            if kept is not None and cell.row + cell.rows - 1 == table.rows:
                ends[cell.column] = kept
        self._table = _Open(table, before.head, before.rows + max(table.rows - away, 0), ends)

    def _keep(self, cell: Cell, row: int, page: int) -> _End:
        place = f"第{page}页 表{self._tables} 第{row}行第{cell.column}列"
        at = len(self.found)
        self.found += [
            Passage(joined(said), place, "", self._tables, row, cell.column, cell.rows, cell.columns)
            for said in cell.said
        ]
        return _End(cell, range(at, len(self.found)))

    def _lengthen(self, end: _End, rows: int) -> None:
        for index in end.indices:
            self.found[index] = replace(self.found[index], rows=self.found[index].rows + max(rows, 0))

    def _repeated(self, head: Sequence[Mapping[int, str]], table: Table, page: int) -> int:
        """How many rows at the top say again what the table's head said."""
        count = 0
        for own, first in zip(_rows(table, _MOST_HEADS), head, strict=False):
            if not own or own != first or any(cell.row == count + 1 and cell.rows > 1 for cell in table.cells):
                break
            count += 1
        if count == table.rows:
            count = 0
        for row in head[:count]:
            self.aside("每页重复的表头", f"第{page}页", " ".join(row.values()))
        return count

    def _append(self, cell: Cell, indices: range, rest: Cell) -> None:
        """What a page's end cut off goes back to the cell that it was cut from."""
        one, said = self.found[indices[-1]], [joined(part) for part in rest.said]
        if goes_on(cell.said[-1], rest.said[0][0], *cell.room):
            said[0] = one.text + joined([*cell.said[-1], *rest.said[0]]).removeprefix(joined(cell.said[-1]))
        else:
            said = [one.text, *said]
        self.found[indices[-1]] = replace(one, text="\n".join(said))


def _rows(table: Table, most: int) -> list[dict[int, str]]:
    return [
        {cell.column: cell.text for cell in table.cells if cell.row == row and cell.said}
        for row in range(1, min(table.rows, most) + 1)
    ]


def _split_row(row: Sequence[Cell], before: _Open) -> list[Cell]:
    """The cells of a first row that is the rest of the row before: only some go on, from where the text was cut off."""
    last = {column: end.cell for column, end in before.ends.items() if end.cell.rows == 1}
    said = [cell for cell in row if cell.said]
    if not said or len(said) >= len(last) or any(cell.rows > 1 or cell.column not in last for cell in said):
        return []
    cut = all(goes_on(last[cell.column].said[-1], cell.said[0][0], *last[cell.column].room) for cell in said)
    return said if cut or (len(said) == 1 and len(last) > 2) else []
