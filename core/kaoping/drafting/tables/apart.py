"""Sheets of a workbook that are score sheets of their own, each with its full score, as stretches of their own. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kaoping.drafting.making.reads import Read
from kaoping.drafting.outlines.lines import Line
from kaoping.drafting.outlines.zones import Zone
from kaoping.intake.paper import Paper

#: A sheet that comes to so much is one of its own, where the others do as well.
_FULL = Decimal(100)


def apart(paper: Paper, zones: Sequence[Zone]) -> list[Zone]:
    """The stretches, a workbook's cut where each of its sheets comes to the same full score."""
    if paper.form != "xlsx" or len(zones) != 1:
        return list(zones)
    (zone,) = zones
    rated = [(first, reads) for first, reads in zone.tables if any(read.role == "criterion" for read in reads)]
    sums = {
        sum((read.points for read in reads if read.role == "criterion" and read.points), Decimal(0))
        for _, reads in rated
    }
    named = [next((read for read in reads if read.role == "dimension"), None) for _, reads in rated]
    if len(rated) < 2 or len(sums) != 1 or min(sums) < _FULL or not all(one is not None and one.text for one in named):
        return list(zones)
    if len(rated) != len(zone.tables) or any(
        read.role == "dimension" and read is not name
        for (_, reads), name in zip(rated, named, strict=True)
        for read in reads
    ):
        return list(zones)
    found = []
    for at, (first, reads) in enumerate(rated):
        made = Zone(lines=zone.lines if at == 0 else [], aside=zone.aside if at == 0 else [])
        made.tree = zone.tree if at == 0 else made.tree
        titled = [_title(read) for read in reads]
        name = next(read for read in titled if read.role == "title")
        passage = paper.passages[name.passage]
        printed = passage.printed[name.start : name.end]
        made.heads = [Line([], printed or name.text, passage, edges=[])]
        made.tables = [(0 if at else first, titled)]
        found.append(made)
    return found


def _title(read: Read) -> Read:
    """The name of the sheet as its title; it asks nothing any more."""
    if read.role != "dimension":
        return read
    text = "" if read.end > read.start else read.text
    return replace(read, role="title", text=text, points=None, doubt="", why="", sure=True, others=())
