"""What moving evaluations to another edition does, in lines for a person and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from kaoping.cells import wrapped
from kaoping.commands.editions import difference_json
from kaoping.editions.words import ROOM, edition_text, numbers, summary
from kaoping.numbers import plain

if TYPE_CHECKING:
    from kaoping.store.queries import EvaluationRow
    from kaoping.workbench.diff import ItemSide
    from kaoping.workbench.moving import Moved
    from kaoping.workbench.moving_rounds import RoundBack, RoundMove
    from kaoping.workbench.onward import ItemLine, Left, Onward, Standing

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


def moved_lines(moved: Moved) -> list[str]:
    """One evaluation: the editions, then what its move does."""
    found = moved.onward.difference
    head = [
        f"考评 {moved.row.number}　{moved.row.unit_name}　{found.old.id}",
        f"  旧 {edition_text(found.old)} → 新 {edition_text(found.new)}",
        f"  {summary(found)}",
    ]
    return _fitted([*head, *(f"  {line}" for line in _onward(moved.onward))])


def round_lines(found: RoundMove, target: str | None = None) -> list[str]:
    """A campaign: each evaluation with what its move does, and those that stay.

    :param target: how the person named the text.
    """
    lines = [f"批次“{found.campaign.name}”　{found.edition.id}　改用 {edition_text(found.edition)}"]
    for old in dict.fromkeys(moved.onward.difference.old.digest for moved in found.moved):
        difference = next(m.onward.difference for m in found.moved if m.onward.difference.old.digest == old)
        lines.append(f"与 {edition_text(difference.old)} 相比：{summary(difference)}")
        lines += [f"  编号对照有误：{text}" for text in difference.astray]
        lines.append(f"详见 kaoping standard diff {old[:12]} {target or found.edition.digest[:12]}")
    for moved in found.moved:
        state = "，已提交" if moved.row.status == "handed-in" else ""
        lines += ["", f"考评 {moved.row.number}　{moved.row.unit_name}{state}"]
        lines += [f"  {line}" for line in _onward(moved.onward)]
    if found.moved:
        lines.append("")
    if found.there:
        lines.append(f"已是这一版的 {found.there} 份，不动")
    if found.handed_in:
        lines.append(
            f"已提交的 {len(found.handed_in)} 份没有动：{_listed(found.handed_in)}；"
            "要一并改用请加 --handed-in 并写 --why"
        )
    if found.others:
        lines.append(f"其他考评人的 {len(found.others)} 份由其本人改用：{_by_person(found.others)}")
    lines += [f"不能改用：{why}" for _, why in found.unfit]
    return _fitted(lines)


def back_lines(undone: RoundBack) -> list[str]:
    """A move taken back."""
    lines = [
        f"批次“{undone.campaign.name}”：退回 {len(undone.back)} 份"
        + (f"：{_listed(undone.back)}" if undone.back else "")
    ]
    if undone.kept:
        lines.append(
            f"改用以后又有评定的 {len(undone.kept)} 份没有退回：{_listed(undone.kept)}；请逐份用 kaoping eval undo"
        )
    return _fitted(lines)


def _fitted(lines: Iterable[str]) -> list[str]:
    found = []
    for line in lines:
        indent = len(line) - len(line.lstrip(" "))
        found += [" " * indent + part for part in wrapped(line[indent:], ROOM - indent, 2)]
    return found


def _onward(onward: Onward) -> Iterator[str]:
    if onward.before.said == onward.after.said:
        yield f"结果不变：{onward.after.text}"
    else:
        yield f"旧版结果：{onward.before.text}"
        yield f"新版结果：{onward.after.text}"
    worded = f"，其中措辞有改动、须复核 {len(onward.reworded)} 项（{_ids(onward.reworded)}）" if onward.reworded else ""
    yield f"评定照旧 {len(onward.taken)} 项{worded}"
    if onward.left:
        yield f"不能沿用 {len(onward.left)} 处："
        for left in onward.left:
            yield f"  {_left(left)}"
    if onward.items:
        yield f"逐项不同 {len(onward.items)} 项："
        for line in onward.items:
            yield f"  {_item(line)}"


def _left(left: Left) -> str:
    return f"{_WHAT[left.what]} {left.id} {left.title}（{left.said}）：{left.why}"


def _item(line: ItemLine) -> str:
    return f"{numbers(line.old, line.new)} {line.title}：{_side(line.before)} → {_side(line.after)}"


def _side(side: ItemSide | None) -> str:
    if side is None:
        return "没有这一项"
    worth = plain(side.low) if side.low == side.high else f"{plain(side.low)}～{plain(side.high)}"
    state = {"unrated": "未评", "outside": "不在考评范围", "not-applicable": "不适用"}.get(side.state)
    return state if side.state == "outside" and state else f"{state or worth}（满分 {plain(side.full)}）"


def _ids(ids: Iterable[str]) -> str:
    listed = list(ids)
    return "、".join(listed[:12]) + (" 等" if len(listed) > 12 else "")


def _listed(rows: Iterable[EvaluationRow]) -> str:
    return "、".join(f"{row.number} {row.unit_name}" for row in rows)


def _by_person(rows: Iterable[EvaluationRow]) -> str:
    of: dict[str, list[str]] = {}
    for row in rows:
        of.setdefault(row.evaluator, []).append(str(row.number))
    return "；".join(f"{who} {'、'.join(numbers)}" for who, numbers in of.items())


def moved_json(moved: Moved) -> dict[str, Any]:
    """One evaluation, with the whole difference of the editions."""
    return {**_moved(moved), "difference": difference_json(moved.onward.difference)}


def _moved(moved: Moved) -> dict[str, Any]:
    onward = moved.onward
    return {
        "evaluation": moved.row.number,
        "unit": moved.row.unit_name,
        "from": onward.difference.old.digest,
        "to": onward.difference.new.digest,
        "before": _standing(onward.before),
        "after": _standing(onward.after),
        "taken": list(onward.taken),
        "reworded": list(onward.reworded),
        "left": [
            {"what": one.what, "id": one.id, "title": one.title, "said": one.said, "why": one.why}
            for one in onward.left
        ],
        "items": [
            {
                "old": list(line.old),
                "new": list(line.new),
                "title": line.title,
                "before": _side_json(line.before),
                "after": _side_json(line.after),
            }
            for line in onward.items
        ],
    }


def _standing(standing: Standing) -> dict[str, Any]:
    outcome = standing.outcome
    return {
        "score": _range(standing.score),
        "result": _range(standing.result),
        "full": plain(standing.full),
        "outcome": {"status": outcome.status, "label": outcome.label, "possible": list(outcome.possible)},
    }


def _range(ends: tuple[Any, Any] | None) -> dict[str, str] | None:
    return None if ends is None else {"low": plain(ends[0]), "high": plain(ends[1])}


def _side_json(side: ItemSide | None) -> dict[str, Any] | None:
    if side is None:
        return None
    numbers_ = {name: plain(getattr(side, name)) for name in ("low", "high", "full")}
    return {"state": side.state, **numbers_, "rating": side.words}


def round_json(found: RoundMove) -> dict[str, Any]:
    """A campaign's move."""
    from kaoping.commands.listing import campaign_json

    return {
        **campaign_json(found.campaign),
        "edition": {"digest": found.edition.digest, "edition": found.edition.standard.edition},
        "announced": found.announced,
        "moved": [_moved(moved) for moved in found.moved],
        "there": found.there,
        "handed_in": [row.number for row in found.handed_in],
        "others": [{"evaluation": row.number, "evaluator": row.evaluator} for row in found.others],
        "unfit": [{"evaluation": row.number, "why": why} for row, why in found.unfit],
    }


def back_json(undone: RoundBack) -> dict[str, Any]:
    """A move taken back."""
    from kaoping.commands.listing import campaign_json

    return {
        **campaign_json(undone.campaign),
        "back": [row.number for row in undone.back],
        "kept": [row.number for row in undone.kept],
    }
