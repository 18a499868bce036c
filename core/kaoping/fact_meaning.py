"""What a fact's id meant when a value was recorded under it, and whether it still means that. Pure.

An id is a name that the author of a standard chose: next year's edition may give it to something else. So a value is kept
with the words it was recorded under, and counts only where they still say the same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kaoping.answers import Meaning, Observation
from kaoping.standard.model import FactDefinition

#: Categories of Unicode that no meaning rests on: signs of punctuation, spaces, what is not seen.
_SIGNS = ("P", "Z", "C")


def meaning_of(definition: FactDefinition) -> Meaning:
    """What a fact's definition says that it counts; its note and how members count are no part of it."""
    return Meaning(
        definition.title,
        definition.subject,
        definition.kind,
        definition.unit,
        definition.counts_faults,
        definition.formerly,
    )


def same_meaning(one: Meaning | None, other: Meaning | None) -> bool:
    """Whether two definitions of one id say the same: subject, kind, unit, which way a share counts, and the title.

    A title is the same in other signs or spaces, or where one names the other as what it was called before (`formerly`).
    What is not said is not compared; a value without any meaning counts as what the standard at hand asks.
    """
    if one is None or other is None:
        return True
    if one.whole and other.whole and _basis_of(one) != _basis_of(other):
        return False
    return bool(_titles(one) & _titles(other))


def counts_as_recorded(observation: Observation, definition: FactDefinition | None) -> bool:
    """Whether a value was recorded as what this definition says."""
    return definition is None or observation.meant is None or same_meaning(observation.meant, meaning_of(definition))


def meaning_text(meaning: Meaning) -> str:
    """`“抽查案卷不合格（件）”`, with the unit where the title does not say it."""
    unit = meaning.unit or ""
    told = f"（{unit}）" if unit and unit not in meaning.title else ""
    return f"“{meaning.title}{told}”"


class Clash(NamedTuple):
    """One id that two standards define differently."""

    id: str
    one: Meaning
    other: Meaning

    @property
    def text(self) -> str:
        """Both, for people: what the first says and what the second says."""
        first, then = meaning_text(self.one), meaning_text(self.other)
        if first == then:
            first, then = (f"{text}（{_basis(one)}）" for text, one in ((first, self.one), (then, self.other)))
        return f"事实 {self.id}：{first} → {then}"


def clashes(old: Mapping[str, FactDefinition], new: Mapping[str, FactDefinition]) -> tuple[Clash, ...]:
    """The ids of facts that two standards both use, for different things."""
    return tuple(_clashes(old, new))


def _clashes(old: Mapping[str, FactDefinition], new: Mapping[str, FactDefinition]) -> Iterator[Clash]:
    for id in sorted(old.keys() & new.keys()):
        one, other = meaning_of(old[id]), meaning_of(new[id])
        if not same_meaning(one, other):
            yield Clash(id, one, other)


def plain_title(title: str) -> str:
    """A title as it is compared: signs, spaces and widths do not count."""
    folded = unicodedata.normalize("NFKC", title).casefold()
    return "".join(char for char in folded if unicodedata.category(char)[0] not in _SIGNS)


def _basis_of(meaning: Meaning) -> tuple[object, ...]:
    return meaning.subject, meaning.kind, meaning.unit, meaning.counts_faults


def _titles(meaning: Meaning) -> set[str]:
    return {plain_title(title) for title in (meaning.title, *meaning.formerly)}


def _basis(meaning: Meaning) -> str:
    kinds = {"count": "次数", "share": "百分比", "amount": "数额", "yes-no": "是否", "date": "日期", "event": "事件"}
    said = [f"主体 {meaning.subject}", kinds.get(meaning.kind, meaning.kind)]
    said += [f"单位 {meaning.unit}"] if meaning.unit else []
    said += ["数的是不合格的"] if meaning.counts_faults else []
    return "，".join(said)


__all__ = [
    "Clash",
    "clashes",
    "counts_as_recorded",
    "meaning_of",
    "meaning_text",
    "plain_title",
    "same_meaning",
]
