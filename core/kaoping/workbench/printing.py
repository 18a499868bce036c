"""Score sheets as reports, and reports as files: the same for a workspace and for an answers file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from kaoping.errors import refuse
from kaoping.hooks.providers import PluginFailed, Provided, UnknownProvider, call_isolated
from kaoping.hooks.types import ReportFormat
from kaoping.intake.office import as_pdf, office
from kaoping.reports.formats import ReportInput
from kaoping.reports.kinds import KINDS, OF_TEXT, Of, of_text
from kaoping.reports.kinds.approval import approval_paper
from kaoping.reports.kinds.blank import blank_paper
from kaoping.reports.kinds.deductions import deductions_paper
from kaoping.reports.kinds.derivation import derivation_paper
from kaoping.reports.kinds.evidence import evidence_paper
from kaoping.reports.kinds.notice import notice_paper
from kaoping.reports.kinds.rectification import rectification_paper
from kaoping.reports.kinds.request_list import request_list_paper
from kaoping.reports.kinds.self_report import self_report_paper
from kaoping.reports.kinds.sheet import sheet_paper
from kaoping.reports.paper import Paper
from kaoping.reports.pdf import is_installed
from kaoping.scoring.sheet import ScoreSheet
from kaoping.workbench.exchange import score_file
from kaoping.workbench.library import Library
from kaoping.workbench.own_templates import OwnTemplate, fill

About = Mapping[str, str]

#: Core's formats that name no font.
WITHOUT_FONTS = frozenset({"md", "json", "xlsx", "txt"})

_OF_SHEET: Mapping[str, Callable[[ScoreSheet, About, date], Paper]] = {
    "request-list": lambda sheet, about, on: request_list_paper([sheet], about),
    "blank": lambda sheet, about, on: blank_paper(sheet, about),
    "sheet": lambda sheet, about, on: sheet_paper(sheet, about),
    "deductions": lambda sheet, about, on: deductions_paper(sheet, about),
    "evidence": lambda sheet, about, on: evidence_paper(sheet, about),
    "rectification": rectification_paper,
    "self-report": lambda sheet, about, on: self_report_paper(sheet, about),
    "derivation": lambda sheet, about, on: derivation_paper(sheet, about),
    "approval": lambda sheet, about, on: approval_paper(sheet, about),
    "notice": notice_paper,
}


class Target(NamedTuple):
    """What a name stands for: an evaluation, a unit or a campaign, with its key and what people call it."""

    of: Of
    key: str
    name: str


def report_of_file(library: Library, path: Path, kind: str, printed: date) -> ReportInput:
    """The report of this kind on an answers file, with no workspace.

    :raises Refused: with every fault of the file; or the kind is not made of an evaluation.
    """
    if "evaluation" not in KINDS[kind].of:
        raise refuse(
            "report-target", wrong_target(kind, Target("evaluation", str(path), f"答卷 {path}")), file=str(path)
        )
    about = {"file": str(path), "printed": printed.isoformat()}
    return of_sheet(kind, score_file(library, path), about, printed)


def of_sheet(kind: str, sheet: ScoreSheet, about: About, on: date) -> ReportInput:
    """The report of this kind on one score sheet.

    :param on: the day that lateness is counted to.
    :raises Refused: the document prints no such form.
    """
    try:
        return ReportInput(kind, sheet, about, _OF_SHEET[kind](sheet, about, on))
    except ValueError as error:
        raise refuse("report-target", str(error), id=sheet.resolved.id) from None


def printed_as(library: Library, format: str, given: ReportInput, template: OwnTemplate | None = None) -> bytes:
    """A report in a format; a stranger's failure is reported as theirs.

    Fonts that nobody chose for this report are those of the settings.

    :param template: the jurisdiction's own Word template; None for the one of this run, if it has one.
    :raises Refused: there is no such format, it did not give the bytes of a file, or knows score sheets alone; the
        settings or the library's own template have faults.
    :raises Surroundings: a PDF cannot be printed on this machine.
    :raises PluginFailed: a stranger's format failed.
    """
    template = template or library.template
    if template is not None and format in ("docx", "pdf"):
        made = fill(template, given)
        return made if format == "docx" else as_pdf(made)
    provided = provided_format(library, format)
    if given.fonts is None and format not in WITHOUT_FONTS:
        given = replace(given, fonts=library.reports.fonts())
    if by_office(format):
        return as_pdf(call_isolated(provided_format(library, "docx"), given))
    try:
        data = call_isolated(provided, given)
    except PluginFailed as failed:
        if given.sheet is not None:
            raise
        # Written when there were score sheets alone: nothing is wrong with it but that it knows no other report.
        message = (
            f"插件 {provided.plugin} 的格式“{format}”写不了{given.paper.title}，它可能只会写一次考评的得分表；"
            f"请换用 docx、xlsx、html、md 或 json（{failed.reason}）"
        )
        raise refuse("bad-format", message, id=format) from None
    if not isinstance(data, bytes):
        message = f"插件 {provided.plugin} 的格式“{format}”没有给出文件内容，请更新该插件"
        raise refuse("bad-format", message, id=format)
    return data


def by_office(format: str) -> bool:
    """Whether a PDF is printed by LibreOffice from the Word report: typst is not installed, and that is."""
    return format == "pdf" and not is_installed() and office() is not None


def way_text(format: str, *, own: bool = False) -> str:
    """What a person should know about how this format is printed here; empty where there is nothing to know.

    :param own: whether it is printed in the jurisdiction's own template.
    """
    if own and format == "pdf":
        return "填入模板的 PDF 由 LibreOffice 从 Word 文档转换；字体照模板，本机没有的会被它换掉，请看一遍再用"
    if not by_office(format):
        return ""
    return "没有安装 typst，PDF 由 LibreOffice 从 Word 文档转换；本机没有的字体会被它换掉，请看一遍再用"


def provided_format(library: Library, format: str) -> Provided[ReportFormat]:
    """The writer of a format.

    :raises Refused: there is no such format.
    """
    try:
        return library.plugins.report_format(format)
    except UnknownProvider as error:
        known = "、".join(library.plugins.report_formats())
        raise refuse("unknown-format", f"{error}。可用：{known}", id=format) from None


def wrong_target(kind: str, target: Target) -> str:
    """Why this kind cannot be made of that, and what can."""
    able = "、".join(
        f"{one.title}（{name}）"
        for name, one in KINDS.items()
        if target.of in one.of or (one.each and target.of == "campaign")
    )
    word = OF_TEXT[target.of]
    return f"{KINDS[kind].title}要用{of_text(kind)}来打印，{target.name}是{word}；{word}可以打印：{able}"


__all__ = [
    "WITHOUT_FONTS",
    "Target",
    "by_office",
    "of_sheet",
    "printed_as",
    "provided_format",
    "report_of_file",
    "way_text",
    "wrong_target",
]
