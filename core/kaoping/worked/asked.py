"""Cases of what facts and ticks suggest: every bound from both sides, every deduction rule, as few cases as hold them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from kaoping.periods import Period
from kaoping.standard.model import Requirement
from kaoping.standard.resolved import Item, Resolved
from kaoping.worked.probes import KINDS, Probe, probes
from kaoping.worked.values import Json, Sketch

Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class _Asked:
    """One requirement with the ways to stand to its bound; without a measure it is ticked."""

    item: Item
    requirement: Requirement
    ways: dict[str, tuple[Json, ...]]

    @property
    def facts(self) -> set[str]:
        return {str(fact["id"]) for facts in self.ways.values() for fact in facts}


def asked(resolved: Resolved, span: Span) -> Iterator[Sketch]:
    """Rounds in which each item has one requirement out of line at most, and each fact one use."""
    every = [
        _Asked(item, one, dict(_ways(resolved, item, one, span)))
        for item in resolved.items
        for one in item.criterion.requirements
    ]
    told = [one for one in every if one.ways and not _worn(one)]
    for number, group in enumerate(_rounds(told)):
        again = f"（第 {number + 1} 组要点）" if number else ""
        for kind, said in KINDS.items():
            here = [one for one in group if kind in one.ways]
            if here:
                yield _sketch(resolved, every, here, kind, f"事实{said}{again}", span)
    ticked = [one for one in every if one.requirement.measure is None and _priced(one)]
    for number, group in enumerate(_rounds(ticked)):
        again = f"（第 {number + 1} 组要点）" if number else ""
        yield _sketch(resolved, every, group, "tick", f"没有数字的要点：核对为未达到{again}", span)


def _worn(one: _Asked) -> bool:
    return one.requirement.measure is None


def _priced(one: _Asked) -> bool:
    """Whether a tick of it suggests something."""
    return one.item.way == "points" and (one.requirement.deduct is not None or one.requirement.points is not None)


def _ways(resolved: Resolved, item: Item, one: Requirement, span: Span) -> Iterator[Probe]:
    if one.measure is None:
        return
    measure, rule = one.measure, one.deduct
    yield from probes(resolved, measure, rule, item.full, Period(*span), span[1])
    if measure.per == "year":  # a year before it, which falls short
        longer = Period(date(span[0].year - 1, 1, 1), span[1])
        found = dict(probes(resolved, measure, rule, item.full, longer, span[1]))
        if "earlier" in found:
            yield "earlier", found["earlier"]


def _rounds(told: list[_Asked]) -> list[list[_Asked]]:
    """The requirements in groups in which no item and no fact stands twice."""
    groups: list[tuple[list[_Asked], set[str], set[str]]] = []
    for one in told:
        fit = next((group for group in groups if one.item.id not in group[1] and not group[2] & one.facts), None)
        if fit is None:
            groups.append(fit := ([], set(), set()))
        members, items, facts = fit
        members.append(one)
        items.add(one.item.id)
        facts |= one.facts
    return [members for members, _, _ in groups]


def _sketch(resolved: Resolved, every: list[_Asked], here: list[_Asked], kind: str, name: str, span: Span) -> Sketch:
    """One case: the requirements asked stand as the kind says, the others of their items as they should."""
    facts: dict[tuple[Any, ...], Json] = {}
    ratings: dict[str, Json] = {}
    given: set[str] = set()
    for one in here:
        for fact in one.ways.get(kind, ()):
            facts.setdefault((fact["id"], fact["period"], fact.get("occurred_on")), fact)
            given.add(str(fact["id"]))
    out = {(one.item.id, one.requirement.id) for one in here}
    about = {one.item.id for one in here}
    for one in every:
        if one.item.id not in about:
            continue
        if one.requirement.measure is None or not one.ways:
            ticks = ratings.setdefault(one.item.id, {"requirements": {}})["requirements"]
            ticks[one.requirement.id] = "unmet" if (one.item.id, one.requirement.id) in out else "met"
        elif (one.item.id, one.requirement.id) not in out and not one.facts & given:
            for fact in one.ways.get("met", ()):
                facts.setdefault((fact["id"], fact["period"], fact.get("occurred_on")), fact)
    period = None
    if kind == "earlier" and any(one.requirement.measure and one.requirement.measure.per == "year" for one in here):
        period = (date(span[0].year - 1, 1, 1), span[1])
    return Sketch(
        name,
        ratings=ratings,
        facts=tuple(facts.values()),
        period=period,
        looks=tuple(dict.fromkeys(one.item.id for one in here)),
        asks=tuple(one.requirement.id for one in here),
    )


__all__ = ["asked"]
