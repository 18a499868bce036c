"""A Word template's text paragraph by paragraph, each with its place, and the marks that stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree import ElementTree

Element = ElementTree.Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OPEN = re.compile(r"\{[{%#]")
_CLOSE = {"{{": "}}", "{%": "%}", "{#": "#}"}
#: Parts that are filled in, by what they are.
_FILLED = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
_NAMES = {"document": "正文", "header": "页眉", "footer": "页脚", "footnotes": "脚注"}
_CORE = "docProps/core.xml"
#: What a document says of itself that is filled in, as the format names it.
_PROPERTIES = ("title", "subject", "creator", "keywords", "description", "category")
_KEPT_ASIDE = {"word/endnotes.xml": "尾注", "word/comments.xml": "批注"}


class Mark(NamedTuple):
    """A mark: `{{ 得分 }}`, `{%tr for 项 in 各项 %}`.

    :ivar kind: its first two signs.
    :ivar prefix: `p`, `tr`, `tc` or `r` where what it stands in goes with it; empty otherwise.
    :ivar inner: what is between, without the prefix.
    :ivar pieces: how many pieces of differently set text it is made of.
    """

    kind: str
    prefix: str
    inner: str
    text: str
    pieces: int


@dataclass(slots=True)
class Paragraph:
    """A paragraph with its marks.

    :ivar home: what it stands in: body, cell, text box; `row` and `table` likewise, 0 for none.
    :ivar rest: its text without its marks.
    :ivar unclosed: what stands from a mark on that does not end in this paragraph; empty for none.
    """

    place: str
    text: str
    home: int
    row: int = 0
    table: int = 0
    marks: list[Mark] = field(default_factory=list)
    rest: str = ""
    unclosed: str = ""


class Part(NamedTuple):
    """A part of the document that is filled in.

    :ivar row_texts: the text of each row of a table by its number.
    :ivar hidden: marks that stand where no text is printed.
    :ivar changed: whether it holds changes that were tracked and neither taken nor refused.
    """

    name: str
    paragraphs: list[Paragraph]
    row_texts: Mapping[int, str]
    hidden: tuple[str, ...]
    changed: bool


def parts_of(files: Mapping[str, bytes]) -> Iterator[Part]:
    """The parts that are filled in, the text first.

    :raises ValueError: a part is no sound XML.
    """
    numbers = {"header": 0, "footer": 0}
    for name in sorted(files, key=lambda name: (name != "word/document.xml", name)):
        found = _FILLED.fullmatch(name)
        if found is None:
            continue
        kind = found.group(1).rstrip("0123456789")
        said = _NAMES[kind]
        if kind in numbers:
            numbers[kind] += 1
            said = f"{said}{numbers[kind]}"
        try:
            root = ElementTree.fromstring(files[name])
        except ElementTree.ParseError as error:
            raise ValueError(said) from error
        reader = _Reader(said)
        reader.walk(root, _Where(said, id(root)))
        yield Part(said, reader.found, reader.rows, tuple(reader.hidden), reader.changed)
    if _CORE in files:
        yield _properties(files[_CORE])


def _properties(data: bytes) -> Part:
    found: list[Paragraph] = []
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise ValueError("文件属性") from error
    for place, element in enumerate(root):
        if element.tag.rpartition("}")[2] in _PROPERTIES and element.text:
            # Each is filled in by itself: none stands in another's home.
            found.append(Paragraph("文件属性", element.text, place))
            _find_marks(found[-1], [element.text])
    return Part("文件属性", found, {}, (), False)


def left_aside(files: Mapping[str, bytes]) -> Iterator[str]:
    """Parts that are never filled in and yet hold a mark, by what people call them."""
    for name, data in files.items():
        if name.startswith("word/") and name.endswith(".xml") and not _FILLED.fullmatch(name):
            text = re.sub(rb"<[^>]*>", b"", data)
            if b"{{" in text or b"{%" in text:
                yield _KEPT_ASIDE.get(name, name)


class _Where(NamedTuple):
    said: str
    home: int
    row: int = 0
    table: int = 0
    cell: bool = False


class _Reader:
    """Walks through a part once, in order."""

    def __init__(self, name: str) -> None:
        self.found: list[Paragraph] = []
        self.rows: dict[int, str] = {}
        self.hidden: list[str] = []
        self.changed = False
        self._name = name
        self._paragraphs = self._tables = self._rows = self._boxes = 0

    def walk(self, parent: Element, where: _Where) -> None:
        """Paragraphs and tables below an element."""
        for element in parent:
            tag = element.tag
            if tag == f"{_W}p":
                self._paragraph(element, where)
            elif tag == f"{_W}tbl":
                self._table(element)
            else:
                self._look(element)
                self.walk(element, where)

    def _table(self, table: Element) -> None:
        self._tables += 1
        number, at = self._tables, 0
        for element in table:
            if element.tag != f"{_W}tr":
                self._look(element)
                continue
            at += 1
            self._rows += 1
            row, first = self._rows, len(self.found)
            for column, cell in enumerate(_cells(element), 1):
                place = f"{self._name}表{number} 第{at}行第{column}列"
                self.walk(cell, _Where(place, id(cell), row, number, True))
            self.rows[row] = "".join(one.text for one in self.found[first:] if one.row == row)

    def _paragraph(self, element: Element, where: _Where) -> None:
        place = where.said
        if not where.cell:
            self._paragraphs += 1
            place = f"{where.said}第{self._paragraphs}段"
        texts: list[str] = []
        boxes: list[Element] = []
        self._texts(element, texts, boxes)
        paragraph = Paragraph(place, "".join(texts), where.home, where.row, where.table)
        _find_marks(paragraph, texts)
        self.found.append(paragraph)
        for box in boxes:
            self._boxes += 1
            self.walk(box, _Where(f"{place}文本框", id(box), 0, 0, True))

    def _texts(self, element: Element, texts: list[str], boxes: list[Element]) -> None:
        for one in element:
            tag = one.tag
            if tag == f"{_W}t":
                texts.append(one.text or "")
            elif tag == f"{_W}txbxContent":
                boxes.append(one)
            else:
                if tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
                    texts.append("\n")
                self._look(one)
                self._texts(one, texts, boxes)

    def _look(self, element: Element) -> None:
        """What stands where nothing is printed: names of pictures, codes of fields."""
        if element.tag in (f"{_W}del", f"{_W}ins", f"{_W}moveFrom", f"{_W}moveTo"):
            self.changed = True
        for value in (element.text or "", element.tail or "", *element.attrib.values()):
            if _OPEN.search(value):
                self.hidden.append(value)


def _cells(row: Element) -> Iterator[Element]:
    """The cells of a row, and those that a control for content wraps; none of a table within a cell."""
    for element in row:
        if element.tag == f"{_W}tc":
            yield element
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent"):
            yield from _cells(element)


def _find_marks(paragraph: Paragraph, texts: list[str]) -> None:
    """Split a paragraph's text into marks and the rest."""
    text = paragraph.text
    starts: list[int] = []
    at = 0
    for piece in texts:
        starts.append(at)
        at += len(piece)
    rest: list[str] = []
    at = 0
    while found := _OPEN.search(text, at):
        rest.append(text[at : found.start()])
        end = text.find(_CLOSE[found.group()], found.end())
        if end < 0:
            paragraph.unclosed = text[found.start() :]
            at = len(text)
            break
        inner = text[found.end() : end]
        at = end + 2
        pieces = 1 + sum(found.start() < start < at for start in starts)
        prefix = re.match(r"(tr|tc|p|r)\s", inner)
        paragraph.marks.append(
            Mark(
                found.group(),
                prefix.group(1) if prefix is not None else "",
                inner[prefix.end() :] if prefix is not None else inner,
                text[found.start() : at],
                pieces,
            )
        )
    rest.append(text[at:])
    paragraph.rest = "".join(rest)


__all__ = ["Mark", "Paragraph", "Part", "left_aside", "parts_of"]
