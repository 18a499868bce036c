"""Text for a Word report: what XML cannot hold made visible, and how much room it takes. Pure."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

from kaoping.text import visible

#: What no XML document may hold beside control characters: halves of surrogate pairs, and two that are no characters.
_NOT_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_LONG_LATIN = re.compile(r"[!-~]{25,}")


def clean(text: str, *, one_line: bool = False) -> str:
    """A person's text as it can stand in a document; only tabs and line breaks act."""
    text = _NOT_XML.sub(lambda found: f"\\u{ord(found.group()):04X}", visible(text.replace("\r\n", "\n")))
    return " ".join(text.split()) if one_line else text


def has_long_word(text: str) -> bool:
    """Whether some Latin word is longer than most columns, so that it must break anywhere."""
    return _LONG_LATIN.search(text) is not None


def lines_of(text: str, width: int, size: int) -> int:
    """About how many lines a text takes in a column; never too few for usual text. Both lengths in twentieths of a point."""
    if len(text) * size < width and "\n" not in text:
        return 1
    per_line = max(1.0, width / size - 0.5)
    return sum(max(1, -int(-_ems(line) // per_line)) for line in text.split("\n"))


def width_of(line: str, size: int) -> int:
    """About how wide a line is in letters of this size."""
    return round(_ems(line) * size)


def _ems(line: str) -> float:
    return sum(1.0 if east_asian_width(char) in "WFA" else 0.6 for char in line)
