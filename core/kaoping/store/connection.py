"""A connection to a workspace file, with every setting that the promises of the store rest on."""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path

from sqlite_utils import Database

from kaoping.errors import Surroundings
from kaoping.store.faults import explain, locked
from kaoping.store.uri import file_uri

#: STRICT tables need it.
_OLDEST_SQLITE = (3, 37, 0)

_ABOUT_SOURCE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def connect(path: Path, mode: str, busy_timeout: int) -> Database:
    """Open `path` with the settings of the store; nothing can be written until `saving()` allows it.

    The driver opens no transactions of its own. `busy_timeout` is in milliseconds.

    :raises sqlite3.Error: as SQLite has it; callers wrap this in `faults.explained`.
    """
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise Surroundings(
            "io",
            f"系统的 SQLite 版本过旧：{sqlite3.sqlite_version}，需要 3.37 以上",
            "请安装较新的 Python（自带新版 SQLite）",
        )
    connection = sqlite3.connect(file_uri(path, mode), uri=True, isolation_level=None, timeout=busy_timeout / 1000)
    try:
        # Plugins of sqlite-utils that happen to be installed have no business here.
        db = Database(connection, strict=True, execute_plugins=False)
        for setting in (
            f"busy_timeout = {int(busy_timeout)}",
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "foreign_keys = ON",
            "synchronous = EXTRA",
        ):
            db.execute(f"PRAGMA {setting}").fetchall()
    except BaseException:
        connection.close()
        raise
    return db


def settle(db: Database, path: Path) -> None:
    """Set the journal mode of a file known to be a workspace: a foreign tool may have left it in another.

    :raises Surroundings: "locked" when the mode cannot be changed because the file is in use.
    """
    (mode,) = db.execute("PRAGMA journal_mode = DELETE").fetchone()
    if mode != "delete":
        raise locked(path)


def copy_into(db: Database, source: Path, target: Path, *, named: Path | None = None) -> None:
    """Write a consistent copy of `db`, the file `source`, to `target`, which must not exist; not synced, not checked.

    :param named: what messages call the target, where it is a file not yet in place.
    :raises Surroundings: about the source or about the target, whichever is at fault.
    :raises RuntimeError: inside a transaction.
    """
    if db.conn.in_transaction:
        raise RuntimeError("a copy cannot be made inside saving()")
    db.execute("PRAGMA query_only = OFF")  # VACUUM counts as writing, even into another file
    try:
        db.execute("VACUUM INTO ?", [str(target)])
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        reason = explain(error, source if code in _ABOUT_SOURCE else named or target)
        if reason is None:
            raise
        raise reason from error
    finally:
        with suppress(sqlite3.Error):
            db.execute("PRAGMA query_only = ON")
