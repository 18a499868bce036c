"""How the sample units are rated: suggestions accepted with their basis, and what no fact says with a reason. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from kaoping.answers import (
    AdjustmentStatement,
    Answers,
    Deduction,
    PartStatement,
    Rating,
    Rectification,
    Tick,
    Unit,
    VetoStatement,
)
from kaoping.factbook import FactBook
from kaoping.rectification import faults_of
from kaoping.scoring.adjustments import most, recorded
from kaoping.scoring.items import applies
from kaoping.scoring.score import fact_book
from kaoping.scoring.suggest import RequirementFinding, suggest
from kaoping.standard.attributes import condition_text
from kaoping.standard.resolved import Item, Resolved

_FINE, _LACKING = "现场核查与材料相符", "抽查材料不齐，已要求补正"
_NONE = "经征求有关部门意见，未发生"
_ELSEWHERE = "以其他单位为主体的事项，不属本单位职能"


@dataclass
class Case:
    """One unit judged by one standard.

    :ivar answers: with the unit, the times and the facts that are recorded; nothing rated.
    :ivar foreign: facts about a sister unit, for which nothing can be recorded here.
    """

    resolved: Resolved
    answers: Answers
    foreign: Collection[str] = ()
    book: FactBook = field(init=False)

    def __post_init__(self) -> None:
        self.book = fact_book(self.resolved, self.answers)

    def rating(self, item: Item, *, short: bool) -> Rating:
        """What facts and ticks suggest, accepted with its basis; rated with a reason where they suggest nothing.

        :param short: where anything is to be ticked, the last of it is not met.
        """
        condition = item.criterion.applies_when
        if applies(condition, self.answers.unit) is False:
            return Rating(not_applicable=_lacks(condition or {}, self.answers.unit))
        asked = {r.id: r.measure.fact for r in item.criterion.requirements if r.measure is not None}
        if asked and all(fact in self.foreign for fact in asked.values()):
            return Rating(not_applicable=_ELSEWHERE)
        bare = suggest(self.resolved, item, Rating(), self.answers, self.book)
        still = [
            finding.id
            for finding in (bare.requirements if bare is not None else ())
            if finding.state == "unknown" and asked.get(finding.id) not in self.foreign
        ]
        ticks: dict[str, Tick] = dict.fromkeys(still, "met")
        if short and still:
            ticks[still[-1]] = "unmet"
        held = Rating(requirements=ticks)
        given = suggest(self.resolved, item, held, self.answers, self.book)
        if given is None or not given.usable:
            unmet = [finding for finding in given.requirements if finding.state == "unmet"] if given else []
            return _by_hand(item, held, unmet)
        points = None if given.deductions else given.points
        return replace(held, points=points, deductions=given.deductions, verdict=given.verdict, basis=given.basis)

    def cleared(self) -> dict[str, VetoStatement]:
        """That nothing happened, for vetoes that neither facts nor ratings decide."""
        return {
            veto.id: VetoStatement(False, note=_NONE)
            for veto in self.resolved.vetoes
            if not veto.all_events and not veto.criteria and veto.measure is None
        }

    def adjusted(self) -> dict[str, AdjustmentStatement]:
        """Penalties once where their event is recorded, bonuses once where the document prints their amount; else none."""
        found = {}
        for adjustment in self.resolved.adjustments:
            once = adjustment.kind == "bonus" and adjustment.amount is not None
            if adjustment.kind == "penalty":
                once = recorded(adjustment, self.answers, self.book)[0] == "triggered"
            top = most(self.resolved, adjustment)
            reason = "据事实台账核定" if once else None
            if once and adjustment.amount is None and top is not None:
                found[adjustment.id] = AdjustmentStatement(amount=top, reason=reason)
            else:
                found[adjustment.id] = AdjustmentStatement(count=int(once), reason=reason)
        return found

    def parts(self) -> dict[str, PartStatement]:
        """Nine tenths of every score from outside."""
        outside = [(part.id, part.full) for part in self.resolved.parts if part.full is not None]
        return {id: PartStatement(full * 9 / 10, "外部测评结果（演示）") for id, full in outside}


def put_right(
    resolved: Resolved, ratings: Mapping[str, Rating], unit: str, as_of: date, today: date
) -> tuple[Rectification, ...]:
    """What is asked for the first criteria that lost something: one seen to be done, one overdue, one to come."""
    asked: list[Rectification] = []
    for item in resolved.items:
        rating = ratings.get(item.id, Rating())
        unmet = [(r.id, r.text) for r in item.criterion.requirements if rating.requirements.get(r.id) == "unmet"]
        for fault in faults_of(rating, unmet)[:1] if rating.deductions or rating.verdict == "unmet" else ():
            owner = item.criterion.responsible or unit
            due = (as_of - timedelta(days=20), as_of - timedelta(days=5), today + timedelta(days=45))[len(asked)]
            one = Rectification(f"demo-{len(asked) + 1}", item.id, fault.text, owner, due, fault.requirement)
            if not asked:
                one = replace(one, done_on=as_of - timedelta(days=24), seen="材料已补齐（演示）")
            asked.append(one)
        if len(asked) == 3:
            break
    return tuple(asked)


def _lacks(condition: Mapping[str, bool | int | str], unit: Unit) -> str:
    said = {name: held for name in condition if (held := unit.attributes.get(name)) is not None}
    return f"本单位{condition_text(said)}，本项不适用"


def _by_hand(item: Item, held: Rating, unmet: Sequence[RequirementFinding]) -> Rating:
    """A rating with a reason: full where nothing is unmet, else a level or a step less."""
    reason = _FINE
    if unmet:
        judged = unmet[0].judged
        reason = _LACKING if unmet[0].ticked or judged is None else judged.because
    if item.levels:
        levels = list(item.levels.values())
        return replace(held, verdict=levels[min(len(unmet), len(levels) - 1)].id, reason=reason)
    if item.way == "verdict":
        return replace(held, verdict="unmet" if unmet else "met", reason=reason)
    if unmet:
        return replace(held, deductions=(Deduction(min(item.step, item.full), reason, unmet[0].id),))
    return replace(held, points=item.full, reason=reason)
