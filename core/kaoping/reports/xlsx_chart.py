"""The native charts of a workbook: how they are told apart in black and white, how high they are, what they say in words."""

from __future__ import annotations

from typing import Any

from kaoping.numbers import plain
from kaoping.reports.paper import Chart
from kaoping.reports.xlsx_cells import cell_text

#: The height of a row that nobody set, in pixels.
ROW = 20
_SHADES = ("#303030", "#707070", "#505050", "#909090")
_DASHES = ("solid", "dash", "round_dot", "long_dash_dot")
_MARKERS = ("circle", "square", "triangle", "diamond")
#: Solid ones and one pattern that every program draws.
_FILLS = ("#606060", "#FFFFFF", "wide_upward_diagonal", "#C8C8C8")


def drawn(chart: Chart, number: int) -> dict[str, Any]:
    """How a series is told from the others without colour: by pattern, or by dash and marker."""
    shade = _SHADES[number % len(_SHADES)]
    if is_radar(chart):
        line = {"color": shade, "width": 1.75, "dash_type": _DASHES[number % len(_DASHES)]}
        marker = {"type": _MARKERS[number % len(_MARKERS)], "size": 6, "fill": {"color": shade}}
        return {"line": line, "marker": {**marker, "border": {"color": shade}}}
    look: dict[str, Any] = {"border": {"color": "#000000", "width": 0.75}, "data_labels": {"value": True}}
    fill = _FILLS[number % len(_FILLS)]
    if fill.startswith("#"):
        return {**look, "fill": {"color": fill}}
    return {**look, "pattern": {"pattern": fill, "fg_color": "#000000", "bg_color": "#FFFFFF"}}


def tall_of(chart: Chart) -> int:
    """How high a chart is drawn, in pixels."""
    return 420 if is_radar(chart) else 120 + 26 * len(chart.labels) * max(len(chart.series), 1)


def is_radar(chart: Chart) -> bool:
    """Whether it is drawn as a radar: two axes make none."""
    return chart.shape == "radar" and len(chart.labels) >= 3


def in_words(chart: Chart) -> str:
    """The numbers in words, for those who do not see the picture."""
    lines = [
        f"{name}：" + "，".join(f"{label} {plain(v) if v is not None else '无'}" for label, v in zip(chart.labels, values, strict=True))
        for name, values in chart.series
    ]  # fmt: skip
    return cell_text(f"{chart.title}。" + "；".join(lines))[:2000]


__all__ = ["ROW", "drawn", "in_words", "is_radar", "tall_of"]
