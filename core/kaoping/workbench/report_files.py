"""Reports written as files: one, or one for each unit of a campaign; the same for the command line and the screens."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from kaoping.errors import Surroundings, refuse, system_words
from kaoping.reports.kinds import KINDS
from kaoping.store.evidence_files import size_text
from kaoping.text import visible
from kaoping.workbench.exchange import write_new
from kaoping.workbench.own_templates import OwnTemplate, usable_template
from kaoping.workbench.paths import one_file, typed_paths
from kaoping.workbench.printing import Target, printed_as, provided_format, way_text

if TYPE_CHECKING:
    from kaoping.reports.formats import ReportInput
    from kaoping.workbench.library import Library
    from kaoping.workbench.papers import Papers, PlannedReport
    from kaoping.workbench.workbooks import Workbooks

#: What core's formats are called, for people; others have the name that their plugin gives them.
FORMAT_TITLES = {
    "docx": "Word 文档（WPS 也能打开），供签字盖章",
    "xlsx": "Excel 工作簿，合计是公式",
    "html": "网页，用浏览器打开后可打印为 A4",
    "pdf": "PDF，直接打印",
    "md": "Markdown 文字",
    "txt": "纯文字，与预览相同",
    "json": "JSON 数据，供其他程序读取",
}
#: Formats that programs open by the ending of the name.
_OPENED_BY_NAME = frozenset({"docx", "xlsx", "pdf"})
#: Names of files that are listed in one message.
_LISTED = 5


class WrittenReport(NamedTuple):
    """A file that was written."""

    path: Path
    size: int

    def __str__(self) -> str:
        """For people: where, and how large."""
        return f"{self.path}（{size_text(self.size)}）"


def ending(format: str) -> str:
    """How the names of files in this format end; a plugin's `name:ofd` ends in `ofd`."""
    return format.rpartition(":")[2]


def format_of(path: Path) -> str | None:
    """The format that a file's name says; None where it says none of core's."""
    found = path.suffix.removeprefix(".").lower()
    return found if found in FORMAT_TITLES else None


def mislabelled(path: Path, format: str) -> str:
    """Why a file of this name cannot hold this format: Word and Excel refuse to open it. Empty where it can."""
    named = format_of(path)
    if named is None or named == format or not {named, format} & _OPENED_BY_NAME:
        return ""
    return (
        f"文件名以 .{named} 结尾，而格式是 {format}，会打不开；请把文件名改成 .{ending(format)}，或写 --format {named}"
    )


class ReportOffer(NamedTuple):
    """The formats at hand with what they are for, those for people first; a path without an ending; whether one file each."""

    formats: list[tuple[str, str]]
    path: str
    each: bool


class ReportPlace(NamedTuple):
    """Where somebody wants a report: the path, and whether there is something already."""

    path: Path
    taken: bool


def place_for(typed: str, format: str, *, folder: bool = False) -> ReportPlace:
    """The file (or the folder for many) that a typed path means; a file's name gets the format's ending where it has none.

    :raises Refused: it is no path, or cannot be written, with the reason.
    """
    found = typed_paths(typed)
    if not found:
        raise refuse("output", "请写文件夹的路径" if folder else "请写文件的路径")
    if len(found) > 1:
        raise refuse("output", "只能写一个路径，请删去多余的")
    path = Path(found[0])
    if path.is_dir() and not folder:
        raise refuse("output", f"{visible(str(path))} 是一个文件夹，请在后面加上文件名")
    if folder and path.exists() and not path.is_dir():
        raise refuse("output", f"{visible(str(path))} 是一个文件，请写一个文件夹")
    if not folder and path.suffix.lower() != f".{ending(format)}".lower():
        path = path.with_name(f"{path.name}.{ending(format)}")
    above = path if path.is_dir() else path.parent
    if not above.is_dir():
        raise refuse("output", f"没有文件夹 {visible(str(above))}，请先建立，或换一个")
    if not os.access(above, os.W_OK):
        raise refuse("output", f"文件夹 {visible(str(above))} 不能写入，请换一个")
    return ReportPlace(path, os.path.lexists(path))


def write_report(
    library: Library,
    format: str,
    given: ReportInput,
    target: Path,
    *,
    force: bool = False,
    template: OwnTemplate | None = None,
) -> WrittenReport:
    """Print one report and write it through a temporary file.

    :param template: the jurisdiction's own Word template that it is printed in.
    :raises Refused: there is no such format, or `target` exists and `force` is not given.
    :raises Surroundings: the folder does not exist or cannot be written.
    """
    data = printed_as(library, format, given, template)
    return WrittenReport(write_new(target, data, force=force), len(data))


def write_planned(
    papers: Papers,
    kind: str,
    format: str,
    one: PlannedReport,
    folder: Path,
    *,
    force: bool = False,
    template: OwnTemplate | None = None,
) -> WrittenReport:
    """Print and write the report on one unit of a campaign. See `write_report`."""
    given = papers.made(kind, one).given
    if given is None:
        raise refuse("report-target", f"{one.unit}：{one.why}")
    return write_report(papers.desk.library, format, given, _file(folder, one, format), force=force, template=template)


def in_the_way(folder: Path, planned: Iterable[PlannedReport], format: str) -> list[str]:
    """The names of files that are there already among those that would be written."""
    files = (_file(folder, one, format) for one in planned if one.evaluation is not None)
    return [path.name for path in files if os.path.lexists(path)]


def names_text(names: Sequence[str]) -> str:
    """The first few names, and how many there are."""
    told = "、".join(visible(name) for name in names[:_LISTED])
    return told + (f" 等 {len(names)} 个" if len(names) > _LISTED else "")


def make_folder(folder: Path) -> None:
    """Make a folder for reports where there is none.

    :raises Refused: a file stands there.
    :raises Surroundings: it cannot be made.
    """
    if folder.exists() and not folder.is_dir():
        raise refuse("output", "每个考评对象写一份，要写到一个文件夹；这是一个文件", file=str(folder))
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        message = f"不能建立文件夹 {folder}：{system_words(error)}"
        raise Surroundings("io", message, "请检查上一级文件夹是否存在、是否可写") from None


@dataclass
class ReportFiles:
    """What a screen asks for on the way to a file; see the functions above."""

    papers: Papers
    workbooks: Workbooks

    def offer(self, kind: str, target: Target, folder: Path | None) -> ReportOffer:
        """What is offered on the way to a file.

        :param kind: one of `KINDS`, or `workbook`.
        :param folder: the one used last; None for the one that one stands in, or home where that takes no files.
        """
        known = list(FORMAT_TITLES)
        names = self.papers.desk.library.plugins.report_formats()
        names = tuple(sorted(names, key=lambda name: known.index(name) if name in known else len(known)))
        if folder is None and not os.access(Path.cwd(), os.W_OK):
            folder = Path.home()
        name = self.papers.file_name(kind, target)
        path = name if folder is None or folder == Path() else str(folder / name)
        each = target.of == "campaign" and self.each(kind)
        return ReportOffer([(name, FORMAT_TITLES.get(name, "插件提供")) for name in names], path, each)

    def place(self, typed: str, format: str, *, folder: bool = False) -> ReportPlace:
        """See `place_for`."""
        return place_for(typed, format, folder=folder)

    def workbook(self, typed: str) -> Path:
        """The workbook that a typed path means. See `one_file`."""
        return one_file(typed, "工作簿")

    def template(self, typed: str) -> Path:
        """The jurisdiction's own Word template that a typed path means; see `usable_template`."""
        path = one_file(typed, "模板")
        usable_template(path)
        return path

    def own_text(self, typed: str) -> Path:
        """The file that holds a self-evaluation report's text. See `one_file`."""
        return one_file(typed, "正文")

    def each(self, kind: str) -> bool:
        """Whether a campaign has one such report for each unit."""
        return KINDS[kind].each

    def write(
        self,
        kind: str,
        key: str,
        format: str,
        target: Path,
        *,
        force: bool = False,
        template: Path | None = None,
        text: Path | None = None,
    ) -> tuple[WrittenReport, list[str]]:
        """See `write_report`; with what its maker should know.

        :param template: the jurisdiction's own Word template that it is printed in.
        :param text: the file with the text of a self-evaluation report.
        """
        from kaoping.reports.kinds.self_report import warnings_of
        from kaoping.workbench.self_reports import with_text

        given, notes = self.papers.report(kind, key), list[str]()
        if text is not None:
            given, read = with_text(given, text)
            notes = [*read, *warnings_of(given.paper)]
        own = usable_template(template) if template is not None else None
        if own is not None:
            notes += [one.message for one in own.told]
        if way_text(format, own=own is not None):
            notes.append(way_text(format, own=own is not None))
        written = write_report(self.papers.desk.library, format, given, target, force=force, template=own)
        return written, notes

    def write_workbook(self, key: str, target: Path, *, force: bool = False) -> WrittenReport:
        """A scoring workbook to be filled in; see `Workbooks.write`."""
        written = self.workbooks.write(key, target, force=force)
        return WrittenReport(written, written.stat().st_size)

    def plan(self, key: str, format: str, folder: Path) -> tuple[list[PlannedReport], str]:
        """What is written for each unit of a campaign, and the names of files that are in the way."""
        provided_format(self.papers.desk.library, format)
        planned = self.papers.planned(key)
        there = in_the_way(folder, planned, format)
        return planned, names_text(there) if there else ""

    def write_planned(
        self,
        kind: str,
        format: str,
        one: PlannedReport,
        folder: Path,
        *,
        force: bool = False,
        template: Path | None = None,
    ) -> WrittenReport:
        """See `write_planned`; the folder is made where there is none."""
        make_folder(folder)
        own = usable_template(template) if template is not None else None
        return write_planned(self.papers, kind, format, one, folder, force=force, template=own)


def _file(folder: Path, one: PlannedReport, format: str) -> Path:
    return folder / f"{one.name}.{ending(format)}"


__all__ = [
    "FORMAT_TITLES",
    "ReportFiles",
    "ReportOffer",
    "ReportPlace",
    "WrittenReport",
    "ending",
    "format_of",
    "in_the_way",
    "make_folder",
    "mislabelled",
    "names_text",
    "place_for",
    "write_planned",
    "write_report",
]
