"""What the column of rules beside an item says of its worth: its levels, and what entries of so many points come to. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kaoping.drafting.making.reads import Grade
from kaoping.drafting.phrases import NUMBER, plain, total_of
from kaoping.drafting.phrases.earned import in_full, tiers
from kaoping.drafting.tables.cells import Segment, segments_of
from kaoping.drafting.tables.content import Points
from kaoping.drafting.tables.grid import Cell, Grid
from kaoping.drafting.tables.plan import Plan
from kaoping.drafting.tables.words import sum_of
from kaoping.intake.paper import Paper

_BRACKETS = re.compile(rf"[(\[【〔]\s*({NUMBER})\s*分\s*[)\]】〕]")
_HUNDRED = Decimal(100)


def levels_beside(grid: Grid, plan: Plan, row: int, points: Decimal | None) -> tuple[Grade, ...]:
    """The levels that the rules beside an item print: 达到90%得10分，80%至90%得6分，80%以下不得分."""
    for cell in _rules(grid, plan, row) if points is not None else ():
        shares = in_full(tiers(cell.text.replace("\n", "")), _HUNDRED) if plan.hundred else []
        if shares and len({title for title, _ in shares}) == len(shares):
            return tuple(Grade(title, share=value) for title, value in shares)
        levels = in_full(tiers(cell.text.replace("\n", "")), points) if points is not None and cell.rows == 1 else []
        if levels and len({title for title, _ in levels}) == len(levels):
            return tuple(Grade(title, value) for title, value in levels)
    return ()


def sum_below(paper: Paper, grid: Grid, plan: Plan, row: int) -> Decimal | None:
    """What the points that an item's demands print behind them come to; None where one of them prints none."""
    own = plan.holder(plan.item, row)
    columns = [at for at, role in plan.roles.items() if role == "requirement"]
    if own is None or not columns:
        return None
    cells = [
        cell for cell in grid.under(columns[0], [*range(row, plan.ends[own] + 1)]) if row <= cell.row <= plan.ends[own]
    ]
    worth = [_printed(segments_of(paper, cell)) for cell in cells]
    known = [one for one in worth if one is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(worth) else None


def _printed(segments: Sequence[Segment]) -> Decimal | None:
    """What the points in brackets behind demands come to, also where a cost follows: 设有图书角（10分），每缺1个扣2分."""
    own = [Decimal(value) for one in segments for value in _BRACKETS.findall(plain(one.text))]
    return sum(own, Decimal(0)) if own else sum_of(segments)


def most_beside(grid: Grid, plan: Plan, row: int, printed: Sequence[tuple[Cell, Points]]) -> Decimal | None:
    """What the rules beside 5分/项 say that all of them come to: 按件计分，满分30分."""
    if len(printed) != 1 or printed[0][1].sure or not re.search(r"/|每", printed[0][0].text):
        return None
    return next((value for cell in _rules(grid, plan, row) if (value := total_of(cell.text)) is not None), None)


def _rules(grid: Grid, plan: Plan, row: int) -> Iterator[Cell]:
    """The cells of rules that begin in a row."""
    for at in plan.layout.of("standard"):
        cell = grid.at(row, at)
        if at != plan.item and cell is not None and (cell.row, cell.column) == (row, at):
            yield cell
