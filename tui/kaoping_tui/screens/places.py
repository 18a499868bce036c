"""From the walk to the other screens of the evaluation, and to what is done with many criteria at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.screen import Screen

from kaoping import View
from kaoping_tui.beside import NOTHING, Beside
from kaoping_tui.screens.batches import ask_batch, ask_copy
from kaoping_tui.screens.moving import Moving
from kaoping_tui.widgets.criterion import Criterion
from kaoping_tui.widgets.rubric import Rubric

if TYPE_CHECKING:
    from kaoping import CarrySource


class Places(Moving):
    """The part of the walk screen that leads elsewhere."""

    def __init__(self, view: View) -> None:
        super().__init__(view)
        #: What was read beside each criterion.
        self.beside: dict[str, Beside] = {}

    def action_result(self) -> None:
        """The result with its derivation."""
        from kaoping_tui.screens.result import ResultScreen

        self._open(ResultScreen(self.view))

    def action_report(self) -> None:
        """What can be printed of the evaluation; its scoring workbook, out and in."""
        from kaoping_tui.screens.report import ReportScreen

        self.type("")
        self._open(ReportScreen("evaluation", self.view.row.id))

    def action_check(self) -> None:
        """What is missing."""
        from kaoping_tui.screens.check import CheckScreen

        self._open(CheckScreen(self.view))

    def action_edition(self) -> None:
        """What another text of the standard changes in this evaluation."""
        from kaoping_tui.screens.edition_going import ask_one

        self.type("")
        ask_one(self, self.view.row.id, self.by_edition)

    def by_edition(self, view: View) -> None:
        """The evaluation goes by another text from now on."""
        self.show(view)
        self.own.tell("已改用这一版，Ctrl+Z 可撤销；未评的按 F3 逐项补评")

    def action_history(self) -> None:
        """Who changed what, when, why."""
        from kaoping_tui.screens.history import HistoryScreen

        self._open(HistoryScreen(self))

    def action_clause(self) -> None:
        """The official clause in full."""
        from kaoping_tui.modals.clause import ClauseText

        item = self._here()
        if item is not None:
            clause = self.beside.get(item.id, NOTHING).clause
            if clause is not None and clause.text:
                self.app.push_screen(ClauseText(item, clause))
            else:
                document = self.view.resolved.document.id
                self.own.tell(f"{item.id} 没有附上原文：kaoping standard attach {document} 文件")

    def action_evidence(self) -> None:
        """The evidence of the criterion at the cursor."""
        from kaoping_tui.screens.evidence import EvidenceScreen

        item = self._here()
        if item is not None:
            self._open(EvidenceScreen(self, item.id))

    def action_rectify(self) -> None:
        """What is to be put right at the criterion: asked for, or listed where there is some."""
        from kaoping_tui.screens.rectify import ask_or_list

        self.type("")
        ask_or_list(self, self._open)

    def _open(self, screen: Screen[str | None]) -> None:
        """Another screen, and then the criterion that it leads to."""

        def closed(item: str | None) -> None:
            if item is not None and item in self.view.resolved.item:
                self.stand_at(item)

        self.own.tell("")
        self.app.push_screen(screen, closed)

    def action_all_actions(self) -> None:
        """Every action of this screen, whatever part has the focus."""
        from kaoping_tui.modals.choose import Choose
        from kaoping_tui.modals.helping import all_choices

        tree, detail = self.query_one(Rubric), self.query_one(Criterion)
        choices, runs = all_choices(self, (tree, detail))

        async def chosen(id: str | None) -> None:
            if id is not None and id in runs:
                action, node = runs[id]
                await self.app.run_action(action, node)

        self.app.push_screen(Choose("全部操作（输入字词查找，回车即执行）", choices, narrow=True), chosen)

    # -- many at once

    def action_batch(self) -> None:
        """Judge many criteria alike."""
        self.type("")
        self.run_worker(ask_batch(self))

    def action_copy_earlier(self) -> None:
        """Take ratings over from an earlier evaluation."""
        self.type("")
        key = self.view.row.id

        def found(sources: list[CarrySource]) -> None:
            self.run_worker(ask_copy(self, sources))

        self.read_for_question(lambda bench: bench.carry.sources(key), found)

    def action_statements(self) -> None:
        """Vetoes, adjustments, and parts that come from outside."""
        from kaoping_tui.screens.statements import StatementScreen

        self.own.tell("")
        self.app.push_screen(StatementScreen(self))
