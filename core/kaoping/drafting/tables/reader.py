"""The rows of a rubric's table as reads, in the order of the standard: a level, then what belongs to it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from kaoping.drafting.making.reads import Read
from kaoping.drafting.outlines.saying import role_of
from kaoping.drafting.outlines.sections import about, is_label
from kaoping.drafting.phrases import without_worth
from kaoping.drafting.tables.cells import Segment, cell_reads, is_list, numbered, segments_of
from kaoping.drafting.tables.content import Points, points_in
from kaoping.drafting.tables.grades import grades_of, highest
from kaoping.drafting.tables.grid import Cell
from kaoping.drafting.tables.plan import kind_of, mark_in
from kaoping.drafting.tables.rows import number_in, words_in
from kaoping.drafting.tables.ruled import levels_beside, most_beside, sum_below
from kaoping.drafting.tables.special import Special
from kaoping.drafting.tables.weights import by_weight, share_in
from kaoping.drafting.tables.words import bare_worth, echo, shares_of, shown, sum_of, total_in, worth_in
from kaoping.drafting.values import Role
from kaoping.intake.marks import Mark, mark

_NAME = 30


class Reader(Special):
    """Reads the rows of items below one head."""

    # -- rows ----------------------------------------------------------------------------------------------------------

    def section(self, row: int) -> Iterator[Read]:
        """A heading over the whole width."""
        cells = self.grid.begins(row)
        head = words_in(cells)[0]
        counted = next((cell for cell in cells if cell.column < head.column and number_in(cell.text) is not None), None)
        others = [cell for cell in cells if cell is not head and cell is not counted]
        printed = [found for cell in others if (found := points_in(cell.text)) is not None]
        number = mark(head.text) or (number_in(counted.text) if counted is not None else None)
        own = mark(head.text)
        kind = about(without_worth(head.text[own.end if own else 0 :]), head.text, scored=True)
        if kind in ("bonus", "penalty", "veto", "adjust"):
            self.standing.mode, self.standing.context = kind, head.text
            yield from cell_reads(self.paper, head, "note", "加减分或否决项的标题")
        elif self.standing.whole:
            yield from cell_reads(self.paper, head, "note", "加减分或否决项的标题")
        else:
            self.standing.mode = self.standing.context = ""
            step = kind_of(number)
            steps = self.standing.steps
            steps[:] = steps[: steps.index(step)] if step in steps else steps[:1]
            steps.append(step)
            role: Role = "dimension" if len(steps) == 1 else "group"
            worth = printed[0].value if printed else worth_in(head.text)
            yield from self._level(head, role, worth, number, row)
        if counted is not None:
            for read in cell_reads(self.paper, counted, "number"):
                yield replace(read, number="" if self.standing.mode else shown(number))
        for cell in others:
            yield from cell_reads(self.paper, cell, "points")

    def total(self, row: int, *, whole: bool) -> Iterator[Read]:
        """A row that prints a sum; `whole` where it is that of the sheet."""
        value = next((one for cell in self.grid.begins(row) if (one := total_in(cell)) is not None), None)
        for cell in self.grid.begins(row):
            for read in cell_reads(self.paper, cell, "total"):
                yield replace(read, points=value if whole else None)

    def item(self, row: int) -> Iterator[Read]:
        """A row of items: the levels that begin in it, then the rest of its cells."""
        if self.standing.until and row > self.standing.until:
            self.standing.mode, self.standing.context, self.standing.until = "", "", 0
        for at in self.plan.roles:
            cell = self.grid.at(row, at)
            if cell is not None and (cell.row, cell.column) == (row, at) and (at, row) in self.plan.ends:
                yield from self._cell(cell, row)
                if at == self.plan.numbers and not self.standing.mode:  # else it would part what is one entry
                    yield from self._counted(row)
        yield from self._beside(row)

    def _counted(self, row: int) -> Iterator[Read]:
        """The cell of the column of numbers, behind the level that it counts."""
        for cell in self.grid.begins(row):
            if self.layout.kind(cell.column) == "number" and id(cell) not in self._done:
                self._done.add(id(cell))
                yield from self._rest(cell)

    # -- levels --------------------------------------------------------------------------------------------------------

    def _cell(self, cell: Cell, row: int) -> Iterator[Read]:
        self._done.add(id(cell))
        role = self._role(cell, row)
        number = self._number(cell, row)
        if role in ("dimension", "group"):
            own = mark(cell.text.strip())
            kind = about(without_worth(cell.text[own.end if own else 0 :]), cell.text, scored=True)
            if kind in ("bonus", "penalty", "veto", "adjust"):
                self.standing.mode, self.standing.context = kind, cell.text
                yield from cell_reads(self.paper, cell, "note", "加减分或否决项的标题")
                return
            if role == "dimension" and not self.standing.whole:
                self.standing.mode = ""
            if self.standing.mode:
                self.standing.context += cell.text
                yield from cell_reads(self.paper, cell, "note", "加减分或否决项的标题")
                return
            yield from self._level(cell, role, self._points(cell, row), number, row)
        elif self.standing.mode:
            yield from self._special(cell, row, number)
        elif role == "criterion" and (kind := is_label(cell.text)) is not None and self._told_beside(cell):
            yield from self._labelled(cell, row, kind)
        elif role == "criterion":
            yield from self._criterion(cell, row, number)
        else:
            yield from self._demands(cell, row, number)

    def _role(self, cell: Cell, row: int) -> Role:
        role = self.plan.roles.get(cell.column, "criterion")
        if self.plan.steps and cell.column == self.plan.item:
            found = mark_in(self.grid, self.plan, row)
            role = self.plan.steps.get(kind_of(found), "requirement" if found is None else "criterion")
        return role

    def _number(self, cell: Cell, row: int) -> Mark | None:
        own = mark(cell.text.strip())
        if own is not None and (own.kind == "dotted" or self.plan.numbers != cell.column):
            return own
        if self.plan.numbers == cell.column:
            return mark_in(self.grid, self.plan, row) or own
        return own

    def _points(self, cell: Cell, row: int) -> Decimal | None:
        """The points of a level's cell: as its own column prints them, or in brackets behind its words."""
        printed = self.plan.points.get((cell.column, row))
        if (worked_out := self.plan.worth.get((cell.column, row))) is not None:
            return worked_out
        if printed:
            return most_beside(self.grid, self.plan, row, printed) or sum(
                (found.value for _, found in printed), Decimal(0)
            )
        return worth_in(cell.text)

    def _level(self, cell: Cell, role: Role, points: Decimal | None, number: Mark | None, row: int) -> Iterator[Read]:
        """What opens a level: all its lines are its name, but for those that are points alone."""
        first = True
        for index, text in zip(cell.passages, cell.lines, strict=True):
            if not first and points_in(text) is not None:
                yield Read(index, 0, len(text), "points")
                continue
            if not first and mark(text) is None and re.search(r"[。；;]$", text.strip()):
                yield Read(index, 0, len(text), "note", why="标题下的说明")
                continue
            read = Read(index, 0, len(text), role, joins=not first)
            if first:
                bare = (share_in(cell.text) if by_weight(self.layout) else None) or (
                    bare_worth(cell.text) if points is None and self.scored else None
                )
                read.number, read.points = shown(number), points if bare is None or points is not None else bare[0]
                if bare is not None and len(cell.lines) == 1:
                    own = mark(bare[1])
                    read.text = bare[1][own.end if own else 0 :]
                if number is not None and number.kind in ("cn", "chapter"):
                    read.context = text[: number.end].strip() if mark(text) is not None else f"{text}"[:0]
                self._spoilt(read, cell, row)
            yield read
            first = False

    def _spoilt(self, read: Read, cell: Cell, row: int) -> None:
        """Say what is unsure about the points of a level."""
        printed = self.plan.points.get((cell.column, row), [])
        unsure = [(place, found) for place, found in printed if not found.sure]
        joint = [
            place for place, _ in printed if place.last > self.plan.ends[cell.column, row] and read.role == "criterion"
        ]
        if joint:
            read.doubt, read.sure = "points-joint", False
            read.why = f"分值“{joint[0].words}”一格管几项，暂记在第一项，请把它分到各项"
        elif unsure and not unsure[0][1].spoilt:  # a letter for a digit is said of the document itself
            read.doubt, read.sure = "points", False
            value = most_beside(self.grid, self.plan, row, printed) or unsure[0][1].value
            read.why = f"分值一格印的是“{unsure[0][0].words[:20]}”，读作 {value:f} 分"

    def _criterion(self, cell: Cell, row: int, number: Mark | None) -> Iterator[Read]:
        printed = self.plan.points.get((cell.column, row), [])
        points = self._points(cell, row) if printed else None
        segments = segments_of(self.paper, cell)
        grades = grades_of(self.scale, self.grid, row, points, scored=self.scored) if self.scale is not None else ()
        grades = grades or levels_beside(self.grid, self.plan, row, points)
        points = highest(grades) if points is None else points
        if (
            points is None
            and (self.scored or self.plan.bare)
            and role_of(cell.text) == "veto"
            and worth_in(cell.text) is None
        ):
            for read in cell_reads(self.paper, cell, "veto"):
                yield replace(read, context=cell.text, number=shown(number), joins=read.passage != cell.passages[0])
            return
        shared = shares_of(segments, printed)
        if is_list(segments) and number is not segments[0].number and (printed or self.plan.numbers == cell.column):
            first = segments[0]
            title = re.split(r"[，,。；;：:（(]", without_worth(first.words))[0][:_NAME]
            index = cell.passages[0]
            head = Read(index, 0, 0, "criterion", shown(number), points, title)
            head.points = points if points is not None else sum_of(segments)
            head.grades = grades
            self._spoilt(head, cell, row)
            yield head
            yield from _signs(printed)
            for segment, value in zip(segments, shared, strict=True):
                yield from self._segment(segment, "requirement", value)
            return
        opened = False
        for segment, value in zip(segments, shared, strict=True):
            if not opened:
                opened = True
                reads = list(segment.reads("criterion"))
                head = reads[0]
                head.number = shown(number)
                head.points = points if points is not None else worth_in(segment.text)
                if head.points is None and self.plan.bare:
                    self._bare(head, segments)
                if head.points is None and len(segments) > 1:
                    head.points = sum_of(segments[1:])
                    if head.points is not None:
                        head.doubt, head.sure = "points", False
                        head.why = f"本项没有合计，文中各处分值相加为 {head.points:f} 分"
                if head.points is None and not self.scored:
                    head.points = sum_below(self.paper, self.grid, self.plan, row)
                head.grades = grades
                self._spoilt(head, cell, row)
                yield from reads
                yield from _signs(printed)
            elif points_in(segment.text) is not None:
                yield from segment.reads("points")
            else:
                yield from self._segment(segment, "requirement", value)

    def _bare(self, head: Read, segments: Sequence[Segment]) -> None:
        """Take the points that stand in brackets without their name behind the words of an item."""
        first = segments[0]
        own = bare_worth(first.text)
        if own is not None:
            head.points = own[0]
            head.text = own[1][first.number.end if first.number else 0 :].strip()
        elif (last := points_in(segments[-1].text)) is not None and len(segments) > 1:
            head.points = last.value

    def _demands(self, cell: Cell, row: int, number: Mark | None) -> Iterator[Read]:
        """A cell below what is rated: each of its demands, and beside each the rule that has its number."""
        segments = segments_of(self.paper, cell)
        own = self.plan.holder(self.plan.item, row)
        printed = [one for one in self.plan.points.get(own, []) if one[0].row == row] if own is not None else []
        several = own is not None and len(self.plan.points.get(own, [])) > 1
        values = (
            shares_of(segments, printed)
            if not several
            else [printed[0][1].value if printed else None, *[None] * len(segments)]
        )
        rules = self._rules(row, numbered(segments))
        for at, run in enumerate(numbered(segments)):
            for segment in run:
                value = values[segments.index(segment)]
                yield from self._segment(segment, "requirement", value, number if segment is segments[0] else None)
            for rule in rules.get(at, ()):
                yield from self._segment(rule, "deduction", None)

    def _rules(self, row: int, runs: Sequence[Sequence[Segment]]) -> dict[int, list[Segment]]:
        """The rules of the column beside, each behind the demand with the same number; nothing where they do not pair."""
        found: dict[int, list[Segment]] = {}
        for at in self.layout.of("standard"):
            cell = self.grid.at(row, at)
            if cell is None or cell.row != row or cell.column != at or at == self.plan.item or len(runs) < 2:
                continue
            theirs = numbered(segments_of(self.paper, cell))
            ours = [run[0].number.value if run[0].number else None for run in runs]
            if (
                len(theirs) != len(runs)
                or [one[0].number.value if one[0].number else None for one in theirs] != ours
                or None in ours
            ):
                continue
            self._done.add(id(cell))
            for number, run in enumerate(theirs):
                found.setdefault(number, []).extend(run)
        return found


def _signs(printed: Sequence[tuple[Cell, Points]]) -> Iterator[Read]:
    """What marks an item beside its points: a remark of it."""
    for cell, found in printed:
        if found.signs:
            yield echo(cell.passages[0], f"分值旁印有“{found.signs}”", "note")
