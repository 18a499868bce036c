"""What the screens are held against: the least that a Textual application can be, and a bare tree with a text beside it.

`python bare_app.py [tree]`
"""

from __future__ import annotations

import sys

from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.events import Key
from textual.widgets import Static, Tree


class Bare(App[None]):
    """One line of text, which each key changes."""

    count = 0

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("ready", id="line")

    def on_key(self, event: Key) -> None:
        """Show how many keys came."""
        event.stop()
        self.count += 1
        self.query_one("#line", Static).update(f"key {self.count}")


class BareTree(App[None]):
    """A tree of a hundred lines; each line the cursor comes to is shown beside it. Saves and computes nothing."""

    def compose(self) -> ComposeResult:
        """The tree and the text."""
        with Horizontal():
            yield Tree[None]("ready")
            yield Static("", id="line")

    def on_mount(self) -> None:
        """Fill the tree."""
        tree = self.query_one(Tree)
        for number in range(1, 101):
            tree.root.add_leaf(f"{number} 第{number}项工作落实到位")
        tree.root.expand()
        tree.focus()

    def on_tree_node_highlighted(self, event: Tree.NodeHighlighted[None]) -> None:
        """Show the line."""
        self.query_one("#line", Static).update(str(event.node.label))


if __name__ == "__main__":
    (BareTree if "tree" in sys.argv[1:] else Bare)().run()
