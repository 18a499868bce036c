"""A document's file, whatever its format, in the one shape that all else works on. What it is, its content says."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from kaoping.errors import refuse
from kaoping.intake.paper import Paper

#: Larger files are no rubrics.
MOST = 50 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = (b"<!doctype html", b"<html", b"<head", b"<body", b"<meta", b"<table", b"<div", b"<p>", b"<!--")


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read."""

    path: Path
    sha256: str
    size: int
    paper: Paper


def read_document(path: Path) -> Document:
    """Read a document's file: txt, docx, xlsx, html, csv; others through LibreOffice where it is installed.

    :raises Refused: it cannot be read, or holds no text.
    :raises Surroundings: its format needs a program that is not installed.
    """
    try:
        if path.is_dir():
            raise refuse("document", "这是文件夹，请写明其中的文件", file=str(path))
        with path.open("rb") as file:
            data = file.read(MOST + 1)
    except FileNotFoundError:
        raise refuse("document", "没有这个文件，请核对文件名和所在文件夹", file=str(path)) from None
    except OSError as error:
        raise refuse("document", f"文件读不了：{error.strerror or error}", file=str(path)) from None
    if len(data) > MOST:
        raise refuse("document", f"文件超过 {MOST // 1024 // 1024} MB，不予读取", file=str(path))
    paper = _paper(path, data)
    if not paper.passages:
        raise refuse("document", "文件里没有读到文字（可能是扫描的图片）；请先用识别软件转成文字", file=str(path))
    return Document(path, hashlib.sha256(data).hexdigest(), len(data), paper)


def _paper(path: Path, data: bytes) -> Paper:
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _package(path, data)
    if data.startswith((_OLE, b"%PDF", b"{\\rtf")):
        from kaoping.intake.office import converted

        _, made = converted(path, data)
        return _package(path, made)
    from kaoping.intake.txt import damaged_line, decoded, read_txt

    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if path.suffix.lower() in (".html", ".htm", ".xhtml") or start.startswith(_HTML):
        from kaoping.intake.html import read_html

        page = decoded(data)
        if page is not None:
            return read_html(page)
    text = decoded(data)
    if (line := damaged_line(data)) is not None:
        raise refuse(
            "document", f"第 {line} 行的文字有损坏（UTF-8 编码中断）；请重新导出或复制一份再试", file=str(path)
        )
    if text is None:
        raise refuse(
            "document",
            "认不出这个文件的格式；可用 .txt、.docx、.xlsx、.html、.csv，其他格式请先另存为 .docx",
            file=str(path),
        )
    if path.suffix.lower() in (".csv", ".tsv"):
        from kaoping.intake.csv import read_csv

        return read_csv(text, str(path))
    return read_txt(text)


def _package(path: Path, data: bytes) -> Paper:
    from kaoping.intake.ooxml import Package

    with Package(data, str(path)) as package:
        if package.has("word/document.xml"):
            from kaoping.intake.docx import read_docx

            return read_docx(package)
        if package.has("xl/workbook.xml"):
            from kaoping.intake.xlsx import read_xlsx

            return read_xlsx(package)
    if path.suffix.lower() in (".odt", ".ods"):
        from kaoping.intake.office import converted

        return _package(path.with_suffix(""), converted(path, data)[1])
    raise refuse(
        "document", "这个文件不是 Word 或 Excel 文件；请用 WPS 或 Office 另存为 .docx 或 .xlsx", file=str(path)
    )
