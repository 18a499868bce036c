"""What stands around a table and names what its items are about: a heading before it, the name of its sheet. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kaoping.drafting.making.reads import Read
from kaoping.drafting.outlines.sections import about, is_veto, opens_list
from kaoping.drafting.phrases.terms import bands
from kaoping.drafting.tables.cells import cell_reads, segments_of
from kaoping.drafting.tables.grid import Cell, Grid
from kaoping.drafting.tables.heads import squeezed, word
from kaoping.drafting.tables.rows import LABELLED, Block
from kaoping.drafting.tables.words import shown
from kaoping.drafting.values import Role
from kaoping.intake.marks import mark
from kaoping.intake.paper import Paper

_ENDED = re.compile(r"[。；;，,：:]\s*$")
_NAMELESS = re.compile(r"(?:Sheet|工作表|表)\s*\d*", re.IGNORECASE)
_CUT = re.compile(r"[^。；;！!？?：:…”’」』）)\]】》\s\d]\s*\Z")
_SIGNED = re.compile(
    r"(?:每[一1]?[\u4e00-\u9fff]{0,3})?\s*[+＋\-—－−]\s*\d+(?:\.\d+)?\s*分?(?:\s*[/／]\s*[\u4e00-\u9fff]{1,2})?"
)
_FAILED = re.compile(r"(?:直接|一律)?(?:[判评认确]?定?为)?(?:不合格|不达标|一票否决|否决)(?:案?卷|等次|等级|项|单位)?")
#: Columns of what each case costs or gives.
_TAKEN = re.compile(r"(?:每次|单次|每处|每项)?(?:扣|减)分(?:分值|值)")
_GIVEN = re.compile(r"(?:每次|单次|每项)?加分(?:分值|值)")


def around(paper: Paper, cell: Cell, role: Role, why: str) -> Iterator[Read]:
    """A cell above or below the items; a note may tell outcomes and what bars."""
    if role == "note" and (listed := _listed(paper, cell)):
        yield from listed
        return
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


def _listed(paper: Paper, cell: Cell) -> list[Read]:
    """A row that is a list by itself: 加分项：…；… or 有下列情形之一的，…：1.…；2.…; nothing for others."""
    segments = segments_of(paper, cell, fine=False)
    first = segments[0]
    label = LABELLED.match(first.text)
    kind = about(first.text[: label.end()].strip("：: "), "", scored=True) if label is not None else None
    if label is not None and kind in ("bonus", "penalty", "veto"):
        role: Role = kind
        found = list(
            replace(first, end=first.start + label.end(), number=None).reads("note", why="加减分或否决项的标题")
        )
        for segment in segments:
            at = label.end() if segment is first else 0
            for piece in re.finditer(r"[^；;。]+[；;。]?", segment.text[at:]):
                low = segment.start + at + piece.start()
                for read in replace(segment, start=low, end=low + len(piece[0]), number=None).reads(role):
                    read.context, read.number = cell.text, ""
                    found.append(read)
        return found
    if len(segments) > 1 and opens_list(first.text) and is_veto(first.text) and all(one.number for one in segments[1:]):
        reads = list(first.reads("note", why="否决项的引语"))
        for segment in segments[1:]:
            reads += segment.reads("veto", number=shown(segment.number), context=first.text)
        return reads
    return []


def special_mode(paper: Paper, grid: Grid, block: Block) -> str:
    """What a table's items are, where its head or the paragraph before it says that they add, take off or bar."""
    before = caption(paper, grid)
    if block.head is None:
        return _told_in([before])
    first = grid.cells[0].passages[0]
    said = [word(text) for column in block.head.words.values() for text in column]
    if sum(one is not None and one.kind == "points" for one in said) == 1:
        for mode, name in (("penalty", _TAKEN), ("bonus", _GIVEN)):
            if any(name.fullmatch(squeezed(text)) for column in block.head.words.values() for text in column):
                return mode
    # 扣分标准 and 加分标准 stand beside what is rated as well: of the head the first level alone tells.
    texts = [text for _, column in sorted(block.head.words.items()) for text in column]
    texts = [text for text in texts if (named := word(text)) is not None and named.kind == "level"]
    if found := _told_in([*texts[:1], before, _sheet(paper, first)]):
        return found
    return "adjust" if _signed(grid, block) else "veto" if _barred(grid, block) else ""


def caption(paper: Paper, grid: Grid) -> str:
    """The paragraph right before a table; empty where another table stands there."""
    first = grid.cells[0].passages[0]
    return paper.passages[first - 1].printed if first > 0 and not paper.passages[first - 1].table else ""


def _signed(grid: Grid, block: Block) -> bool:
    """Whether every cell of points tells by its sign whether it adds or takes off: +3, -2."""
    if block.head is None:
        return False
    over = {
        at for at, texts in block.head.words.items() if (one := word(texts[-1])) is not None and one.kind == "points"
    }
    cells = [cell.text.strip() for at in over for cell in grid.under(at, block.items)]
    return len(cells) >= 3 and all(_SIGNED.fullmatch(text) for text in cells)


def _barred(grid: Grid, block: Block) -> bool:
    """Whether no column prints points and one says of every row that the case fails: 结果 不合格卷."""
    heads = block.head.words if block.head is not None else {}
    if any(
        (one := word(text)) is not None and one.kind in ("points", "weight") for of in heads.values() for text in of
    ):
        return False
    columns = [[cell.words for cell in grid.under(at, block.items)] for at in heads]
    return any(len(cells) >= 2 and all(_FAILED.fullmatch(one) for one in cells) for cells in columns)


def _told_in(texts: Iterable[str]) -> str:
    for text in texts:
        bare = text[found.end :] if (found := mark(text)) else text
        if len(bare) <= 24 and (kind := about(bare, bare, scored=True)) in ("bonus", "penalty", "veto", "adjust"):
            return str(kind)
    return ""


def goes_on(paper: Paper, grid: Grid, reads: Iterable[Read]) -> Iterator[Read]:
    """The reads of a table that goes on after a page; where a cut sentence goes on, that is asked about."""
    first = grid.cells[0].passages[0]
    above = [one for one in paper.passages[:first] if one.table]
    cut = {one.column for one in above if one.row == above[-1].row and len(one.text) > 4 and _CUT.search(one.text)}
    asked = bool(caption(paper, grid)) and paper.form != "pdf"
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
