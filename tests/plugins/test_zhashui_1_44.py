"""Items 1 to 44 of the Zhashui standard: what a second reader took from the document alone, against the sheet."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from kaoping.cases_run import read_cases, run_cases
from kaoping.standard.load import cases_path, core_vocabulary, load
from kaoping.standard.model import Measure, Requirement
from kaoping.standard.resolved import Resolved

ROOT = Path(__file__).resolve().parents[2]
SHEET = ROOT / "plugins/zhashui/kaoping_zhashui/zhashui.toml"
ITEMS = range(1, 45)

#: Dimension, group, printed name (None where the text has lost it), items.
GROUPS: list[tuple[str, str | None, range]] = [
    ("依法全面履行职能", "加大简政放权力度", range(1, 4)),
    ("依法全面履行职能", None, range(4, 7)),
    ("依法全面履行职能", "加强事中事后监管", range(7, 9)),
    ("依法全面履行职能", "优化公共服务", range(9, 12)),
    (
        "完善依法行政制度体系",
        "完善规范性文件制定程序，严格依照法定权限、法定程序、法定职责制定规范性文件，提高公众参与度",
        range(12, 17),
    ),
    ("完善依法行政制度体系", "加大规范性文件审查力度，建立规范性文件清理机制", range(17, 19)),
    ("推进科学民主依法决策", "完善重大行政决策程序，严格责任追究", range(19, 25)),
    ("推进科学民主依法决策", "全面推行政府法律顾问制度", range(25, 27)),
    ("规范行政执法", "行政执法权责统一、权威高效", range(27, 30)),
    ("规范行政执法", "全面推行行政执法公示制度", range(30, 33)),
    ("规范行政执法", "全面推行行政执法全过程记录制度", range(33, 34)),
    ("规范行政执法", "全面推行重大执法决定法制审核制度", range(34, 35)),
    ("规范行政执法", "全面落实行政执法责任制", range(35, 37)),
    ("规范行政执法", "健全行政执法人员管理制度", range(37, 39)),
    ("规范行政执法", "加强行政执法保障", range(39, 41)),
    ("强化对行政权力的制约监督", "自觉接受党内监督、人大监督、司法监督、社会监督、舆论监督", range(41, 45)),
]

#: Figures, and words for all or none: item, kind of fact, direction, number, soft.
BOUNDS: list[tuple[int, str, str, str, bool]] = [
    (6, "count", "at_most", "0", False),
    (15, "count", "at_most", "0", False),
    (15, "count", "at_most", "0", False),
    (15, "count", "at_most", "0", False),
    (16, "share", "at_least", "100", False),
    (16, "count", "at_most", "0", False),
    (16, "share", "at_least", "100", False),
    (17, "share", "at_least", "100", False),
    (17, "share", "at_least", "100", False),
    (17, "share", "at_least", "100", False),
    (21, "share", "at_least", "100", False),
    (21, "count", "at_most", "0", False),
    (23, "share", "at_least", "100", False),
    (29, "share", "at_least", "100", False),
    (29, "count", "at_most", "0", False),
    (31, "count", "at_least", "2", False),
    (34, "share", "at_least", "100", False),
    (34, "count", "at_most", "0", False),
    (34, "share", "at_least", "5", True),
    (37, "share", "at_least", "100", False),
    (37, "share", "at_least", "100", False),
    (37, "count", "at_most", "0", False),
]

#: Of acts in the two years under review all or none are meant, so that each year must hold: how many measures an item has.
ACTS: dict[int, int] = {15: 3, 16: 3, 17: 3, 21: 2, 23: 2, 29: 2, 31: 1, 32: 1, 34: 2}

#: The time limit that the clause leaves to rules elsewhere.
BOUND_ELSEWHERE = 32

#: Things that are forbidden as events.
EVENTS = {40: 1}

#: Words that name several things one by one: each must be asked for.
LISTED = {
    1: [
        *("许可", "总目录", "公布", "目录化", "编码化", "规范", "全过程", "监督", "程序化", "信息化", "公开化"),
        *("投资项目", "在线审批监管平台", "线上", "向社会公开", "证照", "企业", "公民", "年审", "年检", "取消"),
    ],
    2: ["受理单", "办理时限承诺", "服务指南", "审查", "工作细则", "互联网+政务服务", "实体", "大厅", "网上"],
    3: ["标准", "规范", "清理", "保留", "清单", "公布", "公平竞争"],
    4: ["权力清单", "责任清单", "制定", "公布", "动态"],
    5: ["全国统一", "负面清单", "市场准入", "没有自行制定"],
    6: ["目录清单", "公开", "减轻", "企业", "公民", "行政事业性收费", "政府性基金", "全部取消", "清单以外"],
    7: ["双随机、一公开", "属地", "方式", "体系", "信息公示", "随机抽查", "风险", "协同", "企业", "行业组织", "自律"],
    8: ["涉企", "归集", "共享", "守信", "失信", "信用修复", "异议", "界定"],
    9: ["公共服务", "清单", "标准化", "均等化", "法定化", "标准体系", "依法治理"],
    10: ["重点领域", "高频", "一网", "一门", "一次", "基本", "应进必进", "特殊", "一窗"],
    11: ["服务", "制度", "提供主体", "提供方式", "事务性", "原则上", "竞争", "社会资本"],
    12: ["调研", "征求意见", "合法性审查", "集体审议", "听取意见", "听证", "法律、法规、规章", "采纳", "反馈"],
    13: ["间隔期", "有效期", "统一登记", "统一编号", "统一公布"],
    14: ["起草", "说明", "必要性", "可行性", "依据", "拟解决", "过程", "征求意见", "采纳", "主要问题"],
    15: [
        *("法定权限", "法律", "法规", "规章", "上级政府", "上级政府部门", "行政许可", "处罚", "强制措施"),
        *("行政事业性收费", "征收", "减免税费", "义务", "权利", "公民", "法人", "其他组织"),
    ],
    16: ["法制机构", "合法性审查", "没有经过", "不合格", "上会", "签发", "市场主体", "政策措施", "公平竞争审查"],
    17: ["备案审查", "有件必备", "有错必纠", "报备率", "规范率", "公示率", "100%"],
    18: [
        *("目录", "文本", "动态", "清理", "继续有效", "失效", "废止", "及时", "备案", "超越", "法律", "法规", "规章"),
        *("国家政策", "抵触", "撤销"),
    ],
    19: ["公众参与", "专家论证", "风险评估", "合法性审查", "集体讨论决定", "法定程序", "制度"],
    20: ["切身利益", "征求意见", "利害关系人", "平台", "及时", "采纳", "理由", "听证", "民生", "民意调查"],
    21: ["法制机构", "合法性审查", "没有经过", "不合法", "讨论"],
    22: [
        *("专业性", "专家", "社会组织", "专业机构", "必要性", "科学性", "可行性", "风险评估", "公众意见", "听证"),
        *("论证", "依据"),
    ],
    23: ["领导班子会议", "全体会议", "行政首长", "集体讨论", "多数", "说明理由", "如实", "存档", "完整"],
    24: [
        *("责任追究制度", "严重失误", "久拖不决", "重大损失", "恶劣影响", "全面", "及时", "正确", "领导人员"),
        *("直接责任人员", "终身"),
    ],
    25: ["法制机构", "专家", "律师", "法律顾问", "聘请", "考核", "激励"],
    26: ["法制机构负责人", "列席", "局务会", "沟通", "领导", "法律顾问", "法律事务"],
    27: ["行政处罚法", "学习", "执法力量", "强制执行", "体制", "效率"],
    28: ["说服教育", "劝导示范", "警示告诫", "指导约谈", "非强制"],
    29: ["衔接", "执法", "检察", "审判", "信息共享", "案情通报", "案件移送", "法制审核", "未经审核", "未获审核通过"],
    30: [
        *("主体", "权限", "依据", "程序", "救济渠道", "随机抽查事项清单", "全面", "准确", "及时", "主动", "动态"),
        *("裁量", "范围", "种类", "幅度", "公布", "遵循"),
    ],
    31: ["2人", "亮明执法证件", "法律另有规定", "文书", "事由", "依据", "权利", "义务", "救济", "主动把"],
    32: ["时限", "向社会公布", "法律、行政法规另有规定"],
    33: [
        *("法定程序", "步骤", "要求", "期限", "权利", "回避", "听证", "集体讨论决定", "全过程记录", "执法记录仪"),
        *("操作流程", "标准", "文书", "统一", "案卷"),
    ],
    34: ["法制审核", "未经审核", "未获审核通过", "机构", "人员", "5%", "原则上"],
    35: ["责任追究", "机构", "岗位", "常态化", "评议考核", "效率", "质量"],
    36: [
        *("统一", "监督网络平台", "投诉举报", "情况通报", "法律", "法规", "规章", "机构改革", "执法依据", "公示"),
        *("立", "改", "废", "及时"),
    ],
    37: [
        *("持证上岗", "资格", "主体资格", "正式工作人员", "等级", "辅助人员", "适用岗位", "身份性质", "职责权限"),
        *("权利义务", "聘用条件", "程序", "合同工", "临时工"),
    ],
    38: [
        *("业务培训", "计划", "职业道德", "纪律", "平时考核", "指标", "职务级别", "交流轮岗", "教育培训", "奖励"),
        *("惩戒", "素质"),
    ],
    39: ["预算", "足额", "执法条件", "装备", "科技"],
    40: ["罚缴分离", "收支两条线", "变相", "下达", "罚没指标"],
    41: ["主体责任", "主要负责人", "第一责任人", "党风廉政", "负总责", "党内监督"],
    42: [
        *("人大", "报告工作", "询问", "质询", "规范性文件", "备案", "按时", "主动", "法治政府建设情况", "审议意见"),
        *("人大代表建议", "及时", "政协", "民主监督"),
    ],
    43: [
        *("行政诉讼法", "受理", "审理", "出庭应诉", "生效裁判", "司法建议", "研究", "反馈", "整改", "检察机关"),
        *("违法行为", "公益诉讼"),
    ],
    44: [
        *("外部监督", "投诉举报的制度", "热线电话", "电子信箱", "微博", "微信", "报刊", "广播", "电视", "及时"),
        *("调查处理", "舆情", "收集", "研判", "处置", "互联网", "新型媒体", "回应"),
    ],
}

#: What other documents put a bound or a fact to and this one asks in words: item, facts that must stand beside it.
SHARED = {
    1: {"licensing-list-public", "licensing-list-coded"},
    3: {"licensing-intermediary-list"},
    4: {"powers-list-public"},
    5: {"negative-list-kept"},
    6: {"charges-list-public", "charges-outside-list"},
    7: {"random-inspection"},
    8: {"credit-regulation"},
    9: {"public-services-list"},
    10: {"services-in-centre", "services-one-window"},
    11: {"service-purchase-competition"},
    12: {"document-public-consultation", "document-collective-discussion", "documents-legally-reviewed"},
    15: {"documents-unlawful-powers", "documents-reducing-rights"},
    16: {"documents-legally-reviewed", "documents-unreviewed-submitted", "documents-fair-competition-reviewed"},
    17: {"documents-filed", "documents-filed-properly"},
    18: {"document-catalogue-dynamic", "document-cleanup-done", "conflicting-documents"},
    19: {"decision-procedure-system"},
    20: {"decisions-consulted-publicly", "decision-opinions-answered", "decision-livelihood-surveys"},
    21: {"decisions-legally-reviewed", "decisions-unreviewed-submitted"},
    22: {"decision-expert-argument", "decision-risk-assessed"},
    23: {"decisions-discussed-collectively", "decision-majority-reason", "decision-discussions-recorded"},
    24: {"decision-lifelong-accountability"},
    25: {"government-legal-advisers", "legal-advisers-managed"},
    28: {"enforcement-non-coercive"},
    29: {"enforcement-criminal-joint", "enforcement-decisions-legally-reviewed"},
    30: {"enforcement-info-public", "discretion-benchmarks"},
    31: {"enforcement-officers-at-act", "enforcement-identity-shown", "enforcement-party-informed"},
    33: {"enforcement-process-recorded", "enforcement-cameras"},
    34: {"enforcement-decisions-legally-reviewed", "enforcement-legal-reviewers"},
    36: {"enforcement-complaint-system", "enforcement-circular-system"},
    37: {"enforcement-officers-certified", "auxiliary-staff-rules"},
    38: {"enforcement-training-held"},
    39: {"enforcement-funds-in-budget"},
    40: {"fines-payment-separated", "income-spending-apart", "fine-targets-set"},
    42: {"proposals-satisfaction"},
    43: {
        "court-appearance-system",
        "judgments-performed",
        "judicial-suggestions-answered",
        "procuratorial-suggestions-answered",
    },
    44: {"complaint-channels", "media-reports-answered"},
}

#: Documents that clauses name in brackets.
NAMED = {27: ["行政处罚法"]}

#: Places that the text has damaged, with a word of what they are read as (None: the reading is a description).
ERRATA: dict[str, str | None] = {
    "g2": None,
    "g15": None,
    "g16": None,
    "8": "失信",
    "10": None,
    "25": None,
    "30": "裁量",
    "31": None,
    "33": "全过程",
    "34": "法制审核",
    "35": "制度",
    "36": "情况通报",
    "38": "实行",
    "42": "常委会",
}

#: Methods that need evidence of a kind.
KINDS = {
    "documents": {"document", "minutes", "list"},
    "interview": {"interview"},
    "survey": {"interview"},
    "site": {"visit"},
    "web": {"web"},
    "data": {"data"},
}
DIRECTIONS = ("at_least", "more_than", "at_most", "less_than", "equals")


@pytest.fixture(scope="module")
def resolved() -> Resolved:
    checked = load(SHEET, core_vocabulary())
    assert checked.advice == ()
    return checked.resolved


def requirements(resolved: Resolved, item: int) -> tuple[Requirement, ...]:
    return resolved.item[str(item)].criterion.requirements


def measured(resolved: Resolved, item: int) -> list[Measure]:
    return [r.measure for r in requirements(resolved, item) if r.measure is not None]


def said(resolved: Resolved, item: int) -> str:
    return "\n".join(r.text for r in requirements(resolved, item))


def test_dimensions_and_groups_are_the_printed_ones(resolved: Resolved) -> None:
    found = [
        (dimension.title, group.title, [int(c.id) for c in group.criteria])
        for dimension in resolved.standard.dimensions
        for group in dimension.groups
    ][: len(GROUPS)]

    assert [(dimension, items) for dimension, _, items in found] == [(d, list(items)) for d, _, items in GROUPS]
    for (_, title, _), (_, printed, _) in zip(found, GROUPS, strict=True):
        assert title == printed or printed is None


def test_groups_are_called_by_their_printed_numbers(resolved: Resolved) -> None:
    groups = {node.id: node.named.partition(" ")[0] for item in resolved.items for node in item.path[1:]}
    assert groups == {f"g{number}": str(number) for number in range(1, 32)}


def test_places_and_numbers(resolved: Resolved) -> None:
    for number, (dimension, _, items) in enumerate(GROUPS, 1):
        place = next(d.id for d in resolved.standard.dimensions if d.title == dimension)
        for item in items:
            criterion = resolved.item[str(item)].criterion
            assert criterion.clause == f"附件1 {place}、{number}（第{item}项）"
            assert [r.id for r in criterion.requirements] == [
                f"{item}.{n}" for n in range(1, len(criterion.requirements) + 1)
            ]
            assert not any(r.applies_when for r in criterion.requirements)


def test_bounds_are_those_of_the_clauses_and_no_others(resolved: Resolved) -> None:
    found = Counter(
        (item, resolved.facts[m.fact].kind, direction, str(getattr(m, direction)), m.soft)
        for item in ITEMS
        for m in measured(resolved, item)
        for direction in DIRECTIONS
        if getattr(m, direction) is not None
    )

    assert found == Counter(BOUNDS)


def test_only_purchases_and_reviewers_are_asked_in_principle(resolved: Resolved) -> None:
    assert [(item, m.fact) for item in ITEMS for m in measured(resolved, item) if m.soft] == [
        (11, "service-purchase-competition"),
        (34, "enforcement-legal-reviewers"),
    ]


def test_acts_of_each_of_the_two_years_count(resolved: Resolved) -> None:
    found = Counter(item for item in ITEMS for m in measured(resolved, item) if m.per is not None)

    assert found == Counter(ACTS)
    assert {m.per for item in ITEMS for m in measured(resolved, item)} == {None, "year"}


def test_the_time_limit_of_publication_is_set_elsewhere(resolved: Resolved) -> None:
    found = [(item, m) for item in ITEMS for m in measured(resolved, item) if m.bound_from is not None]
    ((item, measure),) = found
    limit = resolved.facts[measure.bound_from or ""]

    assert item == BOUND_ELSEWHERE
    assert measure.bound == "at_most"
    assert limit.set_by == "jurisdiction"
    assert (limit.kind, limit.unit) == (resolved.facts[measure.fact].kind, resolved.facts[measure.fact].unit)
    assert not re.search(r"\d", said(resolved, BOUND_ELSEWHERE))


def test_forbidden_events(resolved: Resolved) -> None:
    events = [(item, m) for item in ITEMS for m in measured(resolved, item) if resolved.facts[m.fact].kind == "event"]

    assert Counter(item for item, _ in events) == Counter(EVENTS)
    assert all(m.is_ is False and m.look_back_years is None for _, m in events)


def test_no_trend_and_no_deadline_is_printed(resolved: Resolved) -> None:
    assert not any(m.trend or m.within or m.look_back_years for item in ITEMS for m in measured(resolved, item))


@pytest.mark.parametrize("item", LISTED)
def test_each_word_of_a_list_is_asked_for(resolved: Resolved, item: int) -> None:
    text = said(resolved, item)

    assert [word for word in LISTED[item] if word not in text] == []


def test_every_clause_has_its_words_listed() -> None:
    assert list(LISTED) == list(ITEMS)


def test_figures_in_texts_are_printed_ones(resolved: Resolved) -> None:
    found = {item: re.findall(r"\d+(?:%|人)?", said(resolved, item)) for item in ITEMS}

    assert {item: figures for item, figures in found.items() if figures} == {
        17: ["100%", "100%", "100%"],
        31: ["2人"],
        34: ["5%"],
    }


@pytest.mark.parametrize("item", SHARED)
def test_facts_that_other_documents_ask_too(resolved: Resolved, item: int) -> None:
    beside = {fact for r in requirements(resolved, item) for fact in r.informed_by}
    found = {m.fact for m in measured(resolved, item)} | beside

    assert SHARED[item] - found == set()
    assert all(fact in core_vocabulary().facts for fact in SHARED[item])


def test_items_29_and_34_rest_on_the_same_facts(resolved: Resolved) -> None:
    both = {m.fact for m in measured(resolved, 29)} & {m.fact for m in measured(resolved, 34)}

    assert both == {"enforcement-decisions-legally-reviewed", "enforcement-decisions-past-review"}


def test_documents_that_clauses_name_are_named(resolved: Resolved) -> None:
    named = {item: re.findall("《([^》]*)》", said(resolved, item)) for item in ITEMS}

    assert {item: sorted(set(names)) for item, names in named.items() if names} == NAMED


def test_a_method_has_evidence_of_its_kind(resolved: Resolved) -> None:
    for item in ITEMS:
        criterion = resolved.item[str(item)].criterion
        there = {kind for kind, _ in criterion.usual_evidence}
        assert [m for m in criterion.methods if m in KINDS and not KINDS[m] & there] == [], item
        assert 2 <= len(criterion.usual_evidence) <= 5, item


def test_no_requirement_asks_for_two_things_at_once(resolved: Resolved) -> None:
    double = re.compile("并全面执行|制定并落实|全面、准确|及时、主动|建立并落实")

    assert [r.id for item in ITEMS for r in requirements(resolved, item) if double.search(r.text)] == []


def test_damaged_places_are_errata(resolved: Resolved) -> None:
    errata = {e.at: e for e in resolved.standard.errata}

    assert [at for at in ERRATA if at not in errata] == []
    assert [at for at, word in ERRATA.items() if word is not None and word not in errata[at].read_as] == []
    for at in ("二", "三", "四", "五"):
        assert "统辖" in errata[at].read_as
    assert all(e.accepts == () for e in errata.values())


def test_borders_that_are_only_by_sense_say_so(resolved: Resolved) -> None:
    why = "\n".join(e.why for e in resolved.standard.errata)

    for before, after in ((3, 4), (38, 39), (40, 41)):
        assert f"（第 {before} 项与第 {after} 项之间）" in why


def test_worked_cases_hold(resolved: Resolved) -> None:
    source, cases = read_cases(cases_path(SHEET))
    results = run_cases(source, cases, lambda _: resolved)

    assert [result for result in results if result.differences] == []


def test_every_measure_has_a_case_on_both_sides(resolved: Resolved) -> None:
    _, cases = read_cases(cases_path(SHEET))
    states: dict[str, set[str]] = {}
    for case in cases.cases:
        for name, state in case.expect.requirements.items():
            states.setdefault(name, set()).add(state)
    names = [r.id for item in ITEMS for r in requirements(resolved, item) if r.measure is not None]

    assert [name for name in names if not {"met", "unmet"} <= states.get(name, set())] == []


def test_a_year_short_is_worked_for_every_yearly_measure(resolved: Resolved) -> None:
    _, cases = read_cases(cases_path(SHEET))
    by_name = {case.name: case.expect.requirements for case in cases.cases}
    names = {r.id for item in ITEMS for r in requirements(resolved, item) if r.measure and r.measure.per == "year"}

    assert by_name["两年都要达到：前一年不足，后一年补不回来"] == dict.fromkeys(names, "unmet")
    assert by_name["两年都要达到：只查明后一年，另一年未知"] == dict.fromkeys(names, "unknown")
