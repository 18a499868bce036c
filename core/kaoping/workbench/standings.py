"""A campaign as its papers show it: each unit with the evaluation that stands for it, its result and its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kaoping.errors import Surroundings
from kaoping.periods import Period
from kaoping.reports.kinds.campaign import Standing, Standings, outcome_of
from kaoping.store.queries import EvaluationRow
from kaoping.workbench.blind import BLIND
from kaoping.workbench.campaigns import Campaigns, Column, Line, Matrix, cell_text
from kaoping.workbench.desk import Desk
from kaoping.workbench.dues import due_text

#: Sheets are worked out for the sections of a summary up to so many units; beyond them it shows what lists keep.
MOST_SHEETS = 500


@dataclass
class CampaignStandings:
    """Reads campaigns for their papers."""

    desk: Desk
    campaigns: Campaigns

    def of(self, campaign: str) -> Standings:
        """A campaign as its papers show it.

        :raises Refused: there is none.
        """
        matrix = self.campaigns.matrix(campaign)
        row = matrix.campaign
        whole = len(matrix.lines) <= MOST_SHEETS
        start, end = date.fromisoformat(row.period_from), date.fromisoformat(row.period_to)
        return Standings(
            campaign=row.name,
            period=Period(start, end).label,
            standard=self._standard_title(matrix),
            per_cent=matrix.per_cent,
            stage=matrix.ranked_at.title if matrix.ranked_at is not None else "",
            unranked=matrix.unranked or "",
            stages=tuple(_stage_text(column) for column in matrix.columns),
            units=tuple(self._standing(matrix, line, with_sheet=whole) for line in matrix.lines),
            notes=matrix.notes,
        )

    def _standard_title(self, matrix: Matrix) -> str:
        rows = [cell.shown for line in matrix.lines for cell in line.cells if cell.shown is not None]
        digests = {row.digest for row in rows}
        if len(digests) != 1:
            return matrix.campaign.standard or ""
        try:
            return self.desk.snapshot(digests.pop()).standard.title
        except Surroundings:
            return rows[0].standard

    def _standing(self, matrix: Matrix, line: Line, *, with_sheet: bool) -> Standing:
        row = standing_row(matrix, line)
        progress = tuple(cell_text(cell, matrix.per_cent) for cell in line.cells)
        if row is None:
            return Standing(line.name, line.place, line.place_text, None, "", progress=progress)
        sheet = None
        # The rows of the table are veiled already; whether this one is must be asked of the evaluation itself.
        if with_sheet and row.outcome_status != BLIND:
            sheet = self.desk.sheet(self.desk.evaluation(row.id))
        result = next((cell.result for cell in line.cells if cell.shown is not None and cell.shown.id == row.id), None)
        if sheet is not None:
            low, high = sheet.result_low, sheet.result_high
            result = (low, high) if low is not None and high is not None else None
        return Standing(
            line.name, line.place, line.place_text, result, outcome_of(row.outcome, row.outcome_status), str(row.number),
            row.evaluator, progress, sheet,
        )  # fmt: skip


def standing_row(matrix: Matrix, line: Line) -> EvaluationRow | None:
    """The evaluation that stands for a unit: at the stage ranked by, else the final one, else the last begun."""
    at = matrix.ranked_at.id if matrix.ranked_at is not None else None
    finals = {column.id for column in matrix.columns if column.final}
    begun = [cell for cell in line.cells if cell.shown is not None]
    for wanted in (
        [cell for cell in begun if matrix.ranked_at is not None and cell.stage == at],
        [cell for cell in begun if cell.stage in finals],
        begun,
    ):
        if wanted:
            return wanted[-1].shown
    return None


def _stage_text(column: Column) -> str:
    due = due_text(column.due)
    return f"{column.title}（{due}）" if due else column.title


__all__ = ["CampaignStandings", "standing_row"]
