"""Home: what is in progress, to be resumed with Enter. Imports nothing of core at the top: it is painted first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from kaoping_tui import keys
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.widgets.lists import Choice, Choices, Plain
from kaoping_tui.worker import said
from kaoping_tui.wrap import clip, fitted, wrapped

if TYPE_CHECKING:
    from kaoping import EvaluationRow, View, Workbench

#: Evaluations listed; older ones are found through their unit.
LISTED = 200

FIRST_STEPS = "还没有考评。选“新建考评”开始：选标准、写考评对象，即可逐项评定；每次评定随即保存。"


class HomeScreen(BaseScreen):
    """The list of evaluations, the newest change first."""

    BINDINGS: ClassVar[list[BindingType]] = keys.HOME

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[EvaluationRow] = ()
        self._shorts: dict[str, str] = {}
        self._ready = False
        self._opening = False

    def body(self) -> ComposeResult:
        """Where we are, the list, and what plugins could not do."""
        yield Plain("正在打开工作区…", id="home-head")
        yield Choices(id="home-list")
        yield Plain("", id="home-plugins")

    def on_mount(self) -> None:
        """Stand in the list."""
        self.query_one("#home-plugins").display = False
        self.query_one("#home-list").focus()

    def on_screen_resume(self) -> None:
        """Show what has changed meanwhile."""
        if self._ready:
            self.action_refresh_list()

    def on_resize(self) -> None:
        """Lay out again."""
        if self._ready or self._rows:
            self._show()

    def opened(self) -> None:
        """The workspace is open: list first, then what takes longer."""
        self._ready = True
        self.action_refresh_list()
        self.own.read(self, _library, self._library_known)

    def peeked(self, rows: Sequence[EvaluationRow]) -> None:
        """The list alone, while plugins and standards still load; what is chosen meanwhile waits for them."""
        self._rows = rows
        self._show()

    def open_failed(self, error: Exception) -> None:
        """Say what to do."""
        width = max(self.size.width - 2, 20)
        text = f"工作区没有打开：{said(error)}。处理后按 Ctrl+R 重试，或按 Ctrl+Q 退出"
        self.query_one("#home-head", Plain).say("\n".join(wrapped(text, width)))

    def action_refresh_list(self) -> None:
        """Read the list again."""
        self.own.read(self, lambda bench: bench.evaluations.all(limit=LISTED), self._listed)

    def _listed(self, rows: Sequence[EvaluationRow]) -> None:
        self._rows = rows
        self._show()

    def _show(self) -> None:
        from kaoping import visible
        from kaoping_tui.rows import row_line

        width = max(self.size.width - 2, 20)
        options = self.own.options
        where = clip(visible(str(options.db)), max(width // 2, 10))
        head = fitted(f"考评人：{visible(options.evaluator)}", where, width)
        lines = [head] if self._rows else [head, *wrapped(FIRST_STEPS, width)]
        self.query_one("#home-head", Plain).say("\n".join(lines))
        choices = [Choice(row.id, row_line(row, self._shorts, max(self.size.width - 4, 20))) for row in self._rows]
        choices.append(Choice("new", "＋ 新建考评（F2）"))
        if not self._rows:
            choices.append(Choice("demo", "看示例：虚构的县、部门和乡镇，存为单独的示例文件，不影响本工作区"))
        self.query_one("#home-list", Choices).offer(choices)

    def _library_known(self, found: tuple[dict[str, str], int, list[str]]) -> None:
        self._shorts, failures, warnings = found
        said_below = [f"有 {failures} 个插件或标准不能使用，按 F6 查看"] if failures else []
        line = self.query_one("#home-plugins", Plain)
        line.display = bool(said_below or warnings)
        line.say("\n".join(clip(text, max(self.size.width - 2, 20)) for text in (*said_below, *warnings)))
        self._show()

    @on(Choices.OptionSelected, "#home-list")
    def _chosen(self) -> None:
        key = self.query_one("#home-list", Choices).key
        if key == "new":
            self.action_new()
        elif key == "demo":
            self._demo()
        elif key is not None:
            self.resume(key)

    def resume(self, key: str) -> None:
        """Open an evaluation where it was left."""
        if self._opening:
            return
        self._opening = True

        def done(view: View) -> None:
            from kaoping_tui.screens.walk import WalkScreen

            self._opening = False
            self.app.push_screen(WalkScreen(view))

        def refused(error: Exception) -> None:
            self._opening = False
            self.own.warn(said(error))

        self.own.read(self, self.own.writer.looking_at(key), done, refused)

    def action_new(self) -> None:
        """A new evaluation."""
        if not self._ready:
            self.own.tell("正在打开工作区，请稍候")
            return
        from kaoping_tui.screens.new_evaluation import NewEvaluation

        self.app.push_screen(NewEvaluation(self.resume))

    def action_plugins(self) -> None:
        """Standards and plugins, with what is wrong with them."""
        from kaoping_tui.screens.plugins import PluginScreen

        self.app.push_screen(PluginScreen())

    def _demo(self) -> None:
        options = self.own.options
        target = options.data / "demo.db"
        self.own.tell("正在生成示例…")

        def reopen(bench: Workbench) -> Workbench:
            from kaoping import DEMO_EVALUATOR, build_demo, open_workbench

            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists():
                build_demo(target, bench.library, bench.desk.clock)
            started = replace(options, db=target, evaluator=DEMO_EVALUATOR)
            return open_workbench(started, clock=bench.desk.clock, library=bench.library)

        def done(_: None) -> None:
            from kaoping import DEMO_EVALUATOR

            self.own.options = replace(options, db=target, evaluator=DEMO_EVALUATOR)
            self.own.tell("这是示例工作区，退出后重新打开即回到自己的工作区")
            self.action_refresh_list()

        self.own.read(self, self.own.writer.swap(reopen), done)


def _library(bench: Workbench) -> tuple[dict[str, str], int, list[str]]:
    """Short names of standards, how many plugins and standards cannot be used, and what is wrong with the file's place."""
    entries = bench.library.entries()
    broken = sum(entry.failure is not None for entry in entries)
    failures = len(bench.library.plugins.failures()) + len(bench.library.vocabulary_failures()) + broken
    shorts = {entry.id: entry.short for entry in entries if entry.failure is None}
    return shorts, failures, bench.desk.workspace.warnings()
