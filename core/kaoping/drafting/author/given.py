"""Figures that the author gives where the document was read otherwise: bounds, deductions, amounts, dates, outcomes. Pure.

A figure stands in a correction's value as `KEY=VALUE;…`, each under the key of its field, or is `none`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from kaoping.drafting.author.given_fields import FIELDS, day_in, kind_of, number_in
from kaoping.drafting.making.demands import Facts
from kaoping.drafting.values import Key, Mend

#: The corrections that give figures.
FIGURES = ("measure", "deduct", "terms")
NONE = "none"
#: What a veto's figure needs as its effect.
_NEEDS = {"cap": "cap", "by": "downgrade", "outcome": "limit"}


def bands_text(value: str) -> str:
    """The outcomes that an author gave, as a document would print them."""
    told = []
    for piece in value.split(";"):
        label, _, low = piece.partition("=")
        unit = "" if low.endswith("%") else "分"
        told.append(f"{low}{unit}以上为“{label}”" if low else f"其余为“{label}”")
    return "；".join(told)


def measure_text(value: str) -> str:
    """A bound that an author may give, in words: 不低于 95%."""
    given = dict(one.partition("=")[::2] for one in value.split(";"))
    sides = next(dict(field.choices) for field in FIELDS["requirement"] if field.key == "side")
    unit = given.get("unit", "")
    return f"{sides.get(given.get('side', ''), '')} {given.get('value', '')}{unit}".strip()


def apply(mends: Sequence[Mend], tables: Mapping[Key, dict[str, Any]], facts: Facts) -> None:
    """Put what the author gave into what the parts became, in the order in which it was given."""
    for mend in mends:
        table = tables.get(mend.key)
        if table is None or mend.what not in FIGURES:
            continue
        given = dict(one.partition("=")[::2] for one in mend.value.split(";")) if mend.value != NONE else {}
        if mend.what == "measure":
            _measure(table, given, facts)
        elif mend.what == "deduct":
            _deduct(table, given)
        else:
            _terms(table, given)


def _measure(table: dict[str, Any], given: Mapping[str, str], facts: Facts) -> None:
    before = table.pop("measure", {})
    side = given.get("side", "")
    value = number_in(given.get("value", ""))
    if not side or (value is None and side not in ("yes", "never")):
        return
    unit = given.get("unit", "")
    kind = {"yes": "yes-no", "never": "event"}.get(side) or (
        "share"
        if unit in ("%", "％", "百分点", "个百分点")
        else "amount"
        if unit in ("元", "万元", "亿元")
        else "count"
    )
    unit = "%" if kind == "share" else unit if kind in ("count", "amount") else ""
    old = next((one for one in facts.made if one["id"] == before.get("fact")), None)
    if old is None and before.get("fact") is not None:
        name = before["fact"]  # a fact that is shared with other standards stays what it is
    elif old is not None and old["kind"] == kind:
        name = old["id"]
        if unit and unit != old.get("unit"):
            before_it = str(old["title"]).removesuffix(f"（{old.get('unit', '')}）")
            old["title"] = f"{before_it}（{unit}）"
            old["unit"] = unit
    else:
        title = re.split("[，,。；;：:]", str(table["text"]))[0][:40] or "数值"
        name = facts.add(str(table["id"]), f"{title}（{unit}）" if unit else title, kind, unit)
    made: dict[str, Any] = {"fact": name}
    if kind in ("yes-no", "event"):
        made["is"] = side == "yes"
    else:
        made[side] = value
    years = number_in(given.get("years", ""))
    if given.get("per") and kind == "count":
        made["per"] = given["per"]
    if years is not None and kind == "event":
        made["look_back_years"] = int(years)
    if given.get("soft"):
        made["soft"] = True
    table["measure"] = made
    if (clause := table.pop("clause", None)) is not None:  # stands last in the file
        table["clause"] = clause


def _deduct(table: dict[str, Any], given: Mapping[str, str]) -> None:
    table.pop("deduct", None)
    kind, points = given.get("kind", ""), number_in(given.get("points", ""))
    if kind not in ("amount", "each") or points is None or points <= 0:
        return
    rule: dict[str, Any] = {kind: points}
    per, cap = number_in(given.get("per_units", "")), number_in(given.get("cap", ""))
    if kind == "each" and per is not None and per > 0 and per != 1:
        rule["per"] = per
    if kind == "each" and given.get("part"):
        rule["part"] = given["part"]
    if cap is not None and cap > 0:
        rule["cap"] = cap
    table["deduct"] = rule
    if (clause := table.pop("clause", None)) is not None:
        table["clause"] = clause


def _terms(table: dict[str, Any], given: Mapping[str, str]) -> None:
    kind = kind_of(table)
    clause = table.pop("clause", None)
    for field in FIELDS[kind]:
        table.pop(field.key, None)
        value: Any = given.get(field.key, "")
        if not value or (field.key in _NEEDS and kind == "veto" and given.get("effect") != _NEEDS[field.key]):
            continue
        if field.sort in ("number", "whole"):
            value = number_in(value)
            value = int(value) if value is not None and field.sort == "whole" else value
        elif field.sort == "day":
            value = day_in(value)
        elif field.key == "at_least":
            value = True
        if value is not None:
            table[field.key] = value
    if kind == "veto":
        table.setdefault("effect", "ineligible")
        if table["effect"] not in ("ineligible", "revoke"):
            table.pop("label", None)
        table.pop("set_by", None)
        if table["effect"] == "limit" and "outcome" not in table:
            table["set_by"] = "jurisdiction"
    elif kind == "adjustment":
        table.pop("range", None)
        low, high = table.pop("low", None), table.pop("high", None)
        if low is not None and high is not None and "amount" not in table:
            table["range"] = {"low": min(low, high), "high": max(low, high)}
        table.pop("set_by", None)
        if not {"amount", "range", "cap"} & table.keys():
            table["set_by"] = "jurisdiction"
    else:
        known = [key for key in ("due", "yearly", "monthly", "working_days") if key in table]
        for extra in known[1:]:
            del table[extra]
        if "working_days" not in table:
            table.pop("at_least", None)
    if clause is not None:
        table["clause"] = clause


__all__ = ["FIGURES", "NONE", "apply", "bands_text", "measure_text"]
