"""History: who changed what, when, from what to what and why; back to any state; handing over; over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from kaoping import EntryChange, HistoryLine, View, visible
from kaoping_tui import keys
from kaoping_tui.modals.ask import Ask
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.screens.diff import MORE, PastScreen, ask_compare, shortened
from kaoping_tui.screens.entry import EntryScreen, told, when
from kaoping_tui.toned import QUIET
from kaoping_tui.widgets.lists import Choice, Choices, Plain
from kaoping_tui.wrap import clip, led, wrapped

if TYPE_CHECKING:
    from kaoping_tui.screens.moving import Moving

#: Entries shown at first; Enter on the last line brings the rest.
AT_ONCE = 1000
REST = "rest"


class Entries(Choices):
    """One line an entry, clipped; the whole of it stands below the list."""

    def render_choice(self, choice: Choice) -> Content:
        """The entry in one line; one that was undone is dim as well as marked."""
        body = Content(clip(choice.text, max(self._width, 8)))
        return body.stylize(QUIET) if choice.refused is not None else body

    def more(self, choices: Sequence[Choice]) -> None:
        """Put these in the place of the last line."""
        self.choices = (*self.choices[:-1], *choices)
        self.remove_option_at_index(self.option_count - 1)
        self.add_options([Option(self.render_choice(choice)) for choice in choices])


class HistoryScreen(BaseScreen):
    """The entries, the newest first. Dismissed with a criterion to go to."""

    BINDINGS: ClassVar[list[BindingType]] = keys.HISTORY

    def __init__(self, walk: Moving) -> None:
        super().__init__()
        self.walk = walk
        #: The criterion whose history alone is shown.
        self.only: str | None = None
        self.lines: Sequence[HistoryLine] = ()

    def body(self) -> ComposeResult:
        """List and text."""
        yield Entries(id="history-list")
        yield Plain("正在读取…", id="more", fixed=True)

    def on_mount(self) -> None:
        """Ask for the entries."""
        self.query_one(Entries).focus()
        self._head()
        self._read()

    def on_resize(self) -> None:
        """Lay out again."""
        self._head()
        self.call_after_refresh(self._more)

    def view_changed(self) -> None:
        """The evaluation was changed from here: the newest entry is the one."""
        self._read(at=None)

    def _head(self) -> None:
        row = self.walk.view.row
        only = f"只看 {self.only}，" if self.only is not None else "全部 "
        rest = f"｜{self.walk.view.resolved.standard.short}｜{only}{len(self.lines)} 条，新的在前"
        title = led(visible(f"修改历史｜{row.unit_name}"), visible(rest), max(self.app.size.width - 2, 20))
        self.query_one("#title", Plain).say(title)

    def _read(self, at: str | None = None) -> None:
        key, only = self.walk.view.row.id, self.only

        def done(lines: list[HistoryLine]) -> None:
            if only == self.only:
                self.lines = lines[::-1]
                self._fill(at)

        self.own.read(self, lambda bench: bench.history.of(key, only), done)

    def _fill(self, at: str | None) -> None:
        choices = [_choice(line) for line in self.lines[:AT_ONCE]]
        if len(self.lines) > AT_ONCE:
            choices.append(Choice(REST, f"还有更早的 {len(self.lines) - AT_ONCE} 条，按回车载入"))
        self.query_one(Entries).offer(choices, at=at or "")
        self._head()
        self._more()

    @property
    def line(self) -> HistoryLine | None:
        """The entry at the cursor."""
        index = self.query_one(Entries).highlighted
        if index is None or index >= len(self.lines) or self.query_one(Entries).key == REST:
            return None
        return self.lines[index]

    @on(Choices.OptionHighlighted)
    def _moved(self) -> None:
        self._more()

    def _more(self) -> None:
        line = self.line
        width = max(self.query_one("#more").content_region.width, 20)
        none = "还没有记录" if not self.lines else ""
        text = visible("\n".join(told(line))) if line is not None else none
        self.query_one("#more", Plain).say("\n".join(shortened(wrapped(text, width), MORE)))

    @on(Choices.OptionSelected)
    def _selected(self) -> None:
        line = self.line
        if line is None:
            if self.query_one(Entries).key == REST:
                self.query_one(Entries).more([_choice(line) for line in self.lines[AT_ONCE:]])
            return

        def closed(answer: str | None) -> None:
            if answer == "back":
                self.action_back()
            elif answer == "past":
                self.action_past()
            elif answer is not None:
                self.dismiss(answer)

        self.app.push_screen(EntryScreen(line), closed)

    # -- what can be done

    def action_only(self) -> None:
        """Only what concerns the criterion that the walk stands at, or all."""
        item = self.walk.item
        if self.only is None and item is None:
            self.own.tell("评定界面没有停在评分项上，不能只看一项")
            return
        self.only = item.id if self.only is None and item is not None else None
        line = self.line
        self._read(at=line.ref if line is not None else None)

    def action_back(self) -> None:
        """Bring the evaluation back to what it was after this entry, as one judgement."""
        line = self.line
        if line is None:
            return
        if not self.walk.view.can_write:
            self.own.warn(f"这是 {visible(self.walk.view.row.evaluator)} 的考评，只能查看")
            return
        key, ref = self.walk.view.row.id, line.ref

        def known(changes: list[EntryChange]) -> None:
            if not changes:
                self.own.tell("现在与那时相同，没有要改的")
                return
            shown = "\n".join(change.brief for change in changes[:3]) + ("\n…" if len(changes) > 3 else "")
            title = f"回到 {when(line)} 之后：改动 {len(changes)} 处，之后可撤销。原因（可不写，回车确定）"
            self.app.push_screen(Ask(title, shown, check=lambda _: None), answered)

        def answered(why: str | None) -> None:
            if why is not None:
                self.walk.judge(
                    lambda bench, key: bench.history.back_to(key, ref, why or None),
                    f"已回到 {when(line)} 之后的状态，在评定界面按 Ctrl+Z 可撤销",
                )

        self.read_for_question(lambda bench: bench.history.changes_back(key, ref), known)

    def action_past(self) -> None:
        """The result as it was then."""
        line = self.line
        if line is None:
            return
        key, ref = self.walk.view.row.id, line.ref

        def read(view: View) -> None:
            self.app.push_screen(PastScreen(view, when(line)), self._go_to)

        self.own.read(self, lambda bench: bench.history.at(key, ref), read)

    def action_compare(self) -> None:
        """Beside another evaluation of the same unit by the same standard."""
        ask_compare(self, self.walk.view.row.id, lambda _, item: self._go_to(item))

    def action_hand_over(self) -> None:
        """Hand the evaluation over to a colleague, with the reason."""
        if not self.walk.view.can_write:
            self.own.warn(f"这是 {visible(self.walk.view.row.evaluator)} 的考评，只能由本人移交")
            return
        text = "移交以后由同事继续，自己只能查看。姓名须与同事打开程序时所用的完全一致。"

        def named(colleague: str | None) -> None:
            if colleague is None:
                return

            def answered(why: str | None) -> None:
                if why is not None:
                    told = f"已移交给 {visible(colleague)}，此后只能查看"
                    self.walk.judge(lambda bench, key: bench.history.hand_over(key, colleague, why), told)

            self.app.push_screen(Ask(f"移交给 {colleague} 的原因"), answered)

        self.app.push_screen(Ask("移交给哪位同事（姓名）", text), named)

    def _go_to(self, item: str | None) -> None:
        if item is not None:
            self.dismiss(item)


def _choice(line: HistoryLine) -> Choice:
    undone = "〔已撤销〕" if line.undone_by else ""
    text = f"{when(line)} {clip(line.who, 8)} {undone}{line.text}"
    return Choice(line.ref, visible(" ".join(text.split(" "))), "已撤销" if line.undone_by else None)
