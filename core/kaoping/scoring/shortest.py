"""The shortest way to a better outcome: the fewest criteria that, given their best, bring it, whatever the rest becomes.

Exact for core's models and bands. What is unrated counts as its least, so that the present outcome is the worst there
can be; a veto not yet cleared up counts as not triggered and an adjustment not stated as nothing, and both are said.
Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import combinations
from math import ceil, lcm
from typing import NamedTuple

from kaoping.answers import Unit
from kaoping.numbers import EXACT, plain
from kaoping.scoring.board import Board, is_short
from kaoping.scoring.fates import DEFAULT_LABELS, Fate, fate_of, finisher
from kaoping.scoring.items import ZERO
from kaoping.scoring.obstacles import Stand, in_the_way, presumed
from kaoping.scoring.outcomes import NO_OUTCOMES, OutcomeInput, condition
from kaoping.scoring.pick import Thing, smallest
from kaoping.scoring.scenarios import units, way_text
from kaoping.scoring.score import score_items
from kaoping.scoring.sheet import ItemScore, ScoreSheet, VetoFinding
from kaoping.standard.resolved import Resolved

#: Vetoes that ratings trigger and that do not bar outright, beyond which their combinations are not gone through.
MAX_CLEARED = 4


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
    """The way: the label that it leads to, what to do in the document's order, and all of it in a sentence."""

    label: str
    items: tuple[Step, ...]
    gain: Decimal
    text: str


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


def shortest(sheet: ScoreSheet) -> Shortest:
    """The smallest set of criteria (fewest; then fewest points or least weight; then the earliest) that brings the next
    better outcome.

    Where attributes that decide what applies are unknown, it is worked out for each way they can turn out, and is the
    way only where it is the same for all.
    """
    resolved, answers = sheet.resolved, sheet.answers
    why = _unfit(sheet)
    if why is not None:
        return Shortest(None, None, (why,))
    with localcontext(EXACT):
        ways = units(resolved, answers.unit)
        if len(ways) == 1 and any(item.state == "unrated" and _undecided(item, answers.unit) for item in sheet.items):
            return Shortest(None, None, ("考评对象的属性尚未填写，请先填写，才知道哪些评分项适用",))
        if len(ways) == 1:
            return _Search(Board(sheet, sheet.items)).found()
        each = [(unit, _Search(Board(sheet, score_items(resolved, answers, unit))).found()) for unit in ways]
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


def _undecided(score: ItemScore, unit: Unit) -> bool:
    return any(name not in unit.attributes for name in score.item.criterion.applies_when or ())


def _unfit(sheet: ScoreSheet) -> str | None:
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


class _Target(NamedTuple):
    """A choice found: how many, how dear, which."""

    number: int
    gain: Decimal
    chosen: tuple[int, ...]


@dataclass
class _Search:
    """One search."""

    board: Board

    def found(self) -> Shortest:
        """The way, or what is in it."""
        now = self.board.stand(())
        granted = presumed(self.board.sheet, self.board.items, now.vetoes)
        every = self.board.stand(tuple(self.board.best))
        forced = self._forced(now.vetoes)
        if forced is None:
            return Shortest(now.label, None, in_the_way(self.board.resolved, now, every), granted)
        must, may = forced
        if len(may) > MAX_CLEARED:
            return Shortest(now.label, None, ("由评分项触发的一票否决过多，无法推算",), granted)
        targets: list[_Target] = []
        for number in range(len(may) + 1):
            for cleared in combinations(may, number):
                ids = {finding.veto.id for finding in (*must, *cleared)}
                targets += self._targets(now, ids)
        if not targets:
            return Shortest(now.label, None, in_the_way(self.board.resolved, now, every), granted)
        target = min(targets)
        then = self.board.stand(target.chosen)
        steps = tuple(_step(self.board.items[i], self.board.base[i], self.board.best[i]) for i in target.chosen)
        label = then.label or ""
        text = _text(self.board.resolved, steps, target.gain, label)
        return Shortest(now.label, Way(label, steps, target.gain, text), (), granted)

    def _forced(self, vetoes: Sequence[VetoFinding]) -> tuple[list[VetoFinding], list[VetoFinding]] | None:
        """The triggered vetoes that must be cleared by ratings, and those that may be; None where one cannot be."""
        after = {finding.veto.id: finding for finding in self.board.vetoes(self.board.taken(tuple(self.board.best)))}
        must: list[VetoFinding] = []
        may: list[VetoFinding] = []
        for finding in vetoes:
            if finding.status != "triggered":
                continue
            bars = finding.veto.effect in DEFAULT_LABELS or finding.veto.effect == "no-score"
            if after[finding.veto.id].status == "clear":
                (must if bars else may).append(finding)
            elif bars:
                return None
        return must, may

    def _targets(self, now: Stand, cleared: set[str]) -> Iterator[_Target]:
        """The smallest choice for each better outcome that there is with these vetoes cleared and the rest as found."""
        watched = {name for f in now.vetoes if f.veto.id in cleared for name in f.veto.criteria}
        forced = tuple(
            i for i, better in self.board.best.items() if better.item.id in watched and is_short(self.board.base[i])
        )
        left = tuple(f for f in now.vetoes if f.status == "triggered" and f.veto.id not in cleared)
        fate = fate_of([finding.veto for finding in left])
        if fate.unset:
            return
        given = self.board.given(forced, now.vetoes)
        outcomes = self.board.resolved.outcomes
        last = len(outcomes) - 1
        for index, band in enumerate(outcomes):
            atoms = condition(given, band, fate)
            if atoms is None:
                return
            final = min(index + fate.down, last)
            label = outcomes[final].label
            if isinstance(atoms, bool) or label == now.label or (now.final is not None and final >= now.final):
                continue
            found = self._cheapest(forced, given, fate, atoms)
            if found is not None:
                yield found

    def _cheapest(
        self, forced: tuple[int, ...], given: OutcomeInput, fate: Fate, atoms: Sequence[tuple[str, int, Fraction]]
    ) -> _Target | None:
        """The smallest choice with these forced that satisfies these bounds."""
        start = given.totals
        free = [index for index in self.board.best if index not in forced and self.board.gain(index)]
        adds = {i: self.board.totals(tuple(sorted((*forced, i)))).low - start.low for i in free}
        bounded = {index for kind, index, _ in atoms if kind == "section"}
        owns = {i: self.board.own(forced, i, bounded) for i in free}
        scale = lcm(*(value.denominator for value in (*adds.values(), *owns.values())))
        price = lcm(*(Fraction(self.board.gain(i)).denominator for i in free))
        things = [
            Thing(
                self.board.base[i].item.section,
                int(Fraction(self.board.gain(i)) * price),
                int(adds[i] * scale),
                int(owns[i] * scale),
            )
            for i in free
        ]
        finish = finisher(self.board.resolved, fate)

        def holds(sum_: int) -> bool:
            total = start.low + Fraction(sum_, scale)
            values = {"result": finish(total + self.board.extra), "attained": finish(total)}
            return all(values[kind] >= bound for kind, _, bound in atoms if kind != "section")

        need = _least(holds, sum(thing.adds for thing in things))
        if need is None:
            return None
        needs: dict[int, int] = {}
        for kind, index, bound in atoms:
            if kind == "section":
                lack = ceil((bound - Fraction(given.sections[index].low)) * scale)
                needs[index] = max(lack, needs.get(index, 0))
        chosen = smallest(things, need, needs)
        if chosen is None:
            return None
        every = tuple(sorted((*forced, *(free[i] for i in chosen))))
        return _Target(len(every), sum((self.board.gain(i) for i in every), ZERO), every)


def _least(holds: Callable[[int], bool], most: int) -> int | None:
    """The least whole number up to `most` that holds, where all above one that holds do too."""
    if not holds(most):
        return None
    low, high = 0, most
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low


def _step(now: ItemScore, taken: ItemScore, better: ItemScore) -> Step:
    criterion = now.item.criterion
    return Step(criterion.id, criterion.title, taken.low, better.low, now.state == "rated")


def _text(resolved: Resolved, steps: Sequence[Step], gain: Decimal, label: str) -> str:
    if resolved.by_points and gain:
        return f"再补这 {len(steps)} 项、{plain(gain)} 分即为“{label}”"
    plainly = all(step.gain in (0, 1) for step in steps)
    weight = "" if plainly else f"（权重 {plain(gain)}）"
    return f"再有这 {len(steps)} 项达到{weight}即为“{label}”"
