"""Several of a list: Enter takes one in or leaves it out, what was typed to narrow the list down stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import BindingType

from kaoping_tui import keys
from kaoping_tui.modals.choose import Choose
from kaoping_tui.widgets.lists import Choice, Choices

DONE, EVERY = "done", "every"


class ChooseMany(Choose):
    """The answer is "done"; `taken` then holds the keys chosen, in the order of the list."""

    BINDINGS: ClassVar[list[BindingType]] = [keys.TAKE]

    def __init__(self, title: str, choices: Sequence[Choice], taken: Iterable[str], *, text: str = "") -> None:
        self._all = tuple(choices)
        self._chosen = set(taken)
        self._typed = ""
        super().__init__(
            title, self._lines(self._all), text=text or "回车选上或去掉，F10 确定", narrow=len(self._all) > 12
        )

    @property
    def taken(self) -> tuple[str, ...]:
        """The keys chosen, in the order of the list."""
        return tuple(choice.key for choice in self._all if choice.key in self._chosen)

    def action_take(self) -> None:
        """These it is."""
        self.dismiss(DONE)

    def narrow(self, text: str) -> None:
        """Offer what `text` finds."""
        self._typed = text
        kept = self._matching()
        self.query_one("#choices", Choices).offer(self._lines(kept), at=kept[0].key if text and kept else "")
        self.complain("" if kept else "没有找到，请换个编号或字词")

    def _choose(self) -> None:
        shown = self.query_one("#choices", Choices)
        key = shown.key
        if key == DONE:
            self.dismiss(DONE)
        elif key == EVERY:
            among = {choice.key for choice in self._matching()}
            self._chosen = self._chosen - among if among <= self._chosen else self._chosen | among
            shown.offer(self._lines(self._matching()), at=key)
        elif key is not None:
            self._chosen ^= {key}
            shown.put_in_place(self._lines(self._matching()))

    def _matching(self) -> Sequence[Choice]:
        from kaoping import fold

        words = fold(self._typed).lower().split()
        return [choice for choice in self._all if all(word in fold(choice.text).lower() for word in words)]

    def _lines(self, choices: Sequence[Choice]) -> list[Choice]:
        every = all(choice.key in self._chosen for choice in choices)
        shown = "列出的" if self._typed else ""
        return [
            Choice(DONE, f"就这些（已选 {len(self._chosen)} 个）"),
            Choice(EVERY, f"{shown}全部不选" if every else f"{shown}全部选上"),
            *(Choice(c.key, f"{'〔选〕' if c.key in self._chosen else '〔　〕'}{c.text}") for c in choices),
        ]
