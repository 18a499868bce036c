"""What is supposed, and what would change under each standard, as lines of the comparison. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from kaoping import Compared, Supposed, WhatIf, compared_score, move_texts, result_text, supposed_text
from kaoping_tui.compare_entries import Entry, Goal, entry, laid, sheet_text

HOW = "各标准均采纳全部建议；只是推算，什么也不保存"


def what_if(found: Compared, supposed: Sequence[Supposed], answer: WhatIf | None) -> list[Entry]:
    """The suppositions, each to be removed; then each sheet before and after."""
    entries = [
        entry("suppose", "＋ 增加一个假设（F2）", [HOW, "选一项事实，填一个值，看各标准会怎样变；可以同时假设几项。"])
    ]
    for number, one in enumerate(supposed):
        entries.append(entry(f"supposed:{number}", f"假设：{supposed_text(one)}", ["Del 去掉这个假设；F2 再加一个"]))
    if not supposed:
        return entries
    if answer is None:
        return [*entries, entry("none", "正在推算…", [])]
    changed = [move for move in answer.moves if move.any]
    same = [move for move in answer.moves if move.asked and not move.any]
    aside = [move for move in answer.moves if not move.asked]
    entries.append(Entry("", f"会变的 {len(changed)} 份" if changed else "没有一份会变"))
    for move in changed:
        before, after = compared_score(move.before), compared_score(move.after)
        text = f"{sheet_text(found, move.sheet)}：得分 {before}" + ("" if before == after else f" → {after}")
        was, now = result_text(move.before.outcome), result_text(move.after.outcome)
        text += f"；结果 {was}" + ("" if was == now else f" → {now}")
        told = [sheet_text(found, move.sheet), HOW, *move_texts(move), "回车打开现在的结果"]
        entries.append(Entry(f"move:{move.sheet}", text, laid(told), (Goal("", move.sheet),)))
    if same:
        entries.append(Entry("", "问到它而不变的"))
    for move in same:
        now = f"{compared_score(move.after)}，{result_text(move.after.outcome)}"
        text = f"{sheet_text(found, move.sheet)}：没有变化，{now}"
        entries.append(entry(f"move:{move.sheet}", text, [HOW], (Goal("", move.sheet),)))
    if aside:
        names = "、".join(sheet_text(found, move.sheet) for move in aside)
        entries.append(entry("aside", f"不看这样的事实的 {len(aside)} 份", [names]))
    return entries


__all__ = ["what_if"]
