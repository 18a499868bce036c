"""A document's passages as lines to be read: what is no text is set aside, what was split is put together again. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kaoping.drafting.making.reads import Read
from kaoping.drafting.outlines.noise import noise
from kaoping.drafting.phrases import plain
from kaoping.intake.marks import Mark, chinese_number, marks
from kaoping.intake.paper import Paper, Passage
from kaoping.text import width

#: A paragraph printed twice is at least so long; shorter ones may be repeated on purpose.
_REPEATED = 16
#: Ends after which nothing goes on.
_CLOSED = re.compile(r"[。；;！!？?：:.…”’」』)）\]】〕》〉]\s*\Z")
#: Points at the very end, behind a blank or a sentence, end a line as well.
_PRICED = re.compile(r"[\s　。；;]\d{1,4}(?:\.\d+)?\s*分\s*\Z")
_GOES_ON = re.compile(r"[，,、（(《“\[【]\s*\Z")
_LABEL = re.compile(r"\s*[\u4e00-\u9fff]{2,8}\s*[：:]")
_SENTENCE = re.compile(r"[。；;！!？?][”’」』）)]?")
_AFTER_END = re.compile(
    r"\s*[（(\[【〔][^（）()\[\]【】〔〕]{1,16}分[^（）()\[\]【】〔〕]{0,12}[）)\]】〕][。；;]?|\s*[（(]\d{1,3}(?:\.\d)?[）)]\s*\Z"
)
_POINTS_END = re.compile(
    r"(?<!^)[（(\[【〔][^（）()\[\]【】〔〕扣加减含]{0,10}\d\s*分[^（）()\[\]【】〔〕扣加减含]{0,10}[）)\]】〕](?=\s*[^\s，。；、,;.：:）)的及和以为])"
)
#: Numbers that lost their sign, or have a comma for it, at the beginning of a line.
_BARE_CN = re.compile(r"\s*([一二三四五六七八九十]{1,3})[ 　\t]+(?=[\u4e00-\u9fff“《])")
#: l.技防设施: the letter for the digit.
_LETTER_ONE = re.compile(r"\s*[lI|]\s*[.．、]\s*(?=[\u4e00-\u9fff“《])")
#: ○1 成立专班: a ring and the number that should stand in it.
_RING = re.compile(r"\s*[○〇◯]\s*(\d{1,2})[ 　、.．]+(?=[\u4e00-\u9fff“《])")
_ROMAN = re.compile(r"\s*([Ⅰ-Ⅹ])[ 　\t]*[、.．:：]?[ 　\t]*(?=[\u4e00-\u9fff“《])")
_FORMAL = re.compile(r"\s*([壹贰叁肆伍陆柒捌玖拾])\s*[、.．:：]\s*(?=[\u4e00-\u9fff“《])")
#: A1 办学方向, B2、C3．: the levels of an index by letters.
_LETTER = re.compile(
    r"\s*[A-DＡ-Ｄ](\d{1,3})(?:\s*[、.．:：]\s*|\s+|(?=[\u4e00-\u9fff“《]))(?!纸)(?=[\u4e00-\u9fff“《])"
)
#: 一级指标1：组织管理, 二级指标1.2：…; A类：县级.
_NAMED_LEVEL = re.compile(r"\s*[一二三]级指标\s*(\d{1,2}(?:\.\d{1,2}){0,2})\s*[:：、]?\s*(?=[\u4e00-\u9fff“《])")
#: 检查项目一：组织领导; 板块二、…
_PARTED = re.compile(
    r"\s*(?:检查|考核|评分|测评|评价)?(?:项目|指标|板块|模块|部分|类别|序号)\s*([一二三四五六七八九十]{1,3}|\d{1,2})\s*[:：、]\s*(?=[\u4e00-\u9fff“《])"
)
_CLASS = re.compile(r"\s*([A-DＡ-Ｄ])类\s*[:：、.．]\s*(?=[\u4e00-\u9fff“《])")
#: A 党建工作（10分）, over A1, A2: a section by its letter.
_LETTER_HEAD = re.compile(
    r"\s*([A-H])(?:[ 　\t]+|\s*[、.．]\s*)(?=[\u4e00-\u9fff“][^，,。；;：:（()）]{1,15}(?:[（(]\d{1,3}分[）)]|(?<=[决分]项)|(?<=情形)|(?<=否决))\s*\Z)"
)
_COMMA = re.compile(r"\s*(\d{1,2})\s*[,，](?=\s*[\u4e00-\u9fff“《])")
#: Signs that stand before a heading in the place of a number.
SIGNS = "★☆●○■□◆◇▲※▪"
_OPENING, _CLOSING = "（(《“[【〔「『", "）)》”]】〕」』"


@dataclass(slots=True)
class Line:
    """A paragraph as it was before pages and cells cut it.

    :ivar spans: passage, start and end of each piece in the passage's printed text
    :ivar text: the pieces put together
    :ivar edges: where each piece begins in `text`
    """

    spans: list[tuple[int, int, int]]
    text: str
    passage: Passage
    edges: list[int] = field(default_factory=lambda: [0])

    def add(self, index: int, passage: Passage) -> None:
        """Go on with another passage."""
        printed = passage.printed
        self.edges.append(len(self.text))
        self.spans.append((index, 0, len(printed)))
        self.text += printed

    def places(self, start: int, end: int) -> list[tuple[int, int, int]]:
        """Which passages hold `text[start:end]`, and where."""
        found = []
        at = max(0, bisect_right(self.edges, start) - 1)
        while at < len(self.edges) and self.edges[at] < end:
            passage, first, last = self.spans[at]
            low = first + max(0, start - self.edges[at])
            high = min(last, first + end - self.edges[at])
            if low < high:
                found.append((passage, low, high))
            at += 1
        return found


def lines_of(paper: Paper, indices: Sequence[int]) -> tuple[list[Line], list[Read]]:
    """The lines that these passages make, and what was set aside: page numbers, running heads, rules."""
    passages = paper.passages
    aside = {read.passage: read for read in noise(paper, indices)}
    left = [index for index in indices if index not in aside]
    limit = _column_width(passages[index] for index in left)
    lines: list[Line] = []
    for index in left:
        passage = passages[index]
        if lines and _goes_on(lines[-1], passage, limit):
            lines[-1].add(index, passage)
            lines[-1].passage = passage
        else:
            lines.append(Line([(index, 0, len(passage.printed))], passage.printed, passage))
    kept = [line for at, line in enumerate(lines) if not (at and _doubled(lines[at - 1], line))]
    for line in lines:
        if not any(line is one for one in kept):
            aside |= {
                at: Read(at, low, high, "unused", why="与前一段完全相同，多印了一次") for at, low, high in line.spans
            }
    return kept, list(aside.values())


def _doubled(before: Line, line: Line) -> bool:
    """Whether a paragraph is the one before it printed once more."""
    said = ["".join(one.text.split()) for one in (before, line)]
    return not line.passage.table and len(said[1]) >= _REPEATED and said[0] == said[1]


def _column_width(passages: Iterable[Passage]) -> int:
    """How wide a full line is, where lines end at the edge of a page; 0 where each line is a paragraph."""
    widths = [(width(passage.text), bool(_CLOSED.search(passage.text))) for passage in passages if not passage.table]
    long = sorted((columns for columns, _ in widths if columns >= 30), reverse=True)
    if len(long) < 6:
        return 0
    full = long[len(long) // 10]
    near = [(columns, closed) for columns, closed in widths if columns >= 0.85 * full]
    open_ends = sum(not closed for _, closed in near)
    return full if full <= 130 and len(near) >= 4 and open_ends >= 0.4 * len(near) else 0


def _goes_on(line: Line, passage: Passage, limit: int) -> bool:
    """Whether `passage` goes on with the sentence that the line before it left open."""
    before, text = line.passage, passage.printed
    if passage.number or (before.table, before.column) != (passage.table, passage.column):
        return False
    if passage.table and before.row == passage.row:
        return False
    if not passage.table and line_marks(text) and not _within_figure(before.text, text):
        return False
    priced = _PRICED.search(before.text) is not None and text.lstrip()[:1] not in tuple("，。、；：）)")
    if _CLOSED.search(before.text) or priced or _LABEL.match(text):
        return False
    if text.lstrip()[:1] and text.lstrip()[0] in "，。、；：）)”》":
        return True
    if _GOES_ON.search(before.text):
        return True
    if passage.table or before.table:
        return False
    if re.search(r"[，,。；;]", before.text) and _CLOSED.search(text) and width(before.text) >= 24:
        return True
    if limit:
        return width(before.text) >= 0.85 * limit
    return width(before.text) >= 70 and re.search(r"[，,。；;]", before.text) is not None


def line_marks(text: str) -> list[Mark]:
    """The numbers that a line begins with, also where recognition took their sign: `一 组织领导`, `3,制度`."""
    found, _ = marks(text)
    zero = next((at for at, one in enumerate(found) if one.value[0] == 0), len(found))
    found = found[:zero]  # 0.5个工作日 is a figure
    if found:
        return found
    parted = _PARTED.match(text)
    if parted is not None:
        counted = int(parted[1]) if parted[1].isdecimal() else chinese_number(parted[1])
        return [Mark("chapter", (counted,), parted.end())]
    named = _NAMED_LEVEL.match(text) or _CLASS.match(text)
    if named is not None:
        value = named[1]
        numbers = tuple(map(int, value.split("."))) if value[0].isdecimal() else (ord(plain(value)) - ord("A") + 1,)
        return [Mark("chapter", numbers, named.end())]
    one = _LETTER_ONE.match(text)
    if one is not None:
        return [Mark("dot", (1,), one.end())]
    ring = _RING.match(text)
    if ring is not None:
        return [Mark("circle", (int(ring[1]),), ring.end())]
    formal = _FORMAL.match(text)
    if formal is not None:
        return [Mark("chapter", ("壹贰叁肆伍陆柒捌玖拾".index(formal[1]) + 1,), formal.end())]
    letter = _LETTER.match(text)
    if letter is not None:
        return [Mark("chapter", (int(letter[1]),), letter.end())]
    section = _LETTER_HEAD.match(text)
    if section is not None:
        return [Mark("cn", (ord(section[1]) - ord("A") + 1,), section.end())]
    roman = _ROMAN.match(text)
    if roman is not None:
        return [Mark("chapter", ("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ".index(roman[1]) + 1,), roman.end())]
    damaged = _COMMA.match(text) or (
        _BARE_CN.match(text) if len(text) <= 40 and not re.search(r"[。；;，,]", text) else None
    )
    if damaged is None:
        return []
    value = damaged[1]
    number = int(value) if value.isdecimal() else chinese_number(value)
    return [Mark("dot" if value.isdecimal() else "cn", (number,), damaged.end())]


def _within_figure(before: str, text: str) -> bool:
    """Whether the number that a line begins with belongs to an open bracket or figure of the line before."""
    return bool(re.search(r"[（(]\s*\Z", before)) and bool(re.match(r"\s*\d+(?:\.\d+)?\s*分", plain(text)))


def sentences(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Where the sentences of a stretch begin and end; signs within brackets end none, points in brackets behind belong to it."""
    end = len(text) if end is None else end
    cuts = [start]
    at = start
    while (found := _next_end(text, at, end)) is not None:
        at = found.end()
        if found.re is _SENTENCE and _open(text, cuts[-1], found.start()):
            continue
        behind = _AFTER_END.match(text, at, end)
        if behind is not None:
            at = behind.end()
        if text[at:end].strip():
            cuts.append(at)
    return [
        (low + (len(text[low:high]) - len(text[low:high].lstrip())), high)
        for low, high in zip(cuts, [*cuts[1:], end], strict=True)
        if text[low:high].strip()
    ]


def _next_end(text: str, at: int, end: int) -> re.Match[str] | None:
    """The next sign that ends a sentence, or points in brackets behind a name: 经费保障（10分）经费列入预算."""
    ended, priced = _SENTENCE.search(text, at, end), _POINTS_END.search(text, at, end)
    if priced is not None and (ended is None or priced.end() <= ended.start()) and priced.start() - at <= 40:
        return priced
    return ended


def _open(text: str, start: int, at: int) -> bool:
    """Whether a bracket or quotation that is open at `at` closes within sight."""
    stretch = text[start:at]
    for left, right in zip(_OPENING, _CLOSING, strict=True):
        if stretch.count(left) > stretch.count(right) and right in text[at : at + 120]:
            return True
    return False
