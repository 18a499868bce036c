"""What the document prints, kept here by hand, against the standard as it loads."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kaoping.answers import Answers
from kaoping.answers_read import answers_for, read_answers
from kaoping.cases_run import read_cases, run_cases
from kaoping.scoring.score import score, suggestions
from kaoping.standard.load import cases_path, core_vocabulary, load
from kaoping.standard.model import Measure, Requirement
from kaoping.standard.resolved import Resolved

ROOT = Path(__file__).resolve().parents[2]
SHEET = ROOT / "plugins/national_county/kaoping_national_county/national_county.toml"
EXAMPLE_RULES = ROOT / "examples/rules/national-county-threshold.toml"
EXAMPLE_ANSWERS = ROOT / "examples/answers/national-county.toml"

DIMENSIONS = {
    "一": ("坚持依法执政", range(1, 7)),
    "二": ("严格依法行政", range(7, 14)),
    "三": ("保证公正司法", range(14, 18)),
    "四": ("推进全民守法", range(18, 27)),
    "五": ("深化社会治理", range(27, 32)),
}

#: Documents that each indicator names; every one must be named in its requirements.
NAMED_DOCUMENTS = {
    "3": ["党政主要负责人履行推进法治建设第一责任人职责规定"],
    "5": ["关于新形势下党内政治生活的若干准则", "中国共产党党内监督条例"],
    "6": ["党政领导干部选拔任用工作条例"],
    "7": ["法治政府建设实施纲要（2015－2020年）"],
    "14": ["领导干部干预司法活动、插手具体案件处理的记录、通报和责任追究规定"],
    "16": ["人民陪审员制度改革试点工作实施办法"],
    "19": ["关于实行国家机关“谁执法谁普法”普法责任制的意见"],
    "20": ["关于完善国家工作人员学法用法制度的意见"],
    "21": ["青少年法治教育大纲", "关于加强青少年法治教育实践基地建设的意见"],
    "22": ["关于进一步把社会主义核心价值观融入法治建设的指导意见"],
    "25": ["加强新闻媒体和互联网公益普法宣传工作方案"],
}

#: Words of an indicator that name several things one by one: each must be asked for.
LISTED = {
    "1": ["科学立法", "严格执法", "公正司法", "全民守法"],
    "2": ["部署", "推进", "督促", "考核", "奖惩", "人大", "政府", "政协", "法院", "检察院"],
    "3": ["亲自部署", "亲自过问", "亲自协调", "亲自督办"],
    "16": ["审判公开", "检务公开", "警务", "狱务", "所务"],
    "17": ["庭审公开", "审判流程公开", "裁判文书公开", "执行信息公开", "当事人", "律师", "特殊关系人", "中介组织"],
    "19": ["法官", "检察官", "行政执法人员", "律师"],
    "20": ["中心组学法", "日常学法", "法治培训", "任职法律考试", "依法决策", "依法履职", "述法"],
    "21": ["课时", "教材", "师资", "经费", "学校", "家庭", "社会"],
    "24": ["尊法学法守法用法", "法律六进", "12月4日", "宣传周", "宣传月"],
    "25": ["新闻媒体", "互联网传播平台", "广播电视", "报刊杂志", "互联网+法治宣传", "两微一端"],
    "26": ["党委领导", "人大监督", "政府实施", "部门各负其责", "社会共同参与"],
    "28": ["民主决策", "民主选举", "民主管理", "民主监督", "村（居）务公开", "财务公开"],
    "29": ["帮教率", "矫正率", "重新违法犯罪率", "重新犯罪率"],
    "31": ["实体平台", "12348", "网络平台", "县、乡、村"],
}

#: Look-backs of indicators: requirement, event.
LOOK_BACKS = {"5.10": "top-leader-investigated", "15.8": "grave-judicial-injustice"}

#: Words that mean 100 % (覆盖全部, 应援尽援, 全覆盖); 普遍 is the soft one.
WHOLE = {
    "29.7": ("population-managed-share", False),
    "31.6": ("villages-with-legal-adviser", True),
    "31.8": ("legal-aid-granted", False),
    "31.9": ("villages-with-mediation", False),
}

#: Indicators without a printed bound, and the facts that help to judge them.
INFORMED = {
    "4.8": ("party-decisions-discussed-collectively",),
    "8.7": ("decisions-legally-reviewed",),
    "9.2": ("documents-filed",),
    "9.3": ("document-cleanup-done",),
    "10.1": ("enforcement-officers-certified",),
    "10.5": ("enforcement-decisions-legally-reviewed",),
    "11.2": ("review-cases-in-time",),
    "11.3": ("court-appearance-system",),
    "11.6": ("administrative-mediation",),
    "13.1": ("first-responsible-duty",),
    "29.1": ("democratic-law-villages",),
}

#: Bounds that the state sets and the document does not print.
BOUNDS_ELSEWHERE = {
    "29.11": ("help-rate", "help-rate-floor", "at_least"),
    "29.12": ("correction-rate", "correction-rate-floor", "at_least"),
    "29.13": ("released-reoffending", "released-reoffending-ceiling", "at_most"),
    "29.14": ("corrected-reoffending", "corrected-reoffending-ceiling", "at_most"),
}

#: The five bars of the notice in their printed order, and the events that each names. The fifth is open.
BARS: dict[str, tuple[str, ...]] = {
    "h1": ("leading-member-convicted",),
    "h2": (
        "mass-incident-illegal-administration",
        "public-health-incident-neglect",
        "traffic-accident-neglect",
        "production-accident-neglect",
        "other-vile-incident-neglect",
        "perverted-justice-case",
    ),
    "h3": ("fake-goods-loss",),
    "h4": ("environmental-liability-accident", "pollution-incident"),
    "h5": (),
}

#: Words that name each kind of event of a compound bar.
BAR_WORDS = {
    "h2": ["违法行政", "群体性事件", "失职", "渎职", "公共卫生", "交通安全", "安全生产", "其他恶性事件", "徇私枉法"],
    "h4": ["环境责任事故", "环境污染事件", "影响恶劣"],
}

FORM = {
    "applicant": (None, False, False),
    "submitted-by": (None, False, False),
    "filled-on": (None, False, True),
    "work": (1500, False, False),
    "applicant-seal": (None, True, True),
    "opinion-county": (None, True, True),
    "opinion-city": (None, True, True),
    "opinion-province": (None, True, True),
    "opinion-national": (None, True, True),
}


@pytest.fixture(scope="module")
def resolved() -> Resolved:
    checked = load(SHEET, core_vocabulary())
    assert checked.advice == ()
    return checked.resolved


def requirement(resolved: Resolved, name: str) -> Requirement:
    return resolved.requirement[name][1]


def measure(resolved: Resolved, name: str) -> Measure:
    found = requirement(resolved, name).measure
    assert found is not None, name
    return found


def said(resolved: Resolved, criterion: str) -> str:
    return "\n".join(r.text for r in resolved.item[criterion].criterion.requirements)


def test_dimensions_and_indicators_are_the_printed_ones(resolved: Resolved) -> None:
    tree = {d.id: (d.title, [c.id for c in d.criteria]) for d in resolved.standard.dimensions}

    assert tree == {name: (title, [str(n) for n in numbers]) for name, (title, numbers) in DIMENSIONS.items()}
    assert [item.id for item in resolved.items] == [str(n) for n in range(1, 32)]


def test_nothing_carries_points_or_a_threshold(resolved: Resolved) -> None:
    scoring = resolved.standard.scoring

    assert scoring.model == "attainment"
    assert scoring.aggregate == "flat"
    assert scoring.partial is None
    assert (scoring.not_applicable, scoring.not_applicable_set_by) == ("exclude", "jurisdiction")
    for item in resolved.items:
        assert item.criterion.points is None
        assert item.criterion.weight is None
        assert all(r.points is None and r.deduct is None for r in item.criterion.requirements)
    assert [(o.label, o.when, o.set_by) for o in resolved.outcomes] == [("可推荐", None, "jurisdiction")]


def test_each_indicator_can_be_walked_item_by_item(resolved: Resolved) -> None:
    for item in resolved.items:
        criterion = item.criterion
        assert len(criterion.title) <= 25, item.id
        assert 1 <= len(criterion.themes) <= 3, item.id
        assert 2 <= len(criterion.usual_evidence) <= 9, item.id
        assert all(kind is not None for kind, _ in criterion.usual_evidence), item.id
        assert criterion.methods, item.id
        assert criterion.clause == f"附件1 {item.path[0].id}、{item.id}"
        ids = [r.id for r in criterion.requirements]
        assert len(ids) >= 4, item.id
        assert ids == [f"{item.id}.{n}" for n in range(1, len(ids) + 1)]


@pytest.mark.parametrize("criterion", NAMED_DOCUMENTS)
def test_documents_that_an_indicator_names_are_named(resolved: Resolved, criterion: str) -> None:
    names = re.findall("《([^》]*)》", said(resolved, criterion))

    assert names == NAMED_DOCUMENTS[criterion]


def test_no_other_indicator_names_a_document(resolved: Resolved) -> None:
    assert {item.id for item in resolved.items if "《" in said(resolved, item.id)} == set(NAMED_DOCUMENTS)


@pytest.mark.parametrize("criterion", LISTED)
def test_lists_in_words_are_complete(resolved: Resolved, criterion: str) -> None:
    text = said(resolved, criterion)

    assert [word for word in LISTED[criterion] if word not in text] == []


def test_the_congress_sessions_are_all_there(resolved: Resolved) -> None:
    assert "党的十八大以及十八届三中、四中、五中、六中全会" in requirement(resolved, "1.1").text


def test_look_backs_of_indicators(resolved: Resolved) -> None:
    found = {
        r.id: r.measure.fact
        for item in resolved.items
        for r in item.criterion.requirements
        if r.measure is not None and r.measure.look_back_years is not None
    }

    assert found == LOOK_BACKS
    for name in LOOK_BACKS:
        assert measure(resolved, name).look_back_years == 3
        assert measure(resolved, name).is_ is False
        assert "近3年" in requirement(resolved, name).text


def test_words_that_mean_all_of_them(resolved: Resolved) -> None:
    found = {
        r.id: (r.measure.fact, r.measure.soft)
        for item in resolved.items
        for r in item.criterion.requirements
        if r.measure is not None and r.measure.at_least == Decimal(100)
    }

    assert found == WHOLE


@pytest.mark.parametrize(
    ("criterion", "words"),
    [("16", ["审判", "检务", "警务", "狱务", "所务"]), ("17", ["庭审", "审判流程", "裁判文书", "执行信息"])],
)
def test_each_kind_of_openness_stands_alone(resolved: Resolved, criterion: str, words: list[str]) -> None:
    texts = [r.text for r in resolved.item[criterion].criterion.requirements]

    for word in words:
        (text,) = [text for text in texts if f"{word}公开" in text]
        assert sum(f"{other}公开" in text for other in words) == 1


def test_facts_that_only_inform_are_the_chosen_ones(resolved: Resolved) -> None:
    found = {r.id: r for _, r in resolved.requirement.values() if r.informed_by}

    assert {name: r.informed_by for name, r in found.items()} == INFORMED
    assert [name for name, r in found.items() if r.measure is not None] == []


def test_bounds_that_the_state_sets_are_left_to_the_jurisdiction(resolved: Resolved) -> None:
    found = {
        r.id: (r.measure.fact, r.measure.bound_from, r.measure.bound)
        for item in resolved.items
        for r in item.criterion.requirements
        if r.measure is not None and r.measure.bound_from is not None
    }

    assert found == BOUNDS_ELSEWHERE
    assert {resolved.facts[bound].set_by for _, bound, _ in BOUNDS_ELSEWHERE.values()} == {"jurisdiction"}


def test_four_things_of_law_lessons_are_four_facts(resolved: Resolved) -> None:
    facts = [measure(resolved, f"21.{n}").fact for n in range(3, 7)]

    assert facts == ["school-law-hours", "school-law-textbooks", "school-law-teachers", "school-law-funds"]


def test_funds_for_publicity_are_in_the_budget_and_a_mechanism_makes_them_grow(resolved: Resolved) -> None:
    budget, growth = measure(resolved, "26.5"), measure(resolved, "26.6")

    assert (budget.fact, budget.is_, budget.per) == ("publicity-funds-in-budget", True, "year")
    assert (growth.fact, growth.is_, growth.trend) == ("publicity-funds-mechanism", True, None)


def test_five_bars_of_three_years(resolved: Resolved) -> None:
    assert {veto.id: veto.all_events for veto in resolved.vetoes} == BARS
    for number, veto in enumerate(resolved.vetoes, 1):
        assert (veto.id, veto.clause) == (f"h{number}", f"通知一（二）第{number}项")
        assert veto.look_back_years == 3
        assert veto.effect == "ineligible"
        assert veto.label == "不得参加推荐"
        assert veto.set_by == "document"


@pytest.mark.parametrize("bar", BAR_WORDS)
def test_a_compound_bar_names_each_kind_of_event(resolved: Resolved, bar: str) -> None:
    (text,) = [veto.text for veto in resolved.vetoes if veto.id == bar]

    assert [word for word in BAR_WORDS[bar] if word not in text] == []


@pytest.mark.parametrize("event", [*BARS["h2"], *BARS["h4"]])
def test_worked_cases_single_out_each_event_of_a_compound_bar(event: str) -> None:
    (bar,) = [name for name, events in BARS.items() if event in events]
    _, file = read_cases(cases_path(SHEET))
    only, missing = [], []
    for case in file.cases:
        about = {name: [f.value for f in case.facts if f.id == name] for name in BARS[bar]}
        rest_clear = all(values and not any(values) for name, values in about.items() if name != event)
        if rest_clear and bar in case.expect.vetoes and bar not in case.vetoes:
            state = case.expect.vetoes[bar]
            if about[event] == [True]:
                only.append(state)
            elif not about[event]:
                missing.append(state)

    assert "triggered" in only
    assert missing == ["unknown"]


def test_bars_and_indicators_rest_on_events_of_their_own(resolved: Resolved) -> None:
    bars = {event for veto in resolved.vetoes for event in veto.all_events}

    assert len(bars) == 10
    assert not bars & set(LOOK_BACKS.values())
    assert {resolved.facts[event].kind for event in bars | set(LOOK_BACKS.values())} == {"event"}


def test_procedure(resolved: Resolved) -> None:
    stages = {stage.id: stage for stage in resolved.document.stages}

    assert list(stages) == ["apply", "city-review", "assess", "publicity", "recommend"]
    assert [stages[s].title for s in ("apply", "assess", "publicity", "recommend")] == ["申报", "考核", "公示", "推荐"]
    assert [stage.after for stage in stages.values()] == [None, *list(stages)[:-1]]
    assert stages["city-review"].due == date(2017, 10, 16)
    assert stages["city-review"].opinions == (
        "纪检",
        "综治",
        "信访",
        "政府法制办",
        "环保",
        "安监",
        "食品药品监督管理",
    )
    assert stages["assess"].opinions == ("有关部门",)
    assert (stages["publicity"].working_days, stages["publicity"].at_least) == (10, True)
    assert [stage.id for stage in stages.values() if stage.final] == ["assess"]
    for name in ("city-review", "assess"):
        assert "实地考核" in (stages[name].text or "")
        assert "材料" in (stages[name].text or "")


def test_quota(resolved: Resolved) -> None:
    (quota,) = resolved.document.quotas

    assert (quota.scope, quota.limit, quota.exceptional) == ("每个省辖市", 1, 2)
    assert "原则上" in (quota.text or "")


def test_document_and_rules_of_the_notice(resolved: Resolved) -> None:
    document = resolved.document
    rules = "\n".join(document.rules)

    assert document.date == date(2017, 9, 29)
    assert document.number is None
    assert [campaign.id for campaign in document.campaigns] == ["batch-4"]
    for word in (
        "弄虚作假",
        "取消申报资格",
        "通报批评",
        "同级",
        "同意",
        "省直管县",
        "一式3份",
        "以前已获评",
        "审核材料",
    ):
        assert word in rules, word


def test_approval_form(resolved: Resolved) -> None:
    (form,) = resolved.document.forms

    assert (form.copies, form.fixed_layout, form.attachments) == (3, True, True)
    assert {f.id: (f.limit, f.seal, f.dated) for f in form.fields} == FORM
    short = {f.id: f.title for f in form.fields}["opinion-province"]
    assert short.startswith("省（区、市）")
    assert [
        rule for rule in resolved.document.rules if "省（区、市）" in rule and "自治区" in rule and "直辖市" in rule
    ]


def test_errata(resolved: Resolved) -> None:
    errata = {erratum.at: erratum for erratum in resolved.standard.errata}

    assert list(errata) == ["16", "5", "15"]
    assert "权力" in errata["16"].printed
    assert "权利" in errata["16"].printed
    assert errata["16"].read_as.startswith("权利")


def test_the_plugin_provides_sheet_and_document() -> None:
    from kaoping_national_county import kaoping_standards

    paths = kaoping_standards()

    assert [path.name for path in paths] == ["national_county.toml", "national_county.document.toml"]
    assert all(path.is_file() for path in paths)


def test_worked_cases_hold(resolved: Resolved) -> None:
    source, cases = read_cases(cases_path(SHEET))
    results = run_cases(source, cases, lambda _: resolved)

    assert [(r.name, r.differences) for r in results if r.differences] == []
    assert len(results) == len({r.name for r in results}) == 93


def test_every_measure_and_veto_has_a_worked_case_on_each_side(resolved: Resolved) -> None:
    _, file = read_cases(cases_path(SHEET))
    states: dict[str, set[str]] = {}
    for case in file.cases:
        for name, state in (*case.expect.requirements.items(), *case.expect.vetoes.items()):
            states.setdefault(name, set()).add(state)

    for veto in resolved.vetoes:
        assert states[veto.id] == {"triggered", "clear", "unknown"}, veto.id
    for item in resolved.items:
        for one in item.criterion.requirements:
            if one.measure is not None:
                assert states[one.id] >= {"met", "unmet"}, one.id


@pytest.fixture(scope="module")
def example() -> tuple[Resolved, Answers]:
    local = load(SHEET, core_vocabulary(), rules=EXAMPLE_RULES).resolved
    source, file = read_answers(EXAMPLE_ANSWERS)
    assert (EXAMPLE_ANSWERS.parent / (file.rules or "")).resolve() == EXAMPLE_RULES
    return local, answers_for(local, source, file)


def test_example_answers_are_decided_by_the_example_rules(example: tuple[Resolved, Answers]) -> None:
    sheet = score(*example)

    assert sheet.complete
    assert sheet.score_low == sheet.score_high == Decimal("93.33")
    assert (sheet.outcome.status, sheet.outcome.label) == ("decided", "可推荐")
    assert sheet.outcome.set_by == "示例县普法依法治理工作领导小组（虚构）"


def test_example_answers_follow_from_their_facts_and_ticks(example: tuple[Resolved, Answers]) -> None:
    local, answers = example
    for name, suggestion in suggestions(local, answers).items():
        if answers.ratings[name].not_applicable is None:
            assert suggestion.verdict == answers.ratings[name].verdict, name
        assert not [finding.id for finding in suggestion.requirements if finding.contradicts]


def test_example_rules_say_that_they_are_an_example(example: tuple[Resolved, Answers]) -> None:
    rules = example[0].rules

    assert rules is not None
    assert "示例" in rules.title
    assert "示例" in (rules.note or "")
    assert {bound.fact for bound in rules.bounds} == {bound for _, bound, _ in BOUNDS_ELSEWHERE.values()}


@pytest.mark.parametrize(("unmet", "label"), [(3, "可推荐"), (4, "暂不推荐")])
def test_example_threshold_from_both_sides(unmet: int, label: str) -> None:
    local = load(SHEET, core_vocabulary(), rules=EXAMPLE_RULES).resolved
    source, file = read_answers(EXAMPLE_ANSWERS)
    rated = {str(n): {"verdict": "unmet" if n <= unmet else "met"} for n in range(1, 32)}
    body = type(file).model_validate(
        {
            "schema": 1,
            "standard": local.id,
            "unit": "示例单位",
            "as_of": date(2025, 12, 20),
            "ratings": rated,
            "vetoes": {veto.id: {"happened": False} for veto in local.vetoes},
        }
    )

    sheet = score(local, answers_for(local, source, body))

    assert (sheet.outcome.status, sheet.outcome.label) == ("decided", label)
