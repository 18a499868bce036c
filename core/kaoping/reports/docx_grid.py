"""Tables of a Word report: cells placed by where they begin and end, merged by the grid and never by asking Word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kaoping.reports.docx_xml import Element, el, properties

#: Free space inside a cell: left and right, above and below.
SIDE, ABOVE = 70, 40
_LINE = {"val": "single", "sz": 4, "space": 0, "color": "auto"}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(slots=True)
class Place:
    """A cell from `start` to `end`, in twentieths of a point from the left edge of the table.

    :ivar merge: `restart` where cells below belong to it, `continue` where it belongs to the one above.
    :ivar borders: the sides that differ from the table's, with their attributes.
    """

    start: int
    end: int
    content: Sequence[Element]
    merge: str | None = None
    shade: str | None = None
    align: str = "center"
    borders: Element | None = None


@dataclass(slots=True)
class Line:
    """A row. `exact` heights hold whatever stands in them; `split` rows may be parted by the end of a page."""

    places: Sequence[Place]
    height: int = 0
    exact: bool = False
    head: bool = False
    split: bool = False


def grid(lines: Sequence[Line], area: int, *, framed: bool = True) -> Element:
    """A table of `area` width, centred. Where rows are parted differently its grid has every edge of each of them."""
    edges = sorted({0, area} | {edge for line in lines for place in line.places for edge in (place.start, place.end)})
    at = {edge: number for number, edge in enumerate(edges)}
    table = el(
        "tbl",
        None,
        properties(
            "tblPr",
            tblW={"w": area, "type": "dxa"},
            jc="center",
            tblBorders=borders(_SIDES, _LINE if framed else {"val": "nil"}, "tblBorders"),
            tblLayout={"type": "fixed"},
            tblCellMar=_margins(),
        ),
        el(
            "tblGrid",
            None,
            *(el("gridCol", {"w": right - left}) for left, right in pairwise(edges)),
        ),
    )
    table.extend(_row(line, at) for line in lines)
    return table


def borders(sides: Sequence[str], attributes: dict[str, object], name: str = "tcBorders") -> Element:
    """Borders of a table or a cell, in the order of `_SIDES`."""
    return el(name, None, *(el(side, attributes) for side in _SIDES if side in sides))


def _margins() -> Element:
    widths = (("top", ABOVE), ("left", SIDE), ("bottom", ABOVE), ("right", SIDE))
    return el("tblCellMar", None, *(el(side, {"w": width, "type": "dxa"}) for side, width in widths))


def _row(line: Line, at: dict[int, int]) -> Element:
    height = {"val": line.height, "hRule": "exact" if line.exact else "atLeast"} if line.height else None
    made = el("tr", None, properties("trPr", cantSplit=not line.split, trHeight=height, tblHeader=line.head))
    made.extend(_cell(place, at) for place in line.places)
    return made


def _cell(place: Place, at: dict[int, int]) -> Element:
    span = at[place.end] - at[place.start]
    about = properties(
        "tcPr",
        tcW={"w": place.end - place.start, "type": "dxa"},
        gridSpan=span if span > 1 else None,
        vMerge={"val": place.merge} if place.merge else None,
        tcBorders=place.borders,
        shd={"val": "clear", "color": "auto", "fill": place.shade} if place.shade else None,
        vAlign=place.align,
    )
    return el("tc", None, about, *place.content)
