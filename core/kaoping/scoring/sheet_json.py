"""A score sheet as JSON values: what `score --json` prints. Decimals are plain strings, counts integers, absent null."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kaoping.numbers import Exact, plain, rounded, shown
from kaoping.scoring.derivation import words
from kaoping.scoring.sheet import Derivation, ScoreSheet


def sheet_json(sheet: ScoreSheet) -> dict[str, Any]:
    """The whole sheet. Shares and sections that do not terminate are rounded as the standard says, once."""
    standard = sheet.resolved.standard
    rule = standard.scoring.rounding

    def told(value: Exact | None) -> str | None:
        return None if value is None else plain(rounded(value, rule.places, rule.mode))

    reached = sheet.attainment
    return {
        "standard": standard.id,
        "unit": sheet.answers.unit.name,
        "digest": sheet.resolved.digest,
        "rules": sheet.resolved.rules.title if sheet.resolved.rules else None,
        "as_of": sheet.answers.as_of.isoformat() if sheet.answers.as_of else None,
        "period": sheet.answers.period.label if sheet.answers.period else None,
        "complete": sheet.complete,
        "score": {"low": _text(sheet.score_low), "high": _text(sheet.score_high), "full": plain(sheet.full)},
        "result": None
        if sheet.result_low is None or sheet.result_high is None
        else {"low": plain(sheet.result_low), "high": plain(sheet.result_high)},
        "attainment": None
        if reached is None
        else {
            "met": _count(reached.met),
            "applicable": _count(reached.applicable),
            "unrated": reached.unrated,
            "low": told(reached.low),
            "high": told(reached.high),
        },
        "dimensions": [
            {
                "id": section.id,
                "title": section.title,
                "low": told(section.low),
                "high": told(section.high),
                "full": told(section.full),
                "minimum": told(section.minimum),
                "minimum_met": section.minimum_met,
            }
            for section in sheet.sections
        ],
        "items": [
            {
                "id": item.item.id,
                "state": item.state,
                "low": plain(item.low),
                "high": plain(item.high),
                "full": plain(item.full),
            }
            for item in sheet.items
        ],
        "adjustments": [
            {
                "id": a.id,
                "title": a.title,
                "state": a.state,
                "low": plain(a.low),
                "high": plain(a.high),
                "event": a.event,
                "because": a.because or None,
            }
            for a in sheet.adjustments
        ],
        "adjustment_caps": [
            {
                "id": cap.id,
                "title": cap.title,
                "kind": cap.kind,
                "of": list(cap.of),
                "at_most": _text(cap.at_most),
                "state": cap.state,
                "sum": {"low": plain(cap.sum_low), "high": plain(cap.sum_high)},
                "low": plain(cap.low),
                "high": plain(cap.high),
            }
            for cap in sheet.caps
        ],
        "vetoes": [
            {
                "id": f.veto.id,
                "title": f.veto.title,
                "status": f.status,
                "effect": f.veto.effect,
                "because": f.because,
                # Only a limit has one: the best outcome that is left.
                **({"outcome": f.veto.outcome} if f.veto.effect == "limit" else {}),
            }
            for f in sheet.vetoes
        ],
        "outcome": {
            "status": sheet.outcome.status,
            "label": sheet.outcome.label,
            "possible": list(sheet.outcome.possible),
            "set_by": sheet.outcome.set_by,
            "because": _because(sheet),
            "deciding": [{"kind": d.kind, "id": d.id, "text": d.text} for d in sheet.outcome.deciding],
        },
        "honours": [
            {
                "id": honour.id,
                "title": honour.title,
                "covers": list(honour.covers),
                "met": _count(honour.met),
                "applicable": _count(honour.applicable),
                "unrated": honour.unrated,
                "low": told(honour.low),
                "high": told(honour.high),
                "line": _text(honour.line),
                "state": honour.state,
                "set_by": honour.set_by,
                "derivation": None if honour.derivation is None else derivation_json(honour.derivation),
            }
            for honour in sheet.honours
        ],
        "deductions": [
            {
                "item": lost.item,
                "amount": plain(lost.deduction.amount),
                "reason": lost.deduction.reason,
                "requirement": lost.deduction.requirement,
            }
            for lost in sheet.deductions
        ],
        "stale": list(sheet.stale),
        "not_applicable": {"policy": sheet.resolved.not_applicable, "set_by": sheet.resolved.not_applicable_set_by},
        "derivation": None if sheet.derivation is None else derivation_json(sheet.derivation),
    }


def derivation_json(node: Derivation) -> dict[str, Any]:
    """A derivation: rule, clause, inputs, value and children. A value that is still open is {low, high}."""
    same = node.low == node.high
    return {
        "op": node.op,
        "at": node.at,
        "title": node.title,
        "rule": words(node.op),
        "clause": node.clause,
        "inputs": [
            {"name": name, "value": value if isinstance(value, str) else shown(value)} for name, value in node.inputs
        ],
        # What leaves no score has no value: the number that it would have been stands below it.
        "value": None
        if node.op == "veto-no-score"
        else shown(node.low)
        if same
        else {"low": shown(node.low), "high": shown(node.high)},
        "children": [derivation_json(child) for child in node.children],
    }


def _because(sheet: ScoreSheet) -> list[str]:
    """Why; and while it is open, what still decides."""
    outcome = sheet.outcome
    return [*outcome.because, *(d.text for d in outcome.deciding if outcome.status == "open")]


def _text(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _count(value: Decimal) -> int | str:
    """Whole weights are counts; a weighted sum is a decimal."""
    return int(value) if value == value.to_integral_value() else plain(value)
