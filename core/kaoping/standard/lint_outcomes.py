"""Lint: outcomes that fit the standard, cover every score, and can each be reached. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from kaoping.numbers import plain
from kaoping.standard.findings import Finding, Loc
from kaoping.standard.model import OutcomeBand, When
from kaoping.standard.resolved import Resolved

#: Earlier outcomes that one is compared with; no document prints as many.
MAX_COMPARED = 30


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
    sections = _sections(resolved)
    vetoes = {veto.id for veto in resolved.vetoes}
    minima = any(dimension.minimum is not None for dimension in resolved.standard.dimensions)
    #: What a limit names is reached by it, if by no score.
    named = {veto.outcome for veto in resolved.vetoes}
    always: OutcomeBand | None = None
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
            yield from _names(resolved, band, band.when, loc, vetoes, sections)
        if resolved.standard.outcome_rule == "bands" and reach is not None:
            why = _too_high(resolved, band, sections, reach)
            if why is None and always is not None and band.label not in named:
                why = f"前面的“{always.label}”没有得分会不符合，本结果永远得不到，请改正其条件或调整顺序"
            if why is None and band.label not in named:
                why = _preceded(band, bands[max(index - MAX_COMPARED, 0) : index], minima)
            if why is not None:
                yield Finding("unreachable", why, band.label, loc)
            if always is None and _always(resolved, band, reach, minima):
                always = band
    if bands and all(band.when is not None for band in bands):
        message = (
            "最后一个结果须写 otherwise = true，否则有的得分没有结果，请补上一个；"
            f'文件确实没有规定其余情形的，在 [[errata]] 中写 at = "{bands[-1].label}"、accepts = ["no-otherwise"] 并说明理由'
        )
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
    for kind, most in _most_together(resolved):
        if kind == "penalty":
            bottom = bottom - most if most is not None else min(bottom, Fraction(scoring.floor or 0))
        elif most is None:
            top = None
        elif top is not None:
            top += most
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


def _most_together(resolved: Resolved) -> Iterator[tuple[str, Fraction | None]]:
    """What each adjustment gives at most, those under a shared cap together; None where it is not limited."""
    groups: dict[str, list[Fraction | None]] = {}
    for adjustment in resolved.adjustments:
        cap = resolved.shared_cap.get(adjustment.id)
        most = adjustment.cap or (adjustment.range.high if adjustment.range else None)
        # An amount without a cap counts each time; a bonus without a ceiling either counts once.
        once = adjustment.kind == "bonus" and resolved.standard.scoring.ceiling is None
        if most is None and once and cap is None:
            most = adjustment.amount
        exact = None if most is None else Fraction(most)
        if cap is None:
            yield adjustment.kind, exact
        else:
            groups.setdefault(cap.id, []).append(exact)
    for cap in resolved.shared_caps:
        known = [most for most in groups.get(cap.id, ()) if most is not None]
        limit = None if cap.at_most is None else Fraction(cap.at_most)
        if len(known) < len(groups.get(cap.id, ())):
            yield cap.kind, limit
        else:
            total = sum(known, Fraction(0))
            yield cap.kind, total if limit is None else min(total, limit)


def _names(
    resolved: Resolved,
    band: OutcomeBand,
    when: When,
    loc: Loc,
    vetoes: Container[str],
    sections: Container[str],
) -> Iterator[Finding]:
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


def _too_high(resolved: Resolved, band: OutcomeBand, sections: Mapping[str, Decimal], reach: Reach) -> str | None:
    """Which of a band's bounds no sheet can reach; None where each can be."""
    when = band.when
    if when is None:
        return None
    score = when.score_at_least
    if score is not None and reach.top is not None and score > reach.top:
        return f"分数线 {plain(score)} 高于可能的最高分 {_shown(reach.top)}，请改正"
    for name, bound in when.section.items():
        most = sections.get(name, bound) if resolved.by_points else Decimal(100)
        if bound > most:
            return f"“{name}”的分数线 {plain(bound)} 高于该部分满分 {plain(most)}，请改正"
    return None


def _preceded(band: OutcomeBand, before: Sequence[OutcomeBand], minima: bool) -> str | None:
    """Which earlier band takes all that this one would; None where none does."""
    for earlier in before:
        if band.when is not None and _implied(earlier, band, minima):
            return f"凡符合本结果的，都已先符合“{earlier.label}”，本结果永远得不到，请调整顺序或条件"
    return None


def _always(resolved: Resolved, band: OutcomeBand, reach: Reach, minima: bool) -> bool:
    """Whether even the worst result satisfies the band."""
    when = band.when
    if when is None or when.no_veto or (minima and _minima(when)):
        return False
    full = Fraction(resolved.declared_full)
    return (
        (when.score_at_least is None or when.score_at_least <= reach.bottom)
        and (when.share_at_least is None or Fraction(when.share_at_least) * full / 100 <= reach.bottom)
        and (when.attained_at_least is None or when.attained_at_least <= 0)
        and all(bound <= 0 for bound in when.section.values())
    )


def _minima(when: When) -> bool:
    """Whether the band asks for the sections' minima: where it says so, or has a threshold and does not say no."""
    bounds = (when.score_at_least, when.share_at_least, when.attained_at_least)
    threshold = any(bound is not None for bound in bounds) or bool(when.section)
    return when.minima is True or (when.minima is None and threshold)


def _implied(earlier: OutcomeBand, later: OutcomeBand, minima: bool) -> bool:
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
    return not minima or not _minima(first) or _minima(second)


def _sections(resolved: Resolved) -> dict[str, Decimal]:
    """The points of each dimension's items together."""
    found = {dimension.id: Decimal(0) for dimension in resolved.standard.dimensions}
    for item in resolved.items:
        if item.path:
            found[item.path[0].id] += item.full
    return found


def _shown(value: Fraction) -> str:
    return plain(Decimal(value.numerator) / Decimal(value.denominator))
