"""One entry of the history in full."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from kaoping import HistoryLine, visible
from kaoping_tui import keys
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.widgets.lists import Choice, Choices, Plain
from kaoping_tui.wrap import clip, wrapped


class EntryScreen(BaseScreen):
    """One entry in full. Dismissed with "back", "past", or a criterion to go to."""

    BINDINGS: ClassVar[list[BindingType]] = keys.ENTRY

    def __init__(self, line: HistoryLine) -> None:
        super().__init__()
        self.line = line
        #: Which criterion each line is about.
        self._items: list[str | None] = []

    def body(self) -> ComposeResult:
        """Its lines."""
        yield Choices(id="entry-lines")

    def on_mount(self) -> None:
        """Lay it out once the width is known."""
        title = f"记录 {self.line.ref}｜{when(self.line)}｜{self.line.who}"
        self.query_one("#title", Plain).say(clip(visible(title), max(self.app.size.width - 2, 20)))
        self.query_one(Choices).focus()
        self.call_after_refresh(self._fill)

    def on_resize(self) -> None:
        """Lay it out again."""
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        lines = self.query_one(Choices)
        width = max(lines.scrollable_content_region.width, 20)
        choices: list[Choice] = []
        self._items = []

        def put(text: str, item: str | None, indent: int = 0) -> None:
            for shown in wrapped(" " * indent + visible(text), width, indent):
                choices.append(Choice(str(len(choices)), shown))
                self._items.append(item)

        for text in told(self.line, changes=False):
            put(text, None)
        for change in self.line.changes:
            item = change.item
            put(change.name, item)
            for part in change.parts:
                head = f"{part.label}：" if part.label else ""
                put(f"{head}原为 {part.before}", item, 2)
                put(f"{head}改为 {part.after}", item, 2)
        at = lines.key
        lines.offer(choices, at=at or "")

    @on(Choices.OptionSelected)
    def _selected(self) -> None:
        self.action_go()

    def action_go(self) -> None:
        """To the criterion that the line is about."""
        index = self.query_one(Choices).highlighted
        item = self._items[index] if index is not None and index < len(self._items) else None
        only = {change.item for change in self.line.changes if change.item is not None}
        item = item or (only.pop() if len(only) == 1 else None)
        if item is None:
            self.own.tell("请移到写有评分项的一行，再按回车转到")
        else:
            self.dismiss(item)

    def action_back(self) -> None:
        """Back to the state after it."""
        self.dismiss("back")

    def action_past(self) -> None:
        """The result after it."""
        self.dismiss("past")


def when(line: HistoryLine) -> str:
    """The time that the clock claimed, `12-20 09:30`."""
    return line.at[5:16].replace("T", " ")


def told(line: HistoryLine, *, changes: bool = True) -> list[str]:
    """An entry in full, line by line."""
    found = [f"{line.at[:19].replace('T', ' ')}　{line.who}　{line.what}"]
    if line.undone_by:
        found[0] += f"　（已由 {line.undone_by} 撤销）"
    if line.why:
        found.append(f"原因：{line.why}")
    if not line.own:
        found.append(f"在别处登记，对本考评有影响{f'，登记在 {line.unit} 名下' if line.unit else ''}")
    return [*found, *(change.text for change in line.changes)] if changes else found
