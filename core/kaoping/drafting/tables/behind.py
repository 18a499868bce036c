"""What stands between and behind the tables of a sheet: headings; what adds, takes off, bars, which result follows; rules. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Set

from kaoping.drafting.making.reads import LEVELS, Read
from kaoping.drafting.outlines.nodes import Node, Sentence
from kaoping.drafting.outlines.roles import Sorter
from kaoping.drafting.outlines.saying import plainly, say
from kaoping.drafting.outlines.sections import about, is_veto, names_only, opens_list
from kaoping.drafting.outlines.special import aside, body, special
from kaoping.drafting.outlines.zones import Sheet, Zone
from kaoping.drafting.phrases import plain
from kaoping.drafting.phrases.terms import bands
from kaoping.drafting.values import Role
from kaoping.intake.marks import mark

#: Headings of tables are no longer.
_HEADING = 60
#: What is said of every item is a way of counting, no adjustment.
_EVERY = re.compile(r"(?:每|各|该|本|单)(?:大|小)?[项条]|扣完|为止|为限|百分制|千分制|上述|以上各|负分|总分|合计|分值")
_ADDS = re.compile(r"(?:加|奖励)\s*(?:记|计)?\s*\d+(?:\.\d+)?\s*(?:[-—–~～至到]+\s*\d+(?:\.\d+)?\s*)?分")
_TAKES = re.compile(r"(?:扣|减|倒扣|扣减)\s*(?:记|计)?\s*\d+(?:\.\d+)?\s*(?:[-—–~～至到]+\s*\d+(?:\.\d+)?\s*)?分")
_CASE = re.compile(r"每|被|因|凡|发生|出现|获|受到|的[，,]|有[^，。]{2,}的")


def behind(node: Node) -> Iterator[Read]:
    """A numbered piece behind the tables of a sheet."""
    kind = about(node.first, node.words)
    if kind in ("veto", "bonus", "penalty", "adjust") and (node.children or not _is_rule(node.words)):
        yield from special(node, kind)
        return
    if opens_list(node.first) and is_veto(node.words) and node.children:
        yield from special(node, "veto")
        return
    roles = [_role(sentence) for sentence in node.sentences]
    if kind in (None, "rule", "outcome") and any(role is not None for role in roles):
        for sentence, role in zip(node.sentences, roles, strict=True):
            if role is None and names_only(sentence.text):
                yield from say(sentence, "note", why="规定的标题")
                continue
            yield from say(sentence, role or "rule", context=sentence.text if role == "veto" else "")
        for child in node.children:
            yield from behind(child)
        return
    if node.children and kind in (None, "rule"):
        for sentence in node.sentences:
            short = len(node.words) <= 28
            yield from say(sentence, "note" if short else "rule", why="规定的标题" if short else "")
        for child in node.children:
            yield from behind(child)
        return
    yield from body(node)


def after(sentence: Sentence) -> Iterator[Read]:
    """A sentence without a number behind the tables of a sheet."""
    role = _role(sentence)
    if role in ("bonus", "penalty"):
        yield from say(sentence, role)
    elif role is None and _is_rule(sentence.text) and re.search(r"\d|为止|负分|分制", sentence.text):
        yield from say(sentence, "rule")
    else:
        yield from aside(sentence)


def _role(sentence: Sentence) -> Role | None:
    text = plain(sentence.text)
    if bands(sentence.text):
        return "outcome"
    if is_veto(sentence.text) and not opens_list(sentence.text):
        return "veto"
    if _is_rule(sentence.text) or not _CASE.search(text):
        return None
    if _ADDS.search(text):
        return "bonus"
    return "penalty" if _TAKES.search(text) else None


def _is_rule(text: str) -> bool:
    return _EVERY.search(plain(text)) is not None


def between_tables(zone: Zone, sheet: Sheet) -> list[Read]:
    """What stands between tables: headings of theirs, or rules."""
    named = any(read.role == "dimension" for _, reads in zone.tables for read in reads)
    before = {
        id(zone.lines[at - 1]) for at, reads in zone.tables if at > 0 and any(read.role in LEVELS for read in reads)
    }
    listed = {id(zone.lines[at - 1]) for at, reads in zone.tables if at > 0} - before
    rated = [reads for _, reads in zone.tables if any(read.role in LEVELS for read in reads)]
    last = max((reads[0].passage for reads in rated), default=0)
    captions = list(_captions(sheet, {id(zone.lines[at - 1]) for at, _ in zone.tables if at > 0}))
    found: list[Read] = []
    sorter = Sorter(sheet.roots, in_tables=True)
    for node in sheet.roots:
        if not named and _leads(node, before):
            found += _headings(node, before, sorter, 0)
        elif not node.children and _leads(node, listed):
            # What the heading of a list of bonuses limits holds for the whole list.
            told = bool(re.search(r"\d", node.words[1:]))
            found += plainly(node, "rule" if told else "note", why="" if told else "加减分或否决项的标题")
        elif node.sentences and node.sentences[0].line.spans[0][0] > last:
            found += sorter.reads([node]) if sum(map(sorter.has_worth, node.walk())) >= 2 else behind(node)
        elif sum(map(sorter.has_worth, node.walk())) >= 2:
            found += sorter.reads([node])
        else:
            found += body(node)
    for read in captions:
        place = next((at for at, one in enumerate(found) if one.passage > read.passage), len(found))
        found.insert(place, read)
    return found


def _captions(sheet: Sheet, before: Set[int]) -> Iterator[Read]:
    """Lines without a number directly before a table: its caption, no words of the piece above it."""
    for node in (one for root in sheet.roots for one in root.walk()):
        for sentence in node.sentences[1:]:
            if (
                id(sentence.line) in before
                and len(sentence.line.text) <= _HEADING // 2
                and not mark(sentence.line.text)
            ):
                node.sentences = [one for one in node.sentences if one is not sentence]
                yield from say(sentence, "note", why="表格的标题")


def _leads(node: Node, before: Set[int]) -> bool:
    """Whether a piece is a heading of tables, or holds nothing but such headings."""
    if len(node.words) > _HEADING or len(node.sentences) > 1:
        return False
    return any(id(sentence.line) in before for sentence in node.sentences) or any(
        _leads(child, before) for child in node.children
    )


def _headings(node: Node, before: Set[int], sorter: Sorter, depth: int) -> Iterable[Read]:
    """A heading of tables as a level; one that only holds the others, and prints nothing, is none."""
    own = any(id(sentence.line) in before for sentence in node.sentences)
    siblings = node.parent.children if node.parent is not None else [node]
    beside = [one for one in siblings if one.kind == node.kind and _leads(one, before)]
    if own or sorter.has_worth(node) or len(beside) > 1 or depth:
        yield from sorter.heading(node, "dimension" if depth == 0 else "group")
        depth = min(depth + 1, 1)
    else:
        yield from plainly(node, "note", why="统领各表的标题")
    for child in node.children:
        yield from _headings(child, before, sorter, depth) if _leads(child, before) else body(child)
