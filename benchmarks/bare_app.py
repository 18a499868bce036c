"""The least that a Textual application can be: what the screens are held against."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.events import Key
from textual.widgets import Static


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


if __name__ == "__main__":
    Bare().run()
