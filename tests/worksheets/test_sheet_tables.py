"""The tables of sheets and the models say the same: a field that is added to one and not to the other fails here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kaoping.standard.document import DocumentBody
from kaoping.standard.model import Standard, UsualEvidence
from kaoping.worksheets.kinds import fields_of, is_table, listed, members
from kaoping.worksheets.layout import FormSheet, Level, heads
from kaoping.worksheets.tables import LEVELS
from kaoping.worksheets.tables_document import ERRATA, SHEETS

#: What says which format a file is in, and where the document stands: no cell of the author's.
OURS = {("Standard", "schema"), ("Standard", "document")}


def levels() -> Iterator[Level]:
    for sheet in SHEETS:
        yield from (sheet.level,) if isinstance(sheet, FormSheet) else sheet.levels


def fields(model: Any, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every field of a model that is no list of tables, those of tables within it by their path."""
    for name, _, hint in fields_of(model):
        if (model.__name__, name) in OURS or listed(hint) is not None:
            continue
        inner = [one for one in members(hint) if is_table(one)]
        for one in inner:
            yield from fields(one, (*before, name))
        if not inner or len(members(hint)) > 1:
            yield (*before, name)


def lists(model: Any) -> Iterator[tuple[str, str, Any]]:
    """Every list of tables in a model: its name, the model that it lists."""
    for name, _, hint in fields_of(model):
        if listed(hint) is not None:
            yield model.__name__, name, listed(hint)


def every_list(model: Any) -> Iterator[tuple[str, str, Any]]:
    for one in lists(model):
        yield one
        yield from every_list(one[2])


def test_every_field_of_the_format_has_its_column_and_no_column_has_none() -> None:
    known = {level.model: {column.path for column in level.columns} for level in levels()}
    assert len(known) == len(list(levels()))
    for model, paths in known.items():
        assert paths == set(fields(model)), model.__name__
    assert ("evidence", "web") in known[next(model for model in known if model.__name__ == "Criterion")]
    assert set(UsualEvidence.model_fields) - {"list_"} < {path[-1] for paths in known.values() for path in paths}


def test_every_list_of_the_format_has_its_sheet() -> None:
    wanted = {*every_list(Standard), *every_list(DocumentBody)}
    found = set()
    for sheet in SHEETS:
        if isinstance(sheet, FormSheet):
            continue
        above: list[Any] = [Standard if sheet.root == "standard" else DocumentBody]
        for level in sheet.levels:
            for name in level.names.values() or (level.name,):
                found |= {one for model in above for one in lists(model) if one[1:] == (name, level.model)}
            above.append(level.model)
    criterion = next(level.model for level in levels() if level.said == "评分项")
    found |= {
        ("DocumentBody", "errata", ERRATA.levels[0].model),
        (criterion.__name__, "levels", LEVELS.levels[0].model),
    }
    assert found == wanted


def test_every_cell_has_a_kind_a_note_and_a_head_of_its_own() -> None:
    for level in levels():
        for column in level.columns:
            assert level.told(column), (level.said, column.head)
            words = level.kind(column).words
            assert len(set(words.values())) == len(words)
            assert len(",".join(words.values())) < 255
    for sheet in SHEETS:
        names = [column.head for column in sheet.level.columns] if isinstance(sheet, FormSheet) else list(heads(sheet))
        assert len(names) == len(set(names)), sheet.title
    assert len({sheet.title for sheet in SHEETS}) == len(SHEETS)
