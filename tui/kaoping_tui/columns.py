"""Lines of a list in columns: as wide as what they hold, narrower where the terminal is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from kaoping_tui.toned import Tone, Toned
from kaoping_tui.wrap import clip

#: No column is narrower than this.
LEAST = 6


class Column(NamedTuple):
    """A column: its head, whether it may be cut, whether it may be left out, and whether it holds numbers."""

    title: str
    gives: bool = False
    optional: bool = False
    right: bool = False
    style: str = ""


class Laid(NamedTuple):
    """Lines laid out, each with its tones."""

    head: str
    lines: Sequence[tuple[str, tuple[Tone, ...]]]


def lay_columns(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> Laid | None:
    """Rows as lines of at most `width` cells, cuts shown by `…`; None where the width is too small for columns."""
    wants = [
        max([cell_len(column.title), *(cell_len(row[number]) for row in rows)]) for number, column in enumerate(columns)
    ]
    shown = list(range(len(columns)))
    gap = 2

    def over() -> int:
        return sum(wants[number] for number in shown) + gap * (len(shown) - 1) - width

    while over() > 0 and any(columns[number].optional for number in shown):
        shown.remove(max(number for number in shown if columns[number].optional))
    if over() > 0:
        gap = 1
    giving = [number for number in shown if columns[number].gives]
    while over() > 0 and giving:
        widest = max(giving, key=lambda number: wants[number])
        if wants[widest] <= LEAST:
            return None
        wants[widest] -= 1
    if over() > 0:
        return None

    def line(cells: Sequence[str], styled: bool) -> Toned:
        text = Toned()
        for place, number in enumerate(shown):
            cell = clip(cells[number], wants[number])
            blank = " " * (wants[number] - cell_len(cell))
            last = place == len(shown) - 1 and not columns[number].right
            if place:
                text.add(" " * gap)
            if columns[number].right:
                text.add(blank)
            text.add(cell, columns[number].style if styled else "")
            if not columns[number].right and not last:
                text.add(blank)
        return text

    lines = [line(row, True) for row in rows]
    head = line([column.title for column in columns], False).text
    return Laid(set_cell_size(head, width).rstrip(), [(text.text, tuple(text.tones)) for text in lines])
