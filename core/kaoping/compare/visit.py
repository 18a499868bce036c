"""What one visit could settle for several standards at once: facts, and evidence, by how many criteria they serve. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kaoping.compare.contradictions import Related
from kaoping.compare.crosswalk import Link
from kaoping.compare.judged import Place, states
from kaoping.compare.shared import AskedFact, Asking, standards_of
from kaoping.scoring.sheet import ScoreSheet
from kaoping.standard.model import EvidenceKind

_MARKS = re.compile(r"[\s，。、；：,.;:（）()《》“”\"]+")


@dataclass(frozen=True, slots=True)
class FactToSee:
    """A fact that is not known yet, and every place that waits for it."""

    fact: AskedFact
    waiting: tuple[Asking, ...]
    standards: tuple[str, ...]

    @property
    def serves(self) -> tuple[tuple[int, str], ...]:
        """Criteria and vetoes that wait, each once."""
        return tuple(dict.fromkeys((one.sheet, one.item or one.id) for one in self.waiting))


@dataclass(frozen=True, slots=True)
class ProofToSee:
    """Evidence to ask for once: what usually proves one criterion and those of other standards that relate to it.

    :ivar evidence: what usually proves them, each once, with its kind where the file says it.
    """

    serves: tuple[Place, ...]
    evidence: tuple[tuple[EvidenceKind | None, str], ...]
    standards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProofAtHand:
    """Evidence that one criterion has and a related one, which has none, could use."""

    source: Place
    target: Place
    titles: tuple[str, ...]
    link: Link


@dataclass(frozen=True, slots=True)
class Visit:
    """What one visit could settle; the first of each list serves the most."""

    facts: tuple[FactToSee, ...]
    proofs: tuple[ProofToSee, ...]
    at_hand: tuple[ProofAtHand, ...]


def one_visit(sheets: Sequence[ScoreSheet], asked: Sequence[AskedFact], related: Sequence[Related]) -> Visit:
    """What several standards wait for in common."""
    return Visit(_facts(sheets, asked), _proofs(sheets, related), _at_hand(sheets, related))


def _facts(sheets: Sequence[ScoreSheet], asked: Sequence[AskedFact]) -> tuple[FactToSee, ...]:
    found = []
    for fact in asked:
        waiting = tuple(asking for asking in fact.askings if asking.open)
        standards = standards_of(sheets, [one.sheet for one in waiting])
        if len(standards) > 1:
            found.append(FactToSee(fact, waiting, standards))
    return tuple(sorted(found, key=lambda one: (-len(one.serves), -len(one.standards))))


def _proofs(sheets: Sequence[ScoreSheet], related: Sequence[Related]) -> tuple[ProofToSee, ...]:
    """Criteria of one unit without proof that relate, or that the same thing usually proves, in groups; each once."""
    wanting = [_wanting(sheet) for sheet in sheets]
    near: dict[Place, set[Place]] = {}

    def join(one: Place, other: Place) -> None:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)

    for link in related:
        if (
            link.same_unit
            and link.first.item in wanting[link.first.sheet]
            and link.second.item in wanting[link.second.sheet]
        ):
            join(link.first, link.second)
    usual: dict[tuple[str, str], list[Place]] = {}
    for number, sheet in enumerate(sheets):
        for item in sheet.resolved.items:
            if item.id in wanting[number]:
                for key in dict.fromkeys(_key(text) for _, text in item.criterion.usual_evidence):
                    usual.setdefault((sheet.answers.unit.name, key), []).append(Place(number, item.id))
    for places in usual.values():
        first = places[0]
        for other in places[1:]:
            if sheets[other.sheet].resolved.id != sheets[first.sheet].resolved.id:
                join(first, other)
    found, done = [], set[Place]()
    while near:
        hub = max(near, key=lambda place: (len(near[place] - done), -place.sheet))
        group = (hub, *sorted(near[hub] - done))
        standards = standards_of(sheets, [place.sheet for place in group])
        del near[hub]
        if len(standards) < 2:
            continue
        done.update(group)
        found.append(ProofToSee(group, _usual(sheets, group), standards))
        near = {place: others for place, others in near.items() if place not in done and others - done}
    return tuple(sorted(found, key=lambda one: (-len(one.serves), -len(one.standards))))


def _at_hand(sheets: Sequence[ScoreSheet], related: Sequence[Related]) -> tuple[ProofAtHand, ...]:
    wanting = [_wanting(sheet) for sheet in sheets]
    found = []
    for one in related:
        if not (one.same_unit and one.overlapping):
            continue
        for source, target in ((one.first, one.second), (one.second, one.first)):
            held = sheets[source.sheet].answers.evidence_of(source.item)
            if held and target.item in wanting[target.sheet]:
                found.append(ProofAtHand(source, target, tuple(proof.title for proof in held), one.link))
    return tuple(found)


def _wanting(sheet: ScoreSheet) -> set[str]:
    """The criteria that apply and have no proof."""
    judged = states(sheet)
    return {
        id
        for id, state in judged.items()
        if state not in ("outside", "not-applicable") and not sheet.answers.proofs_said(id)
    }


def _usual(sheets: Sequence[ScoreSheet], group: Sequence[Place]) -> tuple[tuple[EvidenceKind | None, str], ...]:
    found: dict[str, tuple[EvidenceKind | None, str]] = {}
    for place in group:
        for kind, text in sheets[place.sheet].resolved.item[place.item].criterion.usual_evidence:
            found.setdefault(_key(text), (kind, text))
    return tuple(found.values())


def _key(text: str) -> str:
    return _MARKS.sub("", text)


__all__ = ["FactToSee", "ProofAtHand", "ProofToSee", "Visit", "one_visit"]
