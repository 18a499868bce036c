"""What the document prints, kept here by hand, against the standard as it loads."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from kaoping.answers_read import answers_for, read_answers
from kaoping.cases_run import read_cases, run_cases
from kaoping.scoring.score import score, suggestions
from kaoping.standard.findings import asked_facts
from kaoping.standard.load import cases_path, core_vocabulary, load
from kaoping.standard.model import Measure, Requirement
from kaoping.standard.resolved import Resolved

ROOT = Path(__file__).resolve().parents[2]
SHEET = ROOT / "plugins/beihai/kaoping_beihai/county.toml"
OTHER = ROOT / "plugins/national_county/kaoping_national_county/national_county.toml"
EXAMPLE_RULES = ROOT / "examples/rules/beihai-county-bands.toml"
EXAMPLE_ANSWERS = ROOT / "examples/answers/beihai-county.toml"

#: Section: printed name, printed points, printed points of its items in order; None where none are printed.
SECTIONS: dict[str, tuple[str, str, list[str | None]]] = {
    "1": ("推进县（区）党委依法执政", "15", ["2", "5", "3", "1", "2", "1", "1"]),
    "2": ("加强制度建设", "6", ["1", "1", None, "1", "1", "1"]),
    "3": ("推进依法行政", "12", ["1", "1.5", "1", "1", "1", "1", "2.5", "1", "1", "1"]),
    "4": ("坚持公正司法", "10", ["1", "2", "1", "1", "1", "1", "1", "1", "1"]),
    "5": ("加强经济法治建设", "7", ["1", "1", "1", "1", "1", "2"]),
    "6": ("加强基层民主法治建设", "7", ["1", "2.5", "1.5", "1", "1"]),
    "7": ("加强法治宣传教育", "15", ["2", "2", "1", "1", "1", "1", "1", "1", "1.5", "1", "1.5", "1"]),
    "8": ("拓展和规范法律服务", "8", ["1", "2", "1", "1", "1", "1", "1"]),
    "9": ("维护社会安定和谐", "12", ["1.5", "1", "1", "1", "1", "1", "2", "1.5", "1", "1"]),
    "10": ("建立健全法治监督体系", "8", ["1.5", "1.5", "1", "1", "2", "1"]),
}

#: Every figure that a clause prints, as (requirement, figure with its unit, the bound, per).
FIGURES: list[tuple[str, str, str, str | None]] = [
    ("1.2.6", "1次", "1", "year"),
    ("1.2.7", "2次", "2", "year"),
    ("3.1.2", "2次", "2", "year"),
    ("3.7.8", "2次", "2", "year"),
    ("6.2.11", "100%", "100", None),
    ("7.1.10", "80%", "80", None),
    ("7.2.5", "4次", "4", "year"),
    ("7.3.1", "40学时", "40", "year"),
    ("7.3.3", "95%", "95", None),
    ("7.3.4", "15天", "15", "year"),
    ("7.3.5", "15天", "15", "year"),
    ("7.5.2", "5次", "5", None),
    ("7.5.3", "98%", "98", None),
    ("7.5.5", "100%", "100", None),
    ("7.5.6", "100%", "100", None),
    ("7.6.6", "100%", "100", None),
    ("7.6.7", "100%", "100", None),
    ("7.7.5", "98%", "98", None),
    ("7.8.3", "2次", "2", "year"),
    ("7.9.4", "4次", "4", "year"),
    ("10.2.3", "2次", "2", "year"),
]

#: Bounds in words: every village, 应助尽助, every level; a lecture each year.
IN_WORDS = {
    "7.3.2": ("每年", "1"),
    "7.8.1": ("每个行政村", "100"),
    "8.5.5": ("应助尽助", "100"),
    "8.5.6": ("应助尽助", "100"),
    "8.6.3": ("都", "100"),
    "8.6.4": ("都", "100"),
}

#: 无……抵触, 无脱管、漏管: counts that must be nought.
NONE_OF = {"2.2.3", "2.5.1", "2.5.2", "9.7.3"}

#: Yearly trends.
TRENDS = {
    "4.2.3": "rising",
    "4.2.4": "falling",
    "4.4.2": "rising",
    "4.4.3": "falling",
    "4.8.2": "falling",
    "5.3.2": "falling",
    "9.3.2": "falling",
    "9.6.3": "falling",
}

#: Bounds set elsewhere.
BOUNDS_ELSEWHERE = {
    "9.4.4": ("safe-village-target", "at_least"),
    "9.4.5": ("safe-unit-target", "at_least"),
    "9.6.4": ("petition-completion-target", "at_least"),
    "9.7.4": ("help-rate-floor", "at_least"),
    "9.7.5": ("correction-rate-floor", "at_least"),
    "9.7.6": ("released-reoffending-ceiling", "at_most"),
    "9.7.7": ("reeducated-reoffending-ceiling", "at_most"),
    "9.7.8": ("corrected-reoffending-ceiling", "at_most"),
}

#: How many things each clause says must not have happened.
EVENTS = {
    "1.6": 2,
    "2.6": 2,
    "3.4": 1,
    "3.7": 1,
    "3.10": 2,
    "4.3": 1,
    "4.7": 5,
    "4.8": 1,
    "5.2": 3,
    "5.4": 1,
    "5.5": 1,
    "6.2": 1,
    "8.1": 1,
    "9.8": 3,
    "9.9": 1,
    "9.10": 2,
    "10.6": 1,
}

#: Words that name several things one by one: each must be asked for.
LISTED = {
    "1.5": ["人大", "政府", "政协", "法院", "检察院"],
    "2.3": ["公众参与", "专家咨询论证", "合法性审查", "集体讨论决定", "听取和采纳意见"],
    "2.4": ["修改", "废止", "清理", "评估", "备案", "公布"],
    "3.2": ["政企", "政资", "政事", "中介组织", "国库集中支付", "政府采购", "部门综合预算", "非税收入"],
    "3.3": ["听取意见", "听证", "合法性审查", "集体讨论决定", "评估", "纠正", "责任追究"],
    "3.7": ["主体", "依据", "权限", "裁量标准", "程序", "时限", "监督方式", "归档", "评查", "随意", "趋利", "扰民"],
    "4.2": ["执法依据", "程序", "结果", "收费事项", "监督措施"],
    "4.5": ["刑事立案", "侦查", "审判", "刑罚执行", "民事", "行政诉讼"],
    "4.7": ["超期羁押", "刑讯逼供", "滥用职权", "强制措施", "扣押", "冻结", "搜查"],
    "5.1": ["安全生产", "环境保护", "节能降耗", "劳动用工", "税费收缴"],
    "5.6": ["经济处罚", "降低或撤销资质", "吊销证照", "市场准入", "跟踪监督"],
    "6.2": ["选举", "决策", "管理", "监督", "自治章程", "村规民约", "村务公开", "理财", "评议村干部", "工作报告"],
    "6.3": ["厂务公开", "工会", "劳动就业", "社会保障", "计划生育", "工资待遇"],
    "6.5": ["劳动保障", "计划生育", "工资待遇", "就业培训", "子女入学"],
    "7.6": ["计划", "课时", "教材", "师资", "副校长", "辅导员"],
    "7.9": ["宣讲团", "志愿者"],
    "7.10": ["文艺节目", "动漫", "书画"],
    "7.11": ["宣传栏", "广场", "公园", "互联网", "手机短信", "广播", "电视", "报刊", "讲座", "咨询", "夜市", "演出"],
    "8.1": ["律师", "公证", "司法鉴定", "法律援助", "基层法律服务"],
    "9.2": ["国家安全", "黑恶势力", "暴力恐怖", "经济犯罪", "治安问题"],
    "9.8": ["孤", "寡", "病", "残", "遗弃", "不赡养", "未成年人", "妇女", "残疾人"],
    "10.1": ["法律监督", "行政监督", "群众监督", "舆论监督", "民主监督", "党内监督"],
    "10.5": ["政协", "民主党派", "工商联", "无党派", "工会", "共青团", "妇联", "举报", "申诉", "控告", "曝光"],
    "10.6": ["述职述廉", "重大事项报告", "责任制", "优秀", "满意度"],
}

#: Facts that the national standard asks of a county as well.
SHARED = {
    "appointment-law-exam",
    "appointment-rules-kept",
    "conflicting-documents",
    "constitution-day-held",
    "corrected-reoffending",
    "corrected-reoffending-ceiling",
    "correction-rate",
    "correction-rate-floor",
    "decision-procedure-system",
    "decisions-legally-reviewed",
    "democratic-law-villages",
    "discretion-benchmarks",
    "document-cleanup-done",
    "document-cleanup-published",
    "documents-filed",
    "enforcement-officers-certified",
    "enforcement-responsibility",
    "government-legal-advisers",
    "help-rate",
    "help-rate-floor",
    "law-in-performance-review",
    "law-literacy-in-promotion",
    "legal-advisers-managed",
    "legal-aid-granted",
    "legal-culture-places",
    "openness-system",
    "party-decisions-discussed-collectively",
    "party-legal-advisers",
    "party-study-sessions",
    "released-reoffending",
    "released-reoffending-ceiling",
    "school-law-hours",
    "school-law-teachers",
    "school-law-textbooks",
    "six-entries-activities",
    "village-affairs-open",
    "villages-with-legal-adviser",
    "villages-with-mediation",
}

#: Requirements without a printed bound, and the facts that help to judge them.
INFORMED = {
    "1.3.6": ("party-decisions-discussed-collectively",),
    "2.3.4": ("documents-legally-reviewed",),
    "2.3.5": ("document-collective-discussion",),
    "2.3.6": ("document-public-consultation",),
    "2.4.2": ("document-cleanup-done", "document-cleanup-published"),
    "2.4.4": ("documents-filed",),
    "3.3.1": ("decision-procedure-system",),
    "3.3.2": ("decisions-consulted-publicly",),
    "3.3.4": ("decisions-legally-reviewed",),
    "3.3.5": ("decisions-discussed-collectively",),
    "3.5.1": ("emergency-mechanism",),
    "3.5.2": ("emergency-mechanism",),
    "3.7.2": ("enforcement-officers-certified",),
    "3.7.4": ("discretion-benchmarks",),
    "3.7.9": ("enforcement-info-public",),
    "5.6.1": ("credit-regulation",),
    "7.11.2": ("legal-culture-places",),
    "7.11.3": ("legal-culture-places",),
    "8.6.5": ("legal-advisers-managed",),
    "9.5.1": ("villages-with-mediation",),
    "10.3.1": ("level-supervision",),
    "10.3.2": ("audit-coverage",),
    "10.5.5": ("complaint-channels",),
    "10.5.8": ("media-reports-answered",),
}


@pytest.fixture(scope="module")
def resolved() -> Resolved:
    checked = load(SHEET, core_vocabulary())
    assert checked.advice == ()
    return checked.resolved


def requirement(resolved: Resolved, name: str) -> Requirement:
    return resolved.requirement[name][1]


def measures(resolved: Resolved) -> dict[str, Measure]:
    return {name: r.measure for name, (_, r) in resolved.requirement.items() if r.measure is not None}


def said(resolved: Resolved, criterion: str) -> str:
    return "\n".join(r.text for r in resolved.item[criterion].criterion.requirements)


def test_sections_and_items_are_the_printed_ones(resolved: Resolved) -> None:
    tree = [(d.id, d.title, d.points, [c.id for c in d.criteria]) for d in resolved.standard.dimensions]

    assert tree == [
        (section, title, Decimal(points), [f"{section}.{n}" for n in range(1, len(items) + 1)])
        for section, (title, points, items) in SECTIONS.items()
    ]
    assert [len(items) for _, _, items in SECTIONS.values()] == [7, 6, 10, 9, 6, 5, 12, 7, 10, 6]
    assert len(resolved.items) == 78


@pytest.mark.parametrize("section", SECTIONS)
def test_points_of_items_are_the_printed_ones(resolved: Resolved, section: str) -> None:
    _, total, printed = SECTIONS[section]
    loaded = [item.criterion.points for item in resolved.items if item.path[0].id == section]

    # An item without printed points takes what the section's total leaves.
    left = Decimal(total) - sum((Decimal(p) for p in printed if p is not None), Decimal(0))
    assert loaded == [left if p is None else Decimal(p) for p in printed]


def test_the_whole_is_a_hundred_points(resolved: Resolved) -> None:
    assert sum(Decimal(points) for _, points, _ in SECTIONS.values()) == 100
    assert sum((item.full for item in resolved.items), Decimal(0)) == 100
    scoring = resolved.standard.scoring
    assert (scoring.model, scoring.full, scoring.step) == ("points", Decimal(100), Decimal("0.5"))
    assert (scoring.not_applicable, scoring.not_applicable_set_by) == ("exclude", "jurisdiction")
    assert (scoring.rounding.places, scoring.rounding.mode) == (2, "half-up")


def test_what_the_document_does_not_print_is_not_there(resolved: Resolved) -> None:
    standard = resolved.standard

    assert (standard.outcomes, standard.vetoes, standard.adjustments, standard.parts) == ((), (), (), ())
    for _, found in resolved.requirement.values():
        assert (found.points, found.deduct) == (None, None), found.id
    for item in resolved.items:
        assert item.criterion.responsible is None, item.id


@pytest.mark.parametrize(("name", "figure", "bound", "per"), FIGURES)
def test_printed_figures(resolved: Resolved, name: str, figure: str, bound: str, per: str | None) -> None:
    found = requirement(resolved, name)
    assert found.measure is not None

    assert figure in found.text
    assert (found.measure.at_least, found.measure.per) == (Decimal(bound), per)


def test_no_figure_is_added(resolved: Resolved) -> None:
    """Each lower bound is a printed figure or a printed word for one, and no other text shows a figure."""
    bounds = {name for name, measure in measures(resolved).items() if measure.at_least is not None}
    shown = {
        name for name, (_, found) in resolved.requirement.items() if re.search(r"\d", found.text.replace("12·4", ""))
    }

    assert bounds == {name for name, *_ in FIGURES} | set(IN_WORDS)
    assert shown == {name for name, *_ in FIGURES}


@pytest.mark.parametrize("name", IN_WORDS)
def test_bounds_in_words(resolved: Resolved, name: str) -> None:
    word, bound = IN_WORDS[name]
    found = requirement(resolved, name)

    assert word in found.text
    assert found.measure is not None
    assert found.measure.at_least == Decimal(bound)


def test_counts_that_must_be_nought(resolved: Resolved) -> None:
    found = {name for name, measure in measures(resolved).items() if measure.at_most == 0}

    assert found == NONE_OF
    assert {name for name, measure in measures(resolved).items() if measure.at_most is not None} == NONE_OF


def test_trends_compare_years(resolved: Resolved) -> None:
    found = {name: measure.trend for name, measure in measures(resolved).items() if measure.trend is not None}

    assert found == TRENDS
    assert {measures(resolved)[name].per for name in TRENDS} == {"year"}


def test_one_number_of_petitions_serves_both_items(resolved: Resolved) -> None:
    found = measures(resolved)

    assert found["4.8.2"].fact == found["9.6.3"].fact == "litigation-petitions"


def test_bounds_set_elsewhere_are_the_jurisdictions(resolved: Resolved) -> None:
    found = {n: (m.bound_from, m.bound) for n, m in measures(resolved).items() if m.bound_from is not None}

    assert found == BOUNDS_ELSEWHERE
    assert {resolved.facts[bound].set_by for bound, _ in BOUNDS_ELSEWHERE.values()} == {"jurisdiction"}


def test_things_that_must_not_have_happened_are_events_and_score(resolved: Resolved) -> None:
    found: dict[str, int] = {}
    for name, measure in measures(resolved).items():
        if resolved.facts[measure.fact].kind == "event":
            assert measure.is_ is False, name
            assert measure.look_back_years is None, name
            item = resolved.requirement[name][0].id
            found[item] = found.get(item, 0) + 1

    assert found == EVENTS


def test_each_event_is_asked_once(resolved: Resolved) -> None:
    events = [m.fact for m in measures(resolved).values() if resolved.facts[m.fact].kind == "event"]

    assert len(events) == len(set(events)) == sum(EVENTS.values()) == 29


def test_things_named_one_by_one_stand_alone(resolved: Resolved) -> None:
    """Things that a clause names one by one, which one requirement must not join."""
    alone = {
        "3.5": ["预警", "应急"],
        "4.5": ["立案", "侦查", "审判", "刑罚执行"],
        "8.1": ["律师", "公证", "司法鉴定", "法律援助", "基层法律服务"],
        "10.1": ["法律监督", "行政监督", "群众监督", "舆论监督", "民主监督", "党内监督"],
    }
    for criterion, words in alone.items():
        texts = [r.text for r in resolved.item[criterion].criterion.requirements]
        assert [sum(word in text for word in words) for text in texts if any(word in text for word in words)] == [
            1
        ] * len(words)
    assert any("监督措施等" in r.text for r in resolved.item["4.2"].criterion.requirements)


@pytest.mark.parametrize("criterion", LISTED)
def test_lists_in_words_are_complete(resolved: Resolved, criterion: str) -> None:
    text = said(resolved, criterion)

    assert [word for word in LISTED[criterion] if word not in text] == []


def test_documents_that_clauses_name_are_named(resolved: Resolved) -> None:
    named = {item.id: re.findall("《([^》]*)》", said(resolved, item.id)) for item in resolved.items}

    assert {key: names for key, names in named.items() if names} == {
        "1.1": ["中共北海市委员会关于贯彻党的十八届四中全会及自治区党委十届五次全会精神，全面推进北海法治建设的意见"],
        "1.4": ["党政领导干部选拔任用工作条例"],
    }


def test_each_item_can_be_walked(resolved: Resolved) -> None:
    numerals = "一二三四五六七八九十"
    for item in resolved.items:
        criterion = item.criterion
        section, number = item.id.split(".")
        assert len(criterion.title) <= 25, item.id
        assert 1 <= len(criterion.themes) <= 3, item.id
        assert 2 <= len(criterion.usual_evidence) <= 9, item.id
        assert all(kind is not None for kind, _ in criterion.usual_evidence), item.id
        assert criterion.methods, item.id
        assert criterion.clause == f"附件3 一（{numerals[int(section) - 1]}）{number}"
        ids = [r.id for r in criterion.requirements]
        assert ids == [f"{item.id}.{n}" for n in range(1, len(ids) + 1)]
        assert ids, item.id
    assert len({item.criterion.title for item in resolved.items}) == 78


def test_the_five_points_of_leadership_keep_their_places(resolved: Resolved) -> None:
    places = [r.clause for r in resolved.item["1.2"].criterion.requirements]

    assert places == [f"附件3 一（一）2（{n}）" for n in (1, 1, 2, 3, 4, 5, 5)]


def test_it_is_a_draft_and_says_so(resolved: Resolved) -> None:
    standard, document = resolved.standard, resolved.document

    assert (standard.status, document.status) == ("draft", "draft")
    assert "征求意见稿" in standard.edition
    assert "征求意见稿" in document.title
    assert (document.number, document.date, document.issuer) == (None, None, None)


def test_errata(resolved: Resolved) -> None:
    errata = {erratum.at: erratum for erratum in resolved.standard.errata}

    assert list(errata) == ["2.3", "4.4", "6.4", "7.5", "7.8", "7.12", "9.7"]
    assert errata["2.3"].read_as == "1 分"
    assert "法院执行案件" in errata["4.4"].read_as
    assert "1O0％" in errata["7.5"].printed
    assert errata["7.5"].read_as == "100%"
    assert "4．" in errata["6.4"].printed
    assert all(erratum.accepts == () for erratum in errata.values())


def test_facts_shared_with_the_national_standard(resolved: Resolved) -> None:
    other = load(OTHER, core_vocabulary()).resolved

    assert asked_facts(resolved) & asked_facts(other) == SHARED


def test_facts_that_only_inform_are_the_chosen_ones(resolved: Resolved) -> None:
    found = {r.id: r for _, r in resolved.requirement.values() if r.informed_by}

    assert {name: r.informed_by for name, r in found.items()} == INFORMED
    assert [name for name, r in found.items() if r.measure is not None] == []


def test_worked_cases_hold(resolved: Resolved) -> None:
    source, cases = read_cases(cases_path(SHEET))
    results = run_cases(source, cases, lambda _: resolved)

    assert len(results) > 100
    assert [result for result in results if result.differences] == []


def test_every_measure_has_a_case_on_both_sides(resolved: Resolved) -> None:
    _, cases = read_cases(cases_path(SHEET))
    states: dict[str, set[str]] = {}
    for case in cases.cases:
        for name, state in case.expect.requirements.items():
            states.setdefault(name, set()).add(state)

    assert {name for name in measures(resolved) if not {"met", "unmet"} <= states.get(name, set())} == set()


def test_example_answers_with_example_rules() -> None:
    resolved = load(SHEET, core_vocabulary(), rules=EXAMPLE_RULES).resolved
    assert resolved.rules is not None
    assert "示例" in (resolved.rules.note or "")
    assert {bound.fact for bound in resolved.rules.bounds} == {bound for bound, _ in BOUNDS_ELSEWHERE.values()}

    source, body = read_answers(EXAMPLE_ANSWERS)
    answers = answers_for(resolved, source, body)
    sheet = score(resolved, answers)

    assert len(answers.ratings) == 78
    assert (sheet.score_low, sheet.score_high, sheet.full) == (Decimal("90.5"), Decimal("90.5"), Decimal(99))
    assert (sheet.outcome.status, sheet.outcome.label) == ("decided", "优秀")
    assert sheet.outcome.set_by == "示例市依法治市领导小组办公室（虚构）"
    assert [name for name, rating in answers.ratings.items() if rating.not_applicable] == ["7.8"]


def test_example_takes_points_off_just_where_facts_or_ticks_say_unmet() -> None:
    resolved = load(SHEET, core_vocabulary(), rules=EXAMPLE_RULES).resolved
    source, body = read_answers(EXAMPLE_ANSWERS)
    answers = answers_for(resolved, source, body)

    unmet = {
        finding.id
        for suggestion in suggestions(resolved, answers).values()
        for finding in suggestion.requirements
        if finding.state == "unmet"
    }
    taken = {d.requirement for rating in answers.ratings.values() for d in rating.deductions}

    assert taken == unmet
    assert not any(f.contradicts for s in suggestions(resolved, answers).values() for f in s.requirements)
