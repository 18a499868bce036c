"""The points model: sums, base and floor, policies for what does not apply, levels, composed parts, rounding."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from kaoping.answers import Deduction, PartStatement, Rating
from kaoping.scoring.derivation import find, recompute, value_text, walk
from kaoping.scoring.score import score

TWO = """
[scoring]
model = "points"
{scoring}
[[dimensions]]
id = "1"
title = "一"
minimum = 20
[[dimensions.criteria]]
id = "1.1"
title = "甲"
points = 15
[[dimensions.criteria]]
id = "1.2"
title = "乙"
points = 10
applies_when = {{ legislative_power = true }}
[[dimensions]]
id = "2"
title = "二"
[[dimensions.criteria]]
id = "2.1"
title = "丙"
points = 25
[[outcomes]]
label = "好"
when = {{ score_at_least = 30 }}
[[outcomes]]
label = "差"
otherwise = true
"""
LAW = {"legislative_power": True}


def two(make, scoring=""):
    return make(TWO.format(scoring=scoring))


def ends(sheet):
    return sheet.score_low, sheet.score_high, sheet.full


def test_unrated_is_the_whole_range_and_never_zero(make, answer):
    sheet = score(two(make), answer(attributes=LAW, ratings={"1.1": 10}))
    assert ends(sheet) == (10, 45, 50)
    assert not sheet.complete
    assert [i.state for i in sheet.items] == ["rated", "unrated", "unrated"]
    assert (sheet.sections[0].low, sheet.sections[0].high, sheet.sections[0].minimum_met) == (10, 20, None)


def test_deductions_come_off_the_full_points_and_stop_at_zero(make, answer):
    rating = Rating(deductions=(Deduction(Decimal(2), "缺会议记录"), Deduction(Decimal("0.5"), "迟报", "1.1.1")))
    sheet = score(two(make), answer(attributes=LAW, ratings={"1.1": rating}))
    assert sheet.items[0].low == Decimal("12.5")
    assert [(lost.item, lost.deduction.amount) for lost in sheet.deductions] == [("1.1", 2), ("1.1", Decimal("0.5"))]
    over = Rating(deductions=(Deduction(Decimal(99), "多"),))
    assert score(two(make), answer(attributes=LAW, ratings={"1.1": over})).items[0].low == 0
    assert score(two(make), answer(ratings={"1.1": 99, "2.1": -5})).items[0].low == 15


@pytest.mark.parametrize(
    ("policy", "low", "full", "minimum"),
    [("exclude", 31, 40, 12), ("full", 41, 50, 20), ("rescale", Decimal("38.75"), 50, 12)],
)
def test_what_does_not_apply(make, answer, policy, low, full, minimum):
    resolved = two(make, f'not_applicable = "{policy}"')
    ratings = {"1.1": 11, "2.1": 20}
    for given in (
        answer(attributes={"legislative_power": False}, ratings=ratings),
        answer(attributes=LAW, ratings={**ratings, "1.2": "不适用"}),
    ):
        sheet = score(resolved, given)
        assert ends(sheet) == (low, low, full)
        assert sheet.sections[0].minimum == minimum
        assert sheet.complete
    assert score(resolved, answer(attributes={"legislative_power": False})).items[1].state == "outside"


def test_exclude_scales_the_section_minimum_from_both_sides(make, answer):
    resolved = two(make)
    attributes = {"legislative_power": False}
    assert score(resolved, answer(attributes=attributes, ratings={"1.1": 12, "2.1": 25})).sections[0].minimum_met
    below = score(resolved, answer(attributes=attributes, ratings={"1.1": "11.5", "2.1": 25}))
    assert below.sections[0].minimum_met is False
    assert below.outcome.label == "差"


def test_an_unknown_attribute_is_every_way_it_can_be(make, answer):
    resolved = two(make)
    sheet = score(resolved, answer(ratings={"1.1": 12, "1.2": 8, "2.1": 20}))
    # 32 of 40 without legislative power; with it the 8 that 1.2 was given count, and no more: 40 of 50.
    assert ends(sheet) == (32, 40, 50)
    assert (sheet.sections[0].low, sheet.sections[0].high) == (12, 20)
    assert not sheet.complete
    for node in walk(sheet.derivation):
        assert recompute(node) == (Fraction(node.low), Fraction(node.high)), node.op
    ways = [node for node in walk(sheet.derivation) if node.op == "way"]
    assert [(node.title, node.low) for node in ways] == [("有地方立法权：是", 40), ("有地方立法权：否", 32)]
    unrated = score(resolved, answer(ratings={"1.1": 12, "2.1": 20}))
    assert ends(unrated) == (32, 42, 50)
    # With legislative power 20 of 25, the minimum; without 12 of 15, the scaled minimum.
    assert (sheet.outcome.status, sheet.outcome.label) == ("decided", "好")
    sheet = score(resolved, answer(ratings={"1.1": 12, "1.2": 7, "2.1": 20}))
    assert (sheet.outcome.status, sheet.outcome.possible) == ("open", ("好", "差"))
    assert [d.kind for d in sheet.outcome.deciding] == ["attribute"]
    assert "有地方立法权" in sheet.outcome.deciding[0].text


def test_nothing_applies(make, answer):
    ratings = dict.fromkeys(("1.1", "1.2", "2.1"), "不适用")
    sheet = score(two(make), answer(attributes=LAW, ratings=ratings))
    assert (sheet.score_low, sheet.full, sheet.outcome.status) == (None, 0, "no-result")
    sheet = score(two(make, 'not_applicable = "full"'), answer(attributes=LAW, ratings=ratings))
    assert (sheet.score_low, sheet.outcome.label) == (50, "好")


BASE = """
[scoring]
model = "points"
full = 110
base = 110
floor = -203
not_applicable = "full"
step = 1
"""


def scheme(make, policy="full"):
    """110 items: 44 of 5, 14 of 3 and 51 of 1, summing to 313, and one that leaves no score when it is unmet."""
    body = BASE.replace('"full"', f'"{policy}"') + '[[dimensions]]\nid = "d"\ntitle = "d"\n'
    worth = [5] * 44 + [3] * 14 + [1] * 51
    for number, points in enumerate(worth):
        body += f'[[dimensions.criteria]]\nid = "i{number}"\ntitle = "项"\npoints = {points}\nstep = {points}\n'
    body += (
        '[[vetoes]]\nid = "plan"\ntitle = "没有计划"\ntext = "没有计划"\ncriteria = ["i108"]\neffect = "no-score"\n'
        '[[outcomes]]\nlabel = "满"\nwhen = { score_at_least = 110 }\n'
        '[[outcomes]]\nlabel = "可"\nwhen = { score_at_least = 88 }\n[[outcomes]]\nlabel = "否"\notherwise = true\n'
    )
    return make(body)


def test_a_scheme_that_starts_from_a_base_and_falls_below_zero(make, answer):
    resolved = scheme(make)
    assert sum(item.full for item in resolved.items) == 313
    full = {item.id: item.full for item in resolved.items}
    sheet = score(resolved, answer(ratings=full))
    assert ends(sheet) == (110, 110, 110)
    assert sheet.outcome.label == "满"
    sheet = score(resolved, answer(ratings={**full, "i0": 0, "i44": 0}))
    assert (sheet.score_low, sheet.outcome.label) == (102, "可")
    worst = {**dict.fromkeys(full, 0), "i108": 1}
    sheet = score(resolved, answer(ratings=worst))
    assert (sheet.score_low, sheet.result_low, sheet.outcome.label) == (-202, -202, "否")
    assert recompute(sheet.derivation) == (-202, -202)
    sheet = score(resolved, answer(ratings=dict.fromkeys(full, 0)))
    assert (sheet.score_low, sheet.result_low, sheet.outcome.status) == (-203, None, "no-result")
    assert sheet.outcome.because == ("没有计划：i108 未达到", "一票否决：不计分")
    sheet = score(resolved, answer(ratings={**full, "i1": "不适用"}))
    assert sheet.score_low == 110
    assert ends(score(resolved, answer())) == (-203, 110, 110)


def test_a_base_without_what_does_not_apply(make, answer):
    full = {f"i{n}": p for n, p in enumerate([5] * 44 + [3] * 14 + [1] * 51)}
    ratings = {**full, "i0": "不适用", "i1": 0}
    assert ends(score(scheme(make, "exclude"), answer(ratings=ratings))) == (100, 100, 105)
    sheet = score(scheme(make, "rescale"), answer(ratings=ratings))
    assert sheet.score_low == Decimal("104.92")  # 110 - 5 x 313 / 308
    assert find(sheet.derivation, "total").op == "round"
    assert any(node.op == "rescale-base" for node in walk(sheet.derivation))


LEVELS = """
[scoring]
model = "points"
full = 10
{extra}
[[criteria]]
id = "1"
title = "甲"
points = 10
[[outcomes]]
label = "好"
when = {{ score_at_least = 6 }}
[[outcomes]]
label = "差"
otherwise = true
"""


def levels(make, *values, extra="", rules=None):
    who = "document" if any(values) else "jurisdiction"
    rows = "".join(f'[[levels]]\nid = "{n}"\ntitle = "{n}级"\n{v}\n' for n, v in zip("abcdef", values, strict=False))
    return make(
        f'levels_set_by = "{who}"\n' + LEVELS.format(extra=extra).replace("[[criteria]]", rows + "[[criteria]]"), rules
    )


def test_levels_by_points_and_by_share(make, answer):
    resolved = levels(make, "points = 9", "share = 62.5", "share = 0")
    assert score(resolved, answer(ratings={"1": "a"})).score_low == 9
    assert score(resolved, answer(ratings={"1": "b"})).score_low == Decimal("6.25")
    assert ends(score(resolved, answer(ratings={}))) == (0, 9, 10)
    assert score(resolved, answer(ratings={"1": "met"})).items[0].state == "unrated"
    over = levels(lambda *given: make(*given, check=False), "points = 99", "points = -3")
    assert score(over, answer(ratings={"1": "a"})).score_low == 10
    assert score(over, answer(ratings={"1": "b"})).score_low == 0


def test_levels_that_never_reach_the_ends(make, answer):
    full = levels(make, "share = 80", "share = 60", extra='not_applicable = "full"')
    assert ends(score(full, answer())) == (6, 10, 10)
    out = levels(make, "share = 80", "share = 60")
    assert ends(score(out, answer())) == (0, 8, 10)
    assert score(out, answer(ratings={"1": "b"})).outcome.label == "好"


def test_levels_that_nobody_has_given_a_value(make, answer):
    resolved = levels(make, "", "")
    sheet = score(resolved, answer(ratings={"1": "a"}))
    assert ends(sheet) == (0, 10, 10)
    assert not sheet.complete
    assert (sheet.outcome.status, sheet.outcome.possible) == ("rule-not-set", ("好", "差"))
    assert "等级的分值由本地规则规定" in sheet.outcome.because[0]
    given = levels(
        make,
        "",
        "",
        rules='[[levels]]\nid = "a"\ntitle = "A"\npoints = 8\n[[levels]]\nid = "b"\ntitle = "B"\nshare = 10\n',
    )
    assert score(given, answer(ratings={"1": "a"})).outcome.label == "好"
    assert score(given, answer(ratings={"1": "b"})).outcome.label == "差"


COMPOSED = """
[scoring]
model = "points"
not_applicable = "{policy}"
full = 100
[[dimensions]]
id = "1"
title = "材料"
[[dimensions.criteria]]
id = "1.1"
title = "甲"
points = 30
[[dimensions]]
id = "2"
title = "实地"
[[dimensions.criteria]]
id = "2.1"
title = "乙"
points = 50
[[parts]]
id = "papers"
title = "材料审核"
weight = 40
dimensions = ["1"]
[[parts]]
id = "site"
title = "实地考核"
weight = 40
dimensions = ["2"]
[[parts]]
id = "survey"
title = "满意度"
weight = 20
full = 100
[[outcomes]]
label = "好"
when = {{ score_at_least = 80 }}
[[outcomes]]
label = "差"
otherwise = true
"""


def test_a_result_of_several_parts(make, answer):
    resolved = make(COMPOSED.format(policy="exclude"))
    survey = {"survey": PartStatement(Decimal(85))}
    sheet = score(resolved, answer(ratings={"1.1": 25, "2.1": 40}, parts=survey))
    assert sheet.score_low == Decimal("82.33")  # 40 x 25/30 + 32 + 17
    assert sheet.complete
    assert find(sheet.derivation, "papers").low == Fraction(100, 3)
    assert find(sheet.derivation, "survey").low == 17
    sheet = score(resolved, answer(ratings={"1.1": 25, "2.1": 40}))
    assert ends(sheet) == (Decimal("65.33"), Decimal("85.33"), 100)
    assert [d.id for d in sheet.outcome.deciding] == ["survey"]
    only = score(resolved, answer(parts=survey))
    assert (only.score_low, only.outcome.status) == (17, "open")


@pytest.mark.parametrize(("policy", "low", "full"), [("exclude", 49, 60), ("full", 89, 100), ("rescale", "81.67", 100)])
def test_a_part_of_which_nothing_applies(make, answer, policy, low, full):
    resolved = make(COMPOSED.format(policy=policy))
    survey = {"survey": PartStatement(Decimal(85))}
    sheet = score(resolved, answer(ratings={"1.1": "不适用", "2.1": 40}, parts=survey))
    assert ends(sheet) == (Decimal(low), Decimal(low), full)
    assert recompute(sheet.derivation)[0] == Fraction(Decimal(low))


def test_rounding_happens_once_and_bands_see_what_was_before_it(make, answer):
    ratings = {"1.1": 11, "1.2": "不适用", "2.1": 20}
    for bands, label in (("unrounded", "差"), ("rounded", "好")):
        scoring = f'not_applicable = "rescale"\nrounding = {{ places = 0, mode = "half-up" }}\nbands = "{bands}"'
        body = TWO.format(scoring=scoring).replace("score_at_least = 30", "score_at_least = 39")
        sheet = score(make(body.replace("minimum = 20\n", "")), answer(attributes=LAW, ratings=ratings))
        assert (sheet.score_low, sheet.result_low, sheet.outcome.label) == (39, 39, label)
        assert sheet.derivation.children[0].low == Fraction(155, 4)
        assert sum(node.op == "round" for node in walk(sheet.derivation)) == 1


def test_words_for_values():
    assert value_text(Fraction(1, 2), Fraction(1, 2)) == "0.5"
    assert value_text(Decimal(60), Decimal(80)) == "60 ~ 80"
