"""A paper as an Excel workbook: a sheet for each long table or chart with what belongs to it, small tables together.

Text never becomes a formula; a number stands as a number only where Excel keeps it exactly; totals are formulas whose
stored values are ours.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Protocol

from kaoping.reports.paper import Block, Chart, NewPage, Paper, Signatures, Table, Words
from kaoping.reports.xlsx_cells import OPTIONS, Styles, marked, sheet_name
from kaoping.reports.xlsx_chart import ROW, tall_of

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

#: Rows of a table that is small, rows together on a sheet, and what a table takes besides: heading, head, a note.
_SMALL, _MOST, _MOST_ASIDE, _AROUND = 15, 45, 26, 3
_HEADS = ("heading", "subheading")
A4 = 9


class HasPaper(Protocol):
    """What the report hook hands over."""

    @property
    def paper(self) -> Paper:
        """The report."""


def as_xlsx(given: HasPaper) -> bytes:
    """Core's report format `xlsx`."""
    return paper_xlsx(given.paper)


def paper_xlsx(paper: Paper) -> bytes:
    """The report as an .xlsx file. The same paper gives the same bytes."""
    from xlsxwriter import Workbook

    from kaoping.reports.xlsx_sheet import SheetWriter

    out = io.BytesIO()
    book = Workbook(out, dict(OPTIONS))
    book.set_properties({"title": marked(paper.title), "created": _made(paper)})
    styles, taken = Styles(book), set[str]()
    parts = list(sheets(paper.blocks, landscape=paper.landscape))
    for number, blocks in enumerate(parts):
        name = sheet_name(_name(blocks, paper) if number else paper.title, taken)
        sheet = book.add_worksheet(name)
        print_setup(sheet, landscape=paper.landscape, draft=paper.draft)
        writer = SheetWriter(book, sheet, styles, name, blocks, landscape=paper.landscape)
        if number == 0:
            writer.title(paper)
        for block in blocks:
            writer.block(block)
        if number == len(parts) - 1:
            writer.about(paper.about)
        writer.finish()
    book.close()
    return out.getvalue()


def print_setup(sheet: Worksheet, *, landscape: bool, draft: str = "") -> None:
    """A4, as wide as the page, page numbers below, why it is a draft above."""
    sheet.set_paper(A4)
    if landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.7, right=0.7, top=0.9 if draft else 0.75, bottom=0.75)
    sheet.fit_to_pages(1, 0)
    sheet.center_horizontally()
    sheet.set_footer("&C第 &P 页 共 &N 页")
    if draft:
        sheet.set_header("&C草　稿")
    sheet.hide_gridlines(2)


def sheets(blocks: Sequence[Block], *, landscape: bool = False) -> Iterator[tuple[Block, ...]]:
    """What stands on each sheet: small tables and charts that follow each other are printed together, as in a letter."""
    most = _MOST_ASIDE if landscape else _MOST
    held: tuple[Block, ...] = ()
    for part in _paged(blocks):
        before, rows = _small(held), _small(part)
        if held and before is not None and rows is not None and before + rows <= most and not _on_new_page(part):
            held += part
            continue
        if held and _drawn_and_signed(part):
            # Who signs, signs the table: the chart that finds no room beside it goes to a sheet behind.
            drawn = next(at for at, block in enumerate(part) if isinstance(block, Chart))
            yield held + part[drawn + 1 :]
            held = part[: drawn + 1]
            continue
        if held:
            yield held
        held = part[1:] if _on_new_page(part) else part
    if held or not blocks:
        yield held


def _drawn_and_signed(part: Sequence[Block]) -> bool:
    """Whether places to sign come after a chart alone."""
    body = [block for block in part if isinstance(block, Table | Chart | Signatures | NewPage)]
    return [type(block) for block in body] == [Chart, Signatures]


def _on_new_page(part: Sequence[Block]) -> bool:
    return bool(part) and isinstance(part[0], NewPage)


def _paged(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """The parts, each that a new page was asked for beginning with it."""
    start = 0
    for at in [*(at for at, block in enumerate(blocks) if isinstance(block, NewPage)), len(blocks)]:
        asked: tuple[Block, ...] = (NewPage(),) if start else ()
        for number, part in enumerate(cut(blocks[start:at])):
            if part:
                yield (*asked, *part) if number == 0 else part
        start = at + 1


def _small(part: Sequence[Block]) -> int | None:
    """How many rows a part of small tables alone takes; None where it is to have a sheet of its own."""
    tables = [block for block in part if isinstance(block, Table)]
    charts = [block for block in part if isinstance(block, Chart)]
    if any(len(table.rows) > _SMALL for table in tables):
        return None
    charted = sum(len(chart.labels) + tall_of(chart) // ROW + 2 * _AROUND for chart in charts)
    return charted + sum(len(table.rows) + _AROUND for table in tables)


def cut(blocks: Sequence[Block]) -> Iterator[tuple[Block, ...]]:
    """What stands on one sheet: at most one table or chart, with the headings before it and the notes after it."""
    held: list[Block] = []
    body = False
    for index, block in enumerate(blocks):
        starts = isinstance(block, NewPage) or (
            body and (isinstance(block, Table | Chart) or _leads(blocks[index:])) and not isinstance(block, NewPage)
        )
        if starts and held:
            yield tuple(held)
            held, body = [], False
        if isinstance(block, NewPage):
            continue
        held.append(block)
        body = body or isinstance(block, Table | Chart)
    if held or not blocks:
        yield tuple(held)


def _leads(rest: Sequence[Block]) -> bool:
    """Whether a heading stands here that belongs to a table or chart further down."""
    if not (isinstance(rest[0], Words) and rest[0].style in _HEADS):
        return False
    for block in rest[1:]:
        if isinstance(block, NewPage):
            return False
        if isinstance(block, Table | Chart):
            return True
    return False


def _name(blocks: Sequence[Block], paper: Paper) -> str:
    for block in blocks:
        if isinstance(block, Table) and block.caption:
            return block.caption
        if isinstance(block, Chart):
            return block.title
    heads = (block.text for block in blocks if isinstance(block, Words) and block.style in _HEADS)
    return next(heads, paper.title)


def _made(paper: Paper) -> datetime:
    """The day that the paper itself names, for the file's properties: nothing here reads the clock."""
    for text in paper.about.values():
        try:
            day = date.fromisoformat(text[:10])
        except ValueError:
            continue
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    return datetime(2000, 1, 1, tzinfo=UTC)
