"""The kinds of report: what each is called and what it can be made of. Light: the command line reads it at its start."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

Of: TypeAlias = Literal["evaluation", "unit", "campaign"]

#: What a report is made of, for people.
OF_TEXT: Mapping[Of, str] = {"evaluation": "一次考评", "unit": "一个考评对象", "campaign": "一个批次"}


class Kind(NamedTuple):
    """One kind of report.

    :ivar of: what it can be made of, as one paper.
    :ivar each: of a campaign it is made for each unit, as one file each.
    """

    title: str
    about: str
    of: tuple[Of, ...]
    each: bool = False


KINDS: Mapping[str, Kind] = {
    "request-list": Kind("调阅清单", "去之前：要调阅的材料和要问的情况，每样只问一次", ("evaluation", "unit")),
    "blank": Kind("空白评分表", "去之前：带到现场手写的评分表", ("evaluation",)),
    "sheet": Kind("得分表", "签字盖章的得分表", ("evaluation",)),
    "deductions": Kind("扣分清单", "每一处失分和理由", ("evaluation",)),
    "evidence": Kind("佐证材料目录", "佐证材料和它们证明的评分项", ("evaluation", "unit")),
    "rectification": Kind("整改清单", "要整改什么、由谁、到哪天", ("evaluation", "unit", "campaign")),
    "self-report": Kind("自评报告", "自评报告的底稿，附两种字数", ("evaluation",)),
    "derivation": Kind("得分说明", "每个数从哪里来", ("evaluation",)),
    "approval": Kind("推荐审批表", "文件规定的表格", ("evaluation",)),
    "notice": Kind("反馈意见", "给考评对象的反馈意见；批次则每个考评对象一份", ("evaluation",), True),
    "comparison": Kind("对比表", "一个考评对象在各标准下，或同一标准的几次、几个对象并排", ("unit", "campaign")),
    "relations": Kind("标准对照明细表", "各标准评分项之间的关系，逐条写明理由", ("unit",)),
    "ranking": Kind("排名表", "一个批次的名次", ("campaign",)),
    "summary": Kind("汇总表", "一个批次各考评对象的得分和进度", ("campaign",)),
}


def of_text(kind: str) -> str:
    """What a kind of report can be made of, in words: `一次考评或一个批次`."""
    found = [OF_TEXT[of] for of in KINDS[kind].of]
    if KINDS[kind].each:
        found.append("一个批次（每个考评对象一份）")
    return "、".join(found[:-1]) + ("或" if found[:-1] else "") + found[-1]


__all__ = ["KINDS", "OF_TEXT", "Kind", "Of", "of_text"]
