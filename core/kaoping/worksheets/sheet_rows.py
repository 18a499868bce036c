"""A sheet with one table in each row: heads with notes, rows, drop-downs; what is not used folded away."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kaoping.reports.xlsx_cells import HEAVY_FONT, TALLEST, Pen, at, height, pixels
from kaoping.worksheets.cells import MOST, SIZE, offer, put, style_of
from kaoping.worksheets.codec import HOLLOW, NONE, pieces
from kaoping.worksheets.flatten import OF_DOCUMENT, OF_STANDARD, Row
from kaoping.worksheets.kinds import Kind
from kaoping.worksheets.layout import GOES_ON, Column, Level, Sheet, depth_key
from kaoping.worksheets.tables import LEVELS, REPLACES
from kaoping.worksheets.tables_document import ERRATA
from kaoping.worksheets.told import MUST, note_of

HEAD_ROW = 2
#: Empty rows that are drawn below, and rows below that still have drop-downs.
_DRAWN, _OFFERED = 12, 600
#: From this width in millimetres on a column holds long text.
_WIDE = 60
#: Millimetres of a sheet that a screen shows.
_SCREEN = 240
#: Millimetres of columns that a page takes when they are printed somewhat smaller.
_PAPER_A4, _PAPER_A3 = 380, 540
_GREY = "#808080"
_BANDS = ("#DDEBF7", "#E2EFDA", "#FFF8E1")
_OWNER = Kind("id")
_OWNER_NOTES = {
    ERRATA.title: "“标准”是这张评分表自己的勘误，“文件”是通知的勘误；留空为“标准”",
    LEVELS.title: "留空的是各项通用的等级；某一评分项自己的等级写它的编号",
    REPLACES.title: "这一行对照的是评分项、要点、否决项还是加减分的编号（必填）",
}


@dataclass(frozen=True, slots=True)
class _Drawn:
    """One column as it stands on the sheet; `part` counts where a field goes on in further columns."""

    level: int
    column: Column
    part: int = 0

    @property
    def head(self) -> str:
        return f"{self.column.head}{GOES_ON}{self.part + 1}）" if self.part else self.column.head


def write_rows(pen: Pen, sheet: Sheet, rows: Sequence[Row], lists: Mapping[str, str]) -> None:
    """Write the rows.

    :param lists: where the ids of common facts and themes stand.
    """
    cut = [_cut(sheet.levels[row.level], row.values) for row in rows]
    drawn = _columns(sheet, rows, cut)
    first = 1 if sheet.owner else 0
    away = _away(rows, cut)
    _heads(pen, sheet, drawn, away)
    last = HEAD_ROW + len(rows) + _DRAWN
    used = {row.level for row in rows}
    shown = [(index, one) for index, one in enumerate(drawn, first) if not away(one)]
    for number, row in enumerate(range(HEAD_ROW + 1, last + 1)):
        if number < len(rows):
            _row(pen, row, sheet, rows[number], cut[number], shown, used)
        else:
            _blank(pen, row, sheet, shown)
    for index, one in enumerate(drawn, first):
        kind = sheet.levels[one.level].kind(one.column)
        offer(pen.sheet, (HEAD_ROW + 1, index, last + _OFFERED, index), kind, lists.get(one.column.refers, ""))
    owners = [OF_STANDARD, OF_DOCUMENT] if sheet is ERRATA else list(sheet.levels[-1].names)
    if owners:
        choices = {"validate": "list", "source": owners}
        pen.sheet.data_validation(HEAD_ROW + 1, 0, last + _OFFERED, 0, choices)
    _finish(pen, sheet, drawn, away, last)


def _cut(level: Level, values: Mapping[Column, Any]) -> dict[Column, list[Any]]:
    return {
        column: [value] if value is HOLLOW else pieces(level.kind(column), value, MOST)
        for column, value in values.items()
    }


def _columns(sheet: Sheet, rows: Sequence[Row], cut: Sequence[Mapping[Column, list[Any]]]) -> list[_Drawn]:
    most: dict[tuple[int, Column], int] = {}
    for row, values in zip(rows, cut, strict=True):
        for column, parts in values.items():
            most[row.level, column] = max(most.get((row.level, column), 1), len(parts))
    return [_Drawn(*one, part) for one in sheet.columns() for part in range(most.get(one, 1))]


def _heads(pen: Pen, sheet: Sheet, drawn: Sequence[_Drawn], away: Callable[[_Drawn], bool]) -> None:
    first = 1 if sheet.owner else 0
    pen.text(0, 0, sheet.title, font_name=HEAVY_FONT, font_size=15, text_wrap=False)
    pen.text(1, 0, sheet.above, to=(1, _spread(drawn, away) + first), font_size=9, valign="top")
    pen.sheet.set_row(1, 2 * height("", 100, 9))
    pen.sheet.set_row(HEAD_ROW, 32)
    style: dict[str, Any] = {"bold": True, "border": 1, "align": "center", "font_size": SIZE}
    if first:
        pen.text(HEAD_ROW, 0, sheet.owner, bg_color="#D9E1F2", **style)
        pen.sheet.write_comment(HEAD_ROW, 0, _OWNER_NOTES[sheet.title], _COMMENT)
    for index, one in enumerate(drawn, first):
        level = sheet.levels[one.level]
        must = MUST if level.must(one.column) and not one.part else ""
        colour = _BANDS[one.level] if len(sheet.levels) > 1 and one.level < len(_BANDS) else "#D9E1F2"
        pen.text(HEAD_ROW, index, f"{must}{one.head}", bg_color=colour, **style)
        note = f"{level.said}：{note_of(level, one.column)}"
        pen.sheet.write_comment(HEAD_ROW, index, note, _COMMENT)


def _spread(drawn: Sequence[_Drawn], away: Callable[[_Drawn], bool]) -> int:
    """The column up to which the text over the heads is spread: about a screen's width of what is shown."""
    passed = 0
    for index, one in enumerate(drawn):
        passed += 0 if away(one) else one.column.width
        if passed > _SCREEN:
            return max(index, 1)
    return max(len(drawn) - 1, 1)


_COMMENT: dict[str, Any] = {"x_scale": 2.2, "y_scale": 1.3, "font_size": 9, "author": "kaoping"}


def _row(
    pen: Pen,
    row: int,
    sheet: Sheet,
    given: Row,
    values: Mapping[Column, list[Any]],
    shown: Sequence[tuple[int, _Drawn]],
    used: set[int],
) -> None:
    band: dict[str, Any] = {}
    if given.level < len(sheet.levels) - 1:
        band = {"bg_color": _BANDS[given.level], "bold": True}
    tall = height("", _WIDE, SIZE)
    if sheet.owner:
        put(pen, row, 0, _OWNER, given.owner or None)
    for index, one in shown:
        level = sheet.levels[one.level]
        kind = level.kind(one.column)
        if one.level < given.level and one.column is depth_key(level) and not one.part:
            id = given.above[one.level]
            text = id or (NONE if one.level in used else None)
            put(pen, row, index, kind, text, **{**band, "bold": False, "font_color": _GREY})
            continue
        parts = values.get(one.column, []) if one.level == given.level else []
        value = parts[one.part] if one.part < len(parts) else None
        text = put(pen, row, index, kind, value, wide=one.column.width >= _WIDE, **band)
        tall = max(tall, height(text, one.column.width, SIZE)) if text else tall
    pen.sheet.set_row(row, min(tall, TALLEST))


def _blank(pen: Pen, row: int, sheet: Sheet, shown: Sequence[tuple[int, _Drawn]]) -> None:
    if sheet.owner:
        put(pen, row, 0, _OWNER, None)
    for index, one in shown:
        put(pen, row, index, sheet.levels[one.level].kind(one.column), None, wide=one.column.width >= _WIDE)


def _finish(pen: Pen, sheet: Sheet, drawn: Sequence[_Drawn], away: Callable[[_Drawn], bool], last: int) -> None:
    page, first = pen.sheet, 1 if sheet.owner else 0
    if first:
        page.set_column_pixels(0, 0, pixels(22), pen.styles.get(**style_of(_OWNER)))
    for index, one in enumerate(drawn, first):
        look = style_of(sheet.levels[one.level].kind(one.column), wide=one.column.width >= _WIDE)
        del look["border"]
        fold = {"level": 1, "hidden": 1} if away(one) else {}
        page.set_column_pixels(index, index, pixels(one.column.width), pen.styles.get(**look), fold)
    page.freeze_panes(HEAD_ROW + 1, 0 if len(sheet.levels) > 1 else min(first + 2, len(drawn)))
    page.repeat_rows(HEAD_ROW)
    page.autofilter(HEAD_ROW, 0, last, first + len(drawn) - 1)
    page.fit_to_pages(_pages(drawn, away, len(sheet.levels) > 1), 0)
    page.ignore_errors({"number_stored_as_text": f"A1:{at(last + _OFFERED, first + len(drawn) - 1)}"})


def _pages(drawn: Sequence[_Drawn], away: Callable[[_Drawn], bool], large: bool) -> int:
    """How many pages it is wide when it is printed, so that it can still be read."""
    width = sum(one.column.width for one in drawn if not away(one))
    return max(-(-width // (_PAPER_A3 if large else _PAPER_A4)), 1)


def _away(rows: Sequence[Row], cut: Sequence[Mapping[Column, list[Any]]]) -> Callable[[_Drawn], bool]:
    """What is folded away: fields that few need and none has here, and levels of which there is none here."""
    filled = {(row.level, column) for row, values in zip(rows, cut, strict=True) for column in values}
    levels = {level for level, _ in filled}

    def away(one: _Drawn) -> bool:
        if (one.level, one.column) in filled:
            return False
        empty = bool(levels) and one.level not in levels and one.level < max(levels)
        return one.column.rank == "more" or empty

    return away
