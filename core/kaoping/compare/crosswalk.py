"""Crosswalks as values: read from either side, and over a third standard where there is none between two. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kaoping.compare.relations import ANY, Possible, Relation, asserted, backwards, chained, shares
from kaoping.standard.crosswalk import CrosswalkFile


@dataclass(frozen=True, slots=True)
class Pair:
    """What a file asserts: `source` is `relation` of `target`.

    :ivar common: requirements of the two that ask the same.
    """

    source: str
    target: str
    relation: Relation
    rationale: str
    common: tuple[tuple[str, str], ...] = ()

    def turned(self) -> Pair:
        """The same, read from the other end."""
        swapped = tuple((second, first) for first, second in self.common)
        return Pair(self.target, self.source, backwards(self.relation), self.rationale, swapped)


@dataclass(frozen=True)
class Crosswalk:
    """The relations of one ordered pair of standards.

    :ivar alone: criteria of `source` that relate to nothing in `target`, with the rationale; `target_alone` likewise.
    """

    source: str
    target: str
    made_from: str
    pairs: tuple[Pair, ...]
    alone: Mapping[str, str] = field(default_factory=dict)
    target_alone: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, file: CrosswalkFile) -> Crosswalk:
        """The crosswalk that a file holds."""
        return cls(
            file.from_,
            file.to,
            file.made_from,
            tuple(Pair(row.from_, row.to, row.type, row.rationale, row.pairs) for row in file.relations),
            {row.from_: row.rationale for row in file.none if row.from_ is not None},
            {row.to: row.rationale for row in file.none if row.to is not None},
        )

    def turned(self) -> Crosswalk:
        """The crosswalk of the reversed pair."""
        pairs = tuple(pair.turned() for pair in self.pairs)
        return Crosswalk(self.target, self.source, self.made_from, pairs, self.target_alone, self.alone)

    @cached_property
    def by_source(self) -> Mapping[str, tuple[Pair, ...]]:
        """The pairs of each criterion of `source`."""
        found: dict[str, tuple[Pair, ...]] = {}
        for pair in self.pairs:
            found[pair.source] = (*found.get(pair.source, ()), pair)
        return found


@dataclass(frozen=True, slots=True)
class Step:
    """One asserted relation on the way from one criterion to another; `standard` and `item` are where it leads."""

    standard: str
    item: str
    relation: Relation
    rationale: str


@dataclass(frozen=True, slots=True)
class Link:
    """How two criteria of two standards relate, asserted or over a third standard.

    :ivar relation: None where several are possible still, all of which have something in common.
    :ivar steps: one where it is asserted; the ways over other standards, two steps each, where it is not.
    """

    source: str
    target: str
    relation: Relation | None
    possible: Possible
    steps: tuple[Step, ...]
    common: tuple[tuple[str, str], ...] = ()

    @property
    def direct(self) -> bool:
        """Whether a file asserts it."""
        return len(self.steps) == 1


@dataclass(frozen=True, slots=True)
class Crossed:
    """How far two of the standards are held against each other.

    :ivar made_from: what was compared, where there is a crosswalk of the two; None where relations follow over a third
        standard, or there are none (`relations` is empty)
    :ivar relations: how many criteria relate how; None for those of which only something in common is sure
    :ivar alone: criteria of `first` that relate to nothing in `second`, with the rationale; `second_alone` likewise
    """

    first: str
    second: str
    made_from: str | None
    relations: Mapping[Relation | None, int]
    alone: Mapping[str, str]
    second_alone: Mapping[str, str]


class Crosswalks:
    """All crosswalks at hand, at most one for two standards."""

    def __init__(self, held: Iterable[Crosswalk] = ()) -> None:
        self._held: dict[tuple[str, str], Crosswalk] = {}
        self._links: dict[tuple[str, str], tuple[Link, ...]] = {}
        for one in held:
            if (one.source, one.target) not in self._held:
                self._held[one.source, one.target] = one
                self._held[one.target, one.source] = one.turned()

    def between(self, source: str, target: str) -> Crosswalk | None:
        """The crosswalk of two standards, read from `source`; None where nobody made one."""
        return self._held.get((source, target))

    def partners(self, standard: str) -> tuple[str, ...]:
        """The standards that this one has a crosswalk with, in order of id."""
        return tuple(sorted(target for source, target in self._held if source == standard))

    def links(self, source: str, target: str) -> tuple[Link, ...]:
        """How the criteria of two standards relate.

        What a crosswalk of the two asserts; where there is none, what follows over one standard between them, as far as
        something in common is sure.
        """
        if (source, target) not in self._links:
            direct = self._direct(source, target)
            self._links[source, target] = self.over(source, target) if direct is None else direct
        return self._links[source, target]

    def _direct(self, source: str, target: str) -> tuple[Link, ...] | None:
        """What a crosswalk of the two asserts; None where there is none."""
        direct = self.between(source, target)
        if direct is None:
            return None
        return tuple(
            Link(
                pair.source,
                pair.target,
                pair.relation,
                frozenset((pair.relation,)),
                (Step(target, pair.target, pair.relation, pair.rationale),),
                pair.common,
            )
            for pair in direct.pairs
        )

    def over(self, source: str, target: str) -> tuple[Link, ...]:
        """What follows between two standards over each third one that has a crosswalk with both."""
        ways: dict[tuple[str, str], list[tuple[Possible, tuple[Step, Step]]]] = {}
        for third in self.partners(source):
            second = self.between(third, target)
            first = self.between(source, third)
            if third == target or first is None or second is None:
                continue
            for one in first.pairs:
                for two in second.by_source.get(one.target, ()):
                    steps = (
                        Step(third, one.target, one.relation, one.rationale),
                        Step(target, two.target, two.relation, two.rationale),
                    )
                    ways.setdefault((one.source, two.target), []).append((chained(one.relation, two.relation), steps))
        found = []
        for (start, end), held in ways.items():
            possible = ANY
            for one_way, _ in held:
                possible &= one_way
            if shares(possible):
                steps_told = tuple(step for way, pair in held if shares(way) for step in pair)
                found.append(Link(start, end, asserted(possible), possible, steps_told or held[0][1]))
        return tuple(found)


__all__ = ["Crossed", "Crosswalk", "Crosswalks", "Link", "Pair", "Step"]
