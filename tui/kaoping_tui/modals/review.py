"""Questions of the review: which document, what a piece is, where it is cut."""

from __future__ import annotations

import re
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import TextArea

from kaoping import DRAFT_ROLES, ROLE_TEXT, visible
from kaoping_tui import keys
from kaoping_tui.modals.base import Modal
from kaoping_tui.modals.choose import Choose
from kaoping_tui.modals.path import PathModal
from kaoping_tui.review_rows import Shown, shown
from kaoping_tui.widgets.fields import Line
from kaoping_tui.widgets.lists import Choice
from kaoping_tui.worker import said

#: The roles that stand first, each under the digit of its place.
FIRST = ("criterion", "requirement", "deduction", "dimension", "group", "veto", "evidence", "note", "unused")
#: Behind these a text is likely to be cut.
_MARKS = re.compile("[。；;，,：:、！？]")


class AskDocument(PathModal[Shown]):
    """Which document becomes a standard. It is read before the question closes, so that a wrong one can be corrected."""

    def __init__(self, value: str = "") -> None:
        super().__init__(
            "从文件导入标准",
            "文件的路径（Word、Excel、网页、文本），可以拖到窗口里；审阅过的接着审阅。Tab 补全路径，回车导入",
            value=value,
        )

    def take(self, typed: str) -> None:
        """Read it."""
        self.complain("正在读取…")

        def done(found: Shown) -> None:
            if self.query_one("#path", Line).value == typed:
                self.dismiss(found)

        self.own.read(
            self, lambda bench: shown(bench.drafts.typed(typed)), done, lambda error: self.complain(said(error))
        )


class ChooseRole(Choose):
    """What a piece is: by its digit, or from the list."""

    BINDINGS: ClassVar[list[BindingType]] = keys.ROLE

    def __init__(self, text: str, at: str) -> None:
        rest = [role for role in DRAFT_ROLES if role not in FIRST]
        choices = [Choice(role, f"{digit} {ROLE_TEXT[role]}") for digit, role in enumerate(FIRST, 1)]  # type: ignore[index]
        choices += [Choice(role, f"　{ROLE_TEXT[role]}") for role in rest]
        now = f"{text}\n现在读作“{ROLE_TEXT[at]}”"  # type: ignore[index]
        super().__init__("这一段是什么", choices, text=now, at=at if at in FIRST else FIRST[0])

    def action_role(self, digit: int) -> None:
        """Choose by a digit."""
        self.dismiss(FIRST[digit - 1])


#: What a document may have lost, as a person would type it.
ADDED = (
    "criterion",
    "requirement",
    "deduction",
    "dimension",
    "group",
    "veto",
    "bonus",
    "penalty",
    "outcome",
    "evidence",
)


class AskSplit(Modal[int | None]):
    """Where a piece is cut: the cursor moves in its text, Tab from one mark to the next. The answer is an offset."""

    BINDINGS: ClassVar[list[BindingType]] = keys.SPLIT

    def __init__(self, text: str) -> None:
        super().__init__("在哪里断开", "左右移动，Tab 到下一个标点后；光标前后各成一段。回车断开")
        self._whole = text
        self._places = [found.end() for found in _MARKS.finditer(text.rstrip()[:-1])]

    def middle(self) -> ComposeResult:
        """The text, to move in."""
        # A character of the text is a character of the field, so that places agree.
        shown = visible(self._whole).replace("\n", " ")
        text = shown if len(shown) == len(self._whole) else "".join(c if c.isprintable() else " " for c in self._whole)
        yield TextArea(text, id="split", soft_wrap=True, read_only=True, show_line_numbers=False)

    def on_mount(self) -> None:
        """Stand behind the first mark."""
        super().on_mount()
        field = self.query_one("#split", TextArea)
        field.show_cursor = True
        field.focus()
        self._go(self._places[0] if self._places else len(self._whole) // 2)

    @property
    def cursor(self) -> int:
        """Where the cursor stands."""
        return self.query_one("#split", TextArea).cursor_location[1]

    def _go(self, offset: int) -> None:
        self.query_one("#split", TextArea).cursor_location = (0, offset)

    def action_jump(self, step: int) -> None:
        """To the next mark, or the one before."""
        at = self.cursor
        found = [place for place in self._places if (place > at if step > 0 else place < at)]
        if found:
            self._go(found[0] if step > 0 else found[-1])

    def action_cut(self) -> None:
        """Cut here."""
        at = self.cursor
        if not self._whole[:at].strip() or not self._whole[at:].strip():
            self.complain("光标前后都要有文字，请移到中间")
        else:
            self.dismiss(at)


__all__ = ["ADDED", "FIRST", "AskDocument", "AskSplit", "ChooseRole"]
