"""Keys typed ahead: each acts on what the one before it has brought about, however fast they come.

The toolkit hands a key to whatever has the focus when it arrives, while the one before may still be on its way to
opening a question: its first characters would be lost, and a quick Ctrl+Q would overtake the judgement before it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import suppress

from textual import events
from textual.app import App, ScreenStackError
from textual.message_pump import MessagePump
from textual.widget import Widget

Typed = events.Key | events.Paste

#: Seconds that a key waits, at most, for the one before it.
PATIENCE = 2.0
#: Rounds in which nothing may have changed before the next key follows.
CALM = 2


class Ahead:
    """The keys that wait, and when the next may go."""

    def __init__(self, app: App[None], hand_on: Callable[[Typed], Awaitable[None]]) -> None:
        """`hand_on` does with a key what the toolkit would have done at once."""
        self._app = app
        self._hand_on = hand_on
        self._waiting: deque[Typed] = deque()
        self._task: asyncio.Task[None] | None = None
        #: Keys that were let go and have not arrived: another one may not overtake them.
        self._going = 0
        #: The field that the last key was a character for.
        self._field: Widget | None = None

    def takes(self, event: Typed) -> bool:
        """Whether the key has to wait; it is handed on later then."""
        first = not self._waiting and self._task is None and not self._going
        if first and (self._follows(event) or self._calm()) and self._ready(event):
            self._went(event)
            return False
        self._waiting.append(event)
        if self._task is None:
            self._task = asyncio.create_task(self._in_turn())
        return True

    async def _in_turn(self) -> None:
        try:
            while self._waiting:
                if not self._follows(self._waiting[0]):
                    await self.settled()
                    await self._until_ready(self._waiting[0])
                event = self._waiting.popleft()
                self._went(event)
                self._going += bool(self._app.call_later(self._arrive, event))
        finally:
            self._task = None

    async def _arrive(self, event: Typed) -> None:
        self._going -= 1
        await self._hand_on(event)

    def _ready(self, event: Typed) -> bool:
        """Whether the screen can take the key: what is shown may be older than what it would act on."""
        ready_for = getattr(self._app.screen, "ready_for", None)
        return ready_for is None or not isinstance(event, events.Key) or bool(ready_for(event.key))

    async def _until_ready(self, event: Typed) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while not self._ready(event):
                    await asyncio.sleep(0.01)

    def _follows(self, event: Typed) -> bool:
        """Whether it is one more character for the field that got the last one: a field keeps the order itself."""
        return self._field is not None and _is_text(event) and self._app.focused is self._field

    def _went(self, event: Typed) -> None:
        focused = self._app.focused
        self._field = focused if _is_text(event) and getattr(focused, "keeps_order", False) else None

    def _pumps(self) -> list[MessagePump]:
        """All that may still have something to do."""
        found: list[MessagePump] = [self._app]
        with suppress(ScreenStackError):
            for screen in self._app.screen_stack[:-1]:
                found.append(screen)
            found += self._app.screen.walk_children(with_self=True)
        return found

    def _calm(self) -> bool:
        return all(pump._message_queue.empty() and not pump._next_callbacks for pump in self._pumps())

    async def everything(self) -> None:
        """Until every key typed so far has had its effect."""
        while True:
            await self.settled()
            if self._task is None:
                return
            await asyncio.shield(self._task)

    async def settled(self) -> None:
        """Until what was typed has had its effect: every queue run through, questions open, the focus where it goes."""
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                before, calm = None, 0
                while calm < CALM:
                    await self._round()
                    now = (tuple(self._app.screen_stack), self._app.focused)
                    calm = calm + 1 if now == before else 0
                    before = now

    async def _round(self) -> None:
        """One turn through the queues of all that is on screen."""
        count = 0
        through = asyncio.Event()

        def passed() -> None:
            nonlocal count
            count -= 1
            if count == 0:
                through.set()

        for pump in self._pumps():
            count += bool(pump.call_later(passed))
        if count:
            await through.wait()


def _is_text(event: Typed) -> bool:
    return isinstance(event, events.Paste) or event.is_printable
