from __future__ import annotations

from decimal import Decimal

import pytest

from kaoping.intake.figures import demanded, figures, points, values
from kaoping.intake.marks import alone, chinese_number, mark, marks, starts


@pytest.mark.parametrize(
    ("text", "kind", "value", "rest"),
    [
        ("一、总则", "cn", (1,), "总则"),
        ("（十二）领导", "cn-paren", (12,), "领导"),
        ("( 三 ) 领导", "cn-paren", (3,), "领导"),
        ("1、巡河", "dot", (1,), "巡河"),
        ("4．巡河", "dot", (4,), "巡河"),
        ("１２．巡河", "dot", (12,), "巡河"),
        ("1.2 巡河", "dotted", (1, 2), "巡河"),
        ("1.2.3巡河", "dotted", (1, 2, 3), "巡河"),
        ("（3）巡河", "paren", (3,), "巡河"),
        ("3)巡河", "half-paren", (3,), "巡河"),
        ("②巡河", "circle", (2,), "巡河"),
        ("第二十一条 巡河", "chapter", (21,), "巡河"),
        ("62 巡河", "bare", (62,), "巡河"),
    ],
)
def test_numbers_before_items(text: str, kind: str, value: tuple[int, ...], rest: str) -> None:
    found = mark(text)
    assert found is not None
    assert (found.kind, found.value, text[found.end :]) == (kind, value, rest)


@pytest.mark.parametrize("text", ["1.5分以上", "2025年", "12345热线", "每年2次", "95%以上", "十分重要", "一村一策"])
def test_what_is_no_number_of_an_item(text: str) -> None:
    assert mark(text) is None


def test_two_numbers_one_behind_the_other_and_one_alone_in_a_cell() -> None:
    found, words = marks("72 1. 巡河")
    assert [one.value for one in found] == [(72,), (1,)]
    assert "72 1. 巡河"[words:] == "巡河"
    assert alone(" ３６ ") is not None
    assert alone("（二）") is not None
    assert alone("36 项") is None


def test_an_item_that_begins_within_a_paragraph() -> None:
    text = "创新治理。19 应当巡河；（2）清理。共 30 日。涉及"
    assert [text[at : at + 3] for at in starts(text)] == ["19 ", "（2）"]


@pytest.mark.parametrize(("text", "number"), [("十", 10), ("二十", 20), ("一百零五", 105), ("二〇", 20), ("九", 9)])
def test_numbers_in_characters(text: str, number: int) -> None:
    assert chinese_number(text) == number


def test_points_in_brackets_of_every_kind() -> None:
    assert points("甲（2分），乙[1.5分]。丙【总分１0分】丁（共 3 分）戊（5）") == tuple(
        map(Decimal, ("2", "1.5", "10", "3"))
    )


def test_figures_with_their_units() -> None:
    text = "不少于 ５个工作 日，达标率1O0％，每年4次、15天，（3分）(2)依据《2019年第3号令》，2025年1月底前，拨打12345"
    assert figures(text) == ("5工作日", "100%", "4次", "15日")


def test_numbers_in_words_count_as_numbers() -> None:
    assert {"3", "12"} <= values(["近三年未发生，每年十二次"])


def test_what_the_standard_demands_and_the_clause_does_not_print() -> None:
    assert demanded("每年40学时，近3年，100%，不少于1次，3月31日前", "每年若干学时") == ("40学时",)
    assert demanded("每年3次", "每年三次") == ()
