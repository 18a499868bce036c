"""What stands above the walk: whose evaluation it is, how far it has come, what it comes to so far."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from kaoping import Sieve, View, parse_period, visible
from kaoping_tui.texts import VETOES, outcome_text, rated, score_text, veto_counts
from kaoping_tui.toned import BAD, GOOD, LOST, NAMED, QUIET, Toned, painted
from kaoping_tui.wrap import clip, fitted, led

#: Cells from which the bar of progress has its place.
ROOM_FOR_GAUGE = 90
#: Cells that the unit's name keeps at least.
LEAST_NAME = 12
VETO_TONES = {"triggered": f"bold {BAD}", "clear": GOOD, "unknown": LOST}


def title_of(view: View, width: int) -> str:
    """Unit, standard, period and evaluator; whether it is handed in."""
    row = view.row
    period = parse_period(f"{row.period_from}..{row.period_to}").label
    # After a hand-in every change asks for its reason: the state must be known beforehand, whatever else is cut.
    state = "｜已提交" if row.status == "handed-in" else ""
    rest = visible(f"｜{view.resolved.standard.short}｜{period}｜{row.evaluator}")
    return (
        led(visible(row.unit_name), clip(rest, width - cell_len(state) - LEAST_NAME), width - cell_len(state)) + state
    )


def progress_of(view: View, sieve: Sieve | None, width: int) -> Content:
    """Two lines: how much is rated with the score so far; vetoes and the outcome."""
    return Content("\n").join([_rated(view, sieve, width), _follows(view, width)])


def gauge(done: int, total: int, width: int) -> tuple[str, str]:
    """How much is done as a bar: heavy for what is, light for what is not. Never full before everything is."""
    filled = width if done >= total else min(width * done // total, width - 1)
    return "━" * filled, "─" * (width - filled)


def _rated(view: View, sieve: Sieve | None, width: int) -> Content:
    sheet = view.sheet
    done, total = rated(sheet)
    text = Toned().add(f"已评 {done}/{total}", "bold")
    if width >= ROOM_FOR_GAUGE and sieve is None:
        heavy, light = gauge(done, total, width // 5)
        text.add(" ").add(heavy, GOOD).add(light, QUIET).add(" ")
    text.add("｜", QUIET).add(visible(score_text(sheet)), "bold")
    if view.corrected is not None and view.can_write:
        text.add("｜", QUIET).add("标准已更正 Ctrl+U", f"bold {LOST}")
    if sheet.stale:
        text.add("｜", QUIET).add(f"依据已变 {len(sheet.stale)} 项", f"bold {LOST}")
    if sieve is None:
        return painted(text.text, [clip(text.text, width)], text.tones)
    count = len(sieve.items(view))
    right = clip(visible(f"筛选：{sieve.title}，{count} 项（Esc 取消）"), width // 2)
    return painted(text.text, [fitted(text.text, right, width)], text.tones)


def _follows(view: View, width: int) -> Content:
    sheet = view.sheet
    text = Toned()
    counts = veto_counts(sheet)
    if not counts:
        text.add("无一票否决", QUIET)
    for number, (status, count) in enumerate(counts):
        text.add("否决：" if number == 0 else "，", QUIET).add(f"{VETOES[status]} {count}", VETO_TONES[status])
    tone = {"decided": "bold", "failed": f"bold {BAD}", "open": NAMED}.get(sheet.outcome.status, QUIET)
    text.add("｜", QUIET).add(visible(outcome_text(sheet)), tone)
    return painted(text.text, [clip(text.text, width)], text.tones)
