"""What pages and programs leave in a document besides its text: page numbers, running heads, repeated rows, furniture of web pages. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kaoping.drafting.making.reads import Read
from kaoping.intake.marks import mark
from kaoping.intake.paper import Paper

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
#: What is printed over a table that goes on: （续表）, 表1（续）, 接上页.
_CONTINUED = re.compile(
    r"\s*[（(【\[]?\s*(?:续\s*上?\s*表|(?:上?接|转下?|续)上?[页表]|接上[页表]|转下[页表]|表\s*[\d一二三四五六七八九十]{1,3}\s*[（(]\s*续\s*[)）])\s*[\d一二三四五六七八九十]{0,3}\s*[)）】\]]?\s*"
)


def noise(paper: Paper, indices: Sequence[int]) -> Iterator[Read]:
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
        elif index in printed and _CONTINUED.fullmatch(text):
            yield Read(index, 0, len(text), "unused", why="续表的字样")
        elif index in printed and _is_furniture(shown):
            yield Read(index, 0, len(text), "unused", why="网页的导航、发布信息或页脚")
        elif (
            index in printed
            and (repeated[shown] >= 3 or (repeated[shown] == 2 and _beside_page(paper, index)))
            and _is_head(shown)
            and not _under_annex(paper, index)
        ):
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


def _beside_page(paper: Paper, index: int) -> bool:
    """Whether the number of a page stands before a line or behind it."""
    near = [at for at in (index - 1, index + 1) if 0 <= at < len(paper.passages)]
    return any(_SIGNED_PAGE.fullmatch(paper.passages[at].printed) is not None for at in near)


def _under_annex(paper: Paper, index: int) -> bool:
    """Whether a line is the title of an annex, or stands where the document's own title does."""
    return index < 3 or any(re.match(r"\s*附\s*件", paper.passages[at].printed) for at in (index - 1, index - 2))
