"""What stands below an item: its demands and what they cost, evidence, means, who is responsible; bonus and penalty. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from kaoping.drafting.making import notice
from kaoping.drafting.making.demands import cleaned, demand
from kaoping.drafting.making.reads import Read
from kaoping.drafting.making.taking import Item, Taking
from kaoping.drafting.making.whole import LONGEST
from kaoping.drafting.outlines.sections import label_of
from kaoping.drafting.phrases.earned import one_tier
from kaoping.drafting.phrases.figures import plain
from kaoping.drafting.phrases.limits import bounds
from kaoping.drafting.phrases.prices import clause_cuts, costs, deduction
from kaoping.drafting.phrases.terms import gift
from kaoping.drafting.phrases.worth import worths
from kaoping.drafting.values import Mend

#: A rule that begins with what is demanded: 签订责任书，未签订的扣5分.
_DEMANDS = re.compile(r"(?!未|无|没|每|不|发现|发生|出现|少|缺|低|超|迟|逾|凡|[1一])[^，。；;]{4,}?[，,（(]")
#: An item's own words that are longer are its first demand as well.
NAME = 30


#: 以上加分累计不超过5分.
_TOGETHER = re.compile(
    r"(?:以上|上述|各项|所有)[^，,。；;\d]{0,8}[加减扣]分[^，,。；;\d]{0,8}[，,]?[^，,。；;\d]{0,8}\d+(?:\.\d+)?\s*分[。；;]?"
)
_SHARED = "{:f} 分是几项合计的上限，标准只能逐项写上限：已写在每一项上，合计由考评人掌握"


class Below(Taking):
    """Takes what belongs to the item opened last, and what adds to the whole or takes off it."""

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
        if not words or (len(words) <= 8 and cost is not None and cost.each is not None and not bounds(following)):
            return  # nothing but a name: what follows is counted by itself
        if self._heads_a_list(item, words):
            item.table["title"] = self._own(item.read, "title") or words.strip("。：:，, ") or words
        elif (
            len(words) > NAME
            or re.search(r"[，,；;]", words)
            or bounds(words)
            or (costs(following) and not bounds(following))
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
        id = self._requirement_id(item, read)
        before = _priced(item.requirements, text)
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
            if named:
                table["responsible"] = named
        elif role == "points":
            value = next((one.points for one in worths(text) if one.points is not None), read.points)
            if value is not None and "points" not in table:
                table["points"] = value
                self.scored = True
        else:
            self._note(table, words)
        return str(table["id"])

    @staticmethod
    def _note(table: dict[str, Any], words: str) -> None:
        table["note"] = f"{table['note']} {words}"[: LONGEST["text"]] if "note" in table else words[: LONGEST["text"]]

    def _capped(self, read: Read, text: str, made: dict[str, Any]) -> tuple[dict[str, Any], bool]:
        """With the most that all entries of a list give together, where its head prints that: 加分项（不超过5分）."""
        shared = gift(read.context).cap if read.context and read.context != text else None
        least = max(made.get("amount", 0), made.get("range", {}).get("high", 0))
        if shared is None or "cap" in made or not shared >= least > 0:
            return made, False
        if read.context in self.lists:
            message = _SHARED.format(shared.normalize())
            if not any(one.code == "shared-cap" and one.message == message for one in self.doubts):
                self._doubt("shared-cap", read, message)
        self.lists.add(read.context)
        where = list(made).index("clause")
        entries = list(made.items())
        return dict([*entries[:where], ("cap", shared), *entries[where:]]), True

    def _unpriced(self, read: Read) -> None:
        """One doubt for all entries one behind the other that print no points: that is one question."""
        last = next((at for at in range(len(self.doubts) - 1, -1, -1) if self.doubts[at].code == "no-amount"), None)
        many = sum("set_by" in one for one in self.adjustments) + 1
        priced = any("set_by" not in one for one in self.adjustments)
        if last is None or priced:
            self._doubt("no-amount", read, "没有印加减多少分，读作由本地规定")
        else:
            self.doubts[last] = replace(
                self.doubts[last], message=f"加减分的各条都没有印分值（{many} 条），读作由本地规定"
            )

    def _together(self, read: Read, kind: str, text: str) -> str:
        """The text without the sentence that limits all entries before it: 以上加分累计不超过5分."""
        found = _TOGETHER.search(text)
        shared = gift(found.group()).cap if found is not None else None
        if found is None or shared is None:
            return text
        self.shared.append((kind, len(self.adjustments) + bool(text[: found.start()].strip()), shared))
        self._doubt("shared-cap", read, _SHARED.format(shared.normalize()))
        return text[: found.start()] + text[found.end() :]

    def _share_out(self) -> None:
        """Give each entry the limit that is printed for all, where it has none of its own."""
        for kind, end, shared in self.shared:
            for one in self.adjustments[:end]:
                least = max(one.get("amount", 0), one.get("range", {}).get("high", 0))
                if one["kind"] == kind and "cap" not in one and shared >= least > 0:
                    clause = one.pop("clause")
                    one |= {"cap": shared, "clause": clause}

    def _adjustment(self, read: Read, kind: str, text: str) -> str:
        text = self._together(read, kind, text)
        if not text.strip():
            return str(self.adjustments[-1]["id"]) if self.adjustments else ""
        letter = "b" if kind == "bonus" else "p"
        number = 1 + sum(one["kind"] == kind for one in self.adjustments)
        made, told = notice.adjustment(
            f"{letter}{number}", kind, cleaned(text) or text, read.context, self._place(read)
        )
        gained = text if told else ""
        if not told:
            found = notice.adjustment("x", kind, text, read.context, "x")
            made, told = (
                (
                    {
                        **found[0],
                        "id": made["id"],
                        "text": made["text"],
                        "title": made["title"],
                        "clause": made["clause"],
                    },
                    True,
                )
                if found[1]
                else (made, False)
            )
        made, shared = self._capped(read, text, made)
        told = told or shared
        highest = made["range"]["high"] if "range" in made else made.get("amount", 0)
        if read.points and read.points > highest:
            # A column of points prints the most that an item of the list may give.
            made.setdefault("cap", read.points)
            made.pop("set_by", None)
            told = True
        if not told and not gained:
            self._unpriced(read)
        self.adjustments.append(self._mended(read, made))
        return str(made["id"])


def _priced(requirements: Sequence[dict[str, Any]], text: str) -> dict[str, Any] | None:
    """The requirement that a deduction may belong to: the one that its first words name, else the last."""
    cost = deduction(text)
    lead = cost.lead.strip() if cost is not None else ""
    named = (one for one in reversed(requirements) if len(lead) >= 2 and lead in plain(one["text"]))
    return next(named, requirements[-1] if requirements else None)
