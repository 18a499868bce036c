"""`kaoping standard to-xlsx` and `from-xlsx`: out, filled in, back; refused with sheet and cell, nothing written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from sheet_books import Book

from kaoping.standard.load import opened

Run = Callable[..., Any]
#: A standard that agrees with itself, its document beside it.
STANDARD = """schema = 1
id = "t/town"
document = "t"
title = "乡镇标准（示例）"
short = "乡镇"
edition = "2025"
status = "draft"
unit_kinds = ["town"]
criteria = [{ id = "1", title = "学法", points = 6, themes = ["decision"], requirements = [
  { id = "1.1", text = "每年四次", points = 4 },
  { id = "1.2", text = "有记录" },
] }, { id = "2", title = "公开", points = 4, themes = ["decision"], requirements = [{ id = "2.1", text = "已公开" }] }]
[scoring]
model = "points"
full = 10
"""
DOCUMENT = 'schema = 1\nkind = "document"\nid = "t"\ntitle = "文件（示例）"\n'


def standard(folder: Path) -> Path:
    path = folder / "town.toml"
    path.write_text(STANDARD, encoding="utf-8")
    (folder / "t.document.toml").write_text(DOCUMENT, encoding="utf-8")
    return path


def test_out_changed_and_back(ok: Run, run: Run, tmp_path: Path) -> None:
    source, out, back = standard(tmp_path), tmp_path / "表.xlsx", tmp_path / "back"
    back.mkdir()
    said = ok("standard", "to-xlsx", str(source), str(out)).out
    assert said.startswith(f"已写出：{out}\n填好后用 kaoping standard from-xlsx")
    assert run("standard", "to-xlsx", str(source), str(out), "--json").codes() == ["exists"]
    assert run("standard", "to-xlsx", str(source), str(tmp_path / "a.ods"), "--json").codes() == ["output"]
    done = ok("standard", "from-xlsx", str(out), "-o", str(back / "town.toml"), "--json").json
    files = [str(back / "town.toml"), str(back / "t.document.toml")]
    assert (done["standard"], done["files"], done["notes"], done["faults"]) == ("t/town", files, [], [])
    assert opened(back / "town.toml") == opened(source)
    # The document's file is there already and says the same: only the standard is in the way.
    refused = run("standard", "from-xlsx", str(out), "-o", str(back / "town.toml"), "--json")
    assert refused.codes() == ["exists"]
    assert (
        ok("standard", "from-xlsx", str(out), "-o", str(back / "town.toml"), "--force", "--json").json["files"]
        == files[:1]
    )


def test_import_knows_such_a_workbook(ok: Run, tmp_path: Path) -> None:
    source, out = standard(tmp_path), tmp_path / "a.xlsx"
    ok("standard", "to-xlsx", str(source), str(out))
    done = ok("standard", "import", str(out), "-o", str(tmp_path / "again.toml"), "--json").json
    assert done["files"] == [str(tmp_path / "again.toml"), str(tmp_path / "t.document.toml")][: len(done["files"])]
    assert opened(tmp_path / "again.toml") == opened(source)


def test_what_does_not_add_up_is_told_at_its_cell_and_nothing_is_written(ok: Run, run: Run, tmp_path: Path) -> None:
    out, back = tmp_path / "a.xlsx", tmp_path / "b.toml"
    ok("standard", "to-xlsx", str(standard(tmp_path)), str(out))
    book = Book(out.read_bytes())
    twice = book.put("指标", "要点编号", 3, "1.1")
    unknown = book.put("指标", "事实", 3, "nobody-knows")
    book.put("指标", "不低于", 3, 1)
    book.put("指标", "等于", 3, 2)
    less = book.put("指标", "分值", 4, -1)
    book.save(out)
    form = run("standard", "from-xlsx", str(out), "-o", str(back), "--json").json["faults"]
    assert [(one["id"], one["message"]) for one in form] == [
        (
            "1.1",
            f"指标 {unknown}：界限 须且只须写明一种界限："
            "“不低于”/“不高于”/“高于”/“低于”、“等于”、“应为”、期限、“走向” 或 “界限取自事实”",
        ),
        ("2", f"指标 {less}：不能是负数，现在是数 -1"),
    ]
    book.put("指标", "等于", 3, None)
    book.put("指标", "分值", 4, 3)
    book.save(out)
    faults = run("standard", "from-xlsx", str(out), "-o", str(back), "--json").json["faults"]
    by_code = {one["code"]: one["message"].split("：")[0] for one in faults}
    full = f"标准 {book.field('标准', '满分').coordinate}"
    assert by_code == {"duplicate-id": f"指标 {twice}", "unknown-fact": f"指标 {unknown}", "full-sum": full}
    assert {(one["file"], one["line"]) for one in faults} == {(str(out), None)}
    assert "请在 “事实”表 中写明" in next(one["message"] for one in faults if one["code"] == "unknown-fact")
    assert not back.exists()


def test_an_empty_one_to_begin_from_says_all_that_it_lacks(ok: Run, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "new.xlsx"
    ok("standard", "to-xlsx", "yunxi/town-2026", str(out), "--new")
    assert run("standard", "to-xlsx", "乡镇", str(out), "--new", "--json").codes() == ["id"]
    refused = run("standard", "from-xlsx", str(out), "-o", str(tmp_path / "n.toml"), "--json")
    assert set(refused.codes()) == {"missing-field"}
    said = "\n".join(one["message"] for one in refused.json["faults"])
    for head in ("标准全称", "简称", "版本", "考评对象种类", "文件全称"):
        assert f"没有填“{head}”，请填写" in said
    book = Book(out.read_bytes())
    for sheet, name, value in (
        ("标准", "标准全称", "云溪乡镇标准"), ("标准", "简称", "乡镇"), ("标准", "版本", "2026"), ("标准", "考评对象种类", "乡镇"),
        ("文件", "文件全称", "云溪通知"),
    ):  # fmt: skip
        book.field(sheet, name).value = value
    for head, value in (
        ("评分项编号", "1"),
        ("评分项", "学法"),
        ("分值", 100),
        ("要点编号", "1.1"),
        ("要点", "学了"),
        ("主题", "决策机制"),
    ):
        book.put("指标", head, 1, value)
    book.save(out)
    done = ok("standard", "from-xlsx", str(out), "-o", str(tmp_path / "n.toml"))
    assert "yunxi/town-2026　云溪乡镇标准" in done.out
    assert ok("standard", "show", str(tmp_path / "n.toml"), "--json").json["criteria"][0]["themes"] == ["decision"]
    assert 'unit_kinds = ["town"]' in (tmp_path / "n.toml").read_text(encoding="utf-8")


def test_a_stranger_is_told_so(run: Run, tmp_path: Path) -> None:
    other = openpyxl.Workbook()
    other.active["A1"] = "随便"
    other.save(tmp_path / "a.xlsx")
    refused = run("standard", "from-xlsx", str(tmp_path / "a.xlsx"), "--json")
    assert refused.codes() == ["not-a-workbook"]
    assert "这不是标准的工作簿（没有“标准”和“指标”表）" in refused.json["faults"][0]["message"]
    (tmp_path / "b.xlsx").write_bytes(b"PK\x03\x04 no zip")
    assert run("standard", "from-xlsx", str(tmp_path / "b.xlsx"), "--json").codes() == ["document"]
    assert run("standard", "from-xlsx", str(tmp_path / "none.xlsx"), "--json").codes() == ["workbook"]
