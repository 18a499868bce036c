"""The ranking of a campaign as large as the country, and what its papers take, for a hundred units and for all."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial

from benchmarks.bare_writers import WRITERS
from benchmarks.measure import Figure, in_turn, timed
from benchmarks.national import CAMPAIGN
from benchmarks.workspace import ITEMS, Place
from kaoping.reports.formats import ReportInput
from kaoping.workbench import Workbench
from kaoping.workbench.printing import printed_as

#: Ranking is at most so many times the aggregate.
RANKING = 2.0
#: What the same ranking costs at least: the points of every rating summed up by evaluation, in order, read whole.
AGGREGATE = "SELECT evaluation, sum(points_m) AS total FROM rating GROUP BY evaluation ORDER BY total DESC"
#: A file with its page set-up is at most so many times the same rows by the library alone; strings joined are no measure.
FILE = {"docx": 1.5, "xlsx": 2.5}
KINDS = ("notice", "sheet")


def ranking(place: Place) -> list[Figure]:
    """The table of a campaign with its places, and the paper of it, against the aggregate over the same ratings."""
    with place.open() as bench, closing(sqlite3.connect(place.db)) as db:
        units = len(bench.campaigns.matrix(CAMPAIGN).lines)

        def aggregate() -> list[tuple[str, int]]:
            return db.execute(AGGREGATE).fetchall()

        def both(name: str, work: Callable[[], object], budget: float | None = None) -> Figure:
            return Figure(f"{units:,} units x {ITEMS}: {name}", *in_turn(work, aggregate, 15), AGGREGATE, budget=budget)

        return [
            both("ranked", lambda: bench.campaigns.matrix(CAMPAIGN).ranking, RANKING),
            both("ranked and laid out as a paper", lambda: bench.papers.report("ranking", CAMPAIGN)),
        ]


def papers(place: Place) -> list[Figure]:
    """One file for each unit of a campaign, in each format, against the libraries alone."""
    figures = []
    with place.open() as bench:
        for kind in KINDS:
            took = timed(partial(_each, bench, kind))
            made = _each(bench, kind)
            figures.append(Figure(f"{len(made)} x {kind}: read, scored, laid out", took))
            figures += [_written(bench, format, made, f"{len(made)} x {kind}") for format in WRITERS]
    return figures


def wide(place: Place) -> list[Figure]:
    """The summary of all units as one file in each format."""
    with place.open() as bench:
        units = len(bench.campaigns.matrix(CAMPAIGN).lines)
        made = [bench.papers.report("summary", CAMPAIGN)]
        took = timed(lambda: bench.papers.report("summary", CAMPAIGN))
        return [
            Figure(f"summary of {units:,}: laid out", took),
            *(_written(bench, format, made, f"summary of {units:,}") for format in WRITERS),
        ]


def _each(bench: Workbench, kind: str) -> list[ReportInput]:
    """The paper of every unit, as `report KIND CAMPAIGN` goes through them."""
    return [each.given for each in bench.papers.each(kind, CAMPAIGN) if each.given is not None]


def _written(bench: Workbench, format: str, made: Sequence[ReportInput], name: str) -> Figure:
    def ours() -> None:
        for given in made:
            printed_as(bench.library, format, given)

    def bare() -> None:
        for given in made:
            WRITERS[format](given.paper)

    against = "the same rows by the library alone"
    return Figure(f"{name}, {format}", *in_turn(ours, bare, 3), against, budget=FILE.get(format))
