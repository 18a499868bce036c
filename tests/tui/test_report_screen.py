"""Printing from the screens: the preview, files that are opened again, many files at once, the scoring workbook out and in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from kaoping import Options, Rating, View, open_workbench, parse_period
from kaoping_tui.widgets.lists import Choices


@pytest.fixture
def now(reopened: Any, started: str) -> Callable[[], View]:
    return lambda: reopened().evaluations.view(started)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that one stands in."""
    folder = tmp_path / "这里"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def fill(path: Path, item: str, **cells: object) -> None:
    """Write into the input cells of a criterion, by the heads of the columns."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "编号" for cell in row))
    line = next(row for row in sheet.iter_rows(min_row=head[0].row) if row[0].value == item)
    for cell in head:
        for name, value in cells.items():
            if str(cell.value).partition("（")[0] == name:
                sheet.cell(line[0].row, cell.column).value = value
    book.save(path)


def stand(screen: Any, key: str) -> None:
    """Stand at the first line of a unit whose key begins so."""
    lines = screen.query_one("#unit-list")
    lines.highlighted = next(n for n, choice in enumerate(lines.choices) if choice.key.startswith(key))


async def pick(run: Any, text: str) -> None:
    """Stand at the choice that has this text, once what is on screen has come to rest, and take it."""
    lists = run.app.screen.query(Choices).first()
    lists.highlighted = next(n for n, choice in enumerate(lists.choices) if text in choice.text)
    await run.settle()
    await run.press("enter")


async def test_the_paper_at_the_cursor_is_shown_and_follows(running: Any, started: str) -> None:
    async with running(size=(80, 24)) as run:
        await run.press("enter", "enter", "f9", "f8")
        screen = run.app.screen
        assert "打印｜考评 1｜云溪县｜mini/points" in run.text()
        assert "调阅清单" in run.text().splitlines()[2]
        await pick(run, "得分表")
        await run.press("escape")
        assert screen.kind == "sheet"
        assert "签字盖章的得分表" in run.text()
        assert "考评对象：云溪县" in run.text()
        lines = screen.query_one("#paper").lines
        assert any(line.text.startswith("1.1") and "│   2│" in line.text for line in lines)
        assert "【草稿】" in lines[0].text
        # The whole width, and back.
        await run.press("f3")
        assert not screen.query_one("#report-kinds").display
        assert max(len(line.text) for line in screen.query_one("#paper").lines if line.style == "rule") > 60
        await run.press("end")
        assert "日志校验码" in run.text()
        await run.press("f3", "escape")
        assert type(run.app.screen).__name__ == "ResultScreen"


async def test_a_file_is_written_where_it_was_said_and_none_is_lost(
    running: Any, now: Callable[[], View], here: Path, tmp_path: Path
) -> None:
    async with running() as run:
        await run.press("enter", "ctrl+w")
        await pick(run, "得分表")
        await pick(run, "docx")
        assert run.app.screen.query_one("#path").value == "得分表-云溪县-2025.docx"
        await run.press("enter")
        path = here / "得分表-云溪县-2025.docx"
        text = "\n".join(cell.text for table in docx.Document(str(path)).tables for cell in table._cells)
        assert "学习制度" in text
        assert f"已写出：{path}（" in run.flat() or "得分表-云溪县-2025.docx（" in run.flat()
        # It is not written over without being asked.
        path.write_bytes(b"mine")
        await run.press("enter", "enter", "enter")
        assert "文件已存在：得分表-云溪县-2025.docx" in run.text()
        await run.press("enter")
        assert path.read_bytes() == b"mine"
        assert run.app.screen.query_one("#path").value.endswith("得分表-云溪县-2025.docx")
        await run.press("enter", "down", "enter")
        assert path.read_bytes()[:2] == b"PK"
        # What cannot be: said, and the path stays.
        await run.press("enter", "enter", "ctrl+u")
        await run.type(f"{tmp_path}/没有/甲.docx")
        await run.press("enter")
        assert "没有文件夹" in run.text()
        await run.press("ctrl+u")
        await run.type(str(tmp_path))
        await run.press("enter")
        assert "请在后面加上文件名" in run.flat()
        await run.press("escape")
        # What the document has no form for is said in the place of the paper, and on the way to a file.
        await pick(run, "推荐审批表")
        await run.press("escape")
        assert "不能打印：" in run.text()
        assert type(run.app.screen).__name__ == "ReportScreen"
        assert sorted(one.name for one in here.iterdir()) == ["得分表-云溪县-2025.docx"]


async def test_ones_own_template_and_the_text_of_a_self_report(
    running: Any, started: str, here: Path, tmp_path: Path
) -> None:
    own, wrong, text = tmp_path / "自家.docx", tmp_path / "错.docx", tmp_path / "正文.txt"
    for path, mark in ((own, "对象：{{ 考评对象 }}{{ 草稿 }}"), (wrong, "{{ 得份 }}")):
        made = docx.Document()
        made.add_paragraph(mark)
        made.save(str(path))
    text.write_text("一、做法\n办了三件实事。\n", encoding="utf-8")
    async with running() as run:
        await run.press("enter", "ctrl+w")
        await pick(run, "得分表")
        await pick(run, "用自己的 Word 模板")
        await run.type(str(wrong))
        await run.press("enter")
        assert "没有“得份”这个字段" in run.flat()
        await run.press("ctrl+u")
        await run.type(str(own))
        await run.press("enter", "enter")
        printed = docx.Document(str(here / "得分表-云溪县-2025.docx")).paragraphs[0].text
        assert printed.startswith("对象：云溪县")
        # The template that was used last is offered again.
        await run.press("enter", "enter")
        assert run.app.screen.query_one("#path").value == str(own)
        await run.press("escape")
        await pick(run, "自评报告")
        await pick(run, "读入改好的正文")
        await run.press("ctrl+u")
        await run.type(str(text))
        await run.press("enter", "enter")
        assert "注意：草稿：" in run.flat()
    said = [one.text for one in docx.Document(str(here / "自评报告-云溪县-2025.docx")).paragraphs]
    assert "办了三件实事。" in said


async def test_a_long_list_opens_as_wide_as_it_stays(
    running: Any, started: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    widths: list[int] = []
    fill_in = Choices._fill

    def noted(self: Choices) -> None:
        fill_in(self)
        if self.id == "choices":
            widths.append(self._width)

    monkeypatch.setattr(Choices, "_fill", noted)
    async with running(size=(80, 24)) as run:
        await run.press("enter", "ctrl+w", "enter")
        await run.settle()
        # The first is before it is on screen. Wrapped to nothing after that, it would stand there in columns of four
        # characters until it is laid out.
        assert min(widths[1:]) > 60


async def test_a_disk_that_takes_nothing_is_said_and_the_screen_stays(
    running: Any, started: str, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(self: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    async with running() as run:
        await run.press("enter", "ctrl+w")
        monkeypatch.setattr(Path, "write_bytes", full)
        await pick(run, "得分表")
        await pick(run, "txt")
        await run.press("enter")
        assert run.app.warned
        assert "写不了" in run.text()
        assert type(run.app.screen).__name__ == "ReportScreen"
    assert list(here.iterdir()) == []


@pytest.fixture
def campaign(options: Options, started: str) -> str:
    """Four counties, three of them begun."""
    with open_workbench(options) as bench:
        names = ["云溪县", "青岚县", "石桥县", "柳河县"]
        for name in names[1:]:
            bench.units.add(name, "county")
        made = bench.evaluations.add_campaign("年度", parse_period("2025"), standard="mini/points", units=tuple(names))
        for name in names[:3]:
            row = bench.evaluations.new("mini/points", name, parse_period("2025"), campaign=made.id)
            bench.walk.rate(row.id, "2.1", Rating(points=Decimal(3)))
        return made.id


async def test_one_file_for_each_unit_of_a_campaign(running: Any, campaign: str, here: Path) -> None:
    async with running(size=(80, 24)) as run:
        await run.press("2", "enter", "f8")
        await pick(run, "反馈意见")
        assert "关于云溪县考评情况的反馈意见" in "".join(
            line.text for line in run.app.screen_stack[-2].query_one("#paper").lines
        )
        await pick(run, "txt")
        assert run.app.screen.query_one("#path").value == "反馈意见-年度"
        await run.press("enter")
        assert "3/3" in run.text()
        assert "写完了：已写出 3 份" in run.text()
        assert "柳河县：还没有考评" in run.text()
        await run.press("escape")
        folder = here / "反馈意见-年度"
        assert sorted(path.name for path in folder.iterdir()) == ["01-云溪县.txt", "02-青岚县.txt", "03-石桥县.txt"]
        assert "关于石桥县考评情况的反馈意见" in (folder / "03-石桥县.txt").read_text(encoding="utf-8")
        # Again: the files are named, and stay unless they are to be written over.
        (folder / "01-云溪县.txt").write_text("mine", encoding="utf-8")
        await run.press("enter", "enter", "enter")
        assert "文件夹里已有：01-云溪县.txt" in run.text()
        await run.press("enter")
        assert (folder / "01-云溪县.txt").read_text(encoding="utf-8") == "mine"
        # Stopped: what was written and what was not.
        await run.press("enter", "enter", "ctrl+u")
        await run.type("另一处")
        await run.pilot.press("enter")
        while type(run.app.screen).__name__ != "WriteEach" or not run.app.screen.query("#each-now"):
            await asyncio.sleep(0)
        run.app.screen.action_cancel()
        await run.settle()
        assert run.app.screen._over
        assert "没有写完：已写出" in run.text()
        assert f"没有写到 {3 - len(run.app.screen.written)} 份" in run.text()
        assert len(list((here / "另一处").glob("*"))) == len(run.app.screen.written) < 3


async def test_a_workbook_goes_out_and_comes_back_as_one_step(
    running: Any, now: Callable[[], View], here: Path
) -> None:
    path = here / "评分工作簿-云溪县-2025.xlsx"
    async with running(size=(80, 24)) as run:
        await run.press("enter", "ctrl+w")
        await pick(run, "写出工作簿")
        await run.press("enter")
        assert path.exists()
        fill(path, "1.2", 得分=9)
        fill(path, "2.1", 得分=3, 备注="现场核对")
        await pick(run, "读回工作簿")
        await run.type(path.name)
        await run.press("enter")
        screen = run.app.screen
        assert type(screen).__name__ == "WorkbookScreen"
        assert "有 1 处不对，一项也不读入" in run.text()
        assert len(screen.faults) == 1
        assert "应为 0 到 4" in screen.faults[0]
        assert screen.faults[0] in run.text()
        await run.press("f10")
        assert "有不对的格子，不能读入" in run.text()
        # Put right in the file, read again, looked at, left: nothing changed.
        fill(path, "1.2", 得分=4)
        await run.press("f5")
        assert [(one.item, one.before, one.after) for one in screen.plan.changes] == [
            ("1.2", "未评", "4 分"),
            ("2.1", "未评　备注：无", "3 分　备注：现场核对"),
        ]
        assert "将改动 2 项；得分（未计否决）0 ~ 12 → 7 ~ 11" in run.text()
        await run.press("escape")
        assert now().answers.ratings == {}
        # And now all of it; the walk below shows it, and one undo takes it back.
        await run.press("enter")
        await run.type(path.name)
        await run.press("enter", "f10", "enter")
        await run.settle()
        assert {item: rating.points for item, rating in now().answers.ratings.items()} == {"1.2": 4, "2.1": 3}
        assert "已读入 2 项" in run.app.notice
        await run.press("escape")
        assert "已评 2/3" in run.text()
        await run.press("ctrl+z")
        assert not [item for item, rating in now().answers.ratings.items() if rating.rated]
        assert "已评 0/3" in run.text()


async def test_what_was_changed_meanwhile_and_what_was_handed_in_is_asked_about(
    running: Any, now: Callable[[], View], options: Options, started: str, here: Path
) -> None:
    path = here / "a.xlsx"
    with open_workbench(options) as bench:
        bench.workbooks.write(started, path)
        bench.walk.rate(started, "1.2", Rating(points=Decimal(1)))
        bench.walk.hand_in(started)
    fill(path, "1.2", 得分=4)
    async with running() as run:
        await run.press("3", "enter")
        stand(run.app.screen, "evaluation:")
        await run.press("enter", "f9", "f8")
        await pick(run, "读回工作簿")
        await run.type("a.xlsx")
        await run.press("enter", "enter")
        assert "与工作簿不同；请先核对" in run.flat()
        await run.press("f6")
        assert "修改须写理由" in run.flat()
        await run.press("f4")
        await run.type("专家复核")
        await run.press("enter")
        assert "1.2 机构和人员：1 分 → 4 分" in run.text()
        await run.press("f10", "enter", "escape")
        await run.settle()
        assert now().answers.ratings["1.2"].points == 4
        # The result that stands below shows it too.
        assert type(run.app.screen).__name__ == "ResultScreen"
        assert run.app.screen.view.answers.ratings["1.2"].points == 4


async def test_units_print_theirs_and_the_evaluation_at_the_cursor(running: Any, started: str) -> None:
    async with running() as run:
        await run.press("3", "enter")
        stand(run.app.screen, "fact")
        await run.press("f8")
        assert run.app.screen.found.kinds[:3] == ["request-list", "evidence", "rectification"]
        assert "打印｜考评对象｜云溪县" in run.text()
        await run.press("escape")
        # From the comparison, the comparison.
        await run.press("f7", "f8")
        assert run.app.screen.kind == "comparison"
        await run.press("escape", "escape")
        stand(run.app.screen, "evaluation:")
        await run.press("f8")
        assert "打印｜考评 1｜云溪县" in run.text()
