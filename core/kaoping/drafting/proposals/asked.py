"""What a demand of a draft asks for, in its own clause, as shared facts are searched by it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kaoping.drafting.phrases.figures import plain
from kaoping.drafting.phrases.limits import bounds
from kaoping.drafting.proposals.match import Asked

_CLAUSES = re.compile(r"[^，,；;。：:]+")
#: A clause that says what is gained or lost, or how it is checked, not what is asked for.
_PRICE = re.compile(r"(?:扣|得|加|减|计|记|不得)\s*\d*(?:\.\d+)?\s*分|扣完|不得分|扣至|最[多高]扣|为止")
_PROOF = re.compile(
    r"^(?:并)?(?:有|查|查看|抽查|提供|以).{0,24}(?:记录|文件|台账|资料|材料|名单|文本|方案|登记|照片|为准|为证|可查)$"
)
#: The case of a deduction, before its price: 未建立的.
_CASE = re.compile(r"^(?:凡|对)?(?:未|没有|没|无|不|每|缺|少|低于|否则|逾期|发生|出现).{0,60}$")
_NEVER = re.compile(
    r"(?:未|没有|无|不|不得|杜绝|严禁|防止)(?:再)?(?:发生|出现|存在)|^(?:近.{1,3}年内?|年内|全年|辖区内?|本年度)?(?:无|没有|杜绝|严禁)|零(?:发生|事故)|(?:未|没有).{2,20}(?:事件|事故|案件)"
)
_HAPPENS = re.compile(r"^(?:凡|因)?.{0,12}(?:发生|出现)")
#: What follows from what happened; anything else behind it is a duty.
_FOLLOWS = re.compile(r"否决|不得(?:参评|评)|取消|撤销")
_NOT = re.compile(r"没有|未(?!成年)|不得|无(?!障碍|偿|线)|禁止")


def asked_of(demand: Mapping[str, Any], own: Mapping[str, Mapping[str, Any]], above: Sequence[str]) -> Asked | None:
    """What a requirement asks for; None where no single finding would answer it.

    :param own: the draft's own facts by id
    :param above: what stands above it, the nearest last
    """
    text = str(demand["text"])
    measure = demand.get("measure")
    if measure is None:
        return _unmeasured(text, above, priced="deduct" in demand)
    fact = own.get(measure["fact"])
    if fact is None:
        return None
    if fact["kind"] == "event":
        return Asked("，".join(_core(text)) or text, tuple(above), "never")
    clause, before = _figured(text)
    never = measure.get("at_most") == 0 and fact["kind"] == "count"
    return Asked(clause, (*above, *before), "never-figure" if never else "figure", str(fact.get("unit", "")))


def veto_asked(text: str) -> Asked:
    """What a veto asks for: one kind of event."""
    core = "，".join(_core(text)) or text
    return Asked(
        re.sub(r"(?:的|者)[，,]?(?:实行)?(?:一票否决|不得参评|取消.{0,12}|撤销.{0,12})?$", "", core), (), "never"
    )


def _unmeasured(text: str, above: Sequence[str], *, priced: bool) -> Asked | None:
    core = _core(text)
    if core:
        whole = "，".join(core)
        if _NEVER.search(whole):
            return Asked(whole, tuple(above), "never")
        if _HAPPENS.match(core[0]) and core[0].endswith("的") and all(map(_FOLLOWS.search, core[1:])):
            return Asked(core[0], tuple(above), "never")
        return None if _NOT.search(whole) else Asked(whole, tuple(above), "done")
    # Nothing is left but the case of a deduction: what must not be, or must not be missing.
    case = next((one for one in _clauses(text) if not _PRICE.search(one)), "")
    if not case and priced:
        case = _PRICE.split(text)[0]
    if _HAPPENS.match(case) and not _NOT.search(case):
        return Asked(case, tuple(above), "never")
    return Asked(case, tuple(above), "done") if re.match(r"(?:未|没有|没|无)", case) else None


def _clauses(text: str) -> list[str]:
    return [one.strip() for one in _CLAUSES.findall(plain(text)) if one.strip()]


def _core(text: str) -> list[str]:
    """The clauses that say what is asked for."""
    return list(_asking(_clauses(text)))


def _asking(clauses: Sequence[str]) -> Iterator[str]:
    for at, clause in enumerate(clauses):
        priced = _PRICE.search(clause) is not None
        case = _CASE.match(clause) and any(_PRICE.search(one) for one in clauses[at + 1 : at + 2])
        if not priced and not case and not _PROOF.match(clause):
            yield clause


def _figured(text: str) -> tuple[str, str]:
    """The clause that prints the figure, and the text before it."""
    folded = plain(text)
    found = bounds(text)
    start = found[0].start if found else 0
    for match in _CLAUSES.finditer(folded):
        if match.start() <= start < match.end():
            return match.group().strip(), folded[: match.start()]
    return folded, ""


__all__ = ["asked_of", "veto_asked"]
