"""A report as a Word document after GB/T 9704: text, tables, forms and charts, nothing sealed, no red head, no font within.

All that people supplied is text: it never becomes a field or markup.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from kaoping.reports.fonts import PRESETS, Fonts
from kaoping.reports.paper import Block, Chart, Facts, Form, NewPage, Paper, Signatures, Table, Words

if TYPE_CHECKING:
    from docx.document import Document

__all__ = ["PRESETS", "Fonts", "as_docx", "paper_docx"]

_Element: TypeAlias = Any
#: Notes before a table that stay with it.
_MOST_NOTES = 3
_STYLES = {"heading": "Heading1", "subheading": "Heading2", "note": "Note", "warning": "Warning", "body": "BodyText"}


class HasPaper(Protocol):
    """What a report format is given, as far as it is needed here."""

    @property
    def paper(self) -> Paper:
        """The report."""

    @property
    def fonts(self) -> Fonts | None:
        """The fonts that were chosen."""


def as_docx(given: HasPaper) -> bytes:
    """The report as a Word document in the fonts chosen, otherwise those of GB/T 9704."""
    return paper_docx(given.paper, given.fonts or Fonts())


def paper_docx(paper: Paper, fonts: Fonts) -> bytes:
    """A paper as a Word document; the same paper gives the same file."""
    from kaoping.reports.docx_page import open_document, saved

    document = open_document(paper, fonts)
    printer = _Printer(paper, document)
    section = document.element.body[-1]
    for element in printer.elements():
        section.addprevious(element)
    return saved(document)


class _Printer:
    """Prints the blocks of one paper in order."""

    def __init__(self, paper: Paper, document: Document) -> None:
        from kaoping.reports.docx_page import page_of
        from kaoping.reports.docx_table import SMALL, USUAL

        self._paper = paper
        self._document = document
        self._area = page_of(paper).area
        self._setting = SMALL if paper.dense else USUAL

    def elements(self) -> Iterator[_Element]:
        """Everything on the paper: tables parted by a gap, page breaks carried by what follows them."""
        from kaoping.reports.docx_xml import break_before, keep_with_next, paragraph

        fresh, after_table = False, False
        for element in self._flow():
            if element is None:
                fresh = True
                continue
            is_table = element.tag.endswith("}tbl")
            if is_table and (after_table or fresh):
                gap = paragraph("", "Gap")
                keep_with_next(gap)
                if fresh:
                    break_before(gap)
                yield gap
            elif fresh:
                break_before(element)
            fresh, after_table = False, is_table
            yield element
        if after_table:
            yield paragraph("", "End")

    def _flow(self) -> Iterator[_Element | None]:
        """Paragraphs and tables; None where a new page begins."""
        yield from self._head()
        blocks = [block for block in self._paper.blocks if not is_empty(block)]
        while blocks and isinstance(blocks[-1], NewPage):
            blocks.pop()
        at = 0
        while at < len(blocks):
            framed = framed_from(blocks, at)
            after = at + max(1, len(framed))
            lead = leads(blocks, at, after)
            if framed:
                yield from self._framed(framed, lead)
            else:
                yield from self._block(blocks[at], lead)
            at = after
        yield from self._about()

    def _head(self) -> Iterator[_Element]:
        from kaoping.reports.docx_page import draft_mark, title_lines
        from kaoping.reports.docx_xml import paragraph

        if self._paper.draft:
            yield paragraph(draft_mark(self._paper), "Draft")
        yield paragraph(title_lines(self._paper.title, self._area), "Title")
        if self._paper.subtitle:
            yield paragraph(self._paper.subtitle, "Subtitle")

    def _about(self) -> Iterator[_Element]:
        from kaoping.reports.docx_page import foot_lines, in_foot
        from kaoping.reports.docx_xml import paragraph

        if not in_foot(self._paper):
            yield paragraph("\n".join(foot_lines(self._paper)), "About")

    def _framed(self, blocks: Sequence[Facts | Form], lead: bool) -> Iterator[_Element]:
        from kaoping.reports.docx_form import print_framed

        yield print_framed(blocks, self._area, lead=lead)

    def _block(self, block: Block, lead: bool) -> Iterator[_Element | None]:
        from kaoping.reports.docx_form import print_signatures
        from kaoping.reports.docx_table import print_table
        from kaoping.reports.docx_xml import paragraph

        if isinstance(block, Words):
            yield from _words(block, lead)
        elif isinstance(block, Table):
            if block.caption:
                yield paragraph(block.caption, "Caption")
            yield print_table(block, self._area, lead=lead, setting=self._setting)
        elif isinstance(block, Signatures):
            yield print_signatures(block, self._area)
        elif isinstance(block, Chart):
            yield from self._chart(block)
        elif isinstance(block, NewPage):
            yield None

    def _chart(self, chart: Chart) -> Iterator[_Element]:
        from kaoping.numbers import plain
        from kaoping.reports.docx_chart import print_bars, print_radar
        from kaoping.reports.docx_xml import paragraph

        # A per cent says itself what the most is.
        full = "" if "%" in chart.title else f"（满分 {plain(chart.full)}）"
        yield paragraph(f"{chart.title}{full}", "Caption")
        if chart.shape == "radar":
            yield from print_radar(chart, self._area, self._document, self._setting)
        else:
            yield print_bars(chart, self._area, self._setting)


def framed_from(blocks: Sequence[Block], at: int) -> list[Facts | Form]:
    """The facts and forms that follow each other from here."""
    found: list[Facts | Form] = []
    for block in blocks[at:]:
        if not isinstance(block, Facts | Form):
            break
        found.append(block)
    return found


def leads(blocks: Sequence[Block], at: int, after: int) -> bool:
    """Whether what stands at `at` is kept with what follows: places to sign, or the table that a note is about."""
    if after < len(blocks) and isinstance(blocks[after], Signatures):
        return True
    if not _is_note(blocks[at]):
        return False
    while after < len(blocks) and after - at < _MOST_NOTES and _is_note(blocks[after]):
        after += 1
    return after < len(blocks) and isinstance(blocks[after], Table | Chart)


def _is_note(block: Block) -> bool:
    return isinstance(block, Words) and block.style in ("note", "subheading")


def is_empty(block: Block) -> bool:
    """Whether a block has nothing to print."""
    if isinstance(block, Facts):
        return not block.pairs
    if isinstance(block, Form):
        return not block.boxes
    if isinstance(block, Signatures):
        return not block.names
    return isinstance(block, Chart) and not (block.labels and block.series)


def _words(words: Words, lead: bool) -> Iterator[_Element]:
    """A paragraph, or one for each line of a body: their first lines are indented alike."""
    from kaoping.reports.docx_xml import paragraph

    lines = words.text.replace("\r\n", "\n").split("\n") if words.style == "body" else [words.text]
    for at, line in enumerate(lines):
        yield paragraph(line, _STYLES[words.style], keepNext=lead and at == len(lines) - 1)
