"""Evidence as the tables hold it. Every read fetches at once and goes by an index."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from kaoping.store.workspace import Workspace, reading


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A piece of evidence. `body` is the entry that added it; `uses` counts the criteria that it proves."""

    id: str
    unit: str
    unit_name: str
    body: dict[str, Any]
    uses: int


@dataclass(frozen=True, slots=True)
class UseRow:
    """One place where a piece of evidence is used. `requirement` None: it proves the criterion as a whole."""

    evidence: str
    evaluation: str
    number: int
    unit_name: str
    standard: str
    digest: str
    evaluator: str
    item: str
    requirement: str | None
    page: str | None


_ROWS = (
    "SELECT v.id, v.unit, u.name, v.body,"
    " (SELECT count(*) FROM (SELECT DISTINCT p.evaluation, p.item FROM proof p WHERE p.evidence = v.id))"
    " FROM evidence v JOIN unit u ON u.id = v.unit"
)


def evidence(workspace: Workspace, id: str) -> EvidenceRow | None:
    """The piece of evidence of this id."""
    found = _evidence(workspace, " WHERE v.id = ?", [id])
    return found[0] if found else None


def evidence_about(workspace: Workspace, unit: str | None = None, *, limit: int = 2000) -> list[EvidenceRow]:
    """Evidence about the unit of this id, or all there is; the newest first."""
    where = "" if unit is None else " WHERE v.unit = ?"
    given = [] if unit is None else [unit]
    return _evidence(workspace, f"{where} ORDER BY v.rowid DESC LIMIT {limit:d}", given)


def evidence_with_file(workspace: Workspace, sha256: str) -> list[EvidenceRow]:
    """Evidence whose file has this hash, the oldest first."""
    return _evidence(workspace, " WHERE v.sha256 = ? ORDER BY v.rowid", [sha256])


def evidence_used(workspace: Workspace, evaluation: str) -> dict[str, dict[str, Any]]:
    """The body of every piece of evidence that an evaluation uses, by id."""
    with reading(workspace) as db:
        rows = db.execute(
            "SELECT v.id, v.body FROM evidence v WHERE v.id IN (SELECT evidence FROM proof WHERE evaluation = ?)"
            " ORDER BY v.rowid",
            [evaluation],
        ).fetchall()
    return {id: json.loads(body) for id, body in rows}


def copied_files(workspace: Workspace) -> dict[str, tuple[str, int]]:
    """Title and size in bytes of every file that the workspace keeps, by SHA-256."""
    with reading(workspace) as db:
        rows = db.execute("SELECT sha256, title, body FROM evidence WHERE copied = 1 ORDER BY rowid DESC").fetchall()
    return {sha256: (title, json.loads(body)["file"]["size"]) for sha256, title, body in rows}


def known_files(workspace: Workspace) -> set[str]:
    """The SHA-256 of every file that some evidence speaks of, kept here or not."""
    with reading(workspace) as db:
        rows = db.execute("SELECT DISTINCT sha256 FROM evidence WHERE sha256 IS NOT NULL").fetchall()
    return {str(sha256) for (sha256,) in rows}


def proofs(workspace: Workspace, evaluation: str) -> dict[str, dict[str, Any]]:
    """The links of an evaluation as the journal says them, by item."""
    with reading(workspace) as db:
        rows = db.execute(
            "SELECT item, evidence, requirement, page FROM proof WHERE evaluation = ? ORDER BY item, place",
            [evaluation],
        ).fetchall()
    found: dict[str, dict[str, Any]] = {}
    for item, id, requirement, page in rows:
        link = {"evidence": id}
        if requirement:
            link["requirement"] = requirement
        if page is not None:
            link["page"] = page
        found.setdefault(item, {"links": []})["links"].append(link)
    return found


def uses(workspace: Workspace, evidence: str) -> list[UseRow]:
    """Every place where a piece of evidence is used, the newest evaluation first."""
    with reading(workspace) as db:
        rows = db.execute(
            "SELECT p.evidence, e.id, e.number, u.name, e.standard, e.digest, e.evaluator, p.item, p.requirement, p.page"
            " FROM proof p JOIN evaluation e ON e.id = p.evaluation JOIN unit u ON u.id = e.unit"
            " WHERE p.evidence = ? ORDER BY e.number DESC, p.item, p.place",
            [evidence],
        ).fetchall()
    return [UseRow(*(*row[:8], row[8] or None, row[9])) for row in rows]


def _evidence(workspace: Workspace, rest: str, given: list[str]) -> list[EvidenceRow]:
    with reading(workspace) as db:
        rows = db.execute(_ROWS + rest, given).fetchall()
    return [EvidenceRow(id, unit, name, json.loads(body), uses) for id, unit, name, body, uses in rows]
