"""The forms of a Word report: pairs of name and value, boxes of a fixed height, places to seal and to sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaoping.reports.docx_grid import ABOVE, SIDE, Line, Place, borders, grid
from kaoping.reports.docx_page import mm
from kaoping.reports.docx_text import clean, lines_of, width_of
from kaoping.reports.docx_xml import Element, el, keep_with_next, paragraph
from kaoping.reports.paper import Box, Facts, Form, Signatures

#: Size and line of the text in a form, and the least height of a line of pairs.
_SIZE, _LINE, _LEAST = 240, 400, mm(9)
_NAME = mm(28)
_SEAL = mm(17)
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
        lines += _facts(block, area) if isinstance(block, Facts) else _form(block, area)
    made = grid(lines, area)
    if lead and lines:
        keep_with_next(made[-1])
    return made


def _facts(facts: Facts, area: int) -> Iterator[Line]:
    most = max(1, facts.per_line)
    share = area // most
    name = min(_NAME, share * 2 // 5)
    together: list[tuple[str, str]] = []
    for pair in facts.pairs:
        alone = lines_of(pair[1], share - name - 2 * SIDE, _SIZE) > _MOST_LINES
        if alone and together:
            yield _pairs(together, share, name, area)
            together = []
        together.append(pair)
        if alone or len(together) == most:
            yield _pairs(together, share, name, area)
            together = []
    if together:
        yield _pairs(together, share, name, area)


def _pairs(pairs: Sequence[tuple[str, str]], share: int, name: int, area: int) -> Line:
    """Pairs beside each other; the last value takes what is left of the line."""
    places, tallest = [], 0
    for at, (title, value) in enumerate(pairs):
        start = at * share
        end = area if at == len(pairs) - 1 else start + share
        places.append(Place(start, start + name, (paragraph(title, "FormName"),)))
        places.append(Place(start + name, end, (paragraph(value, "FormText"),)))
        tallest = max(tallest, _height(title, name), _height(value, end - start - name))
    return Line(places, _LEAST, split=tallest > _TALL)


def _form(form: Form, area: int) -> Iterator[Line]:
    for box in form.boxes:
        yield from _box(box, area)


def _box(box: Box, area: int) -> Iterator[Line]:
    """A box of its height, in one row, or in two where a seal stands below its text; higher only for a longer text."""
    seal = _SEAL if box.seal else 0
    room = max(mm(box.height) - seal, _LEAST)
    needed = _height(box.text, area - _NAME)
    name = _height(box.name, _NAME)
    room = max(room, name - seal)
    tall = needed > _TALL
    text = Place(_NAME, area, (paragraph(box.text, "FormText"),), align="top")
    if not box.seal:
        text.align = "center" if room <= _LOW else "top"
        yield Line((_named(box.name, None), text), room, exact=needed <= room, split=tall)
        return
    text.borders = borders(("bottom",), _NO_LINE)
    if not tall:
        for each in text.content:
            keep_with_next(each)
    upper = _named(box.name, "restart")
    if not tall:
        keep_with_next(upper.content[0])
    lines = tuple(paragraph(line, "FormText", jc="right") for line in SEAL_LINES)
    below = Place(_NAME, area, lines, align="bottom", borders=borders(("top",), _NO_LINE))
    yield Line((upper, text), room, exact=needed <= room, split=tall)
    yield Line((_named("", "continue"), below), seal, exact=True)


def _named(name: str, merge: str | None) -> Place:
    return Place(0, _NAME, (paragraph(name, "FormName"),), merge=merge)


def _height(text: str, width: int) -> int:
    """What a text takes; two lines for none, as it is written by hand."""
    return lines_of(clean(text), width - 2 * SIDE, _SIZE) * _LINE + 2 * ABOVE


def print_signatures(signatures: Signatures, area: int) -> Element:
    """Places to sign, up to three beside each other: name, a line to sign on, and one for the date."""
    names = signatures.names
    most = _beside(names, area)
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


def _beside(names: Sequence[str], area: int) -> int:
    """How many places to sign there are in a line, so that each has room for a name written by hand."""
    longest = max(width_of(clean(name), _SIZE) for name in names)
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
