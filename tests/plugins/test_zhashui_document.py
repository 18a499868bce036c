"""The notice of the Zhashui review, its misprints and its results: what is printed, kept here by hand."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kaoping.answers import Answers
from kaoping.answers_read import answers_for, read_answers
from kaoping.cases_run import read_cases, run_cases
from kaoping.scoring.score import score, suggestions
from kaoping.standard.load import core_vocabulary, load
from kaoping.standard.resolved import Resolved

ROOT = Path(__file__).resolve().parents[2]

SHEET = ROOT / "plugins/zhashui/kaoping_zhashui/zhashui.toml"

EXAMPLE_RULES = ROOT / "examples/rules/zhashui-outcomes.toml"

EXAMPLE_CASES = ROOT / "examples/rules/zhashui.cases.toml"

EXAMPLE_ANSWERS = ROOT / "examples/answers/zhashui.toml"

#: Places the text has damaged or that do not agree with each other (errata of the sheet and of the notice).
MISPRINTS = {
    "8": "守信和失信",
    "10": "一网",
    "25": "法律顾问",
    "30": "裁量",
    "31": "执法",
    "33": "全过程",
    "34": "法制审核",
    "35": "追究制度",
    "36": "情况通报",
    "38": "实行",
    "42": "人大及其常委会",
    "55": "实现行政争议",
    "56": "平台",
    "九": "加强组织领导",
}

#: Groups whose name is lost or whose border is by sense only, with the items that the erratum names.
BORDERS = {"g2": ("3", "4"), "g15": ("38", "39"), "g16": ("40", "41"), "g27": ("67", "68"), "g28": ("68", "69")}

#: Dimensions whose names stand beside or after their items.
MOVED = ["二", "三", "四", "五", "六"]

UNITS = [
    ("县发改局", 2020),
    ("县财政局", 2020),
    ("县林业局", 2020),
    ("县交通局", 2020),
    ("县气象局", 2020),
    ("下梁镇", 2020),
    ("凤凰镇", 2020),
    ("杏坪镇", 2020),
    ("县应急管理局", 2021),
    ("县财政局", 2021),
    ("县审批局", 2021),
    ("瓦房口镇", 2021),
    ("曹坪镇", 2021),
]


@pytest.fixture(scope="module")
def resolved() -> Resolved:
    checked = load(SHEET, core_vocabulary())
    assert checked.advice == ()
    return checked.resolved


@pytest.fixture(scope="module")
def local() -> Resolved:
    return load(SHEET, core_vocabulary(), rules=EXAMPLE_RULES).resolved


def made(resolved: Resolved, unmet: int = 0, away: int = 0) -> Answers:
    """Answers for the two years under review: the last items fall away, the first ones are not met."""
    source, file = read_answers(EXAMPLE_ANSWERS)
    ids = [item.id for item in resolved.items]
    rated: dict[str, Any] = {name: {"verdict": "unmet" if n < unmet else "met"} for n, name in enumerate(ids)}
    rated |= {name: {"not_applicable": "不属本单位职能"} for name in ids[len(ids) - away :]}
    body = type(file).model_validate(
        {
            "schema": 1,
            "standard": resolved.id,
            "unit": {"name": "示例局", "kind": "department", "attributes": {"title_held": True}},
            "period": {"from": date(2022, 1, 1), "to": date(2023, 12, 31)},
            "as_of": date(2023, 12, 3),
            "ratings": rated,
        }
    )
    return answers_for(resolved, source, body)


def test_nothing_carries_points_weights_or_a_condition(resolved: Resolved) -> None:
    standard = resolved.standard
    scoring = standard.scoring

    assert (scoring.model, scoring.aggregate, scoring.partial, scoring.full) == ("attainment", "flat", None, None)
    assert (scoring.not_applicable, scoring.not_applicable_set_by) == ("exclude", "jurisdiction")
    assert [(o.label, o.when, o.otherwise, o.set_by) for o in standard.outcomes] == [
        (label, None, False, "jurisdiction") for label in ("保留", "黄牌", "停牌", "摘牌")
    ]
    assert (standard.vetoes, standard.adjustments, standard.honours, standard.parts) == ((), (), (), ())
    assert set(standard.unit_kinds) == {"department", "town"}
    for item in resolved.items:
        assert item.criterion.points is None
        assert item.criterion.weight is None


def test_three_dated_steps(resolved: Resolved) -> None:
    stages = resolved.document.stages

    assert [(s.starts, s.due) for s in stages] == [
        (date(2023, 11, 17), date(2023, 11, 26)),
        (date(2023, 11, 27), date(2023, 12, 3)),
        (date(2023, 12, 4), date(2023, 12, 8)),
    ]
    assert [s.final for s in stages] == [False, True, False]
    assert [s.after for s in stages] == [None, stages[0].id, stages[1].id]
    assert [s.clause for s in stages] == ["通知二（一）", "通知二（二）", "通知二（三）"]


def test_self_report_and_evidence_item_by_item(resolved: Resolved) -> None:
    check, review, handling = resolved.document.stages

    assert (check.self_report_limit, check.evidence_per_item) == (2500, True)
    assert [(s.self_report_limit, s.evidence_per_item) for s in (review, handling)] == [(None, False)] * 2
    assert "近两年" in (check.text or "") or "近2年" in (check.text or "")
    for word in ("听取汇报", "查阅资料", "实地"):
        assert any(word in method for method in resolved.document.methods), word


def test_the_notice(resolved: Resolved) -> None:
    document = resolved.document

    assert (document.number, document.date) == ("柞法治办发〔2023〕54号", date(2023, 11, 21))
    assert "柞法治办发〔2022〕13号" in "\n".join(document.rules)
    assert re.search("不属于.*职能", "\n".join([*document.rules, *(s.text or "" for s in document.stages)]))


def test_thirteen_entries_are_twelve_units(resolved: Resolved) -> None:
    (campaign,) = resolved.document.campaigns

    assert [(unit.name, unit.named_in) for unit in campaign.units] == UNITS
    assert len({unit.name for unit in campaign.units}) == 12
    assert {unit.name for unit in campaign.units if unit.kind == "town"} == {
        "下梁镇",
        "凤凰镇",
        "杏坪镇",
        "瓦房口镇",
        "曹坪镇",
    }
    assert {unit.kind for unit in campaign.units} == {"department", "town"}
    assert campaign.sheet == "zhashui"
    assert (campaign.starts, campaign.ends) == (None, None)


@pytest.mark.parametrize("item", MISPRINTS)
def test_misprints_are_errata(resolved: Resolved, item: str) -> None:
    found = [e for e in resolved.standard.errata if e.at == item]

    assert found, item
    assert any(MISPRINTS[item] in e.read_as for e in found)


@pytest.mark.parametrize("group", BORDERS)
def test_borders_by_sense_are_errata(resolved: Resolved, group: str) -> None:
    (erratum,) = [e for e in resolved.standard.errata if e.at == group]

    for item in BORDERS[group]:
        assert re.search(rf"(?<!\d){item}(?!\d)", erratum.printed + erratum.read_as + erratum.why), item


@pytest.mark.parametrize("dimension", MOVED)
def test_names_beside_or_after_their_items_are_errata(resolved: Resolved, dimension: str) -> None:
    (erratum,) = [e for e in resolved.standard.errata if e.at == dimension]
    (held,) = [d for d in resolved.standard.dimensions if d.id == dimension]
    items = [int(criterion.id) for group in held.groups for criterion in group.criteria]

    assert f"第 {items[0]} 至 {items[-1]} 项" in erratum.read_as


def test_two_items_that_overlap_are_scored_apart(resolved: Resolved) -> None:
    errata = {e.at: e for e in resolved.standard.errata if e.at in ("29", "34")}

    assert "34" in errata["29"].printed
    assert "分别评" in errata["29"].why
    assert "29" in errata["34"].why


def test_every_erratum_says_what_is_printed_and_why(resolved: Resolved) -> None:
    known = {item.id for item in resolved.items}
    known |= {above.id for item in resolved.items for above in item.path}

    for erratum in resolved.standard.errata:
        assert erratum.at in known | {"结果", "备注"}, erratum.at
        assert erratum.printed != erratum.read_as
        assert erratum.why


def test_the_notice_has_its_errata(resolved: Resolved) -> None:
    errata = [(e.at, e.printed) for e in resolved.document.errata]

    for at, printed in [
        ("通知一、二、三", "次序颠倒"),
        ("通知二（三）", "同一段话"),
        ("通知二（二）", "11月27-12月3日"),
        ("发文日期、通知二（一）", "11月21日"),
        ("通知一（一）（二）", "县财政局"),
        ("通知一（二）", "县瓦房口镇"),
    ]:
        assert [1 for place, text in errata if place == at and printed in text], (at, printed)


def test_the_example_rules_say_that_they_are_one_and_fill_what_is_left_open(local: Resolved) -> None:
    rules = local.rules

    assert rules is not None
    assert "示例" in rules.title
    assert "虚构" in rules.set_by
    assert "不是正式规定" in (rules.note or "")
    assert [(o.label, o.when.attained_at_least if o.when else None, o.otherwise) for o in local.outcomes] == [
        ("保留", 90, False),
        ("黄牌", 80, False),
        ("停牌", 60, False),
        ("摘牌", None, True),
    ]


def test_cases_of_the_example_rules_hold(resolved: Resolved, local: Resolved) -> None:
    source, cases = read_cases(EXAMPLE_CASES)
    results = run_cases(source, cases, lambda rules: local if rules else resolved)

    assert len(results) == 20
    assert {case.rules for case in cases.cases} == {"zhashui-outcomes.toml"}
    assert [(r.name, r.differences) for r in results if r.differences] == []


@pytest.mark.parametrize(
    ("unmet", "away", "label"),
    [
        (0, 0, "保留"),
        (7, 6, "保留"),
        (8, 6, "黄牌"),
        (15, 1, "黄牌"),
        (16, 1, "停牌"),
        (30, 1, "停牌"),
        (31, 1, "摘牌"),
        (76, 0, "摘牌"),
    ],
)
def test_each_line_of_the_example_rules_from_both_sides(local: Resolved, unmet: int, away: int, label: str) -> None:
    sheet = score(local, made(local, unmet=unmet, away=away))

    assert (sheet.outcome.status, sheet.outcome.label) == ("decided", label)


def test_without_rules_the_result_stays_open(resolved: Resolved) -> None:
    sheet = score(resolved, made(resolved))

    assert sheet.score_low == sheet.score_high == 100
    assert (sheet.outcome.status, sheet.outcome.label) == ("rule-not-set", None)


def test_example_answers_follow_from_their_facts_and_ticks(local: Resolved) -> None:
    source, file = read_answers(EXAMPLE_ANSWERS)
    assert (EXAMPLE_ANSWERS.parent / (file.rules or "")).resolve() == EXAMPLE_RULES
    answers = answers_for(local, source, file)
    sheet = score(local, answers)

    assert sheet.complete
    assert sheet.score_low == sheet.score_high == Decimal("90.41")
    assert (sheet.outcome.status, sheet.outcome.label) == ("decided", "保留")
    assert sheet.outcome.set_by == "示例县委依法治县办（虚构）"
    away = {name for name, rating in answers.ratings.items() if rating.not_applicable is not None}
    assert away == {"3", "54", "57"}
    for name, suggestion in suggestions(local, answers).items():
        if name not in away:
            assert suggestion.verdict == answers.ratings[name].verdict, name
            assert not [finding.id for finding in suggestion.requirements if finding.contradicts], name
