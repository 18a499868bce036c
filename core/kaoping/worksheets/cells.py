"""One value in one cell, and what a cell offers to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kaoping.reports.xlsx_cells import Pen
from kaoping.worksheets.codec import EMPTY, HOLLOW, Shown, encode
from kaoping.worksheets.kinds import Kind
from kaoping.worksheets.words import NO, YES

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

#: UTF-16 units that one cell is filled with; Excel takes 32,767.
MOST = 32_000
SIZE = 10
_CHOOSING = ("choice", "provider", "flag")
_CENTRED = ("number", "percent", "whole", "flag", "choice", "day", "month-day", "id")


def style_of(kind: Kind, *, wide: bool = False) -> dict[str, Any]:
    """How a cell looks. What Excel would take for a number or a day is marked as text.

    :param wide: it holds long text: marked as text, old versions of Excel would show signs in its place.
    """
    style: dict[str, Any] = {"border": 1, "font_size": SIZE, "valign": "top"}
    if kind.shape == "one" and kind.name in _CENTRED:
        style["align"] = "center"
    if kind.name == "day" and kind.shape == "one":
        style["num_format"] = "yyyy-mm-dd"
    elif not wide and (kind.shape != "one" or kind.name in ("text", "id", "month-day", "provider")):
        style["num_format"] = "@"
    return style


def put(pen: Pen, row: int, column: int, kind: Kind, value: Any, *, wide: bool = False, **style: Any) -> str:
    """Write a value; None leaves the cell blank, but shaped for what it takes. What stands there now."""
    style = {**style_of(kind, wide=wide), **style}
    shown = Shown("")
    if value is not None:
        shown = Shown(EMPTY) if value is HOLLOW else encode(kind, value)
    if shown.number is not None:
        pen.number(row, column, shown.number, shown.text, **style)
    elif shown.day is not None:
        pen.sheet.write_datetime(row, column, shown.day, pen.styles.get(**style))
    else:
        pen.text(row, column, shown.text, **style)
    return shown.text


def offer(sheet: Worksheet, span: tuple[int, int, int, int], kind: Kind, known: str) -> None:
    """A drop-down for what is chosen from a list.

    :param known: where the ids stand that may be meant, which do not exclude others; empty for none.
    """
    if kind.shape == "one" and kind.name in _CHOOSING:
        words = [YES, NO] if kind.name == "flag" else list(kind.words.values())
        if not words:
            return
        rule: dict[str, Any] = {"validate": "list", "source": words}
        if kind.name == "provider":
            rule["show_error"] = False
        else:
            rule |= {"error_title": "填写有误", "error_message": f"请从列表中选：{'、'.join(words)}"[:250]}
        sheet.data_validation(*span, rule)
    elif known:
        sheet.data_validation(*span, {"validate": "list", "source": known, "show_error": False})
