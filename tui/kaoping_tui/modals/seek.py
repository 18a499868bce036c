"""Going to a criterion: by number, words, or pinyin initials."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from kaoping_tui.modals.choose import Choose
from kaoping_tui.widgets.fields import Line
from kaoping_tui.widgets.lists import Choice

if TYPE_CHECKING:
    from kaoping import Finder
    from kaoping_tui.app import KaopingApp


class Seek(Choose):
    """The criteria, narrowed down while typing; the answer is one's number."""

    def __init__(self, choices: Sequence[Choice], finder: Finder, *, at: str | None) -> None:
        super().__init__("找评分项（编号、字词或拼音首字母）", choices, at=at, narrow=True)
        self._finder = finder
        self._by_key = {choice.key: choice for choice in choices}

    def on_mount(self) -> None:
        """Have the table of initials loaded where nobody waits for it."""
        super().on_mount()
        if self._finder.initials is None:
            from kaoping import pinyin_initials

            own = cast("KaopingApp", self.app)
            own.read(self, lambda _: pinyin_initials(), self._with_initials, lambda _: None)

    def _with_initials(self, initials: object) -> None:
        self._finder.initials = initials  # type: ignore[assignment]
        typed = self.query_one("#narrow", Line).value
        if typed:
            self.narrow(typed)

    def matching(self, text: str) -> Sequence[Choice]:
        """What the words find, the best found first."""
        return [self._by_key[id] for id, _ in self._finder.find(text) if id in self._by_key]
