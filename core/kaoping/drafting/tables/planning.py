"""How the rows below one head are to be read: columns, levels, grades, weights, as far as the head and what stands above tell. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kaoping.drafting.outlines.sections import about
from kaoping.drafting.phrases import plain
from kaoping.drafting.tables.content import points_in
from kaoping.drafting.tables.depth import plan_of
from kaoping.drafting.tables.grades import scale_of
from kaoping.drafting.tables.grid import Cell, Grid
from kaoping.drafting.tables.layout import Layout, layout_of
from kaoping.drafting.tables.plan import Plan, kind_of
from kaoping.drafting.tables.rows import Block
from kaoping.drafting.tables.weights import agree, weigh
from kaoping.drafting.values import Role
from kaoping.intake.marks import mark
from kaoping.intake.paper import Paper


def planned(
    paper: Paper,
    grid: Grid,
    block: Block,
    chosen: Mapping[int, Role],
    before: Plan | None,
    like: Plan | None,
    led: int,
    *,
    by_sheet: bool,
) -> Plan:
    """How a block is read.

    :param before: how the table is read that this one goes on, without a head of its own
    :param like: how a table with the same head is read
    :param led: how many levels the paragraphs before the table take
    :param by_sheet: whether the name of the workbook's sheet is a level
    """
    layout = layout_of(grid, block.head, block.items, chosen, _heads(grid, block))
    if block.head is None and before is not None:
        layout = _inherited(layout, before.layout)
    elif like is not None:
        layout = _inherited(layout, like.layout)
    sections = [row.at for row in block.rows if row.kind == "section"]
    stops = [row.at for row in block.rows if row.kind in ("section", "total")]
    above = _above(grid, sections)
    named = [one for at in layout.levels if (one := layout.columns[at].word) is not None and one.explicit]
    sheets = False
    if not any(one.rank == 1 for one in named):
        if by_sheet and not above:
            above, sheets = 1, True
        above = min(2, above + led) if not sheets else above
    plan = plan_of(grid, layout, block.items, stops, above, before or (like if like and like.above == above else None))
    plan.above, plan.sheets = above, sheets
    plan.scale = scale_of(paper, layout)
    if plan.scale is not None and not plan.scale.known and layout.of("points"):
        first = layout.columns[plan.scale.columns[0]]
        if plan.scale.named and plan.scale.blank(grid) and first.fixed is None:
            first.why = f"没有读到等级“{'、'.join(plan.scale.titles)}”各得多少分：各项按分值给分，没有写成等级"
    weigh(grid, plan)
    _of_hundred(grid, plan, block)
    _settle_weights(plan)
    return plan


def _of_hundred(grid: Grid, plan: Plan, block: Block) -> None:
    """Where every item is marked out of 100 and counts by its weight, what a case costs is no number of points."""
    weights = [at for at in plan.layout.of("points") if (one := plan.layout.columns[at].word) and one.kind == "weight"]
    rules = [cell.text for at in plan.layout.of("standard") for cell in grid.under(at, block.items)]
    told = sum(re.search(r"(?<!\d)100\s*分", plain(text)) is not None for text in rules)
    if weights and rules and 2 * told >= len(rules):
        plan.hundred = True
        column = plan.layout.columns[weights[-1]]
        column.why = "评分规则按每项 100 分给分，再按权重计入总分：扣分的数没有折算，只记在说明里，由考评人算出"
        column.others = ("note",)


def _settle_weights(plan: Plan) -> None:
    """Ask about a column of weights only where it does not add up, and once."""
    weights = [at for at in plan.layout.of("points") if plan.layout.columns[at].why.startswith("没有“分值”一列")]
    for at in weights if agree(plan) else weights[:-1]:
        plan.layout.columns[at].why = ""
    if plan.nested:
        last = plan.layout.columns[max(plan.layout.of("points"))]
        last.why, last.others = plan.nested, ("points", "note")


def _above(grid: Grid, sections: Sequence[int]) -> int:
    """How many levels the headings over the whole width take."""
    kinds = []
    for row in sections:
        text = " ".join(cell.text for cell in grid.begins(row) if points_in(cell.text) is None)
        number = mark(text)
        if about(text[number.end if number else 0 :], text, scored=True) is None:
            kinds.append(kind_of(number))
    return min(2, len(set(kinds)))


def _heads(grid: Grid, block: Block) -> dict[int, list[Cell]]:
    """The cells of a head over each column, the lowest last."""
    found: dict[int, list[Cell]] = {}
    if block.head is None:
        return found
    for row in range(block.head.first, block.head.last + 1):
        for cell in grid.begins(row):
            for column in range(cell.column, cell.right + 1):
                found.setdefault(column, []).append(cell)
    return found


def _inherited(layout: Layout, other: Layout) -> Layout:
    """The columns of a table that goes on without a head, or has the same: as in the other."""
    for at, column in layout.columns.items():
        known = other.columns.get(at)
        if known is not None:
            column.kind, column.word, column.fixed, column.why = known.kind, known.word, known.fixed, ""
    layout.levels = [at for at in other.levels if at in layout.columns]
    return layout
