"""A document as every reader gives it: paragraphs and cells in order, each with its place. Pure values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, or one paragraph of a cell.

    :ivar place: for people: `第12段`, `表2 第3行第4列`
    :ivar number: the number that the program which made the file writes by itself, `（一）`; it does not stand in `text`
    :ivar table: the table it stands in, from 1; 0 outside of tables
    :ivar row: from 1, like `column`; a merged cell stands where it begins
    :ivar rows: how many rows it spans, like `columns`
    """

    text: str
    place: str
    number: str = ""
    table: int = 0
    row: int = 0
    column: int = 0
    rows: int = 1
    columns: int = 1

    @property
    def printed(self) -> str:
        """The text as it stands on paper, with its number."""
        return f"{self.number}{self.text}" if self.number else self.text


@dataclass(frozen=True, slots=True)
class Paper:
    """A document's text.

    :ivar form: what it was read as: `txt`, `docx`, `xlsx`, `html`, `csv`
    :ivar notes: what a reader must know: insertions taken, sheets left out; in Chinese
    """

    passages: tuple[Passage, ...]
    form: str
    notes: tuple[str, ...] = ()
