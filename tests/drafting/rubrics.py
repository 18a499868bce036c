"""Rubric tables as the readers give them, and the same ones as real files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kaoping.drafting.tables.columns import table_reads
from kaoping.drafting.values import Draft
from kaoping.intake.paper import Paper, Passage

Rows = Sequence[Sequence[str]]
#: row, column, rows, columns; all from 1.
Merge = tuple[int, int, int, int]

CLASSIC: Rows = (
    ("一级指标", "二级指标", "三级指标", "分值", "评分标准", "责任单位"),
    ("一、组织领导（9分）", "（一）机制", "1.成立领导小组", "5", "未成立的不得分", "依法治县办"),
    ("", "", "2.主要负责人述法", "4", "未述法的扣2分", ""),
    ("二、依法行政（10分）", "（二）审核", "3.合法性审核率达到100%", "10", "每低1个百分点扣1分", "司法局"),
    ("合计", "", "", "19", "", ""),
)
CLASSIC_MERGES: Sequence[Merge] = ((2, 1, 2, 1), (2, 2, 2, 1), (2, 6, 2, 1), (5, 1, 1, 3))


def passages(rows: Rows, merges: Sequence[Merge] = (), table: int = 1) -> list[Passage]:
    """The cells of a table; a line break in a cell begins another paragraph."""
    spans = {(row, column): (down, across) for row, column, down, across in merges}
    return [
        Passage(line, f"表{table} 第{row}行第{column}列", "", table, row, column, *spans.get((row, column), (1, 1)))
        for row, cells in enumerate(rows, 1)
        for column, cell in enumerate(cells, 1)
        for line in cell.split("\n")
        if line.strip()
    ]


def paper(*parts: str | Sequence[Passage], form: str = "docx") -> Paper:
    """A paper of paragraphs and tables."""
    found: list[Passage] = []
    for part in parts:
        found += [Passage(part, f"第{len(found) + 1}段")] if isinstance(part, str) else part
    return Paper(tuple(found), form)


def table(rows: Rows, merges: Sequence[Merge] = (), form: str = "docx") -> Paper:
    """A paper of one table."""
    return paper(passages(rows, merges), form=form)


def reads(given: Paper, number: int = 1) -> list[tuple[str, str, str, str]]:
    """Role, number, points and words of every read of a table."""
    indices = [index for index, one in enumerate(given.passages) if one.table == number]
    found = table_reads(given, number, indices)
    assert found is not None
    return [
        (
            one.role,
            one.number,
            "" if one.points is None else f"{one.points:f}",
            one.text or given.passages[one.passage].printed[one.start : one.end],
        )
        for one in found
    ]


def told(given: Paper, number: int = 1) -> list[str]:
    """The reads but for cells that only cover, in one line each."""
    return [" ".join(filter(None, one)) for one in reads(given, number) if one[0] not in ("head", "points", "number")]


def tree(draft: Draft) -> Any:
    """Titles and points of all levels."""

    def level(one: dict[str, Any]) -> Any:
        inner = [level(below) for key in ("groups", "criteria") for below in one.get(key, ())]
        own = f"{one['title']} {one['points']}" if "points" in one else one["title"]
        return (own, inner) if inner else own

    return [level(one) for key in ("dimensions", "criteria") for one in draft.data[key]]


def written(folder: Path, kind: str, rows: Rows, merges: Sequence[Merge] = ()) -> Path:
    """The table as a real file."""
    path = folder / f"表.{kind}"
    {"docx": _docx, "xlsx": _xlsx, "html": _html, "csv": _csv}[kind](path, rows, merges)
    return path


def _docx(path: Path, rows: Rows, merges: Sequence[Merge]) -> None:
    import docx

    document = docx.Document()
    grid = document.add_table(len(rows), len(rows[0]))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell:
                grid.cell(row, column).paragraphs[0].text = cell
    for row, column, down, across in merges:
        grid.cell(row - 1, column - 1).merge(grid.cell(row + down - 2, column + across - 2))
    document.save(str(path))


def _xlsx(path: Path, rows: Rows, merges: Sequence[Merge]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("表")
        for row, column, down, across in merges:
            sheet.merge_range(row - 1, column - 1, row + down - 2, column + across - 2, "")
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if cell.isdecimal():
                    sheet.write_number(row, column, int(cell))
                elif cell:
                    sheet.write_string(row, column, cell)


def _html(path: Path, rows: Rows, merges: Sequence[Merge]) -> None:
    spans = {(row, column): (down, across) for row, column, down, across in merges}
    hidden = {
        (row + down, column + across)
        for row, column, rows_, columns in merges
        for down in range(rows_)
        for across in range(columns)
        if down or across
    }
    text = "<html><body><table>"
    for row, cells in enumerate(rows, 1):
        text += "<tr>"
        for column, cell in enumerate(cells, 1):
            if (row, column) not in hidden:
                down, across = spans.get((row, column), (1, 1))
                text += f"<td rowspan={down} colspan={across}>{cell}</td>"
        text += "</tr>"
    path.write_text(f"{text}</table></body></html>", encoding="utf-8")


def _csv(path: Path, rows: Rows, merges: Sequence[Merge]) -> None:
    path.write_bytes("".join(",".join(cells) + "\r\n" for cells in rows).encode("gb18030"))
