"""Points told as what is earned: 达到90%得5分, 80%至90%得3分, 其余不得分; an item's worth and its levels. Pure."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from kaoping.drafting.phrases.figures import NUMBER, kept, plain

_EARNS = re.compile(
    rf"(?:可?得|计|记|赋|给)(?:基本分|基础分)?\s*(?P<points>{NUMBER})\s*分(?![以之/])|(?P<none>不得分|不计分|不给分|得零分|记零分|计零分)"
    rf"|(?P<full>得满分|计满分|得全分)|(?<=,)\s*(?P<bare>{NUMBER})\s*分(?=\s*[,;。；]|\Z)"
)
#: What adds to an item is not its worth, and what is earned for each thing is no level.
_NO_LEVEL = re.compile(r"[加扣减奖罚][^,，]*\Z|每(?!年|半年|月|季|周|日|天|学期|两)[^,，]*\Z")
_RANK = re.compile(
    r"\d|[一二三四五六七八九十]成|其余|其他|否则|以[上下]|国家|省|市|县|优秀|良好|合格|一般|较差|达标|部分|完成|达到|持平|下降|上升|增长"
)
_STEP = re.compile(rf"(?P<when>[^\d扣加减每]{{2,16}}?)(?:得)?(?:(?P<n>{NUMBER})\s*分|不得分|不计分)")
_DEGREE = re.compile(
    r"^(?:非常|很|十分|比较|较为|较|基本|部分|不够|不太|欠|不|未|没有|无)|(?:完全|全部|基本|部分)(?=\S)"
)
_SIGNS = " ,，、;；。.:：的者"
#: Levels of one item are no more.
_MOST = 12


class Tier(NamedTuple):
    """What is met, and how many points that gives; None stands for all of the item's."""

    when: str
    points: Decimal | None


@kept
def tiers(text: str) -> list[Tier]:
    """The levels that a text prints, the highest first: two or more conditions, each with what it gives."""
    found = _given(text)
    numbers = [one.points for one in found if one.points is not None]
    ordered = numbers == sorted(numbers, reverse=True) or numbers == sorted(numbers)
    told = all(one.when and _RANK.search(one.when) for one in found) or _degrees([one.when for one in found])
    if not 2 <= len(found) <= _MOST or not told or not ordered or len(set(numbers)) != len(numbers):
        return []
    if sum(one.points is None for one in found) > 1:
        return []
    return sorted(found, key=lambda one: (one.points is not None, -(one.points or Decimal(0))))


def _degrees(whens: list[str]) -> bool:
    """Whether conditions are degrees of the same thing: 合理, 较合理, 不合理."""
    bare = {_DEGREE.sub("", plain(one).strip(_SIGNS)) for one in whens}
    return len(bare) == 1 and len(set(whens)) == len(whens) and bool(bare - {""})


@kept
def earned(text: str) -> Decimal | None:
    """What an item gives in full, where no other points are printed: 完成的得12分，每低1个百分点扣1分."""
    found = [one for one in _given(text) if one.points]
    if not found:
        return None
    values = [one.points for one in found if one.points is not None]
    return max(values) if len(values) == 1 or tiers(text) else sum(values, Decimal(0))


def in_full(levels: list[Tier], points: Decimal) -> list[tuple[str, Decimal]]:
    """The levels as names and points of an item worth so much; none where they do not come to that."""
    found = [(one.when, points if one.points is None else one.points) for one in levels]
    return found if found and max(value for _, value in found) == points else []


def bare_steps(text: str) -> list[tuple[str, Decimal]]:
    """Steps printed as names with points alone, the highest first: 热情主动20分，一般15分，较差5分."""
    found: list[tuple[str, Decimal]] = []
    for clause in re.split(r"[,，；;。]", re.split(r"[:：。]|分\s*[)）\]】]", text.rstrip("。；;"))[-1]):
        step = _STEP.fullmatch(plain(clause).strip())
        if step is None:
            return []
        found.append((clause.strip()[: len(step["when"])].strip("的"), Decimal(step["n"] or 0)))
    values = [points for _, points in found]
    return found if len(found) >= 2 and values == sorted(set(values), reverse=True) else []


def one_tier(text: str) -> Tier | None:
    """The only level in a text, as an entry of a list prints it: 0.5个工作日以内的，得15分."""
    found = _given(text)
    return found[0] if len(found) == 1 and found[0].when else None


def _given(text: str) -> list[Tier]:
    folded = plain(text)
    found: list[Tier] = []
    at = 0
    for match in _EARNS.finditer(folded):
        # The condition is what stands before it since the last one, in its own sentence.
        begins = max([at, *(end.end() for end in re.finditer(r"[。；;]", folded[: match.start()]) if end.end() > at)])
        when = re.split(r"分\s*[)）\]】]", text[begins : match.start()])[-1].strip(_SIGNS)
        at = match.end()
        if match.start() and folded[match.start() - 1] in "总平最":
            continue
        if _NO_LEVEL.search(plain(re.split(r"分\s*[)）\]】]", text[begins : match.start()])[-1])) or (
            match["none"] and not found
        ):
            continue
        told = match["points"] or match["bare"]
        points = Decimal(told) if told else Decimal(0) if match["none"] else None
        found.append(Tier(when[-60:], points))
    return found
