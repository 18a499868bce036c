"""Formulas of workbooks worked out anew by LibreOffice and held against the values that the program stored with them."""

from __future__ import annotations

import math
import re
import zipfile
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
#: Have LibreOffice work out every formula when it opens a file, and not take the stored value.
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


class Value(NamedTuple):
    """What a cell with a formula holds: its formula, the type of its value (`n`, `str`, `b`, `e`), the value."""

    formula: str
    type: str
    text: str


def profile(folder: Path) -> Path:
    """A profile of LibreOffice that recalculates."""
    user = folder / "user"
    user.mkdir(parents=True, exist_ok=True)
    (user / "registrymodifications.xcu").write_text(RECALCULATE, encoding="utf-8")
    return folder


def formulas(file: Path) -> dict[tuple[str, str], Value]:
    """Every formula of a workbook by sheet and cell."""
    found = {}
    with zipfile.ZipFile(file) as book:
        targets = {
            one.get("Id"): one.get("Target", "")
            for one in ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))
        }
        for sheet in ElementTree.fromstring(book.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
            part = targets[sheet.get(_REL)].lstrip("/")
            root = ElementTree.fromstring(book.read(part if part.startswith("xl/") else f"xl/{part}"))
            for cell in root.iter(f"{_MAIN}c"):
                formula, value = cell.find(f"{_MAIN}f"), cell.find(f"{_MAIN}v")
                if formula is not None:
                    text = "" if value is None or value.text is None else value.text
                    place = sheet.get("name", ""), cell.get("r", "")
                    found[place] = Value(formula.text or "", cell.get("t", "n"), text)
    return found


def differing(stored: Path, recalculated: Path) -> tuple[int, list[str]]:
    """How many formulas there are, and where a stored value is not what they come to."""
    ours, theirs = formulas(stored), formulas(recalculated)
    faults = []
    for place, value in ours.items():
        other = theirs.get(place)
        at = "!".join(place)
        if other is None:
            faults.append(f"{at}: ={value.formula} is gone")
        elif not _same(value, other):
            faults.append(f"{at}: ={value.formula} is stored as {value.text!r} and comes to {other.text!r}")
    return len(ours), faults


def _same(ours: Value, theirs: Value) -> bool:
    if ours.type == theirs.type == "n" and ours.text and theirs.text:
        return math.isclose(float(ours.text), float(theirs.text), rel_tol=1e-12, abs_tol=1e-9)
    return re.sub(r"\s+", " ", ours.text) == re.sub(r"\s+", " ", theirs.text)


def falsified(file: Path, copy: Path) -> bool:
    """Write a copy with its first stored number made wrong, to see that it is found; False where it has none."""
    with zipfile.ZipFile(file) as book, zipfile.ZipFile(copy, "w", zipfile.ZIP_DEFLATED) as out:
        done = False
        for name in book.namelist():
            data = book.read(name)
            if not done and name.startswith("xl/worksheets/sheet"):
                changed = re.sub(rb"(</f><v>)[0-9.]+(</v>)", rb"\g<1>987654\g<2>", data, count=1)
                data, done = changed, changed != data
            out.writestr(name, data)
    return done
