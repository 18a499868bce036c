"""The question for a share: a per cent number, or a sample with how many were drawn and how many of them were faulty."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from kaoping import FactDefinition, Value, fact_text, sample_typed, value_of
from kaoping_tui.modals.base import Modal
from kaoping_tui.widgets.fields import Line, NumberLine
from kaoping_tui.widgets.lists import Plain
from kaoping_tui.worker import said

_FIELDS = ("answer", "drawn", "faulty")


class AskShare(Modal[Value | None]):
    """Three fields. Enter in the first takes a per cent number; left empty it leads on to the sample.

    :param given: what each field holds at first.
    """

    def __init__(self, title: str, text: str, definition: FactDefinition, given: tuple[str, str, str]) -> None:
        super().__init__(title, text)
        self._definition, self._given = definition, given

    def middle(self) -> ComposeResult:
        """The fields, and what they come to."""
        yield Plain("百分数，如 95（抽查的不写这一栏，回车到下一栏）")
        yield NumberLine(self._given[0], id="answer")
        yield Plain("抽查数")
        yield NumberLine(self._given[1], id="drawn")
        yield Plain("其中不合格数，没有的写 0")
        yield NumberLine(self._given[2], id="faulty")
        yield Plain("", id="due-said")

    def on_mount(self) -> None:
        """Stand where there is something; typing replaces it."""
        super().on_mount()
        field = self.query_one("#drawn" if self._given[1] else "#answer", Line)
        field.select_all()
        field.focus()

    def _texts(self) -> tuple[str, str, str]:
        percent, drawn, faulty = (self.query_one(f"#{name}", Line).value.strip() for name in _FIELDS)
        return percent, drawn, faulty

    def _value(self) -> Value | str:
        """What the fields say, or what is wrong with them."""
        from kaoping import KaopingError

        percent, drawn, faulty = self._texts()
        if percent and (drawn or faulty):
            return "百分数和抽查数只写一种，请清空另一种"
        try:
            return value_of(self._definition, percent) if percent else sample_typed(self._definition, drawn, faulty)
        except KaopingError as error:
            return said(error)
        except ValueError as error:
            return str(error)

    @on(Input.Changed)
    def _changed(self) -> None:
        found = self._value()
        words = "" if isinstance(found, str) else f"即 {fact_text(found, self._definition)}"
        self.query_one("#due-said", Plain).say(words)
        if self._problem:
            self.complain("")

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        percent, drawn, faulty = self._texts()
        at = event.input.id
        if at == "answer" and not percent:
            self.query_one("#drawn").focus()
        elif at == "drawn" and drawn and not faulty and not percent:
            self.query_one("#faulty").focus()
        else:
            self._finish()

    def _finish(self) -> None:
        found = self._value()
        if isinstance(found, str):
            self.complain(found)
        else:
            self.dismiss(found)
