"""Worked cases: a standard with answers and what must result. They ship beside each standard."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from kaoping.answers_file import AnswersBody, UnitTable
from kaoping.standard.fields import Flag, Id, Label, Number, StandardId, Table, Text, Title

VetoState = Literal["triggered", "clear", "unknown"]
HonourState = Literal["reached", "missed", "open", "rule-not-set", "no-result"]
RequirementState = Literal["met", "unmet", "unknown", "not-applicable"]


class ExpectedRange(Table):
    """A range that must result."""

    low: Number = Field(description="最低")
    high: Number = Field(description="最高")


class Expectation(Table):
    """What must result. Only what is written is compared."""

    score: Number | ExpectedRange | None = Field(None, description="得分：一个数，或 {low, high}")
    full: Number | None = Field(None, description="（移出不适用后的）满分")
    result: Number | ExpectedRange | Literal["none"] | None = Field(None, description="否决之后；none 为不计分")
    attained: Number | ExpectedRange | None = Field(None, description="达标率，百分数，按标准的修约")
    met: Number | None = Field(None, description="达标数（加权）")
    applicable: Number | None = Field(None, description="适用数（加权）")
    status: Literal["decided", "open", "rule-not-set", "no-result", "failed"] | None = Field(
        None, description="结果状态"
    )
    label: Label | None = Field(None, description="结果名称")
    possible: tuple[Label, ...] | None = Field(None, description="尚可能的结果")
    vetoes: dict[Id, VetoState] = Field(default_factory=dict, description="各否决项的状态")
    honours: dict[Id, HonourState] = Field(default_factory=dict, description="各单项荣誉的状态")
    requirements: dict[Id, RequirementState] = Field(default_factory=dict, description="由事实得出的要点状态")
    suggested: dict[Id, Number | Label] = Field(
        default_factory=dict, description="各项建议：分值，或 met/unmet/partial"
    )

    @property
    def of_sheet(self) -> bool:
        """Whether anything but states of requirements and suggestions is expected: only then must a sheet be scored."""
        return bool(self.model_fields_set - {"requirements", "suggested"})


class Case(AnswersBody):
    """One worked case."""

    name: Title = Field(description="名称")
    why: Text | None = Field(None, description="依据")
    unit: Title | UnitTable = Field("示例单位", description="考评对象")
    rest: Literal["full", "zero", "none"] = Field("none", description="未列出的评分项：全满分、全零分，或不评")
    rules: Title | None = Field(None, description="本地规则文件（相对本文件）")
    computed: Flag = Field(
        False, description="true：expect 是程序算得的，还没有照文件手算核对；核对后删去（kaoping standard cases 写上）"
    )
    expect: Expectation = Field(description="应得的结果")


class CasesFile(Table):
    """`<name>.cases.toml` beside a standard's file."""

    schema_version: Literal[1] = Field(alias="schema", description="格式版本，1")
    standard: StandardId = Field(description="标准编号")
    cases: tuple[Case, ...] = Field(min_length=1, description="算例")
