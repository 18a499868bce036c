"""A paper as a workbook, opened again: text stays text, numbers are exact, totals are live and agree, prints on A4."""

from __future__ import annotations

import io
import random
import zipfile
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from pycel import ExcelCompiler

from kaoping.reports.paper import (
    Box,
    Cell,
    Chart,
    Column,
    Facts,
    Form,
    NewPage,
    Paper,
    Row,
    Signatures,
    Table,
    Words,
)
from kaoping.reports.xlsx import as_xlsx, cut, paper_xlsx, sheets
from kaoping.reports.xlsx_cells import MOST_TEXT, cell_text, exact, height, letters, marked, number_format, sheet_name

D = Decimal
COLUMNS = (Column("编号", 18, "center"), Column("评分项", 90), Column("满分", 20, "right"), Column("得分", 24, "right"))
HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "{=1}", "http://a.b/?x=1&y=2", "<b>&amp;", "0012", "＝1", "_x0041_")


def number(text: str) -> Cell:
    return Cell(text, D(text.strip("%")))


def item(id: str, text: str, full: str, got: str) -> Row:
    return Row((Cell(id), Cell(text), number(full), number(got)))


def opened(data: bytes, *, values: bool = False) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def sheet(data: bytes, *, values: bool = False) -> Worksheet:
    return opened(data, values=values).worksheets[0]


def table_paper(*rows: Row, **more: object) -> Paper:
    return Paper("sheet", "得分表", (Table("items", COLUMNS, rows),), **more)  # type: ignore[arg-type]


TOTALS = (
    Row((Cell("1 领导", across=4),), section=True),
    item("1.1", "学法", "2", "1.5"),
    item("1.2", "制度", "0.1", "0.1"),
    Row((Cell("小计", across=2), number("2.1"), number("1.60")), total=True),
    Row((Cell("2 立法", across=4),), section=True),
    item("2.1", "计划", "0.2", "0.2"),
    Row((Cell("小计", across=2), number("0.2"), number("0.2")), total=True),
    Row((Cell("合计", across=2), number("2.3"), number("1.8")), total=True),
    Row((Cell("另算", across=2), number("2.3"), number("9")), total=True),
    Row((Cell("范围", across=2), number("2.3"), Cell("60 ~ 80")), total=True),
)


def test_totals_are_formulas_that_come_to_our_numbers(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(paper_xlsx(table_paper(*TOTALS)))
    live, kept = sheet(path.read_bytes()), sheet(path.read_bytes(), values=True)
    # Title in row 1, head in row 2: what adds up is a formula, what does not stays a number.
    assert live["C6"].value == "=ROUND(SUM(C4:C5),1)"
    assert live["C9"].value == "=ROUND(SUM(C8),1)"
    assert live["D10"].value == "=ROUND(SUM(D4:D5,D8),1)"
    assert live["D11"].value == 9
    assert live["D12"].value == "60 ~ 80"
    compiled, formulas = ExcelCompiler(filename=str(path)), 0
    for row in live.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                formulas += 1
                place = f"'{live.title}'!{cell.coordinate}"
                assert compiled.evaluate(place) == pytest.approx(kept[cell.coordinate].value, abs=1e-12), place
    assert formulas >= 6
    assert kept["D6"].value == 1.6
    assert live["D6"].number_format == "0.00"


def test_text_stays_text_whatever_it_looks_like() -> None:
    made = sheet(paper_xlsx(table_paper(*(item(str(i), text, "1", "1") for i, text in enumerate(HOSTILE)))))
    cells = [made.cell(row, 2) for row in range(3, 3 + len(HOSTILE))]
    # openpyxl gives what the file holds; `_x005F_` is how the format says that the underscore is one.
    assert [str(cell.value).replace("_x005F_", "_") for cell in cells] == list(HOSTILE)
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells[:5]] == [True] * 5
    assert all(cell.hyperlink is None for cell in cells)


def test_control_characters_are_seen_and_long_text_is_whole() -> None:
    long = "很长的理由，" * 900
    made = sheet(
        paper_xlsx(table_paper(item("1", "甲\x00\x1b[31m\u202e乙\ud800", "1", "1"), item("2", long, "1", "1")))
    )
    assert made["B3"].value == "甲␀␛[31m\\u202E乙\\uD800"
    found = [
        cell.value for row in made.iter_rows() for cell in row if cell.value and str(cell.value).startswith("很长")
    ]
    assert found == [long]
    # No row of Excel is that high: the cell takes several, together high enough for all of it.
    merged = next(one for one in made.merged_cells.ranges if one.coord.startswith("B4"))
    tall = sum(made.row_dimensions[row].height for row in range(merged.min_row, merged.max_row + 1))
    assert tall >= height(long, 90, 10.5) - 1
    assert max(one.height for one in made.row_dimensions.values() if one.height) <= 409


def test_more_than_a_cell_holds_is_cut_with_a_sign() -> None:
    text = cell_text("字" * 40_000)
    assert len(text) == MOST_TEXT
    assert text.endswith("一个单元格的字数）")
    assert cell_text("😀" * 20_000).endswith("一个单元格的字数）")


def test_numbers_that_excel_would_change_are_text() -> None:
    many = "0.1234567890123456789"
    made = sheet(paper_xlsx(table_paper(item("1", "甲", many, "85.50"))))
    assert (made["C3"].value, made["C3"].data_type) == (many, "s")
    assert (made["D3"].value, made["D3"].number_format) == (85.5, "0.00")
    assert exact(D("0.1")) == 0.1
    assert exact(D(10) ** 16 + 1) is None
    assert number_format("85%", D(85)) == '0"%"'
    assert number_format("+2.5", D("2.5")) == "+0.0;-0.0;+0.0"
    assert number_format("60 ~ 80", D(60)) is None
    assert number_format("86", D("85.5")) is None


def test_numbers_are_exact_over_many_values() -> None:
    chance = random.Random(7)
    values = [D(chance.randrange(-(10**6), 10**6)).scaleb(-chance.randrange(5)) for _ in range(300)]
    rows = [Row((Cell("1"), Cell("甲"), Cell(f"{value:f}", value), Cell(""))) for value in values]
    made = sheet(paper_xlsx(table_paper(*rows)))
    read = [made.cell(row, 3).value for row in range(3, 303)]
    assert [D(repr(value)) for value in read] == values
    places = [made.cell(row, 3).number_format.partition(".")[2] for row in range(3, 303)]
    assert [len(place) for place in places] == [-min(int(value.as_tuple().exponent), 0) for value in values]


def test_it_prints_on_a4_with_head_and_page_numbers() -> None:
    paper = table_paper(
        *TOTALS, draft="还有 3 项未评 &D", landscape=True, about={"日志校验码": "3f09", "打印日期": "2025-12-20"}
    )
    book = opened(paper_xlsx(paper))
    made = book.worksheets[0]
    assert (made.page_setup.paperSize, made.page_setup.orientation) == (9, "landscape")
    assert (made.page_setup.fitToWidth or 1, made.page_setup.fitToHeight) == (1, 0)
    assert made.sheet_properties.pageSetUpPr.fitToPage
    assert made.print_title_rows == "$3:$3"
    assert made.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert made["A1"].value == "草稿　还有 3 项未评 &D"
    with zipfile.ZipFile(io.BytesIO(paper_xlsx(paper))) as package:
        assert "&amp;C草　稿" in package.read("xl/worksheets/sheet1.xml").decode()
    texts = [cell.value for row in made.iter_rows() for cell in row if cell.value]
    assert "日志校验码：3f09　打印日期：2025-12-20" in texts
    assert paper_xlsx(paper) == paper_xlsx(paper)


def test_merged_places_do_not_run_into_each_other() -> None:
    rows = (
        Row((Cell("一", down=3), Cell("甲"), number("1"), number("1"))),
        Row((Cell("乙", across=2), number("2"))),
        Row((Cell("丙"), number("3"), number("3"))),
        Row((Cell("二"), Cell("丁"), number("4"), number("4"))),
    )
    made = sheet(paper_xlsx(table_paper(*rows)))
    assert sorted(one.coord for one in made.merged_cells.ranges) == ["A1:D1", "A3:A5", "B4:C4"]
    assert [made["B5"].value, made["A6"].value, made["D4"].value] == ["丙", "二", 2]


def test_each_table_and_chart_has_a_sheet_with_its_heading_and_notes() -> None:
    head, note, words = Words("一、各项", "heading"), Words("注", "note"), Words("二、图", "heading")
    table = Table("a", COLUMNS, ())
    chart = Chart("图", ("甲",), (("得分", (D(1),)),), D(2))
    sign = Signatures(("考评人",))
    blocks = (head, table, note, words, chart, chart, Words("三、签名", "heading"), sign, NewPage(), note)
    assert list(cut(blocks)) == [
        (head, table, note),
        (words, chart),
        (chart, Words("三、签名", "heading"), sign),
        (note,),
    ]
    assert list(cut(())) == [()]


def test_charts_are_native_with_their_numbers_beside_them() -> None:
    bars = Chart("各指标'得分", ("=组织", "立法"), (("得分", (D("7.5"), None)), ("满分", (D(10), D(5)))), D(10))
    radar = Chart("雷达", ("甲", "乙", "丙"), (("得分", (D(1), D(2), D(3))),), D(5), "radar")
    data = paper_xlsx(Paper("sheet", "表", (bars, radar)))
    book = opened(data)
    assert book.sheetnames == ["表", "雷达"]
    first = book.worksheets[0]
    assert [[cell.value for cell in row] for row in first["A3:C5"]] == [
        [None, "得分", "满分"],
        ["=组织", 7.5, 10],
        ["立法", None, 5],
    ]
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        charts = {name: package.read(name).decode() for name in package.namelist() if "charts/chart" in name}
        drawing = package.read("xl/drawings/drawing1.xml").decode()
    assert "<c:barChart>" in charts["xl/charts/chart1.xml"]
    assert "<c:radarChart>" in charts["xl/charts/chart2.xml"]
    assert '<c:max val="10.0"/>' in charts["xl/charts/chart1.xml"]
    assert "立法 无" in drawing
    # Told apart without colour: by fill in bars, by dash and marker in a radar.
    assert [f'<a:srgbClr val="{shade}"/>' in charts["xl/charts/chart1.xml"] for shade in ("606060", "FFFFFF")] == [
        True,
        True,
    ]
    assert '<c:symbol val="circle"/>' in charts["xl/charts/chart2.xml"]


def test_forms_keep_their_heights_and_have_a_place_for_the_seal() -> None:
    paper = Paper("form", "推荐审批表", (Facts((("单位", "=云溪县"), ("地址", ""))), Form((Box("意见", "同意", 40, seal=True),)), Signatures(("经办人", "负责人"))))  # fmt: skip
    made = sheet(paper_xlsx(paper))
    texts = [str(cell.value) for row in made.iter_rows() for cell in row if cell.value]
    assert texts[:5] == ["推荐审批表", "单位", "=云溪县", "地址", "意见"]
    assert "（盖章）　　　　年　　月　　日" in texts
    assert "经办人（签名）：" in texts
    assert sum(made.row_dimensions[row].height for row in (3, 4)) == pytest.approx(40 * 72 / 25.4, abs=0.5)


def test_small_tables_stand_together_and_long_ones_alone() -> None:
    few = Table("few", (Column("项目", 36), Column("数值", 40, "right"), Column("说明", 80)), (Row((Cell("得分"), number("97"), Cell(""))), Row((Cell("结果"), Cell("优秀", across=2)), total=True)))  # fmt: skip
    some = Table("some", COLUMNS, TOTALS)
    long = Table("long", COLUMNS, tuple(item(str(n), "项", "1", "1") for n in range(30)))
    blocks = (Words("一、结果", "heading"), few, Words("二、各项", "heading"), some, NewPage(), few, long, few)
    assert [len(part) for part in sheets(blocks)] == [4, 1, 1, 1]
    book = opened(paper_xlsx(Paper("notice", "反馈意见", blocks)))
    made = book.worksheets[0]
    at = {str(cell.value): cell for line in made.iter_rows() for cell in line if cell.value is not None}
    assert at["优秀"].alignment.horizontal == "left", "words over columns of numbers are no number"
    # Each table's edges are where they would be by itself, and sums name the cells of their own column.
    assert (at["数值"].column_letter, at["满分"].column_letter) == ("C", "E")
    total = next(
        cell for cell in made["".join(filter(str.isalpha, at["满分"].coordinate))] if str(cell.value).startswith("=")
    )
    assert at["满分"].column_letter in str(total.value)
    widths = [made.column_dimensions[letters(n)].width for n in range(made.max_column)]
    assert min(widths) * 7 * 25.4 / 96 >= 3.5


def test_who_signs_signs_the_table_and_a_long_chart_stands_behind() -> None:
    chart = Chart("得分", tuple(f"县{n}" for n in range(40)), (("得分", (D(1),) * 40),), D(2))
    long = Table("ranking", COLUMNS, tuple(item(str(n), "县", "1", "1") for n in range(40)))
    sign = Signatures(("制表人", "复核人", "负责人"))
    assert list(sheets((long, chart, sign))) == [(long, sign), (chart,)]
    few = Table("ranking", COLUMNS, long.rows[:2])
    short = Chart("得分", ("甲", "乙"), (("得分", (D(1), D(2))),), D(2))
    assert list(sheets((few, short, sign))) == [(few, short, sign)]
    made = sheet(paper_xlsx(Paper("ranking", "排名表", (few, short, sign))))
    places = [cell for line in made.iter_rows() for cell in line if str(cell.value).endswith("（签名）：")]
    assert len(places) == 3
    assert (made["A8"].value, made["A9"].value) == ("甲", "乙")


def test_names_of_boxes_have_room() -> None:
    name = "送审单位（省、区、市普法依法治理领导小组办公室及其他有关部门）" * 2
    made = sheet(paper_xlsx(Paper("approval", "表", (Form((Box(name, "云溪县", 14), Box("日期", "", 14))),))))
    assert made.row_dimensions[2].height > 14 * 72 / 25.4
    assert any(cell.value == "日期" for cell in made[3])
    assert made.row_dimensions[3].height == pytest.approx(14 * 72 / 25.4, abs=0.5)


def test_names_of_sheets_and_headers_are_what_excel_allows() -> None:
    taken: set[str] = set()
    names = [sheet_name(text, taken) for text in ("a/b:c[1]*?", "A b C 1", "'", "History", "很长" * 30)]
    assert names == ["a b c 1", "A b C 1 2", "表", "History 2", ("很长" * 30)[:28]]
    assert marked("a&b\n" + "长" * 300).startswith("a&&b 长")
    assert len(marked("&" * 300)) <= 250


def test_it_serves_the_report_hook() -> None:
    paper = table_paper(*TOTALS)
    assert as_xlsx(SimpleNamespace(paper=paper)) == paper_xlsx(paper)
