"""A scoring workbook that came back: what it would change, item by item, or what is wrong with it; then all of it, or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from kaoping import Refused, View, WorkbookPlan, visible
from kaoping_tui import keys
from kaoping_tui.modals.ask import Ask
from kaoping_tui.modals.choose import Choose
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.widgets.lists import Choice, Choices, Plain, heading
from kaoping_tui.worker import said
from kaoping_tui.wrap import clip

if TYPE_CHECKING:
    from kaoping import Workbench

_SURE = (Choice("do", "读入"), Choice("leave", "不读入"))


class WorkbookScreen(BaseScreen):
    """A dry run. F10 reads it in once it was agreed to; Esc leaves with nothing changed."""

    BINDINGS: ClassVar[list[BindingType]] = keys.WORKBOOK

    def __init__(self, key: str, path: Path, why: str | None = None) -> None:
        super().__init__()
        self._key, self._path, self._why = key, path, why
        self._overwrite = False
        self.plan: WorkbookPlan | None = None
        #: What is wrong with the workbook, in words.
        self.faults: list[str] = []

    def body(self) -> ComposeResult:
        """How much it is, and each line of it."""
        yield Plain("", id="workbook-head", fixed=True)
        yield Choices(id="workbook-list")

    def on_mount(self) -> None:
        """Read the file."""
        self.query_one("#workbook-list").focus()
        self.on_resize()
        self._read()

    def on_resize(self) -> None:
        """Fit the title."""
        title = visible(f"读回评分工作簿｜{self._path.name}")
        self.query_one("#title", Plain).say(clip(title, max(self.app.size.width - 2, 20)))
        self._say()

    def action_again(self) -> None:
        """Read the file, as it is by now."""
        self.own.tell("")
        self._read()

    def _read(self) -> None:
        key, path, why, overwrite = self._key, self._path, self._why, self._overwrite
        self.plan, self.faults = None, []
        self._head("正在核对…")

        def done(plan: WorkbookPlan) -> None:
            self.plan = plan
            self._show()

        def refused(error: Exception) -> None:
            faults = error.faults if isinstance(error, Refused) else ()
            self.faults = [fault.message for fault in faults] or [said(error)]
            self._show()

        self.own.read(self, lambda bench: bench.workbooks.plan(key, path, why=why, overwrite=overwrite), done, refused)

    # -- what is shown

    def _show(self) -> None:
        lines: list[Choice] = []
        for number, fault in enumerate(self.faults):
            lines.append(Choice(f"fault:{number}", visible(" ".join(fault.split()))))
        plan = self.plan
        if plan is not None:
            for change in plan.changes:
                arrow = " → ".join(" ".join(text.split()) or "无" for text in (change.before, change.after))
                lines.append(
                    Choice(f"item:{change.item}", visible(f"{change.at}　{change.item} {change.title}：{arrow}"))
                )
            if plan.warnings:
                lines.append(heading("请留意"))
                lines += [Choice(f"note:{n}", visible(text)) for n, text in enumerate(plan.warnings)]
        self.query_one("#workbook-list", Choices).offer(lines or [Choice("", "工作簿与程序里的一致，没有要改的")])
        self._say()

    def _say(self) -> None:
        plan = self.plan
        if self.faults:
            self._head(f"有 {len(self.faults)} 处不对，一项也不读入。改好存盘后按 F5 再读")
        elif plan is not None:
            over = "；以工作簿为准" if self._overwrite else ""
            old, new = plan.scores
            text = f"将改动 {len(plan.changes)} 项；得分（未计否决）{old} → {new}{over}"
            self._head(text if plan.changes else f"没有要改的{over}")

    def _head(self, text: str) -> None:
        self.query_one("#workbook-head", Plain).say(clip(text, max(self.app.size.width - 2, 20)))

    # -- what is done

    def action_why(self) -> None:
        """One reason for all of it; after a hand-in each change needs one."""

        def said_why(why: str | None) -> None:
            if why is not None:
                self._why = why or None
                self.action_again()

        self.app.push_screen(
            Ask("这次读入的共同原因", "可以留空", value=self._why or "", check=lambda _: None), said_why
        )

    def action_overwrite(self) -> None:
        """Where the evaluation was changed meanwhile too, take the workbook's word; or not."""
        self._overwrite = not self._overwrite
        self.own.tell("两边都改过的，以工作簿为准" if self._overwrite else "两边都改过的，拒绝")
        self._read()

    def action_bring_in(self) -> None:
        """Save all of it, once that is confirmed."""
        plan = self.plan
        if plan is None or not plan.changes:
            self.own.tell("有不对的格子，不能读入" if self.faults else "没有要改的")
            return

        def sure(answer: str | None) -> None:
            if answer == "do":
                self._save(plan)

        old, new = plan.scores
        text = f"得分（未计否决）：{old} → {new}\n读入算一次修改，撤销一次全部退回"
        self.app.push_screen(Choose(f"读入这 {len(plan.changes)} 项？", _SURE, text=text), sure)

    def _save(self, plan: WorkbookPlan) -> None:
        path, why, overwrite = self._path, self._why, self._overwrite

        def work(bench: Workbench, key: str) -> View:
            return bench.workbooks.bring_in(key, path, why=why, overwrite=overwrite, shown=plan)[1]

        def done(view: View) -> None:
            show_again(self, view)
            self.own.tell(f"已读入 {len(plan.changes)} 项，在评定界面按 Ctrl+Z 可一次撤销")
            self.dismiss(None)

        def refused(error: Exception) -> None:
            self.own.warn(said(error))
            self._read()

        self.own.save(self, self.own.writer.judging(plan.view.row.id, work), done, refused)


def show_again(screen: BaseScreen, view: View) -> None:
    """Have the screens below that show this evaluation show it as it is now."""
    for below in screen.app.screen_stack:
        show, held = getattr(below, "show", None), getattr(below, "view", None)
        if callable(show) and isinstance(held, View) and held.row.id == view.row.id:
            show(view)
