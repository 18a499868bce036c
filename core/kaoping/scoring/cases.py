"""The ways in which one standard can reach a better outcome, each as sums that are to be reached. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import ceil, lcm
from typing import NamedTuple

from kaoping.scoring.board import Board, is_short
from kaoping.scoring.fates import DEFAULT_LABELS, Fate, ends_at, fate_of, finisher
from kaoping.scoring.obstacles import Stand
from kaoping.scoring.outcomes import OutcomeInput, condition
from kaoping.scoring.pick import Thing
from kaoping.scoring.sheet import VetoFinding

#: Vetoes that ratings trigger and that do not bar outright, beyond which their combinations are not gone through.
MAX_CLEARED = 4


class TooMany(Exception):
    """Too many vetoes that ratings may clear."""


class Case(NamedTuple):
    """One better outcome with certain vetoes cleared.

    :ivar forced: criteria, by index, that must be at their best: what the vetoes cleared watch.
    :ivar free: the others that can be better, each a thing of `things`.
    :ivar need: what these must add over all; `needs` to each section's own sum.
    """

    forced: tuple[int, ...]
    free: tuple[int, ...]
    things: tuple[Thing, ...]
    need: int
    needs: Mapping[int, int]


def cases(board: Board, now: Stand) -> list[Case]:
    """Every case that can be reached; none where no rating leads to a better outcome.

    :raises TooMany: there are too many to go through.
    """
    forced = _forced(board, now.vetoes)
    if forced is None:
        return []
    must, may = forced
    if len(may) > MAX_CLEARED:
        raise TooMany
    found: list[Case] = []
    for number in range(len(may) + 1):
        for cleared in combinations(may, number):
            found += _cases(board, now, {finding.veto.id for finding in (*must, *cleared)})
    return found


def _forced(board: Board, vetoes: Sequence[VetoFinding]) -> tuple[list[VetoFinding], list[VetoFinding]] | None:
    """The triggered vetoes that must be cleared by ratings, and those that may be; None where one cannot be."""
    after = {finding.veto.id: finding for finding in board.vetoes(board.taken(tuple(board.best)))}
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


def _cases(board: Board, now: Stand, cleared: set[str]) -> Iterator[Case]:
    """Each better outcome that there is with these vetoes cleared and the rest as found."""
    watched = {name for f in now.vetoes if f.veto.id in cleared for name in f.veto.criteria}
    forced = tuple(i for i, better in board.best.items() if better.item.id in watched and is_short(board.base[i]))
    left = tuple(f for f in now.vetoes if f.status == "triggered" and f.veto.id not in cleared)
    fate = fate_of([finding.veto for finding in left])
    if fate.unset or fate.limit_unset:
        return
    given = board.given(forced, now.vetoes)
    outcomes = board.resolved.outcomes
    for index, band in enumerate(outcomes):
        atoms = condition(given, band, fate)
        if atoms is None:
            return
        final = ends_at(board.resolved, fate, index)[0]
        label = outcomes[final].label
        if isinstance(atoms, bool) or label == now.label or (now.final is not None and final >= now.final):
            continue
        found = _case(board, forced, given, fate, atoms)
        if found is not None:
            yield found


def _case(
    board: Board, forced: tuple[int, ...], given: OutcomeInput, fate: Fate, atoms: Sequence[tuple[str, int, Fraction]]
) -> Case | None:
    """What satisfies these bounds with these forced; None where not even everything does over all."""
    start = given.totals
    free = tuple(index for index in board.best if index not in forced and board.gain(index))
    adds = {i: board.totals(tuple(sorted((*forced, i)))).low - start.low for i in free}
    bounded = {index for kind, index, _ in atoms if kind == "section"}
    owns = {i: board.own(forced, i, bounded) for i in free}
    scale = lcm(*(value.denominator for value in (*adds.values(), *owns.values())))
    price = lcm(*(Fraction(board.gain(i)).denominator for i in free))
    things = tuple(
        Thing(
            board.base[i].item.section,
            int(Fraction(board.gain(i)) * price),
            int(adds[i] * scale),
            int(owns[i] * scale),
        )
        for i in free
    )
    finish = finisher(board.resolved, fate)

    def holds(sum_: int) -> bool:
        total = start.low + Fraction(sum_, scale)
        values = {"result": finish(total + board.extra), "attained": finish(total)}
        return all(values[kind] >= bound for kind, _, bound in atoms if kind != "section")

    need = _least(holds, sum(thing.adds for thing in things))
    if need is None:
        return None
    needs: dict[int, int] = {}
    for kind, index, bound in atoms:
        if kind == "section":
            lack = ceil((bound - Fraction(given.sections[index].low)) * scale)
            needs[index] = max(lack, needs.get(index, 0))
    return Case(forced, free, things, need, needs)


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
