"""Questions about evidence: which file, what it proves, what was seen or said."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from kaoping import FoundFile, Workbench, fold, size_text, typed_paths
from kaoping_tui import keys
from kaoping_tui.modals.base import Modal
from kaoping_tui.modals.path import PathModal
from kaoping_tui.widgets.fields import Line, NumberLine
from kaoping_tui.widgets.lists import Choice, Choices, Plain
from kaoping_tui.worker import said


class AskPath(PathModal[tuple[FoundFile, ...]]):
    """A file to attach, typed, pasted or dropped; several where several were dropped. Looked at before it is taken."""

    def __init__(self, title: str) -> None:
        super().__init__(title, "输入或粘贴路径，也可以把文件拖到窗口里；Tab 补全，上下键在名单里选，回车确定")

    def take(self, typed: str) -> None:
        """Have the files looked at."""

        def work(bench: Workbench) -> tuple[FoundFile, ...]:
            return tuple(bench.proofs.look(path) for path in typed_paths(typed))

        def done(found: tuple[FoundFile, ...]) -> None:
            if self.query_one("#path", Line).value != typed:
                return
            if found:
                self.dismiss(found)
            else:
                self.complain("请输入文件的路径，或按 Esc 取消")

        self.own.read(self, work, done, lambda error: self.complain(said(error)))


class Place(NamedTuple):
    """What a piece of evidence proves, and where in it; `by_reference` where the file stays where it is."""

    requirement: str | None
    page: str | None
    by_reference: bool = False


class AskPlace(Modal[Place | None]):
    """Which requirement it proves, on which page, and for a file how it is kept."""

    BINDINGS: ClassVar[list[BindingType]] = [keys.SAVE_TEXT]

    def __init__(
        self, title: str, text: str, requirements: Sequence[Choice], given: Place, *, file: bool = False
    ) -> None:
        super().__init__(title, text)
        self._requirements, self._given, self._file = requirements, given, file

    def middle(self) -> ComposeResult:
        """A line and one or two lists."""
        yield Plain("页码或位置，可以不写")
        yield Line(self._given.page or "", id="page")
        yield Plain("证明什么（上下键选，回车确定）")
        yield Choices((Choice("", "整项"), *self._requirements), id="which")
        if self._file:
            yield Plain("怎样保存（Tab 换栏）")
            kept = (Choice("copy", "复制进工作区（推荐）"), Choice("reference", "只记位置和指纹，文件留在原处"))
            yield Choices(kept, id="kept")

    def on_mount(self) -> None:
        """Stand at what is given."""
        super().on_mount()
        which = self.query_one("#which", Choices)
        which.offer(which.choices, at=self._given.requirement or "")
        self.query_one("#page").focus()

    @on(Input.Submitted, "#page")
    @on(Choices.OptionSelected)
    def _entered(self) -> None:
        self.action_save()

    def on_key(self, event: events.Key) -> None:
        """Arrows choose the requirement while the page has the focus."""
        moves = {"up": "cursor_up", "down": "cursor_down", "pageup": "page_up", "pagedown": "page_down"}
        if event.key in moves and self.focused is self.query_one("#page"):
            getattr(self.query_one("#which", Choices), f"action_{moves[event.key]}")()
            event.stop()
            event.prevent_default()

    def action_save(self) -> None:
        """Answer."""
        page = self.query_one("#page", Line).value.strip()
        if len(page) > 60:
            self.complain("页码或位置过长，最多 60 个字")
            return
        reference = self._file and self.query_one("#kept", Choices).key == "reference"
        self.dismiss(Place(self.query_one("#which", Choices).key or None, page or None, reference))


class Spoken(NamedTuple):
    """What was typed about a visit, an interview, a web page or data."""

    title: str
    on: str
    who: str
    what: str


class AskSpoken(Modal[Spoken | None]):
    """A visit or an interview: what it is called, when, who, what. Of a web page the address."""

    BINDINGS: ClassVar[list[BindingType]] = [keys.SAVE_TEXT]

    def __init__(self, title: str, *, address: bool = False, given: str = "") -> None:
        super().__init__(title)
        self._address, self._given = address, given

    def middle(self) -> ComposeResult:
        """Four lines."""
        yield Plain("名称（必填，回车到下一栏）")
        yield Line(self._given, id="spoken-title")
        yield Plain("日期，如 2025-11-03，可以不写")
        yield NumberLine(id="spoken-on")
        yield Plain("网址" if self._address else "何人，可以不写")
        yield Line(id="spoken-who", placeholder="https://" if self._address else "")
        yield Plain("内容，可以不写（回车或 F10 确定）")
        yield Line(id="spoken-what")

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        order = ("spoken-title", "spoken-on", "spoken-who", "spoken-what")
        place = order.index(event.input.id or order[-1])
        if place + 1 < len(order):
            self.query_one(f"#{order[place + 1]}").focus()
        else:
            self.action_save()

    def action_save(self) -> None:
        """Answer, where the name is there and the date is one."""
        title, on_day, who, what = (
            self.query_one(f"#spoken-{name}", Line).value.strip() for name in ("title", "on", "who", "what")
        )
        from kaoping_tui.screens.facts import wrong_date

        problem, field = None, ""
        if not title:
            problem, field = "请写名称", "title"
        elif on_day and wrong_date(on_day) is not None:
            problem, field = wrong_date(on_day), "on"
        elif self._address and not who:
            problem, field = "请写网址", "who"
        if problem is not None:
            self.complain(problem)
            self.query_one(f"#spoken-{field}").focus()
            return
        self.dismiss(Spoken(title, fold(on_day), who, what))


def file_text(found: Sequence[FoundFile]) -> str:
    """The files and their sizes, for people."""
    return "；".join(f"{file.name}（{size_text(file.size)}）" for file in found)
