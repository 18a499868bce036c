"""Where the command line enters. Nothing of Textual is imported before the switch below is set."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kaoping import Options
    from kaoping_tui.app import KaopingApp

#: Seconds to wait, after the screen has gone, for saves that are still on their way.
FLUSH_SECONDS = 30.0


def run(options: Options) -> int:
    """Run the application until it is left; every save is on disk then.

    :return: the exit code: 0, 3 where entries could not be saved.
    :raises Exception: a fault of ours, to be told by who started it; what was to be saved has been saved.
    """
    # With the kitty protocol a text of five characters from an input method arrives as 36 key events.
    os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "1"
    # A key waits for the next frame, and a rating for two of them.
    os.environ.setdefault("TEXTUAL_FPS", "120")

    from kaoping_tui.app import KaopingApp

    app = KaopingApp(options)
    _heed(app)
    try:
        app.run()
    finally:
        app.writer.stop()
        app.writer.join(FLUSH_SECONDS)
        lost = app.writer.unsaved
        if app.writer.alive:
            app.writer.abandon()
            app.writer.join(FLUSH_SECONDS)
        _let_go()
    if lost or app.given_up:
        with suppress(OSError):
            print("有修改未能保存。请检查磁盘空间和文件权限后重新输入。", file=sys.stderr)
    if app.fault is not None:
        raise app.fault
    return 3 if lost or app.given_up else 4 if app.return_code else 0


def _let_go() -> None:
    """Where the terminal has gone, what is left to be written goes nowhere, and the exit code stays ours."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, stream.fileno())
                os.close(nowhere)


def _heed(app: KaopingApp) -> None:
    """A closed window and a request to end leave time for what is not on disk yet."""
    for name in ("SIGHUP", "SIGTERM", "SIGINT"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: app.hang_up())
