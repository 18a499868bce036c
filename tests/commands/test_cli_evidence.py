"""kaoping evidence: attached, linked, listed, found and opened from a terminal."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "会议 纪要.pdf"
    path.write_bytes(b"%PDF")
    return path


def test_a_file_is_attached_listed_linked_and_found(ok: Run, opened: str, paper: Path) -> None:
    made = ok("evidence", "add", opened, "1", str(paper), "--page", "3", "--json").json["evidence"]
    digest = hashlib.sha256(b"%PDF").hexdigest()
    file = {"name": "会议 纪要.pdf", "sha256": digest, "size": 4, "copied": True, "path": None, "state": "ok"}
    assert made == [
        {
            "id": made[0]["id"], "kind": "document", "title": "会议 纪要", "file": file, "on": None, "who": None,
            "what": None, "url": None, "links": [{"item": "1", "requirement": None, "page": "3"}],
        }
    ]  # fmt: skip
    id = made[0]["id"]
    assert "〔文件〕" not in ok("evidence", "link", opened, "2", id).out
    assert ok("evidence", "list", opened, "--json").json["evidence"][0]["links"][1] == {
        "item": "2", "requirement": None, "page": None,
    }  # fmt: skip
    assert "会议 纪要.pdf（4 字节）" in ok("evidence", "list", opened).out
    assert [use["item"] for use in ok("evidence", "where", id, "--json").json["uses"]] == ["1", "2"]
    assert "没有佐证材料" in ok("evidence", "unlink", opened, "2", id).out
    ok("eval", "undo", opened)
    assert len(ok("evidence", "list", opened, "2", "--json").json["evidence"]) == 1
    assert ok("verify", "--json").json["ok"] is True


def test_a_visit_and_what_is_refused(run: Run, ok: Run, opened: str, paper: Path) -> None:
    said = ok("evidence", "add", opened, "1", "--visit", "走访", "--on", "2025-11-03", "--who", "所长").out
    assert "2025-11-03，所长" in said
    assert ok("evidence", "add", opened, "1", "--web", "https://example.com/x").code == 0
    for args, code, message in (
        ((opened, "1"), 2, "须且只须写其一：FILE、--visit、--interview、--web"),
        ((opened, "1", str(paper), "--visit", "x"), 2, "须且只须写其一"),
        ((opened, "1", "--visit", "x", "--by-reference"), 2, "--by-reference 只与文件一起使用"),
        ((opened, "9", str(paper)), 2, "没有评分项“9”"),
        ((opened, "1", str(paper.parent)), 2, "这是一个文件夹"),
        ((opened, "1", str(paper), "--kind", "rumour"), 2, "没有佐证种类“rumour”"),
        ((opened, "1", "--web", "file:///etc/passwd"), 2, "网址应以 http"),
    ):
        done = run("evidence", "add", *args)
        assert (done.code, message in done.err) == (code, True), (args, done.err)
    assert run("evidence", "open", "nothing").code == 2


def test_files_that_went_missing_are_named_by_verify(run: Run, ok: Run, opened: str, paper: Path, db: Path) -> None:
    id = ok("evidence", "add", opened, "1", str(paper), "--json").json["evidence"][0]["id"]
    (kept,) = [path for path in Path(f"{db}.files").rglob("*") if path.is_file()]
    kept.unlink()
    done = run("verify", "--json")
    assert done.code == 1
    assert [fault["code"] for fault in done.json["faults"]] == ["evidence-missing"]
    assert "文件不见了" in ok("evidence", "list", opened).out
    assert run("evidence", "open", id).code == 2
    assert run("backup", str(db.with_name("b.db")), "--with-files").code == 1
