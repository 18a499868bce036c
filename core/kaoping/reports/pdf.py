"""A report as a PDF of A4 pages after GB/T 9704, set by typst from the fonts of this machine.

It is written as PDF/A-2b: for keeping, and because a character that no font here has is then an error and no empty box.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Protocol
from unicodedata import category

from kaoping.errors import Surroundings
from kaoping.reports.kinds.common import PRINTED
from kaoping.reports.pdf_fonts import fonts_here, no_chinese

if TYPE_CHECKING:
    import typst

    from kaoping.reports.fonts import Fonts
    from kaoping.reports.paper import Paper

_MISSING = re.compile(r'the text `"(.*?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-fA-F]+)\}|\\(.)")
#: For what Chinese text is set in.
_CHINESE = ("title", "body", "heading", "subheading")
_PROBE = """#set text(fallback: false)
#for font in json(bytes(sys.inputs.fonts)) { text(font: font, "考评") }"""
#: For a paper that does not say when it was printed.
_FIRST = date(1980, 1, 1)
#: Rounds of finding characters that no font has: text is broken into pieces, and each piece tells its first alone.
_ROUNDS = 20
_MOST = 12


class HasPaper(Protocol):
    """What a report format is given, as far as it is needed here."""

    @property
    def paper(self) -> Paper:
        """The report."""

    @property
    def fonts(self) -> Fonts | None:
        """The fonts that were chosen."""


def as_pdf(given: HasPaper) -> bytes:
    """The report as a PDF in the fonts chosen, otherwise in the first preset that this machine has.

    :raises Surroundings: typst is not installed, a font is missing, or no font has a letter of the text.
    """
    if not is_installed():
        raise Surroundings(
            "missing",
            "打印 PDF 要另装 typst，本机没有安装",
            '请用 pip install "kaoping[pdf]" 安装；也可以安装 LibreOffice，或用 --format html 后在浏览器里打印成 PDF',
        )
    return paper_pdf(given.paper, given.fonts, _system())


def is_installed() -> bool:
    """Whether typst, the extra `pdf`, is there."""
    from importlib.util import find_spec

    return find_spec("typst") is not None


def paper_pdf(paper: Paper, fonts: Fonts | None, at_hand: typst.Fonts) -> bytes:
    """A paper as a PDF; the same paper in the same fonts gives the same file.

    :param at_hand: the fonts there are.
    """
    from kaoping.reports.pdf_nodes import paper_nodes

    found = fonts_here(fonts, at_hand.families(), lambda: _chinese(at_hand))
    _check(found, at_hand)
    source = json.dumps(paper_nodes(paper, found), ensure_ascii=False)
    program, day = files("kaoping.reports").joinpath("pdf.typ").read_bytes(), _day(paper)
    missing: list[str] = []
    for _ in range(_ROUNDS):
        made = _compiled(program, {"paper": source}, at_hand, day)
        if isinstance(made, bytes):
            return made
        missing = made
        source = _shown(source, missing)
    raise _unprintable(missing)


@cache
def _system() -> typst.Fonts:
    """The fonts of this machine, and those that come with typst."""
    import typst

    return typst.Fonts()


def _check(fonts: Fonts, at_hand: typst.Fonts) -> None:
    """Refuse fonts without Chinese characters: another would silently take their place."""
    if not _is_chinese([getattr(fonts, role) for role in _CHINESE], at_hand):
        without = [role for role in _CHINESE if not _is_chinese([getattr(fonts, role)], at_hand)]
        raise no_chinese(fonts, without, at_hand.families(), _chinese(at_hand))


def _is_chinese(families: Sequence[str], at_hand: typst.Fonts) -> bool:
    """Whether each of these has Chinese characters."""
    return isinstance(_compiled(_PROBE.encode(), {"fonts": json.dumps(families)}, at_hand), bytes)


def _chinese(at_hand: typst.Fonts) -> list[str]:
    return [family for family in at_hand.families() if _is_chinese([family], at_hand)]


def _day(paper: Paper) -> datetime:
    """The day it was printed, as it says itself; a file for keeping must name one."""
    try:
        said = date.fromisoformat(paper.about.get(PRINTED, ""))
    except ValueError:
        said = _FIRST
    return datetime(said.year, said.month, said.day, tzinfo=UTC)


def _compiled(
    source: bytes, inputs: dict[str, str], at_hand: typst.Fonts, day: datetime | int = 0
) -> bytes | list[str]:
    """The PDF, or the characters that no font has."""
    import typst

    try:
        # Without tags: the columns that keep rows together would be read aloud as empty cells.
        return typst.compile(
            source, font_paths=at_hand, sys_inputs=inputs, pdf_standards="a-2b", timestamp=day, pdf_tags=False
        )
    except typst.TypstError as error:
        texts = [_ESCAPED.sub(_plain, found) for found in _MISSING.findall(error.diagnostic)]
        missing = list(dict.fromkeys(char for text in texts for char in text))
        if not missing:
            raise
        return missing


def _plain(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else {"n": "\n", "t": "\t"}.get(found[2], found[2])


def _shown(source: str, missing: list[str]) -> str:
    """The nodes with signs that no font has shown by their codes.

    :raises Surroundings: one of them is a letter: a name must not be printed as a code.
    """
    letters = [char for char in missing if category(char)[0] in "LN" or char.isascii()]
    if letters:
        raise _unprintable(letters)
    for char in missing:
        source = source.replace(char, f"\\\\u{ord(char):04X}")
    return source


def _unprintable(missing: list[str]) -> Surroundings:
    shown = "、".join(f"{char}（U+{ord(char):04X}）" for char in missing[:_MOST])
    more = f"等 {len(missing)} 个" if len(missing) > _MOST else ""
    return Surroundings(
        "missing",
        f"本机的字体里没有这些字：{shown}{more}，PDF 没有打印",
        "请安装含有这些字的字体（生僻字可用“宋体-ExtB”、“Noto Serif CJK SC”等），或改用 --format docx",
    )


__all__ = ["as_pdf", "is_installed", "paper_pdf"]
