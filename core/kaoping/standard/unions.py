"""Errors of a value that may be of several kinds: pydantic says what each kind lacks; an author needs one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from kaoping.standard.positions import Loc

#: What a segment that pydantic adds for a member of a union begins with, and how that kind is written in a file.
_KINDS: tuple[tuple[str, str], ...] = (
    ("function-before[_number", "数字"),
    ("function-before[_positive", "大于 0 的数字"),
    ("function-before[_not_negative", "不小于 0 的数字"),
    ("function-before[_percent", "0 到 100 的百分数"),
    ("function-before[_day", "日期"),
    ("bool", "true 或 false"),
    ("int", "整数"),
    ("constrained-str", "加引号的文字"),
    ("str", "加引号的文字"),
    ("tuple[", "数组 [ … ]"),
)
_LITERAL = "literal["
_ARRAY = "tuple["


def members(data: Any, details: Iterable[ErrorDetails]) -> tuple[list[ErrorDetails], dict[Loc, list[str]]]:
    """The errors of a file's data, those of unions apart.

    Of a value that is a table only the errors of the member that is a table stay: they name the field; likewise those
    of the member that is an array stay of an array: they name the element. Every other value that fits no member is
    given by its place, with the kinds that it may have, in Chinese and in the model's order.
    """
    plain: list[ErrorDetails] = []
    grouped: dict[Loc, list[ErrorDetails]] = {}
    for error in details:
        place = _union(data, error)
        if place is None:
            plain.append(error)
        else:
            grouped.setdefault(place, []).append(error)
    kinds: dict[Loc, list[str]] = {}
    for place, errors in grouped.items():
        if len({error["loc"][len(place)] for error in errors}) == 1:
            plain += errors  # one member, chosen by a tag
            continue
        value = _value(data, place)
        tables = [error for error in errors if _inside(error, len(place))]
        elements = [error for error in errors if _within_array(error, len(place))]
        if tables and isinstance(value, Mapping):
            plain += tables
        elif elements and isinstance(value, list):
            plain += elements
        else:
            named = [_kind(str(error["loc"][len(place)])) for error in errors]
            kinds[place] = list(dict.fromkeys(named))
    return plain, kinds


def _union(data: Any, error: ErrorDetails) -> Loc | None:
    """The place of the union that an error belongs to: where its location leaves the data for a member's name."""
    node, loc = data, error["loc"]
    for index, segment in enumerate(loc):
        element = isinstance(node, list) and isinstance(segment, int) and 0 <= segment < len(node)
        if element or (isinstance(node, Mapping) and segment in node):
            node = node[segment]
        elif segment == "[key]" or (error["type"] == "missing" and index == len(loc) - 1):
            return None
        else:
            return loc[:index]
    return None


def _inside(error: ErrorDetails, depth: int) -> bool:
    """Whether an error lies within a table member and not at the value itself; a model's own check counts as within."""
    tag = str(error["loc"][depth])
    table = not tag.startswith((_LITERAL, *(start for start, _ in _KINDS)))
    return table and (len(error["loc"]) > depth + 1 or error["type"] == "value_error")


def _within_array(error: ErrorDetails, depth: int) -> bool:
    """Whether an error lies within an array member and not at the value itself."""
    return str(error["loc"][depth]).startswith(_ARRAY) and len(error["loc"]) > depth + 1


def _value(data: Any, loc: Loc) -> Any:
    for segment in loc:
        data = data[segment]
    return data


def _kind(tag: str) -> str:
    if tag.startswith(_LITERAL):
        return "、".join(f"“{choice.strip(chr(39))}”" for choice in tag[len(_LITERAL) : -1].split(","))
    return next((text for start, text in _KINDS if tag.startswith(start)), "一个表")
