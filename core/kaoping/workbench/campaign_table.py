"""A campaign as a table: the cells of each unit at each stage, and its place. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kaoping.numbers import plain
from kaoping.standard.document import Stage
from kaoping.standard.resolved import Resolved
from kaoping.store.queries import CampaignRow, EvaluationRow, UnitName
from kaoping.workbench.blind import BLIND
from kaoping.workbench.dues import Due, Term, due_of
from kaoping.workbench.ranking import Entrant, Ranking, Results, ranking_of
from kaoping.workdays import Calendar

#: What the column is called for evaluations that name no stage.
NO_STAGE = "不分阶段"


@dataclass(frozen=True, slots=True)
class Column:
    """A stage of the campaign; `id` is None for evaluations without one."""

    id: str | None
    title: str
    who: str | None
    final: bool
    due: Due


class Cell(NamedTuple):
    """What there is for one unit at one stage: the evaluations, one handed in first, else the newest.

    :ivar result: of the first: the least and the most that it can come to; None where nothing is counted
    :ivar delivered: whether one is handed in
    :ivar delivered_on: the day on which what is handed in was handed in last, whatever was changed since
    :ivar terms: for a stage that comes again: each of its days, with what was delivered when
    :ivar left: the days until it is due, where that is near and nothing is delivered
    """

    unit: str
    stage: str | None
    evaluations: tuple[EvaluationRow, ...]
    due: Due
    overdue: bool
    result: tuple[Decimal, Decimal] | None = None
    delivered_on: date | None = None
    terms: tuple[Term, ...] = ()
    left: int | None = None

    @property
    def shown(self) -> EvaluationRow | None:
        """The evaluation that stands for the cell."""
        return self.evaluations[0] if self.evaluations else None

    @property
    def delivered(self) -> bool:
        """Whether one of them is handed in."""
        return any(row.status == "handed-in" for row in self.evaluations)


class Line(NamedTuple):
    """A unit with its cells in the order of the columns, and its place; `barred` says why it has none.

    :ivar tied: whether others have the same place
    :ivar assigned: who evaluates it; empty: nobody in particular
    """

    unit: str
    name: str
    kind: str
    cells: tuple[Cell, ...]
    place: int | None = None
    barred: str | None = None
    tied: bool = False
    assigned: tuple[str, ...] = ()

    @property
    def place_text(self) -> str:
        """The place for people: `1`, `并列 2`; why there is none; empty where nothing is ranked."""
        if self.place is None:
            return self.barred or ""
        return f"并列 {self.place}" if self.tied else str(self.place)


@dataclass(frozen=True, slots=True)
class Matrix:
    """A campaign as a table.

    :ivar per_cent: whether results are shares of what is attained, and not points
    :ivar ranked_at: the stage by whose results units are ranked, as its column; None where nothing is ranked yet
    :ivar unranked: why there is no ranking yet, in words; None where there is one
    :ivar notes: what is wrong with the jurisdiction's file of holidays, in words
    """

    campaign: CampaignRow
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    per_cent: bool
    ranked_at: Column | None
    unranked: str | None
    notes: tuple[str, ...] = ()

    @property
    def blind(self) -> bool:
        """Whether evaluators see each other's ratings only once both are handed in."""
        return bool(self.campaign.body.get("blind", False))

    def to_open(self, stage: str | None, evaluator: str) -> int:
        """How many units `Roster.open_some` would give an evaluation to; those of another kind are counted with them."""
        return sum(
            all(row.evaluator != evaluator for row in cell.evaluations) and evaluator in line.assigned
            if line.assigned
            else not cell.evaluations
            for line in self.lines
            for cell in line.cells
            if cell.stage == stage
        )

    def cell(self, unit: str, stage: str | None) -> Cell:
        """The cell of a unit (name or id) at a stage.

        :raises KeyError: there is none.
        """
        for line in self.lines:
            if unit in (line.unit, line.name):
                return next(cell for cell in line.cells if cell.stage == stage)
        raise KeyError(unit)

    @property
    def delivered(self) -> tuple[int, int]:
        """How many cells have been delivered, of how many."""
        cells = [cell for line in self.lines for cell in line.cells]
        return sum(cell.delivered for cell in cells), len(cells)

    @property
    def overdue(self) -> int:
        """How many cells are overdue."""
        return sum(cell.overdue for line in self.lines for cell in line.cells)

    @property
    def ranking(self) -> tuple[Line, ...]:
        """The lines with a place, the best first."""
        return tuple(sorted((x for x in self.lines if x.place is not None), key=lambda x: (x.place or 0, x.name)))


def matrix_of(
    campaign: CampaignRow,
    units: Sequence[UnitName],
    rows: Sequence[EvaluationRow],
    resolved: Resolved | None,
    today: date,
    delivered: Mapping[str, Sequence[date]],
    days: Calendar | None,
    editions: Mapping[str, Resolved],
    results: Results,
) -> Matrix:
    """The table of a campaign. Pure.

    :param units: in the order of the table's lines.
    :param rows: the campaign's evaluations, the newest change first.
    :param resolved: the campaign's standard; None where it has none, or none that is at hand.
    :param delivered: by evaluation the days on which it was handed in.
    :param days: which days are worked; the published notices without it.
    :param editions: by digest, the standards that the evaluations are pinned to.
    """
    known = {stage.id: stage for stage in resolved.document.stages} if resolved is not None else {}
    span = date.fromisoformat(campaign.period_from), date.fromisoformat(campaign.period_to)
    columns = [_column(stage, known, span, today, days) for stage in _stages(campaign, rows, known)]
    assigned = campaign.body.get("assigned", {})
    of_unit: dict[str, list[EvaluationRow]] = {}
    for row in rows:
        of_unit.setdefault(row.unit, []).append(row)
    cells = _Cells(columns, known, results, today, delivered, days)
    table = [cells.of(unit, of_unit.get(unit.id, ())) for unit in units]
    at = _ranked_at(table, columns)
    if at is None:
        ranking = Ranking(why="还没有考评")
    else:
        entrants = [Entrant(unit.id, unit.name, line[at].evaluations) for unit, line in zip(units, table, strict=True)]
        ranking = ranking_of(entrants, columns[at].title, editions, results, campaign.standard)
    places, barred, shared = ranking.places, ranking.barred, ranking.shared
    lines = [
        Line(
            unit.id,
            unit.name,
            unit.kind,
            line,
            place := places.get(unit.id),
            barred.get(unit.id),
            place in shared,
            tuple(assigned.get(unit.id, ())),
        )
        for unit, line in zip(units, table, strict=True)
    ]
    per_cent = resolved is not None and resolved.standard.scoring.model == "attainment"
    ranked_at = columns[at] if at is not None and ranking.why is None else None
    return Matrix(campaign, tuple(columns), tuple(lines), per_cent, ranked_at, ranking.why)


def _ranked_at(table: Sequence[tuple[Cell, ...]], columns: Sequence[Column]) -> int | None:
    """The column by which units are ranked: the final one, where one is begun, else the last begun; None where none is."""
    begun = [at for at in range(len(columns)) if any(line[at].evaluations for line in table)]
    return next((at for at in begun if columns[at].final), begun[-1] if begun else None)


def _stages(campaign: CampaignRow, rows: Sequence[EvaluationRow], known: Mapping[str, Stage]) -> list[str | None]:
    """The campaign's stages, then those that its evaluations name besides, in the document's order."""
    listed: list[str | None] = [str(stage) for stage in campaign.stages]
    used = {row.stage for row in rows}
    listed += [stage for stage in known if stage in used and stage not in listed]
    listed += sorted(stage for stage in used if stage is not None and stage not in listed)
    if None in used or not listed:
        listed.append(None)
    return listed


def _column(
    stage: str | None, known: Mapping[str, Stage], span: tuple[date, date], today: date, days: Calendar | None
) -> Column:
    if stage is None:
        return Column(None, NO_STAGE, None, False, Due())
    found = known.get(stage)
    if found is None:
        return Column(stage, stage, None, False, Due())
    return Column(stage, found.title, found.who, found.final, due_of(found, known, span, today, None, days))


@dataclass(frozen=True, slots=True)
class _Cells:
    """Makes the cells of one unit after the other."""

    columns: Sequence[Column]
    known: Mapping[str, Stage]
    results: Results
    today: date
    delivered: Mapping[str, Sequence[date]]
    days: Calendar | None

    def of(self, unit: UnitName, rows: Sequence[EvaluationRow]) -> tuple[Cell, ...]:
        """The cells of a unit in the order of the columns."""
        done: dict[str, date] = {}
        for row in rows:
            held = self.delivered.get(row.id)
            if held and row.stage is not None and row.status == "handed-in":
                done[row.stage] = max(*held, done.get(row.stage, held[0]))
        return tuple([self._cell(unit, rows, column, done) for column in self.columns])

    def _cell(self, unit: UnitName, rows: Sequence[EvaluationRow], column: Column, done: Mapping[str, date]) -> Cell:
        here = [row for row in rows if row.stage == column.id]
        if len(here) > 1:
            here.sort(key=lambda row: row.status != "handed-in")
        due, stage, today = column.due, self.known.get(column.id or ""), self.today
        if stage is not None and stage.working_days is not None:
            due = due_of(stage, self.known, (today, today), today, done, self.days)
        handed_in: date | None = None
        for row in here:
            if row.status == "handed-in" and (days := self.delivered.get(row.id)):
                handed_in = max(*days, handed_in or days[0])
        # What comes again was delivered even if it is opened again for the next time.
        every = [day for row in here for day in self.delivered.get(row.id, ())] if due.every else []
        last = max(every, default=None) if due.every else done.get(column.id or "")
        overdue = due.missed(last, today)
        return Cell(
            unit.id,
            column.id,
            tuple(here),
            due,
            overdue,
            self.results.get(here[0].id) if here else None,
            handed_in,
            due.terms(every, today) if due.every else (),
            None if handed_in is not None or overdue else due.left(today),
        )


def cell_text(cell: Cell, per_cent: bool) -> str:
    """A cell for people: how far it is, what it comes to, whether it is handed in and whether it is late."""
    row = cell.shown
    late = "逾期 " if cell.overdue else ""
    if cell.left is not None:
        late = f"剩 {cell.left} 天 " if cell.left else "今日到期 "
    if row is None:
        return f"{late}未开始"
    parts = ["已交" if cell.delivered else f"已评 {row.rated}/{row.items}"]
    if cell.result is not None and (row.rated or cell.delivered):
        low, high = (plain(value) for value in cell.result)
        parts.append((low if low == high else f"{low}~{high}") + ("%" if per_cent else ""))
    if row.outcome_status == BLIND:
        parts.append("盲评")
    elif row.outcome_status == "decided" and row.outcome:
        parts.append(row.outcome)
    elif row.outcome_status == "failed":
        parts.append("计算失败")
    more = f"（共 {len(cell.evaluations)} 份）" if len(cell.evaluations) > 1 else ""
    return late + " ".join(parts) + more


__all__ = ["Cell", "Column", "Line", "Matrix", "cell_text", "matrix_of"]
