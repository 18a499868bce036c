"""How a workbook of a standard is laid out: sheets, levels of rows, columns. Pure; the tables are in `tables`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from kaoping.standard.document import DocumentBody
from kaoping.standard.fields import Table
from kaoping.standard.model import Standard
from kaoping.worksheets.kinds import Kind, field_at, kind_at

Root = Literal["standard", "document"]
ROOTS: Mapping[Root, type[Table]] = {"standard": Standard, "document": DocumentBody}
#: Where a column stands: before the others, after them, or at the end and folded away where nothing is in it.
Rank = Literal["first", "then", "more"]
_RANKS: tuple[Rank, ...] = ("first", "then", "more")
#: Part of the head of a column that goes on where a cell of it is full.
GOES_ON = "（续"


@dataclass(frozen=True, slots=True)
class Column:
    """One field: where it is in its table, its head, its width in millimetres.

    :ivar refers: what the ids in it are ids of.
    """

    path: tuple[str, ...]
    head: str
    width: int = 16
    rank: Rank = "more"
    refers: Literal["", "fact", "theme"] = ""


@dataclass(frozen=True, slots=True)
class Level:
    """Tables of one kind, listed under `name` in the table above them. `said` is what one of them is called.

    A level with `key`, the name of a field, may be spread over several rows, which are one where that field is the same;
    of one without it each row is another table.

    :ivar names: where the same kind of table is listed under several names: what the owner's column says -> the name.
    """

    name: str
    model: type[Table]
    said: str
    columns: tuple[Column, ...]
    key: str = ""
    names: Mapping[str, str] = field(default_factory=dict)

    def kind(self, column: Column) -> Kind:
        """What the column's cells take."""
        return kind_at(self.model, column.path)

    def must(self, column: Column) -> bool:
        """Whether the field must be given, whatever else is."""
        needed = all(field_at(self.model, column.path[: n + 1])[0].is_required() for n in range(len(column.path)))
        return needed and self.kind(column).required

    def told(self, column: Column) -> str:
        """What the model says of the column's field."""
        return field_at(self.model, column.path)[0].description or ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of rows. `above` is told over the heads.

    :ivar owner: the head of a column that says whose table a row is: of a criterion, of standard or document, or under
        which of its names it is listed.
    """

    title: str
    root: Root
    levels: tuple[Level, ...]
    above: str
    owner: str = ""

    def columns(self) -> list[tuple[int, Column]]:
        """Every column with the number of its level, in the order in which they stand."""
        every = [(number, column) for number, level in enumerate(self.levels) for column in level.columns]
        return [one for rank in _RANKS for one in every if one[1].rank == rank]


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One sheet with a field in each row: what stands in a file once."""

    title: str
    root: Root
    level: Level
    above: str


def heads(sheet: Sheet) -> Iterator[str]:
    """The heads of a sheet of rows."""
    if sheet.owner:
        yield sheet.owner
    for _, column in sheet.columns():
        yield column.head


def depth_key(level: Level) -> Column:
    """The column of the field that names a table of this level."""
    return next(column for column in level.columns if column.path == (level.key,))
