"""What the journal says about one evaluation, entry by entry in order, and the state after any of them.

Only what the indexes give is read: the entries about the evaluation, and those that recorded or withdrew the facts that
bear on it, however many others the file holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kaoping.store.apply import Json, apply
from kaoping.store.journal import Entry
from kaoping.store.workspace import Workspace, reading

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Told:
    """An entry and whose book it stands in. `body` is what it says of the evaluation that is asked about.

    :ivar rank: grows with the books in the order in which this file took them in
    """

    entry: Entry
    evaluator: str
    rank: int
    body: Json

    @property
    def place(self) -> Place:
        """Book and number."""
        return self.entry.book, self.entry.seq


def about(workspace: Workspace, evaluation: str) -> list[Told]:
    """Every entry about an evaluation, book by book; found by index."""
    with reading(workspace) as db:
        rows = db.execute(
            "SELECT e.book, e.seq, e.prev, e.body, e.hash, b.evaluator, b.rowid FROM about a"
            " JOIN entry e ON e.book = a.book AND e.seq = a.seq JOIN book b ON b.id = a.book"
            " WHERE a.evaluation = ? ORDER BY b.rowid, a.seq",
            [evaluation],
        ).fetchall()
    return [_told(row) for row in rows]


def records_of_facts(workspace: Workspace, places: Iterable[Place], own: Iterable[Place]) -> list[Told]:
    """The entries that recorded the observations at these places, and those that withdrew or restored them.

    :param own: entries that are known already, and left out. Of the others only what they say of these facts is told.
    """
    wanted, known = set(places), set(own)
    others: dict[Place, Told] = {}
    elsewhere = set()
    for place in sorted(wanted - known):
        with reading(workspace) as db:
            row = db.execute(
                "SELECT e.book, e.seq, e.prev, e.body, e.hash, b.evaluator, b.rowid FROM entry e JOIN book b ON b.id = e.book"
                " WHERE e.book = ? AND e.seq = ?",
                place,
            ).fetchone()
        if row is not None:
            others[place] = _told(row)
            elsewhere.add(others[place].body.get("evaluation"))
    for evaluation in sorted(filter(None, elsewhere)):
        others |= {told.place: told for told in about(workspace, evaluation)}
    if wanted:
        others |= {told.place: told for told in _withdrawals(workspace)}
    found = []
    for place in sorted(set(others) - known):
        told = others[place]
        changes = [change for change in told.body.get("changes", ()) if _observation(told, change) in wanted]
        if changes:
            found.append(replace(told, body={**told.body, "changes": changes}))
    return found


def _withdrawals(workspace: Workspace) -> list[Told]:
    """The entries that withdrew facts outside any evaluation; found by index."""
    with reading(workspace) as db:
        # Word for word as in the index `entry_fact_withdrawn`.
        rows = db.execute(
            "SELECT e.book, e.seq, e.prev, e.body, e.hash, b.evaluator, b.rowid FROM entry e JOIN book b ON b.id = e.book"
            ' WHERE instr(e.body, \'"kind":"fact-withdrawn"\')'
        ).fetchall()
    return [_told(row) for row in rows]


def changes_of_unit(workspace: Workspace, unit: str, made: Place) -> list[Told]:
    """The entries that made a unit and changed its attributes; found by index.

    :param made: the entry that made it.
    """
    columns = (
        "SELECT e.book, e.seq, e.prev, e.body, e.hash, b.evaluator, b.rowid FROM entry e JOIN book b ON b.id = e.book"
    )
    with reading(workspace) as db:
        rows = db.execute(f"{columns} WHERE e.book = ? AND e.seq = ?", made).fetchall()
        # Word for word as in the index `entry_unit_changed`.
        rows += db.execute(f'{columns} WHERE instr(e.body, \'"kind":"unit-changed"\')').fetchall()
    return [told for told in map(_told, rows) if told.body["id"] == unit]


def in_order(told: Iterable[Told]) -> list[Told]:
    """Entries of several books in one line: each book in its order, each entry after those that it names in `after`.

    Between books that know nothing of each other the clocks' claims decide, for the journal says nothing.
    """
    books: dict[str, list[Told]] = {}
    for one in told:
        books.setdefault(one.entry.book, []).append(one)
    for among in books.values():
        among.sort(key=lambda one: one.entry.seq, reverse=True)
    found: list[Told] = []
    while books:
        free = [book for book in books if not _waits(books, books[book][-1])]
        # Entries that wait for each other in a ring are no journal's; they are told rather than left out.
        book = min(free or books, key=lambda name: (books[name][-1].entry.body.get("at", ""), books[name][-1].rank))
        found.append(books[book].pop())
        if not books[book]:
            del books[book]
    return found


def _waits(books: Mapping[str, list[Told]], one: Told) -> bool:
    after = one.entry.body.get("after", {})
    return any(book in books and books[book][-1].entry.seq <= seq for book, seq in after.items())


def _told(row: tuple[Any, ...]) -> Told:
    entry = Entry(*row[:5])
    return Told(entry, str(row[5]), int(row[6]), entry.body)


def _observation(told: Told, change: Json) -> Place | None:
    """The observation that a change is about."""
    if change["what"] != "fact":
        return None
    if "entry" in change:
        return change["entry"]["book"], change["entry"]["seq"]
    return told.entry.book, told.body["target"] if told.body["kind"] in ("undone", "redone") else told.entry.seq


class Past:
    """The sink that keeps the state of one evaluation.

    :ivar stated: what is stated now, by ("rating" | "veto" | "adjustment" | "part" | "proofs" ..., id)
    :ivar facts: the observations recorded so far, and whether each is withdrawn
    :ivar attributes: the unit's, where an entry said them
    """

    def __init__(self) -> None:
        self.stated: dict[tuple[str, str], Json] = {}
        self.facts: dict[Place, bool] = {}
        self.status = "open"
        self.evaluator: str | None = None
        self.attributes: Json | None = None

    @property
    def digest(self) -> str | None:
        """Of the standard by which it then was; None where it was not opened yet."""
        held = self.stated.get(("standard", ""))
        return str(held["digest"]) if held is not None else None

    @classmethod
    def after(cls, told: Iterable[Told], last: Callable[[Told], bool] = lambda _: False) -> Past:
        """The state after these entries in their order, up to and with the `last`."""
        state = cls()
        for one in told:
            apply(state, *one.place, one.body)
            if last(one):
                break
        return state

    def add_unit(self, body: Json, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self.attributes = body["attributes"]

    def change_unit(self, body: Json) -> None:
        """See `apply.Sink`."""
        self.attributes = body["attributes"]

    def open_evaluation(self, body: Json, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self.evaluator = body["evaluator"]
        self.set_standard(body["id"], {"digest": body["digest"], "items": body["items"]})

    def set_status(self, evaluation: str, status: str) -> None:
        """See `apply.Sink`."""
        self.status = status

    def set_standard(self, evaluation: str, body: Json) -> None:
        """See `apply.Sink`."""
        self._state("standard", "", body)

    def set_evaluator(self, evaluation: str, evaluator: str) -> None:
        """See `apply.Sink`."""
        self.evaluator = evaluator

    def set_rating(self, evaluation: str, item: str, body: Json | None, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self._state("rating", item, body)

    def set_statement(self, evaluation: str, kind: str, id: str, body: Json | None, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self._state(kind, id, body)

    def set_proofs(self, evaluation: str, item: str, body: Json | None, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self._state("proofs", item, body)

    def _state(self, what: str, id: str, body: Json | None) -> None:
        self.stated.pop((what, id), None)
        if body is not None:
            self.stated[what, id] = body

    def put_fact(self, body: Json, book: str, seq: int) -> None:
        """See `apply.Sink`."""
        self.facts[book, seq] = False

    def withdraw_fact(self, book: str, seq: int, withdrawn: bool) -> None:
        """See `apply.Sink`."""
        self.facts[book, seq] = withdrawn

    def add_campaign(self, body: Json, book: str, seq: int) -> None:
        """No part of an evaluation's state; so are those below."""

    def change_campaign(self, body: Json) -> None:
        """See `add_campaign`."""

    def add_delivery(self, evaluation: str, at: str, book: str, seq: int) -> None:
        """See `add_campaign`."""

    def attach_document(self, body: Json, book: str, seq: int) -> None:
        """See `add_campaign`."""

    def add_evidence(self, body: Json, book: str, seq: int) -> None:
        """See `add_campaign`."""

    def push_undo(self, evaluation: str, book: str, seq: int) -> None:
        """See `add_campaign`."""

    def mark_undone(self, evaluation: str, book: str, seq: int, by: int | None) -> None:
        """See `add_campaign`."""

    def touch(self, evaluation: str, seq: int) -> None:
        """See `add_campaign`."""

    def note_about(self, evaluation: str, book: str, seq: int) -> None:
        """See `add_campaign`."""
