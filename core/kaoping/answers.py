"""What one evaluation holds: ratings, deductions, veto statements, adjustments, facts. Pure values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from kaoping.periods import Period

if TYPE_CHECKING:
    from kaoping.standard.model import EvidenceKind, FactDefinition

Tick = Literal["met", "unmet"]


@dataclass(frozen=True, slots=True)
class Unit:
    """What is evaluated. `kind` None means not stated; attributes not listed are unknown."""

    name: str
    kind: str | None = None
    attributes: Mapping[str, bool | int | str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points taken off, always with a reason."""

    amount: Decimal
    reason: str
    requirement: str | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rating:
    """The evaluator's judgement of one criterion. At most one of points, deductions, verdict and not_applicable.

    A rating with none of the four is unrated: it may still hold ticks, a note or evidence.
    """

    points: Decimal | None = None
    deductions: tuple[Deduction, ...] = ()
    verdict: str | None = None
    not_applicable: str | None = None
    requirements: Mapping[str, Tick] = field(default_factory=dict)
    reason: str | None = None
    note: str | None = None
    evidence: tuple[str, ...] = ()
    carried: bool = False
    flagged: bool = False
    basis: str | None = None

    @property
    def rated(self) -> bool:
        """Whether it says what the criterion scores."""
        return (
            self.points is not None
            or bool(self.deductions)
            or self.verdict is not None
            or self.not_applicable is not None
        )


@dataclass(frozen=True, slots=True)
class VetoStatement:
    """What is stated about a veto: happened True or False, None is unknown; a date where it happened."""

    happened: bool | None = None
    occurred_on: date | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class AdjustmentStatement:
    """What is stated about an adjustment: an amount (never negative), or how many times."""

    amount: Decimal | None = None
    count: int | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PartStatement:
    """The score of a part that comes from outside the sheet."""

    score: Decimal
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """`part` of `of` cases; a share that keeps both numbers."""

    part: Decimal
    of: Decimal


Value = Decimal | bool | date | Sample


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a fact's id said that it counts where a value was recorded; see `kaoping.fact_meaning`.

    :ivar subject: empty where the title alone is known, as from an answers file
    :ivar formerly: what the title was before, where it was reworded and means the same
    """

    title: str
    subject: str = ""
    kind: str = ""
    unit: str | None = None
    counts_faults: bool = False
    formerly: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether all of the definition is known, not its title alone."""
        return bool(self.kind)


@dataclass(frozen=True, slots=True)
class Observation:
    """One finding about the unit. `order` grows with time within an observer; `mine`: the evaluation's own evaluator.

    For an event: value True with `occurred_on` is an occurrence (undated where None), False is none in the period.

    :ivar meant: what the fact's id meant when it was recorded; None where it is not known, and it is taken at its word
    """

    fact: str
    period: Period
    value: Value
    occurred_on: date | None = None
    observer: str = ""
    mine: bool = True
    settled: bool = False
    order: int = 0
    stage: str | None = None
    note: str | None = None
    unit: str | None = None
    meant: Meaning | None = None


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """The file of a piece of evidence: its name for people, SHA-256 in hexadecimal, size in bytes.

    :ivar copied: the workspace keeps the file itself
    :ivar path: where it lies, if it is kept by reference; with neither only the fingerprint is known
    """

    name: str
    sha256: str
    size: int
    copied: bool = False
    path: str | None = None


@dataclass(frozen=True, slots=True)
class ProofLink:
    """What a piece of evidence proves: a criterion, or one requirement of it, and where in it (`page`)."""

    item: str
    requirement: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A proof: a file, a visit, an interview, a web page. One serves many criteria.

    :ivar on: the day of the visit or interview, or the day a page was looked at
    :ivar who: who was there, or was asked
    :ivar what: what was seen or said
    """

    id: str
    kind: EvidenceKind
    title: str
    file: EvidenceFile | None = None
    on: date | None = None
    who: str | None = None
    what: str | None = None
    url: str | None = None
    links: tuple[ProofLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Rectification:
    """Something to put right: what, by whom, until when. It changes no score.

    :ivar requirement: the one that is not met, where it is about one
    :ivar owner: the person or body that must do it
    :ivar done_on: the day on which it was seen to be done; None: it is not done
    :ivar seen: what was seen then
    :ivar withdrawn: why it is no longer asked for; None: it is
    """

    id: str
    item: str
    what: str
    owner: str
    due: date
    requirement: str | None = None
    done_on: date | None = None
    seen: str | None = None
    withdrawn: str | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """All that one evaluation holds, in no order that matters. `as_of` is where look-backs start."""

    unit: Unit
    period: Period | None = None
    as_of: date | None = None
    evaluator: str | None = None
    stage: str | None = None
    facts: tuple[Observation, ...] = ()
    ratings: Mapping[str, Rating] = field(default_factory=dict)
    adjustments: Mapping[str, AdjustmentStatement] = field(default_factory=dict)
    vetoes: Mapping[str, VetoStatement] = field(default_factory=dict)
    parts: Mapping[str, PartStatement] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    rectifications: tuple[Rectification, ...] = ()

    def proofs_said(self, item: str) -> tuple[str, ...]:
        """What proves one criterion, for people: each piece of evidence with requirement and page, then old texts."""
        found = []
        for proof in self.evidence_of(item):
            places = [f"{link.requirement or ''} {link.page or ''}".strip() for link in proof.links]
            where = "、".join(place for place in places if place)
            found.append(f"{proof.title}（{where}）" if where else proof.title)
        rating = self.ratings.get(item)
        return (*found, *(rating.evidence if rating is not None else ()))

    def of_fact(self, definition: FactDefinition) -> list[Observation]:
        """What was recorded about the unit itself as what this definition says."""
        from kaoping.fact_meaning import counts_as_recorded

        return [
            one
            for one in self.facts
            if one.fact == definition.id and one.unit is None and counts_as_recorded(one, definition)
        ]

    def evidence_of(self, item: str) -> tuple[Evidence, ...]:
        """The evidence of one criterion, each with its links to it alone."""
        found = []
        for proof in self.evidence:
            links = tuple(link for link in proof.links if link.item == item)
            if links:
                found.append(replace(proof, links=links))
        return tuple(found)
