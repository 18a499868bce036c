"""What stands beside a table's items: rules, proofs, ways, units, notes, cells to be filled in. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from kaoping.drafting.making.reads import Read
from kaoping.drafting.outlines.saying import role_of
from kaoping.drafting.phrases import costs, plain
from kaoping.drafting.tables.cells import Segment, cell_reads, segments_of
from kaoping.drafting.tables.content import points_in
from kaoping.drafting.tables.grid import Cell, Grid
from kaoping.drafting.tables.heads import Kind
from kaoping.drafting.tables.plan import Plan, unsigned
from kaoping.drafting.tables.words import echo, shown, units_in
from kaoping.drafting.values import Role
from kaoping.intake.marks import Mark
from kaoping.intake.paper import Paper

_GIVES = re.compile(r"得\s*(?:满分|\d)|[计给]\s*\d+(?:\.\d+)?\s*分|不得分|不计分|酌情|按比例|赋分")
_AROUND: tuple[tuple[Kind, Role], ...] = (
    ("evidence", "evidence"),
    ("method", "method"),
    ("responsible", "responsible"),
)


@dataclass(slots=True)
class Standing:
    """Where the reading of a document's tables stands: what goes on from one to the next.

    :ivar mode: what the items below are, where not what is rated: `bonus`, `penalty`, `veto`, `adjust`
    :ivar context: the heading that says so
    :ivar whole: whether that holds for the whole table, whatever headings stand in it
    :ivar steps: kinds of numbers of the headings over the whole width that are open
    :ivar until: the last row of an item that is only called 加分 or 一票否决, while it holds; else 0
    """

    mode: str = ""
    context: str = ""
    steps: list[str] = field(default_factory=list)
    whole: bool = False
    until: int = 0


class Beside:
    """Reads the cells of a row that open no level."""

    def __init__(self, paper: Paper, grid: Grid, plan: Plan, standing: Standing) -> None:
        self.paper, self.grid, self.plan, self.standing = paper, grid, plan, standing
        self.layout = plan.layout
        self.scored = bool(self.layout.of("points"))
        self.scale = plan.scale
        self._done: set[int] = set()

    def _segment(
        self, segment: Segment, role: Role, points: Decimal | None, number: Mark | None = None
    ) -> Iterator[Read]:
        if segment.inner:
            # A scale in a table of its own: its figures are no bounds of the item.
            yield from segment.reads("note", text=segment.text)
            return
        own = role_of(segment.text, "deduction" if costs(segment.text) else role)
        if own == "bonus" and self.scored:
            own = "requirement"
        if (
            role == "deduction"
            and own == "requirement"
            and not costs(segment.text)
            and _GIVES.search(plain(segment.text))
        ):
            own = "deduction"
        printed = shown(segment.number or number)
        yield from segment.reads(own, number=printed, points=points, context=segment.text if own == "veto" else "")

    # -- the other columns ---------------------------------------------------------------------------------------------

    def _beside(self, row: int) -> Iterator[Read]:
        opens = self.plan.holder(self.plan.item, row)
        begins = opens is not None and opens[1] == row
        for at in self.layout.of("standard"):
            if at != self.plan.item:
                yield from self._standard(row, at, begins)
        for kind, role in _AROUND:
            yield from self._told(row, kind, role, begins)
        if begins and not self.standing.mode:
            yield from self._remarked(row)
        for cell in self.grid.begins(row):
            if id(cell) in self._done:
                continue
            self._done.add(id(cell))
            yield from self._rest(cell)

    def _remarked(self, row: int) -> Iterator[Read]:
        """A remark over several items, yet not over all, again for those below the first."""
        items = self.plan.starts.get(self.plan.item, [row])
        for at in self.layout.of("note"):
            cell = self.grid.at(row, at)
            if cell is None or cell.column != at or not cell.row < row:
                continue
            if not (cell.row <= items[0] and cell.row + cell.rows > items[-1]):
                yield echo(cell.passages[0], cell.text, "note")

    def _standard(self, row: int, at: int, begins: bool) -> Iterator[Read]:
        cell = self.grid.at(row, at)
        if cell is None or cell.column != at or self.standing.mode:
            return
        if cell.row == row and id(cell) not in self._done:
            self._done.add(id(cell))
            if self.plan.hundred:
                yield from cell_reads(self.paper, cell, "note")
                return
            costs_each = self.layout.columns[at].costs
            for segment in segments_of(self.paper, cell):
                if costs_each and not costs(segment.text):
                    yield from segment.reads("deduction", text=f"{segment.text.rstrip('。；;，,')}，{costs_each}")
                else:
                    yield from self._segment(segment, "deduction", None)
        elif cell.row < row and begins:
            for segment in segments_of(self.paper, cell):
                if segment.line.spans:
                    own: Role = "deduction" if costs(segment.text) else "requirement"
                    yield echo(segment.line.spans[0][0], segment.text, own)

    def _told(self, row: int, kind: Kind, role: Role, begins: bool) -> Iterator[Read]:
        """Proofs, ways and units beside an item: of a cell over several items each gets the words."""
        joins = False
        units = "；".join(units_in(cell) for cell in self._fresh(row, kind) if not cell.ditto)
        for at in self.layout.of(kind):
            cell = self.grid.at(row, at)
            if cell is None or cell.column != at:
                continue
            source = cell
            while source.ditto and (above := self._above(source)) is not None:
                source = above
            fresh = cell.row == row and id(cell) not in self._done
            if fresh:
                self._done.add(id(cell))
            if self.standing.mode:
                if fresh:
                    yield from cell_reads(self.paper, cell, "note", "加减分、否决项旁的说明")
            elif fresh and source is cell:
                if role != "responsible":
                    for segment in segments_of(self.paper, cell, fine=False):
                        yield from segment.reads(role)
                    continue
                for read in cell_reads(self.paper, cell, role):
                    yield replace(read, joins=joins, text="" if joins else units)
                    joins = True
            elif begins or fresh:
                if fresh:
                    yield from cell_reads(self.paper, cell, "note", "“同上”")
                yield echo(source.passages[0], units_in(source) if role == "responsible" else source.text, role)

    def _fresh(self, row: int, kind: Kind) -> list[Cell]:
        """The cells of a kind that begin in a row."""
        found = (self.grid.at(row, at) for at in self.layout.of(kind))
        return [cell for cell in dict.fromkeys(found) if cell is not None and cell.row == row]

    def _above(self, cell: Cell) -> Cell | None:
        before = [row for row in self.grid.rows if row < cell.row]
        return next((one for row in reversed(before) if (one := self.grid.at(row, cell.column)) is not None), None)

    def _rest(self, cell: Cell) -> Iterator[Read]:
        kind = self.layout.kind(cell.column)
        if kind == "number":
            for read in cell_reads(self.paper, cell, "number"):
                yield replace(read, number="" if self.standing.mode else unsigned(cell.words))
            if (signs := cell.words.replace(unsigned(cell.words), "")) and not self.standing.mode:
                yield echo(cell.passages[0], f"编号旁印有“{signs}”", "note")
        elif kind in ("points", "weight"):
            if points_in(cell.text) is not None:
                yield from cell_reads(self.paper, cell, "points", "加减分项的分值" if self.standing.mode else "")
            else:
                yield from cell_reads(self.paper, cell, "note", "分值一列里的文字，没有读出分值", sure=False)
        elif kind in ("note", "time"):
            if self.standing.mode:
                yield from cell_reads(self.paper, cell, "note", "加减分、否决项旁的说明")
                return
            why = "时限" if kind == "time" else ""
            for read in cell_reads(self.paper, cell, "note"):
                yield replace(read, text=f"{why}：{read.text}" if why and read.text else "")
        elif kind == "grade":
            said = self.layout.columns[cell.column].head
            if self.scale is not None and cell.column in self.scale.columns and points_in(cell.text) is not None:
                yield from cell_reads(self.paper, cell, "points", "等级的分值")
                return
            for number, read in enumerate(cell_reads(self.paper, cell, "note")):
                yield replace(read, text=f"{said}：{cell.text}" if number == 0 else "", joins=number > 0)
        elif kind == "filled":
            yield from cell_reads(self.paper, cell, "unused", "待填写一列里的文字")
        elif cell.ditto:
            yield from cell_reads(self.paper, cell, "note", "“同上”")
        elif cell.column in self.plan.roles:
            yield from cell_reads(self.paper, cell, "note", "与上一格相同，不另作一级")
        elif self.standing.mode:
            for read in cell_reads(self.paper, cell, "note", "加减分、否决项旁的说明"):
                yield read
        else:
            for segment in segments_of(self.paper, cell):
                yield from self._segment(segment, "requirement", None)
