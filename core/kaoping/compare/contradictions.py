"""Relations between the criteria of several sheets, and where two judgements cannot both be right. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kaoping.compare.crosswalk import Crosswalks, Link
from kaoping.compare.judged import ItemState, Place, overlap, same_unit, states
from kaoping.scoring.score import suggestions
from kaoping.scoring.sheet import ScoreSheet
from kaoping.scoring.suggest import RequirementState


@dataclass(frozen=True, slots=True)
class Related:
    """A criterion of one sheet and one of another that relate, with the state of each.

    :ivar same_unit: whether both are about one unit; what two units do is never in contradiction.
    """

    first: Place
    second: Place
    link: Link
    states: tuple[ItemState, ItemState]
    same_unit: bool
    overlapping: bool

    @property
    def standards(self) -> tuple[int, int]:
        """The numbers of the two sheets."""
        return self.first.sheet, self.second.sheet


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Met here, and unmet where no more is asked.

    :ivar requirements: the two requirements, where it is they that ask the same; None where the criteria are meant.
    """

    met: Place
    unmet: Place
    unmet_state: ItemState
    related: Related
    requirements: tuple[str, str] | None = None


def related_items(sheets: Sequence[ScoreSheet], crosswalks: Crosswalks, own: str) -> tuple[Related, ...]:
    """How the criteria of these sheets relate, pair of sheets by pair.

    Two sheets of different units are held together only where one of them is the unit's own: two of its members have
    nothing to do with each other.

    :param own: the name of the unit that is compared.
    """
    judged = [states(sheet) for sheet in sheets]
    found = []
    for one, other in combinations(range(len(sheets)), 2):
        first, second = sheets[one], sheets[other]
        names = {first.answers.unit.name, second.answers.unit.name}
        if first.resolved.id == second.resolved.id or (len(names) > 1 and own not in names):
            continue
        same, overlapping = same_unit(first, second), overlap(first, second)
        for link in crosswalks.links(first.resolved.id, second.resolved.id):
            # An evaluation keeps the standard as it was; a crosswalk may be about a later edition.
            if link.source in judged[one] and link.target in judged[other]:
                held = judged[one][link.source], judged[other][link.target]
                place, there = Place(one, link.source), Place(other, link.target)
                found.append(Related(place, there, link, held, same, overlapping))
    return tuple(found)


def contradictions(sheets: Sequence[ScoreSheet], related: Sequence[Related]) -> tuple[Contradiction, ...]:
    """Met in one, and unmet in another that asks the same or less, of the same unit over days in common."""
    ticked: dict[int, Mapping[str, RequirementState]] = {}
    found: list[Contradiction] = []
    for one in related:
        if not (one.same_unit and one.overlapping):
            continue
        by_items = list(_of_items(one))
        found += by_items
        if one.link.common and not by_items:
            for number in one.standards:
                if number not in ticked:
                    ticked[number] = _requirements(sheets[number])
            found += _of_requirements(one, ticked)
    return tuple(found)


def _of_items(one: Related) -> Iterator[Contradiction]:
    first, second = one.states
    if first == "met" and second in ("short", "unmet") and one.link.relation in ("equal", "superset"):
        yield Contradiction(one.first, one.second, second, one)
    if second == "met" and first in ("short", "unmet") and one.link.relation in ("equal", "subset"):
        yield Contradiction(one.second, one.first, first, one)


def _of_requirements(one: Related, ticked: Mapping[int, Mapping[str, RequirementState]]) -> Iterator[Contradiction]:
    for here, there in one.link.common:
        states_ = ticked[one.first.sheet].get(here), ticked[one.second.sheet].get(there)
        if states_ == ("met", "unmet"):
            yield Contradiction(one.first, one.second, "unmet", one, (here, there))
        elif states_ == ("unmet", "met"):
            yield Contradiction(one.second, one.first, "unmet", one, (there, here))


def _requirements(sheet: ScoreSheet) -> dict[str, RequirementState]:
    """What is ticked, what the facts say, or what the rating itself implies, of every requirement."""
    found: dict[str, RequirementState] = {}
    judged = states(sheet)
    for item, suggestion in suggestions(sheet.resolved, sheet.answers).items():
        rating = sheet.answers.ratings.get(item)
        taken = {deduction.requirement for deduction in rating.deductions} if rating is not None else set()
        for finding in suggestion.requirements:
            state = finding.state
            if state == "unknown" and judged[item] == "met":
                state = "met"
            elif state == "unknown" and finding.id in taken:
                state = "unmet"
            found[finding.id] = state
    return found


__all__ = ["Contradiction", "Related", "contradictions", "related_items"]
