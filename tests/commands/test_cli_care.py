"""verify, backup, restore, and what the surroundings do to a workspace."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


def test_verify_of_a_sound_workspace(ok: Run, opened: str) -> None:
    ok("eval", "rate", opened, "2", "--points", "2")
    found = ok("verify", "--json").json
    assert found["ok"] is True
    assert found["faults"] == []
    assert [set(head) for head in found["heads"]] == [{"book", "seq", "hash"}]
    assert found["heads"][0]["seq"] == 3
    assert "校验通过" in ok("verify").out


def test_verify_finds_a_table_that_was_changed(run: Run, ok: Run, opened: str, db: Path) -> None:
    ok("eval", "rate", opened, "2", "--points", "1")
    with sqlite3.connect(db) as raw:
        raw.execute("UPDATE rating SET body = replace(body, '\"1\"', '\"2\"')")
    raw.close()
    done = run("verify", "--json")
    assert done.code == 1
    assert done.json["ok"] is False
    assert "projection" in done.codes()
    assert "校验未通过" in run("verify").out


def test_verify_against_heads_held_elsewhere(run: Run, ok: Run, opened: str, db: Path, tmp_path: Path) -> None:
    early = tmp_path / "early.db"
    shutil.copy(db, early)
    ok("eval", "rate", opened, "2", "--points", "2")
    known = tmp_path / "heads.json"
    known.write_text(ok("verify", "--json").out, encoding="utf-8")
    assert ok("verify", "--known", known, "--json").json["ok"] is True
    shutil.copy(early, db)
    assert ok("verify", "--json").json["ok"] is True
    done = run("verify", "--known", known, "--json")
    assert done.code == 1
    assert "cut" in done.codes() or "head" in done.codes()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"heads": [{"book": 1, "seq": "x", "hash": null}]}', "[" * 100_000])
def test_a_file_of_heads_that_is_none(run: Run, opened: str, tmp_path: Path, text: str) -> None:
    known = tmp_path / "heads.json"
    known.write_text(text, encoding="utf-8")
    done = run("verify", "--known", known, "--json")
    assert done.code == 2
    assert done.codes() == ["heads"]
    assert run("verify", "--known", tmp_path / "没有", "--json").codes() == ["unreadable"]


def test_backup_and_restore(ok: Run, run: Run, opened: str, db: Path, tmp_path: Path) -> None:
    ok("eval", "rate", opened, "2", "--points", "2")
    before = ok("eval", "score", opened, "--json").json
    target = tmp_path / "备份.db"
    assert ok("backup", target, "--json").json == {"file": str(target)}
    assert run("backup", target, "--json").codes() == ["exists"]
    ok("eval", "rate", opened, "2", "--points", "0.5")
    restored = ok("restore", target, "--json").json
    assert restored["file"] == str(db)
    assert Path(restored["kept"]).exists()
    assert ok("eval", "score", opened, "--json").json == before
    assert ok("verify", "--json").json["ok"] is True
    ok("eval", "rate", opened, "3", "--points", "4")
    assert len(ok("verify", "--json").json["heads"]) == 2
    db.unlink()
    assert ok("restore", target, "--json").json["kept"] is None


def test_restore_of_something_else_changes_nothing(run: Run, ok: Run, opened: str, db: Path, tmp_path: Path) -> None:
    other = tmp_path / "x.db"
    other.write_bytes(b"not a database at all, but long enough to look at" * 30)
    before = db.read_bytes()
    done = run("restore", other, "--json")
    assert done.code == 3
    assert done.codes() == ["not-a-workspace"]
    assert "next_step" in done.json["faults"][0]
    assert db.read_bytes() == before
    assert run("restore", tmp_path / "没有.db", "--json").codes() == ["missing"]
    assert run("restore", db, "--json").codes() == ["same-file"]


def test_a_backup_is_made_by_itself_once_a_day(ok: Run, opened: str, db: Path) -> None:
    ok("eval", "rate", opened, "2", "--points", "2")
    ok("eval", "rate", opened, "3", "--points", "2")
    folder = db.with_name(f"{db.name}-backups")
    day = datetime.now(UTC).astimezone().date().isoformat()
    assert [path.name for path in folder.iterdir()] == [f"{db.stem}.{day}.db"]


@pytest.mark.parametrize("content", [b"", b"text", b"SQLite format 3\x00" + b"\x00" * 4000])
def test_a_file_that_is_no_workspace(run: Run, db: Path, content: bytes) -> None:
    db.write_bytes(content)
    done = run("unit", "list", "--json")
    assert done.code == 3
    assert done.codes()[0] in ("not-a-workspace", "damaged")
    assert "下一步" in done.err
    assert run("unit", "add", "甲", "--kind", "county").code == 3
    assert db.read_bytes() == content


def test_a_mistyped_path_makes_nothing(run: Run, db: Path) -> None:
    for args in (["unit", "list"], ["eval", "new", "t/small", "甲", "--period", "2025"], ["verify"], ["backup", "x"]):
        done = run(*args, "--json")
        assert done.code == 3
        assert done.codes() == ["missing"]
    assert not db.exists()


def test_a_newer_schema(run: Run, ok: Run, opened: str, db: Path) -> None:
    with sqlite3.connect(db) as raw:
        raw.execute("PRAGMA user_version = 999")
    raw.close()
    done = run("eval", "list", "--json")
    assert done.code == 3
    assert done.codes() == ["newer-schema"]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="file modes are not asked on this system")
def test_a_read_only_file_is_still_read(ok: Run, run: Run, opened: str, db: Path) -> None:
    db.chmod(0o444)
    assert ok("eval", "list", "--json").json["evaluations"][0]["number"] == 1
    if os.geteuid() != 0:
        done = run("eval", "rate", opened, "2", "--points", "2", "--json")
        assert done.code == 3
        assert done.codes() == ["read-only"]


def test_two_processes_on_one_workspace(ok: Run, opened: str, process: Callable[..., Any], db: Path) -> None:
    notes = [f"备注{number}" for number in range(6)]
    import concurrent.futures

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda note: process("eval", "note", opened, "2", note), notes))
    for one in done:
        assert one.returncode in (0, 2), one.stderr.decode()
        if one.returncode == 2:
            assert "刚被另一窗口修改" in one.stderr.decode()
    saved = sum(one.returncode == 0 for one in done)
    assert saved >= 1
    assert ok("verify", "--json").json["heads"][0]["seq"] == 2 + saved


def test_a_locked_workspace_says_who_and_changes_nothing(
    ok: Run, opened: str, process: Callable[..., subprocess.CompletedProcess[bytes]], db: Path
) -> None:
    holder = sqlite3.connect(db, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        done = process("eval", "rate", opened, "2", "--points", "2", "--json")
    finally:
        holder.execute("ROLLBACK")
        holder.close()
    assert done.returncode == 3
    assert [fault["code"] for fault in json.loads(done.stdout)["faults"]] == ["locked"]
    assert ok("eval", "show", opened, "--json").json["rated"] == 0
