"""A document as every reader gives it: paragraphs and cells in order, each with its place. Pure values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

#: Places that a note names; the rest is counted.
_NAMED = 12
#: Characters of an aside's text that a note quotes.
_QUOTED = 30


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, or one paragraph of a cell.

    :ivar place: for people: `第12段`, `表2 第3行第4列`
    :ivar number: the number that the program which made the file writes by itself, `（一）`; it does not stand in `text`
    :ivar table: the table it stands in, from 1; 0 outside of tables
    :ivar row: from 1, like `column`; a merged cell stands where it begins
    :ivar rows: how many rows it spans, like `columns`
    :ivar within: table, row and column of the cell that its table stands in
    """

    text: str
    place: str
    number: str = ""
    table: int = 0
    row: int = 0
    column: int = 0
    rows: int = 1
    columns: int = 1
    within: tuple[int, int, int] | None = None

    @property
    def printed(self) -> str:
        """The text as it stands on paper, with its number."""
        return f"{self.number}{self.text}" if self.number else self.text


@dataclass(frozen=True, slots=True)
class Aside:
    """Something of the file that is no passage, so that nothing of it goes missing unnoticed.

    :ivar what: 图片, 页眉, 批注 and so on
    :ivar text: its words; empty where they cannot be read
    :ivar before: the index of the passage in front of which it stands
    """

    what: str
    place: str
    text: str = ""
    before: int = 0


@dataclass(frozen=True, slots=True)
class Paper:
    """A document's text.

    :ivar form: what it was read as: `txt`, `docx`, `xlsx`, `html`, `csv`, `pdf`
    :ivar notes: what a reader must know: insertions taken, sheets left out; in Chinese
    :ivar asides: what else is in the file; the notes name them too
    """

    passages: tuple[Passage, ...]
    form: str
    notes: tuple[str, ...] = ()
    asides: tuple[Aside, ...] = ()


def asides_told(asides: Iterable[Aside]) -> Iterator[str]:
    """What is in the file beside its passages, a line for each kind: where, and what it says if that can be read."""
    kinds: dict[tuple[str, bool], list[Aside]] = {}
    for one in asides:
        kinds.setdefault((one.what, bool(one.text)), []).append(one)
    for (what, readable), found in kinds.items():
        if readable:
            texts: dict[str, list[str]] = {}
            for one in found:
                texts.setdefault(_quoted(one.text), []).append(one.place)
            said = "；".join(f"“{text}”（{_where(places)}）" for text, places in list(texts.items())[:_NAMED])
            yield f"{what} {len(found)} 处，未当作正文：{said}{_rest(len(texts), '；')}"
        else:
            places = "、".join(dict.fromkeys(one.place for one in found[:_NAMED]))
            yield f"{what} {len(found)} 处，其中的文字未读：{places}{_rest(len(found), '、')}；请看原件，有评分内容的先转成文字"


def _where(places: list[str]) -> str:
    return places[0] if len(places) == 1 else f"{places[0]}等 {len(places)} 处"


def _rest(count: int, sign: str) -> str:
    return f"{sign}等" if count > _NAMED else ""


def _quoted(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _QUOTED else f"{line[: _QUOTED - 1]}…"
