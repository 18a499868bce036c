"""The smallest choice of things that together come to enough, exactly. Pure; whole numbers alone.

Enough is a sum over all that is chosen, and a sum of its own for some sections. Smallest is fewest, then cheapest, then
earliest. First the least number is found (the best of each section, so many at a time, put together), then, from the
back, every cost that so many things can have without falling short: what cannot come to enough any more is dropped, and
that is nearly everything, for with one thing fewer nothing would do.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

#: Stands for what cannot be.
NEVER = -1


class Thing(NamedTuple):
    """One thing that may be chosen.

    :ivar section: things of a section stand together; within one that has a need of its own, `adds` and `own` are
        proportional.
    :ivar cost: never negative; of equally many things the cheaper are chosen.
    :ivar adds: what it adds to the sum over all; never negative.
    :ivar own: what it adds to its section's own sum; never negative.
    """

    section: int
    cost: int
    adds: int
    own: int


#: By how many are chosen and what they cost: the most they add over all, by what they add to the section begun.
Table = dict[tuple[int, int], dict[int, int]]


def smallest(things: Sequence[Thing], need: int, needs: Mapping[int, int]) -> tuple[int, ...] | None:
    """Indices of the smallest choice, ascending; None where not even everything is enough.

    :param need: what the choice must add over all.
    :param needs: what it must add to a section's own sum, by section.
    """
    number = fewest(things, need, needs)
    if number is None:
        return None
    if number == 0:
        return ()
    wanted = _wanted(needs)
    groups = _groups(things)
    before = _prefixes(things, groups, wanted)
    tables = _tables(things, groups, wanted, before, need, number)
    start = wanted.get(things[0].section, 0)
    costs = [cost for (k, cost) in tables[0] if k == number and _there(tables[0], k, cost, need, start)]
    return _earliest(things, tables, wanted, number, min(costs), need)


def fewest(things: Sequence[Thing], need: int, needs: Mapping[int, int]) -> int | None:
    """How many things a smallest choice has; None where not even everything is enough. Far quicker than the choice."""
    return fewest_beside(things, (), need, needs)[0]


def fewest_beside(
    things: Sequence[Thing], given: Sequence[Thing], need: int, needs: Mapping[int, int]
) -> list[int | None]:
    """How many things a smallest choice has where so many of `given` come for nothing, by how many; None for none."""
    wanted = _wanted(needs)
    if not set(wanted) <= {thing.section for thing in (*things, *given)}:
        return [None] * (len(given) + 1)
    bound: dict[tuple[int, int], int] = {(0, 0): 0}
    for section, least in wanted.items():
        own, owned = _sums(t for t in things if t.section == section)
        free, freed = _sums(t for t in given if t.section == section)
        after: dict[tuple[int, int], int] = {}
        for (k, j), adds in bound.items():
            for a in range(len(own)):
                for b in range(len(free)):
                    if owned[a] + freed[b] >= least:
                        key, sum_ = (k + a, j + b), adds + own[a] + free[b]
                        after[key] = max(after.get(key, NEVER), sum_)
        bound = after
    own, _ = _sums(t for t in things if t.section not in wanted)
    free, _ = _sums(t for t in given if t.section not in wanted)
    found: list[int | None] = [None] * (len(given) + 1)
    for (k, j), adds in bound.items():
        for b in range(len(free)):
            more = bisect_left(own, need - adds - free[b])
            held = found[j + b]
            if more < len(own) and (held is None or k + more < held):
                found[j + b] = k + more
    for j in range(1, len(found)):
        before, held = found[j - 1], found[j]
        if before is not None and (held is None or before < held):
            found[j] = before
    return found


def _sums(things: Iterable[Thing]) -> tuple[list[int], list[int]]:
    """What the best so many of these add over all, and to their section's own sum."""
    order = sorted(things, key=lambda thing: (-thing.adds, -thing.own))
    return (
        list(accumulate((thing.adds for thing in order), initial=0)),
        list(accumulate((thing.own for thing in order), initial=0)),
    )


def _wanted(needs: Mapping[int, int]) -> dict[int, int]:
    return {section: least for section, least in needs.items() if least > 0}


def _groups(things: Sequence[Thing]) -> list[range]:
    """The things of each section."""
    starts = [i for i, thing in enumerate(things) if i == 0 or things[i - 1].section != thing.section]
    return [range(a, b) for a, b in zip(starts, [*starts[1:], len(things)], strict=True)]


def _prefixes(things: Sequence[Thing], groups: Sequence[range], wanted: Mapping[int, int]) -> list[list[int]]:
    """For the sections before each: the most that exactly so many of their things add, their own needs met."""
    found = [[0]]
    for group in groups:
        own = _best(things, group, wanted)
        last = found[-1]
        both = [NEVER] * (len(last) + len(own) - 1)
        for a, left in enumerate(last):
            if left == NEVER:
                continue
            for b, right in enumerate(own):
                if right != NEVER and left + right > both[a + b]:
                    both[a + b] = left + right
        found.append(both)
    return found


def _best(things: Sequence[Thing], group: range, wanted: Mapping[int, int]) -> list[int]:
    """The most that exactly so many things of one section add, its need met."""
    order = sorted((things[i] for i in group), key=lambda thing: (-thing.own, -thing.adds))
    least = wanted.get(things[group[0]].section, 0)
    if not least:
        order.sort(key=lambda thing: -thing.adds)
    added = accumulate((thing.adds for thing in order), initial=0)
    owned = accumulate((thing.own for thing in order), initial=0)
    return [most if own >= least else NEVER for most, own in zip(added, owned, strict=True)]


def _tables(
    things: Sequence[Thing],
    groups: Sequence[range],
    wanted: Mapping[int, int],
    before: Sequence[Sequence[int]],
    need: int,
    number: int,
) -> list[Table]:
    """For the things from each one on: what can be chosen of them in a smallest choice."""
    tables: list[Table] = [{} for _ in range(len(things) + 1)]
    tables[-1] = {(0, 0): {0: 0}}
    for which in range(len(groups) - 1, -1, -1):
        group = groups[which]
        least = wanted.get(things[group[0]].section, 0)
        following = _closed(tables[group[-1] + 1], things, group[-1] + 1, wanted)
        for index in reversed(group):
            ahead = _Ahead(things, range(group[0], index), before[which], least, need, number)
            tables[index] = _with(following, things[index], least, ahead)
            following = tables[index]
    return tables


class _Ahead:
    """Whether what was chosen of the things from one on can still come to enough with those before it."""

    def __init__(
        self, things: Sequence[Thing], same: range, before: Sequence[int], least: int, need: int, number: int
    ) -> None:
        order = sorted((things[i] for i in same), key=lambda thing: (-thing.own, -thing.adds))
        if not least:
            order.sort(key=lambda thing: -thing.adds)
        self._added = list(accumulate((thing.adds for thing in order), initial=0))
        self._owned = list(accumulate((thing.own for thing in order), initial=0))
        self._before, self._least, self._need, self._number = before, least, need, number

    def can(self, chosen: int, own: int, adds: int) -> bool:
        left = self._number - chosen
        for many in range(min(left, len(self._added) - 1) + 1):
            rest = left - many
            if (
                rest < len(self._before)
                and self._before[rest] != NEVER
                and own + self._owned[many] >= self._least
                and adds + self._added[many] + self._before[rest] >= self._need
            ):
                return True
        return False


def _closed(table: Table, things: Sequence[Thing], index: int, wanted: Mapping[int, int]) -> Table:
    """The table of the next section on, as the section before it sees it: its need met, a new own sum begun."""
    least = wanted.get(things[index].section, 0) if index < len(things) else 0
    found: Table = {}
    for key, held in table.items():
        most = max((adds for own, adds in held.items() if own >= least), default=NEVER)
        if most != NEVER:
            found[key] = {0: most}
    return found


def _with(following: Table, thing: Thing, least: int, ahead: _Ahead) -> Table:
    found: Table = {}
    for (count, cost), held in following.items():
        for own, adds in held.items():
            taken = min(own + thing.own, least)
            for k, c, o, a in ((count, cost, own, adds), (count + 1, cost + thing.cost, taken, adds + thing.adds)):
                row = found.get((k, c))
                if row is not None and row.get(o, NEVER) >= a:
                    continue
                if ahead.can(k, o, a):
                    if row is None:
                        row = found[k, c] = {}
                    row[o] = a
    return found


def _there(table: Table, count: int, cost: int, need: int, least: int) -> bool:
    return any(own >= least and adds >= need for own, adds in table.get((count, cost), {}).items())


def _earliest(
    things: Sequence[Thing], tables: Sequence[Table], wanted: Mapping[int, int], count: int, cost: int, need: int
) -> tuple[int, ...]:
    """Of the smallest choices the one whose things come first: each thing is taken wherever the rest can follow."""
    chosen: list[int] = []
    least = wanted.get(things[0].section, 0)
    for index, thing in enumerate(things):
        ends = index + 1 == len(things) or things[index + 1].section != thing.section
        begun = wanted.get(things[index + 1].section, 0) if ends and index + 1 < len(things) else 0
        left = least - thing.own
        after = begun if ends else left
        fits = (not ends or left <= 0) and count > 0 and cost >= thing.cost
        if fits and _there(tables[index + 1], count - 1, cost - thing.cost, need - thing.adds, after):
            chosen.append(index)
            count, cost, need, least = count - 1, cost - thing.cost, need - thing.adds, after
        elif ends:
            least = begun
    return tuple(chosen)
