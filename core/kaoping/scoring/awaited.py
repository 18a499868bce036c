"""What a criterion that is not at its best waits for: facts alone, which other criteria may wait for too, or itself. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kaoping.answers import Answers
from kaoping.scoring.items import UNRATED
from kaoping.scoring.score import suggestions
from kaoping.scoring.sheet import ItemScore
from kaoping.scoring.suggest import RequirementFinding, Suggestion
from kaoping.standard.model import Measure
from kaoping.standard.resolved import Resolved


class Awaited(NamedTuple):
    """One fact to be found out or put right: the same for all who ask for it over the same time in the same direction.

    The subject belongs to the fact's definition.
    """

    fact: str
    span: str
    sense: str


def awaited(resolved: Resolved, answers: Answers, items: Sequence[ItemScore]) -> dict[str, frozenset[Awaited]]:
    """The criteria that would be at their best if only certain facts were as they should be, each with these facts.

    What is not among them waits for something of its own: an evaluator's judgement, or a demand that no fact measures.
    """
    suggested = suggestions(resolved, answers)
    found = {}
    for score in items:
        suggestion = suggested.get(score.item.id)
        facts = _facts(resolved, answers, score, suggestion) if suggestion is not None else None
        if facts:
            found[score.item.id] = facts
    return found


def _facts(resolved: Resolved, answers: Answers, score: ItemScore, suggestion: Suggestion) -> frozenset[Awaited] | None:
    item = score.item
    asked = _reasons(answers, score, suggestion)
    if asked is None:
        return None
    findings = {finding.id: finding for finding in suggestion.requirements}
    measures = {r.id: r.measure for r in item.criterion.requirements}
    found = set()
    for name in asked:
        finding, measure = findings.get(name), measures.get(name)
        if finding is None or measure is None or not _rests(resolved, finding, measure):
            return None
        found.add(Awaited(measure.fact, _span(answers, measure), sense(measure)))
    return frozenset(found)


def _reasons(answers: Answers, score: ItemScore, suggestion: Suggestion) -> set[str] | None:
    """The requirements that keep the criterion from its best; None where something else may, too."""
    unmet = {finding.id for finding in suggestion.requirements if finding.state == "unmet"}
    if score.state == "unrated":
        return unmet | {finding.id for finding in suggestion.requirements if finding.state == "unknown"}
    rating = answers.ratings.get(score.item.id, UNRATED)
    for deduction in rating.deductions:
        if deduction.requirement is None:
            return None
        unmet.add(deduction.requirement)
    return unmet


def _rests(resolved: Resolved, finding: RequirementFinding, measure: Measure) -> bool:
    """Whether the requirement is open because the fact says so, or says nothing yet."""
    judged = finding.judged
    known = judged is not None and judged.state != "met" and not finding.contradicts
    return known and measure.fact in resolved.facts


def _span(answers: Answers, measure: Measure) -> str:
    """The time over which the fact is asked for."""
    if measure.look_back_years is not None:
        return f"{answers.as_of}-{measure.look_back_years}"
    return answers.period.label if answers.period is not None else ""


def sense(measure: Measure) -> str:
    """Which way a bound pulls: what is put right for one bound serves another only where both pull the same way."""
    if measure.is_ is not None:
        return "yes" if measure.is_ else "no"
    if measure.equals is not None:
        return f"equals {measure.equals}"
    if measure.within is not None:
        return "early"
    if measure.trend is not None:
        return {"rising": "more", "not-falling": "more"}.get(measure.trend, "less")
    if measure.bound_from is not None:
        return {"at_least": "more", "at_most": "less"}.get(measure.bound or "", f"equals {measure.bound_from}")
    lower = measure.at_least is not None or measure.more_than is not None
    upper = measure.at_most is not None or measure.less_than is not None
    return "between" if lower and upper else "more" if lower else "less"
