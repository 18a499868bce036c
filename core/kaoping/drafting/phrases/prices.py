"""What a fault costs: 每少一次扣1分, 未建立的扣2分, 扣完为止; where a sentence of several demands is cut. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from kaoping.drafting.phrases.earned import tiers
from kaoping.drafting.phrases.figures import CN, NUMBER, kept, number, plain
from kaoping.drafting.phrases.limits import COUNTS, bounds

_COST = r"(?:倒扣|扣减|扣除|扣罚|酌情扣|扣|减)(?:减|除)?\s*(?:本项|该项|此项|其)?"
_FALLS = re.compile(
    rf"(?:每|各|(?=[少缺低超迟])|(?=(?:发现|发生|出现|查实)[一1]))(?P<what>[^,，。；;每\d]{{0,24}}?)(?P<n>{NUMBER}|[{CN}])?\s*(?P<unit>个?百分点|%|个?工作日|个?月|天|日|年|小时|{COUNTS}|[村镇乡校])"
    rf"(?P<tail>[^。；;\d每]{{0,24}}?){_COST}\s*(?P<amount>{NUMBER})\s*分"
)
_PERIODS = {"年", "月", "个月", "日", "天"}
_FALLS_ANY = re.compile(
    rf"(?:每|各)(?P<what>[^,，。；;每\d]{{0,24}}?)(?P<n>)(?P<unit>)(?P<tail>[^。；;\d每]{{0,4}}?){_COST}\s*(?P<amount>{NUMBER})\s*分"
)
_FLAT = re.compile(rf"(?P<word>{_COST})\s*(?P<amount>{NUMBER})\s*分")
#: 进京上访扣15分/批次, 死亡1人扣20分: for each.
_SLASH = re.compile(
    rf"(?P<what>[^,，。；;：:\d]{{0,24}}?){_COST}\s*(?P<amount>{NUMBER})\s*分\s*/\s*(?P<unit>[\u4e00-\u9fff]{{1,2}})"
)
_ONE_OF = re.compile(
    rf"(?P<what>[^,，。；;：:\d每]{{2,16}}?)(?<!\d)[1一]\s*(?P<unit>{COUNTS})[^,，。；;\d]{{0,10}}?{_COST}\s*(?P<amount>{NUMBER})\s*分(?!\s*/)"
)
_SPREAD = re.compile(rf"{_COST}\s*({NUMBER})\s*分?\s*[-—–~至到]+\s*({NUMBER})\s*分")
_ALL = re.compile(
    r"不得分|不计分|不给分|得\s*0\s*分|得零分|计\s*0\s*分|记\s*0\s*分|扣除?全部分值|全扣|该?项(?:分值)?全部扣除|扣完全部"
)
#: 无人值守的，一次扣5分: for each.
_TIMES = re.compile(
    rf"(?P<what>[^,，。；;：:\d]{{2,24}})的,\s*[1一]\s*(?P<unit>{COUNTS})\s*{_COST}\s*(?P<amount>{NUMBER})\s*分(?!\s*/)"
)
#: 1处未整改扣5分: for each.
_SINGLE = re.compile(rf"\s*(?:有|凡有)?[1一](?:\s*)(?P<unit>{COUNTS})(?=[\u4e00-\u9fff])")
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


@kept
def deduction(text: str) -> Deduction | None:
    """The deduction that one clause prints; None where it prints none that can be worked out."""
    folded = plain(text)
    cap = _CAP.search(folded)
    limit = Decimal(cap[1]) if cap and re.search(r"扣|减|累计|最多|最高", cap.group()) else None
    spread = _SPREAD.search(folded)
    if spread:
        return Deduction(spread=(Decimal(spread[1]), Decimal(spread[2])), cap=limit)
    falls = _falls(folded) or _FALLS_ANY.search(folded)
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
    told = _SLASH.search(folded) or _ONE_OF.search(folded) or _TIMES.search(folded)
    if told:
        what = told["what"].strip(" ,，的")
        return Deduction(
            each=Decimal(told["amount"]), unit=told["unit"], what=what, lead=folded[: told.start()], cap=limit
        )
    flat = next((one for one in _FLAT.finditer(folded) if not (cap and cap.start() <= one.start() < cap.end())), None)
    if flat:
        single = _SINGLE.match(folded)
        if single is not None and single.end() <= flat.start():
            return Deduction(each=Decimal(flat["amount"]), unit=single["unit"], cap=limit)
        return Deduction(amount=Decimal(flat["amount"]), cap=limit)
    if _ALL.search(folded):
        return Deduction(all=True)
    return (
        Deduction(cap=limit)
        if limit is not None and (_UNTIL.search(folded) or re.search(r"[扣减]|累计", folded))
        else None
    )


def _falls(folded: str) -> re.Match[str] | None:
    """What is counted and what each costs: neither a limit that is missed (低于85%的扣5分) nor the period before (每年…，少一次扣2分)."""
    found = _FALLS.search(folded)
    while found is not None:
        again = _FALLS.search(folded, found.start() + 1)
        period = found["unit"] in _PERIODS and not found["n"] and again is not None and again.end() == found.end()
        missed = (
            folded[found.start()] not in "每各"
            and found["n"] not in (None, "", "1", "一")
            and (found["what"].endswith(("于", "过", "出")) or found["tail"].startswith("的"))
        )
        late = found["unit"] == "期" and not found["n"] and found["what"].endswith(("超", "逾", "过", "到"))
        if not period and not missed and not late:
            return _behind_bound(found) or found
        found = again
    return None


def _behind_bound(found: re.Match[str]) -> re.Match[str] | None:
    """What is counted behind a bound that seemed to be it: 每学期不少于2次，少1次扣3分, 每村不少于3名，少1名扣1分."""
    if re.search(r"[少低]于|至少|达到?\Z", found["what"]) is None:
        return None
    commas = (one.end() for one in re.finditer(r",\s*", found.group()))
    told = (_FALLS.match(found.string, found.start() + comma) for comma in commas)
    return next((one for one in told if one is not None and one.end() == found.end()), None)


def says_cap_only(text: str) -> bool:
    """Whether a clause only limits the deductions before it: 扣完为止, 累计不超过1.2分."""
    folded = plain(text)
    return bool(_CAP_ONLY.search(folded)) and (bool(_UNTIL.search(folded)) or bool(_CAP.search(folded)))


def clause_cuts(text: str) -> list[int]:
    """Where a sentence that holds several demands is cut: before each deduction's or bound's own clause.

    The first cut is 0. What limits a deduction stays with it.
    """
    if tiers(text):
        return [0]
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
        case = folded[:start].rstrip(" ,;、").endswith("的") and not _tells_cost(text[cuts[-1] : start])
        if (
            full
            and not case
            and not says_cap_only(later)
            and (not _continues(later) or _each(text[cuts[-1] : start], later))
        ):
            cuts.append(start)
            full = False
        full = full or own
    if len(cuts) > 1 and not _tells(text[cuts[-1] :]):
        cuts.pop()
    return cuts


def _tells_cost(clause: str) -> bool:
    found = deduction(clause)
    return found is not None and bool(found.amount or found.each or found.spread or found.all)


def _tells(clause: str) -> bool:
    found = deduction(clause)
    if found is not None and (found.amount or found.each or found.spread or found.all):
        return True
    return bool(bounds(clause)) and not costs(clause)


def _each(before: str, clause: str) -> bool:
    """Whether each of two clauses counts by itself: 每少1人扣1分，每少培训1次扣2分."""
    own, other = deduction(clause), deduction(before)
    if own is not None and own.amount is not None and other is not None and _CASE.match(plain(clause)):
        return True  # 内容缺项的每项扣4分，超过3000字的扣2分
    return clause.lstrip()[:1] == "每" and None not in (own and own.each, other and other.each)


_CASE = re.compile(r"\s*[缺超差迟延低少][^,]{2,16}的\s*,?\s*(?:倒?扣|减)")


def _continues(clause: str) -> bool:
    return (
        re.match(
            r"\s*(?:扣|每?(?!迟到|缺席|缺勤|缺岗)[少低缺超差迟延]|但|并|且|其中|否则|[得计记]\s*(?:0|零)\s*分|不得分|不计分|[\d.]+\s*分\s*[,;。]?\s*\Z)",
            plain(clause),
        )
        is not None
    )


def _within(folded: str, at: int) -> bool:
    before = folded[:at]
    return any(before.count(left) > before.count(right) for left, right in ("()", "[]", "【】", "《》", "“”"))
