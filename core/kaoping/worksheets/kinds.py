"""What a field of the format holds, worked out from the models' own annotations, so that nothing is said twice. Pure."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from kaoping.standard import fields as kinds_of_value
from kaoping.worksheets.words import PROVIDERS, words_for

Name = Literal["text", "id", "month-day", "provider", "number", "percent", "whole", "flag", "day", "choice"]
Shape = Literal["one", "list", "map"]

_SIMPLE: tuple[tuple[Any, Name], ...] = (
    (kinds_of_value.Number, "number"),
    (kinds_of_value.Positive, "number"),
    (kinds_of_value.NotNegative, "number"),
    (kinds_of_value.Percent, "percent"),
    (kinds_of_value.Whole, "whole"),
    (kinds_of_value.Flag, "flag"),
    (kinds_of_value.Day, "day"),
    (kinds_of_value.MonthDay, "month-day"),
    (kinds_of_value.ProviderName, "provider"),
    (kinds_of_value.Id, "id"),
    (kinds_of_value.StandardId, "id"),
    (kinds_of_value.Text, "text"),
    (kinds_of_value.Title, "text"),
    (kinds_of_value.Label, "text"),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """What one cell takes: one value of a kind, a list of them, or a map from ids to them.

    :ivar words: the format's words -> those in the cell, where the values are chosen from a list.
    :ivar nullable: whether an empty map is something else than none.
    :ivar numbers: of a map, whether its values are numbers alone.
    """

    name: Name
    shape: Shape = "one"
    words: Mapping[str, str] = field(default_factory=dict)
    required: bool = False
    nullable: bool = False
    numbers: bool = False


def alias_of(name: str, info: FieldInfo) -> str:
    """What a file calls a field."""
    return info.alias or name


def fields_of(model: type[BaseModel]) -> Iterator[tuple[str, FieldInfo, Any]]:
    """Each field by the name that a file uses, with its annotation as the model's source has it."""
    hints = _hints(model)
    for name, info in model.model_fields.items():
        yield alias_of(name, info), info, hints[name]


def field_at(model: type[BaseModel], path: tuple[str, ...]) -> tuple[FieldInfo, Any]:
    """The field at the end of a path through tables.

    :raises KeyError: the model has no such field.
    """
    for alias, info, hint in fields_of(model):
        if alias == path[0]:
            if len(path) == 1:
                return info, hint
            return field_at(next(one for one in members(hint) if is_table(one)), path[1:])
    raise KeyError(f"{model.__name__}: {'.'.join(path)}")


@cache
def kind_at(model: type[BaseModel], path: tuple[str, ...]) -> Kind:
    """What the cell of a field takes.

    :raises KeyError: the model has no such field, or one of a kind that no cell can hold yet.
    """
    info, hint = field_at(model, path)
    required, nullable = info.is_required(), info.default is None
    for one in members(hint):
        origin, inner = get_origin(one), get_args(one)
        if origin is tuple and len(inner) == 2 and inner[1] is Ellipsis and not is_table(inner[0]):
            kind = _one(inner[0])
            return Kind(kind.name, "list", kind.words, required or _least(info) > 0)
        if origin is dict:
            numbers = all(member != kinds_of_value.Flag for member in members(inner[1]))
            return Kind("text", "map", {}, required, nullable, numbers)
    kind = _one(next(one for one in members(hint) if not is_table(one)))
    words = PROVIDERS.get(path[-1], {}) if kind.name == "provider" else kind.words
    return Kind(kind.name, "one", words, required)


def members(hint: Any) -> tuple[Any, ...]:
    """What a value may be, None left out."""
    if get_origin(hint) in (Union, types.UnionType):
        return tuple(one for one in get_args(hint) if one is not type(None))
    return (hint,)


def is_table(hint: Any) -> bool:
    """Whether this is a model."""
    return isinstance(hint, type) and issubclass(hint, BaseModel)


def listed(hint: Any) -> Any:
    """The model whose tables a field lists; None where it lists none."""
    for one in members(hint):
        inner = get_args(one)
        if get_origin(one) is tuple and is_table(inner[0]):
            return inner[0]
    return None


def has_list(model: type[BaseModel], name: str, of: type[BaseModel]) -> bool:
    """Whether the model lists tables of another under this name."""
    return any(alias == name and listed(hint) is of for alias, _, hint in fields_of(model))


def _one(hint: Any) -> Kind:
    for known, name in _SIMPLE:
        if hint == known:
            return Kind(name)
    if get_origin(hint) is Literal:
        return Kind("choice", words=words_for(get_args(hint)))
    raise KeyError(f"no cell holds {hint!r} yet")


def _least(info: FieldInfo) -> int:
    return max((getattr(one, "min_length", 0) for one in info.metadata), default=0)


@cache
def _hints(model: type[BaseModel]) -> dict[str, Any]:
    return get_type_hints(model, include_extras=True)
