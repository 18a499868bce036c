"""From a standard's data to the rows of its sheets. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from kaoping.worksheets.codec import HOLLOW
from kaoping.worksheets.kinds import has_list
from kaoping.worksheets.layout import ROOTS, Column, FormSheet, Level, Root, Sheet
from kaoping.worksheets.tables import LEVELS
from kaoping.worksheets.tables_document import ERRATA

OF_STANDARD, OF_DOCUMENT = "标准", "文件"
#: Where the document's own part is kept.
INSIDE, BESIDE = "标准文件内", "单独的文件"


@dataclass(frozen=True, slots=True)
class Given:
    """A standard and its document as the format has them.

    :ivar inside: whether the document stands in the standard's own file.
    """

    standard: Mapping[str, Any]
    document: Mapping[str, Any]
    inside: bool

    def root(self, root: Root) -> Mapping[str, Any]:
        """One of the two."""
        return self.standard if root == "standard" else self.document


@dataclass(frozen=True, slots=True)
class Row:
    """One table: its level, its own fields by column, the ids of those above it (None where there is none)."""

    level: int
    values: Mapping[Column, Any]
    above: tuple[str | None, ...] = ()
    owner: str = ""


def data_of(model: BaseModel) -> dict[str, Any]:
    """What a file said, by the names that it uses, nothing added."""
    data: dict[str, Any] = model.model_dump(by_alias=True, exclude_unset=True)
    return data


def form_values(sheet: FormSheet, given: Given) -> dict[Column, Any]:
    """The fields of a sheet of fields."""
    return values_of(sheet.level, given.root(sheet.root))


def rows_of(sheet: Sheet, given: Given) -> list[Row]:
    """The rows of a sheet, in the file's order."""
    root = given.root(sheet.root)
    if sheet is LEVELS:
        return list(_levels(sheet, given.standard))
    if sheet is ERRATA:
        return [
            Row(0, values_of(sheet.levels[0], one), owner=said)
            for said, of in ((OF_STANDARD, given.standard), (OF_DOCUMENT, given.document))
            for one in of.get("errata", ())
        ]
    return list(_below(sheet.levels, (ROOTS[sheet.root], root), 0, ()))


def values_of(level: Level, table: Mapping[str, Any]) -> dict[Column, Any]:
    """A table's own fields by column; of a table within it that is empty the first column says so."""
    found: dict[Column, Any] = {}
    told: set[tuple[str, ...]] = set()
    for column in level.columns:
        value: Any = table
        for depth, name in enumerate(column.path):
            if not isinstance(value, Mapping) or name not in value:
                break
            value = value[name]
            here = column.path[: depth + 1]
            if len(here) < len(column.path) and _hollow(value) and here not in told:
                told.add(here)
                found[column] = HOLLOW
                break
        else:
            if not _nothing(level, column, value):
                found[column] = value
    return found


def _hollow(value: Any) -> bool:
    return isinstance(value, Mapping) and not any(one not in ((), [], {}) for one in value.values())


def _nothing(level: Level, column: Column, value: Any) -> bool:
    """An empty list, and a list's cell where a table stands instead."""
    kind = level.kind(column)
    if kind.shape == "list":
        return isinstance(value, Mapping) or not value
    return kind.shape == "map" and not value and not kind.nullable


def _below(
    levels: Sequence[Level],
    upper: tuple[type[BaseModel], Mapping[str, Any]],
    first: int,
    above: tuple[str | None, ...],
) -> Iterator[Row]:
    """Rows of the tables below one; those deeper down before those that would take them in when read."""
    model, table = upper
    for number in reversed(range(first, len(levels))):
        level, skipped = levels[number], (None,) * (number - first)
        for said, name in level.names.items() or (("", level.name),):
            for one in table.get(name, ()) if has_list(model, name, level.model) else ():
                yield Row(number, values_of(level, one), (*above, *skipped), said)
                yield from _below(levels, (level.model, one), number + 1, (*above, *skipped, one.get(level.key)))


def _levels(sheet: Sheet, standard: Mapping[str, Any]) -> Iterator[Row]:
    level = sheet.levels[0]
    for one in standard.get("levels", ()):
        yield Row(0, values_of(level, one))
    for criterion in criteria(standard):
        for one in criterion.get("levels", ()):
            yield Row(0, values_of(level, one), owner=criterion["id"])


def criteria(standard: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every criterion's data, wherever it stands."""
    yield from standard.get("criteria", ())
    for dimension in standard.get("dimensions", ()):
        yield from dimension.get("criteria", ())
        for group in dimension.get("groups", ()):
            yield from group.get("criteria", ())
