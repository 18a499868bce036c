"""The result: score, sections, vetoes, outcome and why, what still decides, and where every number comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from kaoping import Joint, Shortest, Stood, View, joint_ways, shortest, visible
from kaoping_tui import keys
from kaoping_tui.result_lines import Block, derived, outline_of
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.way_lines import joint_of, next_of
from kaoping_tui.widgets.lists import Plain
from kaoping_tui.widgets.outline import Line, Outline
from kaoping_tui.worker import said
from kaoping_tui.wrap import clip, led, wrapped

#: Rows of the text below the outline, its upper edge with them.
LEAST_MORE = 6
WAITING = Line("更好的结果：正在推算…", "项目很多时要一会儿；这时可以照常翻看，也可以离开")
NOT_FOUND = Line("更好的结果：没有推算出来", "原因见最下面一行；结果和得分不受影响")

__all__ = ["ResultScreen", "derived", "outline_of"]


class ResultScreen(BaseScreen):
    """The outline above, the whole text of the line at the cursor below."""

    BINDINGS: ClassVar[list[BindingType]] = keys.RESULT

    def __init__(self, view: View) -> None:
        super().__init__()
        self.view = view
        self._waiting: list[TreeNode[Line]] = []

    def body(self) -> ComposeResult:
        """Outline and text."""
        yield Outline(id="outline", steps=lambda node: derived(node, self.view))
        yield Plain("", id="more", fixed=True)

    def on_mount(self) -> None:
        """Fill it."""
        self.show(self.view)

    def show(self, view: View) -> None:
        """Show the evaluation as it now is."""
        self.view = view
        self._head()
        self.query_one(Outline).clear()
        outline = self.query_one(Outline)
        for line, below in outline_of(self.view):
            outline.put(outline.root, line, below)
        self._waiting = [outline.put(outline.root, WAITING, at=min(2, len(outline.root.children)))]
        outline.root.expand()
        outline.focus()
        self.call_after_refresh(outline.move_cursor_to_line, 0)
        # Working it out may take a moment, and asks nothing of the workspace: no save is to wait for it.
        sheet, unit = self.view.sheet, self.view.row.unit
        app = self.own
        app.compute(self, lambda: shortest(sheet), self._led, self._failed)
        app.read(self, lambda bench: bench.ways.stood(unit), self._stood)

    def _stood(self, stood: Sequence[Stood]) -> None:
        if len(stood) > 1:
            self.own.compute(self, lambda: joint_ways(stood), self._joined)

    def _failed(self, error: Exception) -> None:
        if self._waiting:
            self._put([(NOT_FOUND, [])], self._waiting.pop())
        self.own.warn(said(error))

    def _led(self, found: Shortest) -> None:
        self._put([next_of(found)], self._waiting.pop() if self._waiting else None)

    def _joined(self, joint: Joint) -> None:
        # After the evaluation's own way, whichever came first.
        self._put(joint_of(joint, self.view.row.id), None, 3)

    def _put(self, blocks: list[Block], instead: TreeNode[Line] | None, place: int = 2) -> None:
        outline = self.query_one(Outline)
        standing = outline.cursor_node
        nodes = [
            outline.put(outline.root, line, below, at=min(at, len(outline.root.children)))
            for at, (line, below) in enumerate(blocks, place)
        ]
        if instead is not None:
            standing = nodes[0] if standing is instead else standing
            instead.remove()
        # What is put in above must not move the person to another line.
        if standing is not None:
            self.call_after_refresh(outline.move_cursor, standing)

    @on(Tree.NodeHighlighted)
    def _moved(self) -> None:
        node = self.query_one(Outline).cursor_node
        line = node.data if node is not None else None
        more = self.query_one("#more", Plain)
        width = max(more.content_region.width, 20)
        text = "" if line is None else f"{line.text}\n{line.more}" if line.more else line.text
        lines = wrapped(text, width)
        # A long text takes from the outline what it needs, up to half of the screen.
        rows = max(LEAST_MORE, min(len(lines) + 1, self.app.size.height // 2))
        if more.styles.height is None or more.styles.height.value != rows:
            more.styles.height = rows
        if len(lines) > rows - 1:
            lines = [*lines[: rows - 2], clip(lines[rows - 2] + "…" * 2, width - 1)]
        more.say("\n".join(lines))

    def _head(self) -> None:
        rest = f"｜{self.view.resolved.standard.short}（回车展开每个数的来历）"
        title = led(visible(f"结果｜{self.view.row.unit_name}"), visible(rest), max(self.app.size.width - 2, 20))
        self.query_one("#title", Plain).say(title)

    def action_report(self) -> None:
        """What can be printed of it."""
        from kaoping_tui.screens.report import ReportScreen

        self.app.push_screen(ReportScreen("evaluation", self.view.row.id))

    def on_resize(self) -> None:
        """Lay out again."""
        self._head()
        self.call_after_refresh(self._moved)

    def action_compare(self) -> None:
        """The unit under all its standards."""
        from kaoping_tui.screens.compare_going import compare

        compare(self, self.view.row.unit)

    @on(Tree.NodeSelected)
    def _selected(self, event: Tree.NodeSelected[Line]) -> None:
        node = event.node
        if node.allow_expand:
            self.query_one(Outline).unfold(node)
            node.toggle()
        elif node.data is not None and node.data.item is not None:
            self.dismiss(node.data.item)
