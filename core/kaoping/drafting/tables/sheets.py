"""The sheets of a workbook as what their items are about. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kaoping.drafting.making.reads import Read
from kaoping.drafting.tables.grid import Grid
from kaoping.drafting.tables.rows import Block
from kaoping.drafting.tables.words import bare_worth, worth_in
from kaoping.intake.paper import Paper

_NAMELESS = re.compile(r"(?:Sheet|工作表|表)\s*\d*", re.IGNORECASE)


class Sheets:
    """Which sheets of a workbook hold items, and whether their names divide them."""

    def __init__(self, paper: Paper, grids: Sequence[Grid], blocks: Sequence[Sequence[Block]]) -> None:
        self.paper = paper
        rated = [
            (title, own[0])
            for grid, own in zip(grids, blocks, strict=True)
            if own[0].head is not None and (title := self.title(grid))
        ]
        self.titles = list(dict.fromkeys(title for title, _ in rated))
        heads = [tuple(sorted(block.named.items())) for _, block in rated]
        #: Heads that more than one sheet has.
        self._alike = {head for head in heads if heads.count(head) > 1}
        self._heads = {title: head for (title, _), head in zip(rated, heads, strict=True)}
        self._asked = False

    def title(self, grid: Grid) -> str:
        """The name of the sheet that a table stands in; empty where it says nothing, or there are none."""
        place = self.paper.passages[grid.cells[0].passages[0]].place
        found = place.rsplit(" ", 1)[0] if self.paper.form == "xlsx" and " " in place else ""
        return "" if _NAMELESS.fullmatch(found) else found

    def divide(self, grid: Grid) -> bool:
        """Whether several sheets have the same head as this one, so that the name of each is a level."""
        return self._heads.get(self.title(grid)) in self._alike

    def named(self, grid: Grid, block: Block) -> Iterator[Read]:
        """What the sheet's items are about: its title row where that says so, else its name; the first asks for all."""
        title = self.title(grid)
        if not title or len(self.titles) < 2:
            return
        rows = [row.at for row in block.rows if row.kind == "title"]
        for cell in (cell for row in rows for cell in grid.begins(row)):
            worth = worth_in(cell.text) or (bare[0] if (bare := bare_worth(cell.text)) is not None else None)
            if len(cell.passages) == 1 and (title in cell.words or worth is not None):
                yield Read(cell.passages[0], 0, len(cell.lines[0]), "dimension", points=worth, text=title)
                return
        read = Read(grid.cells[0].passages[0], 0, 0, "dimension", text=title)
        if not self._asked:
            self._asked = True
            read.sure, read.doubt, read.others = False, "sheet", ("note",)
            names = "、".join(self.titles[:6]) + ("等" if len(self.titles) > 6 else "")
            read.why = f"各工作表的名称（{names}）读作一级指标；如果各工作表是各自的评分表，请分别导入"
        yield read
