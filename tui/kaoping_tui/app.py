"""The application: it owns the writer thread, what is said at the bottom, and which screen is shown."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import App
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.reactive import var

from kaoping_tui import keys, look
from kaoping_tui.keymap import read_keymap
from kaoping_tui.leaving import Leaving
from kaoping_tui.messages import JobDone, JobFailed, Opened, OpenFailed, Peeked, Progressed, SaveStalled
from kaoping_tui.screens.home import LISTED, HomeScreen
from kaoping_tui.thinking import Thinker
from kaoping_tui.worker import Job, Writer, said
from kaoping_tui.wrap import clip

if TYPE_CHECKING:
    from pathlib import Path

    from kaoping import Options, Workbench

#: Seconds that loading waits, at most, for the list to be painted.
PEEK_SECONDS = 1.0
STALLED = "未保存"


class KaopingApp(Leaving, inherit_bindings=False):
    """Screens ask for work with `read` and `save`; results come back as messages to this thread."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    TITLE = "考评"
    BINDINGS: ClassVar[list[BindingType]] = keys.APP

    # Watched by the status line; a reactive of the application would repaint the whole screen at each change.
    notice: var[str] = var("")
    save_state: var[str] = var("")

    def __init__(self, options: Options, opener: Callable[[], Workbench] | None = None) -> None:
        super().__init__()
        # Movement on screen only delays what the next key acts on.
        self.animation_level = "none"
        self.options = options
        for theme in look.THEMES:
            self.register_theme(theme)
        # Before anything is painted or parsed: changing it later reads all styles a second time.
        self.set_reactive(App.theme, look.chosen(options.config))
        self.stylesheet.set_variables(self.get_css_variables())
        self.set_class(self.current_theme.dark, "-dark-mode", update=False)
        self.set_class(not self.current_theme.dark, "-light-mode", update=False)
        self.warned = False
        #: What is on disk, told again after something that was not to be saved.
        self._saved = "未作改动"
        self._listed = threading.Event()
        self._open_bench = opener
        #: Where the last report was written, and in which format: offered again.
        self.report_folder: Path | None = None
        self.report_format = "docx"
        self.report_template: Path | None = None
        self.writer = Writer(self._open, self.post_message)
        self.thinker = Thinker(self.post_message)

    def _open(self) -> Workbench:
        """In the writer thread: the list first, then everything else."""
        if not self._listed.is_set():
            self._peek()
            self._listed.set()
        from kaoping import open_workbench

        return self._open_bench() if self._open_bench is not None else open_workbench(self.options)

    def _peek(self) -> None:
        """Read the list before plugins and standards are imported, and give the screen time to show it."""
        from kaoping import peek

        rows = peek(self.options.db, LISTED, self.options.evaluator) if self.options.db.exists() else []
        if rows:
            self.post_message(Peeked(rows))
            self._listed.wait(PEEK_SECONDS)

    def get_default_screen(self) -> HomeScreen:
        """The home screen is the first and the last."""
        return HomeScreen()

    def on_mount(self) -> None:
        """Paint first; open the workspace and load what is heavy after that."""
        keymap, faults = read_keymap(self.options.config / "keymap.toml")
        if keymap:
            self.set_keymap(dict(keymap))
        if faults:
            self.warn("；".join(faults))
        self.call_after_refresh(self.writer.start)

    # -- what is said

    def tell(self, text: str) -> None:
        """Say something at the bottom."""
        self._say(text, False)

    def warn(self, text: str) -> None:
        """Say that something did not work."""
        self._say(f"注意：{text}", True)

    def _say(self, text: str, warned: bool) -> None:
        self.warned = warned
        self.notice = self._near(text)

    def _near(self, text: str) -> str:
        """`text` with the workspace's files by their names: a long path leaves no room for what to do."""
        return text.replace(f"{self.options.db.parent}{os.sep}", "")

    # -- work

    def read(
        self,
        owner: DOMNode,
        work: Callable[[Workbench], Any],
        done: Callable[[Any], None] | None = None,
        refused: Callable[[Exception], None] | None = None,
    ) -> None:
        """Have something read in the writer thread."""
        self.writer.submit(Job(work, done, refused, owner))

    def save(
        self,
        owner: DOMNode,
        work: Callable[[Workbench], Any],
        done: Callable[[Any], None] | None = None,
        refused: Callable[[Exception], None] | None = None,
    ) -> None:
        """Have an entry saved. It is kept until it is on disk."""
        # What keeps the one before it from being saved stays in sight.
        stalled = self.writer.unsaved and self.save_state.startswith(STALLED)
        self.save_state = self.save_state if stalled else "保存中…"
        self.writer.submit(Job(work, done, refused, owner, saves=True))

    def compute(
        self,
        owner: DOMNode,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        refused: Callable[[Exception], None] | None = None,
    ) -> None:
        """Have something worked out that needs no workspace: no save waits for it, and leaving does not either."""
        self.thinker.submit(Job(_nothing, done, refused, owner), work)

    def saved_before(self, at: str) -> None:
        """Nothing was saved yet since the start: say when it was saved last."""
        if not self.save_state:
            self.save_state = self._saved = f"已保存 {at}"

    def _there(self, owner: DOMNode | None) -> bool:
        """Whether whoever asked can still be told; while the application closes, screens lose their parts first."""
        return self.is_running and (owner is None or owner.is_attached)

    @on(JobDone)
    def _job_done(self, message: JobDone) -> None:
        if message.job.saves:
            self._saved = f"已保存 {message.at}"
            self.save_state = "保存中…" if self.writer.unsaved else self._saved
        if message.job.done is not None and self._there(message.job.owner):
            message.job.done(message.result)

    @on(JobFailed)
    def _job_failed(self, message: JobFailed) -> None:
        if message.job.saves:
            code = _code(message.error)
            self.given_up = self.given_up or code == "given-up"
            self.refused = self.refused or code not in ("given-up", "nothing")
            self.save_state = "保存中…" if self.writer.unsaved else "已放弃" if code == "given-up" else self._saved
        if not self._there(message.job.owner):
            self.warn(said(message.error))
        elif message.job.refused is not None:
            message.job.refused(message.error)
        else:
            self.warn(said(message.error))

    @on(SaveStalled)
    def _stalled(self, message: SaveStalled) -> None:
        reason = said(message.error).partition("。")[0]
        self.save_state = f"{STALLED}：{clip(self._near(reason), 48)}（重试中）"
        if message.tries == 1 or self._leaving:
            self.warn(f"{said(message.error)}（所输内容保留着，Ctrl+R 立即重试）")
        if self._leaving:
            self.ask_about_unsaved()

    @on(Progressed)
    def _progressed(self, message: Progressed) -> None:
        self.tell(message.text)

    @on(Peeked)
    def _peeked(self, message: Peeked) -> None:
        if isinstance(self.screen, HomeScreen):
            self.screen.peeked(message.rows)
        self.call_after_refresh(self._listed.set)

    @on(Opened)
    def _opened(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, HomeScreen):
                screen.opened()

    @on(OpenFailed)
    def _open_failed(self, message: OpenFailed) -> None:
        self.warn(f"工作区没有打开：{said(message.error)}")
        for screen in self.screen_stack:
            if isinstance(screen, HomeScreen):
                screen.open_failed(message.error)

    # -- keys

    def action_keys_help(self) -> None:
        """List the keys that work for the focused part; choosing one does it."""
        self._show_keys("这里可用的按键（回车即执行）")

    def action_palette(self) -> None:
        """The same list, to be searched."""
        self._show_keys("命令")

    def _show_keys(self, title: str) -> None:
        from kaoping_tui.modals.choose import Choose
        from kaoping_tui.modals.helping import key_choices

        choices, runs = key_choices(self.screen)

        async def chosen(id: str | None) -> None:
            if id is not None and id in runs:
                action, node = runs[id]
                await self.run_action(action, node if isinstance(node, DOMNode) else None)

        self.push_screen(Choose(title, choices, narrow=True), chosen)

    def action_theme(self) -> None:
        """The other of the two themes, kept for the next time."""
        self.theme = look.other(self.theme)
        name = look.NAMES[self.theme]
        try:
            look.remember(self.options.config, self.theme)
        except OSError as error:
            self.warn(f"已换成{name}，但没有记住：{self.options.config} 不能写入（{error.strerror}），请检查权限")
        else:
            self.tell(f"已换成{name}，下次打开仍是{name}")

    def action_retry_save(self) -> None:
        """Try the save that failed, or opening, at once."""
        self.writer.retry()

    def action_how_to_quit(self) -> None:
        """Ctrl+C copies in most places; say how to leave."""
        self.tell("按 Ctrl+Q 退出，所作评定都已随时保存")


def _nothing(_bench: Workbench) -> None:
    """What a job does at the desk that is worked out elsewhere."""


def _code(error: Exception) -> str:
    faults = getattr(error, "faults", ())
    return str(faults[0].code) if faults else str(getattr(error, "code", ""))
