"""A terminal's screen as a small SVG that stands on its own: it names no host, and no font that must be fetched.

Textual's own export links web fonts, and sets a whole run of characters as one text, so that where a font's Chinese
characters are not exactly two cells wide everything behind them is shifted. Here every word stands at its own cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment

if TYPE_CHECKING:
    from rich.style import Style
    from textual.app import App

#: Fonts that systems have; nothing is fetched. Those for narrow characters, whose own are six tenths of their size wide.
NARROW = "Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono','Noto Sans Mono',monospace"
#: Those for wide ones, which are as wide as they are high.
WIDE = (
    "'Sarasa Mono SC','Noto Sans Mono CJK SC','Source Han Mono SC','WenQuanYi Zen Hei Mono','Noto Sans CJK SC',"
    "'PingFang SC','Microsoft YaHei',SimHei,monospace"
)
#: A cell in pixels.
CELL, HIGH = 8, 18
EDGE = 10

#: Lines and blocks are drawn: in many fonts they are wider than a cell, or leave gaps. Strokes and `f` for what is filled.
_X, _Y = CELL // 2, HIGH // 2
LINES = {
    "─": f"M0 {_Y}h{CELL}",
    "━": f"M0 {_Y - 1}h{CELL}v2h-{CELL}zf",
    "│": f"M{_X} 0v{HIGH}",
    "┃": f"M{_X - 1} 0v{HIGH}h2v-{HIGH}zf",
    "╭": f"M{_X} {HIGH}v-{_Y - _X}q0 -{_X} {_X} -{_X}",
    "╮": f"M0 {_Y}q{_X} 0 {_X} {_X}v{_Y - _X}",
    "╰": f"M{_X} 0v{_Y - _X}q0 {_X} {_X} {_X}",
    "╯": f"M0 {_Y}q{_X} 0 {_X} -{_X}v-{_Y - _X}",
    "▔": f"M0 0h{CELL}v2h-{CELL}zf",
    **{sign: f"M0 0h{n}v{HIGH}h-{n}zf" for n, sign in enumerate("▏▎▍▌▋▊▉█", 1)},
    **{sign: f"M0 {HIGH - HIGH * n // 8}h{CELL}v{HIGH * n // 8}h-{CELL}zf" for n, sign in enumerate("▁▂▃▄▅▆▇", 1)},
}

Line = Sequence[Segment]


class _Word(NamedTuple):
    """Characters at a place, in a style."""

    x: int
    text: str
    cells: int
    style: Style


def strips_of(app: App[Any]) -> list[list[Segment]]:
    """The screen of a running application with what shows through behind it."""
    from textual._context import visible_screen_stack

    visible_screen_stack.set(app._background_screens)
    strips = [[part for part in strip if part.text] for strip in app.screen._compositor.render_strips()]
    visible_screen_stack.set([])
    return strips


def plain_svg(lines: Sequence[Line], title: str = "") -> str:
    """The painted lines of a terminal as one picture."""
    width = max((sum(cell_len(part.text) for part in line) for line in lines), default=0)
    grounds = [_ground(part.style) for line in lines for part in line if part.style is not None]
    page = max(set(grounds), key=grounds.count, default="#000000")
    high, wide = len(lines) * HIGH + 2 * EDGE, width * CELL + 2 * EDGE
    classes: dict[str, str] = {}
    boxes: list[str] = []
    texts: list[str] = []
    for y, line in enumerate(lines):
        for x, cells, colour in _grounds(line):
            if colour != page:
                boxes.append(
                    f'<path fill="{colour}" d="M{x * CELL} {y * HIGH}h{cells * CELL}v{HIGH}h-{cells * CELL}z"/>'
                )
        words: dict[str, list[str]] = {}
        for word in _words(line):
            name = classes.setdefault(_css(word.style), f"s{len(classes)}")
            name = f"w {name}" if cell_len(word.text[0]) == 2 else name
            length = f' textLength="{word.cells * CELL}"' if len(word.text) > 1 else ""
            span = f'<tspan x="{word.x * CELL}"{length}>{escape(word.text, quote=False)}</tspan>'
            words.setdefault(name, []).append(span)
        texts += _drawn(line, y)
        for name, parts in words.items():
            texts.append(f'<text class="{name}" y="{y * HIGH + 14}">{"".join(parts)}</text>')
    css = "".join(f"text.{name}{{{text}}}" for text, name in classes.items())
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}">'
        f"<title>{escape(title)}</title><style>text{{font:13.3px {NARROW};white-space:pre}}.w{{font:16px {WIDE}}}{css}</style>"
        f'<rect width="{wide}" height="{high}" rx="8" fill="{page}"/><g transform="translate({EDGE} {EDGE})">'
    )
    return "\n".join([head, *boxes, *texts, "</g></svg>", ""])


def _grounds(line: Line) -> Iterator[tuple[int, int, str]]:
    """Runs of one ground: where, how many cells, which colour."""
    x = start = 0
    held = ""
    for part in line:
        colour = _ground(part.style) if part.style is not None else ""
        if colour != held:
            if held:
                yield start, x - start, held
            start, held = x, colour
        x += cell_len(part.text)
    if held:
        yield start, x - start, held


def _words(line: Line) -> Iterator[_Word]:
    """What is not blank, cut where the width of the characters changes: each part then has one width a character."""
    x = 0
    for part in line:
        for match in re.finditer(r"\s+|\S+", part.text):
            text = match.group()
            for piece in _even(text):
                cells = cell_len(piece)
                if part.style is not None and piece[0] not in LINES and (piece.strip() or part.style.underline):
                    yield _Word(x, piece, cells, part.style)
                x += cells


def _drawn(line: Line, y: int) -> Iterator[str]:
    """The lines and blocks among the characters, those of one kind that follow each other as one."""
    x = 0
    for part in line:
        for piece in (found for match in re.finditer(r"\s+|\S+", part.text) for found in _even(match.group())):
            if part.style is not None and piece[0] in LINES:
                colour = _css(part.style).partition(";")[0].removeprefix("fill:")
                for number, char in enumerate(piece):
                    shape = LINES[char]
                    if char in "─━" and number and piece[number - 1] == char:
                        continue
                    if char in "─━":
                        length = (len(piece[number:]) - len(piece[number:].lstrip(char))) * CELL
                        shape = shape.replace(f"h{CELL}", f"h{length}").replace(f"h-{CELL}", f"h-{length}")
                    place = f'transform="translate({(x + number) * CELL} {y * HIGH})"'
                    paint = f'fill="{colour}"' if shape.endswith("f") else f'stroke="{colour}" fill="none"'
                    yield f'<path {place} {paint} d="{shape.removesuffix("f")}"/>'
            x += cell_len(piece)


def _even(text: str) -> Iterable[str]:
    """Parts whose characters are all narrow or all wide; marks without a width cling to what they stand on."""
    held, size = "", 0
    for char in text:
        cells = cell_len(char)
        if held and cells and size and (cells != size or (char in LINES) != (held[-1] in LINES)):
            yield held
            held = ""
        held, size = held + char, cells or size
    if held:
        yield held


def _ground(style: Style | None) -> str:
    if style is None or style.bgcolor is None:
        return "#000000"
    if style.reverse and style.color is not None:
        return style.color.get_truecolor().hex
    return style.bgcolor.get_truecolor(foreground=False).hex


def _css(style: Style) -> str:
    color, ground = style.color, style.bgcolor
    if style.reverse:
        color, ground = ground, color
    found = color.get_truecolor() if color is not None else None
    if found is not None and style.dim and ground is not None:
        under = ground.get_truecolor(foreground=False)
        mixed = [round(g + (c - g) * 0.66) for c, g in zip(found, under, strict=True)]
        text = f"fill:#{mixed[0]:02x}{mixed[1]:02x}{mixed[2]:02x}"
    else:
        text = f"fill:{found.hex if found is not None else '#ffffff'}"
    if style.bold:
        text += ";font-weight:700"
    if style.italic:
        text += ";font-style:italic"
    if style.underline:
        text += ";text-decoration:underline"
    return text
