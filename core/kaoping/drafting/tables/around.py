"""What stands around a table and names what its items are about: a heading before it, the name of its sheet. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kaoping.drafting.making.reads import Read
from kaoping.drafting.outlines.sections import about, is_veto
from kaoping.drafting.phrases.terms import bands
from kaoping.drafting.tables.cells import cell_reads, segments_of
from kaoping.drafting.tables.grid import Cell, Grid
from kaoping.drafting.tables.heads import squeezed, word
from kaoping.drafting.tables.rows import Block
from kaoping.drafting.values import Role
from kaoping.intake.marks import mark
from kaoping.intake.paper import Paper

_ENDED = re.compile(r"[。；;，,：:]\s*$")
_NAMELESS = re.compile(r"(?:Sheet|工作表|表)\s*\d*", re.IGNORECASE)
_CUT = re.compile(r"[^。；;！!？?：:…”’」』）)\]】》\s\d]\s*\Z")
#: Columns of what each case costs or gives.
_TAKEN = re.compile(r"(?:每次|单次|每处|每项)?(?:扣|减)分(?:分值|值)")
_GIVEN = re.compile(r"(?:每次|单次|每项)?加分(?:分值|值)")


def around(paper: Paper, cell: Cell, role: Role, why: str) -> Iterator[Read]:
    """A cell above or below the items; a note may tell outcomes and what bars."""
    reads = list(cell_reads(paper, cell, role, why))
    if role == "note" and any(bands(one.text) or is_veto(one.text) for one in segments_of(paper, cell, fine=False)):
        # Each numbered piece on its own: one may tell an outcome, the next what bars.
        reads = [
            replace(read, why=why) for segment in segments_of(paper, cell, fine=False) for read in segment.reads(role)
        ]
    for read in reads:
        text = paper.passages[read.passage].printed[read.start : read.end]
        if role == "note" and bands(text):
            yield replace(read, role="outcome", why="")
        elif role == "note" and is_veto(text):
            said = "表下的说明里像有否决的情形，读作否决项"
            yield replace(
                read, role="veto", context=text, sure=False, doubt="veto-note", why=said, others=("note", "rule")
            )
        else:
            yield read


def special_mode(paper: Paper, grid: Grid, block: Block) -> str:
    """What a table's items are, where its head or the paragraph before it says that they add, take off or bar."""
    if block.head is None:
        return ""
    first = grid.cells[0].passages[0]
    before = paper.passages[first - 1].printed if first > 0 and not paper.passages[first - 1].table else ""
    said = [word(text) for column in block.head.words.values() for text in column]
    if sum(one is not None and one.kind == "points" for one in said) == 1:
        for mode, name in (("penalty", _TAKEN), ("bonus", _GIVEN)):
            if any(name.fullmatch(squeezed(text)) for column in block.head.words.values() for text in column):
                return mode
    # 扣分标准 and 加分标准 stand beside what is rated as well: of the head the first level alone tells.
    texts = [text for _, column in sorted(block.head.words.items()) for text in column]
    texts = [text for text in texts if (named := word(text)) is not None and named.kind == "level"]
    for text in [*texts[:1], before, _sheet(paper, first)]:
        bare = text[found.end :] if (found := mark(text)) else text
        if len(bare) <= 24 and (kind := about(bare, bare, scored=True)) in ("bonus", "penalty", "veto", "adjust"):
            return str(kind)
    return ""


def goes_on(paper: Paper, grid: Grid, reads: Iterable[Read]) -> Iterator[Read]:
    """The reads of a table that goes on after a page; where a cut sentence goes on, that is asked about."""
    first = grid.cells[0].passages[0]
    above = [one for one in paper.passages[:first] if one.table]
    cut = {one.column for one in above if one.row == above[-1].row and len(one.text) > 4 and _CUT.search(one.text)}
    asked = False
    for read in reads:
        passage = paper.passages[read.passage]
        fits = passage.row == grid.rows[0] and passage.column in cut and read.role in ("requirement", "deduction")
        if fits and not asked and read.start == 0 and not read.doubt:
            asked = True
            why = "上一页同一列的句子没有完，像是接到这里；如果是，请把两处并成一句"
            yield replace(read, doubt="cut", sure=False, why=why)
        else:
            yield read


def _sheet(paper: Paper, index: int) -> str:
    if paper.form != "xlsx":
        return ""
    return paper.passages[index].place.rsplit(" ", 1)[0] if " " in paper.passages[index].place else ""
