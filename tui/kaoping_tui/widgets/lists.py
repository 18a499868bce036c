"""Lists and plain texts: markup off, every line pre-wrapped as Chinese is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from kaoping_tui import keys
from kaoping_tui.toned import QUIET, Tone, lay_out
from kaoping_tui.wrap import wrapped


class Plain(Static):
    """A text that is never markup."""

    def __init__(
        self, text: str = "", *, id: str | None = None, classes: str | None = None, fixed: bool = False
    ) -> None:
        super().__init__(Content(text), id=id, classes=classes, markup=False)
        self._said: str | Content = text
        self._fixed = fixed

    def say(self, text: str | Content) -> None:
        """Show another text. Where the height is fixed the rest of the screen is not laid out again."""
        if type(text) is not type(self._said) or not _same(text, self._said):
            self._said = text
            self.update(Content(text) if isinstance(text, str) else text, layout=not self._fixed)


def _same(one: str | Content, two: str | Content) -> bool:
    """Whether two texts look the same; contents compare by their characters alone."""
    if isinstance(one, Content) and isinstance(two, Content):
        return one.plain == two.plain and one.spans == two.spans
    return one == two


class Choice(NamedTuple):
    """A line to choose: its key, its text, why it cannot be chosen, and its tones."""

    key: str
    text: str
    refused: str | None = None
    tones: Sequence[Tone] = ()

    @property
    def is_heading(self) -> bool:
        """Whether it is a line to read and not to stand at."""
        return self.key.startswith(HEADING)


#: What the key of a line begins with that is a heading and cannot be stood at.
HEADING = "heading:"


def heading(text: str) -> Choice:
    """A line above a group of choices."""
    return Choice(f"{HEADING}{text}", text)


def columns_heading(text: str) -> Choice:
    """What the columns below are called."""
    return Choice(f"{HEADING}:columns", text)


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

    def put_in_place(self, choices: Sequence[Choice]) -> None:
        """Show these, the same lines as before with another text; the cursor and the place stay."""
        for index, (choice, before) in enumerate(zip(choices, self.choices, strict=True)):
            if choice != before:
                self.replace_option_prompt_at_index(index, self.render_choice(choice))
        self.choices = tuple(choices)

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

    def watch_show_vertical_scrollbar(self) -> None:
        """The bar takes room that the lines were wrapped for; no resize tells so where the lines came later."""
        self.call_after_refresh(self.on_resize)

    def _room(self) -> int:
        known = self.scrollable_content_region.width or self.size.width
        if known or not isinstance(self.parent, Widget):
            return known
        # Not laid out yet: as wide as what holds it. Wrapped to nothing it would get its height from far too many lines.
        within = self.parent.content_region.width
        if not within:
            # A question that opens: as wide as it will be. A long list is on screen a while before it is wrapped again.
            within = getattr(self.screen, "likely_width", lambda: 0)()
        return max(within - self.styles.gutter.width, 0)

    def _fill(self) -> None:
        self._width = self._room()
        self.clear_options()
        self.add_options([Option(self.render_choice(choice), disabled=choice.is_heading) for choice in self.choices])
        open_ = [number for number, choice in enumerate(self.choices) if not choice.is_heading]
        if open_:
            places = [number for number in open_ if self.choices[number].key == self._wanted]
            self.highlighted = places[0] if places else open_[0]

    def render_choice(self, choice: Choice) -> Content:
        """The choice as it is shown."""
        if choice.key == f"{HEADING}:columns":
            return Content(choice.text).stylize(QUIET)
        if choice.is_heading:
            return Content("\n".join(wrapped(f"─ {choice.text}", max(self._width, 8), 2))).stylize("bold")
        text = choice.text if choice.refused is None else f"{choice.text}（{choice.refused}）"
        _, body = lay_out(text, choice.tones, max(self._width, 8), 2)
        return body.stylize(QUIET) if choice.refused is not None else body
