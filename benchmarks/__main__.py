"""`python -m benchmarks [NAME ...] [--ratings N] [--counties N] [--json]`: exit code 0 when every budget holds, 1 when one does not."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from benchmarks import judging, keys, national, reports, rounds, startup, workspace
from benchmarks.measure import Figure, as_json, table
from benchmarks.workspace import ITEMS, Place


class Benchmarks:
    """The benchmarks by name. Workspaces are made when first needed."""

    def __init__(self, folder: Path, ratings: int, counties: int = national.COUNTIES) -> None:
        self.folder = folder
        self.ratings = ratings
        self.counties = counties
        self._places: dict[str, Place] = {}

    def small(self) -> Place:
        """As many units and evaluations as the large one, and 1,000 ratings."""
        return self._place("small", 1000 // ITEMS)

    def large(self) -> Place:
        """The workspace of as many ratings as asked for."""
        return self._place("large", self.ratings // ITEMS)

    def campaign(self, counties: int) -> Place:
        """One campaign of so many units, each judged and handed in."""
        return self._made(f"campaign-{counties}", counties, partial(national.make, counties=counties))

    def _place(self, name: str, rated: int) -> Place:
        evaluations = max(self.ratings // ITEMS, 10) + keys.ROUNDS + 1  # some to rate; the one made by hand is old
        return self._made(name, rated, partial(workspace.make, evaluations=evaluations, rated=rated))

    def _made(self, name: str, rated: int, make: Callable[[Path, str], Place]) -> Place:
        if name not in self._places:
            begin = time.perf_counter()
            place = make(self.folder, name)
            took = time.perf_counter() - begin
            note = f"workspace of {rated * ITEMS:,} ratings made in {took:.0f} s, {judging.size(place)}"
            print(note, file=sys.stderr, flush=True)
            self._places[name] = place
        return self._places[name]

    def start(self) -> list[Figure]:
        """The command line."""
        return startup.command_line(self.folder)

    def screen(self) -> list[Figure]:
        """First frame and list to resume from."""
        with self.large().open() as bench:
            newest = bench.evaluations.all(limit=1)[0].unit_name
        return startup.first_frame(self.large(), marker=newest)

    def score(self) -> list[Figure]:
        """A sheet."""
        return judging.scoring(self.folder)

    def save(self) -> list[Figure]:
        """A save."""
        return judging.saving(self.large())

    def key(self) -> list[Figure]:
        """Key to repaint."""
        return keys.key_to_repaint(self.large())

    def growth(self) -> list[Figure]:
        """Opening, listing, searching."""
        return judging.growth(self.large(), self.small(), f"{self.ratings:,}")

    def rank(self) -> list[Figure]:
        """The ranking of the whole country."""
        return reports.ranking(self.campaign(self.counties))

    def move(self) -> list[Figure]:
        """The whole country's evaluations by a corrected standard."""
        return rounds.moving(self.campaign(self.counties), self.counties)

    def report(self) -> list[Figure]:
        """A file for each of a hundred units, and one for all of the country."""
        return [
            *reports.papers(self.campaign(min(HUNDRED, self.counties))),
            *reports.wide(self.campaign(self.counties)),
        ]


#: Units for each of which a paper is written.
HUNDRED = 100
NAMES = ("start", "screen", "score", "save", "growth", "key", "rank", "move", "report")


def main(arguments: Iterable[str] | None = None) -> int:
    """Run those named, or all."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which to run, of: {', '.join(NAMES)} (default: all)")
    parser.add_argument("--ratings", type=int, default=1_000_000, help="ratings in the large workspace")
    parser.add_argument("--counties", type=int, default=national.COUNTIES, help="units in the campaign that is ranked")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    given = parser.parse_args(None if arguments is None else list(arguments))
    unknown = [name for name in given.names if name not in NAMES]
    if unknown or given.ratings < 1000:
        parser.error(f"unknown: {', '.join(unknown)}" if unknown else "--ratings must be at least 1000")
    if given.counties < 1:
        parser.error("--counties must be at least 1")
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(prefix="kaoping-benchmarks-") as folder:
        benchmarks = Benchmarks(Path(folder), given.ratings, given.counties)
        for name in given.names or NAMES:
            print(f"{name} ...", file=sys.stderr, flush=True)
            run: Callable[[], list[Figure]] = getattr(benchmarks, name)
            found = run()
            figures += found
            print(table(found), file=sys.stderr, flush=True)
    print(as_json(figures) if given.json else table(figures))
    return 0 if all(figure.kept for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
