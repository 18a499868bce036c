"""Web pages, and what Word and WPS save as such: paragraphs, lists with their numbers, tables with merged cells."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from kaoping.intake.docx_numbers import number_text
from kaoping.intake.ooxml import whole
from kaoping.intake.paper import Aside, Paper, Passage, asides_told

_BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header", "footer", "main", "blockquote", "pre",
    "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "tr", "td", "th", "br", "hr", "form", "body", "address",
    "nav", "aside", "figure", "figcaption", "fieldset", "legend", "center", "option", "summary", "details",
}  # fmt: skip
#: What is no text of the page: programs, styles, and what stands above characters to say how they are read.
_SILENT = {
    "script",
    "style",
    "head",
    "title",
    "template",
    "noscript",
    "svg",
    "select",
    "textarea",
    "object",
    "xml",
    "rt",
    "rp",
}
_VOID = {"br", "img", "hr", "input", "meta", "link", "col", "area", "base", "embed", "source", "track", "wbr", "frame"}
_FORMS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_STYLES = {
    "decimal": "decimal", "lower-alpha": "lowerLetter", "upper-alpha": "upperLetter", "lower-latin": "lowerLetter",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman", "decimal-leading-zero": "decimalZero",
    "cjk-ideographic": "chineseCountingThousand", "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand", "cjk-decimal": "ideographDigital", "none": None,
}  # fmt: skip
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)")
_UNSEEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
#: Between Chinese characters a line of the file that ends is no blank.
_BREAK = re.compile(r"(?<=[\u2e80-\uffef])[ \t\r\f]*\n[ \t\r\n\f]*(?=[\u2e80-\uffef])")
_SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")
#: Elements whose next one of the same name ends them.
_ONE_BY_ONE = {"p", "li", "td", "th", "tr", "option", "dt", "dd"}
_TINY = 30


def read_html(text: str) -> Paper:
    """The text of a page."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    reader.end()
    return Paper(tuple(_framed(reader.found)), "html", tuple(asides_told(reader.asides)), tuple(reader.asides))


def _framed(found: list[Passage]) -> list[Passage]:
    """A table of one cell is a frame around text, as old pages have them."""
    cells = defaultdict(set)
    for one in found:
        cells[one.table].add((one.row, one.column))
    return [
        replace(one, table=0, row=0, column=0, rows=1, columns=1, within=None)
        if one.table and len(cells[one.table]) == 1
        else one
        for one in found
    ]


@dataclass
class _Table:
    number: int
    row: int = 0
    column: int = 0
    rows: int = 1
    columns: int = 1
    within: bool = False
    #: Table, row and column of the cell that it stands in.
    outer: tuple[int, int, int] | None = None
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
        self.asides: list[Aside] = []
        self._text = ""
        self._number = ""
        #: Open elements from the one on whose text is no text of the page; what they are, and their text.
        self._silent: list[str] = []
        self._what = ""
        self._unsaid = ""
        self._tables: list[_Table] = []
        self._lists: list[_List] = []
        self._paragraphs = 0
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """See `HTMLParser`."""
        given = dict(attrs)
        if self._silent:
            if tag == self._silent[0] and tag in _ONE_BY_ONE and len(self._silent) == 1:
                self._heard()
            else:
                if tag not in _VOID and (tag in _SILENT or tag == self._silent[0]):
                    self._silent.append(tag)
                return
        what = _unread(tag, given)
        if what is not None and tag not in _VOID:
            self._silent, self._what = [tag], what
            return
        if tag in _BLOCKS:
            self._close()
        self._take(tag, given)

    def _take(self, tag: str, given: dict[str, str | None]) -> None:
        if tag in ("ol", "ul"):
            form = _FORMS.get(given.get("type") or "1", "decimal") if tag == "ol" else None
            styled = _LIST_STYLE.search(given.get("style") or "")
            if tag == "ol" and styled is not None:
                form = _STYLES.get(styled.group(1).lower(), form)
            self._lists.append(_List(form, whole(given.get("start"), 1)))
        elif tag == "li" and self._lists:
            known = self._lists[-1]
            known.next = whole(given.get("value"), known.next)
            chinese = known.form == "chineseCountingThousand"
            self._number = f"{number_text(known.next, known.form)}{'、' if chinese else '. '}" if known.form else ""
            known.next += 1
        elif tag == "table":
            self._count += 1
            last = self._tables[-1] if self._tables else None
            outer = (last.number, last.row, last.column) if last is not None and last.within else None
            self._tables.append(_Table(self._count, outer=outer))
        elif tag == "tr" and self._tables:
            self._row(self._tables[-1])
        elif tag in ("td", "th") and self._tables:
            self._cell(self._tables[-1], given)
        elif tag == "img" and min(whole(given.get(side), _TINY) for side in ("width", "height")) >= _TINY:
            self._aside("图片", given.get("alt") or "")
        elif tag in ("frame", "iframe"):
            self._aside("另一网页的框架", "")

    def handle_endtag(self, tag: str) -> None:
        """See `HTMLParser`."""
        if self._silent:
            if tag == self._silent[-1]:
                self._silent.pop()
                if not self._silent:
                    self._heard()
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
        elif self._what:
            self._unsaid += data

    def end(self) -> None:
        """Keep what is left."""
        self._heard()
        self._close()

    def _heard(self) -> None:
        """The end of what is no text of the page."""
        if self._what and _plain(self._unsaid):
            self._aside(self._what, _plain(self._unsaid))
        self._silent, self._what, self._unsaid = [], "", ""

    def _aside(self, what: str, text: str) -> None:
        waiting = bool(self._text.strip())
        table = self._tables[-1] if self._tables else None
        place = f"第{self._paragraphs + waiting}段"
        if table is not None and table.within:
            place = f"表{table.number} 第{table.row}行第{table.column}列"
        self.asides.append(Aside(what, place, text if what != "图片" else "", len(self.found) + waiting))

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
        text = _plain(self._text)
        self._text = ""
        if not text:
            return
        number, self._number = self._number, ""
        table = self._tables[-1] if self._tables else None
        if table is not None and table.within:
            place = f"表{table.number} 第{table.row}行第{table.column}列"
            self.found.append(
                Passage(
                    text, place, number, table.number, table.row, table.column, table.rows, table.columns, table.outer
                )
            )
        else:
            self._paragraphs += 1
            self.found.append(Passage(text, f"第{self._paragraphs}段", number))


def _unread(tag: str, given: dict[str, str | None]) -> str | None:
    """Whether what stands in an element is no text of the page: what it is; empty where nobody needs to know."""
    if tag in _SILENT:
        return ""
    if tag == "del":
        return "修订中删除的文字"
    if "hidden" in given or _UNSEEN.search(given.get("style") or ""):
        return "隐藏文字"
    if tag == "div" and given.get("title") in ("header", "footer"):
        return "页眉" if given.get("title") == "header" else "页脚"
    return None


def _plain(text: str) -> str:
    return _SPACE.sub(" ", _BREAK.sub("", text)).strip()
