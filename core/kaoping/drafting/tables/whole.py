"""Which tables of a document belong together: cut by pages, nested in cells, of one form with the same head. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kaoping.drafting.tables.content import points_in
from kaoping.drafting.tables.grid import Cell, Grid, grid_from, grid_of
from kaoping.drafting.tables.rows import Block, blocks_of
from kaoping.intake.marks import alone
from kaoping.intake.paper import Paper

#: What may stand between the two halves of a table that a page cuts.
_BETWEEN = re.compile(
    r"\s*[(（]?\s*(?:续|接|上|转|下|附)?\s*(?:续?表|上页|下页|页)?[\s\d一二三四五六七八九十—–\-:：]*[)）]?\s*"
)
_OPEN = re.compile(r"[^。；;！!？?：:…”’」』）)\]】》\s\d]\s*\Z")
_PAGED = ("docx", "html", "pdf")


@dataclass(slots=True)
class Whole:
    """A table as its author drew it.

    :ivar tables: the numbers of the document's tables that it is made of
    :ivar indices: the passages of each
    :ivar inner: passages of tables that stand in its cells
    """

    tables: list[int]
    indices: list[list[int]]
    inner: list[int] = field(default_factory=list)

    @property
    def passages(self) -> list[int]:
        """All its passages but those of nested tables."""
        return [index for own in self.indices for index in own]


def tables_in(paper: Paper) -> dict[int, list[int]]:
    """The passages of each table, tables in the order in which they begin."""
    found: dict[int, list[int]] = {}
    for index, passage in enumerate(paper.passages):
        if passage.table:
            found.setdefault(passage.table, []).append(index)
    return found


def wholes_of(paper: Paper) -> list[Whole]:
    """The document's tables, those put together that pages cut, those within cells with the table around them."""
    tables = tables_in(paper)
    hosts = _hosts(paper, tables)
    inside: dict[int, list[int]] = {}
    for table in hosts:
        inside.setdefault(_outermost(table, hosts), []).extend(tables[table])
    found: list[Whole] = []
    #: The first part of the table that may go on, and the blocks of its last part.
    first: tuple[Grid, Block] | None = None
    tail: list[Block] = []
    for table, indices in tables.items():
        if table in hosts:
            continue
        grid = grid_of(paper, indices)
        own = blocks_of(grid)
        inner = inside.get(table, [])
        if first is not None and not inner and _is_cut(paper, found[-1], first, tail, indices, grid, own):
            found[-1].tables.append(table)
            found[-1].indices.append(indices)
        else:
            found.append(Whole([table], [indices], inner))
            first = (grid, own[-1]) if own[-1].head is not None else None
        tail = own
    return found


def _hosts(paper: Paper, tables: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """For each table in a cell of a rubric, the table around it; a table that only lays out others is none."""
    found: dict[int, int] = {}
    for table, indices in tables.items():
        within = paper.passages[indices[0]].within
        if within is None or within[0] not in tables:
            continue
        outer = blocks_of(grid_of(paper, tables[within[0]]))
        if any(within[1] in block.items for block in outer if block.head is not None):
            found[table] = within[0]
    return found


def _outermost(table: int, hosts: Mapping[int, int]) -> int:
    seen = {table}
    while table in hosts and hosts[table] not in seen:
        table = hosts[table]
        seen.add(table)
    return table


def _is_cut(
    paper: Paper,
    last: Whole,
    first: tuple[Grid, Block],
    tail: Sequence[Block],
    indices: Sequence[int],
    grid: Grid,
    own: Sequence[Block],
) -> bool:
    """Whether a table goes on with the one before it, behind a page: the same head or none, and nothing between them."""
    if paper.form not in _PAGED or len(own) > 1:
        return False
    between = paper.passages[last.indices[-1][-1] + 1 : indices[0]]
    if any(one.table or not _BETWEEN.fullmatch(one.printed) for one in between):
        return False
    if own[0].head is None:
        if not own[0].items or not _fits(*first, grid, own[0]):
            return False
    elif first[1].named != own[0].named:
        return False
    if any(row.kind == "total" for row in tail[-1].rows[-2:]) or any(
        row.kind in ("title", "section") for row in own[0].rows[:1]
    ):
        return False
    return not _starts_again(paper, last.indices[-1], indices)


def _fits(above: Grid, before: Block, grid: Grid, block: Block) -> bool:
    """Whether the columns of a table without a head hold what those of the table before it do."""
    if above.width != grid.width:
        return False
    known = 0
    for column in range(1, grid.width + 1):
        ours = [cell.text.strip() for cell in above.under(column, before.items)]
        theirs = [cell.text.strip() for cell in grid.under(column, block.items)]
        if not ours or not theirs:
            continue
        known += 1
        counts = [sum(points_in(text) is not None for text in texts) / len(texts) >= 0.5 for texts in (ours, theirs)]
        if counts[0] != counts[1]:
            return False
    return known >= 2


def _starts_again(paper: Paper, before: Iterable[int], here: Iterable[int]) -> bool:
    """Whether the numbers in the first column begin again at 1."""

    def numbers(indices: Iterable[int]) -> list[int]:
        found = (alone(paper.passages[index].printed) for index in indices if paper.passages[index].column == 1)
        return [one.value[-1] for one in found if one is not None]

    earlier, later = numbers(before), numbers(here)
    return bool(earlier) and bool(later) and later[0] <= earlier[-1]


def grid_whole(paper: Paper, whole: Whole) -> Grid:
    """The cells of a table, its parts below each other and nested tables as lines of the cell they stand in."""
    grids = [grid_of(paper, indices) for indices in whole.indices]
    cells = list(grids[0].cells)
    bottom = max((cell.last for cell in cells), default=0)
    for grid in grids[1:]:
        first = next(iter(blocks_of(grid)[0].items), 0)
        moved = [replace(cell, row=cell.row + bottom) for cell in grid.cells]
        cells = _healed(cells, moved, first + bottom)
        bottom += max((cell.last for cell in grid.cells), default=0)
    for index in whole.inner:
        cells = _nested(paper, cells, whole, index)
    return grid_from(cells)


def _healed(cells: list[Cell], added: list[Cell], first: int) -> list[Cell]:
    """The cells with those of the next page; a row of which half stands there is put together again."""
    row = [cell for cell in added if cell.row == first]
    last = max((cell.row for cell in cells), default=0)
    above = {cell.column: cell for cell in cells if cell.row <= last <= cell.last}
    lead = min(above, default=0)
    half = (
        bool(row)
        and row[0].column > lead
        and not any(alone(cell.text.strip()) or points_in(cell.text) for cell in row)
        and any(_is_open(above[cell.column]) for cell in row if cell.column in above)
    )
    if not half:
        return [*cells, *added]
    found = list(cells)
    for cell in row:
        own = above.get(cell.column)
        if own is None:
            found.append(replace(cell, row=last))
            continue
        seams = (*own.seams, len(own.lines)) if _is_open(own) else own.seams
        joined = replace(own, passages=own.passages + cell.passages, lines=own.lines + cell.lines, seams=seams)
        found[next(at for at, one in enumerate(found) if one is own)] = joined
    return [*found, *(cell for cell in added if cell.row != first)]


def _is_open(cell: Cell) -> bool:
    return len(cell.text) > 2 and _OPEN.search(cell.text) is not None


def _nested(paper: Paper, cells: list[Cell], whole: Whole, index: int) -> list[Cell]:
    """The cells with a passage of a nested table behind the words of the cell that it stands in."""
    passage = paper.passages[index]
    place = passage.within
    while place is not None and place[0] not in whole.tables:
        outer = place
        place = next((one.within for one in paper.passages if one.table == outer[0]), None)
    if place is None:
        return cells
    for at, cell in enumerate(cells):
        own = paper.passages[cell.passages[0]]
        if (own.table, own.row, own.column) == place:
            return [
                *cells[:at],
                replace(
                    cell,
                    passages=(*cell.passages, index),
                    lines=(*cell.lines, passage.printed),
                    inner=(*cell.inner, index),
                ),
                *cells[at + 1 :],
            ]
    # The cell holds nothing but the nested table.
    return [*cells, Cell(place[1], place[2], 1, 1, (index,), (passage.printed,), inner=(index,))]
