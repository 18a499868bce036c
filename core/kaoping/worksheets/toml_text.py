"""A standard's data as the text of its file: keys in the format's order, small tables within a line. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from kaoping.standard.toml_write import inline_text, value_text
from kaoping.worksheets.kinds import fields_of, is_table, listed, members

#: Lists of tables that stand within the table above them, a line each.
_WITHIN = ("requirements", "fields", "units")
_FORMAT = ("schema", "kind")
#: Characters of a list up to which it stands on one line.
_LINE = 110


def toml_text(model: type[BaseModel], data: Mapping[str, Any]) -> str:
    """The file's text; it parses to what `data` holds, empty lists left out."""
    return "\n".join(_table("", model, data)).lstrip("\n") + "\n"


def _table(path: str, model: type[BaseModel], data: Mapping[str, Any]) -> Iterator[str]:
    later: list[tuple[str, Any, Any]] = []
    # What says which format this is stands first, though a model that builds on another has it last.
    every = sorted(fields_of(model), key=lambda one: one[0] not in _FORMAT or bool(path))
    for key, info, hint in every:
        value = data.get(key)
        if value is None or (value in ((), []) and not info.is_required()):
            continue
        tables, within = listed(hint), key in _WITHIN or (key == "levels" and bool(path))
        inner = next((one for one in members(hint) if is_table(one)), None)
        if tables is not None and not within:
            later.append((key, tables, value))
        elif isinstance(value, Mapping) and not path and inner is not None:
            later.append((key, inner, value))
        elif tables is not None:
            yield from _list(key, [inline_text(_ordered(tables, one)) for one in value], broken=True)
        elif isinstance(value, (list, tuple)):
            texts = [value_text(one) for one in value]
            yield from _list(key, texts, broken=sum(len(text) + 2 for text in texts) > _LINE)
        else:
            yield f"{key} = {value_text(_ordered(inner, value) if inner is not None else value)}"
    for key, inner, value in later:
        name = f"{path}.{key}" if path else key
        one_table = isinstance(value, Mapping)
        for one in [value] if one_table else value:
            yield ""
            yield f"[{name}]" if one_table else f"[[{name}]]"
            yield from _table(name, inner, one)


def _list(key: str, texts: Sequence[str], *, broken: bool) -> Iterator[str]:
    if not broken:
        yield f"{key} = [{', '.join(texts)}]"
        return
    yield f"{key} = ["
    yield from (f"  {text}," for text in texts)
    yield "]"


def _ordered(model: type[BaseModel], data: Any) -> Any:
    """A small table with its keys in the model's order."""
    if not isinstance(data, Mapping):
        return data
    found = {}
    for key, _, hint in fields_of(model):
        if key in data and data[key] not in ((), []):
            inner = next((one for one in members(hint) if is_table(one)), None)
            found[key] = _ordered(inner, data[key]) if inner is not None else data[key]
    return found
