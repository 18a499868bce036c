"""Questions answered by typing: one line, a number, a longer text."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from kaoping_tui import keys
from kaoping_tui.modals.base import Modal
from kaoping_tui.widgets.fields import Line, Note, NumberLine

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

    def on_mount(self) -> None:
        """A number or a day that is offered is replaced by typing; a text is gone on with."""
        super().on_mount()
        if self._number:
            self.query_one("#answer", Line).select_all()

    @property
    def unfinished(self) -> str:
        """What was typed and is not answered yet."""
        typed = self.query_one("#answer", Line).value.strip()
        return typed if typed != self._value.strip() else ""

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

    def __init__(self, title: str, text: str = "", *, value: str = "", held: str = "", problem: str = "") -> None:
        super().__init__(title, text, problem)
        self._value, self._held = value, held
        self._warned = False

    def middle(self) -> ComposeResult:
        """The field."""
        yield Note(self._value, id="text")

    @property
    def unfinished(self) -> str:
        """The text, where it is another than the one that is held."""
        written = self.query_one("#text", Note).text.strip()
        return (written or "空白") if written != self._held.strip() else ""

    def put_away(self) -> None:
        """Keep what is written when nobody can be asked."""
        self.action_save()

    def action_cancel(self) -> None:
        """No answer; what was typed is given up only when asked for twice."""
        if self._warned or not self.unfinished:
            self.dismiss(None)
            return
        self._warned = True
        self.complain("还没有保存。按 Ctrl+S 保存，再按一次 Esc 放弃所写的内容")

    def action_save(self) -> None:
        """Answer with the text."""
        self.dismiss(self.query_one("#text", Note).text.strip())
