"""A field for a path: typed, pasted or dropped, completed by Tab, its names chosen by the arrows."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from kaoping import PathCompletion, visible
from kaoping_tui import keys
from kaoping_tui.modals.base import Modal
from kaoping_tui.widgets.fields import Line
from kaoping_tui.widgets.lists import Choice, Choices

if TYPE_CHECKING:
    from kaoping_tui.app import KaopingApp

T = TypeVar("T")


class PathLine(Line):
    """A path. Every blank of a pasted one counts; Tab completes."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.PATH, *keys.editing("line", Input.BINDINGS)]

    def _insert(self, text: str) -> None:
        plain = visible(text.strip("\r\n").replace("\r\n", " ").replace("\n", " ").replace("\r", " "))
        self.replace(plain, *sorted(self.selection))


class PathModal(Modal[T | None]):
    """A question answered by a path; what it is good for is the subclass's."""

    def __init__(self, title: str, hint: str, *, value: str = "") -> None:
        super().__init__(title, hint)
        self._value = value
        self._folder = ""
        #: Whether Enter takes the name at the cursor: the arrows were used since something was typed.
        self._choosing = False

    @property
    def own(self) -> KaopingApp:
        """The application, as what it is."""
        return cast("KaopingApp", self.app)

    def middle(self) -> ComposeResult:
        """The field, and how its path may go on."""
        yield PathLine(self._value, id="path")
        yield Choices(id="path-names")

    def on_mount(self) -> None:
        """Nothing is offered yet."""
        super().on_mount()
        self.query_one("#path-names").display = False
        self.query_one("#path").focus()

    def action_complete(self) -> None:
        """Complete the path; the folder is read in the writer thread, so that a slow one holds no key."""
        typed = self.query_one("#path", Line).value

        def done(found: PathCompletion) -> None:
            field = self.query_one("#path", Line)
            if field.value == typed:
                self._completed(field, typed, found)

        self.own.read(self, lambda bench: bench.proofs.complete(typed), done)

    def _completed(self, field: Line, typed: str, found: PathCompletion) -> None:
        names = self.query_one("#path-names", Choices)
        self._folder = os.path.split(found.text)[0]
        if found.names and found.text != typed:
            field.value = found.text
            field.cursor_position = len(field.value)
        names.display = len(found.names) > 1
        names.offer([Choice(name, visible(name)) for name in found.names])
        if not found.names:
            self.complain("没有以此开头的文件，请检查路径")
        else:
            self.complain("名单太长，只列出一部分；再输入几个字" if found.more else "")

    def action_names(self, step: int) -> None:
        """Move in the names. The field keeps the focus: a key that follows at once is not lost."""
        names = self.query_one("#path-names", Choices)
        if not names.display:
            return
        if self._choosing:
            (names.action_cursor_down if step > 0 else names.action_cursor_up)()
        self._choosing = True

    @on(Input.Changed, "#path")
    def _typed(self) -> None:
        self._choosing = False

    @on(Choices.OptionSelected, "#path-names")
    def _named(self) -> None:
        name = self.query_one("#path-names", Choices).key
        field = self.query_one("#path", Line)
        if name is not None:
            field.value = os.path.join(self._folder, name)
            field.cursor_position = len(field.value)
            field.focus()
            self._choosing = False
            self.query_one("#path-names").display = False
            if name.endswith(os.sep):
                self.action_complete()

    @on(Input.Submitted, "#path")
    def _entered(self, event: Input.Submitted) -> None:
        if self._choosing:
            self._named()
            return
        self.take(event.value)

    def take(self, typed: str) -> None:
        """Look at the path that was entered; dismiss with it, or complain."""
        raise NotImplementedError
