"""Indicators 1 to 49 of the municipal scheme: what the document prints, kept here by hand, against the sheet."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kaoping.cases_run import read_cases
from kaoping.standard.load import cases_path, core_vocabulary, load
from kaoping.standard.model import Measure, Requirement
from kaoping.standard.resolved import Resolved

ROOT = Path(__file__).resolve().parents[2]
SHEET = ROOT / "plugins/municipal_2019/kaoping_municipal_2019/municipal_2019.toml"

#: Dimension, group, printed name (None where it is lost), indicators.
GROUPS: list[tuple[str, str | None, range]] = [
    ("政府职能依法全面履行", "行政审批制度改革全面推进", range(1, 7)),
    ("政府职能依法全面履行", "落实责任清单、负面清单制度", range(7, 10)),
    ("政府职能依法全面履行", "优化政府组织结构", range(10, 12)),
    ("政府职能依法全面履行", "加强事中事后监管", range(12, 14)),
    ("政府职能依法全面履行", "优化营商环境", range(14, 19)),
    ("政府职能依法全面履行", "创新社会治理，优化公共服务", range(19, 22)),
    ("政府职能依法全面履行", "强化节能和生态环境保护", range(22, 23)),
    ("依法行政制度体系完善", None, range(23, 26)),
    ("依法行政制度体系完善", "提高制度建设公众参与度", range(26, 29)),
    ("依法行政制度体系完善", None, range(29, 33)),
    ("依法行政制度体系完善", "备案和清理机制健全", range(33, 36)),
    ("重大行政决策科学民主合法", "依法决策机制健全", range(36, 38)),
    ("重大行政决策科学民主合法", "公众参与", range(38, 41)),
    ("重大行政决策科学民主合法", "专家论证、风险评估", range(41, 43)),
    ("重大行政决策科学民主合法", "合法性审查", range(43, 45)),
    ("重大行政决策科学民主合法", "集体讨论决定", range(45, 47)),
    ("重大行政决策科学民主合法", "强化决策规范化建设", range(47, 50)),
]

#: Every figure and every word for one: indicator, kind of fact, direction, number, per, soft.
#: "All" and "none" hold in each year of the two-year cycle: a later year does not make up for an earlier one.
BOUNDS: list[tuple[int, str, str, str, str | None, bool]] = [
    (5, "amount", "at_most", "5", None, False),
    (6, "share", "at_least", "80", None, False),
    (6, "share", "at_least", "80", None, False),
    (6, "count", "at_least", "100", None, False),
    (19, "share", "at_least", "100", None, False),
    (21, "share", "at_least", "100", None, False),
    (21, "share", "at_least", "100", None, False),
    (21, "share", "at_least", "100", None, False),
    (26, "amount", "at_least", "30", None, True),
    (27, "amount", "at_least", "7", None, True),
    (28, "share", "at_least", "100", "year", False),
    (31, "share", "at_least", "100", "year", False),
    (31, "amount", "at_least", "5", None, True),
    (31, "amount", "at_most", "15", None, False),
    (33, "count", "at_least", "1", "period", False),
    # The three rates of filing, for rules and for normative documents.
    *([(34, "share", "at_least", "100", "year", False)] * 6),
    (38, "share", "at_least", "100", "year", False),
    (39, "amount", "at_least", "30", None, True),
    (43, "share", "at_least", "100", "year", False),
    (43, "amount", "at_least", "5", None, False),
    (45, "share", "at_least", "100", "year", False),
    (45, "share", "at_least", "100", "year", False),
    (47, "share", "at_least", "100", "year", False),
]

#: Words that name several things one by one: each must be asked for.
LISTED = {
    1: ["全部", "清单", "公布", "目录化", "编码化", "动态", "法定期限", "压缩"],
    2: ["非行政许可", "行政许可规定", "备案", "登记", "行政确认", "变相", "取消", "下放", "落实", "承接"],
    3: ["中介", "收费", "清单", "办理时限", "工作流程", "申报条件", "收费标准", "公开", "人", "财", "物", "脱钩"],
    4: ["证明", "法律法规依据", "取消", "清单"],
    5: ["证照分离", "多证合一", "工作日", "工商", "税务", "社保", "一窗受理", "并行办理", "逐步", "压缩"],
    6: ["一网", "一门", "一次", "重点领域", "高频", "网上可办", "应进必进", "场地", "一窗", "最多跑一次", "基本"],
    7: ["权责清单", "公共服务", "法律依据", "实施主体", "监督方式", "责任事项", "动态", "法律法规"],
    8: ["负面清单", "行业", "领域", "业务", "平等", "进入"],
    9: ["行政事业性收费", "政府性基金", "取消", "事业单位", "行业协会商会", "乱收费", "举报", "投诉", "查处"],
    10: [
        *("部门", "内设", "下属", "设立", "撤销", "调整", "权限", "程序", "合法性审核", "限额", "编制"),
        *("核定", "种类", "总量"),
    ],
    11: ["规范化建设", "一类事项", "一件事情", "原则上"],
    12: ["双随机、一公开", "跨部门", "联合监管", "互联网+监管", "综合监管", "智慧监管"],
    13: ["信用监管", "归集", "共享", "守信", "失信", "联合激励", "联合惩戒", "一处违法"],
    14: ["非公有制经济", "不合理规定", "规章", "行政规范性文件", "其他政策措施", "公平竞争审查", "排除", "限制"],
    15: [
        *("平等保护", "规章", "行政规范性文件", "财产", "企业", "人员", "强制措施", "查封", "扣押", "冻结"),
        *("宣传", "方针", "法律法规", "规则", "慎重"),
    ],
    16: ["政务诚信", "政策承诺", "招商引资", "社会资本", "合同", "换届", "领导人员", "违约", "毁约"],
    17: ["规划", "政策", "国家利益", "公共利益", "其他法定", "权限", "程序", "企业", "投资人", "补偿"],
    18: ["自主经营", "涉企收费", "监督检查", "清单", "摊派", "评比达标", "自主", "加入", "退出", "协会商会"],
    19: ["社会组织", "公共服务", "解决的事项", "机构", "职能", "资产财务", "人员管理"],
    20: ["购买", "制度", "目录", "事务性", "原则上", "竞争", "社会资本合作"],
    21: ["公共法律服务中心", "工作站", "乡镇（街道）", "村（居）", "法律顾问", "城乡"],
    22: [
        *("节能", "双控", "环境信息公开", "环境影响评价", "污染物排放总量", "排污许可", "生态保护红线"),
        *("生态环境损害赔偿", "追责", "严重破坏", "离任审计", "总量", "强度"),
    ],
    23: ["党", "立法", "请示报告", "第一季度", "上年度", "审定", "本年度", "计划"],
    24: ["立项", "起草", "论证", "协调", "审议", "重要立法事项", "部门利益", "地方保护", "第三方评估", "司法行政部门"],
    25: ["城乡建设与管理", "生态环境保护", "历史文化保护", "规范性文件", "数量"],
    26: ["保密", "草案", "说明", "征求意见", "30日", "一般", "特定群体", "企业", "人民团体", "行业协会商会"],
    27: ["影响重大", "切身利益", "7个工作日", "一般", "特定群体", "企业", "人民团体", "行业协会商会"],
    28: ["人大代表", "政协委员", "建议", "提案", "100%", "遗漏", "迟延"],
    29: [
        *("评估论证", "公开征求意见", "合法性审核", "集体审议", "公开发布", "专业性", "技术性", "专家"),
        *("起草说明", "依据"),
    ],
    30: [
        *("行政权力事项", "法定职责", "行政许可", "处罚", "强制", "条件", "循环", "重复"),
        *("无谓", "证明", "减损", "增加", "义务", "基本权利", "市场调节", "自律", "公平竞争", "准入", "退出"),
        *("生产经营", "越权"),
    ],
    31: [
        "制定主体",
        "程序",
        "内容",
        "5个工作日",
        "15个工作日",
        "没有经过审核",
        "不合法",
        "集体审议",
        "及时",
        "国家政策",
        "规章",
    ],
    32: ["程序", "通报", "超越", "人大常委会", "上级行政机关", "责令改正", "撤销", "复议", "法院"],
    33: ["规章", "规范性文件", "后评估", "2年", "公布", "修改", "废止", "全面深化改革", "经济社会发展"],
    34: ["规章", "规范性文件", "程序", "时限", "报备率", "及时率", "规范率", "公民、法人", "审查", "建议"],
    35: ["目录", "文本", "动态", "信息化", "改革", "上位法", "上级文件", "清理", "公布", "规章"],
    36: ["目录", "标准", "公开", "调整", "主体", "事项范围", "法定程序", "法律责任", "流程"],
    37: ["人大", "常委会", "监督", "讨论决定", "出台前", "报告"],
    38: ["保密", "事项", "依据", "结果", "查阅", "关注度", "解释说明"],
    39: ["公众的意见", "反馈", "采纳", "理由", "30日", "一般", "不予公开"],
    40: [
        *("企业", "行业协会商会", "人民团体", "社会组织", "群众代表", "特定群体", "民意调查"),
        *("文化教育", "医疗卫生", "食品安全", "资源开发", "生态环境保护", "公用事业"),
    ],
    41: ["程序规则", "专业性", "技术性", "专家", "专业机构", "必要性", "可行性", "科学性"],
    42: ["经济社会发展", "切身利益", "社会稳定", "公共安全", "环境", "经济", "风险评估报告", "政策", "项目"],
    43: ["合法性审查", "未经", "不合法", "讨论", "征求意见", "5个工作日"],
    44: ["法律顾问", "公职律师", "普遍", "遴选", "聘任", "培训", "考核", "聘而不用", "作用"],
    45: ["常务会议", "全体会议", "100%", "记录", "不同意见", "如实"],
    46: ["最后", "行政首长", "集体讨论", "多数", "说明了理由"],
    47: ["全过程记录", "归档", "档案管理", "年度目录", "立卷"],
    48: ["跟踪", "执行情况", "实施效果", "预期效果", "公民、法人", "意见较多", "决策后评估"],
    49: ["终身责任追究", "责任倒查", "实施办法", "年度考核", "决策机关", "领导人员"],
}

#: Indicators that say of something that it has not happened, and of how many things at least.
EVENTS = {16: 1, 18: 1, 22: 2, 32: 3, 43: 2, 44: 1}

#: 23: two things in the first quarter of each year, the report on the year before and the plan of the new one.
QUARTER = 23

#: Only for cities with legislative power: by the printed remark (23 to 25) and by content (26 and 28); half of others.
LEGISLATIVE = {23, 24, 25, 26, 28}
HALF_LEGISLATIVE = {14, 15, 33, 34, 35}

#: Documents that clauses name.
NAMED = {22: ["党政领导干部生态环境损害责任追究办法（试行）"]}

#: Places that the text has damaged: what stands at the place, and what it is read as where a word is mended.
ERRATA: dict[str, str | None] = {
    "一.6": "创新社会治理，优化公共服务",
    "一.7": "强化节能和生态环境保护",
    "二.1": None,
    "二.2": "提高制度建设公众参与度",
    "二.3": None,
    "三.1": "依法决策机制健全",
    "14": None,
    "17": "投资人",
    "22": "生态保护红线",
    "26": None,
    "27": None,
    "28": "人大代表",
    "36": None,
    "46": None,
}

INDICATORS = range(1, 50)


@pytest.fixture(scope="module")
def resolved() -> Resolved:
    checked = load(SHEET, core_vocabulary())
    assert checked.advice == ()
    return checked.resolved


def demands(resolved: Resolved, indicator: int) -> tuple[Requirement, ...]:
    return resolved.item[str(indicator)].criterion.requirements


def said(resolved: Resolved, indicator: int) -> str:
    return "\n".join(demand.text for demand in demands(resolved, indicator))


def measures(resolved: Resolved, indicator: int) -> list[Measure]:
    return [demand.measure for demand in demands(resolved, indicator) if demand.measure is not None]


def none_of(measure: Measure) -> bool:
    return measure.is_ is False or measure.at_most == 0


def test_groups_and_their_indicators(resolved: Resolved) -> None:
    found = [
        (dimension.title, group.title, [c.id for c in group.criteria])
        for dimension in resolved.standard.dimensions[:3]
        for group in dimension.groups
    ]

    assert [indicators for *_, indicators in found] == [[str(n) for n in numbers] for *_, numbers in GROUPS]
    for (dimension, title, _), (printed_dimension, printed, _) in zip(found, GROUPS, strict=True):
        assert dimension == printed_dimension
        assert title.startswith(printed or ""), title


@pytest.mark.parametrize("indicator", INDICATORS)
def test_each_thing_that_a_clause_names_is_asked_for(resolved: Resolved, indicator: int) -> None:
    text = said(resolved, indicator)

    assert [word for word in LISTED[indicator] if word not in text] == []


def test_bounds_are_the_printed_ones_and_no_others(resolved: Resolved) -> None:
    """Noughts are left out: "none of them" is tested apart; so is "one department" of indicator 11."""
    found = []
    for indicator in INDICATORS:
        for measure in measures(resolved, indicator):
            assert (measure.more_than, measure.less_than, measure.equals, measure.trend) == (None, None, None, None)
            assert measure.bound_from is None
            for direction in ("at_least", "at_most"):
                number = getattr(measure, direction)
                if number:
                    kind = resolved.facts[measure.fact].kind
                    found.append((indicator, kind, direction, str(number), measure.per, measure.soft))

    words = [
        (10, "share", "at_least", "100", "year", False),
        (10, "share", "at_least", "100", "year", False),
        (4, "share", "at_least", "100", None, False),
        (14, "share", "at_least", "100", "year", False),
        (14, "share", "at_least", "100", "year", False),
        (26, "share", "at_least", "100", None, False),
        (11, "count", "at_most", "1", None, True),
        (11, "count", "at_most", "1", None, True),
    ]
    assert sorted(found, key=str) == sorted([*BOUNDS, *words], key=str)


@pytest.mark.parametrize("indicator", sorted({n for n, _, _, number, *_ in BOUNDS if number != "1"}))
def test_printed_figures_stand_in_the_requirement_of_their_measure(resolved: Resolved, indicator: int) -> None:
    for demand in demands(resolved, indicator):
        if demand.measure is not None:
            for number in (demand.measure.at_least, demand.measure.at_most):
                if number:
                    assert str(number) in re.findall(r"\d+", demand.text), demand.id


def test_soft_words_stand_where_the_bound_is_soft(resolved: Resolved) -> None:
    """一般 and 原则上 of the document, and nothing else, make a bound soft."""
    soft = {n: [m.soft for m in measures(resolved, n)].count(True) for n in INDICATORS}

    assert {n: count for n, count in soft.items() if count} == {11: 2, 20: 1, 26: 1, 27: 1, 31: 1, 39: 1}
    for indicator in INDICATORS:
        for demand in demands(resolved, indicator):
            says = "一般" in demand.text or "原则上" in demand.text
            assert says == (demand.measure is not None and demand.measure.soft), demand.id


def test_what_must_not_have_happened_is_measured(resolved: Resolved) -> None:
    found = {n: sum(none_of(m) for m in measures(resolved, n)) for n in INDICATORS}

    assert [n for n, count in EVENTS.items() if found[n] < count] == []
    assert found[30] == 11
    for indicator in INDICATORS:
        assert all(measure.look_back_years is None for measure in measures(resolved, indicator))


def test_two_things_are_due_in_the_first_quarter(resolved: Resolved) -> None:
    """The report is on the year before; the plan is for the year itself."""
    due = [(m.within.by, m.within.year, m.per) for m in measures(resolved, QUARTER) if m.within is not None]

    assert due == [("03-31", "same", "year"), ("03-31", "same", "year")]
    assert not [n for n in INDICATORS if n != QUARTER and any(m.within for m in measures(resolved, n))]


def test_rules_bind_only_places_with_legislative_power(resolved: Resolved) -> None:
    power = {"legislative_power": True}

    assert {n for n in INDICATORS if resolved.item[str(n)].criterion.applies_when == power} == LEGISLATIVE
    for indicator in INDICATORS:
        half = [demand for demand in demands(resolved, indicator) if demand.applies_when is not None]
        assert bool(half) == (indicator in HALF_LEGISLATIVE), indicator
        for demand in demands(resolved, indicator):
            if indicator in HALF_LEGISLATIVE:
                about_rules = "规章" in demand.text and "规范性文件" not in demand.text
                assert (demand.applies_when == power) == about_rules, demand.id


def test_the_half_on_normative_documents_mirrors_the_half_on_rules(resolved: Resolved) -> None:
    shares = [m.fact for m in measures(resolved, 34)]

    assert shares == [
        *("rules-filed", "rules-filed-in-time", "rules-filed-properly"),
        *("documents-filed", "documents-filed-in-time", "documents-filed-properly"),
    ]


def test_documents_that_clauses_name_are_named(resolved: Resolved) -> None:
    named = {n: re.findall("《([^》]*)》", said(resolved, n)) for n in INDICATORS}

    assert {n: names for n, names in named.items() if names} == NAMED


@pytest.mark.parametrize("place", ERRATA)
def test_damaged_places_have_an_erratum(resolved: Resolved, place: str) -> None:
    read = [erratum.read_as for erratum in resolved.standard.errata if erratum.at == place]

    assert read, place
    assert any((ERRATA[place] or "") in text for text in read), read


def test_measures_on_facts_that_other_documents_ask_too(resolved: Resolved) -> None:
    """Lines of what the documents have in common, and how the sheet rests on each."""
    measured = {
        *("licensing-list-public", "licensing-intermediary-list", "powers-list-public", "negative-list-kept"),
        *("charges-outside-list", "services-one-window", "random-inspection", "credit-regulation"),
        *("service-purchase-competition", "villages-with-legal-adviser", "grave-ecological-damage"),
        *("documents-fair-competition-reviewed", "documents-filed", "documents-filed-properly"),
        *("documents-legally-reviewed", "documents-unlawful-powers", "document-cleanup-published"),
        *("decisions-legally-reviewed", "decisions-discussed-collectively", "decision-majority-reason"),
        *("decision-livelihood-surveys", "decision-expert-argument", "decision-risk-assessed"),
        *("decision-lifelong-accountability", "government-legal-advisers", "decision-opinions-answered"),
    }
    shown = {
        *("document-cleanup-done", "decisions-consulted-publicly", "decision-evaluation-system"),
        *("charges-list-public", "document-public-consultation", "document-collective-discussion"),
    }

    facts = {m.fact for n in INDICATORS for m in measures(resolved, n)}
    informed = {fact for n in INDICATORS for demand in demands(resolved, n) for fact in demand.informed_by}
    assert measured - facts == set()
    assert shown - informed == set()
    assert informed & facts <= {"document-cleanup-published"}


def test_every_measure_has_a_case_on_each_side(resolved: Resolved) -> None:
    _, cases = read_cases(cases_path(SHEET))
    states: dict[str, set[str]] = {}
    for case in cases.cases:
        for name, state in case.expect.requirements.items():
            states.setdefault(name, set()).add(state)

    measured = [d.id for n in INDICATORS for d in demands(resolved, n) if d.measure is not None]
    assert [name for name in measured if not {"met", "unmet"} <= states.get(name, set())] == []


@pytest.mark.parametrize("indicator", sorted(HALF_LEGISLATIVE))
def test_halves_have_cases_with_and_without_legislative_power(resolved: Resolved, indicator: int) -> None:
    _, cases = read_cases(cases_path(SHEET))
    half = {demand.id for demand in demands(resolved, indicator) if demand.applies_when is not None}
    away = {n for case in cases.cases for n, state in case.expect.requirements.items() if state == "not-applicable"}

    assert half - away == set()
