"""How the numbers of an earlier edition of a standard are those of this one."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from kaoping.standard.fields import Flag, Id, StandardId, Table, Text, Title


class Succession(Table):
    """What became of elements of the edition before: renumbered, split (several new), merged (several old), gone or added."""

    old: tuple[Id, ...] = Field((), description="前一版本的编号；几个为合并，空为新增")
    new: tuple[Id, ...] = Field((), description="本标准的编号；几个为拆分，空为取消")
    changed: Flag = Field(False, description="要求已不是同一内容：旧评定不沿用")
    note: Text | None = Field(None, description="说明")

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.old and not self.new:
            raise ValueError("old（前一版本的编号）与 new（本标准的编号）至少写一个")
        if self.changed and not (self.old and self.new):
            raise ValueError("changed 只用于两边都有的；新增的不写 old，取消的不写 new")
        return self


class Replaces(Table):
    """How the numbers of an earlier edition are those of this one. What is not listed is found by number and wording."""

    edition: Title = Field(description="前一版本的 edition，须一字不差")
    standard: StandardId | None = Field(None, description="前一版本的标准编号；不写即与本标准相同")
    criteria: tuple[Succession, ...] = Field((), description="评分项的编号对照")
    requirements: tuple[Succession, ...] = Field((), description="评分要点的编号对照")
    vetoes: tuple[Succession, ...] = Field((), description="否决项的编号对照")
    adjustments: tuple[Succession, ...] = Field((), description="加减分的编号对照")
