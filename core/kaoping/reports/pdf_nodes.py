"""A paper as the nodes that `pdf.typ` prints, laid out as in the Word report: the same page, styles, widths and heights."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kaoping.numbers import plain
from kaoping.reports.docx import framed_from, is_empty, leads
from kaoping.reports.docx_grid import ABOVE, SIDE
from kaoping.reports.docx_page import draft_mark, foot_lines, header_text, in_foot, mm, page_of, title_lines
from kaoping.reports.docx_table import NONE, SMALL, TALL, USUAL, edges_of
from kaoping.reports.docx_text import clean, lines_of
from kaoping.reports.fonts import Fonts, css_name
from kaoping.reports.grid import spread
from kaoping.reports.paper import Block, Cell, Chart, NewPage, Paper, Row, Signatures, Table, Words
from kaoping.reports.pdf_form import framed, signatures
from kaoping.reports.pdf_parts import Node, cell, grid, paragraph, points, row, styles
from kaoping.reports.svg import chart_svg, described

_STYLES = {"heading": "Heading1", "subheading": "Heading2", "note": "Note", "warning": "Warning", "body": "BodyText"}
#: How light the head of a table and a section row are, up to 255.
_HEAD, _SECTION = 231, 242
_CHART = mm(150)


def paper_nodes(paper: Paper, fonts: Fonts) -> Node:
    """Everything that `pdf.typ` needs to print a paper in these fonts."""
    page, foot = page_of(paper), foot_lines(paper)
    below = in_foot(paper)
    nodes = [*_head(paper), *_Printer(paper, fonts).nodes(paper.blocks)]
    if not below:
        nodes.append(paragraph("\n".join(foot), "About"))
    return {
        "title": clean(paper.title, one_line=True),
        "page": {name: points(value) for name, value in page._asdict().items() if name != "foot"},
        "styles": styles(fonts),
        "strong": fonts.heading,
        "header": paragraph(header_text(paper), "Header") if paper.draft else None,
        "foot": [paragraph(line, "Foot") for line in foot] if below else [],
        "nodes": nodes,
    }


def _head(paper: Paper) -> Iterator[Node]:
    if paper.draft:
        yield paragraph(draft_mark(paper), "Draft")
    yield paragraph(title_lines(paper.title, page_of(paper).area), "Title")
    if paper.subtitle:
        yield paragraph(paper.subtitle, "Subtitle")


class _Printer:
    """Makes the nodes of the blocks of one paper."""

    def __init__(self, paper: Paper, fonts: Fonts) -> None:
        self._fonts = fonts
        self._area = page_of(paper).area
        self._setting = SMALL if paper.dense else USUAL

    def nodes(self, given: Sequence[Block]) -> Iterator[Node]:
        """Each block in order; places to sign stay with the last of what stands before them."""
        blocks = [block for block in given if not is_empty(block)]
        at = 0
        while at < len(blocks):
            block, together = blocks[at], framed_from(blocks, at)
            after = at + max(1, len(together))
            follows = blocks[after] if after < len(blocks) else None
            signed = follows if isinstance(follows, Signatures) else None
            if together:
                edges, rows, keeps = framed(together, self._area)
                yield self._signed(edges, rows, keeps, signed)
            elif isinstance(block, Table):
                yield from self._table(block, signed)
            else:
                yield from self._other(block, keep=leads(blocks, at, after))
                signed = None
            at = after + (signed is not None)

    def _other(self, block: Block, *, keep: bool) -> Iterator[Node]:
        if isinstance(block, Words):
            yield from _words(block, keep=keep)
        elif isinstance(block, Signatures):
            rows = list(signatures(block, self._area))
            yield grid([0, self._area], rows, keeps=range(len(rows) - 1), framed=False)
        elif isinstance(block, Chart):
            yield from self._chart(block)
        elif isinstance(block, NewPage):
            yield {"type": "page"}

    def _signed(
        self, edges: Sequence[int], rows: list[Node], keeps: list[int], after: Signatures | None, heads: int = 0
    ) -> Node:
        """A framed grid; places to sign are rows of it, so that no page begins with them."""
        if after is not None:
            last = len(rows) - 1
            rows += signatures(after, self._area, len(edges) - 1)
            keeps += range(last, len(rows) - 1)
        return grid(edges, rows, heads=heads, keeps=keeps)

    def _table(self, table: Table, after: Signatures | None) -> Iterator[Node]:
        if table.caption:
            yield paragraph(table.caption, "Caption")
        columns, setting = table.columns, self._setting
        given = table.rows or (Row((Cell(NONE, across=len(columns)),)),)
        whole = replace(table, rows=tuple(_over_all(one, len(columns)) for one in given))
        edges = edges_of(table, self._area)
        rooms = [right - left - 2 * SIDE for left, right in pairwise(edges)]
        heads = [
            cell(at, [paragraph(one.title, setting.head, rooms[at])], fill=_HEAD) for at, one in enumerate(columns)
        ]
        rows, keeps = [row(heads, setting.least)], []
        for one, places in zip(whole.rows, spread(whole), strict=True):
            cells, tallest = [], 0
            for at, place in enumerate(places):
                if place is None:
                    continue
                across = min(place.across, len(columns) - at)
                room = edges[at + across] - edges[at] - 2 * SIDE
                cells.append(_cell(one, at, replace(place, across=across), table, setting.cell, room))
                if place.down == 1:
                    tallest = max(tallest, lines_of(place.text, room, setting.size) * setting.line + 2 * ABOVE)
            split = tallest > TALL
            if not split and (one.section or any(made["down"] > 1 for made in cells)):
                keeps.append(len(rows))
            rows.append(row(cells, setting.least, split=split))
        yield self._signed(edges, rows, [at for at in keeps if at + 1 < len(rows)], after, heads=1)

    def _chart(self, chart: Chart) -> Iterator[Node]:
        yield paragraph(f"{chart.title}（满分 {plain(chart.full)}）", "Caption")
        series = tuple((clean(name), values) for name, values in chart.series)
        plainly = replace(chart, title="", labels=tuple(map(clean, chart.labels)), series=series)
        yield {
            "type": "picture",
            "svg": chart_svg(plainly, size=True, font=css_name(self._fonts.heading)),
            "width": points(min(self._area, _CHART)),
            "alt": clean(described(chart), one_line=True),
        }


def _words(words: Words, *, keep: bool) -> Iterator[Node]:
    """A paragraph, or one for each line of a body: their first lines are indented alike."""
    lines = words.text.replace("\r\n", "\n").split("\n") if words.style == "body" else [words.text]
    for at, line in enumerate(lines):
        yield paragraph(line, _STYLES[words.style], keep=keep and at == len(lines) - 1)


def _over_all(row: Row, columns: int) -> Row:
    """A section row of one cell covers every column."""
    if not (row.section and len(row.cells) == 1):
        return row
    return replace(row, cells=(replace(row.cells[0], across=columns),))


def _cell(row: Row, at: int, place: Cell, table: Table, style: str, room: int) -> Node:
    align = table.columns[at].align
    words_at_right = place.across > 1 and place.number is None and align == "right"
    if words_at_right or (row.section and place.across == len(table.columns)):
        align = "left"
    strong = place.strong or row.section or row.total
    words = paragraph(place.text, style, room, align=align, strong=strong)
    fill = _SECTION if row.section else None
    return cell(at, [words], across=place.across, down=place.down, fill=fill)


__all__ = ["paper_nodes"]
