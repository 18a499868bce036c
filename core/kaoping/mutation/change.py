"""Deriving a changed standard from the values of another, each changed model validated again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from kaoping.mutation.values import Dropped, Path

T = TypeVar("T")


def changed(root: T, path: Path, update: Mapping[Any, object]) -> T:
    """The same values with some fields, elements or keys of the node at `path` replaced or dropped.

    :raises pydantic.ValidationError: the format does not take what results.
    """
    if path:
        head, *rest = path
        update = {head: changed(_child(root, head), tuple(rest), update)}
    found: T = _updated(root, update)
    return found


def _child(node: Any, step: str | int) -> Any:
    return getattr(node, str(step)) if isinstance(node, BaseModel) else node[step]


def _updated(node: Any, update: Mapping[Any, object]) -> Any:
    if isinstance(node, tuple):
        kept = ((index, update.get(index, value)) for index, value in enumerate(node))
        return tuple(value for _, value in kept if not isinstance(value, Dropped))
    if isinstance(node, BaseModel):
        held: dict[Any, object] = {name: getattr(node, name) for name in node.model_fields_set}
    else:
        held = dict(node)
    left = {key: value for key, value in {**held, **update}.items() if not isinstance(value, Dropped)}
    return type(node).model_validate(left) if isinstance(node, BaseModel) else left
