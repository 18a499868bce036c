"""An official document: what belongs to it and not to one of its score sheets (procedure, forms, quotas, errata)."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from kaoping.standard.fields import Day, Flag, Id, Label, MonthDay, StandardId, Table, Text, Title, Whole


class Erratum(Table):
    """Where the printed document is wrong or unclear, and how it is read here."""

    at: Title = Field(description="位置：评分项等的编号，或文件中的位置")
    printed: Text = Field(description="文件所印")
    read_as: Text = Field(description="读作")
    why: Text = Field(description="理由")
    accepts: tuple[Label, ...] = Field((), description="据此接受的检查问题代码，如 points-sum")


class DocumentPart(Table):
    """A part of the document: an annex, a notice."""

    id: Id = Field(description="编号")
    title: Title = Field(description="名称")
    note: Text | None = Field(None, description="说明")


class Stage(Table):
    """One step of the procedure, with who does it and by when. At most one kind of deadline."""

    id: Id = Field(description="阶段编号")
    title: Title = Field(description="阶段名称")
    who: Title | None = Field(None, description="由谁进行")
    text: Text | None = Field(None, description="内容，用自己的话")
    starts: Day | None = Field(None, description="开始日期")
    due: Day | None = Field(None, description="截止日期")
    monthly: Whole | None = Field(None, ge=1, le=31, description="每月几日前")
    yearly: MonthDay | None = Field(None, description="每年几月几日前，如 11-30")
    working_days: Whole | None = Field(None, ge=1, description="工作日数")
    at_least: Flag = Field(False, description="working_days 是最短天数（如公示不少于）")
    after: Id | None = Field(None, description="自哪个阶段起算")
    final: Flag = Field(False, description="终评阶段")
    counts: Flag = Field(False, description="结果计入年度考评")
    self_report_limit: Whole | None = Field(None, description="自评报告字数上限")
    evidence_per_item: Flag = Field(False, description="须逐项提供佐证材料")
    report_parts: tuple[Title, ...] = Field((), description="自评报告须有的部分")
    opinions: tuple[Label, ...] = Field((), description="须征求意见的部门")
    clause: Title | None = Field(None, description="文件中的位置")

    @model_validator(mode="after")
    def _one_deadline(self) -> Self:
        if sum(value is not None for value in (self.due, self.monthly, self.yearly, self.working_days)) > 1:
            raise ValueError("期限只能写一种：due、monthly、yearly 或 working_days")
        return self


class FormField(Table):
    """A field of a form."""

    id: Id = Field(description="栏目编号")
    title: Title = Field(description="栏目名称")
    limit: Whole | None = Field(None, description="字数上限")
    seal: Flag = Field(False, description="须盖章")
    dated: Flag = Field(False, description="须填日期")


class Form(Table):
    """A form that the document prints."""

    id: Id = Field(description="表格编号")
    title: Title = Field(description="表格名称")
    copies: Whole | None = Field(None, description="一式几份")
    fixed_layout: Flag = Field(False, description="样式不可改动")
    attachments: Flag = Field(False, description="可附页")
    fields: tuple[FormField, ...] = Field(min_length=1, description="栏目")
    clause: Title | None = Field(None, description="文件中的位置")


class Quota(Table):
    """How many units may be put forward."""

    scope: Title = Field(description="范围，如 每个省辖市")
    limit: Whole = Field(description="名额")
    exceptional: Whole | None = Field(None, description="特别优秀时的名额")
    text: Text | None = Field(None, description="说明")
    clause: Title | None = Field(None, description="文件中的位置")


class Assignment(Table):
    """Who evaluates whom, and how."""

    by: Title = Field(description="考评者")
    of: Title = Field(description="被考评者")
    how: Title | None = Field(None, description="方式")
    sheet: StandardId | None = Field(None, description="所用标准")


class NamedUnit(Table):
    """A unit that the document names."""

    name: Title = Field(description="名称")
    kind: Label = Field(description="种类")
    named_in: Whole | None = Field(None, description="命名年份")


class NamedCampaign(Table):
    """A round of evaluation that the document itself announces."""

    id: Id = Field(description="批次编号")
    title: Title = Field(description="批次名称")
    sheet: StandardId = Field(description="所用标准")
    starts: Day | None = Field(None, description="考评周期起")
    ends: Day | None = Field(None, description="考评周期止")
    units: tuple[NamedUnit, ...] = Field((), description="考评对象")


class DocumentBody(Table):
    """What a document says beside its score sheets."""

    id: StandardId = Field(description="文件编号")
    title: Title = Field(description="文件全称")
    number: Title | None = Field(None, description="文号；文件未印则不写")
    issuer: Title | None = Field(None, description="发文机关")
    date: Day | None = Field(None, description="发文日期；文件未印则不写")
    status: Literal["draft", "in-force", "superseded"] = Field("in-force", description="效力")
    parts: tuple[DocumentPart, ...] = Field((), description="组成部分")
    stages: tuple[Stage, ...] = Field((), description="程序与期限")
    methods: tuple[Title, ...] = Field((), description="考评方式，如 实地检查")
    rules: tuple[Text, ...] = Field((), description="其他规定，用自己的话")
    forms: tuple[Form, ...] = Field((), description="表格")
    quotas: tuple[Quota, ...] = Field((), description="名额")
    assignments: tuple[Assignment, ...] = Field((), description="谁考评谁")
    campaigns: tuple[NamedCampaign, ...] = Field((), description="文件所列批次")
    errata: tuple[Erratum, ...] = Field((), description="勘误")


class DocumentFile(DocumentBody):
    """A document's own file, `<id>.document.toml`, beside the sheets that name it."""

    schema_version: Literal[1] = Field(alias="schema", description="格式版本，1")
    kind: Literal["document"] = Field(description="document")
