"""Paragraphs before tables that are headings of their items: how many levels they take, what they print. Pure."""

from __future__ import annotations

import re
from decimal import Decimal

from kaoping.drafting.phrases import worths
from kaoping.drafting.tables.plan import kind_of
from kaoping.intake.marks import mark
from kaoping.intake.paper import Paper

_ENDED = re.compile(r"[。；;，,：:]\s*$")
_LONGEST = 60
_KINDS = ("cn", "cn-paren", "chapter", "dot", "paren")


def led_by(paper: Paper, first: int) -> int:
    """How many levels the headings take that stand before a table, and before others like it.

    :param first: the table's first passage
    """
    own = _headings(paper, first)
    if not own:
        return 0
    groups = [found for at in _begins(paper) if (found := _headings(paper, at))]
    printed = bool(worths(paper.passages[own[-1]].printed))
    if len(groups) < 2 and not printed:
        return 0
    innermost = _kind(paper, own[-1])
    if len(groups) > 1 and sum(_kind(paper, group[-1]) == innermost for group in groups) < 2 and not printed:
        return 0
    outer = [at for group in groups for at in group if _kind(paper, at) != innermost]
    kinds = {_kind(paper, at) for at in outer}
    counted = [
        kind
        for kind in kinds
        if sum(_kind(paper, at) == kind for at in outer) > 1
        or any(_kind(paper, at) == kind and worths(paper.passages[at].printed) for at in outer)
    ]
    return 2 if counted and any(at < own[-1] for at in outer) else 1


def sum_over(paper: Paper, first: int) -> Decimal | None:
    """The points that the heading before a table prints."""
    own = _headings(paper, first)
    found = worths(paper.passages[own[-1]].printed) if own else []
    return found[0].points if found else None


def _begins(paper: Paper) -> list[int]:
    return [
        at
        for at, one in enumerate(paper.passages)
        if one.table and one.within is None and (at == 0 or paper.passages[at - 1].table != one.table)
    ]


def _headings(paper: Paper, first: int) -> list[int]:
    """The headings directly before a table, in order."""
    found: list[int] = []
    at = first - 1
    while at >= 0 and not paper.passages[at].table and _is_heading(paper.passages[at].printed.strip()):
        if found and _kind(paper, at) in {_kind(paper, one) for one in found}:
            break
        found.insert(0, at)
        at -= 1
    return found


def _is_heading(text: str) -> bool:
    number = mark(text)
    return number is not None and number.kind in _KINDS and len(text) <= _LONGEST and not _ENDED.search(text)


def _kind(paper: Paper, at: int) -> str:
    return kind_of(mark(paper.passages[at].printed.strip()))
