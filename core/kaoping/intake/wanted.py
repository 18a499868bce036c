"""What is looked for in a document: the criteria of a standard with their numbers, points, figures and words. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from kaoping.intake.wording import pairs
from kaoping.standard.describe import errata_at
from kaoping.standard.model import Criterion, Measure
from kaoping.standard.resolved import Item, Resolved

_OF_POINTS = re.compile(r"分值|计分|\d\s*分")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One criterion to be found.

    :ivar numbers: how the document may number it: the whole number (1, 2) of `1.2`, and its last part alone
    :ivar words: the pairs of characters of all that we say of it
    :ivar no_points: whether the standard itself says that the document is wrong about its points
    :ivar said: what an evaluator reads of it
    :ivar texts: the same, with the bounds of its measures: where the figures of the clause must stand
    :ivar requirements: by id their words
    :ivar section: the titles above it, the sheet's first, which the document prints as they are
    """

    id: str
    title: str
    numbers: frozenset[tuple[int, ...]]
    points: Decimal | None
    no_points: bool
    words: Counter[str]
    said: tuple[str, ...]
    texts: tuple[str, ...]
    requirements: tuple[tuple[str, Counter[str]], ...]
    section: tuple[tuple[str, str], ...]


def wanted(resolved: Resolved) -> list[Wanted]:
    """The criteria of a standard in its order."""
    return [_wanted(resolved, item) for item in resolved.items]


def _wanted(resolved: Resolved, item: Item) -> Wanted:
    criterion = item.criterion
    # Of several sheets of one document each has a title of its own behind the document's.
    sheet = resolved.standard.title.rpartition("·")[2]
    said = [criterion.title, *(requirement.text for requirement in criterion.requirements)]
    errata = errata_at(resolved, criterion.id)
    above = [erratum for node in item.path for erratum in errata_at(resolved, node.id)]
    facts = [resolved.facts[fact].title for fact in _facts(criterion) if fact in resolved.facts]
    return Wanted(
        id=criterion.id,
        title=criterion.title,
        numbers=_numbers(criterion),
        points=criterion.points if resolved.by_points else None,
        no_points=any(_OF_POINTS.search(f"{one.printed} {one.read_as}") for one in (*errata, *above)),
        words=sum((pairs(text) for text in (*said, *(one.printed for one in errata), *facts)), Counter()),
        said=tuple(said),
        texts=(*said, *(text for r in criterion.requirements if r.measure for text in _bounds(r.measure))),
        requirements=tuple((one.id, pairs(one.text)) for one in criterion.requirements),
        section=(("", sheet), *((node.id, node.title) for node in item.path)),
    )


def _numbers(criterion: Criterion) -> frozenset[tuple[int, ...]]:
    found = set()
    if re.fullmatch(r"\d+(?:\.\d+)*", criterion.id):
        parts = tuple(int(part) for part in criterion.id.split("."))
        found |= {parts, parts[-1:]}
    position = re.findall(r"\d+", criterion.clause or "")
    if position:
        found.add((int(position[-1]),))
    return frozenset(found)


def _facts(criterion: Criterion) -> Iterator[str]:
    for requirement in criterion.requirements:
        if requirement.measure is not None:
            yield requirement.measure.fact
        yield from requirement.informed_by


def _bounds(measure: Measure) -> Iterator[str]:
    for bound in (measure.at_least, measure.at_most, measure.more_than, measure.less_than, measure.equals):
        if bound is not None:
            yield str(bound)
    if measure.within is not None:
        yield f"{measure.within.by or ''} {measure.within.days or ''}"
    if measure.look_back_years is not None:
        yield str(measure.look_back_years)
