"""A table's rows as a full grid, for formats that know no cell over several places."""

from __future__ import annotations

from collections.abc import Iterator

from kaoping.reports.paper import Cell, Table


def spread(table: Table) -> Iterator[list[Cell | None]]:
    """Each row with as many places as there are columns: a cell where it begins, None where one covers the place."""
    width = len(table.columns)
    covered: dict[int, int] = {}
    for row in table.rows:
        line: list[Cell | None] = []
        cells = iter(row.cells)
        while len(line) < width:
            at = len(line)
            if covered.get(at, 0):
                covered[at] -= 1
                line.append(None)
                continue
            cell = next(cells, None)
            across = min(cell.across if cell is not None else 1, width - at)
            line.append(cell)
            line += [None] * (across - 1)
            if cell is not None and cell.down > 1:
                covered |= dict.fromkeys(range(at, at + across), cell.down - 1)
        yield line


__all__ = ["spread"]
