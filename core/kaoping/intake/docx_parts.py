"""The other parts of a Word document: heads and feet of its pages, foot- and endnotes, comments, diagrams."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaoping.intake.docx_text import words_of
from kaoping.intake.ooxml import Element, Package, attribute, children, local
from kaoping.intake.paper import Aside

#: All that a line with a page's number says.
_PAGE = re.compile(r"[\s\d\-–—－·.／/第页共 IVXivxPageof]*")


def part(package: Package, parts: dict[str, str], name: str) -> Element | None:
    """The part that a relationship names so, or that lies where it usually does."""
    found = next((one for one in parts.values() if one.endswith(name)), f"word/{name}")
    return package.xml(found) if package.has(found) else None


def notes_of(package: Package, parts: dict[str, str], kind: str) -> dict[str, Element]:
    """Foot- or endnotes by id; the lines that separate them from the text are none."""
    root = part(package, parts, f"{kind}.xml")
    return {
        attribute(one, "id") or "": one
        for one in (root if root is not None else ())
        if attribute(one, "type") in (None, "normal")
    }


def comments_of(package: Package, parts: dict[str, str]) -> dict[str, str]:
    """Comments by id, each with who wrote it."""
    found = {}
    for one in children(part(package, parts, "/comments.xml"), "comment"):
        author = attribute(one, "author")
        found[attribute(one, "id") or ""] = (f"{author}：" if author else "") + words_of(one)
    return found


def diagrams_of(package: Package, parts: dict[str, str]) -> dict[str, str]:
    """The words of diagrams by the id of the relationship to them."""
    return {
        id: words_of(package.xml(name))
        for id, name in parts.items()
        if "diagrams/data" in name and name.endswith(".xml") and package.has(name)
    }


def running(package: Package, parts: dict[str, str], root: Element) -> Iterator[Aside]:
    """Heads and feet of pages that say more than the page's number, each once."""
    seen: set[tuple[str, str]] = set()
    for one in root.iter():
        name = local(one)
        if name not in ("headerReference", "footerReference"):
            continue
        target = parts.get(attribute(one, "id") or "", "")
        if not package.has(target):
            continue
        place = "页眉" if name == "headerReference" else "页脚"
        page = package.xml(target)
        said = words_of(page)
        if any(local(inner) in ("blip", "imagedata") for inner in page.iter()) and (place, "") not in seen:
            seen.add((place, ""))
            yield Aside("图片", place)
        if (place, said) not in seen and not _PAGE.fullmatch(said):
            seen.add((place, said))
            yield Aside(place, place, said)
