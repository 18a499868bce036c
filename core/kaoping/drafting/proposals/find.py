"""The facts of the vocabulary searched by words, for who writes a standard by hand. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kaoping.drafting.proposals.words import Weights, alike, pairs
from kaoping.standard.model import FactDefinition

#: How much of what was typed a fact must say.
_LEAST = 0.5


class Hit(NamedTuple):
    """A fact that says what was searched for.

    :ivar said: how much of it, 0 to 1; its title counts more than its note
    """

    fact: FactDefinition
    said: float


def find_facts(facts: Iterable[FactDefinition], typed: str, most: int = 20) -> list[Hit]:
    """The facts that say what was typed, the likeliest first: by the words of title and note, or by a piece of the id."""
    known = [(fact, pairs(fact.title), pairs(f"{fact.title}。{fact.note or ''}")) for fact in facts]
    weights = Weights(whole for _, _, whole in known)
    bare = "".join(alike(typed).lower().split())
    wanted = pairs(typed) or frozenset(bare[at : at + 2] for at in range(max(len(bare) - 1, 0)))
    total = weights.sum(wanted)
    found = []
    for fact, title, whole in known:
        if bare and (bare in fact.id or bare in alike(fact.title).lower()):
            said = 1.0
        else:
            said = (weights.sum(wanted & title) * 2 + weights.sum(wanted & whole)) / (3 * total) if total else 0.0
            said = said if said * 3 >= _LEAST * 2 or weights.sum(wanted & whole) >= total * 0.9 else 0.0
        if said:
            found.append((said, weights.sum(wanted & title) / (weights.sum(title) or 1), Hit(fact, said)))
    found.sort(key=lambda one: (-one[0], -one[1], one[2].fact.id))
    return [hit for _, _, hit in found[:most]]


__all__ = ["Hit", "find_facts"]
