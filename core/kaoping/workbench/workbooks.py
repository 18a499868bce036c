"""Scoring workbooks, out and in: filled in by people without the program, read back item by item, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from kaoping.answers import Deduction, Rating
from kaoping.answers_check import check_rating
from kaoping.errors import Refused, refuse
from kaoping.numbers import plain
from kaoping.reports.words import by_rule
from kaoping.reports.workbook_cells import (
    Inputs,
    given_text,
    inputs_of,
    judging_print,
    note_print,
    rule_text,
    verdicts,
)
from kaoping.scoring.score import score
from kaoping.scoring.sheet import ScoreSheet
from kaoping.standard.resolved import Item
from kaoping.workbench.agreement import based
from kaoping.workbench.evaluations import UNRATED, Evaluations, View
from kaoping.workbench.exchange import write_new
from kaoping.workbench.said import said
from kaoping.workbench.walk import Walk
from kaoping.workbench.workbook_read import (
    Filled,
    FilledRow,
    check_belongs,
    open_workbook,
    read_rows,
    stored_number,
)

_NEAR = Decimal("0.000001")
#: Sums that differ are named up to here.
_MOST_WARNINGS = 8


@dataclass(frozen=True, slots=True)
class CellChange:
    """What a workbook changes of one criterion, in words; `at` is its first cell."""

    item: str
    title: str
    before: str
    after: str
    at: str


@dataclass(frozen=True, slots=True)
class WorkbookPlan:
    """What reading a workbook would save, and what people should know of it before.

    :ivar view: the evaluation as it is
    :ivar after: its score sheet as it would be
    """

    view: View
    ratings: Mapping[str, Rating]
    changes: tuple[CellChange, ...]
    warnings: tuple[str, ...]
    after: ScoreSheet

    @property
    def scores(self) -> tuple[str, str]:
        """The score before and after, without vetoes: `60 ~ 80`."""
        before, after = self.view.sheet, self.after
        return (
            by_rule(before.resolved, before.score_low, before.score_high),
            by_rule(after.resolved, after.score_low, after.score_high),
        )


@dataclass
class Workbooks:
    """Use cases about scoring workbooks."""

    evaluations: Evaluations
    walk: Walk

    def write(self, key: str, target: Path, *, force: bool = False) -> Path:
        """Write an evaluation as a workbook to be filled in; what is rated already is filled in.

        :raises Refused: `target` exists and `force` is not given.
        """
        from kaoping.reports.workbook import Filling, workbook_xlsx

        view = self.evaluations.view(key)
        day = self.evaluations.desk.now()[:10]
        meta = {**_belongs(view), "number": str(view.row.number), "evaluator": view.row.evaluator, "exported": day}
        return write_new(target, workbook_xlsx(Filling(view.sheet, meta)), force=force)

    def plan(self, key: str, path: Path, *, why: str | None = None, overwrite: bool = False) -> WorkbookPlan:
        """What a workbook would change. Nothing is saved.

        A cell that nobody touched since the workbook was made changes nothing, whatever the evaluation says by now.

        :param overwrite: take the workbook's word where the evaluation was changed meanwhile too.
        :raises Refused: with every fault, each naming its cell; or the workbook belongs to something else.
        """
        view = self.evaluations.view(key)
        filled = open_workbook(path)
        check_belongs(filled, _belongs(view), view.row.number, view.resolved.id)
        read_rows(filled, view.resolved)
        return _Reader(view, filled, why if why is not None else self.walk.why, overwrite).plan(self.evaluations)

    def bring_in(
        self,
        key: str,
        path: Path,
        *,
        why: str | None = None,
        overwrite: bool = False,
        shown: WorkbookPlan | None = None,
    ) -> tuple[WorkbookPlan, View]:
        """Save what a workbook changes: one entry, one step to undo. See `plan`.

        :param shown: what somebody looked at and agreed to.
        :raises Refused: see `plan`; or the workbook changes something else by now than was shown. Nothing is changed.
        """
        plan = self.plan(key, path, why=why, overwrite=overwrite)
        if shown is not None and plan.changes != shown.changes:
            raise refuse("workbook-changed", "看过以后工作簿又有改动，没有读入；请重新看过", file=str(path))
        if not plan.ratings:
            return plan, plan.view
        # Once handed in each change must say why: `plan` has seen that every cell does, or `why` says it for all.
        words = "见各项理由"
        view = self.walk.together(key, plan.ratings, f"自工作簿读入：{path.name}", words=words, why=why)
        return plan, view


def _belongs(view: View) -> dict[str, str]:
    row = view.row
    return {
        "standard": row.standard, "digest": row.digest, "unit": row.unit, "unit_name": row.unit_name,
        "period_from": row.period_from, "period_to": row.period_to, "evaluation": row.id,
    }  # fmt: skip


class _Reader:
    """From filled cells to ratings; every fault is noted with its cell."""

    def __init__(self, view: View, filled: Filled, why: str | None, overwrite: bool) -> None:
        self.view, self.filled, self.why, self.overwrite = view, filled, said(why), overwrite
        self.suggestions = view.suggestions()
        self.closed = {
            one.item.id: one.state == "outside" or any(name == "attribute" for name, _ in one.derivation.inputs)
            for one in view.sheet.items
        }

    def plan(self, evaluations: Evaluations) -> WorkbookPlan:
        ratings: dict[str, Rating] = {}
        changes: list[CellChange] = []
        told: dict[str, Rating] = {}
        for item in self.view.resolved.items:
            row = self.filled.rows.get(item.id)
            if row is None:
                continue
            before = inputs_of(self.view.resolved, item, self._held(item))
            told[item.id] = self._rating(item, row.inputs, self._held(item))
            judged, noted = self._touched(item, row, before)
            if not judged and not noted:
                continue
            after = row.inputs if judged else before
            after = replace(after, note=row.inputs.note if noted else before.note)
            rating = self._checked(item, row, after, judged=judged)
            if rating is not None:
                ratings[item.id] = rating
                changes.append(_change(item, row, before, after, judged=judged, many=len(self._held(item).deductions)))
        if self.filled.faults:
            raise Refused(self.filled.in_order())
        answers, providers = self.view.answers, evaluations.desk.providers(self.view.resolved)
        after_sheet = score(self.view.resolved, replace(answers, ratings={**answers.ratings, **ratings}), providers)
        own = score(self.view.resolved, replace(answers, ratings={**answers.ratings, **told}), providers)
        return WorkbookPlan(self.view, ratings, tuple(changes), tuple(self._warnings(own)), after_sheet)

    def _held(self, item: Item) -> Rating:
        return self.view.answers.ratings.get(item.id, UNRATED)

    def _touched(self, item: Item, row: FilledRow, before: Inputs) -> tuple[bool, bool]:
        """Whether somebody changed the cells that judge the item, and its note; refused where both sides did."""
        found = []
        made = self.filled.prints.get(item.id, (judging_print(before), note_print(before)))
        for index, (finger, name) in enumerate(((judging_print, "score"), (note_print, "note"))):
            now, here = finger(row.inputs), finger(before)
            touched = now not in (made[index], here)
            if touched and here != made[index] and not self.overwrite:
                message = (
                    f"导出以后程序里已改为“{_short(given_text(before) if name == 'score' else before.note)}”，"
                    "与工作簿不同；请先核对，确以工作簿为准再加 --overwrite（界面里按 F6）"
                )
                self.filled.fault("changed-since", row.at.get(name, row.at["id"]), message, item.id)
            found.append(touched)
        return found[0], found[1]

    def _checked(self, item: Item, row: FilledRow, inputs: Inputs, *, judged: bool) -> Rating | None:
        """The rating that the cells say; None where something is wrong with them."""
        count = len(self.filled.faults)
        held = self._held(item)
        if not judged:
            return replace(held, note=inputs.note or None)
        if self.closed[item.id]:
            self._fault(row, "id", "outside", "该项对这个考评对象不适用或尚未查明是否适用，不能填写", item)
            return None
        self._ways(item, row, inputs)
        if len(self.filled.faults) > count:
            return None
        rating = self._rating(item, inputs, held)
        for problem in check_rating(self.view.resolved, item, rating):
            where = str(problem.loc[-1]) if problem.loc else ""
            column = {"reason": "reason", "not_applicable": "not_applicable", "verdict": "verdict"}.get(where)
            column = column or ("deduct" if rating.deductions else "points")
            numeric = problem.code in ("points", "step")
            self._fault(row, column, problem.code, rule_text(item) if numeric else problem.message, item)
        words = (rating.reason, rating.not_applicable, *(one.reason for one in rating.deductions))
        if self.view.row.status == "handed-in" and self.why is None and not any(words):
            self._fault(
                row, "reason", "why-needed", "考评已提交，修改须写理由（或加 --why 写明共同的原因，界面里按 F4）", item
            )
        try:
            based(rating, self.suggestions.get(item.id), item.full, id=item.id)
        except Refused as refused:
            self._fault(row, "reason", refused.faults[0].code, refused.faults[0].message, item)
        return rating if len(self.filled.faults) == count else None

    def _ways(self, item: Item, row: FilledRow, inputs: Inputs) -> None:
        """What does not go together in one row."""
        if inputs.not_applicable and (inputs.points or inputs.deduct or inputs.verdict):
            self._fault(row, "not_applicable", "two-ways", "写了不适用，就不要再评分；请留一样", item)
        if inputs.points and inputs.deduct and Decimal(inputs.points) + Decimal(inputs.deduct) != item.full:
            message = f"得分 {inputs.points} 与扣分 {inputs.deduct} 对不上（满分 {plain(item.full)}），请留一样"
            self._fault(row, "points", "two-ways", message, item)
        if inputs.deduct and Decimal(inputs.deduct) and not inputs.reason:
            self._fault(row, "reason", "reason", "扣分须写理由", item)
        if inputs.reason and not inputs.judged:
            self._fault(row, "reason", "not-rated", "写了理由，但没有评定；请评定，或把它写到备注", item)

    def _rating(self, item: Item, inputs: Inputs, held: Rating) -> Rating:
        """What the cells say, with the ticks, evidence and marks that the evaluation holds."""
        given = Rating(
            requirements=held.requirements, evidence=held.evidence, flagged=held.flagged, note=inputs.note or None
        )
        reason = inputs.reason or None
        if inputs.not_applicable:
            return replace(given, not_applicable=inputs.not_applicable, reason=reason)
        if inputs.deduct and Decimal(inputs.deduct):
            one = Deduction(Decimal(inputs.deduct), inputs.reason)
            if len(held.deductions) == 1:
                one = replace(held.deductions[0], amount=one.amount, reason=one.reason)
            return replace(given, deductions=(one,), reason=held.reason if held.deductions else None)
        if inputs.points or inputs.deduct:
            points = Decimal(inputs.points) if inputs.points else item.full
            return replace(given, points=points, reason=reason)
        if inputs.verdict:
            return replace(given, verdict=verdicts(self.view.resolved, item).get(inputs.verdict), reason=reason)
        return given

    def _fault(self, row: FilledRow, column: str, code: str, message: str, item: Item) -> None:
        self.filled.fault(code, row.at.get(column, row.at["id"]), message, item.id)

    def _warnings(self, own: ScoreSheet) -> Iterator[str]:
        missing = [item.id for item in self.view.resolved.items if item.id not in self.filled.rows]
        if missing:
            some = "、".join(missing[:12]) + (" 等" if len(missing) > 12 else "")
            yield f"工作簿里没有 {len(missing)} 项，不动：{some}"
        differ = list(self._differing(own))
        for at, stored, right in differ[:_MOST_WARNINGS]:
            yield f"{at}：工作簿里存的是 {_short(stored)}，按所填内容应为 {right}；以程序计算的为准"
        if len(differ) > _MOST_WARNINGS:
            yield f"这样的还有 {len(differ) - _MOST_WARNINGS} 处"

    def _differing(self, own: ScoreSheet) -> Iterator[tuple[str, str, str]]:
        """What formulas stored, where it is not what the input cells come to."""
        low: dict[str, Decimal] = {"total": sum((one.low for one in own.items), Decimal(0))}
        for one in own.items:
            row = self.filled.rows.get(one.item.id)
            if one.item.path:
                section = f"section:{one.item.path[0].id}"
                low[section] = low.get(section, Decimal(0)) + one.low
            if row is not None and row.stored and one.state != "unrated" and _other(row.stored, one.low):
                yield row.at["score"], row.stored, plain(one.low)
        if not own.adjustments and not own.resolved.parts and own.score_low is not None:
            low["result"] = own.score_low
        for stored in self.filled.sums:
            right = low.get(stored.key)
            if right is not None and len(self.filled.rows) == len(own.items) and _other(stored.text, right):
                yield stored.at, stored.text, plain(right)


def _other(stored: str, right: Decimal) -> bool:
    number = stored_number(stored)
    return number is None or abs(number - right) > _NEAR


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:60]}…"


def _change(item: Item, row: FilledRow, before: Inputs, after: Inputs, *, judged: bool, many: int) -> CellChange:
    old, new = ("", "") if not judged else (given_text(before), given_text(after))
    if judged and many > 1 and after.deduct:
        new += f"〔原有 {many} 笔扣分合为一笔〕"
    if before.note != after.note:
        old, new = f"{old}　备注：{before.note or '无'}".strip(), f"{new}　备注：{after.note or '无'}".strip()
    return CellChange(item.id, item.criterion.title, old, new, row.at["id"])
