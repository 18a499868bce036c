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
    from kaoping.answers import Evidence as Evidence
    from kaoping.answers import Observation as Observation
    from kaoping.answers import PartStatement as PartStatement
    from kaoping.answers import Rating as Rating
    from kaoping.answers import Rectification as Rectification
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
    from kaoping.rectification import due_of as due_of
    from kaoping.rectification import overdue as _overdue
    from kaoping.rectification import rectification_text as rectification_text
    from kaoping.rectification import state_of as _state_of
    from kaoping.rectification import state_text as _state_text
    from kaoping.reports.formats import ReportInput as ReportInput
    from kaoping.reports.kinds import KINDS as _REPORT_KINDS
    from kaoping.reports.kinds import Kind as _ReportKind
    from kaoping.reports.paper import Box as _PaperBox
    from kaoping.reports.paper import Cell as _PaperCell
    from kaoping.reports.paper import Chart as _PaperChart
    from kaoping.reports.paper import Column as _PaperColumn
    from kaoping.reports.paper import Facts as _PaperFacts
    from kaoping.reports.paper import Form as _PaperForm
    from kaoping.reports.paper import NewPage as _PaperNewPage
    from kaoping.reports.paper import Paper as Paper
    from kaoping.reports.paper import Row as _PaperRow
    from kaoping.reports.paper import Signatures as _PaperSignatures
    from kaoping.reports.paper import Table as _PaperTable
    from kaoping.reports.paper import Words as _PaperWords
    from kaoping.reports.svg import chart_svg as chart_svg
    from kaoping.samples import fact_text as fact_text
    from kaoping.samples import faulty_in as faulty_in
    from kaoping.samples import sample_typed as sample_typed
    from kaoping.samples import used_text as used_text
    from kaoping.scoring.conditions import BandCheck as BandCheck
    from kaoping.scoring.conditions import adjustment_node as adjustment_node
    from kaoping.scoring.conditions import band_checks as band_checks
    from kaoping.scoring.conditions import meaning as meaning
    from kaoping.scoring.derivation import section_node as section_node
    from kaoping.scoring.derivation import value_text as _value_text
    from kaoping.scoring.derivation import words as _words
    from kaoping.scoring.joint import Together as Together
    from kaoping.scoring.models import ModelInput as ModelInput
    from kaoping.scoring.outcomes import OutcomeInput as OutcomeInput
    from kaoping.scoring.sheet import Derivation as Derivation
    from kaoping.scoring.sheet import ItemScore as ItemScore
    from kaoping.scoring.sheet import Outcome as Outcome
    from kaoping.scoring.sheet import ScoreSheet as ScoreSheet
    from kaoping.scoring.sheet import SectionScore as SectionScore
    from kaoping.scoring.sheet import Totals as Totals
    from kaoping.scoring.sheet import VetoFinding as VetoFinding
    from kaoping.scoring.shortest import Shortest as Shortest
    from kaoping.scoring.shortest import shortest as shortest
    from kaoping.scoring.suggest import RequirementFinding as RequirementFinding
    from kaoping.scoring.suggest import Suggestion as Suggestion
    from kaoping.scoring.vetoes import VetoInput as VetoInput
    from kaoping.standard.attributes import attribute_text as attribute_text
    from kaoping.standard.attributes import condition_text as condition_text
    from kaoping.standard.describe import errata_at as errata_at
    from kaoping.standard.evidence import EVIDENCE_NAMES as EVIDENCE_NAMES
    from kaoping.standard.evidence import evidence_text as evidence_text
    from kaoping.standard.model import Adjustment as Adjustment
    from kaoping.standard.model import EvidenceKind as EvidenceKind
    from kaoping.standard.model import FactDefinition as FactDefinition
    from kaoping.standard.model import Measure as Measure
    from kaoping.standard.model import Part as Part
    from kaoping.standard.model import Requirement as Requirement
    from kaoping.standard.model import Veto as Veto
    from kaoping.standard.resolved import Item as Item
    from kaoping.standard.resolved import Resolved as Resolved
    from kaoping.store.evidence_files import Found as _Found
    from kaoping.store.evidence_files import size_text as size_text
    from kaoping.store.listed import EvaluationRow as EvaluationRow
    from kaoping.store.listed import peek as peek
    from kaoping.store.queries import CampaignRow as CampaignRow
    from kaoping.store.queries import FactRow as FactRow
    from kaoping.store.queries import UnitRow as UnitRow
    from kaoping.store.workspace import Workspace as Workspace
    from kaoping.text import has_hidden as has_hidden
    from kaoping.text import visible as visible
    from kaoping.workbench.batch import KINDS as _KINDS
    from kaoping.workbench.batch import Plan as _Plan
    from kaoping.workbench.batch import planned as _planned
    from kaoping.workbench.bench import Workbench as Workbench
    from kaoping.workbench.beside import Opinion as Opinion
    from kaoping.workbench.beside import Reason as Reason
    from kaoping.workbench.beside import Use as _Use
    from kaoping.workbench.campaigns import Cell as _Cell
    from kaoping.workbench.campaigns import Line as _MatrixLine
    from kaoping.workbench.campaigns import Matrix as Matrix
    from kaoping.workbench.campaigns import cell_text as cell_text
    from kaoping.workbench.carry import Source as _Source
    from kaoping.workbench.changes import Change as _EntryChange
    from kaoping.workbench.checking import KINDS as _kinds
    from kaoping.workbench.checking import Finding as _Finding
    from kaoping.workbench.checking import check_view as check_view
    from kaoping.workbench.checking import counts_of as _counts
    from kaoping.workbench.clauses import Official as Official
    from kaoping.workbench.demo import EVALUATOR as _evaluator
    from kaoping.workbench.demo import build as _build
    from kaoping.workbench.diff import Comparison as Comparison
    from kaoping.workbench.diff import Difference as Difference
    from kaoping.workbench.dues import Term as Term
    from kaoping.workbench.dues import due_text as due_text
    from kaoping.workbench.evaluations import View as View
    from kaoping.workbench.facts import value_of as value_of
    from kaoping.workbench.history import HistoryLine as HistoryLine
    from kaoping.workbench.library import Entry as _Entry
    from kaoping.workbench.options import Options as Options
    from kaoping.workbench.options import open_workbench as open_workbench
    from kaoping.workbench.overview import CampaignLine as CampaignLine
    from kaoping.workbench.overview import Family as _Family
    from kaoping.workbench.overview import Hit as Hit
    from kaoping.workbench.overview import Searcher as Searcher
    from kaoping.workbench.overview import UnitLine as UnitLine
    from kaoping.workbench.paths import Completion as _Completion
    from kaoping.workbench.paths import typed_paths as typed_paths
    from kaoping.workbench.printing import printed_as as printed_as
    from kaoping.workbench.proofs import Known as _Known
    from kaoping.workbench.proofs import Use as _EvidenceUse
    from kaoping.workbench.rectify import Asked as _Asked
    from kaoping.workbench.rectify import Offer as _Offer
    from kaoping.workbench.rectify import offer_of as _offer_of
    from kaoping.workbench.roster import Opened as _CampaignOpened
    from kaoping.workbench.rounds import Made as _Made
    from kaoping.workbench.rounds import Ready as _Ready
    from kaoping.workbench.search import Finder as Finder
    from kaoping.workbench.search import pinyin_initials as pinyin_initials
    from kaoping.workbench.sieve import KINDS as _SIEVE_KINDS
    from kaoping.workbench.sieve import Sieve as Sieve
    from kaoping.workbench.sieve import sieves as sieves
    from kaoping.workbench.standing import standings as standings
    from kaoping.workbench.unit_page import KnownFact as KnownFact
    from kaoping.workbench.unit_page import UnitPage as UnitPage
    from kaoping.workbench.units import KIND_NOTES as KIND_NOTES
    from kaoping.workbench.units import KINDS as KINDS
    from kaoping.workbench.units import kind_text as kind_text
    from kaoping.workbench.viewing import open_with_system as open_with_system
    from kaoping.workbench.ways import Joint as Joint
    from kaoping.workbench.ways import Stood as Stood
    from kaoping.workbench.ways import joint as _joint
    from kaoping.workbench.workbooks import WorkbookPlan as WorkbookPlan

    PaperBox = _PaperBox
    PaperCell = _PaperCell
    PaperChart = _PaperChart
    PaperColumn = _PaperColumn
    PaperFacts = _PaperFacts
    PaperForm = _PaperForm
    PaperNewPage = _PaperNewPage
    PaperRow = _PaperRow
    PaperSignatures = _PaperSignatures
    PaperTable = _PaperTable
    PaperWords = _PaperWords
    REPORT_KINDS = _REPORT_KINDS
    ReportKind = _ReportKind
    BATCH_KINDS = _KINDS
    BatchPlan = _Plan
    batch_plan = _planned
    FactUse = _Use
    CarrySource = _Source
    SIEVE_KINDS = _SIEVE_KINDS
    CampaignOpened = _CampaignOpened
    DEMO_EVALUATOR = _evaluator
    EntryChange = _EntryChange
    check_counts = _counts
    CHECK_KINDS = _kinds
    CheckFinding = _Finding
    MatrixCell = _Cell
    MatrixLine = _MatrixLine
    ReadyRound = _Ready
    RoundMade = _Made
    StandardFamily = _Family
    EvidenceUse = _EvidenceUse
    FoundFile = _Found
    KnownEvidence = _Known
    PathCompletion = _Completion
    StandardEntry = _Entry
    build_demo = _build
    joint_ways = _joint
    operation_text = _words
    parse_period = _parse
    RectificationLine = _Asked
    RectificationOffer = _Offer
    rectification_offer = _offer_of
    rectification_overdue = _overdue
    rectification_state = _state_of
    rectification_state_text = _state_text
    range_text = _value_text

#: Where each name lives; `module:name` where it has another name there.
_HOMES = {
    "Adjustment": "standard.model",
    "AdjustmentStatement": "answers",
    "Answers": "answers",
    "BandCheck": "scoring.conditions",
    "Comparison": "workbench.diff",
    "BATCH_KINDS": "workbench.batch:KINDS",
    "BatchPlan": "workbench.batch:Plan",
    "CHECK_KINDS": "workbench.checking:KINDS",
    "CampaignLine": "workbench.overview",
    "CampaignOpened": "workbench.roster:Opened",
    "CampaignRow": "store.queries",
    "CarrySource": "workbench.carry:Source",
    "CheckFinding": "workbench.checking:Finding",
    "DEMO_EVALUATOR": "workbench.demo:EVALUATOR",
    "Deduction": "answers",
    "Derivation": "scoring.sheet",
    "Difference": "workbench.diff",
    "EntryChange": "workbench.changes:Change",
    "EVIDENCE_NAMES": "standard.evidence",
    "EvaluationRow": "store.listed",
    "Evidence": "answers",
    "EvidenceKind": "standard.model",
    "EvidenceUse": "workbench.proofs:Use",
    "FactDefinition": "standard.model",
    "FactRow": "store.queries",
    "FactUse": "workbench.beside:Use",
    "Fault": "errors",
    "HistoryLine": "workbench.history",
    "Finder": "workbench.search",
    "Hit": "workbench.overview",
    "FoundFile": "store.evidence_files:Found",
    "Item": "standard.resolved",
    "ItemScore": "scoring.sheet",
    "Joint": "workbench.ways",
    "Judged": "facts",
    "KINDS": "workbench.units",
    "KIND_NOTES": "workbench.units",
    "KaopingError": "errors",
    "KnownEvidence": "workbench.proofs:Known",
    "KnownFact": "workbench.unit_page",
    "Matrix": "workbench.campaigns",
    "MatrixCell": "workbench.campaigns:Cell",
    "MatrixLine": "workbench.campaigns:Line",
    "Measure": "standard.model",
    "ModelInput": "scoring.models",
    "NotSo": "errors",
    "Observation": "answers",
    "Opinion": "workbench.beside",
    "Official": "workbench.clauses",
    "Options": "workbench.options",
    "Outcome": "scoring.sheet",
    "OutcomeInput": "scoring.outcomes",
    "Paper": "reports.paper",
    "PaperBox": "reports.paper:Box",
    "PaperCell": "reports.paper:Cell",
    "PaperChart": "reports.paper:Chart",
    "PaperColumn": "reports.paper:Column",
    "PaperFacts": "reports.paper:Facts",
    "PaperForm": "reports.paper:Form",
    "PaperNewPage": "reports.paper:NewPage",
    "PaperRow": "reports.paper:Row",
    "PaperSignatures": "reports.paper:Signatures",
    "PaperTable": "reports.paper:Table",
    "PaperWords": "reports.paper:Words",
    "REPORT_KINDS": "reports.kinds:KINDS",
    "ReportKind": "reports.kinds:Kind",
    "chart_svg": "reports.svg",
    "printed_as": "workbench.printing",
    "Part": "standard.model",
    "PartStatement": "answers",
    "Period": "periods",
    "PathCompletion": "workbench.paths:Completion",
    "PluginInfo": "hooks.manager",
    "Rating": "answers",
    "ReadyRound": "workbench.rounds:Ready",
    "Reason": "workbench.beside",
    "Rectification": "answers",
    "RectificationLine": "workbench.rectify:Asked",
    "RectificationOffer": "workbench.rectify:Offer",
    "Refused": "errors",
    "ReportInput": "reports.formats",
    "Requirement": "standard.model",
    "RequirementFinding": "scoring.suggest",
    "Resolved": "standard.resolved",
    "RoundMade": "workbench.rounds:Made",
    "SIEVE_KINDS": "workbench.sieve:KINDS",
    "Sample": "answers",
    "ScoreSheet": "scoring.sheet",
    "SectionScore": "scoring.sheet",
    "Shortest": "scoring.shortest",
    "Searcher": "workbench.overview",
    "Sieve": "workbench.sieve",
    "StandardEntry": "workbench.library:Entry",
    "StandardFamily": "workbench.overview:Family",
    "Stood": "workbench.ways",
    "Suggestion": "scoring.suggest",
    "Surroundings": "errors",
    "Term": "workbench.dues",
    "Together": "scoring.joint",
    "Totals": "scoring.sheet",
    "Unit": "answers",
    "UnitLine": "workbench.overview",
    "UnitPage": "workbench.unit_page",
    "UnitRow": "store.queries",
    "Value": "answers",
    "Veto": "standard.model",
    "VetoFinding": "scoring.sheet",
    "VetoInput": "scoring.vetoes",
    "VetoStatement": "answers",
    "View": "workbench.evaluations",
    "WorkbookPlan": "workbench.workbooks",
    "Workbench": "workbench.bench",
    "Workspace": "store.workspace",
    "adjustment_node": "scoring.conditions",
    "attribute_text": "standard.attributes",
    "band_checks": "scoring.conditions",
    "batch_plan": "workbench.batch:planned",
    "bound_text": "facts",
    "build_demo": "workbench.demo:build",
    "cell_text": "workbench.campaigns",
    "check_counts": "workbench.checking:counts_of",
    "check_view": "workbench.checking",
    "condition_text": "standard.attributes",
    "due_text": "workbench.dues",
    "due_of": "rectification",
    "errata_at": "standard.describe",
    "evidence_text": "standard.evidence",
    "fact_text": "samples",
    "faulty_in": "samples",
    "fold": "numbers",
    "has_hidden": "text",
    "hookimpl": "hooks.specs",
    "joint_ways": "workbench.ways:joint",
    "kind_text": "workbench.units",
    "look_back": "periods",
    "meaning": "scoring.conditions",
    "open_with_system": "workbench.viewing",
    "open_workbench": "workbench.options",
    "operation_text": "scoring.derivation:words",
    "parse_number": "numbers",
    "parse_period": "periods:parse",
    "pinyin_initials": "workbench.search",
    "peek": "store.listed",
    "plain": "numbers",
    "range_text": "scoring.derivation:value_text",
    "rectification_offer": "workbench.rectify:offer_of",
    "rectification_overdue": "rectification:overdue",
    "rectification_state": "rectification:state_of",
    "rectification_state_text": "rectification:state_text",
    "rectification_text": "rectification",
    "rounded": "numbers",
    "sample_typed": "samples",
    "section_node": "scoring.derivation",
    "shortest": "scoring.shortest",
    "shown": "numbers",
    "sieves": "workbench.sieve",
    "standings": "workbench.standing",
    "size_text": "store.evidence_files",
    "typed_paths": "workbench.paths",
    "used_text": "samples",
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
