"""What was read of a document, told to people: how many of each, every paragraph, what was not used and why. Pure."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterator
from decimal import Decimal

from kaoping.drafting.author.asked import asked, open_text
from kaoping.drafting.outlines.issued import IN_DOCUMENT
from kaoping.drafting.values import ROLE_TEXT, Draft, Part
from kaoping.drafting.walk import criteria
from kaoping.intake.paper import Aside
from kaoping.numbers import plain
from kaoping.text import clipped, visible

_COLUMNS = 60


def counts(draft: Draft) -> dict[str, int]:
    """How many of each the standard has."""
    data = draft.data
    items = list(criteria(data))
    return {
        "dimensions": len(data["dimensions"]),
        "groups": sum(len(one.get("groups", ())) for one in data["dimensions"]),
        "criteria": len(items),
        "requirements": sum(len(one.get("requirements", ())) for one in items),
        "measures": sum("measure" in one for item in items for one in item.get("requirements", ())),
        "deductions": sum("deduct" in one for item in items for one in item.get("requirements", ())),
        "vetoes": len(data["vetoes"]),
        "bonuses": sum(one["kind"] == "bonus" for one in data["adjustments"]),
        "penalties": sum(one["kind"] == "penalty" for one in data["adjustments"]),
        "outcomes": len(data["outcomes"]),
        "stages": len(data["document"].get("stages", ())),
    }


NAMES = {
    "dimensions": "一级指标",
    "groups": "二级指标",
    "criteria": "评分项",
    "requirements": "评分要点",
    "measures": "数字界限",
    "deductions": "扣分规则",
    "vetoes": "否决",
    "bonuses": "加分",
    "penalties": "减分",
    "outcomes": "等次",
    "stages": "程序与期限",
}


def total(draft: Draft) -> Decimal | None:
    """The points of all items together; None where items have none."""
    if draft.data["scoring"]["model"] != "points":
        return None
    return sum((one["points"] for one in criteria(draft.data) if "points" in one), Decimal(0))


def summary(draft: Draft) -> Iterator[str]:
    """What was read, what is unsure, what is odd in the document."""
    data = draft.data
    yield f"标题：{visible(data['title'])}"
    found = counts(draft)
    yield "读出：" + "，".join(
        f"{NAMES[name]} {number}" for name, number in found.items() if number or name == "criteria"
    )
    points, full = total(draft), data["scoring"].get("full")
    if points is None:
        yield "计分：文件没有印分值，按达标率"
    elif full is None:
        yield f"计分：各项合计 {plain(points)} 分；文件没有印总分"
    else:
        agrees = "相符" if points == full else "不符，请核对"
        yield f"计分：各项合计 {plain(points)} 分，文件所印总分 {plain(full)} 分，{agrees}"
    account = "，".join(f"{ROLE_TEXT[role]} {number}" for role, number in draft.account.items())
    yield f"原文各处：共 {len(draft.parts)} 处：{account}"
    yield from draft.paper.notes


def doubts(draft: Draft) -> Iterator[str]:
    """Every doubt and finding with its place: what bears on the score first, what stands at one part together."""
    for one in asked(draft):
        for number in one.numbers if one.what == "doubt" else ():
            doubt = draft.doubts[number]
            yield f"存疑（{doubt.place}）：{visible(doubt.message)}"
        for number in one.numbers if one.what == "finding" else ():
            finding = draft.findings[number]
            yield f"文件有疑（{finding.place}）：{visible(finding.why)}；所印“{visible(finding.printed)}”，拟读作“{visible(finding.read_as)}”"
    for mend in draft.void:
        yield f"以前的一处修改（{mend.what} {visible(mend.value)}）对不上现在的文件，没有采用"


def open_line(draft: Draft) -> str:
    """How many questions are open, by what they are about; empty where none is."""
    questions = asked(draft)
    counted = [one for one in questions if one.what != "proposal"]
    more = len(questions) - len(counted)
    tail = f"；另有建议 {more} 条" if more else ""
    return f"待定 {len(counted)} 处（{open_text(counted)}）{tail}" if counted else tail.removeprefix("；")


def proposed(draft: Draft) -> Iterator[str]:
    """What is proposed and what was taken: shared facts, facts of this draft for several demands, themes."""
    count = Counter(one.code for one in draft.proposals)
    open_ = [
        f"{name} {count[code]} 处"
        for code, name in (("shared-fact", "共享事实"), ("same-fact", "同一事实"))
        if count[code]
    ]
    if open_:
        yield f"建议（不采纳也能用）：{'，'.join(open_)}；审阅时最后问到，也写在文件的“# 建议”里"
    used = {
        one["measure"]["fact"]
        for item in criteria(draft.data)
        for one in item.get("requirements", ())
        if "measure" in one
    }
    used |= {one["event"] for one in draft.data["vetoes"] if "event" in one}
    if (previous := draft.previous) is not None:
        own = len(draft.data["facts"])
        if not previous.usable:
            yield visible(previous.told)
        elif own:
            yield (
                f"事实编号与上一版（{visible(previous.told)}）相同 {len(previous.kept)} 个（共 {own} 个）："
                "名称、单位都没有变，已登记的值照旧采用"
            )
    taken = sum(fact in used for fact in draft.shared)
    if taken:
        yield f"已采用共享事实 {taken} 个"
    if draft.themed:
        every = sum(1 for _ in criteria(draft.data))
        yield f"主题：按用语写出 {len(draft.themed)} 项（共 {every} 项），只用于比较，不影响得分"


def not_used(draft: Draft) -> Iterator[str]:
    """What became nothing in the standard, grouped by the reason where many have one."""
    left = [
        part
        for part in draft.parts
        if not part.target and part.role in ("unused", "note", "number") and part.why != IN_DOCUMENT
    ]
    reasons: dict[str, list[Part]] = {}
    for part in left:
        reasons.setdefault(part.why or ROLE_TEXT[part.role], []).append(part)
    for why, parts in reasons.items():
        first = parts[0]
        some = f"如“{clipped(first.text, _COLUMNS)}”（{first.place}）"
        yield (
            f"{why}：{len(parts)} 处，{some}"
            if len(parts) > 1
            else f"{why}：“{clipped(first.text, _COLUMNS)}”（{first.place}）"
        )


def account(draft: Draft) -> Iterator[str]:
    """Every piece of the document: place, what it was read as, what it became; and what is in the file but is no text of it."""
    asides = deque(sorted(draft.paper.asides, key=lambda one: one.before))
    for part in draft.parts:
        while asides and asides[0].before <= part.key.passage:
            yield aside_line(asides.popleft())
        became = f" → {part.target}" if part.target else ""
        why = f"（{part.why}）" if part.why else ""
        unsure = "" if part.sure else " ？"
        yield f"{part.place}\t{ROLE_TEXT[part.role]}{became}{unsure}\t{clipped(part.text, _COLUMNS)}{why}"
    yield from map(aside_line, asides)


def aside_line(one: Aside) -> str:
    """Something of the file that is no text of the document, as a line of the account."""
    return f"{one.place}\t{'未当作正文' if one.text else '未读'}\t{one.what}{'：' if one.text else ''}{clipped(one.text, _COLUMNS)}"
