"""Sections of what adds to the whole and takes off it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from kaoping.drafting.making.reads import Read
from kaoping.drafting.outlines.listing import whole
from kaoping.drafting.outlines.nodes import Node, Sentence
from kaoping.drafting.outlines.saying import number_of, plainly, say
from kaoping.drafting.outlines.sections import About, about, bars, names_only
from kaoping.drafting.phrases import plain, without_worth
from kaoping.drafting.values import Role

_RANKED = re.compile(
    r"\s*(?:被|获得?|为|受到?|列入|评为|被评为|在)?(?:国家|中央|全国|省部?|自治区|市厅?|地市|厅局?|县处?|县区|市区|区|部|乡镇?|镇)级?(?:\(?含\)?|及?以上)?"
    r"(?P<what>[^,。；;\d每]{0,12}?)(?:的|者)?,?\s*(?:分别)?(?:再)?(?:加|奖励?|减|扣)"
)
#: 最多加6分.
_LIMITS = re.compile(r"\s*(?:最多|最高|累计|合计)[^,。；;\d]{0,6}\d")


def adjustments(node: Node, kind: About, above: str = "") -> Iterator[Read]:
    """A section of bonuses, penalties or both: its introduction, then each entry."""
    context = f"{above}{node.words}"
    role: Role = "penalty" if kind == "penalty" else "bonus"

    def side(text: str) -> Role:
        if kind != "adjust":
            return role
        return "penalty" if re.search(r"扣|减", text) and not re.search(r"加\s*\d|加分", plain(text)) else "bonus"

    if node.children:
        yield from plainly(node, "note", why="加减分项的引语")
        for child in node.children:
            inner = about(child.first, child.words, scored=True)
            if child.children:
                yield from adjustments(child, inner if inner in ("bonus", "penalty") else kind, context)
            else:
                yield from _gifts(child, side, context)
        return
    told = node.sentences
    named = len(told) > 1 and told[0].line is not told[1].line and names_only(without_worth(told[0].text))
    if len(told) > 1 and (named or not re.search(r"\d", plain(told[0].text))):
        yield from say(told[0], "note", why="加减分项的引语")
        told = told[1:]
    opening = _opening(told)
    for index, sentence in enumerate(told):
        role_here: Role = "veto" if bars(sentence.text) else side(sentence.text)
        limits = _LIMITS.match(plain(sentence.text)) is not None
        goes_on = role_here != "veto" and index > 0 and not opening[index] and (limits or _tier(told, index))
        for read in say(sentence, role_here, context=context):
            read.joins = read.joins or goes_on
            yield read


def _opening(told: Sequence[Sentence]) -> list[bool]:
    """Which of the sentences open an adjustment of their own."""
    prints = [bool(re.search(r"[加减扣奖]\s*(?:记|计)?\s*\d", plain(one.text))) for one in told]
    return [
        own and not _tier(told, at) and not (at and _LIMITS.match(plain(told[at].text)))
        for at, own in enumerate(prints)
    ]


def _tier(told: Sequence[Sentence], at: int) -> bool:
    """Whether a sentence is the next rank of the adjustment before it: 国家级的加5分；省级的加3分."""
    found = _RANKED.match(plain(told[at].text)) if at else None
    before = told[at - 1].text.rstrip() if at else ""
    return (
        found is not None
        and before.endswith(("；", ";"))
        and (not (what := found["what"].strip("的者奖项 ")) or what in "".join(one.text for one in told[:at]))
    )


def _gifts(node: Node, side: Callable[[str], Role], context: str) -> Iterator[Read]:
    """One adjustment, or several where each sentence prints points of its own."""
    if bars(node.words):
        yield from whole(node, "veto", context)
        return
    telling = _opening(node.sentences)
    if sum(telling) < 2:
        yield from whole(node, side(node.words + context), context)
        return
    for index, sentence in enumerate(node.sentences):
        for read in say(
            sentence, side(sentence.text), context=context, number=number_of(node.value) if index == 0 else ""
        ):
            read.joins = read.joins or (index > 0 and not telling[index])
            yield read
