"""A standard as its file has it: one score sheet of an official document.

Field descriptions are Chinese, for they are what an author sees in an editor through the JSON Schema.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, Self, get_args

from pydantic import Field, model_validator

from kaoping.standard.document import DocumentBody, Erratum
from kaoping.standard.fields import (
    Attribute,
    Flag,
    Id,
    Label,
    MonthDay,
    NotNegative,
    Number,
    Percent,
    Positive,
    ProviderName,
    SetBy,
    StandardId,
    Table,
    Text,
    Title,
    Whole,
)
from kaoping.standard.outcome import Honour as Honour
from kaoping.standard.outcome import OutcomeBand as OutcomeBand
from kaoping.standard.outcome import When as When
from kaoping.standard.replaces import Replaces

FactKind = Literal["count", "share", "amount", "yes-no", "date", "event"]
Per = Literal["year", "half-year", "quarter", "month", "period"]
Effect = Literal["ineligible", "revoke", "downgrade", "limit", "cap", "zero", "no-score"]
Method = Literal["documents", "interview", "site", "survey", "data", "web", "hearing"]
EvidenceKind = Literal["document", "minutes", "list", "photo", "visit", "interview", "web", "data"]
EVIDENCE_KINDS: tuple[EvidenceKind, ...] = get_args(EvidenceKind)


class FactDefinition(Table):
    """What may be found out about one kind of subject in one calendar period."""

    id: Id = Field(description="事实编号，全库唯一")
    title: Title = Field(description="事实名称")
    formerly: tuple[Title, ...] = Field(
        (), description="原来的名称：只改了措辞、说的仍是同一件事的，写上旧名称，按旧名称登记的值才照旧采用"
    )
    subject: Label = Field(description="主体：party-committee、government、department、court …；主体不同即不是同一事实")
    kind: FactKind = Field(
        description="类型：count 次数，share 百分比，amount 数额，yes-no 是否，date 日期，event 事件"
    )
    unit: Label | None = Field(None, description="计量单位，如 次、%、万元")
    note: Text | None = Field(None, description="口径说明")
    related: tuple[Id, ...] = Field((), description="相近而不相同的事实")
    set_by: SetBy | None = Field(None, description="jurisdiction：由本地给出的界限值")
    members: Literal["sole", "any"] | None = Field(
        None,
        description="成员单位的记录怎样算到上级单位：sole 主体就是那个唯一的成员单位（如法院），两处的记录是同一事实；"
        "any 发生在任一成员单位，就是上级单位发生（事件）",
    )
    counts_faults: Flag = Field(
        False, description="百分比：数的是不合格的（如败诉率、投诉率），抽查的不合格数就是分子；不写则合格的是分子"
    )
    counts_as: tuple[Id, ...] = Field((), description="事件：本事件发生，即同时也是所列各事件发生（录一次，处处生效）")


class Within(Table):
    """A deadline for a fact of kind date: a day of the year, or so many days after another date."""

    by: MonthDay | None = Field(None, description="每年的截止日，如 01-31")
    year: Literal["same", "next"] = Field("same", description="by 属事实所述年度（same）还是次年（next）")
    days: Whole | None = Field(None, description="天数")
    after: Id | None = Field(None, description="起算日：另一个日期类事实")
    working: Flag = Field(False, description="按工作日计算")

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.by is None) == (self.days is None):
            raise ValueError("within 须且只须写明 by（截止日）或 days（天数）之一")
        if (self.days is None) != (self.after is None):
            raise ValueError("within 的 days（天数）与 after（起算日的事实）须同时写明")
        return self


class Measure(Table):
    """A bound on a fact. Shares are percent numbers: 95, not 0.95."""

    fact: Id = Field(description="所依据的事实")
    at_least: Number | None = Field(None, description="不低于")
    at_most: Number | None = Field(None, description="不高于")
    more_than: Number | None = Field(None, description="高于")
    less_than: Number | None = Field(None, description="低于")
    equals: Number | None = Field(None, description="等于")
    is_: Flag | None = Field(None, alias="is", description="应为是（true）或否（false）；事件类写 false 表示未发生")
    within: Within | None = Field(None, description="日期类事实的期限")
    trend: Literal["rising", "falling", "not-rising", "not-falling"] | None = Field(
        None, description="与上一年相比的走向"
    )
    bound_from: Id | None = Field(None, description="界限值由另一事实给出")
    bound: Literal["at_least", "at_most", "equals"] | None = Field(None, description="bound_from 的方向")
    per: Per | None = Field(None, description="每年（或每半年、季、月）都须达到；period 为整个考评周期合计")
    look_back_years: Whole | None = Field(None, description="事件追溯的年数")
    soft: Flag = Field(False, description="原文为“一般”“原则上”")

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        numeric = [self.at_least, self.at_most, self.more_than, self.less_than]
        kinds = [
            any(value is not None for value in numeric),
            self.equals is not None,
            self.is_ is not None,
            self.within is not None,
            self.trend is not None,
            self.bound_from is not None,
        ]
        if sum(kinds) != 1:
            raise ValueError(
                "measure 须且只须写明一种界限：at_least/at_most/more_than/less_than、equals、is、within、trend 或 bound_from"
            )
        if (self.at_least is not None and self.more_than is not None) or (
            self.at_most is not None and self.less_than is not None
        ):
            raise ValueError("同一方向的界限只能写一个（at_least 与 more_than、at_most 与 less_than 不并用）")
        if (self.bound_from is None) != (self.bound is None):
            raise ValueError("bound_from（界限的事实）与 bound（方向）须同时写明")
        return self


class DeductionRule(Table):
    """What an unmet requirement costs, as a suggestion: a flat amount, or so much for each unit short of the bound."""

    amount: Positive | None = Field(None, description="未达到时一次性扣分")
    each: Positive | None = Field(None, description="每少（每多、每低）一个单位扣多少分")
    per: Positive | None = Field(None, description="一个单位是多少，默认 1（次、个百分点 …）")
    part: Literal["whole", "started", "proportional"] = Field(
        "whole", description="不足一个单位时：whole 不扣，started 按一个扣，proportional 按比例扣"
    )
    cap: Positive | None = Field(None, description="累计不超过；不写则扣完该项为止")

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.amount is None) == (self.each is None):
            raise ValueError("deduct 须且只须写明 amount（一次性）或 each（按单位）之一")
        if self.each is None and self.per is not None:
            raise ValueError("per 只与 each 一起使用")
        return self


class Requirement(Table):
    """One atomic, checkable demand of a criterion."""

    id: Id = Field(description="要点编号，如 1.2.5")
    text: Text = Field(description="要点，用自己的话，一条一事")
    points: Positive | None = Field(None, description="文件给这一要点单独规定的分值")
    measure: Measure | None = Field(None, description="可由事实判断的界限")
    informed_by: tuple[Id, ...] = Field((), description="文件没有印界限而有助于判断的事实：只显示，不作建议")
    deduct: DeductionRule | None = Field(None, description="扣分规则（建议，不自动生效）")
    applies_when: dict[Id, Attribute] | None = Field(None, description="只适用于有此属性的考评对象")
    clause: Title | None = Field(None, description="文件中的位置")


class Level(Table):
    """One level of a scale, with or without a value."""

    id: Id = Field(description="等级编号")
    title: Label = Field(description="等级名称，如 优秀")
    points: Number | None = Field(None, description="该等级得多少分")
    share: Percent | None = Field(None, description="该等级得该项分值的百分之几")

    @model_validator(mode="after")
    def _one_value(self) -> Self:
        if self.points is not None and self.share is not None:
            raise ValueError("等级的 points 与 share 只能写一个")
        return self


class UsualEvidence(Table):
    """What usually proves a criterion, by kind."""

    document: tuple[Text, ...] = Field((), description="文件、制度文本、档案")
    minutes: tuple[Text, ...] = Field((), description="会议纪要、会议记录")
    list_: tuple[Text, ...] = Field((), alias="list", description="清单、目录、台账、名册、统计表")
    photo: tuple[Text, ...] = Field((), description="照片、音像")
    visit: tuple[Text, ...] = Field((), description="实地查看")
    interview: tuple[Text, ...] = Field((), description="访谈、询问、问卷")
    web: tuple[Text, ...] = Field((), description="网站、网页、公众号")
    data: tuple[Text, ...] = Field((), description="业务系统数据、统计数据")


class Criterion(Table):
    """What is rated; its id is the document's own number."""

    id: Id = Field(description="评分项编号，用文件自己的编号")
    title: Title = Field(description="评分项名称，用自己的话")
    points: NotNegative | None = Field(None, description="分值；0 为不计分、只评是否达到的项")
    weight: Positive | None = Field(None, description="权重，默认 1")
    applies_when: dict[Id, Attribute] | None = Field(None, description="只适用于有此属性的考评对象")
    themes: tuple[Id, ...] = Field((), description="主题，一至三个")
    evidence: tuple[Text, ...] | UsualEvidence = Field((), description="常见佐证材料：一列文字，或按种类分列的表")
    methods: tuple[Method, ...] = Field((), description="考评方式")
    responsible: Label | None = Field(None, description="责任单位")
    clause: Title | None = Field(None, description="文件中的位置")
    note: Text | None = Field(None, description="读法说明")
    step: Positive | None = Field(None, description="该项评分的最小单位，默认用 scoring.step")
    levels: tuple[Level, ...] = Field((), description="该项自己的等级")
    requirements: tuple[Requirement, ...] = Field((), description="评分要点")

    @property
    def usual_evidence(self) -> tuple[tuple[EvidenceKind | None, str], ...]:
        """What usually proves it, each with its kind; None where the file names no kind."""
        if not isinstance(self.evidence, UsualEvidence):
            return tuple((None, text) for text in self.evidence)
        given = self.evidence.model_dump(by_alias=True)
        return tuple((kind, text) for kind in EVIDENCE_KINDS for text in given[kind])


class Group(Table):
    """二级指标: criteria below a dimension."""

    id: Id = Field(description="二级指标编号")
    number: Title | None = Field(None, description="文件所印的编号，与评分项的编号相同、不能作 id 时写")
    title: Title = Field(description="二级指标名称")
    points: Positive | None = Field(None, description="文件所列分值")
    weight: Positive | None = Field(None, description="权重，默认 1")
    criteria: tuple[Criterion, ...] = Field((), description="评分项")

    @property
    def named(self) -> str:
        """Number and title as the document has them."""
        return f"{self.number or self.id} {self.title}"


class Dimension(Table):
    """一级指标: a section of the sheet."""

    id: Id = Field(description="一级指标编号")
    title: Title = Field(description="一级指标名称")
    points: Positive | None = Field(None, description="文件所列分值")
    minimum: Positive | None = Field(None, description="最低应得分")
    weight: Positive | None = Field(None, description="权重，默认 1")
    groups: tuple[Group, ...] = Field((), description="二级指标")
    criteria: tuple[Criterion, ...] = Field((), description="评分项")

    @property
    def named(self) -> str:
        """Number and title as the document has them."""
        return f"{self.id} {self.title}"


class Rounding(Table):
    """Where rounding happens: once, at the end."""

    places: Whole = Field(2, le=6, description="小数位数")
    mode: Literal["half-up", "half-even", "down", "up", "floor"] = Field("half-up", description="方式，默认四舍五入")


class Scoring(Table):
    """How ratings become a score."""

    model: ProviderName = Field(description="points 计分，attainment 达标率，或 插件:名称")
    full: Positive | None = Field(None, description="满分（计分）")
    base: Number | None = Field(None, description="基础分：从这里起，未得之分逐项扣减")
    floor: Number | None = Field(None, description="总分最低值；不写为 0；可为负数")
    ceiling: Number | None = Field(None, description="总分最高值；不写则加分可超过满分")
    step: Positive | None = Field(None, description="评分的最小单位；不写为 0.5")
    aggregate: Literal["flat", "nested"] = Field("flat", description="达标率：flat 逐项合计，nested 逐级平均")
    partial: Percent | None = Field(None, description="部分达到计百分之几；不写则没有“部分达到”")
    weights_set_by: SetBy = Field("document", description="jurisdiction：文件未印权重，由本地规则规定")
    not_applicable: Literal["exclude", "full", "rescale"] = Field(
        "exclude", description="不适用：exclude 移出，full 计满分，rescale 移出后折算为满分"
    )
    not_applicable_set_by: SetBy = Field("document", description="谁规定不适用的处理")
    rounding: Rounding = Field(default_factory=lambda: Rounding(places=2, mode="half-up"), description="修约")
    bands: Literal["unrounded", "rounded"] = Field("unrounded", description="等次线与修约前还是修约后的值比较")


class Part(Table):
    """One part of a composed result: sections of this sheet, or a score that comes from outside (a survey)."""

    id: Id = Field(description="部分编号")
    title: Title = Field(description="部分名称，如 实地考核")
    weight: Positive = Field(description="占总分多少分")
    dimensions: tuple[Id, ...] = Field((), description="由哪些一级指标构成")
    full: Positive | None = Field(None, description="外部给分的满分，如 100")
    clause: Title | None = Field(None, description="文件中的位置")

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if bool(self.dimensions) == (self.full is not None):
            raise ValueError("组成部分须且只须写明 dimensions（由哪些一级指标构成）或 full（外部给分的满分）之一")
        return self


class Veto(Table):
    """一票否决: what bars, revokes, lowers, caps or empties a result."""

    id: Id = Field(description="否决项编号")
    title: Title = Field(description="否决项名称")
    text: Text = Field(description="内容，用自己的话")
    event: Id | None = Field(None, description="所依据的事件类事实")
    events: tuple[Id, ...] = Field((), description="一条否决项含几种事件时：任一发生即触发，都未发生才排除")
    criteria: tuple[Id, ...] = Field((), description="所列评分项任一未达到（未得满分）即触发")
    measure: Measure | None = Field(None, description="事实不符合此界限即触发")
    look_back_years: Whole | None = Field(None, description="追溯年数")
    look_back: Literal["period"] | None = Field(None, description="period：在考评周期内")
    effect: Effect = Field(
        description="后果：ineligible 不得参评，revoke 撤销，downgrade 降等，limit 限定等次，cap 封顶，zero 计零分，no-score 不计分"
    )
    label: Label | None = Field(None, description="ineligible、revoke 的结果名称")
    cap: Number | None = Field(None, description="cap：最高得分")
    by: Whole | None = Field(None, ge=1, description="downgrade：降几等，默认 1")
    outcome: Label | None = Field(None, description="limit：最好还能得到的结果，如 合格；写最后一等即直接定为该等")
    not_when: dict[Id, Attribute] | None = Field(None, description="考评对象写明有此属性的，本项不适用")
    check: ProviderName | None = Field(None, description="由插件判断：插件:名称")
    params: dict[Id, Number | Flag | Title] = Field(default_factory=dict, description="给 check 的参数")
    set_by: SetBy = Field("document", description="谁规定")
    clause: Title | None = Field(None, description="文件中的位置")

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.look_back is not None and self.look_back_years is not None:
            raise ValueError("look_back_years 与 look_back 只能写一个")
        if self.effect == "cap" and self.cap is None and self.set_by == "document":
            raise ValueError('effect = "cap" 须写明 cap（最高得分），或写 set_by = "jurisdiction" 由本地规则给出')
        if self.effect != "cap" and self.cap is not None:
            raise ValueError('cap（最高得分）只与 effect = "cap" 一起使用')
        if self.effect != "downgrade" and self.by is not None:
            raise ValueError('by（降几等）只与 effect = "downgrade" 一起使用')
        if self.effect == "limit" and self.outcome is None and self.set_by == "document":
            raise ValueError(
                'effect = "limit" 须写明 outcome（最好还能得到的结果，如 合格），或写 set_by = "jurisdiction" 由本地规则给出'
            )
        if self.effect != "limit" and self.outcome is not None:
            raise ValueError('outcome（最好还能得到的结果）只与 effect = "limit" 一起使用')
        if len(set(self.events)) != len(self.events):
            raise ValueError("events 中有重复的事实，请删去")
        given = (self.event is not None, bool(self.events), bool(self.criteria), self.measure is not None)
        if sum(given) > 1:
            raise ValueError("否决项的依据只能写一种：event、events、criteria 或 measure")
        return self

    @property
    def all_events(self) -> tuple[str, ...]:
        """The events it rests on, one or several."""
        return (self.event,) if self.event is not None else self.events


class AmountRange(Table):
    """The least and the most one adjustment may give."""

    low: NotNegative = Field(description="最少")
    high: Positive = Field(description="最多")

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.low > self.high:
            raise ValueError("low 不能大于 high")
        return self


class Adjustment(Table):
    """加分 / 减分 outside the full score, each with its own cap; `AdjustmentCap` caps several together.

    Amounts are never negative; `kind` gives the sign.
    """

    id: Id = Field(description="编号")
    title: Title = Field(description="名称")
    text: Text = Field(description="内容，用自己的话")
    kind: Literal["bonus", "penalty"] = Field(description="bonus 加分，penalty 减分")
    amount: Positive | None = Field(None, description="每次的分值")
    range: AmountRange | None = Field(None, description="分值范围")
    cap: Positive | None = Field(None, description="累计不超过")
    step: Positive | None = Field(None, description="最小单位，默认用 scoring.step")
    event: Id | None = Field(None, description="所依据的事件类事实")
    events: tuple[Id, ...] = Field((), description="所依据的几种事件")
    set_by: SetBy = Field("document", description="谁规定分值")
    clause: Title | None = Field(None, description="文件中的位置")

    @property
    def all_events(self) -> tuple[str, ...]:
        """The events it rests on, one or several."""
        return (self.event,) if self.event is not None else self.events

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if self.amount is not None and self.range is not None:
            raise ValueError("amount（每次）与 range（范围）只能写一个")
        if self.event is not None and self.events:
            raise ValueError("event 与 events 只能写一个")
        if len(set(self.events)) != len(self.events):
            raise ValueError("events 中有重复的事实，请删去")
        if self.set_by == "document" and self.amount is None and self.range is None and self.cap is None:
            raise ValueError('须写明 amount、range 或 cap；文件未印分值的，写 set_by = "jurisdiction"')
        return self


class AdjustmentCap(Table):
    """The most that several adjustments of one kind give or take together; never negative, the kind gives the sign."""

    id: Id = Field(description="编号")
    title: Title = Field(description="名称，如 加分合计")
    kind: Literal["bonus", "penalty"] | None = Field(
        None, description="各项：bonus 全部加分项，penalty 全部减分项；只合计其中几项的不写，写 of"
    )
    of: tuple[Id, ...] = Field((), description="合计的加减分，须同为加分或同为减分；全部加分项或减分项写 kind")
    at_most: Positive | None = Field(None, description="合计不超过")
    set_by: SetBy = Field("document", description="谁规定合计的上限")
    clause: Title | None = Field(None, description="文件中的位置")

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if bool(self.of) == (self.kind is not None):
            raise ValueError("须且只须写明 of（合计哪几项）或 kind（全部加分项或减分项）之一")
        if len(set(self.of)) != len(self.of):
            raise ValueError("of 中有重复的加减分，请删去")
        if self.set_by == "document" and self.at_most is None:
            raise ValueError('须写明 at_most（合计不超过）；文件未印的，写 set_by = "jurisdiction"')
        return self


class Theme(Table):
    """A theme of the standard's own, beside the common vocabulary."""

    id: Id = Field(description="主题编号")
    title: Label = Field(description="主题名称")


class Standard(Table):
    """One score sheet, whole."""

    schema_version: Literal[1] = Field(alias="schema", description="格式版本，1")
    id: StandardId = Field(description="标准编号，如 beihai/county")
    document: StandardId | DocumentBody = Field(description="所属文件的编号，或 [document] 表")
    title: Title = Field(description="标准全称")
    short: Label = Field(description="简称，表格列内使用")
    edition: Title = Field(description="版本：年份、文号、草案或正式")
    status: Literal["draft", "in-force", "superseded"] = Field(
        description="draft 征求意见，in-force 现行，superseded 已废止"
    )
    unit_kinds: tuple[Label, ...] = Field(min_length=1, description="适用的考评对象种类")
    scoring: Scoring = Field(description="计分方式")
    outcome_rule: ProviderName = Field("bands", description="结果规则：bands 按 outcomes，或 插件:名称")
    themes: tuple[Theme, ...] = Field((), description="本标准自己的主题")
    facts: tuple[FactDefinition, ...] = Field((), description="本标准自己的事实定义")
    levels: tuple[Level, ...] = Field((), description="各项通用的等级")
    levels_set_by: SetBy = Field("document", description="jurisdiction：等级的分值由本地规则给出")
    dimensions: tuple[Dimension, ...] = Field((), description="一级指标")
    criteria: tuple[Criterion, ...] = Field((), description="不分一级指标时的评分项")
    parts: tuple[Part, ...] = Field((), description="合成结果的组成部分")
    vetoes: tuple[Veto, ...] = Field((), description="一票否决")
    adjustments: tuple[Adjustment, ...] = Field((), description="加分与减分")
    adjustment_caps: tuple[AdjustmentCap, ...] = Field((), description="几项加分或减分合计的上限")
    outcomes: tuple[OutcomeBand, ...] = Field((), description="结果，按顺序，先符合者为准")
    honours: tuple[Honour, ...] = Field((), description="单项荣誉，与结果并列")
    errata: tuple[Erratum, ...] = Field((), description="勘误")
    replaces: tuple[Replaces, ...] = Field((), description="所接续的版本，及新旧编号的对照")

    def every_criterion(self) -> Iterator[tuple[tuple[Dimension | Group, ...], Criterion]]:
        """Each criterion in the document's order, with the dimension and group it stands under."""
        for criterion in self.criteria:
            yield (), criterion
        for dimension in self.dimensions:
            for criterion in dimension.criteria:
                yield (dimension,), criterion
            for group in dimension.groups:
                for criterion in group.criteria:
                    yield (dimension, group), criterion
