"""Questions answered by typing: one line, a number, a longer text, a deduction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from kaoping_tui import keys
from kaoping_tui.modals.base import Modal
from kaoping_tui.widgets.fields import Line, Note, NumberLine
from kaoping_tui.widgets.lists import Choice, Choices, Plain

Check = Callable[[str], str | None]
"""Given the text, what is wrong with it in Chinese, or None."""


class Ask(Modal[str | None]):
    """One line. `number` makes full-width digits plain as they are typed; `check` refuses."""

    def __init__(
        self,
        title: str,
        text: str = "",
        *,
        value: str = "",
        number: bool = False,
        check: Check | None = None,
        problem: str = "",
    ) -> None:
        super().__init__(title, text, problem)
        self._value, self._number, self._check = value, number, check

    def middle(self) -> ComposeResult:
        """The field."""
        yield (NumberLine if self._number else Line)(self._value, id="answer")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        text = event.value.strip()
        problem = self._check(text) if self._check is not None else None if text else "请输入内容，或按 Esc 取消"
        if problem is None:
            self.dismiss(text)
        else:
            self.complain(problem)


class AskText(Modal[str | None]):
    """A text of several lines."""

    BINDINGS: ClassVar[list[BindingType]] = [keys.SAVE_TEXT]

    def __init__(self, title: str, text: str = "", *, value: str = "") -> None:
        super().__init__(title, text)
        self._value = value

    def middle(self) -> ComposeResult:
        """The field."""
        yield Note(self._value, id="text")

    def action_save(self) -> None:
        """Answer with the text."""
        self.dismiss(self.query_one("#text", Note).text.strip())


class Deducted(NamedTuple):
    """What was typed for a deduction."""

    amount: str
    reason: str
    requirement: str | None


class AskDeduction(Modal[Deducted | None]):
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
        yield Plain("理由（回车确定）")
        yield Line(self._given.reason, id="reason")
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

    @on(Input.Submitted, "#amount")
    def _amount_done(self) -> None:
        self.query_one("#reason").focus()

    @on(Input.Submitted, "#reason")
    def _reason_done(self) -> None:
        self._finish()

    @on(Choices.OptionSelected)
    def _chosen(self) -> None:
        self._finish()

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
