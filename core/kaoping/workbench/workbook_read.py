"""A scoring workbook that came back: its input cells by item, what it belongs to, and every cell that is wrong.

Only input cells are taken. What formulas stored is kept beside them, to be held against what is worked out here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from kaoping.errors import Fault, Refused, refuse, system_words
from kaoping.intake.ooxml import Package
from kaoping.intake.xlsx import Grid, Held, address, read_grids
from kaoping.numbers import fold, parse_number, plain
from kaoping.reports.workbook_cells import HEADS, INPUTS, MARK, META, VERSION, Inputs, rule_text, tidy, verdicts
from kaoping.standard.resolved import Item, Resolved
from kaoping.text import has_hidden, visible
from kaoping.workbench.said import MAX_TEXT

#: Larger files are no scoring workbooks.
MOST = 20 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_AGAIN = "请重新写出一份（kaoping eval workbook，或界面里 F8），把填好的内容抄过去"
_NUMBERS = ("points", "deduct")
_CELL = re.compile(r"([A-Z]+)(\d+)：")
_ADDED = ("section", "total", "result")


@dataclass(frozen=True, slots=True)
class FilledRow:
    """One item's row: what stands in its input cells, where each of them is, and the score stored with it."""

    inputs: Inputs
    at: Mapping[str, str]
    stored: str = ""


@dataclass(frozen=True, slots=True)
class Stored:
    """A sum as the workbook has it: `section:1`, `total`, `result`; where, and what is stored there."""

    key: str
    at: str
    text: str


@dataclass(slots=True)
class Filled:
    """A workbook that was read. `prints` are the fingerprints of what stood in each item when it was made."""

    file: str
    meta: Mapping[str, str]
    prints: Mapping[str, tuple[str, str]]
    grid: Grid
    rows: dict[str, FilledRow] = field(default_factory=dict)
    sums: list[Stored] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def fault(self, code: str, place: str, message: str, item: str | None = None) -> None:
        """Note what is wrong with a cell."""
        self.faults.append(Fault(code, f"{place}：{message}", file=self.file, id=item))

    def in_order(self) -> list[Fault]:
        """What is wrong from the top of the sheet to its bottom, as somebody goes through it."""
        return sorted(self.faults, key=lambda fault: _place_of(fault.message))


def open_workbook(path: Path) -> Filled:
    """The workbook in a file with what it belongs to; its rows are read by `read_rows`.

    :raises Refused: it cannot be read, or is no scoring workbook.
    """
    with Package(workbook_bytes(path), str(path)) as package:
        if not package.has("xl/workbook.xml"):
            raise refuse("workbook", "这不是 Excel 工作簿；请用 WPS 或 Office 另存为 .xlsx 后再试", file=str(path))
        grids = read_grids(package)
    about = next((grid for grid in grids if grid.title == META), None)
    if about is None or _text(about, 1, 1) != MARK:
        message = f"这不是由程序导出的评分工作簿（没有隐藏的工作表 {META}）；{_AGAIN}"
        raise refuse("not-a-workbook", message, file=str(path))
    if _text(about, 1, 2) != VERSION:
        raise refuse("workbook-version", f"这份工作簿是另一版本的程序导出的；{_AGAIN}", file=str(path))
    rows = sorted({row for row, _ in about.cells})
    meta = {_text(about, row, 1): _text(about, row, 2) for row in rows if _text(about, row, 1) != "item"}
    prints = {
        _text(about, row, 2): (_text(about, row, 3), _text(about, row, 4))
        for row in rows
        if _text(about, row, 1) == "item"
    }
    for grid in grids:
        if grid is not about and _head(grid) is not None:
            return Filled(str(path), meta, prints, grid)
    message = f"工作簿里找不到评分的表头（{HEADS['id']}、{HEADS['title']}、{HEADS['reason']} …）；{_AGAIN}"
    raise refuse("workbook", message, file=str(path))


def read_rows(filled: Filled, resolved: Resolved) -> None:
    """Read every item's input cells, by the item's number and the heads of the columns, wherever they stand now."""
    found = _head(filled.grid)
    if found is None:
        return
    head, columns = found
    for row in sorted({row for row, _ in filled.grid.cells if row > head}):
        _sum(filled, row, columns)
        id = fold(_text(filled.grid, row, columns["id"]))
        if not id:
            continue
        item = resolved.item.get(id)
        if item is None:
            _stranger(filled, row, columns, id)
            continue
        at = {name: address(row, column) for name, column in columns.items()}
        key = _text(filled.grid, row, columns["key"]) if "key" in columns else ""
        if key.startswith("item:") and key != f"item:{id}":
            other = visible(key.removeprefix("item:")[:30])
            filled.fault("mixed", at["id"], f"编号是 {id}，这一行原来是 {other}；请改回编号，或整行移动", id)
            continue
        if id in filled.rows:
            first = filled.rows[id].at["id"]
            filled.fault("twice", at["id"], f"{id} 在 {first} 已有一行，请删去其中一行", id)
            continue
        given = {name: _input(filled, resolved, item, row, name, columns) for name in INPUTS if name in columns}
        stored = _text(filled.grid, row, columns["score"]) if "score" in columns else ""
        filled.rows[id] = FilledRow(Inputs(**given), at, stored)


def workbook_bytes(path: Path) -> bytes:
    """A workbook's file; one of the old formats is converted where the office program is installed.

    :raises Refused: it cannot be read, or is too big.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST + 1)
    except OSError as error:
        raise refuse("workbook", f"文件读不了：{system_words(error)}", file=str(path)) from None
    if len(data) > MOST:
        raise refuse("workbook", f"文件超过 {MOST // 1024 // 1024} MB，不予读取", file=str(path))
    if data.startswith(_OLE):
        from kaoping.intake.office import converted

        return converted(path, data, ".xls", "xlsx")
    return data


def _head(grid: Grid) -> tuple[int, dict[str, int]] | None:
    """The row of heads and the column of each; None where the sheet has no such row."""
    names = {title: name for name, title in HEADS.items()}
    rows: dict[int, dict[str, int]] = {}
    for (row, column), held in grid.cells.items():
        name = names.get(tidy(held.text))
        if name is not None:
            rows.setdefault(row, {}).setdefault(name, column)
    needed = {"id", "reason", "not_applicable", "note"}
    for row in sorted(rows):
        if needed <= rows[row].keys() and ({"points", "deduct"} <= rows[row].keys() or "verdict" in rows[row]):
            return row, rows[row]
    return None


def _text(grid: Grid, row: int, column: int) -> str:
    held = grid.cells.get((row, column))
    return tidy(held.text) if held is not None else ""


def _sum(filled: Filled, row: int, columns: Mapping[str, int]) -> None:
    if "key" not in columns or "score" not in columns:
        return
    key = _text(filled.grid, row, columns["key"])
    text = _text(filled.grid, row, columns["score"])
    if key.partition(":")[0] in _ADDED and text:
        filled.sums.append(Stored(key, address(row, columns["score"]), text))


def _stranger(filled: Filled, row: int, columns: Mapping[str, int], id: str) -> None:
    """A row that is no item: a section, a sum, a note; what is filled in there would be lost, so it is refused."""
    held = [name for name in INPUTS if name in columns and _text(filled.grid, row, columns[name])]
    if held:
        place = address(row, columns["id"])
        filled.fault("unknown-item", place, f"标准里没有评分项“{visible(id[:30])}”，这一行填的内容无处可放")


def _input(filled: Filled, resolved: Resolved, item: Item, row: int, name: str, columns: Mapping[str, int]) -> str:
    """What stands in one input cell, in its canonical form; what is wrong with it is noted."""
    place = address(row, columns[name])
    held = filled.grid.cells.get((row, columns[name]))
    if held is None or not (held.formula or held.error or tidy(held.text)):
        return ""
    for code, message in _wrong(resolved, item, name, held):
        filled.fault(code, place, message, item.id)
        return ""
    text = tidy(held.text)
    return plain(parse_number(text)) if name in _NUMBERS else text


def _wrong(resolved: Resolved, item: Item, name: str, held: Held) -> Iterator[tuple[str, str]]:
    text = tidy(held.text)
    wanted = "数值" if name in _NUMBERS else "文字"
    if held.error:
        yield "cell", f"单元格里是错误值 {visible(text[:20])}，请改为{wanted}"
    elif held.formula:
        yield "cell", f"单元格里是公式，请改为{wanted}"
    elif name in _NUMBERS and item.way != "points":
        yield "model", "该项在“判定”里选，此格不填"
    elif name == "verdict" and item.way == "points":
        yield "model", "该项填得分或扣分，此格不填"
    elif name in _NUMBERS:
        try:
            number = parse_number(text)
        except ValueError:
            yield "number", f"“{visible(text[:20])}”不是数字，{rule_text(item)}"
            return
        if number < 0 or number > item.full:
            yield "points", rule_text(item)
    elif name == "verdict" and text not in verdicts(resolved, item):
        yield "model", f"没有“{visible(text[:20])}”，可选：{'、'.join(verdicts(resolved, item))}"
    elif len(text) > MAX_TEXT and name != "verdict":
        yield "too-long", f"文字过长，最多 {MAX_TEXT} 字"
    elif has_hidden(text):
        yield "hidden-character", "文字中含有控制字符，请删去"


def _place_of(message: str) -> tuple[int, int, str]:
    """Row and column of the cell that a fault begins with."""
    found = _CELL.match(message)
    return (int(found[2]), len(found[1]), found[1]) if found else (0, 0, "")


def stored_number(text: str) -> Decimal | None:
    """A stored value as a number; None for what is none."""
    try:
        number = Decimal(text)
    except ArithmeticError:
        return None
    return number if number.is_finite() else None


def check_belongs(filled: Filled, wanted: Mapping[str, str], number: int, digest_name: str) -> None:
    """Hold what the workbook belongs to against the evaluation that it is read into.

    :param wanted: standard, digest, unit, period_from, period_to, evaluation, unit_name.
    :raises Refused: it is of another standard, edition, unit, period or evaluation; with what to do.
    """
    meta = filled.meta
    if meta.get("standard") != wanted["standard"]:
        message = f"工作簿按标准 {visible(meta.get('standard', ''))} 填写，考评 {number} 用的是 {wanted['standard']}"
        code = "other-standard"
    elif meta.get("digest") != wanted["digest"]:
        message = f"工作簿按另一版的 {digest_name} 填写（标准或本地规则不同），与考评 {number} 对不上"
        code = "other-edition"
    elif meta.get("unit") != wanted["unit"]:
        message = (
            f"工作簿是“{visible(meta.get('unit_name', ''))}”的，考评 {number} 的对象是“{visible(wanted['unit_name'])}”"
        )
        code = "other-unit"
    elif any(meta.get(name) != wanted[name] for name in ("period_from", "period_to")):
        message = f"工作簿的周期是 {meta.get('period_from')} 至 {meta.get('period_to')}，与考评 {number} 不同"
        code = "other-period"
    elif meta.get("evaluation") != wanted["evaluation"]:
        owner = visible(meta.get("evaluator", ""))
        message = (
            f"工作簿出自另一次考评（导出时编号 {visible(meta.get('number', ''))}，考评人 {owner}），不是考评 {number}"
        )
        code = "other-evaluation"
    else:
        return
    raise Refused(
        Fault(code, f"{message}。请核对考评编号（kaoping eval list）；确要读入这次考评，{_AGAIN}", file=filled.file)
    )
