"""A filled sheet of rows: each row belongs to the table whose number it names, wherever it stands by now. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from kaoping.intake.xlsx import Grid
from kaoping.numbers import fold
from kaoping.text import visible
from kaoping.worksheets.codec import AS_TYPED, Refer, decode, is_none
from kaoping.worksheets.gather import Cells, Gathered, Loc, Made, Place, cells_of, fill
from kaoping.worksheets.heads import Heads, below, spread
from kaoping.worksheets.kinds import has_list
from kaoping.worksheets.layout import ROOTS, Column, Level, Root, Sheet, depth_key

Refers = Mapping[str, Refer]
#: Whose list a row of a sheet with an owner goes into: its data and where it is; None where that is refused.
Owner = Callable[[str, Place], tuple[Root, dict[str, Any], Loc] | None]


@dataclass(slots=True)
class RowReader:
    """Reads one sheet of rows into what was gathered."""

    gathered: Gathered
    sheet: Sheet
    grid: Grid
    heads: Heads
    refers: Refers
    owner: Owner | None = None
    _over: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    #: Per level the table that rows without its number belong to; None where there is none.
    _now: list[Made | None] = field(default_factory=list)
    _known: dict[tuple[int, str], list[Made]] = field(default_factory=dict)

    def read(self) -> None:
        """Read every row."""
        columns = [number for numbers in self.heads.columns.values() for number in numbers]
        rows = list(below(self.grid, self.heads.row, columns))
        self._over = spread(self.grid, rows[-1] if rows else 0)
        self._now = [None] * len(self.sheet.levels)
        for row in rows:
            given = self._given(row)
            if given or self._named(row):
                self._row(row, given)

    def _given(self, row: int) -> dict[int, list[Cells]]:
        """What stands in a row, by level; the numbers of keyed levels left out."""
        found: dict[int, list[Cells]] = {}
        for number, column in self.sheet.columns():
            level = self.sheet.levels[number]
            if level.key and column is depth_key(level):
                continue
            cells = cells_of(self.grid, row, column, self.heads.columns.get(column.head, ()), self._over)
            if cells is not None:
                found.setdefault(number, []).append(cells)
        return found

    def _named(self, row: int) -> dict[int, Cells]:
        """The numbers of keyed levels in a row."""
        found = {}
        for number, level in enumerate(self.sheet.levels):
            if level.key:
                column = depth_key(level)
                cells = cells_of(self.grid, row, column, self.heads.columns.get(column.head, ()), self._over)
                if cells is not None:
                    found[number] = cells
        return found

    def _row(self, row: int, given: Mapping[int, list[Cells]]) -> None:
        named = self._named(row)
        ids: dict[int, str | None] = {}
        for number, cells in named.items():
            text = self._id(cells)
            if text is None:
                return
            ids[number] = None if is_none(text) else text
        deepest = max([*(n for n, id in ids.items() if id is not None), *self._own(row, given)], default=None)
        if deepest is None:
            return
        for number in range(deepest + 1):
            level = self.sheet.levels[number]
            if level.key:
                if not self._go_to(row, number, ids, named, given):
                    return
                made = self._now[number]
            else:
                made = self._new(row, number)
            if made is None:
                continue
            for cells in given.get(number, ()):
                fill(self.gathered, made, cells, self.refers.get(cells.column.refers, AS_TYPED))

    def _own(self, row: int, given: Mapping[int, list[Cells]]) -> list[int]:
        """Levels of which something stands in this very row, and not only in a cell merged from above."""
        return [
            number
            for number, all_cells in given.items()
            if any((place.row, place.column) not in self._over for cells in all_cells for place in cells.places)
        ]

    def _id(self, cells: Cells) -> str | None:
        """The number that a row names; None where the cell is wrong."""
        level = next(one for one in self.sheet.levels if cells.column in one.columns)
        held = cells.held[0]
        if is_none(held.text) and not held.formula:
            return held.text
        self.gathered.watch(level.kind(cells.column), cells.places[0], held)
        try:
            return str(decode(level.kind(cells.column), held))
        except ValueError as error:
            self.gathered.fault("cell", cells.places[0], str(error))
            return None

    def _go_to(
        self,
        row: int,
        number: int,
        ids: Mapping[int, str | None],
        named: Mapping[int, Cells],
        given: Mapping[int, list[Cells]],
    ) -> bool:
        """Make the table of this level that the row belongs to the current one; whether it is clear which that is."""
        level = self.sheet.levels[number]
        if number not in ids:
            if number in given and self._now[number] is None:
                head = depth_key(level).head
                place = given[number][0].places[0]
                self.gathered.fault("no-id", place, f"这一行没有填“{head}”，不知道是哪个{level.said}，请填写")
                return False
            return True
        id = ids[number]
        if id is None:
            self._reset(number)
            return True
        now = self._now[number]
        if now is not None and now.data.get(level.key) == id and self._same_above(number, now):
            return True
        found = self._find(number, id, said_above=any(ids.get(upper) is not None for upper in range(number)))
        if found is None:
            found = self._make(number, id, named[number].places[0])
        self._reset(number)
        self._now[number] = found
        return found is not None

    def _same_above(self, number: int, made: Made) -> bool:
        above = self._above(number)
        return made.loc[:-2] == (above.loc if above is not None else (self.sheet.root,))

    def _find(self, number: int, id: str, *, said_above: bool) -> Made | None:
        """The table of this number below the current ones; where the row names none above it, the only one anywhere."""
        found = self._known.get((number, id), [])
        here = [made for made in found if self._same_above(number, made)]
        if here:
            return here[0]
        if len(found) != 1 or said_above:
            return None
        # A row that was added further down: what it belongs to is known by its own number.
        for upper in range(number):
            self._now[upper] = None
        for made in self.gathered.made:
            if made.at.sheet == self.grid.title and found[0].loc[: len(made.loc)] == made.loc:
                upper = self.sheet.levels.index(made.level)
                if upper < number:
                    self._now[upper] = made
        return found[0]

    def _reset(self, number: int) -> None:
        for deeper in range(number, len(self._now)):
            self._now[deeper] = None

    def _above(self, number: int) -> Made | None:
        return next((made for made in reversed(self._now[:number]) if made is not None), None)

    def _make(self, number: int, id: str, place: Place) -> Made | None:
        level, above = self.sheet.levels[number], self._above(number)
        made = self._listed(level, above, place)
        if made is None:
            said = self.sheet.levels[number - 1].said
            message = f"{level.said}“{visible(id[:40])}”没有所属的{said}，请在这一行填写{said}的编号"
            self.gathered.fault("no-parent", place, message, visible(id[:40]))
            return None
        column = depth_key(level)
        made.data[level.key] = id
        self.gathered.places[*made.loc, *column.path] = place
        self._known.setdefault((number, id), []).append(made)
        return made

    def _new(self, row: int, number: int) -> Made | None:
        """A table of a level that each row has another of."""
        level, above = self.sheet.levels[number], self._above(number)
        column = next((self.heads.columns[one.head][0] for one in level.columns if one.head in self.heads.columns), 1)
        place = Place(self.grid.title, row, column)
        if self.owner is not None:
            found = self.owner(*self._owned(row, place))
            return self._append(level, *found[1:], place) if found is not None else None
        if level.names:
            named = self._under(level, row, place)
            if named is None:
                return None
            level = named
        made = self._listed(level, above, place)
        if made is None:
            upper = self.sheet.levels[number - 1]
            message = f"这一行的{level.said}没有所属的{upper.said}，请填写“{depth_key(upper).head}”"
            self.gathered.fault("no-parent", place, message)
        return made

    def _owned(self, row: int, place: Place) -> tuple[str, Place]:
        """What stands in the owner's column, and where."""
        numbers = self.heads.columns.get(self.sheet.owner, ())
        if not numbers:
            return "", place
        held = self.grid.cells.get(self._over.get((row, numbers[0]), (row, numbers[0])))
        return fold(held.text) if held is not None else "", Place(self.grid.title, row, numbers[0])

    def _under(self, level: Level, row: int, place: Place) -> Level | None:
        """The level under the name that the owner's column says."""
        text, place = self._owned(row, place)
        if text in level.names:
            return replace(level, name=level.names[text], names={})
        known = "、".join(level.names)
        said = f"没有“{visible(text[:20])}”" if text else f"没有填“{self.sheet.owner}”"
        self.gathered.fault("cell", place, f"{said}，可选：{known}")
        return None

    def _listed(self, level: Level, above: Made | None, place: Place) -> Made | None:
        """A new table in the list of the one above; None where that has no such list."""
        model = above.level.model if above is not None else ROOTS[self.sheet.root]
        if not has_list(model, level.name, level.model):
            return None
        if above is not None:
            return self._append(level, above.data, above.loc, place)
        return self._append(level, self.gathered.roots[self.sheet.root], (self.sheet.root,), place)

    def _append(self, level: Level, table: dict[str, Any], loc: Loc, place: Place) -> Made:
        tables = table.setdefault(level.name, [])
        made = Made((*loc, level.name, len(tables)), {}, level, place)
        tables.append(made.data)
        self.gathered.places[made.loc] = place
        self.gathered.made.append(made)
        return made


def column_at(heads: Heads, column: Column) -> int | None:
    """Where a column stands."""
    return next(iter(heads.columns.get(column.head, ())), None)
