"""Which totals the sheet can still reach: exact sets where the total is linear, ranges where it is not.

A set of reachable sums is one integer used as a bit set: bit k stands for k ticks. Adding an item whose value is open
is one shift and one "or" per value, so 100 items cost microseconds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil
from typing import Protocol

from kaoping.scoring.caps import added
from kaoping.scoring.items import ZERO, countable, possible_values
from kaoping.scoring.sheet import Added, AdjustmentScore, ItemScore, Totals
from kaoping.standard.resolved import Resolved

#: Beyond this many ticks a range serves: a set would cost more than it tells.
MAX_TICKS = 400_000
#: Beyond this many sums of adjustments beside scaled items, likewise.
MAX_EXTRAS = 200
#: Further than any total: how far amounts that nobody has set may move one.
ANYWHERE = Fraction(10**24)

Interval = tuple[Fraction | None, Fraction | None]
"""At least (included), below (excluded)."""

#: The monotone way from a total to the result that bands compare: clamp, veto, rounding.
Finish = Callable[[Fraction], Fraction]


class Space(Protocol):
    """All ways in which the sheet can still be completed."""

    def feasible(self, finish: Finish, result: Interval, attained: Interval, sections: Mapping[int, Interval]) -> bool:
        """Whether some completion has its result, its attainment and its sections in these intervals."""
        ...


def ends(totals: Totals, extras: Sequence[Added]) -> tuple[Fraction, Fraction]:
    """The least and the most the total can be with what is `added`, before clamp and vetoes."""
    low, high = totals.low, totals.high
    for extra in extras:
        low += Fraction(extra.low)
        high += Fraction(extra.high)
    return low, high


class Ranges:
    """Everything between the ends counts as reachable, each quantity by itself: never misses a possibility.

    `down` and `up` say that amounts nobody has set may move the result any distance.
    """

    def __init__(self, totals: Totals, extras: Sequence[Added], *, down: bool = False, up: bool = False) -> None:
        self._totals = totals
        low, high = ends(totals, extras)
        self._low = low - ANYWHERE if down else low
        self._high = high + ANYWHERE if up else high

    def feasible(self, finish: Finish, result: Interval, attained: Interval, sections: Mapping[int, Interval]) -> bool:
        """See `Space`."""
        if not _meets(finish(self._low), finish(self._high), result):
            return False
        if not _meets(finish(self._totals.low), finish(self._totals.high), attained):
            return False
        return all(
            _meets(Fraction(self._totals.sections[index].low), Fraction(self._totals.sections[index].high), interval)
            for index, interval in sections.items()
        )


class Lattice:
    """Exact: every reachable sum, by section and in all.

    `cells` are the sums of each section's items (section -1: of none); `extras` the sums of the adjustments, from
    `offset` on.
    """

    def __init__(
        self,
        totals: Totals,
        linear: tuple[Fraction, Fraction],
        ticks: int,
        cells: dict[int, int],
        offset: int,
        extras: int,
    ) -> None:
        self._totals = totals
        self._scale, self._shift = linear
        self._ticks = ticks
        self._cells = cells
        self._offset = offset
        self._extras = extras
        self._cells_cut: dict[tuple[int, Interval], int] = {}
        self._known: dict[tuple[tuple[int, Interval], ...], int] = {}

    def feasible(self, finish: Finish, result: Interval, attained: Interval, sections: Mapping[int, Interval]) -> bool:
        """See `Space`."""
        reached = self._sums(sections)
        if reached and attained != (None, None):
            reached = self._within(reached, finish, attained, Fraction(0))
        if not reached or result == (None, None):
            return bool(reached)
        if self._scale == 1:
            start = Fraction(self._offset, self._ticks)
            return bool(self._within(sums(reached, self._extras), finish, result, start))
        # What is added outside is not scaled with the items, so each sum of it is looked at by itself.
        return any(self._with(reached, finish, k, result) for k in _each(self._extras))

    def _with(self, reached: int, finish: Finish, extra: int, result: Interval) -> bool:
        added = Fraction(self._offset + extra, self._ticks)
        return bool(self._within(reached, finish, result, added))

    def _within(self, reached: int, finish: Finish, interval: Interval, added: Fraction) -> int:
        """The sums whose finished total, with what is `added` outside, lies in the interval."""
        base, step = self._shift + added, self._scale / self._ticks
        # Rounding moves a total by little, so the first sum within a bound is mostly the one without it.
        return _cut(reached, lambda k: finish(base + step * k), interval, lambda bound: ceil((bound - base) / step))

    def _sums(self, sections: Mapping[int, Interval]) -> int:
        key = tuple(sections.items())
        reached = self._known.get(key)
        if reached is None:
            reached = 1
            for index, cell in self._cells.items():
                interval = sections.get(index)
                reached = sums(reached, cell if interval is None else self._section(index, cell, interval))
                if not reached:
                    break
            self._known[key] = reached
        return reached

    def _section(self, index: int, cell: int, interval: Interval) -> int:
        found = self._cells_cut.get((index, interval))
        if found is None:
            found = self._cells_cut[index, interval] = self._section_cut(index, cell, interval)
        return found

    def _section_cut(self, index: int, cell: int, interval: Interval) -> int:
        section = self._totals.sections[index]
        if self._totals.attainment is None:
            return _cut(cell, lambda k: Fraction(k, self._ticks), interval)
        # Sections of an attainment model are shares of the section's own weight, which the highest sum stands for.
        whole = Fraction(cell.bit_length() - 1, self._ticks)
        top = Fraction(section.high)
        return _cut(cell, lambda k: Fraction(k, self._ticks) * top / whole if whole else Fraction(0), interval)


class Lazily:
    """A space that is worked out when it is first asked, for most sheets are decided without."""

    def __init__(self, make: Callable[[], Space]) -> None:
        self._make = make
        self._made: Space | None = None

    def feasible(self, finish: Finish, result: Interval, attained: Interval, sections: Mapping[int, Interval]) -> bool:
        """See `Space`."""
        if self._made is None:
            self._made = self._make()
        return self._made.feasible(finish, result, attained, sections)


def space(
    resolved: Resolved, items: Sequence[ItemScore], totals: Totals, adjustments: Sequence[AdjustmentScore]
) -> Space:
    """The exact set where the total is a sum of items on a grid, else the ranges."""
    return Lazily(lambda: _space(resolved, items, totals, added(resolved, adjustments)))


def _space(resolved: Resolved, items: Sequence[ItemScore], totals: Totals, extras: Sequence[Added]) -> Space:
    fallback = Ranges(totals, extras)
    if totals.linear is None or any(item.unset for item in items) or not all(one.values for one in extras):
        return fallback
    fixed: dict[int, Decimal] = {}
    values: list[tuple[int, tuple[Decimal, ...]]] = []
    for item in items:
        section = item.item.section
        fixed.setdefault(section, ZERO)
        if item.values is not None:
            values.append((section, item.values))
        elif item.state != "unrated":
            fixed[section] += item.low
        elif not countable(resolved, item.item):
            return fallback
        else:
            values.append((section, _options(resolved, item)))
    ticks = _ticks(
        {*fixed.values(), *(v for _, options in values for v in options), *(v for one in extras for v in one.values)}
    )
    if ticks is None:
        return fallback
    if ticks * (sum(fixed.values(), ZERO) + sum((options[-1] for _, options in values), ZERO) + 1) > MAX_TICKS:
        return fallback
    cells = {section: 1 << int(value * ticks) for section, value in fixed.items()}
    for section, options in values:
        cells[section] = sums(cells[section], _bits(options, ticks))
    outside = _extras(extras, ticks)
    if outside is None or (totals.linear[0] != 1 and outside[1].bit_count() > MAX_EXTRAS):
        return fallback
    return Lattice(totals, totals.linear, ticks, cells, *outside)


def _options(resolved: Resolved, item: ItemScore) -> tuple[Decimal, ...]:
    """The values of an unrated item, and what it gives where it turns out not to apply: nothing, or everything."""
    options = possible_values(resolved, item.item, item.full)
    if options[0] != item.low:
        options = (item.low, *options)
    return options if options[-1] == item.high else (*options, item.high)


def _extras(extras: Sequence[Added], ticks: int) -> tuple[int, int] | None:
    """The sums of what is added in ticks, from an offset on; None where they spread too far."""
    offset, bits = 0, 1
    for one in extras:
        least = min(one.values)
        if int((max(one.values) - least) * ticks) + bits.bit_length() > MAX_TICKS:
            return None
        offset += int(least * ticks)
        bits = sums(bits, _bits(tuple(value - least for value in one.values), ticks))
    return offset, bits


def _meets(low: Fraction, high: Fraction, interval: Interval) -> bool:
    at_least, below = interval
    if at_least is not None and high < at_least:
        return False
    if below is not None and low >= below:
        return False
    return at_least is None or below is None or at_least < below


def _cut(
    bits: int,
    value: Callable[[int], Fraction],
    interval: Interval,
    likely: Callable[[Fraction], int] | None = None,
) -> int:
    """The sums whose value, which never falls as they grow, lies in the interval.

    :param likely: where the first sum of at least this value is to be looked for first.
    """
    at_least, below = interval
    size = bits.bit_length()

    def first(bound: Fraction) -> int:
        guess = min(max(likely(bound), 0), size) if likely is not None else 0
        beyond = guess == size or value(guess) >= bound
        if beyond and (guess == 0 or value(guess - 1) < bound):
            return guess
        return bisect_left(range(size), bound, key=value)

    if at_least is not None:
        start = first(at_least)
        bits = bits >> start << start
    if below is not None:
        bits &= (1 << first(below)) - 1
    return bits


def _ticks(values: set[Decimal]) -> int | None:
    places = 0
    for value in values:
        exponent = value.normalize().as_tuple().exponent
        if not isinstance(exponent, int):
            return None
        places = max(places, -exponent)
    return 10**places if places <= 4 else None


@lru_cache(maxsize=4096)
def _bits(values: tuple[Decimal, ...], ticks: int) -> int:
    bits = 0
    for value in values:
        bits |= 1 << int(value * ticks)
    return bits


def _each(bits: int) -> Iterator[int]:
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def sums(left: int, right: int) -> int:
    """Every sum of an element of one set and one of the other."""
    if left.bit_count() < right.bit_count():
        left, right = right, left
    found = 0
    for shift in _each(right):
        found |= left << shift
    return found
