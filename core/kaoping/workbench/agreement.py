"""Whether a rating says what is suggested. Pure."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from kaoping.answers import Rating
from kaoping.errors import refuse
from kaoping.numbers import plain
from kaoping.scoring.suggest import Suggestion


def agrees(rating: Rating, suggestion: Suggestion, full: Decimal) -> bool:
    """Whether a rating says what is suggested: the same verdict, or the same points in the end."""
    if suggestion.verdict is not None:
        return rating.verdict == suggestion.verdict
    if rating.deductions:
        return full - sum((d.amount for d in rating.deductions), Decimal(0)) == suggestion.points
    return rating.points == suggestion.points


def based(rating: Rating, suggestion: Suggestion | None, full: Decimal, *, id: str) -> Rating:
    """A rating with the basis of the suggestion it agrees with; refused where it differs and does not say why."""
    if suggestion is None or not suggestion.usable or not rating.rated or rating.not_applicable is not None:
        return rating
    if agrees(rating, suggestion, full):
        return replace(rating, basis=suggestion.basis)
    if rating.reason is None and not rating.deductions:
        raise refuse("reason-needed", f"与建议（{suggested_text(suggestion)}）不同，请写明理由", id=id)
    return rating


def suggested_text(suggestion: Suggestion) -> str:
    """What is suggested, for people."""
    words = {"met": "达到", "partial": "部分达到", "unmet": "未达到"}
    if suggestion.verdict is not None:
        return words[suggestion.verdict]
    return f"{plain(suggestion.points)} 分" if suggestion.points is not None else "无"
