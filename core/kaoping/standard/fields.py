"""The kinds of value that standards, documents, rules and answers share."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError


class Table(BaseModel):
    """A TOML table: unknown keys are refused, nothing is coerced, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def _number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        raise PydanticCustomError("wrong-type", "应为数字，如 2 或 1.5（不加引号；真假值、日期、文字都不是数字）")
    number = Decimal(value)
    if not number.is_finite():
        raise PydanticCustomError("not-finite", "应为有限的数字，不能是 nan 或 inf")
    return number


def _percent(value: Any) -> Decimal:
    number = _number(value)
    if not 0 <= number <= 100:
        raise PydanticCustomError("out-of-range", "百分数应在 0 到 100 之间，95% 写作 95")
    return number


def _positive(value: Any) -> Decimal:
    number = _number(value)
    if number <= 0:
        raise PydanticCustomError("out-of-range", "应为大于 0 的数字")
    return number


def _not_negative(value: Any) -> Decimal:
    number = _number(value)
    if number < 0:
        raise PydanticCustomError("out-of-range", "不能是负数")
    return number


def _day(value: Any) -> date:
    # A TOML datetime is a subclass instance of date; only a plain day is a day.
    if type(value) is not date:
        raise PydanticCustomError("wrong-type", "应为日期，写作 2025-12-31（不加引号、不带时刻）")
    return value


_NUMBER_SCHEMA = WithJsonSchema({"type": "number"})

Number = Annotated[Decimal, BeforeValidator(_number), _NUMBER_SCHEMA]
Positive = Annotated[Decimal, BeforeValidator(_positive), WithJsonSchema({"type": "number", "exclusiveMinimum": 0})]
NotNegative = Annotated[Decimal, BeforeValidator(_not_negative), WithJsonSchema({"type": "number", "minimum": 0})]
Percent = Annotated[
    Decimal, BeforeValidator(_percent), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 100})
]
Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Flag = StrictBool
Whole = Annotated[StrictInt, Field(ge=0, le=100_000)]

Text = Annotated[str, StringConstraints(min_length=1, max_length=6000)]
Title = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=60)]
#: The document's own number or name of an element: `1.2`, `37`, `h1`, `major-case`.
Id = Annotated[str, StringConstraints(pattern=r"^\w[\w.\-]{0,59}$")]
#: `beihai/county`: letters, digits, - and _, parts joined by /.
StandardId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_\-]*(/[a-z0-9][a-z0-9_\-]*)*$", max_length=80)]
#: A provider: `points`, or `plugin:name`.
ProviderName = Annotated[str, StringConstraints(pattern=r"^[\w\-]+(:[\w\-]+)?$", max_length=120)]
#: A day of every year, `11-30`.
MonthDay = Annotated[str, StringConstraints(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]

SetBy = Literal["document", "jurisdiction"]
Attribute = StrictBool | StrictInt | Label
