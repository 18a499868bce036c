"""Text from people is data: how it is shown, and what is refused in new input."""

from __future__ import annotations

import re
import unicodedata

#: C0 but tab and newline, DEL, C1, and the marks that reorder text on screen.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """`text` for a screen or a terminal: control and bidi characters become visible signs; nothing else changes.

    For display only: what is stored stays as it was typed.
    """
    return _HIDDEN.sub(lambda match: _sign(match.group()), text)


def has_hidden(text: str) -> bool:
    """Whether `text` holds characters that act on a terminal or reorder it; files and new input with them are refused."""
    return _HIDDEN.search(text) is not None


def width(text: str) -> int:
    """Columns that `text` takes in a terminal: two for East Asian wide characters, none for combining marks."""
    columns = 0
    for char in text:
        if unicodedata.category(char) in ("Mn", "Me", "Cf"):
            continue
        columns += 2 if unicodedata.east_asian_width(char) in "WF" else 1
    return columns


def clipped(text: str, columns: int) -> str:
    """`text` on one line of at most so many columns, no wide character halved; the cut is shown by `…`."""
    line = " ".join(visible(text).split())
    if width(line) <= columns:
        return line
    kept, room = "", columns - 1
    for char in line:
        room -= width(char)
        if room < 0:
            break
        kept += char
    return kept.rstrip() + "…"[:columns]


def _sign(char: str) -> str:
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"\\u{code:04X}"
