"""Numbers followed over the editions between two: 2023 -> 2024 -> 2026, each by its own table. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from kaoping.editions.values import Difference, Kind, Pair
from kaoping.standard.resolved import Resolved

Compare = Callable[[Resolved, Resolved], Difference]


def names(later: Resolved, earlier: Resolved) -> bool:
    """Whether an edition's tables tell how the numbers of an earlier one are its own."""
    return any(
        (table.standard or later.id, table.edition) == (earlier.id, earlier.standard.edition)
        for table in later.standard.replaces
    )


def path(old: Resolved, new: Resolved, between: Sequence[Resolved]) -> list[Resolved]:
    """The shortest way from `old` to `new` on which each edition's table names the one before; empty: there is none."""
    ways = [[old]]
    seen = {old.digest}
    while ways:
        further = []
        for way in ways:
            if names(new, way[-1]):
                return [*way, new]
            for one in between:
                if one.digest not in seen and names(one, way[-1]):
                    seen.add(one.digest)
                    further.append([*way, one])
        ways = further
    return []


def followed(way: Sequence[Resolved], compare: Compare) -> dict[Kind, list[Pair]]:
    """What the tables on a way say together of its two ends; what no table speaks of is left to be found.

    Where a link was found by wording and asks for something else, the whole says so.
    """
    links = [compare(one, other) for one, other in pairwise(way)]
    said: dict[Kind, list[Pair]] = {"criteria": [], "requirements": [], "vetoes": [], "adjustments": []}
    for kind in said:
        joined = list(_marked(links[0], kind))
        for link in links[1:]:
            joined = list(_joined(joined, list(_marked(link, kind))))
        said[kind] = [pair for pair in joined if pair.declared and (pair.old or pair.new)]
    return said


def _marked(link: Difference, kind: Kind) -> Iterator[Pair]:
    """The pairs of one step; one that was found and does not hold is `changed`."""
    broken = {change.pair for change in link.criteria if change.fate == "changed"}
    other = {(one.old, one.new) for change in link.criteria for one in change.requirements if one.because}
    for pair in link.pairs[kind]:
        lost = pair in broken or (kind == "requirements" and (pair.old, pair.new) in other)
        if not pair.declared and pair.old and pair.new and lost:
            yield Pair(pair.old, pair.new, changed=True)
        else:
            yield pair


def _joined(first: Sequence[Pair], then: Sequence[Pair]) -> Iterator[Pair]:
    """Two steps as one: pairs that meet in an element of the edition between belong together."""
    of_then = {id: at for at, pair in enumerate(then) for id in pair.old}
    of_first = {id: at for at, pair in enumerate(first) for id in pair.new}
    seen: tuple[set[int], set[int]] = set(), set()
    starts = [*((0, at) for at in range(len(first))), *((1, at) for at in range(len(then)))]
    for start in starts:
        if start[1] in seen[start[0]]:
            continue
        waiting = [start]
        group: tuple[list[Pair], list[Pair]] = ([], [])
        while waiting:
            side, at = waiting.pop()
            if at in seen[side]:
                continue
            seen[side].add(at)
            pair = (first, then)[side][at]
            group[side].append(pair)
            middle, other = (pair.new, of_then) if side == 0 else (pair.old, of_first)
            waiting += [(1 - side, other[id]) for id in middle if id in other]
        yield _whole(*group)


def _whole(first: Sequence[Pair], then: Sequence[Pair]) -> Pair:
    both = (*first, *then)
    old = tuple(id for pair in first for id in pair.old)
    new = tuple(id for pair in then for id in pair.new)
    notes = dict.fromkeys(pair.note for pair in both if pair.note is not None)
    changed = bool(old and new) and any(pair.changed for pair in both)
    return Pair(old, new, any(pair.declared for pair in both), changed, "；".join(notes) or None)


__all__ = ["followed", "names", "path"]
