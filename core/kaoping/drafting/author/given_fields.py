"""The figures that an author may give for what a part became, and how they are typed. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from kaoping.numbers import parse_number, plain

#: What a figure may be: a number, so many of something, a choice, a day, a name.
Sort = Literal["number", "whole", "choice", "day", "yearly", "name"]


@dataclass(frozen=True, slots=True)
class Field:
    """A figure that an author may give.

    :ivar what: the correction that it belongs to
    :ivar choices: for a choice, each value with its words; the first stands for nothing given
    """

    key: str
    name: str
    what: Literal["measure", "deduct", "terms"]
    sort: Sort = "number"
    choices: tuple[tuple[str, str], ...] = ()


_SIDES = (
    ("", "没有界限"),
    ("at_least", "不低于"),
    ("at_most", "不高于"),
    ("more_than", "高于"),
    ("less_than", "低于"),
    ("equals", "等于"),
    ("yes", "应为“是”"),
    ("never", "不得发生"),
)
_PER = (
    ("", "不分期"),
    ("year", "每年"),
    ("half-year", "每半年"),
    ("quarter", "每季度"),
    ("month", "每月"),
    ("period", "整个考评周期合计"),
)
_YES = (("", "否"), ("yes", "是"))
_COSTS = (("", "不扣分"), ("amount", "一次扣"), ("each", "每差一个单位扣"))
_PARTS = (("", "不扣"), ("started", "按一个单位扣"), ("proportional", "按比例扣"))
_EFFECTS = (
    ("ineligible", "不得参评（取消资格）"),
    ("revoke", "撤销命名"),
    ("downgrade", "降低等次"),
    ("limit", "限定等次（不得评为更好的，或直接定为某一等）"),
    ("cap", "得分封顶"),
    ("zero", "得零分"),
    ("no-score", "不评分"),
)

#: What can be given for each kind of thing that a part became.
FIELDS: Mapping[str, tuple[Field, ...]] = {
    "requirement": (
        Field("side", "界限", "measure", "choice", _SIDES),
        Field("value", "界限的数", "measure"),
        Field("unit", "单位（百分比写 %）", "measure", "name"),
        Field("per", "每期", "measure", "choice", _PER),
        Field("soft", "原文是“一般”“原则上”", "measure", "choice", _YES),
        Field("years", "追溯几年", "measure", "whole"),
        Field("kind", "未达到时", "deduct", "choice", _COSTS),
        Field("points", "扣几分", "deduct"),
        Field("per_units", "一个单位是多少", "deduct"),
        Field("part", "不足一个单位的", "deduct", "choice", _PARTS),
        Field("cap", "累计最多扣几分", "deduct"),
    ),
    "veto": (
        Field("effect", "后果", "terms", "choice", _EFFECTS),
        Field("look_back_years", "追溯几年", "terms", "whole"),
        Field("cap", "封顶几分", "terms"),
        Field("by", "降几等", "terms", "whole"),
        Field("outcome", "最好评为哪一等（如 良好）", "terms", "name"),
        Field("label", "结果名称（如 不合格）", "terms", "name"),
    ),
    "adjustment": (
        Field("amount", "每次几分", "terms"),
        Field("low", "最少几分", "terms"),
        Field("high", "最多几分", "terms"),
        Field("cap", "累计最多几分", "terms"),
    ),
    "stage": (
        Field("starts", "开始日期", "terms", "day"),
        Field("due", "截止日期", "terms", "day"),
        Field("yearly", "每年几月几日前", "terms", "yearly"),
        Field("monthly", "每月几日前", "terms", "whole"),
        Field("working_days", "几个工作日", "terms", "whole"),
        Field("at_least", "工作日是最短天数（如公示不少于）", "terms", "choice", _YES),
        Field("self_report_limit", "自评报告字数上限", "terms", "whole"),
    ),
}


def kind_of(table: Mapping[str, Any]) -> str:
    """Which fields fit what a part became."""
    if "effect" in table:
        return "veto"
    if table.get("kind") in ("bonus", "penalty"):
        return "adjustment"
    return "stage" if "title" in table else "requirement"


def folded(text: str) -> str:
    """A figure as it is kept: numbers in plain digits."""
    try:
        return plain(parse_number(text))
    except ValueError:
        return text


def number_in(text: str) -> Decimal | None:
    """The number that a text is; None where it is none."""
    try:
        return parse_number(text)
    except ValueError:
        return None


def day_in(text: str) -> date | None:
    """The day that a text is; None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def yearly_in(text: str) -> str | None:
    """The day of every year that a text is; None where it is none."""
    return text if day_in(f"2024-{text}") is not None else None


def shown(value: object) -> str:
    """A value of the format as a person would type it."""
    if value is None or value is False:
        return ""
    if value is True:
        return "yes"
    return plain(Decimal(value)) if isinstance(value, int | Decimal) else str(value)


__all__ = ["FIELDS", "Field", "day_in", "folded", "kind_of", "number_in", "shown", "yearly_in"]
