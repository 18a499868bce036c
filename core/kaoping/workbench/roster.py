"""Who takes part in a campaign: units added and removed, who evaluates whom, blind or not, evaluations for all at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kaoping.errors import refuse
from kaoping.periods import parse
from kaoping.store import queries
from kaoping.store.queries import CampaignRow, EvaluationRow, UnitRow
from kaoping.text import visible
from kaoping.workbench.desk import Desk, saving
from kaoping.workbench.evaluations import Evaluations
from kaoping.workbench.said import check_said, said
from kaoping.workbench.units import clean, kind_text

#: Evaluations that are opened in one transaction: a save never waits for more of them.
AT_ONCE = 25


@dataclass(frozen=True, slots=True)
class Opened:
    """A part of the evaluations of a campaign, opened.

    :ivar stage: at which
    :ivar made: those opened now
    :ivar left: how many are still to be opened
    :ivar others: units that are left to those they are assigned to
    :ivar unfit: units that the standard does not evaluate
    """

    stage: str | None
    made: tuple[EvaluationRow, ...]
    left: int
    others: tuple[str, ...]
    unfit: tuple[str, ...]


@dataclass
class Roster:
    """Use cases about who takes part. Only who made a campaign may change it."""

    desk: Desk
    evaluations: Evaluations

    def add(self, campaign: str, units: Iterable[str]) -> tuple[CampaignRow, list[UnitRow]]:
        """Have units (name or id) take part too; gives those that did not yet.

        :raises Refused: no such campaign or unit; the standard does not evaluate its kind; or it is another's campaign.
        """
        with saving(self.desk.workspace):
            row = self._own(campaign)
            held = set(row.body.get("units", ()))
            wanted = {unit.id: unit for unit in map(self.desk.unit, units)}
            new = [unit for id, unit in wanted.items() if id not in held]
            kinds = self._kinds(row)
            for unit in new:
                if kinds and unit.kind not in kinds:
                    listed = "、".join(map(kind_text, kinds))
                    message = f"“{visible(unit.name)}”是{visible(kind_text(unit.kind))}，批次的标准只考评{listed}"
                    raise refuse("unit-kind", message, id=unit.name)
            if new:
                self._change(row, {"added": [unit.id for unit in new]})
        return self._row(row.id), new

    def remove(self, campaign: str, units: Iterable[str]) -> tuple[CampaignRow, list[UnitRow]]:
        """Have units take part no longer; one that has an evaluation in the campaign stays.

        :raises Refused: one of them takes no part, or has an evaluation; nothing is changed then.
        """
        with saving(self.desk.workspace):
            row = self._own(campaign)
            gone = {unit.id: unit for unit in map(self.desk.unit, units)}
            rows = queries.evaluations(self.desk.workspace, campaign=row.id, limit=1_000_000)
            for unit in gone.values():
                if unit.id not in row.body.get("units", ()):
                    message = f"“{visible(unit.name)}”不在批次“{visible(row.name)}”的名单里"
                    raise refuse("not-in-campaign", message, id=unit.name)
                numbers = [str(evaluation.number) for evaluation in rows if evaluation.unit == unit.id]
                if numbers:
                    message = f"“{visible(unit.name)}”在本批次已有考评 {'、'.join(numbers[:5])}，不能移出"
                    raise refuse("has-evaluations", message, id=unit.name)
            if gone:
                self._change(row, {"removed": list(gone)})
        return self._row(row.id), list(gone.values())

    def assign(self, campaign: str, units: Iterable[str], evaluators: Sequence[str]) -> CampaignRow:
        """Say who evaluates these units; without names: nobody in particular.

        :raises Refused: a unit takes no part, a name is empty or too long, or it is another's campaign.
        """
        names = list(dict.fromkeys(clean(name, "考评人姓名", 60) for name in evaluators))
        with saving(self.desk.workspace):
            row = self._own(campaign)
            assigned = {}
            for unit in map(self.desk.unit, units):
                if unit.id not in row.body.get("units", ()):
                    message = f"“{visible(unit.name)}”不在批次“{visible(row.name)}”的名单里，请先加入"
                    raise refuse("not-in-campaign", message, id=unit.name)
                if list(row.body.get("assigned", {}).get(unit.id, ())) != names:
                    assigned[unit.id] = names
            if assigned:
                self._change(row, {"assigned": assigned})
        return self._row(row.id)

    def blind(self, campaign: str, on: bool, why: str | None = None) -> CampaignRow:
        """Have evaluators see each other's ratings only once both are handed in, or at once; see `workbench.blind`.

        :raises Refused: it is lifted and no reason is given, or it is another's campaign.
        """
        with saving(self.desk.workspace):
            row = self._own(campaign)
            if bool(row.body.get("blind", False)) == on:
                return row
            check_said(why, row.name)
            if not on and said(why) is None:
                raise refuse("why-needed", "取消盲评须写明原因", id=row.name)
            self._change(row, {"blind": on, "why": said(why)})
        return self._row(row.id)

    def open_some(self, campaign: str, stage: str | None = None, *, limit: int = AT_ONCE) -> Opened:
        """Open evaluations for units that have none at a stage, at most `limit`, in one transaction; call until none is left.

        A unit that is assigned to somebody gets one from each of them, when they ask; any other gets one from who asks
        first. So nothing is made twice, however often this is called.

        :param stage: the campaign's first without it.
        :raises Refused: no such campaign or stage, or the campaign names no standard.
        """
        row = self._row(campaign)
        if row.standard is None:
            raise refuse("no-standard", f"批次“{visible(row.name)}”没有定标准，请逐个新建考评", id=row.name)
        resolved = self.evaluations.pinned(row) or self.desk.library.resolved(row.standard)
        if stage is None and row.stages:
            stage = str(row.stages[0])
        if stage is not None and stage not in row.stages:
            known = "、".join(map(str, row.stages)) or "无"
            raise refuse(
                "unknown-stage", f"批次“{visible(row.name)}”没有阶段“{visible(stage)}”，现有：{known}", id=stage
            )
        period = parse(f"{row.period_from}..{row.period_to}")
        with saving(self.desk.workspace):
            open_, others, unfit = self._open(row, stage, set(resolved.standard.unit_kinds))
            made = [
                self.evaluations.new_within(resolved, unit.id, period, stage=stage, campaign=row.id)
                for unit in open_[:limit]
            ]
        return Opened(stage, tuple(made), len(open_) - len(made), tuple(others), tuple(unfit))

    def _open(self, row: CampaignRow, stage: str | None, kinds: set[str]) -> tuple[list[UnitRow], list[str], list[str]]:
        """The units for which this evaluator is to open one; those left to others, and those that do not fit."""
        rows = queries.evaluations(self.desk.workspace, campaign=row.id, limit=1_000_000)
        by: dict[str, set[str]] = {}
        for evaluation in rows:
            if evaluation.stage == stage:
                by.setdefault(evaluation.unit, set()).add(evaluation.evaluator)
        known = {unit.id: unit for unit in queries.units(self.desk.workspace)}
        open_, others, unfit = [], [], []
        for id in row.body.get("units", ()):
            unit, me = known.get(id), self.desk.evaluator
            names = row.body.get("assigned", {}).get(id, ())
            if unit is None or (me in by.get(id, ()) if names else id in by):
                continue
            if unit.kind not in kinds:
                unfit.append(unit.name)
            elif names and me not in names:
                others.append(unit.name)
            else:
                open_.append(unit)
        return open_, others, unfit

    def _kinds(self, row: CampaignRow) -> tuple[str, ...]:
        if row.standard is None:
            return ()
        found = {entry.id: entry.unit_kinds for entry in self.desk.library.usable()}
        return tuple(found.get(row.standard, ()))

    def _row(self, key: str) -> CampaignRow:
        return self.evaluations.campaign_row(key)

    def _own(self, key: str) -> CampaignRow:
        row = self._row(key)
        owner = queries.evaluator_of(self.desk.workspace, row.book)
        if owner != self.desk.evaluator:
            message = f"批次“{visible(row.name)}”由 {visible(owner or '')} 建立，只有其本人能修改"
            raise refuse("not-yours", message, id=row.name)
        return row

    def _change(self, row: CampaignRow, change: Mapping[str, Any]) -> None:
        self.desk.write({"kind": "campaign-changed", "id": row.id, **change})


__all__ = ["AT_ONCE", "Opened", "Roster"]
