"""Questions about reports: where the file goes; and the writing of many, which can be stopped."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from kaoping import PlannedReport, ReportPlace, WrittenReport, visible
from kaoping_tui import keys
from kaoping_tui.modals.base import Modal
from kaoping_tui.modals.path import PathModal
from kaoping_tui.widgets.fields import Line
from kaoping_tui.widgets.lists import Choice, Choices, Plain, heading
from kaoping_tui.worker import said
from kaoping_tui.wrap import clip

if TYPE_CHECKING:
    from kaoping import Workbench
    from kaoping_tui.app import KaopingApp

_HOW = "只写名称的，写到打开程序时所在的文件夹。Tab 补全路径，回车确定"
#: Cells of the bar, and of a unit's name beside the count.
_BAR, _NAME = 44, 60


class AskReportPlace(PathModal[ReportPlace]):
    """Where a report goes: a file, or a folder for many. Looked at before anything is written."""

    def __init__(self, title: str, value: str, format: str, *, folder: bool = False) -> None:
        super().__init__(title, f"写到哪个{'文件夹（没有的会新建）' if folder else '文件'}？{_HOW}", value=value)
        self._format, self._many = format, folder

    def take(self, typed: str) -> None:
        """Have the place looked at."""
        format, many = self._format, self._many

        def done(place: ReportPlace) -> None:
            if self.query_one("#path", Line).value == typed:
                self.dismiss(place)

        self.own.read(
            self,
            lambda bench: bench.report_files.place(typed, format, folder=many),
            done,
            lambda error: self.complain(said(error)),
        )


class AskFile(PathModal[Path]):
    """Which file is read, looked at before it is taken."""

    WHAT: ClassVar[str]

    def __init__(self, title: str, value: str = "") -> None:
        super().__init__(title, f"{self.WHAT}，可以拖到窗口里。Tab 补全路径，回车确定", value=value)

    def look(self, bench: Workbench, typed: str) -> Path:
        """In the writer thread: the file that is meant, if it will do."""
        raise NotImplementedError

    def take(self, typed: str) -> None:
        """One file that is there."""

        def done(path: Path) -> None:
            if self.query_one("#path", Line).value == typed:
                self.dismiss(path)

        self.own.read(self, lambda bench: self.look(bench, typed), done, lambda error: self.complain(said(error)))


class AskWorkbook(AskFile):
    """Which workbook is read back."""

    WHAT = "填好的工作簿（.xlsx）"

    def look(self, bench: Workbench, typed: str) -> Path:
        """A file that is there."""
        return bench.report_files.workbook(typed)


class AskTemplate(AskFile):
    """Which Word template of one's own a report is printed in."""

    WHAT = "自己的模板（.docx；样例用 kaoping template new 写出）"

    def look(self, bench: Workbench, typed: str) -> Path:
        """A template without faults."""
        return bench.report_files.template(typed)


class AskOwnText(AskFile):
    """Which file has the text of a self-evaluation report."""

    WHAT = "改好的正文（.docx、.txt 等）"

    def look(self, bench: Workbench, typed: str) -> Path:
        """A file that is there."""
        return bench.report_files.own_text(typed)


class WriteEach(Modal[None]):
    """One file after the other; Esc stops after the one that is being written. Then what was written and what not."""

    BINDINGS: ClassVar[list[BindingType]] = keys.MODAL

    def __init__(
        self,
        title: str,
        kind: str,
        format: str,
        folder: Path,
        planned: Sequence[PlannedReport],
        *,
        force: bool,
        template: Path | None = None,
    ) -> None:
        super().__init__(title, f"文件夹：{folder}")
        self._kind, self._format, self._folder, self._force = kind, format, folder, force
        self._template = template
        self._left = [one for one in planned if one.evaluation is None]
        self._todo = [one for one in planned if one.evaluation is not None]
        self._count = len(self._todo)
        self.written: list[WrittenReport] = []
        self._stopping = self._over = False

    @property
    def own(self) -> KaopingApp:
        """The application, as what it is."""
        return cast("KaopingApp", self.app)

    def middle(self) -> ComposeResult:
        """How far it is, and in the end what became of each."""
        yield Plain("", id="each-bar", fixed=True)
        yield Plain("", id="each-now", fixed=True)
        yield Choices(id="each-list")

    def on_mount(self) -> None:
        """Begin."""
        super().on_mount()
        self.query_one("#each-list").display = False
        self._next()

    def _next(self) -> None:
        done = len(self.written)
        full = _BAR * done // self._count if self._count else _BAR
        self.query_one("#each-bar", Plain).say(f"{'█' * full}{'─' * (_BAR - full)} {done}/{self._count}")
        if self._stopping or not self._todo:
            self._end()
            return
        one = self._todo[0]
        self.query_one("#each-now", Plain).say(clip(f"正在写：{visible(one.unit)}（Esc 写完这一份就停）", _NAME))
        kind, format, folder, force, template = self._kind, self._format, self._folder, self._force, self._template
        # One job for each: what else is to be saved or read comes between them.
        self.own.read(
            self,
            lambda bench: bench.report_files.write_planned(kind, format, one, folder, force=force, template=template),
            self._wrote,
            self._failed,
        )

    def _wrote(self, written: WrittenReport) -> None:
        self.written.append(written)
        self._todo.pop(0)
        self._next()

    def _failed(self, error: Exception) -> None:
        self.complain(said(error))
        self._end()

    def _end(self) -> None:
        self._over = True
        state = "写完了" if not self._todo else "没有写完"
        self.query_one("#each-now", Plain).say(f"{state}：已写出 {len(self.written)} 份，按 Esc 返回")
        lines: list[Choice] = []
        if self._todo:
            lines.append(heading(f"没有写到 {len(self._todo)} 份"))
            lines += [Choice(f"todo:{one.name}", visible(one.unit)) for one in self._todo]
        if self._left:
            lines.append(heading(f"不用写 {len(self._left)} 份"))
            lines += [Choice(f"left:{one.name}", visible(f"{one.unit}：{one.why}")) for one in self._left]
        if self.written:
            lines.append(heading(f"已写出 {len(self.written)} 份"))
            lines += [Choice(f"done:{one.path.name}", visible(one.path.name)) for one in self.written]
        names = self.query_one("#each-list", Choices)
        names.display = bool(lines)
        names.offer(lines)
        names.focus()

    def action_cancel(self) -> None:
        """Stop, or leave where it is over."""
        if self._over:
            self.dismiss(None)
        elif not self._stopping:
            self._stopping = True
            self.query_one("#each-now", Plain).say("写完这一份就停…")

    @on(Choices.OptionSelected)
    def _read(self) -> None:
        self.action_cancel()
