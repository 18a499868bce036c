"""Headings that stand beside or behind what they head, as cells out of order leave them: put where their numbers say. Pure."""

from __future__ import annotations

from itertools import pairwise

from kaoping.drafting.outlines.lost import KIND as LOST_KIND
from kaoping.drafting.outlines.nodes import Node, Sentence


def settle(root: Node) -> None:
    """Move headings without items to the items that their numbers belong to; each move leaves a doubt."""
    for before, here in list(pairwise(list(root.walk()))):
        if _beside(before, here):
            _swap(before, here)
        elif _repeats(before, here):
            _take_in(before, here)
    for node in list(root.walk()):
        if not node.children and node.parent is not None and node.value:
            _into_next(node)
        if node.children:
            _over_first(node)


def _row(node: Node) -> tuple[int, int]:
    """The table and row it stands in; text outside tables has a row for each line."""
    line = node.sentences[0].line
    passage = line.passage
    return (passage.table, passage.row) if passage.table else (0, line.spans[0][0])


def _beside(number: Node, heading: Node) -> bool:
    """Whether a number without words stands before a heading whose first entry is the next: `84 1. 调解…`, then 85."""
    below = heading.children[0] if heading.children else None
    return (
        bool(number.sentences)
        and not number.words
        and not number.children
        and below is not None
        and below.kind == number.kind
        and _next(number, below)
        and bool(heading.sentences)
        and _row(number) == _row(heading)
    )


def _swap(number: Node, heading: Node) -> None:
    """The words are those of the item; the heading's own are lost."""
    first, *others = heading.sentences
    own = number.sentences[0]
    if own.line is first.line:
        first = Sentence(first.line, own.start, first.end, first.words)
    number.sentences = [first, *others]
    assert number.parent is not None
    number.parent.children = [child for child in number.parent.children if child is not number]
    number.parent = heading
    heading.children.insert(0, number)
    heading.sentences, heading.kind = [], LOST_KIND
    number.doubt = (
        "heading-lost",
        f"编号“{number.mark}”之后又印了“{heading.mark}”：文字读作这一项的内容，“{heading.mark}”读作标题漏印的一部分，标题待填",
    )


def _repeats(heading: Node, other: Node) -> bool:
    """Whether a heading without items has its own number again before the text beside it."""
    return (
        not heading.children
        and bool(heading.words)
        and bool(other.children)
        and heading.parent is other.parent
        and (heading.kind, heading.value) == (other.kind, other.value)
        and bool(other.sentences)
        and _row(heading) == _row(other)
        and heading.sentences[0].line is not other.sentences[0].line
    )


def _take_in(heading: Node, other: Node) -> None:
    assert heading.parent is not None
    below = other.children
    other.children, other.kind = [], below[0].kind
    heading.parent.children = [child for child in heading.parent.children if child is not other]
    heading.children = [other, *below]
    for child in heading.children:
        child.parent = heading
    other.doubt = ("number-twice", f"编号“{other.mark}”与左边标题的相同，读作它的第一项，请核对编号")


def _into_next(leaf: Node) -> None:
    """A heading printed before the section it belongs to: the next of its kind, there, goes on counting from it."""
    assert leaf.parent is not None
    section = leaf.parent
    if section.parent is None or section.children[-1] is not leaf or len(section.children) < 2:
        return
    beside = section.parent.children
    at = next(place for place, one in enumerate(beside) if one is section)
    if at + 1 >= len(beside):
        return
    following = beside[at + 1]
    ahead = _ahead(following, leaf.kind)
    behind = following.children[len(ahead)] if len(ahead) < len(following.children) else None
    if not ahead or behind is None or not _next(leaf, behind) or _row(leaf) != _row(following):
        return
    section.children.pop()
    following.children = [leaf, *following.children[len(ahead) :]]
    _head(leaf, following, ahead, f"标题“{leaf.words[:20]}”印在“{following.words[:20]}”之前")


def _over_first(section: Node) -> None:
    """A heading printed behind the first items of its section, with nothing of its own."""
    ahead = _ahead(section, "")
    at = len(ahead)
    if not ahead or at + 1 >= len(section.children):
        return
    leaf, behind = section.children[at], section.children[at + 1]
    if leaf.children or leaf.kind != behind.kind or not behind.children or not _next(leaf, behind):
        return
    if ahead[0].kind != behind.children[0].kind:
        return
    section.children = section.children[at:]
    _head(leaf, section, ahead, f"标题“{leaf.words[:20]}”印在它的各项之后")


def _ahead(section: Node, kind: str) -> list[Node]:
    """The entries before the first of another kind, or of this kind."""
    own = section.children
    first = own[0].kind if own else ""
    found = []
    for child in own:
        if child.kind == kind or child.kind != first or child.children:
            break
        found.append(child)
    return found


def _head(leaf: Node, parent: Node, entries: list[Node], told: str) -> None:
    leaf.parent, leaf.children = parent, entries
    for one in entries:
        one.parent = leaf
    leaf.doubt = (
        "heading-moved",
        f"{told}，按编号次序读作“{entries[0].words[:16]}”等 {len(entries)} 项的标题，请核对",
    )


def _next(before: Node, here: Node) -> bool:
    return (
        len(before.value) == len(here.value)
        and before.kind == here.kind
        and bool(before.value)
        and here.value[-1] == before.value[-1] + 1
    )
