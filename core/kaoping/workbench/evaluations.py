"""Evaluations: opened, listed, looked at whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from kaoping.answers import Answers, Rating
from kaoping.errors import refuse
from kaoping.periods import Period
from kaoping.scoring.score import fact_book, score
from kaoping.scoring.sheet import ScoreSheet
from kaoping.scoring.suggest import Suggestion, suggest
from kaoping.standard.load import to_snapshot
from kaoping.standard.resolved import Resolved
from kaoping.store import queries
from kaoping.store.projection import store_cursor, store_snapshot
from kaoping.store.queries import CampaignRow, EvaluationRow
from kaoping.store.workspace import Workspace
from kaoping.text import visible
from kaoping.workbench.desk import Desk, new_id, saving
from kaoping.workbench.units import clean, kind_text

UNRATED = Rating()


@dataclass(frozen=True, slots=True)
class View:
    """One evaluation whole, as a screen or a command shows it. `can_write`: it is this evaluator's own.

    `kept` is the last sheet (as JSON) that a plugin computed, where that plugin's code fails or is missing now.
    `corrected` is the edition of the standard that its campaign goes by, where this one is still by another.
    """

    row: EvaluationRow
    resolved: Resolved
    answers: Answers
    sheet: ScoreSheet
    can_write: bool
    can_undo: bool
    can_redo: bool
    kept: Mapping[str, object] | None = None
    corrected: str | None = None

    def suggestion(self, item: str) -> Suggestion | None:
        """What facts and ticks suggest for one criterion, worked out when asked."""
        rating = self.answers.ratings.get(item, UNRATED)
        return suggest(
            self.resolved, self.resolved.item[item], rating, self.answers, fact_book(self.resolved, self.answers)
        )

    def suggestions(self) -> Mapping[str, Suggestion]:
        """All suggestions, by item."""
        book = fact_book(self.resolved, self.answers)
        found = {}
        for item in self.resolved.items:
            given = suggest(self.resolved, item, self.answers.ratings.get(item.id, UNRATED), self.answers, book)
            if given is not None:
                found[item.id] = given
        return found


def corrected(workspace: Workspace, row: EvaluationRow) -> str | None:
    """The edition of its standard that an evaluation's campaign goes by, where the evaluation is by another still."""
    edition = queries.edition_of_campaign(workspace, row.campaign) if row.campaign is not None else None
    if edition is None or edition["standard"] != row.standard or edition["digest"] == row.digest:
        return None
    return str(edition["edition"])


@dataclass
class Evaluations:
    """Use cases about evaluations as wholes."""

    desk: Desk
    _last: tuple[tuple[int, int], View] | None = field(default=None, init=False)

    def new(
        self,
        standard: str,
        unit: str,
        period: Period,
        *,
        as_of: date | None = None,
        stage: str | None = None,
        campaign: str | None = None,
        rules: Path | None = None,
    ) -> EvaluationRow:
        """Open an evaluation of a unit by a standard, pinned to the standard and rules as they are now.

        :param as_of: where look-backs start; the period's last day without it.
        :raises Refused: unknown standard, unit, stage or campaign; or the standard is not for this kind of unit.
        """
        pinned = self.pinned(self.campaign_row(campaign)) if campaign is not None and rules is None else None
        fits = pinned is not None and pinned.id == standard
        resolved = pinned if pinned is not None and fits else self.desk.library.resolved(standard, rules)
        with saving(self.desk.workspace):
            return self.new_within(resolved, unit, period, as_of=as_of, stage=stage, campaign=campaign)

    def new_within(
        self,
        resolved: Resolved,
        unit: str,
        period: Period,
        *,
        as_of: date | None = None,
        stage: str | None = None,
        campaign: str | None = None,
    ) -> EvaluationRow:
        """`new` as part of a larger save, inside `saving()`, by a standard already at hand."""
        row = self.desk.unit(unit)
        kinds = resolved.standard.unit_kinds
        if row.kind not in kinds:
            only = "、".join(map(kind_text, kinds))
            message = f"“{visible(row.name)}”是{visible(kind_text(row.kind))}，本标准只考评{visible(only)}"
            raise refuse("unit-kind", message, id=resolved.id)
        if stage is not None and stage not in {known.id for known in resolved.document.stages}:
            known_stages = "、".join(f"{s.id}（{s.title}）" for s in resolved.document.stages) or "无"
            raise refuse("unknown-stage", f"文件没有阶段“{visible(stage)}”，现有：{known_stages}", id=stage)
        round_id = self.campaign_row(campaign).id if campaign is not None else None
        identifier = new_id()
        body = {
            "kind": "evaluation-opened",
            "id": identifier,
            "evaluation": identifier,
            "unit": row.id,
            "standard": resolved.id,
            "digest": resolved.digest,
            "rules": resolved.rules.title if resolved.rules else None,
            "period_from": period.start.isoformat(),
            "period_to": period.end.isoformat(),
            "as_of": (as_of or period.end).isoformat(),
            "evaluator": self.desk.evaluator,
            "campaign": round_id,
            "stage": stage,
            "items": len(resolved.items),
        }
        self.keep_standard(resolved)
        self.desk.write(body)
        opened = self.desk.evaluation(identifier)
        self.desk.keep_totals(opened, self.desk.sheet(opened))
        return self.desk.evaluation(identifier)

    def keep_standard(self, resolved: Resolved) -> None:
        """Keep a standard under its digest, inside `saving()`, where it is not kept yet.

        Writing one down takes twenty times as long as the rest of a save: once for a campaign's thousands.
        """
        if queries.snapshot(self.desk.workspace, resolved.digest) is None:
            plugin = f"{resolved.plugin} {resolved.plugin_version}" if resolved.plugin else None
            store_snapshot(
                self.desk.workspace, resolved.digest, resolved.id, resolved.standard.title, to_snapshot(resolved), plugin,
                self.desk.now(),
            )  # fmt: skip

    def pinned(self, campaign: CampaignRow) -> Resolved | None:
        """The text of its standard that a campaign goes by; None where it names none and the one at hand serves."""
        edition = campaign.body.get("edition")
        return self.desk.snapshot(edition["digest"]) if edition else None

    def all(self, *, unit: str | None = None, limit: int = 500) -> list[EvaluationRow]:
        """Evaluations, the newest change first; of one unit (name or id) where given."""
        key = self.desk.unit(unit).id if unit is not None else None
        return self.desk.veil.rows(queries.evaluations(self.desk.workspace, unit=key, limit=limit))

    def view(self, key: str) -> View:
        """One evaluation whole, with its sheet computed now.

        :raises Refused: there is none of this number or id, or it is not to be seen yet (blind).
        """
        row = self.desk.evaluation(key)
        self.desk.veil.refuse_hidden(row)
        return self.view_of(row)

    def view_of(self, row: EvaluationRow) -> View:
        """See `view`. What was worked out last is kept for as long as nothing was written to the workspace."""
        state = queries.state(self.desk.workspace)
        if self._last is not None and self._last[0] == state and self._last[1].row == row:
            self.desk.seen[row.id] = (row.head_seq, row.status)
            return self._last[1]
        view = self._worked_out(row)
        self._last = (state, view)
        return view

    def keep(self, view: View) -> View:
        """Keep a view just saved as the one that holds; after the save."""
        self._last = (queries.state(self.desk.workspace), view)
        return view

    def _worked_out(self, row: EvaluationRow) -> View:
        resolved = self.desk.snapshot(row.digest)
        answers = self.desk.answers(row)
        book = self.desk.known_book() or ""
        sheet = score(resolved, answers, self.desk.providers(resolved))
        self.desk.seen[row.id] = (row.head_seq, row.status)
        return View(
            row=row,
            resolved=resolved,
            answers=answers,
            sheet=sheet,
            can_write=self.may_write(row),
            can_undo=queries.next_undo(self.desk.workspace, row.id, book) is not None,
            can_redo=queries.next_redo(self.desk.workspace, row.id, book) is not None,
            kept=queries.kept_sheet(self.desk.workspace, row.id) if sheet.failure is not None else None,
            corrected=corrected(self.desk.workspace, row),
        )

    def may_write(self, row: EvaluationRow) -> bool:
        """Whether this evaluator may judge in it: it is theirs, and the workspace can be written."""
        writable = self.desk.installation is not None and not self.desk.workspace.read_only
        return writable and row.evaluator == self.desk.evaluator

    def keep_cursor(self, key: str, item: str) -> None:
        """Remember where the evaluator stands, to resume there."""
        row = self.desk.evaluation(key)
        if not self.may_write(row):
            return
        last = self._last
        fresh = last is not None and last[0] == queries.state(self.desk.workspace) and last[1].row == row
        store_cursor(self.desk.workspace, row.id, item)
        if fresh and last is not None:
            self.keep(replace(last[1], row=row._replace(cursor=item)))

    def add_campaign(
        self,
        name: str,
        period: Period,
        *,
        standard: str | None = None,
        units: tuple[str, ...] = (),
        stages: tuple[str, ...] = (),
    ) -> CampaignRow:
        """Make a campaign: one round of units and a period.

        :raises Refused: the name is taken, or a unit or standard is unknown.
        """
        with saving(self.desk.workspace):
            return self.add_campaign_within(name, period, standard=standard, units=units, stages=stages)

    def add_campaign_within(
        self,
        name: str,
        period: Period,
        *,
        standard: str | None = None,
        units: tuple[str, ...] = (),
        stages: tuple[str, ...] = (),
        announced: str | None = None,
    ) -> CampaignRow:
        """`add_campaign` as part of a larger save, inside `saving()`; `announced` is the document's name for it."""
        name = clean(name, "批次名称")
        if any(row.name == name for row in queries.campaigns(self.desk.workspace)):
            raise refuse("duplicate-campaign", f"已有批次“{visible(name)}”，请换一个名称", id=name)
        if standard is not None:
            self.desk.library.entry(standard)
        if standard is not None and stages:
            known = {stage.id: stage.title for stage in self.desk.library.resolved(standard).document.stages}
            for stage in stages:
                if stage not in known:
                    listed = "、".join(f"{id}（{title}）" for id, title in known.items()) or "无"
                    raise refuse("unknown-stage", f"文件没有阶段“{visible(stage)}”，现有：{listed}", id=stage)
        body = {
            "kind": "campaign-added",
            "id": new_id(),
            "name": name,
            "standard": standard,
            "period_from": period.start.isoformat(),
            "period_to": period.end.isoformat(),
            "stages": list(stages),
            "units": [self.desk.unit(unit).id for unit in units],
        }
        if announced is not None:
            body["announced"] = announced
        self.desk.write(body)
        return self.campaign_row(name)

    def campaigns(self) -> list[CampaignRow]:
        """Every campaign by name."""
        return queries.campaigns(self.desk.workspace)

    def campaign(self, key: str) -> tuple[CampaignRow, list[EvaluationRow]]:
        """One campaign with its evaluations.

        :raises Refused: there is none of this name or id.
        """
        row = self.campaign_row(key)
        return row, self.desk.veil.rows(queries.evaluations(self.desk.workspace, campaign=row.id, limit=100_000))

    def campaign_row(self, key: str) -> CampaignRow:
        """One campaign as a list shows it.

        :raises Refused: there is none of this name or id.
        """
        for row in queries.campaigns(self.desk.workspace):
            if key in (row.name, row.id):
                return row
        raise refuse("unknown-campaign", f"没有批次“{visible(key)}”，请用 kaoping campaign list 查看", id=key)
