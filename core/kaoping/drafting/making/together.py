"""Limits that a document prints for several bonuses or penalties together, and which of them each is about. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from kaoping.drafting.making.reads import Read
from kaoping.drafting.phrases.figures import NUMBER, plain

WORDS = {"bonus": "加分", "penalty": "减分"}

_WHOSE = r"(?:每[月年]|全年|当年|所有|全部|各项|各类|以上|上述|年度|累计|合计|总)?"
_KIND = r"(?P<kind>附加分|奖励分|奖分|加减分|加扣分|加分|扣分|减分)(?:项目|事项|情形|部分|因素|内容|指标|项)?"
_MOST = r"(?:不超过|不得超过|不能超过|不高于|最高|最多|至多|上限为?|为限|封顶)"
#: What a whole list gives at most, said of the list and no single entry: 加分项（最高10分）, 加分合计不超过5分, 扣分以5分为限.
_ALL = re.compile(
    rf"{_WHOSE}{_KIND}[（(]?[^，,。；;：:（(每单各一\d]{{0,10}}?(?P<both>[均各]|分别)?[^，,。；;：:（(每单一\d]{{0,6}}?"
    rf"(?:{_MOST}[^，,。；;\d每]{{0,6}}(?P<most>{NUMBER})\s*分|以?\s*(?P<limit>{NUMBER})\s*分\s*(?:为限|为上限|封顶|以内))"
)
#: The same sentence behind entries: 以上加分累计不超过5分.
_BEHIND = re.compile(
    r"(?:以上|上述|各项|所有)[^，,。；;\d]{0,8}[加减扣]分[^，,。；;\d]{0,8}[，,]?[^，,。；;\d]{0,8}\d+(?:\.\d+)?\s*分[。；;]?"
)
#: The most that the head of a list prints; the full score of the sheet is none.
_HEAD = re.compile(
    rf"(?<!满分)(?<!总分)(?:{_MOST}|累计|合计|总计)[^，,。；;\d每]{{0,8}}(?P<most>{NUMBER})\s*分|(?<![\d.])(?P<limit>{NUMBER})\s*分\s*(?:封顶|为限|为上限)"
)
_LIST = re.compile(
    rf"\s*(?:[（(]?[一二三四五六七八九十\d]{{1,3}}[）)、.．]+)?\s*{_WHOSE}{_KIND}[（(][^（()）]{{3,20}}[）)]\s*[：:。]?\s*"
)
#: What each entry alone gives at most.
_EACH = re.compile(r"(?:每|单|同一|同类|该|本)(?:个|一)?[项条次件类]?[^，,。；;）)]{0,12}$")
_NUMBERED = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第[一二三四五六七八九十\d]+[条章])?\s*")


class Limit(NamedTuple):
    """The most that a list gives: of bonuses, of penalties, or of both at once.

    :ivar sure: whether it holds for each kind by itself, where it is said of both.
    """

    kinds: tuple[str, ...]
    at_most: Decimal
    sure: bool


@dataclass(slots=True)
class Pool:
    """A limit with the entries that it is about.

    :ivar of: their tables; :ivar whole: whether it is about every entry of the kind, wherever it stands.
    """

    kind: str
    at_most: Decimal
    read: Read
    place: str
    of: list[dict[str, Any]]
    whole: bool = False


def of_all(text: str, *, from_start: bool = False) -> Limit | None:
    """What a sentence says that all bonuses or penalties give at most; None where it says nothing of the kind.

    :param from_start: only where the sentence begins with it.
    """
    folded = plain(text)
    starts = [_NUMBERED.match(folded)]
    clauses = [found.end() for found in starts if found is not None]
    if not from_start:
        clauses += [found.end() for found in re.finditer(r"[，,。；;：:]\s*", folded)]
    for start in clauses:
        found = _ALL.match(folded, start)
        if found is None:
            continue
        said = found["kind"]
        both = said in ("加减分", "加扣分")
        kinds = ("bonus", "penalty") if both else ("penalty",) if said in ("扣分", "减分") else ("bonus",)
        return Limit(kinds, Decimal(found["most"] or found["limit"]), not both or found["both"] is not None)
    return None


def heads_list(text: str) -> bool:
    """Whether a limit is the heading of a list, and so about this list alone: 二、加分项（最高10分）."""
    return _LIST.fullmatch(plain(text)) is not None


def behind(text: str) -> tuple[int, int, Decimal] | None:
    """Where an entry's text holds the sentence that limits all entries before it, and how much it says."""
    found = _BEHIND.search(text)
    most = _HEAD.search(plain(found.group())) if found is not None else None
    if found is not None and most is not None:
        return found.start(), found.end(), Decimal(most["most"] or most["limit"])
    whole = of_all(text, from_start=True)
    if whole is not None and len(whole.kinds) == 1 and re.fullmatch(r"[^，,。；;]{4,40}[。；;]?\s*", text.strip()):
        return 0, len(text), whole.at_most
    return None


def in_head(context: str) -> Iterator[tuple[str, Decimal]]:
    """Every limit that the heads of a list print, the outermost first, each with the words up to it."""
    folded = plain(context)
    for found in _HEAD.finditer(folded):
        if _EACH.search(folded[: found.start()]) is None:
            yield folded[: found.end()], Decimal(found["most"] or found["limit"])


def settled(pools: Sequence[Pool], entries: Sequence[dict[str, Any]]) -> tuple[list[Pool], list[tuple[Pool, str]]]:
    """The pools that a standard can hold, and what it cannot say, each with why.

    Of one set of entries the same limit is one; where one set lies in another, the wider holds.
    """
    held: list[Pool] = []
    doubts: list[tuple[Pool, str]] = []
    for pool in pools:
        if pool.whole:
            pool.of = [one for one in entries if one["kind"] == pool.kind]
    for pool in sorted(pools, key=lambda one: -len(one.of)):
        ids = {one["id"] for one in pool.of}
        other = next((one for one in held if ids & {entry["id"] for entry in one.of}), None)
        most = max((_most(one) for one in pool.of), default=Decimal(0))
        if not ids:
            continue
        if most > pool.at_most:
            told = f"印的合计上限 {pool.at_most.normalize():f} 分少于其中一项的 {most.normalize():f} 分，没有写进标准，请核对"
            doubts.append((pool, told))
        elif other is None:
            held.append(pool)
        elif len(ids) > 1 and other.at_most != pool.at_most:
            doubts.append((pool, _unsaid(pool, other)))
    return held, doubts


def _most(entry: dict[str, Any]) -> Decimal:
    """The most that an entry prints for one time."""
    return Decimal(max(entry.get("amount", 0), entry.get("range", {}).get("high", 0)))


def _unsaid(pool: Pool, other: Pool) -> str:
    word, named = WORDS[pool.kind], "、".join(str(one["id"]) for one in pool.of[:5])
    return (
        f"{named} {word}合计以 {pool.at_most.normalize():f} 分为限，又与别项合计以 {other.at_most.normalize():f} 分为限，"
        f"标准只能写一个：写了 {other.at_most.normalize():f} 分，{pool.at_most.normalize():f} 分由考评人掌握"
    )


def cap_tables(held: Sequence[Pool], entries: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The standard's tables of these limits; a limit of one entry becomes the entry's own.

    An entry with an amount each time counts as far as the limit; any other may come to it by itself. What such an entry
    has as its own most beside the same limit says nothing more, and is left out.
    """
    made: list[dict[str, Any]] = []
    for pool in sorted(held, key=lambda one: entries.index(one.of[0])):
        for one in pool.of:
            reached = len(pool.of) > 1 and ("amount" in one or _most(one) == pool.at_most)
            if reached and one.get("cap") == pool.at_most:
                del one["cap"]
            if not reached and "cap" not in one and _most(one) > 0:
                clause = one.pop("clause")
                one |= {"cap": pool.at_most, "clause": clause}
        if len(pool.of) == 1:
            continue
        word = WORDS[pool.kind]
        every = sum(one["kind"] == pool.kind for one in entries) == len(pool.of)
        number = 1 + sum(table["id"].startswith(f"{pool.kind}-cap") for table in made)
        whose: dict[str, Any] = {"kind": pool.kind} if every else {"of": [one["id"] for one in pool.of]}
        id = f"{pool.kind}-cap" + (f"-{number}" if number > 1 else "")
        made.append({"id": id, "title": f"{word}合计", **whose, "at_most": pool.at_most, "clause": pool.place})
    return made
