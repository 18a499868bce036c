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
    from kaoping.answers import Value as Value
    from kaoping.answers import VetoStatement as VetoStatement
    from kaoping.errors import Fault as Fault
    from kaoping.errors import KaopingError as KaopingError
    from kaoping.errors import NotSo as NotSo
    from kaoping.errors import Refused as Refused
    from kaoping.errors import Surroundings as Surroundings
    from kaoping.facts import Judged as Judged
    from kaoping.facts import bound_text as bound_text
    from kaoping.facts import value_text as value_text
    from kaoping.hooks.manager import PluginInfo as PluginInfo
    from kaoping.hooks.specs import hookimpl as hookimpl
    from kaoping.numbers import fold as fold
    from kaoping.numbers import parse_number as parse_number
    from kaoping.numbers import plain as plain
    from kaoping.numbers import rounded as rounded
    from kaoping.numbers import shown as shown
    from kaoping.periods import Period as Period
    from kaoping.periods import look_back as look_back
    from kaoping.periods import parse as _parse
    from kaoping.reports.formats import ReportInput as ReportInput
    from kaoping.scoring.derivation import value_text as _value_text
    from kaoping.scoring.derivation import words as _words
    from kaoping.scoring.models import ModelInput as ModelInput
    from kaoping.scoring.outcomes import OutcomeInput as OutcomeInput
    from kaoping.scoring.sheet import Derivation as Derivation
    from kaoping.scoring.sheet import ItemScore as ItemScore
    from kaoping.scoring.sheet import Outcome as Outcome
    from kaoping.scoring.sheet import ScoreSheet as ScoreSheet
    from kaoping.scoring.sheet import SectionScore as SectionScore
    from kaoping.scoring.sheet import Totals as Totals
    from kaoping.scoring.sheet import VetoFinding as VetoFinding
    from kaoping.scoring.suggest import RequirementFinding as RequirementFinding
    from kaoping.scoring.suggest import Suggestion as Suggestion
    from kaoping.scoring.vetoes import VetoInput as VetoInput
    from kaoping.standard.attributes import attribute_text as attribute_text
    from kaoping.standard.attributes import condition_text as condition_text
    from kaoping.standard.describe import errata_at as errata_at
    from kaoping.standard.evidence import evidence_text as evidence_text
    from kaoping.standard.model import Adjustment as Adjustment
    from kaoping.standard.model import FactDefinition as FactDefinition
    from kaoping.standard.model import Measure as Measure
    from kaoping.standard.model import Part as Part
    from kaoping.standard.model import Requirement as Requirement
    from kaoping.standard.model import Veto as Veto
    from kaoping.standard.resolved import Item as Item
    from kaoping.standard.resolved import Resolved as Resolved
    from kaoping.store.queries import EvaluationRow as EvaluationRow
    from kaoping.store.queries import UnitRow as UnitRow
    from kaoping.store.queries import evaluations as _evaluations
    from kaoping.store.workspace import Workspace as Workspace
    from kaoping.text import has_hidden as has_hidden
    from kaoping.text import visible as visible
    from kaoping.workbench.bench import Workbench as Workbench
    from kaoping.workbench.demo import EVALUATOR as _evaluator
    from kaoping.workbench.demo import build as _build
    from kaoping.workbench.evaluations import View as View
    from kaoping.workbench.facts import value_of as value_of
    from kaoping.workbench.library import Entry as _Entry
    from kaoping.workbench.options import Options as Options
    from kaoping.workbench.options import open_workbench as open_workbench
    from kaoping.workbench.units import KINDS as KINDS
    from kaoping.workbench.units import kind_text as kind_text

    DEMO_EVALUATOR = _evaluator
    StandardEntry = _Entry
    build_demo = _build
    evaluation_rows = _evaluations
    operation_text = _words
    parse_period = _parse
    range_text = _value_text

#: Where each name lives; `module:name` where it has another name there.
_HOMES = {
    "Adjustment": "standard.model",
    "AdjustmentStatement": "answers",
    "Answers": "answers",
    "DEMO_EVALUATOR": "workbench.demo:EVALUATOR",
    "Deduction": "answers",
    "Derivation": "scoring.sheet",
    "EvaluationRow": "store.queries",
    "FactDefinition": "standard.model",
    "Fault": "errors",
    "Item": "standard.resolved",
    "ItemScore": "scoring.sheet",
    "Judged": "facts",
    "KINDS": "workbench.units",
    "KaopingError": "errors",
    "Measure": "standard.model",
    "ModelInput": "scoring.models",
    "NotSo": "errors",
    "Observation": "answers",
    "Options": "workbench.options",
    "Outcome": "scoring.sheet",
    "OutcomeInput": "scoring.outcomes",
    "Part": "standard.model",
    "PartStatement": "answers",
    "Period": "periods",
    "PluginInfo": "hooks.manager",
    "Rating": "answers",
    "Refused": "errors",
    "ReportInput": "reports.formats",
    "Requirement": "standard.model",
    "RequirementFinding": "scoring.suggest",
    "Resolved": "standard.resolved",
    "Sample": "answers",
    "ScoreSheet": "scoring.sheet",
    "SectionScore": "scoring.sheet",
    "StandardEntry": "workbench.library:Entry",
    "Suggestion": "scoring.suggest",
    "Surroundings": "errors",
    "Totals": "scoring.sheet",
    "Unit": "answers",
    "UnitRow": "store.queries",
    "Value": "answers",
    "Veto": "standard.model",
    "VetoFinding": "scoring.sheet",
    "VetoInput": "scoring.vetoes",
    "VetoStatement": "answers",
    "View": "workbench.evaluations",
    "Workbench": "workbench.bench",
    "Workspace": "store.workspace",
    "bound_text": "facts",
    "build_demo": "workbench.demo:build",
    "errata_at": "standard.describe",
    "evaluation_rows": "store.queries:evaluations",
    "evidence_text": "standard.evidence",
    "fold": "numbers",
    "has_hidden": "text",
    "hookimpl": "hooks.specs",
    "attribute_text": "standard.attributes",
    "condition_text": "standard.attributes",
    "kind_text": "workbench.units",
    "look_back": "periods",
    "open_workbench": "workbench.options",
    "operation_text": "scoring.derivation:words",
    "parse_number": "numbers",
    "parse_period": "periods:parse",
    "plain": "numbers",
    "range_text": "scoring.derivation:value_text",
    "rounded": "numbers",
    "shown": "numbers",
    "value_of": "workbench.facts",
    "value_text": "facts",
    "visible": "text",
}

__all__ = ["__version__", *_HOMES]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'kaoping' has no attribute {name!r}")
    module, _, own_name = _HOMES[name].partition(":")
    return getattr(import_module(f"kaoping.{module}"), own_name or name)
