"""What a sheet says of a criterion, in the few words that can be held beside another standard's. Pure."""

from __future__ import annotations

from typing import Literal, NamedTuple

from kaoping.scoring.sheet import ItemScore, ScoreSheet

ItemState = Literal["met", "short", "unmet", "unrated", "not-applicable", "outside"]

STATE_NAMES: dict[ItemState, str] = {
    "met": "达到",
    "short": "有欠缺",
    "unmet": "未达到",
    "unrated": "未评",
    "not-applicable": "不适用",
    "outside": "不在考评范围",
}


class Place(NamedTuple):
    """A criterion of one of the sheets that are compared: the sheet's number among them, and the criterion's id."""

    sheet: int
    item: str


def state_of(score: ItemScore) -> ItemState:
    """Met is all that can be had; short is less, and more than nothing. What a level is worth may be open: unrated."""
    if score.state != "rated":
        return score.state
    if score.low != score.high:
        return "unrated"
    if not score.full:
        return "unmet" if score.short else "met"
    if score.low >= score.full:
        return "met"
    return "short" if score.low > 0 else "unmet"


def states(sheet: ScoreSheet) -> dict[str, ItemState]:
    """The state of every criterion, by id."""
    return {score.item.id: state_of(score) for score in sheet.items}


def overlap(first: ScoreSheet, second: ScoreSheet) -> bool:
    """Whether the two look at days in common; a sheet without a period is taken to."""
    one, other = first.answers.period, second.answers.period
    return one is None or other is None or one.overlaps(other)


def same_unit(first: ScoreSheet, second: ScoreSheet) -> bool:
    """Whether they are about the same unit."""
    return first.answers.unit.name == second.answers.unit.name
