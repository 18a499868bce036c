"""The two lists of the review: the document's pieces, what they became, and which belong to which. Made off the screen's thread."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from kaoping import (
    ROLE_TEXT,
    Aside,
    Draft,
    DraftPart,
    DraftQuestion,
    Mend,
    Review,
    draft_asked,
    draft_bands_text,
    draft_measure_text,
    draft_offer_text,
    plain,
    visible,
)
from kaoping_tui.review_standard import standard_rows, sums
from kaoping_tui.widgets.rows import Row

#: Roles in two characters, for the narrow column before each piece.
SHORT: Mapping[str, str] = {
    "title": "标题",
    "dimension": "一级",
    "group": "二级",
    "criterion": "评分",
    "requirement": "要点",
    "deduction": "扣分",
    "veto": "否决",
    "bonus": "加分",
    "penalty": "减分",
    "stage": "程序",
    "outcome": "等次",
    "evidence": "佐证",
    "method": "方式",
    "responsible": "责任",
    "number": "编号",
    "points": "分值",
    "total": "合计",
    "head": "表头",
    "form": "表样",
    "rule": "规定",
    "note": "说明",
    "unused": "未用",
}
#: Said when the last question is answered.
ALL_ANSWERED = "没有待定的了。F9 检查，F10 写成标准"
#: Which rows of the standard a role leads to first.
_KINDS: Mapping[str, tuple[str, ...]] = {
    "dimension": ("dimension",),
    "group": ("group",),
    "criterion": ("criterion",),
    "requirement": ("requirement",),
    "veto": ("veto",),
    "bonus": ("adjustment",),
    "penalty": ("adjustment",),
    "outcome": ("outcome",),
    "stage": ("stage",),
    "title": ("standard",),
}
_ANY = ("requirement", "criterion", "group", "dimension", "veto", "adjustment", "outcome", "stage")
_QUIET = ("unused", "note", "head", "form", "rule", "number", "points")
#: Roles that are about the standard as a whole: what has one is in it without an id.
WHOLE = ("title", "outcome", "rule", "total")
#: Where what has no place of its own in the document is kept.
NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Shown:
    """A review as the screen has it.

    :ivar document: the rows at the left: `part:N`, `finding:N`, `proposal:N` and `aside:N` by their index in the draft
    :ivar standard: the rows at the right: `KIND:ID`
    :ivar leads: from a row at the left to the one at the right, and `back` from there
    :ivar questions: what is open at each row at the left, in the order in which it is asked
    """

    review: Review
    document: tuple[Row, ...]
    standard: tuple[Row, ...]
    leads: Mapping[str, str]
    back: Mapping[str, str]
    questions: Mapping[str, DraftQuestion]
    unaccounted: int
    criteria: int
    points: Decimal
    printed: Decimal | None

    @property
    def draft(self) -> Draft:
        """What the document is read as."""
        return self.review.draft

    @property
    def open(self) -> tuple[str, ...]:
        """The rows at the left that still want a decision, in the order in which they are asked."""
        return tuple(self.questions)

    @property
    def left(self) -> int:
        """How many questions are open, proposals left out."""
        return sum(one.what != "proposal" for one in self.questions.values())

    @property
    def sums(self) -> str:
        """What all items are worth together, against the total that the document prints."""
        if self.printed is None:
            return f"　分值 {plain(self.points)}" if self.points else ""
        told = any("full-sum" in one.get("accepts", ()) for one in self.draft.data.get("errata", ()))
        differs = "" if self.printed == self.points else " 已勘误" if told else " 不符"
        return f"　分值 {plain(self.points)}/{plain(self.printed)}{differs}"

    def answered(self, key: str) -> Shown:
        """As it looks once the question of this row is answered, before the draft has been made again."""
        rows = tuple(
            row._replace(sign=row.sign.replace("？", "　"), tone="") if row.key == key else row for row in self.document
        )
        return replace(self, document=rows, questions={row: one for row, one in self.questions.items() if row != key})

    def changing(self, mends: Sequence[Mend]) -> Shown:
        """As the rows of what is corrected look before the draft has been made again."""
        roles = {mend.key: mend.value for mend in mends if mend.what not in ("accepted", "erratum", "fact", "add")}
        given = {mend.key: mend.value for mend in mends if mend.what == "role"}
        rows = list(self.document)
        for place, row in enumerate(rows):
            kind, _, number = row.key.partition(":")
            if kind == "part" and (key := self.draft.parts[int(number)].key) in roles:
                name = SHORT.get(given.get(key, ""), row.sign[1:].strip())
                rows[place] = row._replace(sign=f"改{name} ", tone="")
        return replace(self, document=tuple(rows))

    def same(self, key: str) -> tuple[DraftQuestion, ...]:
        """The open questions of the kind that stands at a row, itself among them."""
        one = self.questions[key]
        return tuple(other for other in self.questions.values() if (other.what, other.code) == (one.what, one.code))


def shown(review: Review) -> Shown:
    """Lay a review out."""
    draft = review.draft
    index = {part.key: number for number, part in enumerate(draft.parts)}
    questions: dict[str, DraftQuestion] = {}
    below: dict[int, list[tuple[str, DraftQuestion]]] = {}
    for one in draft_asked(draft):
        at = index.get(one.key, NOWHERE) if one.key is not None else NOWHERE
        row = f"part:{at}" if one.what == "doubt" else f"{one.what}:{one.numbers[0]}"
        if one.what == "doubt" and at == NOWHERE:
            continue
        questions[row] = one
        if one.what != "doubt":
            below.setdefault(at, []).append((row, one))
    unsure = {part.target for number, part in enumerate(draft.parts) if f"part:{number}" in questions} - {""}
    standard = tuple(standard_rows(draft, unsure))
    rows = {row.key for row in standard}
    leads = {f"part:{number}": _led(part, rows) for number, part in enumerate(draft.parts)}
    for number, found in below.items():
        for row, one in found:
            about = draft.findings[one.numbers[0]].at if one.what == "finding" else ""
            leads[row] = _at(about, rows) or leads.get(f"part:{number}", "")
    back: dict[str, str] = {}
    for own in (True, False):  # the piece that the line was made of goes before those that only belong to it
        for number, part in enumerate(draft.parts):
            row = leads[f"part:{number}"]
            if row and (not own or row.partition(":")[0] in _KINDS.get(part.role, ())):
                back.setdefault(row, f"part:{number}")
    points, printed = sums(draft.data)
    criteria = sum(row.key.startswith("criterion:") for row in standard)
    document = tuple(_document(draft, questions, below))
    return Shown(review, document, standard, leads, back, questions, draft.unaccounted, criteria, points, printed)


def _document(
    draft: Draft,
    questions: Mapping[str, DraftQuestion],
    below: Mapping[int, Sequence[tuple[str, DraftQuestion]]],
) -> Iterator[Row]:
    mended = {mend.key for mend in draft.mends if mend.what != "add"}
    yield from (_below(draft, row, one) for row, one in below.get(NOWHERE, ()))
    asides = deque(sorted(enumerate(draft.paper.asides), key=lambda one: one[1].before))
    for number, part in enumerate(draft.parts):
        while asides and asides[0][1].before <= part.key.passage:
            yield _aside(*asides.popleft())
        unsure = f"part:{number}" in questions
        sign = "？" if unsure else "补" if part.added else "改" if part.key in mended else "　"
        tone = "doubt" if unsure else "head" if part.role in ("dimension", "group") else ""
        tone = tone or ("quiet" if part.role in _QUIET else "")
        text = " ".join(part.text.split())
        yield Row(f"part:{number}", visible(text), f"{sign}{SHORT[part.role]} ", visible(part.target), tone=tone)
        yield from (_below(draft, row, one) for row, one in below.get(number, ()))
    yield from (_aside(*one) for one in asides)


def _aside(number: int, one: Aside) -> Row:
    """A picture, a remark, a running head: where it stands in the document."""
    sign = "　文外 " if one.text else "！未读 "
    return Row(f"aside:{number}", visible(aside_text(one)), sign, tone="quiet" if one.text else "odd")


def aside_text(one: Aside) -> str:
    """What is in the file and is no text of the document, in words."""
    told = " ".join(one.text.split())
    unread = "没有读；其中有评分内容的，请转成文字再导入，或补写（Ctrl+N）"
    return f"{one.place}的{one.what}：{told}" if told else f"{one.place}的{one.what}{unread}"


def item_of(data: Mapping[str, Any], id: str) -> Mapping[str, Any] | None:
    """The item of this id; None where there is none."""
    levels: list[Mapping[str, Any]] = [*data.get("dimensions", ()), data]
    while levels:
        level = levels.pop()
        for one in level.get("criteria", ()):
            if one["id"] == id:
                found: Mapping[str, Any] = one
                return found
        levels += level.get("groups", ())
    return None


def _below(draft: Draft, row: str, one: DraftQuestion) -> Row:
    """A finding or a proposal, below the piece that it stands at."""
    if one.what == "finding":
        return Row(row, visible(draft.findings[one.numbers[0]].why), "？勘误 ", tone="doubt")
    return Row(row, visible(draft.proposals[one.numbers[0]].message), "　建议 ", tone="quiet")


# -- which belong to which


def _led(part: DraftPart, rows: set[str]) -> str:
    if part.role == "title" and not part.target:
        return "standard:"
    if part.role == "outcome" and "heading:outcomes" in rows:
        return "heading:outcomes"
    for kind in (*_KINDS.get(part.role, ()), *_ANY):
        if part.target and f"{kind}:{part.target}" in rows:
            return f"{kind}:{part.target}"
    return ""


def _at(target: str, rows: set[str]) -> str:
    return next((f"{kind}:{target}" for kind in _ANY if f"{kind}:{target}" in rows), "")


def offer_text(draft: Draft, mend: Mend) -> str:
    """What another reading would be."""
    if mend.what == "role":
        named = next((text for role, text in ROLE_TEXT.items() if role == mend.value), None)
        return f"改为“{named}”" if named is not None else "改类型"
    if mend.what == "fact":
        return visible(draft_offer_text(draft, mend))
    if mend.what == "under":
        row = next((row for row in standard_rows(draft, set()) if row.key.partition(":")[2] == mend.value), None)
        return visible(f"归到“{row.text}”下" if row is not None else f"归到 {mend.value} 下")
    words = {
        "points": f"分值为 {mend.value}" if mend.value else "没有分值",
        "number": f"编号为 {mend.value}" if mend.value else "没有编号",
        "join": "并入前一段",
        "split": f"在第 {mend.value} 字后断开",
        "title": f"名称为“{mend.value}”",
        "text": f"文字为“{mend.value}”",
        "measure": "没有数字界限" if mend.value == "none" else f"界限为{draft_measure_text(mend.value)}",
        "deduct": "不扣分" if mend.value == "none" else "改扣分",
        "bands": draft_bands_text(mend.value),
        "accepted": "就这样读",
    }
    return visible(words.get(mend.what, mend.value))


__all__ = ["NOWHERE", "SHORT", "WHOLE", "Shown", "aside_text", "item_of", "offer_text", "shown"]
