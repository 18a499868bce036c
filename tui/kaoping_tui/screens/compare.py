"""One unit by all its standards: who stands where, facts, relations, contradictions, themes, a visit, what-if."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList

from kaoping import Compared, Supposed, WhatIf, kind_text, visible
from kaoping_tui import compare_crossed, keys
from kaoping_tui.compare_crossed import Pair
from kaoping_tui.compare_entries import Entry, Goal
from kaoping_tui.compare_sections import lines_of
from kaoping_tui.modals.choose import Choose
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.screens.compare_going import ask_pair, open_item, open_result
from kaoping_tui.toned import NAMED, QUIET, Toned
from kaoping_tui.widgets.lists import Choice, Choices, Plain
from kaoping_tui.widgets.reading import Reading
from kaoping_tui.worker import said
from kaoping_tui.wrap import led

FIRST = keys.COMPARED[0][0]


class CompareScreen(BaseScreen):
    """Seven sections, one list; the whole of the line at the cursor stands beside or below it."""

    BINDINGS: ClassVar[list[BindingType]] = keys.COMPARE

    def __init__(self, unit: str) -> None:
        super().__init__()
        self.unit = unit
        self.section = FIRST
        self.found: Compared | None = None
        #: The two sheets that relations and themes are told of.
        self.pair: Pair | None = None
        self.supposed: tuple[Supposed, ...] = ()
        self.answer: WhatIf | None = None
        self._entries: dict[str, Entry] = {}
        self._stood: dict[str, str | None] = {}
        self._away = False

    def body(self) -> ComposeResult:
        """The sections, the list, and the whole of a line."""
        yield Plain("", id="home-bar", fixed=True)
        with Container(id="compare-panes"):
            yield Choices(id="compare-list")
            yield Reading(id="compare-more")

    def on_mount(self) -> None:
        """Ask for the comparison."""
        self.query_one("#title", Plain).say("各标准对照：正在读取…")
        self.query_one("#compare-list").focus()
        self._bar()
        self.action_refresh()

    def on_screen_suspend(self) -> None:
        """A question changes nothing that is compared; another screen may."""
        self._away = self._away or not isinstance(self.app.screen, ModalScreen)

    def on_screen_resume(self) -> None:
        """What was rated meanwhile shows."""
        if self._away:
            self._away = False
            self.action_refresh()

    def on_resize(self) -> None:
        """Lay out again."""
        self.call_after_refresh(self.show)

    def action_refresh(self) -> None:
        """Read everything again."""
        self.own.read(self, lambda bench: bench.compare.unit(self.unit), self._known)

    def _known(self, found: Compared) -> None:
        self.found = found
        if self.pair is None or max(self.pair) >= len(found.stands):
            self.pair = compare_crossed.likely_pair(found)
        self.show()
        if self.supposed:
            self.suppose(self.supposed)

    # -- what is shown

    def _bar(self) -> None:
        """The sections, the one shown in brackets."""
        text = Toned()
        for number, (id, title) in enumerate(keys.COMPARED, 1):
            if id == self.section:
                text.add(f"【{number} {title}】", f"bold {NAMED}")
            else:
                text.add(f"　{number} {title}　", QUIET)
        bar: Content = text.content
        self.query_one("#home-bar", Plain).say(bar)

    def show(self, at: str | None = None) -> None:
        """The lines of the section, as the width has them.

        :param at: the line to stand at, else where it stood.
        """
        found = self.found
        if found is None:
            return
        members = f"及成员单位 {len(found.members)} 个" if found.members else ""
        rest = f"｜{kind_text(found.unit.kind)}{members}｜{len(found.stands)} 份考评，得分不相加"
        title = led(visible(f"各标准对照：{found.unit.name}"), visible(rest), max(self.size.width - 2, 20))
        self.query_one("#title", Plain).say(title)
        shown = self.query_one("#compare-list", Choices)
        # Room for the bar, which comes only after the lines.
        width = max((shown.outer_size.width or self.size.width) - 4, 20)
        entries = lines_of(self.section, found, self.pair, self.supposed, self.answer, width)
        self._entries = {entry.key: entry for entry in entries}
        shown.offer([entry.choice for entry in entries], at=at)
        self._tell()

    @property
    def entry(self) -> Entry | None:
        """The line at the cursor."""
        return self._entries.get(self.query_one("#compare-list", Choices).key or "")

    @on(OptionList.OptionHighlighted, "#compare-list")
    def _moved(self) -> None:
        self._tell()

    def _tell(self) -> None:
        entry = self.entry
        self.query_one(Reading).tell(entry.told if entry is not None else lambda _: [])

    # -- where one goes

    def action_section(self, section: str) -> None:
        """Show a section, at the line where it was left."""
        shown = self.query_one("#compare-list", Choices)
        self._stood[self.section] = shown.key
        self.section = section
        self.own.tell("")
        self._bar()
        shown.focus()
        self.show(self._stood.get(section) or "")

    def action_next_section(self, step: int) -> None:
        """Show the section beside."""
        ids = [id for id, _ in keys.COMPARED]
        self.action_section(ids[(ids.index(self.section) + step) % len(ids)])

    def action_into(self) -> None:
        """Into the whole text."""
        self.query_one(Reading).focus()

    def action_out(self) -> None:
        """Back to the list."""
        self.query_one("#compare-list").focus()

    def action_leave(self) -> None:
        """Out of the whole text, or out of the screen."""
        if self.focused is self.query_one(Reading):
            self.action_out()
        else:
            self.dismiss(None)

    @on(Choices.OptionSelected, "#compare-list")
    def _chosen(self) -> None:
        entry = self.entry
        if entry is None or self.found is None:
            return
        if entry.key.startswith("chart:"):
            self.action_chart()
        elif entry.key == "suppose":
            self.action_suppose()
        elif entry.key == "pair":
            self.action_pair()
        elif len(entry.goals) == 1:
            self._go(entry.goals[0])
        elif entry.goals:
            choices = [Choice(str(number), visible(goal.text)) for number, goal in enumerate(entry.goals)]

            def chosen(answer: str | None) -> None:
                if answer is not None:
                    self._go(entry.goals[int(answer)])

            self.app.push_screen(Choose("转到哪一项的评定", choices, narrow=len(choices) > 8), chosen)
        else:
            self.own.tell("这一行没有可以转到的地方；详细内容按右键翻看")

    def _go(self, goal: Goal) -> None:
        if self.found is None:
            return
        evaluation = self.found.stands[goal.sheet].row.id
        if goal.item is None:
            open_result(self, evaluation)
        else:
            open_item(self, evaluation, goal.item)

    # -- which two, and charts

    def action_pair(self) -> None:
        """Which two sheets relations and themes are told of."""
        if self.found is None or self.pair is None:
            self.own.tell("要有两份考评才能对照")
            return
        ask_pair(self, self.found, self.pair, self._paired)

    def _paired(self, pair: Pair) -> None:
        self.pair = pair
        if self.section in ("relations", "themes"):
            self.show()
        else:
            self.action_section("relations")

    def action_chart(self) -> None:
        """The themes of the two as a chart on the whole screen."""
        from kaoping_tui.screens.compare_chart import ChartScreen

        if self.found is None or self.pair is None:
            self.own.tell("要有两份考评才能画图")
            return
        shape = (self.entry.key if self.entry is not None else "").partition(":")[2]
        self.app.push_screen(ChartScreen(self.found, self.pair, "radar" if shape == "radar" else "bars"))

    # -- one standard alone

    def action_over_time(self) -> None:
        """The unit's evaluations by one standard, one after another."""
        from kaoping_tui.screens.compare_beside import ask_over_time

        if self.found is not None:
            ask_over_time(self, self.found, self._at_sheet())

    def action_report(self) -> None:
        """The comparison on paper, and what else can be printed of the unit."""
        from kaoping_tui.screens.report import ReportScreen

        self.app.push_screen(ReportScreen("unit", self.unit, "comparison"))

    def action_units(self) -> None:
        """Several units by one standard beside each other."""
        from kaoping_tui.screens.compare_beside import ask_units

        if self.found is not None:
            ask_units(self, self.found, self._at_sheet())

    def _at_sheet(self) -> int | None:
        kind, _, number = (self.entry.key if self.entry is not None else "").partition(":")
        return int(number) if kind in ("stand", "move") else None

    # -- what if

    def action_suppose(self) -> None:
        """One more fact that is supposed to be otherwise."""
        from kaoping_tui.screens.compare_suppose import ask_supposition

        if self.found is not None:
            fact = self.entry.fact if self.entry is not None else None
            self.run_worker(ask_supposition(self, self.found, fact))

    def action_remove(self) -> None:
        """Suppose this no more."""
        kind, _, number = (self.entry.key if self.entry is not None else "").partition(":")
        if kind != "supposed":
            self.own.tell("请先移到“假设”一栏里的一个假设上，再按 Del 去掉")
            return
        left = [one for place, one in enumerate(self.supposed) if place != int(number)]
        self.own.tell("已去掉这个假设")
        self.suppose(left)

    def suppose(self, supposed: Sequence[Supposed]) -> None:
        """Have worked out what would change if all of these held."""
        before = self.supposed
        self.supposed, self.answer = tuple(supposed), None
        self.show()
        found = self.found
        if found is None or not supposed:
            return

        def known(answer: WhatIf) -> None:
            if self.supposed == tuple(supposed):
                self.answer = answer
                changed = next((f"move:{move.sheet}" for move in answer.moves if move.any), None)
                self.show(changed if self.section == "what-if" else None)

        def refused(error: Exception) -> None:
            self.supposed = before
            self.own.warn(said(error))
            self.show()

        self.own.read(self, lambda bench: bench.compare.suppose(found, supposed), known, refused)


__all__ = ["CompareScreen"]
