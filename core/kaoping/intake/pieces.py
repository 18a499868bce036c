"""A document cut into the smallest parts that an item may consist of: sentences, each with the numbers before it. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kaoping.intake.figures import without_points
from kaoping.intake.marks import Mark, alone, marks, starts
from kaoping.intake.paper import Paper, Passage
from kaoping.intake.wording import pairs

#: After these a sentence is over; brackets and quotes that close belong to it, and so do points: `……完善。（1分）。`
_END = re.compile(r"[。；;！!？?][”’」』]?(?:\s*[（(\[【][^（）()\[\]【】]{1,8}分[）)\]】][。；;]?)?")
#: A line, not a short one, that ends within a sentence.
_OPEN = re.compile(r".{10}[^。；;！!？?：:…”’」』）)\]】》\s]\Z", re.DOTALL)
_POINT_HEADS = re.compile(r"(?:标准|指标|总)?分(?:值|数)|满分值?|标准分|赋分|配分|权重")
#: Within the head of a column: spaces, and what stands in brackets.
_NOTHING_SAID = re.compile(r"\s|[（(][^（）()]*[）)]")


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence of a passage.

    :ivar passage: its index in the document
    :ivar text: as printed, with its number
    :ivar marks: the numbers before it, the outermost first; also one that stands in a cell of its own before it
    :ivar first: whether the passage begins with it
    :ivar broken: whether the passage before it ends in the middle of a sentence
    :ivar body: what follows the numbers
    :ivar words: its pairs of characters
    """

    passage: int
    text: str
    marks: tuple[Mark, ...]
    first: bool
    broken: bool
    body: str
    words: Counter[str]


def pieces(paper: Paper) -> list[Piece]:
    """Every sentence of the document in order."""
    found: list[Piece] = []
    waiting: tuple[int, Passage, Mark] | None = None
    worth = points_columns(paper)
    for index, passage in enumerate(paper.passages):
        counts = bool(passage.number) or (passage.table, passage.column) in worth
        one = None if counts else alone(passage.text)
        if one is not None and len(passage.text) <= 8:
            waiting = (index, passage, one)
            continue
        before: tuple[Mark, ...] = ()
        if waiting is not None and _beside(waiting[1], passage):
            before = (waiting[2],)
        waiting = None
        broken = index > 0 and _is_broken(paper.passages[index - 1], passage)
        found += _sentences(index, passage, before, broken)
    return found


def points_columns(paper: Paper) -> set[tuple[int, int]]:
    """Table and column of every column of points: the numbers in it are not those of items.

    A table without such a head has those of the table before it: it may go on with it on another page.
    """
    heads: dict[int, set[int]] = {}
    for one in paper.passages:
        found = heads.setdefault(one.table, set())
        if one.table and _POINT_HEADS.fullmatch(_NOTHING_SAID.sub("", one.text)):
            found.add(one.column)
    last: set[int] = set()
    columns: set[tuple[int, int]] = set()
    for table in sorted(heads.keys() - {0}):
        last = heads[table] or last
        columns |= {(table, column) for column in last}
    return columns


def _beside(number: Passage, passage: Passage) -> bool:
    """Whether a number that stands alone belongs to this passage: the next cell of its row, or the next line."""
    if number.table or passage.table:
        return number.table == passage.table and number.row <= passage.row < number.row + number.rows
    return True


def _is_broken(before: Passage, passage: Passage) -> bool:
    """Whether the passage may go on with the sentence of the one before: lines of one column, none a short one."""
    same = (before.table, before.column) == (passage.table, passage.column)
    return same and not passage.number and _OPEN.search(before.text) is not None


def _sentences(index: int, passage: Passage, before: tuple[Mark, ...], broken: bool) -> Iterator[Piece]:
    text = passage.printed
    cuts = {0, *starts(text), *(found.end() for found in _END.finditer(text))}
    edges = sorted(cut for cut in cuts if text[cut:].strip())
    for start, end in zip(edges, [*edges[1:], len(text)], strict=True):
        part = text[start:end]
        own, words = marks(part)
        if not own or words >= len(part.rstrip()):
            own, words = [], 0
        numbers = (*(before if start == 0 else ()), *own)
        yield Piece(
            index,
            part.strip(),
            numbers,
            start == 0,
            broken and start == 0,
            part[words:],
            pairs(without_points(part[words:])),
        )
