"""One criterion: from its rating to what it adds to the score, as a range. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from kaoping.answers import Rating, Unit
from kaoping.numbers import EXACT, Exact
from kaoping.scoring.sheet import Derivation, ItemScore
from kaoping.standard.fields import Attribute
from kaoping.standard.model import Level, Requirement
from kaoping.standard.resolved import HUNDRED, Item, Resolved

ZERO = Decimal(0)
#: Beyond this many values of one item (points with a very fine step) they are not counted one by one.
MAX_VALUES = 4_000
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
        given = min(max(rating.points, ZERO), top)
        node = Derivation("points", criterion.id, criterion.title, criterion.clause, (("full", top),), given, given)
        return ItemScore(item, "rated", given, given, top, False, node)
    if rating.deductions:
        lost = sum((deduction.amount for deduction in rating.deductions), ZERO)
        left = max(top - lost, ZERO)
        inputs: tuple[tuple[str, Exact | str], ...] = (("full", top),)
        for deduction in rating.deductions:
            inputs += (("deduction", deduction.amount), ("reason", deduction.reason))
        node = Derivation("deductions", criterion.id, criterion.title, criterion.clause, inputs, left, left)
        return ItemScore(item, "rated", left, left, top, False, node)
    if rating.verdict is not None:
        found = _by_verdict(resolved, item, rating.verdict, top)
        if found is not None:
            return found
    if item.levels:
        return _open_level(resolved, item, top)
    return _open(item, top, None, None)


def level_value(level: Level, top: Decimal) -> Decimal | None:
    """What a level gives, within 0 and `top` (the item's points, or its weight); None where nobody has set its value."""
    if level.points is not None:
        return min(max(level.points, ZERO), top)
    if level.share is not None:
        return top * level.share / HUNDRED
    return None


def has_figure(requirement: Requirement | None) -> bool:
    """Whether the standard itself says what the requirement costs: such a deduction need not be in the item's steps."""
    return requirement is not None and (requirement.deduct is not None or requirement.points is not None)


def countable(resolved: Resolved, item: Item) -> bool:
    """Whether `possible_values` holds every value: not where steps are very fine, or figures of its own lie between."""
    if item.way != "points":
        return True
    if item.full / item.step > MAX_VALUES:
        return False
    figures: list[Decimal | None] = []
    for requirement in item.criterion.requirements:
        rule = requirement.deduct
        if rule is not None and rule.part == "proportional" and rule.each is not None:
            return False
        figures += [requirement.points] if rule is None else [rule.amount, rule.each, rule.cap]
    return not any(figure is not None and figure % item.step for figure in figures)


def possible_values(resolved: Resolved, item: Item, top: Decimal) -> tuple[Decimal, ...]:
    """Every value the criterion may still be given, ascending: its levels, its verdicts, or the grid of its step.

    Nothing where a level's value is not set. The grid starts from both ends, since points count up from 0 and
    deductions down from the full points.
    """
    if item.levels:
        found = [level_value(level, top) for level in item.levels.values()]
        return () if None in found else tuple(sorted({value for value in found if value is not None}))
    if item.way == "verdict":
        partial = resolved.partial
        if not top:
            return (ZERO,)
        return (ZERO, top) if partial is None else tuple(sorted({ZERO, top * partial / HUNDRED, top}))
    return grid(item.step, top)


@lru_cache(maxsize=4096)
def grid(step: Decimal, top: Decimal) -> tuple[Decimal, ...]:
    """Multiples of `step` up to `top`, and `top` less multiples of `step`."""
    with localcontext(EXACT):
        up = [step * number for number in range(int(top // step) + 1)]
        return tuple(up) if up[-1] == top else tuple(sorted({*up, *(top - value for value in up)}))


def _by_verdict(resolved: Resolved, item: Item, verdict: str, top: Decimal) -> ItemScore | None:
    """The score of a level or a verdict; None for a verdict that the item does not know."""
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
    share = {"met": HUNDRED, "unmet": ZERO, "partial": resolved.partial}.get(verdict)
    if share is None or item.levels:
        return None
    value = top if share == HUNDRED else top * share / HUNDRED
    inputs = (("verdict", verdict), ("weight", top))
    node = Derivation("verdict", criterion.id, criterion.title, criterion.clause, inputs, value, value)
    return ItemScore(item, "rated", value, value, top, False, node, short=verdict == "unmet" and not top)


def _open_level(resolved: Resolved, item: Item, top: Decimal) -> ItemScore:
    """An item without its level: from the lowest to the highest there is, or what not applicable would give."""
    values = possible_values(resolved, item, top) or (ZERO, top)
    unset = any(level_value(level, top) is None for level in item.levels.values())
    full = resolved.not_applicable == "full"
    low, high = (values[0], top) if full else (ZERO, values[-1])
    criterion = item.criterion
    node = Derivation("unrated", criterion.id, criterion.title, criterion.clause, (("full", top),), low, high)
    return ItemScore(item, "unrated", low, high, top, unset, node)


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
