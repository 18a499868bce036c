"""Taking ratings over from an earlier evaluation of the same unit: an offer, marked as carried and not checked again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from kaoping.answers import Rating
from kaoping.answers_check import check_rating
from kaoping.errors import refuse
from kaoping.periods import parse
from kaoping.scoring.suggest import Suggestion
from kaoping.standard.resolved import Item, Resolved
from kaoping.store import queries
from kaoping.store.queries import EvaluationRow
from kaoping.text import visible
from kaoping.workbench import codec
from kaoping.workbench.batch import OUTSIDE, RATED, Plan, contradicted
from kaoping.workbench.evaluations import UNRATED, Evaluations, View
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
        return desk.veil.seen(earlier(self.evaluations.all(unit=row.unit), row))

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
        held = {item: codec.rating_from(body) for item, body in queries.ratings(desk.workspace, row.id).items()}
        suggestions = view.suggestions()
        ratings: dict[str, Rating] = {}
        left_out: dict[str, list[str]] = {}
        for score in view.sheet.items:
            item = score.item
            now, then = view.answers.ratings.get(item.id, UNRATED), held.get(item.id, UNRATED)
            given = _carried(item, now, then)
            why = _not(view.resolved, old, item, score.state, now, given, suggestions.get(item.id))
            if why is None:
                ratings[item.id] = given
            else:
                left_out.setdefault(why, []).append(item.id)
        return Plan(ratings, {why: tuple(ids) for why, ids in left_out.items()})


def earlier(rows: list[EvaluationRow], row: EvaluationRow) -> list[EvaluationRow]:
    """Of a unit's evaluations those by the same standard for an earlier period, or opened before; the latest first."""
    mine = (row.period_to, row.number)
    found = [r for r in rows if r.standard == row.standard and r.id != row.id and (r.period_to, r.number) < mine]
    return sorted(found, key=lambda r: (r.period_to, r.number), reverse=True)


def _carried(item: Item, now: Rating, then: Rating) -> Rating:
    known = {requirement.id for requirement in item.criterion.requirements}
    ticks = {name: tick for name, tick in then.requirements.items() if name in known}
    return replace(
        then,
        requirements={**ticks, **now.requirements},
        note=now.note,
        evidence=now.evidence,
        flagged=now.flagged,
        basis=None,
        carried=True,
    )


def _not(
    resolved: Resolved,
    old: Resolved,
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
    if old.digest != resolved.digest and not _alike(old.item.get(item.id), item):
        return CHANGED
    if check_rating(resolved, item, given):
        return UNFIT
    if given.not_applicable is None and given.reason is None and contradicted(given, item, suggestion):
        return AGAINST
    return None


def _alike(old: Item | None, item: Item) -> bool:
    """Whether two editions mean the same by a number: a rating of three points is one only of as many in full."""
    if old is None:
        return False
    return (old.criterion.title, old.way, old.full, set(old.levels)) == (
        item.criterion.title,
        item.way,
        item.full,
        set(item.levels),
    )


def _when(row: EvaluationRow) -> str:
    return f"{parse(f'{row.period_from}..{row.period_to}').label}，{visible(row.evaluator)}"
