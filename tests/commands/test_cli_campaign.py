"""Campaigns made from what a document announces."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

ANNOUNCED = """
[[document.campaigns]]
id = "renewal"
title = "2021—2022 年度复核"
sheet = "t/small"
starts = 2021-01-01
ends = 2022-12-31
units = [
  { name = "甲县", kind = "county", named_in = 2020 },
  { name = "乙县", kind = "county", named_in = 2020 },
  { name = "甲县", kind = "county", named_in = 2021 },
]
"""
OPEN = """
[[document.campaigns]]
id = "open"
title = "下一轮"
sheet = "t/small"
"""
LINE = (
    "可直接建立：2021—2022 年度复核（t/small，2021/2022，考评对象 2 个）：kaoping campaign new --from t/small/renewal\n"
)


@pytest.fixture
def small(small: Path) -> Path:
    """The small standard, whose document announces a round."""
    announce(small, ANNOUNCED)
    return small


def announce(path: Path, tables: str) -> None:
    """Add tables to the document of the standard."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\n[scoring]\n", f"{tables}\n[scoring]\n"), encoding="utf-8")


def test_the_round_is_made_with_units_and_evaluations(ok: Run) -> None:
    ok("unit", "add", "丙县", "--kind", "county")
    assert LINE in ok("campaign", "list").out
    made = ok("campaign", "new", "--from", "t/small", "--parent", "丙县", "--evaluations")
    assert made.out == (
        "已建立批次“2021—2022 年度复核”（2021/2022，考评对象 2 个）\n"
        "新建考评对象 2 个：甲县、乙县\n"
        "新建考评 2 个（编号 1 至 2，阶段 self）\n"
    )
    out = ok("campaign", "list").out
    assert "2021—2022 年度复核  t/small  2021/2022         2" in out
    assert "t/small/renewal" not in out
    shown = ok("campaign", "show", "2021—2022 年度复核", "--json").json
    assert {(one["unit"]["name"], one["stage"], one["campaign"]) for one in shown["evaluations"]} == {
        ("甲县", "self", shown["id"]), ("乙县", "self", shown["id"]),
    }  # fmt: skip
    unit = ok("unit", "show", "甲县", "--json").json
    assert unit["attributes"] == {"title_held": True, "named_in": "2020、2021"}
    assert unit["parent"] == ok("unit", "show", "丙县", "--json").json["id"]
    assert ok("unit", "show", "乙县", "--json").json["attributes"] == {"title_held": True, "named_in": 2020}
    assert ok("verify", "--json").json["ok"] is True


def test_for_scripts(ok: Run) -> None:
    ok("unit", "add", "甲县", "--kind", "county", "--attr", "title_held=否")
    (ready,) = (one for one in ok("campaign", "list", "--json").json["ready"] if one["document"] == "t/small")
    assert ready == {
        "key": "t/small/renewal",
        "document": "t/small",
        "id": "renewal",
        "title": "2021—2022 年度复核",
        "standard": "t/small",
        "period": {"from": "2021-01-01", "to": "2022-12-31"},
        "units": [
            {"name": "甲县", "kind": "county", "named_in": [2020, 2021]},
            {"name": "乙县", "kind": "county", "named_in": [2020]},
        ],
    }
    done = ok("campaign", "new", "复核", "--from", ready["key"], "--period", "2022", "--json")
    assert "“甲县”的属性与文件所写不同，没有改动" in done.err
    made = done.json
    assert set(made) == {
        "id", "name", "standard", "period", "stages", "units", "assigned", "blind", "new_units", "reused_units",
        "evaluations",
    }  # fmt: skip
    assert (made["name"], made["period"]["from"], made["stages"]) == ("复核", "2022-01-01", ["self"])
    assert [unit["name"] for unit in made["new_units"]] == ["乙县"]
    assert [unit["name"] for unit in made["reused_units"]] == ["甲县"]
    assert made["units"] == [made["reused_units"][0]["id"], made["new_units"][0]["id"]]
    assert made["evaluations"] == []
    assert [one for one in ok("campaign", "list", "--json").json["ready"] if one["document"] == "t/small"] == []


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--from", "t/small", "--standard", "t/small"], "用了 --from，所用标准以文件为准，不写 --standard"),
        (["甲", "--period", "2025", "--evaluations"], "用 --evaluations 须写明 --standard"),
        (["甲", "--period", "2025", "--parent", "乙"], "--parent 只与 --from 一起使用"),
        (["--period", "2025"], "缺少参数 NAME（或用 --from 按文件所列的批次建立）"),
        (["甲"], "缺少选项 --period"),
    ],
)
def test_wrong_usage(run: Run, db: Path, args: list[str], message: str) -> None:
    done = run("campaign", "new", *args)
    assert done.code == 2
    assert f"用法错误：{message}\n" in done.err
    assert not db.exists()
    assert run("campaign", "new", *args, "--json").codes() == ["usage"]


def test_what_is_refused_makes_nothing(ok: Run, run: Run, small: Path) -> None:
    announce(small, OPEN)
    ok("unit", "add", "乙县", "--kind", "city")
    for args, code in (
        (["--from", "t/none"], "unknown-campaign"),
        (["--from", "t/small"], "which-campaign"),
        (["--from", "t/small/open"], "period"),
        (["--from", "t/small/renewal"], "unit-differs"),
        (["--from", "t/small/renewal", "--stage", "终评"], "unknown-stage"),
    ):
        done = run("campaign", "new", *args, "--json")
        assert (done.code, done.codes()) == (2, [code]), args
    assert "请用 --period 写明" in run("campaign", "new", "--from", "t/small/open").err
    assert "考评对象“乙县”已有，种类是 city" in run("campaign", "new", "--from", "t/small/renewal").err
    assert ok("campaign", "list", "--json").json["campaigns"] == []
    assert [unit["name"] for unit in ok("unit", "list", "--json").json["units"]] == ["乙县"]
    out = ok("campaign", "list").out
    assert "下一轮（t/small，文件未印周期，未列考评对象）：kaoping campaign new --from t/small/open --period P" in out


def test_the_standard_shows_its_documents_round(ok: Run) -> None:
    assert (
        "renewal 2021—2022 年度复核（t/small），考评周期 2021-01-01 至 2022-12-31，考评对象 2 个：甲县、乙县"
        in ok("standard", "show", "t/small").out
    )
    assert [one["id"] for one in ok("standard", "show", "t/small", "--json").json["campaigns"]] == ["renewal"]
