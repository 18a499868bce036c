"""The journal read again from its first entry, in memory, to be compared with the tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kaoping.store.apply import Json, apply, canonical, changed
from kaoping.store.journal import Entry, entries, heads
from kaoping.store.projection import state_of, thousandths
from kaoping.store.workspace import Workspace, reading

Rows = dict[tuple[str, ...], dict[str, Any]]

#: The columns that a replay gives, by table; `number`, `updated` and the totals are worked out elsewhere.
_UNIT = ("name", "kind", "attributes", "parent", "book", "seq")
_CAMPAIGN = ("name", "standard", "period_from", "period_to", "stages", "body", "book", "seq")
_EVALUATION = (
    "unit", "standard", "digest", "as_of", "period_from", "period_to", "evaluator", "stage", "campaign", "book",
    "status", "head_seq", "items",
)  # fmt: skip
_RATING = ("body", "points_m", "state", "book", "seq")
_STATEMENT = ("body", "book", "seq")
_EVIDENCE = ("unit", "kind", "title", "sha256", "copied", "body", "book", "seq")
_PROOF = ("page", "place", "book", "seq")
_FACT = ("unit", "definition", "period", "value", "stage", "settled", "withdrawn")


class Memory:
    """The sink that keeps everything in memory."""

    def __init__(self) -> None:
        self.rows: Rows = {}
        self._undone: dict[tuple[str, str], set[int]] = {}
        self._proofs: dict[tuple[str, str], list[tuple[str, ...]]] = {}
        self._campaigns: dict[str, Json] = {}

    def add_unit(self, body: Json, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self.rows["unit", body["id"]] = {
            "name": body["name"], "kind": body["unit_kind"], "attributes": canonical(body["attributes"]),
            "parent": body.get("parent"), "book": book, "seq": seq,
        }  # fmt: skip

    def change_unit(self, body: Json) -> None:
        """See `apply.Sink`."""
        self.rows["unit", body["id"]]["attributes"] = canonical(body["attributes"])

    def add_campaign(self, body: Json, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self._campaigns[body["id"]] = body
        self.rows["campaign", body["id"]] = {
            "name": body["name"], "standard": body.get("standard"), "period_from": body["period_from"],
            "period_to": body["period_to"], "stages": canonical(body["stages"]), "body": canonical(body),
            "book": book, "seq": seq,
        }  # fmt: skip

    def change_campaign(self, body: Json) -> None:
        """See `apply.Sink`."""
        self._campaigns[body["id"]] = changed(self._campaigns[body["id"]], body)
        self.rows["campaign", body["id"]]["body"] = canonical(self._campaigns[body["id"]])

    def open_evaluation(self, body: Json, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        said = {name: body.get(name) for name in _EVALUATION if name not in ("book", "status", "head_seq")}
        self.rows["evaluation", body["id"]] = {**said, "book": book, "status": "open", "head_seq": seq}

    def set_status(self, evaluation: str, status: str) -> None:
        """See `apply.Sink`."""
        self.rows["evaluation", evaluation]["status"] = status

    def add_delivery(self, evaluation: str, at: str, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self.rows["delivery", evaluation, book, str(seq)] = {"at": at}

    def set_standard(self, evaluation: str, body: Json) -> None:
        """See `apply.Sink`."""
        self.rows["evaluation", evaluation] |= {"digest": body["digest"], "items": body["items"]}

    def set_evaluator(self, evaluation: str, evaluator: str) -> None:
        """See `apply.Sink`."""
        self.rows["evaluation", evaluation]["evaluator"] = evaluator

    def set_rating(self, evaluation: str, item: str, body: Json | None, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self.rows.pop(("rating", evaluation, item), None)
        if body is not None:
            self.rows["rating", evaluation, item] = {
                "body": canonical(body), "points_m": thousandths(body.get("points")), "state": state_of(body),
                "book": book, "seq": seq,
            }  # fmt: skip

    def set_statement(self, evaluation: str, kind: str, id: str, body: Json | None, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self.rows.pop(("statement", evaluation, kind, id), None)
        if body is not None:
            self.rows["statement", evaluation, kind, id] = {"body": canonical(body), "book": book, "seq": seq}

    def add_evidence(self, body: Json, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        file = body.get("file") or {}
        self.rows["evidence", body["id"]] = {
            "unit": body["unit"], "kind": body["evidence_kind"], "title": body["title"], "sha256": file.get("sha256"),
            "copied": int(file.get("copied", False)), "body": canonical(body), "book": book, "seq": seq,
        }  # fmt: skip

    def attach_document(self, body: Json, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self.rows["attachment", body["document"], book] = {"seq": seq, "body": canonical(body)}

    def set_proofs(self, evaluation: str, item: str, body: Json | None, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        for held in self._proofs.pop((evaluation, item), ()):
            del self.rows[held]
        for place, link in enumerate(body["links"] if body is not None else ()):
            key = ("proof", evaluation, item, link["evidence"], link.get("requirement", ""))
            self.rows[key] = {"page": link.get("page"), "place": place, "book": book, "seq": seq}
            self._proofs.setdefault((evaluation, item), []).append(key)

    def put_fact(self, body: Json, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self.rows["fact", book, str(seq)] = {
            "unit": body["unit"], "definition": body["definition"], "period": body["period"],
            "value": canonical(body), "stage": body.get("stage"), "settled": int(body.get("settled", False)),
            "withdrawn": 0,
        }  # fmt: skip

    def withdraw_fact(self, book: str, seq: int, withdrawn: bool) -> None:
        """See `apply.Sink`."""
        self.rows["fact", book, str(seq)]["withdrawn"] = int(withdrawn)

    def push_undo(self, evaluation: str, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        for undone in self._undone.pop((evaluation, book), ()):
            del self.rows["undo", evaluation, book, str(undone)]
        self.rows["undo", evaluation, book, str(seq)] = {"undone_by": None}

    def mark_undone(self, evaluation: str, book: str, seq: int, by: int | None) -> None:
        """See `apply.Sink`."""
        undone = self._undone.setdefault((evaluation, book), set())
        if by is None:
            undone.discard(seq)
        else:
            undone.add(seq)
        self.rows["undo", evaluation, book, str(seq)]["undone_by"] = by

    def touch(self, evaluation: str, seq: int) -> None:
        """See `apply.Sink`."""
        self.rows["evaluation", evaluation]["head_seq"] = seq

    def note_about(self, evaluation: str, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self.rows["about", evaluation, book, str(seq)] = {}


def replayed(workspace: Workspace) -> Memory:
    """All entries of all books applied in memory: first what others cite, then each after those it was written after.

    :raises ValueError: an entry of an unknown kind, or one that was written after entries that are not there.
    :raises KeyError: an entry about something that is not there.
    """
    memory = Memory()
    books = list(heads(workspace))
    for kinds in (("unit-added", "campaign-added"), ("evidence-added", "evaluation-opened")):
        for book in books:
            for entry in entries(workspace, book):
                if entry.body["kind"] in kinds:
                    apply(memory, book, entry.seq, entry.body)
    made = ("unit-added", "campaign-added", "evidence-added", "evaluation-opened")
    for entry in _in_order(workspace, books):
        if entry.body["kind"] not in made:
            apply(memory, entry.book, entry.seq, entry.body)
    return memory


def _in_order(workspace: Workspace, books: list[str]) -> Iterator[Entry]:
    """Every entry, each book in its order, and each entry after those that it names in `after`."""
    done = dict.fromkeys(books, 0)
    waiting: dict[str, Entry] = {}
    streams = {book: entries(workspace, book) for book in books}
    while streams:
        moved = False
        for book in list(streams):
            while True:
                entry = waiting.pop(book, None) or next(streams[book], None)
                if entry is None:
                    del streams[book]
                    moved = True
                    break
                after = entry.body.get("after", {})
                if any(done.get(other, seq) < seq for other, seq in after.items()):
                    waiting[book] = entry
                    break
                yield entry
                done[book] = entry.seq
                moved = True
        if not moved:
            raise ValueError("条目所接的前文不在日志中")


def stored_rows(workspace: Workspace) -> Rows:
    """The tables in the shape of `Memory.rows`."""
    rows: Rows = {}

    def take(table: str, kind: str, keys: str, columns: tuple[str, ...]) -> None:
        width = keys.count(",") + 1
        for row in db.execute(f"SELECT {', '.join((keys, *columns))} FROM {table}").fetchall():
            rows[(kind, *map(str, row[:width]))] = dict(zip(columns, row[width:], strict=True))

    with reading(workspace) as db:
        take("unit", "unit", "id", _UNIT)
        take("campaign", "campaign", "id", _CAMPAIGN)
        take("evaluation", "evaluation", "id", _EVALUATION)
        take("rating", "rating", "evaluation, item", _RATING)
        take("statement", "statement", "evaluation, kind, id", _STATEMENT)
        take("evidence", "evidence", "id", _EVIDENCE)
        take("proof", "proof", "evaluation, item, evidence, requirement", _PROOF)
        take("fact", "fact", "book, seq", _FACT)
        take("undo_stack", "undo", "evaluation, book, seq", ("undone_by",))
        take("delivery", "delivery", "evaluation, book, seq", ("at",))
        take("attachment", "attachment", "document, book", ("seq", "body"))
        take("about", "about", "evaluation, book, seq", ())
    return rows
