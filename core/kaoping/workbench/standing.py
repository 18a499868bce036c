"""What the groups of a standard stand at: the sum of their criteria so far. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from kaoping.scoring.sheet import ScoreSheet


class Standing(NamedTuple):
    """One dimension or group: rated of all its criteria, points at least and at most, of how many in full.

    Points are None in an attainment model. They are the plain sums of the criteria, before a section's own floor.
    """

    rated: int
    items: int
    low: Decimal | None
    high: Decimal | None
    full: Decimal | None


def standings(sheet: ScoreSheet) -> Mapping[str, Standing]:
    """The standing of every dimension and group, by id."""
    found: dict[str, Standing] = {}
    points = sheet.resolved.by_points
    nothing = Decimal(0) if points else None
    for score in sheet.items:
        for node in score.item.path:
            held = found.get(node.id, Standing(0, 0, nothing, nothing, nothing))
            low, high, full = held.low, held.high, held.full
            if low is not None and high is not None and full is not None:
                low, high, full = low + score.low, high + score.high, full + score.full
            found[node.id] = Standing(held.rated + (score.state != "unrated"), held.items + 1, low, high, full)
    return found
