"""Showing only some of the criteria: by state, dimension, theme, or responsible unit. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from kaoping.answers import Rating
from kaoping.scoring.sheet import ItemScore
from kaoping.workbench.evaluations import UNRATED, View

By = Literal["state", "dimension", "theme", "responsible"]

STATES = {
    "unrated": "未评",
    "lost": "未达到、有扣分",
    "not-applicable": "不适用",
    "stale": "依据已变",
    "flagged": "有标记",
    "carried": "沿用未核",
}
KINDS: Mapping[By, str] = {"state": "状态", "dimension": "指标", "theme": "主题", "responsible": "责任单位"}

#: What stands between the names where one item has several responsible units.
_BETWEEN = re.compile(r"[、，,；;/\s]+")


@dataclass(frozen=True, slots=True)
class Sieve:
    """What is to be shown: the criteria whose `by` is `value`. `title` is that in words."""

    by: By
    value: str
    title: str

    def items(self, view: View) -> tuple[str, ...]:
        """The criteria that pass, in the order of the standard, as the evaluation now stands."""
        return tuple(score.item.id for score in view.sheet.items if self.value in _values(view, score, self.by))


def sieves(view: View, themes: Mapping[str, str]) -> list[tuple[Sieve, int]]:
    """Every sieve that lets something through, with how much; states first, each kind in the order of the standard.

    :param themes: titles of the common themes, by id.
    """
    own = {theme.id: theme.title for theme in view.resolved.standard.themes}
    titles: dict[By, Mapping[str, str]] = {
        "state": STATES,
        "dimension": {
            node.id: node.named for item in view.resolved.items for node in item.path
        },
        "theme": {**themes, **own},
        "responsible": {},
    }  # fmt: skip
    found = []
    for by in KINDS:
        counts: dict[str, int] = {}
        for score in view.sheet.items:
            for value in _values(view, score, by):
                counts[value] = counts.get(value, 0) + 1
        order = list(titles[by]) if by == "state" else list(counts)
        for value in order:
            if value in counts:
                found.append((Sieve(by, value, titles[by].get(value, value)), counts[value]))
    return found


def lost(score: ItemScore, rating: Rating) -> bool:
    """Whether a rated criterion has less than its full points, or is not met."""
    if score.state != "rated":
        return False
    return score.short or bool(rating.deductions) or (score.low == score.high and score.low < score.full)


def _values(view: View, score: ItemScore, by: By) -> Iterator[str]:
    item = score.item
    if by == "dimension":
        yield from (node.id for node in item.path)
    elif by == "theme":
        yield from dict.fromkeys(item.criterion.themes)
    elif by == "responsible":
        yield from dict.fromkeys(name for name in _BETWEEN.split(item.criterion.responsible or "") if name)
    else:
        rating = view.answers.ratings.get(item.id, UNRATED)
        if score.state in ("unrated", "not-applicable"):
            yield score.state
        if lost(score, rating):
            yield "lost"
        if item.id in view.sheet.stale:
            yield "stale"
        if rating.flagged:
            yield "flagged"
        if rating.carried:
            yield "carried"
