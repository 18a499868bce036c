"""Figures that must be reached or kept under: 不少于4次, 90%以上, 控制在3起以内; look-back, 一般, 每季度. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, NamedTuple

from kaoping.drafting.phrases.figures import CN, NUMBER, kept, number, plain

Side = Literal["at_least", "at_most", "more_than", "less_than"]
Kind = Literal["count", "share", "amount"]
COUNTS = "平方米|人次|户次|件次|批次|学时|课时|次|场|期|篇|件|项|个|名|人|份|部|家|户|条|起|例|处|支|所|册|幅|块|座|台|套|门|班|批|宗|条次"
_UNIT = rf"(?P<unit>个?百分点|%|‰|万元|亿元|元|{COUNTS})"
_FIGURE = rf"(?P<n>百分之[{CN}]{{1,4}}|{NUMBER}|[{CN}]{{1,4}})\s*{_UNIT}?"
_AFTER = r"(?:\(含[^()]{0,8}\))?\s*(?:及其?)?(?P<after>以上|以内|之内|以下)?"
_BEFORE: tuple[tuple[Side, str], ...] = (
    ("at_least", r"不少于|不低于|不得少于|不得低于|不能低于|不能少于|不小于|至少(?:有|开展|举办|组织|召开|进行|安排|参加|完成|集体学法)?|大于等于|≥|>=|高于或等于|达到或超过|达不到|未达到|未达|不满|不到|达到|达"),
    ("at_most", r"不超过|不高于|不得超过|不得高于|不多于|不得多于|不大于|不能超过|控制在|小于等于|≤|<=|低于或等于"),
    ("more_than", r"(?<!不)(?<!不得)(?<!能)(?:超过|高于|大于|多于|>)"),
    ("less_than", r"(?<!不)(?<!不得)(?<!能)(?:低于|少于|小于|不足|<)"),
)  # fmt: skip
_BOUNDS = tuple((side, re.compile(rf"(?P<word>{words})\s*{_FIGURE}{_AFTER}")) for side, words in _BEFORE)
_TAIL = re.compile(rf"{_FIGURE}(?:\(含[^()]{{0,8}}\))?\s*(?:及其?|或)?(?P<after>以上|以内|之内|以下)")
_EACH_AT_LEAST = re.compile(
    rf"每(?:年|半年|季度?|月)(?:度)?(?P<between>[^,，。；;、\d{CN}]{{0,14}}?)(?P<n>{NUMBER}|[{CN}]{{1,3}})\s*(?P<unit>{COUNTS})"
)
_WHOLE = re.compile(r"(?<=[率面度])(?:均|全部|都)?(?:为|是|均为)?\s*100\s*%(?!以)")
_PER = (
    ("half-year", r"每半年|半年度"),
    ("quarter", r"每个?季度?"),
    ("month", r"每个?月"),
    ("year", r"每个?年度?|年均|全年|年度内|一年内?|本年度"),
)
_SOFT = re.compile(r"一般(?=应|要|不|控制|在|每|情况|须|需|可|至少|按|由|安排|达到|为|掌握|情形)|原则上|力争|尽量|争取")
#: People that a rule of procedure asks for are no figure of a rubric: 2人以上执法.
_TERMS = re.compile(r"^(?:人|名|个|家|户|条|件|项)$")


class Bound(NamedTuple):
    """A figure that must be reached or kept under.

    :ivar negated: it is printed as what must not be: 低于90%的
    """

    side: Side
    value: Decimal
    unit: str
    kind: Kind
    start: int
    end: int
    negated: bool = False


@kept
def bounds(text: str) -> list[Bound]:
    """Every clear bound with its unit, in order; lengths of time and of texts are none."""
    folded = plain(text)
    found: list[Bound] = []
    for side, pattern in _BOUNDS:
        for match in pattern.finditer(folded):
            word, after = match["word"], match["after"]
            real: Side = side
            if side == "at_least" and after in ("以内", "之内", "以下"):
                real = "at_most"
            negated = side == "less_than" or side == "more_than" or word in ("达不到", "未达到", "未达", "不满", "不到")
            found += _bound(match, real, negated)
    for match in _TAIL.finditer(folded):
        unit = match["unit"] or ""
        if _TERMS.match(unit) and Decimal(_value(match["n"])) <= 3 and unit in ("人", "名"):
            continue
        found += _bound(match, "at_least" if match["after"] == "以上" else "at_most", False)
    for match in _WHOLE.finditer(folded):
        found.append(Bound("at_least", Decimal(100), "%", "share", match.start(), match.end()))
    if not found:
        for match in _EACH_AT_LEAST.finditer(folded):
            if not re.search(r"[扣得加减]|每", match["between"]):
                found += _bound(match, "at_least", False)
    chosen: list[Bound] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not any(one.start < other.end and other.start < one.end for other in chosen):
            chosen.append(one)
    return chosen


def _bound(match: re.Match[str], side: Side, negated: bool) -> Iterator[Bound]:
    unit = match["unit"] or ""
    if match["n"].startswith("百分之"):
        unit = "%"
    tail = match.string[match.end("unit") if match["unit"] else match.end("n") :]
    if (
        not unit
        or unit == "‰"
        or (re.match(r"\s*(?:工作日|自然日|月|小时|年|分(?!之)|字|周|日|天)", tail) and unit in ("个", "%"))
    ):
        return
    kind: Kind = "share" if unit in ("%", "百分点", "个百分点") else "amount" if unit.endswith("元") else "count"
    value = _value(match["n"])
    if kind == "share" and (value > 100 or unit != "%"):
        return
    yield Bound(side, value, unit, kind, match.start(), match.end(), negated)


def _value(text: str) -> Decimal:
    return number(text.removeprefix("百分之"))


def per_of(text: str) -> str | None:
    """The period in which a bound must be reached each time: year, half-year, quarter, month."""
    return next((per for per, pattern in _PER if re.search(pattern, text)), None)


def is_soft(text: str) -> bool:
    """Whether the document itself says 一般 or 原则上."""
    return _SOFT.search(text) is not None


_LOOK_BACK = re.compile(rf"(?:近|最近|前|过去)\s*(\d|[{CN}])\s*年(?:内|来|以来|度)?")


def look_back(text: str) -> int | None:
    """How many years a demand looks back: 近三年内."""
    match = _LOOK_BACK.search(plain(text))
    return int(number(match[1])) if match else None
