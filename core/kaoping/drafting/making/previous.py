"""A draft held against an earlier edition: where a fact says the same as one there, it goes under that one's id. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kaoping.drafting.values import Draft, Previous
from kaoping.drafting.walk import rewritten
from kaoping.fact_meaning import meaning_of, plain_title, same_meaning
from kaoping.standard.model import FactDefinition


def with_previous(draft: Draft, told: str, facts: Mapping[str, FactDefinition]) -> Draft:
    """The draft with the ids of an earlier edition's facts for those of its own that mean the same there.

    :param told: the earlier edition, for people
    :param facts: the definitions that it uses
    """
    by_title: dict[str, list[FactDefinition]] = {}
    for definition in facts.values():
        by_title.setdefault(plain_title(definition.title), []).append(definition)
    own = [FactDefinition.model_validate(one) for one in draft.data["facts"]]
    taken = {one.id for one in own}
    names: dict[str, str] = {}
    kept = []
    for one in own:
        before = [
            other
            for other in by_title.get(plain_title(one.title), ())
            if same_meaning(meaning_of(one), meaning_of(other))
        ]
        if any(other.id == one.id for other in before):
            kept.append(one.id)
        elif len(before) == 1 and before[0].id not in taken:
            names[one.id] = before[0].id
            taken.add(before[0].id)
            kept.append(before[0].id)
    return replace(_renamed(draft, names), previous=Previous(told, tuple(kept)))


def _renamed(draft: Draft, names: Mapping[str, str]) -> Draft:
    if not names:
        return draft

    def demand(table: Mapping[str, Any]) -> Mapping[str, Any]:
        measure = table.get("measure")
        if measure is None or measure["fact"] not in names:
            return table
        return {**table, "measure": {**measure, "fact": names[measure["fact"]]}}

    facts = [{**one, "id": names.get(one["id"], one["id"])} for one in draft.data["facts"]]
    return replace(draft, data={**rewritten(draft.data, demand=demand), "facts": facts})


__all__ = ["with_previous"]
