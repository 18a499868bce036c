"""Two editions compared, evaluations moved and gone on from, at the command line."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kaoping.text import width

Run = Callable[..., Any]


@pytest.fixture
def corrected(tmp_path: Path, small: Path) -> Path:
    """The small standard with 2 as 2a, 3 worth a point more, and a new edition's name."""
    text = small.read_text(encoding="utf-8")
    for before, after in (
        ('edition = "2025"', 'edition = "2026"'),
        ('id = "2"\n', 'id = "2a"\n'),
        ('id = "2.1"', 'id = "2a.1"'),
        ('title = "案卷"\npoints = 4', 'title = "案卷"\npoints = 5'),
        ('title = "执法"\npoints = 4', 'title = "执法"\npoints = 5'),
        ("full = 10", "full = 11"),
    ):
        assert before in text
        text = text.replace(before, after)
    path = tmp_path / "corrected.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_two_editions_are_compared_and_the_mapping_can_be_pasted(
    ok: Run, run: Run, small: Path, corrected: Path
) -> None:
    told = ok("standard", "diff", "t/small", corrected).out
    assert "评分项 3 → 3：改号 1，内容有变 1，其他 3 处，照旧 1\n" in told
    assert "  2 → 2a　制度（按措辞认出）\n" in told
    assert "  3 案卷\n    分值：4 → 5\n    旧评定不能沿用（分值 4 → 5）\n" in told
    assert all(width(line) <= 80 for line in told.splitlines())
    mapping = ok("standard", "diff", small, corrected, "--mapping").out
    assert tomllib.loads(mapping) == {"replaces": [{"edition": "2025", "criteria": [{"old": ["2"], "new": ["2a"]}]}]}
    corrected.write_text(corrected.read_text(encoding="utf-8") + mapping, encoding="utf-8")
    ok("standard", "lint", corrected)
    found = ok("standard", "diff", small, corrected, "--json").json
    assert (found["same"], found["unchanged"], found["astray"]) == (False, 1, [])
    (renumbered,) = [item for item in found["items"] if item["renumbered"]]
    assert (renumbered["old"], renumbered["new"], renumbered["declared"]) == (["2"], ["2a"], True)
    assert run("standard", "diff", small, corrected, "--exit-code").code == 1
    assert ok("standard", "diff", small, small, "--exit-code").out.splitlines()[-1] == "没有不同"
    done = run("standard", "diff", small, "nobody/knows", "--json")
    assert (done.code, done.codes()) == (2, ["unknown-standard"])


def test_an_evaluation_is_moved_and_gone_on_from(ok: Run, run: Run, opened: str, corrected: Path) -> None:
    ok("eval", "rate", opened, "2", "--points", "2")
    ok("eval", "rate", opened, "3", "--points", "4")
    planned = ok("eval", "carry", opened, "--to", corrected, "--dry-run").out
    assert "旧版结果：6 ~ 11（满分 10）" in planned
    assert "新版结果：2 ~ 12（满分 11）" in planned
    assert "不能沿用 1 处：\n    评定 3 案卷（4 分）：分值 4 → 5\n" in planned
    assert planned.endswith("以上没有保存\n")
    made = ok("eval", "carry", opened, "--to", corrected, "--json").json
    assert (made["made"]["number"], made["taken"], made["dry_run"]) == (2, ["2a"], False)
    assert made["before"]["result"] == {"low": "6", "high": "11"}
    assert made["after"]["full"] == "11"
    assert [one["id"] for one in made["left"]] == ["3"]
    moved = ok("eval", "move", opened, "--to", "t/small@2026").out
    assert f"考评 {opened} 已改用新版；撤销请用 kaoping eval undo {opened}\n" in moved
    assert run("eval", "move", opened, "--to", corrected, "--json").codes() == ["same-edition"]
    assert "所用标准 2025〔" in ok("eval", "history", opened).out
    shown = ok("eval", "show", opened, "--json").json
    assert [item["id"] for item in shown["items"]] == ["1", "2a", "3"]
    ok("eval", "undo", opened)
    assert [item["id"] for item in ok("eval", "show", opened, "--json").json["items"]] == ["1", "2", "3"]
    digest = ok("eval", "show", "2", "--json").json["digest"]
    assert "没有不同" in ok("standard", "diff", digest[:10], corrected).out
    assert ok("verify", "--json").json["ok"] is True


def test_a_round_is_moved_shown_and_taken_back(ok: Run, run: Run, corrected: Path) -> None:
    for unit in ("甲县", "乙县"):
        ok("unit", "add", unit, "--kind", "county")
    ok("campaign", "new", "年度", "--period", "2025", "--standard", "t/small", "--unit", "甲县", "--unit", "乙县")
    ok("campaign", "assign", "年度", "乙县", "--to", "李四")
    ok("campaign", "open", "年度")
    ok("campaign", "open", "年度", options=("--as", "李四"))
    ok("eval", "rate", "1", "3", "--points", "4")
    assert "还没有定下更正的标准" in run("campaign", "move", "年度").err
    planned = ok("campaign", "move", "年度", "--to", corrected, "--dry-run").out
    assert "考评 1　甲县\n" in planned
    assert "其他考评人的 1 份由其本人改用：李四 2\n" in planned
    assert all(width(line) <= 80 for line in planned.splitlines() if "kaoping" not in line)
    done = ok("campaign", "move", "年度", "--to", corrected, "--json").json
    assert ([one["evaluation"] for one in done["moved"]], done["announced"]) == ([1], True)
    assert "1 份考评还按原来的（李四 2）" in ok("campaign", "show", "年度").err
    assert "批次已改用更正的标准 1" in ok("eval", "check", "2", options=("--as", "李四")).out
    assert "已改用 1 份" in ok("campaign", "move", "年度", options=("--as", "李四")).out
    back = ok("campaign", "move", "年度", "--undo").out
    assert back == "批次“年度”：退回 1 份：1 甲县\n"
    assert ok("eval", "show", "1", "--json").json["items"][2]["rating"]["points"] == "4"
    assert "--undo 不与" in run("campaign", "move", "年度", "--undo", "--to", corrected).err
    assert ok("verify", "--json").json["ok"] is True
