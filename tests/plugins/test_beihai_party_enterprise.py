"""What the sheets for Party bodies and for enterprises print, kept here by hand, against the sheets as they load."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from kaoping.cases_run import read_cases, run_cases
from kaoping.standard.load import cases_path, core_vocabulary, load
from kaoping.standard.model import Measure, Per
from kaoping.standard.resolved import Resolved

FOLDER = Path(__file__).resolve().parents[2] / "plugins/beihai/kaoping_beihai"
SHEETS = ("party", "enterprise")

#: Names of the sections and the printed points of their items; the Party sheet has no sections.
ITEMS: dict[str, list[tuple[str | None, list[int]]]] = {
    "party": [(None, [6, 8, 5, 6, 8, 5, 4, 6, 8, 8, 6, 4, 4, 8, 6, 8])],
    "enterprise": [
        ("组织领导", [8, 10, 7]),
        ("主要措施", [5, 3, 6, 5, 4, 3, 5, 5, 2, 4, 3, 5]),
        ("工作成效", [8, 8, 9]),
    ],
}

#: Every lower bound: once a year, seven places and five insurances by name.
LOWER: dict[str, dict[str, tuple[int, Per | None, str]]] = {
    "party": {"9.4": (1, "year", "1次"), "14.2": (7, None, "7类")},
    "enterprise": {"2.3.3": (1, "year", "1次"), "2.7.2": (5, None, "5种")},
}

#: What must not have happened.
EVENTS = {
    "party": {
        "7.2": "irregular-appointment-dispute",
        "13.6": "abnormal-petition-away-mistake",
        "16.2": "party-discipline-case",
        "16.3": "party-duty-crime-case",
    },
    "enterprise": {
        "2.10.5": "abnormal-petition-mistake",
        "2.11.4": "making-or-selling-fakes",
        "3.2.3": "unit-grave-offence",
        "3.2.4": "quality-liability-accident",
        "3.2.5": "production-liability-accident",
        "3.2.6": "other-liability-accident",
    },
}

#: Words that a clause names one by one: each must be asked for.
LISTED = {
    "party": {
        "1": ["领导小组", "办事机构", "主要领导", "组长", "专兼职", "办公设施"],
        "2": ["综合目标考核", "层层", "责任书", "活动方案", "严格考核", "奖惩", "兑现"],
        "3": ["经费", "有效保障"],
        "4": ["年度计划", "年终总结", "专项活动的措施", "专项活动的总结"],
        "5": ["职能优势", "支持", "指导", "协助", "全市"],
        "6": ["议事规则", "依法决策制度", "程序", "咨询", "论证", "讨论"],
        "7": ["程序", "讨论决定", "任免", "违规任用", "争议", "档案"],
        "8": ["带头学法", "带头用法", "法律知识", "依法决策", "依法管理"],
        "9": ["培训", "高层次", "讲学", "依法执政", "能力", "水平", "考试", "每年"],
        "10": ["规章制度", "内部管理", "依法履行职能"],
        "11": ["主要事务", "公开", "职工", "有关人员", "知情权"],
        "12": ["合法权益", "职工", "群众", "热点", "难点"],
        "13": ["综合治理", "平安建设", "矛盾纠纷", "及时", "信访", "维稳", "督办", "工作失误", "到省、进京"],
        "14": ["学法律、讲权利、讲义务、讲责任", "形式多样", "积极"],
        "15": ["法制意识", "法律知识", "能力", "自觉性"],
        "16": ["工作秩序", "违纪", "渎职", "贪污", "受贿"],
    },
    "enterprise": {
        "1.1": ["领导小组", "办事机构", "主要领导", "组长", "专兼职", "办公设施"],
        "1.2": ["综合目标考核", "层层", "责任书", "工作方案", "严格考核", "奖惩", "兑现"],
        "1.3": ["经费", "有效保障"],
        "2.1": ["年度工作计划", "年终总结", "专项活动的措施", "专项活动的总结"],
        "2.2": ["带头学法", "带头用法", "法律知识", "依法决策", "依法经营", "依法管理"],
        "2.3": ["培训", "法律专业人才", "法制讲座", "考试", "每年"],
        "2.4": ["规章制度", "内部管理", "法律顾问", "依法履行职能", "生产经营"],
        "2.5": ["工会", "团组织", "女工小组", "独立", "经费", "平等协商", "集体合同", "职工代表大会", "民主管理"],
        "2.6": ["合法权益", "热点", "难点", "最低工资"],
        "2.7": ["劳动合同", "养老", "医疗", "工伤", "生育", "失业"],
        "2.8": ["企务", "校务", "主要事务", "知情权"],
        "2.9": ["教育培训", "文化", "卫生", "娱乐", "文化科技素质", "生活水平"],
        "2.10": ["综合治理", "平安创建", "矛盾纠纷", "及时", "信访", "维稳", "工作失误", "非正常上访"],
        "2.11": ["质量管理", "产品质量", "服务质量", "制假", "贩假", "投诉", "消费者"],
        "2.12": ["学法律、讲权利、讲义务、讲责任", "贴近职工生活", "形式多样", "积极"],
        "3.1": ["法制意识", "法律知识", "能力", "自觉性"],
        "3.2": ["治安秩序", "生产、工作秩序", "违法犯罪", "质量", "安全", "其他"],
        "3.3": ["社会效益", "经济效益", "生活水平", "经营风险", "物质文明", "政治文明", "精神文明"],
    },
}

#: The seven places and the five insurances, printed by name: one requirement names them all and counts them.
COUNTED = {
    "party": ("14", ["乡村", "社区", "学校", "企业", "家庭", "军营", "高墙"]),
    "enterprise": ("2.7", ["养老", "医疗", "工伤", "生育", "失业"]),
}

#: Words of the sister sheets that these clauses do not print: nothing may slip over.
NOT_PRINTED = {
    ("party", "6"): ["合法性", "科学性", "集体"],
    ("party", "7"): ["条例", "改革", "奖惩"],
    ("party", "13"): ["违法执法", "越级"],
    ("party", "14"): ["机关", "单位", "宪法"],
    ("enterprise", "2.10"): ["违法执法", "督办", "省", "京", "越级"],
    ("enterprise", "2.3"): ["高层次", "依法执政"],
    ("enterprise", "2.12"): ["乡村", "社区", "军营", "宪法"],
    ("enterprise", "3.1"): ["群众"],
}

#: What the sheets ask in common with each other and with those for courts and departments: the same facts.
COMMON = {
    "creation-leading-group",
    "law-in-performance-review",
    "creation-scheme",
    "creation-funds-secured",
    "creation-yearly-plan",
    "creation-yearly-summary",
    "staff-law-exams",
}

#: Requirements without a printed bound, and the facts that help to judge them.
INFORMED = {
    "party": {"8.1": ("party-study-sessions",), "9.1": ("law-training-classes",), "14.3": ("unit-law-activities",)},
    "enterprise": {"2.3.1": ("law-training-classes",), "2.12.3": ("unit-law-activities",)},
}

#: Kinds of evidence that a method calls for, one of them.
CALLED_FOR = {
    "interview": {"interview"},
    "site": {"visit"},
    "data": {"data"},
    "web": {"web"},
    "survey": {"interview"},
}


@pytest.fixture(scope="module")
def sheets() -> dict[str, Resolved]:
    vocabulary = core_vocabulary()
    checked = {sheet: load(FOLDER / f"{sheet}.toml", vocabulary) for sheet in SHEETS}
    assert [one.advice for one in checked.values()] == [(), ()]
    return {sheet: one.resolved for sheet, one in checked.items()}


def measures(resolved: Resolved) -> dict[str, Measure]:
    return {name: r.measure for name, (_, r) in resolved.requirement.items() if r.measure is not None}


@pytest.mark.parametrize("sheet", SHEETS)
def test_sections_items_and_points(sheets: dict[str, Resolved], sheet: str) -> None:
    found: dict[str | None, list[int]] = {}
    for item in sheets[sheet].items:
        found.setdefault(item.path[0].title if item.path else None, []).append(int(item.full))

    assert list(found.items()) == ITEMS[sheet]


@pytest.mark.parametrize("sheet", SHEETS)
def test_requirements_follow_their_item_and_its_place(sheets: dict[str, Resolved], sheet: str) -> None:
    for item in sheets[sheet].items:
        ids = [r.id for r in item.criterion.requirements]
        assert ids == [f"{item.id}.{n}" for n in range(1, len(ids) + 1)]
        section, _, number = item.id.rpartition(".")
        numeral = "一二三"[int(section) - 1] if section else ""
        assert item.criterion.clause == (f"附件3 五（{numeral}）{number}" if section else f"附件3 四、{number}")


@pytest.mark.parametrize("sheet", SHEETS)
def test_lower_bounds_and_no_other_figure(sheets: dict[str, Resolved], sheet: str) -> None:
    bounds = {name: m for name, m in measures(sheets[sheet]).items() if m.at_least is not None}
    shown = {name for name, (_, r) in sheets[sheet].requirement.items() if re.search(r"\d", r.text)}

    assert {n: (int(m.at_least or 0), m.per) for n, m in bounds.items()} == {n: b[:2] for n, b in LOWER[sheet].items()}
    assert shown == set(bounds)
    for name, (_, _, figure) in LOWER[sheet].items():
        assert figure in sheets[sheet].requirement[name][1].text


@pytest.mark.parametrize("sheet", SHEETS)
def test_what_must_not_have_happened(sheets: dict[str, Resolved], sheet: str) -> None:
    facts = sheets[sheet].facts
    found = {name: m for name, m in measures(sheets[sheet]).items() if facts[m.fact].kind == "event"}

    assert {name: m.fact for name, m in found.items()} == EVENTS[sheet]
    assert {m.is_ for m in found.values()} == {False}
    assert sheets[sheet].vetoes == ()


@pytest.mark.parametrize(("sheet", "item"), [(sheet, item) for sheet, items in LISTED.items() for item in items])
def test_lists_in_words_are_complete(sheets: dict[str, Resolved], sheet: str, item: str) -> None:
    text = "\n".join(r.text for r in sheets[sheet].item[item].criterion.requirements)

    assert [word for word in LISTED[sheet][item] if word not in text] == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_item_is_in_the_reading(sheets: dict[str, Resolved], sheet: str) -> None:
    assert [item.id for item in sheets[sheet].items] == list(LISTED[sheet])


@pytest.mark.parametrize("sheet", SHEETS)
def test_things_printed_by_name_are_counted_in_one_requirement(sheets: dict[str, Resolved], sheet: str) -> None:
    item, names = COUNTED[sheet]
    texts = {r.id: r.text for r in sheets[sheet].item[item].criterion.requirements}
    holding = [name for name, text in texts.items() if all(word in text for word in names)]

    assert len(holding) == 1
    assert measures(sheets[sheet])[holding[0]].at_least == len(names)


@pytest.mark.parametrize(("sheet", "item"), NOT_PRINTED)
def test_words_of_the_sister_sheets_do_not_slip_over(sheets: dict[str, Resolved], sheet: str, item: str) -> None:
    text = "\n".join(r.text for r in sheets[sheet].item[item].criterion.requirements)

    # 本单位 and 到省 are names of who and where, so only whole words of the list count.
    assert [word for word in NOT_PRINTED[sheet, item] if word in text.replace("本单位", "")] == []


def test_each_sheet_counts_its_own_kind_of_petition(sheets: dict[str, Resolved]) -> None:
    department = load(FOLDER / "administrative.toml", core_vocabulary()).resolved
    asked = [
        {m.fact for m in measures(sheet).values() if m.fact.startswith("abnormal-petition")}
        for sheet in (sheets["party"], sheets["enterprise"], department)
    ]

    assert asked == [{"abnormal-petition-away-mistake"}, {"abnormal-petition-mistake"}, {"abnormal-petition-away"}]


@pytest.mark.parametrize("sheet", SHEETS)
def test_what_the_document_does_not_print_is_not_there(sheets: dict[str, Resolved], sheet: str) -> None:
    standard = sheets[sheet].standard

    assert (standard.outcomes, standard.vetoes, standard.adjustments, standard.parts, standard.levels) == (
        (),
        (),
        (),
        (),
        (),
    )
    assert standard.scoring.not_applicable_set_by == "jurisdiction"
    assert [r.id for _, r in sheets[sheet].requirement.values() if r.points or r.deduct or r.applies_when] == []
    assert {m.trend for m in measures(sheets[sheet]).values()} == {None}
    assert {(m.soft, m.bound_from, m.look_back_years) for m in measures(sheets[sheet]).values()} == {
        (False, None, None)
    }
    assert "《" not in "".join(r.text for _, r in sheets[sheet].requirement.values())


@pytest.mark.parametrize("sheet", SHEETS)
def test_each_item_can_be_walked(sheets: dict[str, Resolved], sheet: str) -> None:
    for item in sheets[sheet].items:
        kinds = {kind for kind, _ in item.criterion.usual_evidence}
        assert len(item.criterion.title) <= 25, item.id
        assert 1 <= len(item.criterion.themes) <= 3, item.id
        assert 2 <= len(item.criterion.usual_evidence) <= 6, item.id
        assert None not in kinds, item.id
        assert [m for m in item.criterion.methods if m in CALLED_FOR and not CALLED_FOR[m] & kinds] == [], item.id


def test_common_facts_are_the_same_ones(sheets: dict[str, Resolved]) -> None:
    asked = [{m.fact for m in measures(sheets[sheet]).values()} for sheet in SHEETS]

    assert asked[0] & asked[1] == COMMON | {"creation-responsibility-letters"}
    for other in ("administrative", "judicial"):
        found = {m.fact for m in measures(load(FOLDER / f"{other}.toml", core_vocabulary()).resolved).values()}
        wanted = COMMON if other == "administrative" else COMMON - {"staff-law-exams"}
        assert wanted <= found, other


@pytest.mark.parametrize("sheet", SHEETS)
def test_facts_that_only_inform(sheets: dict[str, Resolved], sheet: str) -> None:
    found = {r.id: r.informed_by for _, r in sheets[sheet].requirement.values() if r.informed_by}

    assert found == INFORMED[sheet]
    assert not set(found) & set(measures(sheets[sheet]))


@pytest.mark.parametrize("sheet", SHEETS)
def test_each_fact_is_asked_once(sheets: dict[str, Resolved], sheet: str) -> None:
    asked = [m.fact for m in measures(sheets[sheet]).values()]

    assert len(asked) == len(set(asked))


def test_the_exam_is_one_fact_for_both_sheets_and_the_departments(sheets: dict[str, Resolved]) -> None:
    department = load(FOLDER / "administrative.toml", core_vocabulary()).resolved

    asked = [measures(sheets["party"])["9.4"], measures(sheets["enterprise"])["2.3.3"], measures(department)["3.2.4"]]

    assert {(m.fact, m.at_least, m.per) for m in asked} == {("staff-law-exams", Decimal(1), "year")}


def test_petitions_of_the_narrower_kind_count_as_the_broader() -> None:
    away = core_vocabulary().facts["abnormal-petition-away-mistake"]

    assert set(away.counts_as) == {"abnormal-petition-away", "abnormal-petition-mistake"}


@pytest.mark.parametrize("sheet", SHEETS)
def test_worked_cases_hold_on_both_sides_of_every_measure(sheets: dict[str, Resolved], sheet: str) -> None:
    source, file = read_cases(cases_path(FOLDER / f"{sheet}.toml"))
    states: dict[str, set[str]] = {}
    for case in file.cases:
        for name, state in case.expect.requirements.items():
            states.setdefault(name, set()).add(state)

    assert [r.name for r in run_cases(source, file, lambda _: sheets[sheet]) if r.differences] == []
    assert {name for name in measures(sheets[sheet]) if not {"met", "unmet", "unknown"} <= states[name]} == set()


def test_errata_of_the_party_sheet(sheets: dict[str, Resolved]) -> None:
    assert [(e.at, e.read_as) for e in sheets["party"].standard.errata] == [("13", "到自治区首府、进京的非正常上访")]
    assert sheets["enterprise"].standard.errata == ()
