"""Outcomes that a document leaves without an end: what is below the last of them has no name. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from kaoping.drafting.values import Draft, Finding


def ends(draft: Draft) -> Iterator[Finding]:
    """The last outcome, where the document does not say what is below it."""
    outcomes = draft.data.get("outcomes", ())
    if not outcomes or any(one.get("otherwise") for one in outcomes):
        return
    last = outcomes[-1]["label"]
    part = next((one for one in draft.parts if one.role == "outcome"), None)
    yield Finding(
        "no-otherwise",
        last,
        part.place if part is not None else "",
        f"最后一等是“{last}”",
        f"“{last}”以下没有结果",
        f"没有说低于“{last}”的是什么结果；要补上的按 Ctrl+F",
        ("no-otherwise",),
        part.key if part is not None else None,
    )


__all__ = ["ends"]
