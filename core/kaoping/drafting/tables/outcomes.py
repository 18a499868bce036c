"""Small tables that say which result follows from how many points, in rows or in columns. Pure."""

from __future__ import annotations

import re

from kaoping.drafting.making.reads import Read
from kaoping.drafting.phrases import NUMBER, plain
from kaoping.drafting.tables.cells import cell_reads
from kaoping.drafting.tables.grid import Cell, Grid
from kaoping.intake.paper import Paper

_RANGE = re.compile(
    rf"[^\d]{{0,4}}(?:{NUMBER}\s*分?\s*(?:\([^()]*\))?\s*(?:及)?(?:以上|以下)|{NUMBER}\s*分?\s*(?:\([^()]*\))?\s*[-—–~～至到]+\s*{NUMBER}\s*分?|(?:低于|不足|不满)\s*{NUMBER}\s*分?).{{0,8}}"
)
_NAME = re.compile(r"[^\d。；;]{1,12}")


def outcome_reads(paper: Paper, grid: Grid) -> list[Read] | None:
    """The reads of such a table; None where it is none."""
    ranges = [cell for cell in grid.cells if _RANGE.fullmatch(plain(cell.text.strip()))]
    if len(ranges) < 2 or len(grid.cells) > 3 * len(ranges) + 4:
        return None
    rows, columns = {cell.row for cell in ranges}, {cell.column for cell in ranges}
    if len(rows) == 1:
        pairs = [(cell, _label(grid, cell.row, cell, across=True)) for cell in ranges]
    elif len(columns) == 1:
        pairs = [(cell, _label(grid, cell.row, cell, across=False)) for cell in ranges]
    else:
        return None
    if any(name is None for _, name in pairs):
        return None
    found: list[Read] = []
    told = {id(cell): name for cell, name in pairs}
    for cell in grid.cells:
        name = told.get(id(cell))
        for number, read in enumerate(cell_reads(paper, cell, "outcome" if name is not None else "head")):
            if name is not None:
                score = cell.words if "分" in cell.words else re.sub(r"(\d)(?!.*\d)", r"\1分", cell.words)
                read.text, read.joins = (f"{score}为{name.words}", False) if number == 0 else ("", True)
            found.append(read)
    return found


def _label(grid: Grid, row: int, cell: Cell, *, across: bool) -> Cell | None:
    """The name of the result that a range stands beside."""
    if across:
        beside = [one for one in grid.cells if one.column == cell.column and one.row != row]
    else:
        beside = [one for one in grid.begins(row) if one is not cell]
    named = [one for one in beside if _NAME.fullmatch(one.words)]
    return named[0] if named else None
