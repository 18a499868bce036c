"""How a table is read: which column holds which level, which cells belong to which, whose points a cell prints. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal

from kaoping.drafting.tables.content import Points
from kaoping.drafting.tables.grades import Scale
from kaoping.drafting.tables.grid import Cell, Grid
from kaoping.drafting.tables.layout import Layout
from kaoping.drafting.values import Role
from kaoping.intake.marks import Mark, alone, mark

#: What marks an item beside its number.
_SIGNS = re.compile(r"[★☆※▲△◆●*]+")


@dataclass(slots=True)
class Plan:
    """How a table is read.

    :ivar roles: of each level column
    :ivar item: the column whose cells are rated; 0 where none is
    :ivar steps: for tables with all levels in one column: the kind of number of each level, and its role
    :ivar ends: (column, row where a cell begins) -> the last row it speaks for; `starts` are these rows for each column
    :ivar points: (column, row) of a level's cell -> the cells that print points for it
    :ivar numbers: the level column that the column of numbers counts
    :ivar scale: the grades that items are rated by
    :ivar worth: (column, row) of a level's cell -> its points, where they had to be worked out; `nested` says how
    :ivar bare: whether the points stand behind the words of each item, as a number in brackets alone
    :ivar hundred: whether the rules give each item points out of a hundred, of which its weight is a share
    :ivar above: how many levels stand above the table's own; `sheets` where the name of the sheet is one
    """

    layout: Layout
    roles: dict[int, Role] = field(default_factory=dict)
    item: int = 0
    steps: dict[str, Role] = field(default_factory=dict)
    ends: dict[tuple[int, int], int] = field(default_factory=dict)
    numbers: int = 0
    points: dict[tuple[int, int], list[tuple[Cell, Points]]] = field(default_factory=dict)
    starts: dict[int, list[int]] = field(default_factory=dict)
    scale: Scale | None = None
    worth: dict[tuple[int, int], Decimal] = field(default_factory=dict)
    nested: str = ""
    bare: bool = False
    above: int = 0
    sheets: bool = False
    hundred: bool = False

    def holder(self, column: int, row: int) -> tuple[int, int] | None:
        """The cell of a level column that speaks for a row, also where blanks below it mean "as above"."""
        known = self.starts.get(column, [])
        at = bisect_right(known, row) - 1
        return (column, known[at]) if at >= 0 and row <= self.ends[column, known[at]] else None


def kind_of(found: Mark | None) -> str:
    """The kind of a number as levels are told apart by it."""
    if found is None:
        return ""
    return f"dotted{len(found.value)}" if found.kind == "dotted" else found.kind


def mark_in(grid: Grid, plan: Plan, row: int) -> Mark | None:
    """The number that a row begins with: in the column of numbers, or before the words."""
    for at in plan.layout.of("number"):
        cell = grid.at(row, at)
        if cell is not None and cell.row == row:
            text, words = unsigned(cell.text.strip()), unsigned(cell.words)
            found = alone(text) or _bare_cn(words) or _dotted(words) or mark(text)
            if found is not None:
                return found
    for at in plan.layout.levels:
        cell = grid.at(row, at)
        if cell is not None and cell.row == row:
            return mark(cell.text.strip())
    return None


def unsigned(text: str) -> str:
    """A number without the signs that mark its item: ★1."""
    return _SIGNS.sub("", text) or text


def _dotted(text: str) -> Mark | None:
    """`1.1` or `1-1` alone in a cell of the column of numbers."""
    parts = re.fullmatch(r"\d{1,3}(?:[.．\-—－]\d{1,3}){1,3}", text)
    return Mark("dotted", tuple(map(int, re.split(r"[.．\-—－]", text))), len(text)) if parts else None


def _bare_cn(text: str) -> Mark | None:
    """`一` alone in a cell of the column of numbers."""
    found = mark(f"{text}、")
    return found if found is not None and found.kind == "cn" and len(text) <= 4 else None
