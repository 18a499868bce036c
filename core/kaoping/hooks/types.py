"""The types of what hooks provide."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from kaoping.reports.formats import ReportInput
    from kaoping.scoring.models import ModelInput
    from kaoping.scoring.outcomes import OutcomeInput
    from kaoping.scoring.sheet import Outcome, Totals, VetoFinding
    from kaoping.scoring.vetoes import VetoInput

ScoringModel: TypeAlias = "Callable[[ModelInput], Totals]"
VetoCheck: TypeAlias = "Callable[[VetoInput], VetoFinding]"
OutcomeRule: TypeAlias = "Callable[[OutcomeInput], Outcome]"
ReportFormat: TypeAlias = "Callable[[ReportInput], bytes]"
