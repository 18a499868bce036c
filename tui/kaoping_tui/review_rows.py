"""The two lists of the review: the document's pieces, what they became, and which belong to which. Made off the screen's thread."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kaoping import (
    DRAFT_KEY,
    ROLE_TEXT,
    Doubt,
    Draft,
    DraftFinding,
    DraftPart,
    Mend,
    Review,
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
#: Where a finding without a place of its own is kept.
NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Shown:
    """A review as the screen has it.

    :ivar document: the rows at the left: `part:N` and `finding:N` by their index in the draft
    :ivar standard: the rows at the right: `KIND:ID`
    :ivar leads: from a row at the left to the one at the right, and `back` from there
    :ivar doubts: the doubts of each part, by its index
    :ivar decided: how many findings were taken or refused
    :ivar open: the keys of rows at the left that still want a decision, in order
    """

    review: Review
    document: tuple[Row, ...]
    standard: tuple[Row, ...]
    leads: Mapping[str, str]
    back: Mapping[str, str]
    doubts: Mapping[int, tuple[Doubt, ...]]
    open: tuple[str, ...]
    decided: int
    unaccounted: int
    criteria: int
    points: Decimal
    printed: Decimal | None

    @property
    def draft(self) -> Draft:
        """What the document is read as."""
        return self.review.draft


def shown(review: Review) -> Shown:
    """Lay a review out."""
    draft = review.draft
    index = {part.key: number for number, part in enumerate(draft.parts)}
    doubts: dict[int, tuple[Doubt, ...]] = {}
    for doubt in draft.doubts:
        if doubt.key in index:
            doubts[index[doubt.key]] = (*doubts.get(index[doubt.key], ()), doubt)
    decided = decisions(draft)
    found: dict[int, list[int]] = {}
    for number, finding in enumerate(draft.findings):
        found.setdefault(index.get(finding.key, NOWHERE) if finding.key else NOWHERE, []).append(number)
    unsure = {draft.parts[number].target for number in doubts} - {""}
    standard = tuple(standard_rows(draft, unsure))
    rows = {row.key for row in standard}
    leads = {f"part:{number}": _led(part, rows) for number, part in enumerate(draft.parts)}
    for number, finding in enumerate(draft.findings):
        leads[f"finding:{number}"] = _at(finding.at, rows)
    back: dict[str, str] = {}
    for own in (True, False):  # the piece that the line was made of goes before those that only belong to it
        for number, part in enumerate(draft.parts):
            row = leads[f"part:{number}"]
            if row and (not own or row.partition(":")[0] in _KINDS.get(part.role, ())):
                back.setdefault(row, f"part:{number}")
    document = tuple(_document(draft, doubts, found, decided))
    open_ = tuple(
        row.key
        for row in document
        if (row.key.startswith("part:") and int(row.key[5:]) in doubts)
        or (row.key.startswith("finding:") and decided.get(mark_of(draft.findings[int(row.key[8:])])) is None)
    )
    points, printed = sums(draft.data)
    criteria = sum(row.key.startswith("criterion:") for row in standard)
    return Shown(
        review,
        document,
        standard,
        leads,
        back,
        doubts,
        open_,
        len(decided),
        draft.unaccounted,
        criteria,
        points,
        printed,
    )


def _document(
    draft: Draft,
    doubts: Mapping[int, Sequence[Doubt]],
    found: Mapping[int, Sequence[int]],
    decided: Mapping[tuple[str, str], bool],
) -> Iterator[Row]:
    mended = {mend.key for mend in draft.mends}
    yield from (_finding(draft.findings[number], number, decided) for number in found.get(NOWHERE, ()))
    for number, part in enumerate(draft.parts):
        unsure = number in doubts
        sign = "？" if unsure else "改" if part.key in mended else "　"
        tone = "doubt" if unsure else "head" if part.role in ("dimension", "group") else ""
        tone = tone or ("quiet" if part.role in _QUIET else "")
        text = " ".join(part.text.split())
        yield Row(f"part:{number}", visible(text), f"{sign}{SHORT[part.role]} ", visible(part.target), tone=tone)
        yield from (_finding(draft.findings[one], one, decided) for one in found.get(number, ()))


def _finding(finding: DraftFinding, number: int, decided: Mapping[tuple[str, str], bool]) -> Row:
    taken = decided.get(mark_of(finding))
    sign = "？勘误 " if taken is None else "　勘误 "
    right = "" if taken is None else "采纳" if taken else "不采纳"
    tone = "doubt" if taken is None else "odd" if taken else "quiet"
    return Row(f"finding:{number}", visible(finding.why), sign, right, tone=tone)


def mark_of(finding: DraftFinding) -> tuple[str, str]:
    """What tells a finding from others, whatever else is mended."""
    return finding.code, finding.at


def erratum(finding: DraftFinding, *, taken: bool) -> Mend:
    """The decision about a finding."""
    return Mend(finding.key or DRAFT_KEY, "erratum", f"{'yes' if taken else 'no'}|{finding.code}|{finding.at}")


def decisions(draft: Draft) -> dict[tuple[str, str], bool]:
    """Which findings were taken or refused; the last word counts."""
    made = {}
    for mend in draft.mends:
        if mend.what == "erratum":
            taken, _, rest = mend.value.partition("|")
            code, _, at = rest.partition("|")
            made[code, at] = taken == "yes"
    return made


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


def offer_text(mend: Mend) -> str:
    """What another reading would be."""
    if mend.what == "role":
        named = next((text for role, text in ROLE_TEXT.items() if role == mend.value), None)
        return f"改为“{named}”" if named is not None else "改类型"
    words = {
        "points": f"分值为 {mend.value}" if mend.value else "没有分值",
        "number": f"编号为 {mend.value}" if mend.value else "没有编号",
        "under": f"归到 {mend.value} 下",
        "join": "并入前一段",
        "split": f"在第 {mend.value} 字后断开",
        "title": f"名称为“{mend.value}”",
        "text": f"文字为“{mend.value}”",
        "measure": f"界限为 {mend.value}",
        "accepted": "就这样读",
    }
    return visible(words.get(mend.what, mend.value))


__all__ = ["SHORT", "WHOLE", "Shown", "decisions", "erratum", "mark_of", "offer_text", "shown"]
