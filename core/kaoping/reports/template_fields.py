"""What a jurisdiction's own Word template may print: the fields by name, as the manual lists them. Pure and light."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

#: `text` is printed as it stands; `number` is the exact value beside it, to compare; `flag` is 是 or 否; `rows` is a list
#: of records; `texts` a list of texts; `keyed` are records under names that follow the report; `record` is one of a list.
Shape: TypeAlias = Literal["text", "number", "flag", "rows", "texts", "keyed", "record"]


#: What the shapes are called, for people.
SHAPES: Mapping[Shape, str] = {
    "text": "文字", "number": "数", "flag": "是否", "rows": "清单", "texts": "一列文字", "keyed": "按名取", "record": "",
}  # fmt: skip


class Field(NamedTuple):
    """One field.

    :ivar of: of each record, what it holds; empty for what is no record.
    :ivar open: whether a record also holds fields whose names follow the report: the heads of a table's columns.
    """

    name: str
    about: str
    shape: Shape = "text"
    of: tuple[Field, ...] = ()
    open: bool = False


def _text(name: str, about: str) -> Field:
    return Field(name, about)


def _number(name: str, about: str) -> Field:
    return Field(name, about, "number")


def _worth(name: str, about: str) -> tuple[Field, Field]:
    """A number as it is printed, and its exact value."""
    return Field(name, about), Field(f"{name}数", f"{name}的准确数值，只用来比较", "number")


_ID, _TITLE = _text("编号", "文件中的编号"), _text("名称", "文件中的名称")

_DEDUCTION = (*_worth("分值", "扣几分"), _text("理由", "为什么扣"), _text("要点", "对应要点的编号，没有为空"))
_REQUIREMENT = (_ID, _text("内容", "要点的内容，用本程序的话"), _text("评定", "达到、未达到，未勾选为“未查明”"))
_ITEM = (
    _number("序号", "从 1 起"), _ID, _TITLE, _text("部分", "所在的一级指标"), _text("分组", "所在的二级指标，没有为空"),
    *_worth("满分", "满分，不计分的标准为权重"), *_worth("得分", "得分；未评为“未评”，不计入为“不适用”，没有评完为范围"),
    *_worth("扣分", "比满分少多少；未评为“未评”"), _text("状态", "已评、未评、不适用、不在考评范围"),
    _text("评定", "评为哪一等（达到、部分达到……），计分的为空"), _text("理由", "评定的理由"), _text("备注", "考评人的备注"),
    _text("说明", "评定、扣分、理由、备注、佐证合成一句，与得分表相同"), _text("失分理由", "为什么失分，没有失分为空"),
    Field("失分", "已评而没有得满", "flag"), Field("各处扣分", "逐处扣分", "rows", _DEDUCTION),
    Field("各要点", "逐条要点", "rows", _REQUIREMENT), _text("佐证", "用到的佐证材料，以“、”隔开"), _text("依据", "出自文件何处"),
)  # fmt: skip
_SECTION = (
    _ID, _TITLE, *_worth("满分", "该部分的满分"), *_worth("得分", "该部分的得分或达标率，没有评完为范围"),
    _text("最低应得", "规定的最低分，没有为空"), _text("是否达到", "是否达到最低分：达到、未达到、未定，没有规定为空"),
    Field("各项", "该部分的评分项", "rows", _ITEM),
)  # fmt: skip
_ROW = (
    Field("格", "一行的文字，自左至右", "texts"), Field("小标题行", "横贯全表的小标题", "flag"), Field("合计行", "合计", "flag"),
)  # fmt: skip
_TABLE = (
    _text("代号", "如 ranking，用于 表.ranking"), _text("标题", "表的标题，没有为空"), Field("列名", "各列的名称", "texts"),
    Field("各行", "逐行；也可按列名取，如 行.考评对象，列名有括号的写 行[\"得分率（%）\"]", "rows", _ROW, open=True),
)  # fmt: skip

#: Those that every report has.
COMMON: tuple[Field, ...] = (
    _text("报告", "报告的种类，如“得分表”"), _text("标题", "报告的标题"), _text("副题", "标题下的一行，没有为空"),
    _text("草稿", "还不是定稿时写明原因，定稿为空；模板必须印出"), Field("是草稿", "还不是定稿", "flag"),
    _text("打印日期", "如 2025-12-31"), _text("打印年", "打印日期的年"), _text("打印月", "打印日期的月"),
    _text("打印日", "打印日期的日"), _text("日志校验码", "记录的校验码，没有工作区为空"),
    _text("考评对象", "批次的报告为空"), _text("批次", "一次考评或一个考评对象的报告为空"),
    Field("表头", "报告开头的名称和内容", "rows", (_text("名称", "如“考评周期”"), _text("内容", "如“2025”"))),
    Field("各段", "报告的文字，自上而下", "rows",
          (_text("样式", "标题、小标题、正文、说明、提示"), _text("文字", "一段文字"))),
    Field("各表", "报告的各个表", "rows", _TABLE), Field("表", "报告的各个表，按代号取，如 表.ranking.各行", "keyed", _TABLE),
)  # fmt: skip

#: Those of a report on one evaluation.
EVALUATION: tuple[Field, ...] = (
    _text("标准", "标准的名称"), _text("标准编号", "如 beihai/county"), _text("版本", "标准的版本"),
    _text("效力", "现行、征求意见稿、已被取代"), _text("文件", "文件的名称"), _text("文号", "文件的文号，没有为空"),
    _text("发文机关", "没有为空"), _text("发文日期", "没有为空"), _text("本地规则", "本地规则的名称，没有为空"),
    _text("考评周期", "如 2025"), _text("截至日期", "如 2025-12-20，没有为空"), _text("阶段", "如“自评”，没有为空"),
    _text("考评人", "没有为空"), _text("考评编号", "工作区里的编号，答卷文件为空"), _text("状态", "已提交、尚未提交"),
    _text("标准校验码", "标准与规则的校验码"),
    *_worth("得分", "总分（计否决之前）；没有评完为范围，如 60 ~ 80"), *_worth("满分", "满分，除去不适用的项"),
    *_worth("达标率", "百分比，不带 %；计分的标准为“无”"), *_worth("否决后得分", "计一票否决之后；不计分为“无”"),
    _text("结果", "等次；未定为“未定”"), _text("结果说明", "等次和由谁规定，未定时写明还可能是什么"),
    Field("结果依据", "等次的依据", "texts"), Field("评完", "各项都已评定", "flag"),
    _number("项数", "评分项有几项"), _number("未评项数", "还没有评的有几项"),
    Field("各部分", "一级指标", "rows", _SECTION), Field("各项", "全部评分项", "rows", _ITEM),
    Field("失分项", "已评而没有得满的评分项", "rows", _ITEM),
    Field("一票否决", "各否决项", "rows",
          (_ID, _TITLE, _text("状态", "触发、未触发、未查明"), _text("后果", "如“不得参评”"), _text("依据", "凭什么"))),
    Field("加减分", "加分和减分", "rows",
          (_ID, _TITLE, *_worth("分值", "加几分，减分为负；没有填为“未填”"), _text("状态", "已填、未填、分值未定"), _text("理由", ""))),
    Field("加减分合计", "几项加分或减分合计的上限", "rows",
          (_ID, _TITLE, *_worth("上限", "合计不超过几分；没有给出为“未定”"), *_worth("各项合计", "不计上限，各项相加"),
           *_worth("分值", "按上限计入总分的，减分为负"))),
    Field("单项荣誉", "单项荣誉", "rows",
          (_ID, _TITLE, *_worth("达标率", "百分比，不带 %"), _text("条件", "应达到多少"), _text("状态", "达到、未达到、未定"))),
    Field("不适用项", "不计入的评分项", "rows",
          (_ID, _TITLE, _text("由谁认定", "标准或考评人"), _text("原因", "为什么不适用"))),
    Field("佐证材料", "佐证材料目录", "rows",
          (_number("序号", "从 1 起"), _TITLE, _text("种类", "如“文件”"), _text("说明", "文件、时间、人员、内容"),
           _text("证明", "证明哪几项"))),
    Field("整改", "要整改的", "rows",
          (_number("序号", "从 1 起"), _ID, _text("评分项", "评分项的名称"), _text("内容", "要整改什么"),
           _text("责任", "责任单位、责任人"), _text("期限", "如 2026-03-01"), _text("状态", "未完成、已完成、逾期……"))),
    Field("尚未规定", "标准没有规定、本地也还没有规定的", "texts"),
    Field("勘误", "与原印不同的读法", "rows",
          (_text("位置", ""), _text("原印", ""), _text("读作", ""), _text("理由", ""))),
)  # fmt: skip

FIELDS: Mapping[str, Field] = {one.name: one for one in (*COMMON, *EVALUATION)}
#: What `loop` says of the row that is being printed.
LOOP: Mapping[str, str] = {
    "index": "第几行，从 1 起", "first": "是不是第一行", "last": "是不是最后一行", "length": "共几行",
}  # fmt: skip
DRAFT = "草稿"

__all__ = ["COMMON", "DRAFT", "EVALUATION", "FIELDS", "LOOP", "SHAPES", "Field", "Shape"]
