"""Text tables (.csv, .tsv): cells between commas, semicolons or tabs, quoted cells with line breaks in them."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from kaoping.errors import Refused, refuse
from kaoping.intake.paper import Paper, Passage

_SIGNS = ",\t;，；|"
#: Larger cells are no cells: a quotation mark that nothing closes makes one of the rest of the file.
_MOST = 100_000
_MOST_LINES = 60
_LOOKED_AT = 50


def read_csv(text: str, name: str) -> Paper:
    """The cells of a text table; a line of Excel's that names the sign between cells (`sep=;`) is none of them.

    :raises Refused: a quotation mark that nothing closes, or a cell too long for one.
    """
    notes: list[str] = []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").split("\n")
    skipped = 0
    if lines and lines[0].strip().lower().startswith("sep=") and len(lines[0].strip()) == 5:
        sign, skipped = lines[0].strip()[4], 1
    else:
        sign = _sign(lines)
    body = "\n".join(lines[skipped:])
    try:
        rows = list(_rows(body, sign, skipped, name, strict=True))
    except csv.Error:
        rows = list(_rows(body, sign, skipped, name, strict=False))
        notes.append("有的引号后面还有文字，按文字读取；请核对引号前后的格")
    found = [
        Passage(line.strip(), f"第{number}行第{column}列", "", 1, number, column)
        for number, row in enumerate(rows, 1 + skipped)
        for column, cell in enumerate(row, 1)
        for line in cell.splitlines()
        if line.strip()
    ]
    widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
    if len(widths) > 1:
        usual = max(widths, key=lambda width: (widths[width], width))
        odd = [number for number, row in enumerate(rows, 1 + skipped) if len(row) > usual and any(row[usual:])]
        if odd:
            notes.append(f"第 {'、'.join(map(str, odd[:10]))} 行的格比其他行多，可能有未加引号的分隔符；请核对")
    return Paper(tuple(found), "csv", tuple(notes))


def _rows(text: str, sign: str, skipped: int, name: str, *, strict: bool) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=strict)
    begins = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            if "unexpected end" in str(error) or "field larger" in str(error):
                raise _unclosed(begins + skipped, name) from None
            raise
        if any(len(cell) > _MOST or cell.count("\n") > _MOST_LINES for cell in row):
            raise _unclosed(begins + skipped, name)
        yield row
        begins = reader.line_num + 1


def _unclosed(line: int, name: str) -> Refused:
    return refuse(
        "document",
        f"第 {line} 行起有一处引号没有配对，其后的内容分不清格；请用 Excel 或 WPS 打开核对，另存为 .xlsx 或 UTF-8 的 .csv",
        file=name,
    )


def _sign(lines: list[str]) -> str:
    """The sign between cells: the one that cuts most lines into equally many."""
    best, most = ",", (0.0, 0)
    body = "\n".join(line for line in lines if line.strip())
    for sign in _SIGNS:
        try:
            rows = []
            for row in csv.reader(io.StringIO(body, newline=""), delimiter=sign):
                rows.append(row)
                if len(rows) >= _LOOKED_AT:
                    break
        except csv.Error:
            continue
        widths = Counter(len(row) for row in rows)
        width, times = max(widths.items(), key=lambda one: (one[0] > 1, one[1], one[0]), default=(1, 0))
        said = (times / max(len(rows), 1) if width > 1 else 0.0, width)
        if said > most:
            best, most = sign, said
    return best
