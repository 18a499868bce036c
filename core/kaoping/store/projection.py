"""The projection tables: what the journal amounts to, kept in the same transaction as each entry."""

from __future__ import annotations

import json
from decimal import ROUND_HALF_UP, Decimal

from sqlite_utils import Database

from kaoping.numbers import EXACT
from kaoping.store.apply import Json, apply, canonical, changed
from kaoping.store.journal import Entry, append
from kaoping.store.workspace import Workspace, saving

#: The largest integer that a column can hold.
_MOST = 2**63 - 1


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

    def change_campaign(self, body: Json) -> None:
        """See `apply.Sink`."""
        held = self._db.execute("SELECT body FROM campaign WHERE id = ?", [body["id"]]).fetchone()
        after = canonical(changed(json.loads(held[0]), body))
        self._db.execute("UPDATE campaign SET body = ? WHERE id = ?", [after, body["id"]])

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

    def add_delivery(self, evaluation: str, at: str, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self._db.execute(
            "INSERT INTO delivery (evaluation, book, seq, at) VALUES (?, ?, ?, ?)", [evaluation, book, seq, at]
        )

    def set_standard(self, evaluation: str, body: Json) -> None:
        """See `apply.Sink`."""
        self._db.execute(
            "UPDATE evaluation SET digest = ?, items = ?, sheet = NULL WHERE id = ?",
            [body["digest"], body["items"], evaluation],
        )

    def set_evaluator(self, evaluation: str, evaluator: str) -> None:
        """See `apply.Sink`."""
        self._db.execute("UPDATE evaluation SET evaluator = ? WHERE id = ?", [evaluator, evaluation])

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

    def add_evidence(self, body: Json, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        file = body.get("file") or {}
        self._db.execute(
            "INSERT INTO evidence (id, unit, kind, title, sha256, copied, body, book, seq)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                body["id"], body["unit"], body["evidence_kind"], body["title"], file.get("sha256"),
                int(file.get("copied", False)), canonical(body), book, seq,
            ],
        )  # fmt: skip

    def attach_document(self, body: Json, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self._db.execute(
            "INSERT INTO attachment (document, book, seq, body) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (document, book) DO UPDATE SET seq = excluded.seq, body = excluded.body",
            [body["document"], book, seq, canonical(body)],
        )

    def set_proofs(self, evaluation: str, item: str, body: Json | None, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self._db.execute("DELETE FROM proof WHERE evaluation = ? AND item = ?", [evaluation, item])
        for place, link in enumerate(body["links"] if body is not None else ()):
            self._db.execute(
                "INSERT INTO proof (evaluation, item, evidence, requirement, page, place, book, seq)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    evaluation, item, link["evidence"], link.get("requirement", ""), link.get("page"), place, book, seq,
                ],
            )  # fmt: skip

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

    def note_about(self, evaluation: str, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self._db.execute("INSERT INTO about (evaluation, book, seq) VALUES (?, ?, ?)", [evaluation, book, seq])


def record(workspace: Workspace, book: str, body: Json, clock: str, *, expect_head: str | None = None) -> Entry:
    """Append an entry and bring the tables up to date with it, inside `saving()`.

    Where the evaluator has other books in the file (of another installation, of a copy), or others wrote about the same
    evaluation before it was handed over, the entry says in `after` how far each had come, for by that alone a replay
    knows which of two judgements of one criterion is the newer.

    :param clock: the time as the clock claims, ISO 8601; kept in the entry and never used to order.
    :raises HeadMoved: another window wrote to the book since `expect_head` was read.
    """
    full = {**body, "at": clock}
    after = _other_heads_about(workspace, book, body.get("evaluation")) | _own_other_heads(workspace, book)
    if after:
        full["after"] = after
    entry = append(workspace, book, full, expect_head=expect_head)
    apply(Tables(workspace.db, clock), book, entry.seq, full)
    return entry


def _own_other_heads(workspace: Workspace, book: str) -> dict[str, int]:
    rows = workspace.db.execute(
        "SELECT b.id, (SELECT max(e.seq) FROM entry e WHERE e.book = b.id) AS seq FROM book b"
        " WHERE b.id <> ? AND b.evaluator = (SELECT evaluator FROM book WHERE id = ?) AND seq IS NOT NULL",
        [book, book],
    ).fetchall()
    return {str(other): int(seq) for other, seq in rows}


def _other_heads_about(workspace: Workspace, book: str, evaluation: str | None) -> dict[str, int]:
    """How far other books had come in what they say about the evaluation."""
    if evaluation is None:
        return {}
    rows = workspace.db.execute(
        "SELECT b.id, (SELECT max(a.seq) FROM about a WHERE a.evaluation = ? AND a.book = b.id) AS seq FROM book b"
        " WHERE b.id <> ? AND seq IS NOT NULL",
        [evaluation, book],
    ).fetchall()
    return {str(other): int(seq) for other, seq in rows}


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


def thousandths(value: str | Decimal | None) -> int | None:
    """A decimal as whole thousandths, half away from zero, within 64 bits.

    For sorting alone: the exact value stands in the journal.
    """
    if value is None:
        return None
    whole = int(Decimal(value).scaleb(3, EXACT).to_integral_value(ROUND_HALF_UP))
    return max(-_MOST, min(whole, _MOST))


def state_of(body: Json) -> str:
    """rated, na or unrated: the state of a rating's JSON."""
    if "not_applicable" in body:
        return "na"
    return "rated" if any(key in body for key in ("points", "deductions", "verdict")) else "unrated"
