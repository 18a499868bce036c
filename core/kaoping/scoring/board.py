"""Every criterion settled: what is unrated at its least, some at their best, and what follows from it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from kaoping.answers import Answers
from kaoping.scoring.caps import added, stated_sum
from kaoping.scoring.fates import ends_at, fate_of, finisher
from kaoping.scoring.items import possible_values
from kaoping.scoring.models import ModelInput, attainment, points
from kaoping.scoring.obstacles import Stand
from kaoping.scoring.outcomes import OutcomeInput, condition, first
from kaoping.scoring.reach import Ranges
from kaoping.scoring.score import fact_book
from kaoping.scoring.sheet import ItemScore, ScoreSheet, Totals, VetoFinding
from kaoping.scoring.vetoes import VetoInput, core_check, excused, window_of
from kaoping.standard.resolved import Resolved


@dataclass
class Board:
    """A sheet of core's own models, for a unit whose attributes are known. Used in a context of exact decimals.

    :ivar items: every criterion as scored now.
    :ivar base: each with the least that it may still have.
    :ivar best: those that can be better, by index, as they then are.
    :ivar extra: what the adjustments that are stated come to.
    """

    sheet: ScoreSheet
    items: Sequence[ItemScore]
    base: tuple[ItemScore, ...] = field(init=False)
    best: Mapping[int, ItemScore] = field(init=False)
    extra: Fraction = field(init=False)

    def __post_init__(self) -> None:
        self.resolved: Resolved = self.sheet.resolved
        self.answers: Answers = self.sheet.answers
        self.book = fact_book(self.resolved, self.answers)
        self.base = tuple(map(_settled, self.items))
        self.best = {
            index: better
            for index, (now, taken) in enumerate(zip(self.items, self.base, strict=True))
            if (better := _bettered(self.resolved, now, taken)) is not None
        }
        self.extra = Fraction(stated_sum(self.resolved, self.sheet.adjustments))
        self._totals: dict[tuple[int, ...], Totals] = {}

    def stand(self, chosen: tuple[int, ...]) -> Stand:
        """What follows with these at their best and the rest at their least."""
        items = self.taken(chosen)
        vetoes = self.vetoes(items)
        fate = fate_of([f.veto for f in vetoes if f.status == "triggered"])
        given = self.given(chosen, vetoes)
        conditions = [condition(given, band, fate) for band in self.resolved.outcomes]
        finish = finisher(self.resolved, fate)

        def corner(kind: str, index: int) -> Fraction:
            if kind == "section":
                return Fraction(given.sections[index].low)
            return finish(given.totals.low + (self.extra if kind == "result" else 0))

        place = first(conditions, corner)
        last = len(self.resolved.outcomes) - 1
        unset = any(one is None for one in conditions[:place])
        ends = ends_at(self.resolved, fate, place)
        if fate.label is not None or fate.no_score or unset or fate.unset or place > last or len(ends) > 1:
            final: int | None = None
        else:
            final = ends[0]
        label = fate.label if fate.label is not None else None
        if final is not None:
            label = self.resolved.outcomes[final].label
        return Stand(label, final, fate, vetoes, tuple(conditions), corner)

    def taken(self, chosen: Sequence[int]) -> tuple[ItemScore, ...]:
        """The criteria with these at their best."""
        taken = set(chosen)
        return tuple(self.best[i] if i in taken else item for i, item in enumerate(self.base))

    def totals(self, chosen: tuple[int, ...]) -> Totals:
        """The totals with these at their best."""
        if chosen not in self._totals:
            model = points if self.resolved.by_points else attainment
            self._totals[chosen] = model(ModelInput(self.resolved, self.taken(chosen), self.answers.parts))
        return self._totals[chosen]

    def given(self, chosen: tuple[int, ...], vetoes: tuple[VetoFinding, ...]) -> OutcomeInput:
        """What bounds are read from."""
        totals = self.totals(chosen)
        items, adjustments = self.taken(chosen), self.sheet.adjustments
        space = Ranges(totals, added(self.resolved, adjustments))
        return OutcomeInput(
            self.resolved, self.answers, items, totals, totals.sections, adjustments, vetoes, space, True
        )

    def vetoes(self, items: tuple[ItemScore, ...]) -> tuple[VetoFinding, ...]:
        """The vetoes as found; those that watch criteria, for these ratings."""
        by_id = {item.item.id: item for item in items}
        found = []
        for finding in self.sheet.vetoes:
            veto = finding.veto
            if veto.criteria and veto.check in (None, "event") and excused(veto, self.answers.unit) is None:
                statement, window = self.answers.vetoes.get(veto.id), window_of(veto, self.answers)
                given = VetoInput(self.resolved, veto, statement, self.answers, self.book, by_id, window)
                finding = core_check(given)
            found.append(finding)
        return tuple(found)

    def gain(self, index: int) -> Decimal:
        """What a criterion would gain, in points or units of weight."""
        return self.best[index].low - self.base[index].low

    def own(self, forced: tuple[int, ...], index: int, bounded: set[int]) -> Fraction:
        """What the criterion adds to its own section, where that is asked for."""
        section = self.base[index].item.section
        if section not in bounded:
            return Fraction(0)
        after = self.totals(tuple(sorted((*forced, index)))).sections[section].low
        return Fraction(after) - Fraction(self.totals(forced).sections[section].low)


def _settled(item: ItemScore) -> ItemScore:
    """The criterion as rated with the least that it may still have."""
    if item.state != "unrated" and item.low == item.high:
        return item
    short = not item.full
    node = item.derivation._replace(low=item.low, high=item.low)
    return item._replace(state="rated", high=item.low, unset=False, derivation=node, short=short)


def _bettered(resolved: Resolved, now: ItemScore, taken: ItemScore) -> ItemScore | None:
    """The criterion at the best that it can be given; None where it is there already, or does not apply."""
    if now.state not in ("rated", "unrated") or (now.state == "rated" and now.unset):
        return None
    item = now.item
    values = (now.full,) if item.way == "points" else possible_values(resolved, item, now.full)
    if not values or (values[-1] <= taken.low and not taken.short):
        return None
    node = now.derivation._replace(low=values[-1], high=values[-1])
    return taken._replace(low=values[-1], high=values[-1], derivation=node, short=False)


def is_short(item: ItemScore) -> bool:
    """Whether a veto that watches the criterion finds it not met."""
    return item.high < item.full or item.short
