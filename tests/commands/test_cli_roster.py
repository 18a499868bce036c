"""Campaigns changed and opened from the command line; facts withdrawn; many criteria judged at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def campaign(ok: Run) -> None:
    for name in ("甲县", "乙县", "丙县"):
        ok("unit", "add", name, "--kind", "county")
    ok("campaign", "new", "年度", "--period", "2025", "--standard", "t/small", "--unit", "甲县", "--stage", "self")


def test_units_in_and_out_and_evaluations_for_all(ok: Run, run: Run, campaign: None) -> None:
    assert ok("campaign", "add", "年度", "乙县", "丙县", "甲县").out == (
        "批次“年度”：加入 2 个，已在名单里的 1 个，现有考评对象 3 个\n"
    )
    assert ok("campaign", "remove", "年度", "丙县").out == "批次“年度”：移出 1 个，现有考评对象 2 个\n"
    assert ok("campaign", "open", "年度").out == "新建考评 2 个（编号 1 至 2，阶段 self）\n"
    assert ok("campaign", "open", "年度", "--json").json == {"evaluations": [], "others": [], "unfit": []}
    done = run("campaign", "remove", "年度", "甲县", "--json")
    assert (done.code, done.codes()) == (2, ["has-evaluations"])
    assert [unit["name"] for unit in ok("campaign", "add", "年度", "丙县", "--json").json["new_units"]] == ["丙县"]
    assert ok("verify", "--json").json["ok"] is True


def test_own_campaigns_open_evaluations_when_they_are_made(ok: Run, run: Run, campaign: None) -> None:
    made = ok(
        "campaign", "new", "另一轮", "--period", "2025", "--standard", "t/small", "--unit", "甲县", "--evaluations"
    )
    assert made.out == "已建立批次“另一轮”（2025，考评对象 1 个）\n新建考评 1 个（编号 1 至 1）\n"
    assert "用 --evaluations 须写明 --standard" in run("campaign", "new", "丁", "--period", "2025", "--evaluations").err


def test_assigned_and_blind(ok: Run, run: Run, campaign: None) -> None:
    assert "由 李四、王五 考评" in ok("campaign", "assign", "年度", "甲县", "--to", "李四，王五").out
    assert "没有新建 1 个（指定给别人考评，留给其本人）：甲县" in ok("campaign", "open", "年度").out
    assert "须且只须写其一：--to、--nobody" in run("campaign", "assign", "年度", "甲县").err
    assert "双方都提交以后" in ok("campaign", "blind", "年度", "on").out
    shown = ok("campaign", "show", "年度")
    assert "盲评：双方都提交以后才看得到他人的评定" in shown.out
    assert "甲县：李四、王五" in shown.out
    document = ok("campaign", "show", "年度", "--json").json
    assert (document["blind"], document["lines"][0]["assigned"]) == (True, ["李四", "王五"])
    assert "取消盲评须写明原因" in run("campaign", "blind", "年度", "off").err
    assert ok("campaign", "blind", "年度", "off", "--reason", "复核").out == "批次“年度”不再盲评\n"
    ok("campaign", "assign", "年度", "甲县", "--nobody")
    assert "由谁考评" not in ok("campaign", "show", "年度").out


def test_a_stage_that_comes_again_shows_every_day_and_what_came_when(ok: Run, campaign: None) -> None:
    ok("campaign", "open", "年度")
    out = ok("campaign", "show", "年度").out
    assert "自评：各次期限和交的日子" in out
    assert "2025-01-25 前  逾期未交" in out
    (cell,) = ok("campaign", "show", "年度", "--json").json["lines"][0]["cells"]
    assert len(cell["terms"]) == 12
    assert cell["terms"][0] == {"day": "2025-01-25", "delivered_on": None, "state": "missed"}
    assert cell["delivered_on"] is None


def test_a_file_of_holidays_with_faults_is_named(ok: Run, campaign: None, monkeypatch: Any, tmp_path: Any) -> None:
    import platformdirs

    file = platformdirs.user_config_path("kaoping", appauthor=False) / "holidays.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("off = [1]\n", encoding="utf-8")
    done = ok("campaign", "show", "年度", "--json")
    assert done.json["name"] == "年度"
    assert "没有采用，期限按公布的节假日计算。第 1 行：“1”不是日期" in done.err


def test_a_fact_is_withdrawn_with_a_reason(ok: Run, run: Run, campaign: None) -> None:
    ok("fact", "set", "甲县", "t-study", "3", "--period", "2025")
    ok("fact", "set", "甲县", "t-study", "4", "--period", "2025")
    assert "--reason" in run("fact", "withdraw", "甲县", "t-study", "--period", "2025").err
    done = ok("fact", "withdraw", "甲县", "t-study", "--period", "2025", "--reason", "查无记录")
    assert done.out.startswith("已撤回：甲县　学法次数（2025）= 4次，连同更正共 2 条\n")
    assert ok("fact", "show", "甲县", "--json").json["facts"] == []
    again = run("fact", "withdraw", "甲县", "t-study", "--period", "2025", "--reason", "再来", "--json")
    assert again.codes() == ["no-such-record"]
    assert ok("verify", "--json").json["ok"] is True


def test_many_criteria_at_once_as_the_screen_does(ok: Run, run: Run, campaign: None) -> None:
    ok("campaign", "open", "年度")
    items = [item["id"] for item in ok("eval", "show", "1", "--json").json["items"]]
    ok("eval", "rate", "1", items[0], "--points", "1", "--reason", "缺两次")
    done = ok("eval", "batch", "1", "一", items[-1], "--full", "--json").json
    assert done["left_out"] == {"已评": [items[0]]}
    assert set(done["changed"]) == set(items) - {items[0]}
    ok("eval", "undo", "1")
    assert ok("eval", "show", "1", "--json").json["rated"] == 1
    assert "不动 1 项（已评）" in ok("eval", "batch", "1", "一", "--met").out
    assert run("eval", "batch", "1", "九", "--met", "--json").codes() == ["unknown-item"]
    assert run("eval", "batch", "1", items[-1], "--na", "--json").codes() == ["reason"]
    for wrong in (["--met", "--na"], [], ["--met", "--reason", "甲"]):
        assert run("eval", "batch", "1", "一", *wrong, "--json").codes() == ["usage"]
