"""Sections whose heading a document has lost, told from the points below the last item before it. Pure."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from kaoping.drafting.outlines.nodes import Node
from kaoping.drafting.outlines.weighing import weigh
from kaoping.drafting.phrases import worths

#: What stands for a heading that is not printed.
LOST = "（标题漏印）"
#: The kind of such a section.
KIND = "lost"


def restore(root: Node) -> None:
    """Give the items of a lost section a section of their own, instead of standing below the item before them.

    They are told by their points, more than those of that item, and by their numbers, as items have them in other
    sections; and the section adds up without them, or is followed by the next but one.
    """
    for section in list(root.walk()):
        if section.parent is None or not section.children:
            continue
        if (start := _restart(section)) and _jumps(section):
            _cut(section, start)
            continue
        if (start := _filled(section)) and _jumps(section):
            _cut(section, start, f"前 {start} 项已合所列 {_worth(section) or 0:f} 分")
            continue
        last = section.children[-1]
        if not (_exceeds(last) and _numbered_as_items(section, last)) or not (_adds_up(section) or _jumps(section)):
            continue
        first, own = last.children[0], _worth(last)
        total = sum((_worth(child) or Decimal(0) for child in last.children), Decimal(0))
        value = (*section.value[:-1], section.value[-1] + 1) if section.value and _jumps(section) else ()
        made = Node(KIND, value, children=last.children, parent=section.parent)
        last.children = []
        for child in made.children:
            child.parent = made
        first.doubt = (
            "heading-lost",
            f"这里起 {len(made.children)} 项共 {total.normalize():f} 分，多于上一项的 {own or 0:f} 分，前面像是丢了标题；另作一部分，标题待填",
        )
        beside = section.parent.children
        beside.insert(beside.index(section) + 1, made)


def _restart(section: Node) -> int:
    """Where the headings of a section count from 1 again; 0 where they do not, or do so more than once."""
    found = [
        at
        for at, (before, here) in enumerate(pairwise(section.children), 1)
        if before.value and len(here.value) == 1 and here.value[-1] == 1 and before.value[-1] > 1
    ]
    below = [child for child in section.children if child.children]
    return found[0] if len(found) == 1 and 2 * len(below) > len(section.children) else 0


def _filled(section: Node) -> int:
    """Where the items of a section have come to the points of its heading, and more follow; 0 where they do not."""
    own = _worth(section)
    worth = weigh(section.children)
    so_far = Decimal(0)
    for at, child in enumerate(section.children[:-1], 1):
        points = worth[id(child)].points
        if own is None or points is None:
            return 0
        so_far += points
        if so_far == own:
            return at
    return 0


def _cut(section: Node, start: int, why: str = "编号从这里重新开始") -> None:
    assert section.parent is not None
    number = section.value[-1] + 1
    shown = "一二三四五六七八九十"[number - 1] if section.kind != "dot" and number <= 10 else ""
    made = Node(KIND, (*section.value[:-1], number), shown, children=section.children[start:], parent=section.parent)
    section.children = section.children[:start]
    for child in made.children:
        child.parent = made
    first = next(node for node in made.walk() if node.sentences)
    if first.doubt is None:
        first.doubt = ("heading-lost", "")
    first.doubt = (
        "heading-lost",
        f"{first.doubt[1]}{'；' if first.doubt[1] else ''}{why}，后一部分的编号跳过了 {made.value[-1]}，前面像是丢了第 {made.value[-1]} 部分的标题；另作一部分，标题待填",
    )
    beside = section.parent.children
    beside.insert(beside.index(section) + 1, made)


def first_place(node: Node) -> tuple[int, int, int]:
    """Where the first entry of such a section begins: passage, start and end."""
    sentence = next(one for one in node.walk() if one.sentences).sentences[0]
    return sentence.line.places(sentence.start, sentence.end)[0]


def _worth(node: Node) -> Decimal | None:
    return next((one.points for one in worths(node.first) if one.points is not None), None)


def _exceeds(item: Node) -> bool:
    """Whether the list below an item prints points for each entry, and more than the item has."""
    own = _worth(item)
    inner = [_worth(child) for child in item.children]
    if own is None or len(inner) < 2 or None in inner or item.children[0].value[-1:] != (1,):
        return False
    return sum((one for one in inner if one is not None), Decimal(0)) > own


def _numbered_as_items(section: Node, item: Node) -> bool:
    """Whether the list below an item is numbered as the items of other sections are."""
    assert section.parent is not None
    kind = item.children[0].kind
    return any(
        child.kind == kind for other in section.parent.children if other is not section for child in other.children
    )


def _adds_up(section: Node) -> bool:
    inner = [_worth(child) for child in section.children]
    return None not in inner and sum((one for one in inner if one is not None), Decimal(0)) == _worth(section)


def _jumps(section: Node) -> bool:
    """Whether the next section's number is the next but one."""
    assert section.parent is not None
    beside = section.parent.children
    at = next(place for place, one in enumerate(beside) if one is section)
    behind = beside[at + 1] if at + 1 < len(beside) else None
    return (
        behind is not None
        and behind.kind == section.kind
        and bool(section.value)
        and behind.value[:-1] == section.value[:-1]
        and behind.value[-1] == section.value[-1] + 2
    )
