"""What a journal entry changed, in words: each part of a judgement that differs, from what to what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from kaoping.answers import AdjustmentStatement, PartStatement, Rating, Rectification, VetoStatement
from kaoping.numbers import plain
from kaoping.rectification import state_text
from kaoping.samples import fact_text
from kaoping.standard.resolved import Item, Resolved
from kaoping.workbench import codec

Json = Mapping[str, Any]

_VERDICTS = {"met": "达到", "partial": "部分达到", "unmet": "未达到"}
_TICKS = {"met": "达到", "unmet": "未达到"}
#: What a part is called that says the judgement itself.
MAIN = ""
#: What stands for a part that was not there.
NONE = {
    "rating": "未评",
    "veto": "未说明",
    "adjustment": "未填",
    "part": "未填",
    "fact": "未登记",
    "rectification": "未记",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a judgement that differs. `label` is empty for the judgement itself."""

    label: str
    before: str
    after: str

    @property
    def text(self) -> str:
        """`3 分 → 4 分`, `备注：无 → 待补`."""
        head = f"{self.label}：" if self.label else ""
        return f"{head}{self.before} → {self.after}"


@dataclass(frozen=True, slots=True)
class Change:
    """One change of an entry.

    :ivar what: rating, veto, adjustment, part, fact, proofs, rectification or standard
    :ivar id: of the criterion, veto, adjustment, part, fact or rectification; of the standard empty
    :ivar before: what stood before, as the journal says it; None: nothing
    :ivar after: what stood then
    :ivar parts: what differs, in words
    """

    what: str
    id: str
    title: str
    before: Json | None
    after: Json | None
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """The change in one line."""
        return f"{self.name}　{'；'.join(part.text for part in self.parts)}"

    @property
    def brief(self) -> str:
        """The change in one short line: the judgement itself, or the first that differs."""
        return f"{self.name}　{'；'.join(part.text for part in self.parts[:1])}"

    @property
    def name(self) -> str:
        """The element that was changed."""
        if self.what == "rectification":
            return f"{self.item} {self.title}　整改"
        return f"{self.id} {self.title}".strip() if self.what in ("rating", "proofs") else self.title or self.id

    @property
    def item(self) -> str | None:
        """The criterion that it is about; None where it is about none."""
        return item_of(self.what, self.id, self.after or self.before)


def change_of(resolved: Resolved, change: Json, titles: Mapping[str, str], was: Resolved | None = None) -> Change:
    """A change as the journal says it, in words.

    :param resolved: the standard that holds after the entry.
    :param titles: of pieces of evidence by id, and of editions by digest.
    :param was: the standard that held before it, where that was another.
    """
    what, id, before, after = change["what"], change["id"], change["from"], change["to"]
    was = was or resolved
    first, then = said_of(was, what, id, before, titles), said_of(resolved, what, id, after, titles)
    parts = []
    for label in dict.fromkeys((*then, *first)):
        none = NONE.get(what, "无") if label == MAIN else "无"
        if first.get(label, none) != then.get(label, none):
            parts.append(Part(label, first.get(label, none), then.get(label, none)))
    named = item_of(what, id, after or before) or id
    title = title_of(resolved if after is not None else was, what, named)
    return Change(what, id, title, before, after, tuple(parts))


def item_of(what: str, id: str, body: Json | None) -> str | None:
    """The criterion that a change is about, given what it says before or after; None where it is about none."""
    if what == "rectification":
        return None if body is None else str(body["item"])
    return id if what in ("rating", "proofs") else None


def title_of(resolved: Resolved, what: str, id: str) -> str:
    """What the element is called; its id where the standard does not know it."""
    if what in ("rating", "proofs", "rectification"):
        return resolved.item[id].criterion.title if id in resolved.item else ""
    if what == "fact":
        return resolved.facts[id].title if id in resolved.facts else id
    if what == "standard":
        return "所用标准"
    titles = {
        **{("veto", veto.id): veto.title for veto in resolved.vetoes},
        **{("adjustment", one.id): one.title for one in resolved.adjustments},
        **{("part", part.id): part.title for part in resolved.parts},
    }
    return titles.get((what, id), "")


def said_of(resolved: Resolved, what: str, id: str, body: Json | None, titles: Mapping[str, str]) -> dict[str, str]:
    """What a judgement says, in words, part by part; the judgement itself under `MAIN`."""
    if body is None:
        return {}
    if what == "rating":
        return _rating(resolved.item.get(id), codec.rating_from(body))
    if what == "veto":
        return _veto(codec.veto_from(body))
    if what == "adjustment":
        return _adjustment(codec.adjustment_from(body))
    if what == "part":
        return _part(codec.part_from(body))
    if what == "fact":
        return _fact(resolved, id, body)
    if what == "proofs":
        return {"佐证材料": "、".join(_link(link, titles) for link in body["links"])}
    if what == "standard":
        return {MAIN: titles.get(body["digest"], f"〔{body['digest'][:8]}〕")}
    if what == "rectification":
        return _rectification(codec.rectification_from(id, body))
    return {MAIN: str(body)}


def rating_words(item: Item | None, rating: Rating) -> str | None:
    """How a criterion is rated: `3 分`, `扣 1 分：缺一人`, `达到`, `不适用：…`; None where it is not."""
    if rating.not_applicable is not None:
        return f"不适用：{rating.not_applicable}"
    if rating.deductions:
        lost = "；".join(
            f"扣 {plain(d.amount)} 分：{d.reason}" + (f"（{d.requirement}）" if d.requirement else "")
            for d in rating.deductions
        )
        if item is None or not item.full:
            return lost
        return f"{plain(item.full - sum((d.amount for d in rating.deductions), Decimal(0)))} 分（{lost}）"
    if rating.points is not None:
        return f"{plain(rating.points)} 分"
    if rating.verdict is not None:
        level = item.levels.get(rating.verdict) if item is not None else None
        return level.title if level is not None else _VERDICTS.get(rating.verdict, rating.verdict)
    return None


def _rating(item: Item | None, rating: Rating) -> dict[str, str]:
    main = rating_words(item, rating)
    found = {MAIN: main} if main is not None else {}
    for label, text in (("理由", rating.reason), ("备注", rating.note)):
        if text is not None:
            found[label] = text
    for requirement, tick in rating.requirements.items():
        found[f"要点 {requirement}"] = _TICKS.get(tick, tick)
    if rating.evidence:
        found["佐证"] = "、".join(rating.evidence)
    evidence = "、".join(name for d in rating.deductions for name in d.evidence)
    if evidence:
        found["扣分的佐证"] = evidence
    if rating.flagged:
        found["标记"] = "有"
    if rating.carried:
        found["沿用以往"] = "是"
    if rating.basis is not None:
        found["依据"] = f"采纳建议（{rating.basis[:8]}）"
    return found


def _veto(statement: VetoStatement) -> dict[str, str]:
    found = {}
    if statement.happened is not None:
        when = f"（{statement.occurred_on.isoformat()}）" if statement.occurred_on else ""
        found[MAIN] = f"发生过{when}" if statement.happened else "未发生"
    if statement.note is not None:
        found["说明"] = statement.note
    return found


def _adjustment(statement: AdjustmentStatement) -> dict[str, str]:
    found = {}
    if statement.amount is not None:
        found[MAIN] = f"{plain(statement.amount)} 分"
    elif statement.count is not None:
        found[MAIN] = f"{statement.count} 次"
    if statement.reason is not None:
        found["理由"] = statement.reason
    return found


def _part(statement: PartStatement) -> dict[str, str]:
    found = {MAIN: f"{plain(statement.score)} 分"}
    if statement.reason is not None:
        found["理由"] = statement.reason
    return found


def _fact(resolved: Resolved, id: str, body: Json) -> dict[str, str]:
    definition = resolved.facts.get(id)
    value = codec.value_from(body["value"])
    if definition is not None and definition.kind == "event":
        text = "发生" if value is True else "未发生"
        if body.get("occurred_on"):
            text += f" {body['occurred_on']}"
    else:
        text = fact_text(value, definition)
    found = {MAIN: f"{text}（{body['period']}）"}
    if body.get("settled"):
        found["裁定"] = "是"
    if body.get("note"):
        found["说明"] = body["note"]
    return found


def _rectification(asked: Rectification) -> dict[str, str]:
    found = {MAIN: asked.what, "责任": asked.owner, "期限": asked.due.isoformat(), "状态": state_text(asked)}
    if asked.requirement is not None:
        found["要点"] = asked.requirement
    return found


def _link(link: Json, titles: Mapping[str, str]) -> str:
    text = titles.get(link["evidence"], link["evidence"])
    if link.get("requirement"):
        text += f"（证明 {link['requirement']}）"
    if link.get("page"):
        text += f" {link['page']}"
    return text
