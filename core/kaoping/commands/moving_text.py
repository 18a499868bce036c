"""What moving evaluations to another edition does, in lines for a person and as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from kaoping.cells import wrapped
from kaoping.commands.editions import difference_json
from kaoping.editions.words import ROOM, edition_text, summary
from kaoping.numbers import plain
from kaoping.workbench.onward_words import onward_texts

if TYPE_CHECKING:
    from kaoping.store.queries import EvaluationRow
    from kaoping.workbench.diff import ItemSide
    from kaoping.workbench.moving import Moved
    from kaoping.workbench.onward import Standing
    from kaoping.workbench.round_values import RoundBack, RoundMove


def moved_lines(moved: Moved) -> list[str]:
    """One evaluation: the editions, then what its move does."""
    found = moved.onward.difference
    head = [
        f"考评 {moved.row.number}　{moved.row.unit_name}　{found.old.id}",
        f"  旧 {edition_text(found.old)} → 新 {edition_text(found.new)}",
        f"  {summary(found)}",
    ]
    return _fitted([*head, *(f"  {line}" for line in onward_texts(moved.onward))])


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
        lines += [f"  {line}" for line in onward_texts(moved.onward)]
    if found.moved:
        lines.append("")
    if found.there:
        lines.append(f"已是这一版的 {len(found.there)} 份，不动")
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
        "there": len(found.there),
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
