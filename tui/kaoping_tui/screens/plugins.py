"""Standards and plugins at hand, and what is wrong with those that cannot be used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from kaoping import kind_text, visible
from kaoping_tui import keys
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.widgets.lists import Choice, Choices

if TYPE_CHECKING:
    from kaoping import Workbench


class PluginScreen(BaseScreen):
    """A list to read."""

    BINDINGS: ClassVar[list[BindingType]] = keys.LEAVE

    def body(self) -> ComposeResult:
        """The list."""
        yield Choices(id="plugin-list")

    def on_mount(self) -> None:
        """Ask for it."""
        self.query_one("#plugin-list").focus()
        self.own.read(self, _lines, self._known)

    def _known(self, lines: Sequence[str]) -> None:
        self.query_one("#plugin-list", Choices).offer([Choice(str(n), text) for n, text in enumerate(lines)])


def _lines(bench: Workbench) -> list[str]:
    library = bench.library
    lines = []
    for entry in library.entries():
        if entry.failure is not None:
            lines.append(f"〔不能使用〕标准 {entry.id}：{entry.failure}（{entry.path}）")
    for info in library.plugins.failures():
        lines.append(f"〔不能使用〕{info.text()}")
    for name, reason in library.vocabulary_failures():
        lines.append(f"〔不能使用〕插件 {name} 的事实定义：{reason}")
    for entry in library.usable():
        kinds = "、".join(kind_text(kind) for kind in entry.unit_kinds)
        source = f"插件 {entry.plugin} {entry.version}" if entry.plugin else str(entry.path)
        lines.append(f"标准 {entry.id}　{entry.title}（{entry.edition}）考评 {kinds}；来自 {source}")
    for info in library.plugins.infos():
        if info.status == "active":
            lines.append(f"插件 {info.name} {info.version}，可用")
        elif info.status == "disabled":
            lines.append(info.text())
    return [visible(" ".join(line.split())) for line in lines]
