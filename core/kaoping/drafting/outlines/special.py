"""Sections that hold no rated items: what bars, adds, takes off; steps of the procedure, outcomes, rules. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kaoping.drafting.making.reads import Read
from kaoping.drafting.outlines.adding import adjustments
from kaoping.drafting.outlines.arranged import named_year
from kaoping.drafting.outlines.listing import listed, whole
from kaoping.drafting.outlines.nodes import Node, Sentence
from kaoping.drafting.outlines.saying import gives, plainly, say
from kaoping.drafting.outlines.sections import (
    About,
    about,
    follows,
    is_condition,
    is_veto,
    label_of,
    names_only,
    opens_list,
    tells_case,
)
from kaoping.drafting.phrases import plain
from kaoping.drafting.phrases.terms import bands, days, monthly, working_days, yearly
from kaoping.drafting.values import Role

#: 自2026年5月1日起施行: no step of a procedure.
#: What follows from so many points, on more conditions than an outcome has.
_AWARDS = re.compile(r"\d\s*分.{0,40}(?:评定为|认定为|命名为|确定为|授予|约谈|通报|拨付|扣减|整改|挂钩)")
_IN_FORCE = re.compile(r"自.{1,24}起\s*(?:施行|执行|实施|生效)")
#: What takes points off, with how many.
_TAKES = re.compile(r"(?:倒?扣|减)(?:减|除)?\s*\d+(?:\.\d+)?\s*分")
#: A heading is no longer than this.
_HEADING = 28


def special(node: Node, kind: About) -> Iterator[Read]:
    """A section that holds no rated items: what bars, adds, takes off; steps, outcomes, rules."""
    if kind == "veto":
        asked = is_condition(node.first, [one.words for one in node.walk()])
        for read in listed(node, "veto", "否决项的引语"):
            if asked and read.role == "veto" and not read.joins:
                read.doubt, read.sure, read.others = "veto-note", False, ("rule", "note")
                read.why = "条件写的是应当做到的：读作否决项，不符合的才否决，请核对各条"
                asked = False
            yield read
    elif kind in ("bonus", "penalty", "adjust"):
        yield from adjustments(node, kind)
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
            if not child.children and len(child.sentences) > 1 and any(bands(one.text) for one in child.sentences):
                for sentence in child.sentences:
                    yield from say(sentence, "outcome" if bands(sentence.text) else "stage", context=node.words)
                continue
            yield from whole(child, "stage", node.words)
            for below in child.walk():
                if below is not child:
                    for sentence in below.sentences:
                        for read in say(sentence, "stage"):
                            read.joins = True
                            yield read
        return
    head = node.sentences[0] if len(node.sentences) > 1 and names_only(node.sentences[0].text) else None
    if head is None or node.sentences[1].line is head.line:
        yield from whole(node, "stage")
        return
    yield from say(head, "note", why="程序的标题")
    for index, sentence in enumerate(node.sentences[1:]):
        for read in say(sentence, "stage"):
            read.joins = read.joins or index > 0
            yield read


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
    if _AWARDS.search(plain(text)):
        yield from say(sentence, "rule")
        return
    if not (is_veto(text) and tells_case(text)):
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
        yield from _stages(node)
        return
    for at, sentence in enumerate(node.sentences):
        after = node.sentences[at + 1].text if at + 1 < len(node.sentences) else ""
        if bands(sentence.text):
            yield from say(sentence, "outcome")
        elif follows(sentence.text, after):
            yield from say(sentence, "veto", context=sentence.text + after)
        elif is_veto(sentence.text) and not opens_list(sentence.text):
            for read in say(sentence, "veto", context=sentence.text):
                read.joins = read.joins or (at > 0 and follows(node.sentences[at - 1].text, sentence.text))
                yield read
        elif not node.children and (gives(sentence.text) or _TAKES.search(plain(sentence.text))):
            yield from say(sentence, "bonus" if gives(sentence.text) else "penalty", context=sentence.text)
        elif (
            (node.children and len(node.words) <= _HEADING)
            or _names_what_follows(node, sentence)
            or names_only(sentence.text)
        ):
            yield from say(sentence, "note", why="规定的标题")
        else:
            yield from say(sentence, "rule")
    for child in node.children:
        yield from body(child)


def _names_what_follows(node: Node, sentence: Sentence) -> bool:
    """Whether a first sentence is only the name of the others: 考评对象."""
    first = sentence is node.sentences[0] and len(node.sentences) > 1
    return first and len(sentence.text) <= 12 and not re.search(r"[，。；：,;]", sentence.text)
