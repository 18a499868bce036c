"""The lines of what a move to another text of a standard does. Nothing is computed here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kaoping import (
    EditionMove,
    EvaluationRow,
    Resolved,
    RoundMove,
    edition_lines,
    edition_text,
    left_text,
    moved_item_text,
    result_texts,
    standing_texts,
    taken_text,
    visible,
)
from kaoping_tui.widgets.outline import Line

WORKING = "正在算…"
#: Numbers of evaluations named in one line.
NAMED = 30


def texts_lines(moves: Iterable[EditionMove]) -> list[tuple[Line, list[Line]]]:
    """What differs between each text that evaluations are by and the new one."""
    found = []
    differences = {move.onward.difference.old.digest: move.onward.difference for move in moves}
    for difference in differences.values():
        lines = [Line(_indented(visible(text))) for text in edition_lines(difference)]
        head = f"标准 {edition_text(difference.old)} → {edition_text(difference.new)}"
        found.append((Line(visible(head), visible(lines[0].text) if lines else ""), lines))
    return found


def _indented(text: str) -> str:
    """With a wide blank for two plain ones: those at the head of a line are not kept."""
    bare = text.lstrip(" ")
    return "　" * ((len(text) - len(bare)) // 2) + bare


def row_line(row: EvaluationRow, move: EditionMove | None) -> Line:
    """One evaluation that is to be moved: what it comes to by both texts, and below it what is another."""
    state = "，已提交" if row.status == "handed-in" else ""
    name = f"{row.number} {row.unit_name}{state}"
    if move is None:
        return Line(visible(f"{name}　{WORKING}"), under=(Line(WORKING),))
    onward = move.onward
    was, now = standing_texts(onward)
    lost = f"，不能沿用 {len(onward.left)}" if onward.left else ""
    worded = f"，须复核 {len(onward.reworded)}" if onward.reworded else ""
    text = f"{name}　{was} → {now}　照旧 {len(onward.taken)}{worded}{lost}"
    more = "\n".join((*result_texts(onward), taken_text(onward)))
    return Line(visible(text), visible(more), under=tuple(_under(move)))


def _under(move: EditionMove) -> list[Line]:
    onward = move.onward
    lines = [Line(visible(text)) for text in (*result_texts(onward), taken_text(onward))]
    lines += [Line(visible(f"不能沿用：{left_text(left)}")) for left in onward.left]
    return [*lines, *(Line(visible(f"不同：{moved_item_text(item)}")) for item in onward.items)]


def one_lines(move: EditionMove) -> list[tuple[Line, list[Line]]]:
    """One evaluation alone: results, what does not hold, what is scored otherwise, and what differs in the standard."""
    onward = move.onward
    lines = [(Line("两版结果"), [Line(visible(text)) for text in (*result_texts(onward), taken_text(onward))])]
    if onward.left:
        lost = [Line(visible(left_text(left))) for left in onward.left]
        lines.append((Line(f"不能沿用 {len(lost)} 处（改为未评，原评定在修改历史里）"), lost))
    if onward.items:
        other = [Line(visible(moved_item_text(item))) for item in onward.items]
        lines.append((Line(f"逐项不同 {len(other)} 项"), other))
    return [*lines, *texts_lines([move])]


def todo_head(found: RoundMove, moves: Sequence[EditionMove]) -> Line:
    """How many of one's own are to be moved, how many of them come to something else."""
    count = len(found.todo)
    if not count:
        return Line("自己没有要改用的考评", idle_text(found))
    other = sum(standing_texts(move.onward)[1] != "不变" for move in moves)
    told = f"，{WORKING}{len(moves)}/{count}" if len(moves) < count else f"，结果有变 {other} 份"
    return Line(f"自己要改用的 {count} 份{told}", "按 F10 改用；变了的评定改为未评，原评定在修改历史里，F6 可以退回")


def idle_text(found: RoundMove) -> str:
    """Why nothing is to be moved."""
    said = [f"已提交的 {len(found.handed_in)} 份（F3 一并改用）"] if found.handed_in else []
    said += [f"已是这一版的 {len(found.there)} 份"] if found.there else []
    said += [f"其他考评人的 {len(found.others)} 份由其本人改用"] if found.others else []
    return "；".join(said) or "批次里还没有考评"


def rest_lines(found: RoundMove) -> list[tuple[Line, list[Line]]]:
    """Who has moved and who has not: those that stay, those that are there, those of others."""
    lines = []
    if found.handed_in:
        rows = [Line(visible(_named(row))) for row in found.handed_in]
        lines.append((Line(f"自己已提交、不动的 {len(rows)} 份", "按 F3 连同这些一起改用，须写明原因"), rows))
    if found.others:
        head = f"其他考评人还没有改用的 {len(found.others)} 份"
        more = "由其本人打开程序后改用：首页、评定界面和检查里都有提示"
        lines.append((Line(head, more), _by_person(found.others)))
    if found.there:
        lines.append((Line(f"已是这一版的 {len(found.there)} 份"), _by_person(found.there)))
    if found.unfit:
        unfit = [Line(visible(f"{_named(row)}：{why}")) for row, why in found.unfit]
        lines.append((Line(f"不能改用的 {len(unfit)} 份"), unfit))
    return lines


def _by_person(rows: Iterable[EvaluationRow]) -> list[Line]:
    of: dict[str, list[EvaluationRow]] = {}
    for row in rows:
        of.setdefault(row.evaluator, []).append(row)
    return [
        Line(
            visible(f"{who}　{len(own)} 份"), visible(_numbers(own)), under=tuple(Line(visible(_named(r))) for r in own)
        )
        for who, own in of.items()
    ]


def _numbers(rows: Sequence[EvaluationRow]) -> str:
    named = "、".join(f"{row.number} {row.unit_name}" for row in rows[:NAMED])
    return named + (" 等" if len(rows) > NAMED else "")


def _named(row: EvaluationRow) -> str:
    return f"{row.number} {row.unit_name}"


def choice_text(text: Resolved, first: str | None, at_hand: str | None) -> str:
    """A text of a standard as a line to choose."""
    state = "，批次已定的" if text.digest == first else "，现在安装的" if text.digest == at_hand else ""
    rules = f"，本地规则“{text.rules.title}”" if text.rules is not None else ""
    return f"{edition_text(text)}{state}{rules}"
