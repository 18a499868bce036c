"""The columns that tables below each other on one sheet share: each column of a table takes one or more of them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kaoping.reports.paper import Chart, Column, Table

#: No column is narrower, in millimetres; edges nearer than `_NEAR` become one.
_LEAST = 8.0
_NEAR = 4.0


def shared_widths(tables: Sequence[Table]) -> list[float]:
    """The widths of the sheet's columns; of one table, its own."""
    if len(tables) == 1:
        return [max(float(column.width), _LEAST) for column in tables[0].columns]
    whole = max(_edges(table)[-1] for table in tables)
    edges = [0.0, whole]
    # A table with many columns has the least room to give.
    for table in sorted(tables, key=lambda one: -len(one.columns)):
        for edge in _edges(table, whole)[1:-1]:
            if all(abs(edge - other) >= _NEAR for other in edges):
                edges.append(edge)
    edges.sort()
    return [right - left for left, right in pairwise(edges)]


def columns_of(table: Table, widths: Sequence[float]) -> list[tuple[int, int]]:
    """The first and last of the sheet's columns that each column of a table takes."""
    count = len(table.columns)
    if len(widths) <= count:
        return [(at, at) for at in range(count)]
    ends, passed = [], 0.0
    for width in widths:
        passed += width
        ends.append(passed)
    found, first = list[tuple[int, int]](), 0
    for at, edge in enumerate(_edges(table, passed)[1:]):
        still = count - at - 1
        # Each of those that follow needs a column as well.
        off = {abs(ends[one] - edge): one for one in reversed(range(first, len(widths) - still))}
        last = off[min(off)] if still else len(widths) - 1
        found.append((first, last))
        first = last + 1
    return found


def as_table(chart: Chart, page: float) -> Table:
    """The columns of a chart's numbers: the labels, and each series.

    :param page: the width within the margins, in millimetres.
    """
    each = int(max(min((page - 60) / max(len(chart.series), 1), 60), 22))
    label = int(max(page - each * len(chart.series), 60))
    return Table("chart", (Column("", label), *(Column(name, each) for name, _ in chart.series)), ())


def _edges(table: Table, whole: float | None = None) -> list[float]:
    """Where its columns begin and end, from the left; as wide as `whole` where that is given."""
    edges = [0.0]
    for column in table.columns:
        edges.append(edges[-1] + max(float(column.width), _LEAST))
    if whole is None or not edges[-1]:
        return edges
    return [edge * whole / edges[-1] for edge in edges]


__all__ = ["as_table", "columns_of", "shared_widths"]
