"""Two lists numbered in the same way, one within the other, both running through the whole document. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

#: Fewer numbers are no list that runs through a document.
_LEAST, _HEADS = 12, 3
#: More are no rubric, and every number is held against all before it.
MOST = 1500


def outer(values: Sequence[int]) -> set[int]:
    """The places of the numbers that head a list running on beneath them; none where there is one list, or new ones.

    `1 1 2 3 4 2 5 6 3 7`: the list 1 to 7 has the headings 1, 2 and 3 between its items.
    """
    if not _LEAST <= len(values) <= MOST:
        return set()
    chain = longest(values)
    steps = [values[b] == values[a] + 1 for a, b in pairwise(chain)]
    rest = [at for at in range(len(values)) if at not in set(chain)]
    rising = sum(values[b] > values[a] for a, b in pairwise(rest))
    whole = len(chain) >= _LEAST and sum(steps) >= 0.7 * len(steps) and values[chain[-1]] > 1.5 * len(rest)
    if not whole or len(rest) < _HEADS or rising < 0.8 * (len(rest) - 1):
        return set()
    return set(rest)


def longest(values: Sequence[int]) -> list[int]:
    """The places of the longest rising list, one that counts by one before others."""
    best: list[tuple[float, int]] = []
    for at, value in enumerate(values):
        found = (1.0, -1)
        for before in range(at):
            if values[before] < value:
                step = 1.0 if values[before] + 1 == value else 1 / (4 * (value - values[before]))
                step += 0.01 * (before + 1 == at)  # of two alike, the one that stands beside its neighbour
                found = max(found, (best[before][0] + step, before))
        best.append(found)
    at = max(range(len(values)), key=lambda one: best[one][0])
    chain = []
    while at >= 0:
        chain.append(at)
        at = best[at][1]
    return chain[::-1]
