"""The author's corrections applied to what was read: roles, cuts, places. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kaoping.drafting.making.reads import LEVELS, Read
from kaoping.drafting.outlines.lines import line_marks
from kaoping.drafting.phrases.worth import worths
from kaoping.drafting.values import Key, Mend, Role, added_key, key_of, role_named
from kaoping.intake.paper import Paper

#: What is changed before the standard is made of the reads; all else changes words and figures of what was made.
STRUCTURE = ("role", "split", "join", "under", "add")
#: A piece typed by the author is no longer than this.
LONGEST_ADDED = 2000
#: Behind the role of what opens a level: it stands right behind the part, and what follows belongs to it.
HERE = "!"
#: What stands behind the last item and belongs to none.
_ASIDE = ("veto", "bonus", "penalty", "outcome", "stage", "rule", "title")


def key(read: Read, paper: Paper) -> Key:
    """The key of a read's piece."""
    if read.added is not None:
        return read.added
    place = (read.passage, read.start, read.end)
    if read.known is None or read.known[0] != place:
        printed = paper.passages[read.passage].printed
        read.known = (place, key_of(read.passage, read.start, printed[read.start : read.end]))
    return read.known[1]


def mended(
    reads: list[Read],
    paper: Paper,
    mends: Sequence[Mend],
    targets: Callable[[Sequence[Read]], Sequence[str]],
) -> tuple[list[Read], list[Mend]]:
    """The reads with their structure corrected in the order of the corrections, and the corrections that fit nowhere.

    :param targets: the id in the standard that each read becomes, for corrections that move a piece below one
    """
    void = []
    for mend in mends:
        at = next((at for at, read in enumerate(reads) if key(read, paper) == mend.key), None)
        if at is None or not _fits(reads, at, mend):
            void.append(mend)
        elif mend.what == "role" and (role := role_named(mend.value)) is not None:
            _role(reads[at], role)
        elif mend.what == "join":
            reads[at].role, reads[at].joins = reads[at - 1].role, True
            reads[at].sure, reads[at].doubt = True, ""
        elif mend.what == "split":
            _split(reads, at, int(mend.value))
        elif mend.what == "under":
            moved = _under(reads, at, targets(reads), mend.value)
            if not moved:
                void.append(mend)
        elif mend.what == "add":
            _add(reads, at, mend.value)
    return reads, void


def _fits(reads: Sequence[Read], at: int, mend: Mend) -> bool:
    if mend.what == "role":
        return role_named(mend.value) is not None
    if mend.what == "join":
        return at > 0 and reads[at].added is None
    if mend.what == "add":
        role, text = typed(mend.value)
        again = added_key(reads[at].passage, reads[at].start, text)
        return role is not None and bool(text) and all(read.added != again for read in reads)
    if mend.what == "split":
        return mend.value.isdecimal() and 0 < int(mend.value) < reads[at].end - reads[at].start
    return True


def _role(read: Read, role: Role) -> None:
    read.role = role
    read.sure, read.doubt, read.why, read.joins = True, "", "", False


def _split(reads: list[Read], at: int, offset: int) -> None:
    """Cut a read in two; the second part of what opens a level is a demand of it."""
    one = reads[at]
    cut = one.start + offset
    role = "requirement" if one.role in LEVELS else one.role
    reads.insert(at + 1, Read(one.passage, cut, one.end, role, context=one.context))
    one.end, one.text = cut, ""


def typed(value: str) -> tuple[Role | None, str]:
    """The role and the words of a piece that the author typed; None where there is no such role."""
    role, _, text = value.partition("|")
    return role_named(role.removesuffix(HERE)), text.strip()[:LONGEST_ADDED]


def _add(reads: list[Read], at: int, value: str) -> None:
    """Put a typed piece behind a read; what opens a level behind all of the level before it, unless it is to stand here."""
    role, text = typed(value)
    assert role is not None
    one = reads[at]
    place = at + 1
    if role in LEVELS and not value.partition("|")[0].endswith(HERE):
        while place < len(reads) and reads[place].role not in _ASIDE:
            if reads[place].role in LEVELS and LEVELS.index(reads[place].role) <= LEVELS.index(role):
                break
            place += 1
    while place < len(reads) and reads[place].joins:
        place += 1
    before = reads[place - 1]
    found = line_marks(text)
    worth = next((each.points for each in worths(text) if each.points is not None), None)
    new = Read(before.passage, before.end, before.end, role, points=worth if role in LEVELS else None)
    new.text = text[found[-1].end :].strip() or text if found else text
    new.number = ".".join(map(str, found[-1].value)) if found else ""
    new.context = text[: found[-1].end].strip() if found and found[-1].kind in ("cn", "cn-paren", "chapter") else ""
    new.added = added_key(one.passage, one.start, text)
    reads.insert(place, new)


def _under(reads: list[Read], at: int, targets: Sequence[str], id: str) -> bool:
    """Move a read, with what joins it, behind the last one that belongs to `id`."""
    last = max(
        (place for place, target in enumerate(targets) if target == id or target.startswith(f"{id}.")), default=None
    )
    if last is None:
        return False
    end = at + 1
    while end < len(reads) and reads[end].joins:
        end += 1
    if at <= last < end:
        return True
    moved = reads[at:end]
    del reads[at:end]
    place = last + 1 if last < at else last + 1 - len(moved)
    while place < len(reads) and reads[place].joins:
        place += 1
    reads[place:place] = moved
    for read in moved:
        read.sure, read.doubt = True, ""
    return True
