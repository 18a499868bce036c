"""What the standard of a review still lacks: faults, advice, worked cases, each leading to its place; and its installation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from kaoping import (
    CaseResult,
    DraftLack,
    Fault,
    Installed,
    KaopingError,
    Refused,
    Review,
    draft_asked,
    draft_bears_on_score,
    draft_open_text,
    visible,
)
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

INSTALL, CASES = "install", "cases"


class Checked(NamedTuple):
    """A review with what its standard lacks, and its worked cases as they came out.

    :ivar written: whether the standard's file was written just now.
    :ivar cases: None where there are none, or where faults keep them from being run.
    """

    review: Review
    lacks: Sequence[DraftLack]
    cases: Sequence[CaseResult] | None
    written: bool

    @property
    def wrong(self) -> list[DraftLack]:
        """What keeps the standard from being used."""
        return [one for one in self.lacks if one.blocking]


def check_review(screen: Mending, *, write: bool, force: bool = False) -> None:
    """Look at the standard of a review, written before where `write` says so, and show what it lacks."""

    def known(found: Checked) -> None:
        screen.shown, screen.newest = shown(found.review), found.review
        screen.own.tell(visible(f"已写出：{found.review.target}") if found.written else "")
        screen.app.push_screen(ReadyScreen(screen, found), lambda where: _go(screen, found, where) if where else None)

    def refused(error: Exception) -> None:
        if write and not force and isinstance(error, Refused) and error.faults[0].code == "exists":
            _ask_over(screen, error.faults[0])
        else:
            screen.own.warn(said(error))

    screen.own.tell("正在检查…")
    screen.own.read(screen, lambda bench: _checked(bench, screen.newest, write=write, force=force), known, refused)


def _checked(bench: Workbench, review: Review, *, write: bool, force: bool) -> Checked:
    """In the writer thread."""
    if write:
        review = bench.drafts.save(review, force=force)
    lacking = bench.drafts.lacking(review)
    cases = None
    if write and not any(one.blocking for one in lacking):
        cases = bench.drafts.cases(review)
    return Checked(review, lacking, cases, write)


def _ask_over(screen: Mending, fault: Fault) -> None:
    choices = (Choice("no", "不覆盖"), Choice("yes", "覆盖：那个文件里的内容不再保留"))
    name = screen.shown.review.target.name

    def answered(answer: str | None) -> None:
        if answer == "yes":
            check_review(screen, write=True, force=True)

    screen.own.tell("")
    reason = "在上次写出之后被改过" if "改过" in fault.message else "已经在，不是从这里写出的"
    screen.app.push_screen(Choose(visible(f"{name} {reason}"), choices), answered)


def _go(screen: Mending, found: Checked, where: str) -> None:
    if where == INSTALL:
        screen.action_save()
        return
    one = found.lacks[int(where)]
    if one.finding is not None:
        screen.stand_at(f"finding:{one.finding}")
    elif one.key is None or not screen.stand_at_key(one.key):
        screen.own.tell("请在左栏查找这一处（Ctrl+G）")
        return
    screen.own.tell(visible(f"{one.text}。{one.press}"))


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
        lines: list[Choice] = []
        if found.wrong:
            lines.append(heading(f"还有 {len(found.wrong)} 处改好才能评分（回车转到原文的那一处）"))
            lines += [Choice(f"at:{n}", visible(one.line)) for n, one in enumerate(found.lacks) if one.blocking]
        else:
            lines.append(heading("没有错误" if found.written else "没有错误，可以写成标准"))
            text = "安装这个标准，附上原文，新建考评" if found.written else "核对基本信息，写成标准"
            lines.append(Choice(INSTALL, text))
        lines += self._still_open()
        advice = [(n, one) for n, one in enumerate(found.lacks) if not one.blocking]
        if advice:
            lines.append(heading(f"可以改进 {len(advice)} 处，不改也能评分"))
            lines += [Choice(f"at:{places[0]}", text) for places, text in _together(advice)]
        if found.cases is None and not found.wrong and found.written:
            lines.append(heading("算例"))
            lines.append(
                Choice(CASES, "旁边没有算例文件（可以以后再写）：回车写出全套，每条规则的两侧都有，供照文件逐个核对")
            )
        elif found.cases is not None:
            failed = [case for case in found.cases if case.differences]
            unchecked = sum(case.computed for case in found.cases)
            told = f"，还没有照文件核对 {unchecked} 个" if unchecked else ""
            lines.append(heading(f"算例 {len(found.cases)} 个，不符 {len(failed)} 个{told}"))
            lines += [
                Choice(f"case:{n}", visible(f"{case.name}：{'；'.join(map(str, case.differences))}"))
                for n, case in enumerate(failed)
            ]
        return lines

    def _still_open(self) -> list[Choice]:
        """What the author has not decided: it stops nothing, but a score may rest on it."""
        questions = draft_asked(self.found.review.draft)
        mattering = draft_bears_on_score(questions)
        if not questions:
            return []
        text = f"还有 {len(questions)} 处没有定（{draft_open_text(questions)}），现在按所列的读法（回车去看）"
        warning = f"其中 {mattering} 处关系到得分，请先看过再用" if mattering else "都不影响得分，可以以后再看"
        return [heading(warning), Choice("open", text)]

    @on(Choices.OptionSelected, "#ready-list")
    def _chosen(self) -> None:
        key = self.query_one("#ready-list", Choices).key or ""
        if key == INSTALL and not self.found.written:
            self.dismiss(INSTALL)
        elif key == INSTALL:
            self.action_install()
        elif key == CASES:
            self._write_cases()
        elif key == "open":
            screen = self._review_screen
            self.dismiss(None)
            screen.call_after_refresh(screen.run_action, "next_doubt(1)")
        elif key.startswith("at:"):
            one = self.found.lacks[int(key[3:])]
            if one.key is not None or one.finding is not None:
                self.dismiss(key[3:])
            else:
                self.own.tell(visible(f"这一处说的是整个标准。{one.press}"))

    def _write_cases(self) -> None:
        """Write worked cases beside the standard, and run them."""
        review = self.found.review

        def work(bench: Workbench) -> Sequence[CaseResult]:
            bench.drafts.write_cases(review)
            return bench.drafts.cases(review) or ()

        def done(cases: Sequence[CaseResult]) -> None:
            self.found = self.found._replace(cases=cases)
            self.query_one("#ready-list", Choices).offer(self._lines())
            name = review.target.name.removesuffix(".toml")
            self.own.tell(visible(f"已写出 {name}.cases.toml：请逐个照文件手算，相符的删去 computed = true"))

        self.own.tell("正在写算例…")
        self.own.read(self, work, done, lambda error: self.own.warn(said(error)))

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


def _together(lacks: Sequence[tuple[int, DraftLack]]) -> list[tuple[list[int], str]]:
    """What is said in the same words on one line, with the places of all that it is about."""
    found: dict[tuple[str, str], list[tuple[int, DraftLack]]] = {}
    for number, one in lacks:
        found.setdefault((one.text, one.press), []).append((number, one))
    lines = []
    for (text, press), ones in found.items():
        named = [one.named.partition(" ")[0] for _, one in ones if one.named]
        if len(ones) == 1:
            lines.append(([ones[0][0]], visible(ones[0][1].line)))
            continue
        head = "、".join(named[:8]) + (f" 等 {len(named)} 处" if len(named) > 8 else "")
        lines.append(
            ([number for number, _ in ones], visible(f"{head}：{text}。{press}" if head else f"{text}。{press}"))
        )
    return lines


__all__ = ["ReadyScreen", "check_review"]
