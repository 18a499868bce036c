"""Searching everything: words, numbers, ids, pinyin initials. The best fifty are shown; worked out as one types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from kaoping import Hit, Searcher, visible
from kaoping_tui.modals.choose import Choose
from kaoping_tui.widgets.fields import Line
from kaoping_tui.widgets.lists import Choice, Choices

if TYPE_CHECKING:
    from kaoping import Workbench
    from kaoping_tui.app import KaopingApp
    from kaoping_tui.screens.home import HomeScreen

KINDS = {
    "evaluation": "考评",
    "campaign": "批次",
    "ready": "批次",
    "unit": "对象",
    "standard": "标准",
    "plugin": "插件",
    "item": "评分项",
}


class Find(Choose):
    """The answer is `KIND:KEY`."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher
        title = "查找所有栏目（编号、字词或拼音首字母）"
        super().__init__(title, _choices(searcher.find("")[0]), narrow=True)

    def on_mount(self) -> None:
        """Have the table of initials loaded where nobody waits for it."""
        super().on_mount()
        if self._searcher.initials is None:
            from kaoping import pinyin_initials

            own = cast("KaopingApp", self.app)
            own.read(self, lambda _: pinyin_initials(), self._with_initials, lambda _: None)

    def _with_initials(self, initials: object) -> None:
        self._searcher.initials = initials  # type: ignore[assignment]
        typed = self.query_one("#narrow", Line).value
        if typed:
            self.narrow(typed)

    def narrow(self, text: str) -> None:
        """Offer the best of what `text` finds."""
        hits, count = self._searcher.find(text)
        self.query_one("#choices", Choices).offer(_choices(hits), at="")
        more = f"共 {count} 条，只列出前 {len(hits)} 条，请多输几个字" if count > len(hits) else ""
        self.complain(more if hits else "没有找到，请换个编号或字词")


def _choices(hits: Sequence[Hit]) -> list[Choice]:
    return [Choice(f"{hit.kind}:{hit.key}", visible(f"〔{KINDS[hit.kind]}〕{hit.text}")) for hit in hits]


def ask_find(screen: HomeScreen) -> None:
    """Have everything put together that can be found, ask for it, and go there."""

    def known(searcher: Searcher) -> None:
        from kaoping_tui.screens import going

        screen.own.tell("")
        if screen.app.screen is screen:
            screen.app.push_screen(Find(searcher), lambda key: going.go(screen, key) if key else None)

    def read(bench: Workbench) -> Searcher:
        return Searcher(bench.overview.index())

    screen.own.tell("正在整理可查找的内容…")
    screen.own.read(screen, read, known)
