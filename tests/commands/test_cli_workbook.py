"""`kaoping eval workbook` and `import-workbook`: out, filled in, looked at, read back, taken back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

Run = Callable[..., Any]


def filled(path: Path, **cells: Any) -> None:
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book["评分"][place] = value
        if isinstance(value, str):
            book["评分"][place].data_type = "s"
    book.save(path)


def column(path: Path, title: str) -> str:
    sheet = openpyxl.load_workbook(path)["评分"]
    return next(cell.column_letter for cell in sheet[4] if cell.value == title)


def row(path: Path, item: str) -> int:
    return next(cell.row for cell in openpyxl.load_workbook(path)["评分"]["A"] if cell.value == item)


def test_out_looked_at_read_back_and_taken_back(ok: Run, run: Run, opened: str, tmp_path: Path) -> None:
    path = tmp_path / "工作簿.xlsx"
    assert "已写出" in ok("eval", "workbook", opened, str(path)).out
    assert run("eval", "workbook", opened, str(path), "--json").codes() == ["exists"]
    place = f"{column(path, '得分')}{row(path, '1')}"
    filled(path, **{place: 2})
    seen = ok("eval", "import-workbook", opened, str(path), "--dry-run")
    assert "将改动 1 项（旧 → 新）：" in seen.out
    assert f"  A{row(path, '1')}　1 " in seen.out
    assert "未评 → 2 分" in seen.out
    assert "未保存；去掉 --dry-run 即读入" in seen.out
    plan = ok("eval", "import-workbook", opened, str(path), "--dry-run", "--json").json
    assert (plan["saved"], [one["to"] for one in plan["changes"]], plan["warnings"]) == (False, ["2 分"], [])
    assert ok("eval", "show", opened, "--json").json["items"][0]["state"] == "unrated"
    done = ok("eval", "import-workbook", opened, str(path), "--json").json
    assert done["saved"] is True
    assert done["score"]["to"] == {**plan["score"]["to"]}
    assert ok("eval", "show", opened, "--json").json["items"][0]["rating"]["points"] == "2"
    assert ok("eval", "import-workbook", opened, str(path)).out.strip() == "工作簿与程序里的一致，没有要改的"
    ok("eval", "undo", opened)
    assert ok("eval", "show", opened, "--json").json["items"][0]["state"] == "unrated"


def test_faults_name_their_cells_and_leave_all_as_it_was(ok: Run, run: Run, opened: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    ok("eval", "workbook", opened, str(path))
    first, third = (f"{column(path, '得分')}{row(path, item)}" for item in ("1", "3"))
    filled(path, **{first: 2.3, third: "=A1"})
    refused = run("eval", "import-workbook", opened, str(path), "--json")
    assert refused.code == 2
    told = {fault["id"]: fault["message"] for fault in refused.json["faults"]}
    assert told["1"].startswith(f"{first}：应为 0 到 ")
    assert told["1"].endswith("、0.5 的倍数")
    assert told["3"].startswith(f"{third}：“=A1”不是数字")
    assert ok("eval", "show", opened, "--json").json["items"][0]["state"] == "unrated"


def test_faults_are_told_from_the_top_of_the_sheet(ok: Run, run: Run, opened: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    ok("eval", "workbook", opened, str(path))
    points, deduct, top = column(path, "得分"), column(path, "扣分"), row(path, "1")
    # A deduction with no reason is found later than what is no number.
    filled(path, **{f"{deduct}{top}": 0.5, f"{points}{row(path, '3')}": "一分"})
    told = run("eval", "import-workbook", opened, str(path), "--json").json["faults"]
    assert [one["id"] for one in told] == ["1", "3"]
    assert "扣分须写理由" in told[0]["message"]


def test_the_sheet_as_xlsx_through_the_report_hook(ok: Run, opened: str, tmp_path: Path) -> None:
    path = tmp_path / "得分表.xlsx"
    ok("report", "sheet", opened, "--format", "xlsx", "-o", str(path))
    texts = [cell.value for sheet in openpyxl.load_workbook(path) for line in sheet.iter_rows() for cell in line]
    assert "得分表" in texts
    assert "小标准（示例）" in " ".join(str(text) for text in texts)
