"""What a journal entry means: one reading of it, used when it is written and when everything is rebuilt."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Protocol

Json = Mapping[str, Any]


class Sink(Protocol):
    """Where the effects of entries go: the projection tables, or memory when they are verified."""

    def add_unit(self, body: Json, book: str, seq: int) -> None:
        """A unit came into being."""
        ...

    def change_unit(self, body: Json) -> None:
        """A unit's attributes changed."""
        ...

    def add_campaign(self, body: Json, book: str, seq: int) -> None:
        """A campaign came into being."""
        ...

    def change_campaign(self, body: Json) -> None:
        """Units came to a campaign or left it, or who evaluates whom or what evaluators see changed; see `changed`."""
        ...

    def open_evaluation(self, body: Json, book: str, seq: int) -> None:
        """An evaluation was opened."""
        ...

    def set_status(self, evaluation: str, status: str) -> None:
        """An evaluation was handed in, or opened again."""
        ...

    def add_delivery(self, evaluation: str, at: str, book: str, seq: int) -> None:
        """An evaluation was handed in at that time."""
        ...

    def set_standard(self, evaluation: str, body: Json) -> None:
        """An evaluation is by another text of its standard from now on: `{"digest", "items"}`."""
        ...

    def set_evaluator(self, evaluation: str, evaluator: str) -> None:
        """An evaluation was handed over: it is this evaluator's from now on."""
        ...

    def set_rating(self, evaluation: str, item: str, body: Json | None, book: str, seq: int) -> None:
        """A criterion's rating is now this; None: none."""
        ...

    def set_statement(self, evaluation: str, kind: str, id: str, body: Json | None, book: str, seq: int) -> None:
        """A veto, adjustment or part is now stated so; None: not at all."""
        ...

    def add_evidence(self, body: Json, book: str, seq: int) -> None:
        """A piece of evidence came into being."""
        ...

    def attach_document(self, body: Json, book: str, seq: int) -> None:
        """A copy of an official document was attached; it replaces the one that the same book attached before."""
        ...

    def set_proofs(self, evaluation: str, item: str, body: Json | None, book: str, seq: int) -> None:
        """A criterion is now proved by these links, `{"links": [{evidence, requirement?, page?}]}`; None: by none."""
        ...

    def put_fact(self, body: Json, book: str, seq: int) -> None:
        """A fact was observed."""
        ...

    def withdraw_fact(self, book: str, seq: int, withdrawn: bool) -> None:
        """The observation of that entry is withdrawn, or holds again."""
        ...

    def push_undo(self, evaluation: str, book: str, seq: int) -> None:
        """A judgement that can be undone; what had been undone before it can no longer be redone."""
        ...

    def mark_undone(self, evaluation: str, book: str, seq: int, by: int | None) -> None:
        """The judgement was undone by that entry; None: it was redone."""
        ...

    def touch(self, evaluation: str, seq: int) -> None:
        """The evaluation's newest entry in its book."""
        ...

    def note_about(self, evaluation: str, book: str, seq: int) -> None:
        """The entry speaks of the evaluation: its history finds it without reading all books."""
        ...


def apply(sink: Sink, book: str, seq: int, body: Json) -> None:
    """Apply one entry.

    :raises ValueError: for a kind of entry this program does not know.
    """
    kind = body["kind"]
    if kind == "unit-added":
        sink.add_unit(body, book, seq)
    elif kind == "unit-changed":
        sink.change_unit(body)
    elif kind == "campaign-added":
        sink.add_campaign(body, book, seq)
    elif kind == "campaign-changed":
        sink.change_campaign(body)
    elif kind == "document-attached":
        sink.attach_document(body, book, seq)
    elif kind == "evidence-added":
        sink.add_evidence(body, book, seq)
    elif kind == "evaluation-opened":
        sink.open_evaluation(body, book, seq)
    elif kind == "evaluation-status":
        sink.set_status(body["evaluation"], body["status"])
        if body["status"] == "handed-in":
            sink.add_delivery(body["evaluation"], body["at"], book, seq)
        sink.touch(body["evaluation"], seq)
    elif kind == "handed-over":
        sink.set_evaluator(body["evaluation"], body["to"])
        sink.touch(body["evaluation"], seq)
    elif kind in ("judged", "undone", "redone", "fact-withdrawn"):
        _changes(sink, book, seq, body)
    else:
        raise ValueError(f"unknown entry kind {kind!r}")
    if body.get("evaluation") is not None:
        sink.note_about(body["evaluation"], book, seq)


def _changes(sink: Sink, book: str, seq: int, body: Json) -> None:
    evaluation = body.get("evaluation")
    for change in body["changes"]:
        what, after = change["what"], change["to"]
        if what == "rating":
            sink.set_rating(evaluation or "", change["id"], after, book, seq)
        elif what == "proofs":
            sink.set_proofs(evaluation or "", change["id"], after, book, seq)
        elif what == "fact":
            _fact(sink, book, seq, body, change)
        elif what == "standard":
            sink.set_standard(evaluation or "", after)
        else:
            sink.set_statement(evaluation or "", what, change["id"], after, book, seq)
    if evaluation is None:
        return
    if body["kind"] == "judged":
        sink.push_undo(evaluation, book, seq)
    else:
        sink.mark_undone(evaluation, book, body["target"], seq if body["kind"] == "undone" else None)
    sink.touch(evaluation, seq)


def _fact(sink: Sink, book: str, seq: int, body: Json, change: Json) -> None:
    earlier = change.get("entry")
    if earlier is not None:
        # Going back to an earlier state: the observation of another entry is withdrawn, or holds again.
        sink.withdraw_fact(earlier["book"], earlier["seq"], change["to"] is None)
    elif body["kind"] == "judged" and change["to"] is not None:
        sink.put_fact(change["to"], book, seq)
    else:
        # An undo withdraws the observation of the entry it undoes; a redo restores it.
        sink.withdraw_fact(book, body["target"], change["to"] is None)


def changed(campaign: Json, change: Json) -> dict[str, Any]:
    """A campaign's body after a `campaign-changed` entry.

    The entry may hold `added` and `removed` (units), `assigned` (by unit the evaluators; none: nobody in particular),
    `blind`, and `edition` (the text of its standard that it goes by, `{"digest", "edition", "before"}`; None: whichever
    is at hand). It says what differs alone: a campaign may have thousands of units.
    """
    gone = set(change.get("removed", ()))
    units = [unit for unit in campaign.get("units", ()) if unit not in gone]
    units += [unit for unit in change.get("added", ()) if unit not in units]
    assigned = {**campaign.get("assigned", {}), **change.get("assigned", {})}
    kept = {unit: names for unit, names in assigned.items() if names and unit not in gone}
    after = {**campaign, "units": units, "assigned": kept, "blind": change.get("blind", campaign.get("blind", False))}
    after["edition"] = change.get("edition", campaign.get("edition"))
    return {name: value for name, value in after.items() if value or name not in ("assigned", "blind", "edition")}


def canonical(value: Any) -> str:
    """JSON as projections keep it: sorted keys, no spaces."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
