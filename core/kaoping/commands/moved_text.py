"""What a record changed, in lines for a person."""

from __future__ import annotations

from kaoping.reports.words import VETO_STATES, outcome_text
from kaoping.workbench.moved import Moved


def moved_text(change: Moved) -> str:
    """One evaluation and, indented below it, each thing that is another now, with the reason."""
    lines = [f"影响考评 {change.row.number}：{change.row.unit_name}　{change.short}"]
    if change.outcome is not None:
        was, now = change.outcome
        lines.append(f"  结果：{outcome_text(was)} → {outcome_text(now)}")
    lines += [
        f"  一票否决 {finding.veto.id} {finding.veto.title}：{VETO_STATES[finding.status]}，{finding.because}"
        for finding in change.vetoes
    ]
    lines += [f"  {title}：{because}" for title, because in change.adjustments]
    if change.stale:
        lines.append(f"  依据已变：{'、'.join(change.stale)}（得分不变，请复核；用 eval explain 看理由）")
    if change.fresh:
        lines.append(f"  依据恢复：{'、'.join(change.fresh)}（与评定时又一致）")
    if change.suggested:
        lines.append(f"  建议有变：{'、'.join(change.suggested)}（还没有评，或评定时没有采纳建议）")
    return "\n".join(lines)
