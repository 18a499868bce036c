"""From a kind of report to a file: the format, the place, what stands there already, and the writing."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kaoping import PlannedReport, ReportOffer, ReportPlace, ReportTarget, WrittenReport, visible
from kaoping_tui.modals.ask import Ask
from kaoping_tui.modals.choose import Choose
from kaoping_tui.modals.report import AskOwnText, AskReportPlace, AskTemplate, AskWorkbook, WriteEach
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.widgets.lists import Choice

if TYPE_CHECKING:
    from kaoping import Workbench

#: What is done with a scoring workbook, beside the kinds of report.
WRITE, READ = "workbook:write", "workbook:read"
WORKBOOKS = {
    WRITE: "Excel 评分工作簿，给没有本程序的人填",
    READ: "把填好的评分工作簿读回，先看会改什么",
}
#: A Word template of one's own, and the text of a self-evaluation report, beside the formats.
TEMPLATE, TEXT = "own:template", "own:text"
_EXISTS = (Choice("other", "换个名称"), Choice("over", "覆盖"))


def ask_report(screen: BaseScreen, target: ReportTarget, kind: str) -> None:
    """Ask for format and place, and write; one file each where a campaign has one for each unit."""
    _offered(screen, kind, target, lambda offer: _report(screen, target, kind, offer))


def ask_workbook(screen: BaseScreen, target: ReportTarget) -> None:
    """Ask for the place of a scoring workbook, and write it."""
    _offered(screen, "workbook", target, lambda offer: _workbook(screen, target, offer))


def _offered(
    screen: BaseScreen, kind: str, target: ReportTarget, ask: Callable[[ReportOffer], Awaitable[None]]
) -> None:
    folder = screen.own.report_folder

    def known(offer: ReportOffer) -> None:
        screen.run_worker(ask(offer))

    screen.read_for_question(lambda bench: bench.report_files.offer(kind, target, folder), known)


async def _report(screen: BaseScreen, target: ReportTarget, kind: str, offer: ReportOffer) -> None:
    app = screen.own
    choices = [Choice(name, visible(f"{name}　{title}")) for name, title in offer.formats]
    choices.append(Choice(TEMPLATE, "用自己的 Word 模板…"))
    if kind == "self-report":
        choices.append(Choice(TEXT, "读入改好的正文，按公文版面印出…"))
    format = await app.push_screen_wait(Choose("写成哪种格式", choices, at=app.report_format))
    if format is None:
        return
    app.report_format = format
    template = text = None
    if format == TEMPLATE:
        template = await app.push_screen_wait(AskTemplate("用自己的 Word 模板", _path(app.report_template)))
        if template is None:
            return
        app.report_template, format = template, "docx"
    elif format == TEXT:
        text = await app.push_screen_wait(AskOwnText("读入自评报告的正文", _in(app.report_folder)))
        if text is None:
            return
        format = "docx"
    if offer.each:
        place = await app.push_screen_wait(AskReportPlace("每个考评对象一份", offer.path, format, folder=True))
        if place is not None:
            app.report_folder = place.path.parent
            _many(screen, target, kind, format, place.path, template)
        return
    place = await _place(screen, f"{offer.path}.{format.rpartition(':')[2]}", format)
    if place is not None:
        _write(
            screen,
            lambda bench: bench.report_files.write(
                kind, target.key, format, place.path, force=place.taken, template=template, text=text
            ),
        )


async def _workbook(screen: BaseScreen, target: ReportTarget, offer: ReportOffer) -> None:
    place = await _place(screen, f"{offer.path}.xlsx", "xlsx")
    if place is not None:
        _write(screen, lambda bench: (bench.report_files.write_workbook(target.key, place.path, force=place.taken), []))


async def _place(screen: BaseScreen, path: str, format: str) -> ReportPlace | None:
    """A path that is free, or one that may be written over."""
    while True:
        place = await screen.own.push_screen_wait(AskReportPlace("写成文件", path, format))
        if place is None or not place.taken:
            return place
        folder = "" if place.path.parent == Path() else f"文件夹：{place.path.parent}"
        answer = await screen.own.push_screen_wait(
            Choose(visible(f"文件已存在：{place.path.name}"), _EXISTS, text=folder)
        )
        if answer == "over":
            return place
        if answer is None:
            return None
        path = str(place.path)


def _write(screen: BaseScreen, work: Callable[[Workbench], tuple[WrittenReport, list[str]]]) -> None:
    app = screen.own
    app.tell("正在写出…")

    def done(made: tuple[WrittenReport, list[str]]) -> None:
        written, notes = made
        app.report_folder = written.path.parent
        told = f"已写出：{written._replace(path=written.path.absolute())}"
        app.tell(visible("。注意：".join((told, "；".join(notes))) if notes else told))

    app.read(screen, work, done)


def _many(
    screen: BaseScreen, target: ReportTarget, kind: str, format: str, folder: Path, template: Path | None
) -> None:
    def planned(found: tuple[list[PlannedReport], str]) -> None:
        screen.run_worker(_each(screen, kind, format, folder, *found, template))

    screen.read_for_question(lambda bench: bench.report_files.plan(target.key, format, folder), planned)


async def _each(
    screen: BaseScreen,
    kind: str,
    format: str,
    folder: Path,
    planned: list[PlannedReport],
    there: str,
    template: Path | None,
) -> None:
    if there:
        title = visible(f"文件夹里已有：{there}")
        answer = await screen.own.push_screen_wait(Choose(title, (Choice("leave", "不写"), Choice("over", "覆盖"))))
        if answer != "over":
            return
    each = WriteEach("每个考评对象写一份", kind, format, folder, planned, force=bool(there), template=template)
    await screen.own.push_screen_wait(each)


async def read_workbook(screen: BaseScreen, target: ReportTarget, *, handed_in: bool) -> None:
    """Ask for a filled workbook, and show what it would change."""
    from kaoping_tui.screens.workbook import WorkbookScreen

    app = screen.own
    path = await app.push_screen_wait(AskWorkbook("读回评分工作簿", _in(app.report_folder)))
    if path is None:
        return
    app.report_folder = path.parent
    why = None
    if handed_in:
        text = "各项都写了理由的可以留空，直接回车"
        why = await app.push_screen_wait(Ask("考评已提交，修改的共同原因", text, check=lambda _: None))
        if why is None:
            return
    app.push_screen(WorkbookScreen(target.key, path, why or None))


def _path(path: Path | None) -> str:
    return "" if path is None else str(path)


def _in(folder: Path | None) -> str:
    """A folder to go on typing in."""
    return "" if folder in (None, Path()) else f"{folder}{os.sep}"
