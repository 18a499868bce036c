"""A veto that limits the outcome: beside every combination worked out by itself, what is said of it, and what it leaves."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest

from kaoping.answers import Rating, VetoStatement
from kaoping.commands.sheet_text import veto_text
from kaoping.mutation.vetoes import rule_vetoes
from kaoping.reports.compare_words import vetoes_text
from kaoping.reports.formats import ReportInput, as_markdown
from kaoping.scoring.conditions import band_checks
from kaoping.scoring.score import score
from kaoping.scoring.sheet_json import sheet_json
from kaoping.scoring.shortest import shortest
from kaoping.standard.lint import lint
from kaoping_tui.texts import veto_line

LABELS = ("优秀", "良好", "合格", "不合格")
LINES = (9, 8, 6)
ITEM = """
[scoring]
model = "points"
[[criteria]]
id = "1"
title = "甲"
points = 10
"""
BANDS = "".join(
    f'[[outcomes]]\nlabel = "{label}"\nwhen = {{ score_at_least = {line} }}\n'
    for label, line in zip(LABELS, LINES, strict=False)
)
REST = f'[[outcomes]]\nlabel = "{LABELS[-1]}"\notherwise = true\n'


def veto(id, effect, more=""):
    return f'[[vetoes]]\nid = "{id}"\ntitle = "否{id}"\ntext = "否"\neffect = "{effect}"\n{more}\n'


def limit(id, outcome):
    return veto(id, "limit", f'outcome = "{outcome}"')


def by_hand(points, down, limits):
    """Where a unit ends: lowered by so many, then no better than any of the limits."""
    place = next((at for at, line in enumerate(LINES) if points >= line), len(LINES))
    place = min(place + down, len(LINES))
    for label in limits:
        place = max(place, LABELS.index(label))
    return LABELS[place]


STATES = {"是": VetoStatement(True), "否": VetoStatement(False), "?": None}


def test_every_combination_of_score_limits_and_downgrade_is_as_worked_out_by_hand(make, answer):
    """Each veto triggered, clear or unknown, the score known or open: the possible outcomes are those of its completions."""
    effects = {"a": "良好", "b": "不合格"}
    for outcome in ("良好", "合格", "不合格"):
        resolved = make(ITEM + limit("a", outcome) + limit("b", effects["b"]) + veto("d", "downgrade") + BANDS + REST)
        for points, states in product((10, 8, 6, 0, None), product(STATES, repeat=3)):
            told = dict(zip("abd", states, strict=True))
            ratings = {} if points is None else {"1": points}
            given = answer(ratings=ratings, vetoes={id: STATES[s] for id, s in told.items() if STATES[s] is not None})
            found = score(resolved, given).outcome
            ways = product(*(("是", "否") if state == "?" else (state,) for state in states))
            expected = {
                by_hand(value, d == "是", [one for one, s in ((outcome, a), ("不合格", b)) if s == "是"])
                for (a, b, d), value in product(ways, range(11) if points is None else [points])
            }
            if points is None and told["b"] != "是" and not (told["a"] == "是" and outcome == "不合格"):
                assert found.status == "no-result"  # nothing is rated, and no veto decides by itself
                continue
            assert set(found.possible) == expected, (outcome, points, told)
            assert (found.status, found.label) == (("decided", *expected) if len(expected) == 1 else ("open", None)), (
                outcome,
                points,
                told,
            )


@pytest.mark.parametrize(
    ("vetoes", "ratings", "line"),
    [
        (limit("a", "良好"), 10, "按得分为“优秀”；因“否a”不得评为“优秀”，定为“良好”"),
        (limit("a", "合格"), 10, "按得分为“优秀”；因“否a”不得评为“优秀”“良好”，定为“合格”"),
        (limit("a", "良好"), 6, "按得分为“合格”；“否a”限定最好为“良好”，不改变结果"),
        (limit("a", "不合格"), 10, "按得分为“优秀”；因“否a”直接定为“不合格”"),
        (limit("a", "不合格"), None, "因“否a”直接定为“不合格”"),
        (limit("a", "良好") + limit("b", "合格"), 10, "按得分为“优秀”；因“否b”不得评为“优秀”“良好”，定为“合格”"),
        (
            limit("a", "合格") + veto("d", "downgrade"),
            10,
            "按得分为“优秀”，降 1 等为“良好”；因“否a”不得评为“优秀”“良好”，定为“合格”",
        ),
        (limit("a", "良好") + veto("c", "cap", "cap = 7"), 10, "按得分为“合格”；“否a”限定最好为“良好”，不改变结果"),
    ],
)
def test_why_says_what_the_score_alone_gives_and_what_it_comes_to(make, answer, vetoes, ratings, line):
    resolved = make(ITEM + vetoes + BANDS + REST)
    stated = {one.id: VetoStatement(True) for one in resolved.vetoes}
    sheet = score(resolved, answer(ratings={} if ratings is None else {"1": ratings}, vetoes=stated))
    assert sheet.outcome.status == "decided"
    assert sheet.outcome.because[-1] == line


def test_bars_go_before_a_limit_and_a_zero_beside_it_still_lowers_the_score(make, answer):
    def result(vetoes):
        resolved = make(ITEM + limit("a", "良好") + vetoes + BANDS + REST)
        return score(
            resolved, answer(ratings={"1": 10}, vetoes={one.id: VetoStatement(True) for one in resolved.vetoes})
        )

    barred, zero, none = result(veto("b", "ineligible")), result(veto("b", "zero")), result(veto("b", "no-score"))
    assert (barred.outcome.label, [line for line in barred.outcome.because if "定" in line and "按" in line]) == (
        "不得参评",
        [],
    )
    assert (zero.outcome.label, zero.result_high) == ("不合格", Decimal(0))
    assert none.outcome.status == "no-result"


def test_what_a_limit_leaves_is_told_alike_in_conditions_ways_texts_and_json(make, answer):
    watched = 'criteria = ["2"]\n'
    two = ITEM.replace("points = 10", "points = 8") + '[[criteria]]\nid = "2"\ntitle = "乙"\npoints = 2\n'
    resolved = make(two + veto("a", "limit", f'outcome = "合格"\n{watched}') + limit("b", "良好") + BANDS + REST)
    given = answer(ratings={"1": 8, "2": 0}, vetoes={"b": VetoStatement(False)})
    sheet = score(resolved, given)
    assert sheet.outcome.label == "合格"
    checks = {one.label: (one.met, [bound.text for bound in one.bounds]) for one in band_checks(sheet)}
    assert (checks["良好"][0], checks["合格"][0]) == (False, True)
    assert "没有一票否决“否a”（已触发）" in checks["良好"][1]
    assert len(checks["优秀"][1]) == 2  # what is clear is not told
    unknown = {one.label: one for one in band_checks(score(resolved, replace(given, vetoes={})))}
    assert "没有一票否决“否b”（尚未查明）" in [bound.text for bound in unknown["优秀"].bounds]
    way = shortest(sheet).way
    assert way is not None
    assert ([step.id for step in way.items], way.label) == (["2"], "优秀")
    # One that no rating clears is in the way, and said; one above the present outcome is not.
    stuck = shortest(score(resolved, replace(given, ratings={**given.ratings, "1": Rating(points=Decimal(8))},
        vetoes={"b": VetoStatement(True)})))  # fmt: skip
    assert stuck.way is not None
    assert stuck.way.label == "良好"
    full = score(resolved, answer(ratings={"1": 8, "2": 2}, vetoes={"b": VetoStatement(True)}))
    assert shortest(full).obstacles == ("一票否决“否b”已触发（最好只能为“良好”）",)
    low = score(resolved, answer(ratings={"1": "不适用：无", "2": 1}, vetoes={"b": VetoStatement(True)}))
    assert low.outcome.label == "不合格"
    assert not any("否b" in line for line in shortest(low).obstacles)
    told = {one["id"]: one for one in sheet_json(full)["vetoes"]}
    assert (told["b"]["effect"], told["b"]["outcome"]) == ("limit", "良好")
    assert veto_text(full, full.vetoes[1]).endswith(
        "后果：最好只能为“良好”，不改变得分　按得分为“优秀”；因“否b”不得评为“优秀”，定为“良好”"
    )


def test_papers_and_screens_name_the_outcome_that_is_left(make, answer):
    resolved = make(ITEM + limit("a", "良好") + limit("b", "不合格") + BANDS + REST)
    stated = {"a": VetoStatement(True), "b": VetoStatement(False)}
    sheet = score(resolved, answer(ratings={"1": 10}, vetoes=stated))
    paper = as_markdown(ReportInput("sheet", sheet)).decode()
    assert "| a | 否a | 触发 | 最好只能为“良好” | 考评人认定已发生 |" in paper
    assert "| b | 否b | 未触发 | 直接定为“不合格” | 考评人认定未发生 |" in paper
    assert "按得分为“优秀”；因“否a”不得评为“优秀”，定为“良好”" in paper
    assert vetoes_text(sheet) == "触发：否a（最好只能为“良好”）"
    assert veto_line(resolved, sheet.vetoes[0]) == "〔触发〕否a（最好只能为“良好”）：考评人认定已发生"


def test_a_result_that_only_a_limit_gives_is_no_fault_of_the_outcomes(make):
    """Where the worst score is 合格 already, 不合格 is for vetoes alone."""
    bands = BANDS.replace("score_at_least = 6", "score_at_least = 0") + REST

    def codes(vetoes):
        return [one.code for one in lint(make(ITEM + vetoes + bands, check=False), ()) if one.blocking]

    assert codes(limit("a", "不合格")) == []
    assert codes(limit("a", "良好")) == ["unreachable"]


def test_a_limit_that_the_jurisdiction_sets_is_open_until_it_does(make, answer):
    body = ITEM + veto("a", "limit", 'set_by = "jurisdiction"') + BANDS + REST
    given = answer(ratings={"1": 8}, vetoes={"a": VetoStatement(True)})
    sheet = score(make(body), given)
    assert (sheet.outcome.status, sheet.outcome.possible) == ("rule-not-set", ("良好", "合格", "不合格"))
    assert "一票否决“否a”限到哪一等由本地规则规定，尚未给出规则文件（--rules）" in sheet.outcome.because
    assert shortest(sheet).way is None
    assert score(make(body), replace(given, ratings={"1": Rating(points=Decimal(0))})).outcome.label == "不合格"
    by_rules = make(body, 'vetoes.a = { outcome = "合格" }\n')
    ruled = score(by_rules, given)
    assert (ruled.outcome.status, ruled.outcome.label) == ("decided", "合格")
    assert [(one.what, one.before, one.after) for one in rule_vetoes(by_rules)] == [
        ("最好的结果", "合格", "良好"),
        ("最好的结果", "合格", "不合格"),
    ]


@pytest.mark.parametrize(
    ("body", "rules", "code", "message"),
    [
        (limit("a", "及格") + BANDS + REST, None, "unknown-id", "没有名为“及格”的结果，outcome 请写 [[outcomes]] 中的一个：优秀、良好、合格、不合格"),
        (limit("a", "优秀") + BANDS + REST, None, "veto", "“优秀”是最好的结果，限定到它等于没有限定，outcome 请写最好还能得到的结果；不得评为“优秀”的，写“良好”"),
        (limit("a", "合格"), None, "veto", '本标准没有写等次（[[outcomes]]），限定不到“合格”；请写出各等次，等次由本地规定的，本项写 set_by = "jurisdiction"，不写 outcome'),
        (limit("a", "合格") + BANDS + REST, 'vetoes.a = { outcome = "不合格" }\n', "rules", "限定到哪一等由文件规定，本地规则不能改，请删去 outcome"),
        (veto("a", "zero") + BANDS + REST, 'vetoes.a = { outcome = "不合格" }\n', "rules", "该否决项的后果不是限定等次（limit），请删去 outcome"),
        (veto("a", "limit", 'set_by = "jurisdiction"') + BANDS + REST, 'vetoes.a = { outcome = "差" }\n', "unknown-id", "没有名为“差”的结果，outcome 请写 [[outcomes]] 中的一个：优秀、良好、合格、不合格"),
        (limit("a", "合格") + '[[outcomes]]\nlabel = "合格"\nset_by = "jurisdiction"\n', '[[outcomes]]\nlabel = "好"\nwhen = { score_at_least = 6 }\n[[outcomes]]\nlabel = "差"\notherwise = true\n', "unknown-id", "标准把结果限定到“合格”，本地规则的 [[outcomes]] 没有这一等，只有：好、差，请补上"),
    ],
)  # fmt: skip
def test_lint_says_which_outcome_a_limit_may_name(make, body, rules, code, message):
    found = [one for one in lint(make(ITEM + body, rules, check=False), ()) if one.blocking and one.code == code]
    assert [one.message for one in found] == [message]


def test_the_keys_of_a_limit_go_with_it_alone(make):
    with pytest.raises(Exception, match='effect = "limit" 须写明 outcome（最好还能得到的结果，如 合格）'):
        make(ITEM + veto("a", "limit") + BANDS + REST)
    with pytest.raises(Exception, match='outcome（最好还能得到的结果）只与 effect = "limit" 一起使用'):
        make(ITEM + veto("a", "zero", 'outcome = "合格"') + BANDS + REST)
