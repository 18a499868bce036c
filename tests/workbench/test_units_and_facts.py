"""Units, and facts that are entered once and move every evaluation of the unit that asks for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kaoping.answers import Observation, Rating, Sample, Value
from kaoping.periods import year
from kaoping.standard.model import FactDefinition
from kaoping.workbench import Workbench
from kaoping.workbench.facts import value_of
from kaoping.workbench.units import kind_text

Made = Callable[..., Observation]
Refusal = Callable[..., tuple[str, str]]
Tally = Callable[[Workbench], int]
D = Decimal


def test_units_are_made_listed_and_found_by_name_or_id(bench: Workbench, refused: Refusal) -> None:
    county = bench.units.get("云溪县")
    office = bench.units.add(" 云溪县司法局 ", "department", parent="云溪县")
    assert (office.name, office.kind, office.parent, office.attributes) == ("云溪县司法局", "department", county.id, {})
    assert bench.units.get(office.id) == office
    assert [unit.name for unit in bench.units.all()] == ["云溪县", "云溪县司法局"]
    assert refused(bench.units.add, "云溪县", "city") == ("duplicate-unit", "已有考评对象“云溪县”，请换一个名称")
    assert refused(bench.units.add, " ", "city") == ("empty", "名称不能为空")
    assert refused(bench.units.add, "甲\x1b[2J", "city")[0] == "hidden-character"
    assert refused(bench.units.add, "甲", "长" * 61) == ("too-long", "种类过长，最多 60 个字")
    assert refused(bench.units.add, "甲", "city", parent="乙") == (
        "unknown-unit",
        "没有考评对象“乙”，请先用 kaoping unit add 建立",
    )
    assert len(bench.units.all()) == 2
    assert (kind_text("county"), kind_text("别的")) == ("县（市、区）", "别的")


@pytest.mark.parametrize(
    ("attributes", "message"),
    [
        ({"立法 权": True}, "属性名“立法 权”只能用文字、数字和 . _ -，不含空格，最多 60 个字"),
        ({"size": ""}, "属性 size 的值不能为空"),
        ({"size": "大" * 61}, "属性 size 的值过长，最多 60 个字"),
        ({"size": 10**18}, "属性 size 的值应为 true、false、整数或文字"),
        ({"size": 1.5}, "属性 size 的值应为 true、false、整数或文字"),
    ],
)
def test_attributes_that_no_file_could_hold_are_refused(
    bench: Workbench, refused: Refusal, attributes: dict[str, Any], message: str
) -> None:
    assert refused(bench.units.add, "乙", "county", attributes)[1] == message
    assert refused(bench.units.change, "云溪县", attributes)[1] == message


def test_an_attribute_that_changes_moves_the_totals(bench: Workbench, opened: str, tally: Tally) -> None:
    bench.walk.rate(opened, "1.2", Rating(points=D(5)))
    assert bench.evaluations.all()[0].full_m == 18000
    bench.units.change("云溪县", {"legislative_power": True})
    row = bench.evaluations.all()[0]
    assert (row.full_m, row.high_m, row.rated) == (20000, 23000, 1)
    before = tally(bench)
    bench.units.change("云溪县", {"legislative_power": True})
    assert tally(bench) == before
    assert bench.care.verify() == []


def test_one_fact_moves_the_suggestions_vetoes_and_stored_totals_of_another_standard(
    bench: Workbench, opened: str, observed: Made
) -> None:
    share = str(bench.evaluations.new("t/share", "云溪县", year(2025)).number)
    bench.walk.rate(share, "1", Rating(verdict="met"))
    bench.walk.rate(share, "2", Rating(verdict="unmet"))

    def stored() -> tuple[str | None, str | None, int | None]:
        row = next(row for row in bench.evaluations.all() if str(row.number) == share)
        return row.outcome_status, row.outcome, row.low_m

    assert stored() == ("open", None, 50000)
    bench.walk.fact(opened, observed("37", 5))
    suggestions = bench.evaluations.view(share).suggestions()
    assert {item: s.verdict for item, s in suggestions.items()} == {"1": "unmet", "2": None}
    assert stored() == ("open", None, 50000)  # a fact suggests; it never changes a score by itself
    bench.walk.fact(opened, observed("case", False))
    assert stored() == ("decided", "达标", 50000)
    bench.facts.put("云溪县", "case", True, "2025", occurred_on=date(2025, 6, 1))
    assert stored() == ("decided", "取消资格", 50000)
    assert bench.evaluations.view(opened).sheet.outcome.label == "不得参评"
    assert bench.care.verify() == []


def test_undoing_a_fact_moves_the_other_evaluation_back(bench: Workbench, opened: str, observed: Made) -> None:
    share = str(bench.evaluations.new("t/share", "云溪县", year(2025)).number)
    bench.walk.rate(share, "1", Rating(verdict="met"))
    bench.walk.rate(share, "2", Rating(verdict="met"))
    bench.walk.fact(opened, observed("case", True, "2025-06-01"))
    assert bench.desk.evaluation(share).outcome == "取消资格"
    bench.walk.undo(opened)
    assert bench.desk.evaluation(share).outcome is None
    bench.walk.redo(opened)
    assert bench.desk.evaluation(share).outcome == "取消资格"
    assert bench.care.verify() == []


def test_an_own_later_denial_withdraws_an_event_whatever_the_periods_are_called(bench: Workbench, opened: str) -> None:
    bench.facts.put("云溪县", "case", True, "2025", occurred_on=date(2025, 6, 1))
    assert bench.desk.evaluation(opened).outcome == "不得参评"
    # The label of this period sorts before the other's; what was said later stands nevertheless.
    bench.facts.put("云溪县", "case", False, "2022/2025")
    view = bench.evaluations.view(opened)
    assert {f.veto.id: f.status for f in view.sheet.vetoes}["v1"] == "clear"
    bench.facts.put("云溪县", "case", True, "2025", occurred_on=date(2025, 6, 1))
    assert bench.desk.evaluation(opened).outcome == "不得参评"


def test_facts_are_refused_with_their_reason(bench: Workbench, refused: Refusal, tally: Tally) -> None:
    before = tally(bench)
    put = bench.facts.put
    assert refused(put, "乙县", "37", D(1), "2025")[0] == "unknown-unit"
    assert refused(put, "云溪县", "不明", D(1), "2025") == (
        "unknown-fact",
        "没有事实“不明”，请用 kaoping fact list 查看编号",
    )
    assert refused(put, "云溪县", "37", True, "2025") == ("fact-value", "“学法次数”应为数值")
    assert refused(put, "云溪县", "37", D(1), "去年")[0] == "period"
    assert refused(put, "云溪县", "37", D(1), "2025", note="\x1b]52;c;x\x07")[0] == "hidden-character"
    assert refused(put, "云溪县", "37", D(1), "2025", stage="自 评")[0] == "stage"
    assert tally(bench) == before


def test_definitions_are_the_vocabulary_and_those_of_every_usable_standard(bench: Workbench, standards: Path) -> None:
    found = bench.facts.definitions()
    assert found["37"].title == "学法次数"
    assert found["law-in-development-plan"].kind == "yes-no"
    (standards / "bad.toml").write_text("junk", encoding="utf-8")
    assert bench.facts.definition("case").kind == "event"


def _definition(kind: Any) -> FactDefinition:
    return FactDefinition(id="f", title="事实", subject="county", kind=kind)


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("count", "４", D(4)),
        ("share", "95%", D(95)),
        ("share", "９５．５％", D("95.5")),
        ("count", "3／10", Sample(D(3), D(10))),
        ("amount", "1.25", D("1.25")),
        ("yes-no", "是", True),
        ("event", "无", False),
        ("date", "2025-03-01", date(2025, 3, 1)),
    ],
)
def test_values_as_people_type_them(kind: str, text: str, value: Value) -> None:
    assert value_of(_definition(kind), text) == value


@pytest.mark.parametrize(
    ("kind", "text", "message"),
    [
        ("yes-no", "maybe", "“maybe”应为 是 或 否"),
        ("date", "3月1日", "“3月1日”应为日期，如 2025-12-31"),
        ("count", "四", "“四”不是数字，请输入如 2 或 1.5 的数"),
        ("count", "5/3", "“5/3”应为 几/几，前数不大于后数"),
        ("count", "1/2/3", "“2/3”不是数字，请输入如 2 或 1.5 的数"),
        ("count", "", "“”不是数字，请输入如 2 或 1.5 的数"),
    ],
)
def test_values_that_are_none(refused: Refusal, kind: str, text: str, message: str) -> None:
    assert refused(value_of, _definition(kind), text) == ("fact-value", message)


def test_a_member_units_facts_are_its_own(bench: Workbench, opened: str) -> None:
    bench.units.add("云溪县城关镇", "town", parent="云溪县")
    bench.facts.put("云溪县城关镇", "37", D(9), "2025")
    assert bench.facts.of("云溪县") == []
    suggestion = bench.evaluations.view(opened).suggestion("1.1")
    assert suggestion is not None
    assert suggestion.requirements[0].state == "unknown"
