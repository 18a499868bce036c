"""Official wording: a document attached, its clause of one criterion, a standard held against a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kaoping.errors import Fault, Refused, refuse
from kaoping.standard.resolved import Resolved
from kaoping.store.clauses import (
    AttachmentRow,
    Wording,
    attachments,
    clauses_of,
    digest_of,
    store_clauses,
    wording_of,
)
from kaoping.text import visible
from kaoping.workbench.desk import Desk, saving
from kaoping.workbench.headers import top
from kaoping.workbench.library import Library

if TYPE_CHECKING:
    from kaoping.intake.check import Clause as Clause
    from kaoping.intake.check import Held as Held
    from kaoping.intake.check import State as State


class Attached(NamedTuple):
    """What attaching a file came to, sheet by sheet."""

    document: str
    sha256: str
    sheets: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Official:
    """The official clause of a criterion as an attached copy has it.

    :ivar text: empty where the copy has no clause of it
    :ivar state: how sure it is: matched, doubtful, missing
    :ivar file: the name of the copy, which `by` attached on the day `at`
    """

    text: str
    place: str
    state: State
    file: str
    by: str
    at: str


@dataclass
class Clauses:
    """Use cases about official documents. The wording stays in this workspace; the journal knows it by its hash."""

    desk: Desk

    def attach(self, document: str, path: Path) -> Attached:
        """Find the clauses of every sheet of a document in its file, and keep them; a copy attached before is replaced.

        It is no judgement of any evaluation, so undo does not reach it: attaching another copy does.

        :param document: a document's id, or the id of one of its sheets.
        :raises Refused: there is no such document, the file cannot be read, or it is another document.
        :raises Surroundings: reading the file needs a program that is not installed.
        """
        from kaoping.intake.check import held
        from kaoping.intake.reading import read_document

        sheets = sheets_of(self.desk.library, document)
        id = sheets[0].document.id
        read = read_document(path)
        found = tuple(held(sheet, read.paper) for sheet in sheets)
        matched = sum(one.count("matched") + one.count("doubtful") for one in found)
        wanted = sum(len(one.clauses) for one in found)
        if not any(one.likely for one in found):
            raise refuse(
                "other-document",
                f"这份文件里只找到 {wanted} 项中的 {matched} 项，不像是“{visible(sheets[0].document.title)}”；"
                f"请核对文件，或用 kaoping standard check {sheets[0].id} --against 文件 逐项查看",
                file=str(path),
            )
        wording = [
            (one.standard, clause.criterion, clause.state, clause.place, clause.text)
            for one in found
            for clause in one.clauses
            if clause.state != "missing"
        ]
        body = {
            "kind": "document-attached",
            "document": id,
            "file": {"name": _name(path), "sha256": read.sha256, "size": read.size},
            "sheets": {
                sheet.id: {
                    "digest": sheet.digest,
                    **{state: one.count(state) for state in ("matched", "doubtful", "missing")},
                }
                for sheet, one in zip(sheets, found, strict=True)
            },
            "clauses": digest_of(wording),
        }
        with saving(self.desk.workspace):
            entry = self.desk.write(body)
            store_clauses(self.desk.workspace, id, entry.book, wording)
        return Attached(id, read.sha256, found)

    def of(self, key: str, item: str) -> Official | None:
        """The official clause of a criterion of an evaluation; None where nobody attached the document.

        One's own copy goes before others', and of those the one attached last.
        """
        row = self.desk.evaluation(key)
        rows = clauses_of(self.desk.workspace, row.standard, item)
        if rows:
            best = max(rows, key=lambda one: (one.evaluator == self.desk.evaluator, str(one.attached.get("at", ""))))
            state: State = "matched" if best.state == "matched" else "doubtful"
            return _official(best.text, best.place, state, best.attached, best.evaluator)
        copies = [
            one
            for one in self.attached(self.desk.snapshot(row.digest).document.id)
            if one.clauses and row.standard in one.body["sheets"]
        ]
        if not copies:
            return None
        newest = max(copies, key=lambda one: str(one.body.get("at", "")))
        return _official("", "", "missing", newest.body, newest.evaluator)

    def attached(self, document: str | None = None) -> list[AttachmentRow]:
        """The copies attached, of one document or of all."""
        return attachments(self.desk.workspace, document)


def checked(library: Library, target: str, path: Path) -> Held:
    """Hold a standard against a document's file; needs no workspace.

    :param target: a standard's id, or its file.
    :raises Refused: there is no such standard, or the file cannot be read.
    :raises Surroundings: reading the file needs a program that is not installed.
    """
    from kaoping.intake.check import held
    from kaoping.intake.reading import read_document

    return held(standard_at(library, target), read_document(path).paper)


def standard_at(library: Library, target: str) -> Resolved:
    """A standard by its id, or by its file."""
    return library.file(Path(target)).resolved if target.endswith(".toml") else library.resolved(target)


def sheets_of(library: Library, document: str) -> list[Resolved]:
    """The standards that come from a document.

    :param document: its id, or the id of one of its sheets.
    :raises Refused: there is none.
    """
    named = {entry.id: _document_of(library, entry.id, entry.path) for entry in library.usable()}
    wanted = named.get(document) or document
    found = [library.resolved(id) for id, name in named.items() if name == wanted]
    if not found:
        known = "、".join(sorted({name for name in named.values() if name is not None}))
        raise refuse("unknown-document", f"没有文件“{visible(document)}”。现有：{known}", id=document)
    return found


def _document_of(library: Library, id: str, path: Path) -> str | None:
    """The document of a standard by the head of its file; where it holds the document itself, it is read whole."""
    try:
        named = top(path).get("document")
        return named if isinstance(named, str) else library.resolved(id).document.id
    except Refused:
        return None


def wording_faults(desk: Desk) -> list[Fault]:
    """Clauses that are not as they were attached. A copy that came without its wording is no fault."""
    faults = []
    for one in attachments(desk.workspace):
        kept: Sequence[Wording] = wording_of(desk.workspace, one.document, one.book)
        if kept and digest_of(kept) != one.body["clauses"]:
            message = (
                f"“{visible(one.document)}”的官方原文被改动过（{visible(one.evaluator)} 附上的）；"
                f"请用 kaoping standard attach {visible(one.document)} 文件 重新附上"
            )
            faults.append(Fault("clauses", message, id=one.document))
    return faults


def _official(text: str, place: str, state: State, body: dict[str, object], by: str) -> Official:
    file = body["file"]
    name = str(file["name"]) if isinstance(file, dict) else ""
    return Official(text, place, state, name, by, str(body.get("at", "")))


def _name(path: Path) -> str:
    return path.name.encode("utf-8", "replace").decode()


__all__ = ["Attached", "Clauses", "Official", "checked", "sheets_of", "standard_at", "wording_faults"]
