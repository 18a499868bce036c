"""Text with tones: parts put together, wrapped as Chinese is, and painted in the theme's colours.

A tone only repeats what the words say: nobody needs to see the colour to know the state.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content

from kaoping_tui.wrap import wrapped

#: What is said, as style names of the theme.
GOOD = "$text-success"
LOST = "$text-warning"
BAD = "$text-error"
QUIET = "$quiet"
NAMED = "$text-secondary"

#: The tone of a state, by the mark that says it in words.
MARK_TONES = {"满": GOOD, "达": GOOD, "扣": LOST, "部": LOST, "否": BAD, "免": QUIET, "外": QUIET, "--": NAMED}


class Tone(NamedTuple):
    """A style from one character to another."""

    start: int
    end: int
    style: str


class Toned:
    """Collects parts of a text, each with its tone."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self.tones: list[Tone] = []

    def add(self, text: str, style: str = "") -> Toned:
        """Append a part."""
        if text and style:
            self.tones.append(Tone(self._length, self._length + len(text), style))
        self._parts.append(text)
        self._length += len(text)
        return self

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self._parts)

    @property
    def content(self) -> Content:
        """On the lines it has."""
        return painted(self.text, self.text.split("\n"), self.tones)


def painted(text: str, lines: Sequence[str], tones: Sequence[Tone]) -> Content:
    """`lines`, which are `text` wrapped or clipped, with the tones of `text`.

    Wrapping changes blanks and line breaks alone, so the other characters follow each other as in `text`.
    """
    laid = "\n".join(lines)
    content = Content(laid)
    if not tones:
        return content
    places = [number for number, char in enumerate(laid) if not char.isspace()]
    seen, count = [0] * (len(text) + 1), 0
    for number, char in enumerate(text):
        seen[number] = count
        count += not char.isspace()
    seen[len(text)] = count
    for start, end, style in tones:
        first, last = seen[start], min(seen[end], len(places))
        if first < last:
            content = content.stylize(style, places[first], places[last - 1] + 1)
    return content


def lay_out(text: str, tones: Sequence[Tone], width: int, indent: int) -> tuple[list[str], Content]:
    """`text` wrapped paragraph by paragraph: its lines, and the whole in its tones.

    Lines after the first of a paragraph are indented by `indent` cells, or as far as the paragraph itself is.
    """
    lines: list[str] = []
    for number, part in enumerate(text.split("\n")):
        own = len(part) - len(part.lstrip(" ")) if number else 0
        lines += wrapped(part, max(width, 10), max(indent, own))
    return lines, painted(text, lines, tones)
