"""A standard made ready: document joined, facts resolved, local rules applied, items indexed. Pure values."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

from pydantic import BaseModel

from kaoping.numbers import plain
from kaoping.standard.document import DocumentBody
from kaoping.standard.fields import SetBy
from kaoping.standard.model import (
    Adjustment,
    Criterion,
    Dimension,
    FactDefinition,
    Group,
    Honour,
    Level,
    Measure,
    OutcomeBand,
    Part,
    Requirement,
    Standard,
    Veto,
)
from kaoping.standard.rules import Rules
from kaoping.standard.shared_caps import SharedCap, shared_caps

Way = Literal["points", "verdict", "level"]

DEFAULT_STEP = Decimal("0.5")
ONE = Decimal(1)
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Item:
    """A criterion with everything that scoring asks of it, worked out once.

    `full` is its points, or 1 in an attainment model; `section` the index of its top-level dimension, -1 without one.
    `way` is how it is rated; a criterion that carries no points (`points = 0`) is met or not, and only vetoes ask.
    """

    criterion: Criterion
    path: tuple[Dimension | Group, ...]
    section: int
    full: Decimal
    weight: Decimal
    step: Decimal
    levels: Mapping[str, Level]
    way: Way

    @property
    def id(self) -> str:
        """The document's own number."""
        return self.criterion.id


@dataclass(frozen=True)
class Resolved:
    """A standard ready to be scored. Equal digests mean equal standards, rules, facts and providers."""

    standard: Standard
    document: DocumentBody
    facts: Mapping[str, FactDefinition]
    rules: Rules | None = None
    plugin: str | None = None
    plugin_version: str | None = None
    #: Providers outside core that the standard names -> the version of the plugin they come with.
    provider_versions: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The standard's id."""
        return self.standard.id

    @property
    def by_points(self) -> bool:
        """Whether items carry points; otherwise they are met or not."""
        return self.standard.scoring.model != "attainment"

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Every criterion in the document's order."""
        sections = {dimension.id: index for index, dimension in enumerate(self.standard.dimensions)}
        weights = self.rules.weights if self.rules else {}
        default = self.standard.scoring.step or DEFAULT_STEP
        shared = {level.id: level for level in self.levels}
        found = []
        for path, criterion in self.standard.every_criterion():
            levels = {level.id: level for level in criterion.levels} or shared
            full = criterion.points if self.by_points and criterion.points is not None else ONE
            found.append(
                Item(
                    criterion=criterion,
                    path=path,
                    section=sections[path[0].id] if path else -1,
                    full=full,
                    weight=weights.get(criterion.id, criterion.weight or ONE),
                    step=criterion.step or default,
                    levels=levels,
                    way="level" if levels else "points" if self.by_points and full else "verdict",
                )
            )
        return tuple(found)

    @cached_property
    def item(self) -> Mapping[str, Item]:
        """Items by criterion id."""
        return {item.id: item for item in self.items}

    @cached_property
    def requirement(self) -> Mapping[str, tuple[Item, Requirement]]:
        """Requirements by id, each with its item."""
        return {r.id: (item, r) for item in self.items for r in item.criterion.requirements}

    def weight_of(self, node: Dimension | Group) -> Decimal:
        """The weight of a dimension or group: the rules', else the file's, else 1."""
        weights = self.rules.weights if self.rules else {}
        return weights.get(node.id, node.weight or ONE)

    @cached_property
    def levels(self) -> tuple[Level, ...]:
        """The common levels; where the jurisdiction sets their values, the rules' own."""
        if self.rules and self.rules.levels:
            return self.rules.levels
        return self.standard.levels

    @property
    def partial(self) -> Decimal | None:
        """Credit for a partly met item, in percent; None where there is no such verdict."""
        if self.rules and self.rules.partial is not None:
            return self.rules.partial
        return self.standard.scoring.partial

    @property
    def not_applicable(self) -> str:
        """The policy for items that do not apply: exclude, full or rescale."""
        if self.rules and self.rules.not_applicable is not None:
            return self.rules.not_applicable
        return self.standard.scoring.not_applicable

    @property
    def not_applicable_set_by(self) -> SetBy:
        """Who set that policy."""
        if self.rules and self.rules.not_applicable is not None:
            return "jurisdiction"
        return self.standard.scoring.not_applicable_set_by

    @cached_property
    def outcomes(self) -> tuple[OutcomeBand, ...]:
        """The outcomes that hold: the rules' where they give any, else the document's."""
        if self.rules and self.rules.outcomes:
            return self.rules.outcomes
        return self.standard.outcomes

    @cached_property
    def outcomes_set_by(self) -> str | None:
        """Who set the outcomes: the rules' author, "document", or None where nobody did."""
        if self.rules and self.rules.outcomes:
            return self.rules.set_by
        if any(band.set_by == "document" for band in self.standard.outcomes):
            return "document"
        return None

    @cached_property
    def adjustments(self) -> tuple[Adjustment, ...]:
        """Adjustments with the amounts that the rules give."""
        rules = self.rules.adjustments if self.rules else {}
        found = []
        for adjustment in self.standard.adjustments:
            rule = rules.get(adjustment.id)
            if rule is not None:
                update = {"amount": rule.amount, "range": rule.range, "cap": rule.cap}
                adjustment = adjustment.model_copy(update={k: v for k, v in update.items() if v is not None})
            found.append(adjustment)
        return tuple(found)

    @cached_property
    def shared_caps(self) -> tuple[SharedCap, ...]:
        """What several adjustments give at most together, with what the rules fill in."""
        return shared_caps(self.standard, self.rules)

    @cached_property
    def shared_cap(self) -> Mapping[str, SharedCap]:
        """The shared cap that an adjustment stands under, by the adjustment's id; each stands under one at most."""
        return {id: cap for cap in reversed(self.shared_caps) for id in cap.of}

    @cached_property
    def vetoes(self) -> tuple[Veto, ...]:
        """Vetoes with what the rules fill in."""
        rules = self.rules.vetoes if self.rules else {}
        found = []
        for veto in self.standard.vetoes:
            rule = rules.get(veto.id)
            if rule is not None:
                update = {"cap": rule.cap, "label": rule.label, "outcome": rule.outcome}
                veto = veto.model_copy(update={k: v for k, v in update.items() if v is not None})
            found.append(veto)
        return tuple(found)

    @cached_property
    def honours(self) -> tuple[Honour, ...]:
        """Honours with the lines that the rules give."""
        rules = self.rules.honours if self.rules else {}
        return tuple(
            honour.model_copy(update={"attained_at_least": rules[honour.id].attained_at_least})
            if honour.id in rules
            else honour
            for honour in self.standard.honours
        )

    @cached_property
    def covered(self) -> Mapping[str, tuple[int, ...]]:
        """What each honour looks at, by its id: indices of `items`, each once, of those named or below what is named."""
        found = {}
        for honour in self.standard.honours:
            names = set(honour.covers)
            found[honour.id] = tuple(
                index
                for index, item in enumerate(self.items)
                if item.id in names or any(node.id in names for node in item.path)
            )
        return found

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts of a composed result."""
        return self.standard.parts

    @cached_property
    def bounds(self) -> Mapping[tuple[str, str | None], Decimal]:
        """Bounds that the rules give: (fact, period label or None) -> value."""
        return {(b.fact, b.period): b.value for b in self.rules.bounds} if self.rules else {}

    @cached_property
    def declared_full(self) -> Decimal:
        """The full score: as declared, else the sum of the parts or items; 100 in an attainment model."""
        if not self.by_points:
            return HUNDRED
        scoring = self.standard.scoring
        if scoring.full is not None:
            return scoring.full
        if self.parts:
            return sum((part.weight for part in self.parts), Decimal(0))
        return sum((item.full for item in self.items), Decimal(0))

    def measures(self) -> Iterator[Measure]:
        """Every measure, of requirements and of vetoes."""
        for item in self.items:
            for requirement in item.criterion.requirements:
                if requirement.measure is not None:
                    yield requirement.measure
        for veto in self.standard.vetoes:
            if veto.measure is not None:
                yield veto.measure

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the standard, document, rules, fact definitions and providers' versions, as hexadecimal."""
        body = {
            "standard": dumped(self.standard),
            "document": dumped(self.document),
            "rules": dumped(self.rules) if self.rules else None,
            "facts": {name: dumped(self.facts[name]) for name in sorted(self.facts)},
            "providers": dict(self.provider_versions),
        }
        text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(b"kaoping-standard-v1\n" + text.encode()).hexdigest()


def dumped(model: BaseModel) -> Any:
    """A model as canonical JSON values: decimals and dates as text, absent fields left out."""
    return canonical(model.model_dump(by_alias=True, exclude_defaults=True))


def canonical(value: Any) -> Any:
    """Plain JSON values: decimals as canonical text, dates as ISO text, tuples as lists."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: canonical(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [canonical(item) for item in value]
    return value
