"""Scoring a sheet of a hundred items, and what a save and the reads of a large workspace cost."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

from benchmarks.measure import Figure, in_turn, per_call
from benchmarks.workspace import ITEMS, STANDARD, Place, library
from kaoping.answers import Answers, Observation, Rating, Unit, VetoStatement
from kaoping.periods import year
from kaoping.scoring.score import score
from kaoping.workbench import Workbench

#: The most by which an action on 1,000,000 ratings may take longer than on 1,000.
GROWTH = 1.5


def scoring(folder: Path) -> list[Figure]:
    """One sheet, finished, half done and empty, with facts and statements on every veto."""
    standards = library(folder)
    resolved = standards.resolved(STANDARD)
    providers = standards.providers()
    items = [item.id for item in resolved.items]
    done = Answers(
        unit=Unit("基准县", "county", {"legislative_power": False}),
        period=year(2025),
        as_of=date(2025, 12, 20),
        facts=tuple(Observation(f"bench-{index}", year(2025), Decimal(4)) for index in range(30)),
        ratings={name: Rating(points=Decimal("0.5") if at % 7 == 3 else Decimal(1)) for at, name in enumerate(items)},
        vetoes={f"bar-{index}": VetoStatement(False) for index in range(1, 6)},
    )
    half = replace(done, ratings={name: done.ratings[name] for name in items[: ITEMS // 2]}, vetoes={})
    empty = replace(done, ratings={}, vetoes={}, facts=())
    sheets = {"all rated": done, "half rated": half, "none rated": empty}
    return [
        Figure(f"score {ITEMS} items, {name}", per_call(partial(score, resolved, answers, providers)), most=1.0)
        for name, answers in sheets.items()
    ]


def saving(place: Place) -> list[Figure]:
    """One rating through the workbench, against a commit of one row by SQLite with the same settings."""
    other = place.folder / "bare.db"
    with closing(sqlite3.connect(other, isolation_level=None)) as db, place.open() as bench:
        db.execute("PRAGMA journal_mode = DELETE")
        db.execute("PRAGMA synchronous = EXTRA")
        db.execute("CREATE TABLE IF NOT EXISTS t (body TEXT)")
        rate = rating_in_turn(bench)

        def commit() -> None:
            db.execute("BEGIN IMMEDIATE")
            db.execute("INSERT INTO t VALUES ('x')")
            db.execute("COMMIT")

        ours, bare = in_turn(rate, commit, 200)
    other.unlink()
    return [Figure("save a rating (workbench)", ours, bare, "a bare commit on the same disk")]


def rating_in_turn(bench: Workbench) -> Callable[[], object]:
    """Each call rates another item of the first evaluation, up and down, so that each is a change."""
    key = bench.evaluations.all(unit="基准县一")[0].id
    items = [item.id for item in bench.evaluations.view(key).resolved.items]
    turn = 0

    def rate() -> object:
        nonlocal turn
        points = Decimal("0.5") if turn // len(items) % 2 else Decimal(0)
        view = bench.walk.rate(key, items[turn % len(items)], Rating(points=points, reason="查阅会议记录"))
        turn += 1
        return view

    return rate


def growth(large: Place, small: Place, ratings: str) -> list[Figure]:
    """The same actions on both workspaces, which hold the same units and evaluations and differ in ratings alone."""
    with large.open() as many, small.open() as few:

        def both(name: str, action: Callable[[Workbench], object], times: int = 30) -> Figure:
            ours, other = in_turn(lambda: action(many), lambda: action(few), times)
            return Figure(f"{ratings} ratings: {name}", ours, other, "the same with 1,000", budget=GROWTH)

        key = many.evaluations.all(unit="基准县一")[0].id
        keys = {many: key, few: few.evaluations.all(unit="基准县一")[0].id}
        saves = {bench: rating_in_turn(bench) for bench in (many, few)}
        figures = [
            both("list evaluations", lambda bench: bench.evaluations.all()),
            both("evaluations of a unit", lambda bench: bench.evaluations.all(unit="基准县第000100号")),
            both("find a unit", lambda bench: bench.units.get("基准县第000200号"), 200),
            both("list units", lambda bench: bench.units.all()),
            both("open an evaluation", lambda bench: bench.evaluations.view(keys[bench])),
            both("save a rating", lambda bench: saves[bench](), 100),
            both("history of an evaluation", lambda bench: bench.history.of(keys[bench]), 3),
        ]
    opened = in_turn(lambda: large.open().close(), lambda: small.open().close(), 30)
    figures.insert(0, Figure(f"{ratings} ratings: open", *opened, "the same with 1,000", budget=GROWTH))
    return figures


def size(place: Place) -> str:
    """The workspace's size for people."""
    return f"{os.path.getsize(place.db) / 1e6:,.0f} MB"
