"""Who issued a document and when, from the line and the date at the end of its notice. Pure."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Any

from kaoping.drafting.phrases.terms import days
from kaoping.intake.marks import mark
from kaoping.intake.paper import Paper

_DATE = re.compile(r"\s*(?:19|20)\d{2}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*")
#: The name of an office is no longer.
_LONGEST = 40


def issued(paper: Paper) -> dict[str, Any]:
    """`issuer` and `date`, where one date stands alone in a line, with a short line before it."""
    found: dict[str, Any] = {}
    for before, passage in pairwise(paper.passages):
        if passage.table or not _DATE.fullmatch(passage.text):
            continue
        told = days(passage.text)
        name = "".join(before.text.split())
        try:
            day = date(*told[0]) if told else None
        except ValueError:
            day = None
        if day is None:
            continue
        if found and found["date"] != day:
            return {}
        is_name = 4 <= len(name) <= _LONGEST and not re.search(r"[，。；：:、,;]|\d", name) and mark(name) is None
        found = {**({"issuer": name} if is_name and not before.table else {}), **found, "date": day}
    return found
