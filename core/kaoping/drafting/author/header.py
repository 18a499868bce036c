"""What the author says of the standard as a whole, where the document does not say it or was read otherwise. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from kaoping.drafting.values import DOCUMENT, Draft, Mend

#: The keys at the head of a standard's file that an author may give, with what they are called.
HEADER: Mapping[str, str] = {
    "id": "编号",
    "title": "名称",
    "short": "简称",
    "edition": "版本",
    "unit_kinds": "考评对象",
    "status": "效力",
}
#: The id of a draft that nobody has named yet.
UNNAMED = "draft"


def header_mend(key: str, value: str) -> Mend:
    """The correction that gives a key of the head."""
    return Mend(DOCUMENT, "id", value) if key == "id" else Mend(DOCUMENT, "header", f"{key}|{value}")


def header_of(draft: Draft) -> dict[str, str]:
    """Every key of the head as text; kinds of units separated by commas."""
    found = {key: draft.data.get(key, "") for key in HEADER}
    return {key: ",".join(value) if isinstance(value, list | tuple) else str(value) for key, value in found.items()}


def with_header(draft: Draft) -> Draft:
    """The draft with what its corrections say of the head."""
    given: dict[str, Any] = {}
    for mend in draft.mends:
        key, _, value = mend.value.partition("|")
        if mend.what == "header" and mend.key == DOCUMENT and key in HEADER and value.strip():
            given[key] = [one for one in value.split(",") if one] if key == "unit_kinds" else value.strip()
    return replace(draft, data={**draft.data, **given}) if given else draft


__all__ = ["HEADER", "UNNAMED", "header_mend", "header_of", "with_header"]
