"""From a campaign to one of its units, and to what can be printed of it."""

from __future__ import annotations

from kaoping import Matrix, kind_text, visible
from kaoping_tui.modals.choose import Choose
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.widgets.lists import Choice
from kaoping_tui.widgets.matrix import MatrixTable


class CampaignGoing(BaseScreen):
    """The part of a campaign's screen that leads elsewhere."""

    def __init__(self, campaign: str) -> None:
        super().__init__()
        self.campaign = campaign
        self.matrix: Matrix | None = None

    def action_report(self) -> None:
        """What can be printed of the campaign."""
        from kaoping_tui.screens.report import ReportScreen

        self.app.push_screen(ReportScreen("campaign", self.campaign))

    def action_edition(self) -> None:
        """Its evaluations by a corrected standard."""
        from kaoping_tui.screens.edition_going import ask_round

        ask_round(self, self.campaign)

    def action_find(self) -> None:
        """A unit by words."""
        if self.matrix is None:
            return
        choices = [Choice(line.unit, visible(f"{line.name}　{kind_text(line.kind)}")) for line in self.matrix.lines]

        def chosen(unit: str | None) -> None:
            if unit is not None:
                self.query_one(MatrixTable).stand_at(unit)

        self.app.push_screen(Choose("找考评对象", choices, narrow=True), chosen)
