"""The installed command in a pseudo-terminal, read through a terminal emulator. Where there are none, no test is collected."""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

if sys.platform == "win32":
    collect_ignore_glob = ["test_*.py"]
else:
    import fcntl
    import struct
    import termios

#: Seconds to wait for what must come; far more than it takes.
DEADLINE = 30.0
COMMAND = Path(sys.executable).with_name("kaoping")
KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "backspace": "\x7f",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "home": "\x1b[H",
    "end": "\x1b[F",
    "delete": "\x1b[3~",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
    "f10": "\x1b[21~",
    "f12": "\x1b[24~",
}
SAVED = re.compile(r"已保存 \d\d:\d\d:\d\d")


def key(name: str) -> str:
    """The bytes of a key, as text: `f4`, `ctrl+q`, or the character itself."""
    if name.startswith("ctrl+"):
        return chr(ord(name[-1]) & 0x1F)
    return KEYS.get(name, name)


class Terminal:
    """A terminal window with the command running in it."""

    def __init__(self, arguments: list[str], folder: Path, size: tuple[int, int], command: Path = COMMAND) -> None:
        import pyte

        self.screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self.screen)
        #: Every byte that reached the terminal.
        self.raw = b""
        #: Whether what comes is only read, and not shown: a large screen costs the emulator more than the program.
        self.blind = False
        master, slave = os.openpty()
        self._set_size(master, size)
        os.set_blocking(master, False)
        self._master: int | None = master
        environment = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "LOGNAME": "张三"}
        self.process = subprocess.Popen(
            [str(command), *arguments],
            env=environment,
            cwd=folder,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
        )
        os.close(slave)

    # -- the window

    @staticmethod
    def _set_size(master: int, size: tuple[int, int]) -> None:
        fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def resize(self, columns: int, lines: int) -> None:
        """Drag the window's corner; the system tells the program."""
        assert self._master is not None
        if not self.blind:
            self.screen.reset()
            self.screen.resize(lines, columns)
        self._set_size(self._master, (columns, lines))

    def close(self) -> None:
        """Close the window, as the person does with the mouse: the line is cut and the program is told."""
        if self._master is not None:
            os.close(self._master)
            self._master = None

    # -- what is typed

    def send(self, text: str | bytes) -> None:
        """Write to the program's input, in one piece where the line takes it."""
        assert self._master is not None
        data = text.encode() if isinstance(text, str) else text
        deadline = time.monotonic() + DEADLINE
        while data:
            try:
                data = data[os.write(self._master, data) :]
            except BlockingIOError:
                assert time.monotonic() < deadline, "the program does not read what is typed"
            self.read(0.0 if data else None)

    def press(self, *names: str) -> None:
        """Press keys, faster than anybody can: all in one write."""
        self.send("".join(key(name) for name in names))

    def paste(self, text: str) -> None:
        """Paste, as a terminal with bracketed paste does."""
        self.send(f"\x1b[200~{text}\x1b[201~")

    # -- what is shown

    def read(self, seconds: float | None = 0.02) -> bool:
        """Take what the program has written; wait for it at most this long. None: do not read."""
        if self._master is None or seconds is None:
            return False
        if not select.select([self._master], [], [], seconds)[0]:
            return False
        try:
            data = os.read(self._master, 1 << 16)
        except BlockingIOError:
            return False
        except OSError:  # the other end has gone
            return False
        self.raw += data
        if not self.blind:
            self._stream.feed(data)
        return bool(data)

    def text(self) -> str:
        """What is on screen, line by line."""
        # `display` cannot read a line in which half of a wide character was written over.
        lines, columns = self.screen.lines, self.screen.columns
        buffer = self.screen.buffer
        return "\n".join("".join(buffer[y][x].data for x in range(columns)).rstrip() for y in range(lines))

    def flat(self) -> str:
        """What is on screen without blanks and line breaks."""
        return "".join(self.text().split())

    def until(self, done: Callable[[], object], what: str) -> None:
        """Read until something holds; looked at once all that has come is read."""
        deadline = time.monotonic() + DEADLINE
        while not done():
            if not self.read(0.2):
                if self.process.poll() is not None and not self.read():
                    pytest.fail(f"ended with {self.process.returncode} before: {what}\n{self.text()}")
                if time.monotonic() > deadline:
                    pytest.fail(f"not seen: {what}\n{self.text()}")
            while self.read(0.0):
                pass

    def settle(self) -> None:
        """Until nothing more comes for a moment; a cursor that blinks is nothing."""
        deadline = time.monotonic() + 0.5
        while self.read(0.1) and time.monotonic() < deadline:
            pass

    def wait(self, *texts: str) -> None:
        """Until all of these are on screen, blanks and line breaks aside."""
        wanted = ["".join(text.split()) for text in texts]
        self.until(lambda: all(text in self.flat() for text in wanted), "、".join(texts))

    def gone(self, text: str) -> None:
        """Until this is no longer on screen."""
        self.until(lambda: "".join(text.split()) not in self.flat(), f"没有“{text}”")

    def ended(self) -> int:
        """Wait for the end; the exit code."""
        deadline = time.monotonic() + DEADLINE
        while self.process.poll() is None:
            self.read()
            assert time.monotonic() < deadline, f"still running:\n{self.text()}"
        while self.read():
            pass
        return self.process.returncode

    def kill(self, number: int) -> None:
        """Send the program a signal."""
        self.process.send_signal(number)

    def stopped(self) -> bool:
        """Whether the program has been put to sleep since the last look."""
        return os.WIFSTOPPED(os.waitpid(self.process.pid, os.WUNTRACED | os.WNOHANG)[1])

    def end(self) -> None:
        """Leave nothing behind."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
        self.process.wait(DEADLINE)
        self.close()


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Callable[..., Terminal]]:
    """Open a terminal window with the command in it, 80 by 24 where nothing else is said."""
    opened: list[Terminal] = []

    def start(*arguments: Any, size: tuple[int, int] = (80, 24), command: Path = COMMAND) -> Terminal:
        window = Terminal([str(argument) for argument in arguments], tmp_path, size, command)
        opened.append(window)
        return window

    yield start
    for window in opened:
        window.end()


STANDARD = """
schema = 1
id = "mini/points"
title = "小标准：按分值"
short = "小标准"
edition = "2025"
status = "draft"
unit_kinds = ["county"]

[document]
id = "mini"
title = "小文件"

[scoring]
model = "points"
full = 60
step = 0.5

[[themes]]
id = "any"
title = "任意"

[[facts]]
id = "accident"
title = "重大事故"
subject = "government"
kind = "event"

[[vetoes]]
id = "accident"
title = "发生重大事故"
text = "考评周期内发生重大事故的，不得参评。"
event = "accident"
look_back = "period"
effect = "ineligible"
label = "不得参评"

[[outcomes]]
label = "合格"
when = { score_at_least = 36 }

[[outcomes]]
label = "不合格"
otherwise = true
"""
CRITERION = """
[[criteria]]
id = "{number}"
title = "第{number}项工作"
points = 5
themes = ["any"]
requirements = [{{ id = "{number}.1", text = "有制度，有记录。" }}]
"""


class Work:
    """A workspace with one evaluation of twelve criteria, five points each."""

    def __init__(self, home: Path, folder: Path) -> None:
        from kaoping import Options, open_workbench, parse_period

        path = folder / "mini.toml"
        path.write_text(STANDARD + "".join(CRITERION.format(number=n) for n in range(1, 13)), encoding="utf-8")
        self.options = Options(
            db=folder / "w.db",
            evaluator="张三",
            data=home / ".local" / "share" / "kaoping",
            config=home / ".config" / "kaoping",
            no_plugins=True,
            standards=(path,),
        )
        with open_workbench(self.options) as bench:
            bench.units.add("云溪县", "county")
            self.key = bench.evaluations.new("mini/points", "云溪县", parse_period("2025")).id

    def points(self) -> dict[str, str]:
        """What is on disk: the points of each criterion that has some, exact; after the whole record was verified."""
        return {item: str(rating.points) for item, rating in self.ratings().items() if rating.points is not None}

    def ratings(self) -> dict[str, Any]:
        """What is on disk, after the whole record was verified."""
        from kaoping import open_workbench

        with open_workbench(self.options) as bench:
            assert bench.care.verify() == []
            return dict(bench.evaluations.view(self.key).answers.ratings)


@pytest.fixture
def work(home: Path, tmp_path: Path) -> Work:
    return Work(home, tmp_path)


@pytest.fixture
def walk(terminal: Callable[..., Terminal], work: Work) -> Callable[..., Terminal]:
    """A window in which that evaluation is open."""

    def start(size: tuple[int, int] = (80, 24)) -> Terminal:
        window = terminal("--db", work.options.db, "--no-plugins", size=size)
        window.wait("云溪县")
        window.press("enter")
        window.wait("F4 扣分")
        return window

    return start
