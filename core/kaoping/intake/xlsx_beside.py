"""What a sheet holds beside its cells: comments, text boxes, pictures, charts, heads and feet of its pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaoping.intake.docx_text import words_of
from kaoping.intake.ooxml import Element, Package, attribute, child, children, local, whole
from kaoping.intake.paper import Aside

_CODE = re.compile(r'&(?:"[^"]*"|\d+|K[0-9A-Fa-f]{6}|[A-Za-z])')
_COMMENTS = re.compile(r"/comments?\d*\.xml\Z")
_PAGE = re.compile(r"[\s\d\-–—－/第页共,，Pageof]*")


def beside(package: Package, part: str, root: Element, title: str) -> Iterator[Aside]:
    """Everything of a sheet that stands in no cell.

    :param title: the sheet's name with a blank behind it; empty where the workbook has one sheet
    """
    head = child(root, "headerFooter")
    for one in head if head is not None else ():
        place = f"{title}{'页眉' if 'Header' in local(one) else '页脚'}"
        # A doubled sign is the sign itself.
        said = _CODE.sub(" ", (one.text or "").replace("&&", "\x00")).replace("\x00", "&").strip()
        if not _PAGE.fullmatch(said):
            yield Aside(place.removeprefix(title), place, said)
    threaded = False
    for target in package.targets(part).values():
        if not package.has(target) or not target.endswith(".xml"):
            continue
        if "threadedComment" in target:
            threaded = True
            for one in children(package.xml(target), "threadedComment"):
                yield Aside("批注", f"{title}{attribute(one, 'ref') or ''}", _text(child(one, "text")))
        elif "/drawings/" in target:
            yield from _drawn(package, target, title)
    for target in package.targets(part).values():
        if not threaded and package.has(target) and _COMMENTS.search(target):
            for one in children(child(package.xml(target), "commentList"), "comment"):
                yield Aside("批注", f"{title}{attribute(one, 'ref') or ''}", words_of(one))
    if child(root, "oleObjects") is not None:
        yield Aside("嵌入的对象", title.strip() or "工作表")


def _drawn(package: Package, part: str, title: str) -> Iterator[Aside]:
    for anchor in package.xml(part):
        at = child(anchor, "from")
        place = f"{title}{_address(at)}附近" if at is not None else title.strip() or "工作表"
        said = "\n".join(filter(None, (words_of(one) for one in anchor.iter() if local(one) == "txBody")))
        names = {local(one) for one in anchor.iter()}
        if said:
            yield Aside("文本框", place, said)
        elif "blip" in names:
            yield Aside("图片", place)
        elif "chart" in names:
            yield Aside("图表", place)
        elif "relIds" in names:
            yield Aside("图示（SmartArt）", place)


def _address(at: Element) -> str:
    from kaoping.intake.xlsx import address

    return address(*(whole(_text(child(at, name))) + 1 for name in ("row", "col")))


def _text(element: Element | None) -> str:
    return (element.text or "") if element is not None else ""
