"""Home: what is in progress, to be resumed with Enter. Imports nothing of core at the top: it is painted first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content

from kaoping_tui import keys
from kaoping_tui.screens.home_below import HomeBelow
from kaoping_tui.screens.sample import open_sample
from kaoping_tui.toned import NAMED, QUIET, Toned
from kaoping_tui.widgets.lists import Choice, Choices, Plain
from kaoping_tui.worker import said
from kaoping_tui.wrap import clip, fitted, wrapped

if TYPE_CHECKING:
    from kaoping import EvaluationRow, View

#: Evaluations listed; older ones are found through their unit.
LISTED = 200

OPENING = "正在打开工作区，请稍候"
AGAIN = "再按一次 Esc 退出（各处都可以按 Ctrl+Q 退出）"

FIRST_STEPS = (
    "还没有考评。现在按回车（下面选着“新建考评”），三步开始：",
    "1. 选一个标准；2. 写考评对象的名称；3. 回车开始，逐项评定，随即保存。",
    "要按自己的文件（Word、Excel、PDF、文本）考评：按 F8，先把文件读成标准。",
    "想先看看：按下键选“看示例”，再按回车。",
)


class HomeScreen(HomeBelow):
    """Five sections, one list: what is in progress, campaigns, units, standards, plugins."""

    BINDINGS: ClassVar[list[BindingType]] = keys.HOME

    def __init__(self) -> None:
        super().__init__()
        self.section = keys.SECTIONS[0][0]
        self._rows: Sequence[EvaluationRow] = ()
        self._found: dict[str, Any] = {}
        self._shorts: dict[str, str] = {}
        self._items: dict[str, int] = {}
        self._stood: dict[str, str | None] = {}
        self._ready = False
        self._opening = False
        #: The evaluation opened last: where to stand when its screen is left.
        self._opened: str | None = None

    def body(self) -> ComposeResult:
        """Where we are, the sections, the list, and what plugins could not do."""
        yield Plain("正在打开工作区…", id="home-head")
        yield Plain("", id="home-bar", fixed=True)
        yield Choices(id="home-list")
        yield Plain("", id="home-plugins")

    def on_mount(self) -> None:
        """Stand in the list."""
        self.query_one("#home-bar", Plain).say(self._bar())
        self.query_one("#home-plugins").display = False
        self.query_one("#home-list").focus()
        if (path := self.own.options.review) is not None:
            from kaoping_tui.screens import review_going

            self.call_after_refresh(review_going.review, self, path)

    def on_screen_resume(self) -> None:
        """Show what has changed meanwhile."""
        if self._ready:
            self.action_refresh_list()
            self.look_behind()

    def on_resize(self) -> None:
        """Lay out again."""
        if self._ready or self._rows:
            self._show()

    def opened(self) -> None:
        """The workspace is open: list first, then what takes longer."""
        self._ready = True
        if self.own.notice == OPENING:
            self.own.tell("")
        self.action_refresh_list()
        self.look_behind()
        from kaoping_tui.screens.sections import library

        self.own.read(self, library, self._library_known)

    def peeked(self, rows: Sequence[EvaluationRow]) -> None:
        """The list alone, while plugins and standards still load; what is chosen meanwhile waits for them."""
        self._rows = rows
        self._show()

    def open_failed(self, error: Exception) -> None:
        """Say what to do."""
        width = max(self.size.width - 2, 20)
        text = f"工作区没有打开：{said(error)}。处理后按 Ctrl+R 重试，或按 Ctrl+Q 退出"
        self.query_one("#home-head", Plain).say("\n".join(wrapped(text, width)))

    # -- sections

    def _bar(self) -> Content:
        """The sections, the one shown in brackets."""
        text = Toned()
        for number, (id, title) in enumerate(keys.SECTIONS, 1):
            if id == self.section:
                text.add(f"【{number} {title}】", f"bold {NAMED}")
            else:
                text.add(f"　{number} {title}　", QUIET)
        return text.content

    def action_section(self, section: str) -> None:
        """Show a section."""
        self._stood[self.section] = self.query_one("#home-list", Choices).key
        self.section = section
        self.own.tell("")
        self.query_one("#home-bar", Plain).say(self._bar())
        self._show(self._stood.get(section) or "")
        if self._ready:
            self.action_refresh_list()

    def action_next_section(self, step: int) -> None:
        """Show the section beside."""
        ids = [id for id, _ in keys.SECTIONS]
        self.action_section(ids[(ids.index(self.section) + step) % len(ids)])

    def action_leave(self) -> None:
        """Back to what is in progress, and from there out."""
        if self.section != keys.SECTIONS[0][0]:
            self.action_section(keys.SECTIONS[0][0])
        elif self.own.notice == AGAIN:
            self.own.run_worker(self.own.action_quit())
        else:  # one Esc too many on the way back is no wish to leave
            self.own.tell(AGAIN)

    def action_refresh_list(self) -> None:
        """Read the list again."""
        section = self.section
        if section == "evaluations":
            self.own.read(self, lambda bench: bench.evaluations.all(limit=LISTED), self._listed)
            return
        from kaoping_tui.screens.sections import reader

        def known(found: Any) -> None:
            self._found[section] = found
            if section == "standards":
                self._count_items()
            if self.section == section:
                self._show()

        self.own.read(self, reader(section), known)

    def _listed(self, rows: Sequence[EvaluationRow]) -> None:
        self._rows = rows
        if self.section == "evaluations":
            at, self._opened = self._opened, None
            self._show(at)

    def _count_items(self) -> None:
        """How many items each standard has, one job each: none of them keeps others waiting for long."""
        usable = [entry.id for family in self._found["standards"] for entry in family.entries if entry.failure is None]
        for id in usable:
            if id not in self._items:
                self.own.read(
                    self,
                    lambda bench, id=id: (id, bench.overview.item_count(id)),  # type: ignore[misc]
                    self._item_counted,
                )

    def _item_counted(self, counted: tuple[str, int | None]) -> None:
        id, count = counted
        if count is not None:
            self._items[id] = count
        if self.section == "standards":
            self._show()

    # -- what is shown

    def _show(self, at: str | None = None) -> None:
        from kaoping import visible

        width = max(self.size.width - 2, 20)
        options = self.own.options
        where = clip(visible(str(options.db)), max(width // 2, 10))
        head = fitted(f"考评人：{visible(options.evaluator)}", where, width)
        empty = self.section == "evaluations" and not self._rows
        steps = [line for text in FIRST_STEPS for line in wrapped(text, width, 3)] if empty else []
        self.query_one("#home-head", Plain).say("\n".join([head, *steps]))
        self.query_one("#home-list", Choices).offer(self._choices(max(self.size.width - 4, 20)), at=at)

    def _choices(self, width: int) -> list[Choice]:
        if self.section == "evaluations":
            from kaoping_tui.rows import evaluation_choices

            return evaluation_choices(self._rows, self._shorts, width)
        if self.section not in self._found:
            return [Choice("none", "正在读取…")]
        from kaoping_tui.screens.sections import choices_of

        return choices_of(self.section, self._found[self.section], self._shorts, self._items, width)

    def _library_known(self, found: tuple[dict[str, str], int, list[str]]) -> None:
        self._shorts, failures, warnings = found
        self.below = [f"有 {failures} 个插件或标准不能使用，按 F6 查看"] if failures else []
        self.below += warnings
        self.show_below()
        self._show()

    # -- what is chosen

    @on(Choices.OptionSelected, "#home-list")
    def _chosen(self) -> None:
        from kaoping_tui.screens import going

        key = self.query_one("#home-list", Choices).key
        if key == "new":
            self.action_new()
        elif key == "demo":
            open_sample(self)
        elif key not in (None, "import-standard") and self.section == "evaluations":
            self.resume(key)
        elif key is not None and self._ready:
            going.go(self, key)

    def resume(self, key: str) -> None:
        """Open an evaluation where it was left."""
        if self._opening:
            return
        self._opening = True

        def done(view: View) -> None:
            from kaoping_tui.screens import going

            self._opening = False
            self._opened = key
            going.walk(self, view)

        def refused(error: Exception) -> None:
            self._opening = False
            self.own.warn(said(error))

        self.own.read(self, self.own.writer.looking_at(key), done, refused)

    def action_new(self) -> None:
        """A new evaluation; in the list of units a new unit's, in that of standards by the one stood at."""
        if self.not_yet():
            return
        from kaoping_tui.screens.new_evaluation import NewEvaluation

        kind, _, id = (self.query_one("#home-list", Choices).key or "").partition(":")
        given = {kind: id} if kind in ("unit", "standard") else {}
        self.app.push_screen(NewEvaluation(self.resume, **given))

    def action_compare(self) -> None:
        """A unit under all its standards: the one stood at in the list of units, or one that is asked for."""
        if self.not_yet():
            return
        from kaoping_tui.screens import compare_going

        key = self.query_one("#home-list", Choices).key or ""
        kind, _, id = key.partition(":")
        if kind == "unit":
            compare_going.compare(self, id)
        else:
            standing = next((row.unit for row in self._rows if row.id == key), None)
            compare_going.ask_unit(self, standing)

    def action_import_standard(self) -> None:
        """From a document to a standard."""
        if self.not_yet():
            return
        from kaoping_tui.screens import review_going

        self.own.tell("")
        review_going.ask_document(self)

    def action_find(self) -> None:
        """Search everything."""
        if self.not_yet():
            return
        from kaoping_tui.screens.find import ask_find

        ask_find(self)

    def not_yet(self) -> bool:
        """Whether the workspace is still being opened, and say so."""
        if not self._ready:
            self.own.tell(OPENING)
        return not self._ready
