"""A draft with what is odd in its document, and the errata that its author has taken. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace
from typing import Any

from kaoping.drafting.findings.sums import findings
from kaoping.drafting.values import Draft, Finding

#: Codes of what both a reading and the numbers afterwards may find.
_ASKED = ("number-twice", "heading-lost", "number-order")
#: Doubts about the number or the heading at a place, which all that is odd in its numbers belongs to.
_NUMBERED = ("number-twice", "heading-lost", "heading-moved", "heading-number", "number-kind")


def judged(draft: Draft) -> Draft:
    """The draft with what is odd in the document; what the author accepted stands in its errata."""
    said = {"|".join(mend.value.split("|")[:3]) for mend in draft.mends if mend.what == "erratum"}
    found = tuple(findings(draft))
    left = tuple(one for one in found if not {erratum_value(one, taken) for taken in (True, False)} & said)
    # What the reading itself asks about, or the author has answered there, is not told a second time.
    asked = {(code, one.key) for one in draft.doubts if one.code in _NUMBERED for code in (*_ASKED, "number-missing")}
    asked |= {(code, one.key) for one in draft.mends if one.what == "accepted" for code in _ASKED}
    left = tuple(one for one in left if one.key is None or (one.code, one.key) not in asked)
    errata = [
        {"at": one.at or one.place, "printed": one.printed, "read_as": one.read_as, "why": one.why}
        | ({"accepts": list(one.accepts)} if one.accepts else {})
        for taken in found
        if erratum_value(taken, True) in said
        for one in taken.all
    ]
    errata += list(_applied(draft, {erratum_value(one, True) for one in found}))
    errata += [
        {
            "at": one.target or one.place,
            "printed": "（原文没有）",
            "read_as": one.text,
            "why": "原文此处缺漏，由编写人补写",
        }
        for one in draft.parts
        if one.added
    ]
    data = {**draft.data, "errata": errata} if errata else draft.data
    return replace(draft, findings=left, data=data)


def _applied(draft: Draft, found: Container[str]) -> Iterator[dict[str, Any]]:
    """Errata whose reading the author has put into the standard, so that nothing is odd there any more."""
    for mend in draft.mends:
        fields = mend.value.split("|", 5)
        part = draft.part(mend.key)
        if mend.what == "erratum" and len(fields) == 6 and part is not None and "|".join(fields[:3]) not in found:
            yield {"at": part.target or part.place, "printed": fields[3], "read_as": fields[4], "why": fields[5]}


def erratum_value(finding: Finding, taken: bool) -> str:
    """What a correction says that takes a finding into the errata, or that nothing is wrong there."""
    # What is about the whole stands at its id, which the author gives it in the end.
    return f"{'yes' if taken else 'no'}|{finding.code}|{'' if finding.code == 'full-sum' else finding.at}"


__all__ = ["erratum_value", "judged"]
