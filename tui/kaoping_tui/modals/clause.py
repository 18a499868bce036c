"""The official clause of a criterion in full, to be read."""

from __future__ import annotations

import re

from textual import on
from textual.app import ComposeResult

from kaoping import Item, Official
from kaoping_tui.modals.base import Modal
from kaoping_tui.widgets.lists import Choice, Choices

_SENTENCE = re.compile(r"(?<=[。；;！？])|\n")


class ClauseText(Modal[None]):
    """The clause sentence by sentence; the arrows go through it, Esc or Enter closes it."""

    def __init__(self, item: Item, clause: Official) -> None:
        title = f"{item.id} {item.criterion.title}：官方原文"
        super().__init__(title, f"{clause.file}　{clause.place}　{clause.by} {clause.at[:10]} 附上")
        self._clause = clause

    def middle(self) -> ComposeResult:
        """The sentences."""
        yield Choices(id="choices")

    def on_mount(self) -> None:
        """Stand at the first sentence."""
        super().on_mount()
        sentences = [part.strip() for part in _SENTENCE.split(self._clause.text)]
        lines = self.query_one("#choices", Choices)
        lines.offer([Choice(str(number), part) for number, part in enumerate(filter(None, sentences))])
        lines.focus()

    @on(Choices.OptionSelected)
    def _done(self) -> None:
        self.dismiss(None)
