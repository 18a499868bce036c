"""Lint: outcomes that fit the standard, cover every score, and can each be reached. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from kaoping.numbers import plain
from kaoping.standard.findings import Finding, Loc
from kaoping.standard.model import OutcomeBand, When
from kaoping.standard.resolved import Resolved


class Reach(NamedTuple):
    """The least and the most a result can be; `top` None where nobody has set how much a bonus gives."""

    bottom: Fraction
    top: Fraction | None


def outcomes(resolved: Resolved) -> Iterator[Finding]:
    """Findings about the outcomes that hold: the rules' where they give any, else the standard's."""
    bands = resolved.outcomes
    from_rules = bool(resolved.rules and resolved.rules.outcomes)
    root: Loc = ("rules:", "outcomes") if from_rules else ("outcomes",)
    reach = reach_of(resolved)
    labels: set[str] = set()
    for index, band in enumerate(bands):
        loc: Loc = (*root, index)
        if band.label in labels:
            message = f"结果“{band.label}”重复，请改名；同一结果有两种条件的，分别命名，如“{band.label}（二）”"
            yield Finding("duplicate-id", message, band.label, loc)
        labels.add(band.label)
        if band.otherwise and index != len(bands) - 1:
            message = "otherwise（其余情形）只能是最后一个结果，它后面的都得不到，请移到最后"
            yield Finding("unreachable", message, band.label, loc)
        if from_rules and band.when is None and not band.otherwise:
            yield Finding("unset", "本地规则中的结果须写明 when 或 otherwise，请补上", band.label, loc)
        if band.when is not None:
            yield from _names(resolved, band, band.when, loc)
        if resolved.standard.outcome_rule == "bands" and reach is not None:
            why = _unreachable(resolved, bands, index, reach)
            if why is not None:
                yield Finding("unreachable", why, band.label, loc)
    if bands and all(band.when is not None for band in bands):
        message = "最后一个结果须写 otherwise = true，否则有的得分没有结果，请补上一个"
        yield Finding("no-otherwise", message, bands[-1].label, (*root, len(bands) - 1))


def reach_of(resolved: Resolved) -> Reach | None:
    """How low and how high a result can come; None for a plugin's model, of which nothing is known here."""
    scoring = resolved.standard.scoring
    if scoring.model not in ("points", "attainment"):
        return None
    top: Fraction | None = Fraction(resolved.declared_full)
    bottom = Fraction(0)
    if resolved.by_points and not resolved.parts:
        items = sum((Fraction(item.full) for item in resolved.items), Fraction(0))
        base = Fraction(scoring.base) if scoring.base is not None else items
        top, bottom = base, base - items
    for adjustment in resolved.adjustments:
        most = adjustment.cap or (adjustment.range.high if adjustment.range else adjustment.amount)
        if adjustment.kind == "penalty":
            bottom = bottom - Fraction(most) if most is not None else min(bottom, Fraction(scoring.floor or 0))
        elif most is None:
            top = None
        elif top is not None:
            top += Fraction(most)
    floor = Fraction(scoring.floor or 0)
    bottom = max(bottom, floor)
    if scoring.ceiling is not None:
        ceiling = Fraction(scoring.ceiling)
        top = ceiling if top is None else min(top, ceiling)
    top = None if top is None else max(top, floor)
    for veto in resolved.vetoes:
        if veto.effect == "zero":
            bottom = min(bottom, Fraction(0))
        elif veto.effect == "cap":
            bottom = min(bottom, Fraction(veto.cap or 0))
    return Reach(bottom, top)


def _names(resolved: Resolved, band: OutcomeBand, when: When, loc: Loc) -> Iterator[Finding]:
    vetoes = {veto.id for veto in resolved.vetoes}
    sections = {dimension.id for dimension in resolved.standard.dimensions}
    for name in when.no_veto:
        if name not in vetoes:
            message = f"没有否决项“{name}”，no_veto 请写 [[vetoes]] 中已有的编号"
            yield Finding("unknown-id", message, band.label, (*loc, "when", "no_veto"))
    for name in when.section:
        if name not in sections:
            message = f"没有一级指标“{name}”，section 请写 [[dimensions]] 中已有的编号"
            yield Finding("unknown-id", message, band.label, (*loc, "when", "section"))
    if when.attained_at_least is not None and resolved.standard.scoring.model == "points":
        message = "attained_at_least 只用于达标率标准，计分标准请用 score_at_least 或 share_at_least"
        yield Finding("when", message, band.label, (*loc, "when", "attained_at_least"))


def _unreachable(resolved: Resolved, bands: tuple[OutcomeBand, ...], index: int, reach: Reach) -> str | None:
    """Why a band can never be what holds; None where it can, as far as its bounds tell."""
    band = bands[index]
    when = band.when
    if when is not None:
        score = when.score_at_least
        if score is not None and reach.top is not None and score > reach.top:
            return f"分数线 {plain(score)} 高于可能的最高分 {_shown(reach.top)}，请改正"
        for dimension in resolved.standard.dimensions:
            bound = when.section.get(dimension.id)
            most = _section_full(resolved, dimension.id) if resolved.by_points else Decimal(100)
            if bound is not None and bound > most:
                return f"“{dimension.id}”的分数线 {plain(bound)} 高于该部分满分 {plain(most)}，请改正"
    for earlier in bands[:index]:
        if _always(resolved, earlier, reach):
            return f"前面的“{earlier.label}”没有得分会不符合，本结果永远得不到，请改正其条件或调整顺序"
        if when is not None and _implied(resolved, earlier, band):
            return f"凡符合本结果的，都已先符合“{earlier.label}”，本结果永远得不到，请调整顺序或条件"
    return None


def _always(resolved: Resolved, band: OutcomeBand, reach: Reach) -> bool:
    """Whether even the worst result satisfies the band."""
    when = band.when
    if when is None or when.no_veto or _minima(resolved, when):
        return False
    full = Fraction(resolved.declared_full)
    return (
        (when.score_at_least is None or when.score_at_least <= reach.bottom)
        and (when.share_at_least is None or Fraction(when.share_at_least) * full / 100 <= reach.bottom)
        and (when.attained_at_least is None or when.attained_at_least <= 0)
        and all(bound <= 0 for bound in when.section.values())
    )


def _minima(resolved: Resolved, when: When) -> bool:
    """Whether the band asks for the sections' minima: where it says so, or has a threshold and does not say no."""
    if not any(dimension.minimum is not None for dimension in resolved.standard.dimensions):
        return False
    bounds = (when.score_at_least, when.share_at_least, when.attained_at_least)
    threshold = any(bound is not None for bound in bounds) or bool(when.section)
    return when.minima is True or (when.minima is None and threshold)


def _implied(resolved: Resolved, earlier: OutcomeBand, later: OutcomeBand) -> bool:
    """Whether everything that satisfies `later` satisfies `earlier`, compared bound by bound."""
    first, second = earlier.when, later.when
    if first is None or second is None:
        return False
    for name in ("score_at_least", "share_at_least", "attained_at_least"):
        bound, other = getattr(first, name), getattr(second, name)
        if bound is not None and (other is None or other < bound):
            return False
    for section, bound in first.section.items():
        if section not in second.section or second.section[section] < bound:
            return False
    if not set(first.no_veto) <= set(second.no_veto):
        return False
    return not _minima(resolved, first) or _minima(resolved, second)


def _section_full(resolved: Resolved, name: str) -> Decimal:
    return sum((item.full for item in resolved.items if item.path and item.path[0].id == name), Decimal(0))


def _shown(value: Fraction) -> str:
    return plain(Decimal(value.numerator) / Decimal(value.denominator))
