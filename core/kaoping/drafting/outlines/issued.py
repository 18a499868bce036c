"""Who issued a document and when, from the line and the date at its end or at the end of its notice. Pure."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Any

from kaoping.drafting.outlines.sections import document_number
from kaoping.drafting.phrases.terms import days
from kaoping.intake.marks import mark
from kaoping.intake.paper import Paper

_DAY = re.compile(
    r"(?:(?:19|20)\d{2}|[二一〇零○Oo九][〇零○Oo一二三四五六七八九]{3})\s*年\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月"
    r"\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*日"
)
#: A name and a date in one line: 云溪县司法局　2026年1月16日.
_BOTH = re.compile(rf"\s*(?P<name>\S[^\d，。；：:、]*?)\s+(?P<day>{_DAY.pattern})\s*")
#: Where a part of the document stands in the standard's file.
IN_DOCUMENT = "写进文件的说明"
#: The name of an office is no longer.
_LONGEST = 40
_DIGITS = str.maketrans("〇零○Oo一二三四五六七八九", "00000123456789")


def issued(paper: Paper) -> dict[str, Any]:
    """`issuer` and `date`, where one date stands alone in a line, with a short line before it."""
    found: dict[str, Any] = {}
    for before, passage in pairwise(paper.passages):
        if passage.table:
            continue
        name, day = "".join(before.text.split()), date_of(passage.text)
        own = _BOTH.fullmatch(passage.text)
        if own is not None and is_name(own["name"]):
            name, day = "".join(own["name"].split()), date_of(own["day"])
        if day is None:
            continue
        if found and found["date"] != day:
            return {}
        found = {
            **({"issuer": name} if is_name(name) and (own is not None or not before.table) else {}),
            **found,
            "date": day,
        }
    return found


def date_of(text: str) -> date | None:
    """The date that a line is, in figures or in words: 二〇二六年一月十六日; None where it is none."""
    if _DAY.fullmatch(text.strip()) is None:
        return None
    year, month, day = (part.strip() for part in re.split("[年月日]", text.strip())[:3])
    told = days(f"{year.translate(_DIGITS)}年{_small(month)}月{_small(day)}日")
    try:
        return date(*told[0]) if told else None
    except ValueError:
        return None


def is_name(text: str) -> bool:
    """Whether a short line may be the name of an office."""
    name = "".join(text.split())
    return 4 <= len(name) <= _LONGEST and not re.search(r"[，。；：:、,;]|\d", name) and mark(name) is None


def goes_into(text: str, document: dict[str, Any]) -> bool:
    """Whether a line is the document's number, issuer or date as they stand in the standard's file."""
    shown = "".join(text.split())
    if own := _BOTH.fullmatch(text):
        return "".join(own["name"].split()) == document.get("issuer")
    day = date_of(text)
    return (
        (day is not None and day == document.get("date"))
        or shown == document.get("issuer")
        or (document.get("number") is not None and document_number(text) == document["number"])
    )


def _small(text: str) -> str:
    """A number below 32 in figures."""
    if text.isdecimal():
        return text
    tens, ten, ones = text.rpartition("十")
    value = (int((tens or "一").translate(_DIGITS)) * 10 if ten else 0) + int((ones or "0").translate(_DIGITS))
    return str(value)
