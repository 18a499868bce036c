"""Which totals a sheet of points can come to, so that a line moved between two of them is told apart as equivalent.

As with shares: every total that can be reached is in the set, which may hold more.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from kaoping.mutation.attainable import MAX_SHARES, meets_another, whole
from kaoping.mutation.values import Same
from kaoping.numbers import plain, rounded
from kaoping.scoring.adjustments import adjustment_score
from kaoping.scoring.caps import added
from kaoping.scoring.items import countable, possible_values
from kaoping.standard.resolved import Item, Resolved

#: A sum, and the points that apply where it is reached.
_Sum = tuple[Decimal, Decimal]


def same_score_line(before: Decimal, after: Decimal) -> Same:
    """Why a line of points may stand at either place: no total comes to lie between."""

    def same(resolved: Resolved) -> str | None:
        found = None if meets_another(resolved, before, after) else totals(resolved)
        low, high = sorted((Fraction(before), Fraction(after)))
        if found is None or any(low <= total < high for total in found):
            return None
        return f"无论怎样评，得分都不会在 {plain(min(before, after))} 到 {plain(max(before, after))} 之间"

    return same


def same_score_bands(resolved: Resolved) -> str | None:
    """Why it is one whether lines of points are held against the rounded total or not."""
    lines = [band.when for band in resolved.outcomes if band.when is not None]
    if any(when.share_at_least is not None for when in lines):
        return None
    found = totals(resolved)
    if found is None:
        return None
    bounds = [when.score_at_least for when in lines if when.score_at_least is not None]
    rule = resolved.standard.scoring.rounding
    for total in found:
        told = rounded(total, rule.places, rule.mode)
        if any((total >= Fraction(bound)) != (told >= bound) for bound in bounds):
            return None
    return "没有哪一种得分会因修约而越过等次线"


def totals(resolved: Resolved) -> frozenset[Fraction] | None:
    """Every total with adjustments; None where they cannot be counted."""
    scoring = resolved.standard.scoring
    bases = whole(resolved) if scoring.model == "attainment" else _points(resolved)
    if bases is None:
        return None
    scores = [adjustment_score(resolved, adjustment, None) for adjustment in resolved.adjustments]
    for one in added(resolved, scores):
        if not one.values or len(bases) * len(one.values) > MAX_SHARES:
            return None
        bases = frozenset(total + Fraction(amount) for total in bases for amount in one.values)
    limits = [scoring.floor, scoring.ceiling, *(veto.cap for veto in resolved.vetoes)]
    return bases | {Fraction(limit) for limit in (*limits, Decimal(0)) if limit is not None}


def _points(resolved: Resolved) -> frozenset[Fraction] | None:
    scoring = resolved.standard.scoring
    if scoring.model != "points" or resolved.parts or not all(countable(resolved, item) for item in resolved.items):
        return None
    found = _sums(resolved, resolved.items)
    if found is None:
        return None
    declared = sum((item.full for item in resolved.items), Decimal(0))
    rescale = resolved.not_applicable == "rescale"
    base = scoring.base
    reached: set[Fraction] = set()
    for points, applicable in found:
        ratio = Fraction(declared) / Fraction(applicable) if rescale and applicable else Fraction(1)
        if base is None:
            reached.add(Fraction(points) * ratio)
        else:
            left = base if rescale else base - (declared - applicable)
            reached.add(Fraction(left) - Fraction(applicable - points) * ratio)
    return frozenset(reached)


def _sums(resolved: Resolved, items: Iterable[Item]) -> frozenset[_Sum] | None:
    """Every sum of values of the items, each of which may also not apply."""
    full = resolved.not_applicable == "full"
    ways = []
    for item in items:
        # Of levels without a value only the ends of the range that they leave open are ever compared.
        values = set(possible_values(resolved, item, item.full)) or {Decimal(0)}
        more = {(value, item.full) for value in values | {item.full, Decimal(0)}}
        ways.append(frozenset(more if full else more | {(Decimal(0), Decimal(0))}))
    return _added(tuple(ways))


@lru_cache(maxsize=2)  # a line that is moved leaves the sums as they were
def _added(ways: tuple[frozenset[_Sum], ...]) -> frozenset[_Sum] | None:
    """Every sum of one of each; None where there are too many."""
    found: set[_Sum] = {(Decimal(0), Decimal(0))}
    for more in ways:
        if len(found) * len(more) > MAX_SHARES * 4:
            return None
        found = {(points + value, over + top) for points, over in found for value, top in more}
    return frozenset(found)
