"""From a key to what it changes on the terminal, in the walk and in a bare application."""

from __future__ import annotations

from functools import partial
from statistics import median

from benchmarks.measure import Figure, percentile
from benchmarks.startup import BARE, KAOPING, surroundings
from benchmarks.terminal import Terminal, painted
from benchmarks.workspace import EVALUATOR, ITEMS, Place

#: Evaluations rated through on our side; the 99th percentile of 2 x 99 keys is the second slowest.
ROUNDS = 2
#: Enter gives the criterion at hand its full points and moves on to the next.
RATE, HOME, DOWN = "\r", "\x1b[H", "\x1b[B"


def key_to_repaint(place: Place) -> list[Figure]:
    """A rating key until the screen is at rest with the save confirmed, against a key in a bare application.

    The newest evaluations of the workspace must have no ratings yet: the first screen lists them on top.
    """
    env = surroundings(place.config.parent)
    line_times: list[float] = []
    tree_times: list[float] = []
    ours: list[tuple[float, float]] = []
    with place.open() as bench:
        ((before, _),) = bench.care.heads().values()
    with Terminal(BARE, env) as line, Terminal((*BARE, "tree"), env) as tree:
        for other in (line, tree):
            other.until(painted)
            other.settle()
        for _ in range(ROUNDS):
            with place.open() as bench:
                listed = bench.evaluations.all(limit=50)
            marker = listed[0].unit_name
            unrated = next(index for index, row in enumerate(listed) if not row.rated)
            with Terminal((KAOPING, "--db", str(place.db), "--as", EVALUATOR), env) as program:
                program.until(partial(_shows, marker), what="list to resume from")
                program.settle(1.0)
                program.send(HOME + DOWN * unrated)
                program.settle(1.0)
                tree.send(HOME)
                tree.settle()
                program.forget()
                program.send("\r")
                program.until(partial(_shows, "第1方面"), what="the walk")
                program.settle(1.0)
                for _ in range(ITEMS - 1):
                    program.forget()
                    ours.append(program.burst(RATE))
                    line_times.append(line.burst("x")[1])
                    tree_times.append(tree.burst(DOWN)[1])
    with place.open() as bench:
        ((after, _),) = bench.care.heads().values()
    if after - before != len(ours):
        raise RuntimeError(f"{len(ours)} keys made {after - before} journal entries: the figures would mean nothing")
    first, last = [pair[0] for pair in ours], [pair[1] for pair in ours]
    one_line, bare_tree = "bare Textual app, one line", "bare Textual tree, cursor down"
    worst = percentile(last, 0.99)
    return [
        Figure("key to first repaint, median", median(first), median(line_times), one_line),
        Figure("key to saved and repainted, median", median(last), median(line_times), one_line),
        Figure("key to saved and repainted, p99", worst, percentile(line_times, 0.99), one_line, budget=1.5),
        Figure("the same, median, against a bare tree", median(last), median(tree_times), bare_tree),
        Figure("the same, p99, against a bare tree", worst, percentile(tree_times, 0.99), bare_tree),
    ]


def _shows(wanted: str, text: str) -> bool:
    return wanted in text
