"""A heading over all that is rated, 二、评分标准（100分）, is the name of the sheet and no level. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kaoping.drafting.making.reads import Read
from kaoping.drafting.phrases import without_worth
from kaoping.intake.marks import mark
from kaoping.intake.paper import Paper

_NAME = re.compile(r"(?:评[查分审估价]|考[核评]|检查|计分|赋分|量化)(?:评分)?(?:标准|内容|项目|细则|指标)")


def without_whole(paper: Paper, found: Sequence[tuple[int, list[Read]]]) -> list[tuple[int, list[Read]]]:
    """The tables' reads; the only section, where it says nothing but that this is rated and holds all points, gives the sum alone."""
    reads = [read for _, of in found for read in of]
    sections = [read for read in reads if read.role == "dimension" and not read.joins]
    items = [read for read in reads if read.role == "criterion"]
    if len(sections) != 1 or len(items) < 2:
        return list(found)
    text = paper.passages[sections[0].passage].printed.strip()
    own = mark(text)
    name = without_worth(text[own.end if own else 0 :]).strip()
    whole = sum((read.points for read in items if read.points is not None), Decimal(0))
    if _NAME.fullmatch(name) is None or sections[0].points != whole or reads.index(sections[0]) > reads.index(items[0]):
        return list(found)
    return [(first, [_raised(read, whole) for read in of]) for first, of in found]


def _raised(read: Read, whole: Decimal) -> Read:
    if read.role == "dimension":
        return replace(read, role="total", points=whole, number="", text="")
    return replace(read, role="dimension") if read.role == "group" else read


__all__ = ["without_whole"]
