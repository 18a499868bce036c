"""Evaluations by one standard side by side: one unit over time, or several units. Nothing here changes anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kaoping.compare.judged import state_of
from kaoping.errors import Surroundings, refuse
from kaoping.periods import Period
from kaoping.scoring.sheet import ItemScore, ScoreSheet, SectionScore
from kaoping.store import queries
from kaoping.store.queries import EvaluationRow, UnitRow
from kaoping.text import visible
from kaoping.workbench.desk import Desk
from kaoping.workbench.ranking import barring, places_of
from kaoping.workbench.ways import Ways


@dataclass(frozen=True, slots=True)
class BesideColumn:
    """One evaluation.

    :ivar others: how many further ones of the same unit (over time: of the same period) it stands for
    :ivar change: its result less the one it is held against (over time the one before, else the first unit's); None
        where there is none, or either is not decided yet
    """

    unit: UnitRow
    row: EvaluationRow
    sheet: ScoreSheet
    others: int
    change: Decimal | None = None


@dataclass(frozen=True, slots=True)
class BesideItem:
    """A criterion, a cell for each column; None where its edition of the standard does not have it."""

    id: str
    title: str
    cells: tuple[ItemScore | None, ...]
    differs: bool


@dataclass(frozen=True, slots=True)
class BesideSection:
    """A top-level dimension, a cell for each column."""

    id: str
    title: str
    cells: tuple[SectionScore | None, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """The place of a column: equal results share one; None where a veto bars it, and then `barred` says how."""

    place: int | None
    tied: bool
    barred: str | None = None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Evaluations by one standard.

    :ivar ranking: of several units, a place for each column; empty for one unit, and where `unranked` says why
    :ivar missing: units that no evaluation stands for; `hidden` evaluations that are not to be seen yet
    :ivar same_edition: all are pinned to the same text of the standard and the same rules
    """

    over: Literal["time", "units"]
    standard: str
    columns: tuple[BesideColumn, ...]
    sections: tuple[BesideSection, ...]
    items: tuple[BesideItem, ...]
    ranking: tuple[Placed, ...]
    unranked: str | None
    missing: tuple[str, ...]
    hidden: tuple[EvaluationRow, ...]
    same_edition: bool


@dataclass
class SideBySides:
    """Use cases about evaluations by one standard."""

    desk: Desk
    ways: Ways

    def by_standard(self, standard: str) -> list[EvaluationRow]:
        """Every evaluation by a standard that may be seen, the newest change first: whom and which periods to choose."""
        rows = queries.evaluations(self.desk.workspace, limit=100_000)
        return self.desk.veil.seen([row for row in rows if row.standard == standard])

    def over_time(self, key: str, standard: str) -> SideBySide:
        """A unit's evaluations by a standard, period by period: of each the latest of the final stage, else the latest.

        :raises Refused: there is no such unit, or no evaluation of it by this standard that may be seen.
        """
        unit = self.desk.unit(key)
        seen, hidden = self._rows(unit, standard)
        by_period: dict[tuple[str, str], list[EvaluationRow]] = {}
        for row in sorted(seen, key=lambda row: (row.period_to, row.period_from)):
            by_period.setdefault((row.period_from, row.period_to), []).append(row)
        columns = [column for rows in by_period.values() if (column := self._column(unit, rows)) is not None]
        if not columns:
            message = f"“{visible(unit.name)}”没有按标准“{visible(standard)}”的可看的考评，请用 kaoping eval list 查看"
            raise refuse("unknown-evaluation", message, id=standard)
        return _beside("time", standard, columns, (), hidden)

    def units(self, keys: Sequence[str], standard: str, period: Period | None = None) -> SideBySide:
        """Several units by one standard, each by the latest evaluation of the final stage, else the latest.

        :param period: evaluations of this period alone.
        :raises Refused: there is no such unit, or no evaluation by this standard of any of them.
        """
        columns, missing, hidden = [], [], list[EvaluationRow]()
        for unit in {unit.id: unit for unit in map(self.desk.unit, keys)}.values():
            seen, veiled = self._rows(unit, standard)
            if period is not None:
                span = period.start.isoformat(), period.end.isoformat()
                seen = [row for row in seen if (row.period_from, row.period_to) == span]
                veiled = [row for row in veiled if (row.period_from, row.period_to) == span]
            hidden += veiled
            column = self._column(unit, seen)
            if column is None:
                missing.append(unit.name)
            else:
                columns.append(column)
        if not columns:
            message = f"这些考评对象都没有按标准“{visible(standard)}”的可看的考评，请用 kaoping eval list 查看"
            raise refuse("unknown-evaluation", message, id=standard)
        return _beside("units", standard, columns, tuple(missing), hidden)

    def chosen(
        self, rows: Sequence[EvaluationRow], missing: Sequence[str] = (), hidden: Sequence[EvaluationRow] = ()
    ) -> SideBySide:
        """These evaluations and no others: of one unit over time, else of several units in the order given.

        :param missing: units that no evaluation stands for; `hidden` evaluations that are not to be seen yet.
        :raises Refused: they are by several standards, or cannot be read.
        """
        standards = sorted({row.standard for row in rows})
        if len(standards) > 1:
            message = f"这些考评按 {len(standards)} 个标准（{'、'.join(standards)}），只有同一标准的能并排；批次可以用 --by 指明标准"
            raise refuse("several-standards", message, id=standards[0])
        over: Literal["time", "units"] = "time" if len({row.unit for row in rows}) == 1 and len(rows) > 1 else "units"
        if over == "time":
            rows = sorted(rows, key=lambda row: (row.period_to, row.period_from, row.number))
        columns = [column for row in rows if (column := self._column(self.desk.unit(row.unit), [row])) is not None]
        if not columns:
            raise refuse("unknown-evaluation", "没有可以并排的考评，请用 kaoping eval list 查看")
        return _beside(over, standards[0], columns, tuple(missing), hidden)

    def _rows(self, unit: UnitRow, standard: str) -> tuple[list[EvaluationRow], list[EvaluationRow]]:
        rows = queries.evaluations(self.desk.workspace, unit=unit.id, limit=1_000)
        found = [row for row in rows if row.standard == standard]
        veil = self.desk.veil
        return veil.seen(found), [row for row in found if veil.hidden(row)]

    def _column(self, unit: UnitRow, rows: Sequence[EvaluationRow]) -> BesideColumn | None:
        for row in sorted(rows, key=self.ways.rank, reverse=True):
            with suppress(Surroundings):  # A snapshot that is damaged is for verify to report.
                return BesideColumn(unit, row, self.desk.sheet(row), len(rows) - 1)
        return None


def _beside(
    over: Literal["time", "units"],
    standard: str,
    columns: Sequence[BesideColumn],
    missing: tuple[str, ...],
    hidden: Sequence[EvaluationRow],
) -> SideBySide:
    told = []
    for index, column in enumerate(columns):
        against = columns[index - 1 if over == "time" else 0] if index else None
        change = None if against is None else _change(against.sheet, column.sheet)
        told.append(BesideColumn(column.unit, column.row, column.sheet, column.others, change))
    sheets = [column.sheet for column in columns]
    ranking, unranked = _ranking(columns) if over == "units" else ((), None)
    return SideBySide(
        over=over,
        standard=standard,
        columns=tuple(told),
        sections=_sections(sheets),
        items=_items(sheets),
        ranking=ranking,
        unranked=unranked,
        missing=missing,
        hidden=tuple(hidden),
        same_edition=len({sheet.resolved.digest for sheet in sheets}) == 1,
    )


def _result(sheet: ScoreSheet) -> Decimal | None:
    """The result where it is one number, rounded as the standard says."""
    return sheet.result_low if sheet.result_low == sheet.result_high else None


def _change(first: ScoreSheet, second: ScoreSheet) -> Decimal | None:
    before, after = _result(first), _result(second)
    return None if before is None or after is None else after - before


def _items(sheets: Sequence[ScoreSheet]) -> tuple[BesideItem, ...]:
    """In the order of the last edition; what it does not have any more comes last."""
    scores = [{score.item.id: score for score in sheet.items} for sheet in sheets]
    titles: dict[str, str] = {}
    for sheet in reversed(sheets):
        for item in sheet.resolved.items:
            titles.setdefault(item.id, item.criterion.title)
    found = []
    for id, title in titles.items():
        cells = tuple(held.get(id) for held in scores)
        told = {None if cell is None else (state_of(cell), cell.low, cell.high, cell.full) for cell in cells}
        found.append(BesideItem(id, title, cells, len(told) > 1))
    return tuple(found)


def _sections(sheets: Sequence[ScoreSheet]) -> tuple[BesideSection, ...]:
    held = [{section.id: section for section in sheet.sections} for sheet in sheets]
    titles: dict[str, str] = {}
    for sheet in reversed(sheets):
        for section in sheet.sections:
            titles.setdefault(section.id, section.title)
    return tuple(BesideSection(id, title, tuple(one.get(id) for one in held)) for id, title in titles.items())


def _ranking(columns: Sequence[BesideColumn]) -> tuple[tuple[Placed, ...], str | None]:
    """As a campaign ranks: by the result as the standard rounds it, equal ones sharing a place, once all are decided."""
    if len({column.sheet.resolved.digest for column in columns}) > 1:
        return (), "各考评所用的标准版本或本地规则不一，不能排名"
    if len({(column.row.period_from, column.row.period_to) for column in columns}) > 1:
        return (), "各考评的周期不一，不能排名；请指明一个周期"
    out = barring(columns[0].sheet.resolved)
    results: list[Decimal | None] = []
    barred: list[str | None] = []
    waiting = 0
    for column in columns:
        outcome = column.sheet.outcome
        result = _result(column.sheet)
        out_by = outcome.label if outcome.status == "decided" and outcome.label in out else None
        if outcome.status == "no-result" and column.sheet.complete:
            out_by = "不计分"
        barred.append(out_by)
        results.append(None if out_by is not None else result)
        waiting += out_by is None and (result is None or outcome.status in ("open", "failed"))
    if waiting:
        return (), f"还有 {waiting} 个考评对象结果未定，全部定了才排名"
    places = places_of({at: result for at, result in enumerate(results) if result is not None})
    shared = Counter(places.values())
    return tuple(
        Placed(None, False, why) if at not in places else Placed(places[at], shared[places[at]] > 1)
        for at, why in enumerate(barred)
    ), None


__all__ = ["BesideColumn", "BesideItem", "BesideSection", "Placed", "SideBySide", "SideBySides"]
