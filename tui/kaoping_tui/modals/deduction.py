"""The question for a deduction: how many points, why, for which requirement."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from kaoping_tui.modals.reasons import Reasoned
from kaoping_tui.widgets.fields import Line, NumberLine
from kaoping_tui.widgets.lists import Choice, Choices, Plain

if TYPE_CHECKING:
    from kaoping import Reason


class Deducted(NamedTuple):
    """What was typed for a deduction."""

    amount: str
    reason: str
    requirement: str | None


class AskDeduction(Reasoned[Deducted | None]):
    """Amount, reason, and the requirement it is for."""

    def __init__(
        self, title: str, text: str, requirements: Sequence[Choice], given: Deducted, problem: str = ""
    ) -> None:
        super().__init__(title, text, problem)
        self._requirements, self._given = requirements, given

    def middle(self) -> ComposeResult:
        """Three fields."""
        yield Plain("扣几分（回车到下一栏）")
        yield NumberLine(self._given.amount, id="amount")
        yield Plain("理由（回车确定；上下键选用过的理由）")
        yield Line(self._given.reason, id="reason")
        yield from self.reasons_list()
        if self._requirements:
            yield Plain("针对哪条要点（Tab 换栏，上下选择）")
            yield Choices((Choice("", "不指明要点"), *self._requirements), id="which")

    def on_mount(self) -> None:
        """Stand where the given requirement is; typing replaces the amount."""
        super().on_mount()
        self.query_one("#amount", NumberLine).select_all()
        if self._requirements:
            which = self.query_one("#which", Choices)
            which.offer(which.choices, at=self._given.requirement or "")

    @property
    def unfinished(self) -> str:
        """A reason that was written and is not given yet."""
        written = self.query_one("#reason", Line).value.strip()
        return written if written != self._given.reason.strip() else ""

    @on(Input.Submitted, "#amount")
    def _amount_done(self) -> None:
        self.query_one("#reason").focus()

    @on(Input.Submitted, "#reason")
    def _reason_done(self) -> None:
        self._finish()

    @on(Choices.OptionSelected, "#which")
    def _chosen(self) -> None:
        self._finish()

    def reason_taken(self, reason: Reason) -> None:
        """The requirement that it was for the last time, where none is chosen."""
        if self._requirements and not self.query_one("#which", Choices).key and reason.requirement is not None:
            which = self.query_one("#which", Choices)
            which.offer(which.choices, at=reason.requirement)

    def _finish(self) -> None:
        from kaoping import parse_number

        amount, reason = self.query_one("#amount", Line).value, self.query_one("#reason", Line).value.strip()
        try:
            parse_number(amount)
        except ValueError as error:
            self.complain(str(error))
            self.query_one("#amount").focus()
            return
        if not reason:
            self.complain("每笔扣分都须写明理由")
            self.query_one("#reason").focus()
            return
        requirement = self.query_one("#which", Choices).key if self._requirements else None
        self.dismiss(Deducted(amount, reason, requirement or None))
