"""A table as text: columns aligned by cells, long texts wrapped within theirs, or row by row where they do not fit. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kaoping.cells import Measure, padded, tokens, wrapped
from kaoping.reports.paper import Cell, Row, Table
from kaoping.reports.text_lines import LineStyle, TextLine
from kaoping.text import visible, width

#: Cells that a column of words takes at least, and the longest part of it that is not broken.
_LEAST, _WHOLE = 6, 14


@dataclass(frozen=True, slots=True)
class _Place:
    """One cell as it is laid out: its lines, over which columns; `below` where it goes on from the row above."""

    cell: Cell | None
    first: int
    last: int
    below: bool = False


def table_lines(table: Table, columns: int, measure: Measure = width) -> list[TextLine]:
    """The table in at most `columns` cells; nothing of it is cut."""
    caption = wrapped(visible(table.caption), columns, measure=measure) if table.caption else []
    found = [TextLine(line, "heading") for line in caption]
    drawing = _Drawing(table, columns, measure)
    return found + list(drawing.lines() if drawing.fits else _records(table, columns, measure))


class _Drawing:
    """One table, its widths, and how far cells that cover several rows have come."""

    def __init__(self, table: Table, columns: int, measure: Measure) -> None:
        self.table, self.columns, self.measure = table, columns, measure
        self.rows = [_places(row, len(table.columns)) for row in _covered(table)]
        most, least = self._natural(), self._least()
        self.between = " │ " if sum(most) + 3 * (len(most) - 1) <= columns else "│"
        self.room = columns - measure(self.between) * (len(most) - 1)
        self.fits = sum(least) <= self.room
        self.widths = _shared(most, least, self.room) if self.fits else []
        #: What is still to be printed of a cell over several rows, by its first column.
        self.left: dict[int, list[str]] = {}

    def _cells(self, column: int) -> Iterator[Cell]:
        for row, places in zip(self.table.rows, self.rows, strict=True):
            for place in places:
                if place.cell is not None and place.first == place.last == column and not row.section:
                    yield place.cell

    def _natural(self) -> list[int]:
        heads = [self.measure(visible(column.title)) for column in self.table.columns]
        most = [
            max([heads[at], *(self.measure(line) for cell in self._cells(at) for line in _lines(cell.text))])
            for at in range(len(heads))
        ]
        # A cell over several columns has its last one widened where it does not fit.
        for row, places in zip(self.table.rows, self.rows, strict=True):
            for place in places:
                if place.cell is not None and place.last > place.first and not row.section:
                    wanted = max(self.measure(line) for line in _lines(place.cell.text))
                    span = sum(most[place.first : place.last + 1]) + 3 * (place.last - place.first)
                    most[place.last] += max(wanted - span, 0)
        return most

    def _least(self) -> list[int]:
        found = []
        for at, column in enumerate(self.table.columns):
            least = min(self.measure(visible(column.title)), 4)
            for cell in self._cells(at):
                for line in _lines(cell.text):
                    size = self.measure(line)
                    whole = max((self.measure(piece) for piece in tokens(line, self.measure)), default=0)
                    needed = size if cell.number is not None else min(size, _LEAST)
                    least = max(least, needed, min(whole, _WHOLE))
            found.append(least)
        return found

    def lines(self) -> Iterator[TextLine]:
        head = tuple(_Place(Cell(column.title), at, at) for at, column in enumerate(self.table.columns))
        yield from self._row(head, "head", centered=True)
        yield TextLine(self._rule("─", "┼", head), "rule")
        before = 1
        for number, (row, places) in enumerate(zip(self.table.rows, self.rows, strict=True)):
            if row.section:
                yield from (TextLine(line, "section") for line in self._section(row))
                before = 1
                continue
            strong = row.total or any(place.cell is not None and place.cell.strong for place in places)
            drawn = list(self._row(places, "strong" if strong else "", last=self._ends(number)))
            # Rows of several lines are told apart by a rule; a table of one line each needs none.
            if number and not self.table.rows[number - 1].section and (len(drawn) > 1 or before > 1 or row.total):
                yield TextLine(self._rule("─" if row.total else "┈", "┼", places), "rule")
            yield from drawn
            before = len(drawn)
        yield TextLine(self._rule("─", "┴", head), "rule")

    def _section(self, row: Row) -> list[str]:
        return wrapped("　".join(visible(cell.text) for cell in row.cells if cell.text), self.columns, 2, self.measure)

    def _ends(self, number: int) -> set[int]:
        """The columns whose cell over several rows ends in this row."""
        if number + 1 >= len(self.rows):
            return set(range(len(self.widths)))
        return {place.first for place in self.rows[number + 1] if not place.below}

    def _row(
        self, places: Sequence[_Place], style: LineStyle, *, last: set[int] | None = None, centered: bool = False
    ) -> Iterator[TextLine]:
        texts: list[list[str]] = []
        heights = [1]
        for place in places:
            if place.below:
                lines = self.left.pop(place.first, [])
                ends = last is None or place.first in last
            else:
                said = visible(place.cell.text) if place.cell is not None else ""
                lines = wrapped(said, self._width(place), self._indent(said, place), self.measure)
                ends = place.cell is None or place.cell.down == 1 or (last is not None and place.first in last)
            texts.append(lines)
            if ends:
                heights.append(len(lines))
        height = max(heights)
        for line in range(height):
            parts = []
            for place, text in zip(places, texts, strict=True):
                align = "center" if centered else self.table.columns[place.first].align
                if place.first != place.last and align == "right":
                    align = "left"
                parts.append(padded(text[line] if line < len(text) else "", self._width(place), align, self.measure))
            yield TextLine(self.between.join(parts).rstrip(), style)
        for place, text in zip(places, texts, strict=True):
            if len(text) > height:
                self.left[place.first] = text[height:]

    def _indent(self, text: str, place: _Place) -> int:
        """As far as the text itself is: the steps of a derivation stay in sight."""
        own = self.measure(text[: len(text) - len(text.lstrip())])
        return own if own <= self._width(place) // 2 else 0

    def _width(self, place: _Place) -> int:
        between = self.measure(self.between) * (place.last - place.first)
        return sum(self.widths[place.first : place.last + 1]) + between

    def _rule(self, line: str, cross: str, places: Sequence[_Place]) -> str:
        """A line across; open where a cell goes on below it."""
        parts = [(" " if place.below else line) * self._width(place) for place in places]
        return (cross if len(self.between) == 1 else f"{line}{cross}{line}").join(parts)


def _lines(text: str) -> list[str]:
    return visible(text).replace("\t", "    ").splitlines() or [""]


def _covered(table: Table) -> Iterator[tuple[Row, dict[int, int]]]:
    """Each row with the columns that cells from rows above cover, and how many more rows they do."""
    covered: dict[int, int] = {}
    for row in table.rows:
        here = {at: left for at, left in covered.items() if left}
        yield row, here
        covered = {at: left - 1 for at, left in here.items()}
        at = 0
        for cell in row.cells:
            while here.get(at):
                at += 1
            if cell.down > 1:
                covered |= dict.fromkeys(range(at, at + cell.across), cell.down - 1)
            at += cell.across


def _places(given: tuple[Row, dict[int, int]], count: int) -> tuple[_Place, ...]:
    row, covered = given
    found: list[_Place] = []
    cells = iter(row.cells)
    at = 0
    while at < count:
        if covered.get(at):
            found.append(_Place(None, at, at, below=True))
            at += 1
            continue
        cell = next(cells, None)
        across = min(cell.across if cell is not None else 1, count - at)
        found.append(_Place(cell, at, at + across - 1))
        at += across
    return tuple(found)


def _shared(most: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Widths that sum up to `room` at most: narrow columns whole, wide ones alike."""
    if sum(most) <= room:
        return list(most)
    level = max(least)

    def at(level: int) -> list[int]:
        return [min(high, max(low, level)) for high, low in zip(most, least, strict=True)]

    while level and sum(at(level)) > room:
        level -= 1
    while sum(at(level + 1)) <= room:
        level += 1
    widths = at(level)
    for place, (high, width_) in enumerate(zip(most, widths, strict=True)):
        if width_ < high and sum(widths) < room:
            widths[place] += 1
    return widths


def _records(table: Table, columns: int, measure: Measure) -> Iterator[TextLine]:
    """Row by row, each value behind the name of its column: what is too wide for this screen."""
    heads = [" ".join(visible(column.title).split()) for column in table.columns]
    yield TextLine("─" * columns, "rule")
    for row, places in ((one[0], _places(one, len(heads))) for one in _covered(table)):
        if row.section:
            text = "　".join(visible(cell.text) for cell in row.cells if cell.text)
            yield from (TextLine(line, "section") for line in wrapped(text, columns, 2, measure))
            continue
        told = [
            f"{heads[place.first]}：{' '.join(visible(place.cell.text).split())}"
            for place in places
            if place.cell is not None and place.cell.text
        ]
        for line in wrapped("　".join(told), columns, 2, measure):
            yield TextLine(line, "strong" if row.total else "")
        yield TextLine("┈" * columns, "rule")


__all__ = ["table_lines"]
