"""Bonuses and penalties: amounts, counts, caps, clamp, amounts that nobody has set, and events that are recorded."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from adjusting import SHEET

from kaoping.answers import AdjustmentStatement, Observation
from kaoping.commands.sheet_text import sheet_text
from kaoping.periods import parse
from kaoping.reports.formats import ReportInput, as_markdown
from kaoping.scoring.adjustments import most, possible_amounts
from kaoping.scoring.derivation import find, recompute
from kaoping.scoring.score import score
from kaoping.scoring.sheet_json import sheet_json


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


CASES = """
[[facts]]
id = "case"
title = "重大案件"
subject = "government"
kind = "event"
[[facts]]
id = "riot"
title = "群体事件"
subject = "government"
kind = "event"
"""
SPAN = "2025-01-01 至 2025-12-31"
HAPPENED = f"已记录的事件：重大案件：2025-05-01 发生，在 {SPAN} 内"
NONE_OF_BOTH = f"{SPAN} 内，所列 2 种事件均未发生"


def recorded(make, answer, *facts, stated=None, kind="penalty", basis='events = ["case", "riot"]\n', **given_):
    line = "range = { low = 1, high = 5 }\n" if "set_by" not in basis else ""
    row_ = f'[[adjustments]]\nid = "x"\ntitle = "事件"\ntext = "加减"\nkind = "{kind}"\n{line}{basis}'
    resolved = make(SHEET.format(scoring="", rows=CASES + row_))
    adjustments = {} if stated is None else {"x": stated}
    sheet = score(resolved, answer(ratings={"1": 10}, adjustments=adjustments, facts=facts, **given_))
    return sheet, sheet.adjustments[0]


def seen(name, day=None, period="2025", value=True):
    return Observation(name, parse(period), value, day)


CASE = seen("case", date(2025, 5, 1))
NEITHER = (seen("case", value=False), seen("riot", value=False))


@pytest.mark.parametrize(
    ("facts", "stated", "event", "because"),
    [
        ((CASE,), None, "triggered", f"{HAPPENED}，减分尚未说明"),
        ((CASE,), AdjustmentStatement(Decimal(0)), "triggered", f"{HAPPENED}，而减分写的是 0，请核对"),
        ((CASE,), AdjustmentStatement(count=0), "triggered", f"{HAPPENED}，而减分写的是 0，请核对"),
        ((CASE,), AdjustmentStatement(Decimal(2)), "triggered", HAPPENED),
        (NEITHER, None, "clear", NONE_OF_BOTH),
        (NEITHER, AdjustmentStatement(Decimal(0)), "clear", NONE_OF_BOTH),
        (NEITHER, AdjustmentStatement(Decimal(2)), "clear", f"{NONE_OF_BOTH}，而写了减分，请核对"),
        ((), None, "unknown", f"所列 2 种事件中 2 种在 {SPAN} 内的情况尚未查明"),
        (NEITHER[:1], None, "unknown", f"所列 2 种事件中 1 种在 {SPAN} 内的情况尚未查明"),
        (
            (seen("case"), NEITHER[1]),
            None,
            "unknown",
            f"重大案件：报了发生，但没有日期，无法判断是否在 {SPAN} 内",
        ),
        ((seen("case", date(2024, 12, 31), "2024"), *NEITHER), None, "clear", NONE_OF_BOTH),
    ],
)
def test_what_recorded_events_say(make, answer, facts, stated, event, because):
    found = recorded(make, answer, *facts, stated=stated)[1]
    assert (found.event, found.because) == (event, because)


@pytest.mark.parametrize("facts", [(), (CASE,), NEITHER])
@pytest.mark.parametrize("stated", [None, AdjustmentStatement(Decimal(0)), AdjustmentStatement(Decimal(3))])
def test_recorded_events_change_no_amount(make, answer, facts, stated):
    plain = recorded(make, answer, stated=stated)
    given_ = recorded(make, answer, *facts, stated=stated)
    assert [(a.low, a.high, a.values, a.state) for a in (plain[1], given_[1])] == [
        (plain[1].low, plain[1].high, plain[1].values, plain[1].state)
    ] * 2
    assert (given_[0].score_low, given_[0].score_high) == (plain[0].score_low, plain[0].score_high)
    assert given_[0].outcome.label == plain[0].outcome.label


def test_only_up_to_the_day_that_is_asked_about(make, answer):
    late = seen("case", date(2025, 5, 2))
    assert recorded(make, answer, late, as_of=date(2025, 5, 1))[1].event == "unknown"
    assert recorded(make, answer, late, as_of=date(2025, 5, 2))[1].event == "triggered"
    assert recorded(make, answer, late, as_of=date(2026, 3, 1))[1].event == "triggered"
    assert recorded(make, answer, late, as_of=None)[1].event == "triggered"


def test_without_a_period_nothing_can_be_held_against_it(make, answer):
    found = recorded(make, answer, CASE, period=None)[1]
    assert (found.event, found.because) == ("unknown", "没有考评周期，无法核对所依据的事件")


def test_one_event_or_a_list_of_one(make, answer):
    for facts in ((CASE,), (), (seen("case", value=False),), (seen("case"),)):
        one, many = (recorded(make, answer, *facts, basis=b)[1] for b in ('event = "case"\n', 'events = ["case"]\n'))
        assert (one.event, one.because) == (many.event, many.because)
    assert recorded(make, answer, basis='event = "case"\n')[1].because == f"重大案件：{SPAN} 的情况尚未查明"


def test_a_bonus_is_told_of_its_events_too(make, answer):
    assert recorded(make, answer, CASE, kind="bonus")[1].because == f"{HAPPENED}，加分尚未说明"


def test_what_rests_on_no_event_says_nothing(make, answer):
    found = recorded(make, answer, CASE, basis="")[1]
    assert (found.event, found.because) == (None, "")


def test_what_still_decides_names_the_recorded_event(make, answer):
    def said(*facts, **more):
        return [one.text for one in recorded(make, answer, *facts, **more)[0].outcome.deciding]

    assert said(CASE) == [f"加减分“事件”：{HAPPENED}，减分尚未说明"]
    assert said() == ["加减分“事件”未说明"]
    assert said(CASE, stated=AdjustmentStatement(Decimal(0))) == []
    (unset,) = said(CASE, basis='events = ["case", "riot"]\nset_by = "jurisdiction"\n')
    assert unset.startswith("加减分“事件”的分值由本地规则规定")
    assert unset.endswith(f"；{HAPPENED}，减分尚未说明")


def test_the_recorded_event_is_seen_wherever_the_sheet_is(make, answer):
    sheet, found = recorded(make, answer, CASE, stated=AdjustmentStatement(Decimal(0), reason="没有"))
    (body,) = sheet_json(sheet)["adjustments"]
    assert body == {
        "id": "x",
        "title": "事件",
        "state": "stated",
        "low": "0",
        "high": "0",
        "event": "triggered",
        "because": found.because,
    }
    assert found.because in sheet_text(sheet)
    assert f"| x | 事件 | 已填 | 0 | 没有；{found.because} |" in as_markdown(ReportInput("sheet", sheet)).decode()
    bare = recorded(make, answer, basis="")[0]
    assert sheet_json(bare)["adjustments"][0]["because"] is None
    assert "所依据的事件" not in sheet_text(bare)


@pytest.mark.parametrize(("unmet", "status", "possible"), [(0, "open", ("高", "低")), (1, "decided", ("低",))])
def test_unset_amounts_do_not_hold_up_an_outcome_that_looks_at_the_share_alone(make, answer, unmet, status, possible):
    rows = "".join(f'[[criteria]]\nid = "{n}"\ntitle = "项{n}"\n' for n in range(2, 11))
    bands = (
        '[[outcomes]]\nlabel = "高"\nwhen = { attained_at_least = 90 }\n[[outcomes]]\nlabel = "低"\notherwise = true\n'
    )
    bonus = '[[adjustments]]\nid = "b"\ntitle = "加"\ntext = "加"\nkind = "bonus"\nset_by = "jurisdiction"\n'
    resolved = make('[scoring]\nmodel = "attainment"\n[[criteria]]\nid = "1"\ntitle = "项1"\n' + rows + bands + bonus)
    ratings = {str(n): "met" for n in range(3, 11)} | {"2": "unmet"} | ({"1": "unmet"} if unmet else {})

    outcome = score(resolved, answer(ratings=ratings)).outcome

    assert (outcome.status, outcome.possible) == (status, possible)
