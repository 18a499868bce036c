"""What the standard of a review still lacks: faults, advice, worked cases, each leading to its place; and its installation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from kaoping import CaseResult, Fault, Installed, KaopingError, Refused, Review, visible
from kaoping_tui import keys
from kaoping_tui.modals.choose import Choose
from kaoping_tui.review_rows import shown
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.widgets.lists import Choice, Choices, Plain, heading
from kaoping_tui.worker import said
from kaoping_tui.wrap import clip

if TYPE_CHECKING:
    from kaoping import Workbench
    from kaoping_tui.screens.review_mending import Mending

INSTALL = "install"


class Checked(NamedTuple):
    """A review with what lint finds in its standard, and its worked cases as they came out.

    :ivar written: whether the standard's file was written just now.
    :ivar cases: None where there are none, or where faults keep them from being run.
    """

    review: Review
    faults: Sequence[tuple[Fault, bool]]
    cases: Sequence[CaseResult] | None
    written: bool

    @property
    def wrong(self) -> list[Fault]:
        """What keeps the standard from being used."""
        return [fault for fault, blocking in self.faults if blocking]


def check_review(screen: Mending, *, write: bool, force: bool = False) -> None:
    """Look at the standard of a review, written before where `write` says so, and show what it lacks."""
    review = screen.shown.review

    def known(found: Checked) -> None:
        screen.shown = shown(found.review)
        screen.own.tell(visible(f"已写出：{found.review.target}") if found.written else "")
        screen.app.push_screen(ReadyScreen(screen, found), lambda id: _go(screen, id) if id else None)

    def refused(error: Exception) -> None:
        if write and not force and isinstance(error, Refused) and error.faults[0].code == "exists":
            _ask_over(screen, error.faults[0])
        else:
            screen.own.warn(said(error))

    screen.own.tell("正在检查…")
    screen.own.read(screen, lambda bench: _checked(bench, review, write=write, force=force), known, refused)


def _checked(bench: Workbench, review: Review, *, write: bool, force: bool) -> Checked:
    """In the writer thread."""
    if write:
        review = bench.drafts.save(review, force=force)
    faults = bench.drafts.checked(review)
    cases = None
    if write and not any(blocking for _, blocking in faults):
        cases = bench.drafts.cases(review)
    return Checked(review, faults, cases, write)


def _ask_over(screen: Mending, fault: Fault) -> None:
    choices = (Choice("no", "不覆盖"), Choice("yes", "覆盖：那个文件里的内容不再保留"))
    name = screen.shown.review.target.name

    def answered(answer: str | None) -> None:
        if answer == "yes":
            check_review(screen, write=True, force=True)

    screen.own.tell("")
    reason = "在上次写出之后被改过" if "改过" in fault.message else "已经在，不是从这里写出的"
    screen.app.push_screen(Choose(visible(f"{name} {reason}"), choices), answered)


def _go(screen: Mending, id: str) -> None:
    if id == INSTALL:
        screen.action_save()
    elif not screen.stand_at_id(id):
        screen.own.tell(visible(f"{id} 没有对应的段落，请在左栏查找"))


class ReadyScreen(BaseScreen):
    """A list: what to do next, faults, advice, cases. Dismissed with the id of an element to go to."""

    BINDINGS: ClassVar[list[BindingType]] = keys.READY

    def __init__(self, review_screen: Mending, found: Checked) -> None:
        super().__init__()
        self._review_screen = review_screen
        self.found = found
        self._installing = False

    def body(self) -> ComposeResult:
        """The list."""
        yield Choices(id="ready-list")

    def on_mount(self) -> None:
        """Stand at what comes next."""
        self.query_one("#ready-list", Choices).offer(self._lines())
        self.query_one("#ready-list").focus()
        self._say()

    def on_resize(self) -> None:
        """Fit the title."""
        self._say()

    def _say(self) -> None:
        name = f"检查｜{self.found.review.target.name}"
        self.query_one("#title", Plain).say(clip(visible(name), max(self.app.size.width - 2, 20)))

    def _lines(self) -> list[Choice]:
        found = self.found
        advice = [fault for fault, blocking in found.faults if not blocking]
        open_ = len(self._review_screen.shown.open)
        lines: list[Choice] = []
        if found.wrong:
            lines.append(heading(f"错误 {len(found.wrong)} 处，改好才能使用（回车转到该处）"))
            lines += [Choice(f"at:{n}:{fault.id or ''}", _text(fault)) for n, fault in enumerate(found.wrong)]
        else:
            lines.append(heading("没有错误"))
            text = "安装这个标准，并用它新建考评" if found.written else "核对基本信息，写成标准"
            lines.append(Choice(INSTALL, text))
        if open_:
            lines.append(Choice("open", f"还有 {open_} 处待定（回车去看）"))
        if advice:
            lines.append(heading(f"建议 {len(advice)} 处，不改也能使用"))
            lines += [Choice(f"at:a{n}:{ids[0]}", text) for n, (ids, text) in enumerate(_together(advice))]
        if found.cases is None and not found.wrong and found.written:
            lines.append(heading("算例"))
            lines.append(
                Choice("no-cases", "旁边没有算例文件，可以以后再写：照文件手算几个结果，用 standard test 验证")
            )
        elif found.cases is not None:
            failed = [case for case in found.cases if case.differences]
            lines.append(heading(f"算例 {len(found.cases)} 个，不符 {len(failed)} 个"))
            lines += [
                Choice(f"case:{n}", visible(f"{case.name}：{'；'.join(map(str, case.differences))}"))
                for n, case in enumerate(failed)
            ]
        return lines

    @on(Choices.OptionSelected, "#ready-list")
    def _chosen(self) -> None:
        key = self.query_one("#ready-list", Choices).key or ""
        if key == INSTALL and not self.found.written:
            self.dismiss(INSTALL)
        elif key == INSTALL:
            self.action_install()
        elif key == "open":
            screen = self._review_screen
            self.dismiss(None)
            screen.call_after_refresh(screen.run_action, "next_doubt(1)")
        elif key.startswith("at:"):
            id = key.split(":", 2)[2]
            if id:
                self.dismiss(id)
            else:
                self.own.tell("这一处说的是整个标准，没有对应的段落")

    def action_install(self) -> None:
        """Put the standard where evaluations find it, and begin one."""
        if self.found.wrong:
            self.own.warn("还有错误，不能安装；请先逐处改好")
        elif not self.found.written:
            self.dismiss(INSTALL)
        elif not self._installing:
            self._install()

    def _install(self, *, replace: bool = False) -> None:
        review = self.found.review

        def work(bench: Workbench) -> tuple[Installed, str]:
            installed = bench.drafts.install(review, replace=replace)
            try:  # the document is at hand, so its wording stands beside each criterion from the first one on
                bench.clauses.attach(installed.id, review.document.path)
            except KaopingError as error:
                return installed, f"；原文没有附上：{said(error)}"
            return installed, "，原文已附上"

        def done(found: tuple[Installed, str]) -> None:
            self._installing = False
            self._installed(*found)

        def refused(error: Exception) -> None:
            self._installing = False
            if (
                not replace
                and isinstance(error, Refused)
                and error.faults[0].code == "exists"
                and "--replace" in str(error)
            ):
                self._ask_replace(error.faults[0])
            else:
                self.own.warn(said(error))

        self._installing = True
        self.own.tell("正在安装…")
        self.own.read(self, work, done, refused)

    def _ask_replace(self, fault: Fault) -> None:
        choices = (Choice("no", "不替换"), Choice("yes", "替换；已有的考评仍按原来的版本"))

        def answered(answer: str | None) -> None:
            if answer == "yes":
                self._install(replace=True)

        self.own.tell("")
        self.app.push_screen(Choose(visible(f"标准 {fault.id} 已有同一版本，要替换吗"), choices), answered)

    def _installed(self, installed: Installed, attached: str) -> None:
        from kaoping_tui.screens.home import HomeScreen
        from kaoping_tui.screens.new_evaluation import NewEvaluation

        home = next(one for one in self.app.screen_stack if isinstance(one, HomeScreen))
        self.app.push_screen(NewEvaluation(home.resume, standard=installed.id))
        self.own.tell(visible(f"已安装：{installed.title}{attached}"))


def _together(faults: Sequence[Fault]) -> list[tuple[list[str], str]]:
    """Faults of the same words on one line, with the ids of all they are about."""
    found: dict[str, list[str]] = {}
    for fault in faults:
        found.setdefault(fault.message, []).append(fault.id or "")
    lines = []
    for message, ids in found.items():
        named = [id for id in ids if id]
        head = "、".join(named[:8]) + (f" 等 {len(named)} 处" if len(named) > 8 else "")
        lines.append((ids, visible(f"{head}：{message}" if head else message)))
    return lines


def _text(fault: Fault) -> str:
    head = f"{fault.id}：" if fault.id else ""
    return visible(f"{head}{fault.message}")


__all__ = ["ReadyScreen", "check_review"]
