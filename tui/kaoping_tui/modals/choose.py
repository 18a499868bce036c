"""Questions answered by choosing from a list, with a field to narrow it down where it is long."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.widgets import Input

from kaoping_tui.modals.base import Modal
from kaoping_tui.widgets.fields import Line
from kaoping_tui.widgets.lists import Choice, Choices


class Choose(Modal[str | None]):
    """Choose one; the answer is its key. With `narrow`, typing narrows the list: every word must occur."""

    def __init__(
        self,
        title: str,
        choices: Sequence[Choice],
        *,
        text: str = "",
        at: str | None = None,
        narrow: bool = False,
    ) -> None:
        super().__init__(title, text)
        self._choices, self._at, self._narrow = tuple(choices), at, narrow

    def middle(self) -> ComposeResult:
        """The list, below the field."""
        if self._narrow:
            yield Line(id="narrow", placeholder="输入编号或字词查找，上下选择，回车选定")
        yield Choices(self._choices, id="choices")

    def on_mount(self) -> None:
        """Stand at the current choice."""
        super().on_mount()
        self.query_one("#choices", Choices).offer(self._choices, at=self._at)
        self.query_one("#narrow" if self._narrow else "#choices").focus()

    @on(Input.Changed, "#narrow")
    def _narrowed(self, event: Input.Changed) -> None:
        self.narrow(event.value)

    def narrow(self, text: str) -> None:
        """Offer what `text` finds, the best found first."""
        kept = self.matching(text)
        self.query_one("#choices", Choices).offer(kept, at="")
        self.complain("" if kept else "没有找到，请换个编号或字词")

    def matching(self, text: str) -> Sequence[Choice]:
        """The choices in which every word occurs; one whose key it is goes first."""
        from kaoping import fold

        words = fold(text).lower().split()
        kept = [c for c in self._choices if all(word in fold(c.text).lower() for word in words)]
        exact = [c for c in kept if words and c.key.rpartition(":")[2].lower() == words[0]]
        return [*exact, *(c for c in kept if c not in exact)]

    @on(Input.Submitted, "#narrow")
    def _entered(self) -> None:
        self._choose()

    @on(Choices.OptionSelected)
    def _selected(self) -> None:
        self._choose()

    def _choose(self) -> None:
        choice = self.query_one("#choices", Choices).choice
        if choice is None:
            return
        if choice.refused is not None:
            self.complain(f"不能选：{choice.refused}")
            return
        self.dismiss(choice.key)

    def on_key(self, event: events.Key) -> None:
        """Arrows move the list while the field has the focus."""
        moves = {"up": "cursor_up", "down": "cursor_down", "pageup": "page_up", "pagedown": "page_down"}
        if self._narrow and event.key in moves and self.focused is self.query_one("#narrow"):
            getattr(self.query_one("#choices", Choices), f"action_{moves[event.key]}")()
            event.stop()
            event.prevent_default()
