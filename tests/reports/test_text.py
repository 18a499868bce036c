"""A paper as text: aligned by cells, nothing cut, every number as on the paper; wide tables row by row."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaoping.reports.kinds.sheet import sheet_paper
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
from kaoping.reports.text import paper_lines, paper_text
from kaoping.reports.text_table import table_lines
from kaoping.scoring.sheet import ScoreSheet
from kaoping.text import width

D = Decimal
TABLE = Table(
    "t",
    (Column("编号", 20), Column("评分项", 100), Column("得分", 20, "right")),
    (
        Row((Cell("一 组织领导"),), section=True),
        Row((Cell("1.1"), Cell("学习制度健全，党委理论学习中心组每年学法不少于四次"), Cell("1.5", D("1.5")))),
        Row((Cell("1.2"), Cell("机构"), Cell("10", D(10)))),
        Row((Cell("合计", across=2), Cell("11.5", D("11.5"))), total=True),
    ),
)


def test_columns_stand_below_each_other_and_words_wrap_within_theirs() -> None:
    lines = [line.text for line in table_lines(TABLE, 40)]
    assert lines == [
        "编号│            评分项            │得分",
        "────┼──────────────────────────────┼────",
        "一 组织领导",
        "1.1 │学习制度健全，党委理论学习中心│ 1.5",
        "    │组每年学法不少于四次          │",
        f"┈┈┈┈┼{'┈' * 30}┼┈┈┈┈",
        "1.2 │机构                          │  10",
        "───────────────────────────────────┼────",
        "合计                               │11.5",
        "────┴──────────────────────────────┴────",
    ]
    styles = [line.style for line in table_lines(TABLE, 40)]
    assert styles[:3] == ["head", "rule", "section"]
    assert styles[8] == "strong"
    wide = [line.text for line in table_lines(TABLE, 100)]
    assert wide[3] == "1.1  │ 学习制度健全，党委理论学习中心组每年学法不少于四次 │  1.5"


def test_what_is_too_wide_is_told_row_by_row() -> None:
    columns = tuple(Column(f"第{n}部分", 20, "right") for n in range(12))
    row = Row(tuple(Cell(f"12.{n}", D(f"12.{n}")) for n in range(12)))
    text = "\n".join(line.text for line in table_lines(Table("t", columns, (row,)), 40))
    for n in range(12):
        assert f"第{n}部分：12.{n}" in text.replace("\n  ", "").replace("\n", "")


def test_a_cell_over_several_rows_goes_on_beside_them() -> None:
    rows = (
        Row((Cell("依法行政和公正司法", down=3), Cell("甲"), Cell("1", D(1)))),
        Row((Cell("乙"), Cell("2", D(2)))),
        Row((Cell("丙"), Cell("3", D(3)))),
        Row((Cell("末"), Cell("丁"), Cell("4", D(4)))),
    )
    table = Table("t", (Column("部分", 20), Column("项", 20), Column("分", 10, "right")), rows)
    assert [line.text for line in table_lines(table, 16)] == [
        "   部分   │项│分",
        "──────────┼──┼──",
        "依法行政和│甲│ 1",
        "公正司法  │乙│ 2",
        "          │丙│ 3",
        "末        │丁│ 4",
        "──────────┴──┴──",
    ]


def test_every_block_is_printed_and_a_draft_says_so_first() -> None:
    blocks = (
        Words("一、情况", "heading"),
        Words("第一段。\n第二段。"),
        Facts((("考评对象", "云溪县"), ("周期", "2025"), ("文件", "很长的文件名称" * 6))),
        NewPage(),
        Form((Box("申报单位意见", "同意。", 40, seal=True),)),
        Signatures(("考评人",)),
        Chart("各部分", ("甲", "乙"), (("得分", (D(5), None)),), D(10)),
    )
    paper = Paper("t", "得分表", blocks, "小标准", "尚有 2 项未评", {"考评": "3", "日志校验码": "ab12"})
    lines = paper_lines(paper, 40)
    text = "\n".join(line.text for line in lines)
    assert lines[0] == ("【草稿】尚有 2 项未评", "draft")
    assert lines[2] == (" " * 17 + "得分表", "title")
    assert "考评对象：云溪县    周期：2025" in text
    assert "文件：很长的文件名称" in text
    assert text.count("很长的文件名称") >= 4
    assert "┈ 另起一页 ┈" in text
    assert "│ 同意。" in text
    assert "（盖章）＿＿年＿月＿日 │" in text
    assert "考评人：＿＿＿＿＿＿＿＿" in text
    assert next(line for line in text.splitlines() if line.startswith("乙")).endswith("无")
    assert lines[-1] == ("考评：3　日志校验码：ab12", "note")
    assert max(width(line.text) for line in lines) <= 40
    assert paper_text(paper, 40) == text + "\n"


@pytest.mark.parametrize("columns", [30, 58, 80, 200])
def test_the_score_sheet_keeps_every_number_at_any_width(sheet: ScoreSheet, columns: int) -> None:
    paper = sheet_paper(sheet, {"evaluation": "3", "printed": "2025-12-20"})
    lines = paper_lines(paper, columns)
    assert max(width(line.text) for line in lines) <= columns
    said = "".join("".join(line.text.split()) for line in lines)
    for block in paper.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                for cell in row.cells:
                    if cell.number is not None:
                        assert "".join(cell.text.split()) in said


def test_hostile_text_is_shown_and_does_nothing() -> None:
    text = "\x1b]52;c;x\x07第[/]条\u202e｜很长" * 5
    table = Table("t", (Column(text, 10), Column("分", 10)), (Row((Cell(text), Cell("1", D(1)))),))
    lines = paper_lines(Paper("t", text, (Words(text), Facts(((text, text),)), table, Form((Box(text, text),)))), 30)
    for line in lines:
        assert width(line.text) <= 30
        assert not any(char in line.text for char in "\x1b\x07\u202e\n")
    assert any("␛]52" in line.text for line in lines)
