"""A field for a reason, with reasons given before below it: the arrows take one over, to be used as it is or edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import events, on
from textual.app import ComposeResult

from kaoping import plain, visible
from kaoping_tui.modals.ask import Ask
from kaoping_tui.modals.base import Modal, T
from kaoping_tui.widgets.fields import Line
from kaoping_tui.widgets.lists import Choice, Choices

if TYPE_CHECKING:
    from kaoping import Reason


class Reasoned(Modal[T]):
    """What a question with a reason shares. The list comes later than the question: nobody waits for it."""

    #: The id of the field that the reasons are for.
    reason_field = "#reason"

    def __init__(self, title: str, text: str = "", problem: str = "") -> None:
        super().__init__(title, text, problem)
        self._reasons: tuple[Reason, ...] = ()
        self._at: int | None = None

    def reasons_list(self) -> ComposeResult:
        """The list, out of sight until there is something in it."""
        offered = Choices(id="reasons")
        offered.display = False
        yield offered

    def offer_reasons(self, reasons: Sequence[Reason]) -> None:
        """Show these below the field."""
        self._reasons = tuple(reasons)
        offered = self.query_one("#reasons", Choices)
        offered.display = bool(reasons)
        offered.offer([Choice(str(n), _text(reason)) for n, reason in enumerate(self._reasons)])

    def on_key(self, event: events.Key) -> None:
        """Up and down in the field go through the reasons."""
        field, offered = self.query_one(self.reason_field, Line), self.query_one("#reasons", Choices)
        if event.key not in ("up", "down") or self.focused is not field or not self._reasons:
            return
        step = 1 if event.key == "down" else -1
        # The list itself always stands somewhere; the first press takes the first reason, not the second.
        self._at = 0 if self._at is None else min(max(self._at + step, 0), len(self._reasons) - 1)
        offered.highlighted = self._at
        self._take(self._at)
        event.stop()
        event.prevent_default()

    @on(Choices.OptionSelected, "#reasons")
    def _reason_chosen(self, event: Choices.OptionSelected) -> None:
        event.stop()
        self._at = event.option_index
        self._take(self._at)
        self.query_one(self.reason_field).focus()

    def _take(self, index: int) -> None:
        field = self.query_one(self.reason_field, Line)
        field.value = visible(self._reasons[index].text)
        field.cursor_position = len(field.value)
        self.reason_taken(self._reasons[index])

    def reason_taken(self, reason: Reason) -> None:
        """For what goes with a reason."""


class AskReason(Reasoned[str | None], Ask):
    """One line, a reason."""

    reason_field = "#answer"

    def __init__(self, title: str, text: str = "", *, value: str = "") -> None:
        Ask.__init__(self, title, text, value=value)
        self._reasons, self._at = (), None

    def middle(self) -> ComposeResult:
        """The field and the list."""
        yield from Ask.middle(self)
        yield from self.reasons_list()


def _text(reason: Reason) -> str:
    times = f"，用过 {reason.times} 次" if reason.times > 1 else ""
    amount = f"扣 {plain(reason.amount)} 分" if reason.amount is not None else ""
    here = "本项" if reason.here else "其他项"
    return visible(f"{reason.text}（{'，'.join(part for part in (here, amount) if part)}{times}）")
