"""Answers that come to just a wanted score, or a wanted share of what is met. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from kaoping.standard.model import Level
from kaoping.standard.resolved import Item, Resolved
from kaoping.worked.values import Json

ZERO = Decimal(0)
#: Totals that are kept in mind while levels are combined; of more no case is made.
_MOST_SUMS = 20_000


def lowered(
    resolved: Resolved, loss: Decimal, items: Iterable[Item], kept: Mapping[int, Decimal] | None = None
) -> dict[str, Json] | None:
    """Ratings that lose just so much of the full score in these items; None where none do.

    :param kept: how much each section may lose at most, by its index
    """
    left, found = loss, dict[str, Json]()
    room = dict(kept or {})
    # What a veto watches comes last: else it is the veto that decides, and not the line.
    watched = {name for veto in resolved.vetoes for name in veto.criteria}
    ordered = sorted((item for item in items if item.way == "points"), key=lambda one: (one.id in watched, -one.full))
    for item in ordered:
        if left <= 0:
            break
        most = min(left, item.full, room.get(item.section, left))
        if most != item.full:
            most = most // item.step * item.step
        if most <= 0:
            continue
        found[item.id] = {"points": item.full - most, "reason": f"示例：失 {most.normalize():f} 分"}
        left -= most
        if item.section in room:
            room[item.section] -= most
    return found if left == 0 else None


def leveled(items: Iterable[Item], line: Decimal, *, reach: bool) -> dict[str, Json] | None:
    """Levels (the other items full) that come to the least total on the line or above, or the most below it."""
    sums: dict[Fraction, dict[str, Json]] = {Fraction(0): {}}
    for item in items:
        ways: list[tuple[Fraction, dict[str, Json]]] = [(Fraction(item.full), {})]
        if item.levels:
            ways = [
                (Fraction(given), {item.id: {"verdict": level.id}})
                for level in item.levels.values()
                if (given := _worth(item, level)) is not None
            ] or ways
        grown: dict[Fraction, dict[str, Json]] = {}
        for total, chosen in sums.items():
            for worth, choice in ways:
                grown.setdefault(total + worth, {**chosen, **choice})
        if len(grown) > _MOST_SUMS:
            return None
        sums = grown
    fit = [total for total in sums if (total >= line) == reach]
    return sums[min(fit) if reach else max(fit)] if fit else None


def _worth(item: Item, level: Level) -> Decimal | None:
    if level.points is not None:
        return min(level.points, item.full)
    return None if level.share is None else item.full * level.share / 100


def unmet(items: Iterable[Item], share: Decimal, *, reach: bool) -> dict[str, Json] | None:
    """Verdicts by which just the share (in percent) of the weights is met, or just less; None where none is less."""
    every = [item for item in items if item.way == "verdict"]
    whole = sum((Fraction(item.weight) for item in every), Fraction(0))
    may_lose = whole - whole * Fraction(share) / 100
    lost, found = Fraction(0), dict[str, Json]()
    for item in sorted(every, key=lambda item: item.weight):
        if lost + Fraction(item.weight) <= may_lose:
            lost += Fraction(item.weight)
            found[item.id] = {"verdict": "unmet", "reason": "示例"}
    if reach:
        return found
    for item in sorted(every, key=lambda item: item.weight):
        if item.id not in found:
            return {**found, item.id: {"verdict": "unmet", "reason": "示例"}}
    return None


def section_items(resolved: Resolved, section: str) -> list[Item]:
    """The items of a top-level dimension."""
    return [item for item in resolved.items if item.path and item.path[0].id == section]


def minima_room(resolved: Resolved) -> dict[int, Decimal]:
    """How much each section with a minimum may lose without falling below it, by its index."""
    return {
        index: sum((item.full for item in resolved.items if item.section == index), ZERO) - dimension.minimum
        for index, dimension in enumerate(resolved.standard.dimensions)
        if dimension.minimum is not None
    }


__all__ = ["lowered", "minima_room", "section_items", "unmet"]
