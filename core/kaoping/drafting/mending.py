"""The author's corrections applied to what was read: roles, cuts, places. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kaoping.drafting.reads import LEVELS, Read
from kaoping.drafting.values import Key, Mend, Role, key_of, role_named
from kaoping.intake.paper import Paper

#: What is changed before the standard is made of the reads; all else changes words and figures of what was made.
STRUCTURE = ("role", "split", "join", "under")


def key(read: Read, paper: Paper) -> Key:
    """The key of a read's piece."""
    return key_of(read.passage, read.start, paper.passages[read.passage].printed[read.start : read.end])


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
    return reads, void


def _fits(reads: Sequence[Read], at: int, mend: Mend) -> bool:
    if mend.what == "role":
        return role_named(mend.value) is not None
    if mend.what == "join":
        return at > 0
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
