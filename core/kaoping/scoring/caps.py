"""Adjustments under a cap that they share: what they come to together. Every sum of adjustments is made here. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kaoping.numbers import plain
from kaoping.scoring.derivation import walk
from kaoping.scoring.items import MAX_VALUES, ZERO
from kaoping.scoring.sheet import Added, AdjustmentScore, CapScore, Derivation, ScoreSheet
from kaoping.standard.resolved import Resolved
from kaoping.standard.shared_caps import SharedCap


def added(resolved: Resolved, adjustments: Sequence[AdjustmentScore], *, unset_too: bool = False) -> tuple[Added, ...]:
    """What the adjustments add to the total, those under a shared cap together as one.

    :param unset_too: under a cap that is set, an amount that nobody has set may be anything as well.
    """
    caps = resolved.shared_cap
    alone = [Added(one.low, one.high, one.values) for one in adjustments if one.id not in caps]
    if len(alone) == len(adjustments):
        return tuple(alone)
    together = []
    for score in cap_scores(resolved, adjustments):
        low, high, values = score.low, score.high, score.values
        if (
            unset_too
            and score.at_most is not None
            and any(a.state == "not-set" and a.id in score.of for a in adjustments)
        ):
            low, high, values = min(low, _limit(score)), max(high, _limit(score)), ()
        together.append(Added(low, high, values))
    return (*alone, *together)


def cap_scores(resolved: Resolved, adjustments: Sequence[AdjustmentScore]) -> tuple[CapScore, ...]:
    """Every shared cap with what these of its adjustments come to; those that are not among them add nothing."""
    return tuple(
        _score(cap, [one for one in adjustments if resolved.shared_cap.get(one.id) is cap])
        for cap in resolved.shared_caps
    )


def _score(cap: SharedCap, held: Sequence[AdjustmentScore]) -> CapScore:
    sum_low, sum_high = sum((one.low for one in held), ZERO), sum((one.high for one in held), ZERO)
    if cap.at_most is None:
        low, high = min(ZERO, sum_low), max(ZERO, sum_high)
        values: tuple[Decimal, ...] = () if low != high else (low,)
    else:
        values = _values(cap.at_most, held)
        low, high = _held(sum_low, cap.at_most), _held(sum_high, cap.at_most)
    return CapScore(
        id=cap.id,
        title=cap.title,
        kind=cap.kind,
        of=cap.of,
        at_most=cap.at_most,
        state="not-set" if cap.at_most is None else "given",
        sum_low=sum_low,
        sum_high=sum_high,
        low=low,
        high=high,
        values=values,
        clause=cap.clause,
    )


def _held(total: Decimal, at_most: Decimal) -> Decimal:
    """A sum within the cap; all of it has one sign."""
    return max(min(total, at_most), -at_most)


def _values(at_most: Decimal, held: Sequence[AdjustmentScore]) -> tuple[Decimal, ...]:
    """Every amount that these can come to within the cap, ascending; empty for any, or for more than can be counted.

    All have one sign, so that what is beyond the cap at one of them stays there with every further one.
    """
    found = {ZERO}
    for one in held:
        if not one.values or len(found) * len(one.values) > MAX_VALUES * MAX_VALUES:
            return ()
        found = {_held(before + value, at_most) for before in found for value in one.values}
        if len(found) > MAX_VALUES:
            return ()
    return tuple(sorted(found))


def _limit(score: CapScore) -> Decimal:
    """The cap with the sign of what it limits."""
    at_most = score.at_most or ZERO
    return at_most if score.kind == "bonus" else -at_most


def stated_sum(resolved: Resolved, adjustments: Sequence[AdjustmentScore]) -> Decimal:
    """What the adjustments that are stated come to; a cap that nobody has set does not limit them."""
    stated = [one for one in adjustments if one.state == "stated"]
    open_caps = [score for score in cap_scores(resolved, stated) if score.state == "not-set"]
    more = sum((score.sum_low - score.low for score in open_caps), ZERO)
    return sum((one.low for one in added(resolved, stated)), ZERO) + more


def added_sum(sheet: ScoreSheet) -> tuple[Decimal, Decimal]:
    """The least and the most that all adjustments of a sheet come to."""
    found = added(sheet.resolved, sheet.adjustments)
    return sum((one.low for one in found), ZERO), sum((one.high for one in found), ZERO)


def exhausted(resolved: Resolved, adjustments: Sequence[AdjustmentScore]) -> frozenset[str]:
    """Adjustments that can add nothing any more, for what is stated beside them comes to their shared cap already."""
    stated = [one for one in adjustments if one.state == "stated"]
    full = [score for score in cap_scores(resolved, stated) if score.at_most is not None and score.low == _limit(score)]
    return frozenset(id for score in full for id in score.of)


def nodes(
    resolved: Resolved, adjustments: Sequence[AdjustmentScore], leaves: Sequence[Derivation]
) -> tuple[Derivation, ...]:
    """The steps of what is added: each adjustment, and above those under a shared cap what they come to together.

    :param leaves: the step of each adjustment, in the same order.
    """
    own = {one.id: leaf for one, leaf in zip(adjustments, leaves, strict=True)}
    scores = {score.id: score for score in cap_scores(resolved, adjustments)}
    found: dict[str, Derivation] = {}
    for one in adjustments:
        cap = resolved.shared_cap.get(one.id)
        if cap is None:
            found[one.id] = own[one.id]
        elif cap.id not in found:
            found[cap.id] = cap_node(scores[cap.id], [own[a.id] for a in adjustments if a.id in cap.of])
    return tuple(found.values())


def cap_node(score: CapScore, leaves: Sequence[Derivation]) -> Derivation:
    """How what stands under a shared cap came about: the sum, the cap, and each of the adjustments."""
    total = Derivation("sum", "items", "各项合计", None, (), score.sum_low, score.sum_high, tuple(leaves))
    if score.at_most is None:
        return Derivation(
            "adjustment-cap-unset", score.id, score.title, score.clause, (), score.low, score.high, (total,)
        )
    inputs = (("at_most", score.at_most),)
    return Derivation("adjustment-cap", score.id, score.title, score.clause, inputs, score.low, score.high, (total,))


def sheet_node(sheet: ScoreSheet, score: CapScore) -> Derivation | None:
    """How what stands under a shared cap came about, as the sheet's own derivation has it."""
    steps = walk(sheet.derivation) if sheet.derivation is not None else ()
    return next((node for node in steps if node.at == score.id and node.op.startswith("adjustment-cap")), None)


def cap_text(score: CapScore | SharedCap) -> str:
    """A shared cap in words: what it allows."""
    name = score.title if score.title.endswith(("合计", "总计", "累计")) else f"{score.title}合计"
    if score.at_most is None:
        return f"{name}的上限由本地规定，尚未给出"
    return f"{name}不超过 {plain(score.at_most)} 分"


def cap_line(score: CapScore) -> str:
    """A shared cap with what came of it: the sum before the cap, and what enters the total."""
    return f"{cap_text(score)}：各项合计 {_span(score.sum_low, score.sum_high)}，计 {_span(score.low, score.high)}"


def _span(low: Decimal, high: Decimal) -> str:
    return plain(low) if low == high else f"{plain(low)} ~ {plain(high)}"
