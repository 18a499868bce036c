"""What would change under each standard if a fact were another: all suggestions accepted, nothing saved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from kaoping.answers import Answers, Observation, Rating
from kaoping.answers_check import check_rating, check_value
from kaoping.errors import Fault, Refused, refuse
from kaoping.fact_meaning import meaning_of
from kaoping.numbers import fold
from kaoping.periods import parse
from kaoping.samples import fact_text
from kaoping.scoring.score import score, suggestions
from kaoping.scoring.sheet import AdjustmentScore, ItemScore, ScoreSheet, VetoFinding
from kaoping.scoring.suggest import RequirementFinding
from kaoping.standard.model import FactDefinition
from kaoping.standard.resolved import Resolved
from kaoping.store.queries import UnitRow
from kaoping.text import visible
from kaoping.workbench.desk import Desk
from kaoping.workbench.facts import value_of
from kaoping.workbench.kin import counts_for

_WRITTEN = re.compile(r"(?:(?P<unit>.+)[:：])?(?P<fact>[^=＝:：@＠]+)[=＝](?P<value>[^@＠]+)[@＠](?P<period>.+)")


@dataclass(frozen=True, slots=True)
class Supposed:
    """A fact as it is supposed to be."""

    unit: UnitRow
    definition: FactDefinition
    observation: Observation

    @property
    def value(self) -> str:
        """The value for people; of an event, whether and on which day it happened."""
        day = self.observation.occurred_on
        text = fact_text(self.observation.value, self.definition)
        return f"{text}（{day.isoformat()}）" if day is not None else text


class RequirementMove(NamedTuple):
    """A requirement that would be in another state."""

    id: str
    text: str
    before: RequirementFinding
    after: RequirementFinding


class ItemMove(NamedTuple):
    """A criterion that would be scored otherwise, or whose requirements would be in other states."""

    before: ItemScore
    after: ItemScore
    requirements: tuple[RequirementMove, ...]


@dataclass(frozen=True, slots=True)
class Move:
    """What would change in one sheet.

    :ivar sheet: its number among those compared
    :ivar asked: whether its standard asks for any of the facts, of the unit that they are about
    :ivar before: with all that is suggested now accepted; `after` with the facts as supposed, and all accepted again
    """

    sheet: int
    asked: bool
    before: ScoreSheet
    after: ScoreSheet
    items: tuple[ItemMove, ...]
    vetoes: tuple[tuple[VetoFinding, VetoFinding], ...]
    adjustments: tuple[tuple[AdjustmentScore, AdjustmentScore], ...]

    @property
    def outcome_changed(self) -> bool:
        """Whether another outcome would follow, or others would be possible."""
        one, other = self.before.outcome, self.after.outcome
        return (one.status, one.label, one.possible) != (other.status, other.label, other.possible)

    @property
    def any(self) -> bool:
        """Whether anything would change."""
        return bool(self.items or self.vetoes or self.adjustments or self.outcome_changed)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What was supposed, and what it would do to each sheet, in their order."""

    supposed: tuple[Supposed, ...]
    moves: tuple[Move, ...]


class Written(NamedTuple):
    """A supposition as a person writes it: `FACT=VALUE@PERIOD`, `UNIT:FACT=VALUE@PERIOD`."""

    unit: str | None
    fact: str
    value: str
    period: str


def written(text: str) -> Written:
    """The parts of a supposition.

    :raises Refused: it is not written so.
    """
    match = _WRITTEN.fullmatch(text.strip())
    if match is None:
        message = (
            f"“{visible(text)}”应写作 事实=值@期间，如 leading-group-plenaries=2@2025；成员单位的写 单位:事实=值@期间"
        )
        raise refuse("what-if", message)
    unit = match["unit"]
    return Written(unit and unit.strip(), fold(match["fact"]), match["value"].strip(), fold(match["period"]))


@dataclass
class WhatIfs:
    """Works out suppositions for the sheets of a comparison. Reads only."""

    desk: Desk

    def suppose(
        self, own: str, given: Sequence[str | Supposed], sheets: Sequence[ScoreSheet], units: Sequence[UnitRow]
    ) -> WhatIf:
        """What would change if all of these held.

        :param own: the unit that facts are about where a text names none.
        :param units: the unit of each sheet.
        :raises Refused: with every text that cannot be read, or whose unit, fact, value or period is not one.
        """
        faults: list[Fault] = []
        supposed = []
        for one in given:
            try:
                supposed.append(_checked(one) if isinstance(one, Supposed) else self._read(own, one, sheets))
            except Refused as refused:
                faults += refused.faults
        if faults:
            raise Refused(faults)
        moves = [
            self._move(number, sheet, unit, supposed)
            for number, (sheet, unit) in enumerate(zip(sheets, units, strict=True))
        ]
        return WhatIf(tuple(supposed), tuple(moves))

    def _read(self, own: str, text: str, sheets: Sequence[ScoreSheet]) -> Supposed:
        given = written(text)
        unit = self.desk.unit(given.unit or own)
        definition = self._definition(given.fact, sheets)
        try:
            period = parse(given.period)
        except ValueError as error:
            raise refuse("period", str(error), id=definition.id) from None
        value, day = given.value, None
        if definition.kind == "event":
            with suppress(ValueError):
                day = date.fromisoformat(fold(value))
        held = True if day is not None else value_of(definition, value)
        return _checked(Supposed(unit, definition, Observation(definition.id, period, held, day)))

    def _definition(self, fact: str, sheets: Sequence[ScoreSheet]) -> FactDefinition:
        for sheet in sheets:
            if fact in sheet.resolved.facts:
                return sheet.resolved.facts[fact]
        found = self.desk.library.definitions().get(fact)
        if found is None:
            raise refuse("unknown-fact", f"没有事实“{visible(fact)}”，请用 kaoping fact list 查看编号", id=fact)
        return found

    def _move(self, number: int, sheet: ScoreSheet, unit: UnitRow, supposed: Sequence[Supposed]) -> Move:
        answers, asked = sheet.answers, False
        for one in supposed:
            changed = self._with(answers, sheet.resolved, unit, one)
            if changed is not None:
                answers, asked = changed, True
        if not asked:
            return Move(number, False, sheet, sheet, (), (), ())
        resolved, providers = sheet.resolved, self.desk.providers(sheet.resolved)
        first = accepted(resolved, sheet.answers)
        last = _reopened(resolved, sheet.answers, accepted(resolved, answers))
        before, after = score(resolved, first, providers), score(resolved, last, providers)
        vetoes = [(one, two) for one, two in zip(before.vetoes, after.vetoes, strict=True) if one.status != two.status]
        adjustments = [
            (one, two) for one, two in zip(before.adjustments, after.adjustments, strict=True) if one.event != two.event
        ]
        return Move(number, True, before, after, _items(before, after), tuple(vetoes), tuple(adjustments))

    def _with(self, answers: Answers, resolved: Resolved, unit: UnitRow, one: Supposed) -> Answers | None:
        """The answers with the fact as supposed; None where it has no bearing on them."""
        definition = resolved.facts.get(one.definition.id)
        if definition is None:
            return None
        if one.unit.id == unit.id:
            name = None
        elif counts_for(self.desk.workspace, one.unit, unit, definition):
            name = one.unit.name
        else:
            return None
        there = one.observation
        kept = [o for o in answers.facts if (o.fact, o.period, o.unit) != (there.fact, there.period, name)]
        order = max((o.order for o in answers.facts), default=0) + 1
        meant = meaning_of(one.definition)
        # Settled and the evaluator's own, so that it goes before whatever anybody else recorded.
        new = replace(
            there, unit=name, observer=answers.evaluator or "", mine=True, settled=True, order=order, meant=meant
        )
        return replace(answers, facts=(*kept, new))


def _checked(one: Supposed) -> Supposed:
    problems = check_value(one.definition, one.observation)
    if problems:
        raise Refused([Fault(problem.code, problem.message, id=problem.id) for problem in problems])
    return one


def accepted(resolved: Resolved, answers: Answers) -> Answers:
    """The answers with every suggestion accepted that can be; what was rated not applicable stays so."""
    ratings = dict(answers.ratings)
    for id, suggestion in suggestions(resolved, answers).items():
        held = ratings.get(id, Rating())
        if not suggestion.usable or held.not_applicable is not None:
            continue
        rating = replace(
            held,
            points=None if suggestion.deductions else suggestion.points,
            deductions=suggestion.deductions,
            verdict=suggestion.verdict,
            reason=None,
            basis=suggestion.basis,
            carried=False,
        )
        if not check_rating(resolved, resolved.item[id], rating):
            ratings[id] = rating
    return replace(answers, ratings=ratings)


def _reopened(resolved: Resolved, before: Answers, after: Answers) -> Answers:
    """`after` without the ratings that rest on what would be otherwise, where the facts suggest none in their place.

    They were given to what is supposed to be no more; somebody would have to judge anew.
    """
    was, now = suggestions(resolved, before), suggestions(resolved, after)
    ratings = dict(after.ratings)
    for id, suggestion in now.items():
        held = ratings.get(id)
        if held is None or held.not_applicable is not None or suggestion.usable or id not in was:
            continue
        states = ([one.state for one in told.requirements] for told in (was[id], suggestion))
        if next(states) != next(states):
            ratings[id] = replace(held, points=None, verdict=None, deductions=(), basis=None)
    return replace(after, ratings=ratings)


def _items(before: ScoreSheet, after: ScoreSheet) -> tuple[ItemMove, ...]:
    was, now = suggestions(before.resolved, before.answers), suggestions(after.resolved, after.answers)
    found = []
    for one, two in zip(before.items, after.items, strict=True):
        texts = {r.id: r.text for r in one.item.criterion.requirements}
        moved = []
        if one.item.id in was and one.item.id in now:
            for first, last in zip(was[one.item.id].requirements, now[one.item.id].requirements, strict=True):
                if first.state != last.state:
                    moved.append(RequirementMove(first.id, texts[first.id], first, last))
        if moved or (one.state, one.low, one.high) != (two.state, two.low, two.high):
            found.append(ItemMove(one, two, tuple(moved)))
    return tuple(found)


__all__ = ["Move", "Supposed", "WhatIf", "WhatIfs", "Written", "accepted", "written"]
