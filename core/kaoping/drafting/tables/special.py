"""The entries of a table of bonuses, penalties or vetoes, each with what stands beside it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from kaoping.drafting.making.reads import Read
from kaoping.drafting.outlines.sections import bars
from kaoping.drafting.phrases import plain
from kaoping.drafting.tables.beside import Beside
from kaoping.drafting.tables.cells import cell_reads, segments_of
from kaoping.drafting.tables.content import points_in
from kaoping.drafting.tables.grid import Cell
from kaoping.drafting.tables.words import shown, side_of
from kaoping.drafting.values import Role
from kaoping.intake.marks import Mark, mark

_LISTED: tuple[Role, ...] = ("bonus", "penalty", "veto")
_STEPS = re.compile(
    r"(?:^|[，,、；;])\s*(?:(?![扣加减最每累超])[\u4e00-\u9fff]){1,10}?\s*(\d+(?:\.\d+)?)\s*分(?=[，,、；;。]|\Z)"
)
_EACH = re.compile(r"(每[一1]?[\u4e00-\u9fff]{1,6}?)[计得记给]?\s*(\d+(?:\.\d+)?)\s*分[。；;]?")
#: Points with a sign, perhaps behind what they are for: 每次+2.
_SIGNED = re.compile(r"\s*(每[一1]?[\u4e00-\u9fff]{1,3})?\s*[+＋\-—－−]\s*\d")
#: Heads of a column that tells what is counted.
_UNIT = ("单位", "计量单位", "计分单位", "计数单位")


class Special(Beside):
    """Reads the cells that open an entry of such a list."""

    def _each_time(self, cell: Cell, value: Decimal, role: Role) -> str:
        """What the column of points says of each case: +5 is 加5分, 2 below 扣分值 is 扣2分; nothing where it prints the most."""
        each = self.layout.columns[cell.column].said.endswith(("扣分值", "减分值", "加分值", "扣分分值", "加分分值"))
        if not each and not _SIGNED.match(cell.text):
            return ""
        unit = next(
            (one.words for one in self.grid.begins(cell.row) if self.layout.columns[one.column].said in _UNIT), ""
        )
        often = _SIGNED.match(cell.text)
        times = f"每{unit}" if 0 < len(unit) <= 4 else (often[1] or "") if often else ""
        return f"{times}{'扣' if role == 'penalty' else '加'}{abs(value):f}分"

    def _each_of(self, row: int) -> tuple[str, str] | None:
        """What a rule beside an entry gives each time, without saying that it adds: 每篇2分."""
        rules = (cell.text.strip() for at in self.layout.of("standard") if (cell := self.grid.at(row, at)) is not None)
        for text in map(plain, rules):
            if (one := _EACH.fullmatch(text)) is not None:
                return one[1], one[2]
            steps = [Decimal(value) for value in _STEPS.findall(text)]
            if (
                len(steps) > 1
                and len(steps) == len(re.findall(r"\d+(?:\.\d+)?\s*分", text))
                and min(steps) < max(steps)
            ):
                # 县级5分，市级10分: from the least to the most.
                return "", f"{min(steps):f}-{max(steps):f}"
        return None

    def _told_beside(self, cell: Cell) -> list[Cell]:
        """What stands in words beside an item in its first row: its demands, else its rules."""
        found: list[Cell] = []
        for columns in (self.plan.roles, self.layout.of("standard")):
            beside = (self.grid.at(cell.row, at) for at in columns if at > cell.right)
            found = found or [one for one in beside if one is not None and points_in(one.text) is None]
        return found

    def _labelled(self, cell: Cell, row: int, kind: str) -> Iterator[Read]:
        """An item that is called 加分 or 一票否决 and nothing else: what stands beside it is the list."""
        beside = self._told_beside(cell)
        self.standing.mode, self.standing.context = kind, cell.text
        self.standing.until = self.plan.ends.get((cell.column, row), row)
        yield from cell_reads(self.paper, cell, "note", "加减分或否决项的标题")
        if any(one.column in self.plan.roles for one in beside):
            return
        role = next((one for one in _LISTED if one == kind), None)
        for one in beside:
            self._done.add(id(one))
            segments = segments_of(self.paper, one, fine=False)
            if role is None or len(segments) < 2 or not all(segment.number for segment in segments):
                yield from self._special(one, row, None)
                continue
            for segment in segments:
                yield from segment.reads(role, number=shown(segment.number), context=cell.text)

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
        signed = listed != "veto" and _SIGNED.match(points) is not None
        role: Role = listed if listed and not signed else side_of(whole, points)
        if role != "veto" and not printed and bars(whole):
            role = "veto"
        joins = cell.column != self.plan.item and self.plan.holder(self.plan.item, row) is not None
        if self.standing.until:
            joins, printed = False, printed or [one for one in told if one[0].row == row]
        value = printed[0][1].value if printed else None
        for read in cell_reads(self.paper, cell, role):
            read.joins, read.context = joins, self.standing.context
            if not joins:
                read.number, read.points = shown(number), abs(value) if value is not None else None
                if value is not None and role != "veto" and (each := self._each_time(printed[0][0], value, role)):
                    # The column prints what each case gives or costs, not the most.
                    read.context, read.points = f"{self.standing.context}。{each}", None
                elif role in ("bonus", "penalty") and (told_each := self._each_of(row)) is not None:
                    # 每篇2分 says in a list of bonuses what each gives.
                    read.context = (
                        f"{self.standing.context}。{told_each[0]}{'扣' if role == 'penalty' else '加'}{told_each[1]}分"
                    )
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
