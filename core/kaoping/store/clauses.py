"""The wording of official documents: kept in this file alone, known to the journal by its hash.

So a record that travels carries no copyrighted text, and what stands here can still be held against what was attached.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kaoping.store.apply import canonical
from kaoping.store.workspace import Workspace, reading


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One criterion's clause as somebody's copy of the document has it. `attached` is the entry that attached it."""

    standard: str
    item: str
    state: str
    place: str
    text: str
    book: str
    evaluator: str
    attached: dict[str, Any]


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A copy of a document that somebody attached. `body` is the entry; `clauses` how many are kept here."""

    document: str
    book: str
    seq: int
    evaluator: str
    body: dict[str, Any]
    clauses: int


#: standard, item, state, place, text.
Wording = tuple[str, str, str, str, str]


def digest_of(clauses: Iterable[Wording]) -> str:
    """The hash by which an entry knows the clauses that were attached with it."""
    text = canonical([list(clause) for clause in sorted(clauses)])
    return hashlib.sha256(b"kaoping-clauses-v1\n" + text.encode()).hexdigest()


def store_clauses(workspace: Workspace, document: str, book: str, clauses: Iterable[Wording]) -> None:
    """Keep the clauses of a document in place of those that the same book attached before, inside `saving()`."""
    if not workspace.is_saving:
        raise RuntimeError("clauses are written inside saving()")
    workspace.db.execute("DELETE FROM wording WHERE document = ? AND book = ?", [document, book])
    for standard, item, state, place, text in clauses:
        workspace.db.execute(
            "INSERT INTO wording (standard, item, book, document, state, place, text) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [standard, item, book, document, state, place, text],
        )


def clauses_of(workspace: Workspace, standard: str, item: str) -> list[ClauseRow]:
    """What the attached copies say of one criterion; found by key."""
    with reading(workspace) as db:
        rows = db.execute(
            "SELECT c.standard, c.item, c.state, c.place, c.text, c.book, b.evaluator, a.body FROM wording c"
            " JOIN attachment a ON a.document = c.document AND a.book = c.book JOIN book b ON b.id = c.book"
            " WHERE c.standard = ? AND c.item = ?",
            [standard, item],
        ).fetchall()
    return [ClauseRow(*(*row[:7], json.loads(row[7]))) for row in rows]


def attachments(workspace: Workspace, document: str | None = None) -> list[AttachmentRow]:
    """The copies attached, of one document or of all."""
    where, given = ("", []) if document is None else (" WHERE a.document = ?", [document])
    with reading(workspace) as db:
        rows = db.execute(
            "SELECT a.document, a.book, a.seq, b.evaluator, a.body,"
            " (SELECT count(*) FROM wording c WHERE c.document = a.document AND c.book = a.book)"
            f" FROM attachment a JOIN book b ON b.id = a.book{where} ORDER BY a.document, a.book",
            given,
        ).fetchall()
    return [AttachmentRow(*(*row[:4], json.loads(row[4]), row[5])) for row in rows]


def wording_of(workspace: Workspace, document: str, book: str) -> list[Wording]:
    """Every clause kept of one copy."""
    with reading(workspace) as db:
        rows = db.execute(
            "SELECT standard, item, state, place, text FROM wording WHERE document = ? AND book = ?", [document, book]
        ).fetchall()
    return [(str(a), str(b), str(c), str(d), str(e)) for a, b, c, d, e in rows]
