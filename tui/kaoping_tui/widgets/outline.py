"""An outline: lines that open, with the whole text of the one at the cursor to be shown elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import set_cell_size
from rich.style import Style
from rich.text import Text
from textual.binding import BindingType
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from kaoping import Derivation
from kaoping_tui import keys
from kaoping_tui.wrap import clip

#: Lines below a heading that are shown at once.
AT_ONCE = 8


class Line(NamedTuple):
    """One line of the outline: what it says, what more there is to read, the item it leads to, what it is made of.

    :ivar under: lines below it that are made when it is first opened.
    """

    text: str
    more: str = ""
    item: str | None = None
    derivation: Derivation | None = None
    under: tuple[Line, ...] = ()

    @property
    def opens(self) -> bool:
        """Whether there is anything below it that is made when it is opened."""
        node = self.derivation
        return bool(self.under) or (node is not None and bool(node.children or node.inputs or node.clause))


class Outline(Tree[Line], inherit_bindings=False):
    """Lines that open; a derivation is opened one step at a time."""

    BINDINGS: ClassVar[list[BindingType]] = keys.OUTLINE
    COMPONENT_CLASSES: ClassVar[set[str]] = {"outline--heading", "outline--opens"}

    def __init__(self, *, id: str | None = None, steps: Callable[[Derivation], Sequence[Line]] | None = None) -> None:
        super().__init__("", id=id)
        self._steps = steps
        self.show_root = False
        self.show_guides = False
        self.guide_depth = 2
        self.auto_expand = False

    def put(
        self, above: TreeNode[Line], line: Line, below: Sequence[Line] = (), *, at: int | None = None
    ) -> TreeNode[Line]:
        """A line below another, with those below it; a long list stays closed at first."""
        if not below and not line.opens:
            return above.add_leaf("", data=line, before=at)
        node = above.add("", data=line, expand=0 < len(below) <= AT_ONCE, before=at)
        for inner in below:
            self.put(node, inner)
        return node

    def unfold(self, node: TreeNode[Line]) -> None:
        """Make the steps below a number, when it is first opened."""
        line = node.data
        if line is None or node.children:
            return
        steps = self._steps(line.derivation) if self._steps is not None and line.derivation is not None else ()
        for below in (*line.under, *steps):
            self.put(node, below)

    def on_resize(self) -> None:
        """The line at the cursor stays in sight when the text below takes room or gives it back."""
        self.call_after_refresh(self._in_sight)

    def _in_sight(self) -> None:
        if self.scroll_y > self.max_scroll_y:
            self.scroll_to(y=self.max_scroll_y, animate=False, immediate=True)
        if self.cursor_line >= 0:
            self.scroll_to_line(self.cursor_line, animate=False)

    def scroll_to_line(self, line: int, animate: bool = True) -> None:
        """Bring a line into sight at once: what is put off is worked out from a height that the text below then changes."""
        region = self._get_label_region(line)
        if region is not None:
            self.scroll_to_region(region, animate=False, force=True, origin_visible=False, x_axis=False, immediate=True)

    def get_label_width(self, node: TreeNode[Line]) -> int:
        """Labels are clipped; the whole text stands below."""
        return 1

    def render_label(self, node: TreeNode[Line], base_style: Style, style: Style) -> Text:
        """The line, with a sign where it opens."""
        depth, above = 0, node.parent
        while above is not None and not above.is_root:
            depth, above = depth + 1, above.parent
        head = ("- " if node.is_expanded else "+ ") if node.allow_expand else "  "
        width = max(self.scrollable_content_region.width - 2 * depth, 8)
        text = clip(head + (node.data.text if node.data is not None else ""), width)
        label = Text(set_cell_size(text, width), style)
        if depth == 0:
            found = self.get_component_rich_style("outline--heading", partial=True)
            label.stylize(Style(color=found.color, bold=found.bold))
        elif node.allow_expand:
            found = self.get_component_rich_style("outline--opens", partial=True)
            label.stylize(Style(color=found.color, bold=found.bold), 0, 2)
        return label

    def action_into(self) -> None:
        """Open."""
        if self.cursor_node is not None and self.cursor_node.allow_expand:
            self.unfold(self.cursor_node)
            self.cursor_node.expand()

    def action_out(self) -> None:
        """Close, or go up."""
        node = self.cursor_node
        if node is not None and node.allow_expand and node.is_expanded:
            node.collapse()
        elif node is not None and node.parent is not None and not node.parent.is_root:
            self.move_cursor(node.parent)
