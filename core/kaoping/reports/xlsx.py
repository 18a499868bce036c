"""A paper as an Excel workbook: a sheet for each table or chart with what belongs to it, set up to be printed on A4.

Text never becomes a formula; a number stands as a number only where Excel keeps it exactly; totals are formulas whose
stored values are ours.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Protocol

from kaoping.reports.paper import Block, Chart, NewPage, Paper, Table, Words
from kaoping.reports.xlsx_cells import OPTIONS, Styles, marked, sheet_name

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

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
    parts = list(cut(paper.blocks))
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
