"""A report as it stands on paper, before any format: what follows what, in which words, with which numbers. Pure.

Kinds of report build a `Paper` from an evaluation, a unit or a campaign; formats print it. No format computes, and
every number keeps its exact value beside the text that is printed, so that each of them can be held against the score
sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

Align: TypeAlias = Literal["left", "center", "right"]
Style: TypeAlias = Literal["body", "note", "heading", "subheading", "warning"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a table.

    :ivar text: as printed; a person's text is data and never markup, formula or path.
    :ivar number: the exact value where it is a number; None for words.
    :ivar across: columns it covers; `down`: rows it covers. Covered places are left out of their rows.
    """

    text: str
    number: Decimal | None = None
    across: int = 1
    down: int = 1
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in millimetres on A4 within the margins, and how its cells are set."""

    title: str
    width: int
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """A row. A section row is one cell over the whole width that is not parted from the row below."""

    cells: tuple[Cell, ...]
    section: bool = False
    total: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose head is repeated on each page.

    :ivar id: what a format calls it (sheet name, anchor): Latin letters and `-`.
    """

    id: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A paragraph. A heading stays with what follows it."""

    text: str
    style: Style = "body"


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of name and value, `per_line` of them beside each other: the head of a form."""

    pairs: tuple[tuple[str, str], ...]
    per_line: int = 2


@dataclass(frozen=True, slots=True)
class Box:
    """A box to be filled in or signed by hand: its name, what stands in it already, its height in millimetres.

    :ivar seal: whether a line for seal and date (盖章、年月日) stands at its lower right.
    """

    name: str
    text: str = ""
    height: int = 30
    seal: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """Boxes below each other, framed; not broken within a box."""

    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign beside each other, each with its name and a date line."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Numbers as bars or as a radar (5 to 10 axes); every number also stands as text beside it.

    :ivar series: a name and one value for each label, None where there is none.
    :ivar full: the value at the end of the scale.
    """

    title: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[Decimal | None, ...]], ...]
    full: Decimal
    shape: Literal["bars", "radar"] = "bars"


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins on a new page."""


Block: TypeAlias = Words | Facts | Table | Form | Signatures | Chart | NewPage


@dataclass(frozen=True, slots=True)
class Paper:
    """A report: its kind, its title, what stands on it in order.

    :ivar draft: why it is a draft and not the finished thing, in Chinese; empty where it is finished. Every format
        prints it above the title and on each page.
    :ivar about: where it came from (evaluation, evaluator, printed, fingerprint of the journal), printed at the foot.
    :ivar landscape: whether the page lies on its side.
    :ivar dense: whether it is a working table of many rows, set smaller and with narrower margins than GB/T 9704 has them.
    """

    kind: str
    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    draft: str = ""
    about: Mapping[str, str] = field(default_factory=dict)
    landscape: bool = False
    dense: bool = False
