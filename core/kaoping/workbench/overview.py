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
from kaoping.workbench.search import Initials, spells
from kaoping.workbench.units import kind_text

Kind = Literal["evaluation", "campaign", "ready", "unit", "standard", "plugin", "item"]

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
    """Something that can be found: what it is, its key (for an item: STANDARD#ITEM), and its text.

    :ivar name: the part of the text that is found by pinyin initials too
    """

    kind: Kind
    key: str
    text: str
    name: str = ""


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
        evaluations = self._evaluations()
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
        """All that can be found by words, numbers, ids and pinyin initials of names."""
        hits = [Hit("evaluation", row.id, _evaluation_text(row), row.unit_name) for row in self._evaluations()]
        campaigns = queries.campaigns(self.desk.workspace)
        hits += [Hit("campaign", row.id, f"{row.name}　{row.standard or ''}", row.name) for row in campaigns]
        for one in self.rounds.ready():
            hits.append(Hit("ready", one.key, f"{one.named.title}　{one.key}　可直接建立", one.named.title))
        for unit in queries.units(self.desk.workspace):
            attributes = f"　{condition_text(unit.attributes)}" if unit.attributes else ""
            hits.append(Hit("unit", unit.id, f"{unit.name}　{kind_text(unit.kind)}{attributes}", unit.name))
        usable = self.desk.library.usable()
        for entry in usable:
            name = f"{entry.short}　{entry.title}"
            hits.append(Hit("standard", entry.id, f"{name}　{entry.id}", name))
        for info in self.desk.library.plugins.infos():
            hits.append(Hit("plugin", info.name, " ".join(f"{info.name}　{info.text()}".split()), info.name))
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
        return self.desk.veil.rows(queries.evaluations(self.desk.workspace, limit=SEARCHED))

    def _items(self, entry: Entry) -> Iterable[Hit]:
        try:
            resolved = self.desk.library.resolved(entry.id)
        except KaopingError:
            return
        for item in resolved.items:
            title = item.criterion.title
            yield Hit("item", f"{entry.id}#{item.id}", f"{item.id} {title}　{entry.short}　{entry.id}", title)


class Searcher:
    """What can be found, ready to be searched while one types. `initials` may come later: the table takes time to load."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        self.hits = tuple(hits)
        self.initials: Initials | None = None
        self._folded = [fold(hit.text).lower() for hit in self.hits]
        self._spelt: dict[str, tuple[str, ...]] = {}

    def find(self, typed: str, limit: int = 50) -> tuple[list[Hit], int]:
        """What every word finds, and how many there are in all.

        A number, id or name typed whole comes first, then what has the words, then what they are the initials of.
        """
        words = fold(typed).lower().split()
        ranked: tuple[list[Hit], ...] = ([], [], [])
        for hit, text in zip(self.hits, self._folded, strict=True):
            wanting = [word for word in words if word not in text]
            if not wanting:
                ranked[0 if words and _exact(hit, text, words[0]) else 1].append(hit)
            elif all(self._spells(word, hit.name) for word in wanting):
                ranked[2].append(hit)
        count = sum(map(len, ranked))
        return [hit for among in ranked for hit in among][:limit], count

    def _spells(self, word: str, name: str) -> bool:
        if self.initials is None or not (word.isascii() and word.isalpha()):
            return False
        spelt = self._spelt.get(name)
        if spelt is None:
            spelt = self._spelt[name] = self.initials(fold(name).lower())
        return spells(word, spelt)


def _exact(hit: Hit, text: str, word: str) -> bool:
    return word in (hit.key.lower(), hit.key.rpartition("#")[2].lower(), text.split()[0])


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


__all__ = ["CampaignLine", "Family", "Hit", "Overview", "Searcher", "UnitLine"]
