"""Lists of cases: an introduction, then each case as a whole. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaoping.drafting.making.reads import Read
from kaoping.drafting.outlines.nodes import Node, Sentence
from kaoping.drafting.outlines.saying import number_of, plainly, say
from kaoping.drafting.outlines.sections import LACKS, is_veto, label_of, opens_list
from kaoping.drafting.phrases import plain
from kaoping.drafting.phrases.terms import bands
from kaoping.drafting.values import Role

#: What a list gives in all, behind its last entry: 每月加分累计不超过20分.
_SHARED = re.compile(
    r"\s*(?:每[月年季]度?|全年|当年|年度|以上|上述|各项|所有|累计|合计)?[加减扣]+分[^,。；;]{0,12}\d+(?:\.\d+)?\s*分"
)
#: What follows for those who hold the title already goes on with the case before: 已经命名的，予以摘牌.
_HOLDERS = re.compile(r"\s*(?:对)?已(?:经)?(?:获|被|命名|评|授|认定)")
#: A heading is no longer than this.
_HEADING = 28


def listed(node: Node, role: Role, intro: str, context: str = "") -> Iterator[Read]:
    """A list of cases: its introduction, then each case."""
    heading = f"{context}{node.words}"
    if node.children:
        yield from plainly(node, "note", why=intro)
        for child in node.children:
            if child.children:
                yield from listed(child, role, intro, heading)
            else:
                yield from whole(child, role, heading)
        return
    told = node.sentences
    if len(told) > 1 and (
        (len(told[0].text) <= _HEADING and not _is_case(told[0].text))
        or (opens_list(told[0].text) and told[0].text.rstrip().endswith(("：", ":")))
    ):
        yield from say(told[0], "note", why=intro)
        told = told[1:]
    for sentence in told:
        text = sentence.line.text[sentence.start : sentence.end]
        colon = max(text.find("："), text.find(":"))
        if opens_list(text) and 0 < colon < len(text) - 2:
            head = Sentence(sentence.line, sentence.start, sentence.start + colon + 1, sentence.words)
            rest = Sentence(sentence.line, sentence.start + colon + 1, sentence.end, sentence.start + colon + 1)
            yield from say(head, "note", why=intro)
            yield from say(rest, role, context=heading)
        elif role == "veto" and bands(text):
            yield from say(sentence, "outcome")
        else:
            for read in say(sentence, role, context=heading):
                read.joins = read.joins or (sentence is not told[0] and _HOLDERS.match(text) is not None)
                yield read


def _is_case(text: str) -> bool:
    """Whether a sentence bars by itself, and heads no list of cases: 有违纪行为的，取消评先资格."""
    return is_veto(text) and not opens_list(text) and re.search(r"的[，,]", text) is not None


def whole(node: Node, role: Role, context: str = "") -> Iterator[Read]:
    """All sentences of a piece as one: the first opens it, the others join."""
    for index, sentence in enumerate(node.sentences):
        own_line = sentence.line is not node.sentences[0].line
        if own_line and index and bands(sentence.text):
            yield from say(sentence, "outcome")
            continue
        if own_line and index and role in ("bonus", "penalty") and _SHARED.match(plain(sentence.text)):
            yield from say(sentence, role, context=context)
            continue
        if index and role == "veto" and LACKS.match(sentence.text):
            yield from say(sentence, "note", why="否决项的引语")
            continue
        label = label_of(sentence.text) if own_line else None
        if label is not None and label[0] == "note":
            yield from say(sentence, "note", why="说明")
            continue
        for read in say(sentence, role, context=context, number=number_of(node.value) if index == 0 else ""):
            read.joins = read.joins or index > 0
            yield read
