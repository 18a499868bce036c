"""The right side of the review: the standard that a document is read as, with sums against what is printed."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from decimal import Decimal
from typing import Any

from kaoping import DRAFT_UNNAMED, Draft, plain, visible
from kaoping_tui.widgets.rows import Row


def standard_rows(draft: Draft, unsure: set[str]) -> Iterator[Row]:
    """The standard that a draft is so far, as `KIND:ID`; `unsure` are the ids of what is doubtful."""
    data = draft.data
    if not data:
        return
    taken = {one.get("at") for one in data.get("errata", ()) if "points-sum" in one.get("accepts", ())}
    yield Row("standard:", visible(str(data.get("title", "未定名称"))), "", _named(data), tone="head")
    for dimension in data.get("dimensions", ()):
        yield from _level("dimension", dimension, 0, unsure, taken)
    for criterion in data.get("criteria", ()):
        yield from _criterion(criterion, 0, unsure)
    for name, key, kind in (("否决", "vetoes", "veto"), ("加分、减分", "adjustments", "adjustment")):
        rows = data.get(key, ())
        if rows:
            yield Row(f"heading:{key}", f"{name} {len(rows)} 项", tone="head")
        for row in rows:
            right = _worth(row.get("amount"), row.get("kind") == "penalty")
            yield _row(kind, row, right, 1, unsure)
        for cap in data.get("adjustment_caps", ()) if key == "adjustments" else ():
            right = f"不超过 {_worth(cap.get('at_most'))}"
            yield Row(f"heading:{cap['id']}", visible(str(cap["title"])), "　", right, 1)
    if data.get("outcomes"):
        yield Row("heading:outcomes", f"结果等次 {len(data['outcomes'])} 种", tone="head")
        for one in data["outcomes"]:
            when = one.get("when", {})
            line = next((f"{plain(value)} 起" for value in when.values() if isinstance(value, int | Decimal)), "")
            yield Row(f"outcome:{one['label']}", visible(one["label"]), "　", line, 1)
    stages = data["document"].get("stages", ()) if isinstance(data.get("document"), Mapping) else ()
    if stages:
        yield Row("heading:stages", f"程序与期限 {len(stages)} 步", tone="head")
        for one in stages:
            due = next((str(one[key]) for key in ("due", "yearly", "working_days") if key in one), "")
            yield _row("stage", one, due, 1, unsure)
    errata = data.get("errata", ())
    if errata:
        yield Row("heading:errata", f"勘误 {len(errata)} 处", tone="head")
        for number, one in enumerate(errata):
            at = "全文" if one.get("at") == data.get("id") else one.get("at", "")
            yield Row(f"erratum:{number}", visible(f"{at} {one.get('read_as', '')}"), "　", "", 1)


def _named(data: Mapping[str, Any]) -> str:
    id = str(data.get("id", DRAFT_UNNAMED))
    return visible(id) if id != DRAFT_UNNAMED else "未起编号"


def _level(kind: str, level: Mapping[str, Any], depth: int, unsure: set[str], taken: Container[str]) -> Iterator[Row]:
    """A level and what is below it; `taken` are those whose sum the errata settle."""
    own, below = level.get("points"), _points(level)
    right = _worth(own)
    wrong = own is not None and below is not None and Decimal(str(own)) != below
    if wrong and below is not None and own is not None:
        settled = level["id"] in taken
        wrong = not settled
        right = (
            f"{plain(below)} 分（印 {plain(Decimal(str(own)))}，已勘误）"
            if settled
            else f"合计 {plain(below)} ≠ {plain(Decimal(str(own)))}"
        )
    elif own is None and below is not None:
        right = _worth(below)
    tone = "wrong" if wrong else "head"
    yield _row(kind, level, right, depth, unsure, tone)
    for group in level.get("groups", ()):
        yield from _level("group", group, depth + 1, unsure, taken)
    for criterion in level.get("criteria", ()):
        yield from _criterion(criterion, depth + 1, unsure)


def _criterion(criterion: Mapping[str, Any], depth: int, unsure: set[str]) -> Iterator[Row]:
    yield _row("criterion", criterion, _worth(criterion.get("points")), depth, unsure)
    for requirement in criterion.get("requirements", ()):
        signs = "量" * ("measure" in requirement) + "扣" * ("deduct" in requirement)
        right = " ".join(part for part in (signs, _worth(requirement.get("points"))) if part)
        row = _row("requirement", requirement, right, depth + 1, unsure)
        yield row._replace(tone=row.tone or "quiet")


def _row(kind: str, data: Mapping[str, Any], right: str, depth: int, unsure: set[str], tone: str = "") -> Row:
    id = str(data["id"])
    text = " ".join(str(data.get("title") or data.get("text") or "").split())
    doubtful = id in unsure
    name = text if kind in ("veto", "adjustment", "stage") else f"{id} {text}"
    return Row(f"{kind}:{id}", visible(name), "？" if doubtful else "　", right, depth, "doubt" if doubtful else tone)


def _worth(points: object, minus: bool = False) -> str:
    return "" if points is None else f"{'-' * minus}{plain(Decimal(str(points)))} 分"


def _points(level: Mapping[str, Any]) -> Decimal | None:
    """What the criteria below are worth together; None where one of them has no points."""
    found = [
        Decimal(str(row["points"])) if row.get("points") is not None else _points(row) if kind == "groups" else None
        for kind in ("groups", "criteria")
        for row in level.get(kind, ())
    ]
    known = [one for one in found if one is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(found) else None


def sums(data: Mapping[str, Any]) -> tuple[Decimal, Decimal | None]:
    """What the criteria are worth together, and the total that the document prints."""
    total = Decimal(0)
    levels = [*data.get("dimensions", ())]
    while levels:
        level = levels.pop()
        levels += level.get("groups", ())
        total += sum((Decimal(str(one.get("points") or 0)) for one in level.get("criteria", ())), Decimal(0))
    total += sum((Decimal(str(one.get("points") or 0)) for one in data.get("criteria", ())), Decimal(0))
    full = data.get("scoring", {}).get("full")
    return total, None if full is None else Decimal(str(full))


__all__ = ["standard_rows", "sums"]
