"""A standard held against its document: for each criterion its clause, and whether points and figures agree. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kaoping.errors import refuse
from kaoping.intake.align import NEARER, SURE, aligned, weights_of, words_of
from kaoping.intake.figures import demanded, figures, folded, points, value, values
from kaoping.intake.paper import Paper, Passage
from kaoping.intake.pieces import Piece, pieces, points_columns
from kaoping.intake.wanted import wanted
from kaoping.intake.wording import Weights, pairs
from kaoping.numbers import plain
from kaoping.standard.resolved import Resolved

State = Literal["matched", "doubtful", "missing"]

#: A likeness at which neither a number that differs nor another place raises a doubt.
PLAIN = 0.4
#: The same below it, where no other criterion is more than so much as near.
APART = 0.5
#: From here on a part of a clause speaks of a requirement.
SENTENCE = 0.2
#: The longest of the official documents has 430.
MOST_SENTENCES = 20_000
#: Paragraphs shorter than this (in pairs of characters) are heads of columns, numbers of pages and the like.
SHORT = 8
#: A paragraph so like the title of a section is that title.
TITLE = 0.45
_PART = re.compile(r"(?<=[，。；;,、])")
_NUMBER = re.compile(r"\s*(\d+(?:\.\d+)?)\s*分?\s*")


@dataclass(frozen=True, slots=True)
class Clause:
    """What the document says of one criterion.

    :ivar text: as printed; paragraphs on lines of their own; empty where it is missing
    :ivar place: `第12段`, `表2 第3行第4列 至 第4行第4列`
    :ivar doubts: why it is doubtful; what is odd about one that is matched stands in `remarks`; in Chinese
    :ivar points: what the document prints; None where it prints none
    :ivar points_equal: None where the standard has no points, or the document prints none
    :ivar points_missing: whether the document should print points and prints none
    :ivar figures: every figure that the clause prints, and whether the standard has it
    :ivar absent: figures of the standard that the clause does not print
    :ivar requirements: by requirement the words of the clause nearest to it; empty where none is near
    """

    criterion: str
    title: str
    state: State
    text: str = ""
    place: str = ""
    likeness: float = 0.0
    doubts: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    points: Decimal | None = None
    points_equal: bool | None = None
    points_missing: bool = False
    figures: tuple[tuple[str, bool], ...] = ()
    absent: tuple[str, ...] = ()
    requirements: tuple[tuple[str, str], ...] = ()

    @property
    def differs(self) -> tuple[str, ...]:
        """In what the clause and the standard differ, in Chinese."""
        found = []
        if self.points_equal is False:
            found.append(f"分值不同：文件印 {plain(self.points) if self.points is not None else '不详'} 分")
        if self.points_missing:
            found.append("文件未印分值")
        found += [f"文件有“{figure}”，标准没有" for figure, known in self.figures if not known]
        found += [f"标准有“{figure}”，文件没有" for figure in self.absent]
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Extra:
    """A paragraph within the sheet that belongs to no criterion."""

    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Held:
    """A standard held against a document.

    :ivar clauses: one for each criterion, in the standard's order
    :ivar extra: what stands between the first clause and the last and belongs to none
    :ivar outside: how many paragraphs stand before the first and behind the last
    :ivar notes: the reader's
    """

    standard: str
    clauses: tuple[Clause, ...]
    extra: tuple[Extra, ...]
    outside: int
    notes: tuple[str, ...]

    def count(self, state: State) -> int:
        """How many criteria are in this state."""
        return sum(clause.state == state for clause in self.clauses)

    @property
    def likely(self) -> bool:
        """Whether so much was found that it is the document of this standard."""
        return self.count("missing") * 3 <= len(self.clauses) * 2

    @property
    def ok(self) -> bool:
        """Whether all is matched, nothing differs and nothing is left over."""
        return not self.extra and all(clause.state == "matched" and not clause.differs for clause in self.clauses)


def held(resolved: Resolved, paper: Paper) -> Held:
    """Hold a standard against a document.

    :raises Refused: the document is far longer than any rubric; it would take minutes.
    """
    return _Holding(resolved, paper).held()


class _Holding:
    """One standard and one document, with what is worked out once of both."""

    def __init__(self, resolved: Resolved, paper: Paper) -> None:
        self.id = resolved.id
        self.paper = paper
        self.wants = wanted(resolved)
        self.found = pieces(paper)
        if len(self.found) > MOST_SENTENCES:
            raise refuse("document", f"文件过长（超过 {MOST_SENTENCES} 句），请只留下评分标准那一部分再试")
        self.weights = weights_of(self.wants, self.found)
        self.runs = aligned(self.wants, self.found)
        self.chain = _in_order(self.runs)
        self._worth = _worth_by_row(paper)

    def held(self) -> Held:
        """Every criterion with its clause, and what is left over."""
        inside = range(0)
        if self.chain:
            inside = range(self.found[self.chain[0][0]].passage, self.found[self.chain[-1][1] - 1].passage + 1)
        titles = [pairs(title) for title in dict.fromkeys(title for want in self.wants for _, title in want.section)]
        extra = tuple(
            Extra(self.paper.passages[at].place, text)
            for at, text in self._left_over().items()
            if at in inside and _says_something(text, titles, self.weights)
        )
        clauses = tuple(self._clause(index) for index in range(len(self.wants)))
        return Held(self.id, clauses, extra, len(self.paper.passages) - len(inside), self.paper.notes)

    def _left_over(self) -> dict[int, str]:
        """By paragraph what is no part of any clause."""
        taken = {at for run in self.runs if run for at in range(*run)}
        left: dict[int, str] = {}
        for at, piece in enumerate(self.found):
            if at not in taken:
                left[piece.passage] = left.get(piece.passage, "") + piece.text
        return left

    def _clause(self, index: int) -> Clause:
        want, run = self.wants[index], self.runs[index]
        if run is None:
            return Clause(want.id, want.title, "missing")
        part = self.found[slice(*run)]
        passages = [self.paper.passages[at] for at in sorted({piece.passage for piece in part})]
        body = "".join(piece.body for piece in part)
        likeness, doubts, remarks = self._doubts(index, run)
        printed = points(body) or tuple(self._worth[row] for row in _rows(passages) if row in self._worth)[:1]
        unprinted = bool(want.points) and not printed
        if unprinted and want.no_points:
            remarks = (*remarks, "文件未印分值，标准有勘误")
        known = values(want.texts)
        return Clause(
            criterion=want.id,
            title=want.title,
            state="doubtful" if doubts else "matched",
            text=_text(part),
            place=_place(passages),
            likeness=likeness,
            doubts=doubts,
            remarks=remarks,
            points=_said(printed, want.points),
            points_missing=unprinted and not want.no_points,
            points_equal=_said(printed, want.points) == want.points if printed and want.points is not None else None,
            figures=tuple((figure, value(figure) in known) for figure in figures(body)),
            absent=tuple(dict.fromkeys(figure for text in want.said for figure in demanded(text, body))),
            requirements=tuple((id, self._words_of(words, body)) for id, words in want.requirements),
        )

    def _words_of(self, words: Mapping[str, int], body: str) -> str:
        """The one to three parts between signs, side by side, that are nearest to a requirement."""
        parts = [part for part in _PART.split(body) if part.strip()]
        near = [
            (self.weights.likeness(pairs(text), words), text)
            for size in (1, 2, 3)
            for at in range(len(parts) - size + 1)
            for text in ("".join(parts[at : at + size]).strip(" ，；。、,;"),)
        ]
        best, text = max(near, default=(0.0, ""))
        return text if best >= SENTENCE else ""

    def _doubts(self, index: int, run: tuple[int, int]) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
        """How like the clause is, why it is doubtful, and what is odd but raises no doubt."""
        want = self.wants[index]
        words = words_of(self.found, run)
        likeness = self.weights.likeness(words, want.words)
        doubts, odd = [], []
        if likeness < SURE:
            doubts.append("措辞相近的不多")
        marks = self.found[run[0]].marks
        if marks and want.numbers and not any(mark.value in want.numbers for mark in marks):
            odd.append(f"文件所印序号是 {'.'.join(map(str, marks[0].value))}")
        if run[0] < self.chain[0][0] or run[1] > self.chain[-1][1]:
            doubts.append("在本标准其他各项之外，可能是另一个标准的同类项")
        elif run not in self.chain:
            odd.append("不在前后各项之间")
        others = [(self.weights.likeness(words, one.words), one.id) for one in self.wants if one is not want]
        nearest, other = max(others, default=(0.0, ""))
        if nearest > likeness + NEARER:
            doubts.append(f"与 {other} 更相近")
        if likeness < PLAIN and nearest > likeness * APART:
            return likeness, (*doubts, *odd), ()
        return likeness, tuple(doubts), tuple(odd)


def _text(part: Sequence[Piece]) -> str:
    """A clause as printed, each paragraph on a line of its own."""
    text, last = "", -1
    for piece in part:
        goes_on = piece.passage == last or not text or (piece.broken and not piece.marks)
        text += piece.text if goes_on else f"\n{piece.text}"
        last = piece.passage
    return text


def _place(passages: Sequence[Passage]) -> str:
    first, last = passages[0].place, passages[-1].place
    return first if first == last else f"{first} 至 {last}"


def _said(printed: Sequence[Decimal], wanted: Decimal | None) -> Decimal | None:
    """The points of the whole clause: where its parts have their own, their sum if that is what is wanted."""
    if not printed:
        return None
    total = sum(printed, Decimal(0))
    if wanted is not None and wanted in printed:
        return wanted
    return total if total == wanted else printed[0]


def _rows(passages: Sequence[Passage]) -> list[tuple[int, int]]:
    return [(one.table, row) for one in passages if one.table for row in range(one.row, one.row + one.rows)]


def _worth_by_row(paper: Paper) -> dict[tuple[int, int], Decimal]:
    """The points in a column 分值 of a table, by table and row."""
    heads = points_columns(paper)
    found: dict[tuple[int, int], Decimal] = {}
    for one in paper.passages:
        if (one.table, one.column) in heads:
            number = _NUMBER.fullmatch(folded(one.text))
            if number is not None:
                found |= {(one.table, row): Decimal(number.group(1)) for row in range(one.row, one.row + one.rows)}
    return found


def _says_something(text: str, titles: Sequence[Mapping[str, int]], weights: Weights) -> bool:
    words = pairs(text)
    return len(words) >= SHORT and all(weights.likeness(words, title) < TITLE for title in titles)


def _in_order(runs: Sequence[tuple[int, int] | None]) -> list[tuple[int, int]]:
    """The longest chain of runs of which each stands behind the one before."""
    given = [run for run in runs if run is not None]
    best: list[tuple[int, int]] = []  # length of the chain that ends here, and where it came from
    for at, run in enumerate(given):
        length, before = max(((best[k][0], k) for k in range(at) if given[k][1] <= run[0]), default=(0, -1))
        best.append((length + 1, before))
    if not best:
        return []
    at = max(range(len(best)), key=lambda k: best[k][0])
    chain = []
    while at >= 0:
        chain.append(given[at])
        at = best[at][1]
    return chain[::-1]
