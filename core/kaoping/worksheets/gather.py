"""From filled cells to a standard's data, each value with the cell that it stands in; every fault is noted. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kaoping.errors import Fault
from kaoping.intake.xlsx import Grid, Held, address
from kaoping.text import visible
from kaoping.worksheets.codec import EMPTY, Refer, decode
from kaoping.worksheets.kinds import Kind, field_at
from kaoping.worksheets.layout import Column, Level, Root

#: A path in the data; its first segment says which of the two roots it is in.
Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A cell: its sheet, row and column, both counted from 1."""

    sheet: str
    row: int
    column: int

    @property
    def text(self) -> str:
        """As people name it: `指标 G12`."""
        return f"{self.sheet} {address(self.row, self.column)}"


@dataclass(slots=True)
class Made:
    """One table of the data: where it is, its level, and where on its sheet it begins."""

    loc: Loc
    data: dict[str, Any]
    level: Level
    at: Place


@dataclass(slots=True)
class Gathered:
    """What a workbook says.

    :ivar notes: what was left out, in Chinese, each with its place.
    :ivar inside: whether the document is to stand in the standard's own file.
    """

    file: str
    roots: dict[Root, dict[str, Any]] = field(default_factory=lambda: {"standard": {}, "document": {}})
    places: dict[Loc, Place] = field(default_factory=dict)
    made: list[Made] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    inside: bool = True
    bad: set[Loc] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)

    def watch(self, kind: Kind, place: Place, held: Held) -> None:
        """Say once for each sheet that Excel may have taken the end off a number that is a name."""
        if kind.name == "id" and held.kind == "number" and "." in held.text and place.sheet not in self.numbers:
            self.numbers.add(place.sheet)
            told = "编号的格子是数字格式，Excel 会去掉末尾的 0（1.10 成了 1.1）；请核对，改为“文本”格式后重新输入"
            self.notes.append(f"{place.text}：{told}")

    def fault(self, code: str, place: Place, message: str, id: str | None = None) -> None:
        """Note what is wrong with a cell."""
        self.faults.append(Fault(code, f"{place.text}：{message}", file=self.file, id=id))


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one field in one row: several where its column goes on."""

    column: Column
    places: tuple[Place, ...]
    held: tuple[Held, ...]


def cells_of(
    grid: Grid, row: int, column: Column, columns: Sequence[int], over: Mapping[tuple[int, int], tuple[int, int]]
) -> Cells | None:
    """What stands in a row under a head, in merged cells too; None where nothing does."""
    found = []
    for number in columns:
        where = over.get((row, number), (row, number))
        held = grid.cells.get(where)
        if held is not None and (held.formula or held.error or held.text.strip()):
            found.append((Place(grid.title, row, number), held))
    return Cells(column, tuple(at for at, _ in found), tuple(held for _, held in found)) if found else None


def fill(gathered: Gathered, made: Made, cells: Cells, refer: Refer) -> None:
    """Put what the cells say into their table; what is wrong with them, or contradicts another row, is noted."""
    path, kind = cells.column.path, made.level.kind(cells.column)
    loc, first = (*made.loc, *path), cells.places[0]
    gathered.watch(kind, first, cells.held[0])
    try:
        value = _value(kind, cells, refer)
    except ValueError as error:
        gathered.bad.add(loc)
        gathered.fault("cell", _blamed(kind, cells, refer), str(error), name_of(made))
        return
    table: Any = made.data
    for name in path[:-1]:
        below = table.setdefault(name, {})
        if not isinstance(below, dict):
            message = f"“{_other(made.level, path)}”已经填写，这里就不要再填；请只留一种"
            gathered.fault("two-ways", first, message, name_of(made))
            return
        gathered.places.setdefault(loc[: len(made.loc) + path.index(name) + 1], first)
        table = below
    if value is _HOLLOW:
        return
    if path[-1] in table and table[path[-1]] != value:
        before = gathered.places[loc]
        message = f"与 {before.text} 填的不同（同为{made.level.said}“{name_of(made)}”）；请改成一样或只留一处，是另一项的请填它自己的编号"
        gathered.fault("two-values", first, message, name_of(made))
        return
    table[path[-1]] = value
    gathered.places.setdefault(loc, first)


_HOLLOW = object()


def _value(kind: Kind, cells: Cells, refer: Refer) -> Any:
    if len(cells.column.path) > 1 and kind.shape != "map" and cells.held[0].text.strip() == EMPTY:
        return _HOLLOW
    values = [decode(kind, held, refer) for held in cells.held]
    if kind.shape == "list":
        return [one for value in values for one in value]
    return values[0]


def _blamed(kind: Kind, cells: Cells, refer: Refer) -> Place:
    """The first of the cells that is wrong."""
    for place, held in zip(cells.places, cells.held, strict=True):
        try:
            decode(kind, held, refer)
        except ValueError:
            return place
    return cells.places[0]


def _other(level: Level, path: tuple[str, ...]) -> str:
    return next((column.head for column in level.columns if column.path == path[:1]), path[0])


def name_of(made: Made) -> str:
    """What a table goes by: its id, or what stands for it."""
    for key in ("id", "label", "name", "at", "edition", "title", "scope", "by"):
        if isinstance(made.data.get(key), str):
            return visible(str(made.data[key])[:40])
    return ""


def lacking(gathered: Gathered) -> Iterator[tuple[Made, Column]]:
    """Required fields that are blank, of every table that is there."""
    for made in gathered.made:
        for column in made.level.columns:
            if not made.level.kind(column).required or (*made.loc, *column.path) in gathered.bad:
                continue
            table: Any = made.data
            for name in column.path[:-1]:
                asked = field_at(made.level.model, column.path[:1])[0].is_required()
                table = table.get(name, {} if asked else None) if isinstance(table, dict) else None
            if isinstance(table, dict) and column.path[-1] not in table:
                yield made, column
