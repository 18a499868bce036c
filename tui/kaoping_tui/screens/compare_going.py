"""From the comparison, and from what opens from it, into an evaluation; and to the comparison from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kaoping import Compared, View, kind_text, visible
from kaoping_tui.compare_crossed import Pair, pairs
from kaoping_tui.modals.choose import Choose
from kaoping_tui.widgets.lists import Choice

if TYPE_CHECKING:
    from kaoping import UnitLine
    from kaoping_tui.screens.base import BaseScreen


def open_item(screen: BaseScreen, evaluation: str, item: str) -> None:
    """The walk of an evaluation at a criterion: the one that is open below already, or else anew."""
    from kaoping_tui.screens.walk import WalkScreen

    walks = [below for below in screen.app.screen_stack if isinstance(below, WalkScreen)]
    for walk in walks:
        if walk.view.row.id == evaluation:
            while screen.app.screen is not walk:
                screen.app.pop_screen()
            walk.stand_at(item)
            return

    def known(view: View) -> None:
        walk = WalkScreen(replace(view, row=view.row._replace(cursor=item)))
        screen.app.push_screen(walk)
        walk.call_after_refresh(screen.own.tell, f"已转到 {visible(item)}")

    screen.own.read(screen, screen.own.writer.looking_at(evaluation), known)


def open_result(screen: BaseScreen, evaluation: str) -> None:
    """The result of an evaluation; from there on to a criterion."""
    from kaoping_tui.screens.result import ResultScreen

    def known(view: View) -> None:
        screen.app.push_screen(ResultScreen(view), lambda item: open_item(screen, evaluation, item) if item else None)

    screen.own.read(screen, lambda bench: bench.evaluations.view(evaluation), known)


def compare(screen: BaseScreen, unit: str) -> None:
    """The comparison of a unit; back to it where it is open below already."""
    from kaoping_tui.screens.compare import CompareScreen

    for below in [one for one in screen.app.screen_stack if isinstance(one, CompareScreen)]:
        if below.unit == unit:
            while screen.app.screen is not below:
                screen.app.pop_screen()
            return
    screen.own.tell("")
    screen.app.push_screen(CompareScreen(unit))


def ask_unit(screen: BaseScreen, at: str | None = None) -> None:
    """Ask which unit, and compare it.

    :param at: the one to stand at.
    """

    def known(lines: Sequence[UnitLine]) -> None:
        if not lines:
            screen.own.tell("还没有考评对象，请先按 F2 新建考评")
            return
        choices = []
        for line in lines:
            count = f"考评 {line.evaluations} 次" if line.evaluations else "没有考评"
            text = f"{'  ' * min(line.depth, 6)}{line.row.name}　{kind_text(line.row.kind)}　{count}"
            choices.append(Choice(line.row.id, visible(text)))
        question = Choose(
            "对照哪个考评对象", choices, text="连同它的成员单位，看在各标准下怎样", at=at, narrow=len(choices) > 8
        )
        screen.app.push_screen(question, lambda unit: compare(screen, unit) if unit else None)

    screen.read_for_question(lambda bench: bench.overview.units(), known)


def ask_pair(screen: BaseScreen, found: Compared, at: Pair, chosen: Callable[[Pair], None]) -> None:
    """Ask which two sheets are held against each other.

    :param at: the two that are now.
    """
    choices = [Choice(f"{one}:{other}", visible(text)) for (one, other), text in pairs(found)]

    def answered(answer: str | None) -> None:
        if answer is not None:
            one, _, other = answer.partition(":")
            chosen((int(one), int(other)))

    question = Choose("对照哪两份考评", choices, at=f"{at[0]}:{at[1]}", narrow=len(choices) > 8)
    screen.app.push_screen(question, answered)


__all__ = ["ask_pair", "ask_unit", "compare", "open_item", "open_result"]
