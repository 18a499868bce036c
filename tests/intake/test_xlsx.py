from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from kaoping.errors import Refused
from kaoping.intake.ooxml import Package
from kaoping.intake.paper import Paper
from kaoping.intake.xlsx import Held, _number, address, read_grids
from kaoping.intake.xlsx_formats import shown
from kaoping.intake.xlsx_paper import read_xlsx


def read(data: bytes) -> Paper:
    with Package(data, "指标.xlsx") as package:
        return read_xlsx(package)


def test_cells_in_order_with_merges_and_numbers_as_they_are_shown(make: Any) -> None:
    data = make.xlsx(
        {"A1": "指标", "B1": "内容", "C1": "分值", "A2": "河道", "B2": "巡河\n挂牌", "C2": ("2.5", 0), "B3": ("0.95", 1), "C3": ("45658", 2), "AA4": "远"},
        merged=["A2:A3", "B1:B1"],
    )  # fmt: skip
    found = [(one.place, one.text, one.rows, one.columns) for one in read(data).passages]
    assert found == [
        ("A1", "指标", 1, 1), ("B1", "内容", 1, 1), ("C1", "分值", 1, 1), ("A2", "河道", 2, 1), ("B2", "巡河", 1, 1),
        ("B2", "挂牌", 1, 1), ("C2", "2.5", 1, 1), ("B3", "95%", 1, 1), ("C3", "2025年1月", 1, 1), ("AA4", "远", 1, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("15", '0"分"', "15分"), ("2.5", '0"分"', "2.5分"), ("15", 'General"分"', "15分"), ("3", '"第"0"项"', "第3项"),
        ("0.5", "0%", "50%"), ("0.955", "0.0%", "95.5%"), ("1200", "#,##0.00_ ", "1200"), ("-2", '0"分";"扣"0"分"', "扣2分"),
        ("0", '0;-0;"无"', "无"), ("12", "[DBNum1][$-804]General", "十二"), ("3", '[DBNum2]"第"0"条"', "第叁条"),
        ("5", "[Red]0.0", "5"), ("2", "0_);(0)", "2"), ("45658", "yyyy/m/d", "2025-01-01"), ("45658", 'm"月"d"日"', "1月1日"), ("45658", "m\\月d\\日", "1月1日"),
        ("45658.5", 'yyyy"年"m"月"d"日" h:mm', "2025年1月1日 12:00"), ("0.375", "h:mm", "9:00"), ("7", "@", "7"),
        ("甲", "0%", "甲"), ("3", '"满分"0\\分', "满分3分"), ("8", "[$￥-804]#,##0", "￥8"),
    ],
)  # fmt: skip
def test_a_number_is_read_as_the_sheet_shows_it_but_not_rounded(value: str, code: str, text: str) -> None:
    assert shown(value, code, date(1899, 12, 30)) == text


def test_what_a_sheet_holds_beside_the_cells_that_say_something(make: Any) -> None:
    rels = "http://schemas.openxmlformats.org/package/2006/relationships"
    box = "<a:twoCellAnchor xmlns:a='a'><a:from><a:col>2</a:col><a:row>4</a:row></a:from>{}</a:twoCellAnchor>"
    data = make.xlsx({"A1": "指标", "B1": "看不见", "A2": "甲"}, {"A1": "乙"}, merged=["A1:B1"], states=("", "hidden"), head='<cols><col min="4" max="4" hidden="1"/><col min="5" max="6" hidden="1"/></cols>', more={
        "xl/worksheets/_rels/sheet1.xml.rels": f'<Relationships xmlns="{rels}"><Relationship Id="c" Target="../comments/comment1.xml"/>'
        '<Relationship Id="d" Target="../drawings/drawing1.xml"/></Relationships>',
        "xl/comments/comment1.xml": '<c xmlns="x"><commentList><comment ref="A2"><text><r><t>请核</t></r></text></comment></commentList></c>',
        "xl/drawings/drawing1.xml": f"<d>{box.format('<a:pic><a:blip/></a:pic>')}{box.format('<a:txBody><a:p><a:t>框内</a:t></a:p></a:txBody>')}"
        f"{box.format('<a:chart/>')}</d>",
    }, tail="<headerFooter><oddHeader>&amp;C&amp;\"宋体\"县委&amp;&amp;县府</oddHeader><oddFooter>&amp;P</oddFooter></headerFooter>",
       rows='<row r="5" hidden="1"><c r="A5"><v>7</v></c><c r="B5"><f>SUM(A1)</f></c><c r="C5" t="e"><f>A1/0</f><v>#DIV/0!</v></c></row>')  # fmt: skip
    paper = read(data)
    assert [(one.place, one.text, one.columns) for one in paper.passages] == [
        ("表1 A1", "指标", 2), ("表1 A2", "甲", 1), ("表1 A5", "7", 1),
    ]  # fmt: skip
    assert [(one.what, one.place, one.text, one.before) for one in paper.asides] == [
        ("合并后看不见的文字", "表1 B1", "看不见", 1), ("没有存下结果的公式", "表1 B5", "=SUM(A1)", 3),
        ("出错的公式", "表1 C5", "#DIV/0!", 3), ("页眉", "表1 页眉", "县委&县府", 3), ("图片", "表1 C5附近", "", 3),
        ("文本框", "表1 C5附近", "框内", 3), ("图表", "表1 C5附近", "", 3), ("批注", "表1 A2", "请核", 3),
    ]  # fmt: skip
    assert paper.notes[:3] == (
        "表1 第 5 行是隐藏的，已读入，请核对",
        "表1 D、E 至 F 列是隐藏的，已读入，请核对",
        "工作表“表2”是隐藏的，未读取",
    )


def test_floats_are_read_as_they_were_typed(make: Any) -> None:
    assert [one.text for one in read(make.xlsx({"A1": ("0.1", 0), "A2": ("0.30000000000000004", 0), "A3": ("1E+99", 0)})).passages] == ["0.1", "0.3", "1E+99"]  # fmt: skip


def test_numbers_longer_than_the_usual_precision_are_read() -> None:
    assert [_number(text, "", date(1899, 12, 30)) for text in ("1" * 31 + ".5", "1" * 25 + "." + "3" * 14)] == [
        "1" * 31 + ".5", "1" * 25 + "." + "3" * 10,
    ]  # fmt: skip
    assert _number("1" * 30 + ".123", "%", date(1899, 12, 30)) == "1" * 30 + "12.3%"


def test_sheets_by_name_and_hidden_ones_named(make: Any) -> None:
    paper = read(make.xlsx({"A1": "甲"}, {"A1": "乙"}, {"B2": "丙"}, states=("", "hidden", "")))
    assert [(one.place, one.text, one.table) for one in paper.passages] == [("表1 A1", "甲", 1), ("表3 B2", "丙", 3)]
    assert paper.notes == ("工作表“表2”是隐藏的，未读取",)


def test_a_cell_at_the_far_end_costs_nothing(make: Any) -> None:
    assert read(make.xlsx({"XFD1048576": "远"})).passages[0].place == "XFD1048576"


def test_a_doctype_is_refused(make: Any) -> None:
    with pytest.raises(Refused, match="DOCTYPE"):
        read(make.xlsx({"A1": "甲"}, doctype='<!DOCTYPE x [<!ENTITY a "b">]>'))


def test_sheets_as_they_are_for_a_reader_who_knows_the_form(make: Any) -> None:
    data = make.xlsx({"A1": "甲_x000D_\n乙", "C2": ("2.5", 0)}, {"B2": "丙"}, states=("", "hidden"))
    with Package(data, "指标.xlsx") as package:
        first, second = read_grids(package)
    assert (first.title, first.hidden, second.hidden) == ("表1", False, True)
    assert first.cells == {(1, 1): Held("甲\r\n乙"), (2, 3): Held("2.5", kind="number")}
    assert second.cells == {(2, 2): Held("丙")}
    assert address(12, 28) == "AB12"
