"""Units, facts and campaigns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

UNIT = {"id", "name", "kind", "attributes", "parent"}
FACT = {"fact", "title", "kind", "period", "value", "occurred_on", "evaluator", "stage", "settled", "note", "sample"}
EVALUATION = {
    "id", "number", "standard", "digest", "unit", "period", "as_of", "evaluator", "campaign", "stage", "status",
    "updated", "rated", "items", "result", "outcome",
}  # fmt: skip


def test_units(ok: Run, db: Path) -> None:
    done = ok("unit", "add", "云溪县", "--kind", "county", "--attr", "legislative_power=否", "--attr", "级别=３")
    assert done.out == "已建立考评对象“云溪县”｜县（市、区）\n"
    assert f"已新建工作区：{db}" in done.err
    added = ok("unit", "add", "司法局", "--kind", "department", "--parent", "云溪县", "--json").json
    assert set(added) == UNIT
    listed = ok("unit", "list", "--json").json["units"]
    assert [set(unit) for unit in listed] == [UNIT, UNIT]
    county = next(unit for unit in listed if unit["name"] == "云溪县")
    assert county["attributes"] == {"legislative_power": False, "级别": 3}
    assert county["parent"] is None
    assert added["parent"] == county["id"]
    shown = ok("unit", "show", "云溪县", "--json").json
    assert set(shown) == UNIT | {"members", "evaluations"}
    assert [member["name"] for member in shown["members"]] == ["司法局"]
    out = ok("unit", "list").out
    assert "云溪县  县（市、区）          legislative_power=否、级别=3" in out
    assert "所属：云溪县" in ok("unit", "show", "司法局").out


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["云溪县", "--kind", "county"], "duplicate-unit"),
        (["", "--kind", "county"], "empty"),
        (["甲\x1b]52;c;x\x07", "--kind", "county"], "hidden-character"),
        (["甲", "--kind", "county", "--attr", "legislative_power"], "attribute"),
        (["甲", "--kind", "county", "--parent", "乙"], "unknown-unit"),
        (["甲" * 301, "--kind", "county"], "too-long"),
    ],
)
def test_a_unit_that_is_refused(ok: Run, run: Run, args: list[str], code: str) -> None:
    ok("unit", "add", "云溪县", "--kind", "county")
    done = run("unit", "add", *args, "--json")
    assert done.code == 2
    assert done.codes() == [code]
    assert "\x1b" not in done.err + done.out
    assert len(ok("unit", "list", "--json").json["units"]) == 1


def test_facts(ok: Run) -> None:
    ok("unit", "add", "云溪县", "--kind", "county")
    done = ok("fact", "set", "云溪县", "t-study", "４", "--period", "2025", "--note", "查会议记录")
    assert done.out == "已登记：云溪县　学法次数（2025）= 4次\n"
    event = ok("fact", "set", "云溪县", "t-case", "发生", "--period", "2024", "--on", "2024-06-18", "--json").json
    assert event == {
        "fact": "t-case", "title": "重大案件", "kind": "event", "period": "2024", "value": True,
        "occurred_on": "2024-06-18", "evaluator": "张三", "stage": None, "settled": False, "note": None,
        "sample": None,
    }  # fmt: skip
    ok("fact", "set", "云溪县", "t-study", "3", "--period", "2024", "--settled")
    shown = ok("fact", "show", "云溪县", "--json").json
    assert set(shown) == {"unit", "facts"}
    assert all(set(fact) == FACT for fact in shown["facts"])
    assert {(fact["fact"], fact["period"]): fact["value"] for fact in shown["facts"]} == {
        ("t-study", "2025"): "4", ("t-study", "2024"): "3", ("t-case", "2024"): True,
    }  # fmt: skip
    out = ok("fact", "show", "云溪县").out
    assert "查会议记录" in out
    assert "2024-06-18" in out
    assert "裁定" in out


def test_a_negative_amount_is_a_value_and_not_an_option(ok: Run, run: Run) -> None:
    ok("unit", "add", "云溪县", "--kind", "county")
    done = run("fact", "set", "云溪县", "t-study", "-5", "--period", "2025", "--json")
    assert done.code == 2
    assert done.codes() == ["fact-value"]


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["没有", "t-study", "4", "--period", "2025"], "unknown-unit"),
        (["云溪县", "t-nothing", "4", "--period", "2025"], "unknown-fact"),
        (["云溪县", "t-study", "四次", "--period", "2025"], "fact-value"),
        (["云溪县", "t-study", "4", "--period", "2025", "--on", "2025-01-01"], "fact-value"),
        (["云溪县", "t-case", "4", "--period", "2025"], "fact-value"),
    ],
)
def test_a_fact_that_is_refused(ok: Run, run: Run, args: list[str], code: str) -> None:
    ok("unit", "add", "云溪县", "--kind", "county")
    done = run("fact", "set", *args, "--json")
    assert done.code == 2
    assert done.codes() == [code]
    assert ok("fact", "show", "云溪县", "--json").json["facts"] == []


def test_the_list_of_facts_needs_no_workspace(ok: Run, db: Path) -> None:
    listed = ok("fact", "list", "--json").json["facts"]
    assert not db.exists()
    by_id = {fact["id"]: fact for fact in listed}
    assert by_id["t-study"] == {
        "id": "t-study", "title": "学法次数", "subject": "party-committee", "kind": "count", "unit": "次",
        "note": None, "related": [],
    }  # fmt: skip
    assert "t-study" in ok("fact", "list").out


def test_campaigns(ok: Run) -> None:
    ok("unit", "add", "云溪县", "--kind", "county")
    made = ok("campaign", "new", "2025年度", "--period", "2025", "--standard", "t/small", "--unit", "云溪县", "--json")
    assert set(made.json) == {"id", "name", "standard", "period", "stages", "units", "assigned", "blind"}
    assert made.json["period"] == {"from": "2025-01-01", "to": "2025-12-31"}
    opened = ok(
        "eval", "new", "t/small", "云溪县", "--period", "2025", "--campaign", "2025年度", "--stage", "self", "--json"
    )
    assert set(opened.json) == EVALUATION
    assert opened.json["campaign"] == made.json["id"]
    assert opened.json["stage"] == "self"
    listed = ok("campaign", "list", "--json").json
    assert set(listed) == {"campaigns", "ready"}
    assert listed["campaigns"] == [made.json]
    shown = ok("campaign", "show", "2025年度", "--json").json
    assert [evaluation["number"] for evaluation in shown["evaluations"]] == [1]
    assert "2025年度  t/small  2025" in ok("campaign", "list").out
    assert "考评对象：云溪县" in ok("campaign", "show", "2025年度").out


def test_a_campaign_that_is_refused(ok: Run, run: Run) -> None:
    ok("campaign", "new", "甲", "--period", "2025")
    assert run("campaign", "new", "甲", "--period", "2025", "--json").codes() == ["duplicate-campaign"]
    assert run("campaign", "new", "乙", "--period", "2025", "--standard", "t/none", "--json").codes() == [
        "unknown-standard"
    ]
    assert run("campaign", "show", "乙", "--json").codes() == ["unknown-campaign"]
