"""Sections that hold no rated items: what bars, adds, takes off; steps of the procedure, outcomes, rules. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

from kaoping.drafting.making.reads import Read
from kaoping.drafting.outlines.arranged import named_year
from kaoping.drafting.outlines.outline import Node, Sentence
from kaoping.drafting.outlines.saying import number_of, plainly, say
from kaoping.drafting.outlines.sections import About, about, bars, is_veto, label_of, opens_list
from kaoping.drafting.phrases import plain
from kaoping.drafting.phrases.terms import bands, days, monthly, working_days, yearly
from kaoping.drafting.values import Role

#: 自2026年5月1日起施行: no step of a procedure.
#: A case, as what bars tells one.
_CASE = re.compile(r"凡|发生|出现|存在|有[^，。]{2,40}的[，,]|被[^，。]{2,40}的[，,]|未[^，。]{2,40}的[，,]")
_IN_FORCE = re.compile(r"自.{1,24}起\s*(?:施行|执行|实施|生效)")
#: A heading is no longer than this.
_HEADING = 28


def special(node: Node, kind: About) -> Iterator[Read]:
    """A section that holds no rated items: what bars, adds, takes off; steps, outcomes, rules."""
    if kind == "veto":
        yield from _listed(node, "veto", "否决项的引语")
    elif kind in ("bonus", "penalty", "adjust"):
        yield from _adjustments(node, kind)
    elif kind == "stage":
        yield from _stages(node)
    elif kind == "outcome":
        for index, sentence in enumerate(node.sentences):
            heading = index == 0 and len(sentence.text) <= 12 and (len(node.sentences) > 1 or node.children)
            role: Role = "outcome" if bands(sentence.text) else "note" if heading else "rule"
            if role == "rule" and is_veto(sentence.text) and not opens_list(sentence.text):
                role = "veto"
            context = sentence.text if role == "veto" else ""
            yield from say(sentence, role, context=context, why="规定的标题" if role == "note" else "")
        for child in node.children:
            yield from body(child)
    else:
        yield from body(node)


def _listed(node: Node, role: Role, intro: str, context: str = "") -> Iterator[Read]:
    """A list of cases: its introduction, then each case."""
    heading = f"{context}{node.words}"
    if node.children:
        yield from plainly(node, "note", why=intro)
        for child in node.children:
            if child.children:
                yield from _listed(child, role, intro, heading)
            else:
                yield from _whole(child, role, heading)
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
            yield from say(sentence, role, context=heading)


def _is_case(text: str) -> bool:
    """Whether a sentence bars by itself, and heads no list of cases: 有违纪行为的，取消评先资格."""
    return is_veto(text) and not opens_list(text) and re.search(r"的[，,]", text) is not None


def _whole(node: Node, role: Role, context: str = "") -> Iterator[Read]:
    """All sentences of a piece as one: the first opens it, the others join."""
    for index, sentence in enumerate(node.sentences):
        label = label_of(sentence.text) if sentence.line is not node.sentences[0].line else None
        if label is not None and label[0] == "note":
            yield from say(sentence, "note", why="说明")
            continue
        for read in say(sentence, role, context=context, number=number_of(node.value) if index == 0 else ""):
            read.joins = read.joins or index > 0
            yield read


def _adjustments(node: Node, kind: About, above: str = "") -> Iterator[Read]:
    context = f"{above}{node.words}"
    role: Role = "penalty" if kind == "penalty" else "bonus"

    def side(text: str) -> Role:
        if kind != "adjust":
            return role
        return "penalty" if re.search(r"扣|减", text) and not re.search(r"加\s*\d|加分", plain(text)) else "bonus"

    if node.children:
        yield from plainly(node, "note", why="加减分项的引语")
        for child in node.children:
            inner = about(child.first, child.words, scored=True)
            if child.children:
                yield from _adjustments(child, inner if inner in ("bonus", "penalty") else kind, context)
            else:
                yield from _gifts(child, side, context)
        return
    told = node.sentences
    if len(told) > 1 and not re.search(r"\d", plain(told[0].text)):
        yield from say(told[0], "note", why="加减分项的引语")
        told = told[1:]
    for sentence in told:
        yield from say(sentence, "veto" if bars(sentence.text) else side(sentence.text), context=context)


def _gifts(node: Node, side: Callable[[str], Role], context: str) -> Iterator[Read]:
    """One adjustment, or several where each sentence prints points of its own."""
    if bars(node.words):
        yield from _whole(node, "veto", context)
        return
    telling = [bool(re.search(r"[加减扣奖]\s*(?:记|计)?\s*\d", plain(one.text))) for one in node.sentences]
    if sum(telling) < 2:
        yield from _whole(node, side(node.words + context), context)
        return
    for index, sentence in enumerate(node.sentences):
        for read in say(
            sentence, side(sentence.text), context=context, number=number_of(node.value) if index == 0 else ""
        ):
            read.joins = read.joins or (index > 0 and not telling[index])
            yield read


def _stages(node: Node) -> Iterator[Read]:
    if node.children:
        yield from plainly(node, "note", why="程序的标题")
        for child in node.children:
            if not child.children and named_year(child.first) is not None:
                yield from body(child)
                continue
            if child.children and len(child.words) <= _HEADING:
                yield from _stages(child)
                continue
            yield from _whole(child, "stage", node.words)
            for below in child.walk():
                if below is not child:
                    for sentence in below.sentences:
                        for read in say(sentence, "stage"):
                            read.joins = True
                            yield read
        return
    yield from _whole(node, "stage")


def _names(node: Node, year: int) -> Iterator[Read]:
    """The list of the units named in a year; lists out of order may stand below a heading not their own."""
    beside = [one for one in (node.parent.children if node.parent is not None else ()) if named_year(one.first)]
    ordered = all(len(a.value) == len(b.value) and a.value < b.value for a, b in pairwise(beside))
    for sentence in node.sentences:
        context = str(year) if ordered else ""
        why = "" if ordered else "名单的次序错乱，年份和单位对不准，没有写进批次（campaigns），只记在其他规定里"
        yield from say(sentence, "rule", context=context, why=why)


def aside(sentence: Sentence) -> Iterator[Read]:
    """A sentence of a sheet that stands outside its items: mostly a preface, but it may tell outcomes or what bars."""
    text = sentence.text
    if bands(text):
        yield from say(sentence, "outcome")
        return
    if not (is_veto(text) and _CASE.search(text)):
        yield from say(sentence, "note", why="前言或说明")
        return
    label = label_of(text)
    for index, read in enumerate(say(sentence, "veto", context=text)):
        if index == 0:
            read.text = text[label[1] :] if label is not None else ""
            read.doubt, read.sure, read.others = "veto-note", False, ("note", "rule")
            read.why = "各项以外的说明里像有否决的情形，读作否决项"
        yield read


def body(node: Node) -> Iterator[Read]:
    """A piece of the notice: rules, steps with dates, vetoes, outcomes, units that are named."""
    year = named_year(node.first)
    if year is not None and not node.children:
        yield from _names(node, year)
        return
    kind = about(node.first, node.words)
    if kind is not None and kind not in ("rule", "evidence", "form"):
        yield from special(node, kind)
        return
    if (
        not node.children
        and not _IN_FORCE.search(node.words)
        and (monthly(node.words) or yearly(node.words) or days(node.words) or working_days(node.words))
    ):
        yield from _whole(node, "stage")
        return
    for sentence in node.sentences:
        if bands(sentence.text):
            yield from say(sentence, "outcome")
        elif is_veto(sentence.text) and not opens_list(sentence.text):
            yield from say(sentence, "veto", context=sentence.text)
        elif (node.children and len(node.words) <= _HEADING) or _names_what_follows(node, sentence):
            yield from say(sentence, "note", why="规定的标题")
        else:
            yield from say(sentence, "rule")
    for child in node.children:
        yield from body(child)


def _names_what_follows(node: Node, sentence: Sentence) -> bool:
    """Whether a first sentence is only the name of the others: 考评对象."""
    first = sentence is node.sentences[0] and len(node.sentences) > 1
    return first and len(sentence.text) <= 12 and not re.search(r"[，。；：,;]", sentence.text)
