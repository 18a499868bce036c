"""History: who changed what, when, from what, to what and why; any earlier state again; back to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kaoping.answers import Answers, Unit
from kaoping.editions.words import edition_text
from kaoping.errors import refuse
from kaoping.rectification import ordered
from kaoping.scoring.score import score
from kaoping.standard.resolved import Resolved
from kaoping.store import queries
from kaoping.store.evidence import evidence as evidence_row
from kaoping.store.past import Past, Place, Told, about, changes_of_unit, in_order, records_of_facts
from kaoping.store.queries import EvaluationRow, FactRow
from kaoping.text import visible
from kaoping.workbench import codec
from kaoping.workbench.changes import Change, change_of, item_of
from kaoping.workbench.desk import Desk, totals
from kaoping.workbench.diff import Comparison, compare
from kaoping.workbench.evaluations import Evaluations, View
from kaoping.workbench.kin import Kin
from kaoping.workbench.walk import Walk

Json = dict[str, Any]

#: Entries that are read for the unit's attributes, and are no lines of an evaluation's history.
OF_UNITS = ("unit-added", "unit-changed")


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry: what changed, from what, to what, who said so, when the clock claimed, and why.

    :ivar ref: what names the entry to `at` and `back_to`: its number in the evaluation's own book, else `book:number`
    :ivar kind: the entry's kind: evaluation-opened, judged, undone, redone, evaluation-status, handed-over, fact-withdrawn
    :ivar own: it is about the evaluation; False: elsewhere, about a fact that bears on it
    :ivar target: the entry that this one undid, redid or went back to
    :ivar undone_by: the entry that undid this one, and was not taken back itself
    :ivar to: the status or the evaluator from here on
    :ivar unit: the other unit that a fact was recorded for
    """

    ref: str
    book: str
    seq: int
    at: str
    who: str
    kind: str
    changes: tuple[Change, ...]
    why: str | None
    own: bool = True
    target: str | None = None
    undone_by: str | None = None
    to: str | None = None
    unit: str | None = None

    @property
    def what(self) -> str:
        """What kind of step it was."""
        if self.kind == "judged" and self.target is not None:
            return f"回到第 {self.target} 条之后"
        if self.kind == "judged" and self.changes and all(change.what == "fact" for change in self.changes):
            return "登记事实" + (f"（{self.unit}）" if self.unit else "")
        if self.kind == "evaluation-status":
            return "提交" if self.to == "handed-in" else "重新打开"
        if self.kind == "handed-over":
            return f"移交给 {self.to}"
        if self.kind == "fact-withdrawn":
            return "撤回事实" + (f"（{self.unit}）" if self.unit else "")
        if self.moved:
            return "改用另一版标准"
        names = {"evaluation-opened": "新建考评", "judged": "评定", "undone": "撤销", "redone": "重做"}
        return names.get(self.kind, self.kind) + (f"第 {self.target} 条" if self.target else "")

    @property
    def moved(self) -> bool:
        """Whether it brought the evaluation to another text of its standard."""
        return self.kind == "judged" and any(change.what == "standard" for change in self.changes)

    @property
    def text(self) -> str:
        """The step in one line, without time and name."""
        one = len(self.changes) == 1
        shown = "；".join(change.text if one else change.brief for change in self.changes[:2])
        more = f" 等 {len(self.changes)} 处" if len(self.changes) > 2 else ""
        head = "" if self.kind == "judged" and self.target is None and shown else self.what
        words = f"{head}：{shown}{more}" if head and shown else f"{head}{shown}{more}"
        return f"{words}　原因：{self.why}" if self.why else words


@dataclass
class History:
    """Use cases about what was. Reads go by the evaluation's index, whatever else the workspace holds."""

    desk: Desk
    evaluations: Evaluations
    walk: Walk

    def of(self, key: str, item: str | None = None) -> list[HistoryLine]:
        """Every entry about the evaluation, and about facts that bear on it, oldest first.

        :param item: of this criterion, veto, adjustment or part alone, and of the facts that it asks for.
        :raises Refused: there is no such evaluation, or no such item in its standard.
        """
        row = self.desk.evaluation(key)
        self.desk.veil.refuse_hidden(row)
        record = self._record(row)
        among = None if item is None else {item, *_facts_of(record.editions, item)}
        undone: dict[Place, Place] = {}
        for told in record.told:
            target = (told.entry.book, told.entry.body.get("target", 0))
            if told.body["kind"] == "undone":
                undone[target] = told.place
            elif told.body["kind"] == "redone":
                undone.pop(target, None)
        titles = self._titles(record.told)
        titles |= {digest: edition_text(edition) for digest, edition in record.editions.items()}
        lines = []
        resolved = next(iter(record.editions.values()))
        for told in record.told:
            was, resolved = resolved, record.by(told) or resolved
            found = [change for change in told.body.get("changes", ()) if among is None or _about(change) in among]
            if told.body["kind"] in OF_UNITS or (among is not None and not found):
                continue
            changes = tuple(change_of(resolved, change, titles, was) for change in found)
            lines.append(_line(told, row, changes, undone.get(told.place), record.units.get(told.place)))
        return lines

    def at(self, key: str, seq: int | str) -> View:
        """The evaluation as it was after an entry: answers and sheet from the journal alone, to be read.

        Facts that others recorded count as far as they stand before the entry in `of`; which units count together is
        as it is now.

        :param seq: `HistoryLine.ref`.
        :raises Refused: the evaluation has no such entry.
        """
        row = self.desk.evaluation(key)
        self.desk.veil.refuse_hidden(row)
        record = self._record(row)
        place = record.place(row, seq)
        past = Past.after(record.told, lambda told: told.place == place)
        at = next(told for told in record.told if told.place == place).body.get("at", row.updated)
        answers = self._answers(row, past, record)
        resolved = self.desk.snapshot(past.digest or row.digest)
        sheet = score(resolved, answers, self.desk.providers(resolved))
        shown: Json = {**totals(sheet), "digest": resolved.digest, "items": len(resolved.items)}
        then = row._replace(evaluator=past.evaluator or row.evaluator, status=past.status, updated=at, **shown)
        return View(then, resolved, answers, sheet, can_write=False, can_undo=False, can_redo=False)

    def changes_back(self, key: str, seq: int | str) -> list[Change]:
        """What `back_to` would change, in words."""
        row = self.desk.evaluation(key)
        record = self._record(row)
        place = record.place(row, seq)
        changes = self._back(row, record, place)
        titles = self._titles(record.told) | {name: edition_text(one) for name, one in record.editions.items()}
        then = Past.after(record.told, lambda told: told.place == place).digest or row.digest
        return [change_of(record.editions[then], change, titles, record.editions[row.digest]) for change in changes]

    def back_to(self, key: str, seq: int | str, why: str | None = None) -> View:
        """Bring ratings, statements, proofs and the evaluator's own facts back to what they were after an entry.

        One judgement with all changes, which one undo takes back; nothing where there is no difference. Own facts are
        those that this evaluator recorded in this evaluation: what was recorded elsewhere serves others too and stays.

        :param seq: `HistoryLine.ref`.
        :param why: after a hand-in it must be said.
        :raises Refused: no such entry, another's evaluation, or no reason; see `Walk`.
        """

        def back(view: View) -> tuple[Json, list[Json]]:
            record = self._record(view.row)
            book, number = record.place(view.row, seq)
            return {"book": book, "seq": number}, self._back(view.row, record, (book, number))

        return self.walk.return_to(key, back, why)

    def hand_over(self, key: str, colleague: str, why: str) -> View:
        """See `Walk.hand_over`."""
        return self.walk.hand_over(key, colleague, why)

    def compare(self, first: str, second: str) -> Comparison:
        """Two evaluations of one unit by one standard, side by side.

        :raises Refused: they are of different units or standards.
        """
        return compare(self.evaluations.view(first), self.evaluations.view(second))

    def comparable(self, key: str) -> list[EvaluationRow]:
        """The other evaluations of the same unit by the same standard, the newest change first."""
        row = self.desk.evaluation(key)
        among = queries.evaluations(self.desk.workspace, unit=row.unit, limit=10_000)
        fitting = [other for other in among if other.standard == row.standard and other.id != row.id]
        return self.desk.veil.seen(fitting)

    def _record(self, row: EvaluationRow) -> _Record:
        kin = Kin(self.desk.workspace, self.desk.unit(row.unit), row.evaluator)
        own = about(self.desk.workspace, row.id)
        digests = [digest for told in own if (digest := _pinned(told.body)) is not None]
        editions = {digest: self.desk.snapshot(digest) for digest in dict.fromkeys((*digests, row.digest))}
        asked = {name: fact for edition in editions.values() for name, fact in edition.facts.items()}
        facts = list(kin.records(asked, withdrawn=True))
        places = [(fact.book, fact.seq) for fact, _ in facts]
        others = records_of_facts(self.desk.workspace, places, [told.place for told in own])
        unit = queries.unit_made(self.desk.workspace, row.unit)
        attributed = changes_of_unit(self.desk.workspace, row.unit, unit)
        units = {(fact.book, fact.seq): name for fact, name in facts if name is not None}
        told = in_order([*own, *others, *attributed])
        return _Record(told, {one.place for one in own}, facts, units, editions)

    def _answers(self, row: EvaluationRow, past: Past, record: _Record) -> Answers:
        now, by = self.desk.answers(row), past.evaluator or row.evaluator
        unit = self.desk.unit(row.unit)
        kin = Kin(self.desk.workspace, unit, by)
        stated: dict[str, dict[str, Mapping[str, Any]]] = {}
        for (what, id), body in past.stated.items():
            stated.setdefault(what, {})[id] = body
        proofs = stated.get("proofs", {})
        ids = {link["evidence"] for body in proofs.values() for link in body["links"]}
        bodies = {id: found.body for id in ids if (found := evidence_row(self.desk.workspace, id)) is not None}
        attributes = past.attributes if past.attributes is not None else unit.attributes
        return replace(
            now,
            unit=Unit(unit.name, unit.kind, attributes),
            evaluator=by,
            facts=tuple(
                kin.seen(fact, name)
                for fact, name in record.facts
                if past.facts.get((fact.book, fact.seq), True) is False
            ),
            ratings={id: codec.rating_from(body) for id, body in stated.get("rating", {}).items()},
            vetoes={id: codec.veto_from(body) for id, body in stated.get("veto", {}).items()},
            adjustments={id: codec.adjustment_from(body) for id, body in stated.get("adjustment", {}).items()},
            parts={id: codec.part_from(body) for id, body in stated.get("part", {}).items()},
            evidence=codec.evidence_linked(proofs, bodies),
            rectifications=ordered(
                (codec.rectification_from(id, body) for id, body in stated.get("rectification", {}).items()),
                [item.id for item in self.desk.snapshot(past.digest or row.digest).items],
            ),
        )

    def _back(self, row: EvaluationRow, record: _Record, place: Place) -> list[Json]:
        then = Past.after(record.told, lambda told: told.place == place)
        now = Past.after(record.told)
        changes = []
        for what, id in sorted(set(then.stated) | set(now.stated), key=lambda one: (one[0] != "standard", one)):
            held, wanted = now.stated.get((what, id)), then.stated.get((what, id))
            if held != wanted:
                changes.append({"what": what, "id": id, "from": held, "to": wanted})
        mine = {told.place for told in record.told if told.evaluator == self.desk.evaluator}
        for fact, _ in record.facts:
            at = (fact.book, fact.seq)
            if at not in mine or at not in record.own:
                continue
            held_then, holds = not then.facts.get(at, True), not now.facts[at]
            if held_then != holds:
                entry = {"book": fact.book, "seq": fact.seq}
                before, after = (fact.body, None) if holds else (None, fact.body)
                changes.append({"what": "fact", "id": fact.definition, "entry": entry, "from": before, "to": after})
        return changes

    def _titles(self, record: Iterable[Told]) -> dict[str, str]:
        ids = {
            link["evidence"]
            for told in record
            for change in told.body.get("changes", ())
            if change["what"] == "proofs"
            for body in (change["from"], change["to"])
            if body is not None
            for link in body["links"]
        }
        found = ((id, evidence_row(self.desk.workspace, id)) for id in sorted(ids))
        return {id: row.body["title"] for id, row in found if row is not None}


@dataclass(frozen=True, slots=True)
class _Record:
    """All entries that bear on an evaluation in their order, and the observations that they recorded.

    :ivar editions: the texts of the standard that the evaluation was ever by, the first first
    """

    told: list[Told]
    own: set[Place]
    facts: list[tuple[FactRow, str | None]]
    units: Mapping[Place, str]
    editions: Mapping[str, Resolved]

    def by(self, told: Told) -> Resolved | None:
        """The standard that an entry about the evaluation pins it to; None where it pins it to none."""
        digest = _pinned(told.body) if told.place in self.own else None
        return self.editions[digest] if digest is not None else None

    def place(self, row: EvaluationRow, ref: int | str) -> Place:
        """The entry that is meant.

        :raises Refused: there is none, or more than one.
        """
        book, _, number = str(ref).strip().rpartition(":")
        found = [
            told.place
            for told in self.told
            if told.body["kind"] not in OF_UNITS
            and str(told.entry.seq) == number
            and (told.entry.book.startswith(book) if book else told.entry.book == row.book)
        ]
        if len(found) != 1:
            message = f"考评 {row.number} 的历史里没有“{visible(str(ref))[:40]}”，请用 kaoping eval history {row.number} 查看序号"
            raise refuse("unknown-entry", message, id=str(row.number))
        return found[0]


def _line(
    told: Told, row: EvaluationRow, changes: tuple[Change, ...], undone: Place | None, unit: str | None
) -> HistoryLine:
    body = told.body
    target = body.get("target")
    back = body.get("back_to")
    aimed = (told.entry.book, target) if target is not None else (back["book"], back["seq"]) if back else None
    facts = [change.after for change in changes if change.what == "fact" and change.after is not None]
    observer = next((fact["observer"] for fact in facts if "observer" in fact), None)
    return HistoryLine(
        ref=_ref(row, told.place),
        book=told.entry.book,
        seq=told.entry.seq,
        at=body.get("at", ""),
        who=f"{told.evaluator}（代录 {observer}）" if observer else told.evaluator,
        kind=body["kind"],
        changes=changes,
        why=body.get("why"),
        own=body.get("evaluation") == row.id,
        target=_ref(row, aimed) if aimed is not None else None,
        undone_by=_ref(row, undone) if undone is not None else None,
        to=body.get("status") if body["kind"] == "evaluation-status" else body.get("to"),
        unit=unit,
    )


def _pinned(body: Mapping[str, Any]) -> str | None:
    """The digest of the standard that an entry pins its evaluation to."""
    if body["kind"] == "evaluation-opened":
        return str(body["digest"])
    return next((c["to"]["digest"] for c in body.get("changes", ()) if c["what"] == "standard"), None)


def _about(change: Json) -> str:
    """What a change is about: an element of the standard, or a fact."""
    return item_of(change["what"], change["id"], change["to"] or change["from"]) or str(change["id"])


def _ref(row: EvaluationRow, place: Place) -> str:
    """The evaluation's own book needs no name; of another its first digits, for those are random."""
    book, seq = place
    return str(seq) if book == row.book else f"{book[:6]}:{seq}"


def _facts_of(editions: Mapping[str, Resolved], id: str) -> set[str]:
    """The facts that a criterion, veto or adjustment asks for, by the newest edition that has one of this id.

    :raises Refused: none has.
    """
    *earlier, resolved = editions.values()
    for edition in (*earlier, resolved):
        stated = {veto.id for veto in edition.vetoes} | {one.id for one in edition.adjustments}
        if id in edition.item or id in stated or id in {part.id for part in edition.parts}:
            resolved = edition
    found: set[str | None] = set()
    measures = []
    if id in resolved.item:
        for requirement in resolved.item[id].criterion.requirements:
            found.update(requirement.informed_by)
            measures.append(requirement.measure)
    else:
        vetoes = [veto for veto in resolved.vetoes if veto.id == id]
        adjustments = [one for one in resolved.adjustments if one.id == id]
        if not vetoes and not adjustments and id not in {part.id for part in resolved.parts}:
            message = f"标准“{resolved.id}”没有评分项“{visible(id)}”，也没有这样的否决、加减分或组成部分"
            raise refuse("unknown-item", message, id=id)
        for veto in vetoes:
            found.update((veto.event, *veto.events))
            measures.append(veto.measure)
        for one in adjustments:
            found.update(one.all_events)
    for measure in measures:
        if measure is not None:
            found.update((measure.fact, measure.bound_from, measure.within.after if measure.within else None))
    return {fact for fact in found if fact is not None}
