"""A terminal may go away, or send bytes that are no text. Neither may cost a judgement."""

from __future__ import annotations

import os
import signal
from codecs import getincrementaldecoder
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from textual import events
from textual._xterm_parser import BRACKETED_PASTE_END as END
from textual._xterm_parser import BRACKETED_PASTE_START as START
from textual._xterm_parser import XTermParser
from textual.driver import Driver
from textual.message import Message

if TYPE_CHECKING:
    from kaoping_tui.leaving import Leaving


def outliving(driver: type[Driver]) -> type[Driver]:
    """The driver made to outlive its terminal, where it is the one for Linux and macOS; any other as it is."""
    if os.name == "nt" or driver.__name__ != "LinuxDriver":
        return driver
    from textual.drivers import linux_driver

    # Bytes that are no UTF-8 (a terminal set to another encoding) would end the program.
    setattr(linux_driver, "getincrementaldecoder", _lenient)  # noqa: B010 - imported there, not exported
    setattr(linux_driver, "XTermParser", WholePastes)  # noqa: B010

    class Outliving(linux_driver.LinuxDriver):
        """Reading and writing end quietly once the other end has gone."""

        def __init__(self, app: Any, **options: Any) -> None:
            super().__init__(app, **options)
            self._file = cast("Any", Quiet(self._file))
            # In the handler itself, putting to sleep would wait for a lock that the interrupted code may hold.
            for number, act in (
                (signal.SIGTSTP, self._sigtstp_application),
                (signal.SIGCONT, self._sigcont_application),
            ):
                signal.signal(number, lambda *_, act=act: self._loop.call_soon_threadsafe(act))

        def run_input_thread(self) -> None:
            """Read keys until the end, or until there is nothing to read from."""
            try:
                super().run_input_thread()
            except OSError:
                cast("Leaving", self._app).hang_up()

    return Outliving


class WholePastes(XTermParser):
    """Takes a paste as one piece. The toolkit's own parser reads an escape sequence within it as keys, which act."""

    def __init__(self, debug: bool = False) -> None:
        super().__init__(debug)
        #: What has come of a paste so far; None outside.
        self._pasted: str | None = None
        #: What may become the mark of a paste once more has come.
        self._held = ""

    def feed(self, data: str) -> Iterable[Message]:
        """What `data` means; nothing at all is the end."""
        if not data:
            yield from super().feed(data)
            return
        data, self._held = self._held + data, ""
        while True:
            if self._pasted is None:
                before, begun, data = data.partition(START)
                if not begun:
                    cut = next((n for n in range(len(START) - 1, 1, -1) if before.endswith(START[:n])), 0)
                    self._held = before[len(before) - cut :]
                    if len(before) > cut:
                        yield from super().feed(before[: len(before) - cut])
                    return
                if before:
                    yield from super().feed(before)
                self._pasted = ""
            # The mark at the end may come in two pieces.
            self._pasted, ended, data = (self._pasted + data).partition(END)
            if not ended:
                return
            pasted, self._pasted = self._pasted, None
            yield events.Paste(pasted.replace("\x00", ""))
            if not data:
                return

    def tick(self) -> Iterable[Message]:
        """What time alone decides: a sequence that was not gone on with is what it looks like."""
        held, self._held = self._held, ""
        if held:
            yield from super().feed(held)
        yield from super().tick()


class Quiet:
    """A file to write to; once that fails, what is written is dropped."""

    def __init__(self, file: Any) -> None:
        self._file = file
        self._gone = False

    def write(self, text: str) -> None:
        """Write, while there is somebody to read it."""
        self._try(lambda: self._file.write(text))

    def flush(self) -> None:
        """See `write`."""
        self._try(self._file.flush)

    def fileno(self) -> int:
        """The file's own number."""
        return int(self._file.fileno())

    def isatty(self) -> bool:
        """As the file."""
        return bool(self._file.isatty())

    def _try(self, act: Any) -> None:
        if self._gone:
            return
        try:
            act()
        except (OSError, ValueError):
            self._gone = True


class Lenient:
    """Bytes that were typed, as text, whatever they are; at their end there is nobody any more."""

    def __init__(self, encoding: str) -> None:
        self._decoder = getincrementaldecoder(encoding)(errors="replace")

    def decode(self, data: bytes, final: bool = False) -> str:
        """Text of the bytes.

        :raises OSError: nothing was read although there was something to read: the terminal has gone.
        """
        if not data and not final:
            raise OSError("the terminal has gone")
        return self._decoder.decode(data, final)


def _lenient(encoding: str) -> Any:
    return partial(Lenient, encoding)
