"""Every screen, question and state of the application, in one walk: each stop says how it is reached from the one before.

A screen that is added to the application is added here; `test_tour.py` fails while one is missing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import openpyxl
from textual.widgets import OptionList, Tree

Action = Callable[[Any], Awaitable[None]]


@dataclass(frozen=True)
class Stop:
    """A name, the class of the screen that stands there, and what leads there: names of keys, or actions."""

    name: str
    screen: str
    steps: tuple[str | Action, ...] = ()


def typed(text: str) -> Action:
    """Type into the field that has the focus."""

    async def act(run: Any) -> None:
        await run.type(text)

    return act


def at(key: str, place: int = 0) -> Action:
    """Stand in the list at the choice whose key begins so; `place` counts those that do."""

    async def act(run: Any) -> None:
        lists = [found for found in run.app.screen.query(OptionList) if found.display and hasattr(found, "choices")]
        for offered in lists:
            places = [n for n, choice in enumerate(offered.choices) if choice.key.startswith(key)]
            if places:
                offered.highlighted = places[place]
                await run.settle()
                return
        raise AssertionError(f"{key}: {[choice.key for found in lists for choice in found.choices]}")

    return act


def nth(place: int) -> Action:
    """Stand at a line of the list."""

    async def act(run: Any) -> None:
        run.app.screen.query_one(OptionList).highlighted = place
        await run.settle()

    return act


def item(id: str) -> Action:
    """Stand at a criterion of the walk."""

    async def act(run: Any) -> None:
        run.app.screen.stand_at(id)
        await still(run)

    return act


def line(text: str, *, open: bool = False) -> Action:
    """Stand at the line of the outline that holds this text, and open it."""

    async def act(run: Any) -> None:
        tree = run.app.screen.query_one(Tree)
        for place, known in enumerate(tree._tree_lines):
            if known.node.data is not None and text in getattr(known.node.data, "text", known.node.data):
                tree.cursor_line = place
                await run.settle()
                if open:
                    await run.press("right")
                return
        raise AssertionError(text)

    return act


def filled(name: str, item: str, **cells: str) -> Action:
    """Write into the input cells of a criterion in a scoring workbook, as somebody without the program does."""

    async def act(_: Any) -> None:
        book = openpyxl.load_workbook(name)
        sheet = book.worksheets[0]
        head = next(row for row in sheet.iter_rows() if any(cell.value == "编号" for cell in row))
        row = next(row for row in sheet.iter_rows(min_row=head[0].row) if row[0].value == item)
        for cell in head:
            if cell.value in cells:
                sheet.cell(row[0].row, cell.column).value = cells[cell.value]
        book.save(name)

    return act


def piece(role: str, place: int = 0) -> Action:
    """Stand at a piece of the document in the review: the one of this role that has `place` others before it."""

    async def act(run: Any) -> None:
        screen = run.app.screen
        parts = screen.shown.draft.parts
        found = [f"part:{number}" for number, part in enumerate(parts) if part.role == role]
        found += [row.key for row in screen.shown.document if row.key.startswith(f"{role}:")]
        screen.left.focus()
        screen.stand_at(found[place])
        await run.settle()

    return act


async def still(run: Any) -> None:
    """Until what is read beside a criterion has come and nothing changes any more."""
    screen, last, same = run.app.screen, None, 0
    while same < 5:
        await run.settle()
        await asyncio.sleep(0.004)
        now = screen.beside.get(screen.item.id) if screen.item is not None else None
        last, same = now, same + 1 if now == last else 0


async def waiting(run: Any) -> None:
    """What stands in front while a reading that a question needs takes long."""
    from kaoping_tui.modals.waiting import Waiting

    box = Waiting()
    run.app.push_screen(box)
    await settle(run)
    box.add_class("-seen")
    await settle(run)


async def unsaved(run: Any) -> None:
    """A save that the disk does not take, and leaving: the last stop, for nothing comes to rest after it."""
    from kaoping import Surroundings

    def work(_: Any) -> None:
        raise Surroundings("full", "磁盘已满，没有保存", "请腾出空间后重试")

    run.app.save(run.app.screen, work)
    while "磁盘已满" not in run.app.notice:
        await asyncio.sleep(0.001)
    run.app.ask_about_unsaved()
    run.settle = lambda: unchanging(run)
    await run.settle()


async def unchanging(run: Any) -> None:
    """Until the screen stays as it is, while a save is still being tried."""
    last, same = "", 0
    while same < 10 or "处修改未能保存" not in last:
        await asyncio.sleep(0.01)
        now = run.text()
        last, same = now, same + 1 if now == last else 0


def hurry(monkeypatch: Any) -> None:
    """No waiting for what rests: what stands beside a criterion is read at once."""
    from tests.tui import conftest

    from kaoping_tui.screens import walk

    conftest.hurry(monkeypatch)
    for name, value in (("GLANCE", 0.001), ("START", 0.001), ("PAUSE", 0.001), ("REST", 60.0)):
        monkeypatch.setattr(walk, name, value)


async def settle(run: Any) -> None:
    """Until every job is done, every message handled, and everything laid out."""
    from tests.tui.conftest import settled

    await settled(run.app)


#: Without any evaluation.
EMPTY: tuple[Stop, ...] = (
    Stop("empty", "HomeScreen"),
    Stop("empty-campaigns", "HomeScreen", ("2",)),
    Stop("empty-units", "HomeScreen", ("3",)),
    Stop("first-standard", "Choose", ("1", "f2")),
    Stop("first-unit", "Ask", (at("mini/points"), "enter")),
)

HOME: tuple[Stop, ...] = (
    Stop("home", "HomeScreen"),
    Stop("home-campaigns", "HomeScreen", ("2",)),
    Stop("home-units", "HomeScreen", ("3",)),
    Stop("home-standards", "HomeScreen", ("4",)),
    Stop("home-plugins", "HomeScreen", ("5",)),
    Stop("home-plugins-end", "HomeScreen", ("end",)),
    Stop("find", "Find", ("1", "slash")),
    Stop("find-results", "Find", (typed("法治"),)),
    Stop("find-none", "Find", (typed("没有这样的字"),)),
    Stop("home-help", "Choose", ("escape", "f1")),
    Stop("home-commands", "Choose", ("escape", "ctrl+p")),
)

CAMPAIGNS: tuple[Stop, ...] = (
    Stop("campaign", "CampaignScreen", ("escape", "2", at("campaign:", 0), "enter")),
    Stop("campaign-terms", "TermsScreen", ("f6",)),
    Stop("campaign-review", "CampaignScreen", ("escape", "right", "right")),
    Stop("campaign-by-place", "CampaignScreen", ("f3",)),
    Stop("campaign-late", "CampaignScreen", ("f4",)),
    Stop("campaign-roster", "Choose", ("f2",)),
    Stop("campaign-find", "Choose", ("escape", "ctrl+g")),
    Stop("edition-which", "Choose", ("escape", "f9")),
    Stop("edition-file", "AskStandardFile", ("enter",)),
    Stop("edition-file-wrong", "AskStandardFile", (typed("材料/没有.toml"), "enter")),
    Stop("edition-round", "RoundEdition", ("ctrl+u", typed("材料/更正.toml"), "enter")),
    Stop("edition-round-one", "RoundEdition", (line("不能沿用", open=True),)),
    Stop("edition-round-texts", "RoundEdition", (line("标准 ", open=True),)),
    Stop("edition-move", "Choose", ("f10",)),
    Stop("report-campaign", "ReportScreen", ("escape", "escape", "f8", at("summary"))),
    Stop("report-each", "ReportScreen", (at("notice"),)),
    Stop("report-format", "Choose", ("enter",)),
    Stop("report-folder", "AskReportPlace", (at("txt"), "enter")),
    Stop("report-folder-wrong", "AskReportPlace", ("ctrl+u", typed("没有/反馈"), "enter")),
    Stop("report-written", "WriteEach", ("ctrl+u", typed("反馈"), "enter")),
    Stop("report-in-the-way", "Choose", ("escape", "enter", "enter", "ctrl+u", typed("反馈"), "enter")),
    Stop("campaign-cell", "Choose", ("escape", "escape", "home", "down", "down", "enter")),
    Stop("campaign-other", "CampaignScreen", ("escape", "escape", at("campaign:", 1), "enter")),
    Stop("announced-name", "Ask", ("escape", at("ready:mini/again"), "enter")),
    Stop("announced-name-taken", "Ask", ("enter",)),
    Stop("announced-parent", "Choose", ("enter",)),
    Stop("announced-stages", "ChooseMany", ("enter",)),
    Stop("announced-last", "Choose", ("enter",)),
    Stop("own-campaign", "Choose", ("escape", at("own-campaign"), "enter")),
    Stop("own-campaign-name", "Ask", (at("mini/points"), "enter")),
    Stop("own-campaign-units", "ChooseMany", (typed("第二批"), "enter", typed("2025"), "enter")),
)

UNITS: tuple[Stop, ...] = (
    Stop("unit", "UnitScreen", ("escape", "3", at("unit:", 0), "enter")),
    Stop("unit-end", "UnitScreen", ("end",)),
    Stop("unit-attribute", "Choose", ("f6",)),
    Stop("unit-attribute-value", "Choose", ("enter",)),
    Stop("unit-facts", "Choose", ("escape", "f5")),
    Stop("unit-fact-period", "Ask", (typed("sessions"), "enter")),
    Stop("unit-fact-value", "Ask", ("enter",)),
    Stop("unit-fact-wrong", "Ask", (typed("许多"), "enter")),
    Stop("unit-member", "Ask", ("escape", "f4")),
    Stop("unit-member-kind", "Choose", (typed("云溪县财政局"), "enter")),
    Stop("unit-rectify", "UnitRectifications", ("escape", "ctrl+k")),
    Stop("report-unit", "ReportScreen", ("escape", at("fact"), "f8", at("rectification"))),
    Stop("standard", "StandardScreen", ("escape", "escape", "4", at("standard:mini/points"), "enter")),
    Stop("standard-end", "StandardScreen", ("end",)),
)

REVIEW: tuple[Stop, ...] = (
    Stop("import-standard", "AskDocument", ("escape", at("import-standard"), "enter")),
    Stop("import-missing", "AskDocument", (typed("材料/没有"), "enter")),
    Stop("review", "ReviewScreen", ("ctrl+u", typed("材料/办法.txt"), "enter")),
    Stop("review-standard", "ReviewScreen", ("tab", "down")),
    Stop("review-finding", "ReviewScreen", ("tab", piece("finding"))),
    Stop("review-taken", "ReviewScreen", ("1",)),
    Stop("review-criterion", "ReviewScreen", (piece("criterion"),)),
    Stop("review-role", "ChooseRole", ("f4",)),
    Stop("review-points", "Ask", ("escape", "f5")),
    Stop("review-number", "Ask", ("escape", "f6")),
    Stop("review-words", "AskText", ("escape", piece("requirement", 1), "f7")),
    Stop("review-split", "AskSplit", ("escape", "f8")),
    Stop("review-under", "Choose", ("escape", "ctrl+u")),
    Stop("review-figures", "Choose", ("escape", "ctrl+f")),
    Stop("review-figure", "Choose", ("down", "enter")),
    Stop("review-parts", "Choose", ("escape", "escape", "ctrl+l")),
    Stop("review-added", "Choose", ("escape", "ctrl+n")),
    Stop("review-menu", "Choose", ("escape", "f12")),
    Stop("review-dropped", "ReviewScreen", ("escape", "delete")),
    Stop("review-find", "Choose", ("slash",)),
    Stop("review-header", "Choose", ("escape", "f2")),
    Stop("review-check", "ReadyScreen", ("escape", "f9")),
    Stop("review-wrong", "ReviewScreen", ("escape", piece("criterion"), "f5", "enter")),
    Stop("review-refused", "ReadyScreen", ("f9", "f10")),
    Stop("review-help", "Choose", ("escape", "f1")),
    Stop("review-left", "ReviewScreen", ("escape", "end")),
)

NEW: tuple[Stop, ...] = (
    Stop("new-standard", "Choose", ("escape", "1", "f2")),
    Stop("new-unit", "Choose", (at("mini/points"), "enter")),
    Stop("new-attribute", "Choose", ("down", "enter")),
    Stop("new", "NewEvaluation", ("end", "enter")),
    Stop("new-period", "Ask", (at("period"), "enter")),
    Stop("new-as-of", "Ask", ("escape", at("as-of"), "enter")),
    Stop("new-stage", "Choose", ("escape", at("stage"), "enter")),
)

WALK: tuple[Stop, ...] = (
    Stop("walk", "WalkScreen", ("escape", "escape", "home", "enter", still)),
    Stop("walk-detail", "WalkScreen", ("tab",)),
    Stop("walk-detail-end", "WalkScreen", ("end",)),
    Stop("clause", "ClauseText", (item("1.2"), "ctrl+d")),
    Stop("walk-group", "WalkScreen", ("escape", "tab", "home", still)),
    Stop("walk-stale", "WalkScreen", (item("1.1"),)),
    Stop("walk-unrated", "WalkScreen", (item("1.3"),)),
    Stop("walk-full", "WalkScreen", (item("1.4"),)),
    Stop("walk-carried", "WalkScreen", (item("2.1"),)),
    Stop("walk-outside", "WalkScreen", (item("2.2"),)),
    Stop("walk-not-applicable", "WalkScreen", (item("2.3"),)),
    Stop("walk-level", "WalkScreen", (item("2.4"),)),
    Stop("walk-typing", "WalkScreen", (item("1.3"), "1", "full_stop", "5")),
    Stop("walk-refused", "AskReason", ("escape", item("1.1"), "4", "enter")),
    Stop("walk-help", "Choose", ("escape", "f1")),
    Stop("walk-actions", "Choose", ("escape", "f12")),
    Stop("filter", "Choose", ("escape", "ctrl+f")),
    Stop("walk-filtered", "WalkScreen", ("down", "enter", still)),
    Stop("go-to", "Seek", ("escape", "ctrl+g")),
    Stop("go-to-found", "Seek", (typed("fy"),)),
    Stop("deductions", "Choose", ("escape", item("1.2"), "f4")),
    Stop("deduction", "AskDeduction", ("enter",)),
    Stop("deduction-no-reason", "AskDeduction", ("enter", "enter")),
    Stop("note", "AskText", ("escape", "f7")),
    Stop("note-unsaved", "AskText", (typed("再问一次，"), "escape")),
    Stop("fact-requirement", "Choose", ("escape", item("1.3"), "f5")),
    Stop("fact-share", "AskShare", (at("1.3.1"), "enter")),
    Stop("fact-yes-no", "Choose", ("escape", "f5", at("1.3.2"), "enter")),
    Stop("not-applicable", "AskReason", ("escape", "f6")),
    Stop("batch", "Choose", ("escape", "ctrl+b")),
    Stop("batch-how", "Choose", (at("0"), "enter")),
    Stop("batch-reason", "AskReason", (at("not-applicable"), "enter")),
    Stop("batch-sure", "Choose", (typed("本年未开展"), "enter")),
    Stop("copy", "Choose", ("escape", "ctrl+o")),
    Stop("edition-one", "OneEdition", ("escape", "ctrl+u", "enter", typed("材料/更正.toml"), "enter")),
    Stop("edition-one-end", "OneEdition", ("end",)),
    Stop("edition-carry", "Choose", ("f7",)),
)

AROUND: tuple[Stop, ...] = (
    Stop("statements", "StatementScreen", ("escape", "escape", "f8")),
    Stop("statement-veto", "Choose", ("enter",)),
    Stop("statement-day", "Ask", (at("happened"), "enter")),
    Stop("statement-bonus", "Ask", ("escape", at("adjustment:innovation"), "enter")),
    Stop("statement-ground", "Ask", (typed("1"), "enter")),
    Stop("check", "CheckScreen", ("escape", "escape", "f10")),
    Stop("check-line", "CheckScreen", ("end",)),
    Stop("hand-in", "Choose", ("f10",)),
    Stop("result", "ResultScreen", ("escape", "escape", "f9")),
    Stop("result-derivation", "ResultScreen", (line("（已评", open=True), "down", "right", "down", "right", "down")),
    Stop("result-way", "ResultScreen", (line("更好的结果"),)),
    Stop("result-end", "ResultScreen", ("end",)),
    Stop("report", "ReportScreen", ("f8", at("sheet"))),
    Stop("report-end", "ReportScreen", ("tab", "end")),
    Stop("report-wide", "ReportScreen", ("home", "f3")),
    Stop("report-template", "AskTemplate", ("f3", at("sheet"), "enter", at("own:template"), "enter")),
    Stop("report-own-text", "AskOwnText", ("escape", at("self-report"), "enter", at("own:text"), "enter")),
    Stop("report-refused", "ReportScreen", ("escape", at("approval"))),
    Stop("report-workbook", "ReportScreen", (at("workbook:write"),)),
    Stop("workbook-path", "AskReportPlace", ("enter",)),
    Stop(
        "workbook-exists", "Choose", ("ctrl+u", typed("评分.xlsx"), "enter", "enter", "ctrl+u", typed("评分"), "enter")
    ),
    Stop("workbook-read", "AskWorkbook", ("escape", at("workbook:read"), "enter")),
    Stop("workbook-none", "AskWorkbook", (typed("没有.xlsx"), "enter")),
    Stop(
        "workbook-plan", "WorkbookScreen", ("ctrl+u", filled("评分.xlsx", "1.3", 得分="2"), typed("评分.xlsx"), "enter")
    ),
    Stop("workbook-sure", "Choose", ("f10",)),
    Stop("workbook-why", "Ask", ("escape", "f4")),
    Stop("workbook-faults", "WorkbookScreen", ("escape", filled("评分.xlsx", "1.3", 得分="许多"), "f5")),
    Stop("history", "HistoryScreen", ("escape", "escape", "escape", "ctrl+l")),
    Stop("history-long", "HistoryScreen", (nth(8),)),
    Stop("history-entry", "EntryScreen", ("enter",)),
    Stop("history-past", "PastScreen", ("f9",)),
    Stop("history-back", "Ask", ("escape", "f6")),
    Stop("history-pick", "Choose", ("escape", "f7")),
    Stop("history-diff", "DiffScreen", ("enter",)),
    Stop("hand-over", "Ask", ("escape", "f8")),
    Stop("hand-over-why", "Ask", (typed("王五"), "enter")),
    Stop("rectify", "RectifyScreen", ("escape", "escape", item("1.2"), "ctrl+k")),
    Stop("rectify-new", "AskRectification", ("f2",)),
    Stop("rectify-wrong", "AskRectification", ("enter", "enter", "enter")),
    Stop("rectify-done", "AskDone", ("escape", "f5")),
    Stop("evidence", "EvidenceScreen", ("escape", "escape", item("1.2"), "ctrl+e")),
    Stop("evidence-text", "EvidenceScreen", ("escape", item("1.4"), "ctrl+e")),
    Stop("evidence-path", "AskPath", ("escape", item("1.2"), "ctrl+e", "f2")),
    Stop("evidence-path-names", "AskPath", (typed("标准/"), "tab")),
    Stop("evidence-path-wrong", "AskPath", (typed("没有.pdf"), "enter")),
    Stop("evidence-place", "AskPlace", ("ctrl+u", typed("标准/met.toml"), "enter")),
    Stop("evidence-kind", "Choose", ("escape", "f3")),
    Stop("evidence-visit", "AskSpoken", ("enter",)),
    Stop("evidence-visit-wrong", "AskSpoken", ("f10",)),
    Stop("evidence-known", "Choose", ("escape", "f4")),
    Stop("evidence-where", "Choose", ("escape", "home", "f6")),
    Stop("evidence-move", "AskPlace", ("escape", "f5")),
)

OTHERS: tuple[Stop, ...] = (
    Stop("met", "WalkScreen", ("escape", "escape", "escape", "home", "down", "down", "down", "enter", still)),
    Stop("met-result", "ResultScreen", ("f9",)),
)

COMPARED: tuple[Stop, ...] = (
    Stop("compare-ask", "Choose", ("escape", "escape", "1", "home", "f7")),
    Stop("compare", "CompareScreen", ("enter",)),
    Stop("compare-facts", "CompareScreen", ("2",)),
    Stop("compare-facts-whole", "CompareScreen", ("right", "end")),
    Stop("compare-relations", "CompareScreen", ("3",)),
    Stop("compare-related", "CompareScreen", (at("related:"),)),
    Stop("compare-alone", "CompareScreen", ("end",)),
    Stop("compare-pair", "Choose", ("f3",)),
    Stop("compare-against", "CompareScreen", ("escape", "4")),
    Stop("compare-against-go", "Choose", ("enter",)),
    Stop("compare-themes", "CompareScreen", ("escape", "5")),
    Stop("compare-theme", "CompareScreen", (at("theme:"),)),
    Stop("compare-chart", "ChartScreen", ("f9",)),
    Stop("compare-radar", "ChartScreen", ("f9",)),
    Stop("compare-visit", "CompareScreen", ("escape", "6")),
    Stop("compare-what-if", "CompareScreen", ("7",)),
    Stop("compare-suppose", "Choose", ("enter",)),
    Stop("compare-suppose-period", "Ask", (typed("学法次数"), "enter")),
    Stop("compare-suppose-value", "Ask", ("enter",)),
    Stop("compare-supposed", "CompareScreen", (typed("1"), "enter")),
    Stop("compare-which", "Choose", ("home", "f6")),
    Stop("compare-over-time", "BesideScreen", ("enter",)),
    Stop("compare-over-time-all", "BesideScreen", ("f3", "end")),
    Stop("compare-units", "ChooseMany", ("escape", "1", "home", "f4")),
    Stop("compare-beside", "BesideScreen", (at("every"), "enter", "f10")),
)

LAST: tuple[Stop, ...] = (Stop("waiting", "Waiting", (waiting,)), Stop("unsaved", "Choose", ("escape", unsaved)))

TOUR: tuple[Stop, ...] = (*HOME, *CAMPAIGNS, *UNITS, *REVIEW, *NEW, *WALK, *AROUND, *OTHERS, *COMPARED, *LAST)
