"""The themes of two sheets as a chart on the whole screen."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType

from kaoping import Compared, visible
from kaoping_tui import keys
from kaoping_tui.compare_crossed import Pair, chart
from kaoping_tui.compare_entries import sheet_text
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.widgets.lists import Plain
from kaoping_tui.widgets.reading import Reading
from kaoping_tui.wrap import clip

#: Lines that title, legend, status and keys take from a radar.
AROUND = 7
NAMES = {"bars": "条形图", "radar": "雷达图"}


class ChartScreen(BaseScreen):
    """Bars or a radar, and every number below."""

    BINDINGS: ClassVar[list[BindingType]] = keys.CHART

    def __init__(self, found: Compared, pair: Pair, shape: Literal["bars", "radar"]) -> None:
        super().__init__()
        self.found, self.pair, self.shape = found, pair, shape

    def body(self) -> ComposeResult:
        """The chart."""
        yield Reading(id="chart")

    def on_mount(self) -> None:
        """Draw it."""
        self.query_one(Reading).focus()

    def on_resize(self) -> None:
        """Draw it as large as there is room."""
        self._draw()

    def action_shape(self) -> None:
        """The other kind of chart."""
        self.shape = "bars" if self.shape == "radar" else "radar"
        self._draw()

    def _draw(self) -> None:
        names = " 与 ".join(sheet_text(self.found, sheet) for sheet in self.pair)
        title = f"{NAMES[self.shape]}｜{self.found.unit.name}｜{names}"
        self.query_one("#title", Plain).say(clip(visible(title), max(self.size.width - 2, 20)))
        rows = max(self.size.height - AROUND, 18)
        self.query_one(Reading).tell(chart(self.found, self.pair, self.shape, rows))


__all__ = ["ChartScreen"]
