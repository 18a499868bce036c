"""Charts for a terminal: bars of blocks, and a radar of Braille dots. Pure; no colour is needed to read them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kaoping.cells import wrapped
from kaoping.numbers import plain
from kaoping.reports.paper import Chart
from kaoping.reports.text_radar import radar_lines
from kaoping.reports.theme_chart import LEAST_AXES, MOST_AXES
from kaoping.text import clipped, visible, width

#: What a radar needs, and what bars need to be worth looking at.
RADAR_WIDTH, RADAR_HEIGHT, LEAST_WIDTH = 44, 18, 30
_EIGHTHS = " ▏▎▍▌▋▊▉"
#: How each series is filled; the first ends in eighths of a block.
_FILLS = "█░▓▒"


def chart_lines(chart: Chart, columns: int, rows: int = RADAR_HEIGHT) -> list[str]:
    """The chart as lines of at most `columns` cells (30 at least), with its title, what each series is, and every value.

    A radar that would not be readable becomes bars, and says why.

    :param rows: the height of a radar.
    """
    columns = max(columns, LEAST_WIDTH)
    lines = wrapped(visible(f"{chart.title}（满 {plain(chart.full)}）"), columns, 2)
    why = why_no_radar(chart, columns, rows) if chart.shape == "radar" else None
    if chart.shape == "radar" and why is None:
        lines += [*_legend(chart, columns, ("实线", "点线")), *radar_lines(chart, columns, rows)]
        return lines + list(_values(chart, columns))
    if why is not None:
        lines += wrapped(f"{why}，以下为条形图", columns, 2)
    return [*lines, *_legend(chart, columns, _FILLS), *_bars(chart, columns)]


def why_no_radar(chart: Chart, columns: int, rows: int = RADAR_HEIGHT) -> str | None:
    """Why these numbers make no readable radar; None where they do."""
    if not LEAST_AXES <= len(chart.labels) <= MOST_AXES:
        return f"雷达图要 {LEAST_AXES} 至 {MOST_AXES} 项，这里有 {len(chart.labels)} 项"
    if len(chart.series) > 2:
        return f"雷达图里最多两个系列，这里有 {len(chart.series)} 个"
    if columns < RADAR_WIDTH or rows < RADAR_HEIGHT:
        return f"雷达图至少要 {RADAR_WIDTH} 列、{RADAR_HEIGHT} 行"
    return None


def difference(first: Decimal | None, second: Decimal | None) -> str:
    """The second less the first, with its sign; `—` where either is missing."""
    if first is None or second is None:
        return "—"
    found = second - first
    return f"+{plain(found)}" if found > 0 else plain(found)


def _legend(chart: Chart, columns: int, signs: Sequence[str]) -> Iterator[str]:
    if len(chart.series) < 2:
        return
    for number, (name, _) in enumerate(chart.series):
        yield from wrapped(visible(f"{number + 1} {signs[number % len(signs)]} {name}"), columns, 4)
    if len(chart.series) == 2:
        yield "差 = 2 减 1"


def _text(value: Decimal | None) -> str:
    return "无" if value is None else plain(value)


def _padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def _right(text: str, columns: int) -> str:
    return " " * (columns - width(text)) + text


def _bars(chart: Chart, columns: int) -> Iterator[str]:
    pair = len(chart.series) == 2
    many = len(chart.series) > 1
    told = [_text(value) for _, values in chart.series for value in values]
    lost = [difference(*both) for both in zip(chart.series[0][1], chart.series[1][1], strict=True)] if pair else []
    for_values = max(map(width, told), default=1)
    for_lost = max([2, *map(width, lost)]) if pair else 0
    fixed = for_values + 2 + (2 if many else 0) + (for_lost + 2 if pair else 0)
    for_labels = min(max(map(width, chart.labels), default=0), (columns - fixed) * 2 // 5)
    room = max(columns - fixed - for_labels - 1, 4)
    if pair:
        yield _padded(_padded("", columns - for_lost) + _right("差", for_lost), columns)
    for place, label in enumerate(chart.labels):
        for number, (_, values) in enumerate(chart.series):
            name = clipped(label, for_labels) if not number else ""
            line = _padded(name, for_labels) + (f" {number + 1} " if many else " ")
            line += _padded(_bar(values[place], chart.full, room, number), room)
            line += "  " + _right(_text(values[place]), for_values)
            if pair and number:
                line += "  " + _right(lost[place], for_lost)
            yield line.rstrip()


def _bar(value: Decimal | None, full: Decimal, room: int, number: int) -> str:
    if value is None or value <= 0 or full <= 0:
        return ""
    eighths = int(min(value / full, Decimal(1)) * room * 8)
    if number:
        return _FILLS[number % len(_FILLS)] * max((eighths + 4) // 8, 1)
    whole, part = divmod(max(eighths, 1), 8)
    return _FILLS[0] * whole + (_EIGHTHS[part] if part else "")


def _values(chart: Chart, columns: int) -> Iterator[str]:
    """Each label whole with its values: on the radar it may be shortened."""
    heads = [str(number + 1) for number in range(len(chart.series))] if len(chart.series) > 1 else []
    rows = [
        (
            label,
            *(_text(values[place]) for _, values in chart.series),
            *([difference(*(values[place] for _, values in chart.series))] if len(chart.series) == 2 else []),
        )
        for place, label in enumerate(chart.labels)
    ]
    if heads:
        rows.insert(0, ("", *heads, *(["差"] if len(heads) == 2 else [])))
    wide = [max(width(row[column]) for row in rows) for column in range(1, len(rows[0]))]
    for_labels = min(max(width(row[0]) for row in rows), columns - sum(wide) - 2 * len(wide))
    for row in rows:
        cells = [_padded(clipped(row[0], for_labels), for_labels)]
        cells += [_right(text, room) for text, room in zip(row[1:], wide, strict=True)]
        yield "  ".join(cells)


__all__ = ["LEAST_WIDTH", "RADAR_HEIGHT", "RADAR_WIDTH", "chart_lines", "difference", "why_no_radar"]
