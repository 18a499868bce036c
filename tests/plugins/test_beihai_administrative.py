"""Sheet 三 of the Beihai document: what a second reader took from the document alone, against the sheet as it loads."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from kaoping.cases_run import read_cases, run_cases
from kaoping.standard.load import cases_path, core_vocabulary, load
from kaoping.standard.model import Measure
from kaoping.standard.resolved import Resolved

ROOT = Path(__file__).resolve().parents[2]
SHEET = ROOT / "plugins/beihai/kaoping_beihai/administrative.toml"

#: Section: printed name, how many items.
SECTIONS = {
    "1": ("加强党的领导，推进创建活动", 6),
    "2": ("坚持公正高效，做到依法行政", 15),
    "3": ("发挥职能优势，加强法治宣传", 4),
}

#: Figures and words that mean one, by item: kind of the fact, bound, direction, per.
BOUNDS: dict[str, list[tuple[str, str, str, str | None]]] = {
    "1.4": [
        ("share", "at_least", "100", None),
        ("share", "at_least", "100", None),
        ("share", "at_least", "98", None),
    ],
    "2.3": [("count", "at_least", "1", "year")],
    "2.11": [
        ("share", "at_least", "80", None),
        ("share", "at_least", "80", None),
        ("share", "at_least", "100", None),
        ("share", "at_least", "100", None),
        ("share", "at_least", "100", None),
    ],
    "3.2": [("count", "at_least", "1", "year")],
}

#: How many things each clause says must not have happened; 杜绝 and 不得 as well as 无 and 未发生.
EVENTS = {"1.5": 2, "2.8": 3, "2.10": 1, "2.12": 1, "2.14": 1, "2.15": 1}

#: Words that name several things one by one: each must be asked for.
LISTED = {
    "1.1": ["领导小组", "办公室", "工作人员", "考核", "责任", "方案", "检查", "经费", "计划", "总结", "表彰"],
    "1.2": [
        *("议事规则", "依法决策制度", "经济社会发展", "群众", "科学性", "合法性", "集体讨论"),
        *("程序", "咨询", "论证", "讨论"),
    ],
    "1.3": ["改革", "选拔", "任用", "程序", "奖励", "惩戒"],
    "1.4": ["人大", "政协", "议案", "提案", "建议", "批评", "意见", "办理率", "回复率", "基本满意"],
    "1.5": ["宪法", "法律", "违纪", "渎职", "贪污", "受贿"],
    "1.6": ["每年", "市依法治市领导小组办公室", "上级部门", "考核", "标准"],
    "2.1": ["科学发展观", "立党为公", "以人为本", "体制机制", "统领", "能力"],
    "2.2": ["公众参与", "专家论证", "集体决定", "社会面广", "公开征求意见", "听证会"],
    "2.3": ["报告制度", "市政府", "检查", "监督", "改进", "整改"],
    "2.4": ["执法主体", "清理", "确认", "公告", "资格", "培训", "水平"],
    "2.5": ["责任制", "评议考核", "过错责任", "追究", "职责", "程序"],
    "2.6": [
        *("事项", "依据", "程序", "条件", "结果", "公开", "听证", "一次性告知", "时限", "一站式", "窗口"),
        *("效率", "透明度"),
    ],
    "2.7": ["制度化", "经常化", "方便", "快捷"],
    "2.8": [
        *("合法", "标准", "公开", "公示", "登记", "收缴分离", "收费许可证", "年审"),
        *("乱罚款", "乱收费", "乱摊派"),
    ],
    "2.9": ["过罚相当", "教育", "程序", "裁量", "罚缴分离", "公民", "法人", "其他组织"],
    "2.10": ["条件", "方式", "最小", "滥用"],
    "2.11": ["胜诉率", "维持率", "判决", "复议决定", "行政首长", "首次"],
    "2.12": ["公民", "法人", "突出问题", "突发事件", "方案", "目标", "措施", "责任", "及时", "妥当", "上访"],
    "2.13": ["行业协会", "指导", "监督", "自律", "作用"],
    "2.14": ["预警", "应急", "预防", "处置", "失职"],
    "2.15": ["综合治理", "平安创建", "信访", "维稳", "督办", "治安", "稳定", "失误", "违法执法", "到省", "进京"],
    "3.1": ["规划", "领导", "办事机构", "经费", "奖励", "惩戒"],
    "3.2": ["领导干部", "公职人员", "中心组", "县处级", "述职", "公务员", "考试"],
    "3.3": ["县（区）", "乡镇", "企事业单位", "行业"],
    "3.4": [
        *("机关", "乡村", "社区", "学校", "企业", "单位", "家庭", "军营", "高墙"),
        *("学法律", "讲权利", "讲义务", "讲责任", "12·4", "贴近", "多样"),
    ],
}

#: Documents that clauses name.
NAMED = {"1.3": ["党政领导干部选拔任用工作条例"]}

#: Lists counted by name.
NINE: dict[str, list[tuple[str, str, str, str | None]]] = {"3.4": [("count", "at_least", "9", None)]}

#: Figures that a text may show.
SHOWN = {
    "1.4": ["100%", "100%", "98%"],
    "2.3": ["1次"],
    "2.11": ["80%", "80%", "100%", "100%", "100%"],
    "3.2": ["1次"],
    "3.4": ["9类"],
}

#: Demands without a number that other documents put a number to.
BESIDE = {
    ("1.1", "law-work-inspections"),
    ("1.2", "decision-expert-argument"),
    ("1.2", "decisions-legally-reviewed"),
    ("1.2", "party-decisions-discussed-collectively"),
    ("2.2", "decision-expert-argument"),
    ("2.2", "decisions-discussed-collectively"),
    ("2.2", "decisions-consulted-publicly"),
    ("2.4", "enforcement-officers-certified"),
    ("2.4", "enforcement-training-hours"),
    ("2.7", "disclosure-answered"),
    ("2.8", "charges-list-public"),
    ("2.9", "discretion-benchmarks"),
}

#: Places read otherwise than printed.
ERRATA = {
    "2.1": "不断提高运用科学发展观统领……的能力",
    "2.11": "应由行政首长首次出庭的案件中，行政首长出庭的比率",
    "2.15": "到自治区首府、进京的非正常上访",
}

PART = "三"
PARTS = "一二三"
DIRECTIONS = ("at_least", "more_than", "at_most", "less_than", "equals")


@pytest.fixture(scope="module")
def resolved() -> Resolved:
    checked = load(SHEET, core_vocabulary())
    assert checked.advice == ()
    return checked.resolved


def measured(resolved: Resolved, criterion: str) -> list[Measure]:
    return [r.measure for r in resolved.item[criterion].criterion.requirements if r.measure is not None]


def said(resolved: Resolved, criterion: str) -> str:
    return "\n".join(r.text for r in resolved.item[criterion].criterion.requirements)


def test_sections_are_named_as_printed(resolved: Resolved) -> None:
    assert {d.id: (d.title, len(d.criteria)) for d in resolved.standard.dimensions} == SECTIONS
    for item in resolved.items:
        section, number = item.id.split(".")
        assert item.criterion.clause == f"附件3 {PART}（{PARTS[int(section) - 1]}）{number}"
        assert [r.id for r in item.criterion.requirements] == [
            f"{item.id}.{n}" for n in range(1, len(item.criterion.requirements) + 1)
        ]
    assert len({item.criterion.title for item in resolved.items}) == len(resolved.items)


def test_bounds_are_those_of_the_clauses_and_no_others(resolved: Resolved) -> None:
    found = {
        item.id: Counter(
            (resolved.facts[m.fact].kind, direction, str(getattr(m, direction)), m.per)
            for m in measured(resolved, item.id)
            for direction in DIRECTIONS
            if getattr(m, direction) is not None
        )
        for item in resolved.items
    }

    assert {item: bounds for item, bounds in found.items() if bounds} == {
        item: Counter(bounds) for item, bounds in (BOUNDS | NINE).items()
    }
    assert not any(m.soft or m.bound_from or m.within for item in resolved.items for m in measured(resolved, item.id))


def test_figures_in_texts_are_printed_ones(resolved: Resolved) -> None:
    shown = {
        item.id: re.findall(r"\d+(?:%|次|类)?", said(resolved, item.id).replace("12·4", "")) for item in resolved.items
    }

    assert {item: figures for item, figures in shown.items() if figures} == SHOWN


def test_things_that_must_not_have_happened(resolved: Resolved) -> None:
    found: dict[str, int] = {}
    for item in resolved.items:
        for measure in measured(resolved, item.id):
            if resolved.facts[measure.fact].kind == "event":
                assert (measure.is_, measure.look_back_years) == (False, None), item.id
                found[item.id] = found.get(item.id, 0) + 1

    assert found == EVENTS


def test_trends_are_not_asked(resolved: Resolved) -> None:
    assert not any(m.trend for item in resolved.items for m in measured(resolved, item.id))


def test_a_first_appearance_is_not_every_appearance(resolved: Resolved) -> None:
    asked = {m.fact: m for m in measured(resolved, "2.11")}

    assert "heads-in-court" not in asked
    assert asked["heads-first-appearance"].at_least == 100
    assert "heads-in-court" in resolved.facts["heads-first-appearance"].related


def test_fines_apart_from_collection_is_asked_alone(resolved: Resolved) -> None:
    assert [m.fact for m in measured(resolved, "2.9")] == ["fines-payment-separated"]
    assert "income-spending-apart" in resolved.facts["fines-payment-separated"].related


@pytest.mark.parametrize("criterion", LISTED)
def test_each_word_of_a_list_is_asked_for(resolved: Resolved, criterion: str) -> None:
    text = said(resolved, criterion)

    assert [word for word in LISTED[criterion] if word not in text] == []


def test_every_clause_has_its_words_listed(resolved: Resolved) -> None:
    assert list(LISTED) == [item.id for item in resolved.items]


def test_documents_that_clauses_name_are_named(resolved: Resolved) -> None:
    named = {item.id: re.findall("《([^》]*)》", said(resolved, item.id)) for item in resolved.items}

    assert {item: names for item, names in named.items() if names} == NAMED


def test_what_the_document_does_not_print_is_not_there(resolved: Resolved) -> None:
    standard = resolved.standard

    assert (standard.outcomes, standard.vetoes, standard.adjustments, standard.honours) == ((), (), (), ())
    assert (standard.status, standard.scoring.not_applicable_set_by) == ("draft", "jurisdiction")
    assert "征求意见稿" in standard.edition
    assert (standard.scoring.model, standard.scoring.full, standard.scoring.step) == (
        "points",
        Decimal(100),
        Decimal("0.5"),
    )


def test_a_method_has_evidence_of_its_kind(resolved: Resolved) -> None:
    kinds = {
        "documents": {"document", "minutes", "list"},
        "interview": {"interview"},
        "survey": {"interview"},
        "site": {"visit"},
        "web": {"web"},
        "data": {"data"},
    }
    for item in resolved.items:
        there = {kind for kind, _ in item.criterion.usual_evidence}
        lacking = [m for m in item.criterion.methods if m in kinds and not kinds[m] & there]
        assert lacking == [], item.id


def test_no_requirement_asks_for_two_systems_at_once(resolved: Resolved) -> None:
    double = re.compile("制定并落实|完善并落实|坚持和完善|坚持并完善|贴近群众生活，形式多样")

    assert [r.id for _, r in resolved.requirement.values() if double.search(r.text)] == []


def test_facts_beside_a_demand_without_a_number(resolved: Resolved) -> None:
    beside = {(item.id, fact) for item in resolved.items for r in item.criterion.requirements for fact in r.informed_by}

    assert beside >= BESIDE


def test_errata(resolved: Resolved) -> None:
    assert {e.at: e.read_as for e in resolved.standard.errata} == ERRATA
    assert all(e.accepts == () for e in resolved.standard.errata)


def test_worked_cases_hold(resolved: Resolved) -> None:
    source, cases = read_cases(cases_path(SHEET))
    results = run_cases(source, cases, lambda _: resolved)

    assert len(results) >= 75
    assert [result for result in results if result.differences] == []


def test_every_measure_has_a_case_on_both_sides(resolved: Resolved) -> None:
    _, cases = read_cases(cases_path(SHEET))
    states: dict[str, set[str]] = {}
    for case in cases.cases:
        for name, state in case.expect.requirements.items():
            states.setdefault(name, set()).add(state)
    measures = {name for name, (_, r) in resolved.requirement.items() if r.measure is not None}

    assert {name for name in measures if not {"met", "unmet"} <= states.get(name, set())} == set()
