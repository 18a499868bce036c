"""Vetoes: triggered, clear or unknown; their order; and what several of them do together."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from kaoping.answers import Observation, VetoStatement
from kaoping.periods import parse
from kaoping.scoring.derivation import recompute, walk
from kaoping.scoring.score import score

SHEET = """
[scoring]
model = "points"
full = 100
{scoring}
[[facts]]
id = "case"
title = "重大案件"
subject = "government"
kind = "event"
[[facts]]
id = "rate"
title = "合格率"
subject = "government"
kind = "share"
[[dimensions]]
id = "1"
title = "一"
[[dimensions.criteria]]
id = "1.1"
title = "甲"
points = 70
[[dimensions.criteria]]
id = "1.2"
title = "乙"
points = 30
{vetoes}
[[outcomes]]
label = "优秀"
when = {{ score_at_least = 90 }}
[[outcomes]]
label = "良好"
when = {{ score_at_least = 80{no_veto} }}
[[outcomes]]
label = "合格"
when = {{ score_at_least = 60 }}
[[outcomes]]
label = "不合格"
otherwise = true
"""
FULL = {"1.1": 70, "1.2": 30}
YES = VetoStatement(True)
NO = VetoStatement(False)


def veto(name="v", effect="ineligible", **more):
    rows = "".join(f"{key} = {value}\n" for key, value in more.items())
    return f'[[vetoes]]\nid = "{name}"\ntitle = "{name}"\ntext = "否"\neffect = "{effect}"\n{rows}'


def sheet_of(make, *vetoes, scoring="", no_veto="", rules=None):
    return make(SHEET.format(scoring=scoring, vetoes="".join(vetoes), no_veto=no_veto), rules)


def event(period, value, day=None, **how):
    return Observation("case", parse(period), value, occurred_on=day, **how)


def state(make, answer, given, *, facts=(), **more):
    statements = {} if given is None else {"v": given}
    sheet = score(sheet_of(make, veto(**more)), answer(ratings=FULL, vetoes=statements, facts=facts))
    return sheet.vetoes[0]


BACK = {"look_back_years": 3}
LINKED = {"event": '"case"', "look_back_years": 3}


@pytest.mark.parametrize(
    ("day", "status"),
    [("2022-12-31", "clear"), ("2023-01-01", "triggered"), ("2025-12-31", "triggered"), ("2026-01-01", "clear")],
)
def test_a_stated_day_from_both_sides_of_the_look_back(make, answer, day, status):
    found = state(make, answer, VetoStatement(True, date.fromisoformat(day)), **BACK)
    assert found.status == status
    assert day in found.because


@pytest.mark.parametrize(
    ("as_of", "day", "status"),
    [("2024-02-29", "2021-02-28", "clear"), ("2024-02-29", "2021-03-01", "triggered"), ("2023-02-28", "2020-02-29", "triggered"), ("2023-02-28", "2020-02-28", "clear")],
)  # fmt: skip
def test_a_look_back_over_a_leap_day(make, answer, as_of, day, status):
    stated = {"v": VetoStatement(True, date.fromisoformat(day))}
    given = answer(ratings=FULL, as_of=date.fromisoformat(as_of), vetoes=stated)
    assert score(sheet_of(make, veto(**BACK)), given).vetoes[0].status == status


def test_what_is_stated_or_not(make, answer):
    assert state(make, answer, None).status == "unknown"
    assert state(make, answer, VetoStatement()).status == "unknown"
    assert state(make, answer, NO).status == "clear"
    assert state(make, answer, YES).status == "triggered"
    assert "2025-03-01" in state(make, answer, VetoStatement(True, date(2025, 3, 1))).because
    undated = state(make, answer, YES, **BACK)
    assert undated.status == "unknown"
    assert "没有日期" in undated.because


def test_without_as_of_nothing_looks_back(make, answer):
    resolved = sheet_of(make, veto(**LINKED))
    dated = VetoStatement(True, date(2025, 3, 1))
    given = answer(ratings=FULL, as_of=None, vetoes={"v": dated}, facts=(event("2025", True, date(2025, 3, 1)),))
    assert score(resolved, given).vetoes[0].because == "没有截至日或考评周期，无法追溯；没有截至日或考评周期，无法追溯"


def test_facts_trigger_and_clear(make, answer):
    assert state(make, answer, None, facts=(event("2024", True, date(2024, 5, 1)),), **LINKED).status == "triggered"
    assert state(make, answer, None, facts=(event("2023/2025", False),), **LINKED).status == "clear"
    assert state(make, answer, None, facts=(event("2024", True),), **LINKED).status == "unknown"
    assert state(make, answer, None, **LINKED).because == "尚未说明是否发生"
    assert state(make, answer, NO, facts=(event("2025", False),), **LINKED).status == "clear"
    ever = {"event": '"case"'}
    assert state(make, answer, None, facts=(event("1999", True),), **ever).status == "triggered"
    assert state(make, answer, None, facts=(event("2025", False),), **ever).status == "clear"


def test_the_period_s_own_look_back_ends_with_as_of(make, answer):
    resolved = sheet_of(make, veto(look_back='"period"', event='"case"'))

    def found(day, as_of):
        facts = (event("2025", True, date.fromisoformat(day)),)
        return score(resolved, answer(ratings=FULL, as_of=date.fromisoformat(as_of), facts=facts)).vetoes[0].status

    assert found("2025-01-01", "2025-12-31") == "triggered"
    assert found("2024-12-31", "2025-12-31") == "unknown"
    assert found("2025-11-01", "2025-10-31") == "unknown"
    assert found("2025-11-01", "2026-03-01") == "triggered"


def test_a_statement_that_facts_contradict_is_unknown(make, answer):
    facts = (event("2024", True, date(2024, 5, 1)),)
    found = state(make, answer, NO, facts=facts, **LINKED)
    assert found.status == "unknown"
    assert found.because.startswith("所述与事实不一致")
    found = state(make, answer, YES, facts=(event("2023/2025", False),), **LINKED)
    assert found.because.startswith("所述与事实不一致")
    both = state(make, answer, VetoStatement(True, date(2024, 5, 1)), facts=facts, **LINKED)
    assert both.status == "triggered"
    assert state(make, answer, YES, facts=facts, **LINKED).status == "triggered"


def test_a_measure_as_veto(make, answer):
    more = {"measure": '{ fact = "rate", at_least = 95 }'}

    def rate(value, **how):
        return Observation("rate", parse("2025"), Decimal(value), **how)

    assert state(make, answer, None, facts=(rate(95),), **more).status == "clear"
    assert state(make, answer, None, facts=(rate(94),), **more).status == "triggered"
    assert state(make, answer, None, **more).because == "尚未说明是否发生"
    disputed = (rate(94, observer="乙", mine=False), rate(96, observer="丙", mine=False))
    assert "各人所报不一" in state(make, answer, None, facts=disputed, **more).because
    assert state(make, answer, NO, facts=disputed, **more).status == "clear"


WATCH = {"criteria": '["1.1", "1.2"]'}


@pytest.mark.parametrize(
    ("ratings", "status"),
    [({"1.1": 70, "1.2": 30}, "clear"), ({"1.1": 69, "1.2": 30}, "triggered"), ({"1.1": 69}, "triggered"), ({"1.1": 70}, "unknown"), ({"1.1": 70, "1.2": "不适用"}, "clear")],
)  # fmt: skip
def test_criteria_that_a_veto_watches(make, answer, ratings, status):
    assert score(sheet_of(make, veto(**WATCH)), answer(ratings=ratings)).vetoes[0].status == status


def test_none_cannot_be_stated_of_ratings_still_to_come(make, answer):
    resolved = sheet_of(make, veto(**WATCH))
    assert score(resolved, answer(ratings={"1.1": 70}, vetoes={"v": NO})).vetoes[0].status == "unknown"
    assert score(resolved, answer(ratings=FULL, vetoes={"v": NO})).vetoes[0].status == "clear"
    assert score(resolved, answer(ratings={"1.1": 70}, vetoes={"v": YES})).vetoes[0].status == "triggered"


def test_a_watched_rating_and_its_veto_turn_out_together(make, answer):
    resolved = sheet_of(make, veto(effect="downgrade", criteria='["1.2"]'))
    sheet = score(resolved, answer(ratings={"1.1": 60}))
    # 1.2 in full: 90, excellent. Short of it: below 90 and one band down. Never good: that would need 90 and a downgrade.
    assert sheet.outcome.possible == ("优秀", "合格", "不合格")
    assert sheet.outcome.status == "open"


def test_a_bar_decides_when_nothing_is_scored(make, answer):
    resolved = sheet_of(make, veto(label='"不得参评"'))
    sheet = score(resolved, answer(vetoes={"v": YES}))
    assert (sheet.outcome.status, sheet.outcome.label, sheet.outcome.set_by) == ("decided", "不得参评", "document")
    assert score(resolved, answer()).outcome.status == "no-result"
    assert score(resolved, answer(vetoes={"v": NO})).outcome.because == ("没有任何评定",)
    open_bar = score(resolved, answer(ratings=FULL))
    assert (open_bar.outcome.status, open_bar.outcome.possible) == ("open", ("优秀", "不得参评"))


def test_a_bar_that_the_jurisdiction_sets(make, answer):
    resolved = sheet_of(make, veto(set_by='"jurisdiction"'), rules='[vetoes.v]\nlabel = "停评"\n')
    outcome = score(resolved, answer(vetoes={"v": YES})).outcome
    assert (outcome.label, outcome.set_by) == ("停评", "某办")


def test_revoking_goes_before_barring_in_any_order(make, answer):
    rows = [veto("a", "ineligible"), veto("b", "revoke"), veto("c", "revoke", label='"收回"'), veto("d", "no-score")]
    for order in permutations(rows):
        resolved = sheet_of(make, *order)
        outcome = score(resolved, answer(ratings=FULL, vetoes=dict.fromkeys("abcd", YES))).outcome
        first = next(row for row in order if '"revoke"' in row)
        assert outcome.label == ("收回" if '"c"' in first else "撤销")


@pytest.mark.parametrize(
    ("effects", "result", "label"),
    [
        (("zero",), 0, "不合格"),
        (("cap",), 85, "良好"),
        (("cap", "zero"), 0, "不合格"),
        (("downgrade",), 100, "良好"),
        (("cap", "downgrade"), 85, "合格"),
        (("downgrade", "downgrade"), 100, "合格"),
        (("downgrade",) * 5, 100, "不合格"),
        (("zero", "ineligible"), 0, "不得参评"),
        (("no-score",), None, None),
    ],
)
def test_effects_together(make, answer, effects, result, label):
    rows = [veto(f"v{n}", e, **({"cap": 85} if e == "cap" else {})) for n, e in enumerate(effects)]
    resolved = sheet_of(make, *rows)
    sheet = score(resolved, answer(ratings=FULL, vetoes={f"v{n}": YES for n in range(len(effects))}))
    assert (sheet.score_low, sheet.result_low, sheet.result_high) == (100, result, result)
    assert sheet.outcome.label == label
    assert sheet.outcome.status == ("no-result" if label is None else "decided")
    if result is not None:
        assert recompute(sheet.derivation) == (result, result)


def test_the_lowest_cap_holds(make, answer):
    resolved = sheet_of(make, veto("a", "cap", cap=85), veto("b", "cap", cap=59), veto("c", "cap", cap=70))
    sheet = score(resolved, answer(ratings=FULL, vetoes={"a": YES, "c": YES}))
    assert (sheet.result_low, sheet.result_high, sheet.outcome.possible) == (59, 70, ("合格", "不合格"))
    assert [node.op for node in walk(sheet.derivation)][:4] == ["round", "veto-cap", "veto-cap", "clamp"]


def test_downgrade_by_more_than_one(make, answer):
    resolved = sheet_of(make, veto(effect="downgrade", by=2))
    assert score(resolved, answer(ratings=FULL, vetoes={"v": YES})).outcome.label == "合格"


def test_a_veto_never_raises_what_is_below_zero(make, answer):
    resolved = sheet_of(make, veto(effect="zero"), scoring="base = 90\nfloor = -100")
    sheet = score(resolved, answer(ratings={"1.1": 0, "1.2": 0}, vetoes={"v": YES}))
    assert (sheet.score_low, sheet.result_low) == (-10, -10)


def test_a_band_that_a_veto_forbids(make, answer):
    resolved = sheet_of(make, veto(effect="cap", cap=85), no_veto=', no_veto = ["v"]')
    assert score(resolved, answer(ratings=FULL, vetoes={"v": YES})).outcome.label == "合格"
    assert score(resolved, answer(ratings=FULL)).outcome.possible == ("优秀", "合格")
    assert score(resolved, answer(ratings={"1.1": 70, "1.2": 10})).outcome.possible == ("良好", "合格")


def test_a_cap_that_the_jurisdiction_sets(make, answer):
    row = veto(effect="cap", set_by='"jurisdiction"')
    sheet = score(sheet_of(make, row), answer(ratings=FULL, vetoes={"v": YES}))
    assert (sheet.result_low, sheet.result_high, sheet.outcome.status) == (0, 100, "rule-not-set")
    assert sheet.outcome.because[-1] == "一票否决“v”的最高得分由本地规则规定，尚未给出规则文件（--rules）"
    assert recompute(sheet.derivation) == (0, 100)
    given = sheet_of(make, row, rules="[vetoes.v]\ncap = 59\n")
    sheet = score(given, answer(ratings=FULL, vetoes={"v": YES}))
    assert (sheet.result_low, sheet.outcome.label) == (59, "不合格")
    assert score(sheet_of(make, row), answer(ratings=FULL, vetoes={"v": NO})).outcome.label == "优秀"
    low = score(sheet_of(make, row), answer(ratings={"1.1": 0, "1.2": 0}, vetoes={"v": YES}))
    assert (low.outcome.status, low.outcome.label) == ("decided", "不合格")


def test_what_leaves_no_score_may_still_come(make, answer):
    resolved = sheet_of(make, veto(effect="no-score"))
    sheet = score(resolved, answer(ratings=FULL))
    assert (sheet.result_low, sheet.outcome.status, sheet.outcome.possible) == (100, "open", ("优秀",))
    assert [d.kind for d in sheet.outcome.deciding] == ["veto"]


def test_very_many_unknown_vetoes_are_not_told_apart(make, answer):
    names = [f"v{n}" for n in range(12)]
    listed = ", ".join(f'"{name}"' for name in names)
    rows = [veto(name, "cap", cap=85 - n) for n, name in enumerate(names)] + [veto("bar")]
    resolved = sheet_of(make, *rows, no_veto=f", no_veto = [{listed}]")
    sheet = score(resolved, answer(ratings=FULL))
    assert sheet.outcome.status == "open"
    assert sheet.outcome.possible == ("优秀", "良好", "合格", "不合格", "不得参评")
    assert (sheet.result_low, sheet.result_high) == (74, 100)


def test_very_many_watched_ratings_are_not_told_apart(make, answer):
    body = '[scoring]\nmodel = "points"\n' + "".join(
        f'[[criteria]]\nid = "{n}"\ntitle = "项"\npoints = 1\n' for n in range(40)
    )
    listed = ", ".join(f'"{n}"' for n in range(40))
    body += f'[[vetoes]]\nid = "v"\ntitle = "否"\ntext = "否"\neffect = "zero"\ncriteria = [{listed}]\n'
    body += '[[outcomes]]\nlabel = "好"\nwhen = { score_at_least = 40 }\n[[outcomes]]\nlabel = "差"\notherwise = true\n'
    sheet = score(make(body), answer(ratings={"0": 1}))
    assert (sheet.outcome.status, sheet.outcome.possible) == ("open", ("好", "差"))
    sheet = score(make(body), answer(ratings={"0": 0}))
    assert (sheet.outcome.status, sheet.outcome.label) == ("decided", "差")
