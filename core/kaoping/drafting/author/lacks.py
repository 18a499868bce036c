"""What a check finds wrong with a draft, said to its author: in the document's words, at its place, with the key to press. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kaoping.drafting.values import ROLE_TEXT, Draft, Finding, Key, Part
from kaoping.errors import Fault
from kaoping.text import clipped

#: What to do about each fault of a draft, in the screen.
_PRESS: Mapping[str, str] = {
    "no-points": "F5 写分值；本来不计分的写 0",
    "points-sum": "请对照原文，F5 改正读错的分值",
    "full-sum": "请对照原文，F5 改正读错的分值，或用 Ctrl+N 补上漏掉的一项",
    "empty": "F4 改类型，或把评分项归到它下面（Ctrl+U）；不要的按 Del",
    "duplicate-id": "F6 改编号",
    "no-otherwise": "Ctrl+F 写全各等次，最后一个不写分数，如 不合格",
    "unreachable": "Ctrl+F 改各等次的分数",
    "when": "Ctrl+F 改各等次的分数",
    "deduct": "Ctrl+F 改扣分",
    "bounds": "Ctrl+F 改界限",
    "share": "Ctrl+F 改界限",
    "fact-kind": "Ctrl+F 改界限",
    "minimum": "F5 改分值",
    "step": "F5 改分值",
    "points": "F5 改分值",
    "veto": "Ctrl+F 改后果",
    "adjustment": "Ctrl+F 改分值和上限",
    "no-requirement": "Ctrl+N 补一条要点；只有名称的，可以不管",
    "no-theme": "与别的标准对照时才用；F12 选“这一项的主题”",
    "deduct-step": "仍可评分，只是不能直接采纳建议的扣分",
    "share-small": "Ctrl+F 改界限",
    "unknown-id": "F6 改编号，或 Ctrl+F 改数字和等次",
    "unknown-fact": "Ctrl+F 改界限",
    "level": "F5 改分值，或改读成评分要点（F4）",
    "level-value": "F5 改分值，或改读成评分要点（F4）",
    "scoring": "F5 改分值，F2 改标准的基本信息",
    "adjustment-cap": "Ctrl+F 改分值和上限",
    "cap-idle": "不影响得分；上限读错了的按 Ctrl+F 改",
    "unused-fact": "不影响得分，可以不管",
    "erratum": "Ctrl+Z 撤销那一处勘误",
}
#: What is wrong, for messages that speak of the file's keys and that no rule below puts into an author's words.
_SAID: Mapping[str, str] = {
    "duplicate-id": "编号重复，或与别的编号分不清",
    "unknown-id": "所指的编号或等次在标准里没有",
    "unknown-fact": "界限所依据的事实没有定义",
    "fact-kind": "界限与事实不相配（如给是否类的事实写了数）",
    "bounds": "界限互相矛盾，没有数能符合",
    "share": "百分数的界限不在 0 到 100 之间",
    "share-small": "百分数的界限小于 1，像是写成了小数",
    "points-sum": "各部分的分值合计与所列分值不符",
    "full-sum": "各项分值合计与总分不符",
    "minimum": "最低分超过满分",
    "step": "评分单位大于分值",
    "level": "等级的分值超出这一项的分值，或写法不对",
    "level-value": "等级没有写得几分",
    "points": "按达标率评定的标准不用分值",
    "scoring": "计分方式的各项设置不相符",
    "deduct": "扣分规则用不上：没有界限，或扣的比分值还多",
    "deduct-step": "扣分不是评分单位的整数倍",
    "veto": "否决的后果没有写全，或几样写法不能并用",
    "adjustment": "加减分的分值与上限矛盾",
    "adjustment-cap": "几项加减分合计的上限与各项不符",
    "cap-idle": "几项加减分合计的上限永远用不上",
    "when": "这一等次的条件不适合本标准的计分方式",
    "unreachable": "这一等次永远得不到",
    "unused-fact": "有一个事实没有要点用到",
    "erratum": "一处勘误已经用不上（所说的毛病没有了）",
}
#: A word of the format that an author does not know.
_FOREIGN = re.compile(r"[a-z]{2,}_?[a-z_]*|\[\[")
#: Faults of the file's form: what the format wants of a text or figure.
_FORM: Mapping[str, str] = {
    "out-of-range": "F7 改文字，F5、F6 改分值、编号，F2 改名称和版本",
    "not-allowed": "F6 改编号，F2 改标准的基本信息",
    "invalid-value": "Ctrl+F 改数字",
    "wrong-type": "Ctrl+F 改数字",
}
#: Names of the format's keys, for messages that were written for people who edit the file.
_KEYS: Mapping[str, str] = {
    "points": "分值",
    "title": "名称",
    "text": "文字",
    "short": "简称",
    "edition": "版本",
    "full": "总分",
    "step": "评分单位",
    "measure": "界限",
    "deduct": "扣分规则",
    "amount": "一次扣（加）几分",
    "each": "每个单位几分",
    "per": "每期",
    "cap": "上限",
    "range": "范围",
    "otherwise": "其余情形",
    "label": "结果名称",
    "effect": "后果",
    "clause": "位置",
    "responsible": "责任单位",
    "evidence": "佐证材料",
    "requirements": "评分要点",
    "themes": "主题",
    "unit_kinds": "考评对象",
    "at_least": "不低于",
    "at_most": "不高于",
}
_LEVELS = ("dimension", "group", "criterion")
#: Where a message goes on about the file.
_FILE = re.compile(r"[；，。]?(?:请核对，)?(?:文件确实[^；。]*|在 |或在 |请在 |或删去 )?\[\[?[a-z_.]+\]\]?.*$")


@dataclass(frozen=True, slots=True)
class Lack:
    """One thing that a draft still lacks, for its author.

    :ivar text: what is wrong, without a name of the format
    :ivar press: what to do about it, with the key of the screen
    :ivar named: what it is about, as the standard calls it; empty for the whole
    :ivar place: where in the document
    :ivar key: the part to look at; None where it is about the whole
    :ivar finding: the finding that would settle it as an erratum, by its index in the draft; None where there is none
    """

    code: str
    text: str
    press: str
    named: str
    place: str
    key: Key | None
    finding: int | None
    blocking: bool

    @property
    def line(self) -> str:
        """All of it on one line."""
        head = "｜".join(part for part in (self.place, self.named) if part)
        return f"{head}：{self.text}。{self.press}" if head else f"{self.text}。{self.press}"


def lacks(draft: Draft, faults: Iterable[tuple[Fault, bool]]) -> list[Lack]:
    """What a check found, in an author's words; what blocks comes first, then in the order of the document."""
    parts = _by_target(draft.parts)
    tables = {str(one["id"]): one for one in _tables(draft.data)}
    given = list(faults)
    if any(fault.code == "no-points" for fault, _ in given):
        # Without all points no score is high enough: that is told once, at the points.
        given = [one for one in given if one[0].code != "unreachable"]
    found = [*(_lack(draft, parts, tables, fault, blocking) for fault, blocking in given), *_unread(draft)]
    order = {part.key: number for number, part in enumerate(draft.parts)}
    return sorted(found, key=lambda one: (not one.blocking, order.get(one.key, -1) if one.key else -1))


def _unread(draft: Draft) -> Iterator[Lack]:
    """Pictures and the like of the document, which may hold what is scored."""
    for one in draft.paper.asides:
        if not one.text:
            near = next((part.key for part in draft.parts if part.key.passage >= one.before), None)
            press = "请看原件，其中有评分内容的，先转成文字再导入"
            yield Lack("unread", f"{one.place}的{one.what}没有读", press, "", "", near, None, False)


def _lack(
    draft: Draft, parts: Mapping[str, Part], tables: Mapping[str, Mapping[str, Any]], fault: Fault, blocking: bool
) -> Lack:
    id = fault.id or ""
    part = parts.get(id) or _outcome(draft, id)
    finding = _settles(draft.findings, fault)
    if part is None and finding is not None and (key := draft.findings[finding].key) is not None:
        part = draft.part(key)
    whole = id in ("", draft.data.get("id"))
    table = tables.get(id, {})
    words = str(table.get("title") or table.get("text") or "")
    named = "" if whole else f"{id} {clipped(words, 24)}".strip()
    if part is not None and not words and not whole:
        named = f"等次 {id}" if part.role == "outcome" else ROLE_TEXT[part.role]
    press = _PRESS.get(fault.code) or _FORM.get(fault.code) or "F12 列出全部改法"
    if finding is not None and fault.code == "no-points":
        press = f"按 1 采用推算的“{draft.findings[finding].read_as}”，或 {press}"
    elif finding is not None:
        press = f"{press}；文件确实这样印的，按 1 采纳为勘误"
    text = _text(fault)
    return Lack(
        fault.code, text, press, named, part.place if part else "", part.key if part else None, finding, blocking
    )


def _text(fault: Fault) -> str:
    own = {
        "no-points": "没有分值",
        "empty": "下面没有评分项" if "下没有" in fault.message else "没有读出任何评分项",
        "no-otherwise": "等次没有写全：低于最后一等的得分没有结果",
        "no-theme": "没有主题",
        "no-requirement": "没有评分要点，考评人无从逐条核对",
    }.get(fault.code)
    if own is not None:
        return own
    text = _FILE.sub("", fault.message).rstrip("；，。")
    text = re.sub(r"[（(](?:[a-z_]+(?:[ =“”\"a-z_.]*)?)[)）]", "", text)
    text = re.sub(r"[a-z_]{3,}", lambda match: _KEYS.get(match[0], match[0]), text)
    if fault.code in _FORM and fault.quote:
        name = fault.quote.partition("=")[0].strip()
        text = f"{_KEYS[name]}{text}" if name in _KEYS else text
    return _SAID[fault.code] if fault.code in _SAID and _FOREIGN.search(text) else text


def _settles(findings: Sequence[Finding], fault: Fault) -> int | None:
    def about(one: Finding) -> bool:
        return fault.code in (one.code, *one.accepts) and one.at == (fault.id or "")

    return next((number for number, one in enumerate(findings) if any(map(about, one.all))), None)


def _by_target(parts: Iterable[Part]) -> dict[str, Part]:
    """The part that each element was made of: the one that opens it goes before those that only belong to it."""
    found: dict[str, Part] = {}
    for level in (True, False):
        for part in parts:
            if part.target and (part.role in _LEVELS) == level:
                found.setdefault(part.target, part)
    return found


def _outcome(draft: Draft, id: str) -> Part | None:
    """The part that prints an outcome of this name."""
    if not any(one["label"] == id for one in draft.data.get("outcomes", ())):
        return None
    return next((part for part in draft.parts if part.role == "outcome"), None)


def _tables(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every element with an id, the outer before the inner."""
    levels = [*data.get("dimensions", ()), *data.get("criteria", ())]
    while levels:
        one = levels.pop(0)
        yield one
        levels += [*one.get("groups", ()), *one.get("criteria", ()), *one.get("requirements", ())]
    for name in ("vetoes", "adjustments", "adjustment_caps", "facts"):
        yield from data.get(name, ())
    yield from data.get("document", {}).get("stages", ())


__all__ = ["Lack", "lacks"]
