"""Sheets that hold nothing but faults and what each costs, from a score that all begin with. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from kaoping.drafting.making.reads import LEVELS, Read
from kaoping.drafting.phrases import costs, total_of
from kaoping.intake.paper import Paper

_TITLE = "扣分事项"
_BASE = "基础分"


def with_base(paper: Paper, found: Sequence[tuple[int, list[Read]]]) -> list[tuple[int, list[Read]]]:
    """The tables' reads; where they are only what takes off, and the document prints a full score, all is one item worth it."""
    reads = [read for _, own in found for read in own]
    base = _base(paper)
    faults = [read for read in reads if read.role == "penalty" and not read.joins]
    if base is None or len(faults) < 2 or any(read.role in LEVELS for read in reads):
        return list(found)
    if any(read.role == "bonus" for read in reads):
        return _begun(found, base)
    made = []
    opened = False
    for first, own in found:
        changed = [_demand(read) for read in own]
        if not opened and any(read.role == "penalty" for read in own):
            opened = True
            why = f"文件只有扣分的情形，没有各项分值：合为一项，分值为所印的 {base:f} 分，各条写作其下的扣分规则"
            head = Read(first, 0, 0, "criterion", "", base, _TITLE, False, why, "base", ())
            changed.insert(0, head)
        made.append((first, changed))
    return made


def _begun(found: Sequence[tuple[int, list[Read]]], base: Decimal) -> list[tuple[int, list[Read]]]:
    """What only adds to a score that all begin with, or takes off it: that score is the one item."""
    why = f"文件只有加分和扣分的情形，没有各项分值：所印的 {base:f} 分读作一项“{_BASE}”，其余读作加分、减分"
    at = next(at for at, (_, own) in enumerate(found) if any(read.role in ("bonus", "penalty") for read in own))
    first, own = found[at]
    head = Read(first, 0, 0, "criterion", "", base, _BASE, False, why, "base", ())
    place = next(number for number, read in enumerate(own) if read.role in ("bonus", "penalty"))
    return [*found[:at], (first, [*own[:place], head, *own[place:]]), *found[at + 1 :]]


def _demand(read: Read) -> Read:
    if read.role != "penalty":
        return read
    if read.joins:
        return replace(read, role="deduction")
    said = read.context.rpartition("。")[2]
    words = read.text or ""
    text = words if costs(words) or not costs(said) else f"{words}，{said}"
    return replace(read, role="deduction", text=text, points=None, context="")


def _base(paper: Paper) -> Decimal | None:
    return next(
        (one for passage in paper.passages if (one := total_of(passage.printed)) is not None and one >= 10), None
    )
