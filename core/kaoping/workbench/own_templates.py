"""A jurisdiction's own Word templates: read with care, looked at, filled in from a report."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kaoping.errors import Fault, Refused, refuse, system_words
from kaoping.intake.ooxml import Package
from kaoping.text import visible

if TYPE_CHECKING:
    from kaoping.reports.formats import ReportInput
    from kaoping.reports.template_lint import Finding

#: A form with a few pictures; each of its marks costs time in proportion to the size of the text.
MOST_FILE = 20 * 1024 * 1024
MOST_XML = 4 * 1024 * 1024
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Faults that are told in one message.
_TOLD = 2
_AS_DOCX = "请用 Word 或 WPS 打开，另存为 .docx（Word 文档）"


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A template that was read.

    :ivar files: its parts of XML by name.
    :ivar findings: everything there is to say about it.
    """

    path: Path
    data: bytes
    files: dict[str, bytes]
    findings: tuple[Finding, ...]

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What keeps it from being filled in."""
        return tuple(self._fault(one) for one in self.findings if one.fault)

    @property
    def advice(self) -> tuple[Fault, ...]:
        """What its maker should know."""
        return tuple(self._fault(one) for one in self.findings if not one.fault)

    @property
    def told(self) -> tuple[Fault, ...]:
        """The advice for who prints in it: that a mark was split matters to its maker alone."""
        return tuple(one for one in self.advice if one.code != "split")

    def _fault(self, one: Finding) -> Fault:
        return Fault(one.code, f"{one.place}：{one.text}" if one.place else one.text, file=str(self.path))


def read_template(path: Path) -> OwnTemplate:
    """A template with everything that is to be said about it.

    :raises Refused: there is no such file, or it is no Word document that can be a template.
    """
    from kaoping.reports.template_lint import findings_of

    data = _read(path)
    files: dict[str, bytes] = {}
    with Package(data, str(path)) as package:
        _kind(package, path)
        names = package.names()
        for name in names:
            content = package.data(name)
            if name.endswith((".xml", ".rels")):
                package.check(name)
                files[name] = content
        if sum(len(content) for name, content in files.items() if name.startswith("word/")) > MOST_XML:
            message = f"模板的文字部分超过 {MOST_XML // 1024 // 1024} MB，不予填写；请删去不用的内容"
            raise refuse("template", message, file=str(path))
    found = [*_outside(files), *findings_of(files)]
    return OwnTemplate(path, data, files, tuple(found))


def usable_template(path: Path) -> OwnTemplate:
    """A template that can be filled in; for a screen, which has room for a few faults.

    :raises Refused: it has faults, or is no template; see `read_template`.
    """
    read = read_template(path)
    if read.faults:
        first = "；".join(one.message for one in read.faults[:_TOLD])
        more = f"；还有 {len(read.faults) - _TOLD} 处" if len(read.faults) > _TOLD else ""
        raise refuse("template", f"模板有错：{first}{more}。改好后再试，全部用 kaoping template lint 查看")
    return read


def fill(template: OwnTemplate, given: ReportInput) -> bytes:
    """A report in this template.

    :raises Refused: with every fault of the template; or the report has no such field.
    """
    if template.faults:
        raise Refused(template.faults)
    from kaoping.reports.template import filled
    from kaoping.reports.template_data import template_data
    from kaoping.reports.template_language import Fault as Wrong

    data = template_data(given)
    try:
        return filled(template.data, data)
    except Wrong as wrong:
        text = wrong.text
        place = _place(template, wrong.near)
        if wrong.near:
            what = "这份报告" if given.sheet is not None else "这份报告不是一次考评的，它"
            text = f"{what}没有“{visible(wrong.near)}”这个字段；请用 kaoping template fields 查看有哪些字段"
        raise refuse("template", f"{place}：{text}" if place else text, file=str(template.path)) from None


def _place(template: OwnTemplate, near: str) -> str:
    """Where a name stands first."""
    from kaoping.reports.template_parts import parts_of

    if not near:
        return ""
    for part in parts_of(template.files):
        for paragraph in part.paragraphs:
            if any(near in mark.inner for mark in paragraph.marks):
                return paragraph.place
    return ""


def _read(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise refuse("template", "这是文件夹，请写明其中的 .docx 文件", file=str(path))
        with path.open("rb") as file:
            data = file.read(MOST_FILE + 1)
    except FileNotFoundError:
        raise refuse("template", "没有这个文件，请核对文件名和所在文件夹", file=str(path)) from None
    except OSError as error:
        raise refuse("template", f"文件读不了：{system_words(error)}", file=str(path)) from None
    if len(data) > MOST_FILE:
        raise refuse("template", f"文件超过 {MOST_FILE // 1024 // 1024} MB，不予读取；请压缩其中的图片", file=str(path))
    if data.startswith(_OLE):
        raise refuse("template", f"这是旧格式的文件（.doc、.wps）或加了密码；{_AS_DOCX}，不设密码", file=str(path))
    if not data.startswith(b"PK"):
        raise refuse("template", f"这不是 Word 文件；模板应是 .docx。{_AS_DOCX}", file=str(path))
    return data


def _kind(package: Package, path: Path) -> None:
    """Refuse what is no plain Word document: a .dotx, one with macros, a workbook."""
    said = ""
    if package.has("[Content_Types].xml"):
        types = package.xml("[Content_Types].xml")
        said = next((one.get("ContentType", "") for one in types if one.get("PartName") == "/word/document.xml"), "")
    if said == _MAIN and package.has("word/document.xml"):
        if any(name.endswith("vbaProject.bin") for name in package.names()):
            raise refuse("template", f"文件里有宏，不予填写；{_AS_DOCX}", file=str(path))
        return
    if "macroEnabled" in said:
        raise refuse("template", f"这是带宏的文件（.docm、.dotm），不予填写；{_AS_DOCX}", file=str(path))
    if "template.main" in said:
        raise refuse("template", f"这是 .dotx 文件；{_AS_DOCX}", file=str(path))
    raise refuse("template", f"这不是 Word 文档；模板应是 .docx。{_AS_DOCX}", file=str(path))


def _outside(files: dict[str, bytes]) -> list[Finding]:
    """What a document would fetch from elsewhere when it is opened."""
    from xml.etree import ElementTree

    from kaoping.reports.template_lint import Finding

    found = []
    for name, data in files.items():
        if not name.endswith(".rels"):
            continue
        for one in ElementTree.fromstring(data):
            kind = one.get("Type", "").rpartition("/")[2]
            if one.get("TargetMode") == "External" and kind != "hyperlink":
                what = {"image": "图片", "attachedTemplate": "文档模板", "oleObject": "对象"}.get(kind, kind)
                target = " ".join(visible(one.get("Target", "")).split())[:60]
                text = f"引用了外部的{what}（{target}），打开报告时会去取；请把它嵌入文件或删去"
                found.append(Finding("outside", "", text))
    return found


__all__ = ["OwnTemplate", "fill", "read_template", "usable_template"]
