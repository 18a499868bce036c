"""A standard as it is gathered from a document, and the data of its file. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from kaoping.drafting.making import notice
from kaoping.drafting.making.demands import Facts
from kaoping.drafting.making.fact_names import prefix_of
from kaoping.drafting.making.reads import LEVELS, Read
from kaoping.drafting.outlines.issued import issued
from kaoping.drafting.outlines.sections import document_number
from kaoping.drafting.phrases import plain, total_of, without_worth
from kaoping.intake.paper import Paper
from kaoping.text import has_hidden

#: No text of a file may be longer.
LONGEST = {"title": 290, "label": 58, "text": 5900}

_ISSUES = re.compile(r".{0,40}?关于印发《?(.{4,}?)》?的通知")
#: The edition behind a title.
#: （总分1000分，扣分以各小项分值为限）: a line of its own below the title.
_TOTAL_LINE = re.compile(r"[（(]\s*(?:总\s*分|满\s*分|共)[^（()）]*\d+\s*分[^（()）]*[）)]")
#: What numbers an annex, before the title on the same line: 附件2　考核评分表.
_ANNEX = re.compile(
    r"^\s*附\s*[件表录]\s*[A-Z]?[\d０-９一二三四五六七八九十]{0,3}(?:[.．-]\d{1,2})*\s*[:：.、]?\s*(?=\S{4})"
)
#: A numbered heading's own full score: 1．组织领导（满分20分）.
_OWN = re.compile(
    r"\s*[(第]?[\d一二三四五六七八九十]{1,3}\s*[、.)章节条部][^()]{2,24}[(]\s*满分[^()]*分\s*[)]\s*[。:]?\s*\Z"
)
_BRACKET = re.compile(r"\s*[（(][^（()）]*[)）]\s*$")


class Gathered:
    """What was found of a standard so far.

    :ivar heads: the lines of its title; `notice` those of the document that it belongs to
    :ivar full: the full score that the document prints
    :ivar scored: whether items have points
    :ivar levels: the grades of all items, where the document prints their names alone
    :ivar outcomes: texts that print outcomes, each with its place
    """

    reads: Sequence[Read]

    def __init__(self, paper: Paper, id: str) -> None:
        self.paper, self.id = paper, id
        self.heads: list[str] = []
        self.notice: list[str] = []
        self.full: Decimal | None = None
        self.scored = False
        self.dimensions: list[dict[str, Any]] = []
        self.criteria: list[dict[str, Any]] = []
        self.vetoes: list[dict[str, Any]] = []
        self.adjustments: list[dict[str, Any]] = []
        self.adjustment_caps: list[dict[str, Any]] = []
        self.outcomes: list[tuple[str, str]] = []
        self.stages: list[dict[str, Any]] = []
        self.rules: list[str] = []
        self.levels: list[dict[str, Any]] = []
        #: What the document arranges beside: forms, quotas, who evaluates whom, units named.
        self.arranged: dict[str, list[dict[str, Any]]] = {}
        self.facts = Facts(prefix_of(id))

    def all_criteria(self) -> list[dict[str, Any]]:
        """Every item in the order of the document."""
        found = list(self.criteria)
        for dimension in self.dimensions:
            found += dimension.get("criteria", ())
            for group in dimension.get("groups", ()):
                found += group.get("criteria", ())
        return found

    def data(self) -> dict[str, Any]:
        """The data in the order of the file."""
        own = _joined(self.heads)
        title = own or _joined(self.notice) or "（标题未读出，请填写）"
        whole = _joined(self.notice) or title
        if (issued_as := _ISSUES.fullmatch(title)) is not None:
            title = issued_as[1]  # the notice holds the sheet itself
        everything = "".join(passage.text for passage in self.paper.passages[:60])
        year = re.search(r"(?:19|20)\d{2}(?=\s*年)", title) or re.search(
            r"〔((?:19|20)\d{2})〕|((?:19|20)\d{2})\s*年", everything
        )
        draft = "征求意见稿" in everything or "（试行稿）" in everything
        number = next((found for passage in self.paper.passages[:40] if (found := document_number(passage.text))), None)
        edition = f"{re.sub(r'[^0-9]', '', year.group())}年" if year else "未注明年份"
        scoring: dict[str, Any] = {"model": "points" if self.scored else "attainment"}
        full = self.full or total_of(title) or (self._declared() if self.scored else None)
        if self.scored and full:
            scoring["full"] = full
        if self.scored:
            scoring["step"] = self._step()
        document: dict[str, Any] = {"id": self.id, "title": whole[: LONGEST["title"]]}
        if number:
            document["number"] = number[: LONGEST["title"]]
        document |= issued(self.paper)
        document["status"] = "draft" if draft else "in-force"
        if self.stages:
            document["stages"] = self.stages
        if self.rules:
            document["rules"] = self.rules
        document |= {name: self.arranged[name] for name in ("forms", "quotas", "assignments") if name in self.arranged}
        if units := self.arranged.get("units"):
            document["campaigns"] = [{"id": "c1", "title": title[: LONGEST["title"]], "sheet": self.id, "units": units}]
        # Grades whose worth is printed nowhere are the jurisdiction's to value.
        graded = {"levels_set_by": "jurisdiction", "levels": self.levels} if self.levels and not self.scored else {}
        return {
            **graded,
            "schema": 1,
            "id": self.id,
            "title": title[: LONGEST["title"]],
            "short": notice.shortened(notice.short_name(_BRACKET.sub("", title) or title), LONGEST["label"]),
            "edition": f"{edition}{'（征求意见稿）' if draft else ''}",
            "status": "draft" if draft else "in-force",
            "unit_kinds": notice.unit_kinds(title),
            "document": document,
            "scoring": scoring,
            "facts": self.facts.made,
            "dimensions": [_clean(one) for one in self.dimensions],
            "criteria": [_clean(one) for one in self.criteria],
            "vetoes": self.vetoes,
            "adjustments": self.adjustments,
            **({"adjustment_caps": self.adjustment_caps} if self.adjustment_caps else {}),
            "outcomes": notice.outcomes(self.outcomes, scored=self.scored),
        }

    def _declared(self) -> Decimal | None:
        """The full score that the document prints somewhere."""
        heads: list[Decimal] = []
        of_one = {read.passage for read in self.reads if read.role in ("requirement", "deduction", "evidence")}
        told = [read for read in self.reads if read.role in LEVELS and read.points is not None]
        of_level = {  # of one section among others
            (read.passage, read.points)
            for read in told
            if any(one is not read and one.role == read.role for one in told)
        }
        for index, passage in enumerate(self.paper.passages):
            if passage.table and index in of_one:
                continue  # 按件计分，满分30分: the most of one item
            if (found := total_of(passage.text)) is None or found < 10:
                continue
            if not _OWN.match(plain(passage.text)) and (index, found) not in of_level:
                return found
            heads.append(found)
        return heads[0] if len(heads) == 1 else None

    def _step(self) -> Decimal:
        """The smallest unit in which points are printed."""
        values = [table["points"] for table in self.all_criteria() if "points" in table]
        for table in self.all_criteria():
            for one in table.get("requirements", ()):
                values += [value for name, value in one.get("deduct", {}).items() if name in ("amount", "each", "cap")]
                values += [one["points"]] if "points" in one else []
        for step in (Decimal("0.5"), Decimal("0.1"), Decimal("0.05"), Decimal("0.01")):
            if all(value % step == 0 for value in values):
                return step
        return Decimal("0.01")


def _clean(table: dict[str, Any]) -> dict[str, Any]:
    """A level in the order of its file: its own keys, then what it holds."""
    table.pop("_place", None)
    groups = [_clean(group) for group in table.pop("groups", ())]
    criteria = table.pop("criteria", [])
    if groups:
        table["groups"] = groups
    if criteria:
        table["criteria"] = criteria
    return table


def _joined(heads: Sequence[str]) -> str:
    lines = [
        without_hidden(_ANNEX.sub("", line))
        for line in heads
        if document_number(line) is None
        and not _TOTAL_LINE.fullmatch(line.strip())
        and not re.fullmatch(r".{2,30}文件", line.strip())
    ]
    words = re.sub(r"\s+", "", "".join(without_worth(line) for line in lines)).strip("《》")
    return re.sub(r"[（(](?:实行)?(?:百|千)分制[）)]|[（(][）)]", "", words)


@lru_cache(maxsize=16_384)
def without_hidden(text: str) -> str:
    """A text without the characters that act on a terminal or reorder it: a standard's file may not hold them."""
    return "".join(char for char in text if not has_hidden(char) and not "\ud800" <= char <= "\udfff")
