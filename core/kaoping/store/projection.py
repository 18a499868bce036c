"""The projection tables: what the journal amounts to, kept in the same transaction as each entry."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from sqlite_utils import Database

from kaoping.store.apply import Json, apply, canonical
from kaoping.store.journal import Entry, append, entries, heads
from kaoping.store.workspace import Workspace, reading, saving


class Tables:
    """The sink that writes to the tables; inside `saving()` alone."""

    def __init__(self, db: Database, clock: str) -> None:
        self._db = db
        self._clock = clock

    def add_unit(self, body: Json, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self._db.execute(
            "INSERT INTO unit (id, name, kind, attributes, parent, book, seq) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [body["id"], body["name"], body["unit_kind"], canonical(body["attributes"]), body.get("parent"), book, seq],
        )

    def change_unit(self, body: Json) -> None:
        """See `apply.Sink`."""
        self._db.execute("UPDATE unit SET attributes = ? WHERE id = ?", [canonical(body["attributes"]), body["id"]])

    def add_campaign(self, body: Json, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self._db.execute(
            "INSERT INTO campaign (id, name, standard, period_from, period_to, stages, body, book, seq)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                body["id"], body["name"], body.get("standard"), body["period_from"], body["period_to"],
                canonical(body["stages"]), canonical(body), book, seq,
            ],
        )  # fmt: skip

    def open_evaluation(self, body: Json, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        row = self._db.execute("SELECT coalesce(max(number), 0) + 1 FROM evaluation").fetchone()
        self._db.execute(
            "INSERT INTO evaluation (id, number, unit, standard, digest, rules_digest, period_from, period_to, as_of,"
            " evaluator, campaign, stage, book, status, head_seq, updated, rated, items)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
            [
                body["id"], row[0], body["unit"], body["standard"], body["digest"], None, body["period_from"],
                body["period_to"], body.get("as_of"), body["evaluator"], body.get("campaign"), body.get("stage"),
                book, "open", seq, self._clock, body["items"],
            ],
        )  # fmt: skip

    def set_status(self, evaluation: str, status: str) -> None:
        """See `apply.Sink`."""
        self._db.execute("UPDATE evaluation SET status = ? WHERE id = ?", [status, evaluation])

    def set_rating(self, evaluation: str, item: str, body: Json | None, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self._db.execute("DELETE FROM rating WHERE evaluation = ? AND item = ?", [evaluation, item])
        if body is None:
            return
        self._db.execute(
            "INSERT INTO rating (evaluation, item, body, points_m, state, book, seq) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [evaluation, item, canonical(body), thousandths(body.get("points")), state_of(body), book, seq],
        )

    def set_statement(self, evaluation: str, kind: str, id: str, body: Json | None, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self._db.execute("DELETE FROM statement WHERE evaluation = ? AND kind = ? AND id = ?", [evaluation, kind, id])
        if body is None:
            return
        self._db.execute(
            "INSERT INTO statement (evaluation, kind, id, body, book, seq) VALUES (?, ?, ?, ?, ?, ?)",
            [evaluation, kind, id, canonical(body), book, seq],
        )

    def put_fact(self, body: Json, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self._db.execute(
            "INSERT INTO fact (unit, definition, period, book, seq, value, stage, settled, withdrawn)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)",
            [
                body["unit"], body["definition"], body["period"], book, seq, canonical(body), body.get("stage"),
                int(body.get("settled", False)),
            ],
        )  # fmt: skip

    def withdraw_fact(self, book: str, seq: int, withdrawn: bool) -> None:
        """See `apply.Sink`."""
        self._db.execute("UPDATE fact SET withdrawn = ? WHERE book = ? AND seq = ?", [int(withdrawn), book, seq])

    def push_undo(self, evaluation: str, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self._db.execute(
            "DELETE FROM undo_stack WHERE evaluation = ? AND book = ? AND undone_by IS NOT NULL", [evaluation, book]
        )
        self._db.execute(
            "INSERT INTO undo_stack (evaluation, book, seq, undone_by) VALUES (?, ?, ?, NULL)", [evaluation, book, seq]
        )

    def mark_undone(self, evaluation: str, book: str, seq: int, by: int | None) -> None:
        """See `apply.Sink`."""
        self._db.execute(
            "UPDATE undo_stack SET undone_by = ? WHERE evaluation = ? AND book = ? AND seq = ?",
            [by, evaluation, book, seq],
        )

    def touch(self, evaluation: str, seq: int) -> None:
        """See `apply.Sink`."""
        self._db.execute("UPDATE evaluation SET head_seq = ?, updated = ? WHERE id = ?", [seq, self._clock, evaluation])


class Memory:
    """The sink that keeps everything in memory, to compare with the tables."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, ...], dict[str, Any]] = {}

    def add_unit(self, body: Json, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self.rows["unit", body["id"]] = {
            "name": body["name"], "kind": body["unit_kind"], "attributes": canonical(body["attributes"]),
            "parent": body.get("parent"),
        }  # fmt: skip

    def change_unit(self, body: Json) -> None:
        """See `apply.Sink`."""
        self.rows["unit", body["id"]]["attributes"] = canonical(body["attributes"])

    def add_campaign(self, body: Json, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self.rows["campaign", body["id"]] = {"name": body["name"], "body": canonical(body)}

    def open_evaluation(self, body: Json, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self.rows["evaluation", body["id"]] = {
            "unit": body["unit"], "standard": body["standard"], "digest": body["digest"], "as_of": body.get("as_of"),
            "period_from": body["period_from"], "period_to": body["period_to"], "evaluator": body["evaluator"],
            "stage": body.get("stage"), "campaign": body.get("campaign"), "book": book, "status": "open",
            "head_seq": seq,
        }  # fmt: skip

    def set_status(self, evaluation: str, status: str) -> None:
        """See `apply.Sink`."""
        self.rows["evaluation", evaluation]["status"] = status

    def set_rating(self, evaluation: str, item: str, body: Json | None, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self._set(("rating", evaluation, item), body, seq)

    def set_statement(self, evaluation: str, kind: str, id: str, body: Json | None, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self._set(("statement", evaluation, kind, id), body, seq)

    def put_fact(self, body: Json, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self.rows["fact", book, str(seq)] = {"body": canonical(body), "withdrawn": 0}

    def withdraw_fact(self, book: str, seq: int, withdrawn: bool) -> None:
        """See `apply.Sink`."""
        self.rows["fact", book, str(seq)]["withdrawn"] = int(withdrawn)

    def push_undo(self, evaluation: str, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        undone = [
            k for k, row in self.rows.items() if k[:3] == ("undo", evaluation, book) and row["undone_by"] is not None
        ]
        for key in undone:
            del self.rows[key]
        self.rows["undo", evaluation, book, str(seq)] = {"undone_by": None}

    def mark_undone(self, evaluation: str, book: str, seq: int, by: int | None) -> None:
        """See `apply.Sink`."""
        self.rows["undo", evaluation, book, str(seq)]["undone_by"] = by

    def touch(self, evaluation: str, seq: int) -> None:
        """See `apply.Sink`."""
        self.rows["evaluation", evaluation]["head_seq"] = seq

    def _set(self, key: tuple[str, ...], body: Json | None, seq: int) -> None:
        self.rows.pop(key, None)
        if body is not None:
            self.rows[key] = {"body": canonical(body), "seq": seq}


def record(workspace: Workspace, book: str, body: Json, clock: str, *, expect_head: str | None = None) -> Entry:
    """Append an entry and bring the tables up to date with it, inside `saving()`.

    :param clock: the time as the clock claims, ISO 8601; kept in the entry and never used to order.
    :raises HeadMoved: another window wrote to the book since `expect_head` was read.
    """
    full = {**body, "at": clock}
    entry = append(workspace, book, full, expect_head=expect_head)
    apply(Tables(workspace.db, clock), book, entry.seq, full)
    return entry


def store_snapshot(
    workspace: Workspace, digest: str, id: str, title: str, body: str, plugin: str | None, clock: str
) -> None:
    """Keep a standard under its digest, inside `saving()`; one that is there already stays."""
    db = workspace.db
    if db.execute("SELECT 1 FROM snapshot WHERE digest = ?", [digest]).fetchone() is None:
        db.execute(
            "INSERT INTO snapshot (digest, id, kind, title, body, plugin, stored) VALUES (?, ?, 'standard', ?, ?, ?, ?)",
            [digest, id, title, body, plugin, clock],
        )


def store_totals(workspace: Workspace, evaluation: str, totals: Json) -> None:
    """Keep an evaluation's computed totals for lists and ranking, inside `saving()`. Numbers are thousandths."""
    workspace.db.execute(
        "UPDATE evaluation SET rated = ?, low_m = ?, high_m = ?, full_m = ?, outcome = ?, outcome_status = ? WHERE id = ?",
        [
            totals["rated"], totals["low_m"], totals["high_m"], totals["full_m"], totals["outcome"],
            totals["outcome_status"], evaluation,
        ],
    )  # fmt: skip


def store_cursor(workspace: Workspace, evaluation: str, item: str) -> None:
    """Remember the item the evaluator stands at. Not a judgement: no entry."""
    with saving(workspace) as db:
        db.execute("UPDATE evaluation SET cursor = ? WHERE id = ?", [item, evaluation])


def store_sheet(workspace: Workspace, evaluation: str, sheet: str) -> None:
    """Keep the last sheet, for what only a plugin's code can compute again; inside `saving()`."""
    workspace.db.execute("UPDATE evaluation SET sheet = ? WHERE id = ?", [sheet, evaluation])


def replayed(workspace: Workspace) -> Memory:
    """All entries of all books applied in memory. Units, campaigns and evaluations come first, for books cite each other."""
    memory = Memory()
    later: list[tuple[str, int, dict[str, Any]]] = []
    for kinds in (("unit-added", "campaign-added"), ("evaluation-opened",)):
        for book in heads(workspace):
            for entry in entries(workspace, book):
                if entry.body["kind"] in kinds:
                    apply(memory, book, entry.seq, entry.body)
                elif kinds == ("evaluation-opened",) and entry.body["kind"] not in ("unit-added", "campaign-added"):
                    later.append((book, entry.seq, entry.body))
    for book, seq, body in later:
        apply(memory, book, seq, body)
    return memory


def stored_rows(workspace: Workspace) -> dict[tuple[str, ...], dict[str, Any]]:
    """The tables in the shape of `Memory.rows`, to be compared with a replay."""
    rows: dict[tuple[str, ...], dict[str, Any]] = {}
    with reading(workspace) as db:
        for row in db.execute("SELECT id, name, kind, attributes, parent FROM unit").fetchall():
            rows["unit", row[0]] = {"name": row[1], "kind": row[2], "attributes": row[3], "parent": row[4]}
        for row in db.execute("SELECT id, name, body FROM campaign").fetchall():
            rows["campaign", row[0]] = {"name": row[1], "body": row[2]}
        names = (
            "unit", "standard", "digest", "as_of", "period_from", "period_to", "evaluator", "stage", "campaign", "book",
            "status", "head_seq",
        )  # fmt: skip
        for row in db.execute(f"SELECT id, {', '.join(names)} FROM evaluation").fetchall():
            rows["evaluation", row[0]] = dict(zip(names, row[1:], strict=True))
        for row in db.execute("SELECT evaluation, item, body, seq FROM rating").fetchall():
            rows["rating", row[0], row[1]] = {"body": row[2], "seq": row[3]}
        for row in db.execute("SELECT evaluation, kind, id, body, seq FROM statement").fetchall():
            rows["statement", row[0], row[1], row[2]] = {"body": row[3], "seq": row[4]}
        for row in db.execute("SELECT book, seq, value, withdrawn FROM fact").fetchall():
            rows["fact", row[0], str(row[1])] = {"body": row[2], "withdrawn": row[3]}
        for row in db.execute("SELECT evaluation, book, seq, undone_by FROM undo_stack").fetchall():
            rows["undo", row[0], row[1], str(row[2])] = {"undone_by": row[3]}
    return rows


def thousandths(value: str | Decimal | None) -> int | None:
    """A decimal as whole thousandths, half away from zero; for sorting alone, the exact value stands in the journal."""
    if value is None:
        return None
    return int((Decimal(value) * 1000).to_integral_value())


def state_of(body: Json) -> str:
    """rated, na or unrated: the state of a rating's JSON."""
    if "not_applicable" in body:
        return "na"
    return "rated" if any(key in body for key in ("points", "deductions", "verdict")) else "unrated"


def loaded(text: str) -> Any:
    """JSON of a projection column."""
    return json.loads(text)
