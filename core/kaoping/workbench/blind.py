"""Blind evaluation (盲评): in a campaign that says so, evaluators see each other's ratings only once both are handed in.

It keeps honest colleagues from being led by each other. It is no lock: who can read the file can read all of it, and
facts, evidence and how far each has come are shared as ever.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kaoping.errors import refuse
from kaoping.store import queries
from kaoping.store.queries import EvaluationRow
from kaoping.store.workspace import Workspace
from kaoping.text import visible

#: What a list shows in the place of an outcome that is not to be seen yet.
BLIND = "blind"


@dataclass
class Veil:
    """What one evaluator is not to see yet. Reads the workspace as it stands; made anew for each list.

    Another's evaluation in a blind campaign is hidden until it is handed in, and from one who evaluates the same unit
    at the same stage, or is assigned it, until theirs is too.
    """

    workspace: Workspace
    evaluator: str
    _blind: dict[str, dict[str, list[str]]] | None = field(default=None, init=False)
    _own: dict[str, dict[tuple[str, str | None], bool]] = field(default_factory=dict, init=False)

    def hidden(self, row: EvaluationRow) -> bool:
        """Whether its ratings are not to be seen yet."""
        if row.campaign is None or row.evaluator == self.evaluator or row.campaign not in self._campaigns():
            return False
        if row.status != "handed-in":
            return True
        mine = self._mine(row.campaign).get((row.unit, row.stage))
        if mine is None:
            return self.evaluator in self._campaigns()[row.campaign].get(row.unit, ())
        return not mine

    def rows(self, rows: Iterable[EvaluationRow]) -> list[EvaluationRow]:
        """The rows of a list, without results where those are not to be seen yet."""
        return [
            row._replace(low_m=None, high_m=None, full_m=None, outcome=None, outcome_status=BLIND)
            if self.hidden(row)
            else row
            for row in rows
        ]

    def seen(self, rows: Iterable[EvaluationRow]) -> list[EvaluationRow]:
        """Those that may be looked into."""
        return [row for row in rows if not self.hidden(row)]

    def refuse_hidden(self, row: EvaluationRow) -> None:
        """Keep an evaluation closed.

        :raises Refused: its ratings are not to be seen yet.
        """
        if self.hidden(row):
            message = (
                f"考评 {row.number}（{visible(row.evaluator)}）在盲评的批次里，对方提交、自己的也提交以后才能看；"
                "请先完成并提交自己的考评"
            )
            raise refuse(BLIND, message, id=str(row.number))

    def _campaigns(self) -> dict[str, dict[str, list[str]]]:
        """The blind campaigns, each with who is assigned what."""
        if self._blind is None:
            rows = queries.campaigns(self.workspace)
            self._blind = {row.id: row.body.get("assigned", {}) for row in rows if row.body.get("blind")}
        return self._blind

    def _mine(self, campaign: str) -> dict[tuple[str, str | None], bool]:
        """This evaluator's own in the campaign, by unit and stage: whether all are handed in."""
        if campaign not in self._own:
            found: dict[tuple[str, str | None], bool] = {}
            for row in queries.evaluations(self.workspace, campaign=campaign, limit=1_000_000):
                if row.evaluator == self.evaluator:
                    place = (row.unit, row.stage)
                    found[place] = found.get(place, True) and row.status == "handed-in"
            self._own[campaign] = found
        return self._own[campaign]


__all__ = ["BLIND", "Veil"]
