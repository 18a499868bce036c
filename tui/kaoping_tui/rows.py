"""An evaluation as a list shows it. Imports nothing heavy: the list is there before the standards are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from kaoping import parse_period, plain, visible
from kaoping_tui.columns import Column, lay_columns
from kaoping_tui.toned import QUIET
from kaoping_tui.widgets.lists import Choice, columns_heading, heading
from kaoping_tui.wrap import fitted

if TYPE_CHECKING:
    from kaoping import EvaluationRow


COLUMNS = (
    Column("考评对象", gives=True),
    Column("标准", gives=True),
    Column("周期", style=QUIET),
    Column("已评", right=True),
    Column("得分", right=True),
    Column("结果", gives=True),
    Column("最近修改", optional=True, style=QUIET),
)
#: After the period, where the list holds the evaluations of more than one person.
EVALUATOR = Column("考评人", gives=True)
PLACE = 3


def evaluation_choices(rows: Sequence[EvaluationRow], shorts: Mapping[str, str], width: int) -> list[Choice]:
    """Those in progress, the newest change first; a new one; those handed in."""
    lines = evaluation_lines(rows, shorts, width)
    handed_in = {row.id for row in rows if row.status == "handed-in"}
    choices = [line for line in lines if line.key not in handed_in]
    choices.append(Choice("new", "＋ 新建考评（F2）"))
    if not rows:
        choices.append(Choice("import-standard", "＋ 从自己的文件读出标准（F8）"))
        choices.append(Choice("demo", "看示例：虚构的县、部门和乡镇，存为单独的示例文件，不影响本工作区"))
    if handed_in:
        choices.append(heading("已提交"))
        choices += [line for line in lines if line.key in handed_in]
    return choices


def evaluation_lines(rows: Sequence[EvaluationRow], shorts: Mapping[str, str], width: int) -> list[Choice]:
    """Evaluations as lines of a list, in columns below their names where the width allows; keys are their ids."""
    columns: Sequence[Column] = COLUMNS
    cells = [_cells(row, shorts) for row in rows]
    if len({row.evaluator for row in rows}) > 1:
        columns = (*COLUMNS[:PLACE], EVALUATOR, *COLUMNS[PLACE:])
        cells = [(*line[:PLACE], visible(row.evaluator), *line[PLACE:]) for row, line in zip(rows, cells, strict=True)]
    laid = lay_columns(columns, cells, width) if rows else None
    if laid is None:
        return [Choice(row.id, _one_line(row, shorts, width)) for row in rows]
    lines = [Choice(row.id, text, tones=tones) for row, (text, tones) in zip(rows, laid.lines, strict=True)]
    return [columns_heading(laid.head), *lines]


def _cells(row: EvaluationRow, shorts: Mapping[str, str]) -> tuple[str, ...]:
    period = parse_period(f"{row.period_from}..{row.period_to}").label
    cells = (row.unit_name, shorts.get(row.standard, row.standard), period, f"{row.rated}/{row.items}")
    told = (row_score(row), row_outcome(row), row.updated[5:16].replace("T", " "))
    return tuple(visible(cell) for cell in (*cells, *told))


def _one_line(row: EvaluationRow, shorts: Mapping[str, str], width: int) -> str:
    unit, standard, period, rated, score, outcome, _ = _cells(row, shorts)
    return fitted(f"{unit} {standard} {period}", " ".join(part for part in (rated, score, outcome) if part), width)


def row_outcome(row: EvaluationRow) -> str:
    """The outcome as a list shows it."""
    if row.outcome_status == "decided":
        return row.outcome or ""
    return {"open": "未定", "blind": "盲评", "rule-not-set": "须本地规则", "failed": "计算失败"}.get(
        row.outcome_status or "", ""
    )


def row_score(row: EvaluationRow) -> str:
    """The score as a list shows it."""
    if row.low_m is None or row.high_m is None:
        return "–"
    low, high = plain(Decimal(row.low_m) / 1000), plain(Decimal(row.high_m) / 1000)
    return low if low == high else f"{low} ~ {high}"
