"""What every full screen shares: a title, a body, what was said, and the keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.screen import Screen

from kaoping_tui import keys
from kaoping_tui.widgets.lists import Plain
from kaoping_tui.widgets.status import KeyBar, StatusLine

if TYPE_CHECKING:
    from kaoping import Workbench
    from kaoping_tui.app import KaopingApp


class BaseScreen(Screen[str | None], inherit_bindings=False):
    """A screen with a title line above and two lines below."""

    BINDINGS: ClassVar[list[BindingType]] = keys.SCREEN
    #: Where there is room, panes get borders and their parts some distance.
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [(0, "-short"), (32, "-tall")]  # noqa: RUF012

    @property
    def own(self) -> KaopingApp:
        """The application, as what it is."""
        return cast("KaopingApp", self.app)

    def compose(self) -> ComposeResult:
        """Title, body, status, keys."""
        yield Plain("考评", id="title", fixed=True)
        yield from self.body()
        yield StatusLine(id="status")
        yield KeyBar(id="keys")

    def body(self) -> ComposeResult:
        """What is between."""
        yield from ()

    def read_for_question(self, work: Callable[[Workbench], Any], done: Callable[[Any], None]) -> None:
        """Read what a question needs, and ask it in `done`. Until then no key acts on this screen."""
        from kaoping_tui.modals.waiting import Waiting
        from kaoping_tui.worker import said

        waiting = Waiting()

        def known(found: Any) -> None:
            waiting.dismiss(None)
            done(found)

        def refused(error: Exception) -> None:
            waiting.dismiss(None)
            self.own.warn(said(error))

        self.app.push_screen(waiting)
        self.own.read(waiting, work, known, refused)

    def action_leave(self) -> None:
        """Go back."""
        self.dismiss(None)
