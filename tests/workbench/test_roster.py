"""Who takes part in a campaign: units in and out, who evaluates whom, evaluations for all; hand-in days; the record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from kaoping.answers import Rating
from kaoping.periods import year
from kaoping.workbench import Workbench

PERIOD = year(2025)

Opener = Callable[..., Workbench]


@pytest.fixture
def campaign(bench: Workbench) -> str:
    """A campaign of 云溪县 and 青岚县 by t/points; 松江县 and a court stand beside it."""
    for name in ("青岚县", "松江县"):
        bench.units.add(name, "county")
    bench.units.add("县法院", "court")
    return bench.evaluations.add_campaign(
        "年度", PERIOD, standard="t/points", units=("云溪县", "青岚县"), stages=("self",)
    ).id


def names(bench: Workbench, campaign: str) -> list[str]:
    return [line.name for line in bench.campaigns.matrix(campaign).lines]


def test_units_come_and_go_and_the_record_agrees(bench: Workbench, campaign: str, refused: Any) -> None:
    _, new = bench.roster.add("年度", ("松江县", "云溪县"))
    assert [unit.name for unit in new] == ["松江县"]
    assert bench.roster.add("年度", ("松江县",))[1] == []
    assert names(bench, campaign) == ["云溪县", "青岚县", "松江县"]
    bench.evaluations.new("t/points", "云溪县", PERIOD, stage="self", campaign="年度")
    code, message = refused(bench.roster.remove, "年度", ("青岚县", "云溪县"))
    assert (code, message) == ("has-evaluations", "“云溪县”在本批次已有考评 1，不能移出")
    bench.roster.remove("年度", ("青岚县",))
    assert names(bench, campaign) == ["云溪县", "松江县"]
    assert refused(bench.roster.remove, "年度", ("青岚县",))[0] == "not-in-campaign"
    assert refused(bench.roster.add, "年度", ("县法院",)) == (
        "unit-kind", "“县法院”是法院，批次的标准只考评县（市、区）、市",
    )  # fmt: skip
    assert refused(bench.roster.add, "年度", ("无名县",))[0] == "unknown-unit"
    assert bench.care.verify() == []


def test_only_who_made_a_campaign_changes_it(opener: Opener, bench: Workbench, campaign: str, refused: Any) -> None:
    other = opener("李四", library=bench.library)
    for call in (
        lambda: other.roster.add("年度", ("松江县",)),
        lambda: other.roster.remove("年度", ("青岚县",)),
        lambda: other.roster.assign("年度", ("青岚县",), ("李四",)),
        lambda: other.roster.blind("年度", True),
    ):
        assert refused(call) == ("not-yours", "批次“年度”由 张三 建立，只有其本人能修改")
    assert names(bench, campaign) == ["云溪县", "青岚县"]


def test_evaluations_are_opened_for_all_and_none_twice(bench: Workbench, campaign: str) -> None:
    bench.roster.add("年度", ("松江县",))
    first = bench.roster.open_some("年度", limit=2)
    assert ([row.unit_name for row in first.made], first.stage, first.left) == (["云溪县", "青岚县"], "self", 1)
    second = bench.roster.open_some("年度", limit=2)
    assert ([row.unit_name for row in second.made], second.left) == (["松江县"], 0)
    assert bench.roster.open_some("年度").made == ()
    assert len(bench.evaluations.campaign("年度")[1]) == 3
    assert {row.period_to for row in bench.evaluations.campaign("年度")[1]} == {"2025-12-31"}


def test_what_is_assigned_is_left_to_those_it_is_assigned_to(
    opener: Opener, bench: Workbench, campaign: str, refused: Any
) -> None:
    bench.roster.assign("年度", ("云溪县",), ("李四", " 王五 "))
    assert bench.campaigns.matrix("年度").lines[0].assigned == ("李四", "王五")
    mine = bench.roster.open_some("年度")
    assert ([row.unit_name for row in mine.made], mine.others) == (["青岚县"], ("云溪县",))
    for name in ("李四", "王五"):
        other = opener(name, library=bench.library)
        assert [row.unit_name for row in other.roster.open_some("年度").made] == ["云溪县"]
        assert other.roster.open_some("年度").made == ()
    bench.roster.assign("年度", ("云溪县",), ())
    assert bench.campaigns.matrix("年度").lines[0].assigned == ()
    assert bench.evaluations.campaign_row("年度").body.get("assigned") is None
    assert refused(bench.roster.assign, "年度", ("松江县",), ("李四",))[0] == "not-in-campaign"
    assert bench.care.verify() == []


def test_a_campaign_that_cannot_be_opened_says_why(bench: Workbench, campaign: str, refused: Any) -> None:
    bench.evaluations.add_campaign("无标准", PERIOD, units=("云溪县",))
    assert refused(bench.roster.open_some, "无标准")[0] == "no-standard"
    assert refused(bench.roster.open_some, "年度", "终评") == (
        "unknown-stage", "批次“年度”没有阶段“终评”，现有：self",
    )  # fmt: skip
    bench.evaluations.add_campaign("混合", PERIOD, standard="t/points", units=("云溪县", "县法院"))
    found = bench.roster.open_some("混合")
    assert ([row.unit_name for row in found.made], found.unfit, found.stage) == (["云溪县"], ("县法院",), None)


def test_a_stage_that_the_document_does_not_have_is_refused(bench: Workbench, refused: Any) -> None:
    code, message = refused(bench.evaluations.add_campaign, "错", PERIOD, standard="t/points", stages=("终评",))
    assert (code, message) == ("unknown-stage", "文件没有阶段“终评”，现有：self（自评）")
    assert bench.evaluations.campaigns() == []


def test_the_day_of_hand_in_is_not_that_of_the_last_change(opener: Opener, bench: Workbench, campaign: str) -> None:
    at = [datetime(2025, 12, 1, 9, tzinfo=UTC)]
    desk = opener(library=bench.library, clock=lambda: at[0])
    (row, _) = desk.roster.open_some("年度").made
    desk.walk.hand_in(row.id)
    at[0] = datetime(2025, 12, 9, 9, tzinfo=UTC)
    desk.walk.rate(row.id, "1.2", Rating(points=Decimal(3), reason="补评"))
    cell = desk.campaigns.matrix("年度").cell("云溪县", "self")
    assert (cell.delivered, cell.delivered_on) == (True, date(2025, 12, 1))
    desk.walk.hand_in(row.id, False, why="再改")
    assert desk.campaigns.matrix("年度").cell("云溪县", "self").delivered_on is None
    at[0] = datetime(2025, 12, 10, 9, tzinfo=UTC)
    desk.walk.hand_in(row.id)
    assert desk.campaigns.matrix("年度").cell("云溪县", "self").delivered_on == date(2025, 12, 10)
    assert desk.care.verify() == []
