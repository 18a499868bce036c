"""Elements of a Word document: made in the order the schema wants, holding text and never fields or markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, TypeAlias

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser

from kaoping.reports.docx_text import clean, has_long_word

Element: TypeAlias = Any

_NAMESPACES = {"w": nsmap["w"]}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_ACTING = re.compile("([\t\n])")
_ACTS = {"\n": "br", "\t": "tab"}

#: Children of properties in the order of the schema, as far as they are used here.
_ORDER = {
    "pPr": ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "tabs", "wordWrap", "spacing", "ind", "jc"),
    "tblPr": ("tblW", "jc", "tblBorders", "tblLayout", "tblCellMar"),
    "trPr": ("cantSplit", "trHeight", "tblHeader"),
    "tcPr": ("tcW", "gridSpan", "vMerge", "tcBorders", "shd", "vAlign"),
}

_name = cache(qn)


def el(name: str, attributes: Mapping[str, object] | None = None, *children: Element) -> Element:
    """An element of the word-processing namespace; so are its attributes."""
    given = {_name(f"w:{key}"): str(value) for key, value in (attributes or {}).items()}
    made = oxml_parser.makeelement(_name(f"w:{name}"), given, _NAMESPACES)
    made.extend(children)
    return made


def put(element: Element, attribute: str, value: object) -> None:
    """Set an attribute of the word-processing namespace."""
    element.set(_name(f"w:{attribute}"), str(value))


def properties(name: str, **values: object) -> Element:
    """`pPr`, `tcPr` and the like: True for a switch, a mapping for attributes, an element as it is, else `w:val`."""
    order = _ORDER[name]
    made = el(name)
    for key in sorted(values, key=order.index):
        value = values[key]
        if value is None or value is False:
            continue
        if value is True:
            made.append(el(key))
        elif isinstance(value, Mapping):
            made.append(el(key, value))
        elif isinstance(value, str | int):
            made.append(el(key, {"val": value}))
        else:
            made.append(value)
    return made


def run(text: str, *, strong: bool = False) -> Element:
    """A run of text. Line breaks and tabs act, everything else is text as it stands."""
    about = el("rPr")
    if strong:
        about.append(el("rStyle", {"val": "Strong"}))
    about.append(el("rFonts", {"hint": "eastAsia"}))
    return el("r", None, about, *_pieces(clean(text)))


def write(made: Element, text: str) -> None:
    """Put this text in a run of one piece."""
    text = clean(text)
    if _ACTING.search(text):
        made.remove(made[1])
        made.extend(_pieces(text))
    else:
        made[1].text = text


def _pieces(text: str) -> Iterator[Element]:
    for piece in _ACTING.split(text):
        if piece in _ACTS:
            yield el(_ACTS[piece])
        elif piece:
            part = el("t")
            part.text = piece
            part.set(_SPACE, "preserve")
            yield part


def paragraph(text: str, style: str, *, strong: bool = False, **values: object) -> Element:
    """A paragraph of one text."""
    if has_long_word(text):
        values["wordWrap"] = 0
    made = el("p", None, properties("pPr", pStyle=style, **values))
    if text:
        made.append(run(text, strong=strong))
    return made


def keep_with_next(block: Element) -> None:
    """Keep each paragraph in `block` on one page with what follows it."""
    for about in block.iter(_name("w:pPr")):
        if about.find(_name("w:keepNext")) is None:
            style = about.find(_name("w:pStyle"))
            about.insert(0 if style is None else about.index(style) + 1, el("keepNext"))


def break_before(block: Element) -> None:
    """Begin a new page with this paragraph."""
    about = block.find(_name("w:pPr"))
    about.insert(
        sum(child.tag in {_name(f"w:{name}") for name in ("pStyle", "keepNext", "keepLines")} for child in about),
        el("pageBreakBefore"),
    )
