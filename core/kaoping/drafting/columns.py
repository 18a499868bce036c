"""Tables of a document as reads of a draft: rubrics by their columns, forms and lists set aside with why. Pure.

`table_reads` is asked once for each table. It looks back at the tables before it by itself, for one may go on with the
columns of another after a page break.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from kaoping.drafting.reads import LEVELS, Read
from kaoping.drafting.sections import about
from kaoping.drafting.table_around import around, goes_on, is_led, sheet_name, special_mode
from kaoping.drafting.table_beside import Standing
from kaoping.drafting.table_cells import cell_reads
from kaoping.drafting.table_content import points_in
from kaoping.drafting.table_depth import plan_of
from kaoping.drafting.table_forms import form_reads
from kaoping.drafting.table_grid import Cell, Grid, grid_of
from kaoping.drafting.table_heads import repeated
from kaoping.drafting.table_layout import Layout, layout_of
from kaoping.drafting.table_plan import Plan, kind_of
from kaoping.drafting.table_reader import Reader
from kaoping.drafting.table_rows import Block, blocks_of
from kaoping.drafting.table_words import total_in
from kaoping.drafting.values import Role
from kaoping.intake.marks import mark
from kaoping.intake.paper import Paper


def table_reads(
    paper: Paper, table: int, indices: Sequence[int], chosen: Mapping[int, Role] | None = None
) -> list[Read] | None:
    """What a table of the paper was read into, in the order of the standard; None where it is to be read as an outline.

    :param indices: the passages of the table
    :param chosen: roles that the author gave to cells of the head, by passage: each for its whole column
    """
    if not indices:
        return None
    grid = grid_of(paper, indices)
    reading = _Reading(paper, dict(chosen or {}))
    blocks = blocks_of(grid)
    beside = _side_by_side(paper, table, indices, chosen, blocks)
    if beside is not None:
        return beside
    if blocks[0].head is None and (turned := grid_of(paper, indices, turned=True)).width > 2:
        cards = blocks_of(turned)
        if (
            len(cards) == 1
            and cards[0].head is not None
            and len(cards[0].head.words) > 2
            and form_reads(paper, grid) is None
        ):
            return list(reading.blocks(turned, cards, None))
    before = _before(paper, table, min(indices), chosen) if blocks[0].head is None else None
    if blocks[0].head is None and not _goes_on(grid, blocks[0], before):
        if len(blocks) == 1:
            return (
                form_reads(paper, grid)
                or _headless(reading, grid, blocks[0])
                or form_reads(paper, grid, figures=paper.form != "txt")
            )
        before = None
    reads = list(reading.blocks(grid, blocks, before))
    return None if paper.form == "txt" and _shifted(grid, blocks, reads) else reads


def _shifted(grid: Grid, blocks: Sequence[Block], reads: Sequence[Read]) -> bool:
    """Whether extraction has moved the cells of a table from their columns: then the numbers in them are all that is left."""
    rows = [row for block in blocks for row in block.items]
    longest = [max(grid.begins(row), key=lambda cell: len(cell.text)) for row in rows]
    told = Counter(cell.column for cell in longest if len(cell.text) > 12)
    kinds: dict[int, Counter[str]] = {}
    for cell in (cell for row in rows for cell in grid.begins(row)):
        if number := mark(cell.text):
            kinds.setdefault(cell.column, Counter())[kind_of(number)] += 1
    if any(len(found) > 1 and found.total() - max(found.values()) >= 2 for found in kinds.values()):
        return True
    usual = sum(times for _, times in told.most_common(2))
    items = sum(read.role == "criterion" for read in reads)
    return usual < 0.8 * told.total() or 2 * items < len(rows)


def _side_by_side(
    paper: Paper, table: int, indices: Sequence[int], chosen: Mapping[int, Role] | None, blocks: Sequence[Block]
) -> list[Read] | None:
    """The reads of a table that stands beside itself, to save paper: its left part first."""
    head = blocks[0].head
    width = repeated(head) if head is not None and len(blocks) == 1 else 0
    if not width:
        return None
    parts: dict[int, list[int]] = {}
    for index in indices:
        parts.setdefault((paper.passages[index].column - 1) // width, []).append(index)
    found = [table_reads(paper, table, parts[at], chosen) for at in sorted(parts)]
    return [read for reads in found for read in reads or ()]


class _Reading:
    """One pass over the blocks of a table."""

    def __init__(self, paper: Paper, chosen: dict[int, Role]) -> None:
        self.paper, self.chosen = paper, chosen
        self.standing = Standing()
        self.plan: Plan | None = None

    def blocks(self, grid: Grid, blocks: Sequence[Block], before: Plan | None) -> Iterator[Read]:
        """The reads of all blocks."""
        totals = [row.at for block in blocks for row in block.rows if row.kind == "total"]
        for block in blocks:
            heads = _heads(grid, block)
            layout = layout_of(grid, block.head, block.items, self.chosen, heads)
            if block.head is None and before is not None:
                layout = _inherited(layout, before.layout)
            mode = special_mode(self.paper, grid, block)
            if block.head is not None:
                self.standing.mode, self.standing.context = mode, block.said if mode else ""
            sections = [row.at for row in block.rows if row.kind == "section"]
            stops = [row.at for row in block.rows if row.kind in ("section", "total")]
            above = self._above(grid, sections)
            named = [one for at in layout.levels if (one := layout.columns[at].word) is not None and one.explicit]
            if not above and not any(one.rank == 1 for one in named) and is_led(self.paper, grid.cells[0].passages[0]):
                above = 1
            self.plan = plan_of(grid, layout, block.items, stops, above, before)
            if (
                not (above or mode)
                and block is blocks[0]
                and "dimension" not in [*self.plan.roles.values(), *self.plan.steps.values()]
            ):
                yield from sheet_name(self.paper, grid)
            reads = self._rows(grid, block, layout, totals)
            yield from goes_on(self.paper, grid, reads) if before is not None else reads
            before = None

    def _above(self, grid: Grid, sections: Sequence[int]) -> int:
        """How many levels the headings over the whole width take."""
        kinds = []
        for row in sections:
            text = " ".join(cell.text for cell in grid.begins(row) if points_in(cell.text) is None)
            number = mark(text)
            if about(text[number.end if number else 0 :], text, scored=True) is None:
                kinds.append(kind_of(number))
        return min(2, len(set(kinds)))

    def _rows(self, grid: Grid, block: Block, layout: Layout, totals: Sequence[int]) -> Iterator[Read]:
        assert self.plan is not None
        reader = Reader(self.paper, grid, self.plan, self.standing)
        for row in block.rows:
            cells = grid.begins(row.at)
            if row.kind == "head":
                yield from self._head(cells, layout, row.why)
            elif row.kind == "section":
                yield from reader.section(row.at)
            elif row.kind == "total":
                yield from reader.total(row.at, whole=self._whole(grid, row.at, totals))
            elif row.kind == "item":
                yield from reader.item(row.at)
            else:
                for cell in cells:
                    yield from around(self.paper, cell, row.kind, row.why)

    def _whole(self, grid: Grid, row: int, totals: Sequence[int]) -> bool:
        """Whether a sum is that of the whole sheet: the last, and no smaller than the others."""
        words = "".join(cell.words for cell in grid.begins(row))
        if "小计" in words or row != totals[-1]:
            return False
        values = [
            max((one for cell in grid.begins(at) if (one := total_in(cell)) is not None), default=None) for at in totals
        ]
        known = [value for value in values if value is not None]
        tables = {passage.table for passage in self.paper.passages if passage.table}
        return bool(known) and values[-1] == max(known) and (len(tables) == 1 or "总" in words or known[-1] >= 50)

    def _head(self, cells: Sequence[Cell], layout: Layout, why: str) -> Iterator[Read]:
        for cell in cells:
            column = layout.columns.get(cell.column)
            for number, read in enumerate(cell_reads(self.paper, cell, "head", why)):
                if number == 0 and column is not None and not why and cell.columns == 1:
                    if column.kind in ("points", "weight"):
                        read.points = layout.full
                    if column.why and column.said and cell.passages[0] not in self.chosen:
                        read.doubt, read.why, read.sure, read.others = "column", column.why, False, column.others
                yield read


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
    """The columns of a table that goes on without a head: as in the one before."""
    for at, column in layout.columns.items():
        known = other.columns.get(at)
        if known is not None:
            column.kind, column.word, column.fixed, column.why = known.kind, known.word, known.fixed, ""
    layout.levels = [at for at in other.levels if at in layout.columns]
    return layout


def _before(paper: Paper, table: int, first: int, chosen: Mapping[int, Role] | None) -> Plan | None:
    """How the last table before this one that has a head is read."""
    earlier: dict[int, list[int]] = {}
    for index in range(first):
        number = paper.passages[index].table
        if number and number != table:
            earlier.setdefault(number, []).append(index)
    for number in sorted(earlier, reverse=True):
        grid = grid_of(paper, earlier[number])
        blocks = blocks_of(grid)
        if any(block.head is not None for block in blocks):
            reading = _Reading(paper, dict(chosen or {}))
            for _ in reading.blocks(grid, blocks, None):
                pass
            return reading.plan
    return None


def _goes_on(grid: Grid, block: Block, before: Plan | None) -> bool:
    """Whether a table without a head has the columns of the one before: as many, and points where those stand."""
    if before is None or not block.items or not before.item:
        return False
    width = max(before.layout.columns, default=0)
    if not (width - 1 <= grid.width <= width):
        return False
    columns = before.layout.of("points")
    cells = [cell for at in columns for cell in grid.under(at, block.items)]
    return not columns or (bool(cells) and 2 * sum(points_in(cell.text) is not None for cell in cells) >= len(cells))


def _headless(reading: _Reading, grid: Grid, block: Block) -> list[Read] | None:
    """A table without any head that by its content is a rubric: a column of points, and one of words beside it."""
    layout = layout_of(grid, None, block.items, {}, {})
    points = [at for at in layout.of("points") if layout.columns[at].held.cells >= 2]
    words = [at for at in layout.levels if layout.columns[at].held.length >= 4]
    if len(block.items) < 2 or len(points) != 1 or not words or layout.columns[points[0]].held.most > 200:
        return None
    reads = list(reading.blocks(grid, [block], None))
    first = next((read for read in reads if read.role in LEVELS), None)
    if first is not None:
        first.doubt, first.sure = "column", False
        first.why = f"表格没有表头，按内容把第{points[0]}列读作分值、第{words[0]}列起读作指标或内容"
    return reads
