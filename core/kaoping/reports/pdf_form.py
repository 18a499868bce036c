"""Forms and places to sign as nodes of a PDF, laid out as in the Word report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kaoping.reports.docx_form import (
    DATE_LINE,
    LEAST,
    NAME,
    SEAL_LINES,
    SIZE,
    Pair,
    beside,
    box_heights,
    is_tall,
    lines_of_pairs,
)
from kaoping.reports.docx_grid import SIDE
from kaoping.reports.docx_page import mm
from kaoping.reports.docx_text import clean, width_of
from kaoping.reports.paper import Box, Facts, Form, Signatures
from kaoping.reports.pdf_parts import Node, cell, grid, paragraph, points, row

#: The height of a place to sign, and what is left free at its right.
_PLACE, _RIGHT = mm(20), mm(4)


class _Line(NamedTuple):
    """A row before its columns are known: cells with where they begin and end."""

    places: Sequence[tuple[int, int, Node]]
    height: int
    split: bool = False
    keep: bool = False


def framed(blocks: Sequence[Facts | Form], area: int) -> tuple[list[int], list[Node], list[int]]:
    """Facts and forms that follow each other, in one frame: the edges of all, the rows, and those kept with the next."""
    lines: list[_Line] = []
    for block in blocks:
        if isinstance(block, Facts):
            lines += map(_pairs, lines_of_pairs(block, area))
        else:
            for box in block.boxes:
                lines += _box(box, area)
    edges = sorted({0, area} | {edge for line in lines for place in line.places for edge in place[:2]})
    at = {edge: number for number, edge in enumerate(edges)}
    rows = [
        row(
            [{**made, "x": at[start], "across": at[end] - at[start]} for start, end, made in line.places],
            line.height,
            split=line.split,
        )
        for line in lines
    ]
    return edges, rows, [number for number, line in enumerate(lines) if line.keep]


def _pairs(pairs: Sequence[Pair]) -> _Line:
    places = []
    for pair in pairs:
        places.append(
            (pair.start, pair.middle, cell(0, [paragraph(pair.title, "FormName", pair.middle - pair.start - 2 * SIDE)]))
        )
        places.append(
            (pair.middle, pair.end, cell(0, [paragraph(pair.value, "FormText", pair.end - pair.middle - 2 * SIDE)]))
        )
    return _Line(places, LEAST, is_tall(pairs))


def _box(box: Box, area: int) -> Iterator[_Line]:
    high = box_heights(box, area)
    name, text = [paragraph(box.name, "FormName", NAME - 2 * SIDE)], [paragraph(box.text, "FormText")]
    if not box.seal:
        written = cell(0, text, align="horizon" if high.low else "top")
        yield _Line([(0, NAME, cell(0, name)), (NAME, area, written)], high.room, high.tall)
        return
    written = cell(0, text, align="top", without=["bottom"])
    yield _Line([(0, NAME, cell(0, name, down=2)), (NAME, area, written)], high.room, high.tall, not high.tall)
    sealed = [paragraph(line, "FormText", align="right") for line in SEAL_LINES]
    yield _Line([(NAME, area, cell(0, sealed, align="bottom", without=["top"]))], high.seal)


def signatures(block: Signatures, area: int, across: int = 1) -> Iterator[Node]:
    """Rows with places to sign beside each other, each row one cell over `across` columns."""
    most = beside(block.names, area)
    share = area // most
    edges = [*(share * at for at in range(most)), area]
    for first in range(0, len(block.names), most):
        places = [
            cell(at, [_signature(name, edges[at + 1] - edges[at])], align="bottom", framed=False)
            for at, name in enumerate(block.names[first : first + most])
        ]
        inner = grid(edges, [row(places, _PLACE)], framed=False)
        yield row([cell(0, [inner], across=across, framed=False, inset=False)], _PLACE)


def _signature(name: str, width: int) -> Node:
    head = clean(name, one_line=True)
    head = head if head.endswith(("：", ":")) else f"{head}："
    return {
        "type": "signature",
        "name": paragraph(head, "FormText", width - 2 * SIDE),
        "from": points(min(width_of(head, SIZE), width - 2 * SIDE - _RIGHT)),
        "to": points(_RIGHT),
        "date": paragraph(DATE_LINE, "FormText", align="right"),
    }


__all__ = ["framed", "signatures"]
