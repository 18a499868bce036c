"""What people do to a workbook: it is read as they mean it, or refused with the cell; never read otherwise."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from full_standard import full
from sheet_books import Book, gathered, models, written

from kaoping.standard.document import DocumentBody
from kaoping.standard.model import Standard

SMALL: dict[str, Any] = {
    "schema": 1, "id": "t/small", "title": "小标准", "short": "小", "edition": "2025", "status": "draft",
    "unit_kinds": ["county"], "scoring": {"model": "points", "full": 10},
    "document": {"id": "t/small", "title": "小文件", "stages": [{"id": "s", "title": "年报", "yearly": "11-30"}]},
    "facts": [{"id": "f", "title": "学法次数", "subject": "government", "kind": "count"}],
    "dimensions": [
        {
            "id": "A", "title": "组织", "points": 6,
            "criteria": [
                {
                    "id": "1", "title": "学法", "points": 4, "themes": ["decision"],
                    "requirements": [
                        {"id": "1.1", "text": "每年四次", "points": 3, "measure": {"fact": "f", "at_least": 4, "per": "year"}},
                        {"id": "1.2", "text": "有记录"},
                    ],
                },
                {"id": "2", "title": "公开", "points": 2, "requirements": [{"id": "2.1", "text": "公开了"}]},
            ],
        },
        {"id": "B", "title": "落实", "criteria": [{"id": "3", "title": "总结", "points": 4}]},
    ],
}  # fmt: skip
#: Rows of the sheet of items, from 1 below its heads.
A, ONE, ONE_1, ONE_2, TWO, TWO_1, B, THREE = range(1, 9)


@pytest.fixture(scope="module")
def made() -> tuple[bytes, Standard]:
    standard = Standard.model_validate(SMALL)
    assert isinstance(standard.document, DocumentBody)
    return written(standard, standard.document), standard


@pytest.fixture
def book(made: tuple[bytes, Standard]) -> Book:
    return Book(made[0])


def read(book: Book) -> Standard:
    return models(gathered(book.data()))[0]


def refused(book: Book) -> list[str]:
    found = gathered(book.data())
    return [fault.message for fault in found.faults]


def test_sorted_rows_moved_columns_and_inserted_lines_change_nothing_but_the_order(
    book: Book, made: tuple[bytes, Standard]
) -> None:
    sheet = book.book["指标"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=11)]
    sheet.delete_rows(4, 8)
    sheet.insert_rows(3)  # the heads stand in row 4 by now
    for number, row in enumerate([*reversed(rows)], 6):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column, value)
    last = sheet.max_column + 1
    for row in sheet.iter_rows(min_row=4, max_row=13):
        row[0].parent.cell(row[0].row, last, row[4].value)
        row[4].value = None
    standard = read(book)
    wanted = made[1]
    assert [dimension.id for dimension in standard.dimensions] == ["B", "A"]
    assert {c.id: c.title for _, c in standard.every_criterion()} == {"1": "学法", "2": "公开", "3": "总结"}
    assert dict(zip("BA", standard.dimensions, strict=True))["A"].points == wanted.dimensions[0].points
    one = next(criterion for _, criterion in standard.every_criterion() if criterion.id == "1")
    assert [requirement.id for requirement in one.requirements] == ["1.2", "1.1"]
    assert one.requirements[1] == wanted.dimensions[0].criteria[0].requirements[0]


def test_sorting_moves_nothing_to_another_parent() -> None:
    """Criteria below nothing, below a dimension and below a group: each row says it, so that no order is needed."""
    standard, document = full()
    book = Book(written(standard, document))
    sheet = book.book["指标"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=sheet.max_row)]
    for number, row in enumerate(reversed(rows), 4):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value = value
            cell.data_type = "s" if isinstance(value, str) else cell.data_type
    again = models(gathered(book.data()))[0]
    where = {c.id: tuple(node.id for node in path) for path, c in standard.every_criterion()}
    assert {c.id: tuple(node.id for node in path) for path, c in again.every_criterion()} == where
    points = {c.id: {r.id: r for r in c.requirements} for _, c in standard.every_criterion()}
    assert {c.id: {r.id: r for r in c.requirements} for _, c in again.every_criterion()} == points


def test_rows_as_offices_print_them_with_merged_cells(book: Book, made: tuple[bytes, Standard]) -> None:
    """First-level item, item and first point in one row; what belongs together merged; numbers not repeated."""
    sheet = book.book["指标"]
    columns = {head: book.column("指标", head) for head in ("一级指标编号", "一级指标", "一级分值", "评分项编号", "评分项", "分值",
               "主题", "责任单位", "要点编号", "要点", "要点分值", "事实", "不低于", "每期")}  # fmt: skip
    for row in sheet.iter_rows(min_row=4, max_row=12):
        for cell in row:
            cell.value = None
    lines: list[dict[str, Any]] = [
        {"一级指标编号": "A", "一级指标": "组织", "一级分值": 6, "评分项编号": "1", "评分项": "学法", "分值": 4, "主题": "决策机制",
         "责任单位": "司法局", "要点编号": "1.1", "要点": "每年四次", "要点分值": 3, "事实": "学法次数", "不低于": "４", "每期": "每年"},
        {"要点编号": "1.2", "要点": "有记录"},
        {"评分项编号": "2", "评分项": "公开", "分值": "２", "要点编号": "2.1", "要点": "公开了"},
        {"一级指标编号": "B", "一级指标": "落实", "评分项编号": "3", "评分项": "总结", "分值": 4},
    ]  # fmt: skip
    for number, line in enumerate(lines, 4):
        for head, value in line.items():
            sheet.cell(number, columns[head], value)
    for head, until in (("一级指标编号", 6), ("一级指标", 6), ("评分项编号", 5), ("评分项", 5), ("责任单位", 6)):
        sheet.merge_cells(start_row=4, end_row=until, start_column=columns[head], end_column=columns[head])
    standard = read(book)
    # The merged office is that of both items; all else is as it was.
    offices = [criterion.responsible for _, criterion in standard.every_criterion()]
    assert offices == ["司法局", "司法局", None]
    assert standard.model_dump(exclude={"dimensions"}) == made[1].model_dump(exclude={"dimensions"})
    bare = [[c.model_copy(update={"responsible": None}) for c in d.criteria] for d in standard.dimensions]
    assert bare == [list(d.criteria) for d in made[1].dimensions]


def test_an_added_line_may_leave_out_what_stands_above_it(book: Book) -> None:
    for head, value in (("评分项编号", "1"), ("要点编号", "1.3"), ("要点", "新的")):
        book.put("指标", head, THREE + 3, value)
    for head, value in (("评分项编号", "4"), ("评分项", "另一项"), ("分值", "1.50")):
        book.put("指标", head, THREE + 4, value)
    standard = read(book)
    found = {criterion.id: criterion for _, criterion in standard.every_criterion()}
    assert [r.id for r in found["1"].requirements] == ["1.1", "1.2", "1.3"]
    assert found["4"].points == Decimal("1.5")
    assert [c.id for c in standard.dimensions[0].criteria] == ["1", "2", "4"]


def test_typed_as_people_type(book: Book) -> None:
    book.put("指标", "分值", ONE, " ４．０ ")
    book.put("指标", "每期", ONE_1, "year")
    book.put("指标", "原则上", ONE_1, "√")
    book.put("指标", "评分项适用条件", TWO, "legislative_power：是\nrank ＝ 2\nname = 甲：乙")
    book.put("程序", "每年几月几日前", 1, date(2026, 1, 31))
    book.cell("程序", "每年几月几日前", 1).number_format = "yyyy/m/d"
    book.put("程序", "截止日期", 2, "2025年3月1日")
    book.put("程序", "编号", 2, "s2")
    book.put("程序", "名称", 2, "初评")
    book.put("结果", "结果名称", 1, "好")
    book.put("结果", "占满分百分之几以上", 1, 0.9)
    book.cell("结果", "占满分百分之几以上", 1).number_format = "0%"
    book.put("结果", "各一级指标不低于", 1, "A=3；B＝1.5")
    standard = read(book)
    one, two, _ = (criterion for _, criterion in standard.every_criterion())
    assert (one.points, one.requirements[0].measure and one.requirements[0].measure.soft) == (4, True)
    assert two.applies_when == {"legislative_power": True, "rank": 2, "name": "甲：乙"}
    assert isinstance(standard.document, DocumentBody)
    assert [stage.yearly for stage in standard.document.stages] == ["01-31", None]
    assert standard.document.stages[1].due == date(2025, 3, 1)
    when = standard.outcomes[0].when
    assert when is not None
    assert (when.share_at_least, when.section) == (90, {"A": 3, "B": Decimal("1.5")})


def test_columns_that_are_not_needed_may_go_and_own_ones_may_come(book: Book, made: tuple[bytes, Standard]) -> None:
    sheet = book.book["指标"]
    for head in ("二级指标编号", "二级指标", "佐证材料", "走向"):
        sheet.delete_cols(book.column("指标", head))
    own = sheet.max_column + 1
    sheet.cell(3, own, "我的想法")
    sheet.cell(5, own, "再问问")
    book.book.create_sheet("草稿")["A1"] = "随便写写"
    found = gathered(book.data())
    assert found.notes == [
        f"指标 {sheet.cell(3, own).coordinate}：表头“我的想法”不是标准的内容，这一列没有读入",
        "工作表“草稿”不是标准的内容，没有读入",
    ]
    found.notes.clear()
    assert models(found)[0] == made[1]


def test_a_number_where_a_name_belongs_is_pointed_out_once(book: Book) -> None:
    place = book.put("指标", "要点编号", ONE_1, 1.1)
    book.put("指标", "要点编号", ONE_2, 1.2)
    found = gathered(book.data())
    assert len(found.notes) == 1
    assert found.notes[0].startswith(f"指标 {place}：编号的格子是数字格式，Excel 会去掉末尾的 0（1.10 成了 1.1）")
    assert found.faults == []


def test_every_fault_is_told_with_its_cell(book: Book) -> None:
    places = {
        "formula": book.formula("指标", "分值", ONE, "=1+1"),
        "word": book.put("指标", "每期", ONE_1, "每天"),
        "number": book.put("指标", "不低于", ONE_1, "四次"),
        "day": book.put("指标", "要点编号", ONE_2, date(2026, 1, 2)),
        "hidden": book.put("指标", "要点", TWO_1, "公\u202e开"),
        "lacking": book.put("指标", "评分项", THREE, None),
    }
    book.cell("指标", "要点编号", ONE_2).number_format = "m-d"
    said = refused(book)
    assert len(said) == len(places)
    by_place = {message.split("：")[0]: message for message in said}
    for name, words in (
        ("formula", "单元格里是公式，请改成数值或文字"),
        ("word", "没有“每天”，可选：每年、每半年、每季、每月、整个考评周期"),
        ("number", "“四次”不是数字"),
        ("day", "Excel 把这里变成了日期 2026-01-02，请把单元格格式改为“文本”后重新输入"),
        ("hidden", "看不见的控制字符"),
        ("lacking", "没有填“评分项”（评分项“3”）"),
    ):
        assert words in by_place[f"指标 {places[name]}"]


def test_what_belongs_nowhere_is_refused(book: Book) -> None:
    other = book.put("指标", "评分项", ONE_2, "学法甲")
    lonely = book.put("等级", "所属评分项", 1, "99")
    book.put("等级", "编号", 1, "x")
    book.put("等级", "名称", 1, "优")
    unknown = book.put("勘误", "属于", 1, "别的")
    book.put("勘误", "位置", 1, "1")
    lost = book.put("版本对照", "原编号", 1, "7")
    said = "\n".join(refused(book))
    assert f"指标 {other}：与 指标 {book.cell('指标', '评分项', ONE).coordinate} 填的不同（同为评分项“1”）" in said
    assert f"等级 {lonely}：“指标”表里没有评分项“99”，请核对编号" in said
    assert f"勘误 {unknown}：没有“别的”，可选：标准、文件" in said
    assert f"版本对照 {lost.replace('D', 'A')}：没有填“对照的是”，可选：评分项、要点、否决项、加减分" in said


def test_a_point_below_nothing_and_a_second_level_below_nothing_are_refused(book: Book) -> None:
    sheet = book.book["指标"]
    for row in sheet.iter_rows(min_row=4, max_row=11):
        for cell in row:
            cell.value = None
    place = book.put("指标", "要点", 1, "没有上级")
    group = book.put("指标", "二级指标编号", 2, "g")
    book.put("指标", "二级指标", 2, "组")
    said = refused(book)
    row = place[-1]
    assert any(
        one.startswith("指标 ") and f"{row}：这一行的评分要点没有所属的评分项，请填写“评分项编号”" in one
        for one in said
    )
    assert f"指标 {group}：二级指标“g”没有所属的一级指标，请在这一行填写一级指标的编号" in said


def test_changed_heads_names_and_missing_sheets(book: Book) -> None:
    book.cell("指标", "责任单位", 0).value = "责任单 位们"
    column = next(c.column for c in book.book["指标"][3] if c.value == "责任单 位们")
    book.book["指标"].cell(5, column, "司法局")
    book.book["事实"].title = "我们的事实"
    del book.book["文件"]
    said = "\n".join(refused(book))
    assert "没有“责任单 位们”这一列；是不是“责任单位”？请改表头" in said
    assert "工作表“我们的事实”看来是“事实”表，请把名称改回“事实”" in said
    assert "没有“文件”表，它必须有" in said


def test_a_column_renamed_or_gone_and_the_main_sheet_gone_are_said_once(
    book: Book, made: tuple[bytes, Standard]
) -> None:
    book.book["指标"].cell(3, book.column("指标", "分值")).value = "分数"
    said = refused(book)
    assert [one for one in said if "分数" in one] == [
        f"指标 {book.cell('指标', '分数', 0).column_letter}3：“分数”占了“分值”的位置；"
        "改了名的请改回“分值”，自己加的列请移到最右边"
    ]
    gone = Book(made[0])
    gone.book["指标"].delete_cols(gone.column("指标", "评分项"))
    assert refused(gone) == ["指标 A3：没有“评分项”这一列，而各行要填它；表头被删或改了的，请补上这一列"]
    gone = Book(made[0])
    del gone.book["指标"]
    assert "指标 A1：没有“指标”表，它必须有" in refused(gone)[0]


def test_blank_required_fields_of_a_sheet_of_fields(book: Book) -> None:
    cell = book.field("标准", "标准全称")
    cell.value = None
    book.field("标准", "计分方式").value = None
    said = refused(book)
    assert f"标准 {cell.coordinate}：没有填“标准全称”，请填写" in said
    assert f"标准 {book.field('标准', '计分方式').coordinate}：没有填“计分方式”，请填写" in said
