"""A worked case held against what the standard gives: every difference, in Chinese. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from decimal import Decimal
from fractions import Fraction

from kaoping.answers import Answers, Rating
from kaoping.cases import Case, Expectation, ExpectedRange
from kaoping.numbers import plain, rounded
from kaoping.scoring.items import UNRATED, applies
from kaoping.scoring.score import Providers, fact_book, score
from kaoping.scoring.sheet import ScoreSheet
from kaoping.scoring.suggest import Suggestion, suggest
from kaoping.standard.resolved import Item, Resolved


def filled(resolved: Resolved, case: Case, answers: Answers) -> Answers:
    """The case's answers with every other criterion rated as `rest` says."""
    if case.rest == "none":
        return answers
    ratings = dict(answers.ratings)
    for item in resolved.items:
        if applies(item.criterion.applies_when, answers.unit) is False:
            continue
        held = ratings.get(item.id)
        if held is None or not held.rated:
            ratings[item.id] = extreme(resolved, item, case.rest == "full", held)
    return Answers(
        unit=answers.unit,
        period=answers.period,
        as_of=answers.as_of,
        evaluator=answers.evaluator,
        stage=answers.stage,
        facts=answers.facts,
        ratings=ratings,
        adjustments=answers.adjustments,
        vetoes=answers.vetoes,
        parts=answers.parts,
    )


def extreme(resolved: Resolved, item: Item, best: bool, held: Rating | None = None) -> Rating:
    """The best or the worst rating of a criterion; ticks that are there stay."""
    requirements = held.requirements if held is not None else {}
    if item.levels:
        known = [level for level in item.levels.values() if level.points is not None or level.share is not None]
        ranked = sorted(
            known, key=lambda level: level.points if level.points is not None else level.share or Decimal(0)
        )
        chosen = (ranked[-1] if best else ranked[0]) if ranked else next(iter(item.levels.values()))
        return Rating(verdict=chosen.id, requirements=requirements)
    if item.way == "points":
        return Rating(points=item.full if best else Decimal(0), requirements=requirements)
    return Rating(verdict="met" if best else "unmet", requirements=requirements)


def differences(resolved: Resolved, case: Case, answers: Answers, providers: Providers | None = None) -> Iterator[str]:
    """What differs from what must result, in words. The answers are those written, without the `rest`."""
    if case.expect.of_sheet:
        yield from sheet_differences(case.expect, score(resolved, filled(resolved, case, answers), providers))
    yield from suggested_differences(case.expect, resolved, answers)


def sheet_differences(expect: Expectation, sheet: ScoreSheet) -> Iterator[str]:
    """What differs in the score sheet: all but what facts and ticks suggest."""
    yield from _range("得分", expect.score, sheet.score_low, sheet.score_high)
    if expect.full is not None and expect.full != sheet.full:
        yield f"满分应为 {plain(expect.full)}，得到 {plain(sheet.full)}"
    if expect.result == "none":
        if sheet.result_low is not None:
            yield f"应不计分，得到 {plain(sheet.result_low)}"
    elif expect.result is not None:
        yield from _range("否决后结果", expect.result, sheet.result_low, sheet.result_high)
    yield from _attained(expect, sheet)
    outcome = sheet.outcome
    if expect.status is not None and expect.status != outcome.status:
        yield f"结果状态应为 {expect.status}，得到 {outcome.status}（{'；'.join(outcome.because[:3])}）"
    if expect.label is not None and expect.label != outcome.label:
        yield f"结果应为“{expect.label}”，得到“{outcome.label or '未定'}”"
    if expect.possible is not None and set(expect.possible) != set(outcome.possible):
        yield f"可能的结果应为 {'、'.join(expect.possible)}，得到 {'、'.join(outcome.possible) or '无'}"
    vetoes = {finding.veto.id: finding for finding in sheet.vetoes}
    for name, state in expect.vetoes.items():
        if name not in vetoes:
            yield f"没有否决项“{name}”"
        elif vetoes[name].status != state:
            yield f"否决项 {name} 应为 {state}，得到 {vetoes[name].status}（{vetoes[name].because}）"
    honours = {honour.id: honour for honour in sheet.honours}
    for name, wanted in expect.honours.items():
        if name not in honours:
            yield f"没有单项荣誉“{name}”"
        elif honours[name].state != wanted:
            found = honours[name]
            ends = [None if end is None else _told(sheet, end) for end in (found.low, found.high)]
            word = "得分率" if sheet.resolved.by_points else "达标率"
            yield f"单项荣誉 {name} 应为 {wanted}，得到 {found.state}（{word} {_span(*ends)}）"


def _told(sheet: ScoreSheet, value: Fraction) -> Decimal:
    """A share as the standard rounds it."""
    rule = sheet.resolved.standard.scoring.rounding
    return rounded(value, rule.places, rule.mode)


def _range(
    name: str, wanted: Decimal | ExpectedRange | str | None, low: Decimal | None, high: Decimal | None
) -> Iterator[str]:
    if wanted is None or isinstance(wanted, str):
        return
    least, most = (wanted.low, wanted.high) if isinstance(wanted, ExpectedRange) else (wanted, wanted)
    if (least, most) != (low, high):
        yield f"{name}应为 {_span(least, most)}，得到 {_span(low, high)}"


def _span(low: Decimal | None, high: Decimal | None) -> str:
    if low is None or high is None:
        return "无"
    return plain(low) if low == high else f"{plain(low)} ~ {plain(high)}"


def _attained(expect: Expectation, sheet: ScoreSheet) -> Iterator[str]:
    reached = sheet.attainment
    if expect.attained is None and expect.met is None and expect.applicable is None:
        return
    if reached is None:
        yield "本标准没有达标率"
        return
    low = None if reached.low is None else _told(sheet, reached.low)
    high = None if reached.high is None else _told(sheet, reached.high)
    yield from _range("达标率", expect.attained, low, high)
    if expect.met is not None and expect.met != reached.met:
        yield f"达标应为 {plain(expect.met)}，得到 {plain(reached.met)}"
    if expect.applicable is not None and expect.applicable != reached.applicable:
        yield f"适用应为 {plain(expect.applicable)}，得到 {plain(reached.applicable)}"


def suggested_differences(
    expect: Expectation, resolved: Resolved, answers: Answers, only: Collection[str] | None = None
) -> Iterator[str]:
    """What differs in the states of requirements and in the suggestions.

    :param only: the criteria to look at; None for every one that is expected of.
    """
    book = fact_book(resolved, answers) if expect.requirements or expect.suggested else None
    found: dict[str, Suggestion | None] = {}

    def of(item: Item) -> Suggestion | None:
        if item.id not in found and book is not None:
            found[item.id] = suggest(resolved, item, answers.ratings.get(item.id, UNRATED), answers, book)
        return found.get(item.id)

    for name, state in expect.requirements.items():
        if name not in resolved.requirement:
            yield f"没有评分要点“{name}”"
            continue
        item, _ = resolved.requirement[name]
        if only is not None and item.id not in only:
            continue
        suggestion = of(item)
        states = {finding.id: finding for finding in suggestion.requirements} if suggestion is not None else {}
        if states[name].state != state:
            judged = states[name].judged
            yield f"要点 {name} 应为 {state}，得到 {states[name].state}（{judged.because if judged else '没有判断依据'}）"
    for name, wanted in expect.suggested.items():
        if only is not None and name not in only:
            continue
        suggestion = of(resolved.item[name]) if name in resolved.item else None
        given = (
            None if suggestion is None else (suggestion.points if suggestion.points is not None else suggestion.verdict)
        )
        if given != wanted:
            yield f"{name} 应建议 {wanted}，得到 {given if given is not None else '无'}"
