"""A document's file, whatever its format, in the one shape that all else works on. What it is, its content says."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kaoping.errors import Refused, refuse, system_words
from kaoping.intake.paper import Paper
from kaoping.intake.signs import cleaned
from kaoping.intake.sniff import TABLES, kind_of

if TYPE_CHECKING:
    from kaoping.intake.ooxml import Package

#: Larger files are no rubrics.
MOST = 50 * 1024 * 1024
#: Text that a rubric, with all that stands around it, has at most; the longest of the official documents has 20,000.
MOST_CHARACTERS = 500_000
_SHEETS = (".xls", ".et", ".ett", ".xlt", ".ods", ".fods")
#: What a paragraph has that was a table: the words of its head close together, and many words behind them.
_TABLE_LONG = 300
_TABLE = re.compile(
    r"(?:序号|项目|类别|指标|内容)[^。；;]{0,40}(?:分值|标准分|满分|权重)[^。；;]{0,40}(?:标准|细则|办法|得分|扣分|备注)"
)
#: Kinds that are refused: what they are, and what to do now.
_REFUSED = {
    "ole-guarded": "文件有密码，不能读取；请用 WPS 或 Office 打开，去掉密码后另存一份",
    "ole-broken": "文件已损坏或不完整，读不了；请用 WPS 或 Office 打开后另存一份再试",
    "ole-slides": "这是演示文稿（PPT），不能读取；请把其中的文字复制到 Word 文件里再试",
    "ole-mail": "这是一封邮件（.msg），不能读取；请把附件另存出来再试",
    "picture": "这是一张图片，不能读取；请先用文字识别（OCR）软件转成 Word 或 Excel 文件",
    "archive": "这是压缩包，不能读取；请先解压，再选其中的文件",
    "xml-flat": "这是 Word 的 XML 格式，不能读取；请用 WPS 或 Office 打开，另存为 .docx 后再试",
}


@dataclass(frozen=True, slots=True)
class Document:
    """A file that was read."""

    path: Path
    sha256: str
    size: int
    paper: Paper


def read_document(path: Path) -> Document:
    """Read a document's file: txt, docx, xlsx, html, csv; pdf, and others through LibreOffice, where that is installed.

    :raises Refused: it cannot be read, or holds no text.
    :raises Surroundings: its format needs a program that is not installed.
    """
    data = _bytes(path)
    paper = cleaned(_paper(path, data))
    if not paper.passages:
        message = "文件里没有读到文字（可能是扫描的图片）；请先用文字识别（OCR）软件转成文字"
        raise refuse("document", "；".join((message, *paper.notes[:3])), file=str(path))
    if sum(len(one.text) for one in paper.passages) > MOST_CHARACTERS:
        raise _too_long(path)
    return Document(path, hashlib.sha256(data).hexdigest(), len(data), paper)


def _bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise refuse("document", "这是文件夹，请写明其中的文件", file=str(path))
        if path.exists() and not path.is_file():
            raise refuse("document", "这不是普通文件（是设备或管道），请写明文件", file=str(path))
        with path.open("rb") as file:
            data = file.read(MOST + 1)
    except FileNotFoundError:
        raise refuse("document", "没有这个文件，请核对文件名和所在文件夹", file=str(path)) from None
    except PermissionError:
        message = "没有权限读这个文件，或别的程序正占用着它；请关闭后再试，或复制一份到自己的文件夹"
        raise refuse("document", message, file=str(path)) from None
    except OSError as error:
        raise refuse("document", f"文件读不了：{system_words(error)}", file=str(path)) from None
    except ValueError:
        raise refuse("document", "文件名里有不能用的字符，请核对", file=str(path)) from None
    if len(data) > MOST:
        message = f"文件超过 {MOST // 1024 // 1024} MB，不予读取；请删去其中的图片，或只留下评分标准那一部分再试"
        raise refuse("document", message, file=str(path))
    if not data:
        raise refuse("document", "文件是空的（0 字节），可能没有传完；请重新复制或下载一份", file=str(path))
    return data


def _too_long(path: Path) -> Refused:
    message = f"文件的文字超过 {MOST_CHARACTERS // 10_000} 万字，不像一份考评文件；请只留下评分标准那一部分再试"
    return refuse("document", message, file=str(path))


def _paper(path: Path, data: bytes) -> Paper:
    suffix = path.suffix.lower()
    kind = kind_of(data, suffix)
    if kind in _REFUSED:
        raise refuse("document", _REFUSED[kind], file=str(path))
    if kind == "zip":
        return _package(path, data)
    if kind == "pdf":
        from kaoping.intake.pdf import read_pdf

        return read_pdf(data, path)
    if kind in ("html", "mht"):
        return _page(path, data, web_archive=kind == "mht")
    if kind != "text":
        ending, form = _converts(kind, suffix)
        return _converted(path, data, ending, form)
    return _text(path, data, suffix)


def _converts(kind: str, suffix: str) -> tuple[str, str]:
    """The ending by which LibreOffice knows a file of this kind, and what to make of it."""
    if kind == "rtf":
        return ".rtf", "docx"
    if kind == "ole-word":
        return ".doc", "docx"
    if kind == "ole-excel":
        return ".xls", "xlsx"
    form = "xlsx" if kind == "xml-xlsx" or (kind != "xml-docx" and suffix in _SHEETS) else "docx"
    if kind == "xml-odf":
        return (".fods" if form == "xlsx" else ".fodt"), form
    return (".xml" if kind.startswith("xml-") else {"xlsx": ".xls", "docx": ".doc"}[form]), form


def _converted(path: Path, data: bytes, ending: str, form: str) -> Paper:
    from kaoping.intake.office import converted

    paper = _package(path, converted(path, data, ending, form))
    return replace(paper, notes=(*paper.notes, *_flattened(paper))) if form == "docx" else paper


def _flattened(paper: Paper) -> Iterator[str]:
    """Where the conversion has made one long paragraph of a table: what to do now."""
    for passage in paper.passages:
        if not passage.table and len(passage.text) > _TABLE_LONG and _TABLE.search(passage.text):
            yield (
                f"{passage.place}有 {len(passage.text)} 字，像是转换时被拆散的表格，其中的评分项读不准；"
                "请用 WPS 或 Office 打开原文件，另存为 .docx，再用新文件"
            )


def _page(path: Path, data: bytes, *, web_archive: bool) -> Paper:
    from kaoping.intake.html import read_html
    from kaoping.intake.pages import page_text

    page = page_text(data, web_archive=web_archive)
    if page is None:
        raise refuse("document", "网页的文字认不出编码；请用浏览器打开，复制到 Word 文件里再试", file=str(path))
    return read_html(page)


def _text(path: Path, data: bytes, suffix: str) -> Paper:
    from kaoping.intake.txt import damaged_line, decoded, doubtful, is_lost, read_txt

    if (line := damaged_line(data)) is not None:
        raise refuse("document", f"第 {line} 行的文字有损坏（编码中断）；请重新导出或复制一份再试", file=str(path))
    text = decoded(data)
    if text is None:
        raise refuse(
            "document",
            "认不出这个文件的格式；可用 .txt、.docx、.xlsx、.html、.csv，其他格式请先另存为 .docx",
            file=str(path),
        )
    if len(text) > MOST_CHARACTERS:
        raise _too_long(path)
    if is_lost(text):
        message = "文件里的汉字都成了问号，已在导出时丢失；请重新导出，编码选 UTF-8，或另存为 .xlsx"
        raise refuse("document", message, file=str(path))
    if suffix in TABLES:
        from kaoping.intake.csv import read_csv

        paper = read_csv(text, str(path))
    else:
        paper = read_txt(text)
    return replace(paper, notes=(*paper.notes, *doubtful(text)))


def _package(path: Path, data: bytes) -> Paper:
    from kaoping.intake.ooxml import Package

    with Package(data, str(path)) as package:
        main = package.main()
        if main.endswith((".xml", "workbook.bin")) and package.has(main):
            if main.startswith("word/"):
                from kaoping.intake.docx import read_docx

                return read_docx(package)
            if main == "xl/workbook.bin":
                return _converted(path, data, ".xlsb", "xlsx")
            if main.startswith("xl/"):
                from kaoping.intake.xlsx_paper import read_xlsx

                return read_xlsx(package)
            if main.startswith("ppt/"):
                raise refuse("document", _REFUSED["ole-slides"], file=str(path))
        if package.has("mimetype"):
            return _open_document(path, data, package)
        raise _no_document(path, package)


def _open_document(path: Path, data: bytes, package: Package) -> Paper:
    """What OpenOffice, LibreOffice and some versions of WPS write (.odt, .ods)."""
    kind = package.data("mimetype")[:200]
    if package.has("META-INF/manifest.xml") and b"encryption-data" in package.data("META-INF/manifest.xml"):
        raise refuse("document", _REFUSED["ole-guarded"], file=str(path))
    if b"opendocument.spreadsheet" in kind:
        return _converted(path, data, ".ods", "xlsx")
    if b"opendocument.text" in kind:
        return _converted(path, data, ".odt", "docx")
    raise _no_document(path, package)


def _no_document(path: Path, package: Package) -> Refused:
    names = package.names()
    if "OFD.xml" in names:
        message = "这是 OFD 版式文件，不能直接读取；请用 WPS 或 OFD 阅读器打开，转换为 Word 或 PDF 后再试"
    elif any(
        name.lower().endswith((".doc", ".docx", ".xls", ".xlsx", ".wps", ".et", ".pdf", ".txt")) for name in names
    ):
        message = "这是压缩包，不能读取；请先解压，再选其中的文件"
    else:
        message = "这个文件不是 Word 或 Excel 文件；请用 WPS 或 Office 另存为 .docx 或 .xlsx"
    return refuse("document", message, file=str(path))
