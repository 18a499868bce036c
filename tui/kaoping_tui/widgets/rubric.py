"""The standard as a tree, with state and score of each node, redrawn where something changed."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text
from textual.binding import BindingType
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from kaoping import View, standings, visible
from kaoping_tui import keys
from kaoping_tui.texts import UNRATED, item_score, mark, number, rated, span
from kaoping_tui.wrap import fitted


class Line(NamedTuple):
    """What one node shows: its state, its name, what to look at again, its score, and the class of its tone."""

    mark: str
    name: str
    signs: str
    score: str
    tone: str

    @property
    def right(self) -> str:
        """What stands at the right edge."""
        return f"{self.signs} {self.score}" if self.signs else self.score


#: The class of a state, by the mark that says it.
TONES = {
    "满": "rubric--good",
    "达": "rubric--good",
    "扣": "rubric--lost",
    "部": "rubric--lost",
    "否": "rubric--bad",
    "免": "rubric--quiet",
    "外": "rubric--quiet",
    "--": "rubric--open",
}


class Rubric(Tree[str], inherit_bindings=False):
    """Dimensions, groups and criteria; the node's data is `item:ID` or `node:ID`."""

    BINDINGS: ClassVar[list[BindingType]] = keys.TREE
    COMPONENT_CLASSES: ClassVar[set[str]] = {*TONES.values(), "rubric--group", "rubric--signs"}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id)
        self.show_root = False
        self.show_guides = False
        self.guide_depth = 2
        self.auto_expand = False
        #: What is shown, in the order of the standard.
        self.items: tuple[str, ...] = ()
        self._lines: dict[str, Line] = {}
        self._places: dict[str, TreeNode[str]] = {}

    def build(self, view: View, only: Collection[str] | None = None) -> None:
        """Make the nodes, once for an evaluation and once for each filter; groups that were closed stay so.

        :param only: the items to show, with the groups they are in; None for all.
        """
        closed = {key for key, node in self._places.items() if node.allow_expand and node.is_collapsed}
        self.clear()
        self._places = {}
        self._lines = _lines(view)
        self.items = tuple(item.id for item in view.resolved.items if only is None or item.id in only)
        for item in view.resolved.items:
            if only is not None and item.id not in only:
                continue
            above = self.root
            for node in item.path:
                key = f"node:{node.id}"
                if key not in self._places:
                    self._places[key] = above.add("", data=key, expand=key not in closed)
                above = self._places[key]
            key = f"item:{item.id}"
            self._places[key] = above.add_leaf("", data=key)
        self.root.expand()

    def show(self, view: View, only: Collection[str] | None = None) -> None:
        """Redraw the nodes that say something else now; made anew where others are to be shown."""
        shown = self.items if only is None else tuple(item.id for item in view.resolved.items if item.id in only)
        if shown != self.items:
            standing = self.item
            self.build(view, only)
            if standing is not None:
                self.stand_at(standing)
            return
        lines = _lines(view)
        changed = [key for key, line in lines.items() if self._lines.get(key) != line]
        self._lines = lines
        for key in changed:
            if key in self._places:
                self._places[key].refresh()

    @property
    def item(self) -> str | None:
        """The id of the item at the cursor; None on a dimension or group."""
        node = self.cursor_node
        if node is None or node.data is None or not node.data.startswith("item:"):
            return None
        return node.data.removeprefix("item:")

    @property
    def node(self) -> str | None:
        """The id of the dimension or group at the cursor; None on an item."""
        node = self.cursor_node
        if node is None or node.data is None or not node.data.startswith("node:"):
            return None
        return node.data.removeprefix("node:")

    def stand_at(self, item: str) -> None:
        """Move the cursor to an item, its groups opened."""
        node = self._places.get(f"item:{item}")
        above = node.parent if node is not None else None
        while above is not None:
            if not above.is_expanded:  # opening lays the whole screen out again
                above.expand()
            above = above.parent
        if node is not None:
            self._tree_lines  # noqa: B018 - lays the lines out where they are new, so that the node knows its line
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
            return Text(fitted(head + line.name, line.right, width), style + self._tone("rubric--group"))
        head = set_cell_size(line.mark, 2) + " "
        body = Text(fitted(line.name, line.right, width - cell_len(head)), style)
        if line.tone == "rubric--quiet":
            body.stylize(self._tone(line.tone))
        elif line.signs:
            start = len(body) - len(line.right)
            body.stylize(self._tone("rubric--signs"), start, start + len(line.signs))
        return Text.assemble((head, style + self._tone(line.tone)), body)

    def _tone(self, name: str) -> Style:
        """The colour and weight of a class; the ground stays the line's own."""
        found = self.get_component_rich_style(name, partial=True)
        return Style(color=found.color, bold=found.bold)

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
    sections = {section.id: section for section in sheet.sections}
    for score in sheet.items:
        item = score.item
        sign = mark(view, score)
        lost = "rubric--good" if score.low == score.full else "rubric--lost"
        name = visible(f"{item.id} {item.criterion.title}")
        signs = _signs(view, item.id)
        found[f"item:{item.id}"] = Line(sign, name, signs, item_score(score), TONES.get(sign, lost))
    known = standings(sheet)
    for item in view.resolved.items:
        for depth, node in enumerate(item.path):
            standing, section = known[node.id], sections.get(node.id) if depth == 0 else None
            right = f"{standing.rated}/{standing.items}项"
            if section is not None and view.resolved.by_points:
                right = f"{span(sheet, section.low, section.high)}/{number(sheet, section.full)}".replace(" ", "")
            elif standing.full:
                right = f"{span(sheet, standing.low, standing.high)}/{number(sheet, standing.full)}".replace(" ", "")
            name = visible(node.named)
            found.setdefault(f"node:{node.id}", Line("", name, "", right, ""))
    return found


def _signs(view: View, item: str) -> str:
    """What is to be looked at again: `!` facts changed, `=` carried and not checked, `*` a mark of one's own."""
    rating = view.answers.ratings.get(item, UNRATED)
    return ("!" if item in view.sheet.stale else "") + "=" * rating.carried + "*" * rating.flagged


__all__ = ["Rubric", "rated"]
