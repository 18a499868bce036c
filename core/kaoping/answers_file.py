"""The file format of answers: all that one evaluation holds, as pydantic models of the TOML tables."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StrictInt, model_validator

from kaoping.standard.fields import (
    Attribute,
    Day,
    Flag,
    Id,
    Label,
    NotNegative,
    Number,
    Positive,
    StandardId,
    Table,
    Text,
    Title,
    Whole,
)
from kaoping.standard.model import EvidenceKind


class UnitTable(Table):
    """The unit evaluated."""

    name: Title = Field(description="名称")
    kind: Label | None = Field(None, description="种类：county、department …")
    attributes: dict[Id, Attribute] = Field(default_factory=dict, description="属性，如 legislative_power")


class PeriodTable(Table):
    """The period under review, both days included."""

    from_: Day = Field(alias="from", description="起")
    to: Day = Field(description="止")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.from_ > self.to:
            raise ValueError("起始日期不能晚于截止日期")
        return self


class SampleTable(Table):
    """A sample keeps both numbers: 3 of 10."""

    part: NotNegative = Field(description="其中多少")
    of: Positive = Field(description="共抽查多少")

    @model_validator(mode="after")
    def _within(self) -> Self:
        if self.part > self.of:
            raise ValueError("part（其中多少）不能大于 of（共多少）")
        return self


class FactTable(Table):
    """One finding. An event says `value = true` with `occurred_on`, or `value = false` for none in the period."""

    id: Id = Field(description="事实编号")
    title: Title | None = Field(
        None, description="登记时的事实名称；与标准里这个编号的名称不是一回事的，不采用。导出时写上，可以不写"
    )
    period: Label = Field(description="期间：2025、2025-H1、2025-Q3、2025-06，或 2023/2025")
    value: Number | Flag | Day | SampleTable = Field(description="数值、true/false、日期，或抽样 {part, of}")
    occurred_on: Day | None = Field(None, description="事件发生的日期")
    observer: Label | None = Field(None, description="由谁查明；不写即本人")
    unit: Title | None = Field(None, description="所属成员单位；不写即考评对象本身")
    stage: Id | None = Field(None, description="在哪个阶段查明")
    settled: Flag = Field(False, description="牵头单位裁定的值")
    note: Text | None = Field(None, description="说明")


class DeductionTable(Table):
    """One deduction: amount and reason always."""

    amount: Positive = Field(description="扣多少分")
    reason: Text = Field(description="扣分理由")
    requirement: Id | None = Field(None, description="对应的评分要点")
    evidence: tuple[Text, ...] = Field((), description="佐证材料")


class RatingTable(Table):
    """The judgement of one criterion: points, deductions, a verdict or level, or not applicable."""

    points: Number | None = Field(None, description="得分")
    deductions: tuple[DeductionTable, ...] = Field((), description="逐笔扣分")
    verdict: Label | None = Field(None, description="met、partial、unmet，或等级编号")
    not_applicable: Text | None = Field(None, description="不适用的理由")
    requirements: dict[Id, Literal["met", "unmet"]] = Field(default_factory=dict, description="评分要点是否达到")
    reason: Text | None = Field(None, description="理由")
    note: Text | None = Field(None, description="备注")
    evidence: tuple[Text, ...] = Field((), description="佐证材料")
    carried: Flag = Field(False, description="沿用以往考评，未重新核查")
    flagged: Flag = Field(False, description="待复核")
    basis: Label | None = Field(None, description="采纳建议时的依据指纹")

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        given = [
            name
            for name, there in (
                ("points", self.points is not None),
                ("deductions", bool(self.deductions)),
                ("verdict", self.verdict is not None),
                ("not_applicable", self.not_applicable is not None),
            )
            if there
        ]
        if len(given) > 1:
            raise ValueError(f"一项只能用一种方式评定，不能同时写 {'、'.join(given)}")
        return self


class VetoTable(Table):
    """What is stated about one veto."""

    happened: Flag | None = Field(None, description="true 发生，false 未发生，不写为未知")
    occurred_on: Day | None = Field(None, description="发生日期")
    note: Text | None = Field(None, description="说明")


class AdjustmentTable(Table):
    """What is stated about one adjustment: an amount, or how many times."""

    amount: NotNegative | None = Field(None, description="分值，0 为没有")
    count: Whole | None = Field(None, description="次数")
    reason: Text | None = Field(None, description="理由")

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.amount is None) == (self.count is None):
            raise ValueError("须且只须写明 amount（分值）或 count（次数）之一")
        return self


class PartTable(Table):
    """The score of a part that comes from outside."""

    score: Number = Field(description="得分")
    reason: Text | None = Field(None, description="出处")


class EvidenceFileTable(Table):
    """The file of a piece of evidence; the file itself travels beside the answers."""

    name: Title = Field(description="文件名")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="SHA-256，64 位小写十六进制")
    size: Annotated[StrictInt, Field(ge=0)] = Field(description="字节数")
    path: Text | None = Field(None, description="只记位置的文件所在；不写即已复制进工作区，或只知道指纹")


class LinkTable(Table):
    """What a piece of evidence proves."""

    item: Id = Field(description="评分项")
    requirement: Id | None = Field(None, description="其中的评分要点；不写即整项")
    page: Label | None = Field(None, description="页码或位置，如 3、12-15、第二章")


class EvidenceTable(Table):
    """A proof: a file, a visit, an interview, a web page."""

    id: Id = Field(description="编号，本文件内唯一")
    kind: EvidenceKind = Field(description="种类")
    title: Title = Field(description="名称")
    file: EvidenceFileTable | None = Field(None, description="文件的指纹")
    on: Day | None = Field(None, description="查看、访谈的日期")
    who: Title | None = Field(None, description="何人")
    what: Text | None = Field(None, description="所见所闻")
    url: Text | None = Field(None, description="网址")
    links: tuple[LinkTable, ...] = Field((), description="证明哪些评分项、要点")


class RectificationTable(Table):
    """Something to put right: what, by whom, until when."""

    id: Id = Field(description="编号，本文件内唯一")
    item: Id = Field(description="评分项")
    requirement: Id | None = Field(None, description="未达到的评分要点；不写即整项")
    what: Text = Field(description="整改要求")
    owner: Title = Field(description="责任人、责任单位")
    due: Day = Field(description="期限")
    done_on: Day | None = Field(None, description="整改完成、核实的日期；不写即未完成")
    seen: Text | None = Field(None, description="核实所见")
    withdrawn: Text | None = Field(None, description="撤回的原因；不写即没有撤回")

    @model_validator(mode="after")
    def _one_end(self) -> Self:
        if self.seen is not None and self.done_on is None:
            raise ValueError("写了 seen（核实所见），须写明 done_on（核实的日期）")
        return self


class AnswersBody(Table):
    """What answers and worked cases have in common."""

    unit: Title | UnitTable = Field(description="考评对象：名称，或表")
    period: PeriodTable | None = Field(None, description="考评周期")
    as_of: Day | None = Field(None, description="截至日：追溯由此起算")
    evaluator: Label | None = Field(None, description="考评人")
    stage: Id | None = Field(None, description="阶段")
    facts: tuple[FactTable, ...] = Field((), description="事实")
    ratings: dict[Id, RatingTable] = Field(default_factory=dict, description="各评分项的评定")
    adjustments: dict[Id, AdjustmentTable] = Field(default_factory=dict, description="加分、减分")
    vetoes: dict[Id, VetoTable] = Field(default_factory=dict, description="一票否决")
    parts: dict[Id, PartTable] = Field(default_factory=dict, description="外部给分的部分")
    evidence: tuple[EvidenceTable, ...] = Field((), description="佐证材料")
    rectifications: tuple[RectificationTable, ...] = Field((), description="整改")


class AnswersFile(AnswersBody):
    """An answers file."""

    schema_version: Literal[1] = Field(alias="schema", description="格式版本，1")
    standard: StandardId = Field(description="标准编号")
    rules: Title | None = Field(None, description="本地规则文件（相对本文件）")
    note: Text | None = Field(None, description="说明")
