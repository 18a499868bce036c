"""The shortest way of all standards of one unit together: the fewest things to put right that bring each one further.

The measure is that of one standard (`shortest`): how many criteria; then what they gain. A criterion at its best has the
facts right for which it waited, and whatever elsewhere waits for nothing else comes along at no further count. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import NamedTuple

from kaoping.numbers import EXACT, plain
from kaoping.scoring.board import Board
from kaoping.scoring.cover import MAX_EFFORT, Covered, cover
from kaoping.scoring.items import ZERO
from kaoping.scoring.scenarios import units
from kaoping.scoring.sheet import ScoreSheet
from kaoping.scoring.shortest import Place, Step, doubt_of, undecided, unfit


class Use(NamedTuple):
    """A criterion that a thing brings to its best: the number of its standard among those given, and the step."""

    standard: int
    step: Step


@dataclass(frozen=True, slots=True)
class Put:
    """One thing to put right, and every criterion that it serves: the one chosen first.

    :ivar facts: the titles of the facts that it rests on, where it serves several criteria.
    """

    uses: tuple[Use, ...]
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Goal:
    """One standard in the joint way.

    :ivar label: what it comes to; None where it has no part, and then `why` says the reason.
    """

    now: str | None
    label: str | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Together:
    """The joint way.

    :ivar goals: of every standard given, in that order.
    :ivar puts: what to put right; empty where no standard can be brought further.
    :ivar points: what is gained in points over all standards by points; `weight` in units of weight over the others.
    :ivar least: no way has fewer things; equal to their number where `proven`.
    :ivar text: the measure and what it brings, in a sentence.
    """

    goals: tuple[Goal, ...]
    puts: tuple[Put, ...]
    points: Decimal
    weight: Decimal
    least: int
    proven: bool
    text: str

    @property
    def number(self) -> int:
        """The measure: how many things there are to put right."""
        return len(self.puts)


def together(sheets: Sequence[ScoreSheet], effort: int = MAX_EFFORT) -> Together:
    """The smallest way that brings every standard that can come further to its next outcome."""
    with localcontext(EXACT):
        places = [_place(sheet) for sheet in sheets]
        parts = [(n, place) for n, place in enumerate(places) if isinstance(place, Place)]
        found = cover([place.asked for _, place in parts if place.asked is not None], effort) if parts else None
        if found is None:
            goals = tuple(_aside(place) for place in places)
            return Together(goals, (), ZERO, ZERO, 0, True, "没有标准可以再高一等")
        return _told(sheets, places, parts, found)


def _place(sheet: ScoreSheet) -> Place | Goal:
    """Where a standard stands; a goal with the reason where it has no part."""
    why = unfit(sheet)
    if why is not None:
        return Goal(None, None, why)
    if len(units(sheet.resolved, sheet.answers.unit)) > 1 or undecided(sheet):
        return Goal(None, None, "考评对象的属性尚未填写，须先填写")
    place = Place.of(Board(sheet, sheet.items))
    obstacles = place.obstacles
    return Goal(place.now.label, None, "；".join(obstacles)) if obstacles else place


def _aside(place: Place | Goal) -> Goal:
    return place if isinstance(place, Goal) else Goal(place.now.label, None, "")


def _told(
    sheets: Sequence[ScoreSheet],
    places: Sequence[Place | Goal],
    parts: Sequence[tuple[int, Place]],
    found: Covered,
) -> Together:
    puts = []
    chosen: dict[int, list[int]] = {n: [] for n, _ in parts}
    for thing in found.things:
        uses, facts = [], []
        for part, index in thing:
            number, place = parts[part]
            chosen[number].append(index)
            uses.append(Use(number, place.steps([index])[0]))
            facts += [place.board.resolved.facts[one.fact].title for one in sorted(place.facts.get(index, ()))]
        puts.append(Put(tuple(uses), tuple(dict.fromkeys(facts)) if len(uses) > 1 else ()))
    goals = tuple(
        place if isinstance(place, Goal) else Goal(place.now.label, place.label(chosen[n]))
        for n, place in enumerate(places)
    )
    gains = {True: ZERO, False: ZERO}
    for put in puts:
        for use in put.uses:
            gains[sheets[use.standard].resolved.by_points] += use.step.gain
    text = _text(len(puts), gains[True], gains[False], len(parts), doubt_of(found))
    return Together(goals, tuple(puts), gains[True], gains[False], found.least, found.proven, text)


def _text(number: int, points: Decimal, weight: Decimal, standards: int, doubt: str) -> str:
    measure = [f"{number} 项"]
    measure += [f"{plain(points)} 分"] if points else []
    measure += [f"权重 {plain(weight)}"] if weight else []
    return f"{'、'.join(measure)}，{standards} 个标准即都有更好的结果{doubt}"
