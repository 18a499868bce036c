from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

SHEET = {
    "standard", "unit", "digest", "complete", "score", "result", "attainment", "dimensions", "adjustments", "vetoes",
    "outcome", "deductions", "derivation",
}  # fmt: skip


def nodes(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield node
    for child in node["children"]:
        yield from nodes(child)


def no_floats(value: Any) -> bool:
    if isinstance(value, dict):
        return all(no_floats(item) for item in value.values())
    if isinstance(value, list):
        return all(no_floats(item) for item in value)
    return not isinstance(value, float)


def test_the_sheet_as_json(ok: Run, answers: Path, db: Path) -> None:
    done = ok("score", answers, "--json")
    sheet = done.json
    assert done.err == ""
    assert not db.exists()
    assert set(sheet) >= SHEET
    assert no_floats(sheet)
    assert (sheet["standard"], sheet["unit"], sheet["complete"]) == ("t/small", "云溪县", True)
    assert sheet["score"] == {"low": "9.5", "high": "9.5", "full": "10"}
    assert sheet["result"] == {"low": "9.5", "high": "9.5"}
    assert sheet["attainment"] is None
    assert {key: sheet["dimensions"][0][key] for key in ("id", "title", "low", "high", "full")} == {
        "id": "一", "title": "领导", "low": "5.5", "high": "5.5", "full": "6",
    }  # fmt: skip
    assert sheet["vetoes"][0] | {"because": ""} == {
        "id": "v1", "title": "重大案件", "status": "clear", "effect": "ineligible", "because": "",
    }  # fmt: skip
    outcome = sheet["outcome"]
    assert (outcome["status"], outcome["label"], outcome["set_by"]) == ("decided", "优秀", "document")
    assert set(outcome) >= {"status", "label", "possible", "set_by", "because"}
    assert sheet["deductions"] == [{"item": "1", "amount": "0.5", "reason": "少学一次", "requirement": "1.1"}]
    for node in nodes(sheet["derivation"]):
        assert set(node) >= {"rule", "clause", "inputs", "value", "children"}
    assert sheet["derivation"]["value"] == "9.5"


def test_the_sheet_in_words(ok: Run, answers: Path) -> None:
    out = ok("score", answers).out
    for line in (
        "考评对象：云溪县", "标准：小标准（示例）（t/small，2025）", "周期 2025　截至 2025-12-20",
        "得分：9.5（满分 10，已评完）", "结果：优秀（文件规定）", "一    领导       5.5     6",
        "1        0.5  1.1   少学一次",
    ):  # fmt: skip
        assert line in out


def test_an_open_sheet_says_what_still_decides_and_exits_with_0(ok: Run, answers: Path) -> None:
    text = answers.read_text(encoding="utf-8").replace('[ratings."3"]\npoints = 3.5\nreason = "抽查一份不合格"\n', "")
    answers.write_text(text, encoding="utf-8")
    out = ok("score", answers).out
    assert "得分：6 ~ 10（满分 10，已评 2/3 项，下为可能的范围）" in out
    assert "结果：未定，还可能是：优秀、合格" in out
    assert "尚待：3 案卷" in out
    sheet = ok("score", answers, "--json").json
    assert sheet["score"] == {"low": "6", "high": "10", "full": "10"}
    assert (sheet["outcome"]["status"], sheet["outcome"]["label"]) == ("open", None)
    assert sheet["outcome"]["possible"] == ["优秀", "合格"]


def test_a_triggered_veto_bars(ok: Run, answers: Path) -> None:
    text = answers.read_text(encoding="utf-8").replace("happened = false", "happened = true\noccurred_on = 2023-01-01")
    answers.write_text(text, encoding="utf-8")
    out = ok("score", answers).out
    assert "结果：不得参评（文件规定）" in out
    assert "v1    重大案件  触发  不得参评" in out


WRONG = """schema = 1
standard = "t/small"
unit = { name = "云溪县", kind = "town" }
[[facts]]
id = "nobody-knows"
period = "2025"
value = 3
[[facts]]
id = "t-study"
period = "二〇二五"
value = 3
[[facts]]
id = "t-study"
period = "2025"
value = 2.5
[ratings."1"]
points = 4.5
[ratings."2"]
points = 0.3
[ratings."3"]
verdict = "met"
[ratings."9"]
points = 1
[adjustments.bonus]
count = 9
[vetoes.v9]
happened = true
"""


def test_every_fault_of_a_wrong_answers_file_is_named_at_once(run: Run, answers: Path) -> None:
    answers.write_text(WRONG, encoding="utf-8")
    done = run("score", answers, "--json")
    assert done.code == 2
    faults = done.json["faults"]
    assert {(fault["code"], fault["id"]) for fault in faults} >= {
        ("unit-kind", "云溪县"), ("as-of", None), ("unknown-fact", "nobody-knows"), ("period", "t-study"),
        ("fact-value", "t-study"), ("points", "1"), ("step", "2"), ("model", "3"), ("unknown-item", "9"),
        ("unknown-item", "v9"),
    }  # fmt: skip
    assert all(fault["file"] == str(answers) for fault in faults)
    assert all(isinstance(fault["line"], int) and isinstance(fault["column"], int) for fault in faults)
    line = WRONG[: WRONG.index('[ratings."9"]')].count("\n") + 1
    assert next(fault["line"] for fault in faults if fault["id"] == "9") in (line, line + 1)
    assert f"共 {len(faults)} 处" in done.err


def test_a_deduction_without_a_reason_is_refused(run: Run, answers: Path) -> None:
    text = answers.read_text(encoding="utf-8").replace('reason = "少学一次", ', "")
    answers.write_text(text, encoding="utf-8")
    done = run("score", answers, "--json")
    assert done.code == 2
    assert done.json["faults"][0]["id"] == "1"


def test_rules_from_the_command_line_are_used_and_named(ok: Run, answers: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text('schema = 1\nextends = "t/small"\ntitle = "本县规则"\nset_by = "某县"\n', encoding="utf-8")
    assert "本地规则：本县规则（某县规定）" in ok("score", answers, options=("--rules", rules)).out
    assert ok("score", answers, "--json", options=("--rules", rules)).json["rules"] == "本县规则"


@pytest.mark.parametrize("standard", ["../../etc/passwd", "第[/]条", "x\\u001b"])
def test_a_standard_that_is_not_there(run: Run, answers: Path, standard: str) -> None:
    answers.write_text(f'schema = 1\nstandard = "{standard}"\nunit = "甲"\n', encoding="utf-8")
    done = run("score", answers, "--json")
    assert done.code == 2
    assert "\x1b" not in done.out + done.err


def test_what_the_file_names_and_is_not_there_is_told_at_its_line(run: Run, answers: Path) -> None:
    text = 'schema = 1\nstandard = "t/none"\nunit = "甲"\n'
    answers.write_text(text, encoding="utf-8")
    fault = run("score", answers, "--json").json["faults"][0]
    assert (fault["file"], fault["line"], fault["column"]) == (str(answers), 2, 12)
    assert (fault["code"], fault["id"]) == ("unknown-standard", "t/none")
    answers.write_text(text.replace("t/none", "t/small") + 'rules = "own.toml"\n', encoding="utf-8")
    fault = run("score", answers, "--json").json["faults"][0]
    assert (fault["file"], fault["line"], fault["column"], fault["code"]) == (str(answers), 4, 9, "missing-file")
    assert fault["message"] == f"找不到本地规则文件“{answers.parent / 'own.toml'}”，请检查路径和文件名"


def test_lint_advice_goes_to_standard_error(ok: Run, small: Path, answers: Path) -> None:
    text = small.read_text(encoding="utf-8").replace('themes = ["enforcement"]\n', "")
    small.write_text(text, encoding="utf-8")
    done = ok("score", answers, "--json")
    assert "建议：" in done.err
    assert "没有主题" in done.err
    assert done.json["score"]["low"] == "9.5"


def test_rules_for_another_standard_are_not_used_in_silence(ok: Run, answers: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text('schema = 1\nextends = "beihai/county"\ntitle = "规则"\nset_by = "某县"\n', encoding="utf-8")
    done = ok("score", answers, "--json", options=("--rules", rules))
    assert "--rules 给的文件都不是补充标准“t/small”的" in done.err
    assert done.json["rules"] is None
