"""Excel workbooks: the cells of their sheets as the file holds them, for a reader who knows the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Literal

from kaoping.errors import Refused, refuse
from kaoping.intake.ooxml import Element, Package, attribute, child, children, local, whole
from kaoping.intake.xlsx_formats import WIDE, shown
from kaoping.numbers import plain

HeldKind = Literal["text", "number", "day", "flag"]
#: More cells than any rubric has.
MOST_CELLS = 500_000
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_DATE = re.compile(r"[ymd]", re.IGNORECASE)
_BUILT_IN_DATES = {*range(14, 18), 22, *range(27, 37), *range(50, 59)}
_BUILT_IN_PERCENTS = {9, 10}


def base_of(book: Element) -> date:
    """The day that the workbook counts days from."""
    return date(1904, 1, 1) if attribute(child(book, "workbookPr"), "date1904") in ("1", "true") else date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Held:
    """What a cell holds: its text (of a formula the value stored last), and whether it is a formula or an error.

    :ivar kind: text, number, day or flag: what the spreadsheet takes it for.
    """

    text: str
    formula: bool = False
    error: bool = False
    kind: HeldKind = "text"


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet as it is, for a reader who knows its form: (row, column), both counted from 1 -> what the cell holds."""

    title: str
    hidden: bool
    cells: Mapping[tuple[int, int], Held]
    #: First cell of each merged place -> the rows and columns it takes.
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)


def read_grids(package: Package) -> tuple[Grid, ...]:
    """Every sheet, hidden ones too, with its cells."""
    book = package.xml("xl/workbook.xml")
    parts = package.targets("xl/workbook.xml")
    strings = strings_of(package, parts)
    formats = _formats(package, parts)
    base = base_of(book)
    found = []
    for sheet in children(child(book, "sheets"), "sheet"):
        part = parts.get(relation(sheet), "")
        cells: dict[tuple[int, int], Held] = {}
        merged: dict[tuple[int, int], tuple[int, int]] = {}
        if package.has(part):
            root = package.xml(part)
            merged = merged_of(root)
            for row, column, cell in places(root):
                error = attribute(cell, "t") == "e"
                value = child(cell, "v")
                text = (value.text or "") if error and value is not None else text_of(cell, strings, formats, base)
                formula = child(cell, "f") is not None
                if text or formula:
                    cells[row, column] = Held(unescaped(text), formula, error, _kind(cell, formats))
                if len(cells) > MOST_CELLS:
                    raise too_many(package.name)
        hidden = attribute(sheet, "state") in ("hidden", "veryHidden")
        found.append(Grid(attribute(sheet, "name") or "", hidden, cells, merged))
    return tuple(found)


def address(row: int, column: int) -> str:
    """A cell's address, both counted from 1."""
    return f"{letters(column)}{row}"


def unescaped(text: str) -> str:
    """Characters that the format writes as `_x000D_` as they are."""
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text)


def relation(sheet: Element) -> str:
    """The relationship by which a sheet's part is found."""
    return next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")


def places(root: Element) -> Iterator[tuple[int, int, Element]]:
    """Every cell with its row and column."""
    row_number = 0
    for row in children(child(root, "sheetData"), "row"):
        row_number = whole(attribute(row, "r"), row_number + 1, 2_000_000)
        column = 0
        for cell in children(row, "c"):
            found = _REFERENCE.fullmatch(attribute(cell, "r") or "")
            column = _column(found.group(1)) if found else column + 1
            yield row_number, column, cell


def too_many(name: str) -> Refused:
    """What is said of a sheet with more cells than are read."""
    return refuse("document", f"工作表的单元格过多（超过 {MOST_CELLS} 个），不予读取", file=name)


def text_of(cell: Element, strings: list[str], formats: list[str], base: date, *, as_shown: bool = False) -> str:
    """What a cell says; `formats` are codes of number formats where it is to be said as the sheet shows it."""
    kind = attribute(cell, "t") or "n"
    if kind == "inlineStr":
        return _said(child(cell, "is"))
    holder = child(cell, "v")
    value = (holder.text or "") if holder is not None else ""
    if kind == "s":
        at = whole(value, -1, len(strings))
        return strings[at] if 0 <= at < len(strings) else ""
    if kind == "b":
        return "是" if value == "1" else "否"
    if kind in ("str", "e", "d"):
        return "" if kind == "e" else value
    style = whole(attribute(cell, "s"))
    form = formats[style] if style < len(formats) else ""
    return shown(value, form, base) if as_shown else _number(value, form, base)


def _kind(cell: Element, formats: list[str]) -> HeldKind:
    kind = attribute(cell, "t") or "n"
    if kind == "b":
        return "flag"
    style = whole(attribute(cell, "s"))
    if kind == "d" or (kind == "n" and style < len(formats) and formats[style] == "d"):
        return "day"
    return "number" if kind == "n" else "text"


def _number(value: str, form: str, base: date) -> str:
    """A number as it is shown: 0.95 as 95% where the cell says so, a day where it is one."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number.adjusted()) > 30:
        return value
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -10:
        number = number.quantize(Decimal("1e-10"), context=WIDE).normalize(WIDE)
    if form == "%":
        return f"{plain(number.scaleb(2, WIDE))}%"
    if form == "d" and 0 < number < 2_000_000:
        return (base + timedelta(days=int(number))).isoformat()
    return plain(number)


def strings_of(package: Package, parts: dict[str, str]) -> list[str]:
    """The texts that cells share."""
    part = next((one for one in parts.values() if one.endswith("sharedStrings.xml")), "")
    return [_said(one) for one in children(package.xml(part), "si")] if package.has(part) else []


def _said(item: Element | None) -> str:
    """Text in runs; what is printed above characters to say how they are read is no text."""
    if item is None:
        return ""
    return "".join(
        (one.text or "") if local(one) == "t" else "".join(t.text or "" for t in children(one, "t"))
        for one in item
        if local(one) in ("t", "r")
    )


def _formats(package: Package, parts: dict[str, str]) -> list[str]:
    """For each style of a cell: "%" for percents, "d" for days, else nothing."""
    part = next((one for one in parts.values() if one.endswith("styles.xml")), "")
    if not package.has(part):
        return []
    root = package.xml(part)
    own = {
        whole(attribute(one, "numFmtId")): attribute(one, "formatCode") or ""
        for one in children(child(root, "numFmts"), "numFmt")
    }
    found = []
    for style in children(child(root, "cellXfs"), "xf"):
        id = whole(attribute(style, "numFmtId"))
        code = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", own.get(id, ""))
        if id in _BUILT_IN_PERCENTS or "%" in code:
            found.append("%")
        else:
            found.append("d" if id in _BUILT_IN_DATES or (code and _DATE.search(code)) else "")
    return found


def merged_of(root: Element) -> dict[tuple[int, int], tuple[int, int]]:
    """By the first cell of each merged place the rows and columns that it takes."""
    found = {}
    for one in children(child(root, "mergeCells"), "mergeCell"):
        ends = _REFERENCE.findall(attribute(one, "ref") or "")
        if len(ends) == 2:
            (left, top), (right, bottom) = ends
            rows, columns = int(bottom) - int(top) + 1, _column(right) - _column(left) + 1
            found[int(top), _column(left)] = (max(rows, 1), max(columns, 1))
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def letters(column: int) -> str:
    """A column as the sheet names it."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
