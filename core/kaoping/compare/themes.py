"""A matrix of themes and standards: what is attained of what each asks, and where there is a gap. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from kaoping.compare.judged import state_of
from kaoping.scoring.items import share_of
from kaoping.scoring.sheet import ItemScore, ScoreSheet

#: Nothing asked, nothing rated yet, or something known to be lacking.
Gap = Literal["not-asked", "unrated", "short"]


@dataclass(frozen=True, slots=True)
class ThemeCell:
    """One theme in one standard.

    :ivar items: the criteria that name the theme and apply; `lacking` those that are short or unmet, by id
    :ivar low: percent attained for certain, of what applies; `high` where all that is open turns out well; None where
        nothing of it carries points or weight
    """

    items: int
    met: int
    unrated: int
    lacking: tuple[str, ...]
    low: Fraction | None
    high: Fraction | None

    @property
    def gap(self) -> Gap | None:
        """What kind of gap this is; None where there is none."""
        if not self.items:
            return "not-asked"
        if self.lacking:
            return "short"
        return "unrated" if self.unrated == self.items else None


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One theme, a cell a sheet in the order of the sheets."""

    id: str
    title: str
    cells: tuple[ThemeCell, ...]


def theme_matrix(sheets: Sequence[ScoreSheet], titles: Mapping[str, str]) -> tuple[ThemeRow, ...]:
    """The themes that any of the sheets names, in the order of `titles`; those that it does not know come last.

    A criterion of two themes counts in both, so that cells of one column must not be added up.
    """
    known = dict(titles)
    for sheet in sheets:
        for own in sheet.resolved.standard.themes:
            known.setdefault(own.id, own.title)
    by_theme: list[dict[str, list[ItemScore]]] = []
    for sheet in sheets:
        held: dict[str, list[ItemScore]] = {}
        for score in sheet.items:
            for theme in score.item.criterion.themes:
                known.setdefault(theme, theme)
                held.setdefault(theme, []).append(score)
        by_theme.append(held)
    named = [theme for theme in known if any(theme in held for held in by_theme)]
    return tuple(
        ThemeRow(theme, known[theme], tuple(_cell(held.get(theme, ())) for held in by_theme)) for theme in named
    )


def _cell(scores: Sequence[ItemScore]) -> ThemeCell:
    inside = [(score, state_of(score)) for score in scores]
    inside = [(score, state) for score, state in inside if state not in ("outside", "not-applicable")]
    full = sum((score.full for score, _ in inside), Decimal(0))
    low = sum((score.low for score, _ in inside), Decimal(0))
    high = sum((score.high for score, _ in inside), Decimal(0))
    return ThemeCell(
        items=len(inside),
        met=sum(state == "met" for _, state in inside),
        unrated=sum(state == "unrated" for _, state in inside),
        lacking=tuple(score.item.id for score, state in inside if state in ("short", "unmet")),
        low=share_of(low, full) if full else None,
        high=share_of(high, full) if full else None,
    )


__all__ = ["Gap", "ThemeCell", "ThemeRow", "theme_matrix"]
