"""Figures that cannot be as they are printed: letters for digits, shares over the whole, days that do not exist. Pure."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kaoping.drafting.phrases import plain
from kaoping.drafting.values import Draft, Finding, Part
from kaoping.numbers import plain as shown

_UNIT = r"\s*(?:[%％‰]|个|分|次|名|件|项|年|月|日|人|元|户|场|学时|课时|小时|天|万|份|篇|期|家|[)）\]】]|\Z)"
_LETTERS = re.compile(rf"(?<![A-Za-zＡ-Ｚａ-ｚ\d.])(?=[\dOoQlI|.]*[OoQlI|])(?=[\dOoQlI|.]*\d)[\dOoQlI|.]+(?={_UNIT})")
_MIXED = re.compile(r"(?<!\d)(?=\d*[0-9])(?=\d*[０-９])[\d.．]+")
#: So many letters among digits are one question.
_FULL_OF = 4
_SHARE = re.compile(r"(?<![\d.])(\d{3,}(?:\.\d+)?)\s*%")
_GROWS = re.compile(
    r"(?:增长|提高|增幅|增加|同比|超过上年|的比例.{0,4}上浮|上涨|提升|超额|完成.{0,12}(?:计划|任务|目标))"
)
_DAY = re.compile(r"(?:(\d{4})\s*年\s*)?(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*日")


def letters(draft: Draft) -> Iterator[Finding]:
    """A letter O for a zero, l or I for a one; digits of two widths in one number."""
    for part in _told(draft):
        for found in _LETTERS.finditer(part.text):
            mended = re.sub(r"[lI|]", "1", re.sub(r"[OoQ]", "0", found.group()))
            if not re.fullmatch(r"\d+(?:\.\d+)?", mended):
                continue
            unit = re.match(_UNIT, part.text[found.end() :])
            tail = unit.group().strip(")）]】 ") if unit else ""
            yield _finding(
                "letter-in-number",
                part,
                f"{found.group()}{tail}",
                f"{mended}{tail}",
                "数字里印了字母，多为识别或录入所致",
            )
        for found in _MIXED.finditer(part.text):
            yield _finding("mixed-width", part, found.group(), plain(found.group()), "一个数里有全角也有半角的数字")


def shares(draft: Draft) -> Iterator[Finding]:
    """Shares of more than the whole, but for growth."""
    for part in _told(draft):
        if part.role not in ("criterion", "requirement", "deduction", "veto", "outcome", "points"):
            continue
        text = plain(part.text)
        for found in _SHARE.finditer(text):
            value = Decimal(found[1])
            if value <= 100 or _GROWS.search(text[max(0, found.start() - 16) : found.start()]):
                continue
            tenth = value / 10
            reading = f"{shown(tenth)}%" if tenth <= 100 else "请核对原件"
            yield _finding("share-over", part, found.group(), reading, "百分比超过 100%")


def dates(draft: Draft) -> Iterator[Finding]:
    """Days that no year has."""
    for part in _told(draft):
        for found in _DAY.finditer(plain(part.text)):
            year, month, day = found[1], int(found[2]), int(found[3])
            if not 1 <= month <= 12:
                yield _finding("no-date", part, found.group(), "请核对原件", f"没有 {month} 月")
            elif not 1 <= day <= (last := monthrange(int(year) if year and int(year) else 2024, month)[1]):
                yield _finding(
                    "no-date",
                    part,
                    found.group(),
                    f"{month}月{last}日" if day else "请核对原件",
                    f"{month} 月没有 {day} 日",
                )


def merged(found: Sequence[Finding]) -> Iterator[Finding]:
    """Letters and mixed digits as one finding, where a document is full of them: the same happened everywhere."""
    if len(found) < _FULL_OF:
        yield from found
        return
    first = found[0]
    shown, mended = ("、".join(dict.fromkeys(getattr(one, name) for one in found)) for name in ("printed", "read_as"))
    places = "、".join(dict.fromkeys(one.place for one in found))
    why = f"{len(found)} 处数字里印了字母，或一个数里全角半角混用，多为识别所致（{places}）"
    yield Finding("letters", first.place, first.place, shown, mended, why, (), first.key)


def _told(draft: Draft) -> Iterator[Part]:
    return (part for part in draft.parts if part.role not in ("unused", "form"))


def _finding(code: str, part: Part, printed: str, read_as: str, why: str) -> Finding:
    return Finding(code, part.target or part.place, part.place, printed, read_as, why, (), part.key)
