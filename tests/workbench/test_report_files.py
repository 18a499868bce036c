"""Reports as files: names, places, one for each unit of a campaign."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from kaoping.errors import Refused
from kaoping.periods import year
from kaoping.workbench.bench import Workbench
from kaoping.workbench.report_files import format_of, place_for


def refusal(typed: str, format: str = "docx", *, folder: bool = False) -> str:
    with pytest.raises(Refused) as refused:
        place_for(typed, format, folder=folder)
    return refused.value.faults[0].message


def test_a_typed_path_is_looked_at_before_anything_is_written(tmp_path: Path) -> None:
    free = place_for(f"'{tmp_path}/得分表 2025.docx'", "docx")
    assert (free.path, free.taken) == (tmp_path / "得分表 2025.docx", False)
    assert place_for(f"{tmp_path}/得分表", "plugin:ofd").path == tmp_path / "得分表.ofd"
    assert place_for(f"{tmp_path}/第2.1版", "docx").path == tmp_path / "第2.1版.docx"
    (tmp_path / "有.docx").write_text("mine")
    assert place_for(f"{tmp_path}/有.DOCX", "docx").path.name == "有.DOCX"
    assert place_for(f"{tmp_path}/有", "docx").taken
    assert refusal("  ") == "请写文件的路径"
    assert refusal(str(tmp_path)) == f"{tmp_path} 是一个文件夹，请在后面加上文件名"
    assert refusal(f"{tmp_path}/无/甲.docx") == f"没有文件夹 {tmp_path}/无，请先建立，或换一个"
    assert refusal(f"{tmp_path}/有.docx", folder=True).endswith("是一个文件，请写一个文件夹")
    assert place_for(f"{tmp_path}/新", "docx", folder=True) == (tmp_path / "新", False)
    assert place_for(str(tmp_path), "docx", folder=True).taken


def test_what_the_ending_of_a_file_says(tmp_path: Path) -> None:
    names = ("a.DOCX", "a.pdf", "a.txt", "a.doc", "a")
    assert [format_of(Path(name)) for name in names] == ["docx", "pdf", "txt", None, None]


def test_names_offered_are_safe_and_say_what_it_is(bench: Workbench, opened: str, tmp_path: Path) -> None:
    unit = bench.units.add("第[/]县：“甲”", "county")
    target = bench.papers.target("unit", unit.id)
    assert bench.papers.file_name("evidence", target) == "佐证材料目录-第[～]县：“甲”"
    evaluation = bench.papers.target("evaluation", opened)
    offer = bench.report_files.offer("sheet", evaluation, tmp_path)
    assert offer.path == str(tmp_path / "得分表-云溪县-2025")
    assert [name for name, _ in offer.formats][:3] == ["docx", "xlsx", "html"]
    assert not offer.each
    assert bench.report_files.offer("workbook", evaluation, None).path == "评分工作簿-云溪县-2025"


def test_each_unit_of_a_campaign_in_its_own_file(bench: Workbench, opened: str, tmp_path: Path) -> None:
    for name in ("青岚县", "石桥/县"):
        bench.units.add(name, "county")
    units = ("云溪县", "青岚县", "石桥/县")
    made = bench.evaluations.add_campaign("年度", year(2025), standard="t/points", units=units, stages=("self",))
    for name in units[:2]:
        bench.evaluations.new("t/points", name, year(2025), stage="self", campaign=made.id)
    folder = tmp_path / "反馈"
    files = bench.report_files
    assert files.offer("notice", bench.papers.target("campaign", made.id), None)[1:] == ("反馈意见-年度", True)
    planned, there = files.plan(made.id, "txt", folder)
    assert ([one.name for one in planned], there) == (["01-云溪县", "02-青岚县", "03-石桥_县"], "")
    with pytest.raises(Refused, match="可用："):
        files.plan(made.id, "nope", folder)
    assert not folder.exists()
    written = files.write_planned("notice", "txt", planned[1], folder)
    assert written == (folder / "02-青岚县.txt", (folder / "02-青岚县.txt").stat().st_size)
    assert "关于青岚县考评情况的反馈意见" in written.path.read_text(encoding="utf-8")
    assert files.plan(made.id, "txt", folder)[1] == "02-青岚县.txt"
    with pytest.raises(Refused, match="文件已存在"):
        files.write_planned("notice", "txt", planned[1], folder)
    assert files.write_planned("notice", "txt", planned[1], folder, force=True) == written
    with pytest.raises(Refused, match="还没有考评"):
        files.write_planned("notice", "txt", planned[2], folder)
    assert [path.name for path in folder.iterdir()] == ["02-青岚县.txt"]


def test_a_workbook_that_changed_since_it_was_looked_at_is_not_read_in(
    bench: Workbench, opened: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.xlsx"
    assert bench.report_files.write_workbook(opened, path) == (path, path.stat().st_size)
    plan = bench.workbooks.plan(opened, path)
    assert plan.scores[0] == plan.scores[1]
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "编号" for cell in row))
    names = {cell.value: cell.column for cell in head}
    line = next(row for row in sheet.iter_rows(min_row=head[0].row) if row[0].value == "1.2")
    sheet.cell(line[0].row, names["得分"]).value = 2
    book.save(path)
    with pytest.raises(Refused, match="看过以后工作簿又有改动，没有读入"):
        bench.workbooks.bring_in(opened, path, shown=plan)
    assert "1.2" not in bench.evaluations.view(opened).answers.ratings
    _, view = bench.workbooks.bring_in(opened, path, shown=bench.workbooks.plan(opened, path))
    assert view.answers.ratings["1.2"].points == 2
