"""A document's passages as lines to be read: what is no text is set aside, what was split is put together again. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kaoping.drafting.making.reads import Read
from kaoping.drafting.phrases import plain
from kaoping.intake.marks import Mark, chinese_number, mark, marks
from kaoping.intake.paper import Paper, Passage
from kaoping.text import width

_PAGE = re.compile(
    r"\s*[-—–－~·•]*\s*(?:第\s*)?\d{1,4}\s*(?:页)?\s*(?:[/／,，]?\s*共?\s*\d{1,4}\s*页?)?\s*[-—–－~·•]*\s*"
)
_SIGNED_PAGE = re.compile(
    r"\s*(?:[-—–－~·•]+\s*\d{1,4}\s*[-—–－~·•]*|第\s*\d{1,4}\s*页.*|\d{1,4}\s*[-—–－]+|\d{1,4}\s*/\s*\d{1,4})\s*"
)
_FURNITURE = re.compile(
    r"^(?:您?(?:当前|现在)?(?:所在|的)?位置\s*[:：]|首页\s*[>＞»/|›-])|[>＞»›]\s*(?:正文|详情)\s*$"
    r"|^(?:发布(?:时间|日期|机构)|发文时间|信息来源|文章来源|来源|索引号)\s*[:：]|(?:浏览|阅读|点击|访问)(?:次数|量|数)\s*[:：]"
    r"|[【\[](?:打印|关闭|大|字体)[】\]]|^(?:打印|关闭|打印本页|关闭窗口|分享到?[:：]?|扫一扫.{0,16}|返回顶部)$|^(?:上|下)一[篇条]\s*[:：]|ICP备|公网安备|版权所有"
)
_RULE = re.compile(r"[\W_]*", re.UNICODE)
#: Ends after which nothing goes on.
_CLOSED = re.compile(r"[。；;！!？?：:.…”’」』)）\]】〕》〉]\s*\Z")
_GOES_ON = re.compile(r"[，,、（(《“\[【]\s*\Z")
_LABEL = re.compile(r"\s*[\u4e00-\u9fff]{2,8}\s*[：:]")
_SENTENCE = re.compile(r"[。；;！!？?][”’」』）)]?")
_AFTER_END = re.compile(r"\s*[（(\[【〔][^（）()\[\]【】〔〕]{1,16}分[^（）()\[\]【】〔〕]{0,12}[）)\]】〕][。；;]?")
_POINTS_END = re.compile(
    r"(?<!^)[（(\[【〔][^（）()\[\]【】〔〕扣加减]{0,10}\d\s*分[^（）()\[\]【】〔〕扣加减]{0,10}[）)\]】〕](?=\s*[^\s，。；、,;.：:）)的及和以为])"
)
#: Numbers that lost their sign, or have a comma for it, at the beginning of a line.
_BARE_CN = re.compile(r"\s*([一二三四五六七八九十]{1,3})[ 　\t]+(?=[\u4e00-\u9fff“《])")
_ROMAN = re.compile(r"\s*([Ⅰ-Ⅹ])[ 　\t]*[、.．:：]?[ 　\t]*(?=[\u4e00-\u9fff“《])")
#: A1 办学方向, B2、C3．: the levels of an index by letters.
_LETTER = re.compile(
    r"\s*[A-DＡ-Ｄ](\d{1,3})(?:\s*[、.．:：]\s*|\s+|(?=[\u4e00-\u9fff“《]))(?!纸)(?=[\u4e00-\u9fff“《])"
)
#: 一级指标1：组织管理, 二级指标1.2：…; A类：县级.
_NAMED_LEVEL = re.compile(r"\s*[一二三]级指标\s*(\d{1,2}(?:\.\d{1,2}){0,2})\s*[:：、]?\s*(?=[\u4e00-\u9fff“《])")
#: 检查项目一：组织领导; 板块二、…
_PARTED = re.compile(
    r"\s*(?:检查|考核|评分|测评|评价)?(?:项目|指标|板块|模块|部分|类别)\s*([一二三四五六七八九十]{1,3})\s*[:：、]\s*(?=[\u4e00-\u9fff“《])"
)
_CLASS = re.compile(r"\s*([A-DＡ-Ｄ])类\s*[:：、.．]\s*(?=[\u4e00-\u9fff“《])")
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
    aside = {read.passage: read for read in _noise(paper, indices)}
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
    return lines, list(aside.values())


def _noise(paper: Paper, indices: Sequence[int]) -> Iterator[Read]:
    """Page numbers, lines of signs, and heads that are printed on every page."""
    printed = {index: paper.passages[index].printed for index in indices if not paper.passages[index].table}
    repeated = Counter(" ".join(text.split()) for text in printed.values())
    heads = _repeated_rows(paper, indices)
    alone = {
        index: int(digits.group())
        for index, text in printed.items()
        if _PAGE.fullmatch(text) and (digits := re.search(r"\d+", text)) is not None
    }
    counting = _counts_up(list(alone.values()))
    for index in indices:
        text = paper.passages[index].printed
        shown = " ".join(text.split())
        if not re.search(r"\w", text):
            yield Read(index, 0, len(text), "unused", why="只有符号，没有文字")
        elif index in heads:
            yield Read(index, 0, len(text), "head", why="每页重复的表头")
        elif index in printed and (_SIGNED_PAGE.fullmatch(text) or (index in alone and counting)):
            yield Read(index, 0, len(text), "unused", why="页码")
        elif index in printed and _is_furniture(shown):
            yield Read(index, 0, len(text), "unused", why="网页的导航、发布信息或页脚")
        elif index in printed and repeated[shown] >= 3 and _is_head(shown) and not _under_annex(paper, index):
            yield Read(index, 0, len(text), "unused", why="每页重复的页眉或页脚")


def _repeated_rows(paper: Paper, indices: Sequence[int]) -> set[int]:
    """The cells of rows that are printed three times or more and hold names alone: the head of a table on each page."""
    rows: dict[tuple[int, int], list[int]] = {}
    for index in indices:
        passage = paper.passages[index]
        if passage.table:
            rows.setdefault((passage.table, passage.row), []).append(index)
    told = {
        row: tuple(text for index in cells if (text := "".join(paper.passages[index].printed.split())))
        for row, cells in rows.items()
    }
    count = Counter(told.values())
    return {
        index
        for row, cells in rows.items()
        if len(told[row]) >= 2
        and count[told[row]] >= 3
        and all(re.fullmatch(r"[\u4e00-\u9fff/（）()]{1,10}", text) for text in told[row])
        for index in cells
    }


def _counts_up(numbers: Sequence[int]) -> bool:
    """Whether numbers that stand alone are those of pages: two or more, one after the other."""
    return len(numbers) >= 2 and all(later == before + 1 for before, later in pairwise(numbers))


def _is_furniture(text: str) -> bool:
    """Whether a line is what a web page prints around a document."""
    return len(text) <= 120 and _FURNITURE.search(text) is not None and mark(text) is None and "。" not in text


def _is_head(text: str) -> bool:
    return (
        4 <= len(text) <= 40
        and not re.search(r"[。；;，,：:]|分[）)\]]|^附件|扣|盖章|签字|年\s*月\s*日", text)
        and mark(text) is None
    )


def _under_annex(paper: Paper, index: int) -> bool:
    """Whether a line is the title of an annex, or stands where the document's own title does."""
    return index < 3 or any(re.match(r"\s*附\s*件", paper.passages[at].printed) for at in (index - 1, index - 2))


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
    if _CLOSED.search(before.text) or _LABEL.match(text):
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
        return [Mark("chapter", (chinese_number(parted[1]),), parted.end())]
    named = _NAMED_LEVEL.match(text) or _CLASS.match(text)
    if named is not None:
        value = named[1]
        numbers = tuple(map(int, value.split("."))) if value[0].isdecimal() else (ord(plain(value)) - ord("A") + 1,)
        return [Mark("chapter", numbers, named.end())]
    letter = _LETTER.match(text)
    if letter is not None:
        return [Mark("chapter", (int(letter[1]),), letter.end())]
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
