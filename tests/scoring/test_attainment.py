"""The attainment model: flat and nested, exact at thresholds, weights by rules, partial credit."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from kaoping.answers import VetoStatement
from kaoping.scoring.derivation import find, recompute, walk
from kaoping.scoring.score import score
from kaoping.scoring.sheet_json import sheet_json


def flat(make, count, extra="", bands="attained_at_least = 90", scoring=""):
    body = f'[scoring]\nmodel = "attainment"\n{scoring}\n'
    body += "".join(f'[[criteria]]\nid = "{n}"\ntitle = "项"\n' for n in range(1, count + 1))
    body += f'[[outcomes]]\nlabel = "达标"\nwhen = {{ {bands} }}\n[[outcomes]]\nlabel = "未达标"\notherwise = true\n'
    return make(body + extra)


def verdicts(met, unmet=0, out=0):
    words = ["met"] * met + ["unmet"] * unmet + ["不适用"] * out
    return {str(number): word for number, word in enumerate(words, 1)}


@pytest.mark.parametrize(
    ("met", "unmet", "out", "label"),
    [(27, 3, 0, "达标"), (26, 4, 0, "未达标"), (27, 3, 1, "达标"), (28, 3, 0, "达标"), (27, 4, 0, "未达标"), (9, 1, 21, "达标"), (8, 1, 22, "未达标")],
)  # fmt: skip
def test_ninety_percent_to_the_item(make, answer, met, unmet, out, label):
    sheet = score(flat(make, met + unmet + out), answer(ratings=verdicts(met, unmet, out)))
    assert sheet.outcome.label == label
    assert (100 * met >= 90 * (met + unmet)) == (label == "达标")
    assert (sheet.attainment.met, sheet.attainment.applicable, sheet.attainment.unrated) == (met, met + unmet, 0)
    assert sheet.attainment.low == Fraction(100 * met, met + unmet)


def test_two_thirds_are_not_rounded_before_they_are_compared(make, answer):
    resolved = flat(make, 3, bands="attained_at_least = 66.67")
    sheet = score(resolved, answer(ratings=verdicts(2, 1)))
    assert (sheet.score_low, sheet.outcome.label) == (Decimal("66.67"), "未达标")
    rounded = flat(make, 3, bands="attained_at_least = 66.67", scoring='bands = "rounded"')
    assert score(rounded, answer(ratings=verdicts(2, 1))).outcome.label == "达标"


def test_open_until_the_last_item_that_matters(make, answer):
    resolved = flat(make, 30)
    assert score(resolved, answer(ratings=verdicts(26, 3))).outcome.status == "open"
    sheet = score(resolved, answer(ratings=verdicts(27, 2)))
    assert (sheet.outcome.status, sheet.outcome.label) == ("decided", "达标")
    sheet = score(resolved, answer(ratings=verdicts(0, 4)))
    assert (sheet.outcome.status, sheet.outcome.label) == ("decided", "未达标")
    assert (sheet.score_low, sheet.score_high, sheet.full) == (0, Decimal("86.67"), 100)
    assert sheet.attainment.unrated == 26


def test_an_unknown_attribute_keeps_the_ratings_that_are_there(make, answer):
    law = "".join(f'[[criteria]]\nid = "l{n}"\ntitle = "立法"\napplies_when = {{ law = true }}\n' for n in (1, 2))
    resolved = flat(make, 8, extra=law)
    # Met whether they apply or not: 10 of 10, or 8 of 8.
    sheet = score(resolved, answer(ratings={**verdicts(8), "l1": "met", "l2": "met"}))
    assert (sheet.score_low, sheet.score_high, sheet.complete) == (100, 100, False)
    assert (sheet.attainment.met, sheet.attainment.applicable, sheet.attainment.unrated) == (10, 10, 0)
    assert (sheet.attainment.low, sheet.attainment.high) == (100, 100)
    assert (sheet.outcome.status, sheet.outcome.label) == ("decided", "达标")
    # 7 of 10 where they apply, 7 of 8 where not.
    sheet = score(resolved, answer(ratings={**verdicts(7, 1), "l1": "unmet", "l2": "unmet"}))
    assert (sheet.score_low, sheet.score_high) == (70, Decimal("87.5"))
    assert (sheet.attainment.met, sheet.attainment.applicable) == (7, 10)
    assert [(n.op, n.title) for n in walk(sheet.derivation) if n.op == "way"] == [
        ("way", "law：是"),
        ("way", "law：否"),
    ]
    for node in walk(sheet.derivation):
        assert recompute(node) == (Fraction(node.low), Fraction(node.high)), node.op
    # Not rated: still open.
    sheet = score(resolved, answer(ratings=verdicts(8)))
    assert (sheet.score_low, sheet.score_high, sheet.attainment.unrated) == (80, 100, 2)


def test_nothing_applies_and_nothing_is_rated(make, answer):
    resolved = flat(make, 2)
    sheet = score(resolved, answer(ratings=verdicts(0, 0, 2)))
    assert (sheet.attainment.low, sheet.score_low, sheet.outcome.status) == (None, None, "no-result")
    assert sheet_json(sheet)["attainment"] == {"met": 0, "applicable": 0, "unrated": 0, "low": None, "high": None}
    nested = flat(make, 2, scoring='aggregate = "nested"')
    assert score(nested, answer(ratings=verdicts(0, 0, 2))).score_low is None
    assert score(resolved, answer()).outcome.status == "no-result"


def test_partial_credit_only_where_it_is_declared(make, answer):
    resolved = flat(make, 2, scoring="partial = 50")
    assert score(resolved, answer(ratings={"1": "met", "2": "partial"})).score_low == 75
    none = flat(make, 2)
    assert score(none, answer(ratings={"1": "met", "2": "partial"})).items[1].state == "unrated"


NESTED = """
[scoring]
model = "attainment"
aggregate = "nested"
weights_set_by = "jurisdiction"
[[dimensions]]
id = "A"
title = "甲"
minimum = 60
[[dimensions.groups]]
id = "A1"
title = "甲一"
[[dimensions.groups.criteria]]
id = "1"
title = "项"
[[dimensions.groups.criteria]]
id = "2"
title = "项"
[[dimensions.groups]]
id = "A2"
title = "甲二"
[[dimensions.groups.criteria]]
id = "3"
title = "项"
[[dimensions]]
id = "B"
title = "乙"
[[dimensions.criteria]]
id = "4"
title = "项"
weight = 3
[[dimensions.criteria]]
id = "5"
title = "项"
[[outcomes]]
label = "达标"
when = { attained_at_least = 70, section = { B = 50 } }
[[outcomes]]
label = "未达标"
otherwise = true
"""


def test_nested_means(make, answer):
    resolved = make(NESTED)
    sheet = score(resolved, answer(ratings={"1": "met", "2": "unmet", "3": "met", "4": "met", "5": "unmet"}))
    # A: mean of 50 and 100; B: 3 of 4; total: mean of the two.
    assert [section.low for section in sheet.sections] == [75, 75]
    assert sheet.sections[0].minimum_met is True
    assert (sheet.score_low, sheet.outcome.label) == (75, "达标")
    assert (find(sheet.derivation, "A").low, find(sheet.derivation, "A1").low) == (75, 50)
    assert recompute(sheet.derivation) == (75, 75)
    below = score(resolved, answer(ratings={"1": "met", "2": "met", "3": "unmet", "4": "met", "5": "met"}))
    assert (below.score_low, below.sections[0].minimum_met, below.outcome.label) == (75, False, "未达标")
    section = score(resolved, answer(ratings={"1": "met", "2": "met", "3": "met", "4": "unmet", "5": "met"}))
    assert (section.sections[1].low, section.outcome.label) == (25, "未达标")
    half = score(resolved, answer(ratings={"1": "met", "2": "met"}))
    assert (half.sections[0].low, half.sections[0].high, half.sections[0].minimum_met) == (50, 100, None)


def test_a_group_of_which_nothing_applies_leaves_the_mean(make, answer):
    sheet = score(make(NESTED), answer(ratings={"1": "met", "2": "unmet", "3": "不适用", "4": "不适用", "5": "不适用"}))
    assert (sheet.score_low, sheet.sections[0].low, sheet.sections[1].full) == (50, 50, 0)
    assert find(sheet.derivation, "B") is None


def test_weights_by_rules(make, answer):
    resolved = make(NESTED, "[weights]\nA = 3\n1 = 4\n")
    assert resolved.item["1"].weight == 4
    sheet = score(resolved, answer(ratings={"1": "met", "2": "unmet", "3": "met", "4": "unmet", "5": "unmet"}))
    assert [section.low for section in sheet.sections] == [90, 0]
    assert sheet.score_low == Decimal("67.5")
    assert recompute(sheet.derivation) == (Fraction(135, 2),) * 2


SECTIONS = """
[[dimensions]]
id = "A"
title = "甲"
[[dimensions.criteria]]
id = "x"
title = "项"
weight = 2
[[dimensions.criteria]]
id = "y"
title = "项"
[[dimensions]]
id = "B"
title = "乙"
[[dimensions.criteria]]
id = "z"
title = "项"
"""


def test_sections_of_a_flat_share(make, answer):
    resolved = make(
        '[scoring]\nmodel = "attainment"\n' + SECTIONS + '[[outcomes]]\nlabel = "好"\n'
        "when = { score_at_least = 50, section = { A = 60, B = 100 } }\n"
        '[[outcomes]]\nlabel = "差"\notherwise = true\n'
    )
    assert score(resolved, answer(ratings={"x": "met", "y": "unmet", "z": "met"})).outcome.label == "好"
    assert score(resolved, answer(ratings={"x": "unmet", "y": "met", "z": "met"})).outcome.label == "差"
    # A section of which nothing applies sets no bar.
    assert score(resolved, answer(ratings={"x": "met", "y": "unmet", "z": "不适用"})).outcome.label == "好"
    assert score(resolved, answer(ratings={"x": "met"})).outcome.possible == ("好", "差")
    assert score(resolved, answer(ratings={"x": "unmet"})).outcome.label == "差"


@pytest.mark.parametrize(
    ("effect", "result", "label"), [("zero", 0, "未达标"), ("cap", 59, "未达标"), ("downgrade", 100, "未达标")]
)
def test_vetoes_act_on_a_share_as_on_points(make, answer, effect, result, label):
    cap = "cap = 59\n" if effect == "cap" else ""
    veto = f'[[vetoes]]\nid = "v"\ntitle = "否"\ntext = "否"\neffect = "{effect}"\n{cap}'
    resolved = flat(make, 2, extra=veto)
    sheet = score(resolved, answer(ratings=verdicts(2), vetoes={"v": VetoStatement(True)}))
    assert (sheet.score_low, sheet.result_low, sheet.outcome.label) == (100, result, label)


def test_without_a_threshold_the_share_is_shown_and_nothing_follows(make, answer):
    resolved = make('[scoring]\nmodel = "attainment"\n[[criteria]]\nid = "1"\ntitle = "项"\n')
    sheet = score(resolved, answer(ratings={"1": "met"}))
    assert (sheet.score_low, sheet.outcome.status, sheet.outcome.label) == (100, "rule-not-set", None)
    assert sheet.outcome.because == ("文件没有规定结果，也没有给出本地规则（--rules）",)


def test_levels_give_a_share_of_the_weight(make, answer):
    body = (
        '[scoring]\nmodel = "attainment"\n[[criteria]]\nid = "1"\ntitle = "项"\nweight = 3\n'
        'levels = [{ id = "a", title = "优", share = 100 }, { id = "b", title = "中", share = 50 }, { id = "c", title = "差", share = 0 }]\n'
        '[[criteria]]\nid = "2"\ntitle = "项"\n'
    )
    sheet = score(make(body), answer(ratings={"1": "b", "2": "met"}))
    assert (sheet.attainment.met, sheet.attainment.applicable, sheet.score_low) == (Decimal("2.5"), 4, Decimal("62.5"))
    assert sheet_json(sheet)["attainment"]["met"] == "2.5"
