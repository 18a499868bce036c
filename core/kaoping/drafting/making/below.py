"""What stands below an item: its demands and what they cost, evidence, means, who is responsible; bonus and penalty. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from kaoping.drafting.making import aims, notice
from kaoping.drafting.making.added import Added
from kaoping.drafting.making.demands import cleaned, demand, shortfall_of
from kaoping.drafting.making.reads import Read
from kaoping.drafting.making.taking import Item
from kaoping.drafting.making.whole import LONGEST
from kaoping.drafting.outlines.sections import label_of
from kaoping.drafting.phrases.earned import one_tier
from kaoping.drafting.phrases.figures import plain
from kaoping.drafting.phrases.limits import bounds
from kaoping.drafting.phrases.prices import clause_cuts, costs, deduction
from kaoping.drafting.phrases.worth import worths
from kaoping.drafting.values import Mend

#: A rule that begins with what is demanded: 签订责任书，未签订的扣5分.
_DEMANDS = re.compile(r"(?!未|无|没|每|不|发现|发生|出现|少|缺|低|超|迟|逾|凡|[1一])[^，。；;]{4,}?[，,（(]")
#: The same, where what is demanded stands apart from the case that costs: 设有司法所，未配备的扣5分.
_SAYS_ALL = re.compile(
    r"\s*(?!未|无|没|不|发现|发生|出现|存在|少|缺|低|超|迟|逾|凡|[1一]|扣|酌)[^，。；;]{3,}?[^的者时，。；;](?<!每)[，,（(]"
)
_AHEAD = re.compile(r"\s*[（(\[【〔]\s*[\d.]+\s*分\s*[）)\]】〕]\s*[，,、。]?\s*(?=\S)")
#: 由县统计局考评.
_RATED_BY = re.compile(r"由(.{2,}?)(?:负责)?(?:考[核评]|评定|评分|打分|提供|认定)(?:打分|评分|情况|数据)?")
#: An item's own words that are longer are its first demand as well.
NAME = 30


class Below(Added):
    """Takes what belongs to the item opened last."""

    def _requirement(self, read: Read, text: str) -> str:
        if self.item is None:
            self._doubt("no-item", read, "前面没有评分项，不知道属于哪一项；没有写进标准", self._homes(read))
            return ""
        item = self.item
        self._first_demand(item, text)
        label = label_of(text)
        words = text[label[1] :] if label is not None else text
        if not words.strip():
            return str(item.table["id"])
        return self._demand(item, read, words)

    def _homes(self, read: Read) -> list[Mend]:
        return [Mend(self._key(read), "role", role) for role in ("criterion", "rule", "note")]

    def _first_demand(self, item: Item, following: str = "") -> None:
        """An item whose own words are a whole sentence is its first demand."""
        words, item.words = item.words, ""
        cost = deduction(following) if following else None
        if not words or (
            len(words) <= 8
            and cost is not None
            and cost.each is not None
            and not bounds(following)
            and not bounds(words)
        ):
            return  # nothing but a name: what follows is counted by itself
        if self._heads_a_list(item, words):
            item.table["title"] = self._own(item.read, "title") or words.strip("。：:，, ") or words
        elif (
            len(words) > NAME
            or re.search(r"[，,；;]", words)
            or bounds(words)
            or (costs(following) and not bounds(following) and not _SAYS_ALL.match(following))
        ):
            self._demands(item, words)

    def _demands(self, item: Item, words: str) -> None:
        """An item's own words as its demands: one for each clause with a bound or deduction of its own."""
        cuts = clause_cuts(words)
        for start, end in pairwise([*cuts, len(words)]):
            self._demand(item, item.read, words[start:end])

    def _heads_a_list(self, item: Item, words: str) -> bool:
        """Whether an item's own words are only the name of the numbered demands that follow."""
        behind = self.reads[self.at + 1] if self.at + 1 < len(self.reads) else None
        here = self.reads[self.at]
        told = here.role == "requirement" or (
            here.role == "deduction" and _DEMANDS.match(self._text(self.at, self.at + 1))
        )
        return len(words) <= 60 and bool(here.number) and bool(told) and (
            behind is None or bool(behind.number) or here.joins or behind.role != "requirement"
        )  # fmt: skip

    def _demand(self, item: Item, read: Read, text: str) -> str:
        if read.role == "deduction" and (ahead := _AHEAD.match(text)) is not None:
            text = text[ahead.end() :]  # the item's points, before what takes them off
        id = self._requirement_id(item, read)
        before = shortfall_of(item.requirements, deduction(text), text, self.facts) or _priced(item.requirements, text)
        full = (before or {}).get("points") if read.role == "deduction" else None
        cost = deduction(text) if item.read.grades else None
        if item.read.grades and (one_tier(text) is not None or (cost is not None and cost.all)):
            item.requirements.append({"id": id, "text": cleaned(text), "clause": self._place(read)})
            return id
        found = demand(text, id, self.facts, full or item.table.get("points"), scored=self.scored, before=before)
        if not found.text:
            return str(item.table["id"])
        if found.by_hand and not read.why:
            read.why = found.by_hand
        if found.unclear:
            self._doubt("figures", read, found.unclear)
        if found.turned:
            self._doubt("bound-turned", read, "这里的数字是扣分的情形，界限按相反的方向读作要求，请核对")
        if read is not item.read:
            item.sentences.append((read, text))
        if found.attach and before is not None:
            self.told[self._key(read)] = before
            return self._attach(before, found.text, found.deduct)
        made: dict[str, Any] = {"id": id, "text": found.text}
        own = found.points or (read.points if read.role == "requirement" else None)
        if self._own(read, "points") is not None and read is not item.read:
            own = self._points(read)
        if own and read is not item.read:
            made["points"] = own
        if found.measure is not None and self._own(read, "measure") != "none":
            made["measure"] = found.measure
        if found.deduct is not None and ("each" not in found.deduct or "measure" in made):
            made["deduct"] = found.deduct
        made["clause"] = self._place(read)
        item.requirements.append(made)
        self.told[self._key(read)] = made
        return id

    def _attach(self, before: dict[str, Any], text: str, rule: Mapping[str, Any] | None) -> str:
        """A clause that limits or prices what stands before it."""
        before["text"] = (
            f"{before['text']}，{text}"[: LONGEST["text"]]
            if before["text"][-1:] not in "。；"
            else f"{before['text']}{text}"
        )
        if rule is not None and ("deduct" in before or "cap" not in rule or len(rule) > 1):
            before["deduct"] = {**before.get("deduct", {}), **rule}
        return str(before["id"])

    def _requirement_id(self, item: Item, read: Read) -> str:
        known = {one["id"] for one in item.requirements}
        number = self._number(read) if read is not item.read else ""
        tail = number.rsplit(".", 1)[-1] if number else ""
        wanted = f"{item.table['id']}.{tail}" if tail else ""
        if wanted and wanted not in known and re.fullmatch(r"\w[\w.\-]{0,59}", wanted):
            return wanted
        at = len(item.requirements) + 1
        while f"{item.table['id']}.{at}" in known:
            at += 1
        return f"{item.table['id']}.{at}"

    def _about_item(self, read: Read, text: str) -> str:
        if self.item is None:
            return ""
        table, role = self.item.table, read.role
        label = label_of(text)
        words = (text[label[1] :] if label is not None else text).strip()
        if role == "note" and (read.why or (label is None and not read.sure)):
            return ""
        if role == "points" and read.why:
            return ""
        if not words:
            return str(table["id"])
        if role == "evidence":
            table.setdefault("evidence", []).extend(entry[:1000] for entry in notice.split_list(words))
        elif role == "method":
            kinds = [one for one in notice.methods(words) if one not in table.get("methods", [])]
            table.setdefault("methods", []).extend(kinds)
            if not kinds and not table["methods"]:
                del table["methods"]
                self._note(table, words)
        elif role == "responsible":
            named = re.sub(r"\s+", "、", words.strip("。；;，, "))[: LONGEST["label"]]
            if (rating := _RATED_BY.fullmatch(named)) is not None:
                named = rating[1]
            if named:
                table["responsible"] = named
        elif role == "points":
            value = next((one.points for one in worths(text) if one.points is not None), read.points)
            if value is not None and "points" not in table:
                table["points"] = value
                self.scored = True
        else:
            self._note(table, words)
            self.item.remarks.append((read, words))
        return str(table["id"])

    def _aimed(self, item: Item) -> None:
        """Note where a target in a column of its own may be the bound."""
        found = aims.question(item, self._key) if self.scored else None
        if found is not None and not {"text", "measure"} & self.mends.get(found[2][-1].key, {}).keys():
            passage = self.paper.passages[found[0].passage]
            self.aims.setdefault((passage.table, passage.column), []).append(found)

    def _aims_asked(self) -> None:
        """Ask about the first target of each column; that it is only told holds for the column, else the next is asked."""
        for column in self.aims.values():
            read, message, offers = column[0]
            if any("accepted" in self.mends.get(self._key(one), {}) for one, _, _ in column):
                continue
            more = len(column) - 1
            behind = f"；这一列还有 {more} 处：认可只作说明的都不再问，改作界限的接着问下一处" if more else ""
            self._doubt("aim", read, f"{message}{behind}", offers)

    @staticmethod
    def _note(table: dict[str, Any], words: str) -> None:
        table["note"] = f"{table['note']} {words}"[: LONGEST["text"]] if "note" in table else words[: LONGEST["text"]]


def _priced(requirements: Sequence[dict[str, Any]], text: str) -> dict[str, Any] | None:
    """The requirement that a deduction may belong to: the one that its first words name, else the last."""
    cost = deduction(text)
    lead = cost.lead.strip() if cost is not None else ""
    named = (one for one in reversed(requirements) if len(lead) >= 2 and lead in plain(one["text"]))
    return next(named, requirements[-1] if requirements else None)
