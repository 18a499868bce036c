"""Dates, limits of characters, outcomes and adjustments as a document prints them. Pure."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from kaoping.drafting.phrases import CN, NUMBER, number, plain, worths

_LIMIT = re.compile(r"(?:不超过|不得超过|控制在|限|不多于)\s*(\d{2,5})\s*字|(\d{2,5})\s*字\s*(?:以内|之内|以下|左右)")
_YEARLY = re.compile(r"每年\s*(\d{1,2})\s*月\s*(?:(\d{1,2})\s*日|(底|末|上旬|中旬))?\s*(?:之?前|以前)")
_MONTHLY = re.compile(r"每月\s*(\d{1,2})\s*日\s*(?:之?前|以前)")
_DAY = re.compile(r"(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,2})\s*日")
_WORKING = re.compile(rf"(不少于|不低于|至少|不得少于|为期)?\s*(\d{{1,3}}|[{CN}]{{1,3}})\s*个工作日(?P<after>以上)?")
_LAST = {1: 31, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}


def character_limit(text: str) -> int | None:
    """The most characters that a report may have: 不超过2500字."""
    match = _LIMIT.search(plain(text))
    return int(match[1] or match[2]) if match else None


def yearly(text: str) -> str | None:
    """`11-30` of 每年11月30日前."""
    match = _YEARLY.search(plain(text))
    if match is None or not 1 <= int(match[1]) <= 12 or match[3] in ("上旬", "中旬"):
        return None
    month = int(match[1])
    day = int(match[2]) if match[2] else _LAST.get(month, 28)
    return f"{month:02}-{day:02}" if 1 <= day <= 31 else None


def monthly(text: str) -> int | None:
    """25 of 每月25日前."""
    match = _MONTHLY.search(plain(text))
    return int(match[1]) if match and 1 <= int(match[1]) <= 31 else None


def working_days(text: str) -> tuple[int, bool] | None:
    """The working days that a step takes, and whether at least so many."""
    match = _WORKING.search(plain(text))
    return (int(number(match[2])), bool(match[1] or match["after"])) if match else None


def days(text: str) -> list[tuple[int, int, int]]:
    """Year, month and day of each date; a date that prints no year has that of the date before it."""
    found: list[tuple[int, int, int]] = []
    year = 0
    for match in _DAY.finditer(plain(text)):
        year = int(match[1]) if match[1] else year
        if year and 1 <= int(match[2]) <= 12 and 1 <= int(match[3]) <= 31:
            found.append((year, int(match[2]), int(match[3])))
    return found


# -- outcomes and adjustments ------------------------------------------------------------------------------------------

_LABELS = (
    "优秀等次|良好等次|合格等次|优秀|良好|基本合格|不合格|合格|基本达标|不达标|未达标|达标|基本称职|不称职|称职|较好|较差|一般|优等|良等|中等|差等|先进|示范"
    "|不予(?:评[星定级]{1,2}|命名|认定|定级|评级)|不(?:评星|定级|命名)|限期整改|责令整改|[一二三四五][等类星]级?奖?|[一二三四五]级(?![\u4e00-\u9fff])|(?:A{2,5}|[A-E])[级类等]|优|良|中|差|好"
)
_LABEL = rf"(?:[\"“「『'‘](?P<quoted>[^\"”」』'’]{{1,20}})[\"”」』'’]|(?P<label>(?:{_LABELS})(?:(?:等次|(?![等并予由给的且应要将实须需不取通限责和与或及])[\u4e00-\u9fff]{{1,4}})(?=[,，。；;、)）]|$))?))"
_NAMED = r"(?:的(?:单位|窗口|乡镇|部门|村|学校|企业|机关|街道|个人|社区)?|者)?\s*[,:;]?\s*(?:可|应|应当)?(?:评定?为|定为|确定为|认定为|列为|评选为|授予|命名为|等[次级]为|为|是|属于?|—+|-+)?\s*"
_SPAN = re.compile(
    rf"({NUMBER})\s*[分%]?\s*(?:\(含[^()]{{0,8}}\))?\s*(?:[-—–~～至到]|(?:及其?)?以上(?:\(含[^()]{{0,8}}\))?[,、]?(?:不满|不足|未满|低于|小于|至)?)+\s*({NUMBER})\s*[分%]?\s*(?:\([^()]{{0,10}}\))?(?:以下|之间)?{_NAMED}{_LABEL}"
)
_OVER = re.compile(
    rf"({NUMBER})\s*(分|%)\s*(?:\(含[^()]{{0,8}}\))?\s*(?:及其?|或)?以上\s*(?:\(含?[^()]{{0,8}}\))?{_NAMED}{_LABEL}"
)
_AWARDED = re.compile(
    rf"({NUMBER})\s*分\s*(?:\(含[^()]{{0,8}}\))?\s*(?:及其?|或)?以上\s*(?:的|者)?\s*,?\s*(?:方可|即可|可)?(?:推荐|申报|拟)?(?:命名为|授予|评为|认定为|确定为)"
    r"[\"“]?(?P<label>[^\"“”,，。；;的、]{2,16})[\"”]?(?P<quoted>)(?=[,，。；;]|$)"
)
#: 得分达到85分的，命名为“法治示范户”.
_REACHED = re.compile(
    rf"(?:达到?|不低于|不少于)\s*({NUMBER})\s*分\s*(?:\(含[^()]{{0,8}}\))?\s*(?:及?以上)?\s*(?:的|者)\s*,?\s*(?:方可|即可|可)?(?:命名为|授予|评为|认定为|确定为)"
    r"[\"“]?(?P<label>[^\"“”,，。；;的、]{2,16})[\"”]?(?P<quoted>)(?=[,，。；;]|$)"
)
_UNDER = re.compile(
    rf"(?:(?:低于|不足|不满|未达到?)\s*{NUMBER}\s*(?:分|%)|{NUMBER}\s*(?:分|%)\s*(?:\([^()]{{0,8}}\))?\s*以下\s*(?:\([^()]{{0,8}}\))?){_NAMED}{_LABEL}"
)
#: Where bands with names of their own go before: 70分以下为整改村.
_UNDER_NAMED = re.compile(
    rf"{NUMBER}\s*分\s*(?:\([^()]{{0,8}}\))?\s*以下\s*(?:\([^()]{{0,8}}\))?\s*(?:的|者)?\s*,?\s*(?:评?定为|确定为|为)(?P<label>[\u4e00-\u9fff]{{2,6}})(?P<quoted>)(?=[,，。；;]|$)"
)
_OVER_NAMED = re.compile(
    rf"(?P<low>{NUMBER})\s*分?\s*(?:\([^()]{{0,8}}\))?\s*(?:(?:及|或)?以上|[-—–~～至到]+\s*{NUMBER}\s*分\s*(?:\([^()]{{0,8}}\))?)\s*(?:的|者)?\s*,?\s*(?:评?定为|确定为|为)(?P<label>[\u4e00-\u9fff]{{2,6}})(?P<quoted>)(?=[,，。；;]|$)"
)
#: 优秀（≥90分）、良好（≥80分且＜90分）.
_FIRST_SIGN = re.compile(
    rf"(?P<quoted>)(?P<label>(?:{_LABELS})(?:等次)?)\s*[(]\s*(?:(?P<low>{NUMBER})\s*分?\s*[≤<]|[^()\d]{{0,6}}(?:≥|>=|>)\s*(?P<least>{NUMBER})|[^()\d]{{0,6}}(?:<|≤)=?\s*{NUMBER})[^()]{{0,16}}[)]"
)
_REST = re.compile(rf"(?:其余|其他|其它)(?:的?(?:情形|单位|对象|乡镇|部门))?(?:均|皆|都|一律)?{_NAMED}{_LABEL}")
_FIRST = re.compile(
    rf"(?:[\"“「『'‘](?P<quoted>[^\"”」』'’]{{1,20}})[\"”」』'’]|(?P<label>基本满意|比较满意|不满意|非常满意|满意|{_LABELS}))(?:等[次级])?\s*(?:[(::]|,(?=\s*\d+\s*分?\s*(?:\([^()]{{0,6}}\))?\s*(?:(?:及)?以[上下]|[-—–~至到]+[^,;。]{{2,8}}?)\s*(?:[;。]|\Z)))\s*(?:[\u4e00-\u9fff]{{1,4}}\s*[,、])?\s*(?:得分|总分|综合得分|考核得分)?\s*(?:(?P<low>{NUMBER})\s*分?\s*(?:\(含[^()]{{0,6}}\))?\s*(?:(?:及)?以上|[-—–~至到]+\s*{NUMBER}\s*分?)|(?P<under>{NUMBER})\s*分\s*以下|(?:低于|不足)\s*(?P<below>{NUMBER}))"
)


_SIGN = re.compile(
    rf"(?:(?P<low>{NUMBER})\s*分?\s*[≤<](?:=)?\s*)?(?:[\u4e00-\u9fff]{{0,4}}(?:得分|总分|分数|成绩|分值|[SX])[\u4e00-\u9fff]{{0,2}}|(?:^|(?<=[,;:、。(；])))\s*(?:(?P<sign>≥|>=|>|≤|<=|<)\s*(?P<n>{NUMBER})\s*分?)\s*(?:[,、]?\s*(?:且|并且|而)\s*[\u4e00-\u9fff]{{0,4}}(?:<|≤)=?\s*{NUMBER}\s*分?\s*)?{_NAMED}{_LABEL}"
)


_SPELT = re.compile(rf"(?<![{CN}])[{CN}]{{2,4}}(?=分(?!之))")


class Band(NamedTuple):
    """One outcome: its label, and from how many points on; None for what is below all others."""

    label: str
    at_least: Decimal | None
    share: bool
    start: int
    end: int


#: 每项按好（16—20分）、较好（11—15分）评分: how each item is rated.
_PER_ITEM = re.compile(
    r"(?:每[一1]?小?|各|单)(?:项|个指标|条)(?:指标|内容)?(?:均|都|分别)?(?:按|分为|分成|设)[^。；;，,\d]{0,8}\d"
)


@lru_cache(maxsize=16_384)
def bands(text: str) -> list[Band]:
    """The outcomes that a sentence prints: 90分以上为优秀，80—89分为良好，60分以下为不合格."""
    folded = plain(text)
    if not re.search(r"\d", folded):  # 八十五分以上为优秀
        folded = _SPELT.sub(lambda match: f"{number(match.group()):f}", folded)
    found: list[Band] = []
    if _PER_ITEM.search(folded):
        return found

    def take(match: re.Match[str], low: str | None, share: bool = False) -> None:
        if not any(match.start() < one.end and one.start < match.end() for one in found):
            label = (match["quoted"] or match["label"]).strip()
            found.append(Band(label, Decimal(low) if low else None, share, match.start(), match.end()))

    for match in _SIGN.finditer(folded):
        take(match, match["low"] or (match["n"] if match["sign"] in ("≥", ">=", ">") else None))
    for match in _FIRST_SIGN.finditer(folded):
        take(match, match["low"] or match["least"])
    for match in _FIRST.finditer(folded):
        take(match, match["low"])
    for match in _AWARDED.finditer(folded):
        take(match, match[1])
    for match in _REACHED.finditer(folded):
        take(match, match[1])
    for match in _SPAN.finditer(folded):
        take(match, min(match[1], match[2], key=Decimal), "%" in match.group())
    for match in _UNDER.finditer(folded):
        take(match, None)
    for match in _OVER.finditer(folded):
        take(match, match[1], match[2] == "%")
    for match in _OVER_NAMED.finditer(folded) if found else ():
        take(match, match["low"])
    for match in _UNDER_NAMED.finditer(folded) if found else ():
        take(match, None)
    for match in _REST.finditer(folded):
        # By itself 其余 is a word like any other.
        if found or match.group() == folded.strip("。;. "):
            take(match, None)
    return sorted(found, key=lambda one: one.start)


_GIVES = re.compile(
    rf"(?P<each>每[^,，。；;加减扣奖\d]{{0,20}}?(?:{NUMBER}|[{CN}])?[^,，。；;加减扣奖\d]{{0,12}}?)?(?:加|奖励|奖|记|减|扣|倒扣|扣减)(?:记|计)?\s*(?P<low>{NUMBER})\s*(?:分\s*)?"
    rf"(?:[-—–~至到]+\s*(?P<high>{NUMBER})\s*)?分"
)
_MOST = re.compile(
    rf"(?:累计|最多|最高|合计|总计|总分|上限|共)\s*(?:加分|减分|扣分|加|减|扣)?\s*(?:不超过|不得超过|不高于|为|至多|最多|最高)?\s*(?:加分|减分|扣分|加|减|扣)?\s*({NUMBER})\s*分"
    rf"|不超过\s*({NUMBER})\s*分|({NUMBER})\s*分\s*(?:封顶|为限|为上限)"
)


_RANKS = re.compile(
    rf"(?:分别|依次)(?:给予)?(?:加|奖励?|减|倒?扣|扣减)\s*{NUMBER}\s*分?(?:\s*[、,]\s*{NUMBER}\s*分?)+(?<=分)"
)


class Gift(NamedTuple):
    """What an adjustment gives or takes: so much each time, or from `low` to `high`; no more than `cap` in all."""

    amount: Decimal | None
    low: Decimal | None
    high: Decimal | None
    cap: Decimal | None


def _each_rank(folded: str) -> list[Decimal]:
    """What 分别加3分、2分、1分 gives to each rank."""
    found = _RANKS.search(folded)
    return [Decimal(one) for one in re.findall(NUMBER, found.group())] if found else []


def gift(text: str) -> Gift:
    """What a bonus or penalty item prints."""
    folded = plain(text)
    most = _MOST.search(folded)
    cap = Decimal(most[1] or most[2] or most[3]) if most else None
    given = [one for one in _GIVES.finditer(folded) if not (most and most.start() <= one.start("low") < most.end())]
    match = given[0] if given else None
    if match is None:
        worth = next((one.points for one in worths(text) if one.points is not None), None)
        return Gift(None, None, None, cap if cap is not None else worth)
    low = Decimal(match["low"])
    amounts = sorted({Decimal(one["low"]) for one in given} | set(_each_rank(folded)))
    if len(amounts) > 1 and not any(one["high"] for one in given):
        return Gift(None, amounts[0], amounts[-1], cap)
    if match["high"]:
        return Gift(None, low, Decimal(match["high"]), cap)
    return Gift(low, None, None, cap)
