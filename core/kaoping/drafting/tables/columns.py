"""Tables of a document as reads of a draft: rubrics by their columns, forms and lists set aside with why. Pure.

`tables_read` reads all of them, for one may go on with the columns of another after a page break, and those with the same
head are decided together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from kaoping.drafting.making.reads import LEVELS, Read
from kaoping.drafting.tables.around import around, caption, goes_on, special_mode
from kaoping.drafting.tables.beside import Standing
from kaoping.drafting.tables.cells import cell_reads
from kaoping.drafting.tables.choices import with_choices
from kaoping.drafting.tables.content import points_in
from kaoping.drafting.tables.faults import with_base
from kaoping.drafting.tables.forms import form_reads
from kaoping.drafting.tables.grid import Cell, Grid, grid_of
from kaoping.drafting.tables.heads import repeated
from kaoping.drafting.tables.layout import Layout, layout_of
from kaoping.drafting.tables.leads import led_by, sum_over
from kaoping.drafting.tables.outcomes import outcome_reads
from kaoping.drafting.tables.over import without_whole
from kaoping.drafting.tables.plan import Plan, kind_of
from kaoping.drafting.tables.planning import planned
from kaoping.drafting.tables.reader import Reader
from kaoping.drafting.tables.rows import Block, blocks_of
from kaoping.drafting.tables.sheets import Sheets
from kaoping.drafting.tables.summary import without_summaries
from kaoping.drafting.tables.whole import grid_whole, wholes_of
from kaoping.drafting.tables.words import total_in
from kaoping.drafting.values import Role
from kaoping.intake.marks import mark
from kaoping.intake.paper import Paper

#: What stands over a list of bonuses limits them all, where it is no longer.
_CAPTION = 60


def tables_read(paper: Paper, chosen: Mapping[int, Role] | None = None) -> list[tuple[int, list[Read]]]:
    """What each table that is no outline was read into, in the order of the standard, with its first passage.

    :param chosen: roles that the author gave to cells of the head, by passage: each for its whole column
    """
    tables = _Tables(paper, chosen)
    found = [(whole.indices[0][0], tables.read(at)) for at, whole in enumerate(tables.wholes)]
    read = without_summaries(paper, [(first, with_choices(paper, reads)) for first, reads in found if reads])
    return with_base(paper, without_whole(paper, read))


def table_reads(
    paper: Paper, table: int, indices: Sequence[int], chosen: Mapping[int, Role] | None = None
) -> list[Read] | None:
    """What one table of the paper was read into; None where it is to be read as an outline or is part of another."""
    if not indices:
        return None
    tables = _Tables(paper, chosen)
    at = next((at for at, whole in enumerate(tables.wholes) if whole.tables[0] == table), None)
    return tables.read(at) if at is not None else None


class _Tables:
    """The tables of a document."""

    def __init__(self, paper: Paper, chosen: Mapping[int, Role] | None) -> None:
        self.paper, self.chosen = paper, dict(chosen or {})
        self.wholes = wholes_of(paper)
        self.grids = [grid_whole(paper, whole) for whole in self.wholes]
        self.blocks = [blocks_of(grid) for grid in self.grids]
        self.sheets = Sheets(paper, self.grids, self.blocks)
        #: The number of the table that decides for all with the same head: the one with most items.
        self.leads: dict[int, int] = {}
        families: dict[tuple[tuple[int, tuple[str, ...]], ...], list[int]] = {}
        for at, blocks in enumerate(self.blocks):
            if blocks[0].head is not None and len(blocks) == 1:
                families.setdefault(tuple(sorted(blocks[0].named.items())), []).append(at)
        for family in families.values():
            lead = max(family, key=lambda at: (len(self.blocks[at][0].items), -at))
            self.leads |= {at: lead for at in family if at != lead}
        self._plans: dict[int, Plan] = {}
        #: How many columns tables without any head have that were read, the first of which asks for all.
        self._bare: set[int] = set()

    def read(self, at: int) -> list[Read] | None:
        """The reads of a table; None where it is to be read as an outline."""
        paper, grid, blocks = self.paper, self.grids[at], self.blocks[at]
        beside = self._side_by_side(at)
        if beside is not None:
            return beside
        if blocks[0].head is None and (outcomes := outcome_reads(paper, grid)) is not None:
            return outcomes
        if blocks[0].head is None and (cards := self._turned(at)) is not None:
            return cards
        before = self._before(at) if blocks[0].head is None else None
        if blocks[0].head is None and not _goes_on(grid, blocks[0], before):
            if len(blocks) == 1:
                return (
                    form_reads(paper, grid)
                    or self._headless(grid, blocks[0])
                    or form_reads(paper, grid, figures=paper.form != "txt")
                )
            before = None
        reads = list(self._blocks(grid, blocks, before, self._like(at)))
        return None if paper.form == "txt" and _shifted(grid, blocks, reads) else reads

    # -- which tables are read alike -----------------------------------------------------------------------------------

    def _like(self, at: int) -> Plan | None:
        """How the table with the same head and most items is read."""
        lead = self.leads.get(at)
        return self._plan(lead) if lead is not None else None

    def _plan(self, at: int) -> Plan:
        """How the last block of a table is read."""
        if at not in self._plans:
            for block in self.blocks[at]:
                self._plans[at] = self._planned(self.grids[at], block, None, None)
        return self._plans[at]

    def _before(self, at: int) -> Plan | None:
        """How the last table before this one that has a head is read."""
        for earlier in range(at - 1, -1, -1):
            if any(block.head is not None for block in self.blocks[earlier]):
                return self._plan(earlier)
        return None

    def _planned(self, grid: Grid, block: Block, before: Plan | None, like: Plan | None) -> Plan:
        led = led_by(self.paper, grid.cells[0].passages[0])
        return planned(self.paper, grid, block, self.chosen, before, like, led, by_sheet=self.sheets.divide(grid))

    # -- tables of other shapes ----------------------------------------------------------------------------------------

    def _side_by_side(self, at: int) -> list[Read] | None:
        """The reads of a table that stands beside another or beside itself, to save paper: its left part first."""
        whole, blocks = self.wholes[at], self.blocks[at]
        head = blocks[0].head
        if head is None or len(blocks) != 1 or len(whole.tables) > 1 or whole.inner:
            return None
        width = repeated(head)
        gap = _gap(self.grids[at]) if not width else 0
        if not width and not gap:
            return None
        parts: dict[int, list[int]] = {}
        for index in whole.passages:
            column = self.paper.passages[index].column
            parts.setdefault((column - 1) // width if width else int(column > gap), []).append(index)
        grids = [grid_of(self.paper, parts[part]) for part in sorted(parts)]
        cut = [blocks_of(grid) for grid in grids]
        if any(part[0].head is None for part in cut):
            return None
        return [read for grid, part in zip(grids, cut, strict=True) for read in self._blocks(grid, part, None, None)]

    def _turned(self, at: int) -> list[Read] | None:
        """The reads of a card, whose head stands at its left."""
        grid = grid_of(self.paper, self.wholes[at].passages, turned=True) if len(self.wholes[at].tables) == 1 else None
        if grid is None or grid.width <= 2:
            return None
        cards = blocks_of(grid)
        head = cards[0].head
        if (
            len(cards) != 1
            or head is None
            or len(head.words) <= 2
            or form_reads(self.paper, self.grids[at]) is not None
        ):
            return None
        return list(self._blocks(grid, cards, None, None))

    def _headless(self, grid: Grid, block: Block) -> list[Read] | None:
        """A table without any head that by its content is a rubric: a column of points, and one of words beside it."""
        layout = layout_of(grid, None, block.items, {}, {})
        points = [at for at in layout.of("points") if layout.columns[at].held.cells >= 2]
        words = [at for at in (layout.levels or layout.of("standard")[:1]) if layout.columns[at].held.length >= 4]
        if len(block.items) < 2 or len(points) != 1 or not words or layout.columns[points[0]].held.most > 200:
            return None
        reads = list(self._blocks(grid, [block], None, None))
        first = next((read for read in reads if read.role in LEVELS), None)
        total = sum(read.points for read in reads if read.role == "criterion" and read.points is not None)
        asked = grid.width in self._bare or sum_over(self.paper, grid.cells[0].passages[0]) == total
        if first is not None and not asked:
            first.doubt, first.sure = "column", False
            first.why = f"表格没有表头，按内容把第{points[0]}列读作分值、第{words[0]}列起读作指标或内容"
        self._bare.add(grid.width)
        return reads

    # -- blocks --------------------------------------------------------------------------------------------------------

    def _blocks(self, grid: Grid, blocks: Sequence[Block], before: Plan | None, like: Plan | None) -> Iterator[Read]:
        """The reads of all blocks of a table."""
        totals = [row.at for block in blocks for row in block.rows if row.kind == "total"]
        standing = Standing()
        for block in blocks:
            plan = self._planned(grid, block, before, like)
            mode = special_mode(self.paper, grid, block)
            if block.head is not None or mode:
                over = caption(self.paper, grid) if block is blocks[0] else ""
                standing.mode, standing.context = mode, f"{block.said}{over[:_CAPTION]}" if mode else ""
                standing.whole = bool(mode)
            named: list[Read] = []
            if (
                not mode
                and block is blocks[0]
                and (plan.sheets or not plan.above)
                and "dimension" not in [*plan.roles.values(), *plan.steps.values()]
            ):
                named = list(self.sheets.named(grid, block))
            yield from named
            reads = self._rows(grid, block, plan, standing, totals, {read.passage for read in named if read.end})
            yield from goes_on(self.paper, grid, reads) if before is not None else reads
            before = None

    def _rows(
        self, grid: Grid, block: Block, plan: Plan, standing: Standing, totals: Sequence[int], done: set[int]
    ) -> Iterator[Read]:
        reader = Reader(self.paper, grid, plan, standing)
        for row in block.rows:
            cells = grid.begins(row.at)
            if row.kind == "head":
                yield from self._head(cells, plan.layout, row.why)
            elif row.kind == "section":
                yield from reader.section(row.at)
            elif row.kind == "total":
                yield from reader.total(row.at, whole=self._whole(grid, row.at, totals))
            elif row.kind == "item":
                yield from reader.item(row.at)
            else:
                for cell in cells:
                    if cell.passages[0] not in done:
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
        return (
            bool(known)
            and values[-1] == max(known)
            and (len(self.wholes) == 1 or "总" in words or (known[-1] >= 50 and len(self.leads) == 0))
        )

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


def _gap(grid: Grid) -> int:
    """The first column that nothing covers, with words on both sides; 0 where there is none."""
    for column in range(3, grid.width - 1):
        if all(grid.at(row, column) is None for row in grid.rows):
            return column
    return 0


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


__all__ = ["table_reads", "tables_read"]
