"""Suggestions from facts and ticks, deduction rules, and 依据已变."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kaoping.answers import Deduction, Observation, Rating, Sample
from kaoping.answers_check import check_rating
from kaoping.numbers import plain
from kaoping.periods import parse
from kaoping.scoring.score import score, suggestions

FACTS = """
[[facts]]
id = "meetings"
title = "会议"
subject = "government"
kind = "count"
unit = "次"
[[facts]]
id = "rate"
title = "合格率"
subject = "government"
kind = "share"
unit = "%"
[[facts]]
id = "held"
title = "开过"
subject = "government"
kind = "yes-no"
"""


def sheet_of(make, *rows, points="points = 5", scoring='model = "points"', levels=""):
    body = f'[scoring]\n{scoring}\n{FACTS}[[criteria]]\nid = "1"\ntitle = "甲"\n{points}\n{levels}\n'
    for number, row in enumerate(rows, 1):
        body += f'[[criteria.requirements]]\nid = "1.{number}"\ntext = "要点{number}"\n{row}\n'
    return make(body)


def fact(name, value, period="2025", **how):
    value = value if isinstance(value, bool) else Decimal(value)
    return Observation(name, parse(period), value, **how)


def sample(part, of):
    return Observation("rate", parse("2025"), Sample(Decimal(part), Decimal(of)))


def suggested(resolved, answer, *facts, ticks=None, **more):
    rating = Rating(requirements=ticks or {})
    return suggestions(resolved, answer(facts=facts, ratings={"1": rating}, **more))["1"]


MEETINGS = 'measure = { fact = "meetings", at_least = 4, per = "year" }\n'
RATE = 'measure = { fact = "rate", at_least = 95 }\n'


@pytest.mark.parametrize(
    ("row", "found", "points", "amounts"),
    [
        (MEETINGS + "deduct = { each = 0.5, cap = 1.2 }", fact("meetings", 4), "5", []),
        (MEETINGS + "deduct = { each = 0.5, cap = 1.2 }", fact("meetings", 3), "4.5", ["0.5"]),
        (MEETINGS + "deduct = { each = 0.5, cap = 1.2 }", fact("meetings", 2), "4", ["1"]),
        (MEETINGS + "deduct = { each = 0.5, cap = 1.2 }", fact("meetings", 1), "3.8", ["1.2"]),
        (MEETINGS + "deduct = { each = 0.5, cap = 1.5 }", fact("meetings", 0), "3.5", ["1.5"]),
        (RATE + "deduct = { each = 1 }", fact("rate", "93.2"), "4", ["1"]),
        (RATE + 'deduct = { each = 1, part = "started" }', fact("rate", "93.2"), "3", ["2"]),
        (RATE + 'deduct = { each = 1, part = "proportional" }', fact("rate", "93.5"), "3.5", ["1.5"]),
        (RATE + 'deduct = { each = 1, part = "proportional" }', fact("rate", "93.2"), "3.2", ["1.8"]),
        (RATE + 'deduct = { each = 1, part = "proportional" }', sample(14, 15), None, []),
        (RATE + "deduct = { each = 1 }", fact("rate", 20), "0", ["5"]),
        (RATE + "deduct = { amount = 2 }", fact("rate", 20), "3", ["2"]),
        (RATE + "points = 5", fact("rate", 20), "0", ["5"]),
        (RATE, fact("rate", 20), None, []),
        (RATE, fact("rate", 95), "5", []),
    ],
)
def test_deduction_rules(make, answer, row, found, points, amounts):
    given = suggested(sheet_of(make, row), answer, found)
    assert given.points == (None if points is None else Decimal(points))
    assert [plain(deduction.amount) for deduction in given.deductions] == amounts
    assert given.usable == (points is not None)
    for deduction in given.deductions:
        assert deduction.requirement == "1.1"
        assert deduction.reason.startswith(("会议（2025）", "合格率（2025）"))


def test_a_figure_between_the_steps_can_be_accepted(make, answer):
    resolved = sheet_of(make, MEETINGS + "deduct = { each = 0.5, cap = 1.2 }", "")
    found = suggested(resolved, answer, fact("meetings", 0), ticks={"1.2": "met"})
    accepted = Rating(deductions=found.deductions, basis=found.basis)
    assert check_rating(resolved, resolved.items[0], accepted) == []
    assert score(resolved, answer(ratings={"1": accepted})).score_low == Decimal("3.8")
    own = Rating(deductions=(Deduction(Decimal("1.2"), "缺", "1.2"),))
    assert [p.code for p in check_rating(resolved, resolved.items[0], own)] == ["step"]


@pytest.mark.parametrize(
    "row", ["deduct = { each = 0.5, cap = 1.2 }", 'deduct = { each = 1, part = "proportional" }', "points = 0.7", ""]
)
def test_figures_between_the_steps_are_among_what_is_possible(make, answer, row):
    # Ten points are rated. Half points of the rest give 13.5 or 14: 13.6 can be reached only by a figure of its own.
    more = '[[criteria]]\nid = "2"\ntitle = "乙"\npoints = 10\n[[outcomes]]\nlabel = "高"\nwhen = { score_at_least = 14 }\n'
    more += (
        '[[outcomes]]\nlabel = "中"\nwhen = { score_at_least = 13.6 }\n[[outcomes]]\nlabel = "低"\notherwise = true\n'
    )
    resolved = sheet_of(lambda body: make(body + more), MEETINGS + row, "")
    outcome = score(resolved, answer(ratings={"2": 10})).outcome
    assert outcome.possible == (("高", "中", "低") if row else ("高", "低"))


def test_points_run_out_together(make, answer):
    resolved = sheet_of(make, "deduct = { amount = 4 }", "deduct = { amount = 3 }", "deduct = { amount = 1 }")
    given = suggested(resolved, answer, ticks={"1.1": "unmet", "1.2": "unmet", "1.3": "unmet"})
    assert (given.points, [d.amount for d in given.deductions]) == (0, [4, 1])
    assert given.deductions[0].reason == "未达到：要点1"


def test_a_tick_goes_before_the_facts_and_the_contradiction_shows(make, answer):
    resolved = sheet_of(make, RATE + "deduct = { amount = 2 }")
    given = suggested(resolved, answer, fact("rate", 99), ticks={"1.1": "unmet"})
    assert (given.points, given.requirements[0].contradicts, given.requirements[0].ticked) == (3, True, True)
    assert given.deductions[0].reason == "未达到：要点1"
    assert suggested(resolved, answer, fact("rate", 9), ticks={"1.1": "met"}).points == 5
    assert not suggested(resolved, answer, ticks={"1.1": "met"}).requirements[0].contradicts


def test_nothing_is_suggested_while_something_is_unknown(make, answer):
    resolved = sheet_of(make, RATE, "")
    assert suggested(resolved, answer, fact("rate", 99)).points is None
    assert suggested(resolved, answer, fact("rate", 99), ticks={"1.2": "met"}).points == 5
    disputed = [fact("rate", 99, observer="乙", mine=False), fact("rate", 98, observer="丙", mine=False)]
    given = suggested(resolved, answer, *disputed, ticks={"1.2": "met"})
    assert (given.points, given.requirements[0].state) == (None, "unknown")
    assert suggested(resolved, answer, *disputed, fact("rate", 97), ticks={"1.2": "met"}).points == 5


def test_one_unmet_demand_settles_an_item_that_is_met_or_not(make, answer):
    model = 'model = "attainment"'
    resolved = sheet_of(make, RATE, "", points="", scoring=model)
    given = suggested(resolved, answer, fact("rate", 9))
    assert (given.verdict, given.requirements[1].state) == ("unmet", "unknown")
    assert suggested(resolved, answer, fact("rate", 99)).verdict is None
    assert suggested(resolved, answer, ticks={"1.2": "unmet"}).verdict == "unmet"
    partial = sheet_of(make, RATE, "", points="", scoring=model + "\npartial = 50")
    assert suggested(partial, answer, fact("rate", 9)).verdict is None  # it may still be partly met


def test_requirements_that_do_not_apply(make, answer):
    resolved = sheet_of(make, RATE, 'applies_when = { law = true }\nmeasure = { fact = "held", is = true }\npoints = 1')
    good, held, not_held = fact("rate", 99), fact("held", True), fact("held", False)
    assert suggested(resolved, answer, good, not_held, attributes={"law": False}).points == 5
    assert suggested(resolved, answer, good, not_held, attributes={"law": True}).points == 4
    unknown = suggested(resolved, answer, good, not_held)
    assert (unknown.points, unknown.requirements[1].state) == (None, "unknown")
    assert suggested(resolved, answer, good, held).points == 5
    only = sheet_of(make, "applies_when = { law = true }")
    assert suggested(only, answer, attributes={"law": False}).points is None


def test_verdicts(make, answer):
    model = 'model = "attainment"'
    resolved = sheet_of(make, RATE, 'measure = { fact = "held", is = true }', points="", scoring=model)
    assert suggested(resolved, answer, fact("rate", 99), fact("held", True)).verdict == "met"
    assert suggested(resolved, answer, fact("rate", 99), fact("held", False)).verdict == "unmet"
    partial = sheet_of(
        make, RATE, 'measure = { fact = "held", is = true }', points="", scoring=model + "\npartial = 50"
    )
    assert suggested(partial, answer, fact("rate", 99), fact("held", False)).verdict == "partial"
    assert suggested(partial, answer, fact("rate", 9), fact("held", False)).verdict == "unmet"


def test_levels_and_criteria_without_requirements_suggest_nothing(make, answer):
    levels = 'levels = [{ id = "a", title = "优", share = 100 }]'
    assert not suggested(sheet_of(make, RATE, levels=levels), answer, fact("rate", 99)).usable
    assert suggestions(sheet_of(make), answer()) == {}


def test_a_rating_whose_basis_changed_is_still_counted_and_marked(make, answer):
    resolved = sheet_of(make, MEETINGS + "deduct = { each = 0.5 }")
    first = answer(facts=(fact("meetings", 3),))
    suggestion = suggestions(resolved, first)["1"]
    accepted = replace(first, ratings={"1": Rating(deductions=suggestion.deductions, basis=suggestion.basis)})
    assert score(resolved, accepted).stale == ()
    other = replace(accepted, facts=(fact("meetings", 3), fact("rate", 1)))
    assert score(resolved, other).stale == ()
    changed = replace(accepted, facts=(fact("meetings", 3), fact("meetings", 4, order=1)))
    sheet = score(resolved, changed)
    assert (sheet.stale, sheet.score_low) == (("1",), Decimal("4.5"))
    gone = score(sheet_of(make), accepted)
    assert gone.stale == ("1",)
    ticked = replace(accepted, ratings={"1": replace(accepted.ratings["1"], requirements={"1.1": "met"})})
    assert score(resolved, ticked).stale == ("1",)
    own = replace(accepted, ratings={"1": Rating(points=Decimal(5))})
    assert score(resolved, own).stale == ()


def test_a_fact_never_changes_a_score_by_itself(make, answer):
    resolved = sheet_of(make, RATE)
    assert score(resolved, answer(facts=(fact("rate", 0),), ratings={"1": 5})).score_low == 5


def test_a_bound_that_changes_in_the_rules_is_another_basis(make, answer):
    body = f'[scoring]\nmodel = "points"\n{FACTS}[[facts]]\nid = "target"\ntitle = "目标"\nsubject = "government"\nkind = "share"\n'
    body += '[[criteria]]\nid = "1"\ntitle = "甲"\npoints = 5\n[[criteria.requirements]]\nid = "1.1"\ntext = "要点"\n'
    body += 'measure = { fact = "rate", bound_from = "target", bound = "at_least" }\npoints = 5\n'

    def basis(value):
        resolved = make(body, f'[[bounds]]\nfact = "target"\nvalue = {value}\n')
        return suggestions(resolved, answer(facts=(fact("rate", 90),)))["1"]

    assert (basis(90).points, basis(91).points) == (5, 0)
    assert basis(90).basis != basis(89).basis
    assert suggestions(make(body), answer(facts=(fact("rate", 90),)))["1"].points is None
