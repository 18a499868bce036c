"""Answers files, out and in: all that an evaluation holds, so that nothing is lost on the way."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli_w

from kaoping.answers import Answers, Deduction, Observation, Rating, Sample, VetoStatement
from kaoping.answers_read import answers_for, read_loosely
from kaoping.errors import Refused, Surroundings, refuse
from kaoping.factbook import pooled
from kaoping.periods import Period
from kaoping.scoring.score import score
from kaoping.scoring.sheet import ScoreSheet
from kaoping.standard.load import model_toml
from kaoping.standard.model import FactDefinition
from kaoping.standard.resolved import Resolved
from kaoping.store import queries
from kaoping.store.queries import EvaluationRow
from kaoping.text import visible
from kaoping.workbench import codec
from kaoping.workbench.desk import Desk, saving
from kaoping.workbench.evaluations import Evaluations
from kaoping.workbench.kin import Kin
from kaoping.workbench.library import Library
from kaoping.workbench.units import Units


@dataclass
class Exchange:
    """Use cases about answers files."""

    desk: Desk
    evaluations: Evaluations

    def export(self, key: str, target: Path, *, force: bool = False) -> Path:
        """Write an evaluation as an answers file, through a temporary file.

        :raises Refused: `target` exists and `force` is not given.
        """
        view = self.evaluations.view(key)
        rules = view.resolved.rules
        beside = target.with_name(f"{target.stem}.rules.toml") if rules is not None else None
        text = answers_toml(view.resolved, view.answers, beside.name if beside is not None else None)
        if rules is not None and beside is not None:
            write_new(beside, model_toml(rules).encode(), force=force)
        return write_new(target, text.encode(), force=force)

    def bring_in(self, path: Path, rules: Path | None = None) -> EvaluationRow:
        """Make a new evaluation from an answers file; the unit is made where there is none of its name.

        All of it is saved in one transaction or none of it.

        :raises Refused: with every fault of the file; nothing is changed.
        """
        resolved, answers = answers_of(self.desk.library, path, rules)
        if answers.period is None:
            raise refuse("period", "答卷没有写明考评周期 period，也没有 as_of，不能导入", file=str(path))
        with saving(self.desk.workspace):
            return self.bring(resolved, answers, answers.period, f"自答卷导入：{path.name}")

    def bring(self, resolved: Resolved, answers: Answers, period: Period, why: str) -> EvaluationRow:
        """A new evaluation that holds these checked answers, inside `saving()`; the unit is made if there is none."""
        self._unit(resolved, answers)
        row = self.evaluations.new_within(resolved, answers.unit.name, period, as_of=answers.as_of, stage=answers.stage)
        kin = Kin(self.desk.workspace, self.desk.unit(row.unit), self.desk.evaluator)
        told: dict[str, set[str]] = {row.unit: set()}
        # In a file a report stands against its own observer's denial whatever the order; here what is last stands.
        for observation in sorted(answers.facts, key=lambda fact: (fact.mine, fact.value is True)):
            # What counts here of another unit that the workspace knows is recorded there, where it was found.
            home = kin.home(resolved.facts[observation.fact], observation.unit) if observation.unit else None
            fact = codec.fact_json(row.unit, observation)
            if home is not None:
                fact = codec.fact_json(home.id, replace(observation, unit=None))
            told.setdefault(fact["unit"], set()).add(observation.fact)
            if not observation.mine and observation.observer != self.desk.evaluator:
                fact["observer"] = observation.observer
            change = {"what": "fact", "id": observation.fact, "from": None, "to": fact}
            self.desk.write({"kind": "judged", "evaluation": None, "changes": [change]})
        changes = _changes(answers)
        if changes:
            self.desk.write({"kind": "judged", "evaluation": row.id, "changes": changes, "why": why})
        opened = self.desk.evaluation(row.id)
        self.desk.keep_totals(opened, self.desk.sheet(opened))
        for unit, facts in told.items():
            self.desk.refresh(unit, but=row.id, facts=facts)
        return self.desk.evaluation(row.id)

    def _unit(self, resolved: Resolved, answers: Answers) -> None:
        """Make the unit where there is none of its name; one that is there must be the one that the file means.

        :raises Refused: it is of another kind, has another attribute, or lacks one and belongs to another evaluator.
        """
        given = answers.unit
        units = Units(self.desk)
        known = queries.unit(self.desk.workspace, given.name)
        if known is None:
            units.add_within(given.name, given.kind or resolved.standard.unit_kinds[0], given.attributes)
            return
        if given.kind is not None and given.kind != known.kind:
            message = (
                f"考评对象“{visible(known.name)}”已有，种类是 {known.kind}，答卷写的是 {given.kind}；请改成一致或换名"
            )
            raise refuse("unit-differs", message, id=known.name)
        for name, value in given.attributes.items():
            held = known.attributes.get(name, value)
            if type(held) is not type(value) or held != value:
                message = f"考评对象“{visible(known.name)}”的属性 {name} 与答卷不同；请改成一致，或在答卷中换一个名称"
                raise refuse("unit-differs", message, id=known.name)
        if set(given.attributes) - set(known.attributes):
            units.change_within(known.id, given.attributes)


def _changes(answers: Answers) -> list[dict[str, Any]]:
    changes: list[dict[str, Any]] = []
    for item, rating in answers.ratings.items():
        if rating != Rating():
            changes.append({"what": "rating", "id": item, "from": None, "to": codec.rating_json(rating)})
    for id, veto in answers.vetoes.items():
        if veto != VetoStatement():
            changes.append({"what": "veto", "id": id, "from": None, "to": codec.statement_json(veto)})
    for id, adjustment in answers.adjustments.items():
        changes.append({"what": "adjustment", "id": id, "from": None, "to": codec.statement_json(adjustment)})
    for id, part in answers.parts.items():
        changes.append({"what": "part", "id": id, "from": None, "to": codec.statement_json(part)})
    return changes


def answers_of(library: Library, path: Path, rules: Path | None = None) -> tuple[Resolved, Answers]:
    """The answers in a file with the standard they answer, by the rules given, else --rules, else those it names.

    :raises Refused: with every fault, those of form and those against the standard together.
    """
    source, body, faults = read_loosely(path)
    if rules is None:
        rules = library.rules_for(body.standard)
    if rules is None and body.rules is not None:
        rules = path.parent / body.rules
    try:
        resolved = library.resolved(body.standard, rules)
        answers = answers_for(resolved, source, body)
    except Refused as refused:
        found = (*faults, *refused.faults)
        raise Refused(sorted(found, key=lambda f: (f.file != source.name, f.line or 0, f.column or 0))) from None
    if faults:
        raise Refused(faults)
    return resolved, answers


def score_file(library: Library, path: Path, rules: Path | None = None) -> ScoreSheet:
    """Score an answers file with no workspace.

    :raises Refused: with every fault of the file, its standard or its rules.
    """
    resolved, answers = answers_of(library, path, rules)
    return score(resolved, answers, library.providers(resolved.provider_versions))


def answers_toml(resolved: Resolved, answers: Answers, rules: str | None = None) -> str:
    """Answers as the text of an answers file; `rules` is the name of the rules file beside it."""
    body: dict[str, Any] = {
        "schema": 1,
        "standard": resolved.id,
        "unit": {"name": answers.unit.name},
    }
    if rules is not None:
        body["rules"] = rules
    if answers.unit.kind is not None:
        body["unit"]["kind"] = answers.unit.kind
    if answers.unit.attributes:
        body["unit"]["attributes"] = dict(answers.unit.attributes)
    if answers.period is not None:
        body["period"] = {"from": answers.period.start, "to": answers.period.end}
    for name in ("as_of", "evaluator", "stage"):
        if getattr(answers, name) is not None:
            body[name] = getattr(answers, name)
    if answers.facts:
        body["facts"] = [_fact(fact) for fact in newest(answers.facts, resolved.facts)]
    if answers.ratings:
        order = {item.id: number for number, item in enumerate(resolved.items)}
        names = sorted(answers.ratings, key=lambda name: order.get(name, len(order)))
        body["ratings"] = {name: _rating(answers.ratings[name]) for name in names}
    if answers.adjustments:
        body["adjustments"] = {
            n: _drop(amount=a.amount, count=a.count, reason=a.reason) for n, a in answers.adjustments.items()
        }
    if answers.vetoes:
        body["vetoes"] = {
            n: _drop(happened=v.happened, occurred_on=v.occurred_on, note=v.note) for n, v in answers.vetoes.items()
        }
    if answers.parts:
        body["parts"] = {n: _drop(score=p.score, reason=p.reason) for n, p in answers.parts.items()}
    return tomli_w.dumps(body)


def newest(facts: tuple[Observation, ...], definitions: Mapping[str, FactDefinition]) -> list[Observation]:
    """What a file without an order of time must say: each observer's newest observation of one fact and period.

    Of an event that is each dated occurrence, but those that their own observer denied later.
    """
    held: dict[tuple[object, ...], Observation] = {}
    by_fact: dict[str, list[Observation]] = {}
    for fact in facts:
        by_fact.setdefault(fact.fact, []).append(fact)
    # Records of one fact at two units are one observer's word on it like two records at one.
    shared = {name for name, among in by_fact.items() if pooled(definitions.get(name), among)}
    for fact in sorted(facts, key=lambda fact: fact.order):
        # The own evaluator's newest counts, settled or not; of the others what is settled goes first.
        settled = fact.settled and not fact.mine
        whose = None if fact.fact in shared else fact.unit
        held[fact.fact, fact.period, fact.observer, whose, settled, fact.occurred_on] = fact
    events = {name for name, definition in definitions.items() if definition.kind == "event"}
    return sorted(
        (
            fact
            for fact in held.values()
            if fact.fact not in events or not _withdrawn(fact, by_fact[fact.fact], shared=fact.fact in shared)
        ),
        key=_place,
    )


def _withdrawn(report: Observation, facts: Iterable[Observation], *, shared: bool) -> bool:
    """Whether the observer of an event said later that there was none."""
    if report.value is not True:
        return False
    when = Period(report.occurred_on, report.occurred_on) if report.occurred_on else report.period
    return any(
        fact.value is False
        and fact.observer == report.observer
        and (shared or fact.unit == report.unit)
        and fact.order > report.order
        and fact.period.contains(when)
        for fact in facts
    )


def _place(fact: Observation) -> tuple[object, ...]:
    day = fact.occurred_on.isoformat() if fact.occurred_on else ""
    return fact.fact, fact.period, not fact.mine, fact.observer, fact.unit or "", fact.settled, day


def write_new(target: Path, data: bytes, *, force: bool = False) -> Path:
    """Write a file through a temporary one beside it.

    :raises Refused: it exists and `force` is not given.
    :raises Surroundings: the folder does not exist or cannot be written.
    """
    if target.exists() and not force:
        raise refuse("exists", "文件已存在，未覆盖；确要覆盖请加 --force，或换一个文件名", file=str(target))
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        try:
            temporary.write_bytes(data)
            os.replace(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        code = {28: "full", 13: "read-only", 30: "read-only"}.get(error.errno or 0, "io")
        reason = error.strerror or str(error)
        raise Surroundings(code, f"写不了 {target}：{reason}", "请检查文件夹是否存在、是否可写、磁盘是否已满") from None
    return target


def _fact(fact: Observation) -> dict[str, Any]:
    value: Any = fact.value
    if isinstance(value, Sample):
        value = _drop(part=value.part, of=value.of)
    body = _drop(
        id=fact.fact, period=fact.period.label, value=value, occurred_on=fact.occurred_on, unit=fact.unit,
        stage=fact.stage, note=fact.note,
    )  # fmt: skip
    if not fact.mine:
        body["observer"] = fact.observer
    if fact.settled:
        body["settled"] = True
    return body


def _rating(rating: Rating) -> dict[str, Any]:
    body = _drop(
        points=rating.points, verdict=rating.verdict, not_applicable=rating.not_applicable, reason=rating.reason,
        note=rating.note, basis=rating.basis,
    )  # fmt: skip
    if rating.deductions:
        body["deductions"] = [_deduction(deduction) for deduction in rating.deductions]
    if rating.requirements:
        body["requirements"] = dict(rating.requirements)
    if rating.evidence:
        body["evidence"] = list(rating.evidence)
    for name in ("carried", "flagged"):
        if getattr(rating, name):
            body[name] = True
    return body


def _deduction(deduction: Deduction) -> dict[str, Any]:
    body = _drop(amount=deduction.amount, reason=deduction.reason, requirement=deduction.requirement)
    if deduction.evidence:
        body["evidence"] = list(deduction.evidence)
    return body


def _drop(**values: Any) -> dict[str, Any]:
    return {name: _number(value) for name, value in values.items() if value is not None}


def _number(value: Any) -> Any:
    """A decimal as people write it: 3 and not 3.0."""
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value
