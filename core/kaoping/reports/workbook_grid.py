"""Where things stand on a scoring workbook: the columns of its sheet, and the hidden sheet beside it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kaoping.numbers import Exact
from kaoping.reports.workbook_cells import HIDDEN, MARK, META, VERSION, Inputs, judging_print, note_print
from kaoping.reports.xlsx_cells import Pen, Styles, at, cell_text, height, letters
from kaoping.standard.resolved import Resolved

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

SIZE = 9
WIDTHS = {
    "id": 10, "title": 22, "text": 48, "full": 9, "points": 10, "deduct": 10, "verdict": 16, "reason": 36,
    "not_applicable": 20, "note": 22, "score": 10, "high": 11, "state": 20, "key": 20, "low": 12, "base": 14,
}  # fmt: skip


class Grid:
    """Where things stand: the columns that this standard needs, and the pen."""

    def __init__(self, book: Workbook, sheet: Worksheet, styles: Styles, columns: tuple[str, ...]) -> None:
        self.book, self.sheet, self.pen = book, sheet, Pen(sheet, styles)
        self.columns = {name: index for index, name in enumerate(columns)}
        self._rules: dict[tuple[str, ...], tuple[dict[str, Any], list[int]]] = {}
        self.last_shown = max(index for name, index in self.columns.items() if name not in HIDDEN)

    def row(self, row: int) -> dict[str, str]:
        """Addresses in a row, by the name of the column."""
        return {name: at(row, column) for name, column in self.columns.items()}

    def span(self, name: str, first: int, last: int) -> str:
        """A piece of a column, counted from 0."""
        return f"{letters(self.columns[name])}{first + 1}:{letters(self.columns[name])}{last + 1}"

    def allow(self, row: int, name: str, said: str, rule: Mapping[str, Any], by: str) -> None:
        """What may stand in an input cell; cells of one column with the same `said` and `by` share the rule.

        A formula in `rule` is about the row of the first of them, as spreadsheets want it.
        """
        given = {**rule, "error_title": "填写有误", "error_message": said[:250]}
        self._rules.setdefault((name, said, by), (given, []))[1].append(row)

    def write_rules(self) -> None:
        """Write what `allow` gathered."""
        for (name, *_), (rule, rows) in self._rules.items():
            column = self.columns[name]
            others = [[row, column, row, column] for row in rows[1:]]
            self.sheet.data_validation(rows[0], column, rows[0], column, {**rule, "other_cells": others})

    def label(self, row: int, text: str, key: str, *, state: str = "", **style: Any) -> None:
        """A row that is no item: a text over the first columns, the rest empty and closed."""
        style = {"border": 1, "font_size": SIZE, "bold": True, **style}
        self.sheet.set_row(row, max(height(cell_text(text), 100, SIZE), 16))
        self.pen.text(row, 0, text, to=(row, self.columns["text"]), **style)
        for name, column in self.columns.items():
            if column > self.columns["text"] and name not in HIDDEN:
                self.pen.text(row, column, state if name == "state" else "", **style)
        self.pen.text(row, self.columns["key"], key)

    def figure(self, row: int, name: str, formula: str, value: Exact | None, **style: Any) -> None:
        """A live number in a row that is no item."""
        style = {"border": 1, "font_size": SIZE, "bold": True, "align": "center", **style}
        self.pen.formula(row, self.columns[name], formula, float(value) if value is not None else 0.0, **style)


class Meta:
    """The hidden sheet: what the workbook belongs to, what stood in each item, the choices of the drop-downs."""

    def __init__(self, pen: Pen, resolved: Resolved, about: Mapping[str, str]) -> None:
        self.resolved = resolved
        self._pen = pen
        self._row = 0
        self._choices: dict[tuple[str, ...], str] = {}
        self._line(MARK, VERSION)
        for name, text in about.items():
            self._line(name, text)
        pen.sheet.hide()

    def item(self, id: str, inputs: Inputs) -> None:
        """What stands in an item's cells when the workbook is made."""
        self._line("item", id, judging_print(inputs), note_print(inputs))

    def choices(self, titles: tuple[str, ...]) -> str:
        """Where the choices of a drop-down stand."""
        if titles not in self._choices:
            column = 6 + len(self._choices)
            for row, title in enumerate(titles):
                self._pen.text(row, column, title)
            last = at(len(titles) - 1, column, fixed=True)
            self._choices[titles] = f"={META}!{at(0, column, fixed=True)}:{last}"
        return self._choices[titles]

    def _line(self, *texts: str) -> None:
        for column, text in enumerate(texts):
            self._pen.text(self._row, column, text)
        self._row += 1


def growing(data: bytes) -> bytes:
    """The workbook with rows whose height is a proposal: they grow while somebody types a long reason into them.

    XlsxWriter marks every height that is set as fixed by hand.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for member in before.infolist():
            part = before.read(member)
            if member.filename.startswith("xl/worksheets/sheet"):
                part = part.replace(b' customHeight="1"', b"")
            after.writestr(member, part)
    return out.getvalue()
