"""The entries of a table of bonuses, penalties or vetoes, each with what stands beside it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from kaoping.drafting.making.reads import Read
from kaoping.drafting.outlines.sections import bars
from kaoping.drafting.tables.beside import Beside
from kaoping.drafting.tables.cells import cell_reads
from kaoping.drafting.tables.grid import Cell
from kaoping.drafting.tables.words import shown, side_of
from kaoping.drafting.values import Role
from kaoping.intake.marks import Mark, mark

_LISTED: tuple[Role, ...] = ("bonus", "penalty", "veto")
#: Heads of a column that tells what is counted.
_UNIT = ("单位", "计量单位", "计分单位", "计数单位")


class Special(Beside):
    """Reads the cells that open an entry of such a list."""

    def _each_time(self, cell: Cell, value: Decimal, role: Role) -> str:
        """What the column of points says of each case: +5 is 加5分, 2 below 扣分值 is 扣2分; nothing where it prints the most."""
        each = self.layout.columns[cell.column].said.endswith(("扣分值", "减分值", "加分值", "扣分分值", "加分分值"))
        if not each and not re.match(r"\s*[+＋\-—－−]\s*\d", cell.text):
            return ""
        unit = next(
            (one.words for one in self.grid.begins(cell.row) if self.layout.columns[one.column].said in _UNIT), ""
        )
        times = f"每{unit}" if 0 < len(unit) <= 4 else ""
        return f"{times}{'扣' if role == 'penalty' else '加'}{abs(value):f}分"

    def _special(self, cell: Cell, row: int, number: Mark | None) -> Iterator[Read]:
        """An item of a list of bonuses, penalties or vetoes; cells beside it go on with it."""
        mode = self.standing.mode
        printed = self.plan.points.get((cell.column, row), [])
        whole = "".join(one.text for one in self.grid.begins(row))
        listed = next((one for one in _LISTED if one == mode), None)
        own = self.plan.holder(self.plan.item, row)
        told = printed or (self.plan.points.get(own, []) if own is not None else [])
        points = told[0][0].text if told else ""
        # A sign before the points outweighs what the list is called.
        signed = listed != "veto" and re.match(r"\s*[+＋\-—－−]\s*\d", points) is not None
        role: Role = listed if listed and not signed else side_of(whole, points)
        if role != "veto" and not printed and bars(whole):
            role = "veto"
        joins = cell.column != self.plan.item and self.plan.holder(self.plan.item, row) is not None
        value = printed[0][1].value if printed else None
        for read in cell_reads(self.paper, cell, role):
            read.joins, read.context = joins, self.standing.context
            if not joins:
                read.number, read.points = shown(number), abs(value) if value is not None else None
                if value is not None and role != "veto" and (each := self._each_time(printed[0][0], value, role)):
                    # The column prints what each case gives or costs, not the most.
                    read.context, read.points = f"{self.standing.context}。{each}", None
                closer = [at for at in (*self.plan.roles, *self.layout.of("standard")) if at != cell.column]
                beside = [one for at in dict.fromkeys(closer) if (one := self.grid.at(row, at)) is not None]
                behind = [one.text for one in beside if one.row == row and id(one) not in self._done]
                read.text = "：".join(
                    [cell.text[number.end :].strip() if mark(cell.text) and number else cell.text, *behind]
                )
            joins = True
            yield read
        for at in self.layout.of("standard"):
            rule = self.grid.at(row, at)
            if (
                rule is not None
                and rule.row == row
                and rule.column == at
                and id(rule) not in self._done
                and at != cell.column
            ):
                self._done.add(id(rule))
                for read in cell_reads(self.paper, rule, role):
                    yield replace(read, joins=True, context=self.standing.context)
