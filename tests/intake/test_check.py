from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

import pytest

from kaoping.errors import Refused
from kaoping.intake.check import Clause, held
from kaoping.intake.paper import Paper, Passage
from kaoping.standard.resolved import Resolved


@pytest.fixture
def clause(village: Resolved, paper_of: Callable[[Sequence[str]], Paper], printed: list[str]) -> Callable[..., Clause]:
    """The clause of one criterion, after something in its line was changed."""

    def changed(id: str, line: int, was: str = "", now: str = "") -> Clause:
        assert was in printed[line]
        lines = [*printed]
        lines[line] = lines[line].replace(was, now)
        return next(one for one in held(village, paper_of(lines)).clauses if one.criterion == id)

    return changed


def test_points_and_every_figure_are_held_against_the_document(clause: Callable[..., Clause]) -> None:
    found = clause("1.2", 4)
    assert (found.points, found.points_equal, found.figures, found.differs) == (
        Decimal("2.5"), True, (("95%", True),), (),
    )  # fmt: skip


def test_other_points_differ(clause: Callable[..., Clause]) -> None:
    found = clause("1.2", 4, "2.5分", "3分")
    assert (found.state, found.points, found.points_equal) == ("matched", Decimal(3), False)
    assert found.differs == ("分值不同：文件印 3 分",)


def test_points_that_are_not_printed_are_told(clause: Callable[..., Clause]) -> None:
    found = clause("1.2", 4, "（2.5分）", "")
    assert (found.points, found.points_equal, found.differs) == (None, None, ("文件未印分值",))


def test_points_of_the_parts_add_up(clause: Callable[..., Clause]) -> None:
    found = clause("1.1", 3, "，发现垃圾当天清理（3分）", "（2分），发现垃圾当天清理（1分）")
    assert (found.points, found.points_equal) == (Decimal(3), True)


def test_another_figure_differs_both_ways(clause: Callable[..., Clause]) -> None:
    found = clause("3.1", 11, "40小时", "48小时")
    assert found.figures == (("48小时", False),)
    assert found.differs == ("文件有“48小时”，标准没有", "标准有“40小时”，文件没有")


def test_a_letter_for_a_zero_is_read_as_the_zero(clause: Callable[..., Clause]) -> None:
    assert clause("3.1", 11, "40小时", "4O小时").differs == ("标准有“40小时”，文件没有",)
    assert clause("2.1", 7, "30日", "3０日").differs == ()


def test_the_words_of_each_requirement(clause: Callable[..., Clause]) -> None:
    assert clause("2.2", 8).requirements == (
        ("2.2.1", "设立公平秤并每季度送检，短斤缺两的投诉由市场管理员登记处理（2分）"),
    )


def test_a_clause_that_says_something_else_is_doubtful_or_missing(clause: Callable[..., Clause]) -> None:
    found = clause(
        "3.2",
        12,
        "暑期组织儿童朗读活动，家长签到，志愿者轮值表张贴上墙",
        "篮球架每年刷漆，灯光按时开关，器材损坏及时报修",
    )
    assert found.state == "missing"
    half = clause(
        "3.2",
        12,
        "暑期组织儿童朗读活动，家长签到，志愿者轮值表张贴上墙",
        "篮球架每年刷漆，损坏及时报修，组织儿童朗读，家长接送",
    )
    assert half.state == "doubtful"
    assert half.doubts == ("措辞相近的不多",)


def test_the_number_of_another_item_is_told(clause: Callable[..., Clause]) -> None:
    found = clause("2.2", 8, "2、", "7、")
    assert (found.state, found.remarks) == ("matched", ("文件所印序号是 7",))


def test_the_number_in_a_column_of_points_is_no_items_number(village: Resolved) -> None:
    head = ("序号", "项目", "分 值（分）", "要求")
    rows = [
        (item.id.rpartition(".")[2], item.criterion.title, f"{item.full:f}", [one.text[:14] for one in item.criterion.requirements])
        for item in village.items
    ]  # fmt: skip

    def table(number: int, lines: Sequence[Sequence[str | list[str]]]) -> list[Passage]:
        return [
            Passage(text, f"表{number} 第{row}行第{column}列", table=number, row=row, column=column)
            for row, line in enumerate(lines, 1)
            for column, cell in enumerate(line, 1)
            for text in ([cell] if isinstance(cell, str) else cell)
        ]

    # The second table goes on without a head of its own.
    paper = Paper((*table(1, [head, *rows[:3]]), *table(2, rows[3:])), "docx")
    found = held(village, paper)
    assert [clause.state for clause in found.clauses] == ["matched"] * len(rows)
    assert found.extra == ()
    assert all(clause.points_equal is not False for clause in found.clauses)


def test_a_document_without_end_is_refused(village: Resolved, paper_of: Callable[[Sequence[str]], Paper]) -> None:
    with pytest.raises(Refused, match="文件过长（超过 20000 句）"):
        held(village, paper_of(["甲。"] * 20_001))
