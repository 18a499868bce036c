"""A unit with everything there is about it: attributes, members, facts, evaluations."""

from __future__ import annotations

from dataclasses import dataclass

from kaoping.errors import KaopingError
from kaoping.fact_meaning import plain_title
from kaoping.samples import fact_text
from kaoping.standard.model import FactDefinition
from kaoping.standard.resolved import Resolved
from kaoping.store import queries
from kaoping.store.queries import EvaluationRow, FactRow, UnitRow
from kaoping.workbench import codec
from kaoping.workbench.desk import Desk
from kaoping.workbench.evaluations import corrected
from kaoping.workbench.facts import as_recorded

Attribute = bool | int | str


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact recorded about a unit, as a person reads it. `title` is the fact's id where its definition is not at hand."""

    row: FactRow
    title: str
    value: str
    definition: FactDefinition | None

    @property
    def occurred_on(self) -> str | None:
        """The day on which an event happened, as recorded."""
        day = self.row.body.get("occurred_on")
        return None if day is None else str(day)


@dataclass(frozen=True, slots=True)
class UnitPage:
    """A unit whole.

    :ivar owner: who made it, who alone may change its attributes
    :ivar mine: whether that is who asks
    :ivar asked: the attributes on which standards for its kind depend, with the values that they name
    :ivar shorts: the short names of the standards at hand, by id
    :ivar behind: one's own evaluations whose campaign goes by a corrected text of their standard
    :ivar definitions: facts that may be recorded about it, those of standards for its kind first
    """

    row: UnitRow
    owner: str
    mine: bool
    parent: UnitRow | None
    members: tuple[UnitRow, ...]
    facts: tuple[KnownFact, ...]
    evaluations: tuple[EvaluationRow, ...]
    asked: dict[str, list[Attribute]]
    definitions: tuple[FactDefinition, ...]
    shorts: dict[str, str]
    behind: tuple[EvaluationRow, ...] = ()


@dataclass
class UnitPages:
    """Reads units whole."""

    desk: Desk

    def page(self, key: str) -> UnitPage:
        """The unit of this name or id with all there is about it.

        :raises Refused: there is none.
        """
        row = self.desk.unit(key)
        workspace = self.desk.workspace
        owner = queries.evaluator_of(workspace, row.book) or ""
        fitting = self._fitting(row.kind)
        definitions = {name: found for resolved in fitting for name, found in resolved.facts.items()}
        for name, found in self.desk.library.vocabulary().facts.items():
            definitions.setdefault(name, found)
        rows = queries.facts(workspace, row.id)
        for missing in {fact.definition for fact in rows} - set(definitions):
            if (other := self._definition(missing)) is not None:
                definitions[missing] = other
        return UnitPage(
            row=row,
            owner=owner,
            mine=owner == self.desk.evaluator and self.desk.installation is not None,
            parent=queries.unit(workspace, row.parent) if row.parent is not None else None,
            members=tuple(queries.direct_members(workspace, row.id)),
            facts=_known(rows, definitions),
            evaluations=(evaluations := tuple(self.desk.veil.rows(queries.evaluations(workspace, unit=row.id)))),
            asked=asked_by(fitting),
            definitions=tuple(definitions.values()),
            shorts={entry.id: entry.short for entry in self.desk.library.usable()},
            behind=tuple(
                one
                for one in evaluations
                if one.evaluator == self.desk.evaluator and corrected(workspace, one) is not None
            ),
        )

    def asked(self, kind: str) -> dict[str, list[Attribute]]:
        """The attributes on which standards for units of this kind depend, with the values that they name."""
        return asked_by(self._fitting(kind))

    def _fitting(self, kind: str) -> list[Resolved]:
        found = []
        for entry in self.desk.library.usable():
            if kind in entry.unit_kinds:
                try:
                    found.append(self.desk.library.resolved(entry.id))
                except KaopingError:
                    continue
        return found

    def _definition(self, fact: str) -> FactDefinition | None:
        return self.desk.library.definitions().get(fact)


def asked_by(standards: list[Resolved]) -> dict[str, list[Attribute]]:
    """The attributes that decide what applies, each with the values that these standards name. Pure."""
    found: dict[str, list[Attribute]] = {}
    for resolved in standards:
        conditions = [
            condition
            for item in resolved.items
            for condition in (item.criterion.applies_when, *(r.applies_when for r in item.criterion.requirements))
        ]
        conditions += [veto.not_when for veto in resolved.vetoes]
        for condition in conditions:
            for name, value in (condition or {}).items():
                known = found.setdefault(name, [])
                if (type(value), value) not in [(type(one), one) for one in known]:
                    known.append(value)
    return found


def _known(rows: list[FactRow], definitions: dict[str, FactDefinition]) -> tuple[KnownFact, ...]:
    """The newest of what each observer says about the same thing, by fact and period."""
    newest = {
        (
            r.definition,
            r.period,
            r.observer,
            r.body.get("occurred_on"),
            r.body.get("member"),
            _meant(r),
        ): r
        for r in rows
    }
    found = []
    for row in newest.values():
        known = definitions.get(row.definition)
        definition, other = as_recorded(row.body, known)
        value = fact_text(codec.value_from(row.body["value"]), definition)
        title = f"{definition.title}{'（登记时的口径）' if other else ''}" if definition is not None else row.definition
        # What was recorded as something else than the id means now is not to be recorded anew under it.
        found.append(KnownFact(row, title, value, known if not other else None))
    return tuple(sorted(found, key=lambda fact: (fact.title, fact.row.period)))


def _meant(row: FactRow) -> tuple[object, ...]:
    meant = codec.meaning_from(row.body)
    return () if meant is None else (plain_title(meant.title), meant.subject, meant.kind, meant.unit)


__all__ = ["Attribute", "KnownFact", "UnitPage", "UnitPages", "asked_by"]
