"""Numbers before items as Chinese documents print them: 一、 （一） 1、 1. 1.2 (1) ① 第一条, half and full width. Pure."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

#: How a number is written. `bare` has no sign behind it, only a space.
Kind = Literal["chapter", "cn", "cn-paren", "dot", "dotted", "paren", "half-paren", "circle", "bare"]

_CN = "〇零一二三四五六七八九十百"
_DIGIT = "0-9０-９"
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0}

_MARK = re.compile(
    rf"""\s*(?:
      第(?P<chapter>[{_CN}]{{1,5}}|[{_DIGIT}]{{1,3}})(?:部分|[章节条项款部篇])
    | [(（]\s*(?P<cn_paren>[{_CN}]{{1,5}})\s*[)）][、.．]?
    | (?P<cn>[{_CN}]{{1,5}})\s*[、.．]
    | [(（]\s*(?P<paren>[{_DIGIT}]{{1,3}})\s*[)）][、.．]?
    | (?P<dotted>[{_DIGIT}]{{1,3}}(?:[.．][{_DIGIT}]{{1,3}}){{1,3}})(?:[、.．]|\s+|(?=[^\s{_DIGIT}.．%％分个项次年月日人级万元]))
    | (?P<dot>[{_DIGIT}]{{1,3}})\s*(?:[、.．](?![{_DIGIT}])|．(?=[{_DIGIT}]{{2,3}}分)|[.．](?=[{_DIGIT}]{{2,3}}分(?:[(（]含?[^()（）]*[)）])?(?:及?以[上下]|[—–~～至-])))
    | (?P<half_paren>[{_DIGIT}]{{1,3}})[)）]
    | (?P<circle>[{_CIRCLES}])
    | (?P<paren_sign>[⑴-⒇])
    | (?P<cn_sign>[㈠-㈩])
    | (?P<dot_sign>[⒈-⒛])
    | (?P<bare>[{_DIGIT}]{{1,3}})\s+(?=[^\s{_DIGIT}]|[{_DIGIT}]{{1,3}}[、.．](?![{_DIGIT}]))
    )\s*""",
    re.VERBOSE,
)
#: By the group that found it; a number may be one sign.
_KINDS: dict[str, Kind] = {
    "chapter": "chapter", "cn": "cn", "cn_paren": "cn-paren", "cn_sign": "cn-paren", "dot": "dot", "dot_sign": "dot",
    "dotted": "dotted", "paren": "paren", "paren_sign": "paren", "half_paren": "half-paren", "circle": "circle", "bare": "bare",
}  # fmt: skip
_ALONE = re.compile(rf"\s*(?P<bare>[{_DIGIT}]{{1,3}})\s*")
#: Where an item may begin inside a paragraph: after the end of a sentence, a tag, or points in brackets.
_INSIDE = re.compile(r"(?<=[。；;！!？?：:>])\s*(?=\S)|(?<=分[)）\]】])\s*(?=\S)")


class Mark(NamedTuple):
    """A number before an item: how it is written, its parts (1.2 has two), and where the text goes on."""

    kind: Kind
    value: tuple[int, ...]
    end: int


def mark(text: str, start: int = 0) -> Mark | None:
    """The number that `text` begins with at `start`."""
    found = _MARK.match(text, start)
    if found is None or found.lastgroup is None:
        return None
    parts = re.split(r"[.．]", found.group(found.lastgroup))
    return Mark(_KINDS[found.lastgroup], tuple(_value(part) for part in parts), found.end())


def marks(text: str) -> tuple[list[Mark], int]:
    """The numbers that `text` begins with, one behind the other (`72 1. …`), and where the words begin."""
    found: list[Mark] = []
    end = 0
    while len(found) < 3 and (one := mark(text, end)) is not None:
        found.append(one)
        end = one.end
    return found, end


def alone(text: str) -> Mark | None:
    """The number, where `text` is nothing else: a cell of the column 序号."""
    one = mark(text)
    if one is not None and one.end >= len(text):
        return one
    found = _ALONE.fullmatch(text)
    return Mark("bare", (_value(found.group("bare")),), len(text)) if found else None


def starts(text: str) -> list[int]:
    """Where sentences begin that carry a number of their own, after the first."""
    return [found.end() for found in _INSIDE.finditer(text) if found.end() and mark(text, found.end()) is not None]


def _value(text: str) -> int:
    for first, last in ("⑴⒇", "㈠㈩", "⒈⒛"):
        if first <= text <= last:
            return ord(text) - ord(first) + 1
    if text in _CIRCLES:
        return _CIRCLES.index(text) + 1
    if text[0] in _CN:
        return chinese_number(text)
    return int(text)


def chinese_number(text: str) -> int:
    """`十二` is 12, `二十` is 20, `一百零五` is 105, `二〇` is 20."""
    if not set(text) & set("十百"):
        return int("".join(str(_DIGITS[char]) for char in text))
    total = digit = 0
    for char in text:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit
