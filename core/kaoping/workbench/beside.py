"""What stands beside the criterion at hand: what others and earlier years said, reasons used before, where facts count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple

from kaoping.answers import Rating
from kaoping.errors import Refused, Surroundings
from kaoping.standard.model import Measure
from kaoping.standard.resolved import Item, Resolved
from kaoping.store import queries
from kaoping.store.queries import EvaluationRow, UnitRow
from kaoping.workbench import codec
from kaoping.workbench.desk import Desk
from kaoping.workbench.kin import counts_for, kin

#: Evaluations that are looked through, the newest first: what stands beside an item must not grow with the workspace.
MOST_OPINIONS = 12
MOST_REASONS_FROM = 60
MOST_REASONS = 9

#: The text of an item that is rated not applicable, or of one that lost something.
Sort = Literal["lost", "not-applicable"]


class Opinion(NamedTuple):
    """How the same criterion is rated elsewhere: by another evaluator for a period in common, or earlier."""

    row: EvaluationRow
    item: Item
    rating: Rating
    relation: Literal["other", "earlier"]


class Reason(NamedTuple):
    """A reason given before: how often, and with how many points off and for which requirement the last time."""

    text: str
    times: int
    here: bool
    amount: Decimal | None
    requirement: str | None


class Use(NamedTuple):
    """Where else a fact counts: standards of this unit with the places that ask for it, and other units."""

    standards: tuple[tuple[str, tuple[str, ...]], ...]
    units: tuple[str, ...]


@dataclass
class Beside:
    """Reads only; each is short, for the cursor rests on every criterion."""

    desk: Desk
    _asked: dict[str, tuple[Resolved, dict[str, tuple[str, ...]]] | None] = field(default_factory=dict, init=False)

    def others(self, key: str, item: str) -> list[Opinion]:
        """Ratings of the same criterion of this unit: other evaluators' first, then earlier ones, each newest first."""
        row = self.desk.evaluation(key)
        mine = (row.period_to, row.number)
        found: list[Opinion] = []
        same = [r for r in queries.evaluations(self.desk.workspace, unit=row.unit) if r.standard == row.standard]
        for other in self.desk.veil.seen(same[:MOST_OPINIONS]):
            overlaps = other.period_from <= row.period_to and row.period_from <= other.period_to
            if other.id == row.id:
                continue
            if overlaps and other.evaluator != row.evaluator:
                relation: Literal["other", "earlier"] = "other"
            elif (other.period_to, other.number) < mine:
                relation = "earlier"
            else:
                continue
            body = queries.ratings(self.desk.workspace, other.id).get(item)
            rating = codec.rating_from(body) if body is not None else None
            try:
                theirs = self.desk.snapshot(other.digest).item.get(item)
            except Surroundings:
                continue  # Verify reports a damaged snapshot; it is no reason to hide this evaluation.
            if rating is not None and rating.rated and theirs is not None:
                found.append(Opinion(other, theirs, rating, relation))
        return sorted(found, key=lambda opinion: opinion.relation == "earlier")

    def reasons(self, key: str, item: str, sort: Sort = "lost") -> list[Reason]:
        """Reasons that this workspace's evaluations by the standard gave: of this criterion first, the frequent first.

        Reasons that a rule wrote by itself are left out.
        """
        row = self.desk.evaluation(key)
        rows = [r for r in queries.evaluations(self.desk.workspace) if r.standard == row.standard]
        found: dict[str, Reason] = {}
        for held in self.desk.veil.seen(rows[:MOST_REASONS_FROM]):
            ratings = queries.ratings(self.desk.workspace, held.id)
            for name, body in ratings.items():
                for text, amount, requirement in _given(codec.rating_from(body), sort):
                    here = name == item
                    known = found.get(text)
                    if known is None or (here and not known.here):
                        times = 1 if known is None else known.times + 1
                        found[text] = Reason(text, times, here, amount, requirement if here else None)
                    else:
                        found[text] = known._replace(times=known.times + 1)
        order = list(found.values())
        return sorted(order, key=lambda reason: (not reason.here, -reason.times))[:MOST_REASONS]

    def prepare(self) -> bool:
        """Read one more of the standards at hand for `uses`; whether any is left to be read.

        One at a time, so that a save never waits for all of them.
        """
        for entry in self.desk.library.usable():
            if entry.id not in self._asked:
                try:
                    resolved = self.desk.library.resolved(entry.id)
                except Refused:
                    self._asked[entry.id] = None
                else:
                    self._asked[entry.id] = (resolved, _asks(resolved))
                return True
        return False

    def uses(self, key: str, item: str) -> dict[str, Use]:
        """For each fact of the criterion where else it counts, among the standards that `prepare` has read."""
        row = self.desk.evaluation(key)
        resolved = self.desk.snapshot(row.digest)
        unit = self.desk.unit(row.unit)
        found = {}
        for fact in dict.fromkeys(_facts_of(resolved.item[item])):
            if fact in resolved.facts:
                own = tuple(place for place in _asks(resolved).get(fact, ()) if place != item)
                standards = [("本标准", own)] if own else []
                standards += self._standards(resolved, unit, fact)
                use = Use(tuple(standards), self._units(resolved, unit, fact))
                if use.standards or use.units:
                    found[fact] = use
        return found

    def _standards(self, own: Resolved, unit: UnitRow, fact: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        for known in self._asked.values():
            if known is not None and known[0].id != own.id and unit.kind in known[0].standard.unit_kinds:
                other, asks = known
                same = other.facts.get(fact)
                if fact in asks and same is not None and same.subject == own.facts[fact].subject:
                    yield other.standard.short, asks[fact]

    def _units(self, resolved: Resolved, unit: UnitRow, fact: str) -> tuple[str, ...]:
        definition = resolved.facts[fact]
        workspace = self.desk.workspace
        return tuple(other.name for other in kin(workspace, unit) if counts_for(workspace, unit, other, definition))


def _given(rating: Rating, sort: Sort) -> Iterator[tuple[str, Decimal | None, str | None]]:
    if sort == "not-applicable":
        if rating.not_applicable is not None:
            yield rating.not_applicable, None, None
        return
    if rating.basis is None:
        for deduction in rating.deductions:
            yield deduction.reason, deduction.amount, deduction.requirement
    if rating.reason is not None and rating.not_applicable is None and rating.verdict != "met":
        yield rating.reason, None, None


def _facts_of(item: Item) -> Iterator[str]:
    for requirement in item.criterion.requirements:
        if requirement.measure is not None:
            yield from _facts_in(requirement.measure)
        yield from requirement.informed_by


def _facts_in(measure: Measure) -> Iterator[str]:
    yield measure.fact
    if measure.bound_from is not None:
        yield measure.bound_from
    if measure.within is not None and measure.within.after is not None:
        yield measure.within.after


def _asks(resolved: Resolved) -> dict[str, tuple[str, ...]]:
    """Where a standard asks for each fact: criteria by number, vetoes and adjustments by what they are."""
    found: dict[str, dict[str, None]] = {}
    for item in resolved.items:
        for fact in _facts_of(item):
            found.setdefault(fact, {})[item.id] = None
    for veto in resolved.vetoes:
        names = [*veto.all_events, *(_facts_in(veto.measure) if veto.measure is not None else ())]
        for fact in names:
            found.setdefault(fact, {})["一票否决"] = None
    for adjustment in resolved.adjustments:
        for fact in adjustment.all_events:
            found.setdefault(fact, {})["加减分"] = None
    return {fact: tuple(places) for fact, places in found.items()}
