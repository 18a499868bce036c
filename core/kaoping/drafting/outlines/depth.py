"""How deep the items of an outline stand: from the points printed, or from what is a heading. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from kaoping.drafting.outlines.nodes import Node

#: A heading is no longer than this and holds one sentence.
HEADING = 28


def rated_by_points(levels: Sequence[Sequence[Node]], has_worth: Callable[[Node], bool]) -> int:
    """Where points are printed: the deepest level that most of them stand at."""
    share = [sum(map(has_worth, nodes)) / len(nodes) for nodes in levels]
    depth = next((at for at, part in enumerate(share) if part >= 0.5), None)
    if depth is None:
        depth = max(range(len(levels)), key=lambda at: (share[at], -at))
    while depth + 1 < len(levels):
        parents = [node for node in levels[depth] if node.children]
        deeper = [node for node in parents if sum(map(has_worth, node.children)) >= max(1, len(node.children) / 2)]
        if not parents or 2 * len(deeper) < len(levels[depth]):
            break
        depth += 1
    return depth


def rated_by_words(levels: Sequence[Sequence[Node]]) -> int:
    """Where no points are printed: numbers that run on across headings count the items, else the first level that is no heading."""
    for depth in range(len(levels) - 1, 0, -1):
        values = [node.value[-1] for node in levels[depth] if node.value and len(node.value) == 1]
        parents = sum(bool(node.children) for node in levels[depth - 1])
        if parents > 1 and len(values) > 3 and sum(b == a + 1 for a, b in pairwise(values)) >= 0.8 * (len(values) - 1):
            return depth
    for depth, nodes in enumerate(levels):
        headings = sum(bool(node.children) and is_heading(node) for node in nodes)
        if 2 * headings < len(nodes):
            return depth
        below = [child for node in nodes for child in node.children]
        if below and depth and all(child.kind in ("paren", "half-paren", "circle") for child in below):
            return depth
    return len(levels) - 1


def is_heading(node: Node) -> bool:
    """Whether its own words are short enough for a heading."""
    return len(node.words) <= HEADING or (
        len(node.sentences) == 1 and len(node.words) <= 40 and not re.search(r"[，,；;]", node.words)
    )
