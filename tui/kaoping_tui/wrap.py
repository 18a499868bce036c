"""Text laid out in terminal cells: clipped, padded, and wrapped as Chinese is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len, set_cell_size

#: What may not begin a line, and what may not end one.
CLOSERS = "，。、：；！？）」』》】〕〉”’…—～·％℃,.:;!?)]}%"
OPENERS = "（「『《【〔〈“‘([{"

_PIECE = re.compile(r"[\x21-\x7e]+|\s+|.", re.DOTALL)


def clip(text: str, width: int) -> str:
    """`text` on one line of at most `width` cells, the cut shown by `…`."""
    line = " ".join(text.split())
    if cell_len(line) <= width:
        return line
    if width <= 1:
        return "…"[:width]
    return set_cell_size(line, width - 1).rstrip() + "…"


def fitted(left: str, right: str, width: int) -> str:
    """`left`, clipped as need be, and `right` at the right edge, together exactly `width` cells where they can be."""
    room = width - cell_len(right) - 1
    if room < 1:
        return clip(right, width)
    return set_cell_size(clip(left, room), room) + " " + right


def led(name: str, rest: str, width: int) -> str:
    """`name` and what follows it on one line of at most `width` cells: it is the name that is cut, and `rest` is whole."""
    return clip(clip(name, max(width - cell_len(rest), 0)) + rest, width)


def wrapped(text: str, width: int, indent: int = 0) -> list[str]:
    """`text` as lines of at most `width` cells; those after the first are indented by `indent` blanks.

    No line begins with a closing mark or ends with an opening one, unless the width leaves no choice. Textual itself
    breaks at blanks alone.
    """
    lines: list[str] = []
    for paragraph in text.replace("\t", "    ").splitlines() or [""]:
        line = " " * indent if lines else ""
        empty = True
        for piece in _tokens(paragraph):
            size = cell_len(piece)
            if cell_len(line) + size <= width or (empty and piece.isspace()):
                if not (empty and piece.isspace() and lines):
                    line += piece
                    empty = empty and piece.isspace()
                continue
            if not empty:
                lines.append(line.rstrip())
                line, empty = " " * indent, True
            if piece.isspace():
                continue
            for part in _cut(piece, max(width - indent, 2)):
                if not empty:
                    lines.append(line)
                    line = " " * indent
                line, empty = line + part, False
        lines.append(line.rstrip())
    return lines


def _tokens(text: str) -> Iterator[str]:
    """What must not be broken apart: a Latin word, or one wide character with the marks that cling to it."""
    held = ""
    for match in _PIECE.finditer(text):
        piece = match.group()
        clings = piece[0] in CLOSERS or (not piece.isspace() and cell_len(piece) == 0)
        if held and (clings or held[-1] in OPENERS) and not held.isspace() and not piece.isspace():
            held += piece
        else:
            if held:
                yield held
            held = piece
    if held:
        yield held


def _cut(piece: str, width: int) -> Iterator[str]:
    """A piece longer than a line, in parts that fit."""
    part, size = "", 0
    for char in piece:
        cells = cell_len(char)
        if part and size + cells > width:
            yield part
            part, size = "", 0
        part, size = part + char, size + cells
    yield part
