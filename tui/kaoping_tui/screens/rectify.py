"""What is to be put right in one evaluation: asked for, changed, seen to be done, withdrawn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from kaoping import (
    Item,
    Rectification,
    View,
    rectification_offer,
    rectification_overdue,
    rectification_state,
    rectification_text,
    visible,
)
from kaoping_tui import keys
from kaoping_tui.modals.ask import Ask
from kaoping_tui.modals.rectification import AskDone, AskRectification, Required, Seen
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.widgets.lists import Choice, Choices, Plain
from kaoping_tui.wrap import led

if TYPE_CHECKING:
    from kaoping_tui.screens.finding import Finding


def ask_or_list(walk: Finding, go: Callable[[Screen[str | None]], None]) -> None:
    """Ask for something to be put right at the criterion; where there is some already, or on a group, the list."""
    item, asked = walk.item, walk.view.answers.rectifications
    here = [one for one in asked if item is not None and one.item == item.id]
    if here or (item is None and asked):
        go(RectifyScreen(walk, here[0].id if here else None))
    elif item is None:
        walk.own.tell("还没有提出整改；请先移到一个评分项上")
    elif not walk.view.can_write:
        walk.own.tell(f"{item.id} 没有整改；这是 {visible(walk.view.row.evaluator)} 的考评，只能查看")
    else:
        ask_new(walk, item)


def as_of(view: View) -> date:
    """The day from which due dates are read."""
    return view.answers.as_of or date.fromisoformat(view.row.period_to)


def ask_new(walk: Finding, item: Item, given: Required | None = None, problem: str = "") -> None:
    """Ask for one more at this criterion."""
    offer = rectification_offer(walk.view, item.id)
    first = offer.faults[0] if offer.faults else None
    start = Required(first.text if first else "", offer.owner, offer.due, first.requirement if first else None)

    def answered(typed: Required | None) -> None:
        if typed is None:
            return
        walk.judge(
            lambda bench, key: bench.rectify.add(
                key, item.id, typed.what, typed.owner, typed.due, requirement=typed.requirement
            ),
            f"{item.id} 整改已保存：{visible(typed.owner)}（Ctrl+K 看清单）",
            item=item.id,
            again=lambda _, message: ask_new(walk, item, typed, message),
        )

    _ask(walk, f"{item.id} 整改", item.criterion.title, item, given or start, problem, answered)


def _ask(
    walk: Finding,
    title: str,
    text: str,
    item: Item,
    given: Required,
    problem: str,
    answered: Callable[[Required | None], None],
) -> None:
    faults = [(fault.text, fault.requirement) for fault in rectification_offer(walk.view, item.id).faults]
    asked = AskRectification(title, text, given, faults, as_of(walk.view), problem)
    key = walk.view.row.id
    walk.app.push_screen(asked, answered)
    walk.own.read(asked, lambda bench: bench.rectify.owners(key), asked.offer_owners, lambda _: None)


class RectifyScreen(BaseScreen):
    """One list. Dismissed with the criterion to go to."""

    BINDINGS: ClassVar[list[BindingType]] = keys.RECTIFY

    def __init__(self, walk: Finding, at: str | None = None) -> None:
        super().__init__()
        self.walk = walk
        self.only = False
        self.today: date | None = None
        self._at = at

    def body(self) -> ComposeResult:
        """The list."""
        yield Choices(id="rectify-list")

    def on_mount(self) -> None:
        """Show them, and once the day is known, which are late."""
        self.query_one("#rectify-list").focus()
        self.view_changed()

        def known(today: date) -> None:
            self.today = today
            self.view_changed()

        self.own.read(self, lambda bench: bench.rectify.today, known, lambda _: None)

    def on_resize(self) -> None:
        """Fit the title."""
        self._head()

    def view_changed(self) -> None:
        """Show them as they now are."""
        self._head()
        items = self.walk.view.resolved.item
        choices = []
        for one in self._shown():
            title = items[one.item].criterion.title if one.item in items else "（本版标准没有这一项）"
            choices.append(Choice(one.id, visible(f"{one.item} {title}：{rectification_text(one, self.today)}")))
        none = "没有未完成的整改（F3 看全部）" if self.only else "还没有整改"
        found = self.query_one("#rectify-list", Choices)
        found.offer(choices or [Choice("", none)], at=self._at)
        self._at = None

    def _shown(self) -> list[Rectification]:
        asked = self.walk.view.answers.rectifications
        return [one for one in asked if not self.only or rectification_state(one) == "open"]

    def _head(self) -> None:
        view = self.walk.view
        rest = f"｜{view.resolved.standard.short}｜{counted(view.answers.rectifications, self.today)}"
        title = led(visible(f"整改清单｜{view.row.unit_name}"), visible(rest), max(self.app.size.width - 2, 20))
        self.query_one("#title", Plain).say(title)

    def _here(self) -> Rectification | None:
        key = self.query_one("#rectify-list", Choices).key
        found = next((one for one in self.walk.view.answers.rectifications if one.id == key), None)
        if found is None:
            self.own.tell("请先移到一条整改上")
        return found

    def _own(self) -> bool:
        """Whether it may be changed here; says so where not."""
        view = self.walk.view
        if not view.can_write:
            self.own.tell(f"这是 {visible(view.row.evaluator)} 的考评，只能查看")
        return view.can_write

    # -- what is done

    @on(Choices.OptionSelected, "#rectify-list")
    def _selected(self) -> None:
        self.action_go()

    def action_go(self) -> None:
        """To its criterion."""
        found = self._here()
        if found is not None:
            self.dismiss(found.item)

    def action_only_open(self) -> None:
        """Those that are open alone, or all."""
        self.only = not self.only
        self.view_changed()

    def action_add(self) -> None:
        """One more at the same criterion."""
        found = self._here()
        item = self.walk.view.resolved.item.get(found.item) if found is not None else None
        if item is not None and self._own():
            ask_new(self.walk, item)

    def action_edit(self) -> None:
        """Other words, owner or day."""
        found = self._here()
        if found is None or not self._own():
            return
        if found.item not in self.walk.view.resolved.item:
            self.own.tell(f"本版标准没有 {found.item}，不能修改")
            return
        if rectification_state(found) != "open":
            self.own.tell("已整改或已撤回的不能修改；可以撤销，或另提一条")
            return
        self._edit(found, Required(found.what, found.owner, found.due.isoformat(), found.requirement))

    def _edit(self, held: Rectification, given: Required, problem: str = "") -> None:
        item = self.walk.view.resolved.item[held.item]

        def answered(typed: Required | None) -> None:
            if typed is None:
                return
            self.walk.judge(
                lambda bench, key: bench.rectify.edit(
                    key, held.id, typed.what, typed.owner, typed.due, requirement=typed.requirement
                ),
                f"{held.item} 整改已修改",
                again=lambda _, message: self._edit(held, typed, message),
            )

        _ask(self.walk, f"{held.item} 修改整改", item.criterion.title, item, given, problem, answered)

    def action_done(self) -> None:
        """It was seen to be done."""
        found = self._here()
        if found is None or not self._own():
            return

        def answered(given: Seen | None) -> None:
            if given is not None:
                self.walk.judge(
                    lambda bench, key: bench.rectify.done(key, found.id, given.on, given.seen), f"{found.item} 已整改"
                )

        start = found.done_on or self.today or found.due
        self.app.push_screen(AskDone(f"{found.item} 已整改", found.what, start, found.seen or ""), answered)

    def action_withdraw(self) -> None:
        """It is no longer asked for."""
        found = self._here()
        if found is None or not self._own():
            return

        def answered(reason: str | None) -> None:
            if reason is not None:
                self.walk.judge(
                    lambda bench, key: bench.rectify.withdraw(key, found.id, reason), f"{found.item} 整改已撤回"
                )

        self.app.push_screen(Ask(f"{found.item} 撤回整改的原因", found.what), answered)

    def action_undo(self) -> None:
        """Take the newest change of the evaluation back."""
        self.walk.turn(back=True, stand=False)

    def action_redo(self) -> None:
        """Restore what was undone last."""
        self.walk.turn(back=False, stand=False)


def counted(asked: tuple[Rectification, ...] | list[Rectification], today: date | None) -> str:
    """How many there are: `共 5 条，未完成 3 条（逾期 1 条）`."""
    left = [one for one in asked if rectification_state(one) == "open"]
    late = sum(rectification_overdue(one, today) for one in left) if today is not None else 0
    return f"共 {len(asked)} 条，未完成 {len(left)} 条" + (f"（逾期 {late} 条）" if late else "")
