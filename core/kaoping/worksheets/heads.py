"""Where the columns of a sheet stand by now: found by their heads, wherever people moved them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from kaoping.intake.xlsx import Grid
from kaoping.numbers import fold
from kaoping.worksheets.layout import GOES_ON
from kaoping.worksheets.told import MUST

#: Rows in which heads are looked for.
_ROWS = 40
_GOES_ON = re.compile(re.escape(fold(GOES_ON)) + r"\d+\)")


@dataclass(frozen=True, slots=True)
class Heads:
    """The row of heads; each head's columns, in order where it goes on; what is no head of the sheet, by its cell.

    :ivar twice: columns whose head stood further left already.
    """

    row: int
    columns: Mapping[str, tuple[int, ...]]
    unknown: Mapping[int, str]
    twice: Mapping[int, str]


def plain_head(text: str) -> str:
    """A head without the mark of required fields, blanks and full-width signs."""
    return "".join(fold(text).replace(fold(MUST), "").replace("*", "").split())


def find_heads(grid: Grid, wanted: Iterable[str]) -> Heads | None:
    """The row in which most of the heads stand; None where no row has two of them (or the only one wanted)."""
    known = {plain_head(head): head for head in wanted}
    rows: dict[int, dict[int, str]] = {}
    for (row, column), held in grid.cells.items():
        if row <= _ROWS and plain_head(held.text):
            rows.setdefault(row, {})[column] = plain_head(held.text)
    best, most = 0, min(2, len(known)) - 1
    for row in sorted(rows):
        count = len({_base(text) for text in rows[row].values()} & known.keys())
        if count > most:
            best, most = row, count
    if not best:
        return None
    columns: dict[str, list[int]] = {}
    unknown: dict[int, str] = {}
    twice: dict[int, str] = {}
    for column in sorted(rows[best]):
        text = rows[best][column]
        head = known.get(_base(text))
        if head is None:
            unknown[column] = grid.cells[best, column].text
        elif head in columns and text == _base(text):
            twice[column] = head
        else:
            columns.setdefault(head, []).append(column)
    return Heads(best, {head: tuple(found) for head, found in columns.items()}, unknown, twice)


def likely(text: str, wanted: Iterable[str]) -> str | None:
    """The head that somebody may have meant."""
    known = {plain_head(head): head for head in wanted}
    found = get_close_matches(plain_head(text), known, n=1, cutoff=0.75)
    return known[found[0]] if found else None


def below(grid: Grid, row: int, columns: Iterable[int]) -> Iterator[int]:
    """The rows below the heads in which something stands in one of these columns, in order."""
    wanted = set(columns)
    filled = {
        r for (r, c), held in grid.cells.items() if r > row and c in wanted and (held.formula or held.text.strip())
    }
    yield from sorted(filled)


def spread(grid: Grid, last: int) -> dict[tuple[int, int], tuple[int, int]]:
    """Cells that were merged with one above them -> that one."""
    found = {}
    for (top, left), (rows, _) in grid.merged.items():
        for row in range(top + 1, min(top + rows, last + 1)):
            found[row, left] = (top, left)
    return found


def _base(text: str) -> str:
    return _GOES_ON.sub("", text)
