"""A table of a report on a sheet: merged places, rows high enough for what they say, totals as live formulas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from kaoping.reports.paper import Cell, Table
from kaoping.reports.xlsx_cells import TALLEST, Pen, at, cell_text, exact, height, number_format

#: A row higher than this is made of several rows of the sheet, so that a page can break within it.
_HIGH = TALLEST / 2
_SIZE = 10.5
#: Excel takes 255 arguments and 8,192 characters.
_MOST_RUNS = 120


def write_table(pen: Pen, table: Table, top: int, sheet: Sequence[float], spans: Sequence[tuple[int, int]]) -> int:
    """Write head and rows from row `top` on; the first row below it.

    :param sheet: the widths of the sheet's columns.
    :param spans: the first and last of them that each column of the table takes.
    """
    widths = [sum(sheet[first : last + 1]) for first, last in spans]
    for one, (first, end) in zip(table.columns, spans, strict=True):
        pen.text(top, first, one.title, to=(top, end), border=1, bold=True, align="center", bg_color="#E7E6E6")
    heights = [height(cell_text(one.title), widths[index], _SIZE) for index, one in enumerate(table.columns)]
    pen.sheet.set_row(top, min(max(heights, default=18.0), TALLEST))
    placed = list(_placed(table))
    starts = _rows(pen, placed, top + 1, widths)
    sums = _Sums()
    for (number, row_cells), row in zip(enumerate(placed), table.rows, strict=True):
        for column, cell in row_cells:
            last_row = starts[min(number + cell.down, len(table.rows))] - 1
            last = (last_row, spans[min(column + cell.across, len(table.columns)) - 1][1])
            align = table.columns[column].align
            # Words over several columns stand as in a line, not at the end of the room for numbers.
            align = "left" if cell.across > 1 and cell.number is None and align == "right" else align
            style: dict[str, Any] = {"border": 1, "align": align}
            if cell.strong or row.section or row.total:
                style["bold"] = True
            if row.section:
                style |= {"align": "left", "bg_color": "#F2F2F2"}
            place = (starts[number], spans[column][0])
            if last_row > place[0] and cell.down == 1:
                style["valign"] = "top"
            formula = sums.formula(place[1], cell.number) if row.total and cell.number is not None else None
            form = number_format(cell.text, cell.number) if cell.number is not None else None
            if formula is not None and form is not None and cell.number is not None:
                pen.formula(*place, formula, float(cell.number), to=last, num_format=form, **style)
                sums.total(place[1], place[0], cell.number)
            elif cell.number is not None and pen.number(*place, cell.number, cell.text, to=last, **style):
                if row.total:
                    sums.total(place[1], place[0], cell.number)
                elif not row.section:
                    sums.add(place[1], place[0], cell.number)
            elif cell.number is None:
                pen.text(*place, cell.text, to=last, **style)
        if row.total:
            sums.close()
    return starts[-1]


def _placed(table: Table) -> Iterator[list[tuple[int, Cell]]]:
    """For each row its cells with their columns; places that a cell above covers are passed over."""
    covered: dict[int, int] = {}
    for row in table.rows:
        found, column = [], 0
        for cell in row.cells:
            while covered.get(column, 0):
                column += 1
            if column >= len(table.columns):
                break
            found.append((column, cell))
            for one in range(column, column + cell.across):
                covered[one] = covered.get(one, 0) + cell.down
            column += cell.across
        yield found
        covered = {one: left - 1 for one, left in covered.items() if left > 1}


def _rows(pen: Pen, placed: Sequence[Sequence[tuple[int, Cell]]], top: int, widths: Sequence[float]) -> list[int]:
    """Where each row begins on the sheet, and where the table ends; heights are set."""
    needed = [18.0] * len(placed)
    for number, cells in enumerate(placed):
        for column, cell in cells:
            over = widths[column] if cell.across == 1 else sum(widths[column : column + cell.across])
            high = height(cell_text(cell.text), over, _SIZE)
            if cell.down == 1:
                needed[number] = max(needed[number], high)
                continue
            last = min(number + cell.down, len(placed)) - 1
            missing = high - sum(needed[number : last + 1])
            if missing > 0:
                needed[last] += missing
    starts = []
    for high in needed:
        starts.append(top)
        rows = int(high / TALLEST) and int(high / _HIGH) + 1
        for row in range(max(rows, 1)):
            pen.sheet.set_row(top + row, high / max(rows, 1))
        top += max(rows, 1)
    return [*starts, top]


class _Sums:
    """The numbers of each column so far, to say a total by the cells that it is the sum of."""

    def __init__(self) -> None:
        self._rows: dict[int, list[tuple[int, Decimal]]] = {}
        self._since: dict[int, int] = {}
        self._totals: dict[int, list[tuple[int, Decimal]]] = {}

    def add(self, column: int, row: int, number: Decimal) -> None:
        """A number of an ordinary row."""
        self._rows.setdefault(column, []).append((row, number))

    def total(self, column: int, row: int, number: Decimal) -> None:
        """A total that was written."""
        self._totals.setdefault(column, []).append((row, number))

    def close(self) -> None:
        """A row of totals ends what the next one may be the sum of."""
        self._since = {column: len(rows) for column, rows in self._rows.items()}

    def formula(self, column: int, number: Decimal) -> str | None:
        """The total as a formula: of the rows since the last total, of all rows, or of the totals; None if of none."""
        rows = self._rows.get(column, [])
        for cells in (rows[self._since.get(column, 0) :], rows, self._totals.get(column, [])):
            if cells and sum((value for _, value in cells), Decimal(0)) == number and exact(number) is not None:
                runs = _runs([row for row, _ in cells])
                if len(runs) > _MOST_RUNS:
                    continue
                said = ",".join(
                    at(first, column) if first == last else f"{at(first, column)}:{at(last, column)}"
                    for first, last in runs
                )
                return rounded_sum(f"SUM({said})", [value for _, value in cells])
        return None


def rounded_sum(formula: str, numbers: Sequence[Decimal]) -> str:
    """A sum as a formula; rounded to its own places where halves of halves would not add up exactly in Excel."""
    places = max((-int(number.normalize().as_tuple().exponent) for number in numbers), default=0)
    if all(number * 8 == (number * 8).to_integral_value() for number in numbers):
        return f"={formula}"
    return f"=ROUND({formula},{max(places, 0)})"


def _runs(rows: Sequence[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and found[-1][1] == row - 1:
            found[-1] = (found[-1][0], row)
        else:
            found.append((row, row))
    return found
