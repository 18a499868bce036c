"""Numbered outlines: which number stands under which, from what each kind of number does in this very document. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from kaoping.drafting.outlines.chains import outer
from kaoping.drafting.outlines.lines import SIGNS, Line, sentences
from kaoping.drafting.outlines.marked import Piece, pieces_of
from kaoping.drafting.outlines.sections import about, is_veto, opens_list
from kaoping.drafting.phrases import total_of, worths
from kaoping.drafting.phrases.terms import bands
from kaoping.intake.marks import Mark

#: How deep a kind of number usually stands.
_DEPTH = (
    "class",
    "level-一",
    "level-二",
    "level-三",
    "letter-a",
    "letter-b",
    "letter-c",
    "letter-d",
    "chapter",
    "section",
    "article",
    "cn",
    "cn-paren",
    "outer",
    "dot",
    "bare",
    "dotted2",
    "dotted3",
    "dotted4",
    "paren",
    "half-paren",
    "circle",
)
#: What remarks at the end begin with.
_REMARKS = re.compile(r"(?:说明|注|备注|附注|注释)\s*[:：]?")
_CELL_NUMBER = re.compile(r"\s*(\d{1,3})\s+(?=[\u4e00-\u9fff])")
#: Kinds that are easily written one for another.
_ALIKE = ({"cn", "cn-paren"}, {"dot", "bare", "paren", "half-paren", "circle"})


@dataclass(slots=True)
class Sentence:
    """One sentence, or a number with nothing behind it: where it stands in its line."""

    line: Line
    start: int
    end: int
    #: Where the words begin, behind the numbers.
    words: int

    @property
    def text(self) -> str:
        """The words, without the number."""
        return self.line.text[self.words : self.end].strip()


@dataclass(slots=True)
class Node:
    """A numbered piece with what stands under it.

    :ivar kind: how its number is written, `root` for the whole, `none` where it has none
    :ivar doubt: code and words of what is odd about its place
    :ivar ahead: the points that stand before its number
    """

    kind: str
    value: tuple[int, ...] = ()
    mark: str = ""
    sentences: list[Sentence] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)
    parent: Node | None = None
    doubt: tuple[str, str] | None = None
    table: int = -1
    ahead: Decimal | None = None

    @property
    def words(self) -> str:
        """All its own words, without those below it."""
        return "".join(sentence.text for sentence in self.sentences)

    @property
    def first(self) -> str:
        """Its first sentence."""
        return self.sentences[0].text if self.sentences else ""

    def walk(self) -> Iterator[Node]:
        """It and all below it, in the order of the document."""
        yield self
        for child in self.children:
            yield from child.walk()


def outline(lines: Sequence[Line]) -> Node:
    """The tree of what is numbered; what has no number belongs to the numbered piece before it."""
    pieces = [piece for line in lines for piece in pieces_of(line)]
    _count_on(pieces)
    _mark_heads(pieces)
    order = _order(pieces)
    root = Node("root")
    stack = [root]
    running: dict[str, tuple[int, ...]] = {}
    for at, piece in enumerate(pieces):
        if piece.mark is None:
            nameless = _nameless(pieces, at, stack)
            if nameless is not None:
                stack = nameless
            _say(stack[-1], piece, piece.start)
            continue
        node = Node(piece.kind, piece.mark.value, piece.shown, ahead=piece.ahead)
        stack = _placed(stack, node, order, running)
        running[node.kind] = node.value
        _say(node, piece, piece.mark.end)
    return root


def _count_on(pieces: Sequence[Piece]) -> None:
    """Tell the number of a cell from a figure by the next: `28 人大代表…`, then 29."""
    for piece, following in pairwise(pieces):
        text = piece.line.text[piece.start : piece.end]
        found = (
            _CELL_NUMBER.match(text) if piece.mark is None and piece.line.passage.table and not piece.start else None
        )
        behind = following.mark
        if found and behind is not None and behind.kind == "bare" and behind.value == (int(found[1]) + 1,):
            piece.mark, piece.shown = Mark("bare", (int(found[1]),), found.end()), found[1]


def _mark_heads(pieces: Sequence[Piece]) -> None:
    """Tell headings from items where both are numbered `1.` and run on through the document."""
    dots = [piece for piece in pieces if piece.mark is not None and piece.mark.kind == "dot"]
    for at in outer([piece.mark.value[-1] for piece in dots if piece.mark is not None]):
        dots[at].heads = True


def _order(pieces: Sequence[Piece]) -> dict[str, int]:
    """How deep each kind of number stands here: as usual, unless the document's own lists say otherwise."""
    kinds = [(piece.kind, piece.mark.value) for piece in pieces if piece.mark is not None]
    under: Counter[tuple[str, str]] = Counter()
    for (before, _), (kind, value) in pairwise(kinds):
        if kind != before and value[-1] == 1:
            under[before, kind] += 1
    order = [kind for kind in _DEPTH if any(kind == known for known, _ in kinds)]
    for _ in order:
        for at in range(len(order) - 1):
            upper, lower = order[at], order[at + 1]
            if under[lower, upper] >= 2 and under[lower, upper] > 2 * under[upper, lower]:
                order[at], order[at + 1] = lower, upper
    return {kind: depth for depth, kind in enumerate(order)}


def _placed(stack: list[Node], node: Node, order: dict[str, int], running: dict[str, tuple[int, ...]]) -> list[Node]:
    """Put a node where its number says; the new stack."""
    kind, value = node.kind, node.value
    level = next((at for at in range(len(stack) - 1, 0, -1) if stack[at].kind == kind), None)
    if level is not None:
        before = stack[level].value
        if not _follows(before, value) and value[-1] != 1:
            other = _mistaken(stack, kind, value)
            if other is not None:
                node.doubt = (
                    "number-kind",
                    f"编号“{node.mark}”的写法与同级的“{stack[other].mark}”不同，按次序读作同一级",
                )
                return _under(stack, other, node)
        if value == before:
            node.doubt = ("number-twice", f"编号“{node.mark}”与前一个相同，照文件所印另作一项")
        elif value[-1] == 1 and len(value) == 1 and level == 1 and kind != "circle":
            node.doubt = ("heading-lost", f"编号从“{node.mark}”重新开始而前面没有新的标题，可能丢了标题；暂作同一级")
        return _under(stack, level, node)
    runs = kind in running and _follows(running[kind], value)
    if value[-1] > 1 and not runs:
        other = _mistaken(stack, kind, value)
        if other is not None:
            node.doubt = ("number-kind", f"编号“{node.mark}”的写法与同级的“{stack[other].mark}”不同，按次序读作同一级")
            return _under(stack, other, node)
    depth = order.get(kind, 0)
    top = next((one.kind for one in stack[0].children if one.kind != "none"), "")
    keep = 1
    if len(stack) > 1 and stack[1].kind == "none" and kind == top:
        return _under(stack, 1, node)
    while keep < len(stack) and order.get(stack[keep].kind, -1 if stack[keep].kind == "none" else 0) < depth:
        keep += 1
    return _under(stack, keep, node)


def _under(stack: list[Node], level: int, node: Node) -> list[Node]:
    kept = stack[:level]
    node.parent = kept[-1]
    kept[-1].children.append(node)
    return [*kept, node]


def _follows(before: tuple[int, ...], value: tuple[int, ...]) -> bool:
    return len(before) == len(value) and value[-1] == before[-1] + 1


def _mistaken(stack: Sequence[Node], kind: str, value: tuple[int, ...]) -> int | None:
    """The level whose list this number goes on with, although it is written otherwise."""
    for at in range(len(stack) - 1, 0, -1):
        other = stack[at]
        alike = any(kind in one and other.kind in one for one in _ALIKE)
        if alike and other.kind != kind and _follows(other.value, value):
            return at
    return None


def _nameless(pieces: Sequence[Piece], at: int, stack: list[Node]) -> list[Node] | None:
    """The stack with a heading that lost its number, where a line is one: short, with points, and a list begins behind it."""
    piece = pieces[at]
    text = piece.line.text[piece.start : piece.end].strip()
    opened = len(stack) == 2 and len(stack[1].words) <= 20 and _opens_section(stack[1])
    if piece.start == 0 and len(stack) > 1 and not opened and _stands_alone(text):
        return _under(stack, 1, Node("none"))
    if piece.start == 0 and len(stack) > 1 and _REMARKS.fullmatch(text):
        return _under(stack, 1, Node("none"))
    if piece.start == 0 and len(stack) == 1 and _heads_first(text, pieces[at + 1 : at + 2]):
        return _under(stack, 1, Node("none", doubt=_unnumbered(text)))
    if piece.start or len(text) > 40 or len(stack) < 2 or at + 1 >= len(pieces):
        return None
    behind = pieces[at + 1].mark
    if (
        behind is None
        or behind.value[-1] != 1
        or re.search(r"[。；;，,]", text.rstrip("。；;"))
        or re.search(r"扣|加分|[：:]$", text)
    ):
        return None
    level = next((place for place in range(1, len(stack)) if stack[place].kind == pieces[at + 1].kind), None)
    if level is None or not any(worth.points is not None for worth in worths(text)):
        return None
    node = Node("none", doubt=_unnumbered(text))
    above = max(level - 1, 1)
    return _under(stack, above, node)


def _heads_first(text: str, behind: Sequence[Piece]) -> bool:
    """Whether a short line with points in brackets, before any number, heads the list that begins behind it."""
    told = [one for one in worths(text) if one.points is not None and one.sure]
    begins = bool(behind) and behind[0].mark is not None and behind[0].mark.value[-1] == 1
    return (
        begins
        and len(text) <= 24
        and len(told) == 1
        and total_of(text) is None
        and not re.search(r"[。；;，,：:]", text)
    )


def _unnumbered(text: str) -> tuple[str, str] | None:
    """The doubt about a heading without a number; none where a sign stands before it: ★基础条件（40分）."""
    return None if text.startswith(tuple(SIGNS)) else ("heading-number", f"“{text}”没有编号，按位置读作标题")


def _opens_section(node: Node) -> bool:
    return node.ahead is None and not worths(node.first) and about(node.first) is not None


def _stands_alone(text: str) -> bool:
    """Whether a line without a number begins a section that holds no items: vetoes, bonus, outcomes."""
    if len(text) <= 20 and not re.search(r"[。；;，,]$", text) and about(text, scored=True) is not None:
        return True
    if len(text) <= 12 and not re.search(r"[。；;，,]", text) and about(text) == "outcome":
        return True
    words = re.sub(r"^(?:备?注|说明)\s*[：:]\s*", "", text)
    return len(bands(text)) >= 2 or (opens_list(words) and is_veto(words))


def _say(node: Node, piece: Piece, words: int) -> None:
    """Add a piece's sentences to a node."""
    text = piece.line.text
    found = sentences(text, words, piece.end)
    if not found:
        node.sentences.append(Sentence(piece.line, piece.start, piece.end, min(words, piece.end)))
        return
    if len(node.sentences) == 1 and not node.sentences[0].text:
        node.sentences.clear()  # a number in a cell of its own: its words follow
    for number, (start, end) in enumerate(found):
        low = piece.start if number == 0 else start
        node.sentences.append(Sentence(piece.line, low, end, start))
