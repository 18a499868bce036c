"""What is to be put right of one unit, over all its evaluations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from kaoping import (
    RectificationLine,
    UnitRow,
    Workbench,
    parse_period,
    rectification_state,
    rectification_text,
    visible,
)
from kaoping_tui import keys
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.screens.rectify import counted
from kaoping_tui.widgets.lists import Choice, Choices, Plain, heading
from kaoping_tui.wrap import clip


class UnitRectifications(BaseScreen):
    """One list under a heading for each evaluation; Enter opens the evaluation at the criterion."""

    BINDINGS: ClassVar[list[BindingType]] = keys.RECTIFIED

    def __init__(self, unit: UnitRow, resume: Callable[[str], None]) -> None:
        super().__init__()
        self._unit, self._resume = unit, resume
        self.lines: list[RectificationLine] = []
        self.today: date | None = None
        self.only = False

    def body(self) -> ComposeResult:
        """The list."""
        yield Choices(id="rectified-list")

    def on_mount(self) -> None:
        """Stand in the list."""
        self.query_one("#rectified-list").focus()

    def on_screen_resume(self) -> None:
        """Read what has changed meanwhile."""
        unit = self._unit.id

        def work(bench: Workbench) -> tuple[list[RectificationLine], date]:
            return bench.rectify.listed(unit=unit), bench.rectify.today

        def done(found: tuple[list[RectificationLine], date]) -> None:
            self.lines, self.today = found
            self._show()

        self.own.read(self, work, done)

    def on_resize(self) -> None:
        """Fit the title."""
        self._show()

    def action_only_open(self) -> None:
        """Those that are open alone, or all."""
        self.only = not self.only
        self._show()

    def _show(self) -> None:
        if self.today is None:
            return
        title = f"整改｜{self._unit.name}｜{counted([line.asked for line in self.lines], self.today)}"
        self.query_one("#title", Plain).say(clip(visible(title), max(self.app.size.width - 2, 20)))
        choices: list[Choice] = []
        at = None
        for number, line in enumerate(self.lines):
            if self.only and rectification_state(line.asked) != "open":
                continue
            if line.row.id != at:
                at = line.row.id
                period = parse_period(f"{line.row.period_from}..{line.row.period_to}").label
                choices.append(
                    heading(visible(f"考评 {line.row.number}｜{line.standard}｜{period}｜{line.row.evaluator}"))
                )
            text = f"{line.asked.item} {line.title}：{rectification_text(line.asked, self.today)}"
            choices.append(Choice(str(number), visible(text)))
        none = "没有未完成的整改（F3 看全部）" if self.only and self.lines else "还没有整改；在考评里按 Ctrl+K 提出"
        self.query_one("#rectified-list", Choices).offer(choices or [Choice("", none)])

    @on(Choices.OptionSelected, "#rectified-list")
    def _selected(self) -> None:
        key = self.query_one("#rectified-list", Choices).key
        if not key:
            return
        line = self.lines[int(key)]
        id, item = line.row.id, line.asked.item
        self.own.read(self, lambda bench: bench.evaluations.keep_cursor(id, item), lambda _: self._resume(id))
