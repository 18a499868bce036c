"""Numbered outlines: which number stands under which, from what each kind of number does in this very document. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from kaoping.drafting.outlines.chains import outer
from kaoping.drafting.outlines.lines import Line, sentences
from kaoping.drafting.outlines.marked import Piece, pieces_of
from kaoping.drafting.outlines.misnumbered import misnumbered
from kaoping.drafting.outlines.nameless import nameless
from kaoping.drafting.outlines.nodes import Node, Sentence, under
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
_CELL_NUMBER = re.compile(r"\s*(\d{1,3})\s+(?=[\u4e00-\u9fff])")
#: Kinds that are easily written one for another.
_ALIKE = ({"cn", "cn-paren"}, {"dot", "bare", "paren", "half-paren", "circle"})


def outline(lines: Sequence[Line]) -> Node:
    """The tree of what is numbered; what has no number belongs to the numbered piece before it."""
    pieces = [piece for line in lines for piece in pieces_of(line)]
    _count_on(pieces)
    _by_letters(pieces)
    _mark_heads(pieces)
    order = _order(pieces)
    root = Node("root")
    stack = [root]
    running: dict[str, tuple[int, ...]] = {}
    for at, piece in enumerate(pieces):
        if piece.mark is None:
            opened = nameless(pieces, at, stack)
            if opened is not None:
                stack = opened
            _say(stack[-1], piece, piece.start)
            continue
        node = Node(piece.kind, piece.mark.value, piece.shown, ahead=piece.ahead)
        if (above := misnumbered(pieces, at, [(one.kind, one.value) for one in stack])) is not None:
            node.doubt = (
                "number-kind",
                f"编号“{node.mark}”的写法与同级的“{stack[above].mark}”不同，按次序读作同一级",
            )
            node.kind = stack[above].kind
            stack = under(stack, above, node)
            _say(node, piece, piece.mark.end)
            continue
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


def _by_letters(pieces: Sequence[Piece]) -> None:
    """Read A1, A2 as entries of the section A, where sections are called by letters."""
    heads = {piece.shown[:1] for piece in pieces if piece.kind == "cn" and piece.shown[:1].isascii()}
    for piece in pieces if len(heads) > 1 else ():
        if piece.mark is not None and piece.kind.startswith("letter-") and piece.shown[:1] in heads:
            piece.mark = Mark("dot", piece.mark.value, piece.mark.end)


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
                return under(stack, other, node)
        if value == before:
            node.doubt = ("number-twice", f"编号“{node.mark}”与前一个相同，照文件所印另作一项")
        elif value[-1] == 1 and len(value) == 1 and level == 1 and kind != "circle":
            node.doubt = ("heading-lost", f"编号从“{node.mark}”重新开始而前面没有新的标题，可能丢了标题；暂作同一级")
        return under(stack, level, node)
    runs = kind in running and _follows(running[kind], value)
    if value[-1] > 1 and not runs:
        other = _mistaken(stack, kind, value)
        if other is not None:
            node.doubt = ("number-kind", f"编号“{node.mark}”的写法与同级的“{stack[other].mark}”不同，按次序读作同一级")
            return under(stack, other, node)
    depth = order.get(kind, 0)
    top = next((one.kind for one in stack[0].children if one.kind != "none"), "")
    keep = 1
    if len(stack) > 1 and stack[1].kind == "none" and kind == top:
        return under(stack, 1, node)
    while keep < len(stack) and order.get(stack[keep].kind, -1 if stack[keep].kind == "none" else 0) < depth:
        keep += 1
    return under(stack, keep, node)


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
