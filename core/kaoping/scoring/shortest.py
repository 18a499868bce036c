"""The shortest way to a better outcome: the fewest criteria that, given their best, bring it, whatever the rest becomes.

Exact for core's models and bands. What is unrated counts as its least, so that the present outcome is the worst there
can be; a veto not yet cleared up counts as not triggered and an adjustment not stated as nothing, and both are said.
Criteria that wait for the same facts count once (`cover`). Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import NamedTuple

from kaoping.answers import Unit
from kaoping.numbers import EXACT, plain
from kaoping.scoring.awaited import Awaited, awaited
from kaoping.scoring.board import Board
from kaoping.scoring.cases import TooMany, cases
from kaoping.scoring.cover import MAX_EFFORT, Asked, Covered, cover, possible
from kaoping.scoring.obstacles import Stand, in_the_way, presumed
from kaoping.scoring.outcomes import NO_OUTCOMES
from kaoping.scoring.scenarios import units, way_text
from kaoping.scoring.score import score_items
from kaoping.scoring.sheet import ItemScore, ScoreSheet
from kaoping.standard.resolved import Resolved

#: Said where the search was given up.
NOT_PROVEN = "不一定最短"


class Step(NamedTuple):
    """One criterion of the way: from what it counts now to its best. In an attainment model in units of weight."""

    id: str
    title: str
    low: Decimal
    high: Decimal
    rated: bool

    @property
    def gain(self) -> Decimal:
        """What it adds to the awarded points, or to the weight that is met."""
        return self.high - self.low


@dataclass(frozen=True, slots=True)
class Way:
    """The way: the label that it leads to, what to do in the document's order, and all of it in a sentence.

    :ivar gain: what the items gain together, in points or units of weight.
    :ivar number: the measure: how many things there are to do. Items that wait for the same facts are one.
    :ivar least: no way has fewer; equal to `number` where `proven`, that is where the search came to its end.
    """

    label: str
    items: tuple[Step, ...]
    gain: Decimal
    text: str
    number: int = 0
    least: int = 0
    proven: bool = True


@dataclass(frozen=True, slots=True)
class Shortest:
    """What leads to the next better outcome.

    :ivar now: the present label, all that is unrated at its least; None where there is none.
    :ivar way: None where no rating leads to a better one; then `obstacles` say why.
    :ivar presumed: what the way takes for granted, in words.
    """

    now: str | None
    way: Way | None
    obstacles: tuple[str, ...] = ()
    presumed: tuple[str, ...] = ()


def shortest(sheet: ScoreSheet, effort: int = MAX_EFFORT) -> Shortest:
    """The smallest set of criteria (fewest; then fewest points or least weight; then the earliest) that brings the next
    better outcome. Criteria that wait for the same facts count as one.

    Where attributes that decide what applies are unknown, it is worked out for each way they can turn out, and is the
    way only where it is the same for all.
    """
    resolved, answers = sheet.resolved, sheet.answers
    why = unfit(sheet)
    if why is not None:
        return Shortest(None, None, (why,))
    with localcontext(EXACT):
        ways = units(resolved, answers.unit)
        if len(ways) == 1 and undecided(sheet):
            return Shortest(None, None, ("考评对象的属性尚未填写，请先填写，才知道哪些评分项适用",))
        if len(ways) == 1:
            return _found(Place.of(Board(sheet, sheet.items)), effort)
        boards = [(unit, Board(sheet, score_items(resolved, answers, unit))) for unit in ways]
        each = [(unit, _found(Place.of(board), effort)) for unit, board in boards]
    one = each[0][1]
    labels = {found.now for _, found in each}
    now = one.now if len(labels) == 1 else None
    if len({_gist(found) for _, found in each}) == 1:
        return Shortest(now, one.way, one.obstacles, one.presumed)
    lines = tuple(
        f"若{way_text(answers.unit, unit)}：{found.way.text if found.way else '；'.join(found.obstacles)}"
        for unit, found in each
    )
    return Shortest(now, None, ("考评对象的属性尚未填写，须先填写", *lines))


def _gist(found: Shortest) -> object:
    return (found.way.label, found.way.items) if found.way is not None else found.obstacles


def undecided(sheet: ScoreSheet) -> bool:
    """Whether an attribute that is not known decides if an open criterion applies."""
    return any(item.state == "unrated" and _undecided(item, sheet.answers.unit) for item in sheet.items)


def _undecided(score: ItemScore, unit: Unit) -> bool:
    return any(name not in unit.attributes for name in score.item.criterion.applies_when or ())


def unfit(sheet: ScoreSheet) -> str | None:
    """Why nothing can be worked out at all."""
    standard = sheet.resolved.standard
    if sheet.failure is not None:
        return "得分未能计算，请先处理出错的插件"
    if standard.scoring.model not in ("points", "attainment") or standard.outcome_rule != "bands":
        return "得分或结果由插件计算，无法推算"
    if not sheet.resolved.outcomes:
        return NO_OUTCOMES
    if not sheet.answers.parts and not any(item.state != "unrated" and item.full for item in sheet.items):
        return "还没有任何评定，请先评几项"
    return None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a standard stands, and what it asks; `asked` is None where too many vetoes would have to be gone through."""

    board: Board
    now: Stand
    asked: Asked | None
    facts: Mapping[int, frozenset[Awaited]]

    @classmethod
    def of(cls, board: Board) -> Place:
        """The place of a board. Used in a context of exact decimals."""
        now = board.stand(())
        ids = awaited(board.resolved, board.answers, board.items)
        facts = {i: ids[item.item.id] for i, item in enumerate(board.items) if i in board.best and item.item.id in ids}
        gains = {index: board.gain(index) for index in board.best}
        try:
            return cls(board, now, Asked(cases(board, now), gains, facts), facts)
        except TooMany:
            return cls(board, now, None, facts)

    @property
    def obstacles(self) -> tuple[str, ...]:
        """Why there is no way; empty where there is one."""
        if self.asked is None:
            return ("由评分项触发的一票否决过多，无法推算",)
        if not possible(self.asked):
            return in_the_way(self.board.resolved, self.now, self.board.stand(tuple(self.board.best)))
        return ()

    def presumed(self) -> tuple[str, ...]:
        """What a way takes for granted."""
        return presumed(self.board.sheet, self.board.items, self.now.vetoes)

    def steps(self, chosen: Iterable[int]) -> tuple[Step, ...]:
        """These criteria in the document's order, each from what it counts now to its best."""
        board = self.board
        return tuple(_step(board.items[i], board.base[i], board.best[i]) for i in sorted(chosen))

    def label(self, chosen: Iterable[int]) -> str:
        """The outcome with these at their best."""
        return self.board.stand(tuple(sorted(chosen))).label or ""


def _found(place: Place, effort: int) -> Shortest:
    """The way, or what is in it."""
    found = cover((place.asked,), effort) if place.asked is not None else None
    if found is None:
        return Shortest(place.now.label, None, place.obstacles, place.presumed())
    chosen = [index for thing in found.things for _, index in thing]
    steps, label = place.steps(chosen), place.label(chosen)
    text = _text(place.board.resolved, steps, found, label)
    way = Way(label, steps, found.gain, text, found.number, found.least, found.proven)
    return Shortest(place.now.label, way, (), place.presumed())


def _step(now: ItemScore, taken: ItemScore, better: ItemScore) -> Step:
    criterion = now.item.criterion
    return Step(criterion.id, criterion.title, taken.low, better.low, now.state == "rated")


def _text(resolved: Resolved, steps: Sequence[Step], found: Covered, label: str) -> str:
    doubt = doubt_of(found)
    once = f"（同一事实只算一次，为 {found.number} 项）" if found.number != len(steps) else ""
    if resolved.by_points and found.gain:
        return f"再补这 {len(steps)} 项{once}、{plain(found.gain)} 分即为“{label}”{doubt}"
    plainly = all(step.gain in (0, 1) for step in steps)
    weight = "" if plainly else f"（权重 {plain(found.gain)}）"
    return f"再有这 {len(steps)} 项{once}达到{weight}即为“{label}”{doubt}"


def doubt_of(found: Covered) -> str:
    """What to say where the search was given up."""
    if found.proven:
        return ""
    return (
        f"（{NOT_PROVEN}：至少 {found.least} 项）"
        if found.least < found.number
        else f"（{NOT_PROVEN}：分值或权重可能更少）"
    )
