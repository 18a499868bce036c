"""Core's own models, checks, rules and formats, provided through the same hooks as anybody's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kaoping.hooks.specs import hookimpl

if TYPE_CHECKING:
    from kaoping.hooks.types import OutcomeRule, ReportFormat, ScoringModel, VetoCheck


@hookimpl
def kaoping_scoring_models() -> dict[str, ScoringModel]:
    """`points` and `attainment`."""
    from kaoping.scoring.models import attainment, points

    return {"points": points, "attainment": attainment}


@hookimpl
def kaoping_veto_checks() -> dict[str, VetoCheck]:
    """`event`: statements, events within the look-back, criteria and measures."""
    from kaoping.scoring.vetoes import core_check

    return {"event": core_check}


@hookimpl
def kaoping_outcome_rules() -> dict[str, OutcomeRule]:
    """`bands`: the first outcome whose conditions hold."""
    from kaoping.scoring.outcomes import bands

    return {"bands": bands}


@hookimpl
def kaoping_report_formats() -> dict[str, ReportFormat]:
    """`md`, `json`, `html`, `docx`, `xlsx`, `pdf` and `txt` reports; each imports what it prints with when it is used."""
    from kaoping.reports.docx import as_docx
    from kaoping.reports.formats import as_html, as_json, as_markdown, as_pdf, as_txt
    from kaoping.reports.xlsx import as_xlsx

    return {
        "md": as_markdown,
        "json": as_json,
        "html": as_html,
        "docx": as_docx,
        "xlsx": as_xlsx,
        "txt": as_txt,
        "pdf": as_pdf,
    }
