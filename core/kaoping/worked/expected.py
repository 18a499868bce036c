"""Sketched cases run on the standard as it is: what results is written down, for the author to check by hand. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kaoping.answers import Answers
from kaoping.answers_check import check
from kaoping.answers_read import to_answers
from kaoping.cases import Case
from kaoping.cases_held import filled
from kaoping.numbers import plain, rounded
from kaoping.scoring.items import UNRATED
from kaoping.scoring.score import Providers, fact_book, score
from kaoping.scoring.sheet import ScoreSheet
from kaoping.scoring.suggest import Suggestion, suggest
from kaoping.standard.resolved import Resolved
from kaoping.worked.sketches import attributes, sketches, year_of
from kaoping.worked.stated import clear, nothing
from kaoping.worked.values import Json, Sketch


@dataclass(frozen=True, slots=True)
class Drafted:
    """A case ready for its file.

    :ivar given: the answers, in the order of the file
    :ivar expect: what results, without what is told line by line
    :ivar requirements: and `suggested`: what results of each, with a comment of how
    """

    name: str
    how: str
    given: Json
    expect: Json
    requirements: Mapping[str, tuple[str, str]]
    suggested: Mapping[str, tuple[Decimal | str, str]]


def drafted(resolved: Resolved, providers: Providers | None = None) -> list[Drafted]:
    """Every case of a standard with what the program makes of it; those whose answers do not fit it are left out."""
    found: list[Drafted] = []
    told: set[str] = set()
    for sketch in sketches(resolved):
        given = _given(resolved, sketch)
        key = repr((given, sketch.asks))
        if key in told:
            continue
        case = Case.model_validate({**given, "name": sketch.name, "expect": {}})
        answers, problems = to_answers(case)
        if problems or check(resolved, answers):
            continue
        told.add(key)
        found.append(_run(resolved, sketch, given, case, answers, providers))
    return found


def _given(resolved: Resolved, sketch: Sketch) -> Json:
    number = year_of(resolved)
    first, last = sketch.period or (date(number, 1, 1), date(number, 12, 31))
    given: Json = {"period": {"from": first, "to": last}, "as_of": last}
    told = {**attributes(resolved), **sketch.attributes}
    unit: Json = {"name": "示例单位", "kind": resolved.standard.unit_kinds[0]}
    given["unit"] = {**unit, "attributes": told} if told else unit
    if sketch.rest != "none":
        given["rest"] = sketch.rest
        vetoes = {**(sketch.stated or clear(resolved))}
        if sketch.vetoes and not sketch.stated:
            vetoes = clear(resolved, sketch.vetoes[0])
        given["vetoes"] = vetoes
        given["adjustments"] = {} if sketch.silent else {**nothing(resolved), **sketch.adjusted}
        parts = {part.id: part.full for part in resolved.parts if part.full is not None}
        given["parts"] = {id: {"score": full if sketch.rest == "full" else Decimal(0)} for id, full in parts.items()}
    given |= {"ratings": dict(sketch.ratings), "facts": list(sketch.facts)}
    return {name: value for name, value in given.items() if value not in ({}, [])}


def _run(
    resolved: Resolved, sketch: Sketch, given: Json, case: Case, answers: Answers, providers: Providers | None
) -> Drafted:
    expect: Json = {}
    if not sketch.asks:
        expect = dict(_results(score(resolved, filled(resolved, case, answers), providers), sketch))
    book = fact_book(resolved, answers)
    suggestions: dict[str, Suggestion] = {}
    for name in sketch.looks:
        found = suggest(resolved, resolved.item[name], answers.ratings.get(name, UNRATED), answers, book)
        if found is not None:
            suggestions[name] = found
    states = {finding.id: finding for one in suggestions.values() for finding in one.requirements}
    requirements = {
        name: (states[name].state, _told_of(judged.because) if (judged := states[name].judged) else "核对为未达到")
        for name in sketch.asks
        if name in states
    }
    suggested: dict[str, tuple[Decimal | str, str]] = {}
    for name, one in suggestions.items():
        value = one.points if one.points is not None else one.verdict
        if value is not None:
            suggested[name] = value, _because(resolved, one)
    return Drafted(sketch.name, sketch.how, given, expect, requirements, suggested)


def _told_of(because: str) -> str:
    """What a bound was held against; of many periods the last alone, which is the one that was moved."""
    said = because.split("；")
    return because if len(said) <= 2 else f"……；{said[-1]}"


def _because(resolved: Resolved, one: Suggestion) -> str:
    full = resolved.item[one.item].full
    if one.points is None:
        return "、".join(f"{found.id} {found.state}" for found in one.requirements)
    losses = [f"{deduction.requirement} 扣 {plain(deduction.amount)}" for deduction in one.deductions]
    return f"满分 {plain(full)}{'，' + '，'.join(losses) if losses else ''}"


def _results(sheet: ScoreSheet, sketch: Sketch) -> Iterator[tuple[str, object]]:
    outcome = sheet.outcome
    if sheet.score_low is not None:
        yield "score", _range(sheet.score_low, sheet.score_high)
    if sheet.resolved.by_points:
        yield "full", sheet.full
    ends = (sheet.result_low, sheet.result_high)
    if ends[0] is None and sheet.score_low is not None:
        yield "result", "none"
    elif ends[0] is not None and ends != (sheet.score_low, sheet.score_high):
        yield "result", _range(*ends)
    reached = sheet.attainment
    if reached is not None and reached.low is not None and reached.high is not None:
        yield "attained", _range(*(_told(sheet, end) for end in (reached.low, reached.high)))
        if reached.low == reached.high:
            yield "met", reached.met
            yield "applicable", reached.applicable
    yield "status", outcome.status
    if outcome.label is not None:
        yield "label", outcome.label
    if outcome.label is None and outcome.possible:
        yield "possible", list(outcome.possible)
    states = {found.veto.id: found.status for found in sheet.vetoes}
    vetoes = {id: states[id] for id in sketch.vetoes if id in states}
    if vetoes:
        yield "vetoes", vetoes
    if sheet.honours and sketch.rest != "none":
        yield "honours", {honour.id: honour.state for honour in sheet.honours}


def _told(sheet: ScoreSheet, value: Fraction) -> Decimal:
    rule = sheet.resolved.standard.scoring.rounding
    return rounded(value, rule.places, rule.mode)


def _range(low: Decimal | None, high: Decimal | None) -> object:
    return low if low == high else {"low": low, "high": high}


__all__ = ["Drafted", "drafted"]
