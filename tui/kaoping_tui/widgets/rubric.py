"""The standard as a tree, with state and score of each node, redrawn where something changed."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text
from textual.binding import BindingType
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from kaoping import View, visible
from kaoping_tui import keys
from kaoping_tui.texts import item_score, mark, number, rated, span
from kaoping_tui.wrap import fitted


class Line(NamedTuple):
    """What one node shows: its state, its name, and what stands at the right edge."""

    mark: str
    name: str
    right: str
    open: bool


class Rubric(Tree[str], inherit_bindings=False):
    """Dimensions, groups and criteria; the node's data is `item:ID` or `node:ID`."""

    BINDINGS: ClassVar[list[BindingType]] = keys.TREE

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id)
        self.show_root = False
        self.show_guides = False
        self.guide_depth = 2
        self.auto_expand = False
        self._lines: dict[str, Line] = {}
        self._places: dict[str, TreeNode[str]] = {}

    def build(self, view: View) -> None:
        """Make the nodes; once for an evaluation."""
        self.clear()
        self._places = {}
        self._lines = _lines(view)
        for item in view.resolved.items:
            above = self.root
            for node in item.path:
                key = f"node:{node.id}"
                if key not in self._places:
                    self._places[key] = above.add("", data=key, expand=True)
                above = self._places[key]
            key = f"item:{item.id}"
            self._places[key] = above.add_leaf("", data=key)
        self.root.expand()

    def show(self, view: View) -> None:
        """Redraw the nodes that say something else now."""
        lines = _lines(view)
        changed = [key for key, line in lines.items() if self._lines.get(key) != line]
        self._lines = lines
        for key in changed:
            self._places[key].refresh()

    @property
    def item(self) -> str | None:
        """The id of the item at the cursor; None on a dimension or group."""
        node = self.cursor_node
        if node is None or node.data is None or not node.data.startswith("item:"):
            return None
        return node.data.removeprefix("item:")

    def stand_at(self, item: str) -> None:
        """Move the cursor to an item, its groups opened."""
        node = self._places.get(f"item:{item}")
        above = node.parent if node is not None else None
        opened = False
        while above is not None:
            if not above.is_expanded:  # opening lays the whole screen out again
                above.expand()
                opened = True
            above = above.parent
        if node is not None:
            if opened:
                self._tree_lines  # noqa: B018 - lays the lines out, so that the node knows its line
            self.move_cursor(node)

    def get_label_width(self, node: TreeNode[str]) -> int:
        """No wider than the pane: labels are clipped, the whole text stands at the right."""
        return 1

    def render_label(self, node: TreeNode[str], base_style: Style, style: Style) -> Text:
        """Mark and name at the left, score at the right edge."""
        line = self._lines.get(node.data or "")
        if line is None:
            return Text("", style)
        depth = 0
        above = node.parent
        while above is not None and not above.is_root:
            depth, above = depth + 1, above.parent
        width = max(self.scrollable_content_region.width - depth * self.guide_depth, 8)
        if node.allow_expand:
            head = "- " if node.is_expanded else "+ "
            return Text(fitted(head + line.name, line.right, width), style + Style(bold=True))
        head = set_cell_size(line.mark, 2) + " "
        text = fitted(line.name, line.right, width - cell_len(head))
        tone = Style(dim=True) if not line.open and line.mark in ("免", "外") else Style(bold=line.open)
        return Text.assemble((head, style), (text, style + tone))

    def toggle(self) -> bool:
        """Open or close the group at the cursor; False on an item."""
        node = self.cursor_node
        if node is None or not node.allow_expand:
            return False
        node.toggle()
        return True

    async def action_into(self) -> None:
        """Open a group, or go over to the requirements."""
        node = self.cursor_node
        if node is not None and node.allow_expand and node.is_collapsed:
            node.expand()
        elif node is not None:
            await self.run_action("screen.other_pane")

    def action_out(self) -> None:
        """Close a group, or go up to it."""
        node = self.cursor_node
        if node is None:
            return
        if node.allow_expand and node.is_expanded:
            node.collapse()
        elif node.parent is not None and not node.parent.is_root:
            self.move_cursor(node.parent)


def _lines(view: View) -> dict[str, Line]:
    sheet = view.sheet
    found: dict[str, Line] = {}
    counts: dict[str, list[int]] = {}
    sections = {section.id: section for section in sheet.sections}
    for score in sheet.items:
        item = score.item
        rating = view.answers.ratings.get(item.id)
        signs = ("!" if item.id in sheet.stale else "") + ("*" if rating is not None and rating.flagged else "")
        name = visible(f"{item.id} {item.criterion.title}")
        right = f"{signs} {item_score(score)}" if signs else item_score(score)
        found[f"item:{item.id}"] = Line(mark(view, score), name, right, score.state == "unrated")
        for node in item.path:
            count = counts.setdefault(node.id, [0, 0])
            count[0] += score.state != "unrated"
            count[1] += 1
    for item in view.resolved.items:
        for depth, node in enumerate(item.path):
            done, total = counts[node.id]
            right = f"{done}/{total}项"
            section = sections.get(node.id) if depth == 0 else None
            if section is not None and view.resolved.by_points:
                right = f"{span(sheet, section.low, section.high)}/{number(sheet, section.full)}".replace(" ", "")
            name = visible(f"{node.id} {node.title}")
            found.setdefault(f"node:{node.id}", Line("", name, right, done < total))
    return found


__all__ = ["Rubric", "rated"]
