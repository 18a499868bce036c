"""What a record changed: the evaluations that it moves, and in what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal

from kaoping.errors import Surroundings
from kaoping.scoring.score import suggestions
from kaoping.scoring.sheet import Outcome, ScoreSheet, VetoFinding
from kaoping.scoring.suggest import Suggestion
from kaoping.store import queries
from kaoping.store.queries import EvaluationRow
from kaoping.workbench.desk import Desk
from kaoping.workbench.kin import counts_for, kin

Seen = Mapping[str, tuple[EvaluationRow, ScoreSheet]]
"""Evaluations with their sheets, by id."""


@dataclass(frozen=True, slots=True)
class Moved:
    """How one evaluation differs from before.

    :ivar short: its standard's short title.
    :ivar outcome: the outcome before and after, where it is another.
    :ivar vetoes: those whose status or reason is another, as they are now.
    :ivar adjustments: bonuses and penalties whose recorded events are another: title and what is said of it now.
    :ivar stale: items whose rating no longer rests on what it rested on, newly so.
    :ivar fresh: items whose rating rests again on what it rested on.
    :ivar suggested: other items, unrated or rated without a suggestion, for which another suggestion follows now.
    """

    row: EvaluationRow
    short: str
    outcome: tuple[Outcome, Outcome] | None
    vetoes: tuple[VetoFinding, ...]
    adjustments: tuple[tuple[str, str], ...]
    stale: tuple[str, ...]
    fresh: tuple[str, ...]
    suggested: tuple[str, ...]

    @property
    def any(self) -> bool:
        """Whether anything is another."""
        return bool(self.outcome or self.vetoes or self.adjustments or self.stale or self.fresh or self.suggested)


def sheets(desk: Desk, unit: str, fact: str) -> Seen:
    """The evaluations on which a record of this fact about the unit (name or id) may bear, scored now.

    Those whose standard cannot be read any more are left out: they are for `verify` to report.
    """
    row = desk.unit(unit)
    found: dict[str, tuple[EvaluationRow, ScoreSheet]] = {}
    for other in (row, *kin(desk.workspace, row)):
        for held in desk.veil.seen(queries.evaluations(desk.workspace, unit=other.id, limit=1_000_000)):
            with suppress(Surroundings):
                known = desk.snapshot(held.digest).facts.get(fact)
                if known is not None and (other.id == row.id or counts_for(desk.workspace, row, other, known)):
                    found[held.id] = (held, desk.sheet(held))
    return found


def moved(before: Seen, after: Seen) -> Iterator[Moved]:
    """What is another in each evaluation, by number; those that stay as they were are left out."""
    for id, (row, now) in sorted(after.items(), key=lambda pair: pair[1][0].number):
        if id not in before:
            continue
        was = before[id][1]
        said = {finding.veto.id: (finding.status, finding.because) for finding in was.vetoes}
        recorded = {adjustment.id: adjustment.because for adjustment in was.adjustments}
        ended = was.outcome.status, was.outcome.label, was.outcome.possible
        found = Moved(
            row=row,
            short=now.resolved.standard.short,
            outcome=(was.outcome, now.outcome)
            if ended != (now.outcome.status, now.outcome.label, now.outcome.possible)
            else None,
            vetoes=tuple(f for f in now.vetoes if said.get(f.veto.id) != (f.status, f.because)),
            adjustments=tuple(
                (a.title, a.because) for a in now.adjustments if a.because and recorded.get(a.id) != a.because
            ),
            stale=tuple(item for item in now.stale if item not in was.stale),
            fresh=tuple(item for item in was.stale if item not in now.stale),
            suggested=_suggested(was, now),
        )
        if found.any:
            yield found


def _suggested(was: ScoreSheet, now: ScoreSheet) -> tuple[str, ...]:
    known = {*was.stale, *now.stale}
    before = suggestions(was.resolved, was.answers)
    return tuple(
        item
        for item, found in suggestions(now.resolved, now.answers).items()
        if item not in known and _advice(before.get(item)) != _advice(found)
    )


def _advice(suggestion: Suggestion | None) -> tuple[str | None, Decimal | None] | None:
    return (suggestion.verdict, suggestion.points) if suggestion is not None and suggestion.usable else None
