"""The shortest way to the next better outcome: of one evaluation, and of all standards of one unit together.

Reading and working out are apart: the sheets are read at the desk, the ways are pure and may be worked out anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from kaoping.errors import Surroundings
from kaoping.scoring.joint import Together, together
from kaoping.scoring.score import suggestions
from kaoping.scoring.sheet import ScoreSheet
from kaoping.scoring.shortest import Shortest, shortest
from kaoping.store import queries
from kaoping.store.queries import EvaluationRow
from kaoping.workbench.evaluations import Evaluations


@dataclass(frozen=True, slots=True)
class Stood:
    """One standard of a unit, by the evaluation that stands for it."""

    row: EvaluationRow
    sheet: ScoreSheet

    @property
    def short(self) -> str:
        """The standard's short title."""
        return self.sheet.resolved.standard.short


@dataclass(frozen=True, slots=True)
class Led:
    """One standard of the unit, by the evaluation that stands for it, and where its way leads."""

    row: EvaluationRow
    short: str
    found: Shortest


@dataclass(frozen=True, slots=True)
class SharedFact:
    """A fact on more than one of the ways: `uses` is the standard's short title with the criteria that ask for it."""

    fact: str
    title: str
    uses: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class Joint:
    """Every standard's own shortest way, the shortest way of all together, and the facts that serve several.

    :ivar together: its standards are those of `ways`, in that order.
    """

    ways: tuple[Led, ...]
    shared: tuple[SharedFact, ...]
    together: Together


@dataclass
class Ways:
    """Use cases about what would lead further. Nothing here changes anything."""

    evaluations: Evaluations

    def of(self, key: str) -> Shortest:
        """The shortest way of one evaluation.

        :raises Refused: there is none of this number or id.
        """
        return shortest(self.evaluations.view(key).sheet)

    def of_unit(self, unit: str) -> Joint:
        """The ways of all standards by which a unit is evaluated.

        :param unit: name or id.
        :raises Refused: there is none.
        """
        return joint(self.stood(unit))

    def stood(self, unit: str) -> tuple[Stood, ...]:
        """All standards by which a unit is evaluated, each by its latest evaluation of the final stage, else its latest.

        What is not to be seen yet (blind) stands for nothing.

        :param unit: name or id.
        :raises Refused: there is none.
        """
        desk = self.evaluations.desk
        rows = desk.veil.seen(queries.evaluations(desk.workspace, unit=desk.unit(unit).id, limit=1_000))
        latest: dict[str, EvaluationRow] = {}
        for row in sorted(rows, key=self.rank):
            latest[row.standard] = row
        found = []
        for row in sorted(latest.values(), key=lambda row: row.number):
            # A snapshot that is damaged is for verify to report.
            with suppress(Surroundings):
                # Not by a view: what the person at this desk has seen stays what it was.
                found.append(Stood(row, desk.sheet(row)))
        return tuple(found)

    def rank(self, row: EvaluationRow) -> tuple[bool, str, int]:
        """Which of several evaluations by one standard stands for it: the greatest, of the final stage before others."""
        final = False
        if row.stage is not None:
            with suppress(Surroundings):
                stages = self.evaluations.desk.snapshot(row.digest).document.stages
                final = any(stage.final for stage in stages if stage.id == row.stage)
        return final, row.period_to, row.number


def joint(stood: Sequence[Stood]) -> Joint:
    """The ways of these standards. Pure: it may be worked out in any thread."""
    led = []
    asked: dict[str, dict[str, list[str]]] = {}
    titles = {}
    for one in stood:
        found = shortest(one.sheet)
        led.append(Led(one.row, one.short, found))
        for fact, item in _facts_on(one.sheet, found):
            titles[fact] = one.sheet.resolved.facts[fact].title
            asked.setdefault(fact, {}).setdefault(one.short, []).append(item)
    shared = tuple(
        SharedFact(fact, titles[fact], tuple((short, tuple(dict.fromkeys(ids))) for short, ids in uses.items()))
        for fact, uses in asked.items()
        if len(uses) > 1
    )
    return Joint(tuple(led), shared, together([one.sheet for one in stood]))


def _facts_on(sheet: ScoreSheet, found: Shortest) -> Iterator[tuple[str, str]]:
    """The facts that requirements on the way ask for and that do not meet them yet, with the criterion."""
    if found.way is None:
        return
    resolved, suggested = sheet.resolved, suggestions(sheet.resolved, sheet.answers)
    for step in found.way.items:
        suggestion = suggested.get(step.id)
        by_id = {r.id: r for r in resolved.item[step.id].criterion.requirements}
        for requirement in suggestion.requirements if suggestion is not None else ():
            measure = by_id[requirement.id].measure
            if measure is not None and requirement.state in ("unmet", "unknown") and measure.fact in resolved.facts:
                yield measure.fact, step.id
