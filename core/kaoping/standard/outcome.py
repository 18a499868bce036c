"""What follows from a score as a standard's file has it: outcomes with their conditions, and honours beside them."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from kaoping.standard.fields import Flag, Id, Label, Number, Percent, SetBy, Table, Text, Title


class When(Table):
    """The conditions of an outcome; all of them must hold."""

    score_at_least: Number | None = Field(None, description="得分不低于")
    share_at_least: Percent | None = Field(None, description="得分占（适用部分）满分的百分之几以上")
    attained_at_least: Percent | None = Field(None, description="达标率不低于")
    section: dict[Id, Number] = Field(
        default_factory=dict, description="各一级指标：得分（计分）或达标率（达标）不低于"
    )
    no_veto: tuple[Id, ...] = Field((), description="所列否决项均未触发")
    minima: Flag | None = Field(None, description="各部分最低分；有分数线的结果默认须达到，写 false 则不管")


class OutcomeBand(Table):
    """One outcome; the list is ordered and the first that matches wins."""

    label: Label = Field(description="结果名称，如 优秀")
    when: When | None = Field(None, description="条件")
    otherwise: Flag = Field(False, description="其余情形（最后一个）")
    set_by: SetBy = Field("document", description="谁规定")
    clause: Title | None = Field(None, description="文件中的位置")

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if self.otherwise and self.when is not None:
            raise ValueError("otherwise 与 when 只能写一个")
        if self.set_by == "document" and not self.otherwise and self.when is None:
            raise ValueError('须写明 when 或 otherwise；文件未定条件的，写 set_by = "jurisdiction"')
        return self


class Honour(Table):
    """An honour beside the outcome, for one field of the sheet: the share of that field is shown, with or without a line.

    Such honours exclude neither each other nor the outcome.
    """

    id: Id = Field(description="编号")
    title: Title = Field(description="名称")
    text: Text = Field(description="条件，用自己的话")
    covers: tuple[Id, ...] = Field((), description="所看的一级指标、二级指标或评分项；不写为自选")
    attained_at_least: Percent | None = Field(None, description="所看部分的达标率（得分率）不低于")
    set_by: SetBy = Field("document", description="谁规定条件")
    clause: Title | None = Field(None, description="文件中的位置")
