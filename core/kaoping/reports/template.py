"""A jurisdiction's own Word template, filled in by docxtpl within the bounds of `template_language`."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.opc.oxml import parse_xml, serialize_part_xml
from docxtpl import DocxTemplate

from kaoping.reports.docx_page import saved
from kaoping.reports.template_data import Record
from kaoping.reports.template_language import Fault, Language

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: What must end with a paragraph.
_HOLDERS = tuple(f"{_W}{name}" for name in ("tc", "hdr", "ftr", "footnote", "txbxContent", "body"))
#: What a document says of itself; no text of it may be longer.
_PROPERTIES = ("author", "category", "comments", "keywords", "subject", "title")
_MOST_PROPERTY = 255


def filled(template: bytes, data: Record) -> bytes:
    """The template with the data in it, as a document that opens again.

    :param template: a file that was looked at (`template_lint`) and has no fault.
    :raises Fault: the data does not hold what it asks for, or it comes to no sound document.
    """
    document = _Template(io.BytesIO(template))
    try:
        document.render(data, Language())
        made = saved(document.docx)
        Document(io.BytesIO(made))
    except Fault:
        raise
    except (SyntaxError, RecursionError, MemoryError):  # no sound XML is a SyntaxError too
        raise Fault("填出来的文件过大或不完整：for、if 的开始和结束可能隔着表格或文本框") from None
    except Exception as error:
        # docxtpl takes documents for sound: what it stumbles over is the template's, and is said so.
        raise Fault(
            f"这个文件的结构填写不了（{type(error).__name__}），请用 Word 或 WPS 另存一份 .docx 再试"
        ) from error
    return made


class _Template(DocxTemplate):  # type: ignore[misc]
    """Renders each part in the language of `template_language`, every sign of the data as it is."""

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        """One part, filled in. docxtpl's own would turn `{_{` within the data into `{{`."""
        self.current_rendering_part = part
        text: str = self.resolve_listing(jinja_env.printed(src_xml, context))
        return text if text.lstrip().startswith("<w:body") else _mended(text)

    def fix_tables(self, xml: str) -> Any:
        """The body as a tree. docxtpl's own reads it with a parser that leaves out what it does not understand."""
        parse_xml(xml)
        tree = super().fix_tables(xml)
        _mend(tree)
        return tree

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """What the document says of itself: plain text, so nothing is escaped twice."""
        language, properties = Language(escape=False), self.docx.core_properties
        for name in _PROPERTIES:
            given = getattr(properties, name)
            if "{" in given:
                text = language.printed(given, context)
                setattr(properties, name, text if len(text) <= _MOST_PROPERTY else f"{text[: _MOST_PROPERTY - 1]}…")


def _mended(xml: str) -> str:
    """A part whose lists came out empty, with the paragraphs that the format asks for."""
    tree = parse_xml(xml)
    _mend(tree)
    return serialize_part_xml(tree).decode("utf-8")


def _mend(tree: Any) -> None:
    """Take out tables without a row, and give cells without a paragraph an empty one: Word takes both for damage."""
    for table in _tables(tree):
        if table.find(f"{_W}tr") is None and table.getparent() is not None:
            table.getparent().remove(table)
    for holder in [tree, *tree.iter()]:
        if holder.tag in _HOLDERS:
            last = [one for one in holder if one.tag != f"{_W}sectPr"][-1:]
            if holder.tag != f"{_W}body" and (not last or last[0].tag not in (f"{_W}p", f"{_W}sdt")):
                holder.append(holder.makeelement(f"{_W}p", {}))


def _tables(tree: Any) -> list[Any]:
    """Inner tables first."""
    return list(tree.iter(f"{_W}tbl"))[::-1]


__all__ = ["filled"]
