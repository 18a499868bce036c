"""What an undo or a redo did, in words: which criteria, facts, proofs and statements are not as they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from kaoping import Answers, Item, Observation, Rating, View, fact_text, rectification_text, visible
from kaoping_tui.texts import TICKS, UNRATED, rating_text

#: Things named before the rest is only counted.
NAMED = 5


class Turned(NamedTuple):
    """What to say, and the criterion to stand at, where it is about one."""

    text: str
    item: str | None


def turned(before: View, after: View) -> Turned:
    """What is different now, each thing as it is now."""
    old, new = before.answers, after.answers
    items = [item for item in after.resolved.items if old.ratings.get(item.id) != new.ratings.get(item.id)]
    found = [*_others(after, old, new)]
    stand = items[0].id if items else next((item for item, _ in found if item is not None), None)
    if len(items) > 1:
        named = "、".join(item.id for item in items[:NAMED]) + ("等" if len(items) > NAMED else "")
        return Turned(f"{named} 共 {len(items)} 项", stand)
    said = [_rating(item, old.ratings.get(item.id, UNRATED), new.ratings.get(item.id, UNRATED)) for item in items]
    said += [text for _, text in found]
    rest = f"，另有 {len(said) - 2} 处" if len(said) > 2 else ""
    return Turned(visible("；".join(said[:2])) + rest, stand)


def _rating(item: Item, old: Rating, new: Rating) -> str:
    """A criterion as it is now; where its rating is the same, what else of it is different."""
    parts = []
    for name in {**old.requirements, **new.requirements}:
        if old.requirements.get(name) != new.requirements.get(name):
            parts.append(f"{name} 现为 {TICKS[new.requirements[name]] if name in new.requirements else '未核对'}")
    if old.note != new.note:
        parts.append(f"{item.id} 的备注" + ("" if new.note else "（现在没有）"))
    if old.flagged != new.flagged:
        parts.append(f"{item.id} 现在{'有' if new.flagged else '没有'}标记")
    aside: dict[str, Any] = {"requirements": {}, "note": None, "flagged": False}
    if parts and replace(old, **aside) == replace(new, **aside):
        return "，".join(parts)
    return f"{item.id} 现为 {rating_text(item, new)}"


def _others(view: View, old: Answers, new: Answers) -> Iterator[tuple[str | None, str]]:
    """Everything but ratings: the criterion it belongs to, where it is one, and the words."""
    yield from _facts(view, old.facts, new.facts)
    was, now = {one.id: one for one in old.rectifications}, {one.id: one for one in new.rectifications}
    for id in {**was, **now}:
        if was.get(id) != now.get(id):
            item = (now.get(id) or was[id]).item
            yield item, f"{item} 的整改，{rectification_text(now[id]) if id in now else '现在没有'}"
    proofs, links = {one.id: one.links for one in old.evidence}, {one.id: one.links for one in new.evidence}
    titles = {one.id: one.title for one in (*old.evidence, *new.evidence)}
    for id in {**proofs, **links}:
        for link in {*proofs.get(id, ())} ^ {*links.get(id, ())}:
            state = "现在有" if link in links.get(id, ()) else "现在没有"
            yield link.item, f"{link.item} {state}佐证 {titles[id]}"
    named = {
        **{veto.id: veto.title for veto in view.resolved.standard.vetoes},
        **{one.id: one.title for one in view.resolved.standard.adjustments},
    }
    pairs: tuple[tuple[Mapping[str, object], Mapping[str, object]], ...] = (
        (old.vetoes, new.vetoes),
        (old.adjustments, new.adjustments),
        (old.parts, new.parts),
    )
    for before, after in pairs:
        for id in {**before, **after}:
            if before.get(id) != after.get(id):
                yield None, f"“{named.get(id, id)}”{'改回' if id in after else '现在没有填'}"


def _facts(view: View, old: tuple[Observation, ...], new: tuple[Observation, ...]) -> Iterator[tuple[str | None, str]]:
    seen = []
    for one in (*old, *new):
        if (one in old) != (one in new) and (one.fact, one.period) not in seen:
            seen.append((one.fact, one.period))
            definition = view.resolved.facts.get(one.fact)
            known = [o for o in new if (o.fact, o.period, o.unit) == (one.fact, one.period, one.unit)]
            newest = max(known, key=lambda o: o.order, default=None)
            value = "尚未查明" if newest is None else fact_text(newest.value, definition)
            title = definition.title if definition is not None else one.fact
            yield None, f"{title}（{one.period.label}）现为 {value}"


__all__ = ["Turned", "turned"]
