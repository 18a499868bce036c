from __future__ import annotations

import datetime
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kaoping.errors import NotSo, Refused, Surroundings
from kaoping.store.backup import automatic, backup_to, restore_from
from kaoping.store.journal import append, entries, head, heads, open_book
from kaoping.store.verify import verify_chain
from kaoping.store.workspace import Workspace, saving

DAY = datetime.date(2025, 12, 20)


def _names(folder: Path) -> list[str]:
    return sorted(item.name for item in folder.iterdir())


def _tamper(path: Path) -> None:
    foreign = sqlite3.connect(path)
    foreign.execute("DROP TRIGGER entry_no_update")
    foreign.execute("UPDATE entry SET body = '{}' WHERE seq = 3")
    foreign.commit()
    foreign.close()


def test_a_backup_holds_the_same_record(filled: Workspace, book: str, tmp_path: Path) -> None:
    made = backup_to(filled, tmp_path / "备份.db")
    assert made == tmp_path / "备份.db"
    with Workspace.open(made) as copy:
        assert heads(copy) == heads(filled)
        assert list(entries(copy, book)) == list(entries(filled, book))
        assert verify_chain(copy, thorough=True) == []
    assert _names(tmp_path) == ["备份.db", "考评.db"]


def test_a_backup_never_overwrites(filled: Workspace, tmp_path: Path) -> None:
    (tmp_path / "b.db").write_text("重要", encoding="utf-8")
    with pytest.raises(Refused, match="文件已存在，备份不会覆盖它"):
        backup_to(filled, tmp_path / "b.db")
    with pytest.raises(Refused):
        backup_to(filled, filled.path)
    (tmp_path / "link.db").symlink_to(tmp_path / "nowhere.db")
    with pytest.raises(Refused):
        backup_to(filled, tmp_path / "link.db")
    assert (tmp_path / "b.db").read_text(encoding="utf-8") == "重要"


def test_a_backup_into_no_folder(filled: Workspace, tmp_path: Path) -> None:
    with pytest.raises(Surroundings) as caught:
        backup_to(filled, tmp_path / "优盘" / "b.db")
    assert caught.value.code == "missing"
    assert str(tmp_path) in caught.value.next_step


def test_a_backup_of_a_changed_record_does_not_count(filled: Workspace, tmp_path: Path) -> None:
    _tamper(filled.path)
    with pytest.raises(NotSo) as caught:
        backup_to(filled, tmp_path / "b.db")
    assert [fault.code for fault in caught.value.faults] == ["not-verified", "schema", "hash"]
    assert "备份未完成：工作区未通过校验" in caught.value.faults[0].message
    assert _names(tmp_path) == ["考评.db"]


def test_restore_keeps_the_present_file_and_starts_new_books(filled: Workspace, book: str, tmp_path: Path) -> None:
    backup = backup_to(filled, tmp_path / "b.db")
    with saving(filled):
        append(filled, book, {"kind": "later"})
    later = heads(filled)
    filled.close()
    kept = restore_from(backup, filled.path)
    assert kept == tmp_path / "考评.db.before-restore-1"
    with Workspace.open(kept, read_only=True) as old:
        assert heads(old) == later
    with Workspace.open(filled.path) as restored:
        assert head(restored, book)[0] == 40
        with saving(restored):
            fresh = open_book(restored, "张三", "a" * 32)
            append(restored, fresh, {"kind": "later too"})
        # The old book already has a number 41 elsewhere; writing another would be a fork.
        assert fresh != book
        assert head(restored, book)[0] == 40
        assert verify_chain(restored) == []
    assert restore_from(backup, filled.path) == tmp_path / "考评.db.before-restore-2"
    assert _names(tmp_path) == ["b.db", "考评.db", "考评.db.before-restore-1", "考评.db.before-restore-2"]


def test_restore_where_nothing_was(filled: Workspace, tmp_path: Path) -> None:
    backup = backup_to(filled, tmp_path / "b.db")
    assert restore_from(backup, tmp_path / "new.db") is None
    with Workspace.open(tmp_path / "new.db") as restored:
        assert heads(restored) == heads(filled)


def test_restore_over_a_damaged_file(filled: Workspace, tmp_path: Path) -> None:
    backup = automatic(filled, DAY)
    assert backup is not None
    filled.close()
    filled.path.write_bytes(b"\0" * 5000)
    kept = restore_from(backup, filled.path)
    assert kept is not None
    assert kept.read_bytes() == b"\0" * 5000
    with Workspace.open(filled.path) as restored:
        assert verify_chain(restored) == []


def test_a_journal_left_by_a_crash_is_not_played_into_the_restored_file(
    filled: Workspace, book: str, tmp_path: Path, in_child: Callable[..., Any]
) -> None:
    backup = backup_to(filled, tmp_path / "b.db")
    before = heads(filled)
    filled.close()

    def crash() -> None:
        with Workspace.open(filled.path) as opened, saving(opened) as db:
            db.execute("PRAGMA cache_size = 5")  # pages reach the file before the commit
            for _ in range(200):
                append(opened, book, {"reason": "长" * 400})
            os._exit(1)

    with pytest.raises(EOFError):
        in_child(crash)
    assert Path(f"{filled.path}-journal").stat().st_size > 4096
    kept = restore_from(backup, filled.path)
    assert kept is not None
    assert not Path(f"{filled.path}-journal").exists()
    for path in (kept, filled.path):
        with Workspace.open(path) as opened:
            assert heads(opened) == before
            assert verify_chain(opened, thorough=True) == []


def test_restore_refuses_what_it_cannot_trust(filled: Workspace, tmp_path: Path) -> None:
    backup = backup_to(filled, tmp_path / "b.db")
    filled.close()
    before = filled.path.read_bytes()
    _tamper(backup)
    with pytest.raises(NotSo, match="恢复未进行：备份未通过校验"):
        restore_from(backup, filled.path)
    with pytest.raises(Surroundings) as caught:
        restore_from(tmp_path / "none.db", filled.path)
    assert caught.value.code == "missing"
    (tmp_path / "text.db").write_text("不是数据库", encoding="utf-8")
    with pytest.raises(Surroundings) as caught:
        restore_from(tmp_path / "text.db", filled.path)
    assert caught.value.code == "not-a-workspace"
    with pytest.raises(Refused, match="同一个文件"):
        restore_from(filled.path, filled.path)
    assert filled.path.read_bytes() == before
    assert _names(tmp_path) == ["b.db", "text.db", "考评.db"]


def test_restore_refuses_while_another_window_saves(filled: Workspace, tmp_path: Path) -> None:
    backup = backup_to(filled, tmp_path / "b.db")
    with saving(filled), pytest.raises(Surroundings) as caught:
        restore_from(backup, filled.path, busy_timeout=50)
    assert caught.value.code == "locked"
    assert _names(tmp_path) == ["b.db", "考评.db"]


def test_automatic_once_a_day_when_something_was_written(filled: Workspace, book: str) -> None:
    folder = filled.path.with_name("考评.db-backups")
    made = automatic(filled, DAY)
    assert made == folder / "考评.2025-12-20.db"
    with saving(filled):
        append(filled, book, {"kind": "x"})
    assert automatic(filled, DAY) is None
    next_day = automatic(filled, DAY + datetime.timedelta(days=1))
    assert next_day == folder / "考评.2025-12-21.db"
    assert automatic(filled, DAY + datetime.timedelta(days=2)) is None  # nothing new
    next_day.write_bytes(b"spoilt")
    assert automatic(filled, DAY + datetime.timedelta(days=3)) == folder / "考评.2025-12-23.db"
    assert _names(folder) == ["考评.2025-12-20.db", "考评.2025-12-21.db", "考评.2025-12-23.db"]


def test_automatic_has_nothing_to_save_in_an_empty_workspace(workspace: Workspace) -> None:
    assert automatic(workspace, DAY) is None


def test_automatic_thins_its_own_files_alone(filled: Workspace, book: str, tmp_path: Path) -> None:
    folder = tmp_path / "备份"
    folder.mkdir()
    (folder / "考评.2020-01-01.docx").touch()
    (folder / "别的.2020-01-01.db").touch()
    (folder / ".考评.2025-12-01.db.0123456789ab.new").touch()  # left by a crash
    (folder / ".考评.2026-12-01.db.0123456789ab.new").touch()  # perhaps another window's, at work
    for number in range(12):
        with saving(filled):
            append(filled, book, {"number": number})
        day = DAY + datetime.timedelta(days=number)
        assert automatic(filled, day, folder, daily=3, weekly=2, monthly=1) is not None
    assert _names(folder) == [
        ".考评.2026-12-01.db.0123456789ab.new",
        "别的.2020-01-01.db",
        "考评.2020-01-01.docx",
        "考评.2025-12-28.db",
        "考评.2025-12-29.db",
        "考评.2025-12-30.db",
        "考评.2025-12-31.db",
    ]


def test_automatic_with_a_clock_set_back(filled: Workspace, book: str, tmp_path: Path) -> None:
    folder = tmp_path / "备份"
    assert automatic(filled, DAY, folder) is not None
    with saving(filled):
        append(filled, book, {"kind": "x"})
    earlier = DAY - datetime.timedelta(days=400)
    assert automatic(filled, earlier, folder) == folder / f"考评.{earlier}.db"
    assert len(_names(folder)) == 2


def test_automatic_keeps_old_backups_when_the_record_does_not_verify(
    filled: Workspace, book: str, tmp_path: Path
) -> None:
    folder = tmp_path / "备份"
    automatic(filled, DAY, folder)
    with saving(filled):
        append(filled, book, {"kind": "x"})
    _tamper(filled.path)
    with pytest.raises(NotSo):
        automatic(filled, DAY + datetime.timedelta(days=400), folder, daily=1, weekly=0, monthly=0)
    assert _names(folder) == ["考评.2025-12-20.db"]


def test_a_relative_target_and_a_file_system_without_links(
    filled: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import errno

    def no_links(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    # FAT cannot be mounted here; the answer of its link() is the one thing that stands in for it.
    monkeypatch.setattr(os, "link", no_links)
    monkeypatch.chdir(tmp_path)
    made = backup_to(filled, Path("b.db"))
    assert made == tmp_path / "b.db"
    filled.close()
    assert restore_from(Path("b.db"), Path("考评.db")) == tmp_path / "考评.db.before-restore-1"
    with Workspace.open(tmp_path / "考评.db") as restored:
        assert verify_chain(restored) == []
    with pytest.raises(Refused):
        backup_to(Workspace.open(made), tmp_path / "考评.db")
