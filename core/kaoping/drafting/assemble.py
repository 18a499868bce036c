"""A draft of a standard from a document: outlines and tables are read, and their pieces become the standard's data. Pure.

The seam for tables: for each table of the paper `columns.table_reads(paper, table, indices)` is asked. It gives the
table's pieces (`reads.Read`) in the order of the standard, `dimension`, `group`, `criterion` and what belongs to them, or
None where the table has no head that it knows; then the passages are read as an outline. Sums, numbers that are missing
or twice and items without points are found afterwards, in `sums.findings`, for outlines and tables alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy

from kaoping.drafting.author.mending import STRUCTURE, key, mended
from kaoping.drafting.findings.judged import judged
from kaoping.drafting.making.build import Built, built
from kaoping.drafting.making.reads import Read
from kaoping.drafting.outlines.issued import IN_DOCUMENT, goes_into
from kaoping.drafting.reading import reads_of
from kaoping.drafting.values import DOCUMENT, ROLES, Draft, Mend, Part, Role, key_of
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
            self._kept = (asked, *reads_of(self.paper, sheet, chosen))
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
        why = IN_DOCUMENT if read.role == "note" and goes_into(text, made.data["document"]) else read.why
        found.append(
            Part(own, read.end, text, read.role, place, targets[id(read)], read.sure, why, read.added is not None)
        )
    return tuple(found)
