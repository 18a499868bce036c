"""Whose the points are that a cell of a rubric's table prints. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from kaoping.drafting.tables.content import Points, points_in
from kaoping.drafting.tables.grid import Cell, Grid
from kaoping.drafting.tables.layout import Layout
from kaoping.drafting.tables.plan import Plan


def assign(grid: Grid, plan: Plan, levels: Sequence[int], rows: Sequence[int]) -> None:
    """Whose the points of each cell are."""
    columns = plan.layout.of("points")
    if not levels:
        return
    for number, column in enumerate(columns):
        left = [at for at in levels if at < column and not any(at < other for other in columns[:number])]
        nearest = _ranked(plan, levels, column) or (max(left) if left and len(columns) > 1 else 0)
        for cell in grid.under(column, rows):
            found = points_in(cell.text)
            if found is not None and _of_one(plan.layout, column):
                hundredths = found.value * 100
                whole = hundredths.to_integral_value()
                found = found._replace(value=whole if whole == hundredths else hundredths.normalize())
            own = _own(plan, levels, cell, nearest) if found is not None else None
            if own is not None and found is not None:
                plan.points.setdefault(own, []).append((cell, found))
    for own, printed in plan.points.items():
        plan.points[own] = _without_steps(printed)


def _without_steps(printed: list[tuple[Cell, Points]]) -> list[tuple[Cell, Points]]:
    """The points of an item, where one column prints the most and another the steps up to it: the most alone."""
    columns: dict[int, list[tuple[Cell, Points]]] = {}
    for one in printed:
        columns.setdefault(one[0].column, []).append(one)
    if len(columns) != 2:
        return printed
    for most, steps in ((one, other) for one in columns.values() for other in columns.values() if one is not other):
        if len(most) == 1 and most[0][1].value == max(found.value for _, found in steps):
            return most
    return printed


def _ranked(plan: Plan, levels: Sequence[int], column: int) -> int:
    """The level whose points a column holds by its head: 分值 over 一级, 二级."""
    named = plan.layout.columns[column].word
    if named is None or not named.rank:
        return 0
    ranks = ((at, plan.layout.columns[at].word) for at in levels)
    return next((at for at, one in ranks if one is not None and one.explicit and one.rank == named.rank), 0)


def _of_one(layout: Layout, column: int) -> bool:
    """Whether a column prints weights as parts of one: they count for hundredths."""
    own = layout.columns[column]
    return own.word is not None and own.word.kind == "weight" and 0 < own.held.most <= 1


def _own(plan: Plan, levels: Sequence[int], cell: Cell, nearest: int) -> tuple[int, int] | None:
    """The level's cell that a cell of points speaks for."""
    if nearest and plan.roles.get(nearest) in ("dimension", "group"):
        found = plan.holder(nearest, cell.row)
        if found is not None:
            return found
    item = plan.holder(plan.item, cell.row)
    if item is None or (cell.rows > 1 and cell.last > plan.ends[item]):
        for at in reversed(levels):
            wide = plan.holder(at, cell.row)
            if wide is not None and wide[1] == cell.row and plan.ends[wide] == cell.last and at != plan.item:
                return wide
    return item
