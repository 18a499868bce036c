"""Lint: how the numbers of an earlier edition are said to be those of this one. Pure.

Whether the old numbers exist can be told only beside the old edition: `kaoping standard diff` says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from kaoping.standard.findings import Finding, Loc
from kaoping.standard.replaces import Succession
from kaoping.standard.resolved import Resolved

#: What each list of a table is about.
KINDS: Mapping[str, str] = {
    "criteria": "评分项",
    "requirements": "评分要点",
    "vetoes": "否决项",
    "adjustments": "加减分",
}


def replaces(resolved: Resolved) -> Iterator[Finding]:
    """Findings about the standard's tables of old and new numbers.

    Each element stands in a table once, at the old and at the new side; one number may be old in one line and new in
    another, for whole columns of numbers move on by one.
    """
    known = {
        "criteria": resolved.item.keys(),
        "requirements": resolved.requirement.keys(),
        "vetoes": {veto.id for veto in resolved.vetoes},
        "adjustments": {adjustment.id for adjustment in resolved.adjustments},
    }
    seen: set[tuple[str, str]] = set()
    for index, table in enumerate(resolved.standard.replaces):
        loc: Loc = ("replaces", index)
        named = (table.standard or resolved.id, table.edition)
        if named in seen:
            message = f"版本“{table.edition}”的编号对照写了两次，请合在一个 [[replaces]] 里"
            yield Finding("duplicate-id", message, resolved.id, loc)
        seen.add(named)
        for kind, name in KINDS.items():
            yield from _lines(name, getattr(table, kind), known[kind], (*loc, kind))


def _lines(name: str, lines: Sequence[Succession], known: Iterable[str], loc: Loc) -> Iterator[Finding]:
    there = set(known)
    seen: dict[str, set[str]] = {"old": set(), "new": set()}
    for index, line in enumerate(lines):
        for side in ("old", "new"):
            for id in getattr(line, side):
                if side == "new" and id not in there:
                    message = f"本标准没有{name}“{id}”，new 请写已有的编号；已取消的不写 new"
                    yield Finding("unknown-id", message, id, (*loc, index, side))
                elif id in seen[side]:
                    message = f"{side} 中{name}“{id}”写了两次；拆分、合并的请写在一行，几个编号并列"
                    yield Finding("duplicate-id", message, id, (*loc, index, side))
                seen[side].add(id)
