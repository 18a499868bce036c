"""Indicators 50 to 100 of the 2019 document, taken from it by a second reader.

What the document says stands here in tables, by indicator, kind of fact and number; the sheet is held against it.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from kaoping.cases_run import read_cases
from kaoping.standard.load import cases_path, core_vocabulary, load
from kaoping.standard.model import Measure, Requirement
from kaoping.standard.resolved import Resolved

ROOT = Path(__file__).resolve().parents[2]
SHEET = ROOT / "plugins/municipal_2019/kaoping_municipal_2019/municipal_2019.toml"

#: Dimension, name; group, name where it is printed whole (None where it is lost or scrambled), indicators.
TREE: dict[str, tuple[str, list[tuple[str | None, range]]]] = {
    "四": (
        "行政执法严格规范公正文明",
        [
            (None, range(50, 54)),
            ("全面推行行政执法公示制度", range(54, 58)),
            ("全面推行行政执法全过程记录制度", range(58, 62)),
            ("全面推行重大执法决定法制审核制度", range(62, 65)),
            ("全面落实执法责任制", range(65, 68)),
            ("健全行政执法人员管理制度，加强行政执法保障", range(68, 72)),
        ],
    ),
    "五": (
        "行政权力制约监督科学有效",
        [
            ("自觉接受党内监督、人大监督、民主监督、司法监督", range(72, 76)),
            ("加强行政监督和审计监督", range(76, 79)),
            ("完善社会监督和舆论监督机制", range(79, 81)),
            ("全面推进政务公开", range(81, 84)),
        ],
    ),
    "六": (
        "社会矛盾纠纷依法有效化解",
        [(None, range(84, 87)), ("加强行政复议", range(87, 90)), ("加强法治宣传教育", range(90, 93))],
    ),
    "七": (
        "政府工作人员法治思维和依法行政能力全面提高",
        [
            ("树立重视法治素养和法治能力的用人导向", range(93, 95)),
            ("强化对政府工作人员的法治教育和培训", range(95, 97)),
        ],
    ),
    "八": (
        "法治政府建设组织领导落实到位",
        [
            ("加强对法治政府建设组织落实的领导", range(97, 99)),
            ("强化考核评价和督促落实", range(99, 101)),
        ],
    ),
}

#: Every number: indicator, kind of fact, direction, number, each year.
NUMBERS = [
    ("52", "amount", "at_most", 7, None),
    ("55", "count", "at_least", 2, "year"),
    ("57", "amount", "at_most", 20, "year"),
    ("57", "amount", "at_most", 7, "year"),
    ("62", "share", "at_least", 100, "year"),
    ("63", "share", "at_least", 100, None),  # 均明确
    ("63", "share", "at_least", 5, None),
    ("65", "count", "at_least", 1, "year"),
    ("68", "share", "at_least", 100, None),  # 全面实行持证上岗
    ("68", "share", "at_least", 100, None),  # 均通过考试
    ("68", "amount", "at_least", 40, "year"),
    ("72", "share", "at_least", 95, None),
    ("73", "share", "at_least", 100, "year"),
    ("74", "share", "at_least", 100, "year"),  # 不存在未履行
    ("74", "share", "at_least", 100, "year"),
    ("75", "share", "at_least", 100, "year"),
    ("78", "share", "at_least", 100, None),  # 全覆盖
    ("81", "share", "at_least", 100, "year"),
    ("82", "amount", "at_most", 5, None),
    ("82", "amount", "at_most", 24, None),
    ("83", "share", "at_most", 5, None),
    ("84", "share", "at_least", 80, None),
    ("85", "share", "at_least", 100, None),  # 全覆盖
    ("85", "count", "at_least", 3, None),
    ("85", "count", "at_least", 2, None),
    ("85", "count", "at_least", 1, None),  # 村（居）
    ("85", "count", "at_least", 1, None),  # 企事业单位
    ("85", "count", "at_least", 2, None),
    ("87", "count", "at_least", 2, None),
    ("92", "count", "at_least", 1, None),
    ("95", "count", "at_least", 4, "year"),
    ("95", "count", "at_least", 1, "year"),
    ("97", "count", "at_least", 1, "year"),
    ("99", "count", "at_least", 1, "year"),
    ("100", "share", "at_least", 10, None),
    ("100", "count", "at_least", 1, "year"),
]
#: Dates of each year, in the year after the one reported on: indicator, day, how many reports.
DEADLINES = {("56", "01-31"): 3, ("98", "03-31"): 2}
#: Things that must not have happened: indicator, how many; years looked back (None: the evaluation's period).
EVENTS = {("53", None): 3, ("66", 2): 1, ("70", None): 1, ("94", 2): 1}

#: Words of an indicator that name several things one by one: each must be asked for.
LISTED = {
    "50": "市场监管 生态环境保护 文化市场 交通运输 农业 城市管理 事权",
    "51": "说服教育 劝导示范 行政指导 行政奖励 创新 行政强制",
    "52": "协调机制 负责协调 工作日 责任主体 上级机关",
    "53": "检察 审判 信息共享 案情通报 案件移送 全面执行 有案不移 有案难移 以罚代刑",
    "54": "主体 权限 依据 程序 救济渠道 随机抽查事项清单 全面 准确 及时 主动 简明扼要 动态",
    "55": "法律、法规、规章 亮证执法 出示 佩戴 公示执法身份 执法文书 事由 依据 权利 义务",
    "56": "统计年报制度 公开 本级政府 上级主管部门",
    "57": "机关 对象 类别 结论 许可 处罚 法律、行政法规",
    "58": "文字 音像 启动 调查取证 审核决定 送达执行 归档 留痕 回溯",
    "59": "格式文本 本地实际 合法 规范 客观 全面 及时 准确 要素齐备 填写规范 归档完整",
    "60": "执法记录仪 查封扣押 强制拆除 人身自由 生命健康 重大财产权益 办案场所 音像管理制度",
    "61": "归档保存 一户式 数据化记录 数字化归档 综合管理监督系统",
    "63": "机构 原则上",
    "64": "国家规定 上级机关 重大公共利益 重大社会影响 社会风险 第三人 听证 疑难复杂 多个法律关系",
    "65": "日常检查监督机制 评查 抽查 其他形式",
    "66": "投诉举报 情况通报 及时查处 违法执法 执法不当 恶劣社会影响",
    "67": "记录 通报 责任追究 纠正程序 错案责任倒查",
    "68": "持证上岗 资格管理 资格考试 公共法律知识 专门法律知识 新的法律法规 着装",
    "69": "适用岗位 身份性质 职责权限 权利义务 聘用条件 程序 招聘计划 名额 批准 统一组织",
    "70": "党政机关 领导干部 支持 变相 任务指标 完成时限",
    "71": "预算 脱钩 罚缴分离 收支两条线",
    "72": "党内监督 人大监督 民主监督 满意度",
    "73": "受理 审理 按规定出庭 公益重大 社会高度关注 群体性事件 公益诉讼 上一年度",
    "74": "尊重 执行 重视 及时 办复率",
    "75": "监察机关 配合 及时 检察机关 办复率",
    "76": "常态 长期 主体 内容 方式 不当行政行为 责任追究",
    "77": "财政资金分配使用 国有资产监管 政府投资 政府采购 公共资源转让 公共工程建设 分事行权 分岗设权 分级授权 定期轮岗",
    "78": "独立 管理体制 全覆盖",
    "79": "登记制度 举报箱 电子信箱 热线电话 统一 平台",
    "80": "及时 调查核实 解释说明 依法作出处理 反馈",
    "81": "清单管理 动态更新 答复率",
    "82": "新闻发言人 特别重大 权威信息 新闻发布会 持续发布 地方和部门 带头发声",
    "83": "不正确履行 复议 诉讼 撤销 确认违法 责令履行",
    "84": "调解 仲裁 行政裁决 行政复议 诉讼 绝大多数 满意度",
    "85": "企事业单位 乡镇（街道） 社会组织 村委会 居委会 行业性 专业性 工作室 经费",
    "86": "政府负总责 司法行政部门牵头 各职能部门为主体 程序规范 公安 民政 自然资源 生态环境 交通运输 卫生健康 市场监管 普遍 首问责任制",
    "87": "体制健全 职责的整合 程序 时限 听证 专家论证 办案质量 规范化 信息化 专业化 网上办理 应诉 机构 人员配备 立案登记 场所 工作经费 办案设备",
    "88": "行政处罚 行政许可 复议",
    "89": "网站 接待场所 范围 条件 程序 格式样本 决定书",
    "90": "宪法宣誓 青少年",
    "91": "谁执法谁普法 普遍实施 以案释法 警示教育",
    "92": "机制 阵地 设施 法治学习宣传教育基地 城市公园 广场 长廊 县级地区 经常",
    "93": "考察干部 法治素养 依法办事 优先提拔",
    "94": "特权思想严重 法治观念淡薄 及时 批评教育 督促 整改 违法违纪 严肃处理 严重违法犯罪",
    "95": "党章党纪 宪法 密切相关 党校（行政学院） 干部学院 社会主义学院 必修课 旁听 部门",
    "96": "普遍 初任培训 任职培训 考试考核 标准之一",
    "97": "总体规划 年度工作计划 党委主要负责人 重点工作",
    "98": "同级党委 人大常委会 上一级政府 本级党委 本级政府 有关部门 报刊 政府网站",
    "99": "第一责任人 检查 督促 下级党政主要负责人",
    "100": "领导班子 领导干部 实绩 重要内容 政绩考核 监督检查 约谈 整改",
}

#: Places that the text has damaged; each shows an erratum.
DAMAGED = {
    *("四", "四.1", "四.4", "四.6", "五", "五.1", "五.2", "五.4", "72", "82", "83"),
    *("六.1", "84", "87", "89", "90", "七", "七.1", "93", "95", "96", "八", "97", "98", "99", "100", "r3"),
}

#: Demands without a number that a fact of the vocabulary helps to judge.
INFORMED = {
    "80": {"media-reports-answered"},
    "87": {"review-cases-in-time"},
    "90": {"school-law-hours", "school-law-textbooks", "school-law-teachers", "school-law-funds"},
}


@pytest.fixture(scope="module")
def resolved() -> Resolved:
    checked = load(SHEET, core_vocabulary())
    assert checked.advice == ()
    return checked.resolved


def mine(resolved: Resolved) -> dict[str, list[Requirement]]:
    return {item.id: list(item.criterion.requirements) for item in resolved.items if int(item.id) >= 50}


def measured(resolved: Resolved) -> list[tuple[str, Requirement, Measure]]:
    return [(name, r, r.measure) for name, found in mine(resolved).items() for r in found if r.measure is not None]


def said(resolved: Resolved, criterion: str) -> str:
    return "\n".join(r.text for r in resolved.item[criterion].criterion.requirements)


def test_dimensions_and_groups_bear_their_names(resolved: Resolved) -> None:
    found = {d.id: d for d in resolved.standard.dimensions if d.id in TREE}

    assert list(found) == list(TREE)
    for name, (title, groups) in TREE.items():
        assert found[name].title == title
        assert [[c.id for c in g.criteria] for g in found[name].groups] == [[str(n) for n in rng] for _, rng in groups]
        assert [g.id for g in found[name].groups] == [f"{name}.{n}" for n in range(1, len(groups) + 1)]
        for group, (printed, _) in zip(found[name].groups, groups, strict=True):
            assert printed in (None, group.title)


def test_each_indicator_can_be_walked(resolved: Resolved) -> None:
    for name, found in mine(resolved).items():
        item = resolved.item[name]
        dimension, group = item.path
        assert [r.id for r in found] == [f"{name}.{n}" for n in range(1, len(found) + 1)]
        assert item.criterion.clause == f"附件 {dimension.id}、{group.id.split('.')[1]}（第{name}项）"
        assert 2 <= len(item.criterion.usual_evidence) <= 6, name
        assert item.criterion.applies_when is None, name
        assert all(r.applies_when is None for r in found), name
        assert "《" not in said(resolved, name), name


def test_every_number_is_a_bound_of_its_kind_and_no_other_is(resolved: Resolved) -> None:
    found: Counter[tuple[str, str, str, int, str | None]] = Counter()
    for name, _, measure in measured(resolved):
        for direction in ("at_least", "at_most", "more_than", "less_than", "equals"):
            bound = getattr(measure, direction)
            if bound is not None:
                assert bound == int(bound)
                found[name, resolved.facts[measure.fact].kind, direction, int(bound), measure.per] += 1

    assert found == Counter(NUMBERS)


def test_each_number_rests_on_a_fact_of_its_own(resolved: Resolved) -> None:
    facts = Counter(measure.fact for _, _, measure in measured(resolved))

    assert {fact: n for fact, n in facts.items() if n > 1} == {}


def test_one_bound_is_soft(resolved: Resolved) -> None:
    assert [(name, m.at_least) for name, _, m in measured(resolved) if m.soft] == [("63", Decimal(5))]


def test_one_bound_is_set_elsewhere(resolved: Resolved) -> None:
    ((name, measure),) = [(name, m) for name, _, m in measured(resolved) if m.bound_from is not None]

    assert (name, measure.bound) == ("73", "at_most")
    assert resolved.facts[measure.fact].kind == "share"
    assert resolved.facts[str(measure.bound_from)].set_by == "jurisdiction"
    assert "上一年度" in resolved.facts[str(measure.bound_from)].title


def test_no_trend_is_asked_for(resolved: Resolved) -> None:
    assert [name for name, _, m in measured(resolved) if m.trend is not None] == []


def test_yearly_dates_are_recorded_in_the_year_they_are_due_and_each_year_counts(resolved: Resolved) -> None:
    found: Counter[tuple[str, str | None]] = Counter()
    for name, _, measure in measured(resolved):
        if measure.within is not None:
            assert (measure.within.year, measure.per) == ("same", "year"), name
            found[name, measure.within.by] += 1

    assert found == Counter(DEADLINES)


def test_events_and_how_far_they_are_looked_back(resolved: Resolved) -> None:
    found: Counter[tuple[str, int | None]] = Counter()
    for name, requirement, measure in measured(resolved):
        if resolved.facts[measure.fact].kind == "event":
            assert measure.is_ is False, name
            if measure.look_back_years:
                assert "创建周期" in requirement.text
            found[name, measure.look_back_years] += 1

    assert found == Counter(EVENTS)


def test_what_falls_out_is_said_in_the_requirement(resolved: Resolved) -> None:
    assert "法律、法规、规章另有规定的除外" in said(resolved, "55")
    assert said(resolved, "57").count("法律、行政法规另有规定的除外") == 2
    assert "须请示上级机关的除外" in said(resolved, "52")
    assert said(resolved, "85").count("有条件的") == 2


@pytest.mark.parametrize("criterion", LISTED)
def test_lists_in_words_are_complete(resolved: Resolved, criterion: str) -> None:
    text = said(resolved, criterion)

    assert [word for word in LISTED[criterion].split() if word not in text] == []


def test_no_figure_is_added(resolved: Resolved) -> None:
    """A text shows a number only with its bound, its date or its look-back."""
    for name, found in mine(resolved).items():
        for one in found:
            if re.search(r"\d", one.text):
                assert one.measure is not None, (name, one.text)


def test_demands_without_a_number_show_the_facts_that_help(resolved: Resolved) -> None:
    found = {name: {fact for r in rows for fact in r.informed_by} for name, rows in mine(resolved).items()}

    assert {name: facts for name, facts in found.items() if facts} == INFORMED


def test_being_in_the_yearly_plan_is_not_having_a_plan(resolved: Resolved) -> None:
    facts = {measure.fact for name, _, measure in measured(resolved) if name == "97"}

    assert "law-government-yearly-plan" not in facts
    assert any("law-government-yearly-plan" in resolved.facts[fact].related for fact in facts)


def test_damaged_places_have_errata(resolved: Resolved) -> None:
    errata = resolved.standard.errata

    assert {erratum.at for erratum in errata} >= DAMAGED
    assert [erratum.at for erratum in errata if "[K]" in erratum.why + erratum.read_as] == []
    (removal,) = [erratum for erratum in errata if erratum.at == "r3"]
    assert removal.printed.startswith("已经达到")
    assert "达不到" in removal.read_as


def test_every_measure_has_a_case_on_each_side(resolved: Resolved) -> None:
    _, file = read_cases(cases_path(SHEET))
    states: dict[str, set[str]] = {}
    for case in file.cases:
        for name, state in case.expect.requirements.items():
            states.setdefault(name, set()).add(state)

    assert [r.id for _, r, _ in measured(resolved) if not {"met", "unmet"} <= states.get(r.id, set())] == []
