"""A campaign as large as the country: every county by one standard of a hundred items, judged, stated and handed in."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from benchmarks.workspace import STANDARD, Place, copy
from kaoping.answers import Rating, VetoStatement
from kaoping.periods import year
from kaoping.workbench import Workbench

#: County-level divisions of the country.
COUNTIES = 2844
CAMPAIGN = "基准批次"
#: Units judged by the use cases, each another way; the rest are copies of them in turn.
_BY_HAND = 26
#: One in so many of those is barred by a veto.
_BARRED = 13


def make(folder: Path, name: str, counties: int = COUNTIES) -> Place:
    """A workspace with one campaign of so many units, each with a finished evaluation.

    :param folder: where the file and the folder of the installation's id are put.
    """
    place = Place(folder / f"{name}.db", folder / "kaoping", folder)
    with place.open() as bench:
        bench.evaluations.add_campaign(CAMPAIGN, year(2025), standard=STANDARD)
        made = [_by_hand(bench, number) for number in range(min(counties, _BY_HAND))]
    copy(place, [made[number % len(made)] for number in range(counties - len(made))])
    with place.open() as bench:
        bench.roster.add(CAMPAIGN, [unit.id for unit in bench.units.all()])
    return place


def _by_hand(bench: Workbench, number: int) -> str:
    """A unit with an evaluation that the use cases finished; gives the evaluation's id."""
    unit = bench.units.add(f"基准县{number:02d}甲", "county", {"legislative_power": False})
    key = bench.evaluations.new(STANDARD, unit.id, year(2025), campaign=CAMPAIGN).id
    items = [item.id for item in bench.evaluations.view(key).resolved.items]
    short = Rating(points=Decimal("0.5"), reason="查阅台账，个别环节有缺漏")
    given = {
        item: short if (at * 7 + number) % (number + 2) == 0 else Rating(points=Decimal(1))
        for at, item in enumerate(items)
    }
    bench.walk.together(key, given, "基准")
    for veto in range(1, 6):
        happened = veto == 3 and number % _BARRED == _BARRED - 1
        occurred = year(2025).start if happened else None
        bench.walk.veto(key, f"bar-{veto}", VetoStatement(happened, occurred))
    bench.walk.hand_in(key)
    return key


__all__ = ["CAMPAIGN", "COUNTIES", "make"]
