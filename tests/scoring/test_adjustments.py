"""Bonuses and penalties: amounts, counts, caps, clamp, and amounts that nobody has set."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kaoping.answers import AdjustmentStatement
from kaoping.scoring.derivation import find, recompute
from kaoping.scoring.score import most, possible_amounts, score

SHEET = """
[scoring]
model = "points"
full = 10
step = 1
{scoring}
[[criteria]]
id = "1"
title = "甲"
points = 10
{rows}
[[outcomes]]
label = "优秀"
when = {{ score_at_least = 9 }}
[[outcomes]]
label = "其余"
otherwise = true
"""


def row(kind="bonus", name="x", **more):
    rows = "".join(f"{key} = {value}\n" for key, value in more.items())
    return f'[[adjustments]]\nid = "{name}"\ntitle = "{name}"\ntext = "加减"\nkind = "{kind}"\n{rows}'


def sheet_of(make, *rows, scoring="", rules=None):
    return make(SHEET.format(scoring=scoring, rows="".join(rows)), rules)


def given(answer, stated=None, points=8):
    adjustments = {} if stated is None else {"x": AdjustmentStatement(**stated)}
    return answer(ratings={} if points is None else {"1": points}, adjustments=adjustments)


@pytest.mark.parametrize(
    ("kind", "more", "stated", "score_"),
    [
        ("bonus", {"cap": 2}, {"amount": Decimal("1.5")}, "9.5"),
        ("bonus", {"amount": 1, "cap": 3}, {"count": 2}, "10"),
        ("bonus", {"amount": 2, "cap": 3}, {"count": 2}, "11"),
        ("bonus", {"range": "{ low = 1, high = 3 }"}, {"amount": Decimal(3)}, "11"),
        ("bonus", {"amount": 1}, {"count": 1}, "9"),
        ("penalty", {"amount": 2, "cap": 5}, {"count": 3}, "3"),
        ("penalty", {"amount": 2}, {"count": 3}, "2"),
        ("penalty", {"amount": 2}, {"count": 99}, "0"),
        ("penalty", {"cap": 5}, {"amount": Decimal(0)}, "8"),
        ("bonus", {"cap": 5}, {"count": 0}, "8"),
    ],
)
def test_stated(make, answer, kind, more, stated, score_):
    sheet = score(sheet_of(make, row(kind, **more)), given(answer, stated))
    assert sheet.score_low == sheet.score_high == Decimal(score_)
    assert sheet.complete
    assert recompute(sheet.derivation)[0] == sheet.score_low


def test_unstated_is_every_amount_it_may_still_be(make, answer):
    sheet = score(sheet_of(make, row(cap=2), row("penalty", "y", amount=1, cap=3)), given(answer))
    assert (sheet.score_low, sheet.score_high) == (5, 10)
    assert [a.state for a in sheet.adjustments] == ["unstated", "unstated"]
    assert sheet.outcome.possible == ("优秀", "其余")
    assert [d.id for d in sheet.outcome.deciding] == ["x", "y"]
    assert find(sheet.derivation, "y").low == -3


def test_the_amounts_that_can_still_be_given(make):
    def amounts(**more):
        resolved = sheet_of(make, row(**more))
        return [str(value) for value in possible_amounts(resolved, resolved.adjustments[0])]

    assert amounts(amount=2, cap=5) == ["0", "2", "4", "5"]
    assert amounts(cap="2.5", step="0.5") == ["0", "0.5", "1.0", "1.5", "2.0", "2.5"]
    assert amounts(range="{ low = 2, high = 4 }") == ["0", "2", "3", "4"]
    assert amounts(amount=3, step=2, cap=7) == ["0", "2", "3", "4", "6", "7"]
    assert amounts(cap=3, step="0.0001") == []


def test_without_a_cap_a_penalty_goes_down_to_the_floor_and_a_bonus_up_to_the_ceiling(make):
    resolved = sheet_of(make, row("penalty", amount=3), row("bonus", "y", amount=1))
    assert [most(resolved, a) for a in resolved.adjustments] == [12, 1]
    resolved = sheet_of(make, row("bonus", amount=3), scoring="ceiling = 10")
    assert most(resolved, resolved.adjustments[0]) == 12


def test_the_clamp(make, answer):
    body = sheet_of(make, row(amount=5, cap=5), row("penalty", "y", cap=99), scoring="ceiling = 12\nfloor = 1")
    high = answer(ratings={"1": 10}, adjustments={"x": AdjustmentStatement(count=1), "y": AdjustmentStatement(count=0)})
    assert score(body, high).score_low == 12
    low = answer(
        ratings={"1": 3}, adjustments={"x": AdjustmentStatement(count=0), "y": AdjustmentStatement(Decimal(9))}
    )
    assert (score(body, low).score_low, find(score(body, low).derivation, "total").children[0].op) == (1, "clamp")


@pytest.mark.parametrize("kind", ["bonus", "penalty"])
def test_amounts_that_nobody_has_set(make, answer, kind):
    open_row = row(kind, set_by='"jurisdiction"')
    resolved = sheet_of(make, open_row)
    points = 8 if kind == "bonus" else 9
    for stated in (None, {"count": 2}):
        sheet = score(resolved, given(answer, stated, points))
        assert (sheet.adjustments[0].state, sheet.score_low) == ("not-set", points)
        assert (sheet.outcome.status, sheet.outcome.possible) == ("rule-not-set", ("优秀", "其余"))
        assert sheet.outcome.because == ("加减分“x”的分值由本地规则规定，尚未给出规则文件（--rules）",)
        assert [d.kind for d in sheet.outcome.deciding] == ["rule"]
        assert not sheet.complete
    none = score(resolved, given(answer, {"count": 0}, points))
    assert (none.outcome.status, none.complete) == ("decided", True)
    other = 9 if kind == "bonus" else 8
    assert score(resolved, given(answer, None, other)).outcome.status == "decided"
    rules = "[adjustments.x]\namount = 1\ncap = 2\n"
    ruled = sheet_of(make, open_row, rules=rules)
    assert score(ruled, given(answer, {"count": 2}, points)).score_low == (10 if kind == "bonus" else 7)


def test_an_amount_is_not_scaled_with_the_items(make, answer):
    body = SHEET.replace("points = 10\n", 'points = 4\n[[criteria]]\nid = "2"\ntitle = "乙"\npoints = 6\n')
    resolved = make(body.format(scoring='not_applicable = "rescale"', rows=row(amount=1, cap=2)))
    sheet = score(resolved, answer(ratings={"1": "不适用"}, adjustments={"x": AdjustmentStatement(count=2)}))
    assert (sheet.score_low, sheet.score_high) == (2, 12)
    open_bonus = score(resolved, answer(ratings={"1": "不适用", "2": 5}))
    # 5 of 6 is 8.33; one point more is above 9, and nothing but the bonus is open.
    assert (open_bonus.score_low, open_bonus.outcome.possible) == (Decimal("8.33"), ("优秀", "其余"))


def test_any_amount_between_the_ends_may_still_be_given(make, answer):
    body = SHEET.replace("step = 1\n", "").replace("score_at_least = 9 }}", "score_at_least = 9.999 }}")
    resolved = make(body.format(scoring="", rows=row(cap=2)))
    sheet = score(resolved, given(answer, None, 9))
    assert (sheet.score_low, sheet.score_high, sheet.adjustments[0].values) == (9, 11, ())
    assert sheet.outcome.possible == ("优秀", "其余")
    assert score(resolved, given(answer, {"amount": Decimal("0.999")}, 9)).outcome.label == "优秀"
