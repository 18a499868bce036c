"""Items that may have become several, or one of several: proposed for the author to look over, never taken. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Literal

from kaoping.editions.criteria import elements
from kaoping.editions.values import Difference, Pair
from kaoping.intake.figures import figures
from kaoping.intake.wording import Pairs, Weights, pairs
from kaoping.numbers import plain
from kaoping.standard.resolved import Resolved

#: How much of a part's wording must stand in the whole, and of the whole's in all parts together.
WITHIN, COVERED = 0.5, 0.6
#: The same where the points do not add up: then the wording alone speaks for it.
COVERED_ALONE = 0.8
#: What each part must add to the others' share of the whole.
ADDS = 0.12
#: Parts that one item may have become, and candidates among which they are looked for.
PARTS, AMONG = 4, 7


@dataclass(frozen=True, slots=True)
class Proposal:
    """That one item may be several of the other edition.

    :ivar covered: how much of the one's wording the several hold, in per cent
    :ivar figures: whether the same figures stand on both sides
    :ivar points: `5 = 3 + 2`; None where they do not add up, or there are none
    """

    what: Literal["split", "merge"]
    pair: Pair
    covered: int
    figures: bool
    points: str | None

    @property
    def because(self) -> str:
        """What speaks for it, in Chinese."""
        said = [f"分值 {self.points}"] if self.points else ["分值对不上"] if self.points is None else []
        said.append(f"措辞合起来相同 {self.covered}%")
        said.append("数字相同" if self.figures else "数字不全相同")
        return "，".join(said)


@dataclass(frozen=True, slots=True)
class _Text:
    id: str
    words: Pairs
    figures: frozenset[str]
    points: Decimal | None


def proposals(found: Difference) -> tuple[Proposal, ...]:
    """Splits and merges that no table declares and that wording, figures and points speak for, in the new order.

    An element is proposed once at most; what is declared, or is the same as before, is never proposed.
    """
    fates = {change.pair: change.fate for change in found.criteria}
    free = [p for p in found.pairs["criteria"] if not p.declared and fates.get(p) != "same"]
    old, new = _texts(found.old), _texts(found.new)
    weights = Weights(text.words for text in (*old.values(), *new.values()))
    gone = [old[id] for pair in free for id in pair.old]
    come = [new[id] for pair in free for id in pair.new]
    splits = [(whole, parts, "split") for whole, parts in _divided(gone, come, weights)]
    merges = [(whole, parts, "merge") for whole, parts in _divided(come, gone, weights)]
    ranked = sorted(
        (_proposal(what, whole, parts, weights) for whole, parts, what in (*splits, *merges)),
        key=lambda p: (p.points is None, -p.covered, p.pair.old, p.pair.new),
    )
    place = {item.id: at for at, item in enumerate(found.new.items)}
    return tuple(sorted(_apart(ranked), key=lambda p: place[p.pair.new[0]]))


def _apart(ranked: Iterable[Proposal]) -> Iterator[Proposal]:
    """The best first; one that claims what another has already is left out."""
    before: set[str] = set()
    now: set[str] = set()
    for proposal in ranked:
        if before.isdisjoint(proposal.pair.old) and now.isdisjoint(proposal.pair.new):
            before |= set(proposal.pair.old)
            now |= set(proposal.pair.new)
            yield proposal


def _texts(resolved: Resolved) -> dict[str, _Text]:
    worth = {item.id: item.full if resolved.by_points else None for item in resolved.items}
    return {
        one.id: _Text(one.id, pairs(one.text), frozenset(figures(one.text)), worth[one.id])
        for one in elements(resolved)
    }


def _divided(
    wholes: Sequence[_Text], parts: Sequence[_Text], weights: Weights
) -> Iterator[tuple[_Text, tuple[_Text, ...]]]:
    """Each of `wholes` with those of `parts` that together say what it says."""
    nearest: dict[str, list[tuple[float, int, _Text]]] = {}
    for at, part in enumerate(parts):
        total = weights.total(part.words)
        shares = [(weights.shared(part.words, whole.words) / total, whole.id) for whole in wholes] if total else []
        share, id = max(shares, key=lambda found: found[0], default=(0.0, ""))
        if share >= WITHIN:
            nearest.setdefault(id, []).append((share, at, part))
    for whole in wholes:
        among = sorted(sorted(nearest.get(whole.id, ()), key=lambda one: -one[0])[:AMONG], key=lambda one: one[1])
        best = _best(whole, [part for _, _, part in among], weights)
        if best is not None:
            yield whole, best


def _best(whole: _Text, among: Sequence[_Text], weights: Weights) -> tuple[_Text, ...] | None:
    """The parts that cover most, those whose points add up first."""
    found: list[tuple[bool, float, tuple[_Text, ...]]] = []
    for count in range(2, min(PARTS, len(among)) + 1):
        for parts in combinations(among, count):
            covered = _covered(whole, parts, weights)
            least = min(covered - _covered(whole, [p for p in parts if p is not one], weights) for one in parts)
            adds_up = _sum(parts) == whole.points
            enough = covered >= (COVERED if adds_up else COVERED_ALONE)
            if enough and least >= ADDS:
                found.append((adds_up, covered, parts))
    return max(found, key=lambda one: (one[0], one[1]))[2] if found else None


def _covered(whole: _Text, parts: Iterable[_Text], weights: Weights) -> float:
    total = weights.total(whole.words)
    held: set[str] = set().union(*(part.words.keys() for part in parts))
    return weights.total(held & whole.words.keys()) / total if total else 0.0


def _sum(parts: Iterable[_Text]) -> Decimal | None:
    """The points together; None where one has none."""
    worth = [part.points for part in parts]
    return sum((one for one in worth if one is not None), Decimal(0)) if None not in worth else None


def _proposal(what: str, whole: _Text, parts: Sequence[_Text], weights: Weights) -> Proposal:
    ids = tuple(part.id for part in parts)
    split = what == "split"
    adds_up = _sum(parts) == whole.points
    points: str | None = None
    if adds_up:
        sums = " + ".join(plain(part.points) for part in parts if part.points is not None)
        points = (
            ""
            if whole.points is None
            else f"{plain(whole.points)} = {sums}"
            if split
            else f"{sums} = {plain(whole.points)}"
        )
    return Proposal(
        "split" if split else "merge",
        Pair((whole.id,), ids) if split else Pair(ids, (whole.id,)),
        round(100 * _covered(whole, parts, weights)),
        whole.figures == frozenset().union(*(part.figures for part in parts)),
        points,
    )


__all__ = ["Proposal", "proposals"]
