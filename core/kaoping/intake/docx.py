"""Word documents: paragraphs and tables in order, numbers that Word writes by itself, tracked changes as if accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from kaoping.errors import refuse
from kaoping.intake.docx_numbers import Numbers
from kaoping.intake.docx_parts import comments_of, diagrams_of, notes_of, part, running
from kaoping.intake.docx_text import GONE, MOST_DEPTH, Hanging, Texts, hiding_styles, words_of
from kaoping.intake.ooxml import Element, Package, attribute, child, local, value_of, whole
from kaoping.intake.paper import Aside, Paper, Passage, asides_told

#: Wrappers whose content counts as if it stood there itself.
_THROUGH = ("ins", "moveTo", "sdt", "sdtContent", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo")
_STRANGERS = {"altChunk": "插入的另一文档", "subDoc": "链接的子文档"}
_NAMED = 6


def read_docx(package: Package) -> Paper:
    """The text of a document's body, and what hangs on it."""
    main = package.main()
    root = package.xml(main)
    parts = package.targets(main)
    reader = _Reader(package, parts)
    reader.blocks(child(root, "body"), 0)
    asides = (*running(package, parts, root), *reader.asides)
    return Paper(tuple(reader.found), "docx", (*reader.notes(), *asides_told(asides)), asides)


class _Reader:
    """Walks through the body once, in order, for the numbers count as they come."""

    def __init__(self, package: Package, parts: dict[str, str]) -> None:
        self.found: list[Passage] = []
        self.asides: list[Aside] = []
        styles = part(package, parts, "styles.xml")
        self._numbers = Numbers(part(package, parts, "numbering.xml"), styles)
        self._texts = Texts(
            package.name, hiding_styles(styles), diagrams_of(package, parts), comments_of(package, parts)
        )
        self._feet = {kind: notes_of(package, parts, kind) for kind in ("footnotes", "endnotes")}
        self._name = package.name
        self._paragraphs = self._tables = self._noted = 0
        self._inserted = self._deleted = 0
        self._struck: list[str] = []
        #: What a deleted paragraph mark leaves to be joined with the next paragraph.
        self._carried = ""

    def notes(self) -> Iterator[str]:
        """What a reader of the text must know."""
        if self._inserted or self._deleted:
            yield f"文件有修订：按全部接受读取（插入 {self._inserted} 处，删除 {self._deleted} 处）"
        if self._struck:
            places = "、".join(dict.fromkeys(self._struck[:_NAMED])) + ("、等" if len(self._struck) > _NAMED else "")
            yield f"有 {len(self._struck)} 处文字画了删除线，仍按正文读取，请核对：{places}"

    def blocks(self, parent: Element | None, depth: int) -> None:
        """Paragraphs and tables outside of tables."""
        for block in self._inside(parent, depth):
            if local(block) == "p":
                self._paragraphs += 1
                self._take(block, Passage("", f"第{self._paragraphs}段"), depth)
            elif local(block) == "tbl":
                self._flush(Passage("", f"第{self._paragraphs}段"))
                self._table(block, depth + 1)
            elif local(block) in _STRANGERS:
                self._aside(_STRANGERS[local(block)], f"第{self._paragraphs}段之后")
        self._flush(Passage("", f"第{self._paragraphs}段"))

    def _inside(self, parent: Element | None, depth: int) -> Iterator[Element]:
        if depth > MOST_DEPTH:
            raise refuse("document", "文件的表格或框套得太深，不予读取；请另存一份再试", file=self._name)
        for element in parent if parent is not None else ():
            name = local(element)
            if name in _THROUGH:
                yield from self._inside(element, depth + 1)
            elif name == "AlternateContent":
                inner = child(element, "Choice")
                yield from self._inside(inner if inner is not None else child(element, "Fallback"), depth + 1)
            elif name not in GONE:
                yield element

    def _aside(self, what: str, place: str, text: str = "") -> None:
        self.asides.append(Aside(what, place, text.strip(), len(self.found)))

    def _flush(self, at: Passage) -> None:
        """Keep what waits for a paragraph that does not come: it never joins another cell or box."""
        if self._carried.strip():
            self.found.append(replace(at, text=self._carried.strip()))
        self._carried = ""

    def _take(self, paragraph: Element, at: Passage, depth: int) -> None:
        """Keep a paragraph's text at this place, and what hangs on it behind it."""
        properties = child(paragraph, "pPr")
        hanging = Hanging()
        text = self._carried + self._texts.of(paragraph, hanging, depth)
        self._carried = ""
        self._inserted += hanging.inserted
        self._deleted += hanging.deleted
        mark = child(properties, "rPr")
        if child(mark, "del") is not None or child(mark, "moveFrom") is not None:
            self._carried = text
        elif not hanging.contents:
            # Word counts a paragraph of a list that has no words of its own; in a table its number is the cell's text.
            number = self._numbers.before(properties)
            if text.strip():
                self.found.append(replace(at, text=text.strip(), number=number))
            elif number.strip() and at.table:
                self.found.append(replace(at, text=number.strip()))
        if hanging.contents.strip():
            self._aside("目录", at.place, hanging.contents)
        if hanging.struck.strip():
            self._struck.append(at.place)
        for what, said in hanging.asides:
            self._aside(what, at.place, said)
        carried, self._carried = self._carried, ""
        for kind, id in hanging.notes:
            self._note(kind, id, at, depth)
        for box in hanging.boxes:
            self._cell(box, replace(at, place=f"{at.place}文本框"), depth + 2)
        self._carried = carried

    def _note(self, kind: str, id: str, at: Passage, depth: int) -> None:
        """A foot- or endnote stands behind the paragraph that it is about."""
        note = self._feet[kind].pop(id, None)
        if note is None:
            return
        self._noted += 1
        place = f"{at.place}{'脚注' if kind == 'footnotes' else '尾注'}{self._noted}"
        first = len(self.found)
        self._cell(note, replace(at, place=place), depth + 2)
        if first < len(self.found):
            self.found[first] = replace(self.found[first], number=f"注{self._noted}：")

    def _cell(self, parent: Element, at: Passage, depth: int) -> None:
        """The paragraphs and tables of a cell, a box or a note."""
        for block in self._inside(parent, depth):
            if local(block) == "p":
                self._take(block, at, depth)
            elif local(block) == "tbl":
                self._table(block, depth + 1, at)
            elif local(block) in _STRANGERS:
                self._aside(_STRANGERS[local(block)], at.place)
        self._flush(at)

    def _table(self, table: Element, depth: int, outer: Passage | None = None) -> None:
        within = (outer.table, outer.row, outer.column) if outer is not None and outer.table else None
        self._tables += 1
        number = self._tables
        rows: list[Element] = []
        for row in self._inside(table, depth):
            if local(row) != "tr":
                continue
            if child(child(row, "trPr"), "del") is not None:
                self._deleted += 1
                self._aside("修订中删除的行", f"表{number} 第{len(rows)}行之后", words_of(row, "delText"))
            else:
                rows.append(row)
        cells = [[cell for cell in self._inside(row, depth) if local(cell) == "tc"] for row in rows]
        before = [whole(value_of(child(row, "trPr"), "gridBefore"), 0, 500) for row in rows]
        for cell in _spans(cells, before):
            place = f"表{number} 第{cell.row}行第{cell.column}列"
            at = Passage("", place, "", number, cell.row, cell.column, cell.rows, cell.columns, within)
            self._cell(cell.element, at, depth)
            # Word shows nothing of them, but another program may have written something there.
            for covered in filter(None, map(words_of, cell.covered)):
                self._aside("合并后看不见的文字", place, covered)


@dataclass
class _Cell:
    """A cell where it begins, with how many rows and columns it covers, and the cells that it covers."""

    row: int
    column: int
    element: Element
    columns: int
    rows: int = 1
    covered: list[Element] = field(default_factory=list)


def _spans(rows: list[list[Element]], before: list[int]) -> list[_Cell]:
    """The cells of a table that are not merged into one above or before.

    :param before: for each row how many columns it leaves empty at its beginning
    """
    found: list[_Cell] = []
    above: dict[int, _Cell] = {}
    for number, (row, empty) in enumerate(zip(rows, before, strict=True), 1):
        column = 1 + empty
        last: _Cell | None = None
        for element in row:
            properties = child(element, "tcPr")
            columns = max(whole(value_of(properties, "gridSpan"), 1, 500), 1)
            sideways = child(properties, "hMerge")
            if sideways is not None and attribute(sideways, "val") != "restart" and last is not None:
                last.columns += columns
                last.covered.append(element)
                column += columns
                continue
            merged = child(properties, "vMerge") is not None
            goes_on = merged and value_of(properties, "vMerge") in (None, "continue") and column in above
            if goes_on:
                last = above[column]
                last.rows += 1
                last.covered.append(element)
            else:
                last = _Cell(number, column, element, columns)
                found.append(last)
                above.pop(column, None)
                if merged:
                    above[column] = last
            column += columns
    return found
