"""What lint can find: the codes with what they mean, and where criteria stand in a file. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from kaoping.factbook import narrower
from kaoping.standard.model import Criterion, Dimension, Group, Standard
from kaoping.standard.resolved import Resolved

#: A path in the file; the first segment "rules:" or "document:" names another file than the standard's own.
Loc = tuple[str | int, ...]


class Code(NamedTuple):
    """What a code means to an author; whether it stops loading; whether an erratum can accept it."""

    meaning: str
    blocking: bool
    acceptable: bool


_BLOCK, _PRINTED, _ADVICE = (True, False), (True, True), (False, True)

#: Every code that lint reports. What an erratum can accept is what a document may have printed; the rest is the file's.
CODES: Mapping[str, Code] = {
    "duplicate-id": Code("编号重复，或一个编号既指指标又指评分项而权重分不清", *_BLOCK),
    "unknown-id": Code("引用了不存在的评分项、指标、否决项或阶段", *_BLOCK),
    "unknown-fact": Code("引用的事实没有定义", *_BLOCK),
    "fact-kind": Code("事实的类型与界限不相配", *_BLOCK),
    "bounds": Code("界限互相矛盾，没有数值能符合", *_BLOCK),
    "share": Code("百分数界限不在 0 到 100 之间", *_BLOCK),
    "empty": Code("没有任何评分项，或一级、二级指标下没有评分项", *_BLOCK),
    "no-points": Code("计分标准的评分项没有分值", *_BLOCK),
    "points-sum": Code("要点、评分项与所列分值合计不符", *_PRINTED),
    "full-sum": Code("各评分项（或各部分）合计与满分不符", *_PRINTED),
    "minimum": Code("最低分超过该指标的满分", *_PRINTED),
    "step": Code("评分单位大于分值", *_BLOCK),
    "level": Code("等级的分值超出范围，或写法与计分方式不符", *_BLOCK),
    "points": Code("达标率标准写了分值", *_BLOCK),
    "weight": Code("写了不起作用的权重", *_BLOCK),
    "scoring": Code("[scoring] 的键与计分方式不符，或上下限颠倒", *_BLOCK),
    "deduct": Code("扣分规则无法使用", *_BLOCK),
    "veto": Code("否决项的键互相不配", *_BLOCK),
    "adjustment": Code("加减分的分值与上限矛盾", *_BLOCK),
    "adjustment-cap": Code("几项加减分合计的上限与各项不符", *_BLOCK),
    "cap-idle": Code("几项加减分合计的上限永远用不上", *_ADVICE),
    "parts": Code("组成部分与一级指标对不上", *_BLOCK),
    "when": Code("结果的条件不适用于本标准的计分方式", *_BLOCK),
    "honours": Code("单项荣誉没有条件，或分不清、算不出所看的部分", *_BLOCK),
    "unreachable": Code("结果永远得不到", *_PRINTED),
    "no-otherwise": Code("最后一个结果没有 otherwise，有的得分没有结果", *_PRINTED),
    "unset": Code("本地规则中的结果没有条件", *_BLOCK),
    "rules": Code("本地规则与标准不符，或改动了文件已规定的内容", *_BLOCK),
    "rules-weights": Code("本地规则只给了部分权重，其余按标准或按 1", *_ADVICE),
    "no-theme": Code("评分项没有主题", *_ADVICE),
    "unknown-theme": Code("主题不在共用主题和本标准的主题之中", *_ADVICE),
    "no-requirement": Code("评分项没有评分要点", *_ADVICE),
    "level-value": Code("等级没有分值，又没有写明由本地规定", *_ADVICE),
    "deduct-step": Code("扣分或要点分值不是评分单位的整数倍，不能直接采纳建议", *_ADVICE),
    "share-small": Code("百分数界限小于 1，可能把 95% 写成了 0.95", *_ADVICE),
    "unused-fact": Code("本标准自己的事实没有被用到", *_ADVICE),
    "erratum": Code("勘误的 accepts 没有对应的问题", False, False),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not agree. `loc` is where in the file; `id` the element."""

    code: str
    message: str
    id: str | None
    loc: Loc

    @property
    def blocking(self) -> bool:
        """Whether it stops loading."""
        return CODES[self.code].blocking


def nodes(standard: Standard) -> Iterator[tuple[Dimension | Group, Loc]]:
    """Each dimension and group with its place, in the document's order."""
    for d, dimension in enumerate(standard.dimensions):
        yield dimension, ("dimensions", d)
        for g, group in enumerate(dimension.groups):
            yield group, ("dimensions", d, "groups", g)


def criteria(standard: Standard) -> Iterator[tuple[Criterion, Loc]]:
    """Each criterion with its place, in the order of `Standard.every_criterion` and of `Resolved.items`."""
    for i, criterion in enumerate(standard.criteria):
        yield criterion, ("criteria", i)
    for d, dimension in enumerate(standard.dimensions):
        for i, criterion in enumerate(dimension.criteria):
            yield criterion, ("dimensions", d, "criteria", i)
        for g, group in enumerate(dimension.groups):
            for i, criterion in enumerate(group.criteria):
                yield criterion, ("dimensions", d, "groups", g, "criteria", i)


def used_facts(resolved: Resolved) -> set[str]:
    """The ids of the facts that a standard asks for, and of the events that count as one of them."""
    asked = asked_facts(resolved)
    closer = narrower(resolved.facts)
    return asked | {event for fact in asked for event in closer.get(fact, ())}


def asked_facts(resolved: Resolved) -> set[str]:
    """The ids of the facts that measures, vetoes and adjustments rest on, and of those shown beside a requirement."""
    used: set[str] = set()
    for measure in resolved.measures():
        used.add(measure.fact)
        used |= {name for name in (measure.bound_from, measure.within and measure.within.after) if name}
    for item in resolved.items:
        for requirement in item.criterion.requirements:
            used.update(requirement.informed_by)
    used |= {event for veto in resolved.vetoes for event in veto.all_events}
    used |= {event for adjustment in resolved.adjustments for event in adjustment.all_events}
    return used
