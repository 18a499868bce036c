"""What outlines and tables are both read into, before the data of a standard is made of it: pieces with a role. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from kaoping.drafting.values import Key, Role

#: Roles that open a level of the standard; what has another role belongs to the level opened last.
LEVELS: tuple[Role, ...] = ("dimension", "group", "criterion")


class Grade(NamedTuple):
    """A level of an item: what it gives in points, or in percent of the item's points."""

    title: str
    points: Decimal | None = None
    share: Decimal | None = None


@dataclass(slots=True)
class Read:
    """A piece of one passage, read in a role. A standard is made of reads in the order in which they are given.

    Reads of a passage may not overlap; what no read covers is filled in as `note`, or as `number` or `points` where it
    is just that. So a reader of tables or outlines may leave out blanks and signs, and no words get lost. A read whose
    `end` is its `start` covers nothing: it repeats the words (`text`) of a merged cell for the next criterion. `points` stand
    at the level, requirement or total they are printed for; the cell that prints them is a read of role `points` without any.

    :ivar start: where it begins in the passage's printed text (`Passage.printed`), number and points left out or not
    :ivar number: the document's own number for it, as it goes into the id: `1`, `一`, `1.2`; empty where it has none
    :ivar points: the points that the document prints for it, wherever they stand
    :ivar text: the words that go into the standard; those of the span where it is empty
    :ivar sure: whether it rests on more than a guess
    :ivar why: why it is read so or is not used, in Chinese
    :ivar doubt: a code; with it `why` is shown to the author as a doubt
    :ivar others: the roles it may be instead, the likeliest first; with `doubt`
    :ivar context: the words above it that say what it is about: the head of the list that a veto stands in
    :ivar joins: whether its words go on with those of the read before it in the same role (a sentence over two passages)
    :ivar grades: of an item: the levels that it is rated by
    :ivar added: its key, where the author typed it, as the document lost it; it covers nothing
    """

    passage: int
    start: int
    end: int
    role: Role
    number: str = ""
    points: Decimal | None = None
    text: str = ""
    sure: bool = True
    why: str = ""
    doubt: str = ""
    others: Sequence[Role] = ()
    context: str = ""
    joins: bool = False
    grades: tuple[Grade, ...] = ()
    added: Key | None = None
    #: The key of its words, once it is known, with the place that it holds for.
    known: tuple[tuple[int, int, int], Key] | None = field(default=None, compare=False, repr=False)
