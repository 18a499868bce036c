"""From an outline to pieces with roles: what is a dimension, what is rated, what is demanded, what bars, what is a step. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kaoping.drafting.making.reads import Read
from kaoping.drafting.outlines.depth import HEADING, is_heading, rated_by_points, rated_by_words
from kaoping.drafting.outlines.lost import KIND as LOST_KIND
from kaoping.drafting.outlines.lost import LOST, first_place
from kaoping.drafting.outlines.nodes import Node
from kaoping.drafting.outlines.saying import gives, last_label, level, number_of, plainly, say, told
from kaoping.drafting.outlines.sections import About, about, is_condition, is_veto
from kaoping.drafting.outlines.special import special
from kaoping.drafting.outlines.weighing import weigh
from kaoping.drafting.phrases import costs, without_worth, worths
from kaoping.drafting.phrases.terms import bands
from kaoping.drafting.values import Role

#: What ends a document: 本办法由…负责解释，自…起施行.
_CLOSING = re.compile(r"(?:本|此).{0,16}(?:由.{2,40}(?:负责)?解释|自.{1,24}(?:起)?(?:施行|执行|实施))")
#: What takes points off the whole, and not off an item.
_FROM_ALL = re.compile(r"(?:总分|总得分|考核得分|总成绩)(?:中|里)?(?:予以)?\s*(?:倒?扣|减)")
_LEVEL: tuple[Role, Role] = ("dimension", "group")
#: Kinds of numbers that statutes have: what of them prints no points is a rule among the items.
_ARTICLES = ("chapter", "section", "article")


class Sorter:
    """Gives each piece of a sheet its role.

    :ivar rated: how deep the rated items stand: 0 are the pieces at the top
    :ivar scored: whether the sheet prints points for its items
    :ivar named: whether its title says that it holds items alone; then no heading makes it a rule
    """

    def __init__(self, roots: Sequence[Node], *, in_tables: bool = False, named: bool = False) -> None:
        self.named = named
        self.worth = weigh(roots)
        self.scored = sum(self.has_worth(node) for root in roots for node in root.walk()) >= 2 or in_tables
        self.special = {id(root): self._about(root) for root in roots}
        if roots and not in_tables and all(self.special.values()):
            self.special = {
                key: found if found not in ("rule", "stage", "outcome") else None for key, found in self.special.items()
            }
        items = [root for root in roots if self.special[id(root)] is None]
        if self.scored and not in_tables:
            for root in items:
                if (
                    not any(self.has_worth(node) for node in root.walk())
                    and _speaks_of_rules(root)
                    and not self._among_items(root, roots)
                ):
                    self.special[id(root)] = "penalty" if self._takes_off(root, items) else "rule"
            items = [root for root in items if self.special[id(root)] is None]
        #: How items without anything below them are numbered.
        self.kinds: set[str] = set()
        self.wraps: set[int] = set()
        while len(items) == 1 and items[0].children and self._wraps(items[0]) and len(self.wraps) < 3:
            self.wraps.add(id(items[0]))
            for child in items[0].children:
                self.special[id(child)] = self._about(child)
            items = [child for child in items[0].children if self.special[id(child)] is None]
        self.rated = self._rated(items)
        if self.rated > 2 and all(item.children for item in items):
            # A standard has two levels of headings: the one above them is told in the account.
            self.wraps |= {id(item) for item in items}
            self.special |= {id(child): self._about(child) for item in items for child in item.children}
        self.rated = min(2, self.rated)

    def has_worth(self, node: Node) -> bool:
        """Whether it prints points for itself."""
        return self.worth[id(node)].points is not None

    def _about(self, node: Node) -> About | None:
        inside = any(self.has_worth(one) for one in node.walk())
        banded = any(bands(one.words) for one in node.walk())
        words = "" if self.has_worth(node) else node.words
        if not node.children and not inside and len(bands(node.words)) >= 2:
            return "outcome"
        if node.kind == "none" and re.fullmatch(r"(?:说明|注|备注|附注|注释)\s*[:：]?", node.first):
            return "rule"
        if not node.children and not inside and _CLOSING.match(node.words):
            return "rule"
        if self.scored and not inside and node.kind in _ARTICLES and not any(costs(one.words) for one in node.walk()):
            return about(node.first, words) or ("bonus" if gives(node.words) else "rule")
        if node.kind in _ARTICLES and not node.children and not inside and _FROM_ALL.search(node.words):
            return about(node.first, words) or "penalty"
        if self.scored and not inside and is_condition(node.first, [one.words for one in node.walk()]):
            return "veto"
        return about(node.first, words, scored=inside or (self.named and not banded))

    def _among_items(self, root: Node, roots: Sequence[Node]) -> bool:
        """Whether a piece without points stands between two items of its own kind that print theirs and have no list."""
        at = next(place for place, one in enumerate(roots) if one is root)
        beside = [*roots[max(at - 1, 0) : at], *roots[at + 1 : at + 2]]
        return (
            not root.children
            and about(root.first, root.words) is None
            and len(beside) == 2
            and all(one.kind == root.kind and self.has_worth(one) and not one.children for one in beside)
        )

    def _takes_off(self, root: Node, items: Sequence[Node]) -> bool:
        """Whether a section without points takes some off the whole: the others come to a full score without it."""
        whole = sum((self.worth[id(one)].points or Decimal(0) for one in items), Decimal(0))
        return costs(root.words) and about(root.first, root.words) is None and whole > 0 and whole % 100 == 0

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
        depth = rated_by_points(levels, self.has_worth) if self.scored else rated_by_words(levels)
        self.kinds = {node.kind for node in levels[depth] if not node.children and self.has_worth(node)}
        return depth

    # -- pieces with roles ---------------------------------------------------------------------------------------------

    def reads(self, roots: Sequence[Node]) -> Iterator[Read]:
        """The pieces of a sheet in order."""
        for root in roots:
            if id(root) in self.wraps:
                whole = self.has_worth(root) and len(self.wraps) == 1
                for read in plainly(root, "total" if whole else "note", why="统领各级指标的标题，标准没有这一级"):
                    read.points = self.worth[id(root)].points if read.role == "total" else None
                    yield read
                yield from self.reads(root.children)
            else:
                yield from self._piece(root, 0)

    def _piece(self, node: Node, depth: int) -> Iterator[Read]:
        kind = self.special.get(id(node), self._about(node) if depth <= self.rated else None)
        articles = node.kind in _ARTICLES
        if (
            depth
            and not articles
            and kind in ("rule", "stage", "outcome")
            and not any(bands(one.words) for one in node.walk())
        ):
            kind = None
        if kind is not None:
            yield from special(node, kind)
        elif depth < self.rated and self._is_empty_heading(node):
            for read in plainly(node, "note", why="标题下没有评分项（可能印在各项之后，或各项印在别处），没有写进标准"):
                read.doubt, read.sure, read.others = (
                    ("empty-heading" if not read.joins else ""),
                    False,
                    ("criterion", "group"),
                )
                yield read
        elif (
            (depth >= self.rated and not self._holds_items(node, depth)) or not node.children or self._bears_rules(node)
        ):
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

    def _holds_items(self, node: Node, depth: int) -> bool:
        """Whether a piece among the items is a heading: what stands below it prints points and is numbered as items beside it are."""
        below = [child for child in node.children if child.kind in self.kinds and self.has_worth(child)]
        return 0 < depth < 2 and node.kind not in self.kinds and bool(below) and len(below) == len(node.children)

    def _bears_rules(self, node: Node) -> bool:
        """Whether a heading with points holds nothing but what takes them off: then it is the item itself."""
        below = [one for one in node.walk() if one is not node]
        return (
            self.has_worth(node)
            and not any(map(self.has_worth, below))
            and all(costs(child.words) for child in node.children)
        )

    def _stands_for_heading(self, node: Node) -> bool:
        """Whether a piece with points, itself an item, stands among headings of items of its own kind."""
        if not self.has_worth(node) or node.parent is None or node.kind in ("none", LOST_KIND):
            return False
        beside = (one for one in node.parent.children if one is not node and one.kind == node.kind)
        return any(one.children and not self._bears_rules(one) and self._about(one) is None for one in beside)

    def _is_empty_heading(self, node: Node) -> bool:
        """Whether a piece is a heading like those beside it, with nothing below it."""
        if node.children or self.has_worth(node) or not is_heading(node) or node.parent is None:
            return False
        beside = [one for one in node.parent.children if one.kind == node.kind and one is not node]
        return node.kind == "outer" or (not self.scored and len(beside) > 1 and all(one.children for one in beside))

    def heading(self, node: Node, role: Role) -> Iterator[Read]:
        """A heading over items: its first sentence, and what it says besides."""
        points, sure, why, _ = self.worth[id(node)]
        if node.kind == LOST_KIND:
            passage, start, _ = first_place(node)
            yield Read(passage, start, start, role, number_of(node.value), text=LOST, context=node.mark)
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
        points, sure, why, levels = self.worth[id(node)]
        if (
            points is None
            and self.scored
            and costs(node.first)
            and node.parent is not None
            and _first_of(node) is not node
        ):
            yield from self._below(node, "requirement")
            return
        for index, read in enumerate(level(node, "criterion", points, sure, why)):
            read.grades = levels if index == 0 else ()
            yield read
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
    return re.split(r"[，,。；;：:]", without_worth(node.first))[0][:HEADING]


def _first_of(node: Node) -> Node:
    return node.parent.children[0] if node.parent is not None else node


def _speaks_of_rules(root: Node) -> bool:
    if about(root.first, root.words) is not None or not root.children:
        return True
    kinds = [about(child.first, child.words) or ("bonus" if gives(child.words) else None) for child in root.children]
    return any(kind in ("bonus", "penalty", "adjust", "veto", "outcome") for kind in kinds)
