"""Core's report formats, each a function of `ReportInput` giving bytes; what a format needs is imported when it is used."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kaoping.reports.fonts import Fonts
    from kaoping.reports.paper import Paper
    from kaoping.scoring.sheet import ScoreSheet


@dataclass(frozen=True, slots=True)
class ReportInput:
    """What a report format is given: the kind of report, the sheet, where it came from, and the finished paper.

    :ivar kind: one of `reports.kinds.KINDS`, `sheet` for the score sheet.
    :ivar sheet: the evaluation's score sheet; None for what is about several (a campaign, all of a unit). A format
        that only knows the score sheet refuses such a kind.
    :ivar about: texts such as evaluation number, evaluator, printed-on date and the journal's fingerprint.
    :ivar paper: the report as it stands on paper, to be printed without computing anything; left out, it is the score
        sheet's.
    """

    kind: str
    sheet: ScoreSheet | None
    about: Mapping[str, str] = field(default_factory=dict)
    paper: Paper = None  # type: ignore[assignment]
    fonts: Fonts | None = None

    def __post_init__(self) -> None:
        """Make the score sheet's paper where none is given."""
        if self.paper is None:
            from kaoping.reports.kinds.sheet import sheet_paper

            if self.sheet is None:
                raise ValueError("neither a paper nor a score sheet")
            object.__setattr__(self, "paper", sheet_paper(self.sheet, self.about))


def as_json(given: ReportInput) -> bytes:
    """The report as one JSON document in UTF-8; a score sheet with everything that `score --json` says."""
    from kaoping.reports.paper_json import paper_json
    from kaoping.scoring.sheet_json import sheet_json

    body: dict[str, Any] = {"kind": given.kind, "about": dict(given.about)}
    if given.kind == "sheet" and given.sheet is not None:
        body |= sheet_json(given.sheet)
    body["paper"] = paper_json(given.paper)
    return (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")


def as_markdown(given: ReportInput) -> bytes:
    """The report as Markdown in UTF-8; everything a person typed is escaped."""
    from kaoping.reports.markdown import paper_markdown

    return paper_markdown(given.paper).encode("utf-8", "backslashreplace")


def as_html(given: ReportInput) -> bytes:
    """The report as one HTML file in UTF-8 that needs nothing beside it and prints on A4."""
    from kaoping.reports.html import paper_html

    return paper_html(given.paper, given.fonts).encode("utf-8", "backslashreplace")


def as_txt(given: ReportInput) -> bytes:
    """The report as plain text in UTF-8, 80 columns wide."""
    from kaoping.reports.text import paper_text

    return paper_text(given.paper).encode("utf-8", "backslashreplace")


def as_docx(given: ReportInput) -> bytes:
    """The report as a Word document."""
    from kaoping.reports.docx import as_docx as write

    return write(given)


def as_xlsx(given: ReportInput) -> bytes:
    """The report as an Excel workbook."""
    from kaoping.reports.xlsx import as_xlsx as write

    return write(given)


def as_pdf(given: ReportInput) -> bytes:
    """The report as a PDF of A4 pages; needs the extra `pdf` and the fonts on this machine."""
    from kaoping.reports.pdf import as_pdf as write

    return write(given)
