"""The data of a standard from pieces with roles, in the shape of its file. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kaoping.drafting.author.given import apply, bands_text
from kaoping.drafting.making import notice
from kaoping.drafting.making.aims import UNSCORED
from kaoping.drafting.making.below import NAME, Below
from kaoping.drafting.making.demands import cleaned
from kaoping.drafting.making.fact_names import named
from kaoping.drafting.making.reads import LEVELS, Grade, Read
from kaoping.drafting.making.taking import Item
from kaoping.drafting.making.whole import LONGEST
from kaoping.drafting.outlines import arranged
from kaoping.drafting.phrases.figures import plain
from kaoping.drafting.phrases.outcome_limits import all_left
from kaoping.drafting.phrases.prices import costs
from kaoping.drafting.phrases.terms import bands
from kaoping.drafting.phrases.worth import total_of, worths
from kaoping.drafting.values import ROLE_TEXT, Doubt, Key, Mend
from kaoping.intake.paper import Paper


@dataclass(slots=True)
class Built:
    """What became of the reads.

    :ivar targets: for each read, the id of what it became; empty where nothing
    :ivar demands: for each requirement and veto, the piece that it begins with
    """

    data: dict[str, Any]
    targets: list[str]
    doubts: tuple[Doubt, ...]
    demands: dict[str, Key]


def built(paper: Paper, reads: Sequence[Read], mends: Sequence[Mend] = (), id: str = "draft") -> Built:
    """Make the data of a standard under this id."""
    return _Builder(paper, reads, mends, id).run()


#: Conditions of outcomes that no score decides.
_RANKED = re.compile(r"排名|名次|居前|前\s*[\d一二三四五六七八九十]+\s*[名位]|前\s*\d+\s*%|末位")


class _Builder(Below):
    # -- walking -------------------------------------------------------------------------------------------------------

    def run(self) -> Built:
        for at, end in self.groups:
            self.at = at
            target = self._take(self.reads[at], self._text(at, end))
            if self.reads[at].role in LEVELS:
                self.opened = target
            for index in range(at, end):
                self.targets[index] = target if self.reads[index].role == self.reads[at].role else ""
        self._finish()
        demands: dict[str, Key] = {}
        for own, table in self.told.items():
            demands.setdefault(str(table["id"]), own)
        return Built(self.data(), self.targets, tuple(self.doubts), demands)

    def _take(self, read: Read, text: str) -> str:
        self._doubted(read)
        role = read.role
        if role in (*LEVELS, "rule", "note", "title", "veto") and not read.joins:
            self.heading = []
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
            if (limited := notice.limits(text, read.context)) is not None:
                self.limited.append((read, made, *limited))
            return str(made["id"])
        if role in ("bonus", "penalty"):
            return self._adjustment(read, role, text)
        if role == "outcome":
            given = self._own(read, "bands")
            self.ranked.append(read)
            if _RANKED.search(plain(text)) and bands(text) and any(one.at_least is not None for one in bands(text)):
                self._doubt("outcomes", read, "这一等另有名次或比例的条件，标准只能写分数线；名次由考评人掌握")
            self.outcomes.append((text if given is None else bands_text(given), self._place(read)))
            return ""
        if role == "stage":
            made = notice.stage(f"s{len(self.stages) + 1}", text, self._place(read))
            self.stages.append(self._mended(read, made))
            return str(made["id"])
        if role == "rule":
            self._all_limited(read, text)
            self._rule(read, text[: LONGEST["text"]])
        elif role == "title":
            # A title behind the first item is that of another table.
            own = [] if read.context or self.dimensions or self.criteria else self.heads
            if own is self.heads and self.full is None:
                self.full = next((one.points for one in worths(text) if one.sure and (one.points or 0) >= 50), None)
            (self.notice if read.context == "document" else own).append(text)
        elif role in ("total", "head"):
            self.full = self.full or total_of(text) or read.points
        elif role == "form":
            table = self.paper.passages[read.passage].table
            self.forms.setdefault(read.context or f"表格{table or ''}", []).append((read, text))
        return ""

    def _rule(self, read: Read, text: str) -> None:
        """A rule of the notice: what the format has a place for goes there, all else stays a rule in words."""
        place = self._place(read)
        if found := arranged.quotas(text, place):
            self.arranged.setdefault("quotas", []).extend(found)
            read.why = "名额，写进文件的 quotas"
        elif made := arranged.assignments(text):
            self.arranged.setdefault("assignments", []).extend(made)
            read.why = "谁考评谁，写进文件的 assignments"
            self.rules.append(text)
        elif read.context.isdecimal() and (units := arranged.named_units(text, int(read.context))):
            self.arranged.setdefault("units", []).extend(units)
            read.why = "名单，写进文件的批次（campaigns）"
        else:
            if arranged.is_share(text):
                read.why = "名额按比例定，标准的名额只能写个数，只记在其他规定里"
            self.rules.append(text)

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
        if any(one.points is not None or one.share is not None for one in read.grades):
            made["levels"] = [_level(one) for one in read.grades]
        elif read.grades:
            self.levels = [_level(one) for one in read.grades]
        self.item = Item(made, read, words)
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

    # -- the whole -----------------------------------------------------------------------------------------------------

    def _finish(self) -> None:
        for table in self.all_criteria():
            item: Item = table.pop("_item")
            if item.words and (not item.requirements or len(item.words) > NAME):
                self._first_demand_last(item)
            self._aimed(item)
            self._share(item)
            if item.requirements:
                table["requirements"] = item.requirements
        self._aims_asked()
        self._share_out()
        self._costs_of_nothing()
        self._outcomes_told()
        self._limits_told()
        self._forms_made()
        apply(self.figures, self.told, self.facts)
        told = (one for table in self.all_criteria() for one in table.get("requirements", ()))
        used = {one["measure"]["fact"]: at for at, one in enumerate(told) if "measure" in one}
        self.facts.made = sorted(
            (fact for fact in self.facts.made if fact["id"] in used), key=lambda one: used[one["id"]]
        )
        self._facts_named()

    def _facts_named(self) -> None:
        """The facts under names that hold in the next edition too, in place of the numbers that they were made under."""
        names = named(self.facts.made, self.facts.prefix, self.all_criteria())
        for fact in self.facts.made:
            fact["id"], fact["title"] = names[fact["id"]]
        for table in self.all_criteria():
            for one in table.get("requirements", ()):
                if (measure := one.get("measure")) is not None and measure["fact"] in names:
                    one["measure"] = {**measure, "fact": names[measure["fact"]][0]}

    def _forms_made(self) -> None:
        """The forms of the document, each from its own pieces."""
        for title, reads in self.forms.items():
            forms = self.arranged.setdefault("forms", [])
            made = arranged.form(f"f{len(forms) + 1}", title, [text for _, text in reads], self._place(reads[0][0]))
            if made is not None:
                forms.append(made)
            for read, _ in reads:
                read.why = "表格，写进文件的 forms" if made is not None else "表格，栏目没有读出，没有写进标准"
        if not self.arranged.get("forms"):
            self.arranged.pop("forms", None)

    def _outcomes_told(self) -> None:
        """Outcomes that no score decides are rules, and that is asked."""
        if not self.ranked or notice.outcomes(self.outcomes, scored=self.scored):
            return
        self.rules += [text[: LONGEST["text"]] for text, _ in self.outcomes]
        self._doubt(
            "outcomes", self.ranked[0], "等次不都按分数定（如按排名），没有写成等次，记在其他规定里；可由本地规则规定"
        )

    def _limits_told(self) -> None:
        """Vetoes that leave an outcome at best name it, now that all outcomes are known; where none fits, what is worded alike is asked once."""
        labels = [one["label"] for one in notice.outcomes(self.outcomes, scored=self.scored)]
        asked: dict[tuple[str, object], list[Read]] = {}
        for read, made, limits, by_head in self.limited:
            kinds, left = {limit.kind for limit in limits}, all_left(limits, labels)
            if left or kinds & {"below", "best"}:
                made.pop("label", None)
                made |= {"effect": "limit", **({"outcome": left[0]} if left else {"set_by": "jurisdiction"})}
                made["clause"] = made.pop("clause")  # stands last in the file
            if why := notice.unsure(labels, kinds, left):
                asked.setdefault((why, read.context if by_head else limits), []).append(read)
        for (why, _), alike in asked.items():
            # To accept one accepts all; a correction is that of one alone.
            unsettled = [read for read in alike if not self._settled(read, "veto-effect")]
            if unsettled and not any("accepted" in self.mends.get(self._key(read), {}) for read in alike):
                many = f"（写法相同的共 {len(unsettled)} 条，认可一条即都认可）" if len(unsettled) > 1 else ""
                self._doubt("veto-effect", unsettled[0], f"{why}{many}")

    def _costs_of_nothing(self) -> None:
        """Ask, once, what a document is rated by that prints what faults cost, and no points to take it from."""
        priced = [
            read for at, read in enumerate(self.reads) if read.role == "deduction" and costs(self._text(at, at + 1))
        ]
        if not self.scored and len(priced) >= 2:
            self._doubt("unscored", priced[0], UNSCORED.format(len(priced)))

    def _first_demand_last(self, item: Item) -> None:
        words, item.words = item.words, ""
        self._demands(item, words)

    def _share(self, item: Item) -> None:
        """Points of single demands stay only where they add up to no more than the item's own."""
        own = [one["points"] for one in item.requirements if "points" in one]
        full = item.table.get("points")
        if not own or full is None:
            return
        if (len(own) == 1 and own[0] == full) or sum(own) > full:
            for one in item.requirements:
                one.pop("points", None)


def _level(grade: Grade) -> dict[str, Any]:
    id = re.sub(r"[^\w.\-]", "", grade.title).lstrip(".-")[:60]
    made: dict[str, Any] = {"id": id, "title": grade.title[: LONGEST["label"]]}
    if grade.points is not None:
        made["points"] = grade.points
    elif grade.share is not None:
        made["share"] = grade.share
    return made


__all__ = ["Built", "built"]
