"""The data of a standard from pieces with roles, in the shape of its file. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from kaoping.drafting import notice
from kaoping.drafting.demands import cleaned, demand
from kaoping.drafting.lines import line_marks
from kaoping.drafting.mending import key
from kaoping.drafting.naming import Names
from kaoping.drafting.phrases import bounds, costs, deduction, plain, total_of, worths
from kaoping.drafting.reads import LEVELS, Read
from kaoping.drafting.sections import label_of
from kaoping.drafting.values import ROLE_TEXT, Doubt, Key, Mend
from kaoping.drafting.whole import LONGEST, Gathered, without_hidden
from kaoping.intake.paper import Paper

#: A rule that begins with what is demanded: 签订责任书，未签订的扣5分.
_DEMANDS = re.compile(r"(?!未|无|没|每|不|发现|发生|出现|少|缺|低|超|迟|逾|凡|[1一])[^，。；;]{4,}?[，,（(]")
#: An item's own words that are longer are its first demand as well.
_NAME = 30


@dataclass(slots=True)
class Built:
    """What became of the reads.

    :ivar targets: for each read, the id of what it became; empty where nothing
    """

    data: dict[str, Any]
    targets: list[str]
    doubts: tuple[Doubt, ...]


def built(paper: Paper, reads: Sequence[Read], mends: Sequence[Mend] = (), id: str = "draft") -> Built:
    """Make the data of a standard under this id."""
    return _Builder(paper, reads, mends, id).run()


@dataclass(slots=True)
class _Item:
    """An item being built: its table, its words, where it stands."""

    table: dict[str, Any]
    read: Read
    words: str
    requirements: list[dict[str, Any]] = field(default_factory=list)


class _Builder(Gathered):
    def __init__(self, paper: Paper, reads: Sequence[Read], mends: Sequence[Mend], id: str) -> None:
        super().__init__(paper, id)
        self.reads = reads
        self.mends: dict[Key, dict[str, str]] = {}
        for mend in mends:
            self.mends.setdefault(mend.key, {})[mend.what] = mend.value
        self.targets = [""] * len(reads)
        self.at = 0
        self.doubts: list[Doubt] = []
        self.groups = _groups(reads)
        self.names = Names([reads[at] for at, _ in self.groups if reads[at].role in LEVELS], self._number)
        self.scored = any(read.points is not None and read.role == "criterion" for read in reads) or any(
            "points" in one for one in self.mends.values()
        )
        self.item: _Item | None = None
        #: The id of the level opened last.
        self.opened = ""

    # -- walking -------------------------------------------------------------------------------------------------------

    def run(self) -> Built:
        for at, end in self.groups:
            self.at = at
            target = self._take(self.reads[at], self._text(at, end))
            if self.reads[at].role in LEVELS:
                self.opened = target
            for index in range(at, end):
                self.targets[index] = target
        self._finish()
        return Built(self.data(), self.targets, tuple(self.doubts))

    def _key(self, read: Read) -> Key:
        return key(read, self.paper)

    def _own(self, read: Read, what: str) -> str | None:
        return self.mends.get(self._key(read), {}).get(what)

    def _number(self, read: Read) -> str:
        own = self._own(read, "number")
        return read.number if own is None else own

    def _text(self, at: int, end: int) -> str:
        """The words of a read and of what joins it, without the number and a label."""
        head = self.reads[at]
        given = self._own(head, "text")
        if given:
            return without_hidden(given)
        if head.text:
            return without_hidden(head.text)
        words = ""
        for index in range(at, end):
            read = self.reads[index]
            piece = self.paper.passages[read.passage].printed[read.start : read.end].strip()
            words += f" {piece}" if words[-1:].isascii() and words[-1:].isalnum() and piece[:1].isascii() else piece
        return _without_mark(without_hidden(words))

    def _place(self, read: Read) -> str:
        return self.paper.passages[read.passage].place

    def _take(self, read: Read, text: str) -> str:
        self._doubted(read)
        role = read.role
        if role == "number" and read.number:
            # A cell of the column of numbers stands behind the level that it counts.
            return self.opened
        if role in ("dimension", "group"):
            return self._level(read, text)
        if role == "criterion":
            return self._criterion(read, text)
        if not text.strip():
            return ""
        if role in ("requirement", "deduction"):
            return self._requirement(read, text)
        if role in ("evidence", "method", "responsible", "note", "points"):
            return self._about_item(read, text)
        if role == "veto":
            made = notice.veto(f"v{len(self.vetoes) + 1}", cleaned(text) or text, read.context, self._place(read))
            self.vetoes.append(self._mended(read, made))
            return str(made["id"])
        if role in ("bonus", "penalty"):
            return self._adjustment(read, role, text)
        if role == "outcome":
            self.outcomes.append((text, self._place(read)))
            return ""
        if role == "stage":
            made = notice.stage(f"s{len(self.stages) + 1}", text, self._place(read))
            self.stages.append(self._mended(read, made))
            return str(made["id"])
        if role == "rule":
            self.rules.append(text[: LONGEST["text"]])
        elif role == "title":
            # A title behind the first item is that of another table.
            own = [] if read.context or self.dimensions or self.criteria else self.heads
            (self.notice if read.context == "document" else own).append(text)
        elif role in ("total", "head"):
            self.full = self.full or total_of(text) or read.points
        elif role == "form":
            return ""
        return ""

    def _doubted(self, read: Read) -> None:
        if not read.doubt or "accepted" in self.mends.get(self._key(read), {}):
            return
        offers = [Mend(self._key(read), "accepted")]
        if read.doubt == "points":
            offers.append(Mend(self._key(read), "points", ""))
        offers += [Mend(self._key(read), "role", role) for role in read.others]
        self._doubt(read.doubt, read, read.why or f"读作{ROLE_TEXT[read.role]}，请核对", offers)

    def _doubt(self, code: str, read: Read, message: str, offers: Sequence[Mend] = ()) -> None:
        own = self._key(read)
        if code != read.doubt and "accepted" in self.mends.get(own, {}):
            return
        self.doubts.append(Doubt(code, own, self._place(read), message, tuple(offers) or (Mend(own, "accepted"),)))

    # -- levels --------------------------------------------------------------------------------------------------------

    def _level(self, read: Read, text: str) -> str:
        self.item = None
        words = cleaned(text)
        made: dict[str, Any] = {"id": self.names.of(read), "title": self._title(read, words) or ROLE_TEXT[read.role]}
        if (number := self.names.printed(read)) is not None and read.role == "group":
            made["number"] = number
        points = self._points(read)
        if points is not None and points > 0:
            made["points"] = points
        made["_place"] = self._place(read)
        if read.role == "dimension" or not self.dimensions:
            self.dimensions.append(made)
        else:
            self.dimensions[-1].setdefault("groups", []).append(made)
        return str(made["id"])

    def _criterion(self, read: Read, text: str) -> str:
        words = cleaned(text)
        made: dict[str, Any] = {"id": self.names.of(read), "title": self._title(read, words)}
        points = self._points(read)
        if points is not None:
            made["points"] = points
        made["clause"] = self._clause(read)
        self.item = _Item(made, read, words)
        made["_item"] = self.item
        self._home().append(made)
        return str(made["id"])

    def _home(self) -> list[dict[str, Any]]:
        if not self.dimensions:
            return self.criteria
        last = self.dimensions[-1]
        groups = last.get("groups")
        holder = groups[-1] if groups else last
        found: list[dict[str, Any]] = holder.setdefault("criteria", [])
        return found

    def _title(self, read: Read, words: str) -> str:
        own = self._own(read, "title")
        if own:
            return without_hidden(own)[: LONGEST["title"]] or ROLE_TEXT[read.role]
        if read.role != "criterion":
            return (words.rstrip("。") or self._number(read) or ROLE_TEXT[read.role])[: LONGEST["title"]]
        return notice.shortened(words) or f"第 {self.names.of(read)} 项"

    def _points(self, read: Read) -> Decimal | None:
        own = self._own(read, "points")
        if own is None:
            return read.points
        try:
            value = Decimal(own)
        except InvalidOperation:
            return None
        return value if value.is_finite() and value >= 0 else None

    def _clause(self, read: Read) -> str:
        above = [one["title"] for one in self.dimensions[-1:]]
        path = "".join(f"{title[:20]} · " for title in above)
        return f"{self._place(read)} {path}{self._number(read)}".strip(" ·")[: LONGEST["title"]]

    def _mended(self, read: Read, made: dict[str, Any]) -> dict[str, Any]:
        title = self._own(read, "title")
        if title:
            made["title"] = without_hidden(title)[: LONGEST["title"]] or made["title"]
        return made

    # -- below an item -------------------------------------------------------------------------------------------------

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

    def _first_demand(self, item: _Item, following: str = "") -> None:
        """An item whose own words are a whole sentence is its first demand."""
        words, item.words = item.words, ""
        if not words:
            return
        if self._heads_a_list(item, words):
            item.table["title"] = self._own(item.read, "title") or words.strip("。：:，, ") or words
        elif (
            len(words) > _NAME
            or re.search(r"[，,；;]", words)
            or bounds(words)
            or (costs(following) and not bounds(following))
        ):
            self._demand(item, item.read, words)

    def _heads_a_list(self, item: _Item, words: str) -> bool:
        """Whether an item's own words are only the name of the numbered demands that follow."""
        behind = self.reads[self.at + 1] if self.at + 1 < len(self.reads) else None
        here = self.reads[self.at]
        told = here.role == "requirement" or (
            here.role == "deduction" and _DEMANDS.match(self._text(self.at, self.at + 1))
        )
        return len(words) <= 60 and bool(here.number) and bool(told) and (
            behind is None or bool(behind.number) or here.joins or behind.role != "requirement"
        )  # fmt: skip

    def _demand(self, item: _Item, read: Read, text: str) -> str:
        id = self._requirement_id(item, read)
        before = _priced(item.requirements, text)
        full = (before or {}).get("points") if read.role == "deduction" else None
        found = demand(text, id, self.facts, full or item.table.get("points"), scored=self.scored, before=before)
        if not found.text:
            return str(item.table["id"])
        if found.unclear:
            self._doubt("figures", read, found.unclear)
        if found.turned:
            self._doubt("bound-turned", read, "这里的数字是扣分的情形，界限按相反的方向读作要求，请核对")
        if found.attach and before is not None:
            return self._attach(before, found.text, found.deduct)
        made: dict[str, Any] = {"id": id, "text": found.text}
        own = found.points or (read.points if read.role == "requirement" else None)
        if own and read is not item.read:
            made["points"] = own
        if found.measure is not None and self._own(read, "measure") != "none":
            made["measure"] = found.measure
        if found.deduct is not None and ("each" not in found.deduct or "measure" in made):
            made["deduct"] = found.deduct
        made["clause"] = self._place(read)
        item.requirements.append(made)
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

    def _requirement_id(self, item: _Item, read: Read) -> str:
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

    def _adjustment(self, read: Read, kind: str, text: str) -> str:
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
        if read.points and "range" not in made and read.points > made.get("amount", 0):
            # A column of points prints the most that an item of the list may give.
            made.setdefault("cap", read.points)
            made.pop("set_by", None)
            told = True
        if not told and not gained:
            self._doubt("no-amount", read, "没有印加减多少分，读作由本地规定")
        self.adjustments.append(self._mended(read, made))
        return str(made["id"])

    # -- the whole -----------------------------------------------------------------------------------------------------

    def _finish(self) -> None:
        for table in self.all_criteria():
            item: _Item = table.pop("_item")
            if item.words and (not item.requirements or len(item.words) > _NAME):
                self._first_demand_last(item)
            self._share(item)
            if item.requirements:
                table["requirements"] = item.requirements
        told = (one for table in self.all_criteria() for one in table.get("requirements", ()))
        used = {one["measure"]["fact"]: at for at, one in enumerate(told) if "measure" in one}
        self.facts.made = sorted(
            (fact for fact in self.facts.made if fact["id"] in used), key=lambda one: used[one["id"]]
        )

    def _first_demand_last(self, item: _Item) -> None:
        words, item.words = item.words, ""
        self._demand(item, item.read, words)

    def _share(self, item: _Item) -> None:
        """Points of single demands stay only where they add up to no more than the item's own."""
        own = [one["points"] for one in item.requirements if "points" in one]
        full = item.table.get("points")
        if not own or full is None:
            return
        if (len(own) == 1 and own[0] == full) or sum(own) > full:
            for one in item.requirements:
                one.pop("points", None)


def _priced(requirements: Sequence[dict[str, Any]], text: str) -> dict[str, Any] | None:
    """The requirement that a deduction may belong to: the one that its first words name, else the last."""
    cost = deduction(text)
    lead = cost.lead.strip() if cost is not None else ""
    named = (one for one in reversed(requirements) if len(lead) >= 2 and lead in plain(one["text"]))
    return next(named, requirements[-1] if requirements else None)


def _groups(reads: Sequence[Read]) -> list[tuple[int, int]]:
    """Reads that are one sentence over several passages, as first and behind the last."""
    found: list[tuple[int, int]] = []
    for at, read in enumerate(reads):
        if found and read.joins and read.role == reads[found[-1][0]].role:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return found


def _without_mark(text: str) -> str:
    found = line_marks(text)
    words = found[-1].end if found else 0
    return text[words:].strip() if text[words:].strip() else text.strip()


__all__ = ["Built", "built"]
