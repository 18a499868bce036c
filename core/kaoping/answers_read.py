"""Reading an answers file: into pure answers, with every fault named; and writing one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from kaoping.answers import (
    AdjustmentStatement,
    Answers,
    Deduction,
    Evidence,
    EvidenceFile,
    Meaning,
    Observation,
    PartStatement,
    ProofLink,
    Rating,
    Rectification,
    Sample,
    Unit,
    Value,
    VetoStatement,
)
from kaoping.answers_check import Problem, check
from kaoping.answers_file import (
    AdjustmentTable,
    AnswersBody,
    AnswersFile,
    EvidenceTable,
    FactTable,
    PartTable,
    RatingTable,
    RectificationTable,
    SampleTable,
    UnitTable,
    VetoTable,
)
from kaoping.errors import Fault, Refused
from kaoping.periods import Period, parse, year
from kaoping.standard.load import refuse_other_schema, validated
from kaoping.standard.resolved import Resolved
from kaoping.standard.toml import Source, read


def read_answers(path: Path) -> tuple[Source, AnswersFile]:
    """Read an answers file without a standard at hand.

    :raises Refused: with every fault of form.
    """
    source = read(path)
    refuse_other_schema(source)
    return source, validated(AnswersFile, source)


def read_loosely(path: Path) -> tuple[Source, AnswersFile, tuple[Fault, ...]]:
    """Read an answers file, leaving out what is wrong in form, with the faults of what was left out.

    So that what is left can be held against the standard in the same run and every fault is named at once.

    :raises Refused: nothing is left that says which standard it answers.
    """
    source = read(path)
    refuse_other_schema(source)
    try:
        return source, validated(AnswersFile, source), ()
    except Refused as refused:
        try:
            return source, AnswersFile.model_validate(_sound(source.data)), refused.faults
        except ValidationError:
            raise refused from None


#: Tables of an answers file whose rows stand by themselves, with the model of a row.
_ROWS: dict[str, type[BaseModel]] = {
    "ratings": RatingTable,
    "adjustments": AdjustmentTable,
    "vetoes": VetoTable,
    "parts": PartTable,
}


def _sound(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data without the rows that are wrong in form; facts stand in a list, and go together."""
    kept = dict(data)
    for name, model in _ROWS.items():
        rows = data.get(name)
        if isinstance(rows, dict):
            kept[name] = {id: row for id, row in rows.items() if _fits(model, row)}
    lists: dict[str, type[BaseModel]] = {
        "facts": FactTable,
        "evidence": EvidenceTable,
        "rectifications": RectificationTable,
    }
    for name, model in lists.items():
        among = data.get(name)
        if not isinstance(among, list) or not all(_fits(model, row) for row in among):
            kept.pop(name, None)
    return {key: value for key, value in kept.items() if key in _KNOWN}


_KNOWN = {field.alias or name for name, field in AnswersFile.model_fields.items()}


def _fits(model: type[BaseModel], row: Any) -> bool:
    try:
        model.model_validate(row)
    except ValidationError:
        return False
    return True


def answers_for(resolved: Resolved, source: Source, body: AnswersBody, root: tuple[str | int, ...] = ()) -> Answers:
    """The answers of a file (or of one case in it, at `root`), held against the standard.

    :raises Refused: with every fault: unknown items, points beyond the item or off its step, a missing reason …
    """
    answers, problems = to_answers(body)
    problems += check(resolved, answers)
    if problems:
        raise Refused(_placed(source, problem, root) for problem in problems)
    return answers


def to_answers(body: AnswersBody) -> tuple[Answers, list[Problem]]:
    """A file's tables as pure answers, with what is wrong in itself: periods and repeated facts.

    Facts keep their place in the file; one with a wrong period stands for a day of its own until that is corrected.
    """
    problems: list[Problem] = []
    table = body.unit if isinstance(body.unit, UnitTable) else UnitTable(name=body.unit)
    facts = [_fact(row, index, body, problems) for index, row in enumerate(body.facts)]
    _repeated(facts, problems)
    answers = Answers(
        unit=Unit(table.name, table.kind, dict(table.attributes)),
        period=Period(body.period.from_, body.period.to) if body.period else _year_of(body.as_of),
        as_of=body.as_of,
        evaluator=body.evaluator,
        stage=body.stage,
        facts=tuple(facts),
        ratings={name: to_rating(row) for name, row in body.ratings.items()},
        adjustments={n: AdjustmentStatement(a.amount, a.count, a.reason) for n, a in body.adjustments.items()},
        vetoes={n: VetoStatement(v.happened, v.occurred_on, v.note) for n, v in body.vetoes.items()},
        parts={n: PartStatement(p.score, p.reason) for n, p in body.parts.items()},
        evidence=tuple(to_evidence(row) for row in body.evidence),
        rectifications=tuple(Rectification(**row.model_dump()) for row in body.rectifications),
    )
    return answers, problems


def to_rating(row: RatingTable) -> Rating:
    """One rating's table as a pure rating."""
    return Rating(
        points=row.points,
        deductions=tuple(Deduction(d.amount, d.reason, d.requirement, d.evidence) for d in row.deductions),
        verdict=row.verdict,
        not_applicable=row.not_applicable,
        requirements=dict(row.requirements),
        reason=row.reason,
        note=row.note,
        evidence=row.evidence,
        carried=row.carried,
        flagged=row.flagged,
        basis=row.basis,
    )


def to_evidence(row: EvidenceTable) -> Evidence:
    """One piece of evidence; whether a workspace keeps its file is for that workspace to say."""
    file = None
    if row.file is not None:
        file = EvidenceFile(row.file.name, row.file.sha256, row.file.size, path=row.file.path)
    links = tuple(ProofLink(link.item, link.requirement, link.page) for link in row.links)
    return Evidence(row.id, row.kind, row.title, file, row.on, row.who, row.what, row.url, links)


def _year_of(day: date | None) -> Period | None:
    """Without a period the calendar year of `as_of` is meant."""
    return year(day.year) if day is not None else None


def _fact(row: FactTable, index: int, body: AnswersBody, problems: list[Problem]) -> Observation:
    try:
        period = parse(row.period)
    except ValueError as error:
        problems.append(Problem("period", str(error), row.id, ("facts", index, "period")))
        day = date(2000, 1, 1) + timedelta(days=index)
        period = Period(day, day)
    value: Value = Sample(row.value.part, row.value.of) if isinstance(row.value, SampleTable) else row.value
    observer = row.observer or body.evaluator or ""
    return Observation(
        fact=row.id,
        period=period,
        value=value,
        occurred_on=row.occurred_on,
        observer=observer,
        mine=row.observer is None or row.observer == body.evaluator,
        settled=row.settled,
        order=0,
        stage=row.stage,
        note=row.note,
        unit=row.unit,
        meant=Meaning(row.title) if row.title is not None else None,
    )


def _repeated(facts: Iterable[Observation], problems: list[Problem]) -> None:
    """One observer says one thing of one fact, period and unit, so that the order in the file never matters."""
    seen: set[tuple[object, ...]] = set()
    for index, fact in enumerate(facts):
        key = (fact.fact, fact.period, fact.observer, fact.unit, fact.settled, fact.occurred_on)
        if key in seen:
            message = f"事实“{fact.fact}”{fact.period.label} 写了两次，请只留一条"
            problems.append(Problem("repeated-fact", message, fact.fact, ("facts", index)))
        seen.add(key)


def _placed(source: Source, problem: Problem, root: tuple[str | int, ...]) -> Fault:
    positions = source.positions()
    line, column = positions.at((*root, *problem.loc))
    return Fault(
        problem.code, problem.message, source.name, line, column, problem.id, positions.quote(line, column) or None
    )
