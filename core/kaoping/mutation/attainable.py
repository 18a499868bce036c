"""Which shares a sheet can come to at all, so that a line moved between two of them is told apart as equivalent.

The sets hold every share that can be reached, and may hold more: what lies in none of them cannot be reached.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from fractions import Fraction

from kaoping.mutation.values import Same
from kaoping.numbers import plain, rounded
from kaoping.standard.model import Dimension, Group
from kaoping.standard.resolved import Item, Resolved

#: Beyond this many shares none is counted out.
MAX_SHARES = 40_000

Shares = frozenset[Fraction]


def same_line(before: Decimal, after: Decimal, section: str | None = None) -> Same:
    """Why a line of attainment may stand at either place: nothing comes to lie between.

    :param section: the dimension whose share the line is about; None for the whole.
    """

    def same(resolved: Resolved) -> str | None:
        if meets_another(resolved, before, after):
            return None
        found = _within(resolved, section) if section is not None else whole(resolved)
        return _between(found, before, after)

    return same


def meets_another(resolved: Resolved, before: Decimal, after: Decimal) -> bool:
    """Whether a line moved from one place to the other meets or passes another.

    Where labels that are still possible are told by ranges alone, one between two lines is possible until they meet.
    """
    low, high = sorted((before, after))
    lines: list[Decimal | None] = [dimension.minimum for dimension in resolved.standard.dimensions]
    for band in resolved.outcomes:
        if band.when is not None:
            when = band.when
            lines += [when.score_at_least, when.share_at_least, when.attained_at_least, *when.section.values()]
    return sum(line is not None and low <= line <= high for line in lines) > 1


def same_honour(before: Decimal, after: Decimal, honour: str) -> Same:
    """The same for the line of an honour, whose share is that of the items it covers."""

    def same(resolved: Resolved) -> str | None:
        scoring = resolved.standard.scoring
        if scoring.model != "attainment" or scoring.aggregate != "flat":
            return None
        items = [resolved.items[index] for index in resolved.covered[honour]]
        return _between(_flat(resolved, items), before, after)

    return same


def same_bands(resolved: Resolved) -> str | None:
    """Why it is one whether lines are held against the rounded share or not."""
    lines = [band.when for band in resolved.outcomes if band.when is not None]
    if any(when.score_at_least is not None or when.share_at_least is not None for when in lines):
        return None
    shares = whole(resolved)
    bounds = [when.attained_at_least for when in lines if when.attained_at_least is not None]
    if shares is None:
        return None
    rule = resolved.standard.scoring.rounding
    for share in shares:
        told = rounded(share, rule.places, rule.mode)
        if any((share >= Fraction(bound)) != (told >= bound) for bound in bounds):
            return None
    return "没有哪一种达标率会因修约而越过等次线"


def _between(shares: Shares | None, before: Decimal, after: Decimal) -> str | None:
    if shares is None:
        return None
    low, high = sorted((Fraction(before), Fraction(after)))
    if any(low <= share < high for share in shares):
        return None
    return f"无论怎样评，达标率都不会在 {plain(min(before, after))} 到 {plain(max(before, after))} 之间"


def whole(resolved: Resolved) -> Shares | None:
    """Every share of the whole sheet; None where they cannot be counted."""
    standard = resolved.standard
    scoring = standard.scoring
    if scoring.model != "attainment":
        return None
    if scoring.aggregate == "flat":
        found = _flat(resolved, resolved.items)
    else:
        loose = [item for item in resolved.items if not item.path]
        found = _mean([*_leaves(resolved, loose), *_branches(resolved, standard.dimensions)])
    limits = [scoring.floor, scoring.ceiling, *(veto.cap for veto in resolved.vetoes)]
    return None if found is None else found | {Fraction(limit) for limit in limits if limit is not None}


def _within(resolved: Resolved, section: str) -> Shares | None:
    if resolved.standard.scoring.model != "attainment":
        return None
    dimension = next(d for d in resolved.standard.dimensions if d.id == section)
    if resolved.standard.scoring.aggregate == "nested":
        return _node(resolved, dimension)
    return _flat(resolved, [item for item in resolved.items if item.path and item.path[0] is dimension])


def _flat(resolved: Resolved, items: Collection[Item]) -> Shares | None:
    """Every share of items of whole weights: any met weight of any applicable weight."""
    weights = [item.weight for item in items]
    if any(item.levels for item in items) or any(weight != weight.to_integral_value() for weight in weights):
        return None
    total = int(sum(weights))
    parts = (Fraction(resolved.partial or 0) / 100).denominator
    if total * total * parts > MAX_SHARES:
        return None
    return frozenset(
        Fraction(100 * met, parts * applicable)
        for applicable in range(1, total + 1)
        for met in range(parts * applicable + 1)
    )


#: A child of a node: its weight, and the shares that it can have.
_Child = tuple[Decimal, Shares | None]


def _node(resolved: Resolved, node: Dimension | Group) -> Shares | None:
    own = [item for item in resolved.items if item.path and item.path[-1] is node]
    below = node.groups if isinstance(node, Dimension) else ()
    return _mean([*_leaves(resolved, own), *_branches(resolved, below)])


def _branches(resolved: Resolved, nodes: Iterable[Dimension | Group]) -> Iterator[_Child]:
    for node in nodes:
        yield resolved.weight_of(node), _node(resolved, node)


def _leaves(resolved: Resolved, items: Iterable[Item]) -> Iterator[_Child]:
    partial = [] if resolved.partial is None else [Fraction(resolved.partial)]
    for item in items:
        yield item.weight, None if item.levels else frozenset((Fraction(0), *partial, Fraction(100)))


def _mean(children: Iterable[_Child]) -> Shares | None:
    """Every weighted mean of some of the children."""
    sums: set[tuple[Fraction, Decimal]] = {(Fraction(0), Decimal(0))}
    for weight, shares in children:
        if shares is None or len(sums) * (len(shares) + 1) > MAX_SHARES:
            return None
        sums |= {(sum_ + share * Fraction(weight), total + weight) for sum_, total in sums for share in shares}
    return frozenset(sum_ / Fraction(total) for sum_, total in sums if total)
