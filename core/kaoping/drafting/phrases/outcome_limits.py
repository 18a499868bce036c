"""Which outcome a text leaves at best: 不得评为优秀, 最高评为合格, 直接评为不合格, 取消评优资格. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from kaoping.drafting.phrases.figures import plain

#: `below`: no better than what comes after the outcomes named; `best`: the one named at best; `as`: that one itself;
#: `top`: not the best, for a unit that is barred from being chosen as outstanding.
Kind = Literal["below", "best", "as", "top"]

_RATED = r"(?:评定|评|定|确定|认定|列|判定|命名|评选)为?"
_TAIL = r"(?P<tail>[^,，。;；:：()（）]{1,24})"
_BELOW = re.compile(rf"不(?:得|能|可|予|准|应)(?:再)?(?:被|直接)?{_RATED}{_TAIL}")
_BEST = re.compile(
    rf"(?:(?:最高|至多|最多|最好)(?:只|仅)?(?:能|可|可以|得)?|(?:只|仅)(?:能|可|得))(?:被)?{_RATED}{_TAIL}"
    rf"|不(?:得|能|应)?(?:高于|超过){_TAIL.replace('tail', 'over')}"
)
_AS = re.compile(
    rf"(?<![被曾])(?P<straight>直接|一律|应当|应|均|予以)?(?:评定|评|确定|认定|列|判定|定|视|降)为(?:考核|考评)?{_TAIL}"
    r"|(?:考[核评]|评[估价])(?:结果|等次|等级)(?:直接|一律)?为(?P<result>[^,，。;；:：()（）]{1,24})"
)
_TOP = re.compile(
    r"取消.{0,10}(?:评优|评先|先进)[^,，。;；]{0,8}|不(?:得|能|予|准)(?:参加|参与|享受|进行)?.{0,6}(?:评优|评先)|不(?:得|能|予|准)(?:评|被评)(?:为)?(?:优|先)"
)
#: Words behind a label that belong to it.
_KIND = re.compile(r"(?:等次|等级|档次|档|单位|等|级)$")
_OUTSTANDING = re.compile(r"优|先进|[Aa]|一等|好")


class Limit(NamedTuple):
    """What a text leaves; `words` name outcomes."""

    kind: Kind
    words: str


def limits_in(text: str) -> tuple[Limit, ...]:
    """What a text says of the best outcome that is left; empty where it says nothing, or lowers by so many.

    That a unit is not to be chosen as outstanding counts only where nothing else is said: it goes with what is worse.
    """
    folded = plain(text)
    if re.search(r"(?:降低?|下调).{0,3}(?:等次|档次|等级|档|星级|[一二12两]个?等)", folded):
        return ()
    found: list[Limit] = []
    rest = folded
    for kind, pattern in (("best", _BEST), ("below", _BELOW)):
        for match in pattern.finditer(rest):
            words = match["tail"] or match.groupdict().get("over") or ""
            if kind == "below" or "分" not in words:
                found.append(Limit("below" if kind == "below" else "best", words))
        rest = pattern.sub("，", rest)
    for match in _AS.finditer(rest):
        words = (match["tail"] or match["result"]).strip("“”\"'")
        if not words.endswith(("的", "者")):  # 被评为不合格的 is a case and no consequence
            found.append(Limit("as", words))
    if not found and _TOP.search(folded) is not None:
        found.append(Limit("top", ""))
    return tuple(found)


def best_left(limit: Limit, labels: Sequence[str]) -> str | None:
    """The best outcome left of these, the best first; None where the text names none of them, or leaves none or all."""
    named = _named(limit.words, labels)
    if limit.kind == "top" or (limit.kind == "below" and not named and re.match(r"先进|优|[“\"]?先进", limit.words)):
        return labels[1] if len(labels) > 1 and _OUTSTANDING.match(labels[0]) else None
    if not named or (limit.kind == "best" and "以下" in limit.words):
        return None
    if limit.kind in ("best", "as") and len(named) > 1:
        return None
    place = max(named) + (limit.kind == "below")
    return labels[place] if 0 < place < len(labels) else None


def _named(words: str, labels: Sequence[str]) -> list[int]:
    """The places of the outcomes that these words name; 不合格 does not name 合格."""
    cores = {place: _KIND.sub("", label) or label for place, label in enumerate(labels)}
    found = []
    for place, core in sorted(cores.items(), key=lambda one: -len(one[1])):
        if core in words:
            found.append(place)
            words = words.replace(core, "，")
    return found


def all_left(limits: Sequence[Limit], labels: Sequence[str]) -> list[str]:
    """The best outcomes left by each of several, the mildest first; those that name none of these left out."""
    left = {best_left(limit, labels) for limit in limits}
    return [label for label in labels if label in left]


__all__ = ["Kind", "Limit", "all_left", "best_left", "limits_in"]
