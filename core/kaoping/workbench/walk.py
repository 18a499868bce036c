"""The walk through a standard: every judgement checked, saved with its journal entry, and undone again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from kaoping.answers import (
    AdjustmentStatement,
    Answers,
    Deduction,
    Observation,
    PartStatement,
    Rating,
    VetoStatement,
)
from kaoping.answers_check import Problem, check, check_fact, check_rating
from kaoping.errors import Fault, Refused, refuse
from kaoping.scoring.suggest import Suggestion
from kaoping.store import queries
from kaoping.store.queries import EvaluationRow
from kaoping.text import has_hidden
from kaoping.workbench import codec
from kaoping.workbench.desk import Desk, saving
from kaoping.workbench.evaluations import UNRATED, Evaluations, View

Json = dict[str, Any]
Tick = Literal["met", "unmet"]


@dataclass
class Walk:
    """Use cases of judging. Each returns the evaluation as it then is, already on disk.

    :raises Refused: the judgement does not fit the standard, lacks a reason, or the evaluation is another's.
    :raises Surroundings: it could not be saved; nothing was changed.
    """

    desk: Desk
    evaluations: Evaluations

    def rate(self, key: str, item: str, rating: Rating, *, why: str | None = None) -> View:
        """Give a criterion this rating; ticks, notes and flags that it does not mention stay.

        A rating that differs from a usable suggestion must say why (`rating.reason`, or a reason on each deduction).
        """
        view = self._own(key)
        held = view.answers.ratings.get(item, UNRATED)
        merged = replace(
            rating,
            requirements=rating.requirements or held.requirements,
            note=rating.note if rating.note is not None else held.note,
            evidence=rating.evidence or held.evidence,
            flagged=rating.flagged or held.flagged,
        )
        self._check(view, item, merged)
        merged = self._with_basis(view, item, merged)
        return self._judge(view, [self._change(view, "rating", item, codec.rating_json(merged))], why)

    def accept(self, key: str, item: str) -> View:
        """Accept the suggestion and keep its basis, so that a fact that changes later shows.

        :raises Refused: there is nothing to accept yet.
        """
        view = self._own(key)
        suggestion = view.suggestion(item) if item in view.resolved.item else None
        if suggestion is None or not suggestion.usable:
            raise refuse("no-suggestion", f"{item} 还没有可采纳的建议：先核对要点或补录事实", id=item)
        held = view.answers.ratings.get(item, UNRATED)
        accepted = replace(
            held,
            points=None if suggestion.deductions else suggestion.points,
            deductions=suggestion.deductions,
            verdict=suggestion.verdict,
            not_applicable=None,
            basis=suggestion.basis,
            carried=False,
        )
        self._check(view, item, accepted)
        return self._judge(view, [self._change(view, "rating", item, codec.rating_json(accepted))], "采纳建议")

    def clear(self, key: str, item: str) -> View:
        """Take the rating back: the criterion is unrated again; ticks and notes stay."""
        view = self._own(key)
        held = view.answers.ratings.get(item, UNRATED)
        kept = Rating(requirements=held.requirements, note=held.note, evidence=held.evidence, flagged=held.flagged)
        self._check(view, item, kept)
        return self._judge(view, [self._change(view, "rating", item, codec.rating_json(kept) or None)], None)

    def deduct(self, key: str, item: str, deduction: Deduction) -> View:
        """Add one deduction to those there are."""
        view = self._own(key)
        held = view.answers.ratings.get(item, UNRATED)
        added = replace(
            held, points=None, verdict=None, not_applicable=None, basis=None, deductions=(*held.deductions, deduction)
        )
        self._check(view, item, added)
        return self._judge(view, [self._change(view, "rating", item, codec.rating_json(added))], None)

    def undeduct(self, key: str, item: str, index: int) -> View:
        """Take one deduction away; without any left the criterion has its full points.

        :param index: counted from 0.
        """
        view = self._own(key)
        held = view.answers.ratings.get(item, UNRATED)
        left = tuple(d for number, d in enumerate(held.deductions) if number != index)
        points = None if left or item not in view.resolved.item else view.resolved.item[item].full
        changed = replace(held, deductions=left, points=points, basis=None)
        self._check(view, item, changed)
        return self._judge(view, [self._change(view, "rating", item, codec.rating_json(changed))], None)

    def tick(self, key: str, requirement: str, state: Tick | None) -> View:
        """Tick one requirement as met or unmet; None takes the tick away."""
        view = self._own(key)
        if requirement not in view.resolved.requirement:
            raise refuse("unknown-item", f"标准“{view.resolved.id}”没有评分要点“{requirement}”", id=requirement)
        item = view.resolved.requirement[requirement][0].id
        held = view.answers.ratings.get(item, UNRATED)
        ticks = {name: tick for name, tick in held.requirements.items() if name != requirement}
        if state is not None:
            ticks[requirement] = state
        changed = replace(held, requirements=ticks)
        return self._judge(view, [self._change(view, "rating", item, codec.rating_json(changed) or None)], None)

    def note(self, key: str, item: str, text: str) -> View:
        """Set a criterion's note; an empty text takes it away."""
        view = self._own(key)
        _plain(text, item)
        held = view.answers.ratings.get(item, UNRATED)
        changed = replace(held, note=text or None)
        self._check(view, item, changed)
        return self._judge(view, [self._change(view, "rating", item, codec.rating_json(changed) or None)], None)

    def flag(self, key: str, item: str, flagged: bool) -> View:
        """Mark a criterion to come back to, or take the mark away."""
        view = self._own(key)
        changed = replace(view.answers.ratings.get(item, UNRATED), flagged=flagged)
        self._check(view, item, changed)
        return self._judge(view, [self._change(view, "rating", item, codec.rating_json(changed) or None)], None)

    def veto(self, key: str, veto: str, statement: VetoStatement | None) -> View:
        """State whether a veto's case happened; None takes the statement back."""
        return self._state(
            key, "veto", veto, statement, lambda a: replace(a, vetoes={veto: statement} if statement else {})
        )

    def adjust(self, key: str, adjustment: str, statement: AdjustmentStatement | None) -> View:
        """State an adjustment; None takes the statement back."""
        return self._state(
            key, "adjustment", adjustment, statement,
            lambda a: replace(a, adjustments={adjustment: statement} if statement else {}),
        )  # fmt: skip

    def part(self, key: str, part: str, statement: PartStatement | None) -> View:
        """Give the score of a part that comes from outside; None takes it back."""
        return self._state(
            key, "part", part, statement, lambda a: replace(a, parts={part: statement} if statement else {})
        )

    def fact(self, key: str, observation: Observation) -> View:
        """Enter a fact about the evaluated unit. Other standards see it too; no score changes by itself."""
        view = self._own(key)
        _refuse_problems(check_fact(view.resolved, observation))
        _plain(observation.note or "", observation.fact)
        change = {
            "what": "fact",
            "id": observation.fact,
            "from": None,
            "to": codec.fact_json(view.row.unit, observation),
        }
        return self._judge(view, [change], None)

    def undo(self, key: str) -> View:
        """Take back the newest judgement. It stays in the journal, with the entry that took it back.

        :raises Refused: nothing is left to undo.
        """
        return self._turn(key, "undone")

    def redo(self, key: str) -> View:
        """Restore what was undone last.

        :raises Refused: nothing is left to redo.
        """
        return self._turn(key, "redone")

    def hand_in(self, key: str, handed_in: bool = True) -> View:
        """Hand the evaluation in, or open it again. After that a change must say why."""
        view = self._own(key)
        body = {"kind": "evaluation-status", "evaluation": view.row.id, "status": "handed-in" if handed_in else "open"}
        with saving(self.desk.workspace):
            self.desk.write(body)
        return self.evaluations.view(view.row.id)

    def _own(self, key: str) -> View:
        view = self.evaluations.view(key)
        if not view.can_write:
            message = f"考评 {view.row.number} 属于 {view.row.evaluator}，只能查看；请用 --as {view.row.evaluator} 打开"
            raise refuse("not-yours", message, id=str(view.row.number))
        return view

    def _check(self, view: View, item: str, rating: Rating) -> None:
        if item not in view.resolved.item:
            raise refuse("unknown-item", f"标准“{view.resolved.id}”没有评分项“{item}”", id=item)
        _refuse_problems(check_rating(view.resolved, view.resolved.item[item], rating))
        for text in (
            rating.reason,
            rating.not_applicable,
            rating.note,
            *(d.reason for d in rating.deductions),
            *rating.evidence,
        ):
            _plain(text or "", item)

    def _with_basis(self, view: View, item: str, rating: Rating) -> Rating:
        """Keep the basis where the rating is what is suggested; ask for a reason where it is not."""
        probe = Answers(
            unit=view.answers.unit, period=view.answers.period, as_of=view.answers.as_of, facts=view.answers.facts,
            ratings={item: rating},
        )  # fmt: skip
        suggestion = replace(view, answers=probe).suggestion(item)
        if suggestion is None or not suggestion.usable or not rating.rated or rating.not_applicable is not None:
            return rating
        if agrees(rating, suggestion, view.resolved.item[item].full):
            return replace(rating, basis=suggestion.basis)
        if rating.reason is None and not rating.deductions:
            raise refuse("reason-needed", f"与建议（{suggested_text(suggestion)}）不同，请写明理由", id=item)
        return rating

    def _state(
        self,
        key: str,
        what: str,
        id: str,
        statement: VetoStatement | AdjustmentStatement | PartStatement | None,
        alone: Callable[[Answers], Answers],
    ) -> View:
        view = self._own(key)
        empty = Answers(unit=view.answers.unit, period=view.answers.period, as_of=view.answers.as_of)
        _refuse_problems(check(view.resolved, alone(empty)))
        for text in (getattr(statement, "note", None), getattr(statement, "reason", None)):
            _plain(text or "", id)
        body = codec.statement_json(statement) if statement is not None else None
        return self._judge(view, [self._change(view, what, id, body)], None)

    def _change(self, view: View, what: str, id: str, after: Json | None) -> Json:
        if what == "rating":
            before = queries.ratings(self.desk.workspace, view.row.id).get(id)
        else:
            before = queries.statements(self.desk.workspace, view.row.id).get((what, id))
        return {"what": what, "id": id, "from": before, "to": after}

    def _judge(self, view: View, changes: list[Json], why: str | None) -> View:
        real = [change for change in changes if change["from"] != change["to"]]
        if not real:
            return view
        body = {"kind": "judged", "evaluation": view.row.id, "changes": real, "why": why}
        return self._save(view.row, body)

    def _save(self, row: EvaluationRow, body: Mapping[str, Any]) -> View:
        """One transaction: entry, projection, totals."""
        try:
            with saving(self.desk.workspace):
                if queries.evaluation(self.desk.workspace, row.id) != row:
                    message = f"考评 {row.number} 刚被另一窗口修改，本次未保存；请看过最新内容后再输入"
                    raise refuse("head-moved", message, id=str(row.number))
                self.desk.write(body)
                after = self.evaluations.view_of(self.desk.evaluation(row.id))
                self.desk.keep_totals(after.row, after.sheet)
                if any(change["what"] == "fact" for change in body["changes"]):
                    self.desk.refresh(row.unit, but=row.id)
                return replace(after, row=self.desk.evaluation(row.id))
        except BaseException:
            self.desk.forget_book()
            raise

    def _turn(self, key: str, kind: Literal["undone", "redone"]) -> View:
        view = self._own(key)
        find = queries.next_undo if kind == "undone" else queries.next_redo
        book = self.desk.known_book() or ""
        target = find(self.desk.workspace, view.row.id, book)
        entry = queries.entry(self.desk.workspace, book, target) if target is not None else None
        if entry is None or target is None:
            raise refuse(
                "nothing", "没有可撤销的修改" if kind == "undone" else "没有可重做的修改", id=str(view.row.number)
            )
        changes = []
        for change in entry.body["changes"]:
            before, after = change["from"], change["to"]
            turned = (after, before) if kind == "undone" else (before, after)
            changes.append({"what": change["what"], "id": change["id"], "from": turned[0], "to": turned[1]})
        body = {"kind": kind, "evaluation": view.row.id, "target": target, "changes": changes}
        return self._save(view.row, body)


def agrees(rating: Rating, suggestion: Suggestion, full: Any) -> bool:
    """Whether a rating says what is suggested: the same verdict, or the same points in the end."""
    if suggestion.verdict is not None:
        return rating.verdict == suggestion.verdict
    if rating.deductions:
        return bool(full - sum(d.amount for d in rating.deductions) == suggestion.points)
    return rating.points == suggestion.points


def suggested_text(suggestion: Suggestion) -> str:
    """What is suggested, for people."""
    words = {"met": "达到", "partial": "部分达到", "unmet": "未达到"}
    if suggestion.verdict is not None:
        return words[suggestion.verdict]
    return f"{suggestion.points:f} 分" if suggestion.points is not None else "无"


def _refuse_problems(problems: Iterable[Problem]) -> None:
    faults = [Fault(problem.code, problem.message, id=problem.id) for problem in problems]
    if faults:
        raise Refused(faults)


def _plain(text: str, id: str) -> None:
    if len(text) > 20_000:
        raise refuse("too-long", "文字过长，最多 20000 字", id=id)
    if has_hidden(text):
        raise refuse("hidden-character", "文字中含有控制字符，请删去后再保存", id=id)
