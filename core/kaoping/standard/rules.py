"""A rules file: what the document leaves to the jurisdiction, and who set it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from kaoping.standard.fields import Day, Id, Label, Number, Percent, Positive, StandardId, Table, Text, Title
from kaoping.standard.model import AmountRange, FactDefinition, Level, OutcomeBand


class AdjustmentRule(Table):
    """The amount of an adjustment for which the document prints none."""

    amount: Positive | None = Field(None, description="每次的分值")
    range: AmountRange | None = Field(None, description="分值范围")
    cap: Positive | None = Field(None, description="累计不超过")


class AdjustmentCapRule(Table):
    """The most that several adjustments give together, where the document prints none."""

    at_most: Positive = Field(description="合计不超过")


class VetoRule(Table):
    """What the document leaves open about a veto."""

    cap: Number | None = Field(None, description="最高得分")
    label: Label | None = Field(None, description="结果名称")
    outcome: Label | None = Field(None, description="最好还能得到的结果")


class HonourRule(Table):
    """The line of an honour for which the document prints none."""

    attained_at_least: Percent = Field(description="所看部分的达标率（得分率）不低于")


class BoundValue(Table):
    """A bound that others set: the value of a fact that measures refer to by `bound_from`."""

    fact: Id = Field(description="界限值的事实")
    value: Number = Field(description="数值")
    period: Label | None = Field(None, description="适用的年度；不写则各年相同")
    source: Title | None = Field(None, description="出处")


class Rules(Table):
    """The jurisdiction's rules for one standard. They fill what is open and never change what the document sets."""

    schema_version: Literal[1] = Field(alias="schema", description="格式版本，1")
    extends: StandardId = Field(description="补充哪个标准")
    title: Title = Field(description="规则名称")
    set_by: Title = Field(description="由谁规定")
    number: Title | None = Field(None, description="文号")
    date: Day | None = Field(None, description="日期")
    note: Text | None = Field(None, description="说明；示例须写明是示例")
    not_applicable: Literal["exclude", "full", "rescale"] | None = Field(None, description="不适用的处理")
    partial: Percent | None = Field(None, description="部分达到计百分之几")
    weights: dict[Id, Positive] = Field(default_factory=dict, description="评分项、二级或一级指标的权重")
    levels: tuple[Level, ...] = Field((), description="等级及其分值")
    adjustments: dict[Id, AdjustmentRule] = Field(default_factory=dict, description="加分、减分的分值")
    adjustment_caps: dict[Id, AdjustmentCapRule] = Field(default_factory=dict, description="几项加分或减分合计的上限")
    vetoes: dict[Id, VetoRule] = Field(default_factory=dict, description="否决项的补充")
    outcomes: tuple[OutcomeBand, ...] = Field((), description="结果及其条件")
    honours: dict[Id, HonourRule] = Field(default_factory=dict, description="单项荣誉的条件")
    bounds: tuple[BoundValue, ...] = Field((), description="由本地给出的界限值")


class FactFile(Table):
    """A vocabulary of fact definitions."""

    schema_version: Literal[1] = Field(alias="schema", description="格式版本，1")
    kind: Literal["facts"] = Field(description="facts")
    facts: tuple[FactDefinition, ...] = Field(min_length=1, description="事实定义")
