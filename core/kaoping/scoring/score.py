"""From a standard and answers to a score sheet. The order is fixed: items, sections, adjustments, clamp, veto, rounding,
bands, downgrade, bar or revoke."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import TypeVar

from kaoping.answers import Answers, Unit
from kaoping.facts import FactBook
from kaoping.numbers import EXACT, Exact, rounded
from kaoping.scoring.adjustments import adjustment_scores
from kaoping.scoring.caps import added, cap_scores, nodes
from kaoping.scoring.fates import Fate, finisher, floor_of, possible_results
from kaoping.scoring.honours import honour_scores
from kaoping.scoring.items import UNRATED, ZERO, score_item
from kaoping.scoring.models import ModelInput, attainment, points
from kaoping.scoring.outcomes import OutcomeInput, bands, deciding
from kaoping.scoring.reach import ends, space
from kaoping.scoring.scenarios import (
    Limits,
    limited,
    limits,
    merged,
    narrowed,
    narrowed_honours,
    units,
    way_text,
)
from kaoping.scoring.sheet import (
    AdjustmentScore,
    Derivation,
    HonourScore,
    ItemScore,
    Lost,
    Outcome,
    ProviderFailed,
    ScoreSheet,
    Totals,
    VetoFinding,
)
from kaoping.scoring.suggest import Suggestion, is_stale, suggest
from kaoping.scoring.vetoes import VetoInput, core_check, excused, window_of
from kaoping.standard.resolved import Resolved

ZERO_FRACTION = Fraction(0)

T = TypeVar("T")

ScoringModel = Callable[[ModelInput], Totals]
VetoCheck = Callable[[VetoInput], VetoFinding]
OutcomeRule = Callable[[OutcomeInput], Outcome]

#: The unit with every attribute known, and its items.
_Way = tuple[Unit, tuple[ItemScore, ...]]


@dataclass(frozen=True, slots=True)
class Providers:
    """Where the models, checks and rules that a standard names come from. A lookup raises `ProviderFailed`."""

    model: Callable[[str], ScoringModel]
    check: Callable[[str], VetoCheck]
    rule: Callable[[str], OutcomeRule]


CORE_MODELS: Mapping[str, ScoringModel] = {"points": points, "attainment": attainment}
CORE_CHECKS: Mapping[str, VetoCheck] = {"event": core_check}
CORE_RULES: Mapping[str, OutcomeRule] = {"bands": bands}


def _named(table: Mapping[str, T], what: str, name: str) -> T:
    if name not in table:
        raise ProviderFailed(f"没有名为“{name}”的{what}，请安装提供它的插件")
    return table[name]


def core_providers() -> Providers:
    """Core's own models, checks and rules alone, for standards that name no plugin's."""
    return Providers(
        model=lambda name: _named(CORE_MODELS, "计分模型", name),
        check=lambda name: _named(CORE_CHECKS, "否决检查", name),
        rule=lambda name: _named(CORE_RULES, "结果规则", name),
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
    with localcontext(EXACT):
        items = score_items(resolved, answers, answers.unit)
        try:
            return _sheet(resolved, answers, items, providers or core_providers())
        except ProviderFailed as failure:
            return _failed(resolved, answers, items, str(failure))


def score_items(resolved: Resolved, answers: Answers, unit: Unit) -> tuple[ItemScore, ...]:
    """Every criterion scored, in the document's order. Call it in a context of exact decimals."""
    ratings = answers.ratings
    return tuple(score_item(resolved, item, ratings.get(item.id, UNRATED), unit) for item in resolved.items)


@dataclass(frozen=True, slots=True)
class _Given:
    """What stays the same over all scenarios of one evaluation."""

    resolved: Resolved
    answers: Answers
    providers: Providers
    book: FactBook
    adjustments: tuple[AdjustmentScore, ...]

    def totals(self, items: tuple[ItemScore, ...]) -> Totals:
        model = self.providers.model(self.resolved.standard.scoring.model)
        return model(ModelInput(self.resolved, items, self.answers.parts))

    def vetoes(self, items: tuple[ItemScore, ...]) -> tuple[VetoFinding, ...]:
        if not self.resolved.vetoes:
            return ()
        by_id = {item.item.id: item for item in items}
        found = []
        for veto in self.resolved.vetoes:
            why = excused(veto, self.answers.unit)
            if why is not None:
                found.append(VetoFinding(veto, "clear", why))
                continue
            check = self.providers.check(veto.check or "event")
            statement, window = self.answers.vetoes.get(veto.id), window_of(veto, self.answers)
            found.append(check(VetoInput(self.resolved, veto, statement, self.answers, self.book, by_id, window)))
        return tuple(found)

    def outcome(
        self, items: tuple[ItemScore, ...], totals: Totals, vetoes: tuple[VetoFinding, ...], scored: bool
    ) -> tuple[OutcomeInput, Outcome]:
        reachable = space(self.resolved, items, totals, self.adjustments)
        given = OutcomeInput(
            self.resolved, self.answers, items, totals, totals.sections, self.adjustments, vetoes, reachable, scored
        )
        return given, self.providers.rule(self.resolved.standard.outcome_rule)(given)


def _sheet(resolved: Resolved, answers: Answers, items: tuple[ItemScore, ...], providers: Providers) -> ScoreSheet:
    book = fact_book(resolved, answers)
    adjustments = adjustment_scores(resolved, answers, book)
    given = _Given(resolved, answers, providers, book, adjustments)
    base = given.totals(items)
    vetoes = given.vetoes(items)
    ways = _ways(resolved, answers, items)
    totals, honours = _over(given, base, items, ways)
    low, high = ends(totals, added(resolved, adjustments))
    caps = cap_scores(resolved, adjustments)
    anything = totals.full > 0
    scored = anything and (bool(answers.parts) or any(item.state != "unrated" and item.full for item in items))
    before = finisher(resolved, Fate(), for_bands=False)
    final = possible_results(resolved, vetoes, low, high)
    rounding = resolved.standard.scoring.rounding

    def told(value: Fraction) -> Decimal:
        return rounded(value, rounding.places, rounding.mode)

    complete = (
        all(item.state != "unrated" and not item.unset for item in items)
        and all(finding.status != "unknown" for finding in vetoes)
        and all(adjustment.state == "stated" for adjustment in adjustments)
        and not any(cap.open for cap in caps)
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
        outcome=_outcome(given, items, base, vetoes, scored, ways),
        deductions=tuple(
            Lost(item.item.id, deduction)
            for item in items
            if item.state == "rated"
            for deduction in answers.ratings[item.item.id].deductions
        ),
        stale=_stale(resolved, answers, book),
        derivation=_derivation(resolved, totals, adjustments, vetoes),
        honours=honours,
        caps=caps,
    )


def _ways(resolved: Resolved, answers: Answers, items: tuple[ItemScore, ...]) -> tuple[_Way, ...]:
    """Every way in which the unknown attributes can turn out, with the items scored in it; one where all is known."""
    return tuple(
        (unit, items if unit is answers.unit else score_items(resolved, answers, unit))
        for unit in units(resolved, answers.unit)
    )


def _over(
    given: _Given, base: Totals, items: tuple[ItemScore, ...], ways: tuple[_Way, ...]
) -> tuple[Totals, tuple[HonourScore, ...]]:
    """Totals and honours as they are shown: over every way of the unknown attributes."""
    resolved, honours = given.resolved, honour_scores(given.resolved, items)
    if len(ways) == 1:
        return base, honours
    named = [(way_text(given.answers.unit, unit), own) for unit, own in ways]
    totals = narrowed(base, [(name, given.totals(own)) for name, own in named])
    return totals, narrowed_honours(honours, [(name, honour_scores(resolved, own)) for name, own in named])


def _outcome(
    given: _Given,
    items: tuple[ItemScore, ...],
    totals: Totals,
    vetoes: tuple[VetoFinding, ...],
    scored: bool,
    ways: tuple[_Way, ...],
) -> Outcome:
    """The outcome; where attributes are unknown or vetoes watch open ratings, over every way these can turn out."""
    resolved = given.resolved
    base, plain = given.outcome(items, totals, vetoes, scored)
    if not scored or plain.status == "failed":
        return plain
    found = []
    for _, own in ways:
        own_vetoes = vetoes if own is items else given.vetoes(own)

        def check(assumed: Limits, own: tuple[ItemScore, ...] = own) -> tuple[VetoFinding, ...]:
            return given.vetoes(limited(resolved, own, assumed))

        for assumed in limits(resolved, {item.item.id: item for item in own}, own_vetoes, check):
            if own is items and not assumed:
                found.append(plain)
                continue
            taken = limited(resolved, own, assumed)
            own_totals = given.totals(taken)
            found.append(given.outcome(taken, own_totals, given.vetoes(taken), own_totals.full > 0)[1])
    if len(found) == 1:
        return found[0]
    because = tuple(f"{f.veto.title}：{f.because}" for f in vetoes if f.status == "triggered")
    return merged(resolved, found, because, deciding(base))


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
    low, high = ends(totals, added(resolved, adjustments))
    if adjustments:
        leaves = tuple(
            Derivation("adjustment", a.id, a.title, None, (("state", a.state),), a.low, a.high) for a in adjustments
        )
        node = Derivation(
            "adjusted", "total", "加减分之后", None, (), low, high, (node, *nodes(resolved, adjustments, leaves))
        )
    scoring = resolved.standard.scoring
    bounds: tuple[tuple[str, Exact | str], ...] = (("floor", scoring.floor if scoring.floor is not None else ZERO),)
    if scoring.ceiling is not None:
        bounds += (("ceiling", scoring.ceiling),)
    finish = finisher(resolved, Fate(), for_bands=False)
    low, high = finish(low), finish(high)
    node = Derivation("clamp", "total", "最低与最高", None, bounds, low, high, (node,))
    nothing = None
    for finding in vetoes:
        veto = finding.veto
        if finding.status != "triggered" or veto.effect not in ("zero", "cap", "no-score"):
            continue
        inputs: tuple[tuple[str, Exact | str], ...] = ()
        op = "veto-zero"
        if veto.effect == "no-score":
            nothing = nothing or veto
            continue
        if veto.effect == "zero":
            low, high = min(low, ZERO_FRACTION), min(high, ZERO_FRACTION)
        elif veto.cap is not None:
            op, inputs = "veto-cap", (("cap", veto.cap),)
            low, high = min(low, Fraction(veto.cap)), min(high, Fraction(veto.cap))
        else:
            op, inputs = "veto-cap-unset", (("floor", floor_of(resolved)),)
            low = min(low, floor_of(resolved))
        node = Derivation(op, veto.id, veto.title, veto.clause, inputs, low, high, (node,))
    rule = scoring.rounding
    least, most_ = rounded(low, rule.places, rule.mode), rounded(high, rule.places, rule.mode)
    node = Derivation(
        "round", "total", "结果", None, (("places", rule.places), ("mode", rule.mode)), least, most_, (node,)
    )
    if nothing is None:
        return node
    return Derivation("veto-no-score", nothing.id, nothing.title, nothing.clause, (), least, most_, (node,))


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
