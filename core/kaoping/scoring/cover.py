"""The fewest things to put right so that every standard comes further, where one may serve several. Exact. Pure.

A criterion is one thing. Those that wait for facts alone hang together where they share a fact: with one of them at its
best its facts are right, and whatever waits for nothing else is at its best too, at no further count. Branch and bound
over these; what hangs with nothing is chosen by `pick`, each standard by itself. The search stops at a bound of effort,
and then says between which numbers the least lies.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from math import floor
from typing import NamedTuple

from kaoping.scoring.cases import Case
from kaoping.scoring.items import ZERO
from kaoping.scoring.pick import fewest_beside, smallest

#: Effort of a search: a count of things costs 1, a choice of them more.
MAX_EFFORT = 3_000
CHOICE = 5

Facts = frozenset[Hashable]
Place = tuple[int, int]
"""A criterion: the number of the standard, and its index there."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One standard: the cases of which one must come about, what each criterion gains, and the facts it waits for."""

    cases: Sequence[Case]
    gains: Mapping[int, Decimal]
    facts: Mapping[int, Facts]


class Covered(NamedTuple):
    """What the search found.

    :ivar things: each thing to put right, with the criteria that are at their best by it, the one chosen first.
    :ivar number: how many things; `least`: no choice has fewer. They are equal where the search came to its end.
    :ivar gain: what all these criteria gain together; no choice of as many things gains less, where `proven`.
    """

    things: tuple[tuple[Place, ...], ...]
    number: int
    least: int
    gain: Decimal
    proven: bool


class _Best(NamedTuple):
    number: int
    gain: Decimal
    bundles: tuple[int, ...]
    own: tuple[tuple[int, ...], ...]


_Choice = tuple[int, Decimal, tuple[int, ...]]


def cover(asked: Sequence[Asked], effort: int = MAX_EFFORT) -> Covered | None:
    """The smallest choice: fewest things; then least gain; then, of those that hang with nothing, the earliest.

    None where a standard has no case that can come about.
    """
    return _Search(asked, effort).found()


def possible(one: Asked) -> bool:
    """Whether a case of the standard can come about, everything at its best."""
    return _Search((one,), 0).possible()


@dataclass
class _Search:
    asked: Sequence[Asked]
    effort: int
    spent: int = 0
    _counts: dict[Hashable, list[int | None]] = field(default_factory=dict)
    _choices: dict[Hashable, _Choice | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        places: list[tuple[Place, Facts]] = [
            ((number, index), facts)
            for number, one in enumerate(self.asked)
            for index, facts in sorted(one.facts.items())
            if index in one.gains and facts
        ]
        users: dict[Hashable, int] = {}
        for _, facts in places:
            for fact in facts:
                users[fact] = users.get(fact, 0) + 1
        #: Criteria that share a fact with another one.
        self.linked: dict[Place, Facts] = {
            place: facts for place, facts in places if any(users[fact] > 1 for fact in facts)
        }
        bundles: dict[Facts, Place] = {}
        for place, facts in self.linked.items():
            bundles.setdefault(facts, place)
        reach = {facts: sum(self._credits(facts, frozenset()).values()) for facts in bundles}
        #: Facts that are put right together, each with the criterion that stands for them; the farthest-reaching first.
        self.bundles = sorted(bundles.items(), key=lambda bundle: (-reach[bundle[0]], bundle[1]))

    def possible(self) -> bool:
        """Whether every standard has a case that can come about."""
        every = range(len(self.bundles))
        return all(
            self._counts_of(number, self._served(every, number), frozenset())[-1] is not None
            for number in range(self._size)
        )

    def found(self) -> Covered | None:
        """See `cover`."""
        if not self.possible():
            return None
        every = self._needed(range(len(self.bundles)))
        self.best: _Best | None = None
        self.cut: int | None = None
        self._try(self._apart())
        self._try(every)
        self._branch(0, ())
        best = self.best
        if best is None:  # pragma: no cover - everything together is a choice
            return None
        least = best.number if self.cut is None else min(self.cut, best.number)
        return Covered(self._things(best), best.number, least, best.gain, self.cut is None)

    @property
    def _size(self) -> int:
        return len(self.asked)

    # -- the search

    def _branch(self, depth: int, taken: tuple[int, ...]) -> None:
        """Every choice that begins with these bundles."""
        self.spent += 1
        bound = self._bound(depth, taken)
        best = self.best
        if bound is None or (best is not None and (bound, self._least_gain(taken)) >= (best.number, best.gain)):
            return
        if self.spent > self.effort:
            self.cut = bound if self.cut is None else min(self.cut, bound)
            return
        if depth == len(self.bundles):
            self._try(taken)
            return
        if not self.bundles[depth][0] <= self._right(taken):
            self._branch(depth + 1, (*taken, depth))
        self._branch(depth + 1, taken)

    def _bound(self, depth: int, taken: tuple[int, ...]) -> int | None:
        """No choice that begins so has fewer things; None where none can do."""
        rest = tuple(range(depth, len(self.bundles)))
        right = self._right(taken)
        # Of how many criteria of each standard the facts come right with so many further bundles, at the most.
        steps = [self._credits(self.bundles[k][0], right) for k in rest]
        served = []
        counts = []
        for number in range(self._size):
            now, every = self._served(taken, number), self._served((*taken, *rest), number)
            counts.append(self._counts_of(number, now, every - now))
            parts = sorted((step.get(number, Fraction(0)) for step in steps), reverse=True)
            served.append([min(floor(sum_), len(every - now)) for sum_ in accumulate(parts, initial=Fraction(0))])
        found: int | None = None
        for many in range(len(rest) + 1):
            own = [counts[number][served[number][many]] for number in range(self._size)]
            known = [count for count in own if count is not None]
            total = len(taken) + many + sum(known)
            if len(known) == len(own) and (found is None or total < found):
                found = total
        return found

    def _least_gain(self, taken: tuple[int, ...]) -> Decimal:
        right = self._right(taken)
        return self._gain({place for place, facts in self.linked.items() if facts <= right})

    def _try(self, taken: tuple[int, ...]) -> None:
        """The best choice with these bundles and no other."""
        right = self._right(taken)
        served = {place for place, facts in self.linked.items() if facts <= right}
        number, gain = len(taken), self._gain(served)
        own = []
        for which in range(self._size):
            chosen = self._choice(which, frozenset(i for n, i in served if n == which))
            if chosen is None:
                return
            number, gain = number + chosen[0], gain + chosen[1]
            own.append(chosen[2])
        if self.best is None or (number, gain) < (self.best.number, self.best.gain):
            self.best = _Best(number, gain, taken, tuple(own))

    def _apart(self) -> tuple[int, ...]:
        """The bundles of every standard's own smallest choice."""
        wanted = []
        for number in range(self._size):
            linked = frozenset(i for n, i in self.linked if n == number)
            chosen = self._smallest(number, frozenset(), linked)
            wanted += [self.linked[number, i] for i in (chosen[2] if chosen else ()) if (number, i) in self.linked]
        return self._needed([index for index, (own, _) in enumerate(self.bundles) if own in wanted])

    def _needed(self, bundles: Sequence[int]) -> tuple[int, ...]:
        """Those of the bundles that are not put right already by the ones before."""
        right: set[Hashable] = set()
        taken = []
        for index in bundles:
            if not self.bundles[index][0] <= right:
                taken.append(index)
                right |= self.bundles[index][0]
        return tuple(taken)

    # -- what a choice comes to

    def _right(self, taken: Sequence[int]) -> Facts:
        return frozenset[Hashable]().union(*(self.bundles[k][0] for k in taken))

    def _served(self, taken: Sequence[int], number: int) -> frozenset[int]:
        right = self._right(taken)
        return frozenset(i for (n, i), facts in self.linked.items() if n == number and facts <= right)

    def _credits(self, facts: Facts, right: Facts) -> dict[int, Fraction]:
        """By standard: of how many criteria these facts are a part, those already right left out."""
        found: dict[int, Fraction] = {}
        for (number, _), own in self.linked.items():
            left = own - right
            if left and (part := len(left & facts)):
                found[number] = found.get(number, Fraction(0)) + Fraction(part, len(left))
        return found

    def _gain(self, places: set[Place]) -> Decimal:
        return sum((self.asked[number].gains[index] for number, index in places), ZERO)

    def _counts_of(self, number: int, served: frozenset[int], other: frozenset[int]) -> list[int | None]:
        """How many criteria a standard still needs, by how many of the `other` linked ones come for nothing."""
        key = (number, served, other)
        if key not in self._counts:
            self.spent += 1
            best: list[int | None] = [None] * (len(other) + 1)
            for case in self.asked[number].cases:
                for many, count in enumerate(self._counts_in(number, case, served, other)):
                    held = best[many]
                    if count is not None and (held is None or count < held):
                        best[many] = count
            self._counts[key] = best
        return self._counts[key]

    def _counts_in(
        self, number: int, case: Case, served: frozenset[int], other: frozenset[int]
    ) -> Sequence[int | None]:
        left = self._left(number, case, served, other)
        if left is None:
            return ()
        forced, free, need, needs = left
        own = [case.things[k] for k in free if case.free[k] not in other]
        linked = [case.things[k] for k in free if case.free[k] in other]
        counts = fewest_beside(own, linked, need, needs)
        # What is forced and linked must be among those that come for nothing.
        first = sum(i in other for i in forced)
        paid = len(forced) - first
        found: list[int | None] = [None] * first
        found += [None if count is None else count + paid for count in counts]
        return found + [found[-1]] * (len(other) + 1 - len(found))

    def _choice(self, number: int, served: frozenset[int]) -> _Choice | None:
        key = (number, served)
        if key not in self._choices:
            self._choices[key] = self._smallest(number, served, frozenset())
        return self._choices[key]

    def _smallest(self, number: int, served: frozenset[int], buyable: frozenset[int]) -> _Choice | None:
        """The smallest choice of a standard with these served, of those linked only the `buyable` to be had."""
        one = self.asked[number]
        found: list[_Choice] = []
        for case in one.cases:
            left = self._left(number, case, served, buyable)
            if left is None:
                continue
            forced, free, need, needs = left
            self.spent += CHOICE
            chosen = smallest([case.things[k] for k in free], need, needs)
            if chosen is not None:
                every = tuple(sorted((*forced, *(case.free[free[k]] for k in chosen))))
                found.append((len(every), sum((one.gains[i] for i in every), ZERO), every))
        return min(found, default=None)

    def _left(
        self, number: int, case: Case, served: frozenset[int], buyable: frozenset[int]
    ) -> tuple[list[int], list[int], int, dict[int, int]] | None:
        """What a case still asks: forced criteria, places in `free`, need and needs; None where it cannot be."""
        forced = [i for i in case.forced if i not in served]
        if any((number, i) in self.linked and i not in buyable for i in forced):
            return None
        need, needs, free = case.need, dict(case.needs), []
        for k, i in enumerate(case.free):
            if i in served:
                thing = case.things[k]
                need -= thing.adds
                if thing.section in needs:
                    needs[thing.section] -= thing.own
            elif (number, i) not in self.linked or i in buyable:
                free.append(k)
        return forced, free, need, needs

    def _things(self, best: _Best) -> tuple[tuple[Place, ...], ...]:
        """Each thing with the criteria that it brings to their best, in the order of standards and documents."""
        found: list[tuple[Place, ...]] = []
        right: Facts = frozenset()
        for k in best.bundles:
            facts, place = self.bundles[k]
            after = right | facts
            others = [p for p, own in self.linked.items() if p != place and own <= after and not own <= right]
            # What is served only now, by this and those before, stands with this one.
            found.append((place, *sorted(others)))
            right = after
        found += [((number, index),) for number, own in enumerate(best.own) for index in own]
        return tuple(sorted(found))
