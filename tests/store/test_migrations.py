from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from kaoping.errors import Surroundings
from kaoping.store.backup import restore_from
from kaoping.store.journal import append, entries, heads, open_book
from kaoping.store.migrations import CURRENT, Schema, SchemaDiffers, stored_schema
from kaoping.store.verify import verify_chain
from kaoping.store.workspace import Workspace, saving

FIXTURES = Path(__file__).with_name("fixtures")


def _add_table(db: Database) -> None:
    db.execute("CREATE TABLE remark (id TEXT PRIMARY KEY NOT NULL, text TEXT NOT NULL) STRICT")
    db.execute("ALTER TABLE evaluation ADD COLUMN note TEXT")


def _add_index(db: Database) -> None:
    db.execute("CREATE INDEX remark_text ON remark (text)")


#: What later releases do: steps are added at the end.
LATER = Schema((*CURRENT.steps, _add_table, _add_index))


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "w.db"
    shutil.copy(FIXTURES / "schema-1.db", path)
    return path


def _record(path: Path) -> list[tuple[object, ...]]:
    with sqlite3.connect(path) as db:
        rows = db.execute("SELECT book, seq, prev, body, hash FROM entry ORDER BY book, seq").fetchall()
        rows += db.execute("SELECT * FROM rating ORDER BY item").fetchall()
    db.close()
    return rows


@pytest.mark.parametrize("fixture", sorted(FIXTURES.glob("schema-*.db")), ids=lambda path: path.stem)
def test_released_workspaces_open_verify_and_keep_every_byte(fixture: Path, tmp_path: Path) -> None:
    path = tmp_path / "w.db"
    shutil.copy(fixture, path)
    before = _record(path)
    with Workspace.open(path) as opened:
        assert opened.version == CURRENT.version
        assert verify_chain(opened, thorough=True) == []
        assert opened.db.execute("SELECT name, number FROM unit, evaluation").fetchall() == [("合浦县", 1)]
        assert opened.db.execute("SELECT title, item, page FROM evidence JOIN proof ON evidence = id").fetchall() == [
            ("会议纪要", "1.1", "3")
        ]
    assert len(before) == 45
    assert _record(path) == before


def test_there_is_a_fixture_of_every_schema() -> None:
    assert [path.name for path in sorted(FIXTURES.glob("schema-*.db"))] == [
        f"schema-{number}.db" for number in range(1, CURRENT.version + 1)
    ]


def test_the_text_of_released_steps_is_frozen() -> None:
    """A step that is changed after its release makes workspaces that differ from those already out there."""
    released = Database(FIXTURES / "schema-1.db", execute_plugins=False)
    assert stored_schema(released) == CURRENT.expected(1)
    released.close()


def test_migration_keeps_entries_and_triggers_and_backs_up_first(old: Path) -> None:
    before = _record(old)
    with Workspace.open(old, schema=LATER) as opened:
        assert opened.version == 3
        assert opened.db.execute("PRAGMA user_version").fetchone() == (3,)
        assert [row[0] for row in opened.db.execute("SELECT name FROM _sqlite_migrations ORDER BY id").fetchall()] == [
            "0001",
            "0002",
            "0003",
        ]
        assert stored_schema(opened.db) == LATER.expected(3)
        assert sum(1 for name in stored_schema(opened.db) if name.startswith("trigger entry")) == 4
        assert verify_chain(opened) == []
        with saving(opened):
            book = open_book(opened, "张三", "d" * 32)
            append(opened, book, {"kind": "x"})
    assert set(before) <= set(_record(old))
    (backup,) = (old.parent / "w.db-backups").iterdir()
    assert backup.name.startswith("w.")
    assert backup.name.endswith(".schema-1.db")
    assert _record(backup) == before
    with Workspace.open(old, schema=LATER) as opened:
        assert opened.version == 3
    assert len(list((old.parent / "w.db-backups").iterdir())) == 1
    # The older program leaves it alone, and can go back to the backup.
    with pytest.raises(Surroundings) as caught:
        Workspace.open(old)
    assert caught.value.code == "newer-schema"
    assert restore_from(backup, old) == old.with_name("w.db.before-restore-1")
    with Workspace.open(old) as opened:
        assert verify_chain(opened) == []


def test_a_step_that_fails_leaves_the_old_schema(old: Path) -> None:
    def _fail(db: Database) -> None:
        db.execute("CREATE TABLE half (id TEXT PRIMARY KEY NOT NULL) STRICT")
        raise ZeroDivisionError

    before = _record(old)
    with pytest.raises(ZeroDivisionError):
        Workspace.open(old, schema=Schema((*LATER.steps, _fail)))
    with Workspace.open(old) as opened:
        assert opened.version == 1
        assert verify_chain(opened) == []
    assert _record(old) == before


def test_a_step_that_loses_triggers_is_undone(old: Path) -> None:
    """sqlite-utils' transform() drops every trigger of the table; here only on a real, filled file."""

    def _transform(db: Database) -> None:
        if db.execute("SELECT count(*) FROM meta").fetchone()[0]:
            db["snapshot"].transform(drop={"none"})  # type: ignore[union-attr]

    with pytest.raises(SchemaDiffers):
        Workspace.open(old, schema=Schema((*CURRENT.steps, _transform)))
    with Workspace.open(old) as opened:
        assert verify_chain(opened) == []


def test_an_older_workspace_opened_for_reading(old: Path) -> None:
    with pytest.raises(Surroundings) as caught:
        Workspace.open(old, schema=LATER, read_only=True)
    assert caught.value.code == "read-only"
    assert caught.value.message.startswith("工作区格式较旧（格式 1，现为 3）")
    with Workspace.open(old, schema=LATER, read_only=True, allow_older=True) as opened:
        assert verify_chain(opened) == []
        assert sum(len(list(entries(opened, book))) for book in heads(opened)) == 25


def test_a_foreign_key_broken_by_a_step_is_refused(old: Path) -> None:
    def _orphan(db: Database) -> None:
        db.execute("DELETE FROM unit")

    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        Workspace.open(old, schema=Schema((*CURRENT.steps, _orphan)))
