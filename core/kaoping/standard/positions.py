"""Where things stand in a TOML text: a scanner, and an index from a path to line and column built on it.

No TOML library gives positions that hold for Chinese text. The scanner reads the structure of TOML and judges nothing:
on text that is not TOML it goes on at the next line. Up to the first syntax error it sees what `tomllib` sees.
It takes time in proportion to the text, whatever the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from kaoping.text import visible

#: A path in parsed data: table keys, and indexes of array elements from 0.
Loc = tuple[str | int, ...]

#: Characters of a source line that a message quotes.
QUOTE_WIDTH = 160

#: The index ends where keys or brackets go deeper; `kaoping.standard.toml` refuses such files long before.
_DEEPEST = 64

# Possessive only on single characters: before Python 3.11.5 a possessive group gives back what it must keep. None of
# these can fail once begun, so a plain group costs no backtracking.
_BLANK = re.compile(r"[ \t]*+")
_SPACE = re.compile(r"(?:[ \t\r\n]++|#[^\n]*+)*")
_DOT = re.compile(r"[ \t]*+\.[ \t]*+")
_EQUALS = re.compile(r"[ \t]*+=[ \t]*+")
_BARE = re.compile(r"[^\s=.,\[\]{}\"'#]++")  # wider than TOML: a key in Chinese without quotes is one key all the same
_BASIC = re.compile(r'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*(?:"|\\?)')
_LITERAL = re.compile(r"'[^'\n]*+'?")
_LONG_BASIC = re.compile(r'"""[^"\\]*+(?:(?:\\.|"{1,2}(?!"))[^"\\]*+)*(?:"{3,5})?', re.DOTALL)
_ATOM = re.compile(r"\d{4}-\d\d-\d\d \d\d:[^\s,\]\}#]*+|[^\s,\]\}\[\{\"'#]++")
# Most of a standard is one of these two: a whole line `key = value`, and such a pair in an inline table. One match each
# instead of a match for every part; what they do not match is read part by part, to the same events.
_SIMPLE_VALUE = r"""(?:("(?!"")[^"\\\n]*+")|(\d{4}-\d\d-\d\d \d\d:[^\s,\]\}#]*+|[^\s,\]\}\[\{"'#]++))"""
_SIMPLE_PAIR = re.compile(r"""([^\s=.,\[\]{}"'#]++)[ \t]*+=[ \t]*+""" + _SIMPLE_VALUE)
_SIMPLE_LINE = re.compile(_SIMPLE_PAIR.pattern + r"[^\n]*+\n")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
_SIMPLE = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


class Part(NamedTuple):
    """One part of a dotted key as written, quotes and escapes included, and the offset where it starts."""

    start: int
    raw: str

    def name(self) -> str:
        """The key that is meant."""
        if self.raw[0] == '"':
            return _ESCAPE.sub(_escaped, self.raw[1:-1]) if "\\" in self.raw else self.raw[1:-1]
        return self.raw[1:-1] if self.raw[0] == "'" else self.raw


class Event(NamedTuple):
    """One thing the scanner met, from offset `start` to `end`.

    `kind` is "table" for `[a]`, "tables" for `[[a]]`, "key" for a key before `=`, "string", "atom" for any other
    plain value, "array" and "inline" for the opening and "close" for the closing bracket of an array or inline
    table, and "line" for the line break that ends a statement.
    """

    kind: str
    start: int
    end: int
    parts: tuple[Part, ...] = ()


def scan(text: str) -> Iterator[Event]:
    """What stands in `text`, in order of offset. Line ends are `\\n`; offsets count characters from 0.

    Neither recursive nor quadratic, so that it may look at a hostile text before `tomllib` does.
    """
    i, size = 0, len(text)
    inside: list[str] = []  # the open brackets
    while True:
        i = _skip(_SPACE if inside else _BLANK, text, i)
        if i >= size:
            return
        char = text[i]
        if inside and char in ",]}":
            if char != ",":
                inside.pop()
                yield Event("close", i, i + 1)
            i = i + 1 if inside else _line_end(text, i)
            continue
        if not inside and char in "\n#[":
            if char == "\n":
                yield Event("line", i, i + 1)
                i += 1
                continue
            if char == "[":
                many = text.startswith("[[", i)
                parts, end = _key(text, _skip(_BLANK, text, i + 1 + many))
                yield Event("tables" if many else "table", i, end, parts)
            i = _line_end(text, i)
            continue
        if not inside or inside[-1] == "{":
            if simple := (_SIMPLE_PAIR if inside else _SIMPLE_LINE).match(text, i):
                yield Event("key", i, simple.end(1), (Part(i, simple[1]),))
                start, end = simple.span(simple.lastindex or 0)
                yield Event("string" if simple.lastindex == 2 else "atom", start, end)
                i = simple.end()
                if not inside:
                    yield Event("line", i - 1, i)
                continue
            parts, end = _key(text, i)
            if parts:
                yield Event("key", i, end, parts)
            equals = _EQUALS.match(text, end)
            if not parts or not equals:
                i = max(end, i + 1) if inside else _line_end(text, i)
                continue
            i = equals.end()
            if i >= size or text[i] in "\n#,]}":
                continue
        kind, end = _value(text, i)
        yield Event(kind, i, end)
        if kind in ("array", "inline"):
            inside.append(text[i])
        i = end if inside else _line_end(text, end)


class Lines:
    """Lines and columns of a text whose line ends are `\\n`. No method raises."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1; an offset outside the text becomes the nearest one inside."""
        offset = min(max(offset, 0), len(self._text))
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """The offset of a line and column, the inverse of `line_column`."""
        start = self._starts[min(max(line, 1), len(self._starts)) - 1]
        return min(start + max(column, 1) - 1, len(self._text))

    def quote(self, line: int, column: int = 1) -> str:
        """The source line for a message: control characters made visible, cut to 160 characters around `column`."""
        if not 1 <= line <= len(self._starts):
            return ""
        start = self._starts[line - 1]
        text = self._text[start : _line_end(self._text, start)].rstrip("\r")
        first = 0 if column <= QUOTE_WIDTH else min(column - QUOTE_WIDTH // 2, max(len(text) - QUOTE_WIDTH, 0))
        part = text[first : first + QUOTE_WIDTH]
        before, after = "…" if first else "", "…" if first + QUOTE_WIDTH < len(text) else ""
        return before + visible(part if first else part.lstrip()).rstrip() + after


class Positions(Lines):
    """Lines and columns of everything in one TOML text. No method raises, whatever the text or the path."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        #: Keys and tables written a second time: offset of the second, offset of the first, path.
        self.repeated: list[tuple[int, int, Loc]] = []
        self._places: dict[Loc, tuple[int, int]] = {(): (0, 0)}
        self._index()

    def at(self, loc: Loc, *, key: bool = False) -> tuple[int, int]:
        """Line and column, both from 1 and in characters, of the value at `loc`, or of its key.

        A table with a header of its own stands at the header's bracket, an element of an array at itself. Segments
        that the text does not know (a field that is missing, a tag that pydantic adds for a union) are left out,
        so that the nearest known place answers; for nothing known it is the start of the text.
        """
        known = loc in self._places
        place = self._places[loc] if known else self._places[self._nearest(loc)]
        return self.line_column(place[0] if key and (known or self._ends_with_key(loc)) else place[1])

    def _nearest(self, loc: Loc) -> Loc:
        """The longest known path whose segments are in `loc` in order; of equals the one that follows it furthest."""
        found: list[Loc] = [()]
        for segment in loc[:64]:
            longer = [(*path, segment) for path in found]
            found += [path for path in longer if path in self._places and path not in found]
            del found[256:]
        return max(found, key=lambda path: (len(path), _shared(path, loc)))

    def _ends_with_key(self, loc: Loc) -> bool:
        return bool(loc) and self._nearest(loc)[-1:] == loc[-1:]

    def _index(self) -> None:
        counts: dict[Loc, int] = {}  # elements so far of each array of tables
        implied: set[Loc] = set()  # tables that only a longer name made known
        base: Loc = ()  # the table of the header above
        path: Loc = ()  # what the next value belongs to
        start = 0  # where the key of that value starts
        within: list[tuple[Loc, int]] = []  # open brackets: path, index of the next element or -1 in an inline table
        for event in scan(self._text):
            kind = event.kind
            if kind == "line":
                continue
            if len(event.parts) + len(within) > _DEEPEST:
                return
            if kind in ("table", "tables"):
                within.clear()
                base = self._header(event, counts, implied)
            elif kind == "key":
                path = within[-1][0] if within else base
                for part in event.parts[:-1]:
                    path = (*path, part.name())
                    if path not in self._places:
                        self._places[path] = (part.start, part.start)
                        implied.add(path)
                path, start = (*path, event.parts[-1].name()), event.parts[-1].start
            elif kind == "close":
                if within:
                    within.pop()
            else:
                here, key = path, start
                if within and within[-1][1] >= 0:
                    outer, index = within[-1]
                    within[-1] = (outer, index + 1)
                    here, key = (*outer, index), event.start
                if here in self._places:
                    self.repeated.append((key, self._places[here][0], here))
                else:
                    self._places[here] = (key, event.start)
                if kind in ("array", "inline"):
                    within.append((here, 0 if kind == "array" else -1))

    def _header(self, event: Event, counts: dict[Loc, int], implied: set[Loc]) -> Loc:
        path: Loc = ()
        for part in event.parts[:-1]:
            path = (*path, part.name())
            if path not in self._places:
                self._places[path] = (part.start, event.start)
                implied.add(path)
            if path in counts:
                path = (*path, counts[path] - 1)
        if not event.parts:
            return path
        last = event.parts[-1]
        path = (*path, last.name())
        place = (last.start, event.start)
        if event.kind == "tables":
            self._places.setdefault(path, place)
            counts[path] = counts.get(path, 0) + 1
            path = (*path, counts[path] - 1)
            self._places[path] = place
        elif path in implied or path not in self._places:
            self._places[path] = place
            implied.discard(path)
        else:
            self.repeated.append((last.start, self._places[path][0], path))
        return path


def _skip(pattern: re.Pattern[str], text: str, i: int) -> int:
    match = pattern.match(text, i)
    return match.end() if match else i


def _line_end(text: str, i: int) -> int:
    end = text.find("\n", i)
    return len(text) if end < 0 else end


def _key(text: str, i: int) -> tuple[tuple[Part, ...], int]:
    """The parts of the key at `i` and the offset after it; no part and `i` itself where there is no key."""
    parts: list[Part] = []
    end = i
    while i < len(text):
        pattern = _BASIC if text[i] == '"' else _LITERAL if text[i] == "'" else _BARE
        match = pattern.match(text, i)
        if not match:
            break
        parts.append(Part(i, match.group()))
        end = match.end()
        dot = _DOT.match(text, end)
        if not dot:
            break
        i = dot.end()
    return tuple(parts), end


def _value(text: str, i: int) -> tuple[str, int]:
    char = text[i]
    if char in "[{":
        return ("array" if char == "[" else "inline"), i + 1
    if text.startswith("'''", i):
        end = text.find("'''", i + 3)
        return "string", len(text) if end < 0 else _skip(_QUOTES, text, end + 3)
    if char in "\"'":
        pattern = _LONG_BASIC if text.startswith('"""', i) else _BASIC if char == '"' else _LITERAL
        return "string", _skip(pattern, text, i)
    return "atom", max(_skip(_ATOM, text, i), i + 1)


#: A long literal string may end in up to two quotes of its own.
_QUOTES = re.compile("'{0,2}")


def _escaped(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    if code is None:
        return _SIMPLE.get(match[4], match[4])
    number = int(code, 16)
    return chr(number) if number <= 0x10FFFF else "\ufffd"


def _shared(path: Loc, loc: Loc) -> int:
    """How many segments two paths share from the start."""
    count = 0
    for ours, theirs in zip(path, loc, strict=False):
        if ours != theirs:
            break
        count += 1
    return count
