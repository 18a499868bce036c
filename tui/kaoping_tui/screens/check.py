"""Check: what is missing or odd, by kind, each line leading to its item; and handing in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Tree

from kaoping import CHECK_KINDS, CheckFinding, View, check_counts, check_view, visible
from kaoping_tui import keys
from kaoping_tui.modals.choose import Choose
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.widgets.lists import Choice, Plain
from kaoping_tui.widgets.outline import Line, Outline
from kaoping_tui.wrap import led, wrapped

if TYPE_CHECKING:
    from kaoping_tui.screens.judging import Judging


class CheckScreen(BaseScreen):
    """The findings above, the whole text of the one at the cursor below. Dismissed with a criterion to go to."""

    BINDINGS: ClassVar[list[BindingType]] = keys.CHECK

    def __init__(self, view: View) -> None:
        super().__init__()
        self.view = view
        self.findings: tuple[CheckFinding, ...] | None = None
        self._by_node: dict[int, CheckFinding] = {}

    def body(self) -> ComposeResult:
        """Outline and text."""
        yield Outline(id="outline")
        yield Plain("正在检查…", id="more", fixed=True)

    def on_mount(self) -> None:
        """Look it over."""
        self._head()
        self.query_one(Outline).focus()
        self._look()

    def on_resize(self) -> None:
        """Lay out again."""
        self._head()
        if self.findings is not None:
            self.call_after_refresh(self._moved)

    def view_changed(self) -> None:
        """The evaluation was changed from here: look again."""
        walk = self._walk()
        if walk is not None:
            self.view = walk.view
        self._look()

    def on_screen_resume(self) -> None:
        """Back from what was opened from here."""
        walk = self._walk()
        if self.findings is not None and walk is not None and walk.view is not self.view:
            self.view_changed()

    def _walk(self) -> Judging | None:
        """The walk that this was opened from."""
        from kaoping_tui.screens.judging import Judging

        return next((screen for screen in reversed(self.app.screen_stack) if isinstance(screen, Judging)), None)

    def _head(self) -> None:
        row = self.view.row
        state = "已提交" if row.status == "handed-in" else "未提交"
        many = "" if self.findings is None else f"，须处理 {self._left()} 处"
        rest = f"｜{self.view.resolved.standard.short}（{state}{many}）"
        title = led(visible(f"检查｜{row.unit_name}"), visible(rest), max(self.app.size.width - 2, 20))
        self.query_one("#title", Plain).say(title)

    def _left(self) -> int:
        """How many there are to put right."""
        return sum(finding.count for finding in self.findings or () if not finding.soft)

    def _look(self) -> None:
        view = self.view
        self.own.read(self, lambda bench: check_view(view), self._found)

    def _found(self, findings: tuple[CheckFinding, ...]) -> None:
        self.findings = findings
        outline = self.query_one(Outline)
        line = max(outline.cursor_line, 0)
        outline.clear()
        self._by_node.clear()
        counts = check_counts(findings)
        if not self._left():
            outline.put(outline.root, Line(*self._nothing()))
        room = max(outline.size.height, 8) - len(counts)
        for kind, count in counts.items():
            own = [finding for finding in findings if finding.kind == kind]
            lines = [Line(visible(finding.text), visible(finding.step), finding.item) for finding in own]
            head = outline.put(outline.root, Line(f"{CHECK_KINDS[kind]} {count}", visible(own[0].step)), lines)
            for node, finding in zip(head.children, own, strict=True):
                self._by_node[node.id] = finding
            # As many kinds are open as there is room for.
            room -= len(own)
            if room >= 0:
                head.expand()
            else:
                head.collapse()
        outline.root.expand()
        self._head()
        self.call_after_refresh(outline.move_cursor_to_line, min(line, max(outline.last_line, 0)))

    def _nothing(self) -> tuple[str, str]:
        if self.view.row.status == "handed-in":
            return "没有发现问题，本考评已提交", "按 F10 可重新打开"
        if not self.view.can_write:
            return "没有发现问题", f"这是 {visible(self.view.row.evaluator)} 的考评，由本人提交"
        return "没有发现问题，可以提交（按 F10 或 Ctrl+S）", "提交以后仍可修改，但每次修改须写明原因"

    @on(Tree.NodeHighlighted)
    def _moved(self) -> None:
        node = self.query_one(Outline).cursor_node
        line = node.data if node is not None else None
        width = max(self.query_one("#more").content_region.width, 20)
        text = "" if line is None else f"{line.text}\n下一步：{line.more}" if line.more else line.text
        self.query_one("#more", Plain).say("\n".join(wrapped(text, width)))

    @on(Tree.NodeSelected)
    def _selected(self, event: Tree.NodeSelected[Line]) -> None:
        finding = self._by_node.get(event.node.id)
        if finding is None:
            if event.node.allow_expand:
                event.node.toggle()
        elif finding.kind == "edition":
            self.action_edition()
        elif not finding.stated:
            self.dismiss(finding.item)
        else:
            self._state()

    def action_edition(self) -> None:
        """What another text of the standard changes in this evaluation."""
        from kaoping_tui.screens.edition_going import ask_one

        walk = self._walk()

        def moved(view: View) -> None:
            if walk is not None:
                walk.show(view)
            else:
                self.view = view
                self._look()
            self.own.tell("已改用这一版；未评的逐项补评")

        ask_one(self, self.view.row.id, moved)

    def _state(self) -> None:
        """To the list of vetoes, adjustments and parts, and back here."""
        from kaoping_tui.screens.statements import StatementScreen

        walk = self._walk()
        if walk is None:
            self.own.tell("请在评定界面按 F8 填写")
        else:
            self.app.push_screen(StatementScreen(walk))

    # -- handing in

    def action_hand_in(self) -> None:
        """Hand in, asking once more where something is left; or open again what was handed in."""
        if not self.view.can_write:
            self.own.warn(f"这是 {visible(self.view.row.evaluator)} 的考评，只能由本人提交")
            return
        if self.findings is None:
            self.own.tell("正在检查，请稍候")
            return
        if self.view.row.status == "handed-in":
            choices = (Choice("no", "保持已提交"), Choice("open", "重新打开，继续修改"))
            self.app.push_screen(
                Choose("本考评已提交", choices, text="已提交的也可以直接修改，每次写明原因。"), self._answered
            )
            return
        many = self._left()
        if not many:
            self._turn(True)
            return
        choices = (Choice("no", "先不提交，接着看"), Choice("hand-in", "仍然提交"))
        text = "提交以后仍可修改，但每次修改须写明原因。"
        self.app.push_screen(Choose(f"检查还有 {many} 处，仍要提交吗？", choices, text=text), self._answered)

    def _answered(self, answer: str | None) -> None:
        if answer in ("hand-in", "open"):
            self._turn(answer == "hand-in")

    def _turn(self, handed_in: bool) -> None:
        told = "已提交；再按 F10 可重新打开" if handed_in else "已重新打开，可以继续修改"
        walk = self._walk()
        if walk is not None:
            walk.judge(lambda bench, key: bench.walk.hand_in(key, handed_in), told)
            return

        def done(view: View) -> None:
            self.view = view
            self.own.tell(told)
            self._look()

        work = self.own.writer.judging(self.view.row.id, lambda bench, key: bench.walk.hand_in(key, handed_in))
        self.own.save(self, work, done)
