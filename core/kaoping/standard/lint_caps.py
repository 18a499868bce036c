"""Lint: caps that several adjustments share name what there is, do not overlap, and can make a difference. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from kaoping.numbers import plain
from kaoping.standard.findings import Finding, Loc
from kaoping.standard.model import Adjustment, AdjustmentCap
from kaoping.standard.resolved import Resolved

_WORDS = {"bonus": "加分", "penalty": "减分"}


def shared_caps(resolved: Resolved) -> Iterator[Finding]:
    """Findings about the standard's shared caps, with the amounts that the rules give."""
    known = {adjustment.id: adjustment for adjustment in resolved.adjustments}
    before: dict[str, str] = {}
    for index, cap in enumerate(resolved.standard.adjustment_caps):
        loc: Loc = ("adjustment_caps", index)
        yield from _names(cap, known, (*loc, "of"))
        members = resolved.shared_caps[index].of
        for name in members:
            if name in before:
                message = (
                    f"“{name}”已在“{before[name]}”中合计，一项加减分只能属于一个合计上限；"
                    "请把重叠的几项只留在一处，其中一项自己的上限写在该项的 cap"
                )
                yield Finding("adjustment-cap", message, cap.id, loc)
            before.setdefault(name, cap.id)
        held = [known[name] for name in members]
        if len({one.kind for one in held}) > 1:
            message = "of 中既有加分又有减分，合计的上限须同为加分或同为减分；请分别写两个"
            yield Finding("adjustment-cap", message, cap.id, (*loc, "of"))
        elif cap.kind is not None and not held:
            message = f"没有{_WORDS[cap.kind]}项，合计的上限没有可限的，请删去或改 kind"
            yield Finding("adjustment-cap", message, cap.id, (*loc, "kind"))
        elif (why := _idle(held, resolved.shared_caps[index].at_most)) is not None:
            yield Finding("cap-idle", why, cap.id, loc)


def _names(cap: AdjustmentCap, known: dict[str, Adjustment], loc: Loc) -> Iterator[Finding]:
    for name in cap.of:
        if name not in known:
            message = f"没有加减分“{name}”，of 请写 [[adjustments]] 中已有的编号"
            yield Finding("unknown-id", message, cap.id, loc)


def _idle(held: list[Adjustment], at_most: Decimal | None) -> str | None:
    """Why a cap makes no difference: all together stay below it. A cap that is just their sum is no fault of a document."""
    if at_most is None or not held:
        return None
    tops = [one.cap or (one.range.high if one.range is not None else None) for one in held]
    known = [top for top in tops if top is not None]
    if len(known) < len(tops):
        return None  # without a cap of its own it counts each time, as far as the shared one
    total = sum(known, Decimal(0))
    if total >= at_most:
        return None
    return f"各项最多共 {plain(total)} 分，到不了合计的上限 {plain(at_most)} 分，请核对 at_most 和所列的各项"
