"""What one paragraph of a Word document says: runs, fields, symbols, formulas, and what else hangs on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kaoping.errors import refuse
from kaoping.intake.docx_signs import field_text, formula, symbol
from kaoping.intake.ooxml import Element, attribute, child, children, local, value_of

GONE = ("del", "moveFrom")
MOST_DEPTH = 40
#: Elements that hold no text of the paragraph.
_SILENT = {
    "pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr", "delText", "delInstrText", "Fallback", "softHyphen",
    "annotationRef", "footnoteRef", "endnoteRef", "lastRenderedPageBreak", "bookmarkStart", "bookmarkEnd", "ffData", "tblPr",
}  # fmt: skip
_DRAWN = ("drawing", "pict", "object")
_NOTES = {"footnoteReference": "footnotes", "endnoteReference": "endnotes"}


@dataclass
class Hanging:
    """What was met in a paragraph beside its text.

    :ivar boxes: contents of text boxes
    :ivar notes: kind and id of each footnote and endnote
    :ivar asides: what, and its words
    :ivar contents: words of a table of contents that Word made, which are headings said twice
    """

    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    asides: list[tuple[str, str]] = field(default_factory=list)
    contents: str = ""
    struck: str = ""
    inserted: int = 0
    deleted: int = 0


@dataclass
class _Field:
    code: str = ""
    result: bool = False


class Texts:
    """Reads paragraphs one after the other: a field may begin in one and end in another."""

    def __init__(self, name: str, hidden: frozenset[str], diagrams: dict[str, str], comments: dict[str, str]) -> None:
        """Of which file; styles that hide text; words of diagrams and of comments, by their ids."""
        self._name = name
        self._hidden = hidden
        self._diagrams = diagrams
        self._comments = comments
        self._fields: list[_Field] = []

    def of(self, paragraph: Element, hanging: Hanging, depth: int) -> str:
        """The paragraph's text."""
        style = value_of(child(paragraph, "pPr"), "pStyle")
        return "".join(self._text(paragraph, hanging, depth, style in self._hidden))

    def _text(self, element: Element, hanging: Hanging, depth: int, hidden: bool) -> Iterator[str]:
        if depth > MOST_DEPTH * 3:
            raise refuse("document", "文件的格式套得太深，不予读取；请另存一份再试", file=self._name)
        for one in element:
            name = local(one)
            if name == "r":
                yield from self._run(one, hanging, depth, hidden)
            elif name in GONE:
                hanging.deleted += 1
                said = words_of(one, "delText") if name == "del" else ""
                if said.strip():
                    hanging.asides.append(("修订中删除的文字", said))
            elif name == "AlternateContent":
                yield from self._alternate(one, hanging, depth, hidden)
            elif name in ("oMath", "oMathPara"):
                yield formula(one)
            elif name in _DRAWN:
                self._drawn(one, hanging, depth)
            elif name == "sdt" and child(child(one, "sdtPr"), "showingPlcHdr") is not None:
                hanging.asides.append(("待填写处的提示文字", words_of(one)))
            elif name not in _SILENT:
                hanging.inserted += name in ("ins", "moveTo")
                yield from self._text(one, hanging, depth + 1, hidden)

    def _run(self, run: Element, hanging: Hanging, depth: int, hidden: bool) -> Iterator[str]:
        properties = child(run, "rPr")
        own = _switched(properties, "vanish")
        hidden = own if own is not None else hidden or value_of(properties, "rStyle") in self._hidden
        text = "".join(self._run_text(run, hanging, depth))
        if not text.strip():
            yield text if not hidden else ""
        elif hidden:
            hanging.asides.append(("隐藏文字", text))
        elif any(one.code.startswith("TOC") for one in self._fields):
            hanging.contents += text
        else:
            if _switched(properties, "strike") or _switched(properties, "dstrike"):
                hanging.struck += text
            yield text

    def _run_text(self, run: Element, hanging: Hanging, depth: int) -> Iterator[str]:
        for one in run:
            name = local(one)
            if name == "fldChar":
                yield from self._field(one)
            elif name == "instrText":
                if self._fields:
                    self._fields[-1].code = (self._fields[-1].code + (one.text or "")).lstrip()
            elif self._fields and not self._fields[-1].result and name != "AlternateContent":
                continue
            elif name == "t":
                yield one.text or ""
            elif name in ("br", "cr"):
                yield "\n"
            elif name in ("tab", "ptab"):
                yield " "
            elif name == "noBreakHyphen":
                yield "-"
            elif name == "sym":
                yield symbol(attribute(one, "font") or "", attribute(one, "char") or "")
            elif name in _NOTES:
                hanging.notes.append((_NOTES[name], attribute(one, "id") or ""))
            elif name == "commentReference":
                said = self._comments.get(attribute(one, "id") or "", "")
                if said.strip():
                    hanging.asides.append(("批注", said))
            elif name == "ruby":
                for base in children(one, "rubyBase"):
                    yield from self._text(base, hanging, depth + 1, False)
                hanging.asides.append(("注音", words_of(child(one, "rt"))))
            elif name in _DRAWN:
                self._drawn(one, hanging, depth)
            elif name == "AlternateContent":
                yield from self._alternate(one, hanging, depth, False)
            elif name not in _SILENT:
                yield from self._text(one, hanging, depth + 1, False)

    def _field(self, mark: Element) -> Iterator[str]:
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].result = True
        elif kind == "end" and self._fields:
            done = self._fields.pop()
            if not done.result:
                yield field_text(done.code)

    def _alternate(self, one: Element, hanging: Hanging, depth: int, hidden: bool) -> Iterator[str]:
        """The same stands in Choice and in Fallback: once, and the second where the first says nothing."""
        for name in ("Choice", "Fallback"):
            inner = child(one, name)
            if inner is None:
                continue
            before = len(hanging.boxes) + len(hanging.asides)
            text = "".join(self._text(inner, hanging, depth + 1, hidden))
            if text or len(hanging.boxes) + len(hanging.asides) > before:
                yield text
                return

    def _drawn(self, drawing: Element, hanging: Hanging, depth: int) -> None:
        """Text boxes of a drawing; what else is in it is told."""
        found: list[tuple[str, str]] = []
        self._within(drawing, found, hanging, depth)
        kinds = [what for what, _ in found]
        # An embedded object shows a picture of itself.
        found = [one for one in found if one[0] != "图片" or not any("对象" in what for what in kinds)]
        hanging.asides += dict.fromkeys(found)

    def _within(self, element: Element, found: list[tuple[str, str]], hanging: Hanging, depth: int) -> None:
        if depth > MOST_DEPTH * 3:
            raise refuse("document", "文件的格式套得太深，不予读取；请另存一份再试", file=self._name)
        for one in element:
            name = local(one)
            if name == "txbxContent":
                hanging.boxes.append(one)
            elif name in ("blip", "imagedata"):
                found.append(("图片", ""))
            elif name == "OLEObject":
                found.append((f"嵌入的对象（{attribute(one, 'ProgID') or '未注明'}）", ""))
            elif name == "chart":
                found.append(("图表", ""))
            elif name == "relIds":
                found.append(("图示（SmartArt）", self._diagrams.get(attribute(one, "dm") or "", "")))
            elif name == "textpath":
                found.append(("艺术字", attribute(one, "string") or ""))
            elif name == "t":
                found.append(("图形中的文字", one.text or ""))
            elif name == "AlternateContent":
                inner = child(one, "Choice")
                self._within(inner if inner is not None else one, found, hanging, depth + 1)
            elif name != "Fallback":
                self._within(one, found, hanging, depth + 1)


def words_of(element: Element | None, *names: str) -> str:
    """All words within, whatever they stand in; paragraphs apart."""
    if element is None:
        return ""
    wanted = ("t", *names)
    return "".join(
        (one.text or "") if local(one) in wanted else "\n" if local(one) == "p" else "" for one in element.iter()
    ).strip()


def _switched(properties: Element | None, name: str) -> bool | None:
    """Whether a property is on; None where nothing is said of it."""
    one = child(properties, name)
    return None if one is None else attribute(one, "val") not in ("0", "false", "off", "none")


def hiding_styles(styles: Element | None) -> frozenset[str]:
    """The styles whose text is hidden, by themselves or by the one they are based on."""
    own: dict[str, tuple[bool | None, str | None]] = {}
    for style in styles if styles is not None else ():
        if local(style) == "style":
            own[attribute(style, "styleId") or ""] = (
                _switched(child(style, "rPr"), "vanish"),
                value_of(style, "basedOn"),
            )
    found = set()
    for name in own:
        at: str | None = name
        for _ in range(20):
            hidden, based = own.get(at or "", (False, None))
            if hidden is not None:
                break
            at = based
        if hidden:
            found.add(name)
    return frozenset(found)
