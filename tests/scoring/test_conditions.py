"""What each result asks, number by number, what a result that is none means, and how an adjustment came about."""

from __future__ import annotations

from decimal import Decimal

from kaoping.answers import AdjustmentStatement, VetoStatement
from kaoping.scoring.conditions import adjustment_node, band_checks, meaning
from kaoping.scoring.derivation import recompute
from kaoping.scoring.score import score

SHEET = """
[scoring]
model = "points"
full = 10
step = 0.5

[[dimensions]]
id = "一"
title = "组织"
points = 4
minimum = 2
criteria = [{ id = "1", title = "会议", points = 4 }]
[[dimensions]]
id = "二"
title = "执法"
points = 6
criteria = [{ id = "2", title = "办案", points = 6 }]

[[vetoes]]
id = "fraud"
title = "弄虚作假"
text = "有弄虚作假的。"
effect = "downgrade"

[[adjustments]]
id = "bonus"
title = "创新"
text = "创新。"
kind = "bonus"
amount = 1
cap = 2
clause = "附则一"

[[outcomes]]
label = "优秀"
when = { score_at_least = 9, no_veto = ["fraud"] }
[[outcomes]]
label = "合格"
when = { score_at_least = 6, minima = false }
[[outcomes]]
label = "不合格"
otherwise = true
"""


def sheet(make, answer, ratings, *, body=SHEET, **given):
    return score(make(body, check=False), answer(ratings=ratings, **given))


def test_each_demand_with_its_number(make, answer):
    found = sheet(make, answer, {"1": 1}, adjustments={"bonus": AdjustmentStatement(count=1)})
    best, fair, rest = band_checks(found)
    assert (best.label, best.met, best.text) == ("优秀", False, "优秀：须同时符合 3 条（达不到）")
    assert [(bound.text, bound.met) for bound in best.bounds] == [
        ("得分不低于 9 分，现为 2 ~ 8 分（达不到）", False),
        ("“组织”不低于 2 分，现为 1 分（达不到）", False),
        ("没有一票否决“弄虚作假”（尚未查明）", None),
    ]
    assert best.bounds[0].derivation is found.derivation
    section = best.bounds[1].derivation
    assert (section.at, recompute(section)) == ("一", (1, 1))
    assert (fair.text, fair.met) == ("合格：得分不低于 6 分，现为 2 ~ 8 分（未定）", None)
    assert (rest.text, rest.met) == ("不合格：其余情形", True)


def test_demands_that_hold_and_vetoes(make, answer):
    full = sheet(make, answer, {"1": 4, "2": 6}, vetoes={"fraud": VetoStatement(False)})
    assert [bound.met for bound in band_checks(full)[0].bounds] == [True, True, True]
    assert band_checks(full)[0].met is True
    bad = sheet(make, answer, {"1": 4, "2": 6}, vetoes={"fraud": VetoStatement(True)})
    assert band_checks(bad)[0].bounds[2].text == "没有一票否决“弄虚作假”（已触发）"
    barred = sheet(
        make, answer, {"1": 4, "2": 6}, body=SHEET.replace('"downgrade"', '"ineligible"'),
        vetoes={"fraud": VetoStatement(True)},
    )  # fmt: skip
    assert [band.met for band in band_checks(barred)][:2] == [False, False]
    assert "一票否决已另定结果" in band_checks(barred)[1].text


def test_shares_and_conditions_that_nobody_set(make, answer):
    body = """
criteria = [{ id = "1", title = "甲" }, { id = "2", title = "乙" }]
outcomes = [{ label = "达标", when = { attained_at_least = 80 } }, { label = "示范", set_by = "jurisdiction" }]
[scoring]
model = "attainment"
"""
    found = sheet(make, answer, {"1": "met"}, body=body)
    share, unset = band_checks(found)
    assert share.text == "达标：达标率不低于 80%，现为 50 ~ 100%（未定）"
    assert share.bounds[0].derivation.op == "share"
    assert (unset.met, unset.text) == (None, "示范：条件由本地规则规定，尚未给出规则文件（--rules）")


def test_what_a_result_that_is_none_means(make, answer):
    done = sheet(
        make, answer, {"1": 4, "2": 6}, vetoes={"fraud": VetoStatement(True)},
        adjustments={"bonus": AdjustmentStatement(count=0)},
    )  # fmt: skip
    assert meaning(done) is None
    nothing = meaning(sheet(make, answer, {}))
    assert nothing == ("还没有任何评定，所以没有结果", "先评几项，结果随即算出")
    none = SHEET.replace('"downgrade"', '"no-score"')
    said = meaning(sheet(make, answer, {"1": 4}, body=none, vetoes={"fraud": VetoStatement(True)}))
    assert said[0] == "一票否决的后果是不计分，所以没有结果"
    head, _, _ = SHEET.partition("[[outcomes]]")
    unset = meaning(sheet(make, answer, {"1": 4}, body=head))
    assert unset[0].startswith("影响结果的条件、等次或分值，文件留给本地规定")
    assert unset[1].startswith("向牵头单位要本地规则文件")
    failing = sheet(make, answer, {"1": 4}, body=SHEET.replace('model = "points"', 'model = "x:y"'))
    assert failing.outcome.status == "failed"
    assert meaning(failing)[0].startswith("插件出错")
    assert band_checks(failing) == ()
    open_ = meaning(sheet(make, answer, {"1": 4}))
    assert open_ == (
        "还有 3 处没有定下来，结果可能是：优秀、合格、不合格",
        "逐一评定或查明还没有定的，直到只剩一种可能",
    )


def test_how_an_adjustment_came_about(make, answer):
    found = sheet(make, answer, {"1": 1}, adjustments={"bonus": AdjustmentStatement(count=3, reason="三项创新")})
    node = adjustment_node(found, found.adjustments[0])
    assert (node.low, node.high, node.clause) == (Decimal(2), Decimal(2), "附则一")
    assert dict(node.inputs) == {
        "state": "stated", "count": 3, "each": Decimal(1), "cap": Decimal(2), "reason": "三项创新",
    }  # fmt: skip
    still = sheet(make, answer, {"1": 1})
    node = adjustment_node(still, still.adjustments[0])
    assert (node.low, node.high, dict(node.inputs)["state"]) == (Decimal(0), Decimal(2), "unstated")
