"""From a key to what it changes on the terminal, in the walk and in a bare application."""

from __future__ import annotations

from statistics import median

from benchmarks.measure import Figure, percentile
from benchmarks.startup import BARE, KAOPING, surroundings
from benchmarks.terminal import Terminal, painted
from benchmarks.workspace import EVALUATOR, ITEMS, Place

#: Evaluations rated through on our side; the 99th percentile of 3 x 99 keys is the third slowest.
ROUNDS = 3
#: Enter gives the criterion at hand its full points and moves on to the next.
RATE, HOME, DOWN, ESCAPE = "\r", "\x1b[H", "\x1b[B", "\x1b"


def key_to_repaint(place: Place) -> list[Figure]:
    """A rating key until the screen is at rest with the save confirmed, against a key in a bare application.

    The newest evaluations of the workspace must have no ratings yet: the first screen lists them on top.
    """
    env = surroundings(place.config.parent)
    bare_times: list[float] = []
    ours: list[tuple[float, float]] = []
    with place.open() as bench:
        ((before, _),) = bench.care.heads().values()
        marker = bench.evaluations.all(limit=1)[0].unit_name
    with (
        Terminal((KAOPING, "--db", str(place.db), "--as", EVALUATOR), env) as program,
        Terminal(BARE, env) as bare,
    ):
        bare.until(painted)
        bare.settle()
        program.until(lambda text: marker in text, what="list to resume from")
        program.settle(1.0)
        for turn in range(ROUNDS):
            if turn:
                program.send(ESCAPE)
                program.settle(1.0)
                program.send(HOME + DOWN * turn)  # those rated by now are the newest
                program.settle()
            program.forget()
            program.send("\r")
            program.until(lambda text: "第1方面" in text, what="the walk")
            program.settle(1.0)
            for _ in range(ITEMS - 1):
                program.forget()
                ours.append(program.burst(RATE))
                bare_times.append(bare.burst("x")[1])
    with place.open() as bench:
        ((after, _),) = bench.care.heads().values()
    if after - before != len(ours):
        raise RuntimeError(f"{len(ours)} keys made {after - before} journal entries: the figures would mean nothing")
    against = "bare Textual app, key to repaint"
    first, last = [pair[0] for pair in ours], [pair[1] for pair in ours]
    return [
        Figure("key to first repaint, median", median(first), median(bare_times), against),
        Figure("key to saved and repainted, median", median(last), median(bare_times), against),
        Figure(
            "key to saved and repainted, p99",
            percentile(last, 0.99),
            percentile(bare_times, 0.99),
            against,
            budget=1.5,
        ),
    ]
