"""A criterion that carries no points is met or not: it adds nothing, and only vetoes ask for it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from kaoping.answers import Answers, Rating
from kaoping.answers_check import check_rating
from kaoping.scoring.score import score
from kaoping.standard.resolved import Resolved

BODY = """
[scoring]
model = "points"
full = 10
base = 10
floor = -20
step = 1
[[criteria]]
id = "1"
title = "一"
points = 5
[[criteria]]
id = "2"
title = "二"
points = 25
[[criteria]]
id = "plan"
title = "安全计划"
points = 0
[[vetoes]]
id = "no-plan"
title = "没有计划"
text = "没有计划即不计分"
criteria = ["plan"]
effect = "no-score"
[[outcomes]]
label = "合格"
when = { score_at_least = 5 }
[[outcomes]]
label = "不合格"
otherwise = true
"""


@pytest.fixture
def standard(make: Callable[..., Resolved]) -> Resolved:
    return make(BODY)


def rated(answer: Callable[..., Answers], plan: str | None, one: int = 5, two: int = 25) -> Answers:
    ratings: dict[str, object] = {"1": one, "2": two}
    if plan is not None:
        ratings["plan"] = plan
    return answer(ratings=ratings)


def test_met_it_adds_nothing(standard: Resolved, answer: Callable[..., Answers]) -> None:
    sheet = score(standard, rated(answer, "met"))
    assert (str(sheet.result_low), str(sheet.result_high), sheet.complete) == ("10.00", "10.00", True)
    assert (sheet.vetoes[0].status, sheet.outcome.label) == ("clear", "合格")


def test_unmet_it_triggers_the_veto(standard: Resolved, answer: Callable[..., Answers]) -> None:
    sheet = score(standard, rated(answer, "unmet"))
    assert (sheet.vetoes[0].status, sheet.result_low, sheet.outcome.status) == ("triggered", None, "no-result")


def test_unrated_it_keeps_the_outcome_open(standard: Resolved, answer: Callable[..., Answers]) -> None:
    sheet = score(standard, rated(answer, None))
    assert (sheet.vetoes[0].status, sheet.complete, sheet.outcome.status) == ("unknown", False, "open")
    assert sheet.outcome.possible == ("合格",)


def test_the_floor_below_zero_holds(standard: Resolved, answer: Callable[..., Answers]) -> None:
    sheet = score(standard, rated(answer, "met", 0, 0))
    assert str(sheet.result_low) == "-20.00"


def test_points_are_refused_for_it(standard: Resolved) -> None:
    problems = check_rating(standard, standard.item["plan"], Rating(points=Decimal(0)))
    assert [p.message for p in problems] == ["该项不能用 points（得分），请用 verdict（met、unmet）"]
    assert check_rating(standard, standard.item["plan"], Rating(verdict="met")) == []
