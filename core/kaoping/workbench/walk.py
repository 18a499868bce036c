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
    Rectification,
    VetoStatement,
)
from kaoping.answers_check import Problem, check, check_fact, check_rating, check_rectification
from kaoping.errors import Fault, Refused, Surroundings, refuse
from kaoping.store import queries
from kaoping.store.queries import EvaluationRow
from kaoping.text import visible
from kaoping.workbench import codec
from kaoping.workbench.agreement import based
from kaoping.workbench.desk import Desk, saving
from kaoping.workbench.evaluations import UNRATED, Evaluations, View
from kaoping.workbench.facts import check_observation
from kaoping.workbench.held import Turn, current, turned
from kaoping.workbench.said import check_said, said
from kaoping.workbench.units import clean

Json = dict[str, Any]
Tick = Literal["met", "unmet"]
Statement = VetoStatement | AdjustmentStatement | PartStatement
Proving = Callable[[View, list[Json]], tuple[list[Json], list[Json]]]


@dataclass
class Walk:
    """Use cases of judging. Each returns the evaluation as it then is, already on disk.

    What another window saved is never written over unseen: where the evaluation is not as it was last shown at this
    desk, the judgement is refused ("head-moved"), and taken after the newest state was looked at.

    Once an evaluation was handed in, every change must say why: in `why`, or in the words that the judgement has of its
    own (a rating's or statement's reason, a deduction's, a fact's note). Notes, flags and rectifications need none.

    :raises Refused: the judgement does not fit the standard, lacks a reason, or the evaluation is another's.
    :raises Surroundings: it could not be saved; nothing was changed.
    """

    desk: Desk
    evaluations: Evaluations
    #: Why, for judgements that do not say so themselves.
    why: str | None = None

    def rate(self, key: str, item: str, rating: Rating, *, why: str | None = None) -> View:
        """Give a criterion this rating; ticks, notes and flags that it does not mention stay.

        A rating that differs from a usable suggestion must say why (`rating.reason`, or a reason on each deduction).
        """
        view = self.own(key)
        held = self._held(view, item)
        merged = replace(
            rating,
            requirements=rating.requirements or held.requirements,
            reason=said(rating.reason),
            note=said(rating.note) or held.note,
            evidence=rating.evidence or held.evidence,
            flagged=rating.flagged or held.flagged,
            basis=None,
        )
        self._check(view, item, merged)
        words = (merged.reason, merged.not_applicable, *(d.reason for d in merged.deductions))
        return self._rated(view, item, self._with_basis(view, item, merged), why, words)

    def accept(self, key: str, item: str, *, why: str | None = None) -> View:
        """Accept the suggestion and keep its basis, so that a fact that changes later shows.

        :raises Refused: there is nothing to accept yet.
        """
        view = self.own(key)
        held = self._held(view, item)
        suggestion = view.suggestion(item)
        if suggestion is None or not suggestion.usable:
            raise refuse("no-suggestion", f"{item} 还没有可采纳的建议：先核对要点或补录事实", id=item)
        accepted = replace(
            held,
            points=None if suggestion.deductions else suggestion.points,
            deductions=suggestion.deductions,
            verdict=suggestion.verdict,
            not_applicable=None,
            reason=None,
            basis=suggestion.basis,
            carried=False,
        )
        self._check(view, item, accepted)
        self._must_say(view, why)
        return self._rated(view, item, accepted, said(why) or "采纳建议")

    def clear(self, key: str, item: str, *, why: str | None = None) -> View:
        """Take the rating back: the criterion is unrated again; ticks and notes stay."""
        view = self.own(key)
        held = self._held(view, item)
        kept = Rating(requirements=held.requirements, note=held.note, evidence=held.evidence, flagged=held.flagged)
        return self._rated(view, item, kept, why)

    def together(
        self, key: str, ratings: Mapping[str, Rating], label: str, *, words: str | None = None, why: str | None = None
    ) -> View:
        """Give several criteria these ratings, whole, in one entry that is undone in one step.

        Nothing is saved where one of them does not fit. A rating that says what is suggested keeps its basis.

        :param label: what the entry says where nobody says why.
        :param words: what the ratings themselves say, for all of them.
        """
        view = self.own(key)
        held = queries.ratings(self.desk.workspace, view.row.id)
        suggestions = view.suggestions()
        changes = []
        for item, rating in ratings.items():
            self._held(view, item)
            self._check(view, item, rating)
            given = based(rating, suggestions.get(item), view.resolved.item[item].full, id=item)
            body = codec.rating_json(given) or None
            if held.get(item) != body:
                changes.append({"what": "rating", "id": item, "from": held.get(item), "to": body})
        if not changes:
            return view
        self._must_say(view, why, words)
        return self._judge(view, changes, said(why if why is not None else self.why) or label)

    def deduct(self, key: str, item: str, deduction: Deduction, *, why: str | None = None) -> View:
        """Add one deduction to those there are."""
        view = self.own(key)
        held = self._held(view, item)
        added = replace(
            held,
            points=None,
            verdict=None,
            not_applicable=None,
            reason=held.reason if held.deductions else None,
            basis=None,
            carried=False,
            deductions=(*held.deductions, deduction),
        )
        self._check(view, item, added)
        return self._rated(view, item, self._with_basis(view, item, added), why, (deduction.reason,))

    def undeduct(self, key: str, item: str, index: int, *, reason: str | None = None, why: str | None = None) -> View:
        """Take one deduction away; without any left the criterion has its full points.

        :param index: counted from 0.
        :param reason: asked for where full points are left and differ from the suggestion.
        """
        view = self.own(key)
        held = self._held(view, item)
        if not 0 <= index < len(held.deductions):
            raise refuse("no-deduction", f"{item} 没有第 {index + 1} 笔扣分，请看过最新内容后再试", id=item)
        left = tuple(d for number, d in enumerate(held.deductions) if number != index)
        changed = replace(
            held,
            deductions=left,
            points=None if left else view.resolved.item[item].full,
            reason=said(reason) or held.reason,
            basis=None,
            carried=False,
        )
        self._check(view, item, changed)
        return self._rated(view, item, self._with_basis(view, item, changed), why, (said(reason),))

    def tick(self, key: str, requirement: str, state: Tick | None, *, why: str | None = None) -> View:
        """Tick one requirement as met or unmet; None takes the tick away."""
        view = self.own(key)
        if requirement not in view.resolved.requirement:
            message = f"标准“{view.resolved.id}”没有评分要点“{visible(requirement)}”，请检查编号"
            raise refuse("unknown-item", message, id=requirement)
        item = view.resolved.requirement[requirement][0].id
        held = self._held(view, item)
        ticks = {name: tick for name, tick in held.requirements.items() if name != requirement}
        if state is not None:
            ticks[requirement] = state
        return self._rated(view, item, replace(held, requirements=ticks), why)

    def note(self, key: str, item: str, text: str) -> View:
        """Set a criterion's note; an empty text takes it away."""
        view = self.own(key)
        check_said(text, item)
        return self._rated(view, item, replace(self._held(view, item), note=said(text)), None, aside=True)

    def flag(self, key: str, item: str, flagged: bool) -> View:
        """Mark a criterion to come back to, or take the mark away."""
        view = self.own(key)
        return self._rated(view, item, replace(self._held(view, item), flagged=flagged), None, aside=True)

    def veto(self, key: str, veto: str, statement: VetoStatement | None, *, why: str | None = None) -> View:
        """State whether a veto's case happened; None takes the statement back."""
        view = self.own(key)
        known = {one.id for one in view.resolved.vetoes}
        clean = replace(statement, note=said(statement.note)) if statement is not None else None
        return self._state(view, "veto", "否决项", veto, known, clean, lambda a, s: replace(a, vetoes={veto: s}), why)

    def adjust(
        self, key: str, adjustment: str, statement: AdjustmentStatement | None, *, why: str | None = None
    ) -> View:
        """State an adjustment: an amount, or how many times; None takes the statement back."""
        view = self.own(key)
        known = {one.id for one in view.resolved.adjustments}
        clean = replace(statement, reason=said(statement.reason)) if statement is not None else None
        if clean is not None and (clean.amount is None) == (clean.count is None):
            raise refuse("adjustment", "须且只须写明分值或次数之一", id=adjustment)
        if clean is not None and (clean.amount or clean.count or 0) < 0:
            raise refuse("adjustment", "分值和次数不能是负数", id=adjustment)
        return self._state(
            view, "adjustment", "加减分", adjustment, known, clean,
            lambda a, s: replace(a, adjustments={adjustment: s}), why,
        )  # fmt: skip

    def part(self, key: str, part: str, statement: PartStatement | None, *, why: str | None = None) -> View:
        """Give the score of a part that comes from outside; None takes it back."""
        view = self.own(key)
        known = {one.id for one in view.resolved.parts}
        clean = replace(statement, reason=said(statement.reason)) if statement is not None else None
        return self._state(view, "part", "组成部分", part, known, clean, lambda a, s: replace(a, parts={part: s}), why)

    def fact(self, key: str, observation: Observation, *, why: str | None = None) -> View:
        """Enter a fact about the evaluated unit. Other standards see it too; no score changes by itself."""
        view = self.own(key)
        _refuse_problems(check_fact(view.resolved, observation))
        observation = check_observation(observation)
        self._must_say(view, why, observation.note)
        body = codec.fact_json(view.row.unit, observation, view.resolved.facts[observation.fact])
        change = {"what": "fact", "id": observation.fact, "from": None, "to": body}
        return self._judge(view, [change], why)

    def prove(self, key: str, item: str, change: Proving, *, why: str | None = None) -> View:
        """Say by which evidence a criterion is proved.

        :param change: given the evaluation and the criterion's links, gives those that hold now, and the entries that
            must stand before this one (evidence that is new).
        """
        view = self.own(key)
        self._held(view, item)
        self._must_say(view, why)
        before = self._current(view, "proofs", item)
        links, first = change(view, list(before["links"]) if before is not None else [])
        after = {"links": links} if links else None
        if before == after:
            return view
        return self._judge(view, [{"what": "proofs", "id": item, "from": before, "to": after}], why, first)

    def rectify(self, key: str, change: Callable[[View], Rectification], *, why: str | None = None) -> View:
        """Keep something to put right as it now is, new or changed; see `Rectify`.

        No reason is asked after a hand-in: it says what, by whom and why of itself, and no score moves.
        """
        view = self.own(key)
        asked = change(view)
        _refuse_problems(check_rectification(view.resolved, asked))
        for text in (asked.what, asked.owner, asked.seen, asked.withdrawn):
            check_said(text, asked.item)
        kept = self._change(view, "rectification", asked.id, codec.rectification_json(asked))
        return view if kept["from"] == kept["to"] else self._judge(view, [kept], why)

    def undo(self, key: str, *, why: str | None = None) -> View:
        """Take back the newest judgement. It stays in the journal, with the entry that took it back.

        :raises Refused: nothing is left to undo.
        """
        return self._turn(key, "undone", why)

    def redo(self, key: str, *, why: str | None = None) -> View:
        """Restore what was undone last.

        :raises Refused: nothing is left to redo.
        """
        return self._turn(key, "redone", why)

    def hand_in(self, key: str, handed_in: bool = True, *, why: str | None = None) -> View:
        """Hand the evaluation in, or open it again. After that a change must say why."""
        view = self.own(key)
        status = "handed-in" if handed_in else "open"
        if view.row.status == status:
            return view
        check_said(why, str(view.row.number))
        return self._save(
            view, {"kind": "evaluation-status", "evaluation": view.row.id, "status": status, "why": said(why)}
        )

    def hand_over(self, key: str, colleague: str, why: str) -> View:
        """Hand the evaluation over: from now on it is the colleague's, and this evaluator reads alone.

        Said in the owner's book; the colleague's book goes on from there. No judgement: the colleague may hand it back.

        :raises Refused: no name, no reason, or it is the colleague's already.
        """
        view = self.own(key)
        number = str(view.row.number)
        colleague = clean(colleague, "考评人姓名", 60)
        if colleague == view.row.evaluator:
            raise refuse("same-evaluator", f"考评 {number} 已经属于 {visible(colleague)}", id=number)
        check_said(why, number)
        if said(why) is None:
            raise refuse("why-needed", "移交考评须写明原因", id=number)
        body = {"kind": "handed-over", "evaluation": view.row.id, "from": view.row.evaluator, "to": colleague}
        return self._save(view, {**body, "why": said(why)})

    def return_to(self, key: str, back: Callable[[View], tuple[Json, list[Json]]], why: str | None) -> View:
        """Take over an earlier state as one judgement; without any difference nothing is written.

        :param back: given the evaluation as it is, the place of the entry that is gone back to and the changes.
        """
        view = self.own(key)
        place, changes = back(view)
        if not changes:
            return view
        self._must_say(view, why)
        why = said(why if why is not None else self.why)
        body = {"kind": "judged", "evaluation": view.row.id, "back_to": place, "changes": changes, "why": why}
        return self._save(view, body)

    def saw(self, view: View) -> None:
        """Say that the person has this state before them, where it was read at another desk."""
        self.desk.seen[view.row.id] = _head(view.row)

    def own(self, key: str) -> View:
        """The evaluation, to be judged in: it is this evaluator's, as last shown at this desk, and can be saved."""
        row = self.desk.evaluation(key)
        if row.evaluator != self.desk.evaluator:
            owner = visible(row.evaluator)
            message = f"考评 {row.number} 属于 {owner}，只能查看；请用 --as {owner} 打开"
            raise refuse("not-yours", message, id=str(row.number))
        if self.desk.workspace.read_only or self.desk.installation is None:
            raise Surroundings("read-only", "工作区以只读方式打开，不能保存", "请关闭另一窗口，或换用可写的文件")
        if self.desk.seen.get(row.id, _head(row)) != _head(row):
            self.desk.seen[row.id] = _head(row)
            raise _moved(row)
        return self.evaluations.view_of(row)

    def _held(self, view: View, item: str) -> Rating:
        if item not in view.resolved.item:
            message = f"标准“{view.resolved.id}”没有评分项“{visible(item)}”，请检查编号"
            raise refuse("unknown-item", message, id=item)
        return view.answers.ratings.get(item, UNRATED)

    def _check(self, view: View, item: str, rating: Rating) -> None:
        ways = (rating.points, rating.deductions or None, rating.verdict, rating.not_applicable)
        if sum(way is not None for way in ways) > 1:
            raise refuse("two-ways", "一项只能用一种方式评定：得分、扣分、等级或不适用", id=item)
        _refuse_problems(check_rating(view.resolved, view.resolved.item[item], rating))
        words = [rating.reason, rating.not_applicable, rating.note, *rating.evidence]
        for deduction in rating.deductions:
            words += [deduction.reason, *deduction.evidence]
        for text in words:
            check_said(text, item)
        if any(said(text) is None for text in (*rating.evidence, *(e for d in rating.deductions for e in d.evidence))):
            raise refuse("empty", "佐证材料的名称不能为空", id=item)

    def _with_basis(self, view: View, item: str, rating: Rating) -> Rating:
        """Keep the basis where the rating is what is suggested; ask for a reason where it is not."""
        probe = replace(view.answers, ratings={item: rating})
        return based(rating, replace(view, answers=probe).suggestion(item), view.resolved.item[item].full, id=item)

    def _must_say(self, view: View, why: str | None, *words: str | None) -> None:
        why = why if why is not None else self.why
        check_said(why, str(view.row.number))
        if view.row.status == "handed-in" and not any(said(text) for text in (why, *words)):
            message = f"考评 {view.row.number} 已提交，修改须写明原因"
            raise refuse("why-needed", message, id=str(view.row.number))

    def _rated(
        self,
        view: View,
        item: str,
        rating: Rating,
        why: str | None,
        words: Iterable[str | None] = (),
        *,
        aside: bool = False,
    ) -> View:
        change = self._change(view, "rating", item, codec.rating_json(rating) or None)
        if change["from"] == change["to"]:
            return view
        if not aside:
            self._must_say(view, why, *words)
        return self._judge(view, [change], why)

    def _state(
        self,
        view: View,
        what: str,
        name: str,
        id: str,
        known: Iterable[str],
        statement: Any,
        alone: Callable[[Answers, Any], Answers],
        why: str | None,
    ) -> View:
        if id not in known:
            message = f"标准“{view.resolved.id}”没有{name}“{visible(id)}”，请检查编号"
            raise refuse("unknown-item", message, id=id)
        body = None
        words = None
        if statement is not None:
            empty = Answers(unit=view.answers.unit, period=view.answers.period, as_of=view.answers.as_of)
            _refuse_problems(check(view.resolved, alone(empty, statement)))
            words = statement.note if isinstance(statement, VetoStatement) else statement.reason
            check_said(words, id)
            body = codec.statement_json(statement) or None
        change = self._change(view, what, id, body)
        if change["from"] == change["to"]:
            return view
        self._must_say(view, why, words)
        return self._judge(view, [change], why)

    def _change(self, view: View, what: str, id: str, after: Json | None) -> Json:
        return {"what": what, "id": id, "from": self._current(view, what, id), "to": after}

    def _current(self, view: View, what: str, id: str) -> Json | None:
        return current(self.desk.workspace, view.row, what, id)

    def _judge(self, view: View, changes: list[Json], why: str | None, first: Iterable[Json] = ()) -> View:
        why = said(why if why is not None else self.why)
        body = {"kind": "judged", "evaluation": view.row.id, "changes": changes, "why": why}
        return self._save(view, body, first=first)

    def _save(
        self, view: View, body: Mapping[str, Any], *, book: str | None = None, first: Iterable[Json] = ()
    ) -> View:
        """One transaction: entry, projection, totals."""
        row = view.row
        try:
            with saving(self.desk.workspace):
                now = self.desk.evaluation(row.id)
                if _head(now) != _head(row):
                    raise _moved(row)
                if book is not None and self.desk.book() != book:
                    raise _nothing(row, body["kind"])
                for earlier in first:
                    self.desk.write(earlier)
                self.desk.write(body)
                after = self.evaluations.view_of(self.desk.evaluation(row.id))
                self.desk.keep_totals(after.row, after.sheet)
                facts = {change["id"] for change in body.get("changes", ()) if change["what"] == "fact"}
                if facts:
                    self.desk.refresh(row.unit, but=row.id, facts=facts)
                after = replace(after, row=self.desk.evaluation(row.id))
            return self.evaluations.keep(after)
        except BaseException:
            self.desk.seen[row.id] = _head(row)
            raise

    def _turn(self, key: str, kind: Turn, why: str | None) -> View:
        view = self.own(key)
        find = queries.next_undo if kind == "undone" else queries.next_redo
        book = self.desk.known_book() or ""
        target = find(self.desk.workspace, view.row.id, book)
        entry = queries.entry(self.desk.workspace, book, target) if target is not None else None
        if entry is None or target is None:
            raise _nothing(view.row, kind)
        changes = list(turned(self.desk.workspace, view.row, entry.body["changes"], kind))
        if any(change["what"] != "rectification" for change in changes):
            self._must_say(view, why)
        body = {"kind": kind, "evaluation": view.row.id, "target": target, "changes": changes}
        body["why"] = said(why if why is not None else self.why)
        return self._save(view, body, book=book)


def _head(row: EvaluationRow) -> tuple[int, str]:
    return row.head_seq, row.status


def _moved(row: EvaluationRow) -> Refused:
    message = f"考评 {row.number} 刚被另一窗口修改，本次未保存；请看过最新内容后再输入"
    return refuse("head-moved", message, id=str(row.number))


def _nothing(row: EvaluationRow, kind: str) -> Refused:
    return refuse("nothing", "没有可撤销的修改" if kind == "undone" else "没有可重做的修改", id=str(row.number))


def _refuse_problems(problems: Iterable[Problem]) -> None:
    faults = [Fault(problem.code, problem.message, id=problem.id) for problem in problems]
    if faults:
        raise Refused(faults)
