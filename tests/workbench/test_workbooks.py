"""Scoring workbooks: what stands in them, formulas that come to our score, and the way back, all or nothing."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from pycel import ExcelCompiler

from kaoping.answers import AdjustmentStatement, Deduction, Observation, PartStatement, Rating
from kaoping.errors import Fault, Refused
from kaoping.periods import year
from kaoping.reports.workbook_cells import HEADS
from kaoping.scoring.sheet import ScoreSheet
from kaoping.workbench import Workbench
from kaoping.workbench.library import Library

PERIOD = year(2025)
D = Decimal
Tally = Callable[[Workbench], int]


class Book:
    """A workbook on disk as a person fills it in."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)
        self.sheet: Worksheet = self.book["评分"]

    def place(self, item: str, column: str) -> str:
        row = next(cell.row for cell in self.sheet["A"] if cell.value == item)
        found = next(cell for line in self.sheet.iter_rows() for cell in line if cell.value == HEADS[column])
        return f"{found.column_letter}{row}"

    def fill(self, **cells: Any) -> Path:
        """Fill in cells: `points_1_2=3` is the points of 1.2; `at_B3="x"` any cell."""
        for name, value in cells.items():
            kind, _, where = name.partition("_")
            place = (
                where if kind == "at" else self.place(where.replace("_", "."), {"na": "not_applicable"}.get(kind, kind))
            )
            self.sheet[place] = value
            self.sheet[place].data_type = (
                "s" if isinstance(value, str) and not value.startswith("==") else self.sheet[place].data_type
            )
        self.book.save(self.path)
        return self.path


@pytest.fixture
def made(bench: Workbench, opened: str, tmp_path: Path) -> Callable[..., Book]:
    """Writes an evaluation as a workbook."""

    def make(key: str | None = None, by: Workbench | None = None) -> Book:
        return Book((by or bench).workbooks.write(key or opened, tmp_path / "工作簿.xlsx", force=True))

    return make


def faults(call: Callable[..., Any], *args: Any, **named: Any) -> dict[str, str]:
    """Code -> message of everything that was refused."""
    with pytest.raises(Refused) as caught:
        call(*args, **named)
    found: tuple[Fault, ...] = caught.value.faults
    return {fault.message.partition("：")[0]: fault.message.partition("：")[2] for fault in found}


def recomputed(path: Path, changes: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Every live cell of the sheet, computed again by a library of formulas after these changes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        compiled = ExcelCompiler(filename=str(path))
        live = openpyxl.load_workbook(path)["评分"]
        cells = [cell.coordinate for line in live.iter_rows() for cell in line if cell.data_type == "f"]
        found = {place: compiled.evaluate(f"评分!{place}") for place in cells}
        for place, value in (changes or {}).items():
            compiled.set_value(f"评分!{place}", value)
        if changes:
            found = {place: compiled.evaluate(f"评分!{place}") for place in cells}
    return found


def figures(path: Path, values: Mapping[str, Any]) -> dict[str, tuple[Any, Any, Any]]:
    """By key (`item:1.1`, `total` …): what is awarded, the most, the full points."""
    sheet = openpyxl.load_workbook(path)["评分"]
    at = {"满分" if cell.value == "权重" else cell.value: cell.column_letter for cell in sheet[4]}
    found = {}
    for row in range(5, sheet.max_row + 1):
        key = sheet[f"{at[HEADS['key']]}{row}"].value
        if key:
            ends = [f"{at[HEADS[name]]}{row}" for name in ("score", "high", "full")]
            found[key] = tuple(values.get(place, sheet[place].value) for place in ends)
    return found


def agrees(shown: Mapping[str, tuple[Any, Any, Any]], sheet: ScoreSheet) -> None:
    """Hold the figures of a workbook against a score sheet."""
    for one in sheet.items:
        low, high, _ = shown[f"item:{one.item.id}"]
        assert (low in ("", None)) == (one.state == "unrated")
        assert high == pytest.approx(float(one.high))
        if one.state != "unrated":
            assert low == pytest.approx(float(one.low))
    assert shown["total"][0] == pytest.approx(float(sum(one.low for one in sheet.items)))
    if "result" in shown:
        assert shown["result"] == pytest.approx(
            tuple(map(float, (sheet.score_low or 0, sheet.score_high or 0, sheet.full)))
        )


def test_what_is_rated_stands_in_it_and_the_rest_is_closed(
    bench: Workbench, opened: str, made: Callable[..., Book]
) -> None:
    bench.walk.rate(opened, "1.1", Rating(points=D("4.5"), reason="=1+1", note="@备注"))
    bench.walk.deduct(opened, "1.2", Deduction(D("0.5"), "缺一次", "1.2.1"))
    bench.walk.deduct(opened, "1.2", Deduction(D(1), "迟报"))
    book = made()
    cell = lambda item, column: book.sheet[book.place(item, column)]  # noqa: E731
    assert (cell("1.1", "points").value, cell("1.1", "reason").value, cell("1.1", "note").value) == (
        4.5,
        "=1+1",
        "@备注",
    )
    assert cell("1.1", "reason").data_type == "s"
    assert cell("1.1", "reason").quotePrefix
    assert (cell("1.2", "deduct").value, cell("1.2", "reason").value) == (1.5, "扣 0.5：缺一次\n扣 1：迟报")
    assert cell("1.2", "text").value == "1.2.1　制度齐全（2 分）\n1.2.2　执行到位（3 分）"
    assert cell("1.3", "state").value == "不在考评范围"
    open_cells = {place.coordinate for line in book.sheet.iter_rows() for place in line if not place.protection.locked}
    assert book.sheet.protection.sheet
    names = ("points", "deduct", "reason", "not_applicable", "note")
    assert open_cells == {book.place(item, name) for item in ("1.1", "1.2", "1.4") for name in names}
    assert book.book["_meta"].sheet_state == "hidden"
    rules = {place: one for one in book.sheet.data_validations.dataValidation for place in str(one.sqref).split()}
    assert rules[book.place("1.4", "points")].error == "应为 0 到 8、0.5 的倍数"
    assert book.sheet.print_title_rows == "$4:$4"
    # High enough for what stands in it, and not fixed: Excel fits the row again when a long reason is typed.
    assert book.sheet.row_dimensions[6].height > 20
    with zipfile.ZipFile(book.path) as package:
        assert b"customHeight" not in package.read("xl/worksheets/sheet1.xml")
    assert (book.sheet.page_setup.orientation, book.sheet.page_setup.paperSize) == ("landscape", 9)


def test_formulas_come_to_our_score(bench: Workbench, opened: str, made: Callable[..., Book]) -> None:
    bench.walk.rate(opened, "1.1", Rating(points=D("4.5")))
    bench.walk.deduct(opened, "1.2", Deduction(D("0.5"), "缺一次"))
    view = bench.walk.adjust(opened, "bonus", AdjustmentStatement(count=2))
    book = made()
    stored = openpyxl.load_workbook(book.path, data_only=True)["评分"]
    live = recomputed(book.path)
    assert all(
        value == stored[place].value or (value == "" and stored[place].value is None) for place, value in live.items()
    )
    agrees(figures(book.path, live), view.sheet)
    # As a person fills in: points, a deduction, not applicable, and a slip that the state names.
    changes = {book.place("1.1", "points"): 5, book.place("1.2", "not_applicable"): "未开展", book.place("1.2", "deduct"): None, book.place("1.4", "deduct"): 2.5}  # fmt: skip
    live = recomputed(book.path, changes)
    assert live[book.place("1.4", "state")] == "请写扣分理由"
    bench.walk.rate(opened, "1.1", Rating(points=D(5)))
    bench.walk.rate(opened, "1.2", Rating(not_applicable="未开展"))
    view = bench.walk.rate(opened, "1.4", Rating(deductions=(Deduction(D("2.5"), "理由"),)))
    agrees(figures(book.path, live), view.sheet)


def policies(text: str) -> Iterator[str]:
    scoring = "full = 20\nstep = 0.5\nceiling = 23"
    yield text.replace(
        scoring, f'{scoring}\nnot_applicable = "rescale"\nrounding = {{ places = 1, mode = "half-even" }}'
    )
    yield text.replace(scoring, f'{scoring}\nnot_applicable = "full"\nrounding = {{ places = 0, mode = "down" }}')
    yield text.replace(scoring, f'{scoring}\nbase = 15\nfloor = -5\nrounding = {{ places = 1, mode = "up" }}')
    yield text.replace(
        scoring, f'{scoring}\nbase = 15\nnot_applicable = "rescale"\nrounding = {{ places = 2, mode = "floor" }}'
    )


def test_every_policy_of_points(bench: Workbench, made: Callable[..., Book], standards: Path) -> None:
    text = (standards / "points.toml").read_text(encoding="utf-8")
    bench.units.add("乙县", "county", {"legislative_power": True})
    for number, changed in enumerate(policies(text)):
        (standards / f"p{number}.toml").write_text(changed.replace('"t/points"', f'"t/p{number}"'), encoding="utf-8")
    bench.desk.library = Library(bench.library.plugins, folder=standards)
    for number in range(4):
        key = str(bench.evaluations.new(f"t/p{number}", "乙县", PERIOD, as_of=date(2025, 12, 20)).number)
        bench.walk.rate(key, "1.1", Rating(points=D("0.5")))
        view = bench.walk.rate(key, "1.3", Rating(not_applicable="无"))
        book = made(key)
        agrees(figures(book.path, recomputed(book.path)), view.sheet)
        bench.walk.rate(key, "1.2", Rating(points=D("1.5")))
        view = bench.walk.rate(key, "1.4", Rating(points=D("2")))
        live = recomputed(book.path, {book.place("1.2", "points"): 1.5, book.place("1.4", "points"): 2})
        agrees(figures(book.path, live), view.sheet)


def test_shares_and_levels_and_parts(bench: Workbench, made: Callable[..., Book]) -> None:
    share = str(bench.evaluations.new("t/share", "云溪县", PERIOD, as_of=date(2025, 12, 20)).number)
    view = bench.walk.rate(share, "1", Rating(verdict="met", reason="已核"))
    book = made(share)
    assert book.sheet["D4"].value == "权重"
    assert not [cell for cell in book.sheet[4] if cell.value == "扣分"]
    agrees(figures(book.path, recomputed(book.path)), view.sheet)
    live = recomputed(book.path, {book.place("2", "verdict"): "未达到"})
    agrees(figures(book.path, live), bench.walk.rate(share, "2", Rating(verdict="unmet")).sheet)
    parts = str(bench.evaluations.new("t/parts", "云溪县", PERIOD, as_of=date(2025, 12, 20)).number)
    view = bench.walk.part(parts, "survey", PartStatement(D(85)))
    book = made(parts)
    agrees(figures(book.path, recomputed(book.path)), view.sheet)
    live = recomputed(book.path, {book.place("A.1", "verdict"): "一般"})
    agrees(figures(book.path, live), bench.walk.rate(parts, "A.1", Rating(verdict="fair")).sheet)
    path = book.fill(verdict_A_1="好")
    assert bench.workbooks.plan(parts, path, overwrite=True).ratings["A.1"].verdict == "good"


def test_filled_in_it_comes_back_as_one_entry(
    bench: Workbench, opened: str, made: Callable[..., Book], tally: Tally
) -> None:
    bench.walk.tick(opened, "1.2.1", "met")
    bench.walk.flag(opened, "1.4", True)
    path = made().fill(
        points_1_1="４．５", deduct_1_2=0.5, reason_1_2="缺一次\n会议", na_1_4="本年未开展", note_1_4="  备注 "
    )
    before = tally(bench)
    plan = bench.workbooks.plan(opened, path)
    assert tally(bench) == before
    assert [(one.item, one.before, one.after) for one in plan.changes] == [
        ("1.1", "未评", "4.5 分"),
        ("1.2", "未评", "扣 0.5 分（缺一次\n会议）"),
        ("1.4", "未评　备注：无", "不适用（本年未开展）　备注：备注"),
    ]
    assert (plan.view.sheet.score_low, plan.after.score_low) == (D(0), D(7))
    _, view = bench.workbooks.bring_in(opened, path)
    assert tally(bench) == before + 1
    assert view.sheet.score_low == plan.after.score_low
    assert view.answers.ratings == {
        "1.1": Rating(points=D("4.5")),
        "1.2": Rating(deductions=(Deduction(D("0.5"), "缺一次\n会议"),), requirements={"1.2.1": "met"}),
        "1.4": Rating(not_applicable="本年未开展", note="备注", flagged=True),
    }
    assert bench.history.of(opened)[-1].why == "自工作簿读入：工作簿.xlsx"
    assert bench.workbooks.plan(opened, path).changes == ()
    assert bench.workbooks.bring_in(opened, path)[1].sheet == view.sheet
    assert tally(bench) == before + 1
    undone = bench.walk.undo(opened)
    assert [item for item, rating in undone.answers.ratings.items() if rating.rated] == []
    assert bench.care.verify() == []


def test_every_wrong_cell_is_named_and_nothing_is_saved(
    bench: Workbench, opened: str, made: Callable[..., Book], tally: Tally
) -> None:
    book = made()
    path = book.fill(points_1_1=2.3, deduct_1_2=0.5, points_1_4="八", points_1_3=1)
    before = tally(bench)
    place = book.place
    assert faults(bench.workbooks.bring_in, opened, path) == {
        place("1.1", "points"): "应为 0 到 5、0.5 的倍数",
        place("1.2", "reason"): "扣分须写理由",
        place("1.4", "points"): "“八”不是数字，应为 0 到 8、0.5 的倍数",
        place("1.3", "id"): "该项对这个考评对象不适用或尚未查明是否适用，不能填写",
    }
    assert tally(bench) == before
    path = made().fill(points_1_1=6, points_1_2=3, deduct_1_2=1, reason_1_2="x", points_1_4=8, na_1_4="无")
    assert faults(bench.workbooks.plan, opened, path) == {
        place("1.1", "points"): "应为 0 到 5、0.5 的倍数",
        place("1.2", "points"): "得分 3 与扣分 1 对不上（满分 5），请留一样",
        place("1.4", "not_applicable"): "写了不适用，就不要再评分；请留一样",
    }
    path = made().fill(points_1_1="==A1", reason_1_4="只有理由", note_1_2="甲\u202e乙")
    assert faults(bench.workbooks.plan, opened, path) == {
        place("1.1", "points"): "单元格里是公式，请改为数值",
        place("1.2", "note"): "文字中含有控制字符，请删去",
        place("1.4", "reason"): "写了理由，但没有评定；请评定，或把它写到备注",
    }


def test_a_reason_is_asked_where_the_rules_want_one(
    bench: Workbench, opened: str, made: Callable[..., Book], observed: Callable[..., Observation]
) -> None:
    bench.walk.fact(opened, observed("37", 4))
    book = made()
    path = book.fill(points_1_1=4)
    assert faults(bench.workbooks.plan, opened, path) == {book.place("1.1", "reason"): "与建议（5 分）不同，请写明理由"}
    assert bench.workbooks.plan(opened, book.fill(reason_1_1="材料不全")).ratings["1.1"].points == D(4)
    path = made().fill(points_1_1=5, points_1_2=5)
    assert bench.workbooks.bring_in(opened, path)[1].answers.ratings["1.1"].basis is not None
    bench.walk.hand_in(opened)
    book = made()
    path = book.fill(points_1_2=4)
    assert faults(bench.workbooks.bring_in, opened, path) == {
        book.place("1.2", "reason"): "考评已提交，修改须写理由（或加 --why 写明共同的原因，界面里按 F4）"
    }
    _, view = bench.workbooks.bring_in(opened, path, why="复核")
    assert view.answers.ratings["1.2"].points == D(4)
    assert bench.history.of(opened)[-1].why == "复核"
    path = made().fill(points_1_2=3, reason_1_2="再核")
    assert bench.workbooks.bring_in(opened, path)[1].answers.ratings["1.2"].reason == "再核"


def test_rows_may_be_moved_and_columns_added(bench: Workbench, opened: str, made: Callable[..., Book]) -> None:
    book = made()
    book.fill(points_1_1=3, points_1_4=8)
    rows = [[cell.value for cell in row] for row in book.sheet.iter_rows(min_row=4, max_row=8)]
    table = [rows[0], *reversed(rows[1:])]
    fresh = openpyxl.load_workbook(book.path)
    fresh.remove(fresh["评分"])
    sheet = fresh.create_sheet("重排")
    for number, values in enumerate(table, 3):
        for column, value in enumerate(reversed(values), 2):
            cell = sheet.cell(number, column, value)
            cell.data_type = "s" if isinstance(value, str) else cell.data_type
    fresh.save(book.path)
    assert {item: rating.points for item, rating in bench.workbooks.plan(opened, book.path).ratings.items()} == {
        "1.1": D(3),
        "1.4": D(8),
    }


def test_untouched_cells_change_nothing_and_both_sides_are_not_mixed(
    bench: Workbench, opened: str, made: Callable[..., Book], refused: Callable[..., tuple[str, str]]
) -> None:
    bench.walk.rate(opened, "1.1", Rating(points=D(4)))
    book = made()
    bench.walk.rate(opened, "1.1", Rating(points=D(5)))
    bench.walk.rate(opened, "1.2", Rating(points=D(1)))
    path = book.fill(points_1_4=8)
    assert set(bench.workbooks.plan(opened, path).ratings) == {"1.4"}
    path = book.fill(points_1_2=2)
    code, message = refused(bench.workbooks.plan, opened, path)
    assert code == "changed-since"
    assert message.endswith("程序里已改为“1 分”，与工作簿不同；请先核对，确以工作簿为准再加 --overwrite（界面里按 F6）")
    assert bench.workbooks.plan(opened, path, overwrite=True).ratings["1.2"].points == D(2)
    path = made().fill(points_1_1=None)
    _, view = bench.workbooks.bring_in(opened, path)
    assert "1.1" not in view.answers.ratings
    assert view.answers.ratings["1.2"].points == D(1)


def test_several_deductions_and_their_links(bench: Workbench, opened: str, made: Callable[..., Book]) -> None:
    bench.walk.deduct(opened, "1.2", Deduction(D("0.5"), "缺一次", "1.2.1", ("档案",)))
    _, view = bench.workbooks.bring_in(opened, made().fill(reason_1_2="缺两次"))
    assert view.answers.ratings["1.2"].deductions == (Deduction(D("0.5"), "缺两次", "1.2.1", ("档案",)),)
    bench.walk.deduct(opened, "1.2", Deduction(D(1), "迟报"))
    _, view = bench.workbooks.bring_in(opened, made().fill(note_1_2="看过"))
    assert len(view.answers.ratings["1.2"].deductions) == 2
    plan, view = bench.workbooks.bring_in(opened, made().fill(deduct_1_2=2))
    assert plan.changes[0].after.endswith("〔原有 2 笔扣分合为一笔〕")
    assert [one.amount for one in view.answers.ratings["1.2"].deductions] == [D(2)]
    _, view = bench.workbooks.bring_in(opened, made().fill(deduct_1_2=0, reason_1_2=None))
    assert view.answers.ratings["1.2"].points == D(5)


def test_of_something_else_it_is_refused(
    bench: Workbench, opened: str, made: Callable[..., Book], refused: Callable[..., tuple[str, str]], tmp_path: Path
) -> None:
    path = made().path
    bench.units.add("乙县", "county", {"legislative_power": False})

    def other(standard: str, unit: str, **more: Any) -> str:
        return str(bench.evaluations.new(standard, unit, more.pop("period", PERIOD), as_of=date(2025, 12, 20)).number)

    read = bench.workbooks.plan
    assert refused(read, other("t/share", "云溪县"), path)[0] == "other-standard"
    code, message = refused(read, other("t/points", "乙县"), path)
    assert code == "other-unit"
    assert message.startswith("工作簿是“云溪县”的，考评 3 的对象是“乙县”。请核对考评编号")
    assert refused(read, other("t/points", "云溪县"), path)[0] == "other-evaluation"
    book = Book(path)
    for cell in book.book["_meta"]["A"]:
        if cell.value == "digest":
            book.book["_meta"].cell(cell.row, 2, "0" * 64)
    book.book.save(path)
    assert refused(read, opened, path) == (
        "other-edition",
        "工作簿按另一版的 t/points 填写（标准或本地规则不同），与考评 1 对不上。请核对考评编号（kaoping eval list）；"
        "确要读入这次考评，请重新写出一份（kaoping eval workbook，或界面里 F8），把填好的内容抄过去",
    )
    book.book.remove(book.book["_meta"])
    book.book.save(path)
    assert refused(read, opened, path)[0] == "not-a-workbook"
    (tmp_path / "x.xlsx").write_bytes(b"no")
    assert refused(read, opened, tmp_path / "x.xlsx")[0] == "document"
    assert refused(read, opened, tmp_path / "没有.xlsx")[0] == "workbook"


def test_stored_sums_are_not_believed(bench: Workbench, opened: str, made: Callable[..., Book]) -> None:
    book = made()
    at = {cell.value: cell.column_letter for cell in book.sheet[4]}
    row = next(cell.row for cell in book.sheet[at[HEADS["key"]]] if cell.value == "total")
    path = book.fill(points_1_1=3, **{f"at_{at[HEADS['score']]}{row}": 20, f"at_{book.place('1.1', 'score')}": 5})
    plan = bench.workbooks.plan(opened, path)
    assert plan.after.score_low == D(1)
    assert plan.warnings == (
        f"{book.place('1.1', 'score')}：工作簿里存的是 5，按所填内容应为 3；以程序计算的为准",
        f"{at[HEADS['score']]}{row}：工作簿里存的是 20，按所填内容应为 3；以程序计算的为准",
    )
    book.fill(**{f"at_{book.place('1.1', 'score')}": "NaN"})
    assert "工作簿里存的是 NaN" in bench.workbooks.plan(opened, path).warnings[0]
    book.sheet.delete_rows(int(book.place("1.4", "id")[1:]))
    book.book.save(path)
    assert bench.workbooks.plan(opened, path).warnings[0] == "工作簿里没有 1 项，不动：1.4"
    book.fill(at_A7="1.1", **{f"at_{at[HEADS['key']]}7": "item:1.1"})
    assert "已有一行" in next(iter(faults(bench.workbooks.plan, opened, path).values()))


def test_another_evaluators_is_not_written(
    bench: Workbench, opened: str, made: Callable[..., Book], opener: Any
) -> None:
    path = made().fill(points_1_1=3)
    assert opener("李四").workbooks.plan(opened, path).changes
    with pytest.raises(Refused, match="属于 张三"):
        opener("李四").workbooks.bring_in(opened, path)


def test_the_same_evaluation_gives_the_same_bytes(bench: Workbench, opened: str, tmp_path: Path) -> None:
    first = bench.workbooks.write(opened, tmp_path / "a.xlsx").read_bytes()
    assert bench.workbooks.write(opened, tmp_path / "b.xlsx").read_bytes() == first
    with pytest.raises(Refused, match="未覆盖"):
        bench.workbooks.write(opened, tmp_path / "a.xlsx")
    assert io.BytesIO(first).getbuffer().nbytes < 30_000


def test_a_number_that_was_changed_is_not_taken_for_another(
    bench: Workbench, opened: str, made: Callable[..., Book]
) -> None:
    book = made()
    place = book.place("1.4", "id")
    path = book.fill(points_1_4=2, **{f"at_{place}": "1.2"})
    assert faults(bench.workbooks.plan, opened, path) == {place: "编号是 1.2，这一行原来是 1.4；请改回编号，或整行移动"}
    path = book.fill(**{f"at_{place}": "9.9"})
    assert faults(bench.workbooks.plan, opened, path) == {place: "标准里没有评分项“9.9”，这一行填的内容无处可放"}


def test_errors_and_dates_in_input_cells_are_named(bench: Workbench, opened: str, made: Callable[..., Book]) -> None:
    book = made()
    for item, value in (("1.1", "#N/A"), ("1.2", date(2026, 1, 2)), ("1.4", D("0.5"))):
        book.sheet[book.place(item, "points")] = value
    book.sheet[book.place("1.1", "points")].data_type = "e"
    book.sheet[book.place("1.4", "points")].number_format = "0%"
    book.book.save(book.path)
    assert faults(bench.workbooks.plan, opened, book.path) == {
        book.place("1.1", "points"): "单元格里是错误值 #N/A，请改为数值",
        book.place("1.2", "points"): "“2026-01-02”不是数字，应为 0 到 5、0.5 的倍数",
        book.place("1.4", "points"): "“50%”不是数字，应为 0 到 8、0.5 的倍数",
    }


def notes(path: Path) -> list[str]:
    sheet = openpyxl.load_workbook(path)["评分"]
    return [str(cell.value) for cell in sheet["A"] if str(cell.value).startswith("注：")]


def test_where_no_formula_gives_the_total_it_says_so(
    bench: Workbench, made: Callable[..., Book], standards: Path
) -> None:
    bench.units.add("未查县", "county", {})
    key = str(bench.evaluations.new("t/points", "未查县", PERIOD, as_of=date(2025, 12, 20)).number)
    view = bench.walk.rate(key, "1.3", Rating(points=D(1)))
    book = made(key)
    assert book.sheet[book.place("1.3", "state")].value == "取决于 有地方立法权"
    assert book.sheet[book.place("1.3", "points")].protection.locked
    assert notes(book.path)[0] == "注：有的项是否适用取决于考评对象还没有写明的属性，总分由程序给出"
    shown = figures(book.path, recomputed(book.path))
    assert "result" not in shown
    agrees(shown, view.sheet)
    assert set(faults(bench.workbooks.plan, key, book.fill(points_1_3=2))) == {book.place("1.3", "id")}
    text = (standards / "share.toml").read_text(encoding="utf-8").replace('"t/share"', '"t/nested"')
    (standards / "nested.toml").write_text(
        text.replace('"attainment"', '"attainment"\naggregate = "nested"'), encoding="utf-8"
    )
    bench.desk.library = Library(bench.library.plugins, folder=standards)
    key = str(bench.evaluations.new("t/nested", "云溪县", PERIOD, as_of=date(2025, 12, 20)).number)
    assert notes(made(key).path)[0] == "注：达标率逐级平均，由程序给出"


def test_texts_of_every_kind_go_there_and_back(bench: Workbench, opened: str, made: Callable[..., Book]) -> None:
    acting = ["=1+1", "+1", "-1", "@x", "_x0041_ 甲", "&<>\"'", "0012", "'引"]
    texts = [*acting, "长" * 5000, "一行\n\n三行", "甲\t乙", "😀"]
    for number, text in enumerate(texts):
        rating = Rating(points=D(4), reason=text, note=f"{text}{number}")
        bench.walk.rate(opened, "1.1", rating)
        book = made()
        assert bench.workbooks.plan(opened, book.path).changes == ()
        if text.startswith("_x"):
            # openpyxl writes such a text without saying that the underscore is one; Excel does.
            continue
        assert bench.workbooks.plan(opened, book.fill(points_1_1=5)).ratings["1.1"].reason == text
