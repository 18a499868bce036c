"""The way out: every key typed has its effect first, every judgement is on disk, and what is half written is asked about."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

from textual import events, on
from textual.app import App
from textual.driver import Driver

from kaoping_tui.ahead import Ahead, Typed
from kaoping_tui.messages import Flushed

if TYPE_CHECKING:
    from kaoping_tui.app import KaopingApp

HALF_WRITTEN = "还有写了一半、没有保存的内容：请先保存或确定，或再按一次 Ctrl+Q 放弃它并退出"
NOT_LEFT = "没有退出：刚才有评定未能保存，请看过后再输入，或再按 Ctrl+Q 退出"

#: Seconds in which keys that the terminal has sent already are read, before the end.
UNREAD_SECONDS = 0.1


class Leaving(App[None]):
    """What the application does with keys typed ahead, and when it is left."""

    def __init__(self) -> None:
        super().__init__()
        #: Whether a save was given up for good.
        self.given_up = False
        #: Whether a judgement was refused since the person asked to leave.
        self.refused = False
        self._leaving = False
        #: Whether there is nobody left to ask: the window was closed, or the system ends the program.
        self._gone = False
        #: What is half written, where it was asked about.
        self._asked_about = ""
        self._ahead = Ahead(self, self._hand_on)

    @property
    def _own(self) -> KaopingApp:
        return cast("KaopingApp", self)

    # -- keys, in turn

    async def on_event(self, event: events.Event) -> None:
        """A key that comes before the last one has had its effect waits for it."""
        if isinstance(event, Typed) and not event.is_forwarded and self._ahead.takes(event):
            return
        await super().on_event(event)

    async def _hand_on(self, event: Typed) -> None:
        await super().on_event(event)

    def get_driver_class(self) -> type[Driver]:
        """The terminal's, which outlives the terminal."""
        from kaoping_tui.terminal import outliving

        return outliving(super().get_driver_class())

    # -- leaving

    async def action_quit(self) -> None:
        """Leave once everything is on disk."""
        if self._leaving:
            if self._own.writer.unsaved:
                self.ask_about_unsaved()
            return
        for screen in reversed(self.screen_stack):
            half = _unfinished(screen)
            if half and half != self._asked_about:
                self._asked_about = half
                getattr(screen, "complain", self._own.warn)(HALF_WRITTEN)
                return
        self._leave()

    def _leave(self) -> None:
        self._leaving, self.refused = True, False
        for screen in self.screen_stack:
            keep = getattr(screen, "keep_place", None)
            if keep is not None:
                keep()
        self._own.tell("正在保存，随后退出…")
        if self._own.writer.alive:
            self._own.writer.flush()
        else:
            self.exit()

    @on(Flushed)
    def _flushed(self) -> None:
        if self._leaving and self.refused and not self._gone:
            self._leaving = False
            self._own.warn(NOT_LEFT)
        elif self._leaving:
            self.exit()

    def ask_about_unsaved(self) -> None:
        """Try again, or give up what cannot be saved."""
        from kaoping_tui.modals.choose import Choose
        from kaoping_tui.widgets.lists import Choice

        if isinstance(self.screen, Choose) or self._gone:
            return
        writer = self._own.writer
        count = writer.unsaved
        choices = (Choice("retry", "再试一次"), Choice("give-up", f"放弃这 {count} 处修改并退出"))

        def chosen(answer: str | None) -> None:
            if answer == "give-up":
                self.given_up = True
                writer.abandon()
            else:
                writer.retry()

        self.push_screen(Choose(f"还有 {count} 处修改未能保存", choices, text=self._own.notice), chosen)

    # -- ended by a fault of ours

    @property
    def fault(self) -> Exception | None:
        """What ended the screens, where it was a fault of ours."""
        return self._exception

    def _fatal_error(self) -> None:
        # The toolkit's own report shows whatever the screens held, and may take half a minute over it.
        self.bell()
        self._close_messages_no_wait()

    # -- ended from outside

    def hang_up(self) -> None:
        """The window was closed, or the system ends the program: save and end, without a question. From any thread."""
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._hang_up)

    def _hang_up(self) -> None:
        if not self._gone:
            self._gone = True
            self._last = asyncio.create_task(self._put_away())

    async def _put_away(self) -> None:
        await asyncio.sleep(UNREAD_SECONDS)
        await self._ahead.everything()
        for screen in reversed(self.screen_stack):
            put_away = getattr(screen, "put_away", None)
            if put_away is not None and _unfinished(screen):
                put_away()
        await self._ahead.settled()
        if not self._leaving:
            self.call_later(self._leave)


def _unfinished(screen: object) -> str:
    """What is written on the screen and not yet given."""
    return str(getattr(screen, "unfinished", ""))
