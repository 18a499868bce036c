"""Which totals the sheet can still reach: exact sets where the total is linear, ranges where it is not.

A set of reachable sums is one integer used as a bit set: bit k stands for k ticks. Adding an item whose value is open
is one shift and one "or" per value, so 100 items cost microseconds.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Protocol

from kaoping.scoring.items import possible_values
from kaoping.scoring.sheet import AdjustmentScore, ItemScore, Totals
from kaoping.standard.resolved import Resolved

#: Beyond this many ticks a range serves: a set would cost more than it tells.
MAX_TICKS = 400_000
#: Beyond this many values of an item (points with a very fine step), likewise.
MAX_VALUES = 4_000

Interval = tuple[Fraction | None, Fraction | None]
"""At least (included), below (excluded)."""

#: The monotone way from a total to the result that bands compare: clamp, veto, rounding.
Finish = Callable[[Fraction], Fraction]


class Space(Protocol):
    """All ways in which the sheet can still be completed."""

    def feasible(self, finish: Finish, result: Interval, attained: Interval, sections: Mapping[int, Interval]) -> bool:
        """Whether some completion has its result, its attainment and its sections in these intervals."""
        ...


class Ranges:
    """Everything between the ends counts as reachable, each quantity by itself: never misses a possibility."""

    def __init__(self, totals: Totals, adjustments: Sequence[AdjustmentScore]) -> None:
        self._totals = totals
        self._low = totals.low + sum((Fraction(a.low) for a in adjustments), Fraction(0))
        self._high = totals.high + sum((Fraction(a.high) for a in adjustments), Fraction(0))

    def feasible(self, finish: Finish, result: Interval, attained: Interval, sections: Mapping[int, Interval]) -> bool:
        """See `Space`."""
        if not _meets(finish(self._low), finish(self._high), result):
            return False
        if not _meets(self._totals.low, self._totals.high, attained):
            return False
        return all(
            _meets(Fraction(self._totals.sections[index].low), Fraction(self._totals.sections[index].high), interval)
            for index, interval in sections.items()
        )


class Lattice:
    """Exact: every reachable sum, by section and in all."""

    def __init__(
        self,
        totals: Totals,
        linear: tuple[Fraction, Fraction],
        ticks: int,
        cells: dict[int, int],
        extras: tuple[int, int],
    ) -> None:
        self._totals = totals
        self._scale, self._shift = linear
        self._ticks = ticks
        self._cells = cells
        self._extras, self._offset = extras

    def feasible(self, finish: Finish, result: Interval, attained: Interval, sections: Mapping[int, Interval]) -> bool:
        """See `Space`."""
        reached = 1
        for index, cell in self._cells.items():
            interval = sections.get(index)
            reached = _sums(reached, cell if interval is None else self._section(index, cell, interval))
            if not reached:
                return False
        reached = self._cut(reached, lambda k: self._shift + self._scale * Fraction(k, self._ticks), attained)
        if not reached:
            return False
        reached = _sums(reached, self._extras)
        return bool(
            self._cut(
                reached, lambda k: finish(self._shift + self._scale * Fraction(k - self._offset, self._ticks)), result
            )
        )

    def _section(self, index: int, cell: int, interval: Interval) -> int:
        section = self._totals.sections[index]
        if self._totals.attainment is None:
            return self._cut(cell, lambda k: Fraction(k, self._ticks), interval)
        # Sections of an attainment model are shares of the section's own weight, which the highest sum stands for.
        if not section.full:
            return cell if _meets(Fraction(0), Fraction(0), interval) else 0
        whole = Fraction(cell.bit_length() - 1, self._ticks)
        top = Fraction(section.high)
        return self._cut(cell, lambda k: Fraction(k, self._ticks) * top / whole if whole else Fraction(0), interval)

    @staticmethod
    def _cut(bits: int, value: Callable[[int], Fraction], interval: Interval) -> int:
        at_least, below = interval
        size = bits.bit_length()
        if at_least is not None:
            first = bisect_left(range(size), at_least, key=value)
            bits = bits >> first << first
        if below is not None:
            last = bisect_left(range(size), below, key=value)
            bits &= (1 << last) - 1
        return bits


def space(
    resolved: Resolved, items: Sequence[ItemScore], totals: Totals, adjustments: Sequence[AdjustmentScore]
) -> Space:
    """The exact set where the total is a sum of items on a grid, else the ranges."""
    fallback = Ranges(totals, adjustments)
    if totals.linear is None or any(item.unset for item in items):
        return fallback
    scale = totals.linear[0]
    if scale != 1 and any(a.low != a.high or a.low for a in adjustments):
        return fallback
    values: list[tuple[int, list[Decimal]]] = []
    for item in items:
        if item.state == "unrated":
            if item.item.step and item.full / item.item.step > MAX_VALUES:
                return fallback
            options = possible_values(resolved, item.item, item.full)
            # What may yet turn out not to apply at all adds nothing, or everything.
            values.append((item.item.section, options if options[0] == 0 else [Decimal(0), *options]))
        else:
            values.append((item.item.section, [item.low]))
    extras = [list(a.values) for a in adjustments]
    ticks = _ticks([option for _, options in values for option in options] + [v for extra in extras for v in extra])
    if any(option < 0 for _, options in values for option in options):
        return fallback
    if ticks is None or ticks * (sum((options[-1] for _, options in values), Decimal(0)) + 1) > MAX_TICKS:
        return fallback
    cells: dict[int, int] = {}
    for section, options in values:
        cells[section] = _sums(cells.get(section, 1), _bits(options, ticks))
    offset, bits = 0, 1
    for extra in extras:
        least = min(extra)
        offset -= int(least * ticks)
        bits = _sums(bits, _bits([value - least for value in extra], ticks))
    return Lattice(totals, totals.linear, ticks, cells, (bits, offset))


def _meets(low: Fraction, high: Fraction, interval: Interval) -> bool:
    at_least, below = interval
    if at_least is not None and high < at_least:
        return False
    if below is not None and low >= below:
        return False
    return at_least is None or below is None or at_least < below


def _ticks(values: Sequence[Decimal]) -> int | None:
    places = 0
    for value in values:
        exponent = value.normalize().as_tuple().exponent
        if not isinstance(exponent, int):
            return None
        places = max(places, -exponent)
    return 10**places if places <= 4 else None


def _bits(values: Sequence[Decimal], ticks: int) -> int:
    bits = 0
    for value in values:
        bits |= 1 << int(value * ticks)
    return bits


def _sums(left: int, right: int) -> int:
    """Every sum of an element of one set and one of the other."""
    if left.bit_count() < right.bit_count():
        left, right = right, left
    found = 0
    while right:
        low = right & -right
        found |= left << (low.bit_length() - 1)
        right ^= low
    return found
