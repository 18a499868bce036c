"""Outcomes: the five statuses, section bounds, minima, who set them, and what is searched how."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from kaoping.answers import Rating
from kaoping.scoring.models import points
from kaoping.scoring.outcomes import bands
from kaoping.scoring.score import Providers, core_providers, score
from kaoping.scoring.sheet import Derivation, Outcome, ProviderFailed, Totals
from kaoping.scoring.sheet_json import sheet_json

ITEMS = """
[scoring]
model = "{model}"
{scoring}
[[dimensions]]
id = "1"
title = "一"
{minimum}
[[dimensions.criteria]]
id = "1.1"
title = "甲"
points = 25
[[dimensions]]
id = "2"
title = "二"
[[dimensions.criteria]]
id = "2.1"
title = "乙"
points = 75
"""
BANDS = """
[[outcomes]]
label = "优秀"
when = {{ score_at_least = 90{more} }}
[[outcomes]]
label = "合格"
when = {{ score_at_least = 60{more} }}
[[outcomes]]
label = "不合格"
otherwise = true
"""


def sheet_of(make, outcomes=None, *, model="points", scoring="", minimum="", more="", rules=None, check=True):
    body = ITEMS.format(model=model, scoring=scoring, minimum=minimum)
    return make(body + (BANDS.format(more=more) if outcomes is None else outcomes), rules, check=check)


@pytest.mark.parametrize(
    ("ratings", "label"),
    [
        ((20, 70), "优秀"),
        ((20, "69.5"), "合格"),
        (("19.5", 75), "不合格"),
        ((20, 40), "合格"),
        ((25, "34.5"), "不合格"),
    ],
)
def test_minima_hold_for_every_band_with_a_threshold(make, answer, ratings, label):
    resolved = sheet_of(make, minimum="minimum = 20")
    sheet = score(resolved, answer(ratings=dict(zip(("1.1", "2.1"), ratings, strict=True))))
    assert (sheet.outcome.status, sheet.outcome.label, sheet.outcome.set_by) == ("decided", label, "document")


def test_minima_can_be_left_aside(make, answer):
    resolved = sheet_of(make, minimum="minimum = 20", more=", minima = false")
    assert score(resolved, answer(ratings={"1.1": 15, "2.1": 75})).outcome.label == "优秀"
    only = '[[outcomes]]\nlabel = "过线"\nwhen = { minima = true }\n[[outcomes]]\nlabel = "未过"\notherwise = true\n'
    resolved = sheet_of(make, only, minimum="minimum = 20")
    assert score(resolved, answer(ratings={"1.1": 15, "2.1": 75})).outcome.label == "未过"
    assert score(resolved, answer(ratings={"1.1": 20})).outcome.label == "过线"


def test_section_bounds_and_shares_of_what_applies(make, answer):
    resolved = sheet_of(
        make,
        '[[outcomes]]\nlabel = "好"\nwhen = { share_at_least = 80, section = { 1 = 20 } }\n'
        '[[outcomes]]\nlabel = "差"\notherwise = true\n',
    )
    assert score(resolved, answer(ratings={"1.1": 20, "2.1": 60})).outcome.label == "好"
    assert score(resolved, answer(ratings={"1.1": 19, "2.1": 75})).outcome.label == "差"
    assert score(resolved, answer(ratings={"1.1": "不适用", "2.1": 60})).outcome.label == "好"
    assert score(resolved, answer(ratings={"1.1": "不适用", "2.1": "59.5"})).outcome.label == "差"
    assert score(resolved, answer(ratings={"1.1": 20, "2.1": "不适用"})).outcome.label == "好"


def test_what_still_decides_is_listed_the_weightiest_first(make, answer):
    resolved = sheet_of(make)
    assert score(resolved, answer()).outcome.status == "no-result"
    assert [d.id for d in score(resolved, answer()).outcome.deciding] == ["2.1", "1.1"]
    sheet = score(resolved, answer(ratings={"2.1": 60}))
    assert (sheet.outcome.status, sheet.outcome.possible) == ("decided", ("合格",))
    sheet = score(resolved, answer(ratings={"2.1": 70}))
    assert (sheet.outcome.status, sheet.outcome.possible) == ("open", ("优秀", "合格"))
    assert [d.text for d in sheet.outcome.deciding] == ["1.1 甲（25分）未评"]
    assert sheet.outcome.because == ()


def test_a_gap_that_no_rating_can_reach_is_not_possible(make, answer):
    body = ITEMS.format(model="points", scoring="", minimum="").replace("points = 25\n", "points = 25\nstep = 25\n")
    resolved = make(body + BANDS.format(more="").replace("= 60", "= 80"))
    # 65 or 90: never between.
    assert score(resolved, answer(ratings={"2.1": 65})).outcome.possible == ("优秀", "不合格")


JURISDICTION = """
[[outcomes]]
label = "优秀"
set_by = "jurisdiction"
[[outcomes]]
label = "其余"
otherwise = true
set_by = "jurisdiction"
"""
RULED = '[[outcomes]]\nlabel = "优秀"\nwhen = { score_at_least = 85 }\n[[outcomes]]\nlabel = "其余"\notherwise = true\n'


def test_outcomes_left_to_the_jurisdiction(make, answer):
    full = {"1.1": 25, "2.1": 75}
    outcome = score(sheet_of(make, JURISDICTION), answer(ratings=full)).outcome
    assert (outcome.status, outcome.label, outcome.possible, outcome.set_by) == (
        "rule-not-set",
        None,
        ("优秀", "其余"),
        None,
    )
    assert outcome.because == ("结果的条件由本地规则规定，尚未给出规则文件（--rules）",)
    outcome = score(sheet_of(make, JURISDICTION, rules=RULED), answer(ratings=full)).outcome
    assert (outcome.status, outcome.label, outcome.set_by) == ("decided", "优秀", "某办")


def test_a_band_nobody_has_set_matters_only_where_it_may_hold(make, answer):
    mixed = (
        '[[outcomes]]\nlabel = "优秀"\nwhen = { score_at_least = 90 }\n'
        '[[outcomes]]\nlabel = "良好"\nset_by = "jurisdiction"\n'
        '[[outcomes]]\nlabel = "其余"\notherwise = true\n'
    )
    resolved = sheet_of(make, mixed)
    assert score(resolved, answer(ratings={"1.1": 25, "2.1": 70})).outcome.label == "优秀"
    outcome = score(resolved, answer(ratings={"1.1": 10, "2.1": 70})).outcome
    assert (outcome.status, outcome.possible) == ("rule-not-set", ("良好", "其余"))
    outcome = score(resolved, answer(ratings={"2.1": 70})).outcome
    assert (outcome.status, outcome.possible) == ("rule-not-set", ("优秀", "良好", "其余"))


def test_a_score_that_no_outcome_is_for(make, answer):
    resolved = sheet_of(make, '[[outcomes]]\nlabel = "好"\nwhen = { score_at_least = 60 }\n', check=False)
    outcome = score(resolved, answer(ratings={"1.1": 10, "2.1": 10})).outcome
    assert (outcome.status, outcome.because) == ("rule-not-set", ("其余情形的结果没有规定",))


def test_no_outcomes_at_all(make, answer):
    outcome = score(sheet_of(make, ""), answer(ratings={"1.1": 10, "2.1": 10})).outcome
    assert (outcome.status, outcome.possible) == ("rule-not-set", ())


def test_a_step_too_fine_to_count_falls_back_to_ranges(make, answer):
    body = ITEMS.format(model="points", scoring="", minimum="").replace("points = 25\n", "points = 25\nstep = 0.001\n")
    resolved = make(body + BANDS.format(more=""))
    assert score(resolved, answer(ratings={"2.1": 65})).outcome.possible == ("优秀", "合格")
    tiny = body.replace("0.001", "0.0000001")
    assert score(make(tiny + BANDS.format(more="")), answer(ratings={"2.1": 60})).outcome.label == "合格"
    fine = ITEMS.format(model="points", scoring="step = 0.02", minimum="").replace(
        "points = 75", "points = 75\nstep = 0.03"
    )
    assert score(make(fine + BANDS.format(more="")), answer(ratings={"1.1": 0})).outcome.possible == ("合格", "不合格")
    five = body.replace("step = 0.001", "step = 0.00625")
    assert score(make(five + BANDS.format(more="")), answer(ratings={"2.1": 65})).outcome.status == "open"
    long = body.replace("25", "100000").replace("0.001", "50").replace("75", "300000.01")
    long_bands = BANDS.format(more="").replace("= 90", "= 250000")
    assert score(make(long + long_bands), answer(ratings={"1.1": 0, "2.1": 240000})).outcome.label == "合格"
    assert score(make(long + long_bands), answer(ratings={"2.1": 200000})).outcome.possible == ("优秀", "合格")


def swapped(**parts):
    """Providers in which a plugin's things stand beside core's."""
    core = core_providers()

    def find(kind, name):
        return parts[name] if name in parts else getattr(core, kind)(name)

    return Providers(*(lambda name, kind=kind: find(kind, name) for kind in ("model", "check", "rule")))


def test_a_name_that_nobody_provides_fails_and_never_passes(make, answer):
    resolved = sheet_of(make, model="far:away")
    sheet = score(resolved, answer(ratings={"1.1": 25, "2.1": 75}))
    assert (sheet.outcome.status, sheet.outcome.label, sheet.result_low) == ("failed", None, None)
    assert sheet.failure == "没有名为“far:away”的计分模型，请安装提供它的插件"
    body = sheet_json(sheet)
    assert (body["outcome"]["status"], body["derivation"], body["score"]["full"]) == ("failed", None, "100")


def test_a_plugin_s_model_without_sections_cannot_answer_for_them(make, answer):
    def bare(given):
        return replace(points(given), sections=())

    outcomes = (
        '[[outcomes]]\nlabel = "好"\nwhen = { section = { 1 = 20 } }\n[[outcomes]]\nlabel = "差"\notherwise = true\n'
    )
    resolved = sheet_of(make, outcomes, model="p:bare")
    sheet = score(resolved, answer(ratings={"1.1": 25, "2.1": 75}), swapped(**{"p:bare": bare}))
    assert (sheet.outcome.status, sheet.failure) == ("failed", "计分模型没有给出一级指标“1”的得分，无法判断“好”")


def test_a_plugin_s_model_that_is_not_linear_is_searched_by_ranges(make, answer):
    def halved(given):
        found = points(given)
        node = Derivation("plugin", "total", "折半", None, (), found.low / 2, found.high / 2, ())
        return Totals(found.low / 2, found.high / 2, found.full, node, found.sections)

    resolved = sheet_of(make, model="p:half", minimum="minimum = 20")
    sheet = score(resolved, answer(ratings={"2.1": 75}), swapped(**{"p:half": halved}))
    assert (sheet.score_low, sheet.score_high, sheet.outcome.label) == (Decimal("37.5"), 50, "不合格")
    low = BANDS.format(more="").replace("= 90", "= 45").replace("= 60", "= 40")
    resolved = sheet_of(make, low, model="p:half", minimum="minimum = 20")
    sheet = score(resolved, answer(ratings={"2.1": 75}), swapped(**{"p:half": halved}))
    assert sheet.outcome.possible == ("优秀", "合格", "不合格")


def test_a_plugin_s_rule_over_unknown_attributes(make, answer):
    def rule(given):
        found = bands(given)
        return replace(
            found, label=found.label and found.label + "（试）", possible=tuple(p + "（试）" for p in found.possible)
        )

    body = ITEMS.format(model="points", scoring="", minimum="").replace(
        "points = 25\n", "points = 25\napplies_when = { law = true }\n"
    )
    resolved = make('outcome_rule = "p:rule"\n' + body + BANDS.format(more=""))
    providers = swapped(**{"p:rule": rule})
    given = answer(ratings={"1.1": 20, "2.1": 60})
    assert score(resolved, given, providers).outcome.label == "合格（试）"
    outcome = score(resolved, answer(ratings={"1.1": 20, "2.1": 50}), providers).outcome
    assert (outcome.status, outcome.possible) == ("open", ("不合格（试）", "合格（试）"))

    def broken(given):
        if given.answers.unit.attributes or len(given.items) != 2 or given.items[0].state == "outside":
            return Outcome("failed", None, (), None, ("坏了",))
        return bands(given)

    outcome = score(resolved, given, swapped(**{"p:rule": broken})).outcome
    assert (outcome.status, outcome.label) == ("failed", None)

    def fails(given):
        raise ProviderFailed("插件 p 1.0 出错")

    assert score(resolved, given, swapped(**{"p:rule": fails})).failure == "插件 p 1.0 出错"


def test_very_many_unknown_attributes_are_not_told_apart(make, answer):
    body = '[scoring]\nmodel = "points"\n' + "".join(
        f'[[criteria]]\nid = "{n}"\ntitle = "项"\npoints = 1\napplies_when = {{ a{n} = true }}\n' for n in range(6)
    )
    body += '[[criteria]]\nid = "x"\ntitle = "项"\npoints = 10\n' + BANDS.format(more="").replace("90", "12").replace(
        "60", "11"
    )
    sheet = score(make(body), answer(ratings={"x": 10}))
    assert (sheet.outcome.status, sheet.outcome.possible) == ("open", ("优秀", "合格", "不合格"))
    assert len(sheet.outcome.deciding) == 6


def test_the_sheet_as_json(make, answer):
    resolved = sheet_of(make, minimum="minimum = 20")
    ratings = {"1.1": Rating(deductions=(), points=Decimal("20.50")), "2.1": 60}
    body = sheet_json(score(resolved, answer(ratings=ratings)))
    assert list(body)[:3] == ["standard", "unit", "digest"]
    assert body["score"] == {"low": "80.5", "high": "80.5", "full": "100"}
    assert body["result"] == {"low": "80.5", "high": "80.5"}
    assert body["attainment"] is None
    assert body["dimensions"][0] == {"id": "1", "title": "一", "low": "20.5", "high": "20.5", "full": "25", "minimum": "20", "minimum_met": True}  # fmt: skip
    assert body["items"][1] == {"id": "2.1", "state": "rated", "low": "60", "high": "60", "full": "75"}
    assert body["outcome"]["label"] == "合格"
    assert body["outcome"]["because"] == ["符合“合格”的条件"]
    assert body["derivation"]["rule"] == "修约（只在最后一次）"
    assert body["derivation"]["value"] == "80.5"
    half = sheet_json(score(resolved, answer(ratings={"2.1": 60})))
    assert half["derivation"]["value"] == {"low": "60", "high": "85"}
    assert half["outcome"]["deciding"][0] == {"kind": "item", "id": "1.1", "text": "1.1 甲（25分）未评"}
    last = score(resolved, answer(ratings={"1.1": 0, "2.1": 0})).outcome
    assert last.because == ("不符合前列各等次的条件，为“不合格”",)
    assert Fraction(score(resolved, answer(ratings=ratings)).sections[0].low) == Fraction(41, 2)


def test_deductions_from_points_that_are_no_multiple_of_the_step_are_possible(make, answer):
    # Points count 0, 0.5 ... 2, 2.3 and deductions 2.3, 1.8 ... 0.3: 1.8 can be reached by a deduction alone.
    body = '[scoring]\nmodel = "points"\n[[criteria]]\nid = "1"\ntitle = "甲"\npoints = 2.3\n[[criteria]]\nid = "2"\ntitle = "乙"\npoints = 1\n'
    bands = "".join(f'[[outcomes]]\nlabel = "{n}"\nwhen = {{ score_at_least = {n} }}\n' for n in ("2.9", "2.7"))
    resolved = make(body + bands + '[[outcomes]]\nlabel = "低"\notherwise = true\n')
    assert score(resolved, answer(ratings={"2": 1})).outcome.possible == ("2.9", "2.7", "低")
