"""An evaluation as a list shows it. Imports nothing heavy: the list is there before the standards are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from kaoping import parse_period, plain, visible
from kaoping_tui.widgets.lists import Choice, heading
from kaoping_tui.wrap import fitted

if TYPE_CHECKING:
    from kaoping import EvaluationRow


def evaluation_choices(rows: Sequence[EvaluationRow], shorts: Mapping[str, str], width: int) -> list[Choice]:
    """Those in progress, the newest change first; a new one; those handed in."""
    handed_in = [row for row in rows if row.status == "handed-in"]
    choices = [Choice(row.id, row_line(row, shorts, width)) for row in rows if row.status != "handed-in"]
    choices.append(Choice("new", "＋ 新建考评（F2）"))
    if handed_in:
        choices.append(heading("已提交"))
        choices += [Choice(row.id, row_line(row, shorts, width)) for row in handed_in]
    return choices


def row_line(row: EvaluationRow, shorts: Mapping[str, str], width: int) -> str:
    """Unit, standard and period at the left; progress, score, outcome and time at the right."""
    period = parse_period(f"{row.period_from}..{row.period_to}").label
    left = f"{row.unit_name}　{shorts.get(row.standard, row.standard)}　{period}"
    parts = [f"已评 {row.rated}/{row.items}", row_score(row), row_outcome(row), row.updated[5:16].replace("T", " ")]
    return fitted(visible(left), visible("　".join(part for part in parts if part)), width)


def row_outcome(row: EvaluationRow) -> str:
    """The outcome as a list shows it."""
    if row.outcome_status == "decided":
        return row.outcome or ""
    return {"open": "未定", "rule-not-set": "须本地规则", "failed": "计算失败"}.get(row.outcome_status or "", "")


def row_score(row: EvaluationRow) -> str:
    """The score as a list shows it."""
    if row.low_m is None or row.high_m is None:
        return "–"
    low, high = plain(Decimal(row.low_m) / 1000), plain(Decimal(row.high_m) / 1000)
    return low if low == high else f"{low} ~ {high}"
