"""From an outline to pieces with roles: what is a dimension, what is rated, what is demanded, what bars, what is a step. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from kaoping.drafting.lost import KIND as LOST_KIND
from kaoping.drafting.lost import LOST, first_place
from kaoping.drafting.outline import Node
from kaoping.drafting.phrases import costs, without_worth, worths
from kaoping.drafting.reads import Read
from kaoping.drafting.saying import last_label, level, number_of, plainly, say, told
from kaoping.drafting.sections import About, about, is_veto
from kaoping.drafting.special import special
from kaoping.drafting.terms import bands
from kaoping.drafting.values import Role

#: What ends a document: 本办法由…负责解释，自…起施行.
_CLOSING = re.compile(r"(?:本|此).{0,16}(?:由.{2,40}(?:负责)?解释|自.{1,24}(?:起)?(?:施行|执行|实施))")
_LEVEL: tuple[Role, Role] = ("dimension", "group")
#: A heading is no longer than this and holds one sentence.
_HEADING = 28


def worth_of(node: Node) -> tuple[Decimal | None, bool, str]:
    """The points that a piece prints for itself, whether that is sure, and why not."""
    first = [one for one in worths(node.first) if one.points is not None]
    if first:
        total = next((one for one in first if one.sure), first[0])
        return (
            total.points,
            total.sure,
            "" if total.sure else f"“{node.first[total.start : total.end].strip()}”读作本项分值",
        )
    own = [one for sentence in node.sentences[1:] if not costs(sentence.text) for one in worths(sentence.text)]
    own = [one for one in own if one.points is not None]
    if len(own) == 1:
        return own[0].points, own[0].sure, "" if own[0].sure else "按文中所列分值读作本项分值"
    if own:
        total_points = sum((one.points for one in own if one.points is not None), Decimal(0))
        return total_points, False, f"本项没有合计，文中各处分值相加为 {total_points.normalize():f} 分"
    each = next((one.each for one in worths(node.words) if one.each is not None), None)
    if each is not None and node.children:
        total_points = each * len(node.children)
        return (
            total_points,
            False,
            f"每项 {each} 分，其下 {len(node.children)} 项，读作 {total_points.normalize():f} 分",
        )
    return None, True, ""


class Sorter:
    """Gives each piece of a sheet its role.

    :ivar rated: how deep the rated items stand: 0 are the pieces at the top
    :ivar scored: whether the sheet prints points for its items
    :ivar named: whether its title says that it holds items alone; then no heading makes it a rule
    """

    def __init__(self, roots: Sequence[Node], *, in_tables: bool = False, named: bool = False) -> None:
        self.named = named
        self.worth = {id(node): worth_of(node) for root in roots for node in root.walk()}
        trailing = [key for key, (_, sure, why) in self.worth.items() if not sure and why.endswith("读作本项分值")]
        if len(trailing) >= 3:
            self.worth |= {key: (self.worth[key][0], True, "") for key in trailing}
        self.scored = sum(self.has_worth(node) for root in roots for node in root.walk()) >= 2 or in_tables
        self.special = {id(root): self._about(root) for root in roots}
        if roots and not in_tables and all(self.special.values()):
            self.special = {
                key: found if found not in ("rule", "stage", "outcome") else None for key, found in self.special.items()
            }
        items = [root for root in roots if self.special[id(root)] is None]
        if self.scored and not in_tables:
            for root in items:
                if not any(self.has_worth(node) for node in root.walk()) and _speaks_of_rules(root):
                    self.special[id(root)] = "rule"
            items = [root for root in items if self.special[id(root)] is None]
        self.wraps: set[int] = set()
        while len(items) == 1 and items[0].children and self._wraps(items[0]) and len(self.wraps) < 3:
            self.wraps.add(id(items[0]))
            for child in items[0].children:
                self.special[id(child)] = self._about(child)
            items = [child for child in items[0].children if self.special[id(child)] is None]
        self.rated = self._rated(items)

    def has_worth(self, node: Node) -> bool:
        """Whether it prints points for itself."""
        return self.worth[id(node)][0] is not None

    def _about(self, node: Node) -> About | None:
        inside = any(self.has_worth(one) for one in node.walk())
        banded = any(bands(one.words) for one in node.walk())
        words = "" if self.has_worth(node) else node.words
        if not node.children and not inside and len(bands(node.words)) >= 2:
            return "outcome"
        if not node.children and not inside and _CLOSING.match(node.words):
            return "rule"
        return about(node.first, words, scored=inside or (self.named and not banded))

    def _wraps(self, root: Node) -> bool:
        """Whether a single piece at the top only holds all others, and is no heading of items."""
        return any(child.children for child in root.children) or not self.has_worth(root)

    def _rated(self, items: Sequence[Node]) -> int:
        levels: list[list[Node]] = [list(items)]
        while levels[-1]:
            below = [child for node in levels[-1] for child in node.children]
            levels.append([child for child in below if self._about(child) in (None, "rule", "stage", "outcome")])
        levels.pop()
        if not levels:
            return 0
        return min(2, self._rated_by_points(levels) if self.scored else _rated_by_words(levels))

    def _rated_by_points(self, levels: Sequence[Sequence[Node]]) -> int:
        share = [sum(map(self.has_worth, nodes)) / len(nodes) for nodes in levels]
        depth = next((at for at, part in enumerate(share) if part >= 0.5), None)
        if depth is None:
            depth = max(range(len(levels)), key=lambda at: (share[at], -at))
        while depth + 1 < len(levels):
            parents = [node for node in levels[depth] if node.children]
            deeper = [
                node for node in parents if sum(map(self.has_worth, node.children)) >= max(1, len(node.children) / 2)
            ]
            if not parents or 2 * len(deeper) < len(levels[depth]):
                break
            depth += 1
        return depth

    # -- pieces with roles ---------------------------------------------------------------------------------------------

    def reads(self, roots: Sequence[Node]) -> Iterator[Read]:
        """The pieces of a sheet in order."""
        for root in roots:
            if id(root) in self.wraps:
                for read in plainly(root, "total" if self.has_worth(root) else "note", why="统领各项的标题"):
                    read.points = self.worth[id(root)][0] if read.role == "total" else None
                    yield read
                yield from self.reads(root.children)
            else:
                yield from self._piece(root, 0)

    def _piece(self, node: Node, depth: int) -> Iterator[Read]:
        kind = self.special.get(id(node), self._about(node) if depth <= self.rated else None)
        if depth and kind in ("rule", "stage", "outcome") and not any(bands(one.words) for one in node.walk()):
            kind = None
        if kind is not None:
            yield from special(node, kind)
        elif depth < self.rated and self._is_empty_heading(node):
            for read in plainly(node, "note", why="标题下没有评分项，没有写进标准"):
                read.doubt, read.sure, read.others = (
                    ("empty-heading" if not read.joins else ""),
                    False,
                    ("criterion", "group"),
                )
                yield read
        elif depth >= self.rated or not node.children:
            reads = list(self._criterion(node))
            if depth < self.rated and reads and self._stands_for_heading(node):
                # A heading with a single item, itself: without one it would fall to the heading before it.
                head, above = reads[0], _LEVEL[depth]
                yield Read(
                    head.passage,
                    head.start,
                    head.start,
                    above,
                    head.number,
                    head.points,
                    _name(node),
                    context=head.context,
                )
                head.number = ""
            yield from reads
        else:
            role: Role = "dimension" if depth == 0 else "group"
            yield from self.heading(node, role)
            for child in node.children:
                yield from self._piece(child, depth + 1)

    def _stands_for_heading(self, node: Node) -> bool:
        """Whether a piece with points and nothing below it stands behind headings of items of its own kind."""
        if not self.has_worth(node) or node.parent is None or node.kind in ("none", LOST_KIND):
            return False
        before = node.parent.children[: next(at for at, one in enumerate(node.parent.children) if one is node)]
        return any(one.kind == node.kind and one.children and self._about(one) is None for one in before)

    def _is_empty_heading(self, node: Node) -> bool:
        """Whether a piece is a heading like those beside it, with nothing below it."""
        if node.children or self.has_worth(node) or not _is_heading(node) or node.parent is None:
            return False
        beside = [one for one in node.parent.children if one.kind == node.kind and one is not node]
        return node.kind == "outer" or (not self.scored and len(beside) > 1 and all(one.children for one in beside))

    def heading(self, node: Node, role: Role) -> Iterator[Read]:
        """A heading over items: its first sentence, and what it says besides."""
        points, sure, why = self.worth[id(node)]
        if node.kind == LOST_KIND:
            passage, start, _ = first_place(node)
            yield Read(passage, start, start, role, number_of(node.value), text=LOST)
            return
        read = level(node, role, points, sure, why)
        yield from read
        for sentence in node.sentences[1:]:
            if worths(sentence.text) and len(sentence.text) < 12:
                yield from say(sentence, "points")
            elif is_veto(sentence.text):
                yield from say(sentence, "veto", context=sentence.text)
            else:
                yield from say(sentence, "note", why="标题下的说明")

    def _criterion(self, node: Node) -> Iterator[Read]:
        points, sure, why = self.worth[id(node)]
        if (
            points is None
            and self.scored
            and costs(node.words)
            and node.parent is not None
            and _first_of(node) is not node
        ):
            yield from self._below(node, "requirement")
            return
        yield from level(node, "criterion", points, sure, why)
        yield from told(node.sentences[1:])
        label = last_label(node)
        for child in node.children:
            yield from self._below(child, label or "requirement")

    def _below(self, node: Node, role: Role) -> Iterator[Read]:
        """What stands below a rated item: its demands, each with its number."""
        kind = about(node.first, "" if self.has_worth(node) else node.words, scored=True)
        if kind in ("veto", "bonus", "penalty", "adjust") and (node.children or kind != "penalty"):
            yield from special(node, kind)
            return
        yield from told(node.sentences, role, node.value)
        inner = last_label(node) or role
        for child in node.children:
            yield from self._below(child, inner)


def _name(node: Node) -> str:
    return re.split(r"[，,。；;：:]", without_worth(node.first))[0][:_HEADING]


def _first_of(node: Node) -> Node:
    return node.parent.children[0] if node.parent is not None else node


def _speaks_of_rules(root: Node) -> bool:
    return about(root.first, root.words) is not None or not root.children


def _rated_by_words(levels: Sequence[Sequence[Node]]) -> int:
    """Where no points are printed: numbers that run on across headings count the items, else the first level that is no heading."""
    for depth in range(len(levels) - 1, 0, -1):
        values = [node.value[-1] for node in levels[depth] if node.value and len(node.value) == 1]
        parents = sum(bool(node.children) for node in levels[depth - 1])
        if parents > 1 and len(values) > 3 and sum(b == a + 1 for a, b in pairwise(values)) >= 0.8 * (len(values) - 1):
            return depth
    for depth, nodes in enumerate(levels):
        headings = sum(bool(node.children) and _is_heading(node) for node in nodes)
        if 2 * headings < len(nodes):
            return depth
        below = [child for node in nodes for child in node.children]
        if below and depth and all(child.kind in ("paren", "half-paren", "circle") for child in below):
            return depth
    return len(levels) - 1


def _is_heading(node: Node) -> bool:
    return len(node.words) <= _HEADING or (
        len(node.sentences) == 1 and len(node.words) <= 40 and not re.search(r"[，,；;]", node.words)
    )
