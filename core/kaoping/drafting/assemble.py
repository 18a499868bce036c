"""A draft of a standard from a document: outlines and tables are read, and their pieces become the standard's data. Pure.

The seam for tables: for each table of the paper `columns.table_reads(paper, table, indices)` is asked. It gives the
table's pieces (`reads.Read`) in the order of the standard, `dimension`, `group`, `criterion` and what belongs to them, or
None where the table has no head that it knows; then the passages are read as an outline. Sums, numbers that are missing
or twice and items without points are found afterwards, in `sums.findings`, for outlines and tables alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace

from kaoping.drafting.author.mending import STRUCTURE, key, mended
from kaoping.drafting.findings.judged import judged
from kaoping.drafting.making.build import Built, built
from kaoping.drafting.making.reads import LEVELS, Read
from kaoping.drafting.outlines.from_full import base_of, base_reads, taken_off
from kaoping.drafting.outlines.lines import Line, lines_of
from kaoping.drafting.outlines.outline import Sentence
from kaoping.drafting.outlines.roles import Sorter
from kaoping.drafting.outlines.sections import is_form_title, weight_of_title
from kaoping.drafting.outlines.special import aside, body
from kaoping.drafting.outlines.zones import Sheet, Zone, sheets_of, zones_of
from kaoping.drafting.tables.apart import apart
from kaoping.drafting.tables.behind import after, between_tables
from kaoping.drafting.tables.columns import tables_read
from kaoping.drafting.values import DOCUMENT, ROLES, Draft, Mend, Part, Role, key_of
from kaoping.intake.marks import alone
from kaoping.intake.paper import Paper


def draft_of(paper: Paper, mends: Sequence[Mend] = (), *, id: str = "draft", sheet: int = 1) -> Draft:
    """The draft of a standard that a document gives; see `Reader.draft`."""
    return Reader(paper).draft(mends, id=id, sheet=sheet)


class Reader:
    """Drafts of one document, again and again: what the author's corrections do not touch is read once."""

    def __init__(self, paper: Paper) -> None:
        self.paper = paper
        self._kept: tuple[tuple[int, Mapping[int, Role]], list[Read], tuple[str, ...]] | None = None
        #: The corrections of structure that were applied last, with what came of them.
        self._last: tuple[tuple[Mend, ...], list[Read], list[Mend]] = ((), [], [])

    def draft(self, mends: Sequence[Mend] = (), *, id: str = "draft", sheet: int = 1) -> Draft:
        """The draft of a standard that the document gives, with the author's corrections applied.

        :param id: the standard's id, unless a correction gives another
        :param sheet: which score sheet of the document, from 1; the others are accounted for as not used
        """
        return _drafted(self, mends, id, sheet)

    def plain(self, sheet: int, chosen: Mapping[int, Role]) -> tuple[Sequence[Read], tuple[str, ...]]:
        """What the document is read into before any correction but those of whole columns, and the titles of its sheets."""
        asked = (sheet, chosen)
        if self._kept is None or self._kept[0] != asked:
            self._kept = (asked, *_read(self.paper, sheet, chosen))
            self._last = ((), self._kept[1], [])
            for read in self._kept[1]:
                key(read, self.paper)
        return self._kept[1], self._kept[2]

    def mended(self, plain: Sequence[Read], structure: Sequence[Mend]) -> tuple[list[Read], list[Mend]]:
        """The reads with their structure corrected, to be used freely, and the corrections that fit nowhere.

        One correction more than the last time is applied to what came of the others then.
        """
        before, reads, void = self._last
        if tuple(structure[: len(before)]) != before:
            before, reads, void = (), list(plain), []
        found, more = mended(
            [copy(read) for read in reads],
            self.paper,
            structure[len(before) :],
            lambda now: built(self.paper, now).targets,
        )
        self._last = (tuple(structure), found, [*void, *more])
        return [copy(read) for read in found], [*void, *more]


def _drafted(reader: Reader, mends: Sequence[Mend], id: str, sheet: int) -> Draft:
    paper = reader.paper
    for mend in mends:
        if mend.key == DOCUMENT and mend.what == "id" and mend.value:
            id = mend.value
        elif mend.key == DOCUMENT and mend.what == "sheet" and mend.value.isdecimal():
            sheet = int(mend.value)
    own = [mend for mend in mends if mend.key != DOCUMENT and mend.what != "erratum"]
    chosen = _chosen(paper, own)
    reads, titles = reader.plain(sheet, chosen)
    heads = {read.passage for read in reads if read.role == "head"} & chosen.keys()
    own = [mend for mend in own if not (mend.what == "role" and mend.key.passage in heads)]
    structure = [mend for mend in own if mend.what in STRUCTURE]
    reads, void = reader.mended(reads, structure)
    known = {key(read, paper) for read in reads}
    later = [mend for mend in own if mend.what not in STRUCTURE]
    void += [mend for mend in later if mend.key not in known]
    made = built(paper, reads, [mend for mend in later if mend.key in known], id)
    parts = _parts(paper, reads, made)
    draft = Draft(
        paper,
        made.data,
        parts,
        made.doubts,
        void=tuple(void),
        mends=tuple(mends),
        sheets=titles,
        demands=made.demands,
    )
    return judged(draft)


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


# -- reading -----------------------------------------------------------------------------------------------------------


def _read(paper: Paper, number: int, chosen_roles: Mapping[int, Role]) -> tuple[list[Read], tuple[str, ...]]:
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
            yield from ([read] for read in taken_off(own[0].roots))
        else:
            yield from _sheet_zone(zone, own, chosen)
    blank = not own and is_form_title(zone.title)
    for _, reads in zone.tables:
        if is_sheet:
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


# -- accounting --------------------------------------------------------------------------------------------------------


def _parts(paper: Paper, reads: Sequence[Read], made: Built) -> tuple[Part, ...]:
    """Every piece in the order of the document, without a gap."""
    targets = {id(read): target for read, target in zip(reads, made.targets, strict=True)}
    found = []
    for read in sorted(reads, key=lambda one: (one.passage, one.start)):
        if read.end == read.start and (read.added is None or read.role == "unused"):
            continue
        passage = paper.passages[read.passage]
        text = read.text if read.added is not None else passage.printed[read.start : read.end]
        place = f"{passage.place}之后，编写人补写" if read.added is not None else passage.place
        own = key(read, paper)
        found.append(
            Part(own, read.end, text, read.role, place, targets[id(read)], read.sure, read.why, read.added is not None)
        )
    return tuple(found)
