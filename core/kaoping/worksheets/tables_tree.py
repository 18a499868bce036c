"""The sheet of items, and the columns of a measure: the parts of the format that most is written in."""

from __future__ import annotations

from kaoping.standard import model
from kaoping.standard.evidence import EVIDENCE_NAMES
from kaoping.standard.model import EVIDENCE_KINDS
from kaoping.worksheets.layout import Column, Level, Rank, Sheet


def measure(*, first: bool) -> tuple[Column, ...]:
    """The columns of a measure; on a sheet where it is not what people look for, none of them is in front."""
    front: Rank = "first" if first else "then"
    then: Rank = "first" if first else "more"
    return (
        Column(("measure", "fact"), "事实", 30, front, "fact"),
        Column(("measure", "at_least"), "不低于", 15, then),
        Column(("measure", "at_most"), "不高于", 15, then),
        Column(("measure", "is"), "应为", 13, then),
        Column(("measure", "per"), "每期", 18, then),
        Column(("measure", "more_than"), "高于", 15),
        Column(("measure", "less_than"), "低于", 15),
        Column(("measure", "equals"), "等于", 15),
        Column(("measure", "within", "by"), "截止日", 17),
        Column(("measure", "within", "year"), "截止日属", 17),
        Column(("measure", "within", "days"), "期限天数", 17),
        Column(("measure", "within", "after"), "起算日的事实", 26, refers="fact"),
        Column(("measure", "within", "working"), "按工作日", 17),
        Column(("measure", "trend"), "走向", 17),
        Column(("measure", "bound_from"), "界限取自事实", 26, refers="fact"),
        Column(("measure", "bound"), "界限方向", 17),
        Column(("measure", "look_back_years"), "界限追溯年数", 22),
        Column(("measure", "soft"), "原则上", 15),
    )


_DIMENSION = Level(
    "dimensions",
    model.Dimension,
    "一级指标",
    (
        Column(("id",), "一级指标编号", 16, "first"),
        Column(("title",), "一级指标", 30, "first"),
        Column(("points",), "一级分值", 15, "first"),
        Column(("minimum",), "一级最低分", 18),
        Column(("weight",), "一级权重", 16),
    ),
    key="id",
)
_GROUP = Level(
    "groups",
    model.Group,
    "二级指标",
    (
        Column(("id",), "二级指标编号", 16, "first"),
        Column(("title",), "二级指标", 30, "first"),
        Column(("points",), "二级分值", 15, "first"),
        Column(("number",), "二级指标所印编号", 20),
        Column(("weight",), "二级权重", 16),
    ),
    key="id",
)
_CRITERION = Level(
    "criteria",
    model.Criterion,
    "评分项",
    (
        Column(("id",), "评分项编号", 16, "first"),
        Column(("title",), "评分项", 42, "first"),
        Column(("points",), "分值", 14, "first"),
        Column(("evidence",), "佐证材料", 50, "then"),
        Column(("themes",), "主题", 28, "then", "theme"),
        Column(("responsible",), "责任单位", 26, "then"),
        Column(("note",), "备注", 40, "then"),
        Column(("clause",), "评分项原文位置", 28, "then"),
        Column(("weight",), "权重", 14),
        Column(("step",), "评分单位", 16),
        Column(("applies_when",), "评分项适用条件", 34),
        Column(("methods",), "考评方式", 28),
        *(Column(("evidence", kind), f"佐证：{EVIDENCE_NAMES[kind]}", 40) for kind in EVIDENCE_KINDS),
    ),
    key="id",
)
_REQUIREMENT = Level(
    "requirements",
    model.Requirement,
    "评分要点",
    (
        Column(("id",), "要点编号", 18, "first"),
        Column(("text",), "要点", 80, "first"),
        Column(("points",), "要点分值", 15, "first"),
        *measure(first=True),
        Column(("deduct", "amount"), "一次扣分", 15, "first"),
        Column(("deduct", "each"), "每单位扣分", 17, "first"),
        Column(("deduct", "cap"), "累计扣分不超过", 22, "first"),
        Column(("deduct", "per"), "一个单位是", 17),
        Column(("deduct", "part"), "不足一个单位", 19),
        Column(("informed_by",), "参考的事实", 34, refers="fact"),
        Column(("applies_when",), "要点适用条件", 34),
        Column(("clause",), "要点原文位置", 28),
    ),
)

TREE = Sheet(
    "指标",
    "standard",
    (_DIMENSION, _GROUP, _CRITERION, _REQUIREMENT),
    "一行一个一级指标、二级指标、评分项或要点，从上到下。下级的行写明上级的编号；上级编号留空的随上一行，直接在一级指标下而不属于"
    "二级指标的写“（无）”。也可以像文件那样把一级指标、评分项和它的第一个要点写在同一行。不常用的列收在右边，点列标上方的“+”展开。",
)
