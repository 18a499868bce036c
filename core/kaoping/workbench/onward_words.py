"""What moving an evaluation to another text does, in lines for a person. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from kaoping.editions.values import Difference
from kaoping.editions.words import edition_told, numbers
from kaoping.fact_meaning import clashes
from kaoping.numbers import plain
from kaoping.workbench.diff import ItemSide
from kaoping.workbench.onward import ItemLine, Onward
from kaoping.workbench.passing import Left

#: What is left behind, by what it is.
_WHAT = {
    "rating": "评定",
    "tick": "要点",
    "veto": "一票否决",
    "adjustment": "加减分",
    "part": "组成部分",
    "proofs": "佐证",
    "rectification": "整改",
}
#: Numbers named in one line about many.
_NAMED = 12


def result_texts(onward: Onward) -> tuple[str, ...]:
    """What it comes to by both texts; one line where that is the same."""
    if onward.before.said == onward.after.said:
        return (f"结果不变：{onward.after.text}",)
    return f"旧版结果：{onward.before.text}", f"新版结果：{onward.after.text}"


def standing_texts(onward: Onward) -> tuple[str, str]:
    """Result and outcome by both texts, as short as a line of a list wants them; the second is 不变 where they are the same."""
    if onward.before.said == onward.after.said:
        return _short(*onward.before.said), "不变"
    return _short(*onward.before.said), _short(*onward.after.said)


def _short(score: str, outcome: str) -> str:
    return f"{score.partition('（')[0]}，{outcome.partition('，')[0]}"


def edition_lines(found: Difference) -> tuple[str, ...]:
    """What differs between two texts, each line by itself, with what it stands under before it."""
    return tuple(" " * indent + text for text, indent in edition_told(found) if text)[2:]


def taken_text(onward: Onward) -> str:
    """How many ratings hold, and which of them are to be looked at again."""
    ids = onward.reworded
    named = "、".join(ids[:_NAMED]) + (" 等" if len(ids) > _NAMED else "")
    worded = f"，其中措辞有改动、须复核 {len(ids)} 项（{named}）" if ids else ""
    return f"评定照旧 {len(onward.taken)} 项{worded}"


def left_text(left: Left) -> str:
    """A judgement that does not hold, and why."""
    return f"{_WHAT[left.what]} {left.id} {left.title}（{left.said}）：{left.why}"


def item_text(line: ItemLine) -> str:
    """A criterion by both texts."""
    return f"{numbers(line.old, line.new)} {line.title}：{_side(line.before)} → {_side(line.after)}"


def onward_texts(onward: Onward) -> Iterable[str]:
    """All of it, what belongs to a head indented below it."""
    yield from result_texts(onward)
    yield taken_text(onward)
    if onward.left:
        yield f"不能沿用 {len(onward.left)} 处："
        yield from (f"  {left_text(left)}" for left in onward.left)
    if meant := clashes(onward.difference.old.facts, onward.difference.new.facts):
        yield f"事实编号相同而口径不同 {len(meant)} 个，已登记的值按新版不采用："
        yield from (f"  {clash.text}" for clash in meant)
    if onward.items:
        yield f"逐项不同 {len(onward.items)} 项："
        yield from (f"  {item_text(line)}" for line in onward.items)


def _side(side: ItemSide | None) -> str:
    if side is None:
        return "没有这一项"
    worth = plain(side.low) if side.low == side.high else f"{plain(side.low)}～{plain(side.high)}"
    state = {"unrated": "未评", "outside": "不在考评范围", "not-applicable": "不适用"}.get(side.state)
    return state if side.state == "outside" and state else f"{state or worth}（满分 {plain(side.full)}）"


__all__ = ["edition_lines", "item_text", "left_text", "onward_texts", "result_texts", "standing_texts", "taken_text"]
