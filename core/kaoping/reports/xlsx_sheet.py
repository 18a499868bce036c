"""One sheet of a report: the columns of its table or chart, and everything else spread over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kaoping.numbers import plain
from kaoping.reports.paper import Block, Box, Chart, Facts, Form, Paper, Signatures, Table, Words
from kaoping.reports.xlsx_cells import (
    HEAVY_FONT,
    TALLEST,
    Pen,
    Styles,
    at,
    cell_text,
    exact,
    height,
    pixels,
)
from kaoping.reports.xlsx_chart import ROW, drawn, in_words, is_radar, tall_of
from kaoping.reports.xlsx_columns import as_table, columns_of, shared_widths
from kaoping.reports.xlsx_table import write_table

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

_WIDE, _NARROW = 257, 170
_PLAIN_COLUMNS = 12
_MM = 72 / 25.4
#: Room for a name to sign under, in millimetres.
_SIGNED = 45
#: In a box as low as this, in millimetres, text stands in the middle.
_LOW = 20
_SEAL = "（盖章）　　　　年　　月　　日"
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "body": {},
    "note": {"font_size": 9},
    "heading": {"font_name": HEAVY_FONT, "font_size": 13},
    "subheading": {"bold": True, "font_size": 11},
    "warning": {"bold": True, "font_color": "#B00000"},
}
#: Rows above a table that are few enough to stay in sight while the table is scrolled.
_FEW = 5


class SheetWriter:
    """Writes blocks below each other. `top` is the next free row."""

    def __init__(
        self, book: Workbook, sheet: Worksheet, styles: Styles, name: str, blocks: Sequence[Block], *, landscape: bool
    ) -> None:
        self.book, self.sheet, self.name = book, sheet, name
        self.pen = Pen(sheet, styles)
        self.top = 0
        self._page = _WIDE if landscape else _NARROW
        self.widths = _widths(blocks, self._page)
        for column, width in enumerate(self.widths):
            sheet.set_column_pixels(column, column, pixels(width))
        self._lowest = 0
        self._several = sum(isinstance(block, Table | Chart) for block in blocks) > 1

    def title(self, paper: Paper) -> None:
        """Why it is a draft, the title, what stands below it."""
        if paper.draft:
            self._line(f"草稿　{paper.draft}", align="center", bold=True, font_color="#B00000")
        self._line(paper.title, align="center", font_name=HEAVY_FONT, font_size=18)
        if paper.subtitle:
            self._line(paper.subtitle, align="center", font_size=12)

    def block(self, block: Block) -> None:
        """One block."""
        if isinstance(block, Words):
            self._line(block.text, **_STYLES[block.style])
        elif isinstance(block, Facts):
            self._facts(block)
        elif isinstance(block, Table):
            self._table(block)
        elif isinstance(block, Form):
            for box in block.boxes:
                self._box(box)
        elif isinstance(block, Signatures):
            self._signatures(block)
        elif isinstance(block, Chart):
            self._chart(block)

    def about(self, about: Mapping[str, str]) -> None:
        """Where it came from, at the foot."""
        if about:
            self._line("　".join(f"{name}：{text}" for name, text in about.items()), font_size=9)

    def finish(self) -> None:
        """What is printed of it."""
        self.sheet.print_area(0, 0, max(self.top, self._lowest, 1) - 1, len(self.widths) - 1)

    def _line(self, text: str, **style: Any) -> None:
        self._fill((0, len(self.widths) - 1), text, **style)
        self.top += 1

    def _fill(self, span: tuple[int, int], text: str, **style: Any) -> None:
        """Text over these columns in the row at the top; the row is as high as it must be, or several rows are taken."""
        first, last = span
        needed = height(cell_text(text), sum(self.widths[first : last + 1]), style.get("font_size", 10.5))
        rows = max(int(needed / TALLEST) + 1, 1)
        for row in range(rows):
            self.sheet.set_row(self.top + row, needed / rows)
        self.pen.text(self.top, first, text, to=(self.top + rows - 1, last), **style)
        self.top += rows - 1

    def _facts(self, facts: Facts) -> None:
        per_line = facts.per_line if len(self.widths) >= 2 * facts.per_line else 1
        for start in range(0, len(facts.pairs), per_line):
            pairs = facts.pairs[start : start + per_line]
            if len(self.widths) < 2:
                for name, text in pairs:
                    self._line(f"{name}：{text}", border=1)
                continue
            spans = self._spans([share for _ in range(per_line) for share in (1.0, 2.2)])
            needed = 18.0
            for index, (name, text) in enumerate(pairs):
                for span, said, style in (
                    (spans[2 * index], name, {"bg_color": "#F2F2F2", "align": "center"}),
                    (self._to_the_end(spans, 2 * index + 1, len(pairs) == index + 1), text, {}),
                ):
                    over = sum(self.widths[span[0] : span[1] + 1])
                    needed = max(needed, height(cell_text(said), over, 10.5))
                    self.pen.text(self.top, span[0], said, to=(self.top, span[1]), border=1, **style)
            self.sheet.set_row(self.top, min(needed, TALLEST))
            self.top += 1

    def _to_the_end(self, spans: Sequence[tuple[int, int]], index: int, last: bool) -> tuple[int, int]:
        return (spans[index][0], spans[-1][1] if last else spans[index][1])

    def _table(self, table: Table) -> None:
        if table.caption:
            self._line(table.caption, bold=True, font_size=11)
        head = self.top
        self.top = write_table(self.pen, table, self.top, self.widths, columns_of(table, self.widths))
        if self._several:
            self.top += 1
            return
        self.sheet.repeat_rows(head)
        if head <= _FEW:
            self.sheet.freeze_panes(head + 1, 0)

    def _box(self, box: Box) -> None:
        name, text = self._spans([1.0, 3.0]) if len(self.widths) > 1 else [(0, 0), (0, 0)]
        seal = 8 * _MM if box.seal else 0.0
        over = sum(self.widths[text[0] : text[1] + 1])
        named = height(cell_text(box.name), sum(self.widths[name[0] : name[1] + 1]), 10.5)
        needed = max(box.height * _MM - seal, height(cell_text(box.text), over, 10.5), named - seal, 18.0)
        rows = int(needed / TALLEST) + 1
        for row in range(rows):
            self.sheet.set_row(self.top + row, needed / rows)
        last = self.top + rows - 1
        side = {"left": 1, "right": 1, "top": 1, "bottom": 0 if box.seal else 1}
        if name == text:
            self.pen.text(self.top, 0, f"{box.name}：\n{box.text}", to=(last, 0), valign="top", **side)
        else:
            ends = last + (1 if box.seal else 0)
            self.pen.text(self.top, name[0], box.name, to=(ends, name[1]), border=1, align="center")
            low = "vcenter" if not box.seal and needed <= _LOW * _MM else "top"
            self.pen.text(self.top, text[0], box.text, to=(last, text[1]), valign=low, **side)
        if box.seal:
            self.sheet.set_row(last + 1, seal)
            self.pen.text(last + 1, text[0], _SEAL, to=(last + 1, text[1]), align="right", left=1, right=1, bottom=1)
        self.top = last + 1 + (1 if box.seal else 0)

    def _signatures(self, signatures: Signatures) -> None:
        each = max(min(len(self.widths), len(signatures.names), 3), 1)
        while each > 1 and min(sum(self.widths[a : b + 1]) for a, b in self._spans([1.0] * each)) < _SIGNED:
            each -= 1
        for start in range(0, len(signatures.names), each):
            spans = self._spans([1.0] * each)
            for span, name in zip(spans, signatures.names[start : start + each], strict=False):
                self.pen.text(self.top, span[0], f"{name}（签名）：", to=(self.top, span[1]), valign="bottom")
                self.pen.text(self.top + 1, span[0], "　　　　年　　月　　日", to=(self.top + 1, span[1]))
            self.sheet.set_row(self.top, 34)
            self.sheet.set_row(self.top + 1, 22)
            self.top += 2

    def _chart(self, chart: Chart) -> None:
        """The numbers as a table, and a native chart of them below."""
        self._line(chart.title, bold=True, font_size=11)
        head, titled = self.top, self.top - 1
        spans = columns_of(as_table(chart, self._page), self.widths)
        starts = [first for first, _ in spans]

        def place(row: int, column: int) -> tuple[int, int]:
            return row, spans[column][1]

        self.pen.text(head, 0, "", to=place(head, 0), border=1)
        for column, (name, _) in enumerate(chart.series, 1):
            at_head: dict[str, Any] = {
                "to": place(head, column),
                "border": 1,
                "bold": True,
                "align": "center",
                "bg_color": "#F2F2F2",
            }
            self.pen.text(head, starts[column], name, **at_head)
        for row, label in enumerate(chart.labels, head + 1):
            self.pen.text(row, 0, label, to=place(row, 0), border=1)
            for column, (_, values) in enumerate(chart.series, 1):
                value, to = values[row - head - 1], place(row, column)
                if value is None:
                    self.pen.text(row, starts[column], "", to=to, border=1)
                else:
                    self.pen.number(row, starts[column], value, plain(value), to=to, border=1, align="center")
        last = head + len(chart.labels)
        made = self.book.add_chart({"type": "radar", "subtype": "with_markers"} if is_radar(chart) else {"type": "bar"})
        for number, column in enumerate(starts[1:]):
            given = {
                "name": [self.name, head, column],
                "categories": [self.name, head + 1, 0, last, 0],
                "values": [self.name, head + 1, column, last, column],
            }
            made.add_series({**given, **drawn(chart, number)})
        made.set_title({"name": f"='{self.name.replace(chr(39), chr(39) * 2)}'!{at(titled, 0, fixed=True)}"})
        top = exact(chart.full)
        scale = {"min": 0, **({"max": top} if top is not None else {})}
        lowest = min((value for _, values in chart.series for value in values if value is not None), default=chart.full)
        scale = scale if lowest >= 0 else {}
        if is_radar(chart):
            made.set_y_axis(scale)
        else:
            made.set_x_axis({**scale, "major_gridlines": {"visible": True}})
            made.set_y_axis({"reverse": True})
        if len(chart.series) < 2:
            made.set_legend({"none": True})
        else:
            made.set_legend({"position": "bottom"})
        made.show_blanks_as("gap")
        tall = tall_of(chart)
        made.set_size({"width": pixels(sum(self.widths)) - 8, "height": tall})
        self.sheet.insert_chart(last + 2, 0, made, {"description": in_words(chart), "x_offset": 4})
        self.top = last + 1
        self._lowest = last + 3 + tall // ROW + 1
        self.top = self._lowest

    def _spans(self, shares: Sequence[float]) -> list[tuple[int, int]]:
        """The columns cut into runs of about these shares of the width, at least one column each."""
        total, whole = sum(self.widths), sum(shares)
        found, first, wanted, passed = [], 0, 0.0, 0.0
        for index, share in enumerate(shares):
            wanted += total * share / whole
            last, still = first, len(shares) - index - 1
            passed += self.widths[first]
            while last + 1 < len(self.widths) - still and passed + self.widths[last + 1] / 2 <= wanted:
                last += 1
                passed += self.widths[last]
            if not still:
                last = len(self.widths) - 1
            found.append((first, last))
            first = last + 1
        return found


def _widths(blocks: Sequence[Block], page: int) -> list[float]:
    """Columns in millimetres: the tables' or the chart's own, else a dozen of equal width."""
    tables = [
        as_table(one, page) if isinstance(one, Chart) else one for one in blocks if isinstance(one, Table | Chart)
    ]
    if tables:
        return shared_widths(tables)
    return [page / _PLAIN_COLUMNS] * _PLAIN_COLUMNS
