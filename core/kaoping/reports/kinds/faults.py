"""Why a criterion lost, as it is to be told: what was written down, else the requirements that are not met. Pure."""

from __future__ import annotations

from kaoping.answers import Rating
from kaoping.rectification import Fault, faults_of
from kaoping.scoring.score import fact_book
from kaoping.scoring.sheet import ItemScore, ScoreSheet
from kaoping.scoring.suggest import suggest

#: Where nothing was written down and no requirement is known not to be met.
NO_REASON = "（没有写明理由）"


def lost(item: ItemScore) -> bool:
    """Whether a rated criterion has less than it could have, or is judged not met without points at stake."""
    return item.state == "rated" and not item.unset and (item.low < item.full or item.short)


def faults(sheet: ScoreSheet, item: ItemScore) -> tuple[Fault, ...]:
    """What is wrong with one criterion that lost, at least one."""
    rating = sheet.answers.ratings.get(item.item.id, Rating())
    found = faults_of(rating, (), lost=True)
    if found:
        return found
    book = fact_book(sheet.resolved, sheet.answers)
    suggestion = suggest(sheet.resolved, item.item, rating, sheet.answers, book)
    texts = {one.id: one.text for one in item.item.criterion.requirements}
    unmet = [(one.id, texts[one.id]) for one in (suggestion.requirements if suggestion else ()) if one.state == "unmet"]
    return faults_of(Rating(), unmet) or (Fault(NO_REASON),)


__all__ = ["NO_REASON", "faults", "lost"]
