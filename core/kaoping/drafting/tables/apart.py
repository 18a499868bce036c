"""Sheets of a workbook that are score sheets of their own, each with its full score, as stretches of their own. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kaoping.drafting.making.reads import LEVELS, Read
from kaoping.drafting.outlines.lines import Line
from kaoping.drafting.outlines.zones import Zone
from kaoping.drafting.tables.content import points_in
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
    if len(rated) < 2 or len(rated) != len(zone.tables) or len(sums) != 1 or min(sums) < _FULL:
        return list(zones)
    named = [next((read for read in reads if read.role == "dimension"), None) for _, reads in rated]
    if not all(one is not None and one.text for one in named) or any(
        read.role == "dimension" and read is not name
        for (_, reads), name in zip(rated, named, strict=True)
        for read in reads
    ):
        if len(_sheets(paper, rated)) < len(rated) or not all(_divided(reads) for _, reads in rated):
            return list(zones)
        return [_zone(paper, zone, at, first, reads) for at, (first, reads) in enumerate(rated)]
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


def _sheets(paper: Paper, rated: Sequence[tuple[int, list[Read]]]) -> set[str]:
    """The names of the workbook's sheets in which these tables stand."""
    places = [paper.passages[reads[0].passage].place for _, reads in rated]
    return {place.rsplit(" ", 1)[0] for place in places if " " in place}


def _divided(reads: Sequence[Read]) -> bool:
    """Whether a table's items stand under levels of its own, so that the name of its sheet is none."""
    first = next((read for read in reads if read.role in LEVELS), None)
    return first is not None and first.role == "dimension" and first.end > first.start and not first.doubt


def _zone(paper: Paper, zone: Zone, at: int, first: int, reads: list[Read]) -> Zone:
    """A sheet as a stretch of its own, called as its title row says, else by its name."""
    title = next((read for read in reads if read.role == "title"), None)
    made = Zone(lines=zone.lines if at == 0 else [], aside=zone.aside if at == 0 else [])
    made.tree = zone.tree if at == 0 else made.tree
    passage = paper.passages[(title or reads[0]).passage]
    words = passage.printed if title is not None else passage.place.rsplit(" ", 1)[0]
    made.heads = [Line([], words, passage, edges=[])]
    whole = sum((read.points for read in reads if read.role == "criterion" and read.points), Decimal(0))
    made.tables = [(0 if at else first, [_summed(paper, read, whole) for read in reads])]
    return made


def _summed(paper: Paper, read: Read, whole: Decimal) -> Read:
    """The sum that a sheet of its own prints is its full score."""
    printed = points_in(paper.passages[read.passage].printed) if read.role == "total" else None
    return replace(read, points=whole) if printed is not None and printed.value == whole else read


def _title(read: Read) -> Read:
    """The name of the sheet as its title; it asks nothing any more."""
    if read.role != "dimension":
        return read
    text = "" if read.end > read.start else read.text
    return replace(read, role="title", text=text, points=None, doubt="", why="", sure=True, others=())
