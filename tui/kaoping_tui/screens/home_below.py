"""What stands below the list of the first screen: evaluations behind their campaign, what cannot be used, the file's place."""

from __future__ import annotations

from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.widgets.lists import Plain
from kaoping_tui.wrap import clip


class HomeBelow(BaseScreen):
    """The lines below the list, and where the first of them leads."""

    def __init__(self) -> None:
        super().__init__()
        self._behind = 0
        self.below: list[str] = []

    def look_behind(self) -> None:
        """How many evaluations are by an earlier text than their campaign."""

        def known(count: int) -> None:
            if count != self._behind:
                self._behind = count
                self.show_below()

        self.own.read(self, lambda bench: sum(count for _, count in bench.moving_rounds.behind()), known)

    def show_below(self) -> None:
        """Show the lines; none takes no room."""
        behind = f"有 {self._behind} 份考评的批次已改用更正的标准，按 F9 看会改什么，并改用"
        lines = [*([behind] if self._behind else []), *self.below]
        line = self.query_one("#home-plugins", Plain)
        line.display = bool(lines)
        line.say("\n".join(clip(text, max(self.size.width - 2, 20)) for text in lines))

    def action_edition(self) -> None:
        """What changes for the evaluations whose campaign goes by a corrected standard."""
        if self.not_yet():
            return
        from kaoping_tui.screens import edition_going

        edition_going.ask_behind(self)

    def not_yet(self) -> bool:
        """Whether the workspace is still being opened, and say so."""
        raise NotImplementedError
