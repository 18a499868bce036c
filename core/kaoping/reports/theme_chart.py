"""The themes of several standards as a chart. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from kaoping.compare.themes import ThemeCell, ThemeRow
from kaoping.numbers import rounded
from kaoping.reports.paper import Chart

#: Axes that a radar has at least and at most.
LEAST_AXES, MOST_AXES = 5, 10


def theme_chart(
    rows: Sequence[ThemeRow],
    names: Sequence[str],
    sheets: Sequence[int],
    shape: Literal["bars", "radar"] = "bars",
) -> Chart:
    """The percent that is attained for certain of each theme, a series for each of these sheets.

    What is not asked or not rated yet has no value. A radar has the themes that all of the sheets have a value for, and
    of more than ten those with the most criteria.

    :param names: what each of `sheets` is called.
    """
    shown = [row for row in rows if any(row.cells[sheet].items for sheet in sheets)]
    title = "各主题已达到的比例（%）"
    if shape == "radar":
        common = [row for row in shown if all(_value(row.cells[sheet]) is not None for sheet in sheets)]
        order = sorted(common, key=lambda row: -sum(row.cells[sheet].items for sheet in sheets))[:MOST_AXES]
        shown = [row for row in common if row in order]
        if len(common) > MOST_AXES:
            title += f"：各标准都有的 {len(common)} 个主题中评分项最多的 {MOST_AXES} 个"
        else:
            title += f"：各标准都有的 {len(common)} 个主题"
    return Chart(
        title,
        tuple(row.title for row in shown),
        tuple(
            (name, tuple(_value(row.cells[sheet]) for row in shown)) for name, sheet in zip(names, sheets, strict=True)
        ),
        Decimal(100),
        shape,
    )


def _value(cell: ThemeCell) -> Decimal | None:
    """What is attained for certain, or, where nothing of it carries points, the share of the criteria."""
    if not cell.items or cell.unrated == cell.items:
        return None
    low = cell.low if cell.low is not None else Fraction(100 * cell.met, cell.items)
    return rounded(low, 1, "half-up")


__all__ = ["LEAST_AXES", "MOST_AXES", "theme_chart"]
