"""Procedure, additions, removal, results and examples of the 2019 document, taken from it by a second reader."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kaoping.answers import Answers
from kaoping.answers_file import AnswersFile
from kaoping.answers_read import answers_for, read_answers
from kaoping.cases_run import read_cases, run_cases
from kaoping.scoring.score import score, suggestions
from kaoping.scoring.sheet import ScoreSheet
from kaoping.standard.load import cases_path, core_vocabulary, load
from kaoping.standard.resolved import Resolved

ROOT = Path(__file__).resolve().parents[2]
SHEET = ROOT / "plugins/municipal_2019/kaoping_municipal_2019/municipal_2019.toml"
EXAMPLE_RULES = ROOT / "examples/rules/municipal_2019-weights.toml"
RULES_CASES = ROOT / "examples/rules/municipal_2019-weights.cases.toml"
PRINTED = tomllib.loads((Path(__file__).parent / "data" / "printed.toml").read_text(encoding="utf-8"))
EXAMPLE_ANSWERS = ROOT / "examples/answers/municipal-2019.toml"

STEPS = ["自愿申报", "初审推荐", "第三方评估", "人民群众满意度测评", "实地核查", "媒体公示", "批准命名"]

#: Grounds of removal and what they rest on; the fourth is open.
REMOVAL = {
    "r1": {"grave-illegal-administration", "vile-maladministration"},
    "r2": {"application-fraud", "title-by-improper-means"},
    "r3": {"spot-check-not-met"},
    "r4": set(),
}
PENALTIES = {"p1": {"grave-illegal-administration", "vile-maladministration"}, "p2": {"application-fraud"}}
NOT_FOR_ALL = ("23", "24", "25", "26", "28")


@pytest.fixture(scope="module")
def resolved() -> Resolved:
    checked = load(SHEET, core_vocabulary())
    assert checked.advice == ()
    return checked.resolved


def scored(resolved: Resolved, attributes: dict[str, Any], unmet: int = 0, **more: Any) -> ScoreSheet:
    """Everything that applies is met but for the last `unmet` indicators; nothing else is said but for `more`."""
    applies = [
        item.id
        for item in resolved.items
        if attributes.get("legislative_power") is not False or item.id not in NOT_FOR_ALL
    ]
    failed = applies[len(applies) - unmet :]
    body = AnswersFile.model_validate(
        {
            "schema": 1,
            "standard": resolved.id,
            "unit": {"name": "丁市", "kind": "city", "attributes": attributes},
            "period": {"from": date(2024, 1, 1), "to": date(2025, 12, 31)},
            "as_of": date(2025, 12, 31),
            "ratings": {name: {"verdict": "unmet" if name in failed else "met"} for name in applies},
            **more,
        }
    )
    return score(resolved, answers_for(resolved, read_answers(EXAMPLE_ANSWERS)[0], body))


def test_procedure_has_seven_steps(resolved: Resolved) -> None:
    stages = resolved.document.stages
    after = {stage.id: stage.after for stage in stages}

    assert [stage.title for stage in stages][:7] == STEPS
    assert [stage.title for stage in stages][7:] == ["年度报告", "回访抽查", "摘牌退出"]
    assert after["third-party"] == after["satisfaction"] == "first-review"
    assert [after[name] for name in ("yearly-report", "spot-check", "removal")] == ["naming"] * 3
    assert stages[0].report_parts == ("法治政府建设的工作举措", "成效", "亮点")
    assert all(s.self_report_limit is None and s.working_days is None and s.due is None for s in stages)
    assert [stage.clause for stage in stages] == [
        *(f"意见三（{n}）" for n in "一二三四五六七"),
        *(f"意见四（{n}）" for n in "一二三"),
    ]
    assert "排在前列" in (stages[4].text or "")


def test_four_yearly_dates_are_not_merged(resolved: Resolved) -> None:
    (january,) = [stage for stage in resolved.document.stages if stage.yearly]
    (rule,) = [text for text in resolved.document.rules if "不可合并" in text]
    dated = {
        item.id: {r.measure.within.by for r in item.criterion.requirements if r.measure and r.measure.within}
        for item in resolved.items
    }

    assert (january.title, january.yearly, january.who) == ("年度报告", "01-31", "示范地区")
    assert {name: by for name, by in dated.items() if by} == {"23": {"03-31"}, "56": {"01-31"}, "98": {"03-31"}}
    assert [word for word in ("第23项", "第56项", "第98项", "1月底", "1月31日", "第一季度") if word not in rule] == []


def test_document(resolved: Resolved) -> None:
    document = resolved.document
    rules = "\n".join(document.rules)

    assert (document.number, document.date) == ("中法办发〔2019〕10号", date(2019, 5, 8))
    assert document.issuer == "中央全面依法治国委员会办公室"
    assert (document.forms, document.quotas) == ((), ())
    for word in (
        *("市（地、州、盟）", "县（市、区、旗）", "每两年", "90%", "单项示范", "优化法治化营商环境", "事中事后监管"),
        *("完善依法行政制度", "三项制度", "行政复议体制机制", "专家确定", "摘牌", "党的领导", "以人民为中心"),
        *("改革引领", "实事求是", "严格规范", "第一责任人", "政策倾斜", "优先用好干部"),
    ):
        assert word in rules, word


def test_the_plugin_provides_sheet_and_document() -> None:
    from kaoping_municipal_2019 import kaoping_standards

    paths = kaoping_standards()

    assert [path.name for path in paths] == ["municipal_2019.toml", "municipal_2019.document.toml"]
    assert all(path.is_file() for path in paths)


def test_additions_have_no_printed_amount(resolved: Resolved) -> None:
    adjustments = {a.id: a for a in resolved.standard.adjustments}

    assert [(a.id, a.kind) for a in adjustments.values()] == [
        ("b1", "bonus"),
        ("b2", "bonus"),
        ("p1", "penalty"),
        ("p2", "penalty"),
    ]
    for one in adjustments.values():
        assert (one.amount, one.range, one.cap, one.set_by) == (None, None, None, "jurisdiction")
    assert {name: set(adjustments[name].all_events) for name in PENALTIES} == PENALTIES
    assert "省部级以上" in adjustments["b1"].text
    assert "全国范围" in adjustments["b2"].text
    for name, words in {"p1": ["严重违法", "不作为", "乱作为", "恶劣"], "p2": ["故意", "编造", "虚构", "隐瞒"]}.items():
        assert [word for word in words if word not in adjustments[name].text] == []


def test_removal_rests_on_the_events_of_the_penalties(resolved: Resolved) -> None:
    vetoes = {veto.id: veto for veto in resolved.vetoes}

    assert {name: set(veto.all_events) for name, veto in vetoes.items()} == REMOVAL
    assert PENALTIES["p1"] == REMOVAL["r1"]
    assert PENALTIES["p2"] < REMOVAL["r2"]
    for number, veto in enumerate(vetoes.values(), 1):
        assert (veto.effect, veto.label, veto.set_by) == ("revoke", "摘牌", "document")
        assert veto.not_when == {"title_held": False}
        assert veto.clause == f"意见四（三）{number}"
    assert {name: (veto.look_back, veto.look_back_years) for name, veto in vetoes.items()} == {
        "r1": ("period", None),
        "r2": (None, None),
        "r3": ("period", None),
        "r4": (None, None),
    }


EVENT_CASES = [
    ("grave-illegal-administration", {"r1"}, {"p1"}),
    ("vile-maladministration", {"r1"}, {"p1"}),
    ("vile-illegal-enforcement", {"r1"}, {"p1"}),
    ("application-fraud", {"r2"}, {"p2"}),
    ("title-by-improper-means", {"r2"}, set()),
    ("spot-check-not-met", {"r3"}, set()),
]


def event(name: str, day: date) -> dict[str, Any]:
    return {"id": name, "period": str(day.year), "value": True, "occurred_on": day}


@pytest.mark.parametrize(("name", "grounds", "penalties"), EVENT_CASES)
@pytest.mark.parametrize("held", [True, False])
def test_an_event_entered_once_is_seen_by_penalty_and_removal(
    resolved: Resolved, name: str, grounds: set[str], penalties: set[str], held: bool
) -> None:
    rest = {veto.id: {"happened": False} for veto in resolved.vetoes if veto.id not in grounds}

    sheet = scored(
        resolved,
        {"legislative_power": True, "title_held": held},
        facts=[event(name, date(2025, 6, 1))],
        vetoes=rest,
    )

    assert {v.veto.id for v in sheet.vetoes if v.status == "triggered"} == (grounds if held else set())
    assert sheet.outcome.label == ("摘牌" if held else "达到综合示范条件")
    assert {a.id for a in sheet.adjustments if a.event == "triggered"} == penalties


@pytest.mark.parametrize(
    ("day", "r1", "r2"),
    [
        (date(2023, 12, 31), "clear", "triggered"),
        (date(2024, 1, 1), "triggered", "triggered"),
        (date(2025, 12, 31), "triggered", "triggered"),
    ],
)
def test_removal_looks_at_the_period_or_at_any_time(resolved: Resolved, day: date, r1: str, r2: str) -> None:
    none = [{"id": fact, "period": "2024/2025", "value": False} for fact in REMOVAL["r1"] if day.year < 2024]
    facts = [event("grave-illegal-administration", day), event("application-fraud", day), *none]

    sheet = scored(resolved, {"legislative_power": True, "title_held": True}, facts=facts)

    assert {v.veto.id: v.status for v in sheet.vetoes if v.veto.id in ("r1", "r2")} == {"r1": r1, "r2": r2}


def test_illegal_enforcement_with_vile_effect_is_entered_once(resolved: Resolved) -> None:
    """One record: indicator 66 unmet, penalty 1 shown, removal 1 triggered."""
    answers = AnswersFile.model_validate(
        {
            "schema": 1,
            "standard": resolved.id,
            "unit": {"name": "丁市", "attributes": {"legislative_power": True, "title_held": True}},
            "period": {"from": date(2024, 1, 1), "to": date(2025, 12, 31)},
            "as_of": date(2025, 12, 31),
            "facts": [event("vile-illegal-enforcement", date(2025, 6, 1))],
        }
    )
    taken: Answers = answers_for(resolved, read_answers(EXAMPLE_ANSWERS)[0], answers)

    sheet = score(resolved, taken)
    states = {finding.id: finding.state for finding in suggestions(resolved, taken)["66"].requirements}

    assert [name for name, state in states.items() if state == "unmet"] == ["66.4"]
    assert [v.veto.id for v in sheet.vetoes if v.status == "triggered"] == ["r1"]
    assert [a.id for a in sheet.adjustments if a.event == "triggered"] == ["p1"]


@pytest.mark.parametrize(
    ("power", "unmet", "share", "label"),
    [
        (True, 10, "90", "达到综合示范条件"),
        (True, 11, "89", "未达到综合示范条件"),
        (False, 9, "90.53", "达到综合示范条件"),
        (False, 10, "89.47", "未达到综合示范条件"),
    ],
)
def test_ninety_percent_of_what_applies(resolved: Resolved, power: bool, unmet: int, share: str, label: str) -> None:
    sheet = scored(resolved, {"legislative_power": power, "title_held": False}, unmet)

    assert sheet.attainment is not None
    assert sheet.attainment.applicable == (100 if power else 95)
    assert sheet.score_low == sheet.score_high == Decimal(share)
    assert (sheet.outcome.status, sheet.outcome.label, sheet.outcome.set_by) == ("decided", label, "document")


def test_the_only_line_printed_is_ninety(resolved: Resolved) -> None:
    bands = [(o.when.attained_at_least if o.when else None, o.otherwise, o.set_by) for o in resolved.outcomes]
    scoring = resolved.standard.scoring

    assert bands == [(Decimal(90), False, "document"), (None, True, "document")]
    assert (scoring.model, scoring.aggregate, scoring.partial) == ("attainment", "flat", None)
    assert (scoring.weights_set_by, scoring.not_applicable_set_by) == ("jurisdiction", "jurisdiction")


def test_honours_are_the_five_printed_fields_and_any_other(resolved: Resolved) -> None:
    honours = resolved.standard.honours

    assert [(h.title.removeprefix("单项示范："), set(h.covers)) for h in honours] == [
        ("优化法治化营商环境", {"一.5"}),
        ("加强事中事后监管", {"一.4"}),
        ("完善依法行政制度", {"二"}),
        ("全面推行行政执法“三项制度”", {"四.2", "四.3", "四.4"}),
        ("健全行政复议体制机制", {"六.2"}),
        ("其他法治政府建设工作", set()),
    ]
    assert {(h.attained_at_least, h.set_by, h.clause) for h in honours} == {(None, "jurisdiction", "意见二（二）")}
    assert all("全国领先" in h.text and "推广" in h.text for h in honours)
    assert {h.state for h in scored(resolved, {"legislative_power": True}).honours} == {"rule-not-set"}


def test_worked_cases_hold(resolved: Resolved) -> None:
    source, cases = read_cases(cases_path(SHEET))
    results = run_cases(source, cases, lambda _: resolved)

    assert {r.name: r.differences for r in results if r.differences} == {}
    assert len(results) == len({r.name for r in results})
    assert len(results) > 200


def test_every_ground_of_removal_has_a_case_on_each_side(resolved: Resolved) -> None:
    _, file = read_cases(cases_path(SHEET))
    states: dict[str, set[str]] = {}
    for case in file.cases:
        for name, state in case.expect.vetoes.items():
            states.setdefault(name, set()).add(state)

    assert {veto.id: states[veto.id] for veto in resolved.vetoes} == {
        name: {"triggered", "clear", "unknown"} for name in REMOVAL
    }


def test_example_rules_say_that_they_are_an_example_and_weigh_every_indicator(resolved: Resolved) -> None:
    local = load(SHEET, core_vocabulary(), rules=EXAMPLE_RULES).resolved
    rules = local.rules

    assert rules is not None
    assert "示例" in rules.title
    assert "示例" in (rules.note or "")
    assert "虚构" in rules.set_by
    assert EXAMPLE_RULES.read_text(encoding="utf-8").startswith("# 示例规则：不是任何机关的规定")
    assert list(rules.weights) == [str(n) for n in range(1, 101)]
    assert set(rules.adjustments) == {"b1", "b2", "p1", "p2"}
    assert set(rules.honours) == {h.id for h in resolved.standard.honours} - {"other-field"}
    assert {bound.fact for bound in rules.bounds} == {"litigation-loss-rate-national"}


def test_example_weights_are_what_their_note_says() -> None:
    rules = load(SHEET, core_vocabulary(), rules=EXAMPLE_RULES).resolved.rules
    assert rules is not None
    heavy = [name for name, weight in rules.weights.items() if weight == 2]

    assert set(rules.weights.values()) == {1, 2}
    assert f"{len(heavy)}项权重为2" in (rules.note or "")
    assert f"合计{sum(rules.weights.values())}" in (rules.note or "")
    assert heavy == [name for name, printed in PRINTED["municipal_2019"].items() if printed["figures"]]


def test_cases_of_the_example_rules_hold() -> None:
    source, cases = read_cases(RULES_CASES)
    results = run_cases(
        source, cases, lambda r: load(SHEET, core_vocabulary(), rules=EXAMPLE_RULES if r else None).resolved
    )

    assert {r.name: r.differences for r in results if r.differences} == {}
    assert len(results) == 23
    assert {(RULES_CASES.parent / (case.rules or "")).resolve() for case in cases.cases} == {EXAMPLE_RULES}


@pytest.fixture(scope="module")
def example() -> tuple[Resolved, Answers]:
    local = load(SHEET, core_vocabulary(), rules=EXAMPLE_RULES).resolved
    source, file = read_answers(EXAMPLE_ANSWERS)
    assert (EXAMPLE_ANSWERS.parent / (file.rules or "")).resolve() == EXAMPLE_RULES
    return local, answers_for(local, source, file)


def test_example_answers_are_decided_by_the_example_rules(example: tuple[Resolved, Answers]) -> None:
    sheet = score(*example)

    assert sheet.complete
    assert sheet.attainment is not None
    assert (sheet.attainment.met, sheet.attainment.applicable) == (118, 131)
    assert (sheet.outcome.status, sheet.outcome.label) == ("decided", "达到综合示范条件")
    assert [name for name, rating in example[1].ratings.items() if rating.not_applicable] == ["28"]


def test_example_answers_follow_from_their_facts_and_ticks(example: tuple[Resolved, Answers]) -> None:
    local, answers = example
    for name, suggestion in suggestions(local, answers).items():
        if answers.ratings[name].not_applicable is None:
            assert suggestion.verdict == answers.ratings[name].verdict, name
        assert not [finding.id for finding in suggestion.requirements if finding.contradicts]
