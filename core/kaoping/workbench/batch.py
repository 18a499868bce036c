"""One judgement for many criteria: planned in sight of the person, then one entry and one step to undo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from kaoping.answers import Rating
from kaoping.errors import refuse
from kaoping.scoring.suggest import Suggestion
from kaoping.standard.resolved import Item
from kaoping.text import visible
from kaoping.workbench.agreement import agrees
from kaoping.workbench.evaluations import UNRATED, Evaluations, View
from kaoping.workbench.said import said
from kaoping.workbench.walk import Walk

Kind = Literal["full", "not-applicable", "clear"]

KINDS: Mapping[Kind, str] = {"full": "全部达到（满分）", "not-applicable": "全部不适用", "clear": "全部取消评定"}

OUTSIDE = "对该考评对象不适用"
RATED = "已评"
UNMET = "要点或事实表明未达到"
LEVELS = "按等级评定，须逐项选"
UNRATED_ALREADY = "本来未评"


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be saved: the ratings, and which criteria are left out for which reason (in Chinese)."""

    ratings: Mapping[str, Rating]
    left_out: Mapping[str, tuple[str, ...]]

    def text(self) -> str:
        """How many, and what is left out and why, for people."""
        lines = [f"将改动 {len(self.ratings)} 项" if self.ratings else "没有可改动的评分项"]
        for why, items in self.left_out.items():
            named = "、".join(items[:12]) + (" 等" if len(items) > 12 else "")
            lines.append(f"不动 {len(items)} 项（{why}）：{named}")
        return "\n".join(lines)


@dataclass
class Batch:
    """Use cases of judging many criteria at once."""

    evaluations: Evaluations
    walk: Walk

    def items(self, key: str, places: Iterable[str]) -> tuple[str, ...]:
        """The criteria meant by these numbers, each of a criterion or of a dimension or group, in the standard's order.

        :raises Refused: the standard has none of that number.
        """
        resolved = self.evaluations.view(key).resolved
        wanted = set()
        for place in places:
            inside = {item.id for item in resolved.items if place in {node.id for node in item.path}}
            found = {place} if place in resolved.item else inside
            if not found:
                message = (
                    f"标准“{resolved.id}”没有编号为“{visible(place)}”的评分项或分组，请用 kaoping standard show 查看"
                )
                raise refuse("unknown-item", message, id=place)
            wanted |= found
        return tuple(item.id for item in resolved.items if item.id in wanted)

    def do(
        self, key: str, items: Iterable[str], kind: Kind, *, reason: str | None = None, why: str | None = None
    ) -> View:
        """Judge these criteria alike, but for those that the plan leaves out; see `planned`. One entry.

        :param reason: asked for where all are not applicable.
        :raises Refused: nothing is left to do, or the reason is missing.
        """
        view = self.evaluations.view(key)
        plan = planned(view, items, kind, reason)
        if not plan.ratings:
            raise refuse("nothing-to-do", plan.text().replace("\n", "；"), id=str(view.row.number))
        return self.walk.together(key, plan.ratings, f"成批：{KINDS[kind]}", words=reason, why=why)


def planned(view: View, items: Iterable[str], kind: Kind, reason: str | None = None) -> Plan:
    """What `kind` would do to these criteria as the evaluation now stands.

    Rated ones stay as they are unless they are to be cleared; full points go to none that facts or ticks speak against.
    Ticks, notes, evidence and marks always stay.

    :raises Refused: an unknown criterion; all are to be not applicable and there is no reason.
    """
    if kind == "not-applicable" and said(reason) is None:
        raise refuse("reason", "不适用须写明理由", id=str(view.row.number))
    states = {score.item.id: score.state for score in view.sheet.items}
    suggestions = view.suggestions() if kind == "full" else {}
    ratings: dict[str, Rating] = {}
    left_out: dict[str, list[str]] = {}
    for id in dict.fromkeys(items):
        if id not in states:
            raise refuse("unknown-item", f"标准“{view.resolved.id}”没有评分项“{id}”", id=id)
        item, held = view.resolved.item[id], view.answers.ratings.get(id, UNRATED)
        why = _not(kind, item, states[id], held, suggestions.get(id))
        if why is None:
            ratings[id] = _given(kind, item, held, reason)
        else:
            left_out.setdefault(why, []).append(id)
    return Plan(ratings, {why: tuple(ids) for why, ids in left_out.items()})


def _not(kind: Kind, item: Item, state: str, held: Rating, suggestion: Suggestion | None) -> str | None:
    """Why this criterion is left out; None where it is not."""
    if state == "outside":
        return OUTSIDE
    if kind == "clear":
        return None if held.rated else UNRATED_ALREADY
    if held.rated:
        return RATED
    if kind == "full" and item.levels:
        return LEVELS
    if kind == "full" and contradicted(full_rating(item), item, suggestion):
        return UNMET
    return None


def contradicted(rating: Rating, item: Item, suggestion: Suggestion | None) -> bool:
    """Whether facts or ticks speak against a rating, so that it would need words of its own."""
    if suggestion is None:
        return False
    if suggestion.usable:
        return not agrees(rating, suggestion, item.full)
    best = rating.points == item.full or rating.verdict == "met"
    return best and any(finding.state == "unmet" for finding in suggestion.requirements)


def full_rating(item: Item) -> Rating:
    """All there is to get for a criterion without levels."""
    return Rating(points=item.full) if item.way == "points" else Rating(verdict="met")


def _given(kind: Kind, item: Item, held: Rating, reason: str | None) -> Rating:
    if kind == "full":
        given = full_rating(item)
    elif kind == "not-applicable":
        given = Rating(not_applicable=said(reason))
    else:
        given = UNRATED
    return replace(given, requirements=held.requirements, note=held.note, evidence=held.evidence, flagged=held.flagged)
