"""Text in cells of a terminal: wrapped as Chinese is, and set in columns. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from kaoping.text import width

#: How many cells a text takes.
Measure = Callable[[str], int]

#: What may not begin a line, and what may not end one.
CLOSERS = "，。、：；！？）」』》】〕〉”’…—～·％℃,.:;!?)]}%"
OPENERS = "（「『《【〔〈“‘([{"

_PIECE = re.compile(r"[\x21-\x7e]+|\s+|.", re.DOTALL)


def wrapped(text: str, room: int, indent: int = 0, measure: Measure = width) -> list[str]:
    """`text` as lines of at most `room` cells; those after the first are indented by `indent` blanks.

    No line begins with a closing mark or ends with an opening one, unless the width leaves no choice.
    """
    lines: list[str] = []
    for paragraph in text.replace("\t", "    ").splitlines() or [""]:
        line = " " * indent if lines else ""
        empty = True
        for piece in tokens(paragraph, measure):
            size = measure(piece)
            if measure(line) + size <= room or (empty and piece.isspace()):
                if not (empty and piece.isspace() and lines):
                    line += piece
                    empty = empty and piece.isspace()
                continue
            if not empty:
                lines.append(line.rstrip())
                line, empty = " " * indent, True
            if piece.isspace():
                continue
            for part in _cut(piece, max(room - indent, 2), measure):
                if not empty:
                    lines.append(line)
                    line = " " * indent
                line, empty = line + part, False
        lines.append(line.rstrip())
    return lines


def tokens(text: str, measure: Measure = width) -> Iterator[str]:
    """What must not be broken apart: a Latin word, or one wide character with the marks that cling to it."""
    held = ""
    for match in _PIECE.finditer(text):
        piece = match.group()
        clings = piece[0] in CLOSERS or (not piece.isspace() and measure(piece) == 0)
        if held and (clings or held[-1] in OPENERS) and not held.isspace() and not piece.isspace():
            held += piece
        else:
            if held:
                yield held
            held = piece
    if held:
        yield held


def padded(text: str, room: int, align: str = "left", measure: Measure = width) -> str:
    """`text` in a field of `room` cells; one that is wider stays as it is."""
    blank = max(room - measure(text), 0)
    if align == "right":
        return " " * blank + text
    if align == "center":
        return " " * (blank // 2) + text + " " * (blank - blank // 2)
    return text + " " * blank


def _cut(piece: str, room: int, measure: Measure) -> Iterator[str]:
    """A piece longer than a line, in parts that fit."""
    part, size = "", 0
    for char in piece:
        cells = measure(char)
        if part and size + cells > room:
            yield part
            part, size = "", 0
        part, size = part + char, size + cells
    yield part
