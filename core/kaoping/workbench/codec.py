"""Judgements as journal values and back: canonical JSON, decimals as text, nothing left out that was said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from kaoping.answers import (
    AdjustmentStatement,
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
    Value,
    VetoStatement,
)
from kaoping.fact_meaning import meaning_of
from kaoping.numbers import plain
from kaoping.periods import parse
from kaoping.standard.model import FactDefinition

Json = dict[str, Any]


def rating_json(rating: Rating) -> Json:
    """A rating; what it does not say is left out."""
    body: Json = {}
    if rating.points is not None:
        body["points"] = plain(rating.points)
    if rating.deductions:
        body["deductions"] = [_deduction(deduction) for deduction in rating.deductions]
    for name in ("verdict", "not_applicable", "reason", "note", "basis"):
        value = getattr(rating, name)
        if value is not None:
            body[name] = value
    if rating.requirements:
        body["requirements"] = dict(rating.requirements)
    if rating.evidence:
        body["evidence"] = list(rating.evidence)
    if rating.carried:
        body["carried"] = True
    if rating.flagged:
        body["flagged"] = True
    return body


def rating_from(body: Mapping[str, Any]) -> Rating:
    """The rating that `rating_json` wrote."""
    return Rating(
        points=Decimal(body["points"]) if "points" in body else None,
        deductions=tuple(
            Deduction(Decimal(d["amount"]), d["reason"], d.get("requirement"), tuple(d.get("evidence", ())))
            for d in body.get("deductions", ())
        ),
        verdict=body.get("verdict"),
        not_applicable=body.get("not_applicable"),
        requirements=dict(body.get("requirements", {})),
        reason=body.get("reason"),
        note=body.get("note"),
        evidence=tuple(body.get("evidence", ())),
        carried=body.get("carried", False),
        flagged=body.get("flagged", False),
        basis=body.get("basis"),
    )


def statement_json(statement: VetoStatement | AdjustmentStatement | PartStatement) -> Json:
    """A statement about a veto, an adjustment or a part."""
    if isinstance(statement, VetoStatement):
        body: Json = {"happened": statement.happened, "note": statement.note}
        body["occurred_on"] = statement.occurred_on.isoformat() if statement.occurred_on else None
    elif isinstance(statement, AdjustmentStatement):
        body = {"count": statement.count, "reason": statement.reason}
        body["amount"] = plain(statement.amount) if statement.amount is not None else None
    else:
        body = {"score": plain(statement.score), "reason": statement.reason}
    return {name: value for name, value in body.items() if value is not None}


def veto_from(body: Mapping[str, Any]) -> VetoStatement:
    """The veto statement that `statement_json` wrote."""
    day = body.get("occurred_on")
    return VetoStatement(body.get("happened"), date.fromisoformat(day) if day else None, body.get("note"))


def adjustment_from(body: Mapping[str, Any]) -> AdjustmentStatement:
    """The adjustment that `statement_json` wrote."""
    amount = body.get("amount")
    return AdjustmentStatement(Decimal(amount) if amount is not None else None, body.get("count"), body.get("reason"))


def part_from(body: Mapping[str, Any]) -> PartStatement:
    """The part that `statement_json` wrote."""
    return PartStatement(Decimal(body["score"]), body.get("reason"))


def value_json(value: Value) -> Any:
    """A fact's value: true/false, {"number": "4"}, {"date": …} or {"part": …, "of": …}."""
    if isinstance(value, bool):
        return value
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Sample):
        return {"part": plain(value.part), "of": plain(value.of)}
    return {"number": plain(value)}


def value_from(body: Any) -> Value:
    """The value that `value_json` wrote."""
    if isinstance(body, bool):
        return body
    if "date" in body:
        return date.fromisoformat(body["date"])
    if "number" in body:
        return Decimal(body["number"])
    return Sample(Decimal(body["part"]), Decimal(body["of"]))


def fact_json(unit: str, observation: Observation, definition: FactDefinition) -> Json:
    """One observation about the unit of this id, with what the fact means where it is recorded."""
    body: Json = {
        "unit": unit,
        "definition": observation.fact,
        "period": observation.period.label,
        "value": value_json(observation.value),
    }
    if observation.occurred_on is not None:
        body["occurred_on"] = observation.occurred_on.isoformat()
    if observation.stage is not None:
        body["stage"] = observation.stage
    if observation.settled:
        body["settled"] = True
    if observation.note is not None:
        body["note"] = observation.note
    if observation.unit is not None:
        body["member"] = observation.unit
    body["meant"] = _meaning_json(observation.meant or meaning_of(definition))
    return body


def _meaning_json(meaning: Meaning) -> Json:
    body: Json = {"title": meaning.title}
    for name in ("subject", "kind", "unit"):
        if getattr(meaning, name):
            body[name] = getattr(meaning, name)
    if meaning.counts_faults:
        body["counts_faults"] = True
    if meaning.formerly:
        body["formerly"] = list(meaning.formerly)
    return body


def meaning_from(body: Mapping[str, Any]) -> Meaning | None:
    """What the fact of an observation that `fact_json` wrote meant there."""
    held = body.get("meant")
    if held is None:
        return None
    return Meaning(
        held["title"],
        held.get("subject", ""),
        held.get("kind", ""),
        held.get("unit"),
        held.get("counts_faults", False),
        tuple(held.get("formerly", ())),
    )


def observation_from(body: Mapping[str, Any], observer: str, mine: bool, order: int) -> Observation:
    """The observation that `fact_json` wrote, as this evaluation sees it."""
    day = body.get("occurred_on")
    return Observation(
        fact=body["definition"],
        period=parse(body["period"]),
        value=value_from(body["value"]),
        occurred_on=date.fromisoformat(day) if day else None,
        observer=observer,
        mine=mine,
        settled=body.get("settled", False),
        order=order,
        stage=body.get("stage"),
        note=body.get("note"),
        unit=body.get("member"),
        meant=meaning_from(body),
    )


def evidence_json(unit: str, evidence: Evidence) -> Json:
    """A piece of evidence about the unit of this id, without its links; what it does not say is left out."""
    body: Json = {"id": evidence.id, "unit": unit, "evidence_kind": evidence.kind, "title": evidence.title}
    for name in ("who", "what", "url"):
        if getattr(evidence, name) is not None:
            body[name] = getattr(evidence, name)
    if evidence.on is not None:
        body["on"] = evidence.on.isoformat()
    if evidence.file is not None:
        file = evidence.file
        body["file"] = {"name": file.name, "sha256": file.sha256, "size": file.size, "copied": file.copied}
        if file.path is not None:
            body["file"]["path"] = file.path
    return body


def evidence_from(body: Mapping[str, Any], links: tuple[ProofLink, ...] = ()) -> Evidence:
    """The evidence that `evidence_json` wrote."""
    file, day = body.get("file"), body.get("on")
    return Evidence(
        id=body["id"],
        kind=body["evidence_kind"],
        title=body["title"],
        file=file and EvidenceFile(file["name"], file["sha256"], file["size"], file["copied"], file.get("path")),
        on=date.fromisoformat(day) if day else None,
        who=body.get("who"),
        what=body.get("what"),
        url=body.get("url"),
        links=links,
    )


def evidence_linked(
    proofs: Mapping[str, Mapping[str, Any]], bodies: Mapping[str, Mapping[str, Any]]
) -> tuple[Evidence, ...]:
    """Each piece of evidence with all its links.

    :param proofs: the links of each item in their order, `{"links": [{evidence, requirement?, page?}]}`
    :param bodies: what `evidence_json` wrote, by id
    """
    links: dict[str, list[ProofLink]] = {}
    for item, body in sorted(proofs.items()):
        for link in body["links"]:
            found = ProofLink(item, link.get("requirement"), link.get("page"))
            links.setdefault(link["evidence"], []).append(found)
    return tuple(evidence_from(bodies[id], tuple(among)) for id, among in links.items())


def rectification_json(asked: Rectification) -> Json:
    """A rectification without its id, under which it is kept; what it does not say is left out."""
    body: Json = {"item": asked.item, "what": asked.what, "owner": asked.owner, "due": asked.due.isoformat()}
    for name in ("requirement", "seen", "withdrawn"):
        if getattr(asked, name) is not None:
            body[name] = getattr(asked, name)
    if asked.done_on is not None:
        body["done_on"] = asked.done_on.isoformat()
    return body


def rectification_from(id: str, body: Mapping[str, Any]) -> Rectification:
    """The rectification of this id that `rectification_json` wrote."""
    done = body.get("done_on")
    return Rectification(
        id=id,
        item=body["item"],
        what=body["what"],
        owner=body["owner"],
        due=date.fromisoformat(body["due"]),
        requirement=body.get("requirement"),
        done_on=date.fromisoformat(done) if done else None,
        seen=body.get("seen"),
        withdrawn=body.get("withdrawn"),
    )


def _deduction(deduction: Deduction) -> Json:
    body: Json = {"amount": plain(deduction.amount), "reason": deduction.reason}
    if deduction.requirement is not None:
        body["requirement"] = deduction.requirement
    if deduction.evidence:
        body["evidence"] = list(deduction.evidence)
    return body
