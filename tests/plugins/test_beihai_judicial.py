"""Sheet 二 of the Beihai document: what a second reader took from the document alone, against the sheet as it loads."""

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
SHEET = ROOT / "plugins/beihai/kaoping_beihai/judicial.toml"

#: Section: printed name, how many items.
SECTIONS = {
    "1": ("加强党的领导，推进创建活动", 6),
    "2": ("坚持司法为民，做到公正执法", 12),
    "3": ("发挥职能优势，加强法治宣传", 5),
}

#: Figures and words that mean one, by item: kind of the fact, bound, direction, per.
BOUNDS: dict[str, list[tuple[str, str, str, str | None]]] = {
    "1.4": [
        ("share", "at_least", "100", None),
        ("share", "at_least", "100", None),
        ("share", "at_least", "98", None),
    ],
    "2.9": [("share", "at_least", "100", None)],
}

#: 逐年提高, 逐年降低, 逐年下降, 不断提高.
TRENDS = {
    "2.4": ["falling", "rising"],
    "2.8": ["falling", "rising"],
    "2.11": ["falling"],
}

#: How many things each clause says must not have happened.
EVENTS = {"1.5": 2, "2.11": 1}

#: Words that name several things one by one: each must be asked for.
LISTED = {
    "1.1": ["领导小组", "办公室", "工作人员", "考核", "责任", "方案", "检查", "经费", "计划", "总结", "表彰"],
    "1.2": ["议事规则", "依法决策制度", "集体讨论", "程序", "材料"],
    "1.3": ["改革", "选拔", "任用", "程序", "奖励", "惩戒"],
    "1.4": ["人大", "政协", "议案", "提案", "建议", "批评", "意见", "办理率", "回复率", "基本满意"],
    "1.5": ["宪法", "法律", "违纪", "渎职", "贪污", "受贿"],
    "1.6": ["每年", "市依法治市领导小组办公室", "上级司法机关", "考核", "标准"],
    "2.1": ["工作制度", "办案质量", "绩效", "责任追究", "监督制约", "公正", "文明"],
    "2.2": ["职责", "适用法律", "程序", "时限", "办案质量", "经济", "社会关系", "法律效果", "社会效果"],
    "2.3": ["办案", "办事", "公开", "资料"],
    "2.4": ["违法犯罪", "当事人", "结案率", "上诉率", "执法依据", "程序", "结果", "收费", "监督措施"],
    "2.5": ["刑事立案", "侦查", "审判", "刑罚执行", "民事", "行政诉讼", "当事人"],
    "2.6": ["预防", "打击", "职务犯罪", "重点", "热点", "查处"],
    "2.7": ["人民陪审员", "人民监督员", "制度", "作用"],
    "2.8": ["执行率", "投诉率"],
    "2.9": ["平等", "司法保护", "司法救助", "合法权益", "未成年", "辩护"],
    "2.10": ["办案质量", "评比", "案卷", "评查"],
    "2.11": ["涉法涉诉", "失误", "违法执法", "越级上访"],
    "2.12": ["队伍", "法治理念", "素质", "满意度"],
    "3.1": ["素质教育", "新法律法规", "及时", "法治意识", "法律素质"],
    "3.2": ["刑事", "民事", "行政", "发案地", "巡回", "旁听", "公开"],
    "3.3": ["行政机关", "学校", "企事业单位", "共建", "共育", "依法治理"],
    "3.4": ["宣讲员", "副校长", "辅导员", "市直", "县（区）", "部门", "单位", "讲座", "以案说法"],
    "3.5": [
        *("机关", "乡村", "社区", "学校", "企业", "单位", "家庭", "军营", "高墙"),
        *("学法律", "讲权利", "讲义务", "讲责任", "12·4", "贴近", "多样"),
    ],
}

#: Documents that clauses name.
NAMED = {
    "1.3": ["党政领导干部选拔任用工作条例"],
    "2.3": [
        "关于加强人民法院审判公开工作的若干意见",
        "关于人民法院执行公开的若干规定",
        "关于进一步深化人民检察院“检务公开”的意见",
    ],
}

#: Clauses that bind courts alone, and procuratorates alone.
COURT_ONLY = {"2.4", "2.8"}
PROCURATORATE_ONLY = {"2.5"}

#: Lists counted by name.
NINE: dict[str, list[tuple[str, str, str, str | None]]] = {"3.5": [("count", "at_least", "9", None)]}

#: Figures that a text may show.
SHOWN = {"1.4": ["100%", "100%", "98%"], "2.9": ["100%"], "3.5": ["9类"]}

#: Demands without a number that other documents put a number to.
BESIDE = {
    ("1.1", "law-work-inspections"),
    ("1.2", "party-decisions-discussed-collectively"),
    ("2.9", "judicial-aid-granted"),
}

#: Places read otherwise than printed.
ERRATA = {
    "附件3 二": "市中级人民法院、市人民检察院",
    "2.3": "第三个文件由最高人民检察院制定",
    "2.4": "上诉率逐年降低",
    "2.8": "执行案件的执结率",
    "3.3": "和行政机关",
    "3.5": "“12·4”国家宪法日和全国法制宣传日",
}

PART = "二"
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


def test_trends_are_yearly_and_as_printed(resolved: Resolved) -> None:
    found = {item.id: sorted(m.trend for m in measured(resolved, item.id) if m.trend) for item in resolved.items}

    assert {item: trends for item, trends in found.items() if trends} == TRENDS
    assert {m.per for item in TRENDS for m in measured(resolved, item) if m.trend} == {"year"}


def test_the_courts_numbers_are_those_of_the_county_sheet(resolved: Resolved) -> None:
    county = load(SHEET.with_name("county.toml"), core_vocabulary()).resolved
    for own, theirs in (("2.4", "4.2"), ("2.8", "4.4"), ("2.11", "4.8")):
        asked = {(m.fact, m.trend, m.is_) for m in measured(resolved, own)}
        assert asked == {(m.fact, m.trend, m.is_) for m in measured(county, theirs)}


def test_items_of_one_organ_say_so(resolved: Resolved) -> None:
    for organ, items, other in (("法院", COURT_ONLY, "检察院"), ("检察院", PROCURATORATE_ONLY, "法院")):
        for item in items:
            note = resolved.item[item].criterion.note or ""
            assert note.startswith(f"只对{organ}：考评{other}时列为不适用"), item
    for organ, items in (("法院", {"2.3", "2.7"}), ("检察院", {"2.3", "2.7"})):
        assert all(f"（{organ}）" in said(resolved, item) for item in items)


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
