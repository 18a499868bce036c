"""Evaluations and campaigns as lists: for people and for scripts."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kaoping.console import table
from kaoping.numbers import plain
from kaoping.periods import Period
from kaoping.reports.words import OUTCOMES
from kaoping.workbench.blind import BLIND

if TYPE_CHECKING:
    from kaoping.store.queries import CampaignRow, EvaluationRow

STATES = {"open": "进行中", "handed-in": "已提交"}


def evaluation_json(row: EvaluationRow) -> dict[str, Any]:
    """An evaluation as lists show it to scripts: what was kept at the last save."""
    return {
        "id": row.id,
        "number": row.number,
        "standard": row.standard,
        "digest": row.digest,
        "unit": {"id": row.unit, "name": row.unit_name, "kind": row.unit_kind},
        "period": {"from": row.period_from, "to": row.period_to},
        "as_of": row.as_of,
        "evaluator": row.evaluator,
        "campaign": row.campaign,
        "stage": row.stage,
        "status": row.status,
        "updated": row.updated,
        "rated": row.rated,
        "items": row.items,
        "result": None
        if row.low_m is None or row.high_m is None
        else {"low": thousandths(row.low_m), "high": thousandths(row.high_m), "full": thousandths(row.full_m)},
        "outcome": {"status": row.outcome_status, "label": row.outcome},
    }


def evaluations_table(rows: Iterable[EvaluationRow]) -> str:
    """Evaluations as a table."""
    lines = []
    for row in rows:
        low, high = thousandths(row.low_m), thousandths(row.high_m)
        score = "无" if low is None else low if low == high else f"{low} ~ {high}"
        lines.append(
            (
                row.number,
                row.unit_name,
                row.standard,
                period_text(row.period_from, row.period_to),
                row.evaluator,
                STATES.get(row.status, row.status),
                f"{row.rated}/{row.items}",
                score,
                "盲评" if row.outcome_status == BLIND else row.outcome or OUTCOMES.get(row.outcome_status or "", ""),
            )
        )
    head = ["编号", "考评对象", "标准", "周期", "考评人", "状态", "已评", "得分", "结果"]
    return table(head, lines, right=(0, 6, 7))


def campaign_json(row: CampaignRow) -> dict[str, Any]:
    """A campaign as scripts read it."""
    return {
        "id": row.id,
        "name": row.name,
        "standard": row.standard,
        "period": {"from": row.period_from, "to": row.period_to},
        "stages": row.stages,
        "units": row.body.get("units", []),
        "assigned": row.body.get("assigned", {}),
        "blind": row.body.get("blind", False),
    }


def period_text(start: str, end: str) -> str:
    """A period by its dates as its short name."""
    from datetime import date

    return Period(date.fromisoformat(start), date.fromisoformat(end)).label


def thousandths(value: int | None) -> str | None:
    """A number kept in thousandths, as a plain decimal."""
    return None if value is None else plain(Decimal(value).scaleb(-3))
