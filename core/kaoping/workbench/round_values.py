"""What moving a campaign's evaluations does, or did. Pure values."""

from __future__ import annotations

from dataclasses import dataclass

from kaoping.standard.resolved import Resolved
from kaoping.store.queries import CampaignRow, EvaluationRow
from kaoping.workbench.moving import Moved


@dataclass(frozen=True, slots=True)
class RoundMove:
    """A campaign's evaluations brought to another text of its standard, or what that would do.

    :ivar announced: the campaign goes by this text from now on, and did not before
    :ivar moved: this evaluator's own, in the order of their numbers
    :ivar todo: those of them that are to be moved and are not among `moved`
    :ivar there: those that are by this text already, whosever they are
    :ivar handed_in: own ones that were handed in, and stay
    :ivar others: those of other evaluators, who move them themselves
    :ivar unfit: own ones that cannot be, and why
    """

    campaign: CampaignRow
    edition: Resolved
    announced: bool
    moved: tuple[Moved, ...]
    todo: tuple[EvaluationRow, ...]
    there: tuple[EvaluationRow, ...]
    handed_in: tuple[EvaluationRow, ...]
    others: tuple[EvaluationRow, ...]
    unfit: tuple[tuple[EvaluationRow, str], ...]


@dataclass(frozen=True, slots=True)
class RoundBack:
    """A campaign's move taken back.

    :ivar back: own evaluations that are by the earlier text again
    :ivar kept: own ones that were judged since, or moved another way
    :ivar left: own ones that wait for the next part
    """

    campaign: CampaignRow
    back: tuple[EvaluationRow, ...]
    kept: tuple[EvaluationRow, ...]
    left: int = 0
