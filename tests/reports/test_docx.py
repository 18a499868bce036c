"""A Word report opened again: its texts and numbers, its pages, what stays together."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import Any

import pytest
from docx import Document
from docx.shared import Mm

from kaoping.reports.docx import Fonts, as_docx, paper_docx
from kaoping.reports.docx_chart import radar_png
from kaoping.reports.docx_page import title_lines
from kaoping.reports.paper import (
    Block,
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
from kaoping.reports.svg import chart_svg

COLUMNS = (Column("编号", 16, "center"), Column("评分项", 100), Column("得分", 40, "right"))


def opened(*blocks: Block, **about: Any) -> Any:
    """The document of a paper with these blocks, as python-docx reads it."""
    return Document(io.BytesIO(paper_docx(Paper("sheet", "得分表", blocks, **about), Fonts())))


def row(number: int, title: str = "组织健全") -> Row:
    score = Decimal(number) / 2
    return Row((Cell(str(number)), Cell(title), Cell(str(score), score)))


def keeps(row: Any) -> bool:
    """Whether every paragraph of a row stays with the next."""
    return all(one.paragraph_format.keep_with_next for cell in row.cells for one in cell.paragraphs)


def test_every_text_and_number_of_a_table_arrives() -> None:
    rows = (
        Row((Cell("一、组织（5 分）"),), section=True),
        Row((Cell("1", down=2), Cell("甲\n乙\t丙"), Cell("0.10", Decimal("0.10")))),
        Row((Cell("=SUM(A1)"), Cell("-3", Decimal(-3)))),
        Row((Cell("合计", across=2), Cell("60 ~ 80", strong=True)), total=True),
    )
    table = opened(Table("items", COLUMNS, rows, "逐项得分")).tables[0]
    texts = [[cell.text for cell in row.cells] for row in table.rows]
    assert texts == [
        ["编号", "评分项", "得分"],
        ["一、组织（5 分）"] * 3,
        ["1", "甲\n乙\t丙", "0.10"],
        ["1", "=SUM(A1)", "-3"],
        ["合计", "合计", "60 ~ 80"],
    ]
    assert str(table.rows[2].cells[2].paragraphs[0].alignment) == "RIGHT (2)"
    styles = [[one.style.name for cell in row.cells for p in cell.paragraphs for one in p.runs] for row in table.rows]
    assert set(styles[1]) == set(styles[4]) == {"Strong"}
    assert set(styles[3]) == {"Default Paragraph Font"}


def test_no_column_is_too_narrow_for_its_numbers() -> None:
    columns = (Column("单位", 120), *(Column(f"第{at}部分", 4, "right") for at in range(9)))
    rows = (Row((Cell("甲县"), *(Cell("91.67", Decimal("91.67")) for _ in range(9)))),)
    cells = opened(Table("t", columns, rows)).tables[0].rows[1].cells
    widths = [cell.width.mm for cell in cells]
    assert all(width > 5 * 10.5 * 0.65 * 25.4 / 72 + 2 for width in widths[1:]), widths
    assert sum(widths) == pytest.approx(156, abs=0.2)
    long = (Column("单位", 120), *(Column("强化对行政权力的制约和监督", 6, "right") for _ in range(6)))
    cells = opened(Table("t", long, (Row((Cell("甲县"), *(Cell("8") for _ in range(6)))),))).tables[0].rows[0].cells
    assert all(cell.width.mm > 3 * 10.5 * 25.4 / 72 + 2 for cell in cells), "a head is no column of single signs"


def test_a_row_that_does_not_fit_its_table_is_a_fault_of_the_builder() -> None:
    with pytest.raises(ValueError, match="1 cells more"):
        opened(Table("t", COLUMNS, (Row((Cell("1"), Cell("2"), Cell("3"), Cell("4"))),)))


def test_heads_repeat_and_labels_are_not_left_alone() -> None:
    rows = (Row((Cell("一、组织"),), section=True), row(1), row(2, "长" * 5000), row(3))
    document = opened(Words("逐项", "heading"), Table("t", COLUMNS, rows, "表"), Signatures(("考评人",)))
    head, section, short, tall, last = document.tables[0].rows
    assert ["tblHeader" in one._tr.xml for one in (head, section, short)] == [True, False, False]
    assert [keeps(one) for one in (section, short, tall, last)] == [
        True,
        False,
        False,
        True,
    ], "a section stays with its first row, the last row with the signatures"
    cuts = ["cantSplit" in one._tr.xml for one in (head, section, short, tall, last)]
    assert cuts == [True, True, True, False, True], "no page holds the tall row, so it may be parted"
    for name in ("heading 1", "caption", "表头"):
        assert document.styles[name].paragraph_format.keep_with_next
    assert [p.text for p in document.paragraphs if p.text] == ["得分表", "逐项", "表"]


def test_the_page_is_that_of_the_standard() -> None:
    section = opened(Words("字")).sections[0]
    sides = (section.page_width, section.page_height, section.top_margin, section.bottom_margin)
    assert [round(side.mm) for side in (*sides, section.left_margin, section.right_margin)] == [
        210,
        297,
        37,
        35,
        28,
        26,
    ]
    settings = opened(Words("字")).settings
    assert settings.odd_and_even_pages_header_footer
    assert [footer.paragraphs[0].text for footer in (section.footer, section.even_page_footer)] == ["— 1 —", "— 1 —"]
    assert [str(one.paragraphs[0].alignment) for one in (section.footer, section.even_page_footer)] == [
        "RIGHT (2)",
        "LEFT (0)",
    ]
    aside = opened(Table("t", COLUMNS, (row(1),)), landscape=True)
    section = aside.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    assert sum(cell.width for cell in aside.tables[0].rows[0].cells) == pytest.approx(Mm(225), abs=Mm(0.2))


def test_a_draft_says_so_above_its_title_and_on_each_page() -> None:
    document = opened(Words("字"), draft="尚有 5 项未评")
    section = document.sections[0]
    assert [one.text for one in document.paragraphs][:2] == ["【草稿】尚有 5 项未评", "得分表"]
    assert [one.paragraphs[0].text for one in (section.header, section.even_page_header)] == ["草　稿"] * 2
    finished = opened(Words("字"))
    assert "草稿" not in "".join(one.text for one in finished.paragraphs)
    assert finished.sections[0].header.paragraphs[0].text == ""


def test_where_it_came_from_stands_at_the_foot_of_each_page_or_at_the_end() -> None:
    document = opened(Words("字"), about={"考评编号": "12", "日志校验码": "3-ab12 cd34"})
    for foot in (document.sections[0].footer, document.sections[0].even_page_footer):
        assert [one.text for one in foot.paragraphs] == ["— 1 —", "考评编号：12　　日志校验码：3-ab12 cd34"]
    assert document.paragraphs[-1].text == "字"
    long = opened(Words("字"), about={"文件": "长" * 900, "打印日期": "2026-11-21"})
    assert [one.text for one in long.sections[0].footer.paragraphs] == ["— 1 —"]
    assert long.paragraphs[-1].text == f"文件：{'长' * 900}\n打印日期：2026-11-21"


def test_lines_of_a_body_are_paragraphs_and_of_a_note_line_breaks() -> None:
    document = opened(Words("一\n\n二"), Words("三\n四", "note"))
    assert [one.text for one in document.paragraphs] == ["得分表", "一", "", "二", "三\n四"]
    body = document.styles["Body Text"].paragraph_format
    assert (body.line_spacing.pt, document.styles["Body Text"].font.size.pt) == (28, 16)


def test_boxes_keep_their_height_and_long_texts_are_not_cut() -> None:
    boxes = (Box("事迹", "短", 60), Box("意见", "同意", 40, seal=True), Box("说明", "长文，" * 200, 30, seal=True))
    document = opened(Facts((("单位", "甲县"), ("电话", "1"), ("地址", "乙"))), Form(boxes))
    (table,) = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows][:2] == [
        ["单位", "甲县", "电话", "1"],
        ["地址", "乙", "乙", "乙"],
    ]
    heights = [(round(one.height.mm), str(one.height_rule)) for one in table.rows][2:]
    assert heights == [
        (60, "EXACTLY (2)"),
        (23, "EXACTLY (2)"),
        (17, "EXACTLY (2)"),
        (13, "AT_LEAST (1)"),
        (17, "EXACTLY (2)"),
    ]
    sealed = table.rows[4].cells
    assert (sealed[0].text, sealed[1].text) == ("意见", "（盖　章）　　　　\n年　　月　　日　　")
    assert "长文，" * 200 in table.rows[5].cells[1].text
    assert keeps(table.rows[3])
    assert not keeps(table.rows[4])


def test_places_to_sign_have_room_and_stay_together() -> None:
    names = ("考评人（签字）", "复核人（签字）", "单位负责人（签字）")
    (table,) = opened(Signatures(names)).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["考评人（签字）：\t\n年　　月　　日", "复核人（签字）：\t\n年　　月　　日"],
        ["单位负责人（签字）：\t\n年　　月　　日", ""],
    ]
    assert keeps(table.rows[0])
    (short,) = opened(Signatures(("甲", "乙", "丙"))).tables
    assert len(short.columns) == 3


def test_a_new_page_leaves_no_empty_one() -> None:
    document = opened(Words("一"), NewPage(), Words("二"), NewPage(), Table("t", COLUMNS, (row(1),)), NewPage())
    breaks = [one.text for one in document.paragraphs if one.paragraph_format.page_break_before]
    assert breaks == ["二", ""]
    assert "w:br " not in document.element.xml


def test_bars_are_as_long_as_their_numbers_and_nothing_is_not_zero() -> None:
    values = (Decimal("50"), None, Decimal(0), Decimal("120"))
    document = opened(Chart("得分率", ("甲", "乙", "丙", "丁"), (("本年", values),), Decimal(100)))
    (table,) = document.tables
    shaded = []
    for line in table.rows:
        cells = line._tr.tc_lst
        shaded.append(sum(round(cell.width.mm) for cell in cells if "w:shd" in cell.xml))
        assert sum(round(cell.width.mm) for cell in cells) == pytest.approx(156, abs=1)
    assert shaded == [46, 0, 0, 92]
    assert [line.cells[-1].text for line in table.rows] == ["50", "无", "0", "120"]
    assert "得分率（满分 100）" in [one.text for one in document.paragraphs]


def test_a_radar_is_a_picture_with_its_numbers_beside_and_behind_it() -> None:
    values = tuple(Decimal(number) for number in ("80", "92.5", "61", "0", "100"))
    chart = Chart(
        "各主题",
        ("甲", "乙", "丙", "丁", "戊"),
        (("本年", values), ("上年", (None, *values[1:]))),
        Decimal(100),
        "radar",
    )
    document = opened(chart)
    (picture,) = document.inline_shapes
    assert "甲：本年 80，上年 无" in picture._inline.docPr.get("descr")
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows][:3] == [
        ["序号", "名称", "本年", "上年"],
        ["1", "甲", "80", "无"],
        ["2", "乙", "92.5", "92.5"],
    ]
    svg = chart_svg(chart)
    assert (svg.count("<polyline"), svg.count('fill-opacity="0.12"')) == (3, 1), "what has no value is no zero"
    data = radar_png(chart)
    assert data.startswith(b"\x89PNG")
    assert data[16:24] == (1280).to_bytes(4, "big") + (840).to_bytes(4, "big")


def test_the_hook_prints_the_paper_it_is_given() -> None:
    class Given:
        paper = Paper("sheet", "得分表", (Words("字"),))
        fonts = None

    assert as_docx(Given()) == paper_docx(Given.paper, Fonts())


def test_a_title_of_two_lines_is_broken_near_its_middle_and_by_sense() -> None:
    long = "全国法治县（市、区）创建活动先进单位推荐审批表"
    assert title_lines(long, 8844) == "全国法治县（市、区）\n创建活动先进单位推荐审批表"
    assert title_lines("得分表", 8844) == "得分表"
    assert title_lines("甲乙丙丁戊己庚辛的壬癸子丑寅卯辰巳午未申", 7000).split("\n")[0] == "甲乙丙丁戊己庚辛的"
    assert title_lines("字" * 60, 8844) == "字" * 60
