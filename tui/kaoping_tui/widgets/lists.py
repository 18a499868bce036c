"""Lists and plain texts: markup off, every line pre-wrapped as Chinese is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kaoping_tui import keys
from kaoping_tui.wrap import wrapped


class Plain(Static):
    """A text that is never markup."""

    def __init__(
        self, text: str = "", *, id: str | None = None, classes: str | None = None, fixed: bool = False
    ) -> None:
        super().__init__(Content(text), id=id, classes=classes, markup=False)
        self._said = text
        self._fixed = fixed

    def say(self, text: str) -> None:
        """Show another text. Where the height is fixed the rest of the screen is not laid out again."""
        if text != self._said:
            self._said = text
            self.update(Content(text), layout=not self._fixed)


class Choice(NamedTuple):
    """A line to choose: its key, its text, and why it cannot be chosen."""

    key: str
    text: str
    refused: str | None = None


#: What the key of a line begins with that is a heading and cannot be stood at.
HEADING = "heading:"


def heading(text: str) -> Choice:
    """A line above a group of choices."""
    return Choice(f"{HEADING}{text}", text)


class Choices(OptionList, inherit_bindings=False):
    """A list of choices, each wrapped to the width there is."""

    # A heading is a disabled option, and to be read like any other line.
    DEFAULT_CSS = "Choices > .option-list--option-disabled { color: $text-secondary; text-style: bold; }"
    BINDINGS: ClassVar[list[BindingType]] = keys.LIST

    def __init__(self, choices: Sequence[Choice] = (), *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self.choices: Sequence[Choice] = ()
        self._width = 0
        self._wanted: str | None = None
        self.offer(choices)

    def offer(self, choices: Sequence[Choice], *, at: str | None = None) -> None:
        """Show these; `at` is the key to stand at, else where it stood."""
        standing = at if at is not None else self.key
        self.choices = tuple(choices)
        self._wanted = standing
        self._fill()

    @property
    def key(self) -> str | None:
        """The key of the choice it stands at."""
        index = self.highlighted
        return self.choices[index].key if index is not None and index < len(self.choices) else None

    @property
    def choice(self) -> Choice | None:
        """The choice it stands at."""
        index = self.highlighted
        return self.choices[index] if index is not None and index < len(self.choices) else None

    def on_resize(self) -> None:
        """Wrap again."""
        if self._room() != self._width:
            self._wanted = self.key or self._wanted
            self._fill()

    def _room(self) -> int:
        return self.scrollable_content_region.width or self.size.width

    def _fill(self) -> None:
        self._width = self._room()
        self.clear_options()
        self.add_options(
            [Option(self.render_choice(choice), disabled=choice.key.startswith(HEADING)) for choice in self.choices]
        )
        open_ = [number for number, choice in enumerate(self.choices) if not choice.key.startswith(HEADING)]
        if open_:
            places = [number for number in open_ if self.choices[number].key == self._wanted]
            self.highlighted = places[0] if places else open_[0]

    def render_choice(self, choice: Choice) -> Content:
        """The choice as it is shown."""
        if choice.key.startswith(HEADING):
            return Content("\n".join(wrapped(f"─ {choice.text}", max(self._width, 8), 2))).stylize("bold")
        text = choice.text if choice.refused is None else f"{choice.text}（{choice.refused}）"
        body = Content("\n".join(wrapped(text, max(self._width, 8), 2)))
        return body.stylize("dim") if choice.refused is not None else body
