"""kaoping 考评: score a unit against an official rubric, with every point explained.

Everything a plugin or the screens need is imported from here. Names load when first used (PEP 562), so that
`import kaoping` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kaoping.homes import HOMES

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
    from kaoping.cases_run import CaseResult as CaseResult
    from kaoping.cells import wrapped as _wrapped_cells
    from kaoping.compare.contradictions import Contradiction as Contradiction
    from kaoping.compare.contradictions import Related as _compared_Related
    from kaoping.compare.crosswalk_check import RELATION_NAMES as RELATION_NAMES
    from kaoping.compare.judged import STATE_NAMES as _compared_STATE_NAMES
    from kaoping.compare.judged import Place as _compared_Place
    from kaoping.compare.judged import state_of as _compared_state_of
    from kaoping.compare.shared import AskedFact as AskedFact
    from kaoping.compare.shared import Asking as Asking
    from kaoping.compare.themes import ThemeCell as ThemeCell
    from kaoping.drafting.author.asked import BEARS_TEXT as _BEARS_TEXT
    from kaoping.drafting.author.asked import Asked as _DraftQuestion
    from kaoping.drafting.author.asked import answers as _draft_answers
    from kaoping.drafting.author.asked import asked as _draft_asked
    from kaoping.drafting.author.asked import bears_on_score as _draft_bears_on_score
    from kaoping.drafting.author.asked import finding_answers as _draft_finding_answers
    from kaoping.drafting.author.asked import open_text as _draft_open_text
    from kaoping.drafting.author.asked import settled as _draft_settled
    from kaoping.drafting.author.given import bands_text as _draft_bands_text
    from kaoping.drafting.author.given import measure_text as _draft_measure_text
    from kaoping.drafting.author.given_asked import bands_mend as _draft_bands_mend
    from kaoping.drafting.author.given_asked import bands_shown as _draft_bands_shown
    from kaoping.drafting.author.given_asked import figure_fault as _draft_figure_fault
    from kaoping.drafting.author.given_asked import figures_at as _draft_figures
    from kaoping.drafting.author.given_asked import figures_mend as _draft_figures_mend
    from kaoping.drafting.author.given_fields import FIELDS as _FIELDS
    from kaoping.drafting.author.given_fields import Field as _DraftField
    from kaoping.drafting.author.header import HEADER as _DRAFT_HEADER
    from kaoping.drafting.author.header import UNNAMED as _DRAFT_UNNAMED
    from kaoping.drafting.author.header import header_mend as header_mend
    from kaoping.drafting.author.header import header_of as _header_of
    from kaoping.drafting.author.lacks import Lack as _DraftLack
    from kaoping.drafting.proposals.propose import offer_text as _draft_offer_text
    from kaoping.drafting.values import DOCUMENT as _DRAFT_KEY
    from kaoping.drafting.values import ROLE_TEXT as ROLE_TEXT
    from kaoping.drafting.values import ROLES as _DRAFT_ROLES
    from kaoping.drafting.values import Doubt as Doubt
    from kaoping.drafting.values import Draft as Draft
    from kaoping.drafting.values import Finding as _DraftFinding
    from kaoping.drafting.values import Mend as Mend
    from kaoping.drafting.values import Part as _DraftPart
    from kaoping.editions.words import edition_text as edition_text
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
    from kaoping.intake.paper import Aside as Aside
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
    from kaoping.reports.compare_words import asking_text as asking_text
    from kaoping.reports.compare_words import clause_text as clause_text
    from kaoping.reports.compare_words import lacking_text as lacking_text
    from kaoping.reports.compare_words import link_text as link_text
    from kaoping.reports.compare_words import owner_text as owner_text
    from kaoping.reports.compare_words import proof_text as proof_text
    from kaoping.reports.compare_words import reasons as _compared_reasons
    from kaoping.reports.compare_words import score_text as _compared_score_text
    from kaoping.reports.compare_words import theme_text as theme_text
    from kaoping.reports.compare_words import values_text as values_text
    from kaoping.reports.compare_words import vetoes_text as vetoes_text
    from kaoping.reports.compare_words import why_related as why_related
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
    from kaoping.reports.text import paper_lines as paper_lines
    from kaoping.reports.text_chart import chart_lines as chart_lines
    from kaoping.reports.text_lines import TextLine as TextLine
    from kaoping.reports.theme_chart import theme_chart as theme_chart
    from kaoping.reports.words import outcome_text as _compared_outcome_text
    from kaoping.samples import fact_text as fact_text
    from kaoping.samples import faulty_in as faulty_in
    from kaoping.samples import sample_typed as sample_typed
    from kaoping.samples import used_text as used_text
    from kaoping.scoring.caps import cap_line as _cap_line
    from kaoping.scoring.caps import cap_text as _cap_text
    from kaoping.scoring.caps import sheet_node as _sheet_node
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
    from kaoping.standard.effects import effect_text as effect_text
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
    from kaoping.workbench.compare import Compared as Compared
    from kaoping.workbench.compare import Standpoint as Standpoint
    from kaoping.workbench.compare_words import change_text as change_text
    from kaoping.workbench.compare_words import move_texts as move_texts
    from kaoping.workbench.compare_words import place_text as place_text
    from kaoping.workbench.compare_words import ranked_text as ranked_text
    from kaoping.workbench.compare_words import standing_text as standing_text
    from kaoping.workbench.compare_words import supposed_text as supposed_text
    from kaoping.workbench.demo import EVALUATOR as _evaluator
    from kaoping.workbench.demo import build as _build
    from kaoping.workbench.diff import Comparison as Comparison
    from kaoping.workbench.diff import Difference as Difference
    from kaoping.workbench.drafts import Review as Review
    from kaoping.workbench.dues import Term as Term
    from kaoping.workbench.dues import due_text as due_text
    from kaoping.workbench.evaluations import View as View
    from kaoping.workbench.facts import value_of as value_of
    from kaoping.workbench.history import HistoryLine as HistoryLine
    from kaoping.workbench.library import Entry as _Entry
    from kaoping.workbench.moving import Moved as _EditionMove
    from kaoping.workbench.new_files import id_fault as _id_fault
    from kaoping.workbench.onward_words import edition_lines as edition_lines
    from kaoping.workbench.onward_words import item_text as _moved_item_text
    from kaoping.workbench.onward_words import left_text as left_text
    from kaoping.workbench.onward_words import result_texts as result_texts
    from kaoping.workbench.onward_words import standing_texts as standing_texts
    from kaoping.workbench.onward_words import taken_text as taken_text
    from kaoping.workbench.options import Options as Options
    from kaoping.workbench.options import open_workbench as open_workbench
    from kaoping.workbench.overview import CampaignLine as CampaignLine
    from kaoping.workbench.overview import Family as _Family
    from kaoping.workbench.overview import Hit as Hit
    from kaoping.workbench.overview import Searcher as Searcher
    from kaoping.workbench.overview import UnitLine as UnitLine
    from kaoping.workbench.papers import PlannedReport as PlannedReport
    from kaoping.workbench.paths import Completion as _Completion
    from kaoping.workbench.paths import typed_paths as typed_paths
    from kaoping.workbench.printing import Target as _ReportTarget
    from kaoping.workbench.printing import printed_as as printed_as
    from kaoping.workbench.proofs import Known as _Known
    from kaoping.workbench.proofs import Use as _EvidenceUse
    from kaoping.workbench.rectify import Asked as _Asked
    from kaoping.workbench.rectify import Offer as _Offer
    from kaoping.workbench.rectify import offer_of as _offer_of
    from kaoping.workbench.report_files import ReportOffer as ReportOffer
    from kaoping.workbench.report_files import ReportPlace as ReportPlace
    from kaoping.workbench.report_files import WrittenReport as WrittenReport
    from kaoping.workbench.roster import Opened as _CampaignOpened
    from kaoping.workbench.round_values import RoundBack as RoundBack
    from kaoping.workbench.round_values import RoundMove as RoundMove
    from kaoping.workbench.rounds import Made as _Made
    from kaoping.workbench.rounds import Ready as _Ready
    from kaoping.workbench.search import Finder as Finder
    from kaoping.workbench.search import pinyin_initials as pinyin_initials
    from kaoping.workbench.shelf import Installed as Installed
    from kaoping.workbench.side_by_side import SideBySide as SideBySide
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
    from kaoping.workbench.what_if import Supposed as Supposed
    from kaoping.workbench.what_if import WhatIf as WhatIf
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
    shared_cap_line = _cap_line
    shared_cap_node = _sheet_node
    shared_cap_text = _cap_text
    RelatedItems = _compared_Related
    ComparePlace = _compared_Place
    ITEM_STATE_NAMES = _compared_STATE_NAMES
    item_state = _compared_state_of
    compared_score = _compared_score_text
    rating_reasons = _compared_reasons
    result_text = _compared_outcome_text
    wrapped_cells = _wrapped_cells
    DRAFT_ROLES = _DRAFT_ROLES
    DraftFinding = _DraftFinding
    DraftPart = _DraftPart
    DRAFT_KEY = _DRAFT_KEY
    DRAFT_HEADER = _DRAFT_HEADER
    DRAFT_UNNAMED = _DRAFT_UNNAMED
    draft_header = _header_of
    DRAFT_BEARS = _BEARS_TEXT
    DRAFT_FIELDS = _FIELDS
    DraftField = _DraftField
    DraftLack = _DraftLack
    DraftQuestion = _DraftQuestion
    draft_answers = _draft_answers
    draft_asked = _draft_asked
    draft_bands_mend = _draft_bands_mend
    draft_bands_shown = _draft_bands_shown
    draft_bands_text = _draft_bands_text
    draft_measure_text = _draft_measure_text
    draft_bears_on_score = _draft_bears_on_score
    draft_figure_fault = _draft_figure_fault
    draft_figures = _draft_figures
    draft_figures_mend = _draft_figures_mend
    draft_finding_answers = _draft_finding_answers
    draft_offer_text = _draft_offer_text
    draft_open_text = _draft_open_text
    draft_settled = _draft_settled
    standard_id_fault = _id_fault
    ReportTarget = _ReportTarget
    EditionMove = _EditionMove
    moved_item_text = _moved_item_text

__all__ = ["__version__", *HOMES]


def __getattr__(name: str) -> Any:
    if name not in HOMES:
        raise AttributeError(f"module 'kaoping' has no attribute {name!r}")
    module, _, own_name = HOMES[name].partition(":")
    return getattr(import_module(f"kaoping.{module}"), own_name or name)
