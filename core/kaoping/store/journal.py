"""The record: append-only books of entries, each entry chained to the one before it by a hash."""

from __future__ import annotations

import datetime
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from kaoping.errors import Surroundings
from kaoping.store.canonical import book_id, canonical, entry_hash, hasher, valid_text
from kaoping.store.faults import explained
from kaoping.store.files import beside, place_new, sync_file
from kaoping.store.workspace import Workspace, reading
from kaoping.text import visible

#: Entries fetched at once: a reader must not stand between a save and the disk.
_AT_ONCE = 2000


@dataclass(frozen=True)
class Entry:
    """One entry of a book. `text` is the canonical JSON that the hash covers; `prev` of the first is the book's id."""

    book: str
    seq: int
    prev: str
    text: str
    hash: str

    @cached_property
    def body(self) -> dict[str, Any]:
        """What the entry says."""
        body: dict[str, Any] = json.loads(self.text)
        return body


class HeadMoved(Surroundings):
    """The book went on since it was read: another window saved. Nothing was written."""

    def __init__(self, path: Path, book: str, expected: str, found: str) -> None:
        self.book = book
        self.expected = expected
        self.found = found
        super().__init__(
            "head-moved",
            f"另一窗口已修改此考评，本次未保存：{visible(str(path))}",
            "请刷新后核对对方的修改，再重新输入",
        )


def append(workspace: Workspace, book: str, body: Mapping[str, Any], *, expect_head: str | None = None) -> Entry:
    """Append an entry to `book`, inside `saving()`.

    :param body: text, integers, booleans, None, lists and mappings; numbers as canonical strings.
    :param expect_head: the hash of the head the caller has seen (the book's id where it has no entry).
    :raises HeadMoved: when the head is another.
    :raises KeyError: when there is no such book.
    :raises TypeError: for a float, a Decimal or any other type in `body`.
    :raises Refused: for text that is no valid Unicode.
    :raises RuntimeError: outside `saving()`.
    """
    db = _open_for_writing(workspace)
    row = db.execute("SELECT algorithm FROM book WHERE id = ?", [book]).fetchone()
    if row is None:
        raise KeyError(book)
    seq, prev = _head(db, book)
    if expect_head is not None and expect_head != prev:
        raise HeadMoved(workspace.path, book, expect_head, prev)
    text = canonical(body)
    digest = entry_hash(hasher(row[0]), book.encode(), seq + 1, prev.encode(), text.encode())
    entry = Entry(book=book, seq=seq + 1, prev=prev, text=text, hash=digest)
    db.execute(
        "INSERT INTO entry (book, seq, prev, body, hash) VALUES (?, ?, ?, ?, ?)",
        [entry.book, entry.seq, entry.prev, entry.text, entry.hash],
    )
    return entry


def head(workspace: Workspace, book: str) -> tuple[int, str]:
    """Number and hash of the newest entry of `book`; `(0, book)` where it has none."""
    with reading(workspace) as db:
        return _head(db, book)


def heads(workspace: Workspace) -> dict[str, tuple[int, str]]:
    """The head of every book that has an entry, by book id: what a receipt or a seal covers."""
    with reading(workspace) as db:
        books = [book for (book,) in db.execute("SELECT id FROM book ORDER BY id").fetchall()]
        found = {book: _head(db, book) for book in books}
    return {book: (seq, digest) for book, (seq, digest) in found.items() if seq}


def entries(workspace: Workspace, book: str, after: int = 0) -> Iterator[Entry]:
    """The entries of `book` in order, those numbered above `after`; no read stays open between them."""
    while True:
        with reading(workspace) as db:
            rows = db.execute(
                "SELECT book, seq, prev, body, hash FROM entry WHERE book = ? AND seq > ? ORDER BY seq LIMIT ?",
                [book, after, _AT_ONCE],
            ).fetchall()
        if not rows:
            return
        for row in rows:
            yield Entry(*row)
        after = rows[-1][1]


def open_book(
    workspace: Workspace, evaluator: str, installation: str, *, algorithm: str = "sha256", opened: str | None = None
) -> str:
    """The book that `evaluator` writes in on this installation, inside `saving()`; made when there is none.

    On another installation, after a restore, or in a copy made by hand, it is a new book that cites the evaluator's
    newest head, so that no two copies of a file ever write the same number of one book.

    :param installation: from `installation_id()`.
    :param algorithm: for a new book: "sha256" or "sm3".
    :param opened: when, for a new book, as the clock claims (ISO 8601); now by default.
    :raises Refused: for an algorithm this Python lacks, or a name that is no valid Unicode.
    :raises RuntimeError: outside `saving()`.
    """
    db = _open_for_writing(workspace)
    valid_text(evaluator)
    copy = _copy_mark(workspace, db)
    found = db.execute(
        "SELECT id FROM book WHERE evaluator = ? AND installation = ? AND copy = ? ORDER BY rowid DESC LIMIT 1",
        [evaluator, installation, copy],
    ).fetchone()
    if found is not None:
        return str(found[0])
    cites = _newest_head(db, evaluator)
    claimed = opened if opened is not None else datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    book = book_id(secrets.token_hex(8), evaluator, installation, algorithm, cites, claimed)
    db.execute(
        "INSERT INTO book (id, evaluator, installation, algorithm, cites, opened, copy) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [book, evaluator, installation, algorithm, cites, claimed, copy],
    )
    return book


def begin_new_books(workspace: Workspace) -> None:
    """Make every evaluator start a new book in this file, inside `saving()`: it is older than what was written."""
    db = _open_for_writing(workspace)
    db.execute("DELETE FROM meta WHERE key IN ('copy', 'place')")


def installation_id(folder: Path) -> str:
    """The random id of this installation, 32 hexadecimal digits, kept in `folder`/installation-id; made when absent.

    :param folder: the user's configuration folder; made when absent.
    :raises OSError: when the folder cannot be written.
    """
    path = folder / "installation-id"
    folder.mkdir(parents=True, exist_ok=True)
    known = _read_installation(path)
    if known is not None:
        return known
    temporary = beside(path)
    try:
        temporary.write_text(secrets.token_hex(16) + "\n", encoding="ascii")
        sync_file(temporary)
        try:
            place_new(temporary, path)
        except FileExistsError:  # another window was as quick and its id holds, or what is there is no id
            if _read_installation(path) is None:
                os.replace(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
    made = _read_installation(path)
    if made is None:
        raise OSError(f"cannot keep the installation id in {path}")
    return made


def _read_installation(path: Path) -> str | None:
    try:
        text = path.read_text(encoding="ascii", errors="replace").strip()
    except FileNotFoundError:
        return None
    return text if len(text) == 32 and all(char in "0123456789abcdef" for char in text) else None


def _open_for_writing(workspace: Workspace) -> Database:
    if not workspace.is_saving:
        raise RuntimeError("the journal is written inside saving()")
    return workspace.db


def _head(db: Database, book: str) -> tuple[int, str]:
    row = db.execute("SELECT seq, hash FROM entry WHERE book = ? ORDER BY seq DESC LIMIT 1", [book]).fetchone()
    return (int(row[0]), str(row[1])) if row else (0, book)


def _newest_head(db: Database, evaluator: str) -> str | None:
    """The head of the evaluator's newest book that has an entry, as a book cites it."""
    books = db.execute("SELECT id FROM book WHERE evaluator = ? ORDER BY rowid DESC", [evaluator]).fetchall()
    for (book,) in books:
        seq, digest = _head(db, book)
        if seq:
            return canonical({"book": book, "seq": seq, "hash": digest})
    return None


def _copy_mark(workspace: Workspace, db: Database) -> str:
    """What tells this copy of the file from others: renewed when both the name and the file itself are new.

    A moved or renamed file keeps its inode (on Windows its file index); a file saved in place keeps its name.
    """
    known = dict(db.execute("SELECT key, value FROM meta WHERE key IN ('copy', 'place')").fetchall())
    with explained(workspace.path):
        now = {"file": str(workspace.path.stat().st_ino), "path": os.fsencode(workspace.path).hex()}
    was = json.loads(known.get("place", "{}"))
    same = any(was.get(key) == value for key, value in now.items())
    copy = str(known["copy"]) if same and "copy" in known else secrets.token_hex(8)
    for key, value in (("copy", copy), ("place", canonical(now))):
        if known.get(key) != value:
            db.execute("DELETE FROM meta WHERE key = ?", [key])
            db.execute("INSERT INTO meta (key, value) VALUES (?, ?)", [key, value])
    return copy
