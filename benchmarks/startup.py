"""The command line's start, and the screens' first frame and usable list, in fresh processes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median

from benchmarks.measure import Figure, in_turn
from benchmarks.terminal import Terminal, painted
from benchmarks.workspace import EVALUATOR, Place

KAOPING = str(Path(sys.executable).parent / "kaoping")
BARE = (sys.executable, str(Path(__file__).with_name("bare_app.py")))
TIMES = 15


def surroundings(folder: Path) -> dict[str, str]:
    """The environment of a user whose home is `folder` and who has set nothing.

    Compiled modules are kept, as an installed program's are, but below `folder`.
    """
    gone = ("KAOPING_", "TEXTUAL", "XDG_", "PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(gone) or name == "PYTHONPATH"}
    own = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    return {**kept, **own, "LANG": "C.UTF-8"}


def command_line(folder: Path) -> list[Figure]:
    """`kaoping --version` against an interpreter that imports click."""
    env = surroundings(folder)

    def run(*argv: str) -> Callable[[], object]:
        return lambda: subprocess.run(argv, env=env, stdout=subprocess.DEVNULL, check=True)

    against = "python -c 'import click'"
    ours, other = in_turn(run(KAOPING, "--version"), run(sys.executable, "-c", "import click"), 2 * TIMES)
    return [Figure("kaoping --version", ours, other, against, budget=1.3)]


def first_frame(place: Place, *, marker: str) -> list[Figure]:
    """The screens on a workspace against a bare application: the first thing painted, and the list to resume from.

    :param marker: a text that stands in that list and nowhere else.
    """
    env = surroundings(place.config.parent)
    argv = (KAOPING, "--db", str(place.db), "--as", EVALUATOR)
    frames, lists, bare = [], [], []
    for turn in range(TIMES + 1):
        frame, usable = _start(argv, env, lambda text: marker in text)
        alone, _ = _start(BARE, env, painted)
        if turn:  # the first of each warms the disk
            frames.append(frame)
            lists.append(usable)
            bare.append(alone)
    against = "bare Textual app's first frame"
    return [
        Figure("screen: first frame", median(frames), median(bare), against, budget=1.25),
        Figure("screen: list to resume from", median(lists), median(bare), against, budget=1.7),
    ]


def _start(argv: tuple[str, ...], env: Mapping[str, str], usable: Callable[[str], bool]) -> tuple[float, float]:
    with Terminal(argv, env) as terminal:
        return terminal.until(painted, what="first frame"), terminal.until(usable, what="list")
