"""Campaigns as a table: who stands where at each stage, what is due when, and who comes before whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kaoping.errors import KaopingError
from kaoping.numbers import plain, rounded
from kaoping.scoring.fates import DEFAULT_LABELS
from kaoping.standard.document import Stage
from kaoping.standard.resolved import Resolved
from kaoping.store import queries
from kaoping.store.queries import CampaignRow, EvaluationRow, UnitRow
from kaoping.workbench.blind import BLIND
from kaoping.workbench.desk import Desk
from kaoping.workbench.dues import Due, Term, due_of
from kaoping.workbench.evaluations import Evaluations
from kaoping.workbench.holidays import holidays
from kaoping.workdays import Calendar

#: What the column is called for evaluations that name no stage.
NO_STAGE = "不分阶段"
Results = Mapping[str, tuple[Fraction, Fraction]]
"""By evaluation: the least and the most that its result can be, as it is kept, points or per cent."""


@dataclass(frozen=True, slots=True)
class Column:
    """A stage of the campaign; `id` is None for evaluations without one."""

    id: str | None
    title: str
    who: str | None
    final: bool
    due: Due


@dataclass(frozen=True, slots=True)
class Cell:
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


@dataclass(frozen=True, slots=True)
class Line:
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


@dataclass
class Campaigns:
    """Use cases about campaigns as wholes."""

    desk: Desk
    evaluations: Evaluations

    def matrix(self, name: str) -> Matrix:
        """The campaign of this name or id as a table, as it stands today.

        :raises Refused: there is none.
        """
        row, rows = self.evaluations.campaign(name)
        resolved = self._standard(row, rows)
        units = [found for unit in row.body.get("units", []) if (found := queries.unit(self.desk.workspace, unit))]
        extra = {r.unit for r in rows} - {unit.id for unit in units}
        units += [unit for unit in queries.units(self.desk.workspace) if unit.id in extra]
        delivered = {
            evaluation: [date.fromisoformat(at[:10]) for at in times]
            for evaluation, times in queries.deliveries(self.desk.workspace, row.id).items()
        }
        days, notes = holidays(self.desk.holidays)
        today = self.desk.clock().date()
        matrix = matrix_of(row, units, self.desk.veil.rows(rows), resolved, today, delivered, days)
        return replace(matrix, notes=tuple(notes))

    def _standard(self, campaign: CampaignRow, rows: Sequence[EvaluationRow]) -> Resolved | None:
        """The campaign's standard as it is at hand, else as its evaluations keep it."""
        wanted = campaign.standard or (rows[0].standard if len({row.standard for row in rows}) == 1 else None)
        if wanted is None:
            return None
        try:
            return self.desk.library.resolved(wanted)
        except KaopingError:
            pass
        for row in rows:
            try:
                return self.desk.snapshot(row.digest)
            except KaopingError:
                continue
        return None


def matrix_of(
    campaign: CampaignRow,
    units: Sequence[UnitRow],
    rows: Sequence[EvaluationRow],
    resolved: Resolved | None,
    today: date,
    delivered: Mapping[str, Sequence[date]],
    days: Calendar | None = None,
) -> Matrix:
    """The table of a campaign. Pure.

    :param units: in the order of the table's lines.
    :param rows: the campaign's evaluations, the newest change first.
    :param resolved: the campaign's standard; None where it has none, or none that is at hand.
    :param delivered: by evaluation the days on which it was handed in.
    :param days: which days are worked; the published notices without it.
    """
    results = {
        row.id: (Fraction(row.low_m, 1000), Fraction(row.high_m, 1000))
        for row in rows
        if row.low_m is not None and row.high_m is not None
    }
    known = {stage.id: stage for stage in resolved.document.stages} if resolved is not None else {}
    span = date.fromisoformat(campaign.period_from), date.fromisoformat(campaign.period_to)
    columns = [_column(stage, known, span, today, days) for stage in _stages(campaign, rows, known)]
    assigned = campaign.body.get("assigned", {})
    of_unit: dict[str, list[EvaluationRow]] = {}
    for row in rows:
        of_unit.setdefault(row.unit, []).append(row)
    lines = []
    for unit in units:
        cells = _Cells(columns, known, resolved, results, today, delivered, days).of(unit, of_unit.get(unit.id, ()))
        lines.append(Line(unit.id, unit.name, unit.kind, cells, assigned=tuple(assigned.get(unit.id, ()))))
    at, places, barred, why = _ranked(lines, columns, resolved, results)
    shared = Counter(places.values())
    lines = [
        replace(
            line, place=places.get(line.unit), barred=barred.get(line.unit), tied=shared[places.get(line.unit, 0)] > 1
        )
        for line in lines
    ]
    per_cent = resolved is not None and resolved.standard.scoring.model == "attainment"
    return Matrix(campaign, tuple(columns), tuple(lines), per_cent, at, why)


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
    resolved: Resolved | None
    results: Results
    today: date
    delivered: Mapping[str, Sequence[date]]
    days: Calendar | None

    def of(self, unit: UnitRow, rows: Sequence[EvaluationRow]) -> tuple[Cell, ...]:
        """The cells of a unit in the order of the columns."""
        done: dict[str, date] = {}
        for row in rows:
            held = self.delivered.get(row.id, ())
            if row.stage is not None and row.status == "handed-in" and held:
                done[row.stage] = max(*held, done.get(row.stage, held[0]))
        return tuple(self._cell(unit, rows, column, done) for column in self.columns)

    def _cell(self, unit: UnitRow, rows: Sequence[EvaluationRow], column: Column, done: Mapping[str, date]) -> Cell:
        here = sorted((row for row in rows if row.stage == column.id), key=lambda row: row.status != "handed-in")
        due, stage, today = column.due, self.known.get(column.id or ""), self.today
        if stage is not None and stage.working_days is not None:
            due = due_of(stage, self.known, (today, today), today, done, self.days)
        # What comes again was delivered even if it is opened again for the next time.
        every = [day for row in here for day in self.delivered.get(row.id, ())] if due.every else []
        last = max(every, default=None) if due.every else done.get(column.id or "")
        overdue = due.missed(last, today)
        standing = [day for row in here if row.status == "handed-in" for day in self.delivered.get(row.id, ())]
        return Cell(
            unit.id,
            column.id,
            tuple(here),
            due,
            overdue,
            _shown(self.results.get(here[0].id), self.resolved) if here else None,
            max(standing, default=None),
            due.terms(every, today),
            None if standing or overdue else due.left(today),
        )


def _shown(span: tuple[Fraction, Fraction] | None, resolved: Resolved | None) -> tuple[Decimal, Decimal] | None:
    """The ends of a result as they are shown, rounded as the standard declares."""
    if span is None:
        return None
    places, mode = 3, "half-up"
    if resolved is not None:
        places, mode = resolved.standard.scoring.rounding.places, resolved.standard.scoring.rounding.mode
    return rounded(span[0], places, mode), rounded(span[1], places, mode)


def _ranked(
    lines: Sequence[Line], columns: Sequence[Column], resolved: Resolved | None, results: Results
) -> tuple[Column | None, dict[str, int], dict[str, str], str | None]:
    """The stage ranked at, each unit's place, why a unit has none, and why there is no ranking."""
    at = next((c for c in columns if c.final and any(_cell(line, c).evaluations for line in lines)), None)
    if at is None:
        begun = [c for c in columns if any(_cell(line, c).evaluations for line in lines)]
        at = begun[-1] if begun else None
    if at is None or not lines:
        return None, {}, {}, "还没有考评"
    if resolved is None:
        return None, {}, {}, "各考评所用标准不一，或标准不能使用，不能排名"
    out = barring(resolved)
    scores: dict[str, Fraction] = {}
    barred: dict[str, str] = {}
    waiting = 0
    for line in lines:
        rows = _cell(line, at).evaluations
        if len(rows) > 1:
            return None, {}, {}, f"{line.name}在“{at.title}”有 {len(rows)} 份考评，须先合议，不能排名"
        if rows and rows[0].standard != resolved.id:
            return None, {}, {}, "各考评所用标准不一，不能排名"
        row = rows[0] if rows else None
        if row is not None and row.outcome_status == "decided" and row.outcome in out:
            barred[line.unit] = row.outcome or ""
        elif row is not None and row.outcome_status == "no-result" and row.rated == row.items:
            barred[line.unit] = "不计分"
        else:
            span = results.get(row.id) if row is not None else None
            if row is None or span is None or span[0] != span[1] or row.outcome_status in ("open", "failed", None):
                waiting += 1
            else:
                scores[line.unit] = span[0]
    if waiting:
        return None, {}, {}, f"“{at.title}”还有 {waiting} 个考评对象结果未定，全部定了才排名"
    values = sorted(scores.values(), reverse=True)
    return at, {unit: values.index(score) + 1 for unit, score in scores.items()}, barred, None


def _cell(line: Line, column: Column) -> Cell:
    return next(cell for cell in line.cells if cell.stage == column.id)


def barring(resolved: Resolved) -> set[str]:
    """The outcomes that only a veto gives: who has one of them is not ranked."""
    bands = {band.label for band in resolved.outcomes}
    effects = ("ineligible", "revoke")
    found = {veto.label or DEFAULT_LABELS[veto.effect] for veto in resolved.vetoes if veto.effect in effects}
    return found - bands


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


__all__ = ["Campaigns", "Cell", "Column", "Line", "Matrix", "cell_text", "matrix_of"]
