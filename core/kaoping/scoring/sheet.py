"""What scoring yields: the score sheet and the values it is made of. All immutable, all exact."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from kaoping.numbers import Exact

if TYPE_CHECKING:
    from kaoping.answers import Answers, Deduction
    from kaoping.standard.model import Veto
    from kaoping.standard.resolved import Item, Resolved

ItemState = Literal["rated", "unrated", "not-applicable", "outside"]
VetoState = Literal["triggered", "clear", "unknown"]
EventState = Literal["triggered", "clear", "unknown"]
HonourState = Literal["reached", "missed", "open", "rule-not-set", "no-result"]
Status = Literal["decided", "open", "rule-not-set", "no-result", "failed"]


class ProviderFailed(Exception):
    """A provider's own code failed; the message names plugin, version and reason in Chinese."""


class Derivation(NamedTuple):
    """How a value came about: an operation over inputs and children, so that it can be read and computed again.

    `op` is one of the operations that `scoring.derivation` knows; `at` the element meant; `low` and `high` the value
    (equal once nothing is open).
    """

    op: str
    at: str
    title: str
    clause: str | None
    inputs: tuple[tuple[str, Exact | str], ...]
    low: Exact
    high: Exact
    children: tuple[Derivation, ...] = ()


class ItemScore(NamedTuple):
    """One criterion, scored. `full` is what it adds to the base: 0 where it is taken out.

    In an attainment model the numbers are in units of weight. `unset` marks levels whose value nobody has set.
    `values` are the values it may still get where that is less than `possible_values` says (a what-if). `short` marks a
    criterion without points that is judged as not met.
    """

    item: Item
    state: ItemState
    low: Decimal
    high: Decimal
    full: Decimal
    unset: bool
    derivation: Derivation
    values: tuple[Decimal, ...] | None = None
    short: bool = False


@dataclass(frozen=True, slots=True)
class SectionScore:
    """One top-level dimension. `minimum` is scaled to what applies; `minimum_met` None while it is open."""

    id: str
    title: str
    low: Exact
    high: Exact
    full: Exact
    minimum: Exact | None = None
    minimum_met: bool | None = None


@dataclass(frozen=True, slots=True)
class Attainment:
    """Met and applicable in units of weight; low and high as exact percent (None where nothing applies)."""

    met: Decimal
    applicable: Decimal
    unrated: int
    low: Fraction | None
    high: Fraction | None


@dataclass(frozen=True, slots=True)
class Totals:
    """What a scoring model returns, before adjustments, clamp and vetoes.

    `linear` is (scale, shift) where the total is shift + scale x the sum of all items; None where it is not.
    `sections` are in the order of the standard's dimensions.
    """

    low: Fraction
    high: Fraction
    full: Fraction
    derivation: Derivation
    sections: tuple[SectionScore, ...] = ()
    attainment: Attainment | None = None
    linear: tuple[Fraction, Fraction] | None = None


@dataclass(frozen=True, slots=True)
class AdjustmentScore:
    """One adjustment by itself: signed, within its own cap. `state`: stated, unstated, or not-set.

    One that stands under a shared cap enters the total together with the others (`CapScore`).

    `values` are all it may be; empty for any amount from `low` to `high`. `event` is what the recorded events of the
    evaluation's period say (None: it rests on none), `because` that in words and where what is stated does not go with
    it; neither changes an amount.
    """

    id: str
    title: str
    state: Literal["stated", "unstated", "not-set"]
    low: Decimal
    high: Decimal
    values: tuple[Decimal, ...]
    event: EventState | None = None
    because: str = ""


class Added(NamedTuple):
    """What enters the total as one: an adjustment, or those under a shared cap together. Signed.

    `values` are all it may be; empty for any amount from `low` to `high`.
    """

    low: Decimal
    high: Decimal
    values: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class CapScore:
    """Several adjustments under a cap that they share: what they come to together. All signed.

    `sum_low` and `sum_high` are the sum before the cap, `low` and `high` what enters the total, `values` all that may
    be. `at_most` is never negative; None where nobody has set it (`state` not-set): then the sum may count for anything
    between nothing and itself.
    """

    id: str
    title: str
    kind: Literal["bonus", "penalty"]
    of: tuple[str, ...]
    at_most: Decimal | None
    state: Literal["given", "not-set"]
    sum_low: Decimal
    sum_high: Decimal
    low: Decimal
    high: Decimal
    values: tuple[Decimal, ...]
    clause: str | None = None

    @property
    def open(self) -> bool:
        """Whether nobody has set it and it can make a difference."""
        return self.state == "not-set" and self.low != self.high

    @property
    def binds(self) -> bool:
        """Whether the cap takes something off, or may."""
        return (self.low, self.high) != (self.sum_low, self.sum_high)


@dataclass(frozen=True, slots=True)
class HonourScore:
    """An honour for one field of the sheet, beside the outcome.

    `met` and `applicable` are of what stands under `covers`, in units of weight or in points; `low` and `high` the exact
    percent (None where nothing applies, or the unit itself chooses the field). `line` is the share that must be reached
    and `set_by` who set it: "document", the rules' author, or None where nobody did.
    """

    id: str
    title: str
    covers: tuple[str, ...]
    met: Decimal
    applicable: Decimal
    unrated: int
    low: Fraction | None
    high: Fraction | None
    line: Decimal | None
    state: HonourState
    set_by: str | None
    derivation: Derivation | None


@dataclass(frozen=True, slots=True)
class VetoFinding:
    """The state of one veto and why."""

    veto: Veto
    status: VetoState
    because: str


@dataclass(frozen=True, slots=True)
class Deciding:
    """Something not yet known that can still change the outcome."""

    kind: Literal["item", "veto", "adjustment", "part", "rule", "attribute"]
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows. `possible` holds the labels still possible, best first; `deciding` what still decides."""

    status: Status
    label: str | None
    possible: tuple[str, ...] = ()
    set_by: str | None = None
    because: tuple[str, ...] = ()
    deciding: tuple[Deciding, ...] = ()


@dataclass(frozen=True, slots=True)
class Lost:
    """A deduction with the item it belongs to."""

    item: str
    deduction: Deduction


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The computed result of one evaluation. `low`/`high` are rounded once; the exact values stand in the derivation.

    `score_*` is before vetoes; `result_*` after them, None where a veto leaves no score or nothing is scored. `stale`
    names the items whose rating was accepted from facts that say something else by now (依据已变). `failure` says which
    plugin's code failed; then nothing was computed. `caps` are what adjustments under a shared cap come to together.
    """

    resolved: Resolved
    answers: Answers
    complete: bool
    score_low: Decimal | None
    score_high: Decimal | None
    full: Decimal
    result_low: Decimal | None
    result_high: Decimal | None
    items: tuple[ItemScore, ...]
    sections: tuple[SectionScore, ...]
    attainment: Attainment | None
    adjustments: tuple[AdjustmentScore, ...]
    vetoes: tuple[VetoFinding, ...]
    outcome: Outcome
    deductions: tuple[Lost, ...]
    stale: tuple[str, ...]
    derivation: Derivation | None
    failure: str | None = None
    honours: tuple[HonourScore, ...] = ()
    caps: tuple[CapScore, ...] = ()
