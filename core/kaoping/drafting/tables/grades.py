"""Columns of grades (优秀 良好 一般 较差, A B C D) as the levels of the items beside them, as far as their worth is printed. Pure.

What a grade gives stands in its head (`优秀（10分）`), in the item's own cell (10, 8, 6) or in a remark (`B得60%`). A
range (`8-10`) is no level's worth: such grades stay remarks of the item, which is rated by points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kaoping.drafting.making.reads import Grade
from kaoping.drafting.phrases import NUMBER, plain, worths
from kaoping.drafting.phrases.terms import bands
from kaoping.drafting.tables.content import points_in
from kaoping.drafting.tables.grid import Cell, Grid
from kaoping.drafting.tables.heads import squeezed, word
from kaoping.drafting.tables.layout import Column, Layout
from kaoping.intake.paper import Paper

_WHOLE = Decimal(100)
_BRACKET = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〔〕]")
_VALUE = re.compile(rf"(?:计|得|系数|权重|分值|记|为|占)*[::]?({NUMBER})\s*(%|分)?")
_VALUES = re.compile(rf"({NUMBER})\s*(%|分)?")
_GIVEN = re.compile(rf"[得计记给]\s*({NUMBER})\s*分(?!以)")
#: A remark that speaks of what a grade gives, not of which result follows from how many points.
_SPEAKS = re.compile(r"等级|系数|权重|分值|该项|本项|各项|档|分别")


_LETTER = re.compile(
    rf"(?<![A-Za-z])([A-E])\s*(?:级|等|档)?\s*(?:[=:]|为|得|计|系数为?)\s*({NUMBER})\s*(%|分)?(?!以|\s*[-—–~～至])"
)
_MET = re.compile(r"达标|符合|完成|达到|落实|具备|合格")


@dataclass(frozen=True, slots=True)
class _Value:
    """What a grade gives: so many points, or so much of the item's points in percent."""

    number: Decimal
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Scale:
    """The grades of a table, the columns in which they stand, and what each gives where that holds for every item."""

    columns: tuple[int, ...]
    titles: tuple[str, ...]
    values: tuple[_Value | None, ...]

    @property
    def known(self) -> bool:
        """Whether every grade's worth is printed once for all items."""
        return all(one is not None for one in self.values)

    @property
    def named(self) -> bool:
        """Whether the grades are more than met, partly met and not met."""
        return len(self.titles) > 2 and not any(_MET.search(title) for title in self.titles)

    def blank(self, grid: Grid) -> bool:
        """Whether their columns are empty below the head, to be ticked."""
        texts = [word(cell.text) for at in self.columns for cell in grid.cells if cell.column == at]
        return all(one is not None and one.kind == "grade" for one in texts)


def scale_of(paper: Paper, layout: Layout) -> Scale | None:
    """The grades that the columns of a table are; None where it has none."""
    own = [column for _, column in sorted(layout.columns.items()) if _is_grade(column)]
    titles = tuple(_title(column) for column in own)
    if len(own) < 2 or len(set(titles)) != len(titles):
        return None
    values: Sequence[_Value | None] = [_in_head(column) for column in own]
    if not all(values):
        lettered = _lettered(paper, titles)
        if lettered is not None:
            titles, values = lettered
        else:
            values = _told(paper, titles) or [None] * len(own)
    return Scale(tuple(column.at for column in own), titles, tuple(values))


def _lettered(paper: Paper, titles: Sequence[str]) -> tuple[tuple[str, ...], list[_Value]] | None:
    """All grades that a remark lists where the table describes only some: A=1.0、B=0.8、C=0.6、D=0.4 beside columns A and C."""
    letters = [title[0].upper() for title in titles if re.match(r"[A-Ea-e]", title)]
    if len(letters) != len(titles):
        return None
    for passage in paper.passages:
        found = _LETTER.findall(plain(passage.printed))
        named = [letter for letter, _, _ in found]
        if set(letters) < set(named) and len(set(named)) == len(named):
            return tuple(named), [_Value(Decimal(number), unit) for _, number, unit in found]
    return None


def _is_grade(column: Column) -> bool:
    return column.kind == "grade" and column.word is not None and column.word.kind == "grade"


def _title(column: Column) -> str:
    said = [text for text in column.texts if (one := word(text)) is not None and one.kind == "grade"]
    return re.sub(r"\d+[分%]?$", "", squeezed(said[-1])) if said else column.said


def _in_head(column: Column) -> _Value | None:
    for text in reversed(column.texts):
        folded = plain(text)
        for inner in (*_BRACKET.findall(folded), *([] if word(text) is not None else [folded])):
            if (found := _VALUE.fullmatch(inner.strip())) is not None:
                return _Value(Decimal(found[1]), found[2] or "")
        below = re.fullmatch(rf"\D{{1,8}}?\s*({NUMBER})\s*(%|分)?", folded.strip()) if word(text) is not None else None
        if below is not None:
            return _Value(Decimal(below[1]), below[2] or "")
    return None


def _told(paper: Paper, titles: Sequence[str]) -> list[_Value] | None:
    """What a remark anywhere in the document says that each grade gives."""
    for passage in paper.passages:
        text = plain(passage.printed)
        if len(text) > 400 or bands(text) or not _SPEAKS.search(text) or not all(title in text for title in titles):
            continue
        found = _listed(text, titles) or _each(text, titles)
        if found is not None:
            return found
    return None


def _listed(text: str, titles: Sequence[str]) -> list[_Value] | None:
    """A、B、C、D等级系数分别为1、0.8、0.6、0.4."""
    named = r"\s*(?:级|等|档)?\s*[、,，/和及]\s*".join(map(re.escape, titles))
    found = re.search(rf"{named}(?P<behind>[^。;；]*)", text)
    values = [_Value(Decimal(number), unit) for number, unit in _VALUES.findall(found["behind"])] if found else []
    return values if len(values) == len(titles) else None


def _each(text: str, titles: Sequence[str]) -> list[_Value] | None:
    """A得该项分值的100%，B得60%，C不得分."""
    found: list[_Value] = []
    others = "|".join(map(re.escape, titles))
    for title in titles:
        said = re.search(rf"(?<![A-Za-z\u4e00-\u9fff]){re.escape(title)}(?P<behind>(?:(?!{others})[^。;；])*)", text)
        value = _value(said["behind"]) if said is not None else None
        if value is None:
            return None
        found.append(value)
    return found


def _value(behind: str) -> _Value | None:
    numbers = _VALUES.findall(behind)
    if len(numbers) == 1 and not re.search(r"以[上下]|不足|低于|超过|[-—–~～至]", behind):
        return _Value(Decimal(numbers[0][0]), numbers[0][1])
    if not numbers and re.search(r"不得分|不计分|零分|0分", behind):
        return _Value(Decimal(0), "%")
    if not numbers and re.search(r"满分|全分|全部分值", behind):
        return _Value(_WHOLE, "%")
    return None


def grades_of(scale: Scale, grid: Grid, row: int, points: Decimal | None, *, scored: bool = True) -> tuple[Grade, ...]:
    """The levels of the item that begins in a row; none where the worth of one is not printed, or is a range.

    :param scored: whether the table prints points
    """
    values: Sequence[_Value | None] = scale.values
    if not scale.known:
        cells = [grid.at(row, at) for at in scale.columns]
        values = [_in_cell(cell) if cell is not None else None for cell in cells]
    known = [one for one in values if one is not None]
    if not known and points is None and not scored and scale.named:
        # Nothing in the table gives points: which grade an item has is all that is rated.
        return tuple(Grade(title) for title in scale.titles)
    if len(known) != len(scale.titles):
        return ()
    return _settled(scale.titles, known, points)


def _in_cell(cell: Cell) -> _Value | None:
    found = points_in(cell.text)
    if found is not None:
        return _Value(found.value, "%" if found.percent else "") if found.sure else None
    own = [one.points for one in worths(cell.text.replace("\n", "")) if one.points is not None]
    own = own or [Decimal(one) for one in _GIVEN.findall(plain(cell.text))]
    return _Value(own[0], "分") if len(own) == 1 else None


def _settled(titles: Sequence[str], values: Sequence[_Value], points: Decimal | None) -> tuple[Grade, ...]:
    """The values as points or as shares; bare numbers up to 1, and up to 100 beside other points, are shares."""
    most = max(one.number for one in values)
    bare = not any(one.unit == "分" for one in values)
    shares = any(one.unit == "%" for one in values)
    if bare and not shares and (most == 1 or (most == _WHOLE and points not in (None, _WHOLE))):
        factor = _WHOLE if most == 1 else Decimal(1)
        return tuple(Grade(title, share=_plain(one.number * factor)) for title, one in zip(titles, values, strict=True))
    if shares:
        found = [Grade(title, share=one.number) for title, one in zip(titles, values, strict=True)]
        return tuple(found) if bare and most <= _WHOLE else ()
    if points is not None and most > points:
        return ()
    return tuple(Grade(title, points=one.number) for title, one in zip(titles, values, strict=True))


def _plain(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def highest(grades: Iterable[Grade]) -> Decimal | None:
    """The most points that a level gives; None where levels give shares."""
    return max((one.points for one in grades if one.points is not None), default=None)
