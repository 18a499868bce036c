"""Text from people is data: how it is shown, and what is refused in new input."""

from __future__ import annotations

import re

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


def _sign(char: str) -> str:
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return f"\\u{code:04X}"
