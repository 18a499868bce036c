"""The forms of a Word report: pairs of name and value, boxes of a fixed height, places to seal and to sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kaoping.reports.docx_grid import ABOVE, SIDE, Line, Place, borders, grid
from kaoping.reports.docx_page import mm
from kaoping.reports.docx_text import clean, lines_of, width_of
from kaoping.reports.docx_xml import Element, el, keep_with_next, paragraph
from kaoping.reports.paper import Box, Facts, Form, Signatures

#: Size and line of the text in a form, and the least height of a line of pairs.
SIZE, _LINE, LEAST = 240, 400, mm(9)
NAME = mm(28)
SEAL = mm(17)
#: In a box as low as this, text stands in the middle.
_LOW = mm(20)
#: Room for a name written by hand.
_HAND = mm(30)
#: A box higher than this may be parted by the end of a page: no page holds it.
_TALL = mm(200)
#: A value longer than this many lines takes the whole width.
_MOST_LINES = 3
_NO_LINE: dict[str, object] = {"val": "nil"}
SEAL_LINES = ("（盖　章）　　　　", "年　　月　　日　　")
DATE_LINE = "年　　月　　日"


def print_framed(blocks: Sequence[Facts | Form], area: int, *, lead: bool = False) -> Element:
    """Facts and forms that follow each other, in one frame."""
    lines: list[Line] = []
    for block in blocks:
        lines += map(_pairs, lines_of_pairs(block, area)) if isinstance(block, Facts) else _form(block, area)
    made = grid(lines, area)
    if lead and lines:
        keep_with_next(made[-1])
    return made


class Pair(NamedTuple):
    """A name and its value beside it: the name from `start` to `middle`, the value from there to `end`."""

    start: int
    middle: int
    end: int
    title: str
    value: str


def lines_of_pairs(facts: Facts, area: int) -> Iterator[list[Pair]]:
    """The pairs that stand beside each other in each line; a long value takes the whole width."""
    most = max(1, facts.per_line)
    share = area // most
    name = min(NAME, share * 2 // 5)
    together: list[tuple[str, str]] = []
    for pair in facts.pairs:
        alone = lines_of(pair[1], share - name - 2 * SIDE, SIZE) > _MOST_LINES
        if alone and together:
            yield _placed(together, share, name, area)
            together = []
        together.append(pair)
        if alone or len(together) == most:
            yield _placed(together, share, name, area)
            together = []
    if together:
        yield _placed(together, share, name, area)


def _placed(pairs: Sequence[tuple[str, str]], share: int, name: int, area: int) -> list[Pair]:
    """Where each stands; the last value takes what is left of the line."""
    ends = [*((at + 1) * share for at in range(len(pairs) - 1)), area]
    return [
        Pair(at * share, at * share + name, end, *pair) for at, (pair, end) in enumerate(zip(pairs, ends, strict=True))
    ]


def is_tall(pairs: Sequence[Pair]) -> bool:
    """Whether a line of pairs may be parted by the end of a page."""
    return any(
        max(_height(pair.title, pair.middle - pair.start), _height(pair.value, pair.end - pair.middle)) > _TALL
        for pair in pairs
    )


def _pairs(pairs: Sequence[Pair]) -> Line:
    places = []
    for pair in pairs:
        places.append(Place(pair.start, pair.middle, (paragraph(pair.title, "FormName"),)))
        places.append(Place(pair.middle, pair.end, (paragraph(pair.value, "FormText"),)))
    return Line(places, LEAST, split=is_tall(pairs))


class BoxHeights(NamedTuple):
    """How high a box's text and the place to seal below it are.

    :ivar exact: whether the text fits into that height.
    :ivar tall: whether no page holds it, so that it may be parted.
    :ivar low: whether its text stands in the middle.
    """

    room: int
    seal: int
    exact: bool
    tall: bool
    low: bool


def box_heights(box: Box, area: int) -> BoxHeights:
    """The heights of a box in a form of this width; higher than asked for only for a longer text."""
    seal = SEAL if box.seal else 0
    needed = _height(box.text, area - NAME)
    room = max(mm(box.height) - seal, LEAST, _height(box.name, NAME) - seal)
    return BoxHeights(room, seal, needed <= room, needed > _TALL, not box.seal and room <= _LOW)


def _form(form: Form, area: int) -> Iterator[Line]:
    for box in form.boxes:
        yield from _box(box, area)


def _box(box: Box, area: int) -> Iterator[Line]:
    """A box of its height, in one row, or in two where a seal stands below its text."""
    high = box_heights(box, area)
    text = Place(NAME, area, (paragraph(box.text, "FormText"),), align="center" if high.low else "top")
    if not box.seal:
        yield Line((_named(box.name, None), text), high.room, exact=high.exact, split=high.tall)
        return
    text.borders = borders(("bottom",), _NO_LINE)
    upper = _named(box.name, "restart")
    if not high.tall:
        for each in (*text.content, upper.content[0]):
            keep_with_next(each)
    lines = tuple(paragraph(line, "FormText", jc="right") for line in SEAL_LINES)
    below = Place(NAME, area, lines, align="bottom", borders=borders(("top",), _NO_LINE))
    yield Line((upper, text), high.room, exact=high.exact, split=high.tall)
    yield Line((_named("", "continue"), below), high.seal, exact=True)


def _named(name: str, merge: str | None) -> Place:
    return Place(0, NAME, (paragraph(name, "FormName"),), merge=merge)


def _height(text: str, width: int) -> int:
    """What a text takes; two lines for none, as it is written by hand."""
    return lines_of(clean(text), width - 2 * SIDE, SIZE) * _LINE + 2 * ABOVE


def print_signatures(signatures: Signatures, area: int) -> Element:
    """Places to sign, up to three beside each other: name, a line to sign on, and one for the date."""
    names = signatures.names
    most = beside(names, area)
    share = area // most
    lines = []
    for first in range(0, len(names), most):
        places = []
        for at in range(most):
            start, end = at * share, area if at == most - 1 else (at + 1) * share
            name = names[first + at] if first + at < len(names) else ""
            places.append(Place(start, end, _signature(name, end - start), align="bottom"))
        lines.append(Line(places, mm(20)))
    made = grid(lines, area, framed=False)
    for row in made.iter(made.nsmap["w"].join(("{", "}tr"))):
        if row.getnext() is not None:
            keep_with_next(row)
    return made


def beside(names: Sequence[str], area: int) -> int:
    """How many places to sign there are in a line, so that each has room for a name written by hand."""
    longest = max(width_of(clean(name), SIZE) for name in names)
    most = 3 if len(names) == 3 or len(names) > 4 else 2
    while most > 1 and area // most - 2 * SIDE - longest < _HAND:
        most -= 1
    return most


def _signature(name: str, width: int) -> tuple[Element, ...]:
    if not name:
        return (paragraph("", "FormText"),)
    tabs = el("tabs", None, el("tab", {"val": "right", "leader": "underscore", "pos": width - 2 * SIDE - mm(4)}))
    head = f"{name}：" if not name.endswith(("：", ":")) else name
    date = paragraph(DATE_LINE, "FormText", jc="right", ind={"right": mm(4)})
    return (paragraph(f"{head}\t", "FormText", keepNext=True, tabs=tabs), date)
