"""The rest of what is done to the criterion at hand: deductions, ticks, facts, notes, marks, undo."""

from __future__ import annotations

from decimal import Decimal

from kaoping import Deduction, Item, Rating, View, parse_number, plain, visible
from kaoping_tui.modals.ask import AskText
from kaoping_tui.modals.choose import Choose
from kaoping_tui.modals.deduction import AskDeduction, Deducted
from kaoping_tui.modals.reasons import AskReason
from kaoping_tui.screens.facts import ask_fact
from kaoping_tui.screens.judging import Judging
from kaoping_tui.texts import rating_text
from kaoping_tui.turned import turned
from kaoping_tui.widgets.criterion import Criterion
from kaoping_tui.widgets.lists import Choice


class Finding(Judging):
    """What was found, beside the rating itself."""

    # -- deductions

    def action_deduct(self) -> None:
        """Take points off, or give them back."""
        item = self._mine()
        if item is None:
            return
        if item.way != "points":
            self._unmet(item)
            return
        held = self.rating_of(item.id).deductions
        if not held:
            self.ask_deduction(item)
            return
        choices = [Choice("new", "再扣一笔")]
        choices += [
            Choice(str(n), visible(f"删去这一笔：扣 {plain(d.amount)} 分，{d.reason}")) for n, d in enumerate(held)
        ]

        def chosen(answer: str | None) -> None:
            if answer == "new":
                self.ask_deduction(item)
            elif answer is not None:
                index = int(answer)
                self.judge(
                    lambda bench, key: bench.walk.undeduct(key, item.id, index),
                    f"{item.id} 已删去一笔扣分",
                    item=item.id,
                )

        self.app.push_screen(Choose(f"{item.id} 的扣分", choices), chosen)

    def _unmet(self, item: Item) -> None:
        """Not met, with the reason: what a deduction is where there are no points to take off."""
        if item.levels:
            self.own.tell("本项按等级评定，请按数字键选等级")
            return

        def answered(reason: str | None) -> None:
            if reason is not None:
                self.rate(item.id, Rating(verdict="unmet", reason=reason), f"未达到，{visible(reason)}")

        held = self.rating_of(item.id)
        reason = held.reason if held.verdict == "unmet" else None
        asked = AskReason(f"{item.id} 未达到的理由", item.criterion.title, value=reason or "")
        self.app.push_screen(asked, answered)
        self.offer_reasons(asked)

    def ask_deduction(self, item: Item, given: Deducted | None = None, problem: str = "") -> None:
        """Ask for amount, reason and requirement."""
        at = self.query_one(Criterion).requirement if self.query_one(Criterion).has_focus else None
        start = given or Deducted(plain(min(item.step, item.full)), "", at)
        requirements = [Choice(r.id, visible(f"{r.id} {r.text}")) for r in item.criterion.requirements]

        def answered(typed: Deducted | None) -> None:
            if typed is None:
                return
            amount = parse_number(typed.amount)
            deduction = Deduction(amount, typed.reason, typed.requirement)

            def told(view: View) -> str:
                was = self.shown_before.answers.ratings.get(item.id, Rating())
                if was.rated and not was.deductions:
                    lost = visible(rating_text(item, was))
                    return f"{item.id} 已扣 {plain(amount)} 分，从满分起扣；原为 {lost}，Ctrl+Z 撤销"
                return f"{item.id} 已扣 {plain(amount)} 分；要整改的按 Ctrl+K"

            self.judge(
                lambda bench, key: bench.walk.deduct(key, item.id, deduction),
                told,
                item=item.id,
                again=lambda _, message: self.ask_deduction(item, typed, message),
            )

        title = f"{item.id} 扣分（满分 {plain(item.full)}，已扣 {plain(_lost(self.rating_of(item.id)))}）"
        text, held = item.criterion.title, self.rating_of(item.id)
        if held.rated and not held.deductions:
            text += f"\n现为 {rating_text(item, held)}：扣分从满分起算，取代现在的评定"
        asked = AskDeduction(title, text, requirements, start, problem)
        self.app.push_screen(asked, answered)
        self.offer_reasons(asked)

    # -- ticks, facts, notes, marks

    def action_tick(self) -> None:
        """Tick the requirement at the highlight: met, unmet, not checked."""
        item, name = self._mine(), self.query_one(Criterion).requirement
        if item is None:
            return
        if name is None:
            self.own.tell("请先移到一条评分要点上")
            return
        held = self.rating_of(item.id).requirements.get(name)
        state = {None: "met", "met": "unmet", "unmet": None}[held]
        text = {"met": "达到", "unmet": "未达到", None: "未核对"}[state]
        self.judge(lambda bench, key: bench.walk.tick(key, name, state), f"{name} {text}", item=item.id)  # type: ignore[arg-type]

    def action_fact(self) -> None:
        """Enter a fact that a requirement measures."""
        item = self._mine()
        if item is not None:
            self.run_worker(ask_fact(self, item, self.query_one(Criterion).requirement))

    def action_note(self) -> None:
        """Write a note."""
        item = self._mine()
        if item is not None:
            self._ask_note(item, self.rating_of(item.id).note or "")

    def _ask_note(self, item: Item, typed: str, problem: str = "") -> None:
        name, held = item.id, self.rating_of(item.id).note or ""

        def answered(text: str | None) -> None:
            if text is not None:
                self.judge(
                    lambda bench, key: bench.walk.note(key, name, text),
                    f"{name} 备注已保存",
                    item=name,
                    again=lambda _, message: self._ask_note(item, text, message),
                )

        title = f"{name} 备注"
        self.app.push_screen(AskText(title, item.criterion.title, value=typed, held=held, problem=problem), answered)

    def action_flag(self) -> None:
        """Mark the criterion to come back to, or take the mark away."""
        item = self._mine()
        if item is not None:
            name, flagged = item.id, not self.rating_of(item.id).flagged
            told = f"{name} 已作标记，Ctrl+N 回到它" if flagged else f"{name} 已去掉标记"
            self.judge(lambda bench, key: bench.walk.flag(key, name, flagged), told, item=name)

    # -- undo

    def action_undo(self) -> None:
        """Take the newest judgement back."""
        self.turn(back=True)

    def action_redo(self) -> None:
        """Restore what was undone last."""
        self.turn(back=False)

    def turn(self, *, back: bool, stand: bool = True) -> None:
        """Undo (`back`) or redo, and say what it was; `stand` at the criterion it is about."""
        word = "已撤销" if back else "已重做"

        def told(view: View) -> str:
            found = turned(self.shown_before, view)
            if stand and found.item is not None and found.item in view.resolved.item:
                self.stand_at(found.item)
            return f"{word}：{found.text}" if found.text else f"{word}一次修改"

        self.judge(lambda bench, key: bench.walk.undo(key) if back else bench.walk.redo(key), told)


def _lost(rating: Rating) -> Decimal:
    return sum((deduction.amount for deduction in rating.deductions), Decimal(0))
