"""A standard as JSON values: what `standard show --json` prints. Decimals are plain strings, absent is null."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from kaoping.facts import bound_text
from kaoping.standard.document import Erratum
from kaoping.standard.model import Criterion, Dimension, Group, Requirement
from kaoping.standard.resolved import Item, Resolved, canonical
from kaoping.standard.shared_caps import SharedCap


def described(resolved: Resolved) -> dict[str, Any]:
    """The standard whole: the tree, the flat list of criteria, and everything that belongs to sheet and document."""
    standard, document = resolved.standard, resolved.document
    return {
        "id": standard.id,
        "document": {
            "id": document.id,
            "title": document.title,
            "number": document.number,
            "issuer": document.issuer,
            "date": document.date.isoformat() if document.date else None,
            "status": document.status,
            "methods": list(document.methods),
            "rules": list(document.rules),
        },
        "title": standard.title,
        "short": standard.short,
        "edition": standard.edition,
        "status": standard.status,
        "unit_kinds": list(standard.unit_kinds),
        "digest": resolved.digest,
        "rules": resolved.rules.title if resolved.rules else None,
        "scoring": {
            **_all(standard.scoring),
            "full": canonical(resolved.declared_full),
            "not_applicable": resolved.not_applicable,
            "not_applicable_set_by": resolved.not_applicable_set_by,
            "partial": canonical(resolved.partial),
        },
        "dimensions": [_node(dimension) for dimension in standard.dimensions],
        "criteria": [_item(resolved, item) for item in resolved.items],
        "vetoes": [_all(veto) for veto in resolved.vetoes],
        "adjustments": [_all(adjustment) for adjustment in resolved.adjustments],
        "adjustment_caps": [_shared_cap(cap) for cap in resolved.shared_caps],
        "outcomes": [_all(outcome) for outcome in resolved.outcomes],
        "honours": [_all(honour) for honour in resolved.honours],
        "parts": [_all(part) for part in resolved.parts],
        "levels": [_all(level) for level in resolved.levels],
        "stages": [_all(stage) for stage in document.stages],
        "forms": [_all(form) for form in document.forms],
        "campaigns": [_all(campaign) for campaign in document.campaigns],
        "quotas": [_all(quota) for quota in document.quotas],
        "assignments": [_all(assignment) for assignment in document.assignments],
        "errata": [_all(erratum) for erratum in _errata(resolved)],
        "facts": [_all(resolved.facts[name]) for name in sorted(resolved.facts)],
    }


def errata_at(resolved: Resolved, at: str) -> list[Erratum]:
    """The errata about one element, by its id."""
    return [erratum for erratum in _errata(resolved) if erratum.at == at]


def _errata(resolved: Resolved) -> tuple[Erratum, ...]:
    return (*resolved.standard.errata, *resolved.document.errata)


def _node(node: Dimension | Group) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": node.id,
        "title": node.title,
        "points": canonical(node.points),
        "weight": canonical(node.weight),
        "criteria": [criterion.id for criterion in node.criteria],
    }
    if isinstance(node, Group):
        found["number"] = node.number
    else:
        found["minimum"] = canonical(node.minimum)
        found["groups"] = [_node(group) for group in node.groups]
    return found


def _item(resolved: Resolved, item: Item) -> dict[str, Any]:
    criterion: Criterion = item.criterion
    return {
        "id": criterion.id,
        "path": [node.id for node in item.path],
        "title": criterion.title,
        "points": canonical(criterion.points),
        "weight": canonical(item.weight),
        "step": canonical(item.step) if resolved.by_points else None,
        "applies_when": canonical(criterion.applies_when),
        "requirements": [_requirement(resolved, requirement) for requirement in criterion.requirements],
        "themes": list(criterion.themes),
        "evidence": [{"kind": kind, "text": text} for kind, text in criterion.usual_evidence],
        "methods": list(criterion.methods),
        "responsible": criterion.responsible,
        "clause": criterion.clause,
        "note": criterion.note,
        "levels": [_all(level) for level in item.levels.values()],
        "errata": [_all(erratum) for erratum in errata_at(resolved, criterion.id)],
    }


def _requirement(resolved: Resolved, requirement: Requirement) -> dict[str, Any]:
    measure = requirement.measure
    unit = resolved.facts[measure.fact].unit if measure is not None and measure.fact in resolved.facts else None
    return {
        "id": requirement.id,
        "text": requirement.text,
        "points": canonical(requirement.points),
        "measure": None if measure is None else {**_given(measure), "said": bound_text(measure, unit)},
        "informed_by": list(requirement.informed_by),
        "deduct": None if requirement.deduct is None else _given(requirement.deduct),
        "applies_when": canonical(requirement.applies_when),
        "clause": requirement.clause,
    }


def _shared_cap(cap: SharedCap) -> dict[str, Any]:
    """A shared cap with the adjustments that stand under it told, whichever way the file names them."""
    given = {name: getattr(cap, name) for name in ("id", "title", "kind", "of", "at_most", "set_by", "clause")}
    told: dict[str, Any] = canonical(given)
    return told


def _all(model: BaseModel) -> dict[str, Any]:
    """Every field, absent ones as null."""
    return canonical(model.model_dump(by_alias=True))  # type: ignore[no-any-return]


def _given(model: BaseModel) -> dict[str, Any]:
    """Only what the file says."""
    return canonical(model.model_dump(by_alias=True, exclude_defaults=True))  # type: ignore[no-any-return]
