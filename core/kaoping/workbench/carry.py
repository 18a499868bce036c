"""Taking ratings over from an earlier evaluation of the same unit: an offer, marked as carried and not checked again."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace

from kaoping.answers import Rating
from kaoping.answers_check import check_rating
from kaoping.editions.values import CriterionChange, Difference
from kaoping.errors import refuse
from kaoping.periods import parse
from kaoping.scoring.suggest import Suggestion
from kaoping.standard.resolved import Item, Resolved
from kaoping.store import queries
from kaoping.store.queries import EvaluationRow
from kaoping.text import visible
from kaoping.workbench import codec
from kaoping.workbench.batch import OUTSIDE, RATED, Plan, contradicted
from kaoping.workbench.editions import compared
from kaoping.workbench.evaluations import UNRATED, Evaluations, View
from kaoping.workbench.passing import same_requirements
from kaoping.workbench.walk import Walk

CHANGED = "新旧版标准中不是同一内容"
UNFIT = "旧评定不合本版规定"
AGAINST = "与现有事实或勾选不符"
NOT_THERE = "以往未评"


@dataclass(frozen=True, slots=True)
class Source:
    """An earlier evaluation: what it is, whether by the very same standard, and how many criteria it would fill."""

    row: EvaluationRow
    same: bool
    fills: int


@dataclass
class Carry:
    """Use cases of taking ratings over."""

    evaluations: Evaluations
    walk: Walk

    def sources(self, key: str) -> list[Source]:
        """The evaluations that could be copied from: same unit and standard, opened for an earlier period or before."""
        view = self.evaluations.view(key)
        found = []
        for row in self._earlier(view.row):
            plan = self._plan(view, row)
            found.append(Source(row, row.digest == view.row.digest, len(plan.ratings)))
        return found

    def plan(self, key: str, source: str) -> Plan:
        """What would be taken over from `source`, and what is left out and why.

        :raises Refused: it is no earlier evaluation of the same unit by the same standard.
        """
        view = self.evaluations.view(key)
        return self._plan(view, self._source(view.row, source))

    def copy(self, key: str, source: str, *, why: str | None = None) -> View:
        """Fill what is not rated yet from `source`, marked as carried. One entry, one step to undo.

        Points, deductions, verdicts, reasons and ticks come over; notes, evidence and marks do not.

        :raises Refused: as `plan`; or there is nothing to take over.
        """
        view = self.evaluations.view(key)
        row = self._source(view.row, source)
        plan = self._plan(view, row)
        if not plan.ratings:
            raise refuse("nothing-to-do", f"考评 {row.number} 没有可沿用的评定：{plan.text()}".replace("\n", "；"))
        return self.walk.together(key, plan.ratings, f"沿用考评 {row.number}（{_when(row)}）", why=why)

    def _earlier(self, row: EvaluationRow) -> list[EvaluationRow]:
        desk = self.evaluations.desk
        follows = {table.standard for table in desk.snapshot(row.digest).standard.replaces if table.standard}
        return desk.veil.seen(earlier(self.evaluations.all(unit=row.unit), row, follows))

    def _source(self, row: EvaluationRow, source: str) -> EvaluationRow:
        given = self.evaluations.desk.evaluation(source)
        if given.id not in {known.id for known in self._earlier(row)}:
            message = (
                f"考评 {given.number}（{visible(given.unit_name)}，{given.standard}，{_when(given)}）"
                "不是同一考评对象、同一标准的以往考评，不能沿用；请用 kaoping eval list 查看"
            )
            raise refuse("not-a-source", message, id=str(given.number))
        return given

    def _plan(self, view: View, row: EvaluationRow) -> Plan:
        desk = self.evaluations.desk
        old = desk.snapshot(row.digest)
        match = _Match.of(
            None if old.digest == view.resolved.digest else compared(desk.library, desk.workspace, old, view.resolved)
        )
        held = {item: codec.rating_from(body) for item, body in queries.ratings(desk.workspace, row.id).items()}
        suggestions = view.suggestions()
        ratings: dict[str, Rating] = {}
        left_out: dict[str, list[str]] = {}
        for score in view.sheet.items:
            item = score.item
            now = view.answers.ratings.get(item.id, UNRATED)
            given = _carried(match, now, held.get(match.number(item), UNRATED))
            why = _not(view.resolved, match, item, score.state, now, given, suggestions.get(item.id))
            if why is None:
                ratings[item.id] = given
            else:
                left_out.setdefault(why, []).append(item.id)
        return Plan(ratings, {why: tuple(ids) for why, ids in left_out.items()})


def earlier(rows: list[EvaluationRow], row: EvaluationRow, follows: Container[str] = ()) -> list[EvaluationRow]:
    """Of a unit's evaluations those by the same standard for an earlier period, or opened before; the latest first.

    :param follows: other standards whose editions this one says it follows.
    """
    mine = (row.period_to, row.number)
    fits = [r for r in rows if r.standard == row.standard or r.standard in follows]
    found = [r for r in fits if r.id != row.id and (r.period_to, r.number) < mine]
    return sorted(found, key=lambda r: (r.period_to, r.number), reverse=True)


@dataclass(frozen=True)
class _Match:
    """Which element of an earlier edition is which of this one; all are themselves where both are one."""

    criteria: Mapping[str, CriterionChange] | None
    requirements: Mapping[str, str]

    @classmethod
    def of(cls, found: Difference | None) -> _Match:
        """The elements of two editions matched; None: both are one."""
        if found is None:
            return cls(None, {})
        return cls({id: c for c in found.criteria for id in c.pair.new}, dict(same_requirements(found)))

    def number(self, item: Item) -> str:
        """The number under which a criterion was rated; its own where it was none then."""
        change = self.criteria.get(item.id) if self.criteria is not None else None
        return change.pair.old[0] if change is not None and change.pair.one else item.id

    def same(self, item: Item) -> bool:
        """Whether a rating of then means the same now."""
        if self.criteria is None:
            return True
        change = self.criteria[item.id]
        titled = change.pair.declared or not any(one.field == "title" for one in change.fields)
        return change.pair.one and change.fate != "changed" and titled

    def requirement(self, id: str) -> str | None:
        """The requirement's number now; None where it asks something else."""
        return id if self.criteria is None else self.requirements.get(id)


def _carried(match: _Match, now: Rating, then: Rating) -> Rating:
    ticks = {name: tick for id, tick in then.requirements.items() if (name := match.requirement(id)) is not None}
    deductions = tuple(
        replace(d, requirement=match.requirement(d.requirement) if d.requirement is not None else None)
        for d in then.deductions
    )
    return replace(
        then,
        deductions=deductions,
        requirements={**ticks, **now.requirements},
        note=now.note,
        evidence=now.evidence,
        flagged=now.flagged,
        basis=None,
        carried=True,
    )


def _not(
    resolved: Resolved,
    match: _Match,
    item: Item,
    state: str,
    now: Rating,
    given: Rating,
    suggestion: Suggestion | None,
) -> str | None:
    """Why a criterion is not filled; None where it is."""
    if state == "outside":
        return OUTSIDE
    if now.rated:
        return RATED
    if not given.rated:
        return NOT_THERE
    if not match.same(item):
        return CHANGED
    if check_rating(resolved, item, given):
        return UNFIT
    if given.not_applicable is None and given.reason is None and contradicted(given, item, suggestion):
        return AGAINST
    return None


def _when(row: EvaluationRow) -> str:
    return f"{parse(f'{row.period_from}..{row.period_to}').label}，{visible(row.evaluator)}"
