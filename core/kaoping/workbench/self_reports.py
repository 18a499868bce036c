"""A self-evaluation report from the text that its unit wrote in Word, WPS or any editor."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from kaoping.errors import refuse
from kaoping.intake.paper import asides_told
from kaoping.intake.reading import read_document
from kaoping.reports.formats import ReportInput
from kaoping.reports.kinds.self_report import SIGNERS, self_report_paper
from kaoping.reports.kinds.self_text import CHECK_TITLE

#: Longer ones are no report: the limits are a few thousand characters.
MOST = 200_000
#: The places to sign of a printed report.
_OF_FORM = re.compile(rf"(?:{'|'.join(map(re.escape, SIGNERS))})(?:：|$)|日期：|[\s_＿]*年[\s_＿]*月[\s_＿]*日$")

#: What stands on every page and is not what the unit says.
_EDGES = ("页眉", "页脚")


def with_text(given: ReportInput, path: Path) -> tuple[ReportInput, tuple[str, ...]]:
    """The report with the text in a file, and what was noticed while it was read.

    :raises Refused: the file cannot be read, or is no report.
    """
    if given.sheet is None:
        raise refuse("report-target", "自评报告的正文要用于一次考评，请写明考评编号", file=str(path))
    paper = read_document(path).paper
    end = next((at for at, one in enumerate(paper.passages) if one.text == CHECK_TITLE), len(paper.passages))
    passages = [one for one in paper.passages[:end] if not _OF_FORM.match(one.text)]
    lines = [line for one in passages for line in one.printed.splitlines()]
    size = sum(map(len, lines))
    if size > MOST:
        message = f"正文有 {size} 字，超过 {MOST}，不像一份自评报告；请核对文件"
        raise refuse("document", message, file=str(path))
    edges = set(asides_told(one for one in paper.asides if one.what in _EDGES))
    notes = [note for note in paper.notes if note not in edges]
    if any(one.table for one in passages) and paper.form != "txt":
        notes.append("文件里有表格，其中的文字按段落接排，请核对")
    return replace(given, paper=self_report_paper(given.sheet, given.about, lines)), tuple(notes)


__all__ = ["with_text"]
