"""What a comparison of two editions finds. Pure values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from kaoping.standard.resolved import Resolved

Kind = Literal["criteria", "requirements", "vetoes", "adjustments"]
Fate = Literal["same", "reworded", "changed"]
What = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Pair:
    """Elements of the old edition and what they are in the new; several at a side: split or merged; none: added or gone.

    :ivar declared: the standard's own table says so; else it was found
    :ivar changed: the table says that the demand is no longer the same
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    declared: bool = False
    changed: bool = False
    note: str | None = None

    @property
    def one(self) -> bool:
        """Whether one element is one element."""
        return len(self.old) == len(self.new) == 1

    @property
    def renumbered(self) -> bool:
        """Whether the numbers differ."""
        return bool(self.old and self.new) and self.old != self.new


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One key of an element that is another.

    :ivar old: the value in words, 无 where there is none
    :ivar was: the value as JSON
    :ivar bears: whether it bears on what a judgement means; otherwise it is wording or a hint
    """

    field: str
    label: str
    old: str
    new: str
    was: Any
    now: Any
    bears: bool


@dataclass(frozen=True, slots=True)
class Change:
    """One element that came, went or is another.

    :ivar kind: requirement, section, veto, adjustment, adjustment-cap, outcome, part, level, honour, fact, theme, erratum, mapping,
        document, stage, form, campaign, scoring, standard, rules, provider, order
    :ivar because: of a requirement: why what is ticked or rated by the old does not hold by the new; empty where it does
    """

    kind: str
    what: What
    old: tuple[str, ...]
    new: tuple[str, ...]
    title: str
    fields: tuple[FieldChange, ...] = ()
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """A criterion in both editions, or in one.

    :ivar title: as the new edition has it, or the old where it is gone
    :ivar moved: section before and now, where it stands in another
    :ivar fate: whether a judgement by the old edition still holds: `same`, `reworded` (nothing that scores is another),
        `changed`; of what was added or is gone always `changed`
    :ivar because: why it is changed, in Chinese
    """

    pair: Pair
    title: str
    moved: tuple[str, str] | None
    fields: tuple[FieldChange, ...]
    requirements: tuple[Change, ...]
    fate: Fate
    because: tuple[str, ...]

    @property
    def what(self) -> What | None:
        """Whether it came, went or is another in anything; None where it is wholly as before."""
        if not self.pair.old:
            return "added"
        if not self.pair.new:
            return "removed"
        other = self.pair.renumbered or self.moved or self.fields or self.requirements or self.fate == "changed"
        return "changed" if other else None


@dataclass(frozen=True, slots=True)
class Difference:
    """Two editions side by side.

    :ivar criteria: every criterion of both, in the order of the new, those that are gone at the end
    :ivar others: everything else that differs
    :ivar pairs: which element is which, by kind
    :ivar astray: what the table of numbers names and neither edition has, in Chinese
    """

    old: Resolved
    new: Resolved
    criteria: tuple[CriterionChange, ...]
    others: tuple[Change, ...]
    pairs: Mapping[Kind, tuple[Pair, ...]]
    astray: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not self.others and not self.astray and all(change.what is None for change in self.criteria)

    def changed(self) -> Iterator[CriterionChange]:
        """The criteria that differ in anything."""
        return (change for change in self.criteria if change.what is not None)
