"""A program in a real pseudo-terminal, timed by what reaches the terminal."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self

#: What moves the cursor, colours, or asks the terminal: everything that is no text.
_ESCAPES = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]P_^X].*?(?:\x07|\x1b\\)|\x1b[ -/]+[0-~]|\x1b[0-Z\\^-~]|[\x00-\x09\x0b-\x1a]", re.S
)


class Terminal:
    """A child process on a terminal of `columns` x `rows`. Times are milliseconds."""

    def __init__(
        self, argv: Sequence[str], env: Mapping[str, str], *, columns: int = 120, rows: int = 36, cwd: str | None = None
    ) -> None:
        self._seen = bytearray()
        self._begun = time.perf_counter()
        self._child, self._master = pty.fork()
        if self._child == 0:
            try:
                if cwd is not None:
                    os.chdir(cwd)
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
                os.execve(argv[0], list(argv), {**env, "TERM": "xterm-256color", "COLORTERM": "truecolor"})
            finally:
                os._exit(127)
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    @property
    def text(self) -> str:
        """Everything printed so far, without the escape sequences."""
        return _ESCAPES.sub("", self._seen.decode("utf-8", "ignore"))

    def forget(self) -> None:
        """Forget what was printed so far."""
        self._seen.clear()

    def send(self, keys: str) -> None:
        """Type."""
        os.write(self._master, keys.encode())

    def until(self, happened: Callable[[str], bool], *, timeout: float = 60.0, what: str = "text") -> float:
        """Wait for what is printed to fulfil `happened`; the time since the start of the program.

        :raises TimeoutError: it did not come about, or the program ended.
        """
        end = time.perf_counter() + timeout
        while not happened(self.text):
            if not self._read(end - time.perf_counter()):
                raise TimeoutError(f"no {what} within {timeout:g} s; on the terminal:\n{self.text[-2000:]}")
        return (time.perf_counter() - self._begun) * 1000

    def burst(self, keys: str, *, quiet: float = 0.12, timeout: float = 10.0) -> tuple[float, float]:
        """Type, and wait until nothing was printed for `quiet` seconds: times from the key to the first and last byte.

        :raises TimeoutError: nothing was printed at all, or it did not end.
        """
        begin = last = time.perf_counter()
        self.send(keys)
        first: float | None = None
        while self._read(timeout if first is None else quiet):
            last = time.perf_counter()
            first = last if first is None else first
            if last - begin > timeout:
                raise TimeoutError(f"still printing {timeout:g} s after {keys!r}")
        if first is None:
            raise TimeoutError(f"nothing was printed for {keys!r}; on the terminal:\n{self.text[-2000:]}")
        return (first - begin) * 1000, (last - begin) * 1000

    def settle(self, quiet: float = 0.5) -> None:
        """Read until nothing comes for `quiet` seconds."""
        while self._read(quiet):
            pass

    def close(self) -> None:
        """End the program, which this started."""
        with suppress(ProcessLookupError):
            os.kill(self._child, signal.SIGKILL)
        os.close(self._master)
        os.waitpid(self._child, 0)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _read(self, seconds: float) -> bool:
        """Whether anything came within `seconds`."""
        if seconds <= 0 or not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except OSError:  # Linux says so when the program has ended
            return False
        self._seen += data
        return bool(data)


def painted(text: str) -> bool:
    """Whether anything but blanks stands on the screen: the first frame."""
    return any(not char.isspace() and char.isprintable() for char in text)
