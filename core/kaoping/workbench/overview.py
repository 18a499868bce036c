"""What there is in a workspace, as a first screen lists it and searches it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kaoping.errors import KaopingError
from kaoping.numbers import fold
from kaoping.periods import parse
from kaoping.standard.attributes import condition_text
from kaoping.standard.load import document_path
from kaoping.store import queries
from kaoping.store.queries import CampaignRow, EvaluationRow, UnitRow
from kaoping.workbench.desk import Desk
from kaoping.workbench.headers import Entry, top
from kaoping.workbench.rounds import Ready, Rounds
from kaoping.workbench.units import kind_text

Kind = Literal["evaluation", "campaign", "ready", "unit", "standard", "item"]

#: Evaluations that are looked through, the newest first.
SEARCHED = 5_000


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit in the tree of units: how deep it stands, how many evaluations it has, and the newest of them."""

    row: UnitRow
    depth: int
    evaluations: int
    newest: EvaluationRow | None


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A campaign: how many units, evaluations, and of these handed in."""

    row: CampaignRow
    units: int
    evaluations: int
    handed_in: int


@dataclass(frozen=True, slots=True)
class Family:
    """The standards of one document, usable or not."""

    id: str
    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that can be found: what it is, its key (for an item: STANDARD#ITEM), and its text."""

    kind: Kind
    key: str
    text: str


@dataclass
class Overview:
    """Use cases of a first screen. Reads alone; nothing here grows with the number of ratings."""

    desk: Desk
    rounds: Rounds

    def units(self) -> list[UnitLine]:
        """Every unit, members under the one they belong to, by kind and name."""
        rows = queries.units(self.desk.workspace)
        known = {row.id for row in rows}
        below: dict[str | None, list[UnitRow]] = {}
        for row in rows:
            below.setdefault(row.parent if row.parent in known else None, []).append(row)
        evaluations = queries.evaluations(self.desk.workspace, limit=SEARCHED)
        counted = Counter(row.unit for row in evaluations)
        newest = {row.unit: row for row in reversed(evaluations)}
        lines: list[UnitLine] = []
        seen: set[str] = set()

        def add(row: UnitRow, depth: int) -> None:
            if row.id in seen:
                return
            seen.add(row.id)
            lines.append(UnitLine(row, depth, counted[row.id], newest.get(row.id)))
            for member in below.get(row.id, []):
                add(member, depth + 1)

        for row in below.get(None, []):
            add(row, 0)
        for row in rows:  # Units that belong to each other in a ring have no top.
            add(row, 0)
        return lines

    def campaigns(self) -> tuple[list[CampaignLine], list[Ready]]:
        """Every campaign by name, and those that documents announce and that can be made at once."""
        lines = []
        for row in queries.campaigns(self.desk.workspace):
            rows = queries.evaluations(self.desk.workspace, campaign=row.id, limit=100_000)
            units = {*row.body.get("units", []), *(evaluation.unit for evaluation in rows)}
            handed = sum(evaluation.status == "handed-in" for evaluation in rows)
            lines.append(CampaignLine(row, len(units), len(rows), handed))
        return lines, self.rounds.ready()

    def families(self) -> list[Family]:
        """The standards by the document they come from; what cannot be used comes last."""
        titles: dict[str, str] = {}
        found: dict[str, list[Entry]] = {}
        for entry in self.desk.library.entries():
            id, title = _document(entry)
            titles.setdefault(id, title)
            found.setdefault(id, []).append(entry)
        families = [Family(id, titles[id], tuple(entries)) for id, entries in found.items()]
        return sorted(families, key=lambda family: (all(e.failure is not None for e in family.entries), family.id))

    def index(self) -> list[Hit]:
        """All that can be found by words, numbers and ids: evaluations, campaigns, units, standards, their items."""
        hits = [Hit("evaluation", row.id, _evaluation_text(row)) for row in self._evaluations()]
        campaigns, ready = self.campaigns()
        hits += [Hit("campaign", line.row.id, f"{line.row.name}　{line.row.standard or ''}") for line in campaigns]
        hits += [Hit("ready", one.key, f"{one.named.title}　{one.key}　可直接建立") for one in ready]
        for unit in queries.units(self.desk.workspace):
            attributes = f"　{condition_text(unit.attributes)}" if unit.attributes else ""
            hits.append(Hit("unit", unit.id, f"{unit.name}　{kind_text(unit.kind)}{attributes}"))
        usable = self.desk.library.usable()
        hits += [Hit("standard", entry.id, f"{entry.short}　{entry.title}　{entry.id}") for entry in usable]
        for entry in usable:
            hits += self._items(entry)
        return hits

    def item_count(self, standard: str) -> int | None:
        """How many items a standard has; None where it cannot be used."""
        try:
            return len(self.desk.library.resolved(standard).items)
        except KaopingError:
            return None

    def _evaluations(self) -> list[EvaluationRow]:
        return queries.evaluations(self.desk.workspace, limit=SEARCHED)

    def _items(self, entry: Entry) -> Iterable[Hit]:
        try:
            resolved = self.desk.library.resolved(entry.id)
        except KaopingError:
            return
        for item in resolved.items:
            yield Hit("item", f"{entry.id}#{item.id}", f"{item.id} {item.criterion.title}　{entry.short}　{entry.id}")


def found(hits: Iterable[Hit], typed: str, limit: int = 50) -> tuple[list[Hit], int]:
    """What has every word typed, and how many there are in all; a number or id typed whole comes first. Pure."""
    words = fold(typed).lower().split()
    kept = [hit for hit in hits if all(word in fold(hit.text).lower() for word in words)]
    if words:
        kept.sort(key=lambda hit: not _exact(hit, words[0]))
    return kept[:limit], len(kept)


def _exact(hit: Hit, word: str) -> bool:
    return word in (hit.key.lower(), hit.key.rpartition("#")[2].lower(), fold(hit.text).lower().split()[0])


def _evaluation_text(row: EvaluationRow) -> str:
    period = parse(f"{row.period_from}..{row.period_to}").label
    return f"{row.number} {row.unit_name}　{row.standard}　{period}　{row.evaluator}"


def _document(entry: Entry) -> tuple[str, str]:
    """The id and title of the document a standard comes from, read from the heads of both files alone."""
    if entry.failure is not None:
        return "", "不能使用"
    try:
        document = top(entry.path).get("document")
        if not isinstance(document, str):
            return entry.id, entry.title
        title = top(document_path(document, entry.path)).get("title")
    except KaopingError:
        return entry.id, entry.title
    return document, title if isinstance(title, str) else document


__all__ = ["CampaignLine", "Family", "Hit", "Overview", "UnitLine", "found"]
