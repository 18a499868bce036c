"""`kaoping compare`: the overview, each part, the JSON contract, what is refused; crosswalk files linted and listed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import platformdirs
import pytest

Run = Callable[..., Any]

OTHER = """schema = 1
id = "t/other"
title = "另一个标准（示例）"
short = "另一个"
edition = "2025"
status = "in-force"
unit_kinds = ["county"]
outcomes = [{ label = "达标", when = { attained_at_least = 100 } }, { label = "未达标", otherwise = true }]
[document]
id = "t/other"
title = "另一个标准"
issuer = "示例机关"
[scoring]
model = "attainment"
[[facts]]
id = "t-study"
title = "学法次数"
subject = "party-committee"
kind = "count"
unit = "次"
[[facts]]
id = "t-case"
title = "重大案件"
subject = "government"
kind = "event"
[[criteria]]
id = "甲"
title = "学法六次"
themes = ["leadership"]
evidence = ["学习记录"]
requirements = [{ id = "甲1", text = "每年学法不少于6次", measure = { fact = "t-study", at_least = 6, per = "year" } }]
[[criteria]]
id = "乙"
title = "制度健全"
themes = ["decision"]
requirements = [{ id = "乙1", text = "制度健全" }]
"""
CROSSWALK = """schema = 1
from = "t/small"
to = "t/other"
made_from = "两个示例标准"
[[relations]]
from = "1"
to = "甲"
type = "subset"
rationale = "都要求学法；后者另要求更多次数"
[[relations]]
from = "2"
to = "乙"
type = "equal"
rationale = "都只要求制度"
common = ["2.1 = 乙1"]
[[none]]
from = "3"
rationale = "后者不问案卷"
"""
KEYS = {
    "unit", "members", "standards", "facts", "crosswalks", "relations", "contradictions", "themes", "visit", "what_if",
    "hidden", "crosswalk_failures",
}  # fmt: skip


@pytest.fixture
def folder() -> Path:
    """The user's folder of standards, with the second standard and the crosswalk."""
    found = platformdirs.user_data_path("kaoping", appauthor=False) / "standards"
    found.mkdir(parents=True)
    (found / "other.toml").write_text(OTHER, encoding="utf-8")
    (found / "示例.crosswalk.toml").write_text(CROSSWALK, encoding="utf-8")
    return found


@pytest.fixture
def both(folder: Path, ok: Run, opened: str) -> Run:
    """云溪县 by both standards, five sessions in 2025, 制度 met here and not there."""
    ok("eval", "new", "t/other", "云溪县", "--period", "2025")
    ok("fact", "set", "云溪县", "t-study", "5", "--period", "2025")
    ok("eval", "rate", opened, "2", "--points", "2")
    ok("eval", "rate", "2", "乙", "--verdict", "unmet", "--reason", "没有制度")
    return ok


def test_what_is_shown(both: Run, run: Run) -> None:
    the_overview(both)
    one_part_whole(both)
    themes_are_drawn(both)
    json_is_the_contract(both)
    what_is_refused(run)


def the_overview(both: Run) -> None:
    out = both("compare", "云溪县").out
    for line in (
        "云溪县｜县（市、区）：2 份考评。各标准各按自己的办法计分，得分不相加、不平均。",
        "互相矛盾 1 处（一边达到，而要求相同或更少的另一边没有达到）",
        "[1] 2 制度 达到；[2] 乙 制度健全 未达到（两项的关系：相同）",
        "    理由：都只要求制度",
        "    [1] 2 条文：制度齐全",
        "        理由：没有制度",
        "        佐证：没有",
        "共同的事实 1 项：1 项这边达到、那边没有，0 项还有没查明的（全部：--only facts）",
        "  学法次数（云溪县）：2025 5",
        "    [1] 1.1：不低于 4次（每年） —— 达到",
        "    [2] 甲1：不低于 6次（每年） —— 未达到",
        "一次走访可以为几个标准一起查明的",
    ):
        assert line in out, line
    rows = [line.split() for line in out.splitlines()]
    assert next(row[:6] for row in rows if row[:1] == ["[1]"]) == ["[1]", "云溪县", "小标准", "2", "~", "11/10"]
    assert any(row[:3] == ["[2]", "云溪县", "另一个"] and row[3] == "0" and "50%" in row for row in rows)
    assert ["党的领导", "33.3~100%", "未评"] in rows
    assert ["决策机制", "—", "0%（乙）"] in rows


def one_part_whole(both: Run) -> None:
    out = both("compare", "云溪县", "--only", "relations").out
    assert "小标准 与 另一个：子集 1，相同 1，无关 1" in out
    assert "[1] 1 学法（未评）—— 子集 —— [2] 甲 学法六次（未评）" in out
    assert "都要求学法；后者另要求更多次数" in out
    assert "互相矛盾" not in out
    assert "得分" in both("compare", "云溪县", "--only", "standards").out
    found = both("compare", "云溪县", "--only", "themes", "--json").json
    assert set(found) == {"unit", "members", "standards", "themes"}
    assert [row["title"] for row in found["themes"]] == ["党的领导", "决策机制", "行政执法"]


def test_json_tells_a_rationale_once_and_no_pair_without_relations(both: Run) -> None:
    both("unit", "add", "青岚镇", "--kind", "county", "--parent", "云溪县")
    both("eval", "new", "t/other", "青岚镇", "--period", "2025")
    found = both("compare", "云溪县", "--json").json
    assert [(row["to"]["sheet"], row["steps"][0]["rationale"]) for row in found["relations"]] == [
        (1, "都要求学法；后者另要求更多次数"), (1, "都只要求制度"), (2, None), (2, None),
    ]  # fmt: skip
    assert found["contradictions"][0]["steps"][0]["rationale"] == "都只要求制度"
    assert [(row["from"], row["to"]) for row in found["crosswalks"]] == [("t/small", "t/other")]


def test_a_comparison_is_printed(both: Run, run: Run, tmp_path: Path) -> None:
    """What `compare` shows, as a report: of a unit, over time, side by side, of a campaign, of evaluations."""
    out = both("report", "comparison", "云溪县", "--format", "md", "-o", "-").out
    assert "| \\[1\\] | 云溪县 | 小标准 | **2 ~ 11** | 10 |  |" in out.replace("\\~", "~")
    assert "| \\[2\\] | 云溪县 | 另一个 |  |  | **0 ~ 50** |" in out.replace("\\~", "~")
    assert "> **草稿**：2 份考评没有评完或结果未定：" in out
    assert "- 日志校验码：张三 " in out
    out = both("report", "relations", "云溪县", "--format", "md", "-o", "-").out
    assert "| 1 学法 | \\[1\\] 未评 | 子集 | 甲 学法六次 | \\[2\\] 未评 | 都要求学法；后者另要求更多次数 |" in out
    both("eval", "new", "t/small", "云溪县", "--period", "2024")
    both("unit", "add", "青岚县", "--kind", "county")
    out = both("report", "comparison", "云溪县", "--by", "t/small", "--format", "md", "-o", "-").out
    assert "云溪县：历次对比" in out
    assert "| 2 制度 | 2 | 未评 | 2 |  |" in out
    both("eval", "new", "t/small", "青岚县", "--period", "2025")
    told = both(
        "report", "comparison", "云溪县", "青岚县", "--by", "t/small", "--period", "2025", "-o", tmp_path / "a.md", "--json"
    )  # fmt: skip
    assert told.json["file"] == str(tmp_path / "a.md")
    assert "没有排名：还有 2 个考评对象结果未定" in (tmp_path / "a.md").read_text(encoding="utf-8")
    out = both("report", "comparison", "1", "4", "--format", "md", "-o", "-").out
    assert "云溪县、青岚县：并排对比" in out
    both("campaign", "new", "年度", "--period", "2025", "--standard", "t/small", "--unit", "云溪县", "--unit", "青岚县")
    both("eval", "new", "t/small", "青岚县", "--period", "2025", "--campaign", "年度")
    out = both("report", "comparison", "年度", "--format", "md", "-o", "-").out
    assert "年度：并排对比" in out
    assert "没有考评的：云溪县。" in out
    for wrong, code in (
        (("1", "2"), "several-standards"),
        (("1",), "report-target"),
        (("云溪县", "青岚县"), "report-target"),
    ):
        assert run("report", "comparison", *wrong, "--format", "md", "-o", "-", "--json").codes() == [code]
    assert "只有对比表（comparison）可以写几个 TARGET" in run("report", "sheet", "1", "2", "-o", tmp_path / "b.md").err


def test_what_if_says_what_would_change_and_saves_nothing(both: Run, run: Run, db: Path) -> None:
    before = both("verify", "--json").json["heads"]
    done = both("compare", "云溪县", "--what-if", "t-study=6@2025", "--only", "what-if")
    assert "假设：云溪县 学法次数（2025）= 6次" in done.out
    assert "（各标准均采纳全部建议；只是推算，没有保存）" in done.out
    assert "[1] 小标准（云溪县）：没有变化" in done.out
    assert "甲 学法六次：0 → 1" in done.out
    assert "要点 甲1：未达到 → 达到" in done.out
    found = both("compare", "云溪县", "--what-if", "t-study=3@2025", "--json").json["what_if"]
    assert found["supposed"] == [
        {"unit": "云溪县", "fact": "t-study", "title": "学法次数", "period": "2025", "value": "3次"}
    ]
    first, second = found["standards"]
    assert [(one["item"], one["from"]["low"], one["to"]["low"]) for one in first["items"]] == [("1", "4", "3.5")]
    assert (second["asked"], second["changed"]) == (True, False)
    assert both("verify", "--json").json["heads"] == before
    assert both("fact", "show", "云溪县", "--json").json["facts"][0]["value"] == "5"


def themes_are_drawn(both: Run) -> None:
    out = both("compare", "云溪县", "--only", "themes", "--chart", "bars").out
    rows = [line.split() for line in out.splitlines()]
    assert ["1", "█", "小标准（云溪县）"] in rows
    assert ["2", "░", "另一个（云溪县）"] in rows
    at = next(number for number, row in enumerate(rows) if row[:1] == ["党的领导"])
    assert (rows[at][1], rows[at][-1]) == ("1", "33.3")
    assert rows[at + 1] == ["2", "无", "—"]
    assert "雷达图要 5 至 10 项，这里有 0 项，以下为条形图" in both("compare", "云溪县", "--chart", "radar").out
    head = next(line for line in both("compare", "云溪县", "--between", "2", "1").out.splitlines() if "主题  " in line)
    assert head.split()[1:] == ["[2]", "另一个", "[1]", "小标准"]


def json_is_the_contract(both: Run) -> None:
    found = both("compare", "云溪县", "--json").json
    assert set(found) == KEYS
    first, second = found["standards"]
    assert {"sheet", "unit", "standard", "short", "title", "edition", "evaluation", "stage", "final", "others", "hidden",
            "complete", "score", "result", "attainment", "vetoes", "outcome", "honours"} == set(first)  # fmt: skip
    assert (first["standard"], first["evaluation"]["number"], first["attainment"]) == ("t/small", 1, None)
    assert first["score"] == {"low": "2", "high": "11", "full": "10"}
    assert [veto["status"] for veto in first["vetoes"]] == ["unknown"]
    assert second["attainment"]["low"] == "0"
    (fact,) = found["facts"]
    assert (fact["fact"], fact["unit"], fact["differs"]) == ("t-study", "云溪县", True)
    assert [(one["sheet"], one["item"], one["state"]) for one in fact["asked"]] == [(0, "1", "met"), (1, "甲", "unmet")]
    (crossed,) = found["crosswalks"]
    assert crossed["relations"] == {"equal": 1, "subset": 1, "superset": 0, "intersects": 0, "unsettled": 0}
    assert crossed["alone"] == [{"item": "3", "rationale": "后者不问案卷"}]
    assert [(one["from"], one["relation"], one["possible"], one["direct"]) for one in found["relations"]] == [
        ({"sheet": 0, "item": "1", "state": "unrated"}, "subset", ["subset"], True),
        ({"sheet": 0, "item": "2", "state": "met"}, "equal", ["equal"], True),
    ]
    (against,) = found["contradictions"]
    assert (against["met"]["item"], against["unmet"]["item"], against["unmet"]["state"]) == ("2", "乙", "unmet")
    assert against["unmet"]["reasons"] == ["没有制度"]
    assert against["met"]["clause"] == {
        "at": None, "requirements": [{"id": "2.1", "text": "制度齐全"}], "official": None,
    }  # fmt: skip
    cell = found["themes"][0]["cells"][0]
    assert (cell["low"], cell["high"], cell["items"], cell["gap"]) == ("33.3", "100", 2, None)
    assert [proof["evidence"] for proof in found["visit"]["proofs"]] == [[{"kind": None, "text": "学习记录"}], []]
    assert found["what_if"] is None


def what_is_refused(run: Run) -> None:
    assert run("compare", "无此县", "--json").codes() == ["unknown-unit"]
    done = run("compare", "云溪县", "--what-if", "t-study=6", "--what-if", "t-none=1@2025", "--json")
    assert (done.code, done.codes()) == (2, ["what-if", "unknown-fact"])
    assert run("compare", "云溪县", "--only", "what-if").code == 2
    for pair in (("1", "1"), ("1", "3"), ("0", "1")):
        done = run("compare", "云溪县", "--between", *pair)
        assert (done.code, "--between 要两个不同的号，从 1 到 2" in done.err or "大于" in done.err) == (2, True), (
            done.err
        )
    assert (
        "--by 不能与 --what-if、--only、--chart、--between 一起写"
        in run("compare", "云溪县", "--by", "t/small", "--chart", "bars").err
    )
    assert "可用：standards、facts、relations" in run("compare", "云溪县", "--only", "全部").err


def test_without_evaluations_or_crosswalks(ok: Run, opened: str, folder: Path) -> None:
    ok("unit", "add", "青岚县", "--kind", "county")
    assert "还没有可以对照的考评，请先用 kaoping eval new 新建" in ok("compare", "青岚县").out
    assert ok("compare", "青岚县", "--json").json["standards"] == []
    assert "互相矛盾：无从核对，这些标准之间没有对照表" in ok("compare", "云溪县").out


def test_a_crosswalk_is_linted_and_a_broken_one_is_named_everywhere(both: Run, run: Run, folder: Path) -> None:
    path = folder / "示例.crosswalk.toml"
    assert both("standard", "lint", path).out == f"没有发现问题：{path}\n"
    path.write_text(CROSSWALK.replace('to = "甲"', 'to = "丁"'), encoding="utf-8")
    linted = run("standard", "lint", path, "--json").json
    assert (linted["kind"], linted["ok"]) == ("crosswalk", False)
    assert [(one["code"], one["line"], one["id"], one["blocking"]) for one in linted["faults"]] == [
        ("unknown-criterion", 7, "丁", True),
        ("uncovered", 3, "t/other", False),
    ]
    done = both("compare", "云溪县")
    assert "注意：标准文件夹里的对照表 示例.crosswalk.toml 不能使用。" in done.err
    assert "标准“t/other”没有评分项 丁，请核对编号" in done.err
    assert "标准文件夹里的对照表 示例.crosswalk.toml 不能使用" in both("plugin", "list").out
    (failure,) = both("plugin", "list", "--json").json["crosswalks"]
    assert (failure["plugin"], Path(failure["path"]).name) == (None, "示例.crosswalk.toml")
    assert [row["id"] for row in both("standard", "list", "--json").json["standards"] if row["failure"]] == []
    path.write_text("from = 1", encoding="utf-8")
    assert both("compare", "云溪县", "--json").json["crosswalk_failures"][0]["plugin"] is None


def test_one_standard_over_time_and_over_units(ok: Run, run: Run, opened: str) -> None:
    for item, points in (("1", "4"), ("2", "2"), ("3", "3")):
        ok("eval", "rate", opened, item, "--points", points, "--reason", "查明")
    ok("eval", "veto", opened, "v1", "--clear")
    ok("eval", "adjust", opened, "bonus", "--count", "0")
    ok("unit", "add", "青岚县", "--kind", "county")
    ok("eval", "new", "t/small", "青岚县", "--period", "2025")
    out = ok("compare", "云溪县", "青岚县", "--by", "t/small").out
    rows = [line.split() for line in out.splitlines()]
    assert next(row[:5] for row in rows if row[:1] == ["[1]"]) == ["[1]", "云溪县", "2025", "9/10", "优秀（文件规定）"]
    assert "没有排名：还有 1 个考评对象结果未定，全部定了才排名" in out
    assert ["一", "领导", "6", "0", "~", "6"] in rows
    assert ["3", "案卷", "3/4", "未评"] in rows
    found = ok("compare", "云溪县", "--by", "t/small", "--json").json
    assert set(found) == {
        "standard", "over", "same_edition", "evaluations", "dimensions", "items", "ranking", "unranked", "missing", "hidden",
    }  # fmt: skip
    assert (found["over"], found["evaluations"][0]["change"], found["ranking"]) == ("time", None, [])
    assert found["items"][2]["cells"] == [{"state": "short", "low": "3", "high": "3", "full": "4"}]
    ranked = ok("compare", "云溪县", "--by", "t/small", "--period", "2025", "--json").json
    assert ranked["ranking"] == [{"place": 1, "tied": False, "barred": None}]
    assert run("compare", "云溪县", "--by", "t/none", "--json").codes() == ["unknown-evaluation"]
    for args in (
        ("云溪县", "青岚县"),
        ("云溪县", "--period", "2025"),
        ("云溪县", "--by", "t/small", "--only", "facts"),
    ):
        assert run("compare", *args).code == 2
