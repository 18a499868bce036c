"""What stands around a table and names what its items are about: a heading before it, the name of its sheet. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kaoping.drafting.phrases import worths
from kaoping.drafting.reads import Read
from kaoping.drafting.sections import about, is_veto
from kaoping.drafting.table_cells import cell_reads, segments_of
from kaoping.drafting.table_grid import Cell, Grid, grid_of
from kaoping.drafting.table_heads import head_at, word
from kaoping.drafting.table_rows import Block
from kaoping.drafting.terms import bands
from kaoping.drafting.values import Role
from kaoping.intake.marks import mark
from kaoping.intake.paper import Paper

_ENDED = re.compile(r"[。；;，,：:]\s*$")
_NAMELESS = re.compile(r"(?:Sheet|工作表|表)\s*\d*", re.IGNORECASE)
_CUT = re.compile(r"[^。；;！!？?：:…”’」』）)\]】》\s\d]\s*\Z")
_LONGEST = 60


def is_led(paper: Paper, first: int) -> bool:
    """Whether the paragraph before a table is a heading of its items: with points, or as before other tables."""
    if not _leads(paper, first):
        return False
    if worths(paper.passages[first - 1].printed):
        return True
    begins = [
        at
        for at, one in enumerate(paper.passages)
        if one.table and (at == 0 or paper.passages[at - 1].table != one.table)
    ]
    return sum(_leads(paper, at) for at in begins) > 1


def _leads(paper: Paper, first: int) -> bool:
    if first == 0 or paper.passages[first - 1].table:
        return False
    text = paper.passages[first - 1].printed.strip()
    number = mark(text)
    return (
        number is not None
        and number.kind in ("cn", "cn-paren", "chapter")
        and len(text) <= _LONGEST
        and not _ENDED.search(text)
    )


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


def sheet_name(paper: Paper, grid: Grid) -> Iterator[Read]:
    """The name of a workbook's sheet as what its items are about, where several sheets hold items."""
    first = grid.cells[0].passages[0]
    title = _sheet(paper, first)
    if not title or _NAMELESS.fullmatch(title):
        return
    tables: dict[int, list[int]] = {}
    for index, passage in enumerate(paper.passages):
        tables.setdefault(passage.table, []).append(index)
    grids = [grid_of(paper, indices) for table, indices in tables.items() if table]
    if sum(any(head_at(one, row) is not None for row in one.rows[:8]) for one in grids) < 2:
        return
    yield Read(
        first, 0, 0, "dimension", text=title, sure=False, doubt="sheet",
        why=f"工作表“{title}”的名称读作一级指标；如果各工作表是各自的评分表，请分别导入", others=("note",),
    )  # fmt: skip


def _sheet(paper: Paper, index: int) -> str:
    if paper.form != "xlsx":
        return ""
    return paper.passages[index].place.rsplit(" ", 1)[0] if " " in paper.passages[index].place else ""
