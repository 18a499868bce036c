from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kaoping.reports.markdown import escaped
from kaoping.store.evidence_files import size_text
from kaoping.text import width

Run = Callable[..., Any]

HOSTILE = "|`*_#<b>[x](http://e.x)![i]~~s~~ @me $a$ &lt; \\ www.e.x"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("第1.2项（学法）", "第1.2项（学法）"),
        ("a|b", "a\\|b"),
        ("# 标题", "\\# 标题"),
        ("- 项", "\\- 项"),
        ("1. 项", "1\\. 项"),
        ("1.2 项", "1.2 项"),
        ("=====", "\\====="),
        ("两\n行\r\n", "两 行"),
        ("    code", "code"),
        ("<script>", "\\<script\\>"),
        ("[a](b)", "\\[a\\](b)"),
        ("http://x", "http\\://x"),
        ("WWW.x", "WWW\\.x"),
        ("\x1b[31m\u202e", "␛\\[31m\\\\u202E"),
        ("", ""),
    ],
)
def test_text_stays_text(text: str, shown: str) -> None:
    assert escaped(text) == shown


def test_a_sheet_in_markdown(ok: Run, opened: str, tmp_path: Path) -> None:
    ok("eval", "rate", opened, "1", "--deduct", "0.5", "--reason", HOSTILE, "--requirement", "1.1")
    ok("eval", "rate", opened, "2", "--na", "--reason", "本级\n没有")
    ok("eval", "rate", opened, "3", "--points", "4")
    ok("eval", "adjust", opened, "bonus", "--count", "1", "--reason", "经验推广")
    ok("eval", "veto", opened, "v1", "--clear", "--note", "经核查")
    path = tmp_path / "得分表.md"
    ok("report", "sheet", opened, "--format", "md", "-o", path)
    text = path.read_text(encoding="utf-8")
    for line in (
        "# 得分表", "- 考评对象：云溪县", "- 标准：小标准（示例）（t/small）", "- 考评周期：2025", "- 截至：2025-12-20",
        "- 文件：小标准的文件（示例），示例〔2025〕1号，示例机关，2025-01-02", "- 考评人：张三",
        f"- 考评编号：{opened}（尚未提交）", "| 得分 | **8** | 满分 8 |", "| 结果 | **合格（文件规定）** |  |", "| 一 | 领导 | 4 | 3.5 |",
        "| bonus | 推广 | 已填 | 0.5 | 经验推广 |", "| 2 | 制度 | 考评人 | 本级 没有 |", "处理：移出（文件规定）",
        "| 3 | 案券 | 案卷 | 形近而误 |", "## 签字", "- 日志校验码：",
    ):  # fmt: skip
        assert line in text, text
    assert f"扣 0.5：{escaped(HOSTILE)}（要点 1.1）" in text
    assert "草稿" not in text
    rows = [line for line in text.splitlines() if line.startswith("| ") and "---" not in line]
    assert all(line.replace("\\|", "").count("|") in (4, 5, 6, 7) for line in rows)


def test_a_draft_says_so(ok: Run, opened: str) -> None:
    ok("eval", "rate", opened, "3", "--points", "4")
    text = ok("report", "sheet", opened, "--format", "md", "-o", "-").out
    assert "> **草稿**：尚有 2 项未评、1 个否决项未查明、1 个加减分未填。" in text
    assert "得分 4 ~ 11，结果：未定，还可能是：" in text.replace("\\~", "~")


def test_a_sheet_in_json(ok: Run, opened: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    told = ok("report", "sheet", opened, "--format", "json", "-o", path, "--json").json
    body = json.loads(path.read_text(encoding="utf-8"))
    assert told == {"file": str(path), "bytes": path.stat().st_size}
    assert (body["kind"], body["standard"], body["about"]["evaluator"]) == ("sheet", "t/small", "张三")
    assert set(body["about"]) == {"evaluation", "evaluator", "status", "updated", "printed", "fingerprint"}


def test_an_answers_file_is_reported_without_a_workspace(ok: Run, answers: Path, db: Path) -> None:
    assert "| 结果 | **优秀（文件规定）** |" in ok("report", "sheet", answers, "--format", "md", "-o", "-").out
    assert not db.exists()


def test_a_kind_by_its_chinese_name(ok: Run, run: Run, opened: str) -> None:
    assert ok("report", "得分表", opened).out == ok("report", "sheet", opened).out
    told = run("report", "打分表", opened)
    assert (told.code, "“打分表”不行，可用：request-list（调阅清单）、" in told.err) == (2, True)


def test_a_report_that_is_refused(ok: Run, run: Run, opened: str, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("mine", encoding="utf-8")
    assert run("report", "sheet", opened, "--format", "md", "-o", path, "--json").codes() == ["exists"]
    assert path.read_text(encoding="utf-8") == "mine"
    unknown = run("report", "sheet", opened, "--format", "docy", "-o", tmp_path / "b", "--json")
    assert (unknown.code, unknown.codes()) == (2, ["unknown-format"])
    assert "可用：md、json、html、docx、xlsx" in unknown.err
    nowhere = run("report", "sheet", opened, "--format", "md", "-o", tmp_path / "无" / "b.md", "--json")
    assert nowhere.code == 3
    ok("report", "sheet", opened, "--format", "md", "-o", path, "--force")
    assert "\n# 得分表\n\n小标准（示例）\n" in path.read_text(encoding="utf-8")


def test_every_kind_of_an_answers_file_in_every_format(ok: Run, run: Run, answers: Path, tmp_path: Path) -> None:
    kinds = ("request-list", "blank", "sheet", "deductions", "evidence", "rectification", "self-report", "derivation")
    for kind in (*kinds, "notice"):
        for name, begins in (("md", "# "), ("json", "{\n"), ("html", "<!doctype html>\n")):
            path = tmp_path / f"{kind}.{name}"
            ok("report", kind, answers, "--format", name, "-o", path)
            # A report with places to write in is a draft, which stands first in Markdown.
            begins = "> **草稿**" if (kind, name) == ("self-report", "md") else begins
            assert path.read_text(encoding="utf-8").startswith(begins)
    body = json.loads((tmp_path / "deductions.json").read_text(encoding="utf-8"))
    assert (body["kind"], "score" in body) == ("deductions", False)
    assert body["paper"]["blocks"][3]["rows"][0]["cells"][-1] == {"text": "少学一次", "number": None}
    wrong = run("report", "ranking", answers, "--format", "md", "-o", "-", "--json")
    assert (wrong.code, wrong.codes()) == (2, ["report-target"])
    assert "一次考评可以打印：调阅清单（request-list）" in wrong.err
    unknown = run("report", "sheets", answers, "--format", "md", "-o", "-")
    assert (
        unknown.code,
        "“sheets”不行，可用：request-list（调阅清单）、blank（空白评分表）、sheet" in unknown.err,
    ) == (2, True)


def test_a_notice_for_each_unit_of_a_campaign(ok: Run, run: Run, opened: str, tmp_path: Path) -> None:
    ok("unit", "add", "青岚县", "--kind", "county")
    ok("campaign", "new", "年度", "--period", "2025", "--standard", "t/small", "--unit", "云溪县", "--unit", "青岚县")
    ok("eval", "new", "t/small", "青岚县", "--period", "2025", "--campaign", "年度")
    folder = tmp_path / "反馈"
    told = ok("report", "notice", "年度", "--format", "html", "-o", folder, "--json")
    path = folder / "02-青岚县.html"
    assert told.json == {
        "files": [{"file": str(path), "bytes": path.stat().st_size}],
        "left": [{"unit": "云溪县", "why": "还没有考评"}],
    }
    assert "没有写：云溪县（还没有考评）" in told.err
    assert "<h1>关于青岚县考评情况的反馈意见</h1>" in path.read_text(encoding="utf-8")
    path.write_text("mine", encoding="utf-8")
    again = run("report", "notice", "年度", "--format", "html", "-o", folder, "--json")
    assert (again.code, again.codes(), path.read_text(encoding="utf-8")) == (2, ["exists"], "mine")
    assert "都没有写：02-青岚县.html" in again.err
    assert ok("report", "notice", "年度", "--format", "html", "-o", folder, "--force").out == f"已写出 1 份：{folder}\n"
    assert run("report", "notice", "年度", "--format", "md", "-o", path).err.endswith("这是一个文件\n")
    assert "不能写到标准输出" in run("report", "notice", "年度", "--format", "md", "-o", "-").err
    nowhere = run("report", "notice", "年度", "--format", "md", "-o", tmp_path / "无" / "反馈")
    assert (nowhere.code, "请检查上一级文件夹是否存在" in nowhere.err) == (3, True)
    assert "| 未排名 | 青岚县 |" in ok("report", "ranking", "年度", "--format", "md", "-o", "-").out


def test_without_a_file_the_report_is_shown_as_text(ok: Run, run: Run, opened: str, tmp_path: Path) -> None:
    ok("eval", "rate", opened, "3", "--points", "4")
    shown = ok("report", "sheet", opened).out
    assert shown.startswith("【草稿】尚有 2 项未评")
    assert "考评对象：云溪县" in shown
    assert max(width(line) for line in shown.splitlines()) <= 80
    assert ok("report", "sheet", opened, "--format", "txt").out == shown
    path = tmp_path / "得分表.txt"
    told = ok("report", "sheet", opened, "-o", path)
    assert path.read_text(encoding="utf-8") == shown
    assert told.out == f"已写出：{path}（{size_text(path.stat().st_size)}）\n"
    assert json.loads(ok("report", "sheet", opened, "--json").out)["kind"] == "sheet"
    nowhere = run("report", "sheet", opened, "--format", "docx")
    assert (nowhere.code, "缺少 -o：docx 要写成文件" in nowhere.err) == (2, True)
    unnamed = run("report", "sheet", opened, "-o", tmp_path / "得分表")
    assert (unnamed.code, "缺少 --format：文件名看不出格式" in unnamed.err) == (2, True)


def test_progress_of_many_is_shown_on_a_terminal(
    ok: Run, run: Run, opened: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kaoping.commands import report

    ok("campaign", "new", "年度", "--period", "2025", "--standard", "t/small", "--unit", "云溪县")
    ok("eval", "new", "t/small", "云溪县", "--period", "2025", "--campaign", "年度")
    unknown = run("report", "notice", "年度", "--format", "no", "-o", tmp_path / "无")
    assert (unknown.code, (tmp_path / "无").exists()) == (2, False)
    monkeypatch.setattr(report, "_is_terminal", lambda stream: True)
    told = ok("report", "notice", "年度", "--format", "txt", "-o", tmp_path / "反馈")
    assert "正在写出" in told.err
    assert told.out == f"已写出 1 份：{tmp_path / '反馈'}\n"
