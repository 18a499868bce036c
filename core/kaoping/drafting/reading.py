"""Every piece of a document in the order of the standard: what its tables and its outline are read into, nothing left out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kaoping.drafting.making.reads import LEVELS, Read
from kaoping.drafting.outlines.from_full import base_of, base_reads, taken_off
from kaoping.drafting.outlines.lines import Line, lines_of
from kaoping.drafting.outlines.nodes import Sentence
from kaoping.drafting.outlines.roles import Sorter
from kaoping.drafting.outlines.sections import is_form_title, weight_of_title
from kaoping.drafting.outlines.special import aside, body
from kaoping.drafting.outlines.zones import Sheet, Zone, sheets_of, zones_of
from kaoping.drafting.tables.apart import apart
from kaoping.drafting.tables.behind import after, between_tables
from kaoping.drafting.tables.columns import tables_read
from kaoping.drafting.values import Role
from kaoping.intake.marks import alone
from kaoping.intake.paper import Paper


def reads_of(paper: Paper, number: int, chosen_roles: Mapping[int, Role]) -> tuple[list[Read], tuple[str, ...]]:
    """Every read of the document in the order of the standard, and the titles of its sheets."""
    tables = _tables(paper, chosen_roles)
    taken = {read.passage for _, reads in tables for read in reads}
    lines, noise = lines_of(paper, [index for index in range(len(paper.passages)) if index not in taken])
    zones = apart(paper, zones_of(lines, tables))
    sheets = sheets_of(zones)
    chosen = sheets[min(max(number, 1), len(sheets)) - 1] if sheets else None
    blocks: list[list[Read]] = [[read] for read in noise]
    for zone in zones:
        blocks += _zone(zone, chosen, sheets)
    titles = tuple(one.title for one in sheets) if len(sheets) > 1 else ()
    return _covered(paper, blocks), titles


def _tables(paper: Paper, chosen: Mapping[int, Role]) -> list[tuple[int, list[Read]]]:
    """What tables with a known head were read into, with the first passage of each."""
    return tables_read(paper, chosen)


def _zone(zone: Zone, chosen: Sheet | None, sheets: Sequence[Sheet]) -> Iterable[list[Read]]:
    """The reads of one stretch, in blocks that keep their order."""
    own = [one for one in sheets if one.zone is zone]
    is_sheet = chosen is not None and chosen.zone is zone
    if zone.annex is not None and zone.annex not in zone.heads:
        yield list(_line(zone.annex, "note", "附件的序号"))
    for line in zone.heads:
        found = list(_line(line, "title", "" if is_sheet else "文件其他部分的标题"))
        for read in found:
            read.context = "" if is_sheet else "document" if zone.annex is None else "annex"
        yield found
    for line, why in zone.aside:
        signed = why == "落款" and not own and is_form_title(zone.title)
        yield [replace(read, context=zone.title) for read in _line(line, "form" if signed else "note", why)]
    if not own:
        form = is_form_title(zone.title)
        for sentence in zone.tree.sentences:
            found = list(_sentence(sentence, "form" if form else "note", "" if form else "前言或说明"))
            for read in found:
                read.context = zone.title if form else ""
            yield found
        for node in zone.tree.children:
            for read in body(node):
                if form:
                    read.role, read.joins, read.context = "form", False, zone.title
                yield [read]
    else:
        base = base_of(own[0]) if is_sheet and len(own) == 1 else None
        tables = [reads[0].passage for _, reads in zone.tables if any(read.role in LEVELS for read in reads)]
        for sentence in zone.tree.sentences:
            is_after = bool(tables) and sentence.line.spans[0][0] > max(tables)
            if sentence is base:
                yield list(base_reads(sentence))
                continue
            yield list(after(sentence) if is_after else aside(sentence))
        if base is not None:
            if all(one is not base for one in zone.tree.sentences):
                yield list(base_reads(base))
            yield from ([read] for read in taken_off(own[0].roots, base))
        else:
            yield from _sheet_zone(zone, own, chosen)
    blank = not own and is_form_title(zone.title)
    for _, reads in zone.tables:
        # Where no table holds items, one of bonuses or of what bars is still that.
        if is_sheet or (chosen is None and any(read.role in ("bonus", "penalty", "veto") for read in reads)):
            yield reads
        elif blank:
            yield from ([Read(read.passage, read.start, read.end, "form", context=zone.title)] for read in reads)
        else:
            yield [_unused(read, zone.title) for read in reads]


def _sheet_zone(zone: Zone, own: Sequence[Sheet], chosen: Sheet | None) -> Iterable[list[Read]]:
    wrappers = {id(one.wrapper): one for one in own if one.wrapper is not None}
    with_tables = any(read.role in LEVELS for _, reads in zone.tables for read in reads)
    if not wrappers:
        sheet = own[0]
        reads = between_tables(zone, sheet) if with_tables else list(_sorter(sheet).reads(sheet.roots))
        yield from _blocks([read if sheet is chosen else _unused(read, sheet.title) for read in reads])
        return
    for node in zone.tree.children:
        if id(node) not in wrappers:
            for read in body(node):
                yield [read]
            continue
        sheet = wrappers[id(node)]
        first = True
        for sentence in node.sentences:
            for read in _sentence(sentence, "title" if first else "note", "评分表的标题"):
                first = False
                yield [read if sheet is chosen else _unused(read, sheet.title)]
        below = _sorter(sheet).reads(sheet.roots)
        yield from _blocks([read if sheet is chosen else _unused(read, sheet.title) for read in below])


def _blocks(reads: Sequence[Read]) -> Iterable[list[Read]]:
    """Each read by itself; what was put behind a read that stands later in the document stays with that."""
    block: list[Read] = []
    latest = (-1, 0)
    for read in reads:
        if block and (read.passage, read.start) >= latest:
            yield block
            block = []
        latest = max(latest, (read.passage, read.start)) if block else (read.passage, read.start)
        block.append(read)
    if block:
        yield block


def _sorter(sheet: Sheet) -> Sorter:
    return Sorter(sheet.roots, named=weight_of_title(sheet.zone.title) >= 2)


def _unused(read: Read, title: str) -> Read:
    return Read(read.passage, read.start, read.end, "unused", why=f"属于另一张评分表“{title[:40]}”")


def _line(line: Line, role: Role, why: str) -> Iterable[Read]:
    for index, (passage, start, end) in enumerate(line.places(0, len(line.text))):
        yield Read(passage, start, end, role, why=why, joins=index > 0)


def _sentence(sentence: Sentence, role: Role, why: str) -> Iterable[Read]:
    for index, (passage, start, end) in enumerate(sentence.line.places(sentence.start, sentence.end)):
        yield Read(passage, start, end, role, why=why, joins=index > 0)


def _covered(paper: Paper, blocks: Iterable[Sequence[Read]]) -> list[Read]:
    """All reads in order, with one for every stretch that none had: nothing of the document gets lost."""
    reads = [read for block in sorted((one for one in blocks if one), key=_begins) for read in block]
    taken: dict[int, list[Read]] = {}
    for read in reads:
        taken.setdefault(read.passage, []).append(read)
    lost: list[Read] = []
    for index, passage in enumerate(paper.passages):
        text, at = passage.printed, 0
        for read in sorted(taken.get(index, ()), key=lambda one: (one.start, one.end)):
            read.start = max(read.start, at)
            read.end = min(max(read.end, read.start), len(text))
            if text[at : read.start].strip():
                lost.append(_rest(index, at, read.start, text))
            at = max(at, read.end)
        if text[at:].strip():
            lost.append(_rest(index, at, len(text), text))
    # A read that covers nothing repeats the words of a merged cell.
    reads = [
        read
        for read in reads
        if (read.end == read.start and read.text) or paper.passages[read.passage].printed[read.start : read.end].strip()
    ]
    for one in lost:
        place = next(
            (at for at in range(len(reads) - 1, -1, -1) if _begins([reads[at]]) < (one.passage, one.start)), -1
        )
        reads.insert(place + 1, one)
    return reads


def _begins(block: Sequence[Read]) -> tuple[int, int]:
    return block[0].passage, block[0].start


def _rest(index: int, start: int, end: int, text: str) -> Read:
    piece = text[start:end]
    if alone(piece.strip()) is not None:
        return Read(index, start, end, "number", why="编号")
    if not any(char.isalnum() for char in piece):
        return Read(index, start, end, "unused", why="只有符号，没有文字")
    return Read(index, start, end, "note", sure=False, why="没有归到任何一项")
