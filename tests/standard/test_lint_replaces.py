"""The tables of old and new numbers: what is wrong with one is told at its place."""

from collections.abc import Callable

import pytest

from kaoping.errors import Fault

BASE = """schema = 1
id = "t/s"
title = "试用标准"
short = "试用"
edition = "2"
status = "draft"
unit_kinds = ["county"]
[document]
id = "t/s"
title = "试用通知"
[scoring]
model = "points"
[[criteria]]
id = "1"
title = "甲"
points = 5
themes = ["decision"]
requirements = [{ id = "1.1", text = "办好" }]
[[criteria]]
id = "2"
title = "乙"
points = 5
themes = ["decision"]
requirements = [{ id = "2.1", text = "办实" }]
"""


@pytest.mark.parametrize(
    ("table", "code", "line", "message"),
    [
        ('criteria = [{ old = ["1"], new = ["9"] }]', "unknown-id", 27, "本标准没有评分项“9”"),
        ('requirements = [{ new = ["1"] }]', "unknown-id", 27, "本标准没有评分要点“1”"),
        ('vetoes = [{ new = ["v"] }]', "unknown-id", 27, "本标准没有否决项“v”"),
        ('criteria = [{ old = ["1"], new = ["1"] }, { old = ["2"], new = ["1"] }]', "duplicate-id", 27, "new 中评分项“1”写了两次"),
        ('criteria = [{ old = ["1"], new = ["1"] }, { old = ["1"], new = ["2"] }]', "duplicate-id", 27, "old 中评分项“1”写了两次"),
        ('criteria = [{ changed = true }]', "invalid-value", 27, "old（前一版本的编号）与 new（本标准的编号）至少写一个"),
        ('criteria = [{ new = ["1"], changed = true }]', "invalid-value", 27, "changed 只用于两边都有的"),
        ('[[replaces]]\nedition = "1"', "duplicate-id", 27, "版本“1”的编号对照写了两次"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_at_its_place(
    linted: Callable[..., list[Fault]], table: str, code: str, line: int, message: str
) -> None:
    (fault,) = linted(f'{BASE}[[replaces]]\nedition = "1"\n{table}\n')
    assert (fault.code, fault.line) == (code, line)
    assert message in fault.message


def test_numbers_that_move_on_by_one_and_several_editions_are_right(linted: Callable[..., list[Fault]]) -> None:
    moved = '[[replaces]]\nedition = "1"\ncriteria = [{ old = ["1"], new = ["2"] }, { old = ["0"], new = ["1"] }]\n'
    other = '[[replaces]]\nedition = "0"\nstandard = "t/old"\ncriteria = [{ old = ["2", "3"], new = ["2"] }, { old = ["4"] }]\n'
    assert linted(BASE + moved + other) == []
