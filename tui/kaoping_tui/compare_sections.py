"""Which lines a section of the comparison has. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from kaoping import Compared, Supposed, WhatIf
from kaoping_tui import compare_crossed, compare_lines
from kaoping_tui.compare_crossed import Pair
from kaoping_tui.compare_entries import Entry
from kaoping_tui.compare_supposed import what_if


def lines_of(
    section: str,
    found: Compared,
    pair: Pair | None,
    supposed: Sequence[Supposed],
    answer: WhatIf | None,
    width: int,
) -> Sequence[Entry]:
    """The lines of a section, columns within `width` cells."""
    if section == "stands":
        return compare_lines.stands(found, width)
    if section == "facts":
        return compare_lines.facts(found, width)
    if section == "relations":
        return compare_crossed.relations(found, pair, width)
    if section == "against":
        return compare_lines.against(found, width)
    if section == "themes":
        return compare_crossed.themes(found, pair, width)
    if section == "visit":
        return compare_lines.visit(found, width)
    return what_if(found, supposed, answer)


__all__ = ["lines_of"]
