"""kaoping 考评: score a unit against an official rubric, with every point explained.

Everything a plugin or the screens need is imported from here. Names load when first used (PEP 562), so that
`import kaoping` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from kaoping.answers import AdjustmentStatement as AdjustmentStatement
    from kaoping.answers import Answers as Answers
    from kaoping.answers import Deduction as Deduction
    from kaoping.answers import Observation as Observation
    from kaoping.answers import PartStatement as PartStatement
    from kaoping.answers import Rating as Rating
    from kaoping.answers import Sample as Sample
    from kaoping.answers import Unit as Unit
    from kaoping.answers import VetoStatement as VetoStatement
    from kaoping.errors import Fault as Fault
    from kaoping.errors import KaopingError as KaopingError
    from kaoping.errors import NotSo as NotSo
    from kaoping.errors import Refused as Refused
    from kaoping.errors import Surroundings as Surroundings
    from kaoping.hooks.specs import hookimpl as hookimpl
    from kaoping.periods import Period as Period
    from kaoping.reports.formats import ReportInput as ReportInput
    from kaoping.scoring.models import ModelInput as ModelInput
    from kaoping.scoring.outcomes import OutcomeInput as OutcomeInput
    from kaoping.scoring.sheet import Derivation as Derivation
    from kaoping.scoring.sheet import Outcome as Outcome
    from kaoping.scoring.sheet import ScoreSheet as ScoreSheet
    from kaoping.scoring.sheet import SectionScore as SectionScore
    from kaoping.scoring.sheet import Totals as Totals
    from kaoping.scoring.sheet import VetoFinding as VetoFinding
    from kaoping.scoring.vetoes import VetoInput as VetoInput
    from kaoping.standard.resolved import Resolved as Resolved

_HOMES = {
    "AdjustmentStatement": "answers",
    "Answers": "answers",
    "Deduction": "answers",
    "Derivation": "scoring.sheet",
    "Fault": "errors",
    "KaopingError": "errors",
    "ModelInput": "scoring.models",
    "NotSo": "errors",
    "Observation": "answers",
    "Outcome": "scoring.sheet",
    "OutcomeInput": "scoring.outcomes",
    "PartStatement": "answers",
    "Period": "periods",
    "Rating": "answers",
    "Refused": "errors",
    "ReportInput": "reports.formats",
    "Resolved": "standard.resolved",
    "Sample": "answers",
    "ScoreSheet": "scoring.sheet",
    "SectionScore": "scoring.sheet",
    "Surroundings": "errors",
    "Totals": "scoring.sheet",
    "Unit": "answers",
    "VetoFinding": "scoring.sheet",
    "VetoInput": "scoring.vetoes",
    "VetoStatement": "answers",
    "hookimpl": "hooks.specs",
}

__all__ = ["__version__", *_HOMES]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kaoping' has no attribute {name!r}")
    return getattr(import_module(f"kaoping.{_HOMES[name]}"), name)
