"""A crosswalk file: how the criteria of one standard relate to those of another (NIST IR 8477)."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from kaoping.standard.fields import Id, StandardId, Table, Text

#: What a file may assert about two criteria, read: `from` is … `to`. That there is no relation stands in `[[none]]`.
Kind = Literal["equal", "subset", "superset", "intersects"]

_SAME = re.compile(r"(\w[\w.\-]{0,59}) = (\w[\w.\-]{0,59})")


def _same(value: Any) -> str:
    if not isinstance(value, str) or _SAME.fullmatch(value) is None:
        raise PydanticCustomError("not-allowed", '应写作“甲的要点编号 = 乙的要点编号”，如 "3.5.2 = 66.1"')
    return value


#: Two requirements that ask the same: `3.5.2 = 66.1`.
Same = Annotated[str, BeforeValidator(_same)]


class CrosswalkRelation(Table):
    """One criterion of `from` and one of `to` that have something in common."""

    from_: Id = Field(alias="from", description="from 标准的评分项编号")
    to: Id = Field(description="to 标准的评分项编号")
    type: Kind = Field(
        description="关系，读作 from 是 to 的：equal 相同，subset 子集（from 要求的 to 都要求），superset 超集，intersects 相交"
    )
    rationale: Text = Field(description="理由：哪些要求相同，各自另外要求什么，使人能对照两项核对")
    common: tuple[Same, ...] = Field((), description="要求相同的要点，写作 from 的要点编号 = to 的要点编号")

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The requirements that ask the same, of `from` and of `to`."""
        return tuple((first, second) for first, _, second in (same.partition(" = ") for same in self.common))


class CrosswalkNone(Table):
    """A criterion of one side that has no relation to any of the other."""

    from_: Id | None = Field(None, alias="from", description="from 标准的评分项，与 to 的任何一项都没有关系")
    to: Id | None = Field(None, description="to 标准的评分项，与 from 的任何一项都没有关系")
    rationale: Text = Field(description="理由：为什么没有关系")

    @model_validator(mode="after")
    def _one_side(self) -> Self:
        if (self.from_ is None) == (self.to is None):
            raise ValueError("[[none]] 须且只须写 from 或 to 之一")
        return self


class CrosswalkFile(Table):
    """One ordered pair of standards. The reversed pair is read from the same file."""

    schema_version: Literal[1] = Field(alias="schema", description="格式版本，1")
    from_: StandardId = Field(alias="from", description="标准编号")
    to: StandardId = Field(description="另一个标准的编号")
    made_from: Text = Field(description="对照了哪些文本、由谁对照，用自己的话")
    relations: tuple[CrosswalkRelation, ...] = Field((), description="有关系的评分项")
    none: tuple[CrosswalkNone, ...] = Field((), description="没有关系的评分项")
