from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

ITEM = {
    "id", "state", "low", "high", "full", "path", "title", "rating", "flagged", "stale", "suggestion",
}  # fmt: skip


def item_of(ok: Run, number: str, item: str) -> Any:
    return next(row for row in ok("eval", "show", number, "--json").json["items"] if row["id"] == item)


def test_new_and_list(ok: Run, opened: str) -> None:
    listed = ok("eval", "list", "--json").json["evaluations"]
    assert [(row["number"], row["rated"], row["items"]) for row in listed] == [(1, 0, 3)]
    assert listed[0]["unit"]["name"] == "云溪县"
    assert listed[0]["as_of"] == "2025-12-20"
    assert listed[0]["evaluator"] == "张三"
    assert listed[0]["outcome"]["label"] is None
    assert "云溪县    t/small  2025  张三    进行中   0/3" in ok("eval", "list").out
    assert ok("eval", "list", "--unit", "云溪县", "--limit", "1", "--json").json["evaluations"] == listed


def test_an_evaluation_from_the_first_item_to_the_outcome(ok: Run, opened: str) -> None:
    done = ok("eval", "rate", opened, "1", "--deduct", "0.5", "--reason", "少学一次", "--requirement", "1.1")
    assert done.out == (
        "已保存：1 学法　已评 3.5/4\n"
        "已评 1/3　得分 3.5 ~ 10.5（满分 10）　结果：未定，还可能是：优秀、合格、不合格、不得参评\n"
    )
    ok("eval", "rate", opened, "2", "--points", "２")
    answer = ok("eval", "rate", opened, "3", "--points", "3.5", "--reason", "抽查一份不合格", "--json").json
    assert set(answer) == {"evaluation", "item", "sheet"}
    assert answer["item"] == {"id": "3", "state": "rated", "low": "3.5", "high": "3.5", "full": "4"} | {
        key: answer["item"][key] for key in set(answer["item"]) - {"id", "state", "low", "high", "full"}
    }
    ok("eval", "adjust", opened, "bonus", "--count", "1", "--reason", "经验推广")
    assert ok("eval", "score", opened, "--json").json["outcome"]["status"] == "open"
    out = ok("eval", "veto", opened, "v1", "--clear", "--note", "经核查").out
    assert "已保存：v1 重大案件　未触发" in out
    sheet = ok("eval", "score", opened, "--json").json
    assert sheet["complete"] is True
    assert sheet["result"] == {"low": "9.5", "high": "9.5"}
    assert sheet["outcome"]["label"] == "优秀"
    assert "结果：优秀（文件规定）" in ok("eval", "score", opened).out


def test_ways_to_rate(ok: Run, run: Run, opened: str) -> None:
    ok("eval", "rate", opened, "1", "--na", "--reason", "本级没有")
    assert item_of(ok, opened, "1")["rating"]["not_applicable"] == "本级没有"
    ok("eval", "rate", opened, "1", "--clear")
    assert item_of(ok, opened, "1")["state"] == "unrated"
    assert run("eval", "rate", opened, "1", "--na", "--json").codes() == ["reason"]
    assert run("eval", "rate", opened, "1", "--deduct", "1", "--json").codes() == ["reason"]
    assert run("eval", "rate", opened, "1", "--points", "9", "--json").codes() == ["points"]
    assert run("eval", "rate", opened, "1", "--points", "0.3", "--json").codes() == ["step"]
    assert run("eval", "rate", opened, "1", "--verdict", "达到", "--json").codes() == ["model"]
    assert run("eval", "rate", opened, "8", "--points", "1", "--json").codes() == ["unknown-item"]
    assert run("eval", "rate", "77", "1", "--points", "1", "--json").codes() == ["unknown-evaluation"]
    assert run("eval", "rate", opened, "1", "--accept", "--json").codes() == ["no-suggestion"]


def test_a_suggestion_is_shown_accepted_and_grows_stale(ok: Run, run: Run, opened: str) -> None:
    ok("fact", "set", "云溪县", "t-study", "3", "--period", "2025")
    item = item_of(ok, opened, "1")
    assert set(item) == ITEM
    assert item["suggestion"]["points"] == "3.5"
    assert item["suggestion"]["usable"] is True
    assert item["suggestion"]["deductions"][0]["amount"] == "0.5"
    assert item["suggestion"]["requirements"][0]["state"] == "unmet"
    assert run("eval", "rate", opened, "1", "--points", "4", "--json").codes() == ["reason-needed"]
    ok("eval", "rate", opened, "1", "--accept")
    assert item_of(ok, opened, "1")["stale"] is False
    ok("fact", "set", "云溪县", "t-study", "4", "--period", "2025")
    assert item_of(ok, opened, "1")["stale"] is True
    assert "依据已变" in ok("eval", "show", opened).out
    assert "依据已变 1 项：1" in ok("eval", "score", opened).out


def test_a_tick_suggests(ok: Run, run: Run, opened: str) -> None:
    out = ok("eval", "tick", opened, "2.1", "met").out
    assert "已保存：2 制度　未评" in out
    assert "建议：2 分" in out
    ok("eval", "tick", opened, "2.1", "none")
    assert item_of(ok, opened, "2")["suggestion"]["usable"] is False
    assert run("eval", "tick", opened, "9.9", "met", "--json").codes() == ["unknown-item"]


def test_a_veto_by_its_date(ok: Run, run: Run, opened: str) -> None:
    assert "触发" in ok("eval", "veto", opened, "v1", "--happened", "2023-01-01").out
    assert ok("eval", "score", opened, "--json").json["outcome"]["label"] == "不得参评"
    assert "未触发" in ok("eval", "veto", opened, "v1", "--happened", "2022-12-20").out
    assert "未查明" in ok("eval", "veto", opened, "v1", "--happened").out
    assert "未查明" in ok("eval", "veto", opened, "v1", "--unknown").out
    assert ok("eval", "show", opened, "--json").json["vetoes"] == {}
    assert run("eval", "veto", opened, "v9", "--clear", "--json").codes() == ["unknown-item"]


def test_adjustments(ok: Run, run: Run, opened: str) -> None:
    ok("eval", "adjust", opened, "bonus", "--amount", "0.5")
    assert ok("eval", "show", opened, "--json").json["adjustments"]["bonus"] == {"amount": "0.5"}
    told = ok("eval", "explain", opened, "bonus", "--json").json
    assert (told["op"], told["value"]) == ("adjustment", "0.5")
    assert {one["name"]: one["value"] for one in told["inputs"]}["amount"] == "0.5"
    assert "状态 已填，填写 0.5" in ok("eval", "explain", opened, "bonus").out
    assert run("eval", "adjust", opened, "bonus", "--amount", "9", "--json").codes() == ["adjustment"]
    assert run("eval", "adjust", opened, "bonus", "--amount", "-1", "--json").codes() == ["adjustment"]
    assert run("eval", "part", opened, "p", "--score", "9", "--json").codes() == ["unknown-item"]
    ok("eval", "adjust", opened, "bonus", "--clear")
    assert ok("eval", "show", opened, "--json").json["adjustments"] == {}


def test_undo_and_redo(ok: Run, run: Run, opened: str) -> None:
    assert run("eval", "undo", opened, "--json").codes() == ["nothing"]
    ok("eval", "rate", opened, "2", "--points", "2")
    ok("eval", "rate", opened, "2", "--points", "1")
    ok("eval", "undo", opened)
    assert item_of(ok, opened, "2")["rating"]["points"] == "2"
    ok("eval", "redo", opened)
    assert item_of(ok, opened, "2")["rating"]["points"] == "1"
    assert run("eval", "redo", opened, "--json").codes() == ["nothing"]


def test_a_note_is_data(ok: Run, run: Run, opened: str) -> None:
    note = "第[/]条 [red]x｜<b>"
    ok("eval", "note", opened, "2", note)
    assert item_of(ok, opened, "2")["rating"]["note"] == note
    assert "有备注" in ok("eval", "show", opened).out
    assert run("eval", "note", opened, "2", "a\x1b[31m", "--json").codes() == ["hidden-character"]
    ok("eval", "note", opened, "2", "")
    assert item_of(ok, opened, "2")["rating"] is None


def test_show_and_explain(ok: Run, run: Run, opened: str) -> None:
    ok("fact", "set", "云溪县", "t-study", "3", "--period", "2025")
    ok("eval", "rate", opened, "1", "--accept")
    out = ok("eval", "show", opened).out
    assert "考评 1：云溪县　小标准（t/small）" in out
    assert "1     学法    已评   3.5     4  3.5 分" in out
    explained = ok("eval", "explain", opened, "1").out
    assert explained.startswith("1 学法 = 3.5　分值减去逐笔扣分，最低 0 分：满分 4，扣 0.5")
    assert "界限：不低于 4次（每年）；学法次数（2025）：3次" in explained
    node = ok("eval", "explain", opened, "1", "--json").json
    assert (node["at"], node["value"], node["clause"]) == ("1", "3.5", "附件一")
    whole = ok("eval", "explain", opened).out
    assert "\n" + " " * 8 in whole
    assert "一 领导 = 3.5 ~ 5.5" in whole
    assert ok("eval", "explain", opened, "一", "--json").json["value"] == {"low": "3.5", "high": "5.5"}
    assert run("eval", "explain", opened, "9", "--json").codes() == ["unknown-item"]


def test_export_and_import_lose_nothing(ok: Run, run: Run, opened: str, tmp_path: Path) -> None:
    ok("fact", "set", "云溪县", "t-study", "3", "--period", "2025")
    ok("eval", "rate", opened, "1", "--accept")
    ok("eval", "rate", opened, "2", "--na", "--reason", "本级没有")
    ok("eval", "rate", opened, "3", "--points", "3", "--reason", "“引号” [x] \\")
    ok("eval", "tick", opened, "3.1", "unmet")
    ok("eval", "adjust", opened, "bonus", "--count", "1")
    ok("eval", "veto", opened, "v1", "--clear", "--note", "经核查")
    ok("eval", "note", opened, "3", "两行\n备注")
    path = tmp_path / "答卷.toml"
    ok("eval", "export", opened, path)
    assert run("eval", "export", opened, path, "--json").codes() == ["exists"]
    ok("eval", "export", opened, path, "--force")
    before = ok("eval", "score", opened, "--json").json
    assert ok("score", path, "--json").json == before
    number = str(ok("eval", "import", path, "--json").json["number"])
    assert number == "2"
    assert ok("eval", "score", number, "--json").json == before
    first, second = (ok("eval", "show", key, "--json").json for key in (opened, number))
    assert [item["rating"] for item in first["items"]] == [item["rating"] for item in second["items"]]
    assert first["vetoes"] == second["vetoes"]


def test_an_import_makes_workspace_and_unit(ok: Run, answers: Path, db: Path) -> None:
    assert not db.exists()
    row = ok("eval", "import", answers, "--json").json
    assert (row["rated"], row["unit"]["name"], row["outcome"]["label"]) == (3, "云溪县", "优秀")


def test_a_wrong_import_changes_nothing(ok: Run, run: Run, opened: str, answers: Path) -> None:
    answers.write_text(answers.read_text(encoding="utf-8").replace("points = 2", "points = 3"), encoding="utf-8")
    done = run("eval", "import", answers, "--json")
    assert done.code == 2
    assert done.codes() == ["points"]
    assert len(ok("eval", "list", "--json").json["evaluations"]) == 1


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["t/none", "云溪县", "--period", "2025"], "unknown-standard"),
        (["t/small", "没有", "--period", "2025"], "unknown-unit"),
        (["t/small", "司法局", "--period", "2025"], "unit-kind"),
        (["t/small", "云溪县", "--period", "2025", "--stage", "x"], "unknown-stage"),
        (["t/small", "云溪县", "--period", "2025", "--campaign", "x"], "unknown-campaign"),
    ],
)
def test_an_evaluation_that_is_refused(ok: Run, run: Run, args: list[str], code: str) -> None:
    ok("unit", "add", "云溪县", "--kind", "county")
    ok("unit", "add", "司法局", "--kind", "department")
    done = run("eval", "new", *args, "--json")
    assert done.code == 2
    assert done.codes() == [code]


def test_another_evaluators_evaluation_is_read_alone(run: Run, opened: str) -> None:
    done = run("eval", "rate", opened, "2", "--points", "2", "--json", options=("--as", "李四"))
    assert done.code == 2
    assert done.codes() == ["not-yours"]
    shown = run("eval", "show", opened, "--json", options=("--as", "李四"))
    assert shown.code == 0
    assert shown.json["evaluator"] == "张三"
    assert run("unit", "add", "甲", "--kind", "county", "--json", options=("--as", "")).codes() == ["empty"]


def test_an_old_evaluation_reads_the_same_after_its_standard_changed(ok: Run, opened: str, small: Path) -> None:
    ok("eval", "rate", opened, "2", "--points", "2")
    before = ok("eval", "score", opened, "--json").json
    small.write_text(small.read_text(encoding="utf-8").replace('title = "制度"', 'title = "改过"'), encoding="utf-8")
    assert ok("eval", "score", opened, "--json").json == before
    assert ok("eval", "new", "t/small", "云溪县", "--period", "2025", "--json").json["digest"] != before["digest"]
