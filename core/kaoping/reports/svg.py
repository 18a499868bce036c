"""Charts as SVG, drawn here: bars or a radar, told apart by pattern and not by colour alone, every number as text.

Its numbers are places on a drawing and no scores: floats do.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from decimal import Decimal
from html import escape

from kaoping.numbers import plain
from kaoping.reports.paper import Chart
from kaoping.text import visible

#: Fonts with Chinese characters on Windows, Linux and elsewhere.
FONT = "SimHei, 'Noto Sans CJK SC', 'Source Han Sans SC', 'WenQuanYi Zen Hei', sans-serif"
_FILLS = ("#444444", "#bbbbbb", "#888888", "#dddddd")
_DASHES = ("", "6 3", "2 2", "8 3 2 3")
#: Width of the drawing, of the labels at its left, and of the numbers at its right; height of a bar and of the gap.
_WIDTH, _LABELS, _VALUES, _BAR, _GAP = 640, 180, 90, 16, 10
#: Signs of a label; a longer one is shortened with a sign, and stands whole in the description.
_MOST = 14


def chart_svg(chart: Chart, id: str = "chart", *, size: bool = False, font: str = FONT) -> str:
    """The chart as one `svg` element with title and description.

    :param id: what its parts are called, unlike any other's on the page.
    :param size: write down width and height and the namespace, for a file of its own.
    :param font: names of fonts for its letters, as CSS lists them.
    """
    body, height = _bars(chart) if chart.shape == "bars" else _radar(chart)
    own = f' xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}"' if size else ""
    return (
        f'<svg{own} viewBox="0 0 {_WIDTH} {height}" role="img" aria-labelledby="{id}-title {id}-desc"'
        f' font-family="{escape(font)}" font-size="13">'
        f'<title id="{id}-title">{_text(chart.title)}</title><desc id="{id}-desc">{_text(described(chart))}</desc>'
        f"{''.join(body)}</svg>"
    )


def described(chart: Chart) -> str:
    """The chart in words: every label with the value of each series."""
    lines = []
    for place, label in enumerate(chart.labels):
        values = "，".join(f"{name} {_number(values[place])}" for name, values in chart.series)
        lines.append(f"{label}：{values}")
    return f"{chart.title}（满 {plain(chart.full)}）。{'；'.join(lines)}"


def _bars(chart: Chart) -> tuple[list[str], int]:
    series = len(chart.series)
    group = series * _BAR + _GAP
    top = 30 + (22 if series > 1 else 0)
    height = top + group * len(chart.labels) + 10
    room = _WIDTH - _LABELS - _VALUES
    found = [f'<text x="0" y="18" font-weight="bold">{_text(_short(chart.title, 44))}</text>', *_legend(chart)]
    for place, label in enumerate(chart.labels):
        y = top + place * group
        middle = y + series * _BAR / 2 + 4
        found.append(f'<text x="{_LABELS - 8}" y="{middle:.1f}" text-anchor="end">{_text(_short(label))}</text>')
        for number, (_, values) in enumerate(chart.series):
            worth, bar = values[place], y + number * _BAR
            long = room * _share(worth, chart.full)
            found.append(
                f'<rect x="{_LABELS}" y="{bar}" width="{long:.1f}" height="{_BAR - 3}" fill="{_FILLS[number % 4]}"'
                ' stroke="#000" stroke-width="0.6"/>'
            )
            found.append(f'<text x="{_LABELS + long + 6:.1f}" y="{bar + 11}" font-size="12">{_number(worth)}</text>')
    found.append(f'<line x1="{_LABELS}" y1="{top - 4}" x2="{_LABELS}" y2="{height - 10}" stroke="#000"/>')
    return found, height


def _radar(chart: Chart) -> tuple[list[str], int]:
    height, count = 420, len(chart.labels)
    middle, center, radius = _WIDTH / 2, 225.0, 140.0
    found = [f'<text x="0" y="18" font-weight="bold">{_text(_short(chart.title, 44))}</text>', *_legend(chart)]

    def at(place: int, share: float) -> tuple[float, float]:
        angle = 2 * math.pi * place / count - math.pi / 2
        return middle + radius * share * math.cos(angle), center + radius * share * math.sin(angle)

    for ring in (0.25, 0.5, 0.75, 1.0):
        found.append(f'<polygon points="{_points(at(p, ring) for p in range(count))}" fill="none" stroke="#bbb"/>')
    for place, label in enumerate(chart.labels):
        x, y = at(place, 1)
        found.append(f'<line x1="{middle}" y1="{center}" x2="{x:.1f}" y2="{y:.1f}" stroke="#bbb"/>')
        x, y = at(place, 1.12)
        anchor = "middle" if abs(x - middle) < 20 else "start" if x > middle else "end"
        said = " / ".join(_number(values[place]) for _, values in chart.series)
        found.append(
            f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="12">{_text(_short(label, 10))} {said}</text>'
        )
    for number, (_, values) in enumerate(chart.series):
        dash = f' stroke-dasharray="{_DASHES[number % 4]}"' if _DASHES[number % 4] else ""
        fill = _FILLS[number % 4]
        drawn = f'stroke="{fill}" stroke-width="2"{dash}'
        ends = [None if value is None else at(place, _share(value, chart.full)) for place, value in enumerate(values)]
        whole = [end for end in ends if end is not None]
        if len(whole) == count:
            found.append(f'<polygon points="{_points(iter(whole))}" fill="{fill}" fill-opacity="0.12" {drawn}/>')
            continue
        # What has no value is no zero: the outline has a gap there.
        for place, end in enumerate(ends):
            after = ends[(place + 1) % count]
            if end is not None:
                found.append(f'<circle cx="{end[0]:.1f}" cy="{end[1]:.1f}" r="3" fill="{fill}"/>')
            if end is not None and after is not None:
                found.append(f'<polyline points="{_points(iter((end, after)))}" fill="none" {drawn}/>')
    return found, height


def _legend(chart: Chart) -> Iterator[str]:
    if len(chart.series) < 2:
        return
    beside = min(_WIDTH // len(chart.series), 220)
    for number, (name, _) in enumerate(chart.series):
        x, dash = number * beside, _DASHES[number % 4]
        line = f' stroke-dasharray="{dash}"' if dash else ""
        yield f'<rect x="{x}" y="28" width="22" height="10" fill="{_FILLS[number % 4]}" stroke="#000"{line}/>'
        yield f'<text x="{x + 28}" y="38" font-size="12">{_text(_short(name, max((beside - 34) // 12, 4)))}</text>'


def _points(points: Iterator[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _share(value: Decimal | None, full: Decimal) -> float:
    """How far along the scale a value lies, from 0 to 1; nothing where there is none."""
    if value is None or full <= 0:
        return 0.0
    return min(max(float(value / full), 0.0), 1.0)


def _number(value: Decimal | None) -> str:
    return "无" if value is None else plain(value)


def _short(text: str, most: int = _MOST) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def _text(text: str) -> str:
    return escape(visible(text), quote=True)


__all__ = ["FONT", "chart_svg", "described"]
