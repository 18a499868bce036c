"""The text of a cell cut into what is one demand, one rule, one proof each, with where it stands in the document. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kaoping.drafting.making.reads import Read
from kaoping.drafting.outlines.lines import Line, sentences
from kaoping.drafting.phrases import clause_cuts
from kaoping.drafting.tables.content import points_in
from kaoping.drafting.tables.grid import Cell
from kaoping.drafting.values import Role
from kaoping.intake.marks import Mark, mark, starts
from kaoping.intake.paper import Paper

_CLOSED = re.compile(
    r"[。；;！!？?：:.]['”’」』）)]?\s*\Z|分[)）\]】]\s*\Z|[扣减得加计]\s*\d[\d.\s\-—–~～至到分]*分\s*\Z"
)
#: Words in brackets go on with the word before them: 每个村 | （社区）培育….
_BRACKETED = re.compile(r"[（(][\u4e00-\u9fff、]{1,8}[）)][\u4e00-\u9fff]")
#: Lines that are shorter are the lines of a narrow column: their words go on.
_NARROW = 14


@dataclass(slots=True)
class Segment:
    """A piece of a cell.

    :ivar number: the number it begins with
    :ivar inner: whether it stands in a table within the cell
    """

    line: Line
    start: int
    end: int
    number: Mark | None
    inner: bool = False

    @property
    def text(self) -> str:
        """What it prints, with its number."""
        return self.line.text[self.start : self.end].strip()

    @property
    def words(self) -> str:
        """What it prints behind its number."""
        return self.text[self.number.end :].strip() if self.number else self.text

    def reads(self, role: Role, **more: object) -> Iterator[Read]:
        """A read for each passage that it stands in; those after the first join it."""
        for index, (passage, low, high) in enumerate(self.line.places(self.start, self.end)):
            read = Read(passage, low, high, role, joins=index > 0)
            if index == 0:
                for name, value in more.items():
                    setattr(read, name, value)
            else:
                read.why = str(more.get("why", ""))
            yield read


def lines_in(paper: Paper, cell: Cell) -> list[Line]:
    """The paragraphs of a cell, with those put together that a narrow column or a page break cut."""
    lines: list[Line] = []
    for at, (index, text) in enumerate(zip(cell.passages, cell.lines, strict=True)):
        passage = paper.passages[index]
        if index in cell.inner:
            before = paper.passages[cell.passages[at - 1]] if at and cell.passages[at - 1] in cell.inner else None
            if before is not None and (before.table, before.row) == (passage.table, passage.row):
                lines[-1].text += "：" if len(lines[-1].spans) == 1 else "，"
                lines[-1].add(index, passage)
            else:
                lines.append(Line([(index, 0, len(text))], text, passage))
            continue
        goes_on = at in cell.seams or (
            bool(lines)
            and cell.passages[at - 1] not in cell.inner
            and not passage.number
            and mark(text) is None
            and points_in(text) is None
            and not _CLOSED.search(lines[-1].text)
            and (len(lines[-1].text) > _NARROW or len(text) <= _NARROW or _BRACKETED.match(text) is not None)
            and points_in(lines[-1].text) is None
        )
        if goes_on:
            lines[-1].add(index, passage)
        else:
            lines.append(Line([(index, 0, len(text))], text, passage))
    return lines


def segments_of(paper: Paper, cell: Cell, *, fine: bool = True) -> list[Segment]:
    """The cell cut at its paragraphs, at each number within them, and with `fine` at sentences and clauses that tell figures."""
    found: list[Segment] = []
    for line in lines_in(paper, cell):
        text = line.text
        if line.spans[0][0] in cell.inner:
            found.append(Segment(line, 0, len(text), None, inner=True))
            continue
        cuts = {0, *starts(text)}
        if fine:
            cuts |= {low for low, _ in sentences(text)}
        edges = sorted(cut for cut in cuts if text[cut:].strip())
        for start, end in zip(edges, [*edges[1:], len(text)], strict=True):
            piece = text[start:end]
            number = mark(piece)
            inner = [at for at in clause_cuts(piece) if at == 0 or at > (number.end if number else 0)] if fine else [0]
            for low, high in zip(inner, [*inner[1:], len(piece)], strict=True):
                found.append(Segment(line, start + low, start + high, number if low == 0 else None))
    return found


def numbered(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments in runs, each begun by a number; what stands before the first number is a run of its own."""
    runs: list[list[Segment]] = []
    for segment in segments:
        if segment.number is not None or not runs:
            runs.append([segment])
        else:
            runs[-1].append(segment)
    return runs


def is_list(segments: Sequence[Segment]) -> bool:
    """Whether a cell begins with the first number of a list of several."""
    marks = [one.number for one in segments if one.number is not None]
    if len(marks) < 2 or not segments or segments[0].number is None:
        return False
    first, second = marks[0], marks[1]
    return first.kind == second.kind and second.value[-1] == first.value[-1] + 1 and first.kind not in ("cn", "chapter")


def cell_reads(paper: Paper, cell: Cell, role: Role, why: str = "", *, sure: bool = True) -> Iterator[Read]:
    """The whole cell in one role, a read for each passage."""
    for index, text in zip(cell.passages, cell.lines, strict=True):
        yield Read(index, 0, len(text), role, why=why, sure=sure)
