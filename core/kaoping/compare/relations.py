"""How what two criteria ask for relates: reading it backwards, and following it over a third criterion. Pure.

The terms are those of NIST IR 8477. A criterion stands for the set of what it asks, never empty; a subset is a smaller
one. Of two sets exactly one of the five holds, so a chain comes to those that are still possible, and to no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import Literal, get_args

Relation = Literal["equal", "subset", "superset", "intersects", "none"]
RELATIONS: tuple[Relation, ...] = get_args(Relation)

#: The relations one of which holds; one alone is asserted.
Possible = frozenset[Relation]

ANY: Possible = frozenset(RELATIONS)

_BACK: dict[Relation, Relation] = {"subset": "superset", "superset": "subset"}


def _of(text: str) -> Possible:
    return frozenset(one for one in RELATIONS if one in text.split())


#: First link, then second; what is not listed is equal to one of its ends.
_CHAIN: dict[tuple[Relation, Relation], Possible] = {
    ("subset", "subset"): _of("subset"),
    ("subset", "superset"): ANY,
    ("subset", "intersects"): _of("subset intersects none"),
    ("subset", "none"): _of("none"),
    ("superset", "subset"): _of("equal subset superset intersects"),
    ("superset", "superset"): _of("superset"),
    ("superset", "intersects"): _of("superset intersects"),
    ("superset", "none"): _of("superset intersects none"),
    ("intersects", "subset"): _of("subset intersects"),
    ("intersects", "superset"): _of("superset intersects none"),
    ("intersects", "intersects"): ANY,
    ("intersects", "none"): _of("superset intersects none"),
    ("none", "subset"): _of("subset intersects none"),
    ("none", "superset"): _of("none"),
    ("none", "intersects"): _of("subset intersects none"),
    ("none", "none"): ANY,
}


def backwards(relation: Relation) -> Relation:
    """The relation read from the other end: subset and superset change places, the others stay."""
    return _BACK.get(relation, relation)


def chained(first: Relation, second: Relation) -> Possible:
    """What may hold between A and C where `first` holds between A and B, and `second` between B and C."""
    if first == "equal":
        return frozenset((second,))
    if second == "equal":
        return frozenset((first,))
    return _CHAIN[first, second]


def along(links: Iterable[Relation]) -> Possible:
    """What may hold between the two ends of a chain of any length; an empty one leads nowhere: equal."""
    start: Possible = frozenset(("equal",))
    return reduce(lambda held, link: frozenset(x for one in held for x in chained(one, link)), links, start)


def asserted(possible: Possible) -> Relation | None:
    """The one relation that is left; None where several are possible, or none is."""
    return next(iter(possible)) if len(possible) == 1 else None


def shares(possible: Possible) -> bool:
    """Whether the two are sure to have something in common, whichever holds."""
    return bool(possible) and "none" not in possible
