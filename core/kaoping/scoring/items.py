"""One criterion: from its rating to what it adds to the score, as a range. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from kaoping.answers import Rating, Unit
from kaoping.numbers import Exact
from kaoping.scoring.sheet import Derivation, ItemScore
from kaoping.standard.fields import Attribute
from kaoping.standard.model import Level
from kaoping.standard.resolved import HUNDRED, Item, Resolved

ZERO = Decimal(0)
UNRATED = Rating()


def applies(condition: Mapping[str, Attribute] | None, unit: Unit) -> bool | None:
    """Whether what has this condition applies to the unit; None where an attribute that decides is not known."""
    if not condition:
        return True
    unknown = False
    for name, wanted in condition.items():
        if name not in unit.attributes:
            unknown = True
        elif unit.attributes[name] != wanted:
            return False
    return None if unknown else True


def score_item(resolved: Resolved, item: Item, rating: Rating, unit: Unit) -> ItemScore:
    """Score one criterion.

    Points: awarded = points given, or full points minus deductions, never below 0. Attainment: credit 0 to 1 times the
    weight. Unrated is the whole range; what does not apply follows the standard's policy.
    """
    criterion = item.criterion
    top = item.full if resolved.by_points else item.weight
    applicable = applies(criterion.applies_when, unit)
    if applicable is False:
        return _out(item, "outside", resolved, top)
    if applicable is None:
        return _open(item, top, "attribute", "、".join(criterion.applies_when or ()))
    if rating.not_applicable is not None:
        return _out(item, "not-applicable", resolved, top, rating.not_applicable)
    if rating.points is not None:
        node = Derivation(
            "points", criterion.id, criterion.title, criterion.clause, (("full", top),), rating.points, rating.points
        )
        return ItemScore(item, "rated", rating.points, rating.points, top, False, node)
    if rating.deductions:
        lost = sum((deduction.amount for deduction in rating.deductions), ZERO)
        left = max(top - lost, ZERO)
        inputs: tuple[tuple[str, Exact | str], ...] = (("full", top),)
        for deduction in rating.deductions:
            inputs += (("deduction", deduction.amount), ("reason", deduction.reason))
        node = Derivation("deductions", criterion.id, criterion.title, criterion.clause, inputs, left, left)
        return ItemScore(item, "rated", left, left, top, False, node)
    if rating.verdict is not None:
        return _by_verdict(resolved, item, rating.verdict, top)
    return _open(item, top, None, None)


def level_value(level: Level, top: Decimal) -> Decimal | None:
    """What a level gives of `top`; None where nobody has set its value."""
    if level.points is not None:
        return level.points
    if level.share is not None:
        return top * level.share / HUNDRED
    return None


def possible_values(resolved: Resolved, item: Item, top: Decimal) -> list[Decimal]:
    """Every value the criterion may still get, ascending: the grid of its step, its levels, or its verdicts."""
    if item.levels:
        found = [level_value(level, top) for level in item.levels.values()]
        if None not in found:
            return sorted({value for value in found if value is not None})
    if not resolved.by_points:
        partial = resolved.partial
        return [ZERO, top] if partial is None else sorted({ZERO, top * partial / HUNDRED, top})
    count = int(top // item.step)
    values = [item.step * number for number in range(count + 1)]
    return values if values[-1] == top else [*values, top]


def _by_verdict(resolved: Resolved, item: Item, verdict: str, top: Decimal) -> ItemScore:
    criterion = item.criterion
    level = item.levels.get(verdict)
    if level is not None:
        value = level_value(level, top)
        if value is None:
            node = Derivation(
                "level", criterion.id, criterion.title, criterion.clause, (("level", level.title),), ZERO, top
            )
            return ItemScore(item, "rated", ZERO, top, top, True, node)
        inputs: tuple[tuple[str, Exact | str], ...] = (("level", level.title), ("full", top))
        node = Derivation("level", criterion.id, criterion.title, criterion.clause, inputs, value, value)
        return ItemScore(item, "rated", value, value, top, False, node)
    share = {"met": HUNDRED, "unmet": ZERO, "partial": resolved.partial or ZERO}[verdict]
    value = top * share / HUNDRED
    node = Derivation(
        "verdict",
        criterion.id,
        criterion.title,
        criterion.clause,
        (("verdict", verdict), ("weight", top)),
        value,
        value,
    )
    return ItemScore(item, "rated", value, value, top, False, node)


def _open(item: Item, top: Decimal, name: str | None, value: str | None) -> ItemScore:
    criterion = item.criterion
    inputs: tuple[tuple[str, Exact | str], ...] = (("full", top),)
    if name is not None and value is not None:
        inputs += ((name, value),)
    node = Derivation("unrated", criterion.id, criterion.title, criterion.clause, inputs, ZERO, top)
    return ItemScore(item, "unrated", ZERO, top, top, False, node)


def _out(
    item: Item, state: Literal["not-applicable", "outside"], resolved: Resolved, top: Decimal, reason: str = ""
) -> ItemScore:
    criterion = item.criterion
    inputs: tuple[tuple[str, Exact | str], ...] = (("full", top),)
    if reason:
        inputs += (("reason", reason),)
    if resolved.not_applicable == "full":
        node = Derivation("not-applicable-full", criterion.id, criterion.title, criterion.clause, inputs, top, top)
        return ItemScore(item, state, top, top, top, False, node)
    node = Derivation(state, criterion.id, criterion.title, criterion.clause, inputs, ZERO, ZERO)
    return ItemScore(item, state, ZERO, ZERO, ZERO, False, node)


def share_of(value: Exact, full: Exact) -> Fraction:
    """`value` as an exact percent of `full`; 0 where `full` is 0."""
    whole = Fraction(full)
    return Fraction(value) * 100 / whole if whole else Fraction(0)
