"""Answers files, out and in: all that an evaluation holds, so that nothing is lost on the way."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli_w

from kaoping.answers import Answers, Deduction, Evidence, Observation, Rating, Sample, VetoStatement
from kaoping.answers_read import answers_for, read_loosely
from kaoping.errors import Fault, Refused, Surroundings, refuse, system_words
from kaoping.fact_meaning import counts_as_recorded
from kaoping.factbook import pooled
from kaoping.periods import Period
from kaoping.scoring.score import score
from kaoping.scoring.sheet import ScoreSheet
from kaoping.standard.load import model_toml
from kaoping.standard.model import FactDefinition
from kaoping.standard.resolved import Resolved
from kaoping.standard.toml import Source
from kaoping.store import queries
from kaoping.store.evidence import evidence
from kaoping.store.evidence_files import EvidenceFiles
from kaoping.store.queries import EvaluationRow
from kaoping.text import visible
from kaoping.workbench import codec
from kaoping.workbench.desk import Desk, new_id, saving
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
            definition = resolved.facts[observation.fact]
            fact = codec.fact_json(row.unit, observation, definition)
            if home is not None:
                fact = codec.fact_json(home.id, replace(observation, unit=None), definition)
            told.setdefault(fact["unit"], set()).add(observation.fact)
            if not observation.mine and observation.observer != self.desk.evaluator:
                fact["observer"] = observation.observer
            change = {"what": "fact", "id": observation.fact, "from": None, "to": fact}
            self.desk.write({"kind": "judged", "evaluation": None, "changes": [change]})
        changes = [*_changes(answers), *self._proofs(row.unit, answers)]
        if changes:
            self.desk.write({"kind": "judged", "evaluation": row.id, "changes": changes, "why": why})
        opened = self.desk.evaluation(row.id)
        self.desk.keep_totals(opened, self.desk.sheet(opened))
        for unit, facts in told.items():
            self.desk.refresh(unit, but=row.id, facts=facts)
        return self.desk.evaluation(row.id)

    def _proofs(self, unit: str, answers: Answers) -> list[dict[str, Any]]:
        """The links of a file's evidence as changes, inside `saving()`; evidence that is not here yet is added.

        What is here under the same id with the same content is the same evidence. A file that the store holds is kept
        from now on; of another only the fingerprint is known.
        """
        links: dict[str, list[dict[str, Any]]] = {}
        files = EvidenceFiles(self.desk.workspace.path)
        for given in answers.evidence:
            file = given.file
            if file is not None:
                file = replace(file, copied=file.path is None and files.holds(file.sha256))
            body = codec.evidence_json(unit, replace(given, file=file))
            here = evidence(self.desk.workspace, given.id)
            if here is None or not _same_evidence(here.body, body):
                if here is not None:
                    body["id"] = new_id()
                self.desk.write({"kind": "evidence-added", **body})
            for link in given.links:
                said = _drop(evidence=body["id"], requirement=link.requirement, page=link.page)
                links.setdefault(link.item, []).append(said)
        return [{"what": "proofs", "id": item, "from": None, "to": {"links": among}} for item, among in links.items()]

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
    for asked in answers.rectifications:
        to = codec.rectification_json(asked)
        changes.append({"what": "rectification", "id": asked.id, "from": None, "to": to})
    return changes


def answers_of(library: Library, path: Path, rules: Path | None = None) -> tuple[Resolved, Answers]:
    """The answers in a file with the standard they answer, by the rules given, else --rules, else those it names.

    :raises Refused: with every fault, those of form and those against the standard together.
    """
    source, body, faults = read_loosely(path)
    if rules is None:
        rules = library.rules_for(body.standard)
    named = rules is None and body.rules is not None
    if rules is None and body.rules is not None:
        rules = path.parent / body.rules
    try:
        resolved = library.resolved(body.standard, rules)
        answers = answers_for(resolved, source, body)
    except Refused as refused:
        found = (*faults, *(_named(source, fault, rules if named else None) for fault in refused.faults))
        raise Refused(sorted(found, key=lambda f: (f.file != source.name, f.line or 0, f.column or 0))) from None
    if faults:
        raise Refused(faults)
    return resolved, answers


def _named(source: Source, fault: Fault, rules: Path | None) -> Fault:
    """A fault about what the answers file names, at the place where it names it: its standard, or its rules file."""
    if fault.code == "unknown-standard" and fault.file is None:
        key, message = "standard", fault.message
    elif fault.code == "missing-file" and rules is not None and fault.file == str(rules):
        key, message = "rules", f"找不到本地规则文件“{visible(str(rules))}”，请检查路径和文件名"
    else:
        return fault
    positions = source.positions()
    line, column = positions.at((key,))
    quote = positions.quote(line, column) or None
    return replace(fault, file=source.name, line=line, column=column, quote=quote, message=message)


def score_file(library: Library, path: Path, rules: Path | None = None) -> ScoreSheet:
    """Score an answers file with no workspace.

    :raises Refused: with every fault of the file, its standard or its rules.
    """
    resolved, answers = answers_of(library, path, rules)
    return score(resolved, answers, library.providers(resolved.provider_versions))


def _same_evidence(here: Mapping[str, Any], given: Mapping[str, Any]) -> bool:
    """Whether the entry in the workspace and what a file says are one piece of evidence, wherever its file is kept."""
    names = ("unit", "evidence_kind", "title", "who", "what", "url", "on")
    mine, theirs = here.get("file") or {}, given.get("file") or {}
    return all(here.get(name) == given.get(name) for name in names) and all(
        mine.get(name) == theirs.get(name) for name in ("name", "sha256", "size")
    )


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
    if facts := [fact for fact in answers.facts if counts_as_recorded(fact, resolved.facts.get(fact.fact))]:
        body["facts"] = [_fact(fact, resolved.facts) for fact in newest(tuple(facts), resolved.facts)]
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
    if answers.evidence:
        body["evidence"] = [_evidence(proof) for proof in answers.evidence]
    if answers.rectifications:
        body["rectifications"] = [_drop(**asdict(asked)) for asked in answers.rectifications]
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
        reason = system_words(error)
        raise Surroundings(code, f"写不了 {target}：{reason}", "请检查文件夹是否存在、是否可写、磁盘是否已满") from None
    return target


def _fact(fact: Observation, definitions: Mapping[str, FactDefinition]) -> dict[str, Any]:
    value: Any = fact.value
    if isinstance(value, Sample):
        value = _drop(part=value.part, of=value.of)
    body = _drop(
        id=fact.fact, title=definitions[fact.fact].title, period=fact.period.label, value=value, occurred_on=fact.occurred_on, unit=fact.unit,
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


def _evidence(proof: Evidence) -> dict[str, Any]:
    body = _drop(
        id=proof.id, kind=proof.kind, title=proof.title, on=proof.on, who=proof.who, what=proof.what, url=proof.url
    )
    if proof.file is not None:
        file = proof.file
        body["file"] = _drop(name=file.name, sha256=file.sha256, size=file.size, path=file.path)
    body["links"] = [_drop(item=link.item, requirement=link.requirement, page=link.page) for link in proof.links]
    return body


def _drop(**values: Any) -> dict[str, Any]:
    return {name: _number(value) for name, value in values.items() if value is not None}


def _number(value: Any) -> Any:
    """A decimal as people write it: 3 and not 3.0."""
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value
