"""What facts and ticks suggest for a criterion. A suggestion never changes a score by itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from kaoping.answers import Answers, Deduction, Rating
from kaoping.facts import FactBook, Judged, deduction_for, judge
from kaoping.numbers import as_decimal
from kaoping.scoring.items import applies
from kaoping.standard.resolved import Item, Resolved

RequirementState = Literal["met", "unmet", "unknown", "not-applicable"]


@dataclass(frozen=True, slots=True)
class RequirementFinding:
    """The state of one requirement: the evaluator's tick, else what its measure says. `judged` is the measure's part."""

    id: str
    state: RequirementState
    ticked: bool
    judged: Judged | None

    @property
    def contradicts(self) -> bool:
        """Whether the tick says otherwise than the facts."""
        return self.ticked and self.judged is not None and self.judged.state not in ("unknown", self.state)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the requirements suggest. `points` or `verdict` is None where nothing can be suggested yet.

    `deductions` name rule and fact. `basis` is a fingerprint of all that it rests on; `because` says it in words.
    """

    item: str
    requirements: tuple[RequirementFinding, ...]
    points: Decimal | None
    verdict: str | None
    deductions: tuple[Deduction, ...]
    because: tuple[str, ...]
    basis: str

    @property
    def usable(self) -> bool:
        """Whether one key can accept it."""
        return self.points is not None or self.verdict is not None


def suggest(resolved: Resolved, item: Item, rating: Rating, answers: Answers, facts: FactBook) -> Suggestion | None:
    """The suggestion for one criterion; None where it has no requirement at all."""
    if not item.criterion.requirements:
        return None
    findings = tuple(_findings(item, rating, answers, facts))
    basis = _basis(findings)
    because = tuple(f.judged.because for f in findings if f.judged is not None and f.judged.state != "unknown")
    applicable = [f for f in findings if f.state != "not-applicable"]
    unmet = [f for f in applicable if f.state == "unmet"]
    if not applicable or any(f.state == "unknown" for f in applicable):
        # Where an item is met or not, one demand that is not met settles it, whatever the rest turn out to be.
        settled = unmet and item.way == "verdict" and resolved.partial is None
        return Suggestion(item.id, findings, None, "unmet" if settled else None, (), because, basis)
    if item.levels:
        return Suggestion(item.id, findings, None, None, (), because, basis)
    if item.way == "verdict":
        verdict = "met" if not unmet else "unmet"
        if unmet and resolved.partial is not None and len(unmet) < len(applicable):
            verdict = "partial"
        return Suggestion(item.id, findings, None, verdict, (), because, basis)
    deductions = _deductions(item, unmet)
    if deductions is None:
        return Suggestion(item.id, findings, None, None, (), because, basis)
    left = max(item.full - sum((d.amount for d in deductions), Decimal(0)), Decimal(0))
    return Suggestion(item.id, findings, left, None, tuple(deductions), because, basis)


def is_stale(rating: Rating, suggestion: Suggestion | None) -> bool:
    """依据已变: the rating was accepted from facts that say something else by now."""
    return rating.basis is not None and (suggestion is None or suggestion.basis != rating.basis)


def _findings(item: Item, rating: Rating, answers: Answers, facts: FactBook) -> Iterable[RequirementFinding]:
    for requirement in item.criterion.requirements:
        applicable = applies(requirement.applies_when, answers.unit)
        if applicable is False:
            yield RequirementFinding(requirement.id, "not-applicable", False, None)
            continue
        judged = None
        if requirement.measure is not None:
            judged = judge(requirement.measure, facts, answers.period, answers.as_of)
        tick = rating.requirements.get(requirement.id)
        if tick is not None:
            yield RequirementFinding(requirement.id, tick, True, judged)
        elif judged is None or (applicable is None and judged.state == "unmet"):
            # Unmet counts only where it is known to apply; met is as good as not applicable.
            yield RequirementFinding(requirement.id, "unknown", False, judged)
        else:
            yield RequirementFinding(requirement.id, judged.state, False, judged)


def _deductions(item: Item, unmet: list[RequirementFinding]) -> list[Deduction] | None:
    """One deduction for each unmet requirement with a figure of its own; None where one has none."""
    by_id = {requirement.id: requirement for requirement in item.criterion.requirements}
    found = []
    left = item.full
    for finding in unmet:
        requirement = by_id[finding.id]
        amount: Fraction | None = None
        if requirement.deduct is not None:
            short = finding.judged.shortfall if finding.judged is not None else None
            amount = deduction_for(requirement.deduct, short, left)
        elif requirement.points is not None:
            amount = Fraction(min(requirement.points, left))
        if amount is None:
            return None
        # A share of a sample may not end (one in three): then how much to take off is the evaluator's to decide.
        exact = as_decimal(amount)
        if exact is None:
            return None
        if exact > 0:
            judged = finding.judged
            shown = judged is not None and judged.state == "unmet"
            because = judged.because if judged is not None and shown else f"未达到：{requirement.text}"
            found.append(Deduction(exact, because, requirement.id))
            left -= exact
    return found


def _basis(findings: tuple[RequirementFinding, ...]) -> str:
    lines = []
    for finding in findings:
        used = finding.judged.used if finding.judged is not None else ()
        facts = ";".join(f"{u.fact}@{u.period}={u.value}{'!' if u.disputed else ''}" for u in used)
        lines.append(f"{finding.id}:{finding.state}:{int(finding.ticked)}:{facts}")
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
