"""The question for something to put right: what, by whom, until when. What was used before is offered below the field."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.widgets import Input

from kaoping import due_of, visible
from kaoping_tui.modals.base import Modal
from kaoping_tui.widgets.fields import Line, NumberLine
from kaoping_tui.widgets.lists import Choice, Choices, Plain


class Required(NamedTuple):
    """What was typed. `due` as it was typed; `requirement` is the one that the words came from."""

    what: str
    owner: str
    due: str
    requirement: str | None = None


class AskRectification(Modal[Required | None]):
    """Three fields. Up and down in a field go through what is offered for it.

    :param faults: words to take over for what is asked, each with its requirement.
    :param as_of: the day from which a due date is read.
    """

    def __init__(
        self,
        title: str,
        text: str,
        given: Required,
        faults: Sequence[tuple[str, str | None]],
        as_of: date,
        problem: str = "",
    ) -> None:
        super().__init__(title, text, problem)
        self._given, self._as_of = given, as_of
        #: The requirement that the words were taken over from, also where they were edited since.
        self._taken = given.requirement
        self._requirements = {visible(words): requirement for words, requirement in faults}
        if given.what:
            self._requirements.setdefault(visible(given.what), given.requirement)
        self._offers: dict[str, tuple[str, ...]] = {"what": tuple(self._requirements)}
        self._at: dict[str, int] = {}

    def middle(self) -> ComposeResult:
        """The fields; the list below them is of the field that has the focus."""
        yield Plain("要改什么（回车到下一栏）")
        yield Line(self._given.what, id="what")
        yield Plain("责任人或责任单位")
        yield Line(self._given.owner, id="owner")
        yield Plain("期限：2026-03-31、3-31，+30 为截至日后 30 天")
        yield NumberLine(self._given.due, id="due")
        yield Plain("", id="due-said")
        offered = Choices(id="reasons")
        offered.display = False
        yield offered

    def on_mount(self) -> None:
        """Typing replaces the date; the words are edited at their end, or chosen first where there are none."""
        super().on_mount()
        self.query_one("#due", NumberLine).select_all()
        self.query_one("#what").focus()
        self._say_due()

    def offer_owners(self, owners: Sequence[str]) -> None:
        """Who was named before; comes later than the question, nobody waits for it."""
        self._offers["owner"] = tuple(visible(owner) for owner in owners)
        self._show_offers()

    # -- what is offered

    def on_descendant_focus(self) -> None:
        """The list is of the field that has the focus."""
        self._show_offers()

    def _field(self) -> Line | None:
        focused = self.focused
        return focused if isinstance(focused, Line) else None

    def _show_offers(self) -> None:
        field = self._field()
        if field is None:
            return
        among = self._offers.get(field.id or "", ())
        offered = self.query_one("#reasons", Choices)
        # What the field holds already needs no offer.
        offered.display = bool(among) and among != (field.value,)
        offered.offer([Choice(str(n), text) for n, text in enumerate(among)])

    def on_key(self, event: events.Key) -> None:
        """Up and down take over what is offered."""
        field = self._field()
        among = self._offers.get(field.id or "", ()) if field is not None else ()
        if field is None or not among or event.key not in ("up", "down"):
            return
        step = 1 if event.key == "down" else -1
        held = self._at.get(field.id or "", among.index(field.value) if field.value in among else None)
        at = 0 if held is None else min(max(held + step, 0), len(among) - 1)
        self._at[field.id or ""] = at
        self.query_one("#reasons", Choices).highlighted = at
        self._take(field, among[at])
        event.stop()
        event.prevent_default()

    def _take(self, field: Line, text: str) -> None:
        field.value = text
        field.cursor_position = len(text)
        if field.id == "what":
            self._taken = self._requirements.get(text)

    @on(Choices.OptionSelected, "#reasons")
    def _offer_chosen(self, event: Choices.OptionSelected) -> None:
        event.stop()
        text = self.query_one("#reasons", Choices).choices[event.option_index].text
        for name, among in self._offers.items():
            if text in among:
                field = self.query_one(f"#{name}", Line)
                self._take(field, text)
                field.focus()
                return

    # -- the fields

    @on(Input.Changed, "#due")
    def _say_due(self) -> None:
        due, said = self._due(), self.query_one("#due-said", Plain)
        said.say("" if isinstance(due, str) else f"即 {due.isoformat()}，星期{'一二三四五六日'[due.weekday()]}")

    def _due(self) -> date | str:
        """The day, or what is wrong with it."""
        try:
            return due_of(self.query_one("#due", Line).value, self._as_of)
        except ValueError as error:
            return str(error)

    @on(Input.Submitted, "#what")
    def _what_done(self) -> None:
        self.query_one("#owner").focus()

    @on(Input.Submitted, "#owner")
    def _owner_done(self) -> None:
        self.query_one("#due").focus()

    @on(Input.Submitted, "#due")
    def _finish(self) -> None:
        what, owner = (self.query_one(f"#{name}", Line).value.strip() for name in ("what", "owner"))
        due = self._due()
        for name, wrong in (
            ("what", "" if what else "请写明要改什么"),
            ("owner", "" if owner else "请写明责任人或责任单位"),
            ("due", due if isinstance(due, str) else ""),
        ):
            if wrong:
                self.complain(wrong)
                self.query_one(f"#{name}").focus()
                return
        requirement = self._requirements.get(what, self._taken)
        self.dismiss(Required(what, owner, self.query_one("#due", Line).value.strip(), requirement))


class Seen(NamedTuple):
    """That something is done: the day, and what was seen."""

    on: date
    seen: str


class AskDone(Modal[Seen | None]):
    """The day on which it was seen to be done, and what was seen."""

    def __init__(self, title: str, text: str, on: date, seen: str = "") -> None:
        super().__init__(title, text)
        self._on, self._seen = on, seen

    def middle(self) -> ComposeResult:
        """Two fields."""
        yield Plain("核实完成的日期（回车到下一栏）")
        yield NumberLine(self._on.isoformat(), id="on")
        yield Plain("核实所见（可以不写，回车确定）")
        yield Line(self._seen, id="seen")

    def on_mount(self) -> None:
        """Typing replaces the date."""
        super().on_mount()
        self.query_one("#on", NumberLine).select_all()
        self.query_one("#on").focus()

    @on(Input.Submitted, "#on")
    def _on_done(self) -> None:
        self.query_one("#seen").focus()

    @on(Input.Submitted, "#seen")
    def _finish(self) -> None:
        from kaoping import fold

        typed = self.query_one("#on", Line).value
        try:
            day = date.fromisoformat(fold(typed).strip())
        except ValueError:
            self.complain(f"“{typed[:20]}”不是日期，请写如 2026-03-31")
            self.query_one("#on").focus()
            return
        self.dismiss(Seen(day, self.query_one("#seen", Line).value.strip()))
