"""Workbooks of standards as tests write them, fill them in and read them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl

from kaoping.intake.ooxml import Package
from kaoping.intake.xlsx import read_grids
from kaoping.standard.document import DocumentBody, DocumentFile
from kaoping.standard.model import Standard
from kaoping.worksheets.data import document_data, standard_data
from kaoping.worksheets.flatten import Given, data_of
from kaoping.worksheets.gather import Gathered
from kaoping.worksheets.read import read_standard
from kaoping.worksheets.write import standard_xlsx


def written(standard: Standard, document: DocumentBody, themes: Mapping[str, str] | None = None) -> bytes:
    """The workbook of a standard, with a short list to look up."""
    inside = not isinstance(standard.document, str)
    return standard_xlsx(Given(data_of(standard), data_of(document), inside), themes or {"decision": "决策机制"}, {})


def gathered(data: bytes, themes: Mapping[str, str] | None = None) -> Gathered:
    """What a workbook says."""
    with Package(data, "a.xlsx") as package:
        return read_standard(read_grids(package), "a.xlsx", themes or {"decision": "决策机制"}, {})


def models(found: Gathered) -> tuple[Standard, DocumentBody]:
    """The standard and the document that a workbook says."""
    assert [fault.text() for fault in found.faults] == []
    assert found.notes == []
    body = document_data(found)
    if not found.inside:
        DocumentFile.model_validate(body)
    del body["schema"], body["kind"]
    return Standard.model_validate(standard_data(found)), DocumentBody.model_validate(body)


class Book:
    """A workbook as somebody changes it in a spreadsheet program. Cells go by sheet, head and row, from 1 below the heads."""

    def __init__(self, data: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))

    def column(self, sheet: str, head: str) -> int:
        row = self.book[sheet][3]
        return next(cell.column for cell in row if str(cell.value).lstrip("★") == head)

    def cell(self, sheet: str, head: str, row: int) -> Any:
        return self.book[sheet].cell(row + 3, self.column(sheet, head))

    def put(self, sheet: str, head: str, row: int, value: Any) -> str:
        """Fill in a cell; its address."""
        cell = self.cell(sheet, head, row)
        cell.value = value
        if isinstance(value, str) and not value.startswith("=!"):
            cell.data_type = "s"
        return str(cell.coordinate)

    def formula(self, sheet: str, head: str, row: int, formula: str) -> str:
        cell = self.cell(sheet, head, row)
        cell.value = formula
        return str(cell.coordinate)

    def field(self, sheet: str, name: str) -> Any:
        """The cell of a field on a sheet of fields."""
        return next(
            self.book[sheet].cell(row, 2)
            for row in range(4, 60)
            if str(self.book[sheet].cell(row, 1).value).lstrip("★") == name
        )

    def row_of(self, sheet: str, head: str, text: str) -> int:
        column = self.column(sheet, head)
        return next(row for row in range(1, 900) if self.book[sheet].cell(row + 3, column).value == text)

    def data(self) -> bytes:
        out = io.BytesIO()
        self.book.save(out)
        return out.getvalue()

    def save(self, path: Path) -> Path:
        path.write_bytes(self.data())
        return path
