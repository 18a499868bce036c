"""The cases that hold a standard's rules fast: what each is about, without its results. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from kaoping.scoring.items import has_figure
from kaoping.standard.outcome import When
from kaoping.standard.resolved import Item, Resolved
from kaoping.worked.asked import asked
from kaoping.worked.lines import leveled, lowered, minima_room, section_items, unmet
from kaoping.worked.stated import adjusted, vetoed
from kaoping.worked.values import Json, Sketch

_YEAR = re.compile(r"(?:19|20)\d{2}")


def year_of(resolved: Resolved) -> int:
    """The year that the cases are of: the edition's, else one that is as good as any."""
    found = _YEAR.search(f"{resolved.standard.edition} {resolved.standard.title}")
    return int(found[0]) if found is not None else 2025


def attributes(resolved: Resolved) -> dict[str, Any]:
    """Attributes of a unit to which everything applies."""
    found: dict[str, Any] = {}
    for item in resolved.items:
        for condition in (item.criterion.applies_when, *(one.applies_when for one in item.criterion.requirements)):
            for name, value in (condition or {}).items():
                found.setdefault(name, value)
    return found


def sketches(resolved: Resolved) -> Iterator[Sketch]:
    """Every case, in the order of the file."""
    number = year_of(resolved)
    span = (date(number, 1, 1), date(number, 12, 31))
    yield from _whole(resolved)
    yield from _lines(resolved)
    yield from _levels(resolved)
    yield from vetoed(resolved, span)
    yield from adjusted(resolved)
    yield from _outside(resolved)
    yield from asked(resolved, span)


def _whole(resolved: Resolved) -> Iterator[Sketch]:
    every = tuple(item.id for item in resolved.items)
    best = "各项都满分" if resolved.by_points else "各项都达到"
    yield Sketch(f"{best}，没有加减分", _sum(resolved), rest="full")
    yield Sketch("各项都零分" if resolved.by_points else "各项都没有达到", rest="zero")
    if every:
        yield Sketch("什么都没有评", "得分是一个范围：从最少到最多")
    yield from _one_step(resolved)
    yield from _lost(resolved)
    yield from _rounded(resolved)
    if resolved.partial is not None:
        ratings = {item.id: {"verdict": "partial"} for item in resolved.items if item.way == "verdict"}
        if ratings:
            yield Sketch("各项都部分达到", rest="full", ratings=ratings)


def _one_step(resolved: Resolved) -> Iterator[Sketch]:
    """The smallest unit in which is rated: one off an item that has the common one, one off each that has its own."""
    every = [item for item in resolved.items if item.way == "points" and item.full > item.step]
    common = [item for item in every if item.criterion.step is None][:1]
    ratings: dict[str, Json] = {
        item.id: {"points": item.full - item.step, "reason": "示例"}
        for item in (*common, *(item for item in every if item.criterion.step is not None))
    }
    if ratings:
        how = "，".join(f"{item.id} 少 {item.step.normalize():f}" for item in every if item.id in ratings)
        yield Sketch("少得一个评分单位", how, rest="full", ratings=ratings)


def _lost(resolved: Resolved) -> Iterator[Sketch]:
    """From a base: items lost a few at a time, so that what each takes off is not hidden by the least total."""
    scoring = resolved.standard.scoring
    if scoring.base is None:
        return
    room = scoring.base - (scoring.floor or Decimal(0))
    chunk: dict[str, Json] = {}
    lost = Decimal(0)
    for item in (*resolved.items, None):
        if chunk and (item is None or lost + item.full >= room):
            how = f"{scoring.base.normalize():f} − {lost.normalize():f}"
            yield Sketch(f"{'、'.join(chunk)} 全失", how, rest="full", ratings=chunk)
            chunk, lost = {}, Decimal(0)
        if item is not None and item.way == "points":
            chunk = {**chunk, item.id: {"points": Decimal(0), "reason": "示例"}}
            lost += item.full


def _rounded(resolved: Resolved) -> Iterator[Sketch]:
    """A deduction with one place more than the result keeps."""
    places = resolved.standard.scoring.rounding.places
    loss = Decimal(335).scaleb(-places - 1)
    item = _figured(resolved, loss) if resolved.by_points else None
    if item is not None:
        one = next(one for one in item.criterion.requirements if has_figure(one))
        taken = {"amount": loss, "reason": "示例", "requirement": one.id}
        ratings: dict[str, Json] = {item.id: {"deductions": [taken]}}
        yield Sketch(f"修约：{item.id} 扣 {loss:f} 分", f"结果保留 {places} 位小数", rest="full", ratings=ratings)


def _sum(resolved: Resolved) -> str:
    if not resolved.by_points:
        return ""
    parts = [
        f"{dimension.named} {sum((i.full for i in section_items(resolved, dimension.id)), Decimal(0)).normalize():f}"
        for dimension in resolved.standard.dimensions
    ]
    return f"合计：{'，'.join(parts)}" if parts else ""


def _lines(resolved: Resolved) -> Iterator[Sketch]:
    """Every line of every outcome, from both sides."""
    for band in resolved.outcomes:
        if band.when is None:
            continue
        yield from _score_line(resolved, band.label, band.when)
        share = band.when.attained_at_least
        if share is not None:
            for reach, said in ((True, "不低于"), (False, "低于")):
                ratings = unmet(resolved.items, share, reach=reach)
                if ratings is not None:
                    name = f"“{band.label}”的线：达标率刚刚{said} {share.normalize():f}%"
                    yield Sketch(name, rest="full", ratings=ratings)
        for section, least in band.when.section.items():
            yield from _section_line(resolved, band.label, section, least)
    for dimension in resolved.standard.dimensions:
        if dimension.minimum is not None:
            yield from _section_line(resolved, "最低应得分", dimension.id, dimension.minimum)
    for honour in resolved.honours:
        if honour.attained_at_least is None:
            continue
        items = [resolved.items[index] for index in resolved.covered[honour.id]]
        for reach, said in ((True, "不低于"), (False, "低于")):
            ratings = _share(resolved, items, honour.attained_at_least, reach=reach)
            if ratings is not None:
                yield Sketch(f"荣誉“{honour.title}”的线：刚刚{said}", rest="full", ratings=ratings)


def _share(resolved: Resolved, items: list[Any], share: Decimal, *, reach: bool) -> dict[str, Json] | None:
    if not resolved.by_points:
        return unmet(items, share, reach=reach)
    full = sum((item.full for item in items), Decimal(0))
    step = max((item.step for item in items), default=Decimal(1))
    loss = (full * (100 - share) / 100) // step * step
    return lowered(resolved, loss if reach else loss + step, items)


def _score_line(resolved: Resolved, label: str, when: When) -> Iterator[Sketch]:
    line = when.score_at_least
    full = resolved.declared_full
    if line is None and when.share_at_least is not None and resolved.by_points:
        line = full * when.share_at_least / 100
    total = sum((item.full for item in resolved.items), Decimal(0))
    if line is None or resolved.parts or resolved.standard.scoring.model != "points":
        return
    base = resolved.standard.scoring.base
    top = base if base is not None else total
    step = resolved.standard.scoring.step or Decimal("0.5")
    if any(item.levels for item in resolved.items):
        for reach, said in ((True, "不低于"), (False, "低于")):
            ratings = leveled(resolved.items, line, reach=reach)
            if ratings is not None:
                yield Sketch(f"“{label}”的线：刚刚{said} {line.normalize():f} 分", rest="full", ratings=ratings)
        return
    first = next((band for band in resolved.outcomes if band.when is not None), None)
    if first is not None and first.label == label:  # one line shows which value is compared
        yield from _rounded_line(resolved, label, line, top)
    for score, said in ((line, "恰为 "), (line - step, "差一点：")):
        ratings = lowered(resolved, top - score, resolved.items, minima_room(resolved))
        if ratings is not None:
            lost = (top - score).normalize()
            yield Sketch(
                f"“{label}”的线：{said}{score.normalize():f} 分",
                f"{top.normalize():f} − {lost:f} = {score.normalize():f}",
                rest="full",
                ratings=ratings,
            )


def _rounded_line(resolved: Resolved, label: str, line: Decimal, top: Decimal) -> Iterator[Sketch]:
    """Just so much below a line that rounding reaches it."""
    little = Decimal(5).scaleb(-resolved.standard.scoring.rounding.places - 1)
    item = _figured(resolved, little)
    if item is None:
        return
    one = next(one for one in item.criterion.requirements if has_figure(one))
    ratings = lowered(resolved, top - line, resolved.items, minima_room(resolved))
    if ratings is not None:
        lost = item.full - ratings.get(item.id, {}).get("points", item.full)
        if lost + little > item.full:
            return
        taken: list[Json] = [{"amount": little, "reason": "示例", "requirement": one.id}]
        taken += [{"amount": lost, "reason": "示例"}] if lost else []
        yield Sketch(
            f"“{label}”的线：{line - little:f} 分，修约以后才到",
            f"{top.normalize():f} − {(top - line).normalize():f} − {little:f}",
            rest="full",
            ratings={**ratings, item.id: {"deductions": taken}},
        )


def _figured(resolved: Resolved, loss: Decimal) -> Item | None:
    """The smallest item from which so much may be taken, though it is no multiple of its unit."""
    found = [
        item
        for item in resolved.items
        if item.way == "points" and item.full >= loss and any(map(has_figure, item.criterion.requirements))
    ]
    return min(found, key=lambda item: item.full, default=None)


def _section_line(resolved: Resolved, label: str, section: str, least: Decimal) -> Iterator[Sketch]:
    items = section_items(resolved, section)
    if not items:
        return
    title = items[0].path[0].title
    if not resolved.by_points:
        for reach, said in ((True, "刚刚够"), (False, "差一点")):
            ratings = unmet(items, least, reach=reach)
            if ratings is not None:
                yield Sketch(f"“{label}”：{title}的达标率{said} {least.normalize():f}%", rest="full", ratings=ratings)
        return
    full = sum((item.full for item in items), Decimal(0))
    step = max(item.step for item in items)
    for score, said in ((least, "恰为 "), (least - step, "差一点：")):
        ratings = lowered(resolved, full - score, items)
        if ratings is not None:
            how = f"{title} {full.normalize():f} − {(full - score).normalize():f} = {score.normalize():f}"
            yield Sketch(f"“{label}”：{title}{said}{score.normalize():f} 分", how, rest="full", ratings=ratings)


def _levels(resolved: Resolved) -> Iterator[Sketch]:
    """Every level once, the items that have it together."""
    most = max((len(item.levels) for item in resolved.items), default=0)
    for number in range(most):
        ratings: dict[str, Json] = {
            item.id: {"verdict": list(item.levels)[number]} for item in resolved.items if len(item.levels) > number
        }
        yield Sketch(f"按等级评定的各项都取第 {number + 1} 等", rest="full", ratings=ratings)


def _outside(resolved: Resolved) -> Iterator[Sketch]:
    """An item that does not apply, and a unit to which less applies."""
    items = [item for item in resolved.items if item.full]
    if len(items) > 1:
        small, other = min(items, key=lambda item: item.full), max(items, key=lambda item: item.full)
        if small is other:
            other = items[-1]
        zero: Json = {"verdict": "unmet", "reason": "示例"}
        if other.way == "points":
            zero = {"points": Decimal(0), "reason": "示例"}
        elif other.levels:
            zero = {"verdict": list(other.levels)[-1]}
        ratings: dict[str, Json] = {small.id: {"not_applicable": "示例：不适用"}, other.id: zero}
        yield Sketch(f"{small.id} 不适用，{other.id} 零分", rest="full", ratings=ratings)
    for name, value in attributes(resolved).items():
        if isinstance(value, bool):
            told = "是" if not value else "否"
            yield Sketch(f"考评对象的“{name}”为{told}：有的项不适用", rest="full", attributes={name: not value})
            about = [
                (item.id, one.id)
                for item in resolved.items
                for one in item.criterion.requirements
                if name in (one.applies_when or {})
            ]
            if about:
                yield Sketch(
                    f"考评对象的“{name}”为{told}：有的要点不适用",
                    attributes={name: not value},
                    looks=tuple(dict.fromkeys(item for item, _ in about)),
                    asks=tuple(id for _, id in about),
                )


__all__ = ["attributes", "sketches", "year_of"]
