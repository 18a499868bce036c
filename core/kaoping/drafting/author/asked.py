"""What a draft asks its author, in the order in which it bears on the score, and what each answer corrects. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kaoping.drafting.findings.judged import erratum_value
from kaoping.drafting.phrases.worth import worths
from kaoping.drafting.values import DOCUMENT, Draft, Finding, Key, Mend
from kaoping.numbers import parse_number, plain

#: What a question is about, in the order in which it is asked.
Bears = Literal["points", "items", "figures", "bars", "words", "proposal"]
BEARS_TEXT: Mapping[Bears, str] = {
    "points": "分值",
    "items": "评分项",
    "figures": "数字",
    "bars": "否决和等次",
    "words": "编号和文字",
    "proposal": "建议",
}
_ORDER = tuple(BEARS_TEXT)
_BEARS: Mapping[Bears, tuple[str, ...]] = {
    "points": ("points", "points-joint", "unscored", "no-points", "item-larger", "section-sum", "demand-sum", "full-sum", "subtotal"),
    "items": ("no-item", "no-items", "heading-lost", "heading-number", "number-twice", "number-kind", "sheet", "column", "cut", "empty", "empty-heading"),
    "figures": ("figures", "bound-turned", "aim", "no-amount", "share-over", "letter-in-number", "mixed-width"),
    "bars": ("veto-note", "veto-effect", "no-otherwise"),
}  # fmt: skip
_OF_CODE: Mapping[str, Bears] = {code: bears for bears, codes in _BEARS.items() for code in codes}
#: Findings about numbers alone: nothing of the score hangs on them.
_NUMBERING = ("number-missing", "number-twice", "number-order")


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: the doubts about a part, a finding, or a proposal.

    :ivar numbers: its doubts, or the one finding or proposal, by their index in the draft
    :ivar key: the part that it stands at; None where it is about something that is not there
    :ivar code: of the (first) doubt, finding or proposal
    :ivar mark: what tells it from others, whatever else is mended
    """

    what: Literal["doubt", "finding", "proposal"]
    numbers: tuple[int, ...]
    key: Key | None
    code: str
    bears: Bears
    mark: tuple[str, ...]


def asked(draft: Draft) -> tuple[Asked, ...]:
    """All that is open: what bears on the score first, what stands at one part together, proposals last."""
    found = [*_doubts(draft), *_findings(draft)]
    place = {part.key: number for number, part in enumerate(draft.parts)}
    first: dict[Key | None, int] = {}
    for one in found:
        first[one.key] = min(first.get(one.key, len(_ORDER)), _ORDER.index(one.bears))

    def order(one: Asked) -> tuple[int, int, int]:
        at = place.get(one.key, -1) if one.key is not None else -1
        rank = first[one.key] if one.key is not None else _ORDER.index(one.bears)
        # What is odd in the document goes first: to take it answers what is unsure about the same.
        return rank, at, ("finding", "doubt", "proposal").index(one.what)

    proposals = [
        Asked("proposal", (number,), one.key, one.code, "proposal", ("proposal", one.code, *map(str, one.key)))
        for number, one in enumerate(draft.proposals)
    ]
    last = sorted(proposals, key=lambda one: place.get(one.key, -1) if one.key is not None else -1)
    return (*sorted(found, key=order), *last)


def open_counts(questions: Sequence[Asked]) -> dict[Bears, int]:
    """How many questions there are of each kind, in the order in which they are asked."""
    return {bears: number for bears in _ORDER if (number := sum(one.bears == bears for one in questions))}


def open_text(questions: Sequence[Asked]) -> str:
    """The counts on one line: 分值 2，评分项 3."""
    return "，".join(f"{BEARS_TEXT[bears]} {number}" for bears, number in open_counts(questions).items())


def bears_on_score(questions: Sequence[Asked]) -> int:
    """How many questions may change a score."""
    return sum(one.bears not in ("words", "proposal") for one in questions)


def _doubts(draft: Draft) -> Iterator[Asked]:
    of: dict[Key, list[int]] = {}
    for number, one in enumerate(draft.doubts):
        of.setdefault(one.key, []).append(number)
    for key, numbers in of.items():
        codes = [draft.doubts[number].code for number in numbers]
        bears = min((_OF_CODE.get(code, "words") for code in codes), key=_ORDER.index)
        yield Asked("doubt", tuple(numbers), key, codes[0], bears, ("doubt", *map(str, key)))


def _findings(draft: Draft) -> Iterator[Asked]:
    for number, one in enumerate(draft.findings):
        bears = _bears_of(one)
        yield Asked(
            "finding",
            (number,),
            one.key,
            one.code,
            bears,
            ("finding", one.code, "" if one.code == "full-sum" else one.at),
        )


def _bears_of(finding: Finding) -> Bears:
    return "words" if finding.code in _NUMBERING else _OF_CODE.get(finding.code, "words")


# -- answers -----------------------------------------------------------------------------------------------------------


def answers(draft: Draft, question: Asked) -> tuple[Mend, ...]:
    """Every answer that one correction gives, the likeliest first; for a finding see `settled`."""
    if question.what == "finding":
        return ()
    among = draft.doubts if question.what == "doubt" else draft.proposals
    found = [mend for number in question.numbers for mend in among[number].offers]
    if question.what == "doubt" and question.key is not None:
        found = [Mend(question.key, "accepted"), *(mend for mend in found if mend.what != "accepted")]
    return tuple(dict.fromkeys(found))[:9]


def settled(draft: Draft, finding: Finding, *, taken: bool) -> tuple[Mend, ...]:
    """The corrections that take a finding as an erratum, with what it says applied; or that say nothing is wrong there."""
    value = erratum_value(finding, taken)
    mends: list[Mend] = []
    part = draft.part(finding.key) if finding.key is not None else None
    if not taken or part is None:
        return (Mend(finding.key or DOCUMENT, "erratum", value),)
    if finding.code == "no-points" and (points := _points(finding.read_as)) is not None:
        mends.append(Mend(part.key, "points", points))
    elif finding.code in ("letter-in-number", "share-over", "no-date", "mixed-width") and "请" not in finding.read_as:
        mended = part.text.replace(finding.printed, finding.read_as)
        worth = next((one.points for one in worths(mended) if one.points is not None), None)
        if part.role in ("dimension", "group", "criterion") and worth is not None:
            mends.append(Mend(part.key, "points", plain(worth)))
        elif part.role in ("requirement", "deduction", "veto", "bonus", "penalty", "outcome", "stage"):
            mends.append(Mend(part.key, "text", " ".join(mended.split())))
    if mends:  # what was printed is told even where nothing is odd any more
        value = "|".join((value, *(one.replace("|", "｜") for one in (finding.printed, finding.read_as, finding.why))))
    same = any(one.key == part.key and _OF_CODE.get(one.code, "words") == _bears_of(finding) for one in draft.doubts)
    return (Mend(part.key, "erratum", value), *mends, *([Mend(part.key, "accepted")] if same else ()))


def finding_answers(finding: Finding) -> tuple[str, str]:
    """What the two answers to a finding are called: that the document is wrong so, and that it is not."""
    if finding.code == "no-points":
        points = _points(finding.read_as)
        if points is not None:
            return f"分值写 {points}，并记为勘误", "不这样写（用 F5 另写）"
        return "记为勘误，分值用 F5 补上", "不记（用 F5 写分值）"
    if finding.code == "no-otherwise":
        return "原文没有规定，记为勘误", "不记（按 Ctrl+F 补上，如 不合格）"
    if finding.accepts:
        return f"原文确实这样印，记为勘误：读作“{finding.read_as}”", "原文没有错，是读错了（再用 F4 至 F8 改正）"
    if finding.code in _NUMBERING:
        return "原文确实这样印，记为勘误", "不必记（可能有一段读错了，再用 F4 改正）"
    return f"记为勘误：读作“{finding.read_as}”", "原文没有错"


def _points(text: str) -> str | None:
    found = re.match(r"\s*(\d[\d.]*)\s*分", text)
    return plain(parse_number(found[1])) if found is not None else None


__all__ = [
    "BEARS_TEXT",
    "Asked",
    "Bears",
    "answers",
    "asked",
    "bears_on_score",
    "finding_answers",
    "open_counts",
    "open_text",
    "settled",
]
