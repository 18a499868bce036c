"""Items 45 to 76 of the Zhashui standard: what the document prints, kept here by hand, against the sheet."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kaoping.answers import Answers
from kaoping.answers_read import answers_for, read_answers
from kaoping.cases_run import read_cases
from kaoping.scoring.score import suggestions
from kaoping.standard.load import cases_path, core_vocabulary, load
from kaoping.standard.model import Measure
from kaoping.standard.resolved import Resolved

ROOT = Path(__file__).resolve().parents[2]

SHEET = ROOT / "plugins/zhashui/kaoping_zhashui/zhashui.toml"

EXAMPLE_ANSWERS = ROOT / "examples/answers/zhashui.toml"

MINE = [str(number) for number in range(45, 77)]

#: Dimension, its printed name, the groups' numbers with their printed names and items (from item 45 on).
GROUPS = [
    ("五", "强化对行政权力的制约监督", 17, "加强行政监督、审计监督", range(45, 47)),
    ("五", "强化对行政权力的制约监督", 18, "全面推进信息公开", range(47, 50)),
    ("五", "强化对行政权力的制约监督", 19, "完善纠错问责机制", range(50, 52)),
    ("六", "依法预防和化解社会矛盾", 20, "健全依法预防和化解纠纷机制", range(52, 55)),
    ("六", "依法预防和化解社会矛盾", 21, "加强行政调解和行政裁决工作", range(55, 57)),
    ("六", "依法预防和化解社会矛盾", 22, "加强人民调解工作", range(57, 58)),
    ("六", "依法预防和化解社会矛盾", 23, "改革信访工作制度", range(58, 59)),
    ("七", "重大突发事件依法预防处置", 24, "改善突发事件应对机制制度", range(59, 60)),
    ("八", "全面提高政府工作人员法治思维和依法行政能力", 25, "落实部门工作人员法治教育培训", range(60, 63)),
    (
        "八",
        "全面提高政府工作人员法治思维和依法行政能力",
        26,
        "完善和落实政府工作人员法治能力考察测试制度",
        range(63, 65),
    ),
    ("九", "强组织领导，保障任务落实", 27, "落实第一责任人责任", range(65, 69)),
    ("九", "强组织领导，保障任务落实", 28, "强化考核评价和督促检查", range(69, 71)),
    ("九", "强组织领导，保障任务落实", 29, "加强经费保障", range(71, 72)),
    ("九", "强组织领导，保障任务落实", 30, "加强法制机构和队伍建设", range(72, 73)),
    ("九", "强组织领导，保障任务落实", 31, "加强理论研究、典型示范和宣传引导", range(73, 77)),
]

#: Figures, words for one and for all: item, kind of fact, direction, number, per.
BOUNDS = [
    (46, "share", "at_least", "100", None),
    (57, "share", "at_least", "100", None),
    (61, "count", "at_least", "3", "year"),
    (62, "count", "at_least", "1", "year"),
    (65, "count", "at_least", "2", "year"),
    (70, "count", "at_least", "1", "year"),
]

#: Words that name several things one by one: each must be asked for.
LISTED = {
    "45": ["内部层级监督", "上级", "下级", "法制机构", "常态化", "长效化"],
    "46": ["公共资金", "国有资产", "国有资源", "经济责任", "及时", "纠正"],
    "47": [
        *("常态", "例外", "领域", "范围", "及时", "准确", "全面", "具体", "公信力", "政府文件", "财政预算"),
        *("公共资源配置", "重大建设项目", "批准", "实施", "公益事业", "败诉", "追究", "责任"),
    ],
    "48": ["决策", "执行", "管理", "服务", "结果", "办公场所", "依据", "条件", "流程", "机构", "人员", "收费标准"],
    "49": [
        *("数据服务平台", "便民服务平台", "信息化", "集中化", "发言人", "突发事件", "微博", "微信", "热点", "敏感"),
        *("引导", "关切", "公民代表", "大学生", "见习", "互动", "社会效益"),
    ],
    "50": ["规范化", "制度化", "针对性", "时效性", "力度", "不作为", "乱作为", "懒政", "庸政", "怠政", "失职", "渎职"],
    "51": ["党风廉政建设", "责任制", "有错必纠", "有责必问", "四风", "顶风违纪", "主体责任", "监督责任", "领导责任"],
    "52": ["预警", "及时", "线索"],
    "53": ["利益表达", "协商沟通", "诉求"],
    "54": ["救济", "救助", "法律援助"],
    "55": ["制度", "机制", "范围", "程序", "基层", "初发", "阶段", "行政系统", "内部"],
    "56": [
        "首问负责",
        "法律",
        "法规",
        "政策",
        "同级",
        "平台",
        "登记",
        "责任单位",
        "责任人",
        "几个部门",
        "指定",
        "牵头",
    ],
    "57": ["网络", "行业性", "专业性", "村", "居", "消费者权益", "劳资", "医患", "物业"],
    "58": ["阳光信访", "网上", "受理", "办理", "全过程", "就地", "逐级走访", "初信", "初访", "接访", "下访"],
    "59": ["法治思维", "法治方式", "依法", "规范", "适度", "法律", "比例", "个人信息", "收集", "使用", "隐私"],
    "60": ["习近平法治思想", "宪法", "法律", "学法计划", "学习", "贯彻"],
    "61": ["年度学法计划", "集体学法", "3", "工作人员", "领导干部", "法治思维", "依法行政能力"],
    "62": ["公务员", "培训制度", "专题", "1"],
    "63": ["考察测试", "年度考核", "依法办事能力"],
    "64": ["晋升", "考核", "法治素养", "依法办事能力", "任职"],
    "65": ["主要负责人", "第一责任人", "全局", "2", "汇报", "重要问题", "会议", "研究解决"],
    "66": ["重大违法行政案件", "严重后果", "主要负责人", "追究"],
    "67": ["要点", "重点", "每年", "部署"],
    "68": ["第一季度", "同级党委", "上级政府有关部门", "上一年度", "本年度", "报刊", "网站", "公开"],
    "69": ["目标责任", "考核指标体系", "法制机构", "重点任务", "依法治理", "年度", "引领", "推动"],
    "70": ["督促检查", "每年", "1", "全面检查", "专项检查", "约谈", "通报批评", "责令整改", "及时"],
    "71": ["年度", "预算", "保障"],
    "72": ["保障", "人员", "规格", "编制"],
    "73": ["习近平法治思想", "中国特色社会主义法治理论", "研究"],
    "74": ["示范创建", "及时", "总结", "交流", "推广", "典型", "示范作用"],
    "75": ["法治宣传", "依法行政", "法治政府", "舆论引导", "氛围"],
    "76": ["法治文化"],
}

#: Demands without a number, and the facts that are shown beside them.
INFORMED = {
    "47": {"openness-system", "disclosure-answered", "disclosure-cases-lost"},
    "49": {"media-reports-answered"},
    "50": {"vile-maladministration"},
    "54": {"legal-aid-granted"},
    "59": {"emergency-mechanism"},
    "63": {"staff-law-exams"},
    "66": {"grave-illegal-case"},
    "76": {"legal-culture-places"},
}

#: Demands that other documents make too: the shared fact is the same.
SHARED = {
    "45": {"level-supervision"},
    "46": {"audit-coverage"},
    "49": {"spokesperson-system"},
    "55": {"administrative-mediation"},
    "56": {"first-asked-duty"},
    "57": {"villages-with-mediation"},
    "61": {"law-study-yearly-plan", "collective-law-study-sessions"},
    "62": {"law-training-classes"},
    "64": {"law-literacy-in-promotion"},
    "65": {"first-responsible-duty", "leader-heard-reports"},
    "67": {"law-government-yearly-plan", "law-government-yearly-tasks"},
    "68": {"law-government-report-on", "law-government-report-published"},
    "69": {"law-in-performance-review"},
    "70": {"law-work-inspections"},
    "71": {"law-government-funds-in-budget"},
}


@pytest.fixture(scope="module")
def resolved() -> Resolved:
    checked = load(SHEET, core_vocabulary())
    assert checked.advice == ()
    return checked.resolved


def said(resolved: Resolved, criterion: str) -> str:
    return "\n".join(r.text for r in resolved.item[criterion].criterion.requirements)


def measures(resolved: Resolved, criterion: str) -> list[Measure]:
    return [r.measure for r in resolved.item[criterion].criterion.requirements if r.measure is not None]


def reviewed(resolved: Resolved, facts: list[dict[str, Any]]) -> Answers:
    """Answers for the two years under review with nothing but facts."""
    source, file = read_answers(EXAMPLE_ANSWERS)
    body = type(file).model_validate(
        {
            "schema": 1,
            "standard": resolved.id,
            "unit": {"name": "示例局", "kind": "department"},
            "period": {"from": date(2022, 1, 1), "to": date(2023, 12, 31)},
            "as_of": date(2023, 12, 3),
            "facts": facts,
        }
    )
    return answers_for(resolved, source, body)


def suggested(resolved: Resolved, facts: list[dict[str, Any]]) -> dict[str, str]:
    """What each requirement follows to from the facts."""
    found = suggestions(resolved, reviewed(resolved, facts))
    return {one.id: one.state for suggestion in found.values() for one in suggestion.requirements}


@pytest.mark.parametrize(("dimension", "name", "number", "title", "items"), GROUPS)
def test_dimensions_and_groups_bear_their_printed_names(
    resolved: Resolved, dimension: str, name: str, number: int, title: str, items: range
) -> None:
    for item in items:
        above = resolved.item[str(item)].path
        assert (above[0].id, above[0].title.removeprefix("加")) == (dimension, name)
        assert above[1].id.endswith(str(number))
        assert above[1].title == title


@pytest.mark.parametrize("criterion", LISTED)
def test_each_thing_a_clause_names_is_asked_for(resolved: Resolved, criterion: str) -> None:
    text = said(resolved, criterion)

    assert [word for word in LISTED[criterion] if word not in text] == []


def test_bounds_are_the_printed_ones_and_no_others(resolved: Resolved) -> None:
    found = [
        (int(item), resolved.facts[m.fact].kind, "at_least", str(m.at_least), m.per)
        for item in MINE
        for m in measures(resolved, item)
        if m.at_least is not None
    ]
    others = [
        (item, m.fact)
        for item in MINE
        for m in measures(resolved, item)
        if m.at_most is not None
        or m.more_than is not None
        or m.less_than is not None
        or m.equals is not None
        or m.trend is not None
        or m.bound_from is not None
        or m.look_back_years is not None
        or m.soft
    ]

    assert sorted(found) == BOUNDS
    assert others == []


def test_only_the_yearly_report_has_a_deadline(resolved: Resolved) -> None:
    found = [(item, m) for item in MINE for m in measures(resolved, item) if m.within is not None]

    assert found
    for item, m in found:
        assert m.within is not None
        assert (item, m.within.by, m.within.year, m.per) == ("68", "03-31", "same", "year")


def test_yearly_demands_hold_in_each_year(resolved: Resolved) -> None:
    yearly = {item for item in MINE for m in measures(resolved, item) if m.per == "year"}

    assert yearly == {"61", "62", "65", "67", "68", "69", "70", "71"}


def test_facts_of_the_demands(resolved: Resolved) -> None:
    measured = {item: {m.fact for m in measures(resolved, item)} for item in MINE if measures(resolved, item)}
    informed = {
        item: {fact for r in resolved.item[item].criterion.requirements for fact in r.informed_by} for item in MINE
    }

    assert measured == SHARED
    assert {item: facts for item, facts in informed.items() if facts} == INFORMED
    assert resolved.facts["grave-illegal-case"].counts_as == ("grave-illegal-administration",)


def test_a_case_of_illegal_administration_is_no_failure_in_itself(resolved: Resolved) -> None:
    (only,) = resolved.item["66"].criterion.requirements

    assert only.measure is None
    assert "没有发生" in (resolved.item["66"].criterion.note or "")


def test_every_measure_has_a_worked_case_on_each_side(resolved: Resolved) -> None:
    _, file = read_cases(cases_path(SHEET))
    states: dict[str, set[str]] = {}
    for case in file.cases:
        for name, state in case.expect.requirements.items():
            states.setdefault(name, set()).add(state)

    for item in MINE:
        for one in resolved.item[item].criterion.requirements:
            if one.measure is None:
                continue
            assert states[one.id] >= {"met", "unmet"}, one.id
            if one.measure.per == "year":
                assert states[one.id] == {"met", "unmet", "unknown"}, one.id


@pytest.mark.parametrize(
    ("first", "second", "state"),
    [
        (date(2022, 3, 31), date(2023, 3, 31), True),
        (date(2022, 4, 1), date(2023, 3, 31), False),
        (date(2022, 3, 31), date(2023, 4, 1), False),
    ],
)
def test_the_reports_due_in_the_two_years_under_review(
    resolved: Resolved, first: date, second: date, state: bool
) -> None:
    found = suggested(
        resolved,
        [
            {"id": "law-government-report-on", "period": "2022", "value": first},
            {"id": "law-government-report-on", "period": "2023", "value": second},
        ],
    )

    assert found["68.1"] == ("met" if state else "unmet")


@pytest.mark.parametrize(
    ("fact", "name", "bound"),
    [
        ("collective-law-study-sessions", "61.2", 3),
        ("law-training-classes", "62.2", 1),
        ("leader-heard-reports", "65.3", 2),
        ("law-work-inspections", "70.2", 1),
    ],
)
def test_counts_must_hold_in_both_years(resolved: Resolved, fact: str, name: str, bound: int) -> None:
    def state(first: int, second: int) -> str:
        facts = [{"id": fact, "period": "2022", "value": first}, {"id": fact, "period": "2023", "value": second}]
        return suggested(resolved, facts)[name]

    assert state(bound, bound) == "met"
    assert state(bound - 1, bound + 5) == "unmet"
    assert state(bound + 5, bound - 1) == "unmet"
    assert suggested(resolved, [{"id": fact, "period": "2023", "value": bound}])[name] == "unknown"
