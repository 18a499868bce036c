"""Zip files of XML, read with care: no DOCTYPE, sizes counted while reading, nothing unpacked to disk."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self
from xml.etree import ElementTree
from xml.parsers import expat

from kaoping.errors import refuse

#: What one part, and all parts together, may come to once unpacked; and how many members there may be.
MOST_PART = 64 * 1024 * 1024
MOST_ALL = 200 * 1024 * 1024
MOST_MEMBERS = 5000
_AT_ONCE = 1024 * 1024

Element = ElementTree.Element
#: Where the main part stands in nearly every file.
_USUAL = ("word/document.xml", "xl/workbook.xml", "xl/workbook.bin", "ppt/presentation.xml")
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class Package:
    """An Office Open XML file. Every fault is `Refused` with a Chinese message that names the file."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise self._broken() from error
        if len(members) > MOST_MEMBERS:
            raise refuse("document", f"文件里的部件过多（超过 {MOST_MEMBERS} 个），不予读取", file=name)
        self._names = {member.filename for member in members}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part in self._names

    def names(self) -> list[str]:
        """Every part's name, in order."""
        return sorted(self._names)

    def data(self, part: str) -> bytes:
        """One part as it stands; what all parts come to is counted."""
        return self._bytes(part)

    def check(self, part: str) -> None:
        """Refuse one part as `xml` would, in a third of the time: nothing is built of it."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.StartDoctypeDeclHandler = _doctype_found
        with self._parsing(part):
            parser.Parse(self._bytes(part), True)

    def xml(self, part: str) -> Element:
        """One part, parsed."""
        parser = ElementTree.XMLParser(target=_Builder())
        with self._parsing(part):
            parser.feed(self._bytes(part))
            root: Element = parser.close()
        return root

    @contextmanager
    def _parsing(self, part: str) -> Iterator[None]:
        try:
            yield
        except _DoctypeFound:
            raise refuse("document", f"文件的 {part} 含有 DOCTYPE，不予读取；请另存一份再试", file=self.name) from None
        except (ElementTree.ParseError, expat.ExpatError, ValueError, LookupError) as error:
            raise self._broken() from error

    def targets(self, part: str) -> dict[str, str]:
        """What a part's relationships point at, by id: names of parts."""
        folder, name = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{name}.rels")
        if not self.has(rels):
            return {}
        return {
            one.get("Id", ""): _resolved(folder, one.get("Target", ""))
            for one in self.xml(rels).iter(_RELATIONSHIP)
            if one.get("TargetMode") != "External"
        }

    def main(self) -> str:
        """The part that the package is about; where it does not say so, the usual one that is there; else nothing."""
        if self.has("_rels/.rels"):
            for one in self.xml("_rels/.rels").iter(_RELATIONSHIP):
                if one.get("Type", "").endswith("/officeDocument") and self.has(_resolved("", one.get("Target", ""))):
                    return _resolved("", one.get("Target", ""))
        return next((part for part in _USUAL if self.has(part)), "")

    def _bytes(self, part: str) -> bytes:
        taken: list[bytes] = []
        size = 0
        try:
            with self._zip.open(part) as member:
                while chunk := member.read(_AT_ONCE):
                    size += len(chunk)
                    self._read += len(chunk)
                    if size > MOST_PART or self._read > MOST_ALL:
                        raise refuse("document", "文件解开后过大，不予读取；请确认它是一份文字材料", file=self.name)
                    taken.append(chunk)
        except (KeyError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise self._broken() from error
        except RuntimeError as error:
            raise refuse("document", "文件有密码，不能读取；请去掉密码后另存一份", file=self.name) from error
        return b"".join(taken)

    def _broken(self) -> Exception:
        return refuse("document", "文件已损坏或不完整，读不了；请用 WPS 或 Word 打开后另存一份再试", file=self.name)


class _DoctypeFound(Exception):
    pass


class _Builder(ElementTree.TreeBuilder):
    """Stops at a DOCTYPE, whatever the encoding, before any entity of it is read."""

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        """See `ElementTree.TreeBuilder`."""
        raise _DoctypeFound


def _doctype_found(*_: object) -> None:
    raise _DoctypeFound


def _resolved(folder: str, target: str) -> str:
    path = target if target.startswith("/") else posixpath.join(folder, target)
    return posixpath.normpath(path).lstrip("/")


def local(element: Element) -> str:
    """The name of an element without its namespace: strict and transitional files are read alike."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def child(element: Element | None, name: str) -> Element | None:
    """The first child of this name."""
    return next(children(element, name), None)


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Every child of this name."""
    if element is not None:
        yield from (one for one in element if local(one) == name)


def attribute(element: Element | None, name: str) -> str | None:
    """An attribute's value, whatever its namespace."""
    if element is None:
        return None
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def value_of(element: Element | None, name: str) -> str | None:
    """The `val` of the first child of this name."""
    return attribute(child(element, name), "val")


def whole(text: str | None, default: int = 0, most: int = 100_000) -> int:
    """A whole number within bounds, the default where there is none."""
    try:
        number = int(text or "")
    except ValueError:
        return default
    return number if 0 <= number <= most else default
