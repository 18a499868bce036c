"""What a standard is made from: the reads of a document, the author's words and figures for them, doubts. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from kaoping.drafting.author.given import FIGURES
from kaoping.drafting.author.mending import key
from kaoping.drafting.making import notice
from kaoping.drafting.making.naming import Names
from kaoping.drafting.making.reads import LEVELS, Read
from kaoping.drafting.making.together import Pool
from kaoping.drafting.making.whole import LONGEST, Gathered, without_hidden
from kaoping.drafting.outlines.lines import SIGNS, line_marks
from kaoping.drafting.phrases.outcome_limits import Limit
from kaoping.drafting.values import ROLE_TEXT, Doubt, Key, Mend
from kaoping.intake.paper import Paper

#: What an item gives, behind its name: 台账齐全的得20分.
_EARNED = re.compile(r"(?<=[\u4e00-\u9fff\d%％”）)])(?:，|,)?的?(?:可?得|计|记)\s*\d+(?:\.\d+)?\s*分(?=[，,。；;]|$)")
#: Points whose 分 is not printed.
_BARE = re.compile(r"(?:\s*[（(]\s*|\s+)(\d{1,3}(?:\.\d)?)\s*[）)]?\s*[。；;]?\s*\Z")
#: Points before a number.
_FRONT = re.compile(r"^\s*[（(\[【]\s*[\d.]+\s*分\s*[）)\]】]\s*(?=\d{1,3}\s*[.．、])")
#: Corrections that settle a doubt by giving what it is about.
_SETTLES: Mapping[str, Sequence[str]] = {
    "points": ("points",),
    "points-joint": ("points",),
    "heading-number": ("number",),
    "number-kind": ("number",),
    "figures": ("measure", "deduct"),
    "bound-turned": ("measure",),
    "no-amount": ("terms",),
    "veto-effect": ("terms",),
}


@dataclass(slots=True)
class Item:
    """An item being built: its table, its words, where it stands."""

    table: dict[str, Any]
    read: Read
    words: str
    requirements: list[dict[str, Any]] = field(default_factory=list)
    #: Its remarks, and the sentences below it, with what each says.
    remarks: list[tuple[Read, str]] = field(default_factory=list)
    sentences: list[tuple[Read, str]] = field(default_factory=list)


class Taking(Gathered):
    """What was taken so far, and what each read says once the author's corrections are applied."""

    def __init__(self, paper: Paper, reads: Sequence[Read], mends: Sequence[Mend], id: str) -> None:
        super().__init__(paper, id)
        self.reads = reads
        self.mends: dict[Key, dict[str, str]] = {}
        for mend in mends:
            self.mends.setdefault(mend.key, {})[mend.what] = mend.value
        self.figures = [mend for mend in mends if mend.what in FIGURES]
        #: What parts became whose figures the author may give: a demand, a veto, a bonus, a step.
        self.told: dict[Key, dict[str, Any]] = {}
        self.targets = [""] * len(reads)
        self.at = 0
        self.doubts: list[Doubt] = []
        self.groups = _groups(reads)
        self.names = Names([reads[at] for at, _ in self.groups if reads[at].role in LEVELS], self._number)
        self.scored = any(read.points is not None and read.role == "criterion" for read in reads) or any(
            "points" in one for one in self.mends.values()
        )
        self.item: Item | None = None
        #: Limits printed for several bonuses or penalties together, by their kind and the words that print them.
        self.pools: dict[tuple[str, str], Pool] = {}
        #: Those whose heading the list that is now read stands under.
        self.heading: list[Pool] = []
        #: Those printed behind a list: for which kind, up to which entry, how much, and where.
        self.behind: list[tuple[str, int, Decimal, Read]] = []
        #: Vetoes that leave an outcome at best: what they became, what they leave, whether the head of the list says so.
        self.limited: list[tuple[Read, dict[str, Any], tuple[Limit, ...], bool]] = []
        #: Targets in columns of their own that may be bounds, with what to ask, by table and column.
        self.aims: dict[tuple[int, int], list[tuple[Read, str, tuple[Mend, ...]]]] = {}
        #: The pieces of forms, by the title of the form.
        self.forms: dict[str, list[tuple[Read, str]]] = {}
        #: Where outcomes stand.
        self.ranked: list[Read] = []
        #: The id of the level opened last.
        self.opened = ""

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
            if read.role != head.role:
                continue
            piece = self.paper.passages[read.passage].printed[read.start : read.end].strip()
            words += f" {piece}" if words[-1:].isascii() and words[-1:].isalnum() and piece[:1].isascii() else piece
        return _without_mark(without_hidden(words))

    def _place(self, read: Read) -> str:
        return self.paper.passages[read.passage].place

    def _doubted(self, read: Read) -> None:
        if read.doubt and self._settled(read, read.doubt):
            if "accepted" not in self.mends.get(self._key(read), {}):
                read.why = ""  # it tells how it was read before the author gave it
            return
        if not read.doubt:
            return
        offers = [Mend(self._key(read), "accepted")]
        if read.doubt == "points":
            offers.append(Mend(self._key(read), "points", ""))
        offers += [Mend(self._key(read), "role", role) for role in read.others]
        self._doubt(read.doubt, read, read.why or f"读作{ROLE_TEXT[read.role]}，请核对", offers)

    def _doubt(self, code: str, read: Read, message: str, offers: Sequence[Mend] = ()) -> None:
        own = self._key(read)
        if code != read.doubt and self._settled(read, code):
            return
        self.doubts.append(Doubt(code, own, self._place(read), message, tuple(offers) or (Mend(own, "accepted"),)))

    def _settled(self, read: Read, code: str) -> bool:
        """Whether the author has said that the reading is right, or given what it was unsure of."""
        own = self.mends.get(self._key(read), {})
        return "accepted" in own or any(what in own for what in _SETTLES.get(code, ()))

    def _title(self, read: Read, words: str) -> str:
        own = self._own(read, "title")
        if own:
            return without_hidden(own)[: LONGEST["title"]] or ROLE_TEXT[read.role]
        bare = _BARE.search(words)
        if bare is not None and read.points is not None and Decimal(bare[1]) == read.points:
            words = words[: bare.start()] or words
        if read.role != "criterion":
            return (words.rstrip("。").lstrip(SIGNS) or self._number(read) or ROLE_TEXT[read.role])[: LONGEST["title"]]
        return notice.shortened(_EARNED.sub("", words)) or f"第 {self.names.of(read)} 项"

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
        self.told[self._key(read)] = made
        title = self._own(read, "title")
        if title:
            made["title"] = without_hidden(title)[: LONGEST["title"]] or made["title"]
        return made


def _groups(reads: Sequence[Read]) -> list[tuple[int, int]]:
    """Reads that are one sentence over several passages, as first and behind the last."""
    found: list[tuple[int, int]] = []
    for at, read in enumerate(reads):
        # The number of a page may stand between.
        last = next((place for place in range(len(found) - 1, -1, -1) if reads[found[place][0]].role != "unused"), -1)
        if last >= 0 and read.joins and read.role == reads[found[last][0]].role:
            found[last:] = [(found[last][0], at + 1)]
        else:
            found.append((at, at + 1))
    return found


def _without_mark(text: str) -> str:
    text = _FRONT.sub("", text)
    found = line_marks(text)
    words = found[-1].end if found else 0
    return text[words:].strip() if text[words:].strip() else text.strip()
