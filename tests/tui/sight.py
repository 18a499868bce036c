"""What stands on the screen, cell by cell, and what is wrong with it.

A `Sight` is one moment: the painted lines with their styles, and for each widget the text it holds beside the rows it
was painted on. The checks return what is wrong in words, so that one run through many screens can tell all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static, TextArea, Tree

from kaoping import visible
from kaoping_tui.widgets.criterion import Criterion
from kaoping_tui.widgets.lists import Choices
from kaoping_tui.widgets.matrix import MatrixTable
from kaoping_tui.widgets.outline import Outline
from kaoping_tui.widgets.paper_view import PaperView
from kaoping_tui.widgets.rows import Rows
from kaoping_tui.widgets.rubric import Rubric
from kaoping_tui.widgets.status import KeyBar, StatusLine

#: What may not begin a line.
CLOSERS = "，。、：；！？）”》】〕"
#: What acts on a terminal or turns the text round.
ACTS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: Contrast of any text with its ground, at least.
CONTRAST = 4.5


class Held(NamedTuple):
    """A text that a widget holds, and how it was painted: `source` as it is, `lines` as laid out, `rows` as painted.

    :ivar cut: whether the widget may show a part of it alone (a field that scrolls)
    """

    where: str
    source: str
    lines: tuple[str, ...]
    rows: tuple[str, ...]
    cut: bool = False


@dataclass
class Sight:
    """One moment of the screen."""

    name: str
    width: int
    rows: list[list[Segment]]
    held: list[Held] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """The painted lines."""
        return ["".join(segment.text for segment in row) for row in self.rows]

    @property
    def text(self) -> str:
        """All that is painted."""
        return "\n".join(line.rstrip() for line in self.lines)


def look(app: Any, name: str) -> Sight:
    """What the topmost screen shows now."""
    screen = app.screen
    for field_ in screen.query("Input, TextArea"):
        field_.cursor_blink = False
    strips = screen._compositor.render_strips()
    if screen.is_modal:
        strips = [_within(strip, y, [part.region for part in screen.children]) for y, strip in enumerate(strips)]
    seen = Sight(name, app.size.width, [[part for part in strip if part.text] for strip in strips])
    cells = [_cells(row) for row in seen.rows]
    for widget in screen.query("*"):
        if not widget.children and widget.display and widget.is_attached:
            seen.held += _held(widget, cells)
        if widget.border_title and not isinstance(widget, Input):
            rows = _rows(cells, Region(widget.region.x, widget.region.y, widget.region.width, 1))
            seen.held.append(
                Held(f"{widget.id} 边框", str(widget.border_title), (str(widget.border_title),), rows, True)
            )
    return seen


def _within(strip: Strip, y: int, regions: Sequence[Region]) -> Strip:
    """Only what a question itself shows, blank where another screen shows through."""
    parts = sorted((region for region in regions if region.y <= y < region.bottom), key=lambda region: region.x)
    pieces, x = [], 0
    for region in parts:
        pieces += [Strip([Segment(" " * (region.x - x))]), strip.crop(region.x, region.right)]
        x = region.right
    return Strip.join([*pieces, Strip([Segment(" " * (strip.cell_length - x))])])


def _cells(row: list[Segment]) -> list[str]:
    """One string a cell; the second cell of a wide character is empty, and what has no width clings to the one before."""
    cells: list[str] = []
    for segment in row:
        for char in segment.text:
            size = cell_len(char)
            if size == 0 and cells:
                at = len(cells) - 1
                while at > 0 and cells[at] == "":
                    at -= 1
                cells[at] += char
            else:
                cells += [char, *[""] * (size - 1)]
    return cells


def _rows(cells: list[list[str]], region: Region) -> tuple[str, ...]:
    rows = cells[max(region.y, 0) : max(region.bottom, 0)]
    return tuple("".join(row[max(region.x, 0) : max(region.right, 0)]).rstrip() for row in rows)


def _held(widget: Widget, cells: list[list[str]]) -> Iterator[Held]:
    """What a widget without parts holds. One of a kind that is not known here is a fault: nobody would look at it."""
    region = widget.scrollable_content_region if widget.is_scrollable else widget.content_region
    shown = widget.screen.find_widget(widget).visible_region if region.area else region
    region = region.intersection(shown)
    if not region.area or type(widget).__name__ in ("ScrollBar", "Vertical", "Horizontal", "ScrollBarCorner"):
        return
    name = widget.id or type(widget).__name__
    rows = _rows(cells, region)
    if isinstance(widget, OptionList):
        yield from _options(widget, name, rows)
    elif isinstance(widget, Tree):
        yield from _nodes(widget, name, rows)
    elif isinstance(widget, Input):
        yield Held(name, widget.value or widget.placeholder, (), rows, True)
    elif isinstance(widget, TextArea):
        yield Held(name, widget.text, (), rows, True)
    elif isinstance(widget, MatrixTable):
        yield from _table(widget, name, rows)
    elif isinstance(widget, PaperView):
        top = widget.scroll_offset.y
        for y, line in enumerate(widget.lines[top : top + len(rows)]):
            yield Held(f"{name}[{top + y}]", line.text, (line.text,), (rows[y],))
    elif isinstance(widget, Rows):
        top = widget.scroll_offset.y
        for y, row in enumerate(widget.rows[top : top + len(rows)]):
            yield Held(f"{name}[{top + y}]", widget.laid(row), (widget.laid(row),), (rows[y],))
    elif isinstance(widget, StatusLine):
        yield Held(name, widget.app.notice, (), rows)  # type: ignore[attr-defined]
        yield Held(f"{name} 保存", widget.app.save_state, (), rows)  # type: ignore[attr-defined]
    elif isinstance(widget, KeyBar):
        yield Held(name, _plain(widget.render()), (_plain(widget.render()).rstrip(),), rows)
    elif isinstance(widget, Static):
        laid = _plain(widget.content).split("\n")
        if isinstance(widget.parent, VerticalScroll):  # The rest is reached by scrolling.
            top = widget.parent.scroll_offset.y
            laid = laid[top : top + len(rows)]
        yield Held(name, "\n".join(laid), tuple(laid), rows)
    else:
        yield Held(f"{name}：不认识的部件 {type(widget).__name__}", "?", ("?",), ())


def _plain(content: Any) -> str:
    return str(getattr(content, "plain", content))


def _options(widget: OptionList, name: str, rows: tuple[str, ...]) -> Iterator[Held]:
    top = widget.scroll_offset.y
    painted: dict[int, list[tuple[int, str]]] = {}
    for y, row in enumerate(rows):
        if top + y < len(widget._lines):
            index, offset = widget._lines[top + y]
            painted.setdefault(index, []).append((offset, row))
    texts: dict[int, str] = {}
    if isinstance(widget, Choices) and type(widget).render_choice is Choices.render_choice:
        for index, choice in enumerate(widget.choices):
            texts[index] = choice.text + (f"（{choice.refused}）" if choice.refused else "")
    for index, lines in painted.items():
        prompt = _plain(widget.get_option_at_index(index).prompt)
        laid = prompt.split("\n")
        # A divider below an option belongs to it.
        body = [(offset, row) for offset, row in lines if offset < len(laid) or row.strip("─ ")]
        wanted = tuple(laid[offset] if offset < len(laid) else "" for offset, _ in body)
        yield Held(f"{name}[{index}]", "\n".join(wanted), wanted, tuple(row for _, row in body))
        if index in texts:
            yield Held(f"{name}[{index}] 原文", texts[index], (), tuple(laid))
    if isinstance(widget, Criterion):
        said = "".join(_plain(option.prompt) for option in widget.options)
        for row_ in widget._rows:
            yield Held(f"{name} {row_.key}", visible(row_.text), (), (said,))


def _nodes(widget: Tree[Any], name: str, rows: tuple[str, ...]) -> Iterator[Held]:
    top = widget.scroll_offset.y
    for y, row in enumerate(rows):
        if top + y >= len(widget._tree_lines):
            break
        node = widget._tree_lines[top + y].path[-1]
        label = _plain(widget.render_label(node, widget.rich_style, widget.rich_style))
        yield Held(f"{name}[{top + y}]", label, (label.rstrip(),), (row.strip(),))
        if isinstance(widget, Rubric):
            line = widget._lines[node.data or ""]
            for part in (line.mark.strip(), line.name, line.right):
                yield Held(f"{name}[{top + y}] 原文", part, (), (label,))
        elif isinstance(widget, Outline) and node.data is not None:
            yield Held(f"{name}[{top + y}] 原文", node.data.text, (), (label,))


def _table(widget: MatrixTable, name: str, rows: tuple[str, ...]) -> Iterator[Held]:
    for y, row in enumerate(rows[1:]):
        place = widget._top + y
        if place < len(widget._rows):
            line = widget._rows[place]
            yield Held(f"{name} {line.key}", line.before + line.name, (), (row,))
            yield Held(f"{name} {line.key} 格", line.cells[widget.column], (), (row,))
    if widget._heads:
        yield Held(f"{name} 表头", widget._heads[widget.column], (), (rows[0],))


# -- what is wrong


def lost(sight: Sight) -> list[str]:
    """Texts of which something is missing on the screen without a sign."""
    found = []
    for where, source, lines, rows, cut in sight.held:
        if lines and not cut and [line.rstrip() for line in lines] != [row.rstrip() for row in rows]:
            trimmed = [line.strip() for line in lines if line.strip()]
            if trimmed != [row.strip() for row in rows if row.strip()]:
                found.append(f"{sight.name}｜{where}：应为 {list(lines)}，画成 {list(rows)}")
        elif not lines and not _stands_in(_flat(source), _flat("".join(rows)), cut):
            found.append(f"{sight.name}｜{where}：没有写全 {source!r}：{list(rows)}")
    return found


def _stands_in(source: str, painted: str, cut: bool) -> bool:
    """Whether all of it is there, or its beginning up to a `…`; of a field that scrolls, any part."""
    if source in painted:
        return True
    if cut:
        return painted in source or all(part in source for part in painted.split("▌"))
    for match in re.finditer("…", painted):
        for size in range(min(match.start(), len(source)), -1, -1):
            if painted.endswith(source[:size], 0, match.start()):
                if size > 0 or match.start() == 0:
                    return True
                break
    return False


def _flat(text: str) -> str:
    return "".join(text.split())


def too_wide(sight: Sight) -> list[str]:
    """Lines that are wider than the terminal, or narrower."""
    widths = [sum(cell_len(segment.text) for segment in row) for row in sight.rows]
    return [f"{sight.name}｜第 {y} 行宽 {width}" for y, width in enumerate(widths) if width != sight.width]


def badly_broken(sight: Sight) -> list[str]:
    """Lines that begin with what may not begin a line."""
    found = []
    for where, _, _, rows, _ in sight.held:
        for row in rows[1:]:
            if row.strip()[:1] and row.strip()[0] in CLOSERS:
                found.append(f"{sight.name}｜{where}：{row.strip()}")
    return found


def acting(sight: Sight) -> list[str]:
    """Characters on their way to the terminal that act there."""
    return [f"{sight.name}｜{line!r}" for line in sight.lines if ACTS.search(line)]


def foreign(sight: Sight, allowed: re.Pattern[str]) -> list[str]:
    """Words in Latin letters that are none of those allowed."""
    words = {word for line in sight.lines for word in re.findall(r"[A-Za-z][A-Za-z_-]+\d*", line)}
    return [f"{sight.name}｜{word}" for word in sorted(words) if not allowed.fullmatch(word)]


def faint(sight: Sight) -> list[str]:
    """Texts that do not stand out from their ground."""
    found = set()
    for row in sight.rows:
        for segment in row:
            if segment.style is None or not re.search(r"[^\s\u2500-\u259f]", segment.text):
                continue
            text, ground = _colours(segment)
            value = contrast(text, ground)
            if value < CONTRAST:
                found.add(f"{sight.name}｜{segment.text.strip()[:20]}：{value:.2f}（{text} 在 {ground} 上）")
    return sorted(found)


Triplet = tuple[int, int, int]


def _colours(segment: Segment) -> tuple[Triplet, Triplet]:
    """The colours in which a text is painted; one that is dim goes two thirds of the way from its ground."""
    style = segment.style
    assert style is not None
    assert style.color is not None, segment
    assert style.bgcolor is not None, segment
    text, ground = tuple(style.color.get_truecolor()), tuple(style.bgcolor.get_truecolor(foreground=False))
    if style.reverse:
        text, ground = ground, text
    if style.dim:
        text = tuple(round(g + (t - g) * 0.66) for t, g in zip(text, ground, strict=True))
    return text, ground  # type: ignore[return-value]


def contrast(one: Triplet, two: Triplet) -> float:
    """The ratio of two colours' lightness, 1 to 21."""
    first, second = sorted((_light(one), _light(two)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def _light(colour: Triplet) -> float:
    parts = [c / 255 for c in colour]
    parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


# -- kept for comparison


def dump(sight: Sight) -> str:
    """The screen as text, then the styles of each line in runs, then what each style is. Small, and read by people."""
    names: dict[str, str] = {}
    runs = []
    for row in sight.rows:
        line: list[tuple[str, int]] = []
        for segment in row:
            style = _style(segment)
            name = names.setdefault(style, chr(ord("a") + len(names)) if len(names) < 26 else f"z{len(names)}.")
            size = cell_len(segment.text)
            if line and line[-1][0] == name:
                line[-1] = (name, line[-1][1] + size)
            else:
                line.append((name, size))
        runs.append(" ".join(f"{name}{size}" for name, size in line))
    legend = [f"{name} {style}" for style, name in names.items()]
    edge = "·" * sight.width
    lines = [line.rstrip() for line in sight.lines]
    return "\n".join([*lines, edge, *runs, edge, *legend, ""])


def _style(segment: Segment) -> str:
    style = segment.style
    if style is None:
        return "none"
    colours = [c.get_truecolor().hex if c is not None else "-" for c in (style.color, style.bgcolor)]
    # Of blanks the ground alone is seen.
    if not segment.text.strip() and not style.reverse and not style.underline:
        return f"- {colours[1]}"
    marks = [name for name in ("bold", "dim", "italic", "underline", "reverse") if getattr(style, name)]
    return " ".join([*colours, *marks])
