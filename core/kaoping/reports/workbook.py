"""A scoring workbook: an evaluation as one Excel sheet, to be filled in by people who do not have the program.

Input cells are open and checked as they are typed, the rest is protected; sums are live. A hidden sheet says what it
belongs to and what stood in it, so that it is read back by item and nothing is overwritten unseen.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from kaoping.answers import Rating
from kaoping.numbers import plain
from kaoping.reports.workbook_cells import (
    HEADS,
    HIDDEN,
    INPUTS,
    META,
    STATES,
    Inputs,
    inputs_of,
    rule_text,
    verdicts,
)
from kaoping.reports.workbook_ends import write_ends
from kaoping.reports.workbook_formulas import ItemFormulas, open_attribute
from kaoping.reports.workbook_grid import SIZE, WIDTHS, Grid, Meta, growing
from kaoping.reports.xlsx import print_setup
from kaoping.reports.xlsx_cells import HEAVY_FONT, OPTIONS, TALLEST, Pen, Styles, cell_text, height, pixels
from kaoping.scoring.sheet import ItemScore, ScoreSheet
from kaoping.standard.attributes import attribute_text
from kaoping.standard.model import Group
from kaoping.standard.resolved import Item

SHEET = "评分"
HEAD_ROW = 3
#: A number with more places than spreadsheets keep apart stands as text, so that it comes back as it is.
_PLACES = 9
_OPEN = "#FFFBE6"
_SECTION = "#E2EFDA"
_HOW = (
    "填写浅黄色的格子，其余已保护。计分的项填“得分”，或填“扣分”并写理由；达标、分等次的项在“判定”里选；不适用的写明理由，"
    "不再评分。空着就是未评，不算零分。填完存盘交回，由程序逐项核对后读入；不要改动工作表的名称和隐藏的内容。"
)


@dataclass(frozen=True, slots=True)
class Filling:
    """What a workbook is made of: the evaluation's sheet, and what it belongs to.

    :ivar meta: evaluation, number, unit, unit_name, period_from, period_to, standard, digest, evaluator, exported.
    """

    sheet: ScoreSheet
    meta: Mapping[str, str]


def workbook_xlsx(given: Filling) -> bytes:
    """The workbook as an .xlsx file; what is rated already is filled in."""
    from xlsxwriter import Workbook

    out = io.BytesIO()
    book = Workbook(out, dict(OPTIONS))
    day = datetime.fromisoformat(given.meta["exported"])
    title = f"{given.sheet.resolved.standard.title}评分工作簿"
    book.set_properties({"title": cell_text(title), "created": datetime(day.year, day.month, day.day, tzinfo=UTC)})
    styles = Styles(book)
    grid = Grid(book, book.add_worksheet(SHEET), styles, _columns(given.sheet))
    meta = Meta(Pen(book.add_worksheet(META), styles), given.sheet.resolved, given.meta)
    _heads(grid, given, title)
    row, sections = _items(grid, given, meta)
    last = write_ends(grid, given.sheet, HEAD_ROW + 1, row, sections)
    _finish(grid, last)
    book.close()
    return growing(out.getvalue())


def _columns(sheet: ScoreSheet) -> tuple[str, ...]:
    ways = {item.way for item in sheet.resolved.items}
    left_out = set()
    if "points" not in ways:
        left_out |= {"points", "deduct"}
    if ways == {"points"}:
        left_out |= {"verdict"}
    return tuple(name for name in HEADS if name not in left_out)


def _heads(grid: Grid, given: Filling, title: str) -> None:
    meta, resolved, last = given.meta, given.sheet.resolved, grid.last_shown
    about = (
        f"考评对象：{meta['unit_name']}　　周期：{meta['period_from']} 至 {meta['period_to']}　　考评人：{meta['evaluator']}"
        f"　　考评编号：{meta['number']}　　标准：{resolved.id}"
    )
    if resolved.rules is not None:
        about += f"　　本地规则：{resolved.rules.title}"
    over = sum(WIDTHS[name] for name in grid.columns if name not in HIDDEN)
    grid.pen.text(0, 0, title, to=(0, last), font_name=HEAVY_FONT, font_size=15, align="center")
    grid.sheet.set_row(0, height(cell_text(title), over, 15))
    for row, text in ((1, about), (2, _HOW)):
        grid.pen.text(row, 0, text, to=(row, last), font_size=SIZE)
        grid.sheet.set_row(row, height(cell_text(text), over, SIZE))
    grid.sheet.set_row(HEAD_ROW, 28)
    for name, column in grid.columns.items():
        head = "权重" if name == "full" and not resolved.by_points else HEADS[name]
        grid.pen.text(HEAD_ROW, column, head, border=1, bold=True, align="center", font_size=SIZE, bg_color="#D9E1F2")
        hidden = {"hidden": 1} if name in HIDDEN else {}
        grid.sheet.set_column_pixels(column, column, pixels(WIDTHS[name]), None, hidden)


def _items(grid: Grid, given: Filling, meta: Meta) -> tuple[int, dict[str, tuple[int, int, int]]]:
    """The rows of sections, groups and items; the next free row, and per section its own row, first and last item row."""
    sheet = given.sheet
    row, dimension, group = HEAD_ROW + 1, "", ""
    sections: dict[str, tuple[int, int, int]] = {}
    for score in sheet.items:
        path = score.item.path
        if path and path[0].id != dimension:
            dimension, group = path[0].id, ""
            sections[dimension] = (row, row + 1, row)
            row += 1
        if len(path) > 1 and isinstance(path[1], Group) and path[1].id != group:
            group = path[1].id
            grid.label(row, path[1].named, f"group:{group}")
            row += 1
        _item(grid, sheet, score, row, meta)
        if path:
            own, first, _ = sections[dimension]
            sections[dimension] = (own, first, row)
        row += 1
    return row, sections


def _item(grid: Grid, sheet: ScoreSheet, score: ItemScore, row: int, meta: Meta) -> None:
    item, resolved, pen = score.item, sheet.resolved, grid.pen
    rating = sheet.answers.ratings.get(item.id, Rating())
    inputs, missing = inputs_of(resolved, item, rating), open_attribute(score)
    top = item.full if resolved.by_points else item.weight
    texts = {"id": item.id, "title": item.criterion.title, "text": _fitted(_demands(item))}
    closed: dict[str, Any] = {"border": 1, "font_size": SIZE}
    for name, text in texts.items():
        pen.text(row, grid.columns[name], text, align="center" if name == "id" else "left", **closed)
    pen.number(row, grid.columns["full"], top, plain(top), align="center", **closed)
    takes = score.state != "outside" and missing is None
    for name in INPUTS:
        if name in grid.columns:
            _input(grid, row, name, inputs, item, takes, meta)
    tall = [height(cell_text(text), WIDTHS[name], SIZE) for name, text in texts.items()]
    tall += [height(getattr(inputs, name), WIDTHS[name], SIZE) for name in ("reason", "not_applicable", "note")]
    grid.sheet.set_row(row, min(max(*tall, 20.0), TALLEST))
    pen.text(row, grid.columns["key"], f"item:{item.id}")
    meta.item(item.id, inputs)
    _figures(grid, sheet, score, row, missing, takes)


def _figures(grid: Grid, sheet: ScoreSheet, score: ItemScore, row: int, missing: str | None, takes: bool) -> None:
    """What the item scores, at least and at most, and its state: live where it can be filled in."""
    cells, pen = grid.row(row), grid.pen
    style: dict[str, Any] = {"border": 1, "font_size": SIZE, "align": "center"}
    settled = score.state != "unrated" and not score.unset
    if takes:
        live = ItemFormulas(sheet, score.item, cells)
        formulas = {"score": live.score(), "low": live.low(), "high": live.high(), "base": live.base()}
        state = live.state()
    else:
        formulas = {name: f"={plain(value)}" for name, value in _ends(score).items()}
        formulas["score"] = '=""' if not settled else f"={plain(score.low)}"
        state = ""
    values: dict[str, float | str] = {name: float(value) for name, value in _ends(score).items()}
    values["score"] = float(score.low) if settled else ""
    for name, formula in formulas.items():
        pen.formula(row, grid.columns[name], formula, values[name], **style)
    if state:
        # A level whose value nobody has set stands without points, as if it were not rated.
        said = STATES["unrated"] if score.unset else STATES[score.state]
        pen.formula(row, grid.columns["state"], state, said, **style)
    else:
        pen.text(
            row, grid.columns["state"], f"取决于 {_attributes(missing)}" if missing else STATES[score.state], **style
        )


def _attributes(names: str) -> str:
    return "、".join(attribute_text(name) for name in names.split("、"))


def _ends(score: ItemScore) -> dict[str, Decimal]:
    return {"low": score.low, "high": score.high, "base": score.full}


def _input(grid: Grid, row: int, name: str, inputs: Inputs, item: Item, takes: bool, meta: Meta) -> None:
    """One input cell: open where this item takes it, with what stands in it already and what may."""
    wanted = {"points": item.way == "points", "deduct": item.way == "points", "verdict": item.way != "points"}
    open_here = takes and wanted.get(name, True)
    style: dict[str, Any] = {"border": 1, "font_size": SIZE, "locked": not open_here}
    if open_here:
        style["bg_color"] = _OPEN
    if name in wanted:
        style["align"] = "center"
    column, text = grid.columns[name], getattr(inputs, name)
    if name in ("points", "deduct") and text and Decimal(text) == round(Decimal(text), _PLACES):
        grid.pen.number(row, column, Decimal(text), text, **style)
    else:
        grid.pen.text(row, column, text, **style)
    if not open_here:
        return
    if name == "verdict":
        choices = meta.choices(tuple(verdicts(meta.resolved, item)))
        grid.allow(row, name, "请从列表中选一个", {"validate": "list", "source": choices}, choices)
    elif name in wanted:
        allowed = {"validate": "custom", "value": _allowed(grid.row(row), name, item)}
        grid.allow(row, name, rule_text(item), allowed, plain(item.step))


def _allowed(cells: Mapping[str, str], name: str, item: Item) -> str:
    cell, full, step = cells[name], cells["full"], plain(item.step)
    steps = f"ABS({cell}/{step}-ROUND({cell}/{step},0))<0.000001"
    return f"=AND(ISNUMBER({cell}),{cell}>=0,{cell}<={full},OR({cell}={full},{steps}))"


def _demands(item: Item) -> str:
    found = []
    for requirement in item.criterion.requirements:
        points = f"（{plain(requirement.points)} 分）" if requirement.points is not None else ""
        found.append(f"{requirement.id}　{requirement.text}{points}")
    return "\n".join(found)


def _fitted(text: str) -> str:
    """Text cut, with a sign, where no row of Excel is high enough for it."""
    while height(cell_text(text), WIDTHS["text"], SIZE) > TALLEST:
        text = f"{text[: int(len(text) * 0.9)]}…（其余见标准）"
    return text


def _finish(grid: Grid, last: int) -> None:
    sheet = grid.sheet
    grid.write_rules()
    print_setup(sheet, landscape=True)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.repeat_rows(HEAD_ROW)
    sheet.print_area(0, 0, last, grid.last_shown)
    sheet.freeze_panes(HEAD_ROW + 1, 2)
    sheet.activate()
    sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
    column = grid.columns["state"]
    for text, colour in (("未评", "#B45F06"), ("请", "#C00000"), ("不符", "#C00000"), ("不要", "#C00000")):
        form = grid.book.add_format({"font_color": colour})
        rule = {"type": "text", "criteria": "containing", "value": text, "format": form}
        sheet.conditional_format(HEAD_ROW + 1, column, last, column, rule)
