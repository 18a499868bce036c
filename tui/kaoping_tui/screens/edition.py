"""What moving evaluations to another text of their standard does: shown first, done with one key."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Tree

from kaoping import EditionMove, EvaluationRow, Resolved, View, edition_text, visible
from kaoping_tui import keys
from kaoping_tui.edition_rows import one_lines
from kaoping_tui.modals.ask import Ask
from kaoping_tui.modals.choose import Choose
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.widgets.lists import Choice, Plain
from kaoping_tui.widgets.outline import Line, Outline
from kaoping_tui.wrap import clip, wrapped

if TYPE_CHECKING:
    from textual.widgets.tree import TreeNode

#: Lines of text below the outline.
MORE = 5


class EditionScreen(BaseScreen):
    """An outline above, the whole text of the line at the cursor below."""

    def body(self) -> ComposeResult:
        """Outline and text."""
        yield Outline(id="outline")
        yield Plain("", id="more", fixed=True)

    def head(self, text: str) -> None:
        """What stands above."""
        self.query_one("#title", Plain).say(clip(visible(text), max(self.app.size.width - 2, 20)))

    def fill(self, lines: list[tuple[Line, list[Line]]]) -> list[TreeNode[Line]]:
        """The lines with those below them; gives the node of each. The cursor stays where it was."""
        outline = self.query_one(Outline)
        at = max(outline.cursor_line, 0)
        outline.clear()
        nodes = [outline.put(outline.root, line, below) for line, below in lines]
        outline.root.expand()
        outline.focus()
        self.call_after_refresh(self._stand, at)
        return nodes

    def _stand(self, at: int) -> None:
        outline = self.query_one(Outline)
        outline.move_cursor_to_line(min(at, max(outline.last_line, 0)))
        if outline.cursor_node is not None:
            self._say(outline.cursor_node.data)

    @on(Tree.NodeHighlighted)
    def _moved(self, event: Tree.NodeHighlighted[Line]) -> None:
        self._say(event.node.data)

    def _say(self, line: Line | None) -> None:
        width = max(self.query_one("#more").content_region.width, 20)
        text = "" if line is None else f"{line.text}\n{line.more}" if line.more else line.text
        lines = wrapped(text, width)
        self.query_one("#more", Plain).say("\n".join(lines if len(lines) <= MORE else [*lines[: MORE - 1], "…"]))

    @on(Tree.NodeSelected)
    def _selected(self, event: Tree.NodeSelected[Line]) -> None:
        if event.node.allow_expand:
            self.query_one(Outline).unfold(event.node)
            event.node.toggle()


class OneEdition(EditionScreen):
    """One evaluation by another text of its standard."""

    BINDINGS: ClassVar[list[BindingType]] = keys.ONE_MOVE

    def __init__(
        self,
        row: EvaluationRow,
        move: EditionMove,
        moved: Callable[[View], None],
        resume: Callable[[str], None] | None,
    ) -> None:
        """`moved` is told of the evaluation after its move; `resume` opens one that was made beside it."""
        super().__init__()
        self.row, self.planned = row, move
        self._done, self._resume = moved, resume
        self._busy = False

    @property
    def target(self) -> Resolved:
        """The text that it would be by."""
        return self.planned.onward.difference.new

    def on_mount(self) -> None:
        """Show it."""
        self.head(f"换版｜考评 {self.row.number} {self.row.unit_name}｜改用 {edition_text(self.target)}")
        for node, (_, below) in zip(self.fill(one_lines(self.planned)), one_lines(self.planned), strict=True):
            if below and node is not None and len(below) <= 40:
                node.expand()

    def action_other(self) -> None:
        """Another text."""
        from kaoping_tui.screens.edition_going import ask_one

        done, resume = self._done, self._resume
        below = self.app.screen_stack[-2]
        self.dismiss(None)
        if isinstance(below, BaseScreen):
            ask_one(below, self.row.id, done, resume, choose=True)

    def action_move(self) -> None:
        """Move it, saying why where it was handed in."""
        self.run_worker(self._move())

    async def _move(self) -> None:
        if self._busy:
            return
        why = None
        if self.row.status == "handed-in":
            why = await self.app.push_screen_wait(Ask("已提交的考评，改用另一版须写明原因"))
            if why is None:
                return
        key, text, told = self.row.id, self.target, self._done
        self._busy = True

        def done(view: View) -> None:
            self.dismiss(None)
            told(view)

        def refused(error: Exception) -> None:
            from kaoping_tui.worker import said

            self._busy = False
            self.own.warn(said(error))

        work = self.own.writer.judging(key, lambda bench, id: bench.moving.move(id, text, why=why)[1])
        self.own.save(self, work, done, refused)

    def action_carry(self) -> None:
        """Go on in an evaluation of its own, and leave this one as it is."""

        def chosen(answer: str | None) -> None:
            if answer == "do":
                self._carry()

        choices = (Choice("do", "另建一份"), Choice("leave", "不另建"))
        text = "同一对象、同一周期，按新版；仍是同一内容的评定带过去（标为沿用未复核），说明和佐证也带；原考评不动"
        title = visible(f"按 {edition_text(self.target)} 另建一份，接着考评 {self.row.unit_name}")
        self.app.push_screen(Choose(title, choices, text=text), chosen)

    def _carry(self) -> None:
        key, text, resume = self.row.id, self.target, self._resume

        def done(made: EvaluationRow) -> None:
            self.dismiss(None)
            self.own.tell(f"已新建考评 {made.number}，已评 {made.rated}/{made.items}；考评 {self.row.number} 没有改动")
            if resume is not None:
                resume(made.id)

        self.own.save(self, lambda bench: bench.moving.carry(key, text)[1], done)
