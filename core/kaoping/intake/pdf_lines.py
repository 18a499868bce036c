"""Characters of a page put into lines, and lines into the paragraphs that were broken into them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from kaoping.intake.marks import mark

#: Of a character's height: two characters are on one line if they share so much; a wider gap is a blank.
_SHARED = 0.5
_BLANK = 0.25
#: The same between Chinese characters, which printers spread to fill the line.
_WIDE = 0.9
#: The same where a column ends.
_COLUMN = 2.5
_ENDS = re.compile(r"[。；;！!？?：:]\s*[）)”’]?\s*\Z")
#: What may not be parted from what stands before it at the end of a line.
_CLOSING = "，。；：！？、）》」』”’】〕％%,.;:!?)]}"
_ANNEX = re.compile(r"附\s*[件表]\s*[\d一二三四五六七八九十]{0,3}\s*[:：]?")
#: The number of a sentence, at the end of a line.
_BARE = re.compile(r"[。；;！!？?]\s*\d{1,3}\Z")
_UNIT = re.compile(r"[A-Za-z0-9.,%％/\-]+|.", re.DOTALL)


class Char(NamedTuple):
    """One character of a page: what it is, and the box that it is printed in, from the page's top left corner."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def height(self) -> float:
        """How high it is."""
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Line:
    """Characters side by side.

    :ivar gaps: how many times they stand so far apart that the line seems to cross columns
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    gaps: int = 0


def lines_of(chars: Iterable[Char]) -> list[Line]:
    """Lines from the top down, each read from left to right."""
    rows: list[list[Char]] = []
    for char in sorted(chars, key=lambda one: (one.top + one.bottom) / 2):
        for row in reversed(rows[-4:]):
            if _beside(row[0], char):
                row.append(char)
                break
        else:
            rows.append([char])
    found = [_line(sorted(row, key=lambda one: one.x0)) for row in rows if any(one.text.strip() for one in row)]
    return sorted(found, key=lambda one: (one.top, one.x0))


def _beside(first: Char, other: Char) -> bool:
    shared = min(first.bottom, other.bottom) - max(first.top, other.top)
    return shared > _SHARED * min(first.height, other.height)


def _line(row: Sequence[Char]) -> Line:
    said = [one for one in row if one.text.strip()]
    size = sorted(one.height for one in said)[len(said) // 2]
    text, before, blank, gaps = said[0].text, said[0], False, 0
    for one in row[row.index(said[0]) + 1 :]:
        if not one.text.strip():
            blank = blank or one.x1 - one.x0 > 0.15 * size
            continue
        gaps += one.x0 - before.x1 > _COLUMN * size
        plain = before.text[-1].isascii() and one.text[0].isascii()
        if blank or one.x0 - before.x1 > (_BLANK if plain else _WIDE) * size:
            text += " "
        text += one.text
        before, blank = one, False
    return Line(
        text, said[0].x0, min(c.top for c in said), max(c.x1 for c in said), max(c.bottom for c in said), size, gaps
    )


def paragraphs(lines: Sequence[Line], left: float, right: float) -> list[list[Line]]:
    """Lines that belong together: one goes on in the next where the next one's first word had no more room on it.

    :param left: where lines begin that are not indented
    :param right: how far lines reach
    """
    found: list[list[Line]] = []
    for line in lines:
        if found and goes_on(found[-1], line, left, right):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def goes_on(paragraph: Sequence[Line], line: Line, left: float, right: float) -> bool:
    """Whether a line goes on with a paragraph."""
    last = paragraph[-1]
    size = max(last.size, line.size)
    if (last.gaps and line.gaps) or _ANNEX.fullmatch(line.text.strip()):
        return False
    if abs(last.size - line.size) > 0.25 * size or right - last.x1 > _needed(line) + 0.6 * size:
        return False
    indented = line.x0 > left + 1.3 * size
    if not indented and paragraph[0].x0 > left + 1.3 * size:
        return True  # Where paragraphs begin set in, one that is not goes on with the one before.
    numbered = mark(line.text) is not None
    ended = _ENDS.search(last.text) is not None
    if numbered and (ended or (mark(paragraph[0].text) is not None and last.text.endswith((")", "）")))):
        return False
    if not indented:
        return True
    # What stands behind the number of a paragraph may be set in; so may all lines but the first.
    hanging = line.x0 > paragraph[0].x0 + 0.8 * size and mark(paragraph[0].text) is not None
    alike = len(paragraph) > 1 and abs(line.x0 - last.x0) < 0.8 * size
    return (hanging or alike) and not numbered


def _needed(line: Line) -> float:
    """How wide the first part of a line is that cannot be broken."""
    first = _UNIT.match(line.text)
    length = len(first.group()) if first else 1
    while length < len(line.text) and line.text[length] in _CLOSING:
        length += 1
    return (line.x1 - line.x0) * length / max(len(line.text), 1)


def joined(paragraph: Sequence[Line]) -> str:
    """The text of a paragraph; between words of letters, and before the number of a sentence, the break is a blank."""
    text = paragraph[0].text
    for line in paragraph[1:]:
        first, last = line.text[:1], text[-1:]
        words = last.isascii() and last.isalpha() and first.isascii() and first.isalpha()
        numbered = (first.isdigit() and _ENDS.search(text)) or (not first.isdigit() and _BARE.search(text))
        spaced = words or bool(numbered)
        text += (" " if spaced else "") + line.text
    return text.strip()
