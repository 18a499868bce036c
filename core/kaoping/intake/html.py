"""Web pages, and what Word and WPS save as such: paragraphs, lists with their numbers, tables with merged cells."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from kaoping.intake.docx_numbers import number_text
from kaoping.intake.ooxml import whole
from kaoping.intake.paper import Paper, Passage

_BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer", "main", "blockquote", "pre",
    "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "tr", "td", "th", "br", "hr", "form", "body", "address",
}  # fmt: skip
_SILENT = {"script", "style", "head", "template", "noscript", "svg", "select", "textarea", "object"}
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")


def read_html(text: str) -> Paper:
    """The text of a page."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.end()
    return Paper(tuple(reader.found), "html")


@dataclass
class _Table:
    number: int
    row: int = 0
    column: int = 0
    rows: int = 1
    columns: int = 1
    within: bool = False
    #: Columns that a cell further up still covers: column -> rows left.
    covered: dict[int, int] = field(default_factory=dict)


@dataclass
class _List:
    form: str | None
    next: int


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Passage] = []
        self._text = ""
        self._number = ""
        self._silent: list[str] = []
        self._tables: list[_Table] = []
        self._lists: list[_List] = []
        self._paragraphs = 0
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See `HTMLParser`."""
        if self._silent:
            if tag in _SILENT:
                self._silent.append(tag)
            return
        if tag in _SILENT:
            self._silent.append(tag)
            return
        if tag in _BLOCKS:
            self._close()
        given = dict(attrs)
        if tag in ("ol", "ul"):
            form = _FORMS.get(given.get("type") or "1", "decimal") if tag == "ol" else None
            self._lists.append(_List(form, whole(given.get("start"), 1)))
        elif tag == "li" and self._lists:
            known = self._lists[-1]
            known.next = whole(given.get("value"), known.next)
            self._number = f"{number_text(known.next, known.form)}. " if known.form else ""
            known.next += 1
        elif tag == "table":
            self._count += 1
            self._tables.append(_Table(self._count))
        elif tag == "tr" and self._tables:
            self._row(self._tables[-1])
        elif tag in ("td", "th") and self._tables:
            self._cell(self._tables[-1], given)

    def handle_endtag(self, tag: str) -> None:
        """See `HTMLParser`."""
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
            return
        if tag in _BLOCKS:
            self._close()
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        elif tag == "table" and self._tables:
            self._tables.pop()
        elif tag in ("td", "th") and self._tables:
            self._tables[-1].within = False

    def handle_data(self, data: str) -> None:
        """See `HTMLParser`."""
        if not self._silent:
            self._text += data

    def end(self) -> None:
        """Keep what is left."""
        self._close()

    def _row(self, table: _Table) -> None:
        table.row += 1
        table.column = 0
        table.columns = 1
        table.within = False
        table.covered = {column: left - 1 for column, left in table.covered.items() if left > 1}

    def _cell(self, table: _Table, given: dict[str, str | None]) -> None:
        if not table.row:
            self._row(table)
        column = table.column + table.columns if table.column else 1
        while column in table.covered:
            column += 1
        table.column = column
        table.rows = max(whole(given.get("rowspan"), 1, 2000), 1)
        table.columns = max(whole(given.get("colspan"), 1, 200), 1)
        table.within = True
        if table.rows > 1:
            # One more than what is left below, for the next row takes one off first.
            table.covered |= {column + more: table.rows for more in range(table.columns)}

    def _close(self) -> None:
        text = _SPACE.sub(" ", self._text).strip()
        self._text = ""
        if not text:
            return
        number, self._number = self._number, ""
        table = self._tables[-1] if self._tables else None
        if table is not None and table.within:
            place = f"表{table.number} 第{table.row}行第{table.column}列"
            self.found.append(
                Passage(text, place, number, table.number, table.row, table.column, table.rows, table.columns)
            )
        else:
            self._paragraphs += 1
            self.found.append(Passage(text, f"第{self._paragraphs}段", number))
