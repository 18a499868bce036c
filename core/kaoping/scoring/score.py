"""From a standard and answers to a score sheet. The order is fixed: items, sections, adjustments, clamp, veto, rounding,
bands, downgrade, bar or revoke."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from kaoping.answers import AdjustmentStatement, Answers
from kaoping.facts import FactBook
from kaoping.numbers import EXACT, Exact, rounded
from kaoping.scoring.items import UNRATED, ZERO, score_item
from kaoping.scoring.models import ModelInput, attainment, points
from kaoping.scoring.outcomes import OutcomeInput, bands, fate_of, finisher, possible_results
from kaoping.scoring.reach import space
from kaoping.scoring.sheet import (
    AdjustmentScore,
    Derivation,
    ItemScore,
    Lost,
    Outcome,
    ScoreSheet,
    Totals,
    VetoFinding,
)
from kaoping.scoring.suggest import Suggestion, is_stale, suggest
from kaoping.scoring.vetoes import VetoInput, core_check, window_of
from kaoping.standard.model import Adjustment
from kaoping.standard.resolved import Resolved

ScoringModel = Callable[[ModelInput], Totals]
VetoCheck = Callable[[VetoInput], VetoFinding]
OutcomeRule = Callable[[OutcomeInput], Outcome]


class ProviderFailed(Exception):
    """A provider's own code failed; the message names plugin, version and reason in Chinese."""


@dataclass(frozen=True, slots=True)
class Providers:
    """Where the models, checks and rules that a standard names come from. A lookup raises `ProviderFailed`."""

    model: Callable[[str], ScoringModel]
    check: Callable[[str], VetoCheck]
    rule: Callable[[str], OutcomeRule]


CORE_MODELS: Mapping[str, ScoringModel] = {"points": points, "attainment": attainment}
CORE_CHECKS: Mapping[str, VetoCheck] = {"event": core_check}
CORE_RULES: Mapping[str, OutcomeRule] = {"bands": bands}


def _named(table: Mapping[str, Callable[..., object]], what: str, name: str) -> Callable[..., object]:
    if name not in table:
        raise ProviderFailed(f"没有名为“{name}”的{what}，请安装提供它的插件")
    return table[name]


def core_providers() -> Providers:
    """Core's own models, checks and rules alone, for standards that name no plugin's."""
    return Providers(
        model=lambda name: _named(CORE_MODELS, "计分模型", name),  # type: ignore[return-value,arg-type]
        check=lambda name: _named(CORE_CHECKS, "否决检查", name),  # type: ignore[return-value,arg-type]
        rule=lambda name: _named(CORE_RULES, "结果规则", name),  # type: ignore[return-value,arg-type]
    )


def fact_book(resolved: Resolved, answers: Answers) -> FactBook:
    """The unit's observations with the bounds that the rules give."""
    return FactBook(resolved.facts, answers.facts, resolved.bounds)


def suggestions(resolved: Resolved, answers: Answers) -> dict[str, Suggestion]:
    """What facts and ticks suggest, for every criterion that has requirements."""
    book = fact_book(resolved, answers)
    found = {}
    for item in resolved.items:
        suggestion = suggest(resolved, item, answers.ratings.get(item.id, UNRATED), answers, book)
        if suggestion is not None:
            found[item.id] = suggestion
    return found


def score(resolved: Resolved, answers: Answers, providers: Providers | None = None) -> ScoreSheet:
    """Score one evaluation. Pure: the same standard, rules and answers give the same sheet.

    Code of a plugin that raises makes the outcome *failed*, never passed.
    """
    providers = providers or core_providers()
    with localcontext(EXACT):
        items = tuple(
            score_item(resolved, item, answers.ratings.get(item.id, UNRATED), answers.unit) for item in resolved.items
        )
        try:
            return _sheet(resolved, answers, items, providers)
        except ProviderFailed as failure:
            return _failed(resolved, answers, items, str(failure))


def _sheet(resolved: Resolved, answers: Answers, items: tuple[ItemScore, ...], providers: Providers) -> ScoreSheet:
    book = fact_book(resolved, answers)
    totals = providers.model(resolved.standard.scoring.model)(ModelInput(resolved, items, answers.parts))
    adjustments = tuple(
        adjustment_score(resolved, adjustment, answers.adjustments.get(adjustment.id))
        for adjustment in resolved.adjustments
    )
    by_id = {item.item.id: item for item in items}
    vetoes = tuple(
        providers.check(veto.check or "event")(
            VetoInput(resolved, veto, answers.vetoes.get(veto.id), answers, book, by_id, window_of(veto, answers))
        )
        for veto in resolved.vetoes
    )
    extra_low = sum((Fraction(a.low) for a in adjustments), Fraction(0))
    extra_high = sum((Fraction(a.high) for a in adjustments), Fraction(0))
    low, high = totals.low + extra_low, totals.high + extra_high
    scored = any(item.state == "rated" for item in items) or bool(answers.parts)
    scored = scored and (totals.full > 0)
    reachable = space(resolved, items, totals, adjustments)
    outcome = providers.rule(resolved.standard.outcome_rule)(
        OutcomeInput(resolved, answers, items, totals, totals.sections, adjustments, vetoes, reachable, scored)
    )
    before = finisher(resolved, fate_of([]), for_bands=False)
    final = possible_results(resolved, vetoes, low, high)
    rounding = resolved.standard.scoring.rounding

    def told(value: Fraction) -> Decimal:
        return rounded(value, rounding.places, rounding.mode)

    anything = totals.full > 0
    complete = (
        all(item.state != "unrated" and not item.unset for item in items)
        and all(finding.status != "unknown" for finding in vetoes)
        and all(adjustment.state == "stated" for adjustment in adjustments)
        and all(part.full is None or part.id in answers.parts for part in resolved.parts)
    )
    return ScoreSheet(
        resolved=resolved,
        answers=answers,
        complete=complete,
        score_low=told(before(low)) if anything else None,
        score_high=told(before(high)) if anything else None,
        full=told(totals.full),
        result_low=told(final[0]) if anything and final is not None else None,
        result_high=told(final[1]) if anything and final is not None else None,
        items=items,
        sections=totals.sections,
        attainment=totals.attainment,
        adjustments=adjustments,
        vetoes=vetoes,
        outcome=outcome,
        deductions=tuple(
            Lost(item.id, deduction)
            for item in resolved.items
            for deduction in answers.ratings.get(item.id, UNRATED).deductions
        ),
        stale=_stale(resolved, answers, book),
        derivation=_derivation(resolved, totals, adjustments, vetoes),
    )


def adjustment_score(
    resolved: Resolved, adjustment: Adjustment, statement: AdjustmentStatement | None
) -> AdjustmentScore:
    """One adjustment, signed. Unstated, it is every amount it may still be; without an amount it adds nothing yet."""
    top = most(adjustment)
    sign = 1 if adjustment.kind == "bonus" else -1
    if top is None:
        return AdjustmentScore(adjustment.id, adjustment.title, "not-set", ZERO, ZERO, (ZERO,))
    if statement is None:
        values = tuple(sign * value for value in _amounts(resolved, adjustment, top))
        return AdjustmentScore(adjustment.id, adjustment.title, "unstated", min(values), max(values), values)
    if statement.count is not None:
        amount = (adjustment.amount or ZERO) * statement.count
    else:
        amount = statement.amount or ZERO
    value = sign * min(amount, top)
    return AdjustmentScore(adjustment.id, adjustment.title, "stated", value, value, (value,))


def most(adjustment: Adjustment) -> Decimal | None:
    """The most an adjustment may give: its cap, else its range's end, else its amount once; None where nobody set it."""
    if adjustment.cap is not None:
        return adjustment.cap
    if adjustment.range is not None:
        return adjustment.range.high
    return adjustment.amount


def _amounts(resolved: Resolved, adjustment: Adjustment, top: Decimal) -> list[Decimal]:
    step = adjustment.amount or adjustment.step or resolved.standard.scoring.step or Decimal("0.5")
    start = adjustment.range.low if adjustment.range is not None else step
    values = [ZERO]
    value = start
    while value < top and len(values) < 2_000:
        if value > 0:
            values.append(value)
        value += step
    values.append(top)
    return values


def _stale(resolved: Resolved, answers: Answers, book: FactBook) -> tuple[str, ...]:
    found = []
    for item in resolved.items:
        rating = answers.ratings.get(item.id)
        if rating is None or rating.basis is None:
            continue
        if is_stale(rating, suggest(resolved, item, rating, answers, book)):
            found.append(item.id)
    return tuple(found)


def _derivation(
    resolved: Resolved, totals: Totals, adjustments: tuple[AdjustmentScore, ...], vetoes: tuple[VetoFinding, ...]
) -> Derivation:
    """The whole chain from the leaves to the rounded result, for the vetoes as they stand."""
    node = totals.derivation
    low, high = totals.low, totals.high
    if adjustments:
        leaves = tuple(
            Derivation("adjustment", a.id, a.title, None, (("state", a.state),), a.low, a.high) for a in adjustments
        )
        low += sum((Fraction(a.low) for a in adjustments), Fraction(0))
        high += sum((Fraction(a.high) for a in adjustments), Fraction(0))
        node = Derivation("adjusted", "total", "加减分之后", None, (), low, high, (node, *leaves))
    scoring = resolved.standard.scoring
    bounds: tuple[tuple[str, Exact | str], ...] = (("floor", scoring.floor if scoring.floor is not None else ZERO),)
    if scoring.ceiling is not None:
        bounds += (("ceiling", scoring.ceiling),)
    finish = finisher(resolved, fate_of([]), for_bands=False)
    low, high = finish(low), finish(high)
    node = Derivation("clamp", "total", "最低与最高", None, bounds, low, high, (node,))
    triggered = [f for f in vetoes if f.status == "triggered"]
    fate = fate_of([f.veto for f in triggered])
    if fate.zero:
        first = next(f for f in triggered if f.veto.effect == "zero")
        low = high = Fraction(0)
        node = Derivation("veto-zero", first.veto.id, first.veto.title, first.veto.clause, (), low, high, (node,))
    if fate.cap is not None:
        first = next(f for f in triggered if f.veto.effect == "cap")
        low, high = min(low, fate.cap), min(high, fate.cap)
        inputs: tuple[tuple[str, Exact | str], ...] = (("cap", fate.cap),)
        node = Derivation("veto-cap", first.veto.id, first.veto.title, first.veto.clause, inputs, low, high, (node,))
    rule = scoring.rounding
    ends = rounded(low, rule.places, rule.mode), rounded(high, rule.places, rule.mode)
    return Derivation("round", "total", "结果", None, (("places", rule.places), ("mode", rule.mode)), *ends, (node,))


def _failed(resolved: Resolved, answers: Answers, items: tuple[ItemScore, ...], failure: str) -> ScoreSheet:
    return ScoreSheet(
        resolved=resolved,
        answers=answers,
        complete=False,
        score_low=None,
        score_high=None,
        full=resolved.declared_full,
        result_low=None,
        result_high=None,
        items=items,
        sections=(),
        attainment=None,
        adjustments=(),
        vetoes=(),
        outcome=Outcome("failed", None, (), None, (failure,)),
        deductions=(),
        stale=(),
        derivation=None,
        failure=failure,
    )
