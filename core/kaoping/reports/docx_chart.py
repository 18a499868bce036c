"""The charts of a Word report: bars as shaded cells, a radar as a picture; every number also as text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from kaoping.numbers import plain
from kaoping.reports.docx_grid import SIDE, Line, Place, borders, grid
from kaoping.reports.docx_page import mm
from kaoping.reports.docx_table import USUAL, Setting, print_table
from kaoping.reports.docx_text import clean, width_of
from kaoping.reports.docx_xml import Element, keep_with_next, paragraph
from kaoping.reports.paper import Cell, Chart, Column, Row, Table
from kaoping.reports.svg import chart_svg, described

if TYPE_CHECKING:
    from docx.document import Document

_LABEL, _SERIES, _VALUE = mm(40), (mm(26), mm(46)), mm(24)
#: Dark to light, so that they part in black and white; the name of the series stands beside each bar as well.
_SHADES = ("404040", "909090", "C8C8C8", "686868", "B0B0B0")
_GAP: dict[str, object] = {"val": "single", "sz": 24, "space": 0, "color": "FFFFFF"}
_AXIS: dict[str, object] = {"val": "single", "sz": 6, "space": 0, "color": "auto"}
#: A chart of up to so many bars stays on one page.
_MOST_TOGETHER = 20
_WIDTH = 130
#: Fonts with Chinese characters on Windows, macOS and Linux; the one who draws knows no other.
_LETTERS = (
    "text { font-family: SimHei, 'Microsoft YaHei', SimSun, 'PingFang SC', 'Noto Sans CJK SC', 'Source Han Sans SC', "
    "'Noto Serif CJK SC', 'WenQuanYi Micro Hei', 'WenQuanYi Zen Hei', 'DejaVu Sans', Arial, sans-serif }"
)
NONE = "无"


def value_text(value: Decimal | None) -> str:
    """A value as it stands beside its bar."""
    return NONE if value is None else plain(value)


def print_bars(chart: Chart, area: int, setting: Setting = USUAL) -> Element:
    """Bars below each other: label, name of the series where there are several, bar, number."""
    many = len(chart.series) > 1
    names = max((width_of(name, setting.size) + 2 * SIDE + mm(1) for name, _ in chart.series), default=0)
    start = _LABEL + (min(max(names, _SERIES[0]), _SERIES[1]) if many else 0)
    end = area - _VALUE
    lines = []
    for at, label in enumerate(chart.labels):
        for number, (name, values) in enumerate(chart.series):
            merge = None
            if many:
                merge = "restart" if number == 0 else "continue"
            said = label if number == 0 else ""
            places = [Place(0, _LABEL, (paragraph(said, setting.cell, jc="right"),), merge=merge)]
            if many:
                places.append(Place(_LABEL, start, (paragraph(name, setting.cell),)))
            places += _bar(values[at], chart.full, (start, end), _SHADES[number % len(_SHADES)], setting)
            places.append(Place(end, area, (paragraph(value_text(values[at]), setting.cell),)))
            lines.append(Line(places, setting.line + 40))
    made = grid(lines, area, framed=False)
    if len(lines) <= _MOST_TOGETHER:
        for row in list(made)[2:-1]:
            keep_with_next(row)
    return made


def _bar(value: Decimal | None, full: Decimal, room: tuple[int, int], shade: str, setting: Setting) -> Iterator[Place]:
    """The filled and the empty part of a bar, to the millimetre."""
    start, end = room
    share = min(max(value / full, Decimal(0)), Decimal(1)) if value is not None and full > 0 else Decimal(0)
    steps = round(share * (end - start) / mm(1))
    middle = min(end, start + steps * mm(1))
    if value is not None and value > 0:
        middle = max(middle, start + mm(1))
    if middle > start:
        filled = borders(("top",), _GAP)
        filled.extend([*borders(("left",), _AXIS), *borders(("bottom",), _GAP)])
        yield Place(start, middle, (paragraph("", setting.cell),), shade=shade, borders=filled)
    if middle < end:
        left = borders(("left",), _AXIS) if middle == start else None
        yield Place(middle, end, (paragraph("", setting.cell),), borders=left)


def print_radar(chart: Chart, area: int, document: Document, setting: Setting = USUAL) -> Iterator[Element]:
    """A picture with its numbers as alternative text, and below it the table of its numbers."""
    from docx.shared import Mm

    picture = document.add_paragraph(style="图")
    picture.add_run().add_picture(io.BytesIO(radar_png(chart)), width=Mm(_WIDTH))
    for about in picture._p.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"):
        about.set("name", "雷达图")
        about.set("descr", clean(described(chart), one_line=True))
    yield picture._p
    names = [Column(name, 24, "right") for name, _ in chart.series]
    rows = [
        Row((Cell(str(at + 1)), Cell(label), *(Cell(value_text(values[at]), values[at]) for _, values in chart.series)))
        for at, label in enumerate(chart.labels)
    ]
    numbers = Table("radar", (Column("序号", 14, "center"), Column("名称", 60), *names), tuple(rows))
    table = print_table(numbers, area, setting=setting)
    for row in list(table)[2:-1]:
        keep_with_next(row)
    yield table


def radar_png(chart: Chart) -> bytes:
    """The radar as a picture on white, at twice its size; its axes are numbered where no font here has their names."""
    from resvg_py import svg_to_bytes

    numbers = tuple(str(at) for at in range(1, len(chart.labels) + 1))
    names = tuple(f"{number} {label}" for number, label in zip(numbers, chart.labels, strict=True))
    series = tuple((clean(name), values) for name, values in chart.series)
    if not _has_chinese():
        names, series = numbers, tuple((str(at), values) for at, (_, values) in enumerate(series, 1))
    plainly = replace(chart, title="", labels=tuple(map(clean, names)), series=series)
    return bytes(svg_to_bytes(chart_svg(plainly, size=True), background="white", zoom=2, style_sheet=_LETTERS))


@cache
def _has_chinese() -> bool:
    """Whether some font here has Chinese characters: one looks different from what no font has."""
    from resvg_py import svg_to_bytes

    def drawn(text: str) -> bytes:
        inside = f'<text x="5" y="30" font-size="24">{text}</text>'
        svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40">{inside}</svg>'
        return bytes(svg_to_bytes(svg, style_sheet=_LETTERS))

    return drawn("考") != drawn("\U000f0000")
