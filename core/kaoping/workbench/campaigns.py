"""Campaigns as tables: what is read for them, and the numbers of their score sheets from what lists keep."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kaoping.errors import KaopingError
from kaoping.numbers import rounded
from kaoping.standard.resolved import Resolved
from kaoping.store import queries
from kaoping.store.queries import CampaignRow, EvaluationRow
from kaoping.text import visible
from kaoping.workbench.campaign_table import Cell, Column, Line, Matrix, cell_text, matrix_of
from kaoping.workbench.desk import Desk
from kaoping.workbench.evaluations import Evaluations
from kaoping.workbench.holidays import holidays
from kaoping.workbench.ranking import Results

#: The decimals that lists keep of a result.
KEPT_PLACES = 3


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
        delivered = queries.deliveries(self.desk.workspace, row.id)
        known = {unit.id: unit for unit in queries.unit_names(self.desk.workspace)}
        taking_part = dict.fromkeys(row.body.get("units", []))
        extra = {r.unit for r in rows} - taking_part.keys()
        units = [known[unit] for unit in taking_part if unit in known]
        units += [unit for unit in known.values() if unit.id in extra]
        days = {at: date.fromisoformat(at) for at in {at[:10] for times in delivered.values() for at in times}}
        calendar, notes = holidays(self.desk.holidays)
        editions = self._editions(rows, resolved)
        matrix = matrix_of(
            row,
            units,
            rows,
            resolved,
            self.desk.clock().date(),
            {evaluation: [days[at[:10]] for at in times] for evaluation, times in delivered.items()},
            calendar,
            editions,
            self._results(rows, editions),
        )
        return replace(matrix, notes=(*notes, *_behind(row, rows)))

    def _editions(self, rows: Sequence[EvaluationRow], resolved: Resolved | None) -> dict[str, Resolved]:
        """The standards that evaluations are pinned to, by digest; without those that cannot be read."""
        found = {}
        for digest in {row.digest for row in rows}:
            if resolved is not None and resolved.digest == digest:
                found[digest] = resolved
            else:
                with suppress(KaopingError):  # A snapshot that is damaged is for verify to report.
                    found[digest] = self.desk.snapshot(digest)
        return found

    def _results(self, rows: Sequence[EvaluationRow], editions: Mapping[str, Resolved]) -> Results:
        """What each can come to, as its sheet shows it; without those not counted, and those not to be seen yet.

        Lists keep thousandths, from which a standard's two decimals follow; where it declares more, sheets are asked.
        """
        shown: dict[tuple[str, int], Decimal] = {}

        def told(row: EvaluationRow, kept: int) -> Decimal:
            if (row.digest, kept) not in shown:
                shown[row.digest, kept] = kept_result(kept, editions.get(row.digest))
            return shown[row.digest, kept]

        found = {}
        for row in rows:
            if row.low_m is None or row.high_m is None:
                continue
            edition = editions.get(row.digest)
            if edition is None or edition.standard.scoring.rounding.places <= KEPT_PLACES:
                found[row.id] = told(row, row.low_m), told(row, row.high_m)
                continue
            sheet = self.desk.sheet(row)
            if sheet.result_low is not None and sheet.result_high is not None:
                found[row.id] = sheet.result_low, sheet.result_high
        return found

    def _standard(self, campaign: CampaignRow, rows: Sequence[EvaluationRow]) -> Resolved | None:
        """The campaign's standard as it is at hand, else as its evaluations keep it."""
        wanted = campaign.standard or (rows[0].standard if len({row.standard for row in rows}) == 1 else None)
        if wanted is None:
            return None
        with suppress(KaopingError):
            if (pinned := self.evaluations.pinned(campaign)) is not None:
                return pinned
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


def _behind(campaign: CampaignRow, rows: Sequence[EvaluationRow]) -> list[str]:
    """That evaluations are still by another text of the standard than the campaign, where any are."""
    edition = campaign.body.get("edition")
    if not edition:
        return []
    left = [row for row in rows if row.standard == edition["standard"] and row.digest != edition["digest"]]
    if not left:
        return []
    of: dict[str, list[str]] = {}
    for row in sorted(left, key=lambda row: row.number):
        of.setdefault(visible(row.evaluator), []).append(str(row.number))
    named = "；".join(
        f"{who} {'、'.join(numbers[:8])}{' 等' if len(numbers) > 8 else ''}" for who, numbers in of.items()
    )
    return [
        f"批次已改用标准 {visible(edition['edition'])}，{len(left)} 份考评还按原来的（{named}），"
        "由各考评人改用（界面按 F9，或 kaoping campaign move）"
    ]


def kept_result(kept: int, resolved: Resolved | None) -> Decimal:
    """A result as its sheet shows it, from the thousandths that lists keep."""
    if resolved is None:
        return rounded(Fraction(kept, 1000), KEPT_PLACES, "half-up")
    rounding = resolved.standard.scoring.rounding
    return rounded(Fraction(kept, 1000), rounding.places, rounding.mode)


__all__ = ["Campaigns", "Cell", "Column", "Line", "Matrix", "cell_text", "matrix_of"]
