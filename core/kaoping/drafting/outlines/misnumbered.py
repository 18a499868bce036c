"""Headings numbered like the items below them: `4.` behind 三, where 四、 should stand. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from kaoping.drafting.outlines.marked import Piece
from kaoping.drafting.outlines.sections import about
from kaoping.drafting.phrases.worth import worths

_HEADINGS = ("cn", "cn-paren")
#: Headings are no longer.
_LONGEST = 28


def misnumbered(pieces: Sequence[Piece], at: int, stack: Sequence[tuple[str, tuple[int, ...]]]) -> int | None:
    """The level of headings that a piece goes on with, although it is numbered like their items; None for an item.

    :param stack: kind and value of what the piece before stands in, the outermost first
    """
    piece = pieces[at]
    if piece.mark is None or piece.kind != "dot" or piece.line.passage.table:
        return None
    value = piece.mark.value
    own = next((place for place in range(len(stack) - 1, 0, -1) if stack[place][0] == piece.kind), None)
    above = next((place for place in range(1, own or 0) if _precedes(stack[place], value)), None)
    if above is None and own is not None and own > 1 and value[-1] == stack[own][1][-1] + 1 and _adds_up(pieces, at):
        above = next((place for place in range(1, own) if _counts_before(stack[place], value)), None)
    if own is None or above is None or value[-1] < 2:
        return None
    later = [one for one in pieces[at + 1 :] if one.mark is not None]
    kind = stack[above][0]
    if any(one.kind == kind and one.mark is not None and one.mark.value == value for one in later):
        return None
    text = piece.line.text[piece.mark.end : piece.end].strip()
    before = stack[own][1][-1]
    following = later[0].mark if later and later[0].kind == piece.kind else None
    if (
        following is not None
        and _is_name(text)
        and following.value[-1] in ({1} if value[-1] == before + 1 else {1, before + 1})
    ):
        return above
    backwards = value[-1] <= before
    return above if backwards and about(re.split(r"[：:。]", text)[0], scored=True) is not None else None


def _precedes(level: tuple[str, tuple[int, ...]], value: tuple[int, ...]) -> bool:
    return level[0] in _HEADINGS and level[1][-1] + 1 == value[-1]


def _counts_before(level: tuple[str, tuple[int, ...]], value: tuple[int, ...]) -> bool:
    return level[0] in _HEADINGS and level[1][-1] < value[-1]


def _adds_up(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the list that begins anew behind a piece comes to its points."""
    own = _points(pieces[at])
    below: list[Decimal | None] = []
    for count, one in enumerate((one for one in pieces[at + 1 :] if one.mark is not None), start=1):
        if one.mark is None or one.kind != pieces[at].kind or one.mark.value != (count,):
            break
        below.append(_points(one))
    return own is not None and len(below) > 1 and sum((one or Decimal(0) for one in below), Decimal(0)) == own


def _points(piece: Piece) -> Decimal | None:
    text = piece.line.text[piece.start : piece.end]
    return next((one.points for one in worths(text) if one.points is not None), None)


def _is_name(text: str) -> bool:
    """Whether words are those of a heading: short, with points or the name of a section, in one sentence."""
    short = len(text) <= _LONGEST and re.search(r"[，,；;]|。.", text) is None
    return short and (bool(worths(text)) or about(text, scored=True) is not None)
