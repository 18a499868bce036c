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
from kaoping_tui.wrap import wrapped

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

    def show(self, item: str, rows: Sequence[Row]) -> None:
        """Show a criterion. On the same one the highlight stays where it was."""
        if item == self._item and tuple(rows) == self._rows and self._room() == self._width:
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
        if self._rows and self._room() != self._width:
            self._fill(self.highlighted)

    def _room(self) -> int:
        return self.scrollable_content_region.width

    def _fill(self, standing: int | None) -> None:
        self._width = self._room()
        options: list[Option] = []
        self._shown = []
        for row in self._rows:
            lines: list[str] = []
            for number, part in enumerate(visible(row.text).split("\n")):
                own = len(part) - len(part.lstrip(" ")) if number else 0
                lines += wrapped(part, max(self._width, 10), max(row.indent, own))
            for start in range(0, len(lines), BLOCK):
                text = Content("\n".join(lines[start : start + BLOCK]))
                options.append(Option(text.stylize(row.style) if row.style else text))
                self._shown.append(row)
        self.clear_options()
        self.add_options(options)
        self.highlighted = min(standing, len(options) - 1) if standing is not None and options else None
        if standing is None:
            self.scroll_home(animate=False)
            if self.has_focus:
                self.first_requirement()
