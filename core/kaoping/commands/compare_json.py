"""One unit under several standards, as scripts read it. A sheet is named by its place in `standards`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kaoping.commands.compare_what_if import brief_json, what_if_json
from kaoping.commands.listing import evaluation_json
from kaoping.commands.unit import unit_json
from kaoping.compare.contradictions import Contradiction, Related
from kaoping.compare.crosswalk import Link
from kaoping.compare.judged import Place
from kaoping.compare.relations import RELATIONS
from kaoping.compare.shared import AskedFact
from kaoping.compare.themes import ThemeCell
from kaoping.compare.visit import Visit
from kaoping.reports.compare_words import reasons, share
from kaoping.workbench.compare import Compared, Crossed, Standpoint

Json = dict[str, Any]


def compared_json(found: Compared) -> Json:
    """Everything that a comparison found."""
    return {
        "unit": unit_json(found.unit),
        "members": [unit_json(member) for member in found.members],
        "standards": [_stand(number, stand) for number, stand in enumerate(found.stands)],
        "facts": [_fact(fact) for fact in found.facts],
        "crosswalks": [_crossed(one) for one in found.crossed if one.made_from is not None or one.relations],
        "relations": _relations(found),
        "contradictions": [_contradiction(found, one) for one in found.contradictions],
        "themes": [
            {
                "id": row.id,
                "title": row.title,
                "cells": [_cell(number, cell) for number, cell in enumerate(row.cells)],
            }
            for row in found.themes
        ],
        "visit": _visit(found.visit),
        "what_if": None if found.what_if is None else what_if_json(found.what_if),
        "hidden": [{"evaluation": row.number, "unit": row.unit_name, "standard": row.standard} for row in found.hidden],
        "crosswalk_failures": [
            {"plugin": failure.plugin, "path": str(failure.path), "failure": failure.reason}
            for failure in found.failures
        ],
    }


def _stand(number: int, stand: Standpoint) -> Json:
    standard = stand.sheet.resolved.standard
    return {
        "sheet": number,
        "unit": stand.unit.name,
        "standard": standard.id,
        "short": standard.short,
        "title": standard.title,
        "edition": standard.edition,
        "evaluation": evaluation_json(stand.row),
        "stage": stand.stage,
        "final": stand.final,
        "others": stand.others,
        "hidden": stand.hidden,
        **brief_json(stand.sheet),
    }


def _fact(fact: AskedFact) -> Json:
    return {
        "fact": fact.definition.id,
        "title": fact.definition.title,
        "subject": fact.definition.subject,
        "unit": fact.owner.unit,
        "differs": fact.differs,
        "open": fact.open,
        "values": [{"period": used.period, "value": used.value, "unit": used.unit} for used in fact.values],
        "asked": [
            {
                "sheet": asking.sheet,
                "item": asking.item,
                "requirement": asking.id if asking.item is not None else None,
                "veto": asking.id if asking.item is None else None,
                "text": asking.text,
                "bound": asking.bound,
                "state": asking.state,
                "because": asking.because or None,
            }
            for asking in fact.askings
        ],
    }


def _crossed(crossed: Crossed) -> Json:
    return {
        "from": crossed.first,
        "to": crossed.second,
        "made_from": crossed.made_from,
        "relations": {
            **{relation: crossed.relations.get(relation, 0) for relation in RELATIONS if relation != "none"},
            "unsettled": crossed.relations.get(None, 0),
        },
        "alone": [{"item": item, "rationale": why} for item, why in crossed.alone.items()],
        "to_alone": [{"item": item, "rationale": why} for item, why in crossed.second_alone.items()],
    }


def _place(place: Place) -> Json:
    return {"sheet": place.sheet, "item": place.item}


def _link(link: Link) -> Json:
    return {
        "relation": link.relation,
        "possible": [relation for relation in RELATIONS if relation in link.possible],
        "direct": link.direct,
        "steps": [
            {"standard": step.standard, "item": step.item, "relation": step.relation, "rationale": step.rationale}
            for step in link.steps
        ],
        "common": [list(pair) for pair in link.common],
    }


def _relations(found: Compared) -> list[Json]:
    """Every pair of criteria; the rationale, which is the standards', where it comes first and not once more a unit."""
    told: set[tuple[str, str, str, str]] = set()
    rows = []
    for related in found.related:
        row = _related(related)
        sides = [(found.stands[place.sheet].standard, place.item) for place in (related.first, related.second)]
        key = (*sides[0], *sides[1])
        if key in told:
            row["steps"] = [{**step, "rationale": None} for step in row["steps"]]
        told.add(key)
        rows.append(row)
    return rows


def _related(related: Related) -> Json:
    return {
        "from": {**_place(related.first), "state": related.states[0]},
        "to": {**_place(related.second), "state": related.states[1]},
        **_link(related.link),
        "same_unit": related.same_unit,
        "same_period": related.overlapping,
    }


def _contradiction(found: Compared, one: Contradiction) -> Json:
    met, unmet = one.requirements or (None, None)
    return {
        "met": _side(found, one.met, met, "met"),
        "unmet": _side(found, one.unmet, unmet, one.unmet_state),
        **_link(one.related.link),
    }


def _side(found: Compared, place: Place, requirement: str | None, state: str) -> Json:
    stand, item, title = found.place(place)
    criterion = stand.sheet.resolved.item[item].criterion
    official = found.clauses.get(place)
    rating = stand.sheet.answers.ratings.get(item)
    return {
        **_place(place),
        "title": title,
        "requirement": requirement,
        "state": state,
        "clause": {
            "at": criterion.clause,
            "requirements": [{"id": one.id, "text": one.text} for one in criterion.requirements],
            "official": official.text if official is not None else None,
        },
        "reasons": reasons(stand.sheet, item),
        "note": rating.note if rating is not None else None,
        "evidence": list(stand.sheet.answers.proofs_said(item)),
    }


def _cell(number: int, cell: ThemeCell) -> Json:
    return {
        "sheet": number,
        "items": cell.items,
        "met": cell.met,
        "unrated": cell.unrated,
        "lacking": list(cell.lacking),
        "low": share(cell.low),
        "high": share(cell.high),
        "gap": cell.gap,
    }


def _visit(visit: Visit) -> Json:
    return {
        "facts": [
            {
                "fact": one.fact.definition.id,
                "title": one.fact.definition.title,
                "subject": one.fact.definition.subject,
                "unit": one.fact.owner.unit,
                "serves": [
                    {
                        "sheet": asking.sheet,
                        "item": asking.item,
                        "requirement": asking.id if asking.item is not None else None,
                        "veto": asking.id if asking.item is None else None,
                    }
                    for asking in one.waiting
                ],
                "standards": list(one.standards),
            }
            for one in visit.facts
        ],
        "proofs": [
            {
                "serves": [_place(place) for place in one.serves],
                "evidence": [{"kind": kind, "text": text} for kind, text in one.evidence],
                "standards": list(one.standards),
            }
            for one in visit.proofs
        ],
        "at_hand": [
            {
                "from": _place(one.source),
                "to": _place(one.target),
                "evidence": list(one.titles),
                "relation": one.link.relation,
            }
            for one in visit.at_hand
        ],
    }


def parts_json(found: Compared, parts: Sequence[str]) -> Json:
    """Some parts alone, beside what they are about."""
    whole = compared_json(found)
    return {key: whole[key] for key in ("unit", "members", "standards", *parts) if key in whole}
