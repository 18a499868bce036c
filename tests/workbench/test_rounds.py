"""Campaigns that a document announces are made whole, with units and evaluations, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from kaoping.hooks import Plugins
from kaoping.periods import Period, year
from kaoping.workbench import Workbench
from kaoping.workbench.library import Library

Refusal = Callable[..., tuple[str, str]]
Tally = Callable[[Workbench], int]

DOCUMENT = """schema = 1
kind = "document"
id = "r/notice"
title = "复核通知（示例）"
[[stages]]
id = "self"
title = "自查"
evidence_per_item = true
[[stages]]
id = "decide"
title = "决定"
[[campaigns]]
id = "renewal"
title = "2021—2022 年度复核"
sheet = "r/sheet"
starts = 2021-01-01
ends = 2022-12-31
units = [
  { name = "县财政局", kind = "department", named_in = 2020 },
  { name = "城关镇", kind = "town", named_in = 2020 },
  { name = "县财政局", kind = "department", named_in = 2021 },
  { name = "县医院", kind = "enterprise" },
]
[[campaigns]]
id = "open"
title = "下一轮"
sheet = "r/sheet"
"""
SHEET = """schema = 1
id = "r/sheet"
document = "r/notice"
title = "复核标准（示例）"
short = "复核"
edition = "2022"
status = "draft"
unit_kinds = ["department", "town", "enterprise"]
outcomes = [{ label = "保留", set_by = "jurisdiction" }]
[scoring]
model = "attainment"
[[criteria]]
id = "1"
title = "机制"
themes = ["decision"]
requirements = [{ id = "1.1", text = "机制健全" }]
"""
KEY = "r/notice/renewal"
TITLE = "2021—2022 年度复核"
SPAN = Period(date(2021, 1, 1), date(2022, 12, 31))
NAMES = ["县财政局", "城关镇", "县医院"]


@pytest.fixture
def standards(standards: Path) -> Path:
    """The folder with a document that announces two rounds, and its sheet."""
    (standards / "notice.document.toml").write_text(DOCUMENT, encoding="utf-8")
    (standards / "sheet.toml").write_text(SHEET, encoding="utf-8")
    return standards


@pytest.fixture
def changed(opener: Callable[..., Workbench], standards: Path) -> Callable[[str, str], Workbench]:
    """The workbench with the document's text changed."""

    def run(old: str, new: str) -> Workbench:
        assert old in DOCUMENT
        (standards / "notice.document.toml").write_text(DOCUMENT.replace(old, new), encoding="utf-8")
        return opener(library=Library(Plugins.load(entry_points=False), folder=standards))

    return run


def ready_keys(bench: Workbench) -> list[str]:
    return [one.key for one in bench.rounds.ready() if one.document.startswith("r/")]


def test_a_round_without_units_or_period_is_made_for_a_given_period(bench: Workbench) -> None:
    made = bench.rounds.make("r/notice/open", period=year(2023))
    assert (made.campaign.name, made.campaign.period_to, made.campaign.body["units"]) == ("下一轮", "2023-12-31", [])
    assert (made.new, made.reused, made.evaluations) == ((), (), ())


def test_a_unit_named_twice_is_one_with_both_years(bench: Workbench) -> None:
    ready = bench.rounds.named(KEY)
    assert (ready.document_title, ready.period, ready.named.sheet) == ("复核通知（示例）", SPAN, "r/sheet")
    assert [(unit.name, unit.kind, unit.years) for unit in ready.units] == [
        ("县财政局", "department", (2020, 2021)),
        ("城关镇", "town", (2020,)),
        ("县医院", "enterprise", ()),
    ]
    assert [unit.attributes for unit in ready.units] == [
        {"title_held": True, "named_in": "2020、2021"},
        {"title_held": True, "named_in": 2020},
        {},
    ]


def test_a_round_is_made_with_its_units(bench: Workbench, tally: Tally) -> None:
    before = tally(bench)
    made = bench.rounds.make(KEY, parent="云溪县")
    assert (made.campaign.name, made.campaign.standard, made.campaign.stages) == (TITLE, "r/sheet", ["self", "decide"])
    assert (made.campaign.period_from, made.campaign.period_to) == ("2021-01-01", "2022-12-31")
    assert [unit.name for unit in made.new] == NAMES
    assert made.campaign.body["units"] == [unit.id for unit in made.new]
    assert made.campaign.body["announced"] == KEY
    assert (made.reused, made.unlike, made.evaluations) == ((), (), ())
    county = bench.units.get("云溪县").id
    finance = bench.units.get("县财政局")
    assert (finance.kind, finance.parent) == ("department", county)
    assert finance.attributes == {"title_held": True, "named_in": "2020、2021"}
    assert bench.units.get("县医院").attributes == {}
    assert tally(bench) == before + 4
    assert bench.care.verify() == []


def test_with_evaluations_each_unit_has_one_at_the_first_stage(bench: Workbench, tally: Tally) -> None:
    before = tally(bench)
    made = bench.rounds.make(KEY, evaluations=True)
    row, evaluations = bench.evaluations.campaign(TITLE)
    assert [one.unit_name for one in made.evaluations] == NAMES
    assert {one.id for one in evaluations} == {one.id for one in made.evaluations}
    assert {(one.standard, one.stage, one.campaign, one.period_to, one.as_of) for one in evaluations} == {
        ("r/sheet", "self", row.id, "2022-12-31", "2022-12-31")
    }
    view = bench.evaluations.view(str(made.evaluations[0].number))
    assert view.answers.unit.attributes == {"title_held": True, "named_in": "2020、2021"}
    assert tally(bench) == before + 7
    assert bench.care.verify() == []


def test_name_period_stage_and_further_units_may_be_given(bench: Workbench) -> None:
    bench.units.add("县教育局", "department")
    bench.units.add("城关镇", "town")
    made = bench.rounds.make(
        KEY, name="第二轮", period=year(2023), stages=("decide",), units=("县教育局", "城关镇"), evaluations=True
    )
    assert (made.campaign.name, made.campaign.period_from, made.campaign.stages) == ("第二轮", "2023-01-01", ["decide"])
    assert [one.unit_name for one in made.evaluations] == [*NAMES, "县教育局"]
    assert {one.stage for one in made.evaluations} == {"decide"}


def test_what_is_made_is_no_longer_ready(bench: Workbench) -> None:
    assert ready_keys(bench) == ["r/notice/open", KEY]
    bench.rounds.make(KEY, name="另取的名称")
    assert ready_keys(bench) == ["r/notice/open"]
    bench.evaluations.add_campaign("下一轮", year(2023))
    assert ready_keys(bench) == []


def test_units_there_already_are_reused_and_completed(bench: Workbench) -> None:
    bench.units.add("县财政局", "department", {"legislative_power": False})
    bench.units.add("城关镇", "town", {"title_held": False})
    made = bench.rounds.make(KEY, parent="云溪县")
    assert [unit.name for unit in made.new] == ["县医院"]
    assert [unit.name for unit in made.reused] == ["县财政局", "城关镇"]
    assert bench.units.get("县财政局").attributes == {
        "legislative_power": False, "title_held": True, "named_in": "2020、2021",
    }  # fmt: skip
    assert bench.units.get("县财政局").parent is None
    assert bench.units.get("城关镇").attributes == {"title_held": False, "named_in": 2020}, "what a person said stays"
    assert made.unlike == ("城关镇",)


def test_a_unit_of_another_evaluator_is_reused_as_it_is(bench: Workbench, opener: Callable[..., Workbench]) -> None:
    bench.units.add("城关镇", "town")
    made = opener("李四").rounds.make(KEY)
    assert [unit.name for unit in made.reused] == ["城关镇"]
    assert made.unlike == ("城关镇",)
    assert bench.units.get("城关镇").attributes == {}


def test_what_is_refused_changes_nothing(bench: Workbench, refused: Refusal, tally: Tally) -> None:
    bench.units.add("县医院", "department")
    before, units = tally(bench), len(bench.units.all())
    make = bench.rounds.make
    assert refused(make, KEY) == (
        "unit-differs",
        "考评对象“县医院”已有，种类是 department，文件写的是 enterprise；请先改成一致或换名",
    )
    assert refused(make, "r/notice/open") == (
        "period",
        "文件没有印明批次“下一轮”的考评周期，请用 --period 写明，如 --period 2021/2022",
    )
    assert refused(make, "r/notice") == (
        "which-campaign",
        "文件“r/notice”列有几个批次，请写明其一：r/notice/open、r/notice/renewal",
    )
    code, message = refused(make, "r/none/x")
    assert code == "unknown-campaign"
    assert message.startswith("没有哪个文件列出批次“r/none/x”。现有：")
    assert "r/notice/open、r/notice/renewal" in message
    assert refused(make, KEY, parent="乙县")[0] == "unknown-unit"
    assert refused(make, KEY, stages=("终评",)) == (
        "unknown-stage",
        "文件没有阶段“终评”，现有：self（自查）、decide（决定）",
    )
    assert (tally(bench), len(bench.units.all()), bench.evaluations.campaigns()) == (before, units, [])


def test_a_second_campaign_of_the_name_is_refused(bench: Workbench, refused: Refusal, tally: Tally) -> None:
    bench.evaluations.add_campaign(TITLE, year(2021))
    before = tally(bench)
    message = f"已有批次“{TITLE}”，请换一个名称"
    assert refused(bench.rounds.make, KEY) == ("duplicate-campaign", message)
    assert tally(bench) == before
    assert [unit.name for unit in bench.units.all()] == ["云溪县"]


def test_an_evaluation_that_cannot_be_opened_takes_the_campaign_with_it(
    changed: Callable[[str, str], Workbench], refused: Refusal
) -> None:
    bench = changed('name = "县医院", kind = "enterprise"', 'name = "县法院", kind = "court"')
    assert refused(bench.rounds.make, KEY, evaluations=True) == (
        "unit-kind",
        "“县法院”是法院，本标准只考评部门、乡镇（街道）、企业",
    )
    assert (bench.units.all(), bench.evaluations.campaigns(), bench.evaluations.all()) == ([], [], [])


def test_one_name_with_two_kinds_is_not_offered(changed: Callable[[str, str], Workbench], refused: Refusal) -> None:
    bench = changed('"department", named_in = 2021', '"town", named_in = 2021')
    assert ready_keys(bench) == ["r/notice/open"]
    assert refused(bench.rounds.make, KEY) == (
        "unit-differs",
        "文件“r/notice”把“县财政局”写成两个种类：department、town；请先改正文件",
    )


def test_a_document_with_one_round_is_named_by_itself(changed: Callable[[str, str], Workbench]) -> None:
    bench = changed(DOCUMENT[DOCUMENT.index('[[campaigns]]\nid = "open"') :], "")
    assert bench.rounds.make("r/notice").campaign.name == TITLE


def test_a_round_whose_days_are_turned_round_has_no_period(
    changed: Callable[[str, str], Workbench], refused: Refusal
) -> None:
    bench = changed("ends = 2022-12-31", "ends = 2020-12-31")
    assert bench.rounds.named(KEY).period is None
    assert refused(bench.rounds.make, KEY)[0] == "period"
