"""Which records of other units count for one: what happened at members, and what a sole member shares with its unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kaoping.answers import Observation
from kaoping.standard.model import FactDefinition
from kaoping.store import queries
from kaoping.store.queries import FactRow, UnitRow
from kaoping.store.workspace import Workspace
from kaoping.workbench import codec


@dataclass
class Kin:
    """A unit and those that it shares facts with.

    :ivar evaluator: whose evaluation it is: an evaluator's own observation goes before the others'.
    """

    workspace: Workspace
    unit: UnitRow
    evaluator: str

    def observations(self, definitions: Mapping[str, FactDefinition]) -> tuple[Observation, ...]:
        """Everything recorded about the unit of these facts, with what counts for it of other units.

        Such an observation names its unit; see `FactDefinition.members`.
        """
        return tuple(self.seen(row, unit) for row, unit in self.records(definitions))

    def records(
        self, definitions: Mapping[str, FactDefinition], *, withdrawn: bool = False
    ) -> Iterator[tuple[FactRow, str | None]]:
        """As `observations`, as the tables hold them: each with the name of the unit it is about, where that is another.

        :param withdrawn: those withdrawn too.
        """
        for row in queries.facts(self.workspace, self.unit.id, withdrawn=withdrawn):
            if row.definition in definitions:
                yield row, row.body.get("member")
        yield from self._of_members(
            [d.id for d in definitions.values() if d.members == "any" and d.kind == "event"], withdrawn
        )
        yield from self._of_sole([d for d in definitions.values() if d.members == "sole"], withdrawn)

    def seen(self, row: FactRow, unit: str | None) -> Observation:
        """A record as this evaluator sees it."""
        found = codec.observation_from(row.body, row.observer, row.observer == self.evaluator, row.order)
        return found if found.unit == unit else replace(found, unit=unit)

    def home(self, definition: FactDefinition, name: str) -> UnitRow | None:
        """The unit of this name, where its records of the fact count here."""
        if definition.members == "any" and definition.kind == "event":
            return next((row for row in queries.members(self.workspace, self.unit.id) if row.name == name), None)
        if definition.members == "sole":
            twin = twin_of(self.workspace, self.unit, definition.subject)
            return twin if twin is not None and twin.name == name else None
        return None

    def _of_members(self, facts: list[str], withdrawn: bool) -> Iterator[tuple[FactRow, str | None]]:
        if facts:
            for name, row in queries.facts_of_members(self.workspace, self.unit.id, facts, withdrawn=withdrawn):
                yield row, row.body.get("member", name)

    def _of_sole(self, definitions: list[FactDefinition], withdrawn: bool) -> Iterator[tuple[FactRow, str | None]]:
        for subject in sorted({definition.subject for definition in definitions}):
            twin = twin_of(self.workspace, self.unit, subject)
            if twin is None:
                continue
            facts = [definition.id for definition in definitions if definition.subject == subject]
            for row in queries.facts(self.workspace, twin.id, facts, withdrawn=withdrawn):
                member = row.body.get("member")
                # What a file brought in to the twin about this unit is this unit's own; what it says of a third is not.
                if member is None:
                    yield row, twin.name
                elif member == self.unit.name:
                    yield row, None


def twin_of(workspace: Workspace, unit: UnitRow, subject: str) -> UnitRow | None:
    """The unit with which this one shares the facts about `subject`; None where there is none.

    Its one direct member of that kind; or, where it is that one member itself, the unit that it belongs to.
    """
    if unit.kind == subject:
        parent = queries.unit(workspace, unit.parent) if unit.parent is not None else None
        if parent is None or parent.kind == subject:
            return None
        return parent if _only_member(workspace, parent, subject) == unit else None
    return _only_member(workspace, unit, subject)


def _only_member(workspace: Workspace, unit: UnitRow, kind: str) -> UnitRow | None:
    found = [row for row in queries.direct_members(workspace, unit.id) if row.kind == kind]
    return found[0] if len(found) == 1 else None


def kin(workspace: Workspace, unit: UnitRow) -> list[UnitRow]:
    """The units for which a record about this one may count: those above it, and its direct members."""
    above = queries.above(workspace, unit.id)
    held = {row.id for row in above}
    return [*above, *(row for row in queries.direct_members(workspace, unit.id) if row.id not in held)]


def counts_for(workspace: Workspace, unit: UnitRow, other: UnitRow, definition: FactDefinition) -> bool:
    """Whether a record of the fact about `unit` counts for the `other`, one of its kin."""
    if definition.members == "sole":
        twin = twin_of(workspace, unit, definition.subject)
        return twin is not None and twin.id == other.id
    # A member's event is one of all units above it, and never the other way.
    return definition.members == "any" and definition.kind == "event" and other.parent != unit.id
