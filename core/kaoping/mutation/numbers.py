"""How far a number is moved, to the nearest values that a rule could have had instead; and the change that moves it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kaoping.mutation.values import DROPPED, Change, Kind, Path, Same
from kaoping.numbers import plain

ONE = Decimal(1)


def last_place(value: Decimal) -> Decimal:
    """One unit of the last digit written: 1 for 95, 0.1 for 0.5."""
    exponent = value.as_tuple().exponent
    return ONE.scaleb(exponent) if isinstance(exponent, int) and exponent < 0 else ONE


def beside(value: Decimal, step: Decimal | None = None, *, positive: bool = False) -> Iterator[Decimal]:
    """One step less and one step more.

    :param step: default: one unit of the last digit written.
    :param positive: only numbers above 0 will do: then half the value, where a step less would be none.
    """
    step = step or last_place(value)
    yield value / 2 if positive and value - step <= 0 else value - step
    yield value + step


def moved(
    kind: Kind,
    id: str,
    what: str,
    path: Path,
    key: str,
    before: Decimal,
    after: Decimal | None,
    advice: str,
    *,
    criteria: frozenset[str] | None = frozenset(),
    same: Same | None = None,
) -> Change:
    """One number at `key` of the node at `path` replaced; None takes it away."""
    update: dict[str | int, object] = {key: DROPPED if after is None else after}
    text = "不写" if after is None else plain(after)
    return Change(kind, id, what, plain(before), text, path, update, advice, criteria, same=same)
