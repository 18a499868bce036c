"""What the ordinary loader says of a file, in the words of the workbook that it came from. Pure."""

from __future__ import annotations

import re

from kaoping.worksheets.layout import FormSheet, Level, Sheet
from kaoping.worksheets.tables_document import SHEETS
from kaoping.worksheets.words import NO, YES

_LIST = re.compile(r"\[\[([a-z]+)(?:\.[a-z.]+)?\]\]")
#: Lists of the format -> the sheets that hold them.
_TITLES = {sheet.levels[0].name: sheet.title for sheet in reversed(SHEETS) if isinstance(sheet, Sheet)}
_QUOTED = re.compile(r'"([a-z-]+)"')
_WORD = re.compile(r"(?<![\w（“\"-])([a-z_]+(?:\.[a-z_]+)?)(?![\w”\"-])")
#: Tables within a table, which are several columns, and values.
_OTHERS = {
    "measure": "界限", "deduct": "扣分", "within": "期限", "when": "条件", "range": "分值范围", "rounding": "修约",
    "scoring": "计分", "true": YES, "false": NO,
}  # fmt: skip


def in_words(message: str, title: str) -> str:
    """A message with the heads and words of a sheet's columns for the names and values of the format."""
    heads: dict[str, str] = {}
    words: dict[str, str] = {}
    for level in _levels(title):
        for column in level.columns:
            heads.setdefault(column.path[-1], f"“{column.head}”")
            heads.setdefault(".".join(column.path), f"“{column.head}”")
            words = {**level.kind(column).words, **words}
    heads = {**_OTHERS, **heads}
    message = _LIST.sub(lambda found: f"“{_TITLES[found[1]]}”表" if found[1] in _TITLES else found[0], message)
    message = _WORD.sub(lambda found: heads.get(found[0], found[0]), message)
    return _QUOTED.sub(lambda found: f"“{words[found[1]]}”" if found[1] in words else found[0], message)


def _levels(title: str) -> tuple[Level, ...]:
    """The levels of a sheet, the innermost first: most messages are about these."""
    sheet = next((one for one in SHEETS if one.title == title), None)
    if sheet is None:
        return ()
    return (sheet.level,) if isinstance(sheet, FormSheet) else tuple(reversed(sheet.levels))
