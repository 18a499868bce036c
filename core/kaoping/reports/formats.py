"""Core's report formats: a score sheet as Markdown and as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kaoping.scoring.sheet import ScoreSheet


@dataclass(frozen=True, slots=True)
class ReportInput:
    """What a report format is given: the kind of report, the sheet, and facts about where it came from.

    `about` holds texts such as evaluation number, evaluator, printed-on date and the journal's fingerprint.
    """

    kind: str
    sheet: ScoreSheet
    about: Mapping[str, str] = field(default_factory=dict)


def as_json(given: ReportInput) -> bytes:
    """The score sheet as one JSON document in UTF-8."""
    from kaoping.scoring.sheet_json import sheet_json

    body = {"kind": given.kind, "about": dict(given.about), **sheet_json(given.sheet)}
    return (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode()


def as_markdown(given: ReportInput) -> bytes:
    """The score sheet as Markdown in UTF-8; everything a person typed is escaped."""
    from kaoping.reports.markdown import score_sheet

    return score_sheet(given).encode()
