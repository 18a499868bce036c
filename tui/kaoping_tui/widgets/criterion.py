"""The right pane: the criterion at hand, its requirements to be ticked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from kaoping import visible
from kaoping_tui import keys
from kaoping_tui.detail import Row
from kaoping_tui.toned import QUIET, Tone, lay_out

#: Lines of one block; a longer text is cut into several, so that the arrows reach all of it.
BLOCK = 8


class Criterion(OptionList, inherit_bindings=False):
    """Rows of the criterion; requirements can be ticked, the rest be read."""

    BINDINGS: ClassVar[list[BindingType]] = keys.DETAIL

    #: The size of the pane never follows its content, so a criterion of another length needs no new layout.
    virtual_size = reactive(Size(0, 0))

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._rows: Sequence[Row] = ()
        self._item = ""
        self._shown: list[Row] = []
        self._width = 0
        self._roomy = False

    def show(self, item: str, rows: Sequence[Row]) -> None:
        """Show a criterion. On the same one the highlight stays where it was."""
        if item == self._item and tuple(rows) == self._rows and not self._other_room():
            return
        standing = self.highlighted if item == self._item else None
        self._item, self._rows = item, tuple(rows)
        self._fill(standing)

    @property
    def requirement(self) -> str | None:
        """The requirement at the highlight."""
        index = self.highlighted
        if index is None or index >= len(self._shown) or self._shown[index].kind != "requirement":
            return None
        return self._shown[index].key

    def first_requirement(self) -> None:
        """Stand at the first requirement, where there is one and nothing is chosen yet."""
        places = [number for number, row in enumerate(self._shown) if row.kind == "requirement"]
        if self.requirement is None and places:
            self.highlighted = places[0]

    def on_resize(self) -> None:
        """Wrap again."""
        if self._rows and self._other_room():
            self._fill(self.highlighted)

    def _room(self) -> int:
        return self.scrollable_content_region.width

    def _other_room(self) -> bool:
        return self._room() != self._width or self.screen.has_class("-tall") != self._roomy

    def _fill(self, standing: int | None) -> None:
        self._width = self._room()
        options: list[Option | None] = []
        self._shown = []
        self._roomy = self.screen.has_class("-tall")
        kind = ""
        for row in self._rows:
            if self._roomy and kind and row.kind != kind and "requirement" in (row.kind, kind):
                options.append(None)  # a line between what is asked and the rest
            kind = row.kind
            lines, text = lay_out(visible(row.text), _moved(row), self._width, row.indent)
            if row.most and len(lines) > row.most:
                last = " " * row.indent + row.more
                text = Content("\n").join((_lines_of(text, 0, row.most - 1), Content(last).stylize(QUIET)))
                lines = [*lines[: row.most - 1], last]
            for start in range(0, len(lines), BLOCK):
                options.append(Option(_lines_of(text, start, start + BLOCK) if len(lines) > BLOCK else text))
                self._shown.append(row)
        self.clear_options()
        self.add_options(options)
        self.highlighted = min(standing, len(self._shown) - 1) if standing is not None and self._shown else None
        if standing is None:
            self.scroll_home(animate=False)
            if self.has_focus:
                self.first_requirement()


def _moved(row: Row) -> list[Tone]:
    """The tones of a row where hidden characters are shown, which makes the text longer."""
    text = row.text
    return [Tone(len(visible(text[: t.start])), len(visible(text[: t.end])), t.style) for t in row.tones]


def _lines_of(text: Content, start: int, end: int) -> Content:
    """Some lines of a longer text."""
    return Content("\n").join(text.split("\n", allow_blank=True)[start:end])
