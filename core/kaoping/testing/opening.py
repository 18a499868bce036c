"""Whether the bytes of a report are a file that can be opened, as far as its format is known."""

from __future__ import annotations

import io
import json
import zipfile

from kaoping.errors import Refused, Surroundings
from kaoping.hooks.providers import PluginFailed
from kaoping.reports.formats import ReportInput
from kaoping.reports.pdf import is_installed
from kaoping.scoring.sheet import ScoreSheet
from kaoping.testing.subject import YEAR
from kaoping.workbench.library import Library
from kaoping.workbench.printing import of_sheet, printed_as


def formats_at_hand(library: Library) -> tuple[str, ...]:
    """Every report format that can be printed on this machine; a PDF needs a library that is not always there."""
    return tuple(name for name in library.plugins.report_formats() if name != "pdf" or is_installed())


def check_report(library: Library, sheet: ScoreSheet, format: str) -> None:
    """Hold that the score sheet's report in this format is written and opens; one that this machine cannot print passes.

    :raises AssertionError: saying in Chinese what is wrong.
    """
    given: ReportInput = of_sheet("sheet", sheet, {"printed": YEAR.end.isoformat()}, YEAR.end)
    try:
        data = printed_as(library, format, given)
    except Surroundings:
        return  # this machine lacks what it is printed with, fonts for instance
    except (PluginFailed, Refused) as error:
        raise AssertionError(f"报告格式“{format}”写不出来：{error}") from None
    assert data, f"报告格式“{format}”写出的是空文件"
    try:
        if data[:4] == b"PK\x03\x04":
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                broken = archive.testzip()
            assert broken is None, f"报告格式“{format}”写出的文件已损坏：{broken}"
        elif data[:5] == b"%PDF-":
            assert data.rstrip().endswith(b"%%EOF"), f"报告格式“{format}”写出的 PDF 不完整"
        elif format.rpartition(":")[2] == "json":
            json.loads(data)
        elif format in ("md", "txt", "html"):
            data.decode("utf-8")
    except (zipfile.BadZipFile, ValueError) as error:
        raise AssertionError(f"报告格式“{format}”写出的文件打不开：{error}") from None
