"""What is not yet known and bears on several things at once: attributes of the unit, and ratings that vetoes watch.

Each way it can turn out is scored by itself, so that no outcome rests on a combination that cannot be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from kaoping.answers import Unit
from kaoping.scoring.items import countable, possible_values
from kaoping.scoring.outcomes import ordered
from kaoping.scoring.sheet import Deciding, ItemScore, Outcome, VetoFinding
from kaoping.standard.fields import Attribute
from kaoping.standard.resolved import Resolved

#: Ways of unknown attributes, and of watched ratings under each, beyond which they are not told apart.
MAX_UNITS = 16
MAX_LIMITS = 32

#: Stands for an attribute's value that no condition names.
_OTHER = "\0"

Limits = Mapping[str, bool]
"""Criteria taken as rated in full (True) or short of it (False)."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One way: the unit with its attributes known, and what is assumed of watched ratings."""

    unit: Unit
    limits: Limits


def units(resolved: Resolved, unit: Unit) -> list[Unit]:
    """The unit with every combination of the unknown attributes that decide what applies; itself where all is known."""
    values: dict[str, set[Attribute]] = {}
    for item in resolved.items:
        for name, wanted in (item.criterion.applies_when or {}).items():
            if name not in unit.attributes:
                values.setdefault(name, set()).add(wanted)
    if not values or prod(len(wanted) + 1 for wanted in values.values()) > MAX_UNITS:
        return [unit]
    choices = [[*sorted(wanted, key=str), _OTHER] for wanted in values.values()]
    return [
        replace(unit, attributes={**unit.attributes, **dict(zip(values, chosen, strict=True))})
        for chosen in product(*choices)
    ]


def limits(
    resolved: Resolved,
    items: Mapping[str, ItemScore],
    vetoes: Sequence[VetoFinding],
    check: Callable[[Limits], Sequence[VetoFinding]],
) -> list[Limits]:
    """Every way in which open criteria that vetoes watch can bear on them: all in full, or the first one short.

    :param check: the vetoes again, with some criteria taken as rated.
    """
    found: list[Limits] = []
    todo: list[tuple[Limits, Sequence[VetoFinding]]] = [({}, vetoes)]
    while todo:
        assumed, findings = todo.pop()
        watched = _watched(resolved, items, findings, assumed)
        if watched is None:
            found.append(assumed)
        else:
            for full in (True, False):
                if _can_be(resolved, items[watched], full):
                    further = {**assumed, watched: full}
                    todo.append((further, check(further)))
        if len(found) + len(todo) > MAX_LIMITS:
            return [{}]
    return found


def limited(resolved: Resolved, items: Sequence[ItemScore], assumed: Limits) -> tuple[ItemScore, ...]:
    """The items with those criteria taken as rated, in full or with every value short of it."""
    if not assumed:
        return tuple(items)
    return tuple(_limited(resolved, item, assumed[item.item.id]) if item.item.id in assumed else item for item in items)


def _watched(
    resolved: Resolved, items: Mapping[str, ItemScore], findings: Sequence[VetoFinding], assumed: Limits
) -> str | None:
    for finding in findings:
        veto = finding.veto
        if finding.status != "unknown" or veto.check is not None or any(assumed.get(n) is False for n in veto.criteria):
            continue
        for name in veto.criteria:
            item = items[name]
            told = not item.unset and countable(resolved, item.item)
            if name not in assumed and item.state == "unrated" and told:
                return name
    return None


def _can_be(resolved: Resolved, item: ItemScore, full: bool) -> bool:
    values = possible_values(resolved, item.item, item.full)
    if not item.full:
        return True
    return values[-1] >= item.full if full else values[0] < item.full


def _limited(resolved: Resolved, item: ItemScore, full: bool) -> ItemScore:
    if not item.full:
        return item._replace(state="rated", short=not full)
    every = possible_values(resolved, item.item, item.full)
    values = (item.full,) if full else tuple(value for value in every if value < item.full)
    low, high = values[0], values[-1]
    node = item.derivation._replace(low=low, high=high)
    return item._replace(state="rated", low=low, high=high, values=values, derivation=node)


def merged(
    resolved: Resolved, outcomes: Sequence[Outcome], because: tuple[str, ...], deciding: tuple[Deciding, ...]
) -> Outcome:
    """The outcome over all scenarios: decided where each one is, and alike.

    :param because: what holds in every scenario.
    :param deciding: what is not yet known.
    """
    first = outcomes[0]
    possible = ordered(resolved, {label for outcome in outcomes for label in outcome.possible})
    statuses = {outcome.status for outcome in outcomes}
    if len(statuses) == 1 and (len(possible) <= 1) and first.status in ("decided", "no-result"):
        return first
    set_by = next((outcome.set_by for outcome in outcomes if outcome.set_by is not None), None)
    for status in ("failed", "rule-not-set"):
        for outcome in outcomes:
            if outcome.status == status:
                return replace(outcome, possible=possible, deciding=deciding)
    return Outcome("open", None, possible, set_by, because, deciding)
