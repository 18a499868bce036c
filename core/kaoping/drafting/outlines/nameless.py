"""Headings that lost their number, or never had one: told by their points, their frame, or what they name. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kaoping.drafting.outlines.lines import SIGNS
from kaoping.drafting.outlines.marked import Piece
from kaoping.drafting.outlines.nodes import Node, under
from kaoping.drafting.outlines.sections import about, is_veto, opens_list
from kaoping.drafting.phrases import total_of, worths
from kaoping.drafting.phrases.terms import bands

#: What remarks at the end begin with.
_REMARKS = re.compile(r"(?:说明|注|备注|附注|注释)\s*[:：]?")
#: A heading in a frame instead of a number: 【工作纪律】（30分）.
FRAMED = re.compile(
    rf"(?:[【\[〖][^【】\[\]〖〗]{{2,16}}[】\]〗]|[{SIGNS}]\s*[^，,。；;：:（()）\s]{{2,16}})\s*(?:[（(][^（）()]{{1,12}}分[）)])?\s*[:：]?"
)


def nameless(pieces: Sequence[Piece], at: int, stack: list[Node]) -> list[Node] | None:
    """The stack with a heading that lost its number, where a line is one: short, with points, and a list begins behind it."""
    piece = pieces[at]
    text = piece.line.text[piece.start : piece.end].strip()
    if (
        piece.start == 0
        and not piece.line.passage.table
        and FRAMED.fullmatch(text)
        and _begins(pieces[at + 1 : at + 2])
    ):
        return under(stack, 1, Node("none"))
    opened = len(stack) == 2 and len(stack[1].words) <= 20 and _opens_section(stack[1])
    if piece.start == 0 and len(stack) > 1 and not opened and _stands_alone(text):
        return under(stack, 1, Node("none"))
    if piece.start == 0 and len(stack) > 1 and _REMARKS.fullmatch(text):
        return under(stack, 1, Node("none"))
    if piece.start == 0 and len(stack) == 1 and _heads_first(text, pieces[at + 1 : at + 2]):
        return under(stack, 1, Node("none", doubt=_unnumbered(text)))
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
    return under(stack, above, node)


def _begins(behind: Sequence[Piece]) -> bool:
    return bool(behind) and behind[0].mark is not None


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
