"""A standard as an Excel workbook to write in: text stays text, numbers are numbers where Excel keeps them exactly."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from kaoping.reports.words import FACT_KINDS
from kaoping.reports.workbook_grid import growing
from kaoping.reports.xlsx import print_setup
from kaoping.reports.xlsx_cells import HEAVY_FONT, OPTIONS, Pen, Styles, height, marked, pixels
from kaoping.standard.model import FactDefinition
from kaoping.worksheets.flatten import BESIDE, INSIDE, Given, form_values, rows_of
from kaoping.worksheets.layout import FormSheet, Sheet
from kaoping.worksheets.sheet_form import PLACE, write_form
from kaoping.worksheets.sheet_rows import write_rows
from kaoping.worksheets.tables_document import SHEETS
from kaoping.worksheets.tables_tree import TREE
from kaoping.worksheets.told import HELP, HOW, MARK, META, VERSION, VOCABULARY

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_A3 = 8
_HELP = 150
_VOCABULARY = (("种类", 14), ("编号", 52), ("名称", 60), ("主体", 34), ("类型", 16), ("计量单位", 18), ("口径", 70))


def standard_xlsx(given: Given, themes: Mapping[str, str], facts: Mapping[str, FactDefinition]) -> bytes:
    """The workbook as an .xlsx file. The same standard gives the same bytes.

    :param themes: the common themes, to look up.
    :param facts: the common facts.
    """
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, dict(OPTIONS))
    title = str(given.standard.get("title", given.standard.get("id", "")))
    book.set_properties({"title": marked(title), "created": datetime(2000, 1, 1, tzinfo=UTC)})
    styles = Styles(book)
    _help(book, styles, title)
    for sheet in SHEETS:
        page = book.add_worksheet(sheet.title)
        print_setup(page, landscape=True)
        pen = Pen(page, styles)
        if isinstance(sheet, FormSheet):
            extra = {PLACE: (INSIDE if given.inside else BESIDE, (INSIDE, BESIDE))} if sheet.root == "document" else {}
            write_form(pen, sheet, form_values(sheet, given), extra)
        else:
            _rows(pen, sheet, given, (len(themes), len(facts)))
    _vocabulary(book, styles, themes, facts)
    meta = book.add_worksheet(META)
    pen = Pen(meta, styles)
    for row, line in enumerate(((MARK, VERSION), ("standard", str(given.standard.get("id", ""))))):
        for column, text in enumerate(line):
            pen.text(row, column, text)
    meta.hide()
    book.worksheets()[1].activate()
    book.close()
    return growing(out.getvalue())


def _rows(pen: Pen, sheet: Sheet, given: Given, counts: tuple[int, int]) -> None:
    themes, facts = counts
    lists = {
        "theme": f"={VOCABULARY}!$B$3:$B${2 + themes}" if themes else "",
        "fact": f"={VOCABULARY}!$B${3 + themes}:$B${2 + themes + facts}" if facts else "",
    }
    write_rows(pen, sheet, rows_of(sheet, given), lists)
    if sheet is TREE:
        pen.sheet.set_paper(_A3)


def _help(book: Workbook, styles: Styles, title: str) -> None:
    page = book.add_worksheet(HELP)
    print_setup(page, landscape=False)
    pen = Pen(page, styles)
    page.set_column_pixels(0, 0, pixels(_HELP))
    pen.text(0, 0, title or "新标准", font_name=HEAVY_FONT, font_size=15, align="center")
    for row, text in enumerate(HOW, 1):
        style: dict[str, Any] = {"font_name": HEAVY_FONT, "font_size": 12} if row == 1 else {}
        pen.text(row, 0, text, **style)
        page.set_row(row, height(text, _HELP, 10.5) + 4)


def _vocabulary(book: Workbook, styles: Styles, themes: Mapping[str, str], facts: Mapping[str, FactDefinition]) -> None:
    page = book.add_worksheet(VOCABULARY)
    print_setup(page, landscape=True)
    pen = Pen(page, styles)
    pen.text(
        0, 0, "共用的主题和事实，只供查阅，不读入", to=(0, len(_VOCABULARY) - 1), font_name=HEAVY_FONT, font_size=13
    )
    for column, (head, width) in enumerate(_VOCABULARY):
        page.set_column_pixels(column, column, pixels(width))
        pen.text(1, column, head, bold=True, border=1, align="center", bg_color="#D9E1F2")
    lines = [("主题", id, title, "", "", "", "") for id, title in themes.items()]
    lines += [
        ("事实", fact.id, fact.title, fact.subject, FACT_KINDS[fact.kind], fact.unit or "", fact.note or "")
        for fact in facts.values()
    ]
    for row, line in enumerate(lines, 2):
        for column, text in enumerate(line):
            pen.text(row, column, text, border=1, font_size=9)
        page.set_row(row, max(height(text, width, 9) for text, (_, width) in zip(line, _VOCABULARY, strict=True)))
    page.autofilter(1, 0, 1 + len(lines), len(_VOCABULARY) - 1)
    page.freeze_panes(2, 2)
    page.repeat_rows(1)
