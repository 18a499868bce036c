"""A sheet with one field in each row: what it is, what stands there, what the format says of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kaoping.reports.xlsx_cells import HEAVY_FONT, TALLEST, Pen, height, pixels
from kaoping.worksheets.cells import MOST, SIZE, offer, put
from kaoping.worksheets.codec import HOLLOW, pieces
from kaoping.worksheets.layout import Column, FormSheet
from kaoping.worksheets.told import MUST, note_of

#: Heads of a sheet of fields, and the field that says where the document stands.
ITEM, CONTENT, TOLD = "项目", "内容", "填写说明"
PLACE = "文件存放"
_WIDTHS = (44, 110, 100)
HEAD_ROW = 2


def write_form(
    pen: Pen, sheet: FormSheet, values: Mapping[Column, Any], extra: Mapping[str, tuple[str, Sequence[str]]]
) -> None:
    """Write the fields.

    :param extra: fields that no model has: head -> what stands there, and what may.
    """
    page = pen.sheet
    for number, width in enumerate(_WIDTHS):
        page.set_column_pixels(number, number, pixels(width))
    pen.text(0, 0, sheet.title, to=(0, 2), font_name=HEAVY_FONT, font_size=15, align="center")
    pen.text(1, 0, sheet.above, to=(1, 2), font_size=9)
    page.set_row(1, height(sheet.above, sum(_WIDTHS), 9))
    for number, head in enumerate((ITEM, CONTENT, TOLD)):
        pen.text(HEAD_ROW, number, head, bold=True, border=1, align="center", bg_color="#D9E1F2")
    row = HEAD_ROW + 1
    for column in sheet.level.columns:
        kind = sheet.level.kind(column)
        value = values.get(column)
        for number, piece in enumerate([value] if value is HOLLOW else pieces(kind, value, MOST)):
            head = f"{MUST if sheet.level.must(column) else ''}{column.head}"
            pen.text(row, 0, head, bold=True, border=1, bg_color="#F2F2F2")
            text = put(pen, row, 1, kind, piece, bg_color="#FFFBE6", align="left", valign="vcenter")
            told = note_of(sheet.level, column) if not number else ""
            pen.text(row, 2, told, border=1, font_size=9)
            page.set_row(row, min(max(height(text, _WIDTHS[1], SIZE), height(told, _WIDTHS[2], 9)), TALLEST))
            offer(page, (row, 1, row, 1), kind, "")
            row += 1
    for head, (text, choices) in extra.items():
        pen.text(row, 0, head, bold=True, border=1, bg_color="#F2F2F2")
        pen.text(row, 1, text, border=1, bg_color="#FFFBE6")
        pen.text(
            row,
            2,
            "[document] 表写在标准里，或写成旁边的 .document.toml（几个标准同属一个文件的）",
            border=1,
            font_size=9,
        )
        page.data_validation(row, 1, row, 1, {"validate": "list", "source": list(choices)})
        row += 1
    page.freeze_panes(HEAD_ROW + 1, 1)
    page.repeat_rows(HEAD_ROW)
