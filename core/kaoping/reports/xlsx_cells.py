"""What goes into a cell of a workbook: text as text, numbers only where Excel keeps them exact, formats made once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kaoping.text import visible

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: What Excel takes in one cell, counted in UTF-16 units; the digits it keeps of a number; the tallest row in points.
MOST_TEXT = 32_767
MOST_DIGITS = 15
TALLEST = 400.0
FONT = "宋体"
HEAVY_FONT = "黑体"
#: Nothing typed by people becomes anything else than what it is.
OPTIONS: Mapping[str, Any] = {
    "in_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}

_CUT = "…（以下略：超出 Excel 一个单元格的字数）"
_CANNOT_BE = re.compile("[\ud800-\udfff\ufffe\uffff]")
_ACTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"([+-]?)(\d+)(?:\.(\d+))?( ?(?:%|％|分|项|次|个|家))?")
_MM = 72 / 25.4


def cell_text(text: str) -> str:
    """Text as a cell can hold it: control characters made visible, tabs and line ends kept, too much cut with a sign."""
    if text.isprintable() and 2 * len(text) <= MOST_TEXT:  # Neither a sign that acts nor half a character is.
        return text
    text = _CANNOT_BE.sub(lambda found: f"\\u{ord(found.group()):04X}", visible(text))
    if _units(text) <= MOST_TEXT:
        return text
    kept, left = [], MOST_TEXT - len(_CUT)
    for char in text:
        left -= _units(char)
        if left < 0:
            break
        kept.append(char)
    return "".join(kept) + _CUT


def _units(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)


@lru_cache(maxsize=4096)  # The numbers of a sheet come again and again.
def exact(number: Decimal) -> float | None:
    """The number as Excel's own kind of number; None where that is another number or has more digits than Excel keeps."""
    if len(number.normalize().as_tuple().digits) > MOST_DIGITS or abs(number.adjusted()) > 30:
        return None
    found = float(number)
    return found if Decimal(repr(found)) == number else None


@lru_cache(maxsize=4096)
def number_format(text: str, number: Decimal) -> str | None:
    """The format under which Excel prints `number` as `text`; None where `text` is more than the number."""
    found = _NUMBER.fullmatch(text)
    if found is None or Decimal("".join(found.group(1, 2)) + "." + (found.group(3) or "0")) != number:
        return None
    zeros = "0" * min(len(found.group(2)), 1) + (f".{'0' * len(found.group(3))}" if found.group(3) else "")
    if len(found.group(2)) > 1 and found.group(2)[0] == "0":
        return None
    after = f'"{found.group(4)}"' if found.group(4) else ""
    form = zeros + after
    return f"+{form};-{form};+{form}" if found.group(1) == "+" else form


def letters(column: int) -> str:
    """A column's name: 0 is A, 26 is AA."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def at(row: int, column: int, *, fixed: bool = False) -> str:
    """A cell's address, both counted from 0."""
    return f"${letters(column)}${row + 1}" if fixed else f"{letters(column)}{row + 1}"


def quoted(text: str) -> str:
    """Text within a formula."""
    return '"' + text.replace('"', '""') + '"'


def marked(text: str, most: int = 240) -> str:
    """Text for a header or footer, where `&` begins a code and 255 characters are the limit."""
    line = " ".join(cell_text(text).split())
    return (line if len(line) <= most // 2 else f"{line[: most // 2 - 1]}…").replace("&", "&&")


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name that Excel allows: at most 31 characters, none of `[]:*?/\\`, not twice; added to `taken`."""
    name = re.sub(r"[\[\]:*?/\\\s\x00-\x1f]+", " ", cell_text(wanted)).strip(" '")[:28].strip(" '") or "表"
    found, number = name, 1
    while found.lower() in taken or found.lower() == "history":
        number += 1
        found = f"{name[:26]} {number}"
    taken.add(found.lower())
    return found


def height(text: str, width: float, size: float) -> float:
    """Points that `text` takes in height in a cell of this width in millimetres, rather too many than too few."""
    per_line = max((width - 2) * _MM / size, 1.0)
    if len(text) <= per_line and "\n" not in text:
        return size * 1.32 + 4
    lines = 0
    for line in text.split("\n") or [""]:
        taken = sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.56 for char in line)
        # A word that does not fit goes to the next line whole, and so does what signs hold on to.
        lines += 1 if taken <= per_line else int(taken * 1.04 / per_line) + 1
    return lines * size * 1.32 + 4


class Styles:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}
        self._asked: dict[tuple[tuple[str, Any], ...], Format] = {}

    def get(self, **wanted: Any) -> Format:
        """A format with these properties over the usual ones."""
        asked = tuple(wanted.items())
        if asked not in self._asked:
            self._asked[asked] = self._format(wanted)
        return self._asked[asked]

    def _format(self, wanted: Mapping[str, Any]) -> Format:
        wanted = {"font_name": FONT, "font_size": 10.5, "valign": "vcenter", "text_wrap": True, **wanted}
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(wanted))
        return self._made[key]


class Pen:
    """Writes cells of one sheet, each by its type."""

    def __init__(self, sheet: Worksheet, styles: Styles) -> None:
        self.sheet = sheet
        self.styles = styles

    def text(self, row: int, column: int, text: str, *, to: tuple[int, int] | None = None, **style: Any) -> None:
        """Text that stays text, also after somebody pressed F2 and Enter; `to` is the last cell of a merged place."""
        text = cell_text(text)
        if text.startswith(_ACTS):
            style["quote_prefix"] = True
        form = self._place(row, column, to, style)
        if text:
            self.sheet.write_string(row, column, text, form)
        else:
            self.sheet.write_blank(row, column, None, form)

    def number(
        self, row: int, column: int, number: Decimal, text: str, *, to: tuple[int, int] | None = None, **style: Any
    ) -> bool:
        """A number printed as `text`; as text where Excel could not keep or print it so. Whether it is a number."""
        value, form = exact(number), number_format(text, number)
        if value is None or form is None:
            self.text(row, column, text, to=to, **style)
            return False
        self.sheet.write_number(row, column, value, self._place(row, column, to, {**style, "num_format": form}))
        return True

    def formula(
        self,
        row: int,
        column: int,
        formula: str,
        value: float | str,
        *,
        to: tuple[int, int] | None = None,
        **style: Any,
    ) -> None:
        """A formula of our own making, with the value that it has now."""
        self.sheet.write_formula(row, column, formula, self._place(row, column, to, style), value)

    def _place(self, row: int, column: int, to: tuple[int, int] | None, style: dict[str, Any]) -> Format:
        form = self.styles.get(**style)
        if to is not None and to != (row, column):
            self.sheet.merge_range(row, column, *to, "", form)
        return form


def pixels(millimetres: float) -> int:
    """A width on paper as pixels of the screen."""
    return round(millimetres * 96 / 25.4)
