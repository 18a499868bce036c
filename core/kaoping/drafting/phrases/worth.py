"""What a sentence prints as worth points: for one thing, for each of several, for the whole. Pure."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from kaoping.drafting.phrases.figures import CN, NUMBER, kept, number, plain

_WORTH = (
    r"(?:本项|此项|该项|小计|合计)?(?:指标)?\s*(?:总分值?|满分|分值|权重|共计?|合计|计|占|得|记)?\s*(?:为|是)?[::]?\s*"
)
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
_BARE = re.compile(
    rf"(?:分值|标准分|本项分值|权重分?)\s*(?:为|是)?\s*[::]?\s*(?P<points>{NUMBER})(?![\d.])(?!\s*分?\s*(?:以[上下内]|之间|[-—–~～至到]))\s*分?"
)
_TRAILING = re.compile(
    rf"(?:^|[,、]?\s*[计记]|[\s::—\-、,…·.]|(?<=[\u4e00-\u9fff])(?<![扣加减得满达足过于至占]))\s*(?P<points>{NUMBER})\s*分\s*[。;;.]?\s*$"
)
#: 成立工作专班5分，未成立不得分: points behind a name, before its first comma.
_LEADING = re.compile(
    rf"^[^,。;；:：\d]{{2,24}}?(?<![扣加减得满达足过于至占低高])(?<!积分)(?<!得分)(?<!均分)(?<!成绩)(?<!评分)(?<!测评)\s*(?P<points>{NUMBER})\s*分(?=\s*[,;])"
)
_ANY_BRACKET = re.compile(r"[(\[【〔〈{][^()\[\]【】〔〕〈〉{}]*分[^()\[\]【】〔〕〈〉{}]*[)\]】〕〉}]")
#: What takes points off or adds them is no item's worth.
_NO_WORTH = re.compile(r"扣|加|减|倒|得\s*0|以[上下内]")


#: 共40分，扣完为止: the end of what may be taken off is no deduction.
_UNTIL = re.compile(r"[,;、]?\s*[扣减]完为止")
#: What is printed behind that end is the whole of the item.
_WHOLE_BEHIND = re.compile(r"[扣减]完为止[,;。]\s*(?:共计?|合计|计|满分|本项)\s*为?\s*\Z")
#: Digits that recognition set apart: （1 5分）.
_SPACED = re.compile(r"[(\[【〔]\s*\d\s+\d\s*分\s*[)\]】〕]")
_SHARE = re.compile(rf"[(\[【〔]\s*(?:占比?|权重|分值占比?|占总分)\s*(?:为|是)?\s*[::]?\s*({NUMBER})\s*%\s*[)\]】〕]")


#: 实行量化考核，共计100分: the whole, where it is no heading's own points in brackets.
_TOGETHER = re.compile(r"(?<![(\[【〔])(?:合计|共计|总共|共)\s*(\d{3,4})\s*分(?![)\]】〕]|[以及之]|扣)")

#: 满分120分，其中基本分100分，附加分20分: what adds is no part of the items' sum.
_PARTS = re.compile(
    rf"其中[^。;]{{0,8}}?(?:基本|基础|基准|标准|考核|指标)[项分]*(?:为|是)?\s*({NUMBER})\s*分[^。;\d]{{0,6}}(?:附加|加|奖励|创新)[项分]*(?:为|是)?\s*({NUMBER})\s*分"
)
_BARE_SHARE = re.compile(rf"[^，,。；;：:()（）\d%]{{2,24}}[(\[【〔]\s*({NUMBER})\s*%\s*[)\]】〕]")


_STEP = re.compile(rf"[^\d扣加减]{{2,16}}{NUMBER}\s*分\s*")


#: （8分，每少1次扣4分）: the points, then what takes them off.
_THEN_COST = re.compile(rf"[(\[【〔]\s*(?P<points>{NUMBER})\s*分\s*[,;。；]\s*(?=[^()]*扣)")


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


@kept
def worths(text: str) -> list[Worth]:
    """Every place where `text` prints points for something, in order."""
    folded = plain(text)
    found: list[Worth] = []
    for match in _ANY_BRACKET.finditer(folded):
        inside = _UNTIL.sub("", match.group())
        if _NO_WORTH.search(inside):
            if (ahead := _THEN_COST.match(inside)) is not None:
                start = match.start() + 1
                found.append(Worth(Decimal(ahead["points"]), start, match.start() + ahead.end()))
            continue
        if _SPACED.fullmatch(inside):
            inside = re.sub(r"(?<=\d)\s+(?=\d)", "", inside)
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
        for pattern in (_BARE, _TOTAL, _TRAILING, _LEADING):
            told = next((one for one in pattern.finditer(folded) if not _near_cost(folded, one.start("points"))), None)
            if pattern is _LEADING:
                told = _LEADING.match(folded)
                if told is not None and re.search(r"[扣加减得满达足过于至占低高]\s\Z", folded[: told.start("points")]):
                    told = None
            if told is None or (pattern not in (_BARE, _LEADING) and len(folded.strip()) > 60):
                continue
            start = told.start("points") if pattern is _LEADING else told.start()
            named = pattern is not _TRAILING and pattern is not _LEADING
            found.append(Worth(Decimal(told["points"]), start, told.end(), None, named))
            break
    found = [one for one in found if one.points != 0]
    single = _EACH.search(folded)
    if not found and single is not None and not _NO_WORTH.search(folded):
        found.append(Worth(None, single.start(), single.end(), Decimal(single["each"] or single["slash"]), False))
    return found


def _near_cost(folded: str, at: int) -> bool:
    if re.search(r"\d\s*分\s+\Z", folded[:at]):
        return False  # 每少一次扣1分 6分: the deduction ends before
    if _WHOLE_BEHIND.search(folded[:at]):
        return False  # 每件扣5分,扣完为止,共20分
    before = folded[max(0, at - 8) : at]
    if re.search(r"\s\Z", before):
        before = re.sub(r"以[上下内]", "", before)  # 处理率达到75%以上  150分: a blank stands between
    return _NO_WORTH.search(before) is not None or bool(re.search(r"[扣加减]", folded[at:]))


@kept
def total_of(text: str) -> Decimal | None:
    """The full score that a text declares: 总分100分, 满分为1000分, 实行百分制."""
    folded = plain(text)
    match = re.search(
        rf"(?:总分值?|满分|总计|基准分|基本分|基础分)\s*(?:为|是|共)?\s*[::]?\s*({NUMBER})\s*分(?!\s*(?:\(含[^()]{{0,6}}\))?\s*(?:[以及之]|[-—–~至到]))",
        folded,
    )
    if match:
        parts = _PARTS.search(folded, match.end())
        begun = parts is not None and Decimal(parts[1]) + Decimal(parts[2]) == Decimal(match[1])
        return Decimal(parts[1]) if parts is not None and begun else Decimal(match[1])
    whole = _TOGETHER.search(folded)
    if whole and Decimal(whole[1]) % 100 == 0:
        return Decimal(whole[1])
    alone = re.fullmatch(rf"\s*(?:总分值?|满分|合\s*计|总\s*计)\s*:?\s*({NUMBER})\s*分?\s*[.。]?\s*", folded)
    if alone and Decimal(alone[1]) % 100 == 0:
        return Decimal(alone[1])
    if "百分制" in folded or re.search(r"[总满]分(?:为|是)?一百分", folded):
        return Decimal(100)
    return Decimal(1000) if "千分制" in folded else None


def share_of(text: str) -> Decimal | None:
    """The share of the whole that a heading or item prints in brackets: （占10%）, （权重20%）."""
    match = _SHARE.search(plain(text))
    return Decimal(match[1]) if match else None


def bare_share(text: str) -> Decimal | None:
    """A share in brackets behind a name, which nothing calls one: 主动公开（15%）."""
    match = _BARE_SHARE.match(plain(text))
    return Decimal(match[1]) if match else None


def without_worth(text: str) -> str:
    """A text without the points printed for it, and without what they leave behind."""
    shares = [(one.start(), one.end()) for one in _SHARE.finditer(plain(text))]
    if not shares and (bare := _BARE_SHARE.match(plain(text))) is not None:
        shares = [(max(plain(text).rfind(sign, 0, bare.end()) for sign in "([【〔"), bare.end())]
    for start, end in reversed(shares):
        text = text[:start] + text[end:]
    several = sum(_STEP.fullmatch(one) is not None for one in re.split(r"[,;。]", plain(text).replace("；", ";"))) > 1
    for worth in reversed(worths(text)):
        if not worth.sure and re.search(r"(?:最[高多]|上限|不超过|至多)\s*为?\s*\Z", text[: worth.start]):
            continue  # 每次得5分，最高15分: the words say how it is earned
        if several and not worth.sure and worth.each is None:
            continue  # 优秀15分，良好12分: the words need them
        if (
            worth.sure
            or worth.each is not None
            or worth.end == len(text)
            or _LEADING.match(plain(text[: worth.end + 1]))
        ):
            before, behind = text[: worth.start], text[worth.end :]
            if not worth.sure and not re.match(r"\s*[^\s，,。；;]", behind):
                before = re.sub(r"[，,]?\s*的?可?[计记得]\s*\Z", "", before)
            text = before + behind
    return re.sub(r"([。；;，,])[。；;，,]+", r"\1", text).strip(" 　\t,，、:：—-")
