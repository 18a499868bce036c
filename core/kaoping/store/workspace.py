"""The workspace file: made whole or not at all, opened only when it is one, written through one door."""

from __future__ import annotations

import datetime
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlite_utils import Database

from kaoping.errors import Refused, refuse
from kaoping.store import faults, thinning
from kaoping.store.connection import connect, copy_into, settle
from kaoping.store.files import beside, place_new, sync_file
from kaoping.store.migrations import APPLICATION_ID, CURRENT, Schema
from kaoping.store.places import place_warnings
from kaoping.text import visible

#: Milliseconds to wait for another window's save.
BUSY_TIMEOUT = 5000


class Workspace:
    """An open workspace file. Belongs to the thread that opened it; close it, or use it in a `with` block.

    `db` is for reading; it refuses to write outside `saving()`.
    """

    def __init__(self, path: Path, db: Database, *, read_only: bool, schema: Schema, version: int) -> None:
        self.path = path
        self.db = db
        self.read_only = read_only
        self.schema = schema
        self.version = version
        self.is_saving = False

    @classmethod
    def create(cls, path: str | Path, *, busy_timeout: int = BUSY_TIMEOUT, schema: Schema = CURRENT) -> Self:
        """Make a new, empty workspace at `path` and open it. A crash leaves no half workspace.

        :raises Refused: when something of that name exists.
        :raises Surroundings: "missing" (no such folder), "read-only", "full", "io".
        """
        target = _absolute(path)
        if os.path.lexists(target):
            raise _exists(target)
        temporary = beside(target)
        try:
            with faults.explained(target):
                db = connect(temporary, "rwc", busy_timeout)
                with _closing(db):
                    settle(db, target)
                    db.execute("BEGIN IMMEDIATE")
                    schema.apply(db)
                    db.execute("COMMIT")
                sync_file(temporary)
                try:
                    place_new(temporary, target)
                except FileExistsError:
                    raise _exists(target) from None
        finally:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
        return cls.open(target, busy_timeout=busy_timeout, schema=schema)

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        read_only: bool = False,
        busy_timeout: int = BUSY_TIMEOUT,
        schema: Schema = CURRENT,
        allow_older: bool = False,
    ) -> Self:
        """Open the existing workspace at `path`; its schema is brought up to date after an automatic backup.

        :param busy_timeout: milliseconds to wait for another process.
        :param allow_older: leave an older schema as it is (to verify or restore a backup).
        :raises Surroundings: "missing", "not-a-workspace", "newer-schema", "damaged", "read-only", "locked", "io".
        """
        target = _absolute(path)
        _check_file(target, read_only)
        with faults.explained(target), _told_apart(target):
            db = connect(target, "ro" if read_only else "rw", busy_timeout)
            try:
                version = _identify(db, target, schema)
                older = version < schema.version and not allow_older
                if not read_only:
                    settle(db, target)
                elif older:
                    raise faults.older_read_only(target, version, schema.version)
                db.execute("PRAGMA query_only = ON")
                workspace = cls(target, db, read_only=read_only, schema=schema, version=version)
                if older:
                    workspace._migrate()
            except BaseException:
                db.close()
                raise
        return workspace

    @classmethod
    def open_or_create(cls, path: str | Path, *, busy_timeout: int = BUSY_TIMEOUT, schema: Schema = CURRENT) -> Self:
        """Open the workspace at `path`, or make it when there is none. Two windows may do so at once."""
        target = _absolute(path)
        if not os.path.lexists(target):
            try:
                return cls.create(target, busy_timeout=busy_timeout, schema=schema)
            except Refused:
                if not os.path.lexists(target):
                    raise
        return cls.open(target, busy_timeout=busy_timeout, schema=schema)

    def warnings(self) -> list[str]:
        """What is wrong with where the file lies (a share, a synchronised folder), in Chinese; usually empty."""
        return place_warnings(self.path)

    def close(self) -> None:
        """Close the file; may be called again."""
        self.db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _migrate(self) -> None:
        # The date is that of the last save, which is what the backup holds.
        saved = datetime.datetime.fromtimestamp(self.path.stat().st_mtime, datetime.UTC).date()
        folder = thinning.backup_folder(self.path)
        folder.mkdir(exist_ok=True)
        backup = folder / thinning.before_schema_name(self.path, saved, self.version)
        if not backup.exists():
            temporary = beside(backup)
            try:
                copy_into(self.db, self.path, temporary, named=backup)
                sync_file(temporary)
                with suppress(FileExistsError):  # another window was as quick
                    place_new(temporary, backup)
            finally:
                temporary.unlink(missing_ok=True)
        with saving(self) as db:
            self.schema.apply(db)
        self.version = self.schema.version


@contextmanager
def saving(workspace: Workspace) -> Iterator[Database]:
    """The only way to write: all of the block is saved when it ends, nothing of it when it raises.

    Begins IMMEDIATE, so that it waits for another window instead of failing half way.

    :raises Surroundings: "locked", "full", "read-only", "damaged", "io"; nothing was changed.
    :raises RuntimeError: when already inside `saving()`, or the block ended the transaction itself.
    """
    if workspace.is_saving:
        raise RuntimeError("saving() is already open on this workspace; pass it on instead of opening it again")
    if workspace.read_only:
        raise faults.read_only(workspace.path)
    db = workspace.db
    with faults.explained(workspace.path, system=False):
        workspace.is_saving = True
        try:
            db.execute("PRAGMA query_only = OFF")
            db.execute("BEGIN IMMEDIATE")
            yield db
            if not db.conn.in_transaction:
                raise RuntimeError("the transaction was ended inside saving(); nothing after that is safe")
            db.execute("COMMIT")
        finally:
            # After an error SQLite may have rolled back already; then this does nothing.
            with suppress(sqlite3.Error):
                db.rollback()
            with suppress(sqlite3.Error):
                db.execute("PRAGMA query_only = ON")
            workspace.is_saving = False


@contextmanager
def reading(workspace: Workspace) -> Iterator[Database]:
    """A short read: fetch at once, for an unfinished read blocks every save. Long reports read `copies.snapshot()`.

    :raises Surroundings: what SQLite's errors mean.
    """
    with faults.explained(workspace.path, system=False):
        yield workspace.db


def _absolute(path: str | Path) -> Path:
    if "\0" in str(path):
        raise refuse("path", f"文件名含有空字符，不能使用：{visible(str(path))}")
    return Path(os.path.abspath(path))


def _exists(path: Path) -> Refused:
    return refuse("exists", f"文件已存在，未作改动：{visible(str(path))}；请换一个文件名，或直接打开它")


def _check_file(path: Path, read_only: bool) -> None:
    with faults.explained(path):
        status = path.stat()
    if path.is_dir():
        raise faults.not_a_workspace(path, "这是一个文件夹")
    if not path.is_file():
        raise faults.not_a_workspace(path, "这不是普通文件")
    if status.st_size == 0:
        raise faults.damaged(path) if thinning.newest_backup(path) else faults.not_a_workspace(path, "这是一个空文件")
    if not read_only and not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        # SQLite would open it for reading without a word, and fail at the first save.
        raise faults.read_only(path)


@contextmanager
def _told_apart(path: Path) -> Iterator[None]:
    """Say of a file that SQLite does not know whether it was a workspace once or never."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_NOTADB:
            raise
        if _was_workspace(path):
            raise faults.damaged(path) from error
        raise faults.not_a_workspace(path, "不是数据库文件") from error


def _identify(db: Database, path: Path, schema: Schema) -> int:
    """The schema version of the file, once it is known to be a workspace we can use."""
    (application,) = db.execute("PRAGMA application_id").fetchone()
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        if thinning.newest_backup(path):
            raise faults.damaged(path)
        raise faults.not_a_workspace(path, "这是其他软件的数据库")
    if version > schema.version:
        raise faults.newer_schema(path, version, schema.version)
    if version < 1:
        raise faults.damaged(path)
    db.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    return int(version)


def _was_workspace(path: Path) -> bool:
    """Whether a file that SQLite does not know carries our mark, or has automatic backups."""
    if thinning.newest_backup(path):
        return True
    # Safe to open by hand: SQLite refused the header, so no connection holds a lock that closing would drop.
    with path.open("rb") as file:
        return file.read(72)[68:] == APPLICATION_ID.to_bytes(4, "big")


@contextmanager
def _closing(db: Database) -> Iterator[None]:
    try:
        yield
    finally:
        db.close()
