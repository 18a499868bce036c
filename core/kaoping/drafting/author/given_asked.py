"""Figures shown to an author and typed by him: of what a part became, and as the corrections that give them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from kaoping.drafting.author.given import NONE, bands_text
from kaoping.drafting.author.given_fields import FIELDS, Field, day_in, folded, kind_of, shown, yearly_in
from kaoping.drafting.phrases.terms import bands
from kaoping.drafting.values import Draft, Key, Mend, Part, What
from kaoping.drafting.walk import criteria
from kaoping.numbers import parse_number, plain


def figures_at(draft: Draft, part: Part) -> tuple[str, dict[str, str]] | None:
    """What a part became and the figures of it; None where it has none.

    The outcomes of a part are one text, under `bands`.
    """
    if part.role == "outcome":
        own = [mend.value for mend in draft.mends if mend.key == part.key and mend.what == "bands"]
        return "outcome", {"bands": bands_shown(bands_text(own[-1]) if own else part.text)}
    ids = [id for id, key in draft.demands.items() if key == part.key] or [part.target]
    table = next((one for one in _priced(draft.data) if one["id"] == ids[0]), None)
    return None if table is None else (kind_of(table), figures_of(table, draft.data["facts"]))


def _priced(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for one in criteria(data):
        yield from one.get("requirements", ())
    yield from data["vetoes"]
    yield from data["adjustments"]
    yield from data["document"].get("stages", ())


def figures_of(table: Mapping[str, Any], facts: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """The figures of what a part became, by field; what is not given is empty."""
    kind = kind_of(table)
    found = {field.key: "" for field in FIELDS[kind]}
    if kind != "requirement":
        flat = {**table, **table.get("range", {})}
        return {key: shown(flat.get(key)) for key in found}
    measure, rule = table.get("measure", {}), table.get("deduct", {})
    for side in ("at_least", "at_most", "more_than", "less_than", "equals"):
        if side in measure:
            found["side"], found["value"] = side, shown(measure[side])
    if "is" in measure:
        found["side"] = "yes" if measure["is"] else "never"
    fact = next((one for one in facts if one["id"] == measure.get("fact")), {})
    found["unit"] = str(fact.get("unit", ""))
    found["per"], found["soft"] = str(measure.get("per", "")), shown(measure.get("soft"))
    found["years"] = shown(measure.get("look_back_years"))
    found["kind"] = next((key for key in ("amount", "each") if key in rule), "")
    found["points"] = shown(rule.get("amount", rule.get("each")))
    found["per_units"], found["part"] = shown(rule.get("per")), str(rule.get("part", ""))
    found["cap"] = shown(rule.get("cap"))
    return found


def figure_fault(field: Field, text: str) -> str | None:
    """What is wrong with a figure as it was typed, in Chinese; nothing is wrong with an empty one."""
    if not text or field.sort == "choice":
        return None
    if field.sort == "name":
        return "最多 20 个字，不用 ; 和 =" if len(text) > 20 or re.search("[;；=]", text) else None
    if field.sort in ("day", "yearly"):
        known = day_in(text) if field.sort == "day" else yearly_in(text)
        return None if known is not None else "请写成 2026-11-30" if field.sort == "day" else "请写成 11-30"
    try:
        value = parse_number(text)
    except ValueError:
        return "请写数字，如 2 或 1.5；没有就留空"
    if field.sort == "whole" and (value != int(value) or not 1 <= value <= 100_000):
        return "请写大于 0 的整数"
    return None if 0 <= value <= 1_000_000_000 else "数太大，或小于 0"


def figures_mend(key: Key, what: What, figures: Mapping[str, str], kind: str) -> Mend | str:
    """The correction that gives figures of one kind; or in Chinese what still lacks."""
    own = {field.key: figures.get(field.key, "") for field in FIELDS[kind] if field.what == what}
    if what == "measure" and own["side"] in ("", None):
        return Mend(key, "measure", NONE)
    if what == "measure" and own["side"] not in ("yes", "never") and not own["value"]:
        return "还要写界限的数"
    if what == "deduct" and not own["kind"]:
        return Mend(key, "deduct", NONE)
    if what == "deduct" and not own["points"]:
        return "还要写扣几分"
    if what == "terms" and kind == "veto" and own["effect"] == "cap" and not own["cap"]:
        return "还要写封顶几分"
    if what == "terms" and kind == "veto" and own["effect"] == "limit" and not own["outcome"]:
        return "还要写最好评为哪一等"
    if what == "terms" and kind == "adjustment" and bool(own["low"]) != bool(own["high"]):
        return "范围要写最少和最多两个数"
    words = ";".join(f"{name}={folded(value)}" for name, value in own.items() if value)
    return Mend(key, what, words or NONE)


def bands_mend(key: Key, text: str) -> Mend | None:
    """The correction that gives the outcomes of a part: `优秀=90;良好=80;不合格=`; None where none can be read in it."""
    found = []
    for piece in re.split(r"[;；,，、\n]+", text):
        match = re.fullmatch(
            r"\s*(?P<label>[^=\d\s][^=\d]{0,19}?)\s*[=：:]?\s*(?P<low>\d[\d.]*)?\s*(?P<share>[%％])?\s*分?\s*", piece
        )
        if match is None:
            return None
        found.append(f"{match['label'].strip()}={match['low'] or ''}{'%' if match['share'] else ''}")
    return Mend(key, "bands", ";".join(found)) if any(not one.endswith("=") for one in found) else None


def bands_shown(text: str) -> str:
    """The outcomes that a text was read as, as an author would type them."""
    found = sorted(bands(text), key=lambda one: -(one.at_least if one.at_least is not None else Decimal(-1)))
    return "，".join(
        f"{one.label} {plain(one.at_least)}{'%' * one.share}" if one.at_least is not None else one.label
        for one in found
    )


__all__ = ["bands_mend", "bands_shown", "figure_fault", "figures_at", "figures_mend", "figures_of"]
