from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path

import pytest

from kaoping.errors import Refused, Surroundings
from kaoping.store.copies import snapshot, snapshot_copy
from kaoping.store.journal import append, heads
from kaoping.store.migrations import APPLICATION_ID
from kaoping.store.workspace import Workspace, reading, saving


def _setting(workspace: Workspace, name: str) -> object:
    return workspace.db.execute(f"PRAGMA {name}").fetchone()[0]


SETTINGS = {
    "journal_mode": "delete",
    "synchronous": 3,
    "foreign_keys": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "recursive_triggers": 1,
    "query_only": 1,
    "application_id": APPLICATION_ID,
    "user_version": 1,
}


@pytest.mark.parametrize("read_only", [False, True])
def test_settings_read_back(workspace: Workspace, read_only: bool) -> None:
    with Workspace.open(workspace.path, read_only=read_only, busy_timeout=1234) as opened:
        assert {name: _setting(opened, name) for name in SETTINGS} == SETTINGS
        assert _setting(opened, "busy_timeout") == 1234
        assert opened.read_only is read_only


def test_default_waits_five_seconds(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "a.db") as opened:
        assert _setting(opened, "busy_timeout") == 5000


def test_every_table_is_strict(workspace: Workspace) -> None:
    tables = workspace.db.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    strict = {name: bool(flag) for name, flag in tables.fetchall() if not name.startswith("sqlite_")}
    assert len(strict) >= 12
    assert all(strict.values()), strict


@pytest.mark.parametrize(
    "name", ["考评 2025.db", "a?mode=memory.db", "b#c.db", "100%20.db", "第[1]条&x=1.db", "a'b\".db"]
)
def test_any_name_opens_the_file_it_names(tmp_path: Path, name: str) -> None:
    Workspace.create(tmp_path / name).close()
    with Workspace.open(tmp_path / name) as opened:
        assert opened.path.name == name
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_create_refuses_an_existing_file(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_text("重要", encoding="utf-8")
    with pytest.raises(Refused, match="文件已存在，未作改动") as caught:
        Workspace.create(path)
    assert caught.value.faults[0].code == "exists"
    assert path.read_text(encoding="utf-8") == "重要"
    assert [item.name for item in tmp_path.iterdir()] == ["报告.docx"]


def test_open_or_create(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    with Workspace.open_or_create(path) as opened, saving(opened) as db:
        db["meta"].insert({"key": "k", "value": "v"})
    with Workspace.open_or_create(path) as opened:
        assert opened.db.execute("SELECT value FROM meta").fetchall() == [("v",)]


def test_many_windows_create_at_once(tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    start = threading.Barrier(6)
    failures: list[BaseException] = []

    def window() -> None:
        start.wait()
        try:
            Workspace.open_or_create(path).close()
        except BaseException as error:
            failures.append(error)

    windows = [threading.Thread(target=window) for _ in range(6)]
    for each in windows:
        each.start()
    for each in windows:
        each.join()
    assert failures == []
    assert [item.name for item in tmp_path.iterdir()] == ["w.db"]


def test_nothing_is_written_outside_saving(workspace: Workspace) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        workspace.db["meta"].insert({"key": "k", "value": "v"})
    with saving(workspace) as db:
        db["meta"].insert({"key": "k", "value": "v"})
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        workspace.db.execute("DELETE FROM meta")
    with reading(workspace) as db:
        assert db.execute("SELECT key, value FROM meta").fetchall() == [("k", "v")]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, SystemExit, GeneratorExit])
def test_saving_undoes_all_of_a_block_that_raises(workspace: Workspace, error: type[BaseException]) -> None:
    def save() -> None:
        with saving(workspace) as db:
            db["meta"].insert_all([{"key": str(number), "value": "v"} for number in range(250)])
            raise error

    with pytest.raises(error):
        save()
    assert workspace.db.execute("SELECT count(*) FROM meta").fetchone() == (0,)
    assert not workspace.is_saving
    with saving(workspace) as db:
        db["meta"].insert({"key": "k", "value": "v"})


def test_saving_refuses_to_nest(workspace: Workspace) -> None:
    def nest() -> None:
        with saving(workspace) as db:
            db["meta"].insert({"key": "k", "value": "v"})
            with saving(workspace):
                pass

    with pytest.raises(RuntimeError, match="already open"):
        nest()
    assert workspace.db.execute("SELECT count(*) FROM meta").fetchone() == (0,)


def test_saving_notices_a_block_that_ends_the_transaction(workspace: Workspace) -> None:
    with pytest.raises(RuntimeError, match="ended inside"), saving(workspace) as db:
        db.execute("ROLLBACK")


def test_saving_begins_at_once(workspace: Workspace) -> None:
    """Two windows that read and then write do not trip over each other's read."""
    with Workspace.open(workspace.path, busy_timeout=50) as other, saving(workspace):
        with pytest.raises(Surroundings) as caught, saving(other):
            pass
        assert caught.value.code == "locked"


def test_faults_of_the_program_are_not_put_on_the_disk(workspace: Workspace) -> None:
    with pytest.raises(sqlite3.IntegrityError), saving(workspace) as db:
        db.execute("INSERT INTO meta (key, value) VALUES ('k', NULL)")
    with pytest.raises(FileNotFoundError), saving(workspace):
        (workspace.path.parent / "evidence.pdf").read_bytes()


def test_strict_and_foreign_keys_hold(workspace: Workspace, book: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"), saving(workspace) as db:
        db.execute("INSERT INTO undo_stack (evaluation, book, seq) VALUES ('none', 'none', 1)")
    with pytest.raises(sqlite3.IntegrityError, match="cannot store TEXT"), saving(workspace) as db:
        db.execute("INSERT INTO undo_stack (evaluation, book, seq) VALUES ('none', 'none', '优秀')")


def test_snapshot_copy_is_whole_private_and_removed(filled: Workspace, tmp_path: Path) -> None:
    with snapshot(filled, tmp_path) as copy:
        assert heads(copy) == heads(filled)
        assert copy.read_only
        assert copy.path.parent.stat().st_mode & 0o077 == 0
        with saving(filled) as db:  # a long read of the copy holds up no save
            cursor = copy.db.execute("SELECT body FROM entry")
            cursor.fetchone()
            db["meta"].insert({"key": "k", "value": "v"})
        kept = copy.path
    assert not kept.parent.exists()
    assert snapshot_copy(filled, tmp_path).is_file()


def test_copies_are_refused_inside_saving(workspace: Workspace, book: str, tmp_path: Path) -> None:
    with saving(workspace):
        append(workspace, book, {"kind": "x"})
        with pytest.raises(RuntimeError, match="inside saving"):
            snapshot_copy(workspace, tmp_path)
    assert os.listdir(tmp_path) == ["考评.db"]


def test_a_foreign_journal_mode_is_set_right(workspace: Workspace) -> None:
    workspace.close()
    foreign = sqlite3.connect(workspace.path)
    assert foreign.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    foreign.close()
    with Workspace.open(workspace.path) as opened:
        assert _setting(opened, "journal_mode") == "delete"


def test_lists_do_not_read_the_ratings(workspace: Workspace) -> None:
    """The plans of the lists the screens show: an index, no sort, no table of ratings."""
    queries = {
        "SELECT id FROM evaluation ORDER BY updated DESC LIMIT 20": "evaluation_updated",
        "SELECT id FROM evaluation WHERE status = 'open' ORDER BY updated DESC LIMIT 20": "evaluation_status",
        "SELECT unit FROM evaluation WHERE standard = 's' AND digest = 'd' ORDER BY low_m DESC": "evaluation_ranking",
        "SELECT id FROM fact WHERE unit = 'u' AND definition = 'd' AND period = '2025'": "fact_identity",
        "SELECT item FROM rating WHERE evaluation = 'e'": "PRIMARY KEY",
    }
    for query, index in queries.items():
        plan = " ".join(row[3] for row in workspace.db.execute(f"EXPLAIN QUERY PLAN {query}").fetchall())
        assert index in plan, plan
        assert "TEMP B-TREE" not in plan
