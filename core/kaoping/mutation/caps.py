"""Changes of what limits: adjustments' amounts, the caps that they share, a veto's cap, a section's minimum, the floor and the ceiling."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from kaoping.mutation.numbers import ONE, beside, moved
from kaoping.mutation.values import DROPPED, Change, Path, Same
from kaoping.numbers import plain
from kaoping.standard.model import Adjustment, AmountRange
from kaoping.standard.resolved import DEFAULT_STEP, HUNDRED, Resolved

LINES = ("score_at_least", "share_at_least", "attained_at_least")


def caps(resolved: Resolved) -> Iterator[Change]:
    """Every change of an adjustment's amounts, a veto's cap, a section's minimum, the floor and the ceiling."""
    standard = resolved.standard
    step = standard.scoring.step or DEFAULT_STEP
    for index, adjustment in enumerate(standard.adjustments):
        path: Path = ("adjustments", index)
        yield from _amounts(adjustment.id, adjustment.amount, adjustment.range, adjustment.cap, path, step)
        yield _turned(adjustment, path)
    yield from _shared(resolved, step)
    for index, veto in enumerate(standard.vetoes):
        if veto.cap is not None:
            yield from _veto_cap(veto.id, veto.cap, ("vetoes", index), step)
    for index, dimension in enumerate(standard.dimensions):
        if dimension.minimum is not None:
            by = step if resolved.by_points else ONE
            advice = f"写算例：{dimension.id} 恰为 {plain(dimension.minimum)} 和差 {plain(by)}，写明结果（label）"
            values: list[Decimal | None] = [*beside(dimension.minimum, by, positive=True), None]
            for value in values:
                path = ("dimensions", index)
                yield moved(
                    "caps", dimension.id, "最低分", path, "minimum", dimension.minimum, value, advice, same=_no_line
                )
    for name, word in (("floor", "总分最低"), ("ceiling", "总分最高")):
        held: Decimal | None = getattr(standard.scoring, name)
        if held is not None:
            advice = f"写算例：各项和加减分合计越过 {plain(held)}，写明得分（score）"
            for value in (*beside(held, step), None):
                same = _same_limit(name, held, value)
                yield moved("caps", standard.id, word, ("scoring",), name, held, value, advice, same=same)


def rule_caps(resolved: Resolved) -> Iterator[Change]:
    """Every change of the amounts and caps that the rules give."""
    rules = resolved.rules
    if rules is None:
        return
    step = resolved.standard.scoring.step or DEFAULT_STEP
    for name, amount in rules.adjustments.items():
        yield from _amounts(name, amount.amount, amount.range, amount.cap, ("adjustments", name), step)
    for name, cap in rules.adjustment_caps.items():
        yield from _at_most(name, cap.at_most, ("adjustment_caps", name), step)
    for name, veto in rules.vetoes.items():
        if veto.cap is not None:
            yield from _veto_cap(name, veto.cap, ("vetoes", name), step)


def _amounts(
    id: str, amount: Decimal | None, span: AmountRange | None, cap: Decimal | None, path: Path, step: Decimal
) -> Iterator[Change]:
    told = f"写算例：加减分 {id} 写明次数或分值，越过上限的也写一个，写明得分（score）"
    for name, word, held in (("amount", "每次", amount), ("cap", "累计不超过", cap)):
        if held is not None:
            for value in beside(held, step, positive=True):
                same = _beyond(id, held, value) if name == "cap" else None
                yield moved("caps", id, word, path, name, held, value, told, same=same)
    if span is not None:
        # A lower `low` lets more be stated, which no case that holds can show; `high` shows in the range of a score.
        yield moved("caps", id, "最少", (*path, "range"), "low", span.low, span.low + step, told)
        for value in beside(span.high, step, positive=True):
            same = _capped(span, cap, value) or (None if cap is not None else _beyond(id, span.high, value))
            yield moved("caps", id, "最多", (*path, "range"), "high", span.high, value, told, same=same)


def _capped(span: AmountRange, cap: Decimal | None, value: Decimal) -> Same | None:
    return (lambda _: "上限（cap）更小，最多多少都一样") if cap is not None and cap <= min(span.high, value) else None


def _beyond(id: str, held: Decimal, value: Decimal) -> Same:
    """What one may give alone makes no difference beyond the cap that it shares with others."""

    def same(resolved: Resolved) -> str | None:
        cap = resolved.shared_cap.get(id)
        known = cap is not None and cap.at_most is not None and cap.at_most <= min(held, value)
        return f"合计的上限 {cap.id} 更小，单项最多多少都一样" if cap is not None and known else None

    return same


def _shared(resolved: Resolved, step: Decimal) -> Iterator[Change]:
    """Every change of a cap that several adjustments share: how much, of which, and none at all."""
    for index, cap in enumerate(resolved.standard.adjustment_caps):
        path: Path = ("adjustment_caps", index)
        told = f"写算例：{cap.id} 合计的各项加起来越过上限，写明得分（score）"
        yield Change(
            "caps", cap.id, "合计的上限", "有", "去掉", ("adjustment_caps",), {index: DROPPED}, told, same=_idle(cap.id)
        )
        if cap.at_most is not None:
            yield from _at_most(cap.id, cap.at_most, path, step)
        for name in cap.of if len(cap.of) > 1 else ():
            left = tuple(one for one in cap.of if one != name)
            yield Change("caps", cap.id, "合计的各项", name, "不计入", path, {"of": left}, told, same=_idle(cap.id))


def _at_most(id: str, held: Decimal, path: Path, step: Decimal) -> Iterator[Change]:
    told = f"写算例：{id} 合计的各项加起来越过 {plain(held)}，写明得分（score）"
    for value in beside(held, step, positive=True):
        yield moved("caps", id, "合计不超过", path, "at_most", held, value, told, same=_idle(id, held, value))


def _idle(id: str, *at: Decimal) -> Same:
    """Why a cap may be another, or gone: all together never come above it, wherever it stands."""

    def same(resolved: Resolved) -> str | None:
        cap = next(cap for cap in resolved.shared_caps if cap.id == id)
        held = [one for one in resolved.adjustments if one.id in cap.of]
        tops = [one.cap or (one.range.high if one.range is not None else None) for one in held]
        lowest = min((value for value in (*at, cap.at_most) if value is not None), default=None)
        if lowest is None or not all(top is not None for top in tops):
            return None
        total = sum((top for top in tops if top is not None), Decimal(0))
        return f"各项最多共 {plain(total)} 分，到不了这个上限之上" if total <= lowest else None

    return same


def _turned(adjustment: Adjustment, path: Path) -> Change:
    words: Mapping[str, str] = {"bonus": "加分", "penalty": "减分"}
    other = "penalty" if adjustment.kind == "bonus" else "bonus"
    told = f"写算例：{adjustment.id} 写明分值，写明得分（score）"
    before, after = words[adjustment.kind], words[other]
    return Change(
        "caps", adjustment.id, "加减", before, after, path, {"kind": other}, told, same=_no_amount(adjustment.id)
    )


def _no_amount(id: str) -> Same:
    """Without an amount an adjustment moves no score; it can leave open what only outcomes by score would show."""

    def same(resolved: Resolved) -> str | None:
        found = next(adjustment for adjustment in resolved.adjustments if adjustment.id == id)
        lines = [band.when for band in resolved.outcomes if band.when is not None]
        scored = any(when.score_at_least is not None or when.share_at_least is not None for when in lines)
        open_ = found.amount is None and found.range is None and found.cap is None
        known = resolved.standard.outcome_rule == "bands"
        return "分值由本地规定，没有规则时不动得分，等次也不看得分" if open_ and known and not scored else None

    return same


def _veto_cap(id: str, held: Decimal, path: Path, step: Decimal) -> Iterator[Change]:
    told = f"写算例：否决项 {id} 触发而得分高于 {plain(held)}，写明否决后得分（result）"
    for value in beside(held, step):
        yield moved("caps", id, "封顶", path, "cap", held, value, told)


def _no_line(resolved: Resolved) -> str | None:
    """A minimum bears on outcomes alone: without one that asks for the minima it has no effect."""
    for band in resolved.outcomes:
        when = band.when
        if when is None or when.minima is False:
            continue
        if when.minima or when.section or any(getattr(when, name) is not None for name in LINES):
            return None
    known = resolved.standard.outcome_rule == "bands"
    return "没有哪一个结果要看各部分最低分" if known else None


def _same_limit(name: str, held: Decimal, value: Decimal | None) -> Same | None:
    """A floor of 0 is there without being written; a ceiling above all that can be reached is none."""
    if name == "floor":
        return (lambda _: "不写就是 0") if held == 0 and value is None else None

    def same(resolved: Resolved) -> str | None:
        scoring = resolved.standard.scoring
        if scoring.model not in ("points", "attainment") or any(a.kind == "bonus" for a in resolved.adjustments):
            return None
        full = sum((item.full for item in resolved.items), Decimal(0)) if resolved.by_points else HUNDRED
        most = scoring.base if scoring.base is not None else max(full, resolved.declared_full)
        low = held if value is None else min(held, value)
        return "没有加分，得分本来就到不了这个上限之上" if low >= most else None

    return same
