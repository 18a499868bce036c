"""What a comparison says of units and evaluations, in words: which one stands, whose fact, what would change. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from kaoping.compare.judged import Place
from kaoping.numbers import plain
from kaoping.reports.compare_words import item_text, score_text
from kaoping.reports.words import TICKS, VETO_STATES, outcome_text
from kaoping.workbench.compare import Compared, Standpoint
from kaoping.workbench.side_by_side import BesideColumn, Placed
from kaoping.workbench.what_if import Move, Supposed


def standing_text(stand: Standpoint) -> str:
    """Which evaluation stands for its standard, and why."""
    row = stand.row
    period = stand.sheet.answers.period
    why = f"终评“{stand.stage}”" if stand.final else f"阶段“{stand.stage}”" if stand.stage else ""
    among = f"{stand.others + 1} 次中" if stand.others else ""
    text = f"考评 {row.number}（{period.label if period is not None else ''}，{row.evaluator}）{why}"
    if stand.others:
        text += f"，{among}{'终评里' if stand.final else ''}最近的"
    return text + (f"，另有 {stand.hidden} 次盲评中不可看" if stand.hidden else "")


def place_text(found: Compared, place: Place, requirement: str | None = None) -> str:
    """A criterion with the number of its sheet: `[2] 44 法律顾问`."""
    _, item, title = found.place(place)
    return f"[{place.sheet + 1}] {item} {title}" + (f" 的要点 {requirement}" if requirement else "")


def supposed_text(one: Supposed) -> str:
    """A fact as it is supposed to be."""
    return f"{one.unit.name} {one.definition.title}（{one.observation.period.label}）= {one.value}"


def move_texts(move: Move) -> Iterator[str]:
    """What would change in one sheet: score, outcome, vetoes, adjustments, criteria with their requirements."""
    before, after = score_text(move.before), score_text(move.after)
    yield f"得分 {before}" if before == after else f"得分 {before} → {after}"
    was, now = outcome_text(move.before.outcome), outcome_text(move.after.outcome)
    yield f"结果 {was}" if was == now else f"结果 {was} → {now}"
    for old, new in move.vetoes:
        yield f"否决 {old.veto.title}：{VETO_STATES[old.status]} → {VETO_STATES[new.status]}（{new.because}）"
    for before_, after_ in move.adjustments:
        yield f"加减分 {before_.title}：{after_.because or '记录不同'}"
    for one in move.items:
        yield f"{one.before.item.id} {one.before.item.criterion.title}：{item_text(one.before)} → {item_text(one.after)}"
        for moved in one.requirements:
            yield f"    要点 {moved.id}：{TICKS[moved.before.state]} → {TICKS[moved.after.state]}"


def change_text(column: BesideColumn) -> str:
    """A result less the one it is held against, with its sign; empty where there is none."""
    if column.change is None:
        return ""
    return f"+{plain(column.change)}" if column.change > 0 else plain(column.change)


def ranked_text(placed: Placed | None) -> str:
    """The place of a column; how a veto bars it."""
    if placed is None:
        return ""
    if placed.place is None:
        return placed.barred or ""
    return f"并列 {placed.place}" if placed.tied else str(placed.place)


__all__ = [
    "change_text",
    "move_texts",
    "place_text",
    "ranked_text",
    "standing_text",
    "supposed_text",
]
