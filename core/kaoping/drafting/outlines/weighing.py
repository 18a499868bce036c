"""What each piece of an outline is worth, from the points that it prints and those beside it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from kaoping.drafting.making.reads import Grade
from kaoping.drafting.outlines.nodes import Node
from kaoping.drafting.phrases import plain
from kaoping.drafting.phrases.earned import Tier, bare_steps, earned, in_full, one_tier, tiers
from kaoping.drafting.phrases.prices import costs
from kaoping.drafting.phrases.terms import bands
from kaoping.drafting.phrases.worth import Worth, bare_share, share_of, total_of, worths

#: Readings of one kind that are as many as this are no guess.
_MANY = 3


_NUMBER_BEHIND = re.compile(r"[\u4e00-\u9fff%。；;](?:[(]\s*|\s+)(\d{1,3}(?:\.\d)?)\s*[)]?\s*[。；;]?\s*\Z")
_UNNAMED = re.compile(r"[^，,。；;：:()\d]{2,24}[(]\s*(\d{1,3}(?:\.5)?)\s*[)]")


class Weight(NamedTuple):
    """The points that a piece prints for itself, whether that is sure, and why not; and the levels it is rated by."""

    points: Decimal | None = None
    sure: bool = True
    why: str = ""
    levels: tuple[Grade, ...] = ()


def weigh(roots: Sequence[Node]) -> dict[int, Weight]:
    """The weight of every piece below `roots`, by its `id`."""
    nodes = [node for root in roots for node in root.walk()]
    found = {id(node): _own(node) for node in nodes}
    for beside in [list(roots), *(node.children for node in nodes)]:
        for node in beside:
            if found[id(node)].points is not None and _tells_of_all(node, beside, found):
                found[id(node)] = Weight()
    shares = _shares(roots, nodes, found)
    if len(shares) >= _MANY and sum(one.points is not None for one in found.values()) < 2:
        found |= {key: Weight(share) for key, share in shares.items()}
    if not shares and sum(one.points is not None for one in found.values()) < 2:
        found |= dict(_wordless(nodes))
    for beside in [list(roots), *(node.children for node in nodes)]:
        parted = [shares.get(id(node)) for node in beside]
        if beside and None not in parted and all(found[id(node)].points is None for node in beside):
            found |= {id(node): Weight(share) for node, share in zip(beside, parted, strict=True)}
        found |= dict(_unnamed(beside, found))
    for node in nodes:
        found |= dict(_graded(node, found))
    return _settled(nodes, found)


def _wordless(nodes: Sequence[Node]) -> Iterator[tuple[int, Weight]]:
    """Numbers in brackets at the end of every entry, where nothing is called points and they come to those of the headings."""
    told = {
        id(node): Decimal(one[1]) for node in nodes if (one := _NUMBER_BEHIND.search(plain(node.first))) is not None
    }
    above = [node for node in nodes if node.children and id(node) in told]
    adding = [node for node in above if sum(told.get(id(one), Decimal(0)) for one in node.children) == told[id(node)]]
    if len(told) > _MANY and len(above) >= 2 and 2 * len(adding) > len(above):
        yield from ((key, Weight(points)) for key, points in told.items())


def _unnamed(beside: Sequence[Node], found: dict[int, Weight]) -> Iterator[tuple[int, Weight]]:
    """Points whose 分 was left out, behind a heading: 执法保障（15） among headings that print theirs."""
    told = sum(found[id(node)].points is not None and found[id(node)].sure for node in beside)
    for node in beside:
        number = _UNNAMED.fullmatch(plain(node.first)) if told >= 2 and found[id(node)].points is None else None
        if number is not None:
            yield id(node), Weight(Decimal(number[1]), False, f"“{number[1]}”后面没有“分”字，读作分值")


def _shares(roots: Sequence[Node], nodes: Sequence[Node], weights: dict[int, Weight]) -> dict[int, Decimal]:
    """The share of the whole that each piece prints; a bare percentage is one where those beside it come to the sum above."""
    found = {id(node): share for node in nodes if (share := share_of(node.first)) is not None}
    for above, beside in [(None, list(roots)), *((node, node.children) for node in nodes)]:
        told = [found.get(id(node), bare_share(node.first)) for node in beside]
        whole = Decimal(100) if above is None else found.get(id(above), weights[id(above)].points)
        known = [one for one in told if one is not None]
        if len(known) == len(beside) and whole is not None and sum(known, Decimal(0)) == whole:
            found |= {id(node): one for node, one in zip(beside, known, strict=True)}
    return found


def _tells_of_all(node: Node, beside: Sequence[Node], found: dict[int, Weight]) -> bool:
    """Whether a piece prints the points of the pieces beside it, or of the whole, and none of its own."""
    if node.children:
        return False
    if len(bands(node.words)) >= 2 and total_of(node.words) is not None:
        return True
    others = [value for one in beside if one is not node and (value := found[id(one)].points) is not None]
    told = [one.points for one in worths(node.first) if one.points is not None]
    if len(told) >= 2 and told == [value for value in others if value in told][: len(told)]:
        return True
    own = found[id(node)].points
    return len(others) >= 2 and own == sum(others, Decimal(0)) and total_of(node.first) == own


def _graded(node: Node, found: dict[int, Weight]) -> Iterator[tuple[int, Weight]]:
    """The levels of an item: in its own words, or one in each entry of the list below it."""
    own = found[id(node)]
    if own.points is None:
        return
    levels = in_full(tiers(node.words), own.points)
    steps = bare_steps(node.words) if not levels else []
    if steps and sum(points for _, points in steps) != own.points and max(points for _, points in steps) == own.points:
        levels = steps
    entries: list[Tier] = [one for child in node.children if (one := one_tier(child.words)) is not None]
    printed = any(found[id(child)].points is not None and found[id(child)].sure for child in node.children)
    if not levels and not printed and len(entries) >= 2 and len(entries) == len(node.children):
        levels = in_full(entries, own.points)
        if levels:
            yield from ((id(child), Weight()) for child in node.children)
    if levels and len({re.sub(r"[^\w]", "", title) for title, _ in levels} - {""}) == len(levels):
        yield id(node), own._replace(levels=tuple(Grade(title, points) for title, points in levels))


def _settled(nodes: Sequence[Node], found: dict[int, Weight]) -> dict[int, Weight]:
    """Guesses that agree with each other, or with the sum that the heading prints, are none."""
    guessed = [key for key, one in found.items() if not one.sure and one.why.endswith("读作本项分值")]
    sure = set(guessed) if len(guessed) >= _MANY else set()
    for node in nodes:
        own = found[id(node)]
        below = [found[id(child)].points for child in node.children]
        total = sum((one for one in below if one is not None), Decimal(0))
        if own.points is not None and own.sure and below and None not in below and total == own.points:
            sure |= {id(child) for child in node.children}
    return {key: one._replace(sure=True, why="") if key in sure else one for key, one in found.items()}


def _behind(text: str, worth: Worth) -> bool:
    """Whether points stand apart from a deduction: 每少一次扣1分。（5分） prints five points for the item."""
    if not costs(text):
        return True
    if worth.sure and worth.start and text[worth.start - 1] in "（([【〔":
        return True  # （8分，每少1次扣4分）
    apart = not text[worth.end :].strip("。；;，, 　") or not text[: worth.start].strip()
    return worth.sure and apart and text[worth.start : worth.start + 1] in "（([【〔"


def _own(node: Node) -> Weight:
    """The points that a piece prints for itself, whether that is sure, and why not."""
    if node.ahead is not None:
        return Weight(node.ahead)
    first = [one for one in worths(node.first) if one.points is not None]
    if first:
        total = next((one for one in first if one.sure), first[0])
        return Weight(
            total.points,
            total.sure,
            "" if total.sure else f"“{node.first[total.start : total.end].strip()}”读作本项分值",
        )
    own = [one for sentence in node.sentences[1:] for one in worths(sentence.text) if _behind(sentence.text, one)]
    own = [one for one in own if one.points is not None]
    if len(own) == 1:
        return Weight(own[0].points, own[0].sure, "" if own[0].sure else "按文中所列分值读作本项分值")
    if own:
        total_points = sum((one.points for one in own if one.points is not None), Decimal(0))
        return Weight(total_points, False, f"本项没有合计，文中各处分值相加为 {total_points.normalize():f} 分")
    each = next((one.each for one in worths(node.words) if one.each is not None), None)
    if each is not None and node.children:
        total_points = each * len(node.children)
        return Weight(
            total_points,
            False,
            f"每项 {each} 分，其下 {len(node.children)} 项，读作 {total_points.normalize():f} 分",
        )
    gained = earned(node.words)
    if gained is not None:
        return Weight(gained, False, f"按“得{gained.normalize():f}分”读作本项分值")
    return Weight()
