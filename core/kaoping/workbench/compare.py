"""One unit by all the standards that it is evaluated by, its member units with it. Nothing here changes anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import combinations

from kaoping.compare.contradictions import Contradiction, Related, contradictions, related_items
from kaoping.compare.crosswalk import Crossed, Crosswalks
from kaoping.compare.judged import Place
from kaoping.compare.shared import AskedFact, asked_facts, shared_facts
from kaoping.compare.themes import ThemeRow, theme_matrix
from kaoping.compare.visit import Visit, one_visit
from kaoping.errors import Surroundings
from kaoping.scoring.sheet import ScoreSheet
from kaoping.store import queries
from kaoping.store.queries import EvaluationRow, UnitRow
from kaoping.workbench.clauses import Clauses, Official
from kaoping.workbench.crosswalks import CrosswalkFailure, CrosswalkShelf
from kaoping.workbench.desk import Desk
from kaoping.workbench.ways import Ways
from kaoping.workbench.what_if import Supposed, WhatIf, WhatIfs


@dataclass(frozen=True, slots=True)
class Standpoint:
    """One standard of one unit, by the evaluation that stands for it.

    :ivar stage: the title of its stage; None where it has none
    :ivar final: whether that is the final stage
    :ivar others: how many further evaluations of this unit by this standard may be seen; the latest final one stands
        for them, else the latest
    :ivar hidden: how many more there are that are not to be seen yet
    """

    unit: UnitRow
    row: EvaluationRow
    sheet: ScoreSheet
    stage: str | None
    final: bool
    others: int
    hidden: int

    @property
    def standard(self) -> str:
        """The standard's id."""
        return self.sheet.resolved.id

    @property
    def short(self) -> str:
        """The standard's short title."""
        return self.sheet.resolved.standard.short


@dataclass(frozen=True, slots=True)
class Compared:
    """One unit by several standards. Numbers of sheets are places in `stands`.

    :ivar asked: every fact that any of the standards asks for; `facts` those that several ask for
    :ivar clauses: the official clause of each criterion in a contradiction, where its document is attached
    :ivar hidden: evaluations that are not to be seen yet, by units and standards that nothing stands for
    :ivar failures: crosswalk files that cannot be used
    """

    unit: UnitRow
    members: tuple[UnitRow, ...]
    stands: tuple[Standpoint, ...]
    asked: tuple[AskedFact, ...]
    facts: tuple[AskedFact, ...]
    crossed: tuple[Crossed, ...]
    related: tuple[Related, ...]
    contradictions: tuple[Contradiction, ...]
    clauses: Mapping[Place, Official]
    themes: tuple[ThemeRow, ...]
    visit: Visit
    what_if: WhatIf | None
    hidden: tuple[EvaluationRow, ...]
    failures: tuple[CrosswalkFailure, ...]

    def place(self, place: Place) -> tuple[Standpoint, str, str]:
        """Where a criterion stands: its standpoint, its id, its title."""
        stand = self.stands[place.sheet]
        return stand, place.item, stand.sheet.resolved.item[place.item].criterion.title


@dataclass
class Compare:
    """Use cases about one unit under several standards."""

    desk: Desk
    ways: Ways
    clauses: Clauses
    shelf: CrosswalkShelf = field(init=False)

    def __post_init__(self) -> None:
        self.shelf = CrosswalkShelf(self.desk.library)

    def unit(self, key: str, what_if: Sequence[str] = ()) -> Compared:
        """The unit of this name or id and its member units, by every standard that they are evaluated by.

        :param what_if: facts supposed to be otherwise, each `FACT=VALUE@PERIOD` or `UNIT:FACT=VALUE@PERIOD`.
        :raises Refused: there is no such unit, or a supposition is not one.
        """
        row = self.desk.unit(key)
        members = tuple(queries.members(self.desk.workspace, row.id))
        stands, hidden = self._stands((row, *members))
        sheets = [stand.sheet for stand in stands]
        standards = {stand.standard for stand in stands}
        crosswalks = self.shelf.all(standards)
        related = related_items(sheets, crosswalks, row.name)
        against = contradictions(sheets, related)
        asked = asked_facts(sheets)
        supposed = None
        if what_if:
            supposed = WhatIfs(self.desk).suppose(row.id, what_if, sheets, [stand.unit for stand in stands])
        return Compared(
            unit=row,
            members=members,
            stands=stands,
            asked=asked,
            facts=shared_facts(sheets, asked),
            crossed=_crossed(stands, crosswalks),
            related=related,
            contradictions=against,
            clauses=self._clauses(stands, against),
            themes=theme_matrix(sheets, self.desk.library.vocabulary().themes),
            visit=one_visit(sheets, asked, related),
            what_if=supposed,
            hidden=hidden,
            failures=self.shelf.failures(standards),
        )

    def suppose(self, found: Compared, supposed: Sequence[Supposed]) -> WhatIf:
        """What would change under each standard of a comparison if all of these held.

        :raises Refused: a value that does not fit its fact.
        """
        sheets, units = [stand.sheet for stand in found.stands], [stand.unit for stand in found.stands]
        return WhatIfs(self.desk).suppose(found.unit.id, supposed, sheets, units)

    def _stands(self, units: Sequence[UnitRow]) -> tuple[tuple[Standpoint, ...], tuple[EvaluationRow, ...]]:
        stands: list[Standpoint] = []
        unseen: list[EvaluationRow] = []
        veil = self.desk.veil
        for unit in units:
            rows = queries.evaluations(self.desk.workspace, unit=unit.id, limit=1_000)
            veiled = [row for row in rows if veil.hidden(row)]
            count = Counter(row.standard for row in rows)
            hidden = Counter(row.standard for row in veiled)
            for stood in self.ways.stood(unit.id):
                name = stood.row.standard
                title, final = self._stage(stood.row)
                others = count[name] - hidden[name] - 1
                stands.append(Standpoint(unit, stood.row, stood.sheet, title, final, others, hidden.pop(name, 0)))
            unseen += [row for row in veiled if row.standard in hidden]
        return tuple(stands), tuple(unseen)

    def _stage(self, row: EvaluationRow) -> tuple[str | None, bool]:
        for stage in self.desk.snapshot(row.digest).document.stages:
            if stage.id == row.stage:
                return stage.title, stage.final
        return row.stage, False

    def _clauses(self, stands: Sequence[Standpoint], against: Sequence[Contradiction]) -> dict[Place, Official]:
        found = {}
        for place in dict.fromkeys(place for one in against for place in (one.met, one.unmet)):
            with suppress(Surroundings):
                official = self.clauses.of(stands[place.sheet].row.id, place.item)
                if official is not None and official.text:
                    found[place] = official
        return found


def _crossed(stands: Sequence[Standpoint], crosswalks: Crosswalks) -> tuple[Crossed, ...]:
    """Of each two of the standards, in the order in which they stand."""
    found = []
    for first, second in combinations(dict.fromkeys(stand.standard for stand in stands), 2):
        held = crosswalks.between(first, second)
        counts = Counter(link.relation for link in crosswalks.links(first, second))
        found.append(
            Crossed(
                first,
                second,
                held.made_from if held is not None else None,
                dict(counts),
                held.alone if held is not None else {},
                held.target_alone if held is not None else {},
            )
        )
    return tuple(found)


__all__ = ["Compare", "Compared", "Crossed", "Standpoint"]
