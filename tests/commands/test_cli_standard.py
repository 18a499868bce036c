from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

ENTRY = {"id", "title", "short", "edition", "status", "unit_kinds", "plugin", "version", "path", "failure"}
SHOWN = {
    "id", "document", "title", "edition", "status", "scoring", "dimensions", "criteria", "vetoes", "adjustments",
    "outcomes", "stages", "errata", "facts",
}  # fmt: skip
CRITERION = {"id", "path", "title", "points", "weight", "applies_when", "requirements", "themes", "errata"}
FAULT = {"file", "line", "column", "id", "code", "message"}

CASES = """schema = 1
standard = "t/small"
[[cases]]
name = "全满"
rest = "full"
as_of = 2025-12-20
vetoes = { v1 = { happened = false } }
adjustments = { bonus = { count = 0 } }
expect = { score = 10, label = "优秀" }
[[cases]]
name = "全零"
rest = "zero"
as_of = 2025-12-20
vetoes = { v1 = { happened = false } }
adjustments = { bonus = { count = 0 } }
expect = { score = 1, label = "优秀" }
"""


def test_list(ok: Run, small: Path) -> None:
    listed = ok("standard", "list", "--json").json
    by_id = {entry["id"]: entry for entry in listed["standards"]}
    assert set(by_id) >= {"t/small", "beihai/county", "national_county"}
    assert all(set(entry) == ENTRY for entry in by_id.values())
    assert by_id["t/small"]["unit_kinds"] == ["county"]
    assert by_id["t/small"]["path"] == str(small)
    assert by_id["t/small"]["plugin"] is None
    assert by_id["beihai/county"]["plugin"] == "beihai"
    assert "小标准" in ok("standard", "list").out


def test_a_file_in_the_users_folder_is_a_standard(ok: Run, home: Path, small: Path) -> None:
    folder = home / ".local" / "share" / "kaoping" / "standards"
    folder.mkdir(parents=True)
    text = small.read_text(encoding="utf-8").replace('"t/small"', '"t/mine"')
    (folder / "mine.toml").write_text(text, encoding="utf-8")
    (folder / "broken.toml").write_text("schema = 1\nid = 3\n", encoding="utf-8")
    listed = {entry["id"]: entry for entry in ok("standard", "list", "--json").json["standards"]}
    assert listed["t/mine"]["failure"] is None
    assert "kaoping standard lint" in listed["broken"]["failure"]
    assert "不能使用：broken" in ok("standard", "list").out


def test_show(ok: Run) -> None:
    shown = ok("standard", "show", "t/small", "--json").json
    assert set(shown) >= SHOWN
    assert shown["document"] | {"methods": [], "rules": []} == {
        "id": "t/small", "title": "小标准的文件（示例）", "number": "示例〔2025〕1号", "issuer": "示例机关",
        "date": "2025-01-02", "status": "in-force", "methods": [], "rules": [],
    }  # fmt: skip
    assert [set(criterion) >= CRITERION for criterion in shown["criteria"]] == [True] * 3
    first = shown["criteria"][0]
    assert (first["id"], first["path"], first["points"], first["applies_when"]) == ("1", ["一"], "4", None)
    assert first["requirements"][0]["measure"]["at_least"] == "4"
    assert first["requirements"][0]["points"] is None
    assert shown["criteria"][2]["errata"][0]["read_as"] == "案卷"
    assert [stage["id"] for stage in shown["stages"]] == ["self"]
    assert {fact["id"] for fact in shown["facts"]} == {"t-study", "t-case"}


def test_show_in_words(ok: Run, small: Path) -> None:
    out = ok("standard", "show", "t/small").out
    assert "一 领导（6 分）" in out
    assert "1 学法（4 分）　〔附件一〕" in out
    assert "依事实“学法次数”（t-study）：不低于 4次（每年）" in out
    assert "扣分：每差 1 扣 0.5 分，累计不超过 2 分" in out
    assert "v1 重大案件：不得参评，追溯 3 年（文件规定）" in out
    assert "bonus 加分：推广（每次 0.5 分，累计不超过 1 分）" in out
    assert "优秀：得分不低于 9，未触发 v1（文件规定）" in out
    assert "self 自评（单位），每月 25 日前" in out
    assert "3：原印“案券”，读作“案卷”；形近而误" in out
    assert ok("standard", "show", small).out == out


def test_an_unknown_standard_is_refused_with_those_there_are(run: Run) -> None:
    done = run("standard", "show", "t/smal", "--json")
    assert done.code == 2
    assert done.codes() == ["unknown-standard"]
    assert "t/small" in done.err


def test_lint_of_a_good_file(ok: Run, small: Path, answers: Path) -> None:
    assert ok("standard", "lint", small, "--json").json == {
        "file": str(small), "kind": "standard", "ok": True, "faults": [],
    }  # fmt: skip
    assert ok("standard", "lint", answers, "--json").json["kind"] == "answers"


def test_lint_finds_faults_and_advice_alike(run: Run, small: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    text = small.read_text(encoding="utf-8").replace("full = 10", "full = 12").replace('themes = ["enforcement"]\n', "")
    wrong.write_text(text, encoding="utf-8")
    done = run("standard", "lint", wrong, "--json")
    assert done.code == 1
    found = {fault["code"]: fault for fault in done.json["faults"]}
    assert set(found) == {"full-sum", "no-theme"}
    assert all(set(fault) == FAULT | {"blocking"} for fault in found.values())
    assert (found["full-sum"]["blocking"], found["no-theme"]["blocking"]) == (True, False)
    assert found["no-theme"]["id"] == "3"
    assert found["full-sum"]["line"] == text[: text.index("full = 12")].count("\n") + 1
    told = run("standard", "lint", wrong)
    assert told.code == 1
    assert "共 2 处：错误 1，建议 1" in told.out
    wrong.write_text(text.replace("full = 12", "full = 10"), encoding="utf-8")
    told = run("standard", "lint", wrong)
    assert (told.code, told.out.splitlines()[-1]) == (0, "共 1 处：错误 0，建议 1；没有错误，可以使用")
    assert run("standard", "lint", wrong, "--json").json["ok"] is True


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("schema = 1\nkind = \"document\"\nid = \"d\"\n", "document", "missing-field"),
        ("schema = 1\nkind = \"facts\"\n", "facts", "missing-field"),
        ("schema = 1\nextends = \"t/small\"\n", "rules", "missing-field"),
        ("schema = 1\nstandard = \"t/small\"\nunit = \"甲\"\nas_of = 2025-12-20\nratings = { \"9\" = { points = 1 } }\n", "answers", "unknown-item"),
        ("schema = 1\nstandard = \"t/small\"\ncases = [{ name = \"a\", as_of = 2025-12-20, ratings = { \"1\" = { points = 9 } }, expect = {} }]\n", "cases", "points"),
        ("schema = 2\nid = \"x\"\n", "standard", "newer-schema"),
        ("a = [", None, "toml-syntax"),
        ("a = nan", None, "not-finite"),
    ],
)  # fmt: skip
def test_lint_knows_a_file_by_its_content(run: Run, tmp_path: Path, text: str, kind: str | None, code: str) -> None:
    path = tmp_path / "file.toml"
    path.write_text(text, encoding="utf-8")
    done = run("standard", "lint", path, "--json")
    assert done.code == 1
    assert done.json["kind"] == kind
    assert done.json["ok"] is False
    assert all(fault["file"] == str(path) for fault in done.json["faults"])
    assert code in done.codes()


def test_lint_finds_the_standard_beside_its_rules(ok: Run, small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    text = small.read_text(encoding="utf-8").replace('"t/small"', '"t/own"')
    (folder / "own.toml").write_text(text, encoding="utf-8")
    rules = folder / "own.rules.toml"
    rules.write_text('schema = 1\nextends = "t/own"\ntitle = "补充"\nset_by = "某县"\n', encoding="utf-8")
    assert ok("standard", "lint", rules, "--json").json["kind"] == "rules"


def test_lint_of_no_file_is_refused(run: Run, tmp_path: Path) -> None:
    done = run("standard", "lint", tmp_path / "没有.toml", "--json")
    assert done.code == 2
    assert done.codes() == ["missing-file"]


def test_cases_that_fail_say_how(run: Run, small: Path) -> None:
    cases = small.with_name("small.cases.toml")
    cases.write_text(CASES, encoding="utf-8")
    for target in ("t/small", small, cases):
        done = run("standard", "test", target, "--json")
        assert done.code == 1
        found = done.json
        assert (found["standard"], found["passed"], found["failed"]) == ("t/small", 1, 1)
        assert found["cases"][0] == {"name": "全满", "ok": True, "computed": False, "differences": []}
        assert found["cases"][1]["differences"] == ["得分应为 1，得到 0", "结果应为“优秀”，得到“不合格”"]
    assert "不符：全零\n    得分应为 1，得到 0" in run("standard", "test", small).out


def test_cases_that_hold(ok: Run, small: Path) -> None:
    text = CASES.replace('score = 1, label = "优秀"', 'score = 0, label = "不合格"')
    small.with_name("small.cases.toml").write_text(text, encoding="utf-8")
    assert ok("standard", "test", "t/small").out == "t/small：算例 2 个，相符 2，不符 0\n"


def test_no_cases_is_refused(run: Run) -> None:
    done = run("standard", "test", "t/small", "--json")
    assert done.code == 2
    assert done.codes() == ["missing-cases"]


@pytest.mark.parametrize("kind", ["standard", "document", "rules", "answers", "cases", "facts"])
def test_schema(ok: Run, kind: str) -> None:
    schema = ok("standard", "schema", kind).json
    assert schema["type"] == "object"
    assert "schema" in schema["properties"]


def test_a_standard_from_the_command_line_that_is_wrong_is_named(run: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.toml"
    wrong.write_text("id = \x1b[31m", encoding="utf-8")
    done = run("standard", "list", options=("--standard", wrong))
    assert done.code == 0
    assert "wrong" in done.out
    assert "\x1b" not in done.out


def test_using_a_standard_that_does_not_add_up_names_the_check(run: Run, small: Path) -> None:
    wrong = small.with_name("wrong.toml")
    text = small.read_text(encoding="utf-8").replace('"t/small"', '"t/wrong"')
    wrong.write_text(text.replace("full = 10\n", "full = 11\n", 1), encoding="utf-8")
    assert (
        "只读了开头，内容有没有错误用 kaoping standard lint FILE 检查"
        in run("standard", "list", options=("--standard", wrong)).out
    )
    done = run("standard", "show", "t/wrong", options=("--standard", wrong))
    assert done.code == 2
    assert "各评分项合计 10 分，满分 11 分，少 1 分" in done.err
    assert done.err.endswith(f"下一步：用 kaoping standard lint {wrong} 逐处检查，改好再用\n")
