"""Sheets whose items have no points of their own: a basic score from which each fault takes something off. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kaoping.drafting.making.reads import Read
from kaoping.drafting.outlines.nodes import Node, Sentence
from kaoping.drafting.outlines.saying import plainly, told
from kaoping.drafting.outlines.sections import about
from kaoping.drafting.outlines.special import special
from kaoping.drafting.outlines.weighing import weigh
from kaoping.drafting.outlines.zones import Sheet
from kaoping.drafting.phrases.prices import costs
from kaoping.drafting.phrases.terms import bands
from kaoping.drafting.phrases.worth import total_of

#: How a basic score is named, where an article prints it.
_BASE = re.compile(r"基[础准本]分|起评分|起始分")
#: Of the entries so many take points off.
_MOST_OF = 0.6


def base_of(sheet: Sheet) -> Sentence | None:
    """The sentence that prints the basic score of such a sheet; None where a sheet is none."""
    full = [one for one in sheet.zone.tree.sentences if (total_of(one.text) or 0) > 0]
    if not full:
        inner = [one for root in sheet.roots for node in root.walk() for one in node.sentences]
        full = [one for one in inner if _BASE.search(one.text) and (total_of(one.text) or 0) > 0]
    if not full or sheet.wrapper is not None or sheet.zone.items:
        return None
    worth = weigh(sheet.roots)
    nodes = [node for root in sheet.roots for node in root.walk() if full[0] not in node.sentences]
    if any(worth[id(node)].points is not None for node in nodes):
        return None
    kinds = ("bonus", "veto", "outcome", "adjust")
    leaves = [node for root in sheet.roots if about(root.first, root.words) not in kinds for node in root.walk()]
    leaves = [node for node in leaves if not node.children and not bands(node.words) and full[0] not in node.sentences]
    many = len(leaves) >= 2 and sum(costs(node.words) for node in leaves) >= _MOST_OF * len(leaves)
    return full[0] if many else None


def base_reads(sentence: Sentence) -> Iterator[Read]:
    """The basic score as the only item."""
    for index, (passage, start, end) in enumerate(sentence.line.places(sentence.start, sentence.end)):
        read = Read(passage, start, end, "criterion", text="基础分", joins=index > 0)
        if index == 0:
            read.points = total_of(sentence.text)
            read.doubt, read.sure = "base", False
            read.why = "各项只印扣多少，没有分值：这里的总分读作一项“基础分”，各条读作它的扣分规则"
        yield read


def taken_off(roots: Sequence[Node], base: Sentence) -> Iterator[Read]:
    """Every section of such a sheet but the basic score: what takes off is a rule of the only item, unless it is about something else."""
    places = base.line.places(base.start, base.end)
    for read in _sections(roots):
        if not any(read.passage == at and low <= read.start < high for at, low, high in places):
            yield read


def _sections(roots: Sequence[Node]) -> Iterator[Read]:
    for root in roots:
        leaves = [node for node in root.walk() if not node.children]
        outcome = any(bands(node.words) for node in leaves)
        kind = about(root.first, root.words)
        if outcome or 2 * sum(costs(node.words) for node in leaves) <= len(leaves) or kind in ("bonus", "veto"):
            yield from special(root, kind if kind is not None and kind != "form" else "rule")
            continue
        for node in root.walk():
            if node.children:
                yield from plainly(node, "note", why="扣分各条的标题")
            else:
                yield from told(node.sentences, "deduction")
