"""Reports: what can be printed of an evaluation, a unit or a campaign, each as it will look; Enter writes it as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from kaoping import REPORT_KINDS, Paper, ReportTarget, TextLine, paper_lines, visible
from kaoping_tui import keys
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.screens.report_writing import READ, WORKBOOKS, WRITE, ask_report, ask_workbook, read_workbook
from kaoping_tui.widgets.lists import Choice, Choices, Plain, heading
from kaoping_tui.widgets.paper_view import PaperView
from kaoping_tui.worker import said
from kaoping_tui.wrap import clip, fitted, wrapped

if TYPE_CHECKING:
    from kaoping import Workbench

Of = Literal["evaluation", "unit", "campaign"]


class Printable(NamedTuple):
    """What there is to print: the target, its kinds of report, and why a workbook cannot be read back into it."""

    target: ReportTarget
    kinds: list[str]
    unfilled: str | None = None
    handed_in: bool = False


class ReportScreen(BaseScreen):
    """The kinds at the left, the one at the cursor as a paper at the right."""

    BINDINGS: ClassVar[list[BindingType]] = keys.REPORT

    def __init__(self, of: Of, key: str, at: str | None = None) -> None:
        super().__init__()
        self._of: Of = of
        self._key, self._at = key, at
        self.found: Printable | None = None
        #: The paper in sight and what it is of; another is asked for once the one before it is there.
        self.paper: Paper | str = ""
        self._shown = self._asked = ""

    def body(self) -> ComposeResult:
        """What the kind is for, the kinds, the paper."""
        yield Plain("", id="report-about", fixed=True)
        with Horizontal(id="report-panes"):
            yield Choices(id="report-kinds")
            yield PaperView(id="paper")

    def on_mount(self) -> None:
        """Ask what there is."""
        self.own.tell("")
        self.query_one("#title", Plain).say("打印｜正在读取…")
        self.query_one("#report-kinds").focus()
        of, key = self._of, self._key
        self.own.read(self, lambda bench: printable(bench, of, key), self._known)

    def on_screen_resume(self) -> None:
        """What was read back meanwhile shows."""
        if self.found is not None and not self._asked:
            self._shown = ""
            self._ask()

    def on_resize(self) -> None:
        """Fit the title."""
        self._say()

    def _known(self, found: Printable) -> None:
        self.found = found
        choices = [Choice(name, REPORT_KINDS[name].title) for name in found.kinds]
        if self._of == "evaluation":
            choices += [heading("评分工作簿"), Choice(WRITE, "写出工作簿"), Choice(READ, "读回工作簿")]
        self.query_one("#report-kinds", Choices).offer(choices, at=self._at)
        self._moved()

    @property
    def kind(self) -> str:
        """What the cursor stands at."""
        return self.query_one("#report-kinds", Choices).key or ""

    def _say(self) -> None:
        width = max(self.app.size.width - 2, 20)
        if self.found is None:
            return
        self.query_one("#title", Plain).say(clip(visible(f"打印｜{self.found.target.name}"), width))
        kind = self.kind
        hint = "正在生成预览…" if self._asked else "Tab 到预览，上下翻看"
        about = WORKBOOKS[kind] if kind in WORKBOOKS else REPORT_KINDS[kind].about if kind in REPORT_KINDS else ""
        self.query_one("#report-about", Plain).say(fitted(about, hint, width))

    # -- the preview

    @on(Choices.OptionHighlighted, "#report-kinds")
    def _moved(self) -> None:
        self._ask()
        self._say()

    def _ask(self) -> None:
        """Have the paper at the cursor made, one at a time: a key held down asks for the last of them alone."""
        kind = self.kind
        if self._asked or not kind or kind == self._shown:
            return
        self._asked = kind
        of, key = self._of, self._key

        def done(paper: Paper | str) -> None:
            self._arrived(kind, paper)

        def refused(error: Exception) -> None:
            self._arrived(kind, f"不能打印：{said(error)}")

        self.own.read(self, lambda bench: paper_of(bench, kind, of, key), done, refused)

    def _arrived(self, kind: str, paper: Paper | str) -> None:
        self._asked, self._shown = "", kind
        self.paper = paper
        if kind != self.kind:
            self._ask()
        else:
            self._lay_out(kind)
        self._say()

    @on(PaperView.Narrowed)
    def _narrowed(self) -> None:
        if self._shown:
            self._lay_out(self._shown, top=False)

    def _lay_out(self, kind: str, *, top: bool = True) -> None:
        paper, room = self.paper, self.query_one(PaperView).room
        if isinstance(paper, str):
            self._fill([TextLine(line) for line in wrapped(paper, max(room, 8))], kind, top=top)
        elif room:
            self.own.compute(
                self, lambda: paper_lines(paper, room, cell_len), lambda lines: self._fill(lines, kind, top=top)
            )

    def _fill(self, lines: list[TextLine], kind: str, *, top: bool = True) -> None:
        if kind == self._shown:
            self.query_one(PaperView).fill(lines, top=top)

    # -- what is done

    def action_wide(self) -> None:
        """The preview over the whole width, or beside the kinds."""
        kinds = self.query_one("#report-kinds")
        kinds.display = not kinds.display
        (kinds if kinds.display else self.query_one(PaperView)).focus()

    @on(Choices.OptionSelected, "#report-kinds")
    def _selected(self) -> None:
        self.action_write()

    def action_write(self) -> None:
        """Write what the cursor stands at as a file, or read a workbook back."""
        found, kind = self.found, self.kind
        if found is None or not kind:
            return
        self.own.tell("")
        if kind == WRITE:
            ask_workbook(self, found.target)
        elif kind == READ:
            if found.unfilled is not None:
                self.own.warn(found.unfilled)
            else:
                self.run_worker(read_workbook(self, found.target, handed_in=found.handed_in))
        else:
            ask_report(self, found.target, kind)


def printable(bench: Workbench, of: Of, key: str) -> Printable:
    """In the writer thread: what can be printed."""
    target = bench.papers.target(of, key)
    if of != "evaluation":
        return Printable(target, bench.papers.kinds(of))
    view = bench.evaluations.view(target.key)
    unfilled = None if view.can_write else f"这是 {visible(view.row.evaluator)} 的考评，只有其本人能读回工作簿"
    return Printable(target, bench.papers.kinds(of), unfilled, view.row.status == "handed-in")


def paper_of(bench: Workbench, kind: str, of: Of, key: str) -> Paper | str:
    """In the writer thread: the paper of this kind; of those made for each unit, the first. Or why there is none."""
    if kind in WORKBOOKS:
        return WORKBOOK_HELP[kind]
    if of == "campaign" and bench.report_files.each(kind):
        planned = bench.papers.planned(key)
        first = next((one for one in planned if one.evaluation is not None), None)
        given = bench.papers.made(kind, first).given if first is not None else None
        return given.paper if given is not None else "批次里还没有可以打印的考评"
    return bench.papers.report(kind, key).paper


#: What is said in the place of a paper.
WORKBOOK_HELP = {
    WRITE: (
        "写出一份 Excel 评分工作簿，给没有本程序的人填（WPS 也能用）。\n\n"
        "已评的已填好，其余空着；只有浅黄色的格子可以填。\n\n收回后用“读回工作簿”逐项核对。"
    ),
    READ: (
        "读回填好的评分工作簿：先逐项列出会改什么、哪些格子不对，确认后一次读入。\n\n"
        "有一格不对，就一项也不读入。读入算一次修改，撤销一次全部退回。"
    ),
}
