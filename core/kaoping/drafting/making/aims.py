"""A target that a table prints in a column of its own, 目标值 95, beside what is counted and what a shortfall costs. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from kaoping.drafting.making.demands import Facts, cleaned, demand, is_fault_rate
from kaoping.drafting.making.reads import Read
from kaoping.drafting.making.taking import Item
from kaoping.drafting.phrases import bounds, costs, plain
from kaoping.drafting.phrases.figures import NUMBER
from kaoping.drafting.phrases.limits import COUNTS, Side
from kaoping.drafting.values import Key, Mend

_HEAD = r"(?:\d{4}年)?(?:本?年度|全年|考核|绩效|预期|基本|当年)?(?:目标|任务|计划|标准|指标|预期)(?:值|数|任务)?"
_UNITS = rf"%|个?百分点|万元|亿元|元|{COUNTS}"
_AIM = re.compile(
    rf"(?P<head>{_HEAD})\s*(?:\((?P<within>{_UNITS})\))?\s*[:：]\s*(?P<sign>≥|>=|≤|<=|不低于|不少于|不高于|不超过|达到|控制在)?\s*"
    rf"(?P<n>{NUMBER})\s*(?P<unit>{_UNITS})?\s*(?P<tail>以上|以内|以下|及以上)?[。；;]?"
)
_UNIT = re.compile(rf"(?:计量)?单位\s*[:：]\s*(?P<unit>{_UNITS})")
_BRACKET = re.compile(rf"\(({_UNITS})\)\s*$")
_COUNTED = re.compile(rf"({COUNTS})数$")
_SHARE = re.compile(r"(?:率|比例|比重|占比|满意度)$")
_OVER = re.compile(r"每(?:高|超|增|多|上升)")
_SHORT = re.compile(r"每(?:低|少|缺|降|差|减|下降)|未(?:达|完成)|达不到|完不成")
_LOW, _HIGH = ("≥", ">=", "不低于", "不少于", "达到", "以上", "及以上"), ("≤", "<=", "不高于", "不超过", "控制在", "以内", "以下")  # fmt: skip
#: What is asked of a document that prints what faults cost and no points to take it from.
UNSCORED = (
    "印了扣几分（{} 处），而没有一项印分值，也没有总分：暂按达标率（达到几项）评定，扣分只留在文字里；"
    "要按分数评定，请给各评分项写上分值（F5）"
)


class Aim(NamedTuple):
    """A target as it is printed beside an item; `unit` and `side` are empty where they are not."""

    value: Decimal
    unit: str
    side: Side | None
    yearly: bool


def aim_in(note: str) -> Aim | None:
    """The target that a remark of an item is; None where it is something else."""
    found = _AIM.fullmatch(plain(note).strip())
    if found is None:
        return None
    signs = {found["sign"], found["tail"]}
    side: Side | None = "at_least" if signs & {*_LOW} else "at_most" if signs & {*_HIGH} else None
    yearly = re.search("年", found["head"]) is not None
    return Aim(Decimal(found["n"]), found["unit"] or found["within"] or "", side, yearly)


def unit_in(note: str) -> str:
    """The unit that a remark of an item is; empty where it is something else."""
    found = _UNIT.fullmatch(plain(note).strip())
    return found["unit"] if found is not None else ""


def sentence(title: str, aim: Aim, unit: str, cost: str, full: Decimal | None) -> str | None:
    """The target as a demand in words, with what a shortfall costs; None where unit or direction is unsure.

    :param unit: the one that a column of units prints
    :param cost: the rule beside it; empty where there is none
    """
    name = cleaned(title)
    within = _BRACKET.search(plain(name))
    name = re.sub(r"\s*[（(][^（）()]*[）)]\s*$", "", name)
    counted, share = _COUNTED.search(name), _SHARE.search(name)
    unit = aim.unit or unit or (within[1] if within else "") or ("%" if share else counted[1] if counted else "")
    is_share = unit in ("%", "百分点", "个百分点")
    if not unit or (is_share and aim.value > 100) or not name or re.search(r"[，。；;]", name):
        return None
    over, short = _OVER.search(plain(cost)) is not None, _SHORT.search(plain(cost)) is not None
    side = aim.side or ("at_most" if over or (is_fault_rate(name) and not short) else "at_least")
    if (side == "at_most" and short) or (side == "at_least" and over):
        return None
    words = {"at_least": ("不低于", "不少于"), "at_most": ("不高于", "不超过")}[side][0 if is_share else 1]
    each = "全年" if aim.yearly and not is_share and "每" not in name else ""
    said = f"{name}{each}{words}{aim.value:f}{'%' if is_share else unit}"
    text = f"{said}，{cleaned(cost)}" if cost else said
    found = demand(text, "x", Facts("x"), full, scored=True, before=None)
    if found.measure is None or found.measure.get(side) != aim.value or (cost and found.deduct is None):
        return None
    return text


def question(item: Item, key: Callable[[Read], Key]) -> tuple[Read, str, tuple[Mend, ...]] | None:
    """Where an item has one target whose unit and direction are sure: its remark, what to ask, and both answers."""
    found = [(read, aim) for read, words in item.remarks if (aim := aim_in(words)) is not None]
    bound = [value for one in item.requirements for value in one.get("measure", {}).values()]
    if len(found) != 1 or found[0][1].value in bound:
        return None
    read, aim = found[0]
    unit = next((unit for _, words in item.remarks if (unit := unit_in(words))), "")
    priced = [(own, text) for own, text in item.sentences if costs(text)]
    if len(priced) > 1 or (not priced and (item.sentences or len(item.requirements) != 1)):
        return None
    own, cost = priced[0] if priced else (item.read, "")
    told = sentence(str(item.table["title"]), aim, unit, cost, item.table.get("points"))
    if told is None:
        return None
    taken = Mend(key(own), "text", told)
    if not priced:
        (limit,) = bounds(told)
        taken = Mend(key(own), "measure", f"side={limit.side};value={limit.value:f};unit={limit.unit}")
    message = f"目标印在单独的一列，只记在说明里；像是界限：“{told}”"
    return read, message, (Mend(key(read), "accepted"), taken)


__all__ = ["UNSCORED", "Aim", "aim_in", "question", "sentence", "unit_in"]
