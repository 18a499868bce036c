"""A long text that is read with the arrows: laid out beforehand, each line within the width."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll

from kaoping_tui import keys
from kaoping_tui.widgets.lists import Plain

#: What stands on the upper edge, where there is one, when not all of the text fits.
MORE = "还有内容：按右键到这里翻看，左键回去"


class Reading(VerticalScroll, can_focus=True, inherit_bindings=False):
    """Shows what `told` says for the width that there is."""

    BINDINGS: ClassVar[list[BindingType]] = keys.READING

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._told: Callable[[int], list[str]] = lambda _: []
        self._width = self._height = 0

    def compose(self) -> ComposeResult:
        """The text."""
        yield Plain("", fixed=True)

    def tell(self, told: Callable[[int], list[str]]) -> None:
        """Show another text, from its beginning."""
        self._told = told
        self._width = 0
        self._lay_out()
        self.scroll_to(y=0, animate=False, immediate=True)

    @property
    def lines(self) -> list[str]:
        """The text as it is shown."""
        return self._told(self._room())

    @property
    def cut(self) -> bool:
        """Whether there is more of it than fits."""
        return len(self.lines) > self.scrollable_content_region.height > 0

    def on_resize(self) -> None:
        """Lay out again."""
        self._lay_out()

    def _room(self) -> int:
        return max(self.content_region.width - 1, 20)

    def _lay_out(self) -> None:
        width = self._room()
        if width != self._width:
            self._width = width
            self.query_one(Plain).say("\n".join(self._told(width)))
        # As high as the box at least: where a text gives way to another of other length nothing is laid out again.
        height = max(len(self._told(width)), self.scrollable_content_region.height, 1)
        if height != self._height:
            self._height = height
            self.query_one(Plain).styles.height = height
        self.border_title = MORE if self.cut else ""

    def action_scroll_up(self) -> None:
        """One line back."""
        self._go(self.scroll_offset.y - 1)

    def action_scroll_down(self) -> None:
        """One line on."""
        self._go(self.scroll_offset.y + 1)

    def action_page_up(self) -> None:
        """A page back."""
        self._go(self.scroll_offset.y - self._page())

    def action_page_down(self) -> None:
        """A page on."""
        self._go(self.scroll_offset.y + self._page())

    def action_scroll_home(self) -> None:
        """To the beginning."""
        self._go(0)

    def action_scroll_end(self) -> None:
        """To the end."""
        self._go(round(self.max_scroll_y))

    def _page(self) -> int:
        return max(self.scrollable_content_region.height - 1, 1)

    def _go(self, y: int) -> None:
        # At once: a key that follows is to begin where this one ended.
        self.scroll_to(y=min(max(y, 0), self.max_scroll_y), animate=False, immediate=True)
