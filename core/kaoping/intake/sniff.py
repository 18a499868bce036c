"""What a file is by its content: names are often wrong (a page saved as .doc, a text table saved as .xls). Pure."""

from __future__ import annotations

import re

from kaoping.intake import ole

#: Names of text tables, and of workbooks, which text under such a name pretends to be.
TABLES = (".csv", ".tsv", ".xls", ".et", ".xlsx", ".xlt", ".ett")
_PAGES = (".html", ".htm", ".xhtml", ".mht", ".mhtml")
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<meta", b"<table", b"<div", b"<p>", b"<!--", b"<style")
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")
_ARCHIVES = (b"Rar!\x1a", b"7z\xbc\xaf", b"\x1f\x8b\x08", b"BZh")
_MAIL = re.compile(rb"\A(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,30}?MIME-Version:", re.IGNORECASE)
#: Office files of 2003 that are one XML text: what the first element says, and how LibreOffice knows them.
_XML = (
    (b"schemas.microsoft.com/office/word/2003/wordml", "docx"),
    (b"urn:schemas-microsoft-com:office:spreadsheet", "xlsx"),
    (b"urn:oasis:names:tc:opendocument:xmlns:office", "odf"),
    (b"schemas.microsoft.com/office/2006/xmlpackage", "flat"),
)


def kind_of(data: bytes, suffix: str) -> str:
    """What it is: zip, pdf, rtf, an OLE file's kind behind `ole-`, picture, archive, mht, xml-…, html, or text."""
    start = data[:4096]
    for name, found in (
        ("zip", start.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))),
        ("rtf", start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rt")),
        ("pdf", b"%PDF-" in start[:1024]),
        ("archive", start.startswith(_ARCHIVES)),
        ("picture", start.startswith(_PICTURES) and b"\x00" in start),
        (
            "mht",
            b"multipart/related" in start.lower() and _MAIL.match(start.lstrip().replace(b"\r\n", b"\n")) is not None,
        ),
    ):
        if found:
            return name
    if start.startswith(ole.MAGIC):
        return f"ole-{ole.kind_of_ole(data)}"
    return _text_kind(start, suffix)


def _text_kind(start: bytes, suffix: str) -> str:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.decode("utf-16", "ignore").encode()
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith(b"<?xml"):
        for sign, form in _XML:
            if sign in text:
                return f"xml-{form}"
        if b"<html" in text:
            return "html"
    if text[:1024].startswith(_HTML) or (suffix in _PAGES and b"<" in text):
        return "html"
    return "text"
