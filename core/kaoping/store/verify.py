"""What a workspace can show about itself: the chain of every book, the schema, and SQLite's own checks.

It detects and does not prevent. Without `known_heads` held elsewhere, a file rewritten with care passes.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kaoping.errors import Fault, Refused
from kaoping.store.canonical import Hasher, book_id, entry_hash, hasher, is_canonical
from kaoping.store.migrations import stored_schema
from kaoping.store.workspace import Workspace
from kaoping.text import visible

_AT_ONCE = 5000
#: Problems listed per kind of check; one broken page would otherwise list thousands.
_LISTED = 20

#: The second where the driver cannot decode the message in which SQLite quotes what is damaged.
_UNREADABLE = (sqlite3.DatabaseError, UnicodeDecodeError)

Head = tuple[int, str]


@dataclass
class _Book:
    """A book as its row says, and what its entries turned out to be."""

    id: str
    evaluator: str = ""
    installation: str = ""
    algorithm: str = "sha256"
    cites: str | None = None
    opened: str = ""
    has_row: bool = True
    cited: dict[int, str] = field(default_factory=dict)  # seq wanted by others, and the hash found there
    head: Head = (0, "")


def verify_chain(
    workspace: Workspace, known_heads: Mapping[str, Head] | None = None, *, thorough: bool = False
) -> list[Fault]:
    """Every problem found in the workspace; empty when all is as it was written. Changes nothing.

    Codes: "damaged", "schema", "foreign-key", "book", "algorithm", "gap", "prev", "hash", "body", "cites", "cut", "head".

    :param known_heads: heads held elsewhere (printed, exported), number and hash by book id: only these show that
        the end of a book was cut off or a whole book rewritten.
    :param thorough: `integrity_check` instead of `quick_check`: compares indexes with their tables too.
    """
    known = dict(known_heads or {})
    faults = _engine(workspace, thorough)
    try:
        faults += _schema(workspace)
        books = _books(workspace)
        wanted = _wanted(books, known)
        for book in books.values():
            faults += _chain(workspace, book, wanted.get(book.id, set()))
        faults += _citations(books)
        faults += _known(books, known)
    except _UNREADABLE as error:
        faults.append(_damaged(f"读取中断（{visible(str(error))}），其后的内容未能校验"))
    return faults


def _engine(workspace: Workspace, thorough: bool) -> list[Fault]:
    check = "integrity_check" if thorough else "quick_check"
    try:
        lines = [str(row[0]) for row in workspace.db.execute(f"PRAGMA {check}({_LISTED})").fetchall()]
        faults = [_damaged(visible(line)) for line in lines if line != "ok"]
        for table, _, parent, _ in workspace.db.execute("PRAGMA foreign_key_check").fetchmany(_LISTED):
            faults.append(
                Fault("foreign-key", f"表 {visible(str(table))} 有一行指向表 {visible(str(parent))} 中不存在的内容")
            )
    except _UNREADABLE as error:
        return [_damaged(visible(str(error)))]
    return faults


def _damaged(detail: str) -> Fault:
    return Fault("damaged", f"数据库文件损坏：{detail}；请恢复最近的备份")


def _schema(workspace: Workspace) -> list[Fault]:
    expected = workspace.schema.expected(workspace.version)
    found = stored_schema(workspace.db)
    faults = []
    for name in sorted({*expected, *found}):
        if name not in found:
            faults.append(Fault("schema", f"缺少{_kind(name)}；它保护或保存记录，可能已被人删去", id=_plain(name)))
        elif name not in expected:
            faults.append(Fault("schema", f"多出{_kind(name)}；它不是本程序建立的", id=visible(_plain(name))))
        elif found[name] != expected[name]:
            faults.append(Fault("schema", f"{_kind(name)}的定义与本程序建立的不同", id=_plain(name)))
    return faults


def _kind(name: str) -> str:
    kinds = {"table": "表", "index": "索引", "trigger": "触发器", "view": "视图"}
    return kinds.get(name.split(" ", 1)[0], "对象")


def _plain(name: str) -> str:
    return name.split(" ", 1)[1]


def _books(workspace: Workspace) -> dict[str, _Book]:
    columns = "id, evaluator, installation, algorithm, cites, opened"
    as_bytes = ", ".join(f"CAST({column} AS BLOB)" for column in columns.split(", "))
    books: dict[str, _Book] = {}
    for row in workspace.db.execute(f"SELECT {as_bytes} FROM book ORDER BY rowid").fetchall():
        # Bytes that are no text must be reported, not end the reading.
        values = [None if value is None else value.decode("utf-8", "backslashreplace") for value in row]
        book = _Book(
            id=values[0] or "",
            evaluator=values[1] or "",
            installation=values[2] or "",
            algorithm=values[3] or "",
            cites=values[4],
            opened=values[5] or "",
        )
        books[book.id] = book
    for (value,) in workspace.db.execute("SELECT DISTINCT CAST(book AS BLOB) FROM entry").fetchall():
        name = "" if value is None else value.decode("utf-8", "backslashreplace")
        if name not in books:
            books[name] = _Book(id=name, has_row=False)
    return books


def _wanted(books: Mapping[str, _Book], known: Mapping[str, Head]) -> dict[str, set[int]]:
    """The numbers in each book whose hash somebody else names."""
    wanted: dict[str, set[int]] = {}
    for book, (seq, _) in known.items():
        wanted.setdefault(book, set()).add(seq)
    for citing in books.values():
        cited = _cited(citing)
        if cited:
            wanted.setdefault(cited[0], set()).add(cited[1])
    return wanted


def _chain(workspace: Workspace, book: _Book, wanted: set[int]) -> Iterator[Fault]:
    """Check one book from its first entry on; notes the hashes at the `wanted` numbers and the head."""
    if not book.has_row:
        yield Fault("book", "有条目但没有这本日志的登记，登记可能已被删去", id=book.id)
    try:
        hash_of: Hasher | None = hasher(book.algorithm)
        if book.has_row and book.id != _own_id(book):
            yield Fault("book", f"日志的登记（考评人“{visible(book.evaluator)}”等）被改动过", id=book.id)
    except Refused as error:
        hash_of = None
        yield Fault("algorithm", f"不能校验这本日志：{error.faults[0].message}", id=book.id)
    prev, seq = book.id.encode(), 0
    for number, stated_prev, body, stated in _rows(workspace, book.id):
        place = f"{book.id}#{number}"
        if number != seq + 1:
            missing = f"第 {seq + 1} 至 {number - 1} 条" if number - 1 > seq + 1 else f"第 {seq + 1} 条"
            yield Fault("gap", f"日志缺少{missing}", id=place)
        if stated_prev != prev:
            yield Fault("prev", f"第 {number} 条没有接在前一条之后，前后次序或内容被改动过", id=place)
        if hash_of and stated.decode("utf-8", "replace") != entry_hash(
            hash_of, book.id.encode(), number, stated_prev, body
        ):
            yield Fault("hash", f"第 {number} 条的内容与其校验值不符，被改动过", id=place)
        if not is_canonical(body):
            yield Fault("body", f"第 {number} 条的内容不是规范的 JSON", id=place)
        seq, prev = number, stated
        if number in wanted:
            book.cited[number] = stated.decode("utf-8", "replace")
    book.head = (seq, prev.decode("utf-8", "replace") if seq else book.id)


def _rows(workspace: Workspace, book: str) -> Iterator[tuple[int, bytes, bytes, bytes]]:
    # Append-only: what is read in parts is as good as what is read at once, and saves are not held up.
    after = -(2**63)
    while True:
        rows = workspace.db.execute(
            "SELECT seq, CAST(prev AS BLOB), CAST(body AS BLOB), CAST(hash AS BLOB) FROM entry"
            " WHERE book = ? AND seq > ? ORDER BY seq LIMIT ?",
            [book, after, _AT_ONCE],
        ).fetchall()
        if not rows:
            return
        for row in rows:
            if type(row[0]) is not int or row[0] <= after or not all(type(part) is bytes for part in row[1:]):
                raise sqlite3.DatabaseError("an entry is not stored as it was written")
            after = row[0]
            yield row


def _own_id(book: _Book) -> str:
    nonce = book.id.partition("-")[0]
    return book_id(nonce, book.evaluator, book.installation, book.algorithm, book.cites, book.opened)


def _cited(book: _Book) -> tuple[str, int, str] | None:
    if book.cites is None:
        return None
    try:
        data = json.loads(book.cites)
        return str(data["book"]), int(data["seq"]), str(data["hash"])
    except (ValueError, KeyError, TypeError):
        return None


def _citations(books: Mapping[str, _Book]) -> Iterator[Fault]:
    for book in books.values():
        cited = _cited(book)
        if cited is None:
            if book.cites is not None:
                yield Fault("cites", "日志所接续的旧日志写得不可读", id=book.id)
            continue
        other, seq, digest = cited
        # A book that is not in this file at all may lie with its writer.
        if other in books and books[other].cited.get(seq) != digest:
            yield Fault("cites", f"日志接续旧日志 {visible(other)} 的第 {seq} 条，但那一条不在或已被改动", id=book.id)


def _known(books: Mapping[str, _Book], known: Mapping[str, Head]) -> Iterator[Fault]:
    for name, (seq, digest) in known.items():
        book = books.get(name)
        if book is None:
            yield Fault("cut", f"外存凭据记有这本日志（到第 {seq} 条），文件中却没有", id=name)
        elif book.head[0] < seq:
            yield Fault("cut", f"外存凭据记到第 {seq} 条，文件中只到第 {book.head[0]} 条，末尾被删去", id=name)
        elif seq and book.cited.get(seq) != digest:
            yield Fault("head", f"第 {seq} 条的校验值与外存凭据不符，日志被改写过", id=name)
