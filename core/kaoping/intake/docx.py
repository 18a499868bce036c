"""Word documents: paragraphs and tables in order, numbers that Word writes by itself, tracked changes as if accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kaoping.errors import refuse
from kaoping.intake.docx_numbers import Numbers
from kaoping.intake.ooxml import Element, Package, child, local, value_of, whole
from kaoping.intake.paper import Paper, Passage

#: Wrappers whose content counts as if it stood there itself.
_THROUGH = ("ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo")
_GONE = ("del", "moveFrom")
_MOST_DEPTH = 40


def read_docx(package: Package) -> Paper:
    """The text of a document's body."""
    main = next((one for one in package.targets("").values() if one.endswith("document.xml")), "word/document.xml")
    root = package.xml(main if package.has(main) else "word/document.xml")
    parts = package.targets(main)
    reader = _Reader(Numbers(_part(package, parts, "numbering.xml"), _part(package, parts, "styles.xml")), package.name)
    reader.blocks(child(root, "body"), 0)
    return Paper(tuple(reader.found), "docx", tuple(reader.notes()))


def _part(package: Package, parts: dict[str, str], name: str) -> Element | None:
    found = next((part for part in parts.values() if part.endswith(name)), f"word/{name}")
    return package.xml(found) if package.has(found) else None


class _Reader:
    """Walks through the body once, in order, for the numbers count as they come."""

    def __init__(self, numbers: Numbers, name: str) -> None:
        self.found: list[Passage] = []
        self._numbers = numbers
        self._name = name
        self._paragraphs = 0
        self._tables = 0
        self._inserted = self._deleted = self._hidden = self._pictures = 0
        #: What a deleted paragraph mark leaves to be joined with the next paragraph.
        self._carried = ""

    def notes(self) -> Iterator[str]:
        """What a reader of the text must know."""
        if self._inserted or self._deleted:
            yield f"文件有修订：按全部接受读取（插入 {self._inserted} 处，删除 {self._deleted} 处）"
        if self._hidden:
            yield f"有 {self._hidden} 处隐藏文字，未读取"
        if self._pictures:
            yield f"有 {self._pictures} 幅图片或对象，其中的文字未读取"

    def blocks(self, parent: Element | None, depth: int) -> None:
        """Paragraphs and tables outside of tables."""
        for block in self._inside(parent, depth):
            if local(block) == "p":
                self._paragraphs += 1
                self._take(block, Passage("", f"第{self._paragraphs}段"), depth)
            elif local(block) == "tbl":
                self._table(block, depth + 1)

    def _inside(self, parent: Element | None, depth: int) -> Iterator[Element]:
        if depth > _MOST_DEPTH:
            raise refuse("document", "文件的表格或框套得太深，不予读取；请另存一份再试", file=self._name)
        for element in parent if parent is not None else ():
            name = local(element)
            if name in _THROUGH:
                yield from self._inside(element, depth + 1)
            elif name not in _GONE:
                yield element

    def _take(self, paragraph: Element, at: Passage, depth: int) -> None:
        """Keep a paragraph's text at this place, and what stands in its text boxes behind it."""
        properties = child(paragraph, "pPr")
        boxes: list[Element] = []
        text = self._carried + "".join(self._text(paragraph, boxes, depth))
        self._carried = ""
        mark = child(properties, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            self._carried = text
            return
        if text.strip():
            number = self._numbers.before(properties)
            self.found.append(replace(at, text=text.strip(), number=number))
        for box in boxes:
            for inner in self._inside(box, depth + 1):
                if local(inner) == "p":
                    self._take(inner, replace(at, place=f"{at.place}文本框"), depth + 2)
                elif local(inner) == "tbl":
                    self._table(inner, depth + 2)

    def _text(self, element: Element, boxes: list[Element], depth: int) -> Iterator[str]:
        if depth > _MOST_DEPTH * 3:
            raise refuse("document", "文件的格式套得太深，不予读取；请另存一份再试", file=self._name)
        for one in element:
            name = local(one)
            if name == "t":
                yield one.text or ""
            elif name in ("tab", "br", "cr") and local(element) == "r":
                yield "\n" if name in ("br", "cr") else " "
            elif name == "noBreakHyphen":
                yield "-"
            elif name == "txbxContent":
                boxes.append(one)
            elif name in _GONE:
                self._deleted += 1
            elif name == "r" and child(child(one, "rPr"), "vanish") is not None:
                self._hidden += 1
            elif name == "AlternateContent":
                # The same text stands in Choice and in Fallback.
                choice = child(one, "Choice")
                yield from self._text(choice if choice is not None else one, boxes, depth + 1)
            elif name not in ("pPr", "rPr", "instrText", "delText", "Fallback"):
                self._inserted += name in ("ins", "moveTo")
                self._pictures += name in ("blip", "imagedata")
                yield from self._text(one, boxes, depth + 1)

    def _table(self, table: Element, depth: int) -> None:
        self._tables += 1
        number = self._tables
        rows = [row for row in self._inside(table, depth) if local(row) == "tr" and not _is_deleted(row)]
        cells = [[cell for cell in self._inside(row, depth) if local(cell) == "tc"] for row in rows]
        before = [whole(value_of(child(row, "trPr"), "gridBefore"), 0, 500) for row in rows]
        for cell in _spans(cells, before):
            place = f"表{number} 第{cell.row}行第{cell.column}列"
            at = Passage("", place, "", number, cell.row, cell.column, cell.rows, cell.columns)
            for block in self._inside(cell.element, depth):
                if local(block) == "p":
                    self._take(block, at, depth)
                elif local(block) == "tbl":
                    self._table(block, depth + 1)


def _is_deleted(row: Element) -> bool:
    return child(child(row, "trPr"), "del") is not None


@dataclass
class _Cell:
    """A cell where it begins, with how many rows and columns it covers."""

    row: int
    column: int
    element: Element
    columns: int
    rows: int = 1


def _spans(rows: list[list[Element]], before: list[int]) -> list[_Cell]:
    """The cells of a table that are not merged into one above.

    :param before: for each row how many columns it leaves empty at its beginning
    """
    found: list[_Cell] = []
    above: dict[int, _Cell] = {}
    for number, (row, empty) in enumerate(zip(rows, before, strict=True), 1):
        column = 1 + empty
        for element in row:
            properties = child(element, "tcPr")
            columns = max(whole(value_of(properties, "gridSpan"), 1, 500), 1)
            merged = child(properties, "vMerge") is not None
            goes_on = merged and value_of(properties, "vMerge") in (None, "continue") and column in above
            if goes_on:
                above[column].rows += 1
            else:
                cell = _Cell(number, column, element, columns)
                found.append(cell)
                above.pop(column, None)
                if merged:
                    above[column] = cell
            column += columns
    return found
