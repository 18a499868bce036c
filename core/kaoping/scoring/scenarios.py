"""What is not yet known and bears on several things at once: attributes of the unit, and ratings that vetoes watch.

Each way it can turn out is scored by itself, so that no outcome rests on a combination that cannot be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import prod

from kaoping.answers import Unit
from kaoping.scoring.items import countable, possible_values
from kaoping.scoring.outcomes import ordered
from kaoping.scoring.sheet import (
    Deciding,
    Derivation,
    HonourScore,
    HonourState,
    ItemScore,
    Outcome,
    SectionScore,
    Totals,
    VetoFinding,
)
from kaoping.standard.attributes import condition_text
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
    choices = [_choices(wanted) for wanted in values.values()]
    if not values or prod(len(choice) for choice in choices) > MAX_UNITS:
        return [unit]
    return [
        replace(unit, attributes={**unit.attributes, **dict(zip(values, chosen, strict=True))})
        for chosen in product(*choices)
    ]


def _choices(wanted: set[Attribute]) -> list[Attribute]:
    """What an attribute can be as far as conditions tell: yes or no, or each value that one names and any other."""
    if all(isinstance(value, bool) for value in wanted):
        return [True, False]
    return [*sorted(wanted, key=str), _OTHER]


def way_text(unit: Unit, known: Unit) -> str:
    """One way of `units` for people: only what `unit` does not state and is taken as known."""
    return condition_text(
        {
            name: "其他" if value == _OTHER else value
            for name, value in known.attributes.items()
            if name not in unit.attributes
        }
    )


def narrowed(base: Totals, ways: Sequence[tuple[str, Totals]]) -> Totals:
    """The totals over every way of the unknown attributes, each scored by itself: never wider than `base`.

    A rating already given counts where its criterion applies, so that the range is not that of an unrated one. Counts
    are those of the way in which most applies.

    :param base: what may not apply taken as unrated.
    :param ways: the totals of each way, by its name; those in which nothing applies have no part in it.
    """
    there = [totals for _, totals in ways if totals.full > 0]
    if not there:
        return base
    low, high = min(totals.low for totals in there), max(totals.high for totals in there)
    most = max(there, key=lambda totals: totals.attainment.applicable if totals.attainment else totals.full)
    node = base.derivation
    if (low, high) != (base.low, base.high):
        node = either("total", node.title, [(name, totals.derivation) for name, totals in ways if totals.full > 0])
    attainment = base.attainment
    if attainment is not None and most.attainment is not None:
        attainment = replace(most.attainment, low=low, high=high)
    sections = tuple(
        _section(section, [totals.sections[index] for _, totals in ways]) for index, section in enumerate(base.sections)
    )
    return replace(base, low=low, high=high, derivation=node, sections=sections, attainment=attainment)


def narrowed_honours(
    base: Sequence[HonourScore], ways: Sequence[tuple[str, Sequence[HonourScore]]]
) -> tuple[HonourScore, ...]:
    """Every honour over every way of the unknown attributes, as `narrowed` does for the totals."""
    return tuple(_honour(honour, [(name, found[index]) for name, found in ways]) for index, honour in enumerate(base))


def _honour(base: HonourScore, ways: Sequence[tuple[str, HonourScore]]) -> HonourScore:
    nodes = [(name, honour.derivation) for name, honour in ways if honour.derivation is not None]
    if not nodes:
        return base
    found = either(base.id, base.title, nodes)
    same = (found.low, found.high) == (base.low, base.high)
    most = max((honour for _, honour in ways), key=lambda honour: honour.applicable)
    states: set[HonourState] = {honour.state for _, honour in ways}
    return replace(
        most,
        low=Fraction(found.low),
        high=Fraction(found.high),
        derivation=base.derivation if same else found,
        state=states.pop() if len(states) == 1 else "open",
    )


def _section(base: SectionScore, ways: Sequence[SectionScore]) -> SectionScore:
    there = [section for section in ways if section.full]
    if not there:
        return base
    met = {section.minimum_met for section in ways}
    return replace(
        base,
        low=min(section.low for section in there),
        high=max(section.high for section in there),
        minimum_met=met.pop() if len(met) == 1 else None,
    )


def either(at: str, title: str, ways: Sequence[tuple[str, Derivation]]) -> Derivation:
    """The range over several ways, from the least to the most of them."""
    nodes = tuple(Derivation("way", at, name, None, (), node.low, node.high, (node,)) for name, node in ways)
    return Derivation("ways", at, title, None, (), min(n.low for n in nodes), max(n.high for n in nodes), nodes)


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
        # What only some of the ways say has no part in what all of them come to.
        common = tuple(line for line in first.because if all(line in outcome.because for outcome in outcomes))
        return replace(first, because=common or first.because)
    set_by = next((outcome.set_by for outcome in outcomes if outcome.set_by is not None), None)
    for status in ("failed", "rule-not-set"):
        for outcome in outcomes:
            if outcome.status == status:
                return replace(outcome, possible=possible, deciding=deciding)
    return Outcome("open", None, possible, set_by, because, deciding)
