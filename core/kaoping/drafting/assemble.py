"""A draft of a standard from a document: outlines and tables are read, and their pieces become the standard's data. Pure.

The seam for tables: for each table of the paper `columns.table_reads(paper, table, indices)` is asked. It gives the
table's pieces (`reads.Read`) in the order of the standard, `dimension`, `group`, `criterion` and what belongs to them, or
None where the table has no head that it knows; then the passages are read as an outline. Sums, numbers that are missing
or twice and items without points are found afterwards, in `sums.findings`, for outlines and tables alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from kaoping.drafting.build import Built, built
from kaoping.drafting.columns import table_reads
from kaoping.drafting.lines import Line, lines_of
from kaoping.drafting.mending import STRUCTURE, key, mended
from kaoping.drafting.outline import Sentence
from kaoping.drafting.reads import LEVELS, Read
from kaoping.drafting.roles import Sorter
from kaoping.drafting.sections import is_form_title, weight_of_title
from kaoping.drafting.special import aside, body
from kaoping.drafting.sums import findings
from kaoping.drafting.values import DOCUMENT, ROLES, Draft, Finding, Mend, Part, Role, key_of
from kaoping.drafting.zones import Sheet, Zone, sheets_of, zones_of
from kaoping.intake.marks import mark
from kaoping.intake.paper import Paper

#: Codes of what both a reading and the numbers afterwards may find.
_ASKED = ("number-twice", "heading-lost")


def draft_of(paper: Paper, mends: Sequence[Mend] = (), *, id: str = "draft", sheet: int = 1) -> Draft:
    """The draft of a standard that a document gives, with the author's corrections applied.

    :param id: the standard's id, unless a correction gives another
    :param sheet: which score sheet of the document, from 1; the others are accounted for as not used
    """
    for mend in mends:
        if mend.key == DOCUMENT and mend.what == "id" and mend.value:
            id = mend.value
        elif mend.key == DOCUMENT and mend.what == "sheet" and mend.value.isdecimal():
            sheet = int(mend.value)
    own = [mend for mend in mends if mend.key != DOCUMENT and mend.what != "erratum"]
    chosen = _chosen(paper, own)
    reads, titles = _read(paper, sheet, chosen)
    heads = {read.passage for read in reads if read.role == "head"} & chosen.keys()
    own = [mend for mend in own if not (mend.what == "role" and mend.key.passage in heads)]
    structure = [mend for mend in own if mend.what in STRUCTURE]
    reads, void = mended(reads, paper, structure, lambda now: built(paper, now).targets)
    known = {key(read, paper) for read in reads}
    later = [mend for mend in own if mend.what not in STRUCTURE]
    void += [mend for mend in later if mend.key not in known]
    made = built(paper, reads, [mend for mend in later if mend.key in known], id)
    parts = _parts(paper, reads, made)
    draft = Draft(paper, made.data, parts, made.doubts, void=tuple(void), mends=tuple(mends), sheets=titles)
    return _judged(draft)


def _chosen(paper: Paper, mends: Sequence[Mend]) -> dict[int, Role]:
    """The roles given to whole cells of tables: where the cell is one of a head, its column has that role."""
    found: dict[int, Role] = {}
    for mend in mends:
        at = mend.key.passage
        if mend.what != "role" or mend.value not in ROLES or not 0 <= at < len(paper.passages):
            continue
        passage = paper.passages[at]
        if passage.table and key_of(at, 0, passage.printed) == mend.key:
            found[at] = mend.value
    return found


def _judged(draft: Draft) -> Draft:
    """The draft with what is odd in the document; what the author accepted stands in its errata."""
    said = {mend.value for mend in draft.mends if mend.what == "erratum"}
    found = tuple(findings(draft))
    left = tuple(one for one in found if not {erratum_value(one, taken) for taken in (True, False)} & said)
    # What the reading itself asks about, or the author has answered there, is not told a second time.
    asked = {(one.code, one.key) for one in draft.doubts}
    asked |= {(code, one.key) for one in draft.mends if one.what == "accepted" for code in _ASKED}
    left = tuple(one for one in left if one.code not in _ASKED or one.key is None or (one.code, one.key) not in asked)
    errata = [
        {"at": one.at or one.place, "printed": one.printed, "read_as": one.read_as, "why": one.why}
        | ({"accepts": list(one.accepts)} if one.accepts else {})
        for one in found
        if erratum_value(one, True) in said
    ]
    data = {**draft.data, "errata": errata} if errata else draft.data
    return replace(draft, findings=left, data=data)


def erratum_value(finding: Finding, taken: bool) -> str:
    """What a correction says that takes a finding into the errata, or that nothing is wrong there."""
    return f"{'yes' if taken else 'no'}|{finding.code}|{finding.at}"


# -- reading -----------------------------------------------------------------------------------------------------------


def _read(paper: Paper, number: int, chosen_roles: Mapping[int, Role]) -> tuple[list[Read], tuple[str, ...]]:
    """Every read of the document in the order of the standard, and the titles of its sheets."""
    tables = _tables(paper, chosen_roles)
    taken = {read.passage for _, reads in tables for read in reads}
    lines, noise = lines_of(paper, [index for index in range(len(paper.passages)) if index not in taken])
    zones = zones_of(lines, tables)
    sheets = sheets_of(zones)
    chosen = sheets[min(max(number, 1), len(sheets)) - 1] if sheets else None
    blocks: list[list[Read]] = [[read] for read in noise]
    for zone in zones:
        blocks += _zone(zone, chosen, sheets)
    titles = tuple(one.title for one in sheets) if len(sheets) > 1 else ()
    return _covered(paper, blocks), titles


def _tables(paper: Paper, chosen: Mapping[int, Role]) -> list[tuple[int, list[Read]]]:
    """What tables with a known head were read into, with the first passage of each."""
    found = []
    placed = [(passage.table, index) for index, passage in enumerate(paper.passages) if passage.table]
    for table, group in groupby(sorted(placed), key=lambda one: one[0]):
        indices = [index for _, index in group]
        reads = table_reads(paper, table, indices, chosen)
        if reads:
            found.append((indices[0], list(reads)))
    return found


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
        yield list(_line(line, "note", why))
    if not own:
        form = is_form_title(zone.title)
        for sentence in zone.tree.sentences:
            yield list(_sentence(sentence, "form" if form else "note", "" if form else "前言或说明"))
        for node in zone.tree.children:
            for read in body(node):
                if form:
                    read.role, read.joins = "form", False
                yield [read]
    else:
        for sentence in zone.tree.sentences:
            yield list(aside(sentence))
        yield from _sheet_zone(zone, own, chosen)
    for _, reads in zone.tables:
        yield reads if is_sheet else [_unused(read, zone.title) for read in reads]


def _sheet_zone(zone: Zone, own: Sequence[Sheet], chosen: Sheet | None) -> Iterable[list[Read]]:
    wrappers = {id(one.wrapper): one for one in own if one.wrapper is not None}
    with_tables = any(read.role in LEVELS for _, reads in zone.tables for read in reads)
    if not wrappers:
        sheet = own[0]
        reads = _by_tables(zone, sheet) if with_tables else list(_sorter(sheet).reads(sheet.roots))
        for read in reads:
            yield [read if sheet is chosen else _unused(read, sheet.title)]
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
        for read in _sorter(sheet).reads(sheet.roots):
            yield [read if sheet is chosen else _unused(read, sheet.title)]


def _sorter(sheet: Sheet) -> Sorter:
    return Sorter(sheet.roots, named=weight_of_title(sheet.zone.title) >= 2)


def _by_tables(zone: Zone, sheet: Sheet) -> list[Read]:
    """What stands between tables: headings of theirs, or rules."""
    named = any(read.role == "dimension" for _, reads in zone.tables for read in reads)
    before = {
        id(zone.lines[at - 1]) for at, reads in zone.tables if at > 0 and any(read.role in LEVELS for read in reads)
    }
    found: list[Read] = []
    sorter = Sorter(sheet.roots, in_tables=True)
    for node in sheet.roots:
        lines = {id(sentence.line) for one in node.walk() for sentence in one.sentences}
        if not named and not node.children and len(node.words) <= 60 and lines & before:
            found += sorter.heading(node, "dimension")
        elif sum(map(sorter.has_worth, node.walk())) >= 2:
            found += sorter.reads([node])
        else:
            found += body(node)
    return found


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
    found = mark(piece)
    if found is not None and found.end >= len(piece.rstrip()):
        return Read(index, start, end, "number", why="编号")
    if not any(char.isalnum() for char in piece):
        return Read(index, start, end, "unused", why="只有符号，没有文字")
    return Read(index, start, end, "note", sure=False, why="没有归到任何一项")


# -- accounting --------------------------------------------------------------------------------------------------------


def _parts(paper: Paper, reads: Sequence[Read], made: Built) -> tuple[Part, ...]:
    """Every piece in the order of the document, without a gap."""
    targets = {id(read): target for read, target in zip(reads, made.targets, strict=True)}
    found = []
    for read in sorted(reads, key=lambda one: (one.passage, one.start)):
        if read.end == read.start:
            continue
        passage = paper.passages[read.passage]
        text = passage.printed[read.start : read.end]
        found.append(
            Part(key(read, paper), read.end, text, read.role, passage.place, targets[id(read)], read.sure, read.why)
        )
    return tuple(found)
