"""A radar of Braille dots with its labels around it. Pure; its numbers are places on a drawing and no scores: floats do."""

from __future__ import annotations

import math
from collections.abc import Iterator

from kaoping.reports.paper import Chart
from kaoping.text import clipped, visible, width

#: The dot of each place in a cell, two across and four down.
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
#: Every so many dots one of the frame; a dotted line is on and off for so many.
_FRAME, _SPOKE, _OFF = 4, 5, 2
Point = tuple[float, float]


class _Canvas:
    """Cells that hold dots or a character; the cell after a wide character is taken by it."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns, self.rows = columns, rows
        self._dots = [[0] * columns for _ in range(rows)]
        self._signs: list[list[str | None]] = [[None] * columns for _ in range(rows)]

    def dot(self, at: Point) -> None:
        x, y = round(at[0]), round(at[1])
        if 0 <= x < 2 * self.columns and 0 <= y < 4 * self.rows:
            self._dots[y // 4][x // 2] |= _DOTS[y % 4][x % 2]

    def line(self, start: Point, end: Point, every: int = 1, off: int = 0) -> None:
        """Dots from one point to another: one of `every`, or `off` on and `off` off."""
        steps = max(round(max(abs(end[0] - start[0]), abs(end[1] - start[1]))), 1)
        for step in range(steps + 1):
            if step % every or (off and step // off % 2):
                continue
            part = step / steps
            self.dot((start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part))

    def sign(self, at: Point, char: str, same: str) -> None:
        """A character over the dots; `same` where another stands there already."""
        row, column = round(at[1]) // 4, round(at[0]) // 2
        if 0 <= row < self.rows and 0 <= column < self.columns:
            held = self._signs[row][column]
            self._signs[row][column] = char if held in (None, char) else same

    def free(self, row: int, column: int, columns: int) -> bool:
        """Whether so many cells are empty, and the one before and after them."""
        if not (0 <= row < self.rows and column >= 0 and column + columns <= self.columns):
            return False
        cells = range(max(column - 1, 0), min(column + columns + 1, self.columns))
        return all(self._signs[row][cell] is None and not self._dots[row][cell] for cell in cells)

    def write(self, row: int, column: int, text: str) -> None:
        for char in text:
            if not width(char) and column:
                self._signs[row][column - 1] = (self._signs[row][column - 1] or "") + char
                continue
            self._signs[row][column] = char
            if width(char) == 2:
                self._signs[row][column + 1] = ""
            column += width(char)

    def lines(self) -> Iterator[str]:
        for dots, signs in zip(self._dots, self._signs, strict=True):
            cells = (
                sign if sign is not None else chr(0x2800 + held) if held else " "
                for held, sign in zip(dots, signs, strict=True)
            )
            yield "".join(cells).rstrip()


def radar_lines(chart: Chart, columns: int, rows: int) -> list[str]:
    """The drawing alone: at most `rows` lines of at most `columns` cells, each corner marked with its series' number."""
    count = len(chart.labels)
    turns = [2 * math.pi * place / count - math.pi / 2 for place in range(count)]
    beside = [label for label, turn in zip(chart.labels, turns, strict=True) if not _upright(turn)]
    room = min(max((width(_line(label)) for label in beside), default=0), columns // 5)
    # Two cells between drawing and label, and two lines above and below it.
    radius = min(columns - 2 * room - 4, 2 * (rows - 4)) - 1.0
    canvas = _Canvas(columns, rows)
    middle = (columns - 0.5, 2.0 * rows - 0.5)

    def at(place: int, share: float) -> Point:
        reach = radius * share
        return middle[0] + reach * math.cos(turns[place]), middle[1] + reach * math.sin(turns[place])

    for place in range(count):
        canvas.line(middle, at(place, 1), every=_SPOKE)
        canvas.line(at(place, 1), at((place + 1) % count, 1), every=_FRAME)
    ends = [
        [None if value is None else at(place, _share(float(value), float(chart.full))) for place, value in enumerate(v)]
        for _, v in chart.series
    ]
    for number, points in enumerate(ends):
        for place, point in enumerate(points):
            after = points[(place + 1) % count]
            # What has no value is no zero: the outline has a gap there.
            if point is not None and after is not None:
                canvas.line(point, after, off=_OFF if number else 0)
    for number, points in enumerate(ends):
        for point in points:
            if point is not None:
                canvas.sign(point, str(number + 1) if len(ends) > 1 else "*", "=")
    for place, label in enumerate(chart.labels):
        _label(canvas, at(place, 1), turns[place], _line(label), room)
    lines = list(canvas.lines())
    drawn = [number for number, line in enumerate(lines) if line]
    return lines[drawn[0] : drawn[-1] + 1] if drawn else []


def _share(value: float, full: float) -> float:
    return min(max(value / full, 0.0), 1.0) if full > 0 else 0.0


def _upright(turn: float) -> bool:
    """Whether a label stands above or below the drawing and not beside it."""
    return abs(math.cos(turn)) < 0.2


def _line(label: str) -> str:
    return " ".join(visible(label).split())


def _label(canvas: _Canvas, corner: Point, turn: float, label: str, room: int) -> None:
    """Beside its corner, on two lines where one is too short; moved up or down where another stands."""
    row, column = round(corner[1]) // 4, round(corner[0]) // 2
    if _upright(turn):
        text = clipped(label, min(canvas.columns, 2 * room + 12))
        start = min(max(column - width(text) // 2, 0), canvas.columns - width(text))
        step = -1 if math.sin(turn) < 0 else 1
        for away in (step, 2 * step, 3 * step):
            if canvas.free(row + away, start, width(text)):
                canvas.write(row + away, start, text)
                return
        return
    right = math.cos(turn) > 0
    # Where both lines find no place one that is cut does, and at the worst the sign alone.
    for lines in (_two(label, room), [clipped(label, room)], [clipped(label, room // 2)], ["…"]):
        for away in (0, -1, 1, -2, 2, -3, 3):
            top = row + away - (len(lines) - 1) // 2
            starts = [column + 2 if right else column - 1 - width(line) for line in lines]
            if all(canvas.free(top + n, start, width(lines[n])) for n, start in enumerate(starts)):
                for n, start in enumerate(starts):
                    canvas.write(top + n, start, lines[n])
                return


def _two(label: str, room: int) -> list[str]:
    """On one line, or in two about equal parts; a cut is shown by `…`."""
    if width(label) <= room:
        return [label]
    kept, used = "", 0
    half = min(room, -(-width(label) // 2) + 1)
    for char in label:
        if used + width(char) > half:
            break
        kept, used = kept + char, used + width(char)
    return [kept, clipped(label[len(kept) :], room)]


__all__ = ["radar_lines"]
