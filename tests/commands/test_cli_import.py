"""`kaoping standard import`: from a document's file to a standard's file, and again after corrections."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]

RUBRIC = """云溪县法治单位考评细则（2026年）
（总分100分）
一、组织领导（40分）
1、成立领导小组（15分）。未成立的扣5分。
2、党组中心组每年学法不少于2次（25分）。每少1次扣5分。
二、依法办事（60分）
1、持证上岗（20分）。
1、公示执法信息（40分）。
三、等次
85分以上为合格，85分以下为不合格。
"""
TWO = """考核标准
一、县级标准（总分100分）
（一）领导（100分）
1、学法（60分）。
2、用法（40分）。
二、部门标准（总分100分）
（一）执法（100分）
1、公示（30分）。
2、记录（70分）。
"""


@pytest.fixture
def rubric(tmp_path: Path) -> Path:
    path = tmp_path / "细则.txt"
    path.write_text(RUBRIC, encoding="utf-8")
    return path


def test_a_document_becomes_a_standard_that_is_scored(ok: Run, run: Run, rubric: Path, tmp_path: Path) -> None:
    out = tmp_path / "own.toml"
    said = ok("standard", "import", rubric, "-o", out, "--id", "yunxi/own").out
    assert f"已写出：{out}（编号 yunxi/own）" in said
    assert "读出：一级指标 2，评分项 4，评分要点 4，数字界限 1，扣分规则 2，等次 2" in said
    assert "计分：各项合计 100 分，文件所印总分 100 分，相符" in said
    assert "存疑（第8行）：编号“1、”与前一个相同，照文件所印另作一项" in said
    assert f"kaoping standard review {out}" in said
    assert (
        "建议（不采纳也能用）：共享事实 1 处；审阅时最后问到，也写在文件的“# 建议”里\n主题：按用语写出 4 项（共 4 项）"
        in said
    )
    assert '# 建议：fact = "party-study-sessions"（' in out.read_text(encoding="utf-8")
    lint = run("standard", "lint", out)
    assert "错误" not in lint.out.replace("错误 0", "")
    answers = tmp_path / "a.toml"
    answers.write_text(
        'schema = 1\nstandard = "yunxi/own"\nunit = "云溪县司法局"\nas_of = 2026-12-20\n'
        '[ratings."1.1"]\npoints = 15\n[ratings."1.2"]\npoints = 20\n[ratings."2.1"]\npoints = 20\n[ratings."2.1-2"]\npoints = 40\n',
        encoding="utf-8",
    )
    scored = json.loads(ok("--standard", out, "score", answers, "--json").out)
    assert scored["outcome"]["label"] == "合格"


def test_as_json_and_every_paragraph(ok: Run, rubric: Path, tmp_path: Path) -> None:
    out = tmp_path / "own.toml"
    (found,) = json.loads(ok("standard", "import", rubric, "-o", out, "--json").out)["standards"]
    assert found["id"] == "yunxi/department-2026"
    assert (found["total"], found["full"], found["counts"]["criteria"]) == ("100", "100", 4)
    assert [one["code"] for one in found["doubts"]] == ["number-twice"]
    (study,) = found["proposals"]
    assert (study["code"], study["place"], study["fact"]) == ("shared-fact", "第5行", "party-study-sessions")
    assert (study["line"], found["themed"]) == ('fact = "party-study-sessions"', ["1.1", "1.2", "2.1", "2.1-2"])
    whole = json.loads(ok("standard", "import", rubric, "-o", out, "--account", "--json").out)["standards"][0]
    assert {one["place"] for one in whole["parts"]} == {f"第{number}行" for number in range(1, 11)}
    assert (
        "第4行\t评分项 → 1.1\t1、成立领导小组（15分）。" in ok("standard", "import", rubric, "-o", out, "--account").out
    )


def test_corrections_are_taken_up_again(ok: Run, run: Run, rubric: Path, tmp_path: Path) -> None:
    out = tmp_path / "own.toml"
    ok("standard", "import", rubric, "-o", out, "--id", "a/first")
    review = tmp_path / "own.review.json"
    assert json.loads(review.read_text(encoding="utf-8"))["source"] == "细则.txt"
    ok("standard", "import", rubric, "-o", out)
    assert 'id = "a/first"' in out.read_text(encoding="utf-8")
    out.write_text(out.read_text(encoding="utf-8") + "# 手改\n", encoding="utf-8")
    refused = run("standard", "import", rubric, "-o", out)
    assert refused.code == 2
    assert "own.toml 在写出之后被改过，没有覆盖；确要覆盖请加 --force" in refused.err
    assert out.read_text(encoding="utf-8").endswith("# 手改\n")
    ok("standard", "import", rubric, "-o", out, "--force")
    assert "手改" not in out.read_text(encoding="utf-8")


def test_each_sheet_is_a_file(ok: Run, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "two.txt"
    path.write_text(TWO, encoding="utf-8")
    said = ok("standard", "import", path, "--id", "two").out
    assert f"已写出：{tmp_path / 'two-1.toml'}（编号 two-1）" in said
    second = (tmp_path / "two-2.toml").read_text(encoding="utf-8")
    assert 'title = "考核标准部门标准"' in second
    assert "属于另一张评分表“县级标准”" in said
    ok("standard", "import", path, "--id", "two", "--sheet", "2", "-o", tmp_path / "only.toml")
    assert 'title = "考核标准部门标准"' in (tmp_path / "only.toml").read_text(encoding="utf-8")
    missing = run("standard", "import", path, "--sheet", "3", "-o", tmp_path / "three.toml")
    assert "文件里只有 2 张评分表，没有第 3 张" in missing.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("没有.docx",), "没有这个文件"),
        (("细则.txt", "-o", "own.txt"), "标准的文件名要以 .toml 结尾"),
        (("细则.txt", "-o", "own.cases.toml"), "标准的文件名要以 .toml 结尾"),
        (("细则.txt", "--id", "云溪"), "只能用小写字母"),
        (("图.bin",), "认不出这个文件的格式"),
        (("空.txt",), "没有读到文字"),
    ],
)
def test_what_cannot_be_imported(
    run: Run, rubric: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "图.bin").write_bytes(b"\x00\x01\xff\xfe" * 40)
    (tmp_path / "空.txt").write_text(" \n", encoding="utf-8")
    refused = run("standard", "import", *arguments)
    assert refused.code == 2
    assert message in refused.err
    assert [path.name for path in tmp_path.glob("*.toml")] == ["small.toml"]


def test_a_draft_is_written_back_to_itself_alone(ok: Run, run: Run, rubric: Path, tmp_path: Path) -> None:
    ok("standard", "import", rubric, "-o", tmp_path / "own.toml")
    before = (tmp_path / "own.toml").read_bytes()
    refused = run("standard", "import", tmp_path / "own.toml", "-o", tmp_path / "other.toml")
    assert refused.code == 2
    assert "重新导入时写回它自己；要另写成 other.toml，请导入它所依据的原文件" in refused.err
    assert not (tmp_path / "other.toml").exists()
    assert (tmp_path / "own.toml").read_bytes() == before


def test_an_earlier_edition_gives_its_ids_to_what_means_the_same(
    ok: Run, run: Run, rubric: Path, tmp_path: Path
) -> None:
    old, new = tmp_path / "old.toml", tmp_path / "new.toml"
    ok("standard", "import", rubric, "-o", old, "--id", "yunxi/own-2026")
    name = "yunxi-own-党组中心组每年学法-次"
    text = old.read_text(encoding="utf-8")
    assert f'fact = "{name}"' in text
    # Written by hand, or named by the number of the item, as drafts once were.
    old.write_text(text.replace(name, "yunxi-own-2.1"), encoding="utf-8")
    rubric.write_text(
        RUBRIC.replace("1、成立领导小组（15分）", "1、述法（5分）。\n2、成立领导小组（10分）"), encoding="utf-8"
    )
    said = ok("standard", "import", rubric, "-o", new, "--id", "yunxi/own-2027", "--previous", old).out
    assert "事实编号与上一版（yunxi/own-2026 2026年〔" in said
    assert "〕）相同 1 个（共 1 个）：名称、单位都没有变，已登记的值照旧采用" in said
    assert 'fact = "yunxi-own-2.1"' in new.read_text(encoding="utf-8")
    # It stays so when the draft is made again, wherever the two files lie; one that is gone is told.
    assert "相同 1 个" in ok("standard", "import", new).out
    old.rename(tmp_path / "moved.toml")
    told = ok("standard", "import", new).out
    assert "上一版标准“old.toml”读不了，没有沿用它的事实编号" in told
    refused = run("standard", "import", rubric, "-o", new, "--previous", tmp_path / "none.toml")
    assert refused.code == 2
