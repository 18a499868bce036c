"""What `pdf.typ` prints: paragraphs and grids, with lengths in points and every text as data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

from kaoping.reports.docx_styles import paragraph_styles
from kaoping.reports.docx_text import clean
from kaoping.reports.fonts import Fonts

Node: TypeAlias = dict[str, Any]

_LEVELS = {"Title": 1, "Heading1": 2, "Heading2": 3}
#: What is broken between words alone: letters and signs that are not Chinese.
_WORD = re.compile("([!-~\u00a1-\u2e7f\ue000-\uf8ff]+)")
#: A word wider than this, or than its column, may be broken anywhere; how wide a letter and a digit are, of their size.
_LONG, _LETTER, _DIGIT = 17.0, 0.7, 0.55
_OF_NUMBERS = frozenset("0123456789.,-%")
#: What stands for a tab.
_TAB = "    "
_ALIGNS = {style.id: style.align for style in paragraph_styles(Fonts())}
_SIZES = {style.id: style.size * 10 for style in paragraph_styles(Fonts())}
_KEPT = {style.id for style in paragraph_styles(Fonts()) if "keepNext" in style.before}


def points(twentieths: float) -> float:
    """A length of the Word report in points."""
    return round(twentieths / 20, 3)


def styles(fonts: Fonts) -> dict[str, Node]:
    """The Word report's styles by id; those of a heading make the outline of the document."""
    return {
        style.id: {
            "font": style.font,
            "latin": fonts.number if style.id == "Footer" else fonts.latin,
            "size": style.size / 2,
            "line": max(points(style.line), style.size / 2),
            "justify": style.align == "both",
            "indent": bool(style.indent),
            "above": points(style.space[0]),
            "below": points(style.space[1]),
            "whole": "keepLines" in style.before,
            "frame": style.id == "Warning",
            "rule": style.id == "About",
            "level": _LEVELS.get(style.id, 0),
        }
        for style in paragraph_styles(fonts)
    }


def paragraph(
    text: str, style: str, room: int | None = None, *, align: str = "", strong: bool = False, keep: bool = False
) -> Node:
    """A paragraph in one of the styles; its lines are broken where the person broke them.

    :param room: how wide the column is; None for the page.
    :param keep: whether it stays with what follows, where its style does not say so already.
    """
    longest = _LONG if room is None else min(_LONG, room / _SIZES[style])
    return {
        "type": "paragraph",
        "style": style,
        "lines": [_parts(line, longest) for line in clean(text).replace("\t", _TAB).split("\n")],
        "align": align or _ALIGNS[style],
        "strong": strong,
        "keep": keep or style in _KEPT,
    }


def _parts(line: str, longest: float) -> list[str]:
    """The line in parts between which it may be broken: each letter of a word longer than this, else the whole."""
    found, whole = [], ""
    for part in _WORD.split(line):
        if _WORD.fullmatch(part) and _width(part) > longest:
            found += [whole, *part]
            whole = ""
        else:
            whole += part
    return [part for part in (*found, whole) if part]


def _width(word: str) -> float:
    return sum(_DIGIT if char in _OF_NUMBERS else _LETTER for char in word)


def cell(
    x: int,
    content: Sequence[Node],
    *,
    across: int = 1,
    down: int = 1,
    fill: int | None = None,
    align: str = "horizon",
    framed: bool = True,
    without: Sequence[str] = (),
    inset: bool = True,
) -> Node:
    """A cell of a row, beginning in column `x`.

    :param fill: how light its ground is, up to 255.
    :param without: the sides without a line.
    :param inset: whether its content keeps a distance from its edges.
    """
    return {
        "x": x, "across": across, "down": down, "content": list(content), "fill": fill, "align": align,
        "framed": framed, "without": list(without), "inset": inset,
    }  # fmt: skip


def row(cells: Sequence[Node], height: int, *, split: bool = False) -> Node:
    """A row at least this high; `split` where the end of a page may part it."""
    return {"cells": list(cells), "height": points(height), "split": split}


def grid(
    edges: Sequence[int], rows: Sequence[Node], *, heads: int = 0, keeps: Sequence[int] = (), framed: bool = True
) -> Node:
    """Rows of cells between these edges.

    :param heads: how many rows are repeated on each page.
    :param keeps: the rows that stay with the one after them.
    """
    return {
        "type": "grid",
        "columns": [points(right - left) for left, right in pairwise(edges)],
        "rows": list(rows),
        "heads": heads,
        "together": list(_groups(sorted(set(keeps)))),
        "framed": framed,
    }


def _groups(keeps: Sequence[int]) -> Iterator[Node]:
    """Rows that stay together, from the first of each group."""
    first = 0
    for at, kept in enumerate(keeps):
        if at == 0 or keeps[at - 1] != kept - 1:
            first = kept
        if at + 1 == len(keeps) or keeps[at + 1] != kept + 1:
            yield {"first": first, "count": kept + 2 - first}


__all__ = ["Node", "cell", "grid", "paragraph", "points", "row", "styles"]
