"""Honours beside the outcome: how much of one field of the sheet is met, against its line. Pure; no outcome rests on it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from kaoping.scoring.items import ZERO, share_of
from kaoping.scoring.models import nested
from kaoping.scoring.sheet import Derivation, HonourScore, HonourState, ItemScore
from kaoping.standard.model import Honour
from kaoping.standard.resolved import Resolved


def honour_scores(resolved: Resolved, items: Sequence[ItemScore]) -> tuple[HonourScore, ...]:
    """Every honour of the standard, in its order. Call it in a context of exact decimals.

    :param items: every criterion scored, in the order of `resolved.items`.
    """
    return tuple(
        _score(resolved, honour, [_widened(resolved, items[index]) for index in resolved.covered[honour.id]])
        for honour in resolved.honours
    )


def _score(resolved: Resolved, honour: Honour, own: Sequence[ItemScore]) -> HonourScore:
    met, best = sum((item.low for item in own), ZERO), sum((item.high for item in own), ZERO)
    applicable = sum((item.full for item in own), ZERO)
    node = _share(resolved, honour, own, met, best, applicable) if applicable else None
    low, high = (Fraction(node.low), Fraction(node.high)) if node is not None else (None, None)
    return HonourScore(
        id=honour.id,
        title=honour.title,
        covers=honour.covers,
        met=met,
        applicable=applicable,
        unrated=[item.state for item in own].count("unrated"),
        low=low,
        high=high,
        line=honour.attained_at_least,
        state=_state(honour, own, low, high),
        set_by=_set_by(resolved, honour),
        derivation=node,
    )


def _widened(resolved: Resolved, item: ItemScore) -> ItemScore:
    """An unrated item whose best level is short of everything may still turn out not to apply.

    It then leaves the base, and the share of the rest may be higher than with that level: up to full takes it in.
    """
    if item.state != "unrated" or item.high == item.full or resolved.not_applicable == "full":
        return item
    return item._replace(high=item.full, derivation=item.derivation._replace(high=item.full))


def _share(
    resolved: Resolved, honour: Honour, own: Sequence[ItemScore], met: Decimal, best: Decimal, applicable: Decimal
) -> Derivation:
    """The share of these items in percent: level by level where the standard averages so, else of all together."""
    if not resolved.by_points and resolved.standard.scoring.aggregate == "nested":
        return nested(resolved, own)._replace(at=honour.id, title=honour.title, clause=honour.clause)
    leaves = tuple(item.derivation for item in own)
    total = Derivation("sum", "items", "所看各项", None, (), met, best, leaves)
    low, high = share_of(met, applicable), share_of(best, applicable)
    return Derivation("share", honour.id, honour.title, honour.clause, (("full", applicable),), low, high, (total,))


def _state(honour: Honour, own: Sequence[ItemScore], low: Fraction | None, high: Fraction | None) -> HonourState:
    line = honour.attained_at_least
    if own and not any(item.state != "unrated" and item.full for item in own):
        return "no-result"
    if line is None:
        return "rule-not-set"
    if low is None or high is None:
        return "no-result"
    # Shares are exact fractions, so this is 100 x met >= line x applicable, with nothing rounded.
    return "reached" if low >= line else "missed" if high < line else "open"


def _set_by(resolved: Resolved, honour: Honour) -> str | None:
    if honour.attained_at_least is None:
        return None
    rules = resolved.rules
    return rules.set_by if rules is not None and honour.id in rules.honours else honour.set_by
