"""What a sentence of a rubric says in figures: points, bounds, deductions, look-back, deadlines, outcomes. Pure.

Every function takes a text as printed. Positions hold in it, for `plain` keeps each character's place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from kaoping.intake.marks import chinese_number

_FULL = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0xA0: 0x20, 0xFE6A: 0x25}
#: Letters that recognition from pictures puts for digits, between digits, or behind one before a unit.
_ZERO = re.compile(r"(?<=\d)(?<![A-Za-z]\d)[OoQ]+(?=[\d%.\u4e00-\u9fff])|(?<=[(\[【〔])[OoQ](?=\.\d)")
_ONE = re.compile(r"(?<=\d)[lI|](?=[\d%.分])|(?<=[(\[【〔])[lI|](?=\s*分|\d*\s*分|\.\d)")
CN = "一二两三四五六七八九十百"
NUMBER = r"(?<![\d.])\d{1,6}(?:\.\d{1,4})?(?!\.?\d)"
_COUNTED = rf"(?:{NUMBER}|[{CN}]{{1,4}})"

#: A sentence is asked about many times, and again after each correction. What is returned is shared: nobody changes it.
_kept = lru_cache(maxsize=16_384)


@_kept
def plain(text: str) -> str:
    """Full-width letters, digits and signs made half-width, letters read as the digits they stand for; as long as it was."""
    zeros = _ZERO.sub(lambda found: "0" * len(found.group()), text.translate(_FULL))
    return _ONE.sub("1", zeros)


def number(text: str) -> Decimal:
    """`2.5`, `两`, `十二` as a number."""
    if text[0].isdigit():
        return Decimal(text)
    return Decimal(chinese_number(text.replace("两", "二")))


# -- points ------------------------------------------------------------------------------------------------------------

_WORTH = r"(?:本项|此项|该项|小计|合计)?\s*(?:总分值?|满分|分值|权重|共计?|合计|计|占|得|记)?\s*(?:为|是)?[::]?\s*"
_BRACKETED = re.compile(
    rf"[(\[【〔〈{{]\s*{_WORTH}(?P<points>{NUMBER}|[{CN}]{{1,3}})\s*分\s*(?:/\s*[项个次条])?(?:[,,;、]\s*(?P<more>[^()\[\]【】〔〕]*?))?\s*"
    r"[)\]】〕〉}]"
)
_EACH = re.compile(
    rf"每[项个条款小]*(?:内容|指标|要点)?\s*(?:各|计|得|为|占)?\s*(?P<each>{NUMBER})\s*分|(?P<slash>{NUMBER})\s*分\s*/\s*[项个条]"
)
_TOTAL = re.compile(
    rf"(?:总分值?|满分|总计|合计|共计?|计)\s*(?:为|是)?\s*[::]?\s*(?P<points>{NUMBER})\s*分(?!以|之|及|的)"
)
_BARE = re.compile(rf"(?:分值|标准分|本项分值|权重分?)\s*(?:为|是)?\s*[::]?\s*(?P<points>{NUMBER})\s*分?")
_TRAILING = re.compile(
    rf"(?:^|[\s::—\-、,…·.]|(?<=[\u4e00-\u9fff])(?<![扣加减得满达足过于至占]))\s*(?P<points>{NUMBER})\s*分\s*[。;;.]?\s*$"
)
_ANY_BRACKET = re.compile(r"[(\[【〔〈{][^()\[\]【】〔〕〈〉{}]*分[^()\[\]【】〔〕〈〉{}]*[)\]】〕〉}]")
#: What takes points off or adds them is no item's worth.
_NO_WORTH = re.compile(r"扣|加|减|倒|得\s*0|以[上下内]")


class Worth(NamedTuple):
    """Points as they are printed.

    :ivar each: the points of each of the things listed; then `points` may be unknown
    :ivar sure: whether they stand in brackets or are named as points
    """

    points: Decimal | None
    start: int
    end: int
    each: Decimal | None = None
    sure: bool = True


@_kept
def worths(text: str) -> list[Worth]:
    """Every place where `text` prints points for something, in order."""
    folded = plain(text)
    found: list[Worth] = []
    for match in _ANY_BRACKET.finditer(folded):
        inside = match.group()
        if _NO_WORTH.search(inside):
            continue
        each = _EACH.search(inside)
        total = _TOTAL.search(inside)
        worth = _BRACKETED.fullmatch(inside)
        if each is not None:
            value = Decimal(each["each"] or each["slash"])
            whole = Decimal(total["points"]) if total else None
            if whole is None and worth is not None and "每" not in inside[: worth.start("points")]:
                first = number(worth["points"])
                whole = first if first != value else None
            found.append(Worth(whole, match.start(), match.end(), value, whole is not None))
        elif worth is not None:
            found.append(Worth(number(worth["points"]), match.start(), match.end(), None, not worth["more"]))
        elif total is not None:
            found.append(Worth(Decimal(total["points"]), match.start(), match.end()))
    if not found:
        for pattern in (_BARE, _TOTAL, _TRAILING):
            told = next((one for one in pattern.finditer(folded) if not _near_cost(folded, one.start("points"))), None)
            if told is None or (pattern is not _BARE and len(folded.strip()) > 60):
                continue
            found.append(Worth(Decimal(told["points"]), told.start(), told.end(), None, pattern is not _TRAILING))
            break
    single = _EACH.search(folded)
    if not found and single is not None and not _NO_WORTH.search(folded):
        found.append(Worth(None, single.start(), single.end(), Decimal(single["each"] or single["slash"]), False))
    return found


def _near_cost(folded: str, at: int) -> bool:
    return _NO_WORTH.search(folded[max(0, at - 8) : at]) is not None or bool(re.search(r"[扣加减]", folded[at:]))


@_kept
def total_of(text: str) -> Decimal | None:
    """The full score that a text declares: 总分100分, 满分为1000分, 实行百分制."""
    folded = plain(text)
    match = re.search(rf"(?:总分值?|满分|总计|基准分|基本分)\s*(?:为|是|共)?\s*[::]?\s*({NUMBER})\s*分", folded)
    if match:
        return Decimal(match[1])
    if "百分制" in folded:
        return Decimal(100)
    return Decimal(1000) if "千分制" in folded else None


def without_worth(text: str) -> str:
    """A text without the points printed for it, and without what they leave behind."""
    for worth in reversed(worths(text)):
        if worth.sure or worth.each is not None or worth.end == len(text):
            text = text[: worth.start] + text[worth.end :]
    return re.sub(r"([。；;，,])[。；;，,]+", r"\1", text).strip(" 　\t,，、:：—-")


# -- bounds ------------------------------------------------------------------------------------------------------------

Side = Literal["at_least", "at_most", "more_than", "less_than"]
Kind = Literal["count", "share", "amount"]
_COUNTS = "人次|户次|件次|批次|学时|课时|次|场|期|篇|件|项|个|名|人|份|部|家|户|条|起|例|处|支|所|册|幅|块|座|台|套|门|班|批|宗|条次"
_UNIT = rf"(?P<unit>个?百分点|%|‰|万元|亿元|元|{_COUNTS})"
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
    rf"每(?:年|半年|季度?|月)(?:度)?(?P<between>[^,，。；;、\d{CN}]{{0,14}}?)(?P<n>{NUMBER}|[{CN}]{{1,3}})\s*(?P<unit>{_COUNTS})"
)
_WHOLE = re.compile(r"(?<=[率面度])(?:均|全部|都)?(?:为|是|均为)?\s*100\s*%(?!以)")
_PER = (
    ("half-year", r"每半年|半年度"),
    ("quarter", r"每个?季度?"),
    ("month", r"每个?月"),
    ("year", r"每个?年度?|年均|全年|年度内|一年内?|本年度"),
)
_SOFT = re.compile(r"一般|原则上|力争|尽量|争取")
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


@_kept
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
    kept: list[Bound] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return kept


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


# -- deductions --------------------------------------------------------------------------------------------------------

_COST = r"(?:倒扣|扣减|扣除|扣罚|酌情扣|扣|减)(?:减|除)?\s*(?:本项|该项|此项|其)?"
_FALLS = re.compile(
    rf"(?:每|各|(?=[少缺低超迟])|(?=(?:发现|发生|出现|查实)[一1]))(?P<what>[^,，。；;每\d]{{0,24}}?)(?P<n>{NUMBER}|[{CN}])?\s*(?P<unit>个?百分点|%|个?工作日|个?月|天|日|年|小时|{_COUNTS})"
    rf"(?P<tail>[^。；;\d每]{{0,24}}?){_COST}\s*(?P<amount>{NUMBER})\s*分"
)
_FALLS_ANY = re.compile(
    rf"(?:每|各)(?P<what>[^,，。；;每\d]{{0,24}}?)(?P<n>)(?P<unit>)(?P<tail>[^。；;\d每]{{0,4}}?){_COST}\s*(?P<amount>{NUMBER})\s*分"
)
_FLAT = re.compile(rf"(?P<word>{_COST})\s*(?P<amount>{NUMBER})\s*分")
_SPREAD = re.compile(rf"{_COST}\s*({NUMBER})\s*分?\s*[-—–~至到]+\s*({NUMBER})\s*分")
_ALL = re.compile(
    r"不得分|不计分|不给分|得\s*0\s*分|得零分|计\s*0\s*分|记\s*0\s*分|扣除?全部分值|全扣|该?项(?:分值)?全部扣除|扣完全部"
)
#: 1处未整改扣5分: for each.
_SINGLE = re.compile(rf"\s*(?:有|凡有)?[1一](?:\s*)(?P<unit>{_COUNTS})(?=[\u4e00-\u9fff])")
_CAP = re.compile(
    rf"(?:累计|合计|最多|最高|总计|共|本项)\s*(?:扣分|扣减|扣)?\s*(?:不超过|不得超过|至多|最多|最高)?\s*(?:扣分|扣减|扣)?\s*({NUMBER})\s*分"
)
_UNTIL = re.compile(r"扣完(?:本项分?值?|该项分?值?|此项|[^,，。；]{0,6})?(?:分值?)?为止|直至扣完|扣完即止|以扣完")
_CAP_ONLY = re.compile(r"^\s*(?:但|且)?(?:累计|合计|最多|最高|总计|直至|扣完|以扣完|共扣|本项扣完)")
_COSTS = re.compile(rf"{_COST}\s*\d|不得分|不计分|不给分|得\s*0\s*分|得零分|酌情扣|视情.{{0,6}}扣|扣完|扣分")


@dataclass(frozen=True, slots=True)
class Deduction:
    """What a fault costs.

    :ivar amount: once; None where `each` counts
    :ivar each: for each unit of `unit`, `per` of them at a time
    :ivar all: all the points of the item
    :ivar cap: no more than this in all
    :ivar lead: the words before it in its sentence
    :ivar spread: from so much to so much, at discretion
    """

    amount: Decimal | None = None
    each: Decimal | None = None
    per: Decimal = Decimal(1)
    unit: str = ""
    what: str = ""
    lead: str = ""
    all: bool = False
    cap: Decimal | None = None
    spread: tuple[Decimal, Decimal] | None = None


def costs(text: str) -> bool:
    """Whether a sentence takes points off."""
    return _COSTS.search(plain(text)) is not None


@_kept
def deduction(text: str) -> Deduction | None:
    """The deduction that one clause prints; None where it prints none that can be worked out."""
    folded = plain(text)
    cap = _CAP.search(folded)
    limit = Decimal(cap[1]) if cap and re.search(r"扣|减|累计|最多|最高", cap.group()) else None
    spread = _SPREAD.search(folded)
    if spread:
        return Deduction(spread=(Decimal(spread[1]), Decimal(spread[2])), cap=limit)
    falls = _FALLS.search(folded) or _FALLS_ANY.search(folded)
    if falls:
        per = number(falls["n"]) if falls["n"] else Decimal(1)
        what = (falls["what"] + falls["tail"]).strip(" ,，的")
        return Deduction(
            each=Decimal(falls["amount"]),
            per=per,
            unit=falls["unit"] or "",
            what=what,
            lead=folded[: falls.start()],
            cap=limit,
        )
    flat = next((one for one in _FLAT.finditer(folded) if not (cap and cap.start() <= one.start() < cap.end())), None)
    if flat:
        single = _SINGLE.match(folded)
        if single is not None and single.end() <= flat.start():
            return Deduction(each=Decimal(flat["amount"]), unit=single["unit"], cap=limit)
        return Deduction(amount=Decimal(flat["amount"]), cap=limit)
    if _ALL.search(folded):
        return Deduction(all=True)
    return Deduction(cap=limit) if limit is not None else None


def says_cap_only(text: str) -> bool:
    """Whether a clause only limits the deductions before it: 扣完为止, 累计不超过1.2分."""
    folded = plain(text)
    return bool(_CAP_ONLY.search(folded)) and (bool(_UNTIL.search(folded)) or bool(_CAP.search(folded)))


def clause_cuts(text: str) -> list[int]:
    """Where a sentence that holds several demands is cut: before each deduction's or bound's own clause.

    The first cut is 0. What limits a deduction stays with it.
    """
    folded = plain(text)
    commas = [match.end() for match in re.finditer(r"[,;、](?=\S)", folded) if not _within(folded, match.start())]
    edges = [0, *(cut for cut in commas if folded[cut - 1] != "、"), len(text)]
    clauses = [(start, end) for start, end in pairwise(edges)]
    told = [_tells(text[start:end]) for start, end in clauses]
    if sum(told) < 2:
        return [0]
    cuts, full = [0], False
    for (start, end), own in zip(clauses, told, strict=True):
        later = text[start:end]
        if full and not says_cap_only(later) and not _continues(later):
            cuts.append(start)
            full = False
        full = full or own
    if len(cuts) > 1 and not _tells(text[cuts[-1] :]):
        cuts.pop()
    return cuts


def _tells(clause: str) -> bool:
    found = deduction(clause)
    if found is not None and (found.amount or found.each or found.spread or found.all):
        return True
    return bool(bounds(clause)) and not costs(clause)


def _continues(clause: str) -> bool:
    return re.match(r"\s*(?:扣|每?[少低缺超差迟延]|但|并|且|其中|否则)", plain(clause)) is not None


def _within(folded: str, at: int) -> bool:
    before = folded[:at]
    return any(before.count(left) > before.count(right) for left, right in ("()", "[]", "【】", "《》", "“”"))
