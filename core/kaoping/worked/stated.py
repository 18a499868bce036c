"""Cases of what stands beside the items: vetoes, and what is added or taken off. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from kaoping.periods import Period, look_back
from kaoping.scoring.vetoes import looks_back
from kaoping.standard.model import Adjustment, Veto
from kaoping.standard.resolved import Resolved
from kaoping.worked.probes import KINDS, probes
from kaoping.worked.values import Json, Rest, Sketch

Span = tuple[date, date]


def clear(resolved: Resolved, but: str | None = None) -> dict[str, Json]:
    """That no veto happened, of those of which it can be said."""
    return {veto.id: {"happened": False} for veto in resolved.vetoes if veto.id != but and not veto.criteria}


def nothing(resolved: Resolved) -> dict[str, Json]:
    """That nothing is added or taken off."""
    return {adjustment.id: {"count": 0} for adjustment in resolved.adjustments}


def vetoed(resolved: Resolved, span: Span) -> Iterator[Sketch]:
    """Each veto: as it happens, and where it looks back at the edges of that time; each event and criterion by itself."""
    last = span[1]
    for veto in resolved.vetoes:
        if veto.criteria:
            for name in veto.criteria:
                item = resolved.item[name]
                rating: Json = {"verdict": "unmet", "reason": "示例"}
                if item.way == "points":  # a little less than all is not met
                    rating = {"points": max(item.full - item.step, Decimal(0)), "reason": "示例"}
                elif item.levels:
                    rating = {"verdict": list(item.levels)[-1]}
                yield Sketch(f"否决 {veto.id}：{name} 未达到", rest="full", ratings={name: rating}, vetoes=(veto.id,))
        stated = {} if veto.criteria else clear(resolved, veto.id)
        if not veto.criteria:
            yield from _stated(resolved, veto, last, stated)
        for event in veto.all_events:
            fact: Json = {"id": event, "period": str(last.year), "value": True, "occurred_on": last}
            title = resolved.facts[event].title if event in resolved.facts else event
            yield Sketch(f"否决 {veto.id}：{title}", rest="full", facts=(fact,), stated=stated, vetoes=(veto.id,))
        if veto.measure is not None:
            ways = probes(resolved, veto.measure, None, Decimal(0), Period(*span), last)
            for kind, facts in ways:
                name = f"否决 {veto.id}：{KINDS[kind]}"
                yield Sketch(name, rest="full", facts=facts, stated=stated, vetoes=(veto.id,))


def _stated(resolved: Resolved, veto: Veto, last: date, others: dict[str, Json]) -> Iterator[Sketch]:
    happened: Json = {"happened": True}
    days: list[tuple[str, date | None]] = [("发生", None)]
    if looks_back(veto):
        first = date(last.year, 1, 1)
        if veto.look_back_years is not None:
            first = look_back(last, veto.look_back_years).start
        of = "追溯期" if veto.look_back_years is not None else "考评周期"
        days = [("当年发生", last), (f"{of}第一天发生", first), (f"{of}前一天发生，不算", first - timedelta(days=1))]
    for said, day in days:
        about: Json = happened if day is None else {**happened, "occurred_on": day}
        yield Sketch(
            f"否决 {veto.id} {said}：{veto.title[:40]}",
            "各项都满分" if resolved.by_points else "各项都达到",
            rest="full",
            stated={**others, veto.id: about},
            vetoes=(veto.id,),
        )
    if veto.not_when:
        yield Sketch(
            f"否决 {veto.id} 不适用的对象",
            rest="full",
            attributes=dict(veto.not_when),
            stated={**others, veto.id: {**happened, **({"occurred_on": last} if looks_back(veto) else {})}},
            vetoes=(veto.id,),
        )


def adjusted(resolved: Resolved) -> Iterator[Sketch]:
    """Each thing that adds or takes off: once, at its own limit, all together at theirs."""
    kinds: tuple[tuple[str, Rest, str], ...] = (("bonus", "zero", "加分"), ("penalty", "full", "减分"))
    for kind, rest, word in kinds:
        every = [one for one in resolved.adjustments if one.kind == kind]
        for said, way in (("各计一次", _once), ("各到自己的上限", _most)):
            told = {one.id: stated for one in every if (stated := way(one)) is not None}
            if told:
                name = f"{word}{said}"
                yield Sketch(name, _told(resolved, told), rest=rest, adjusted=told)
            if len(told) > 1:
                for id, stated in told.items():
                    alone = {id: stated}
                    yield Sketch(f"只有{word} {id}，{said[1:]}", _told(resolved, alone), rest=rest, adjusted=alone)
    if resolved.adjustments:
        yield Sketch("加分、减分都没有说明", "得分是一个范围：减分最多的，到加分最多的", rest="full", silent=True)
    scoring = resolved.standard.scoring
    ends: tuple[tuple[Decimal | None, Rest, str, str], ...] = (
        (scoring.ceiling, "full", "bonus", "满分再加分：总分最高"),
        (scoring.floor, "zero", "penalty", "零分再减分：总分最低"),
    )
    for limit, rest, kind, word in ends:
        told = {one.id: stated for one in resolved.adjustments if one.kind == kind and (stated := _most(one))}
        if limit is not None and told:
            yield Sketch(word, rest=rest, adjusted=told)


def _once(one: Adjustment) -> Json | None:
    if one.amount is not None:
        return {"count": 1, "reason": "示例"}
    if one.range is not None:
        return {"amount": one.range.low or one.range.high, "reason": "示例"}
    return {"amount": one.cap, "reason": "示例"} if one.cap is not None else None


def _most(one: Adjustment) -> Json | None:
    if one.amount is not None:
        many = math.ceil(one.cap / one.amount) + 1 if one.cap is not None else 1
        return {"count": many, "reason": "示例"}
    if one.range is not None and one.cap is None:
        return {"amount": one.range.high, "reason": "示例"}
    return {"amount": one.cap, "reason": "示例"} if one.cap is not None else None


def _told(resolved: Resolved, told: dict[str, Json]) -> str:
    known: dict[str, Any] = {one.id: one for one in resolved.adjustments}
    said = []
    for id, stated in told.items():
        one = known[id]
        count = stated.get("count")
        worth = f"{count} 次，每次 {one.amount.normalize():f}" if count else f"{stated['amount'].normalize():f}"
        said.append(f"{id} {worth}{f'，最多 {one.cap.normalize():f}' if one.cap is not None else ''}")
    return "；".join(said)


__all__ = ["adjusted", "clear", "nothing", "vetoed"]
