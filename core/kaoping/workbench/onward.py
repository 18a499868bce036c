"""An evaluation under another edition of its standard: what holds of it (`passing`), and what it comes to by both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from kaoping.answers import Answers
from kaoping.editions.values import Difference, Pair
from kaoping.reports.words import by_rule, outcome_text
from kaoping.scoring.sheet import ItemScore, Outcome, ScoreSheet
from kaoping.standard.resolved import Resolved
from kaoping.workbench import codec
from kaoping.workbench.changes import rating_words
from kaoping.workbench.diff import ItemSide
from kaoping.workbench.passing import Json, Left, Passing, Stated


@dataclass(frozen=True, slots=True)
class Standing:
    """What an evaluation comes to by one edition."""

    resolved: Resolved
    score: tuple[Decimal, Decimal] | None
    result: tuple[Decimal, Decimal] | None
    full: Decimal
    outcome: Outcome

    @property
    def said(self) -> tuple[str, str]:
        """`78 ~ 92（满分 100）`, and the outcome."""
        ends = self.result or (None, None)
        scored = f"{by_rule(self.resolved, *ends)}（满分 {by_rule(self.resolved, self.full, self.full)}）"
        return scored, outcome_text(self.outcome)

    @property
    def text(self) -> str:
        """Score and outcome in a line."""
        return "，".join(self.said)


def standing(sheet: ScoreSheet) -> Standing:
    """What a sheet says in sum."""
    return Standing(
        sheet.resolved,
        _ends(sheet.score_low, sheet.score_high),
        _ends(sheet.result_low, sheet.result_high),
        sheet.full,
        sheet.outcome,
    )


def _ends(low: Decimal | None, high: Decimal | None) -> tuple[Decimal, Decimal] | None:
    return None if low is None or high is None else (low, high)


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A criterion by both editions; None where one does not have it."""

    old: tuple[str, ...]
    new: tuple[str, ...]
    title: str
    before: ItemSide | None
    after: ItemSide | None


@dataclass(frozen=True, slots=True)
class Onward:
    """One evaluation as it would be by another edition.

    :ivar stated: all that it would hold, as the journal would say it
    :ivar taken: criteria whose rating holds, by their new numbers
    :ivar reworded: those of them that are worded otherwise now
    :ivar left: what does not hold
    :ivar items: criteria that are rated, worth or scored otherwise
    """

    difference: Difference
    stated: Stated
    taken: tuple[str, ...]
    reworded: tuple[str, ...]
    left: tuple[Left, ...]
    before: Standing
    after: Standing
    items: tuple[ItemLine, ...]


def onward(found: Difference, passing: Passing, before: ScoreSheet, after: ScoreSheet) -> Onward:
    """All that a person wants to see of one evaluation by both editions."""
    return Onward(
        found,
        passing.stated,
        tuple(passing.taken),
        tuple(passing.reworded),
        tuple(passing.left),
        standing(before),
        standing(after),
        tuple(_items(found, before, after)),
    )


def answers_with(answers: Answers, passing: Passing) -> Answers:
    """Answers that say what goes over, and nothing else of what the journal keeps by element."""
    by: dict[str, dict[str, Json]] = {}
    for (what, id), body in passing.stated.items():
        if what != "rating":
            by.setdefault(what, {})[id] = body
    return replace(
        answers,
        ratings=passing.ratings,
        vetoes={id: codec.veto_from(body) for id, body in by.get("veto", {}).items()},
        adjustments={id: codec.adjustment_from(body) for id, body in by.get("adjustment", {}).items()},
        parts={id: codec.part_from(body) for id, body in by.get("part", {}).items()},
        evidence=(),
        rectifications=(),
    )


def _items(found: Difference, before: ScoreSheet, after: ScoreSheet) -> Iterator[ItemLine]:
    old = {score.item.id: score for score in before.items}
    new = {score.item.id: score for score in after.items}
    for change in found.criteria:
        pair: Pair = change.pair
        sides = [old[id] for id in pair.old], [new[id] for id in pair.new]
        if pair.one and _numbers(sides[0][0]) == _numbers(sides[1][0]):
            continue
        for index in range(max(len(pair.old), len(pair.new))):
            first = _side(before, sides[0][index]) if index < len(pair.old) else None
            then = _side(after, sides[1][index]) if index < len(pair.new) else None
            yield ItemLine(pair.old[index : index + 1], pair.new[index : index + 1], change.title, first, then)


def _numbers(score: ItemScore) -> tuple[object, ...]:
    """What an item comes to; the words of its rating may name a requirement by its new number."""
    return score.state, score.low, score.high, score.full


def _side(sheet: ScoreSheet, score: ItemScore) -> ItemSide:
    rating = sheet.answers.ratings.get(score.item.id)
    words = rating_words(score.item, rating) if rating is not None else None
    return ItemSide(score.state, score.low, score.high, score.full, words)
