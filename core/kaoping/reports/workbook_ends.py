"""The rows of a scoring workbook that add up: sections, the total, parts, adjustments, the result before vetoes."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from kaoping.numbers import Exact, plain
from kaoping.reports.workbook_formulas import number, rounding, shared, total, why_no_total
from kaoping.reports.workbook_grid import Grid
from kaoping.scoring.caps import cap_text
from kaoping.scoring.sheet import ItemScore, ScoreSheet
from kaoping.standard.model import Part

#: Column -> which end of a score stands in it.
_FIGURES = ("full", "score", "high")
_OF = {"full": "base", "score": "low", "high": "high"}
_GREY = "#F2F2F2"
_GREEN = "#E2EFDA"
_ZERO = Decimal(0)


def write_ends(
    grid: Grid, sheet: ScoreSheet, first: int, row: int, sections: Mapping[str, tuple[int, int, int]]
) -> int:
    """Write the rows of sections, then from `row` on the total and what follows from it; the last row written."""
    dimensions = {dimension.id: dimension for dimension in sheet.resolved.standard.dimensions}
    for id, (own, start, end) in sections.items():
        dimension = dimensions[id]
        least = f"最低 {plain(dimension.minimum)}" if dimension.minimum is not None else ""
        grid.label(own, f"{id} {dimension.title}", f"section:{id}", state=least, bg_color=_GREEN)
        held = [score for score in sheet.items if score.item.path and score.item.path[0].id == id]
        _sums(grid, own, [(start, end)], held)
    top = [index for index, score in enumerate(sheet.items) if score.item.section < 0]
    runs = [(start, end) for _, start, end in sections.values()]
    if top:
        runs.insert(0, (first, first + len(top) - 1))
    points = sheet.resolved.by_points
    grid.label(row, "合计" if points else "合计（达标的权重）", "total", bg_color=_GREY)
    _sums(grid, row, runs, sheet.items)
    why = why_no_total(sheet)
    end = row if why else _result(grid, sheet, row, sections)
    notes = [why] if why else []
    notes.append("否决、加减分、事实和最后的结果由程序判定；此处的合计供填写时参考，读入时重新计算。")
    for text in notes:
        end += 1
        grid.pen.text(end, 0, f"注：{text}", to=(end, grid.last_shown), font_size=9)
    end += 2
    grid.pen.text(
        end, 0, "考评人（签名）：　　　　　　　　　　日期：　　　　年　　月　　日", to=(end, grid.last_shown), font_size=10
    )  # fmt: skip
    grid.sheet.set_row(end, 28)
    return end


def _sums(grid: Grid, row: int, runs: list[tuple[int, int]], items: tuple[ItemScore, ...] | list[ItemScore]) -> None:
    values = {
        "full": sum((score.full for score in items), _ZERO),
        "score": sum((score.low for score in items), _ZERO),
        "high": sum((score.high for score in items), _ZERO),
    }
    for name in _FIGURES:
        spans = ",".join(grid.span(_OF[name], start, end) for start, end in runs)
        grid.figure(row, name, f"=ROUND(SUM({spans}),9)", values[name], bg_color=_GREY)


def _result(grid: Grid, sheet: ScoreSheet, row: int, sections: Mapping[str, tuple[int, int, int]]) -> int:
    """Parts, adjustments, and the result; the last row written."""
    resolved = sheet.resolved
    sums = {name: grid.row(row)[name] for name in _FIGURES}
    if resolved.parts:
        parts = []
        for part in resolved.parts:
            row += 1
            _part(grid, sheet, part, row, sections)
            parts.append(grid.row(row))
        sums = {name: f"({'+'.join(cells[name] for cells in parts)})" for name in _FIGURES}
    row, extra = _adjustments(grid, sheet, row)
    row += 1
    grid.label(row, "总分（未计否决）" if resolved.by_points else "达标率（%，未计否决）", "result", bg_color=_GREEN)
    for name, end in (("score", sheet.score_low), ("high", sheet.score_high)):
        grid.figure(row, name, f"={total(resolved, sums[name], sums['full'], extra[name])}", end, bg_color=_GREEN)
    grid.figure(row, "full", f"={_full(sheet, sums['full'])}", sheet.full, bg_color=_GREEN)
    return row


def _adjustments(grid: Grid, sheet: ScoreSheet, row: int) -> tuple[int, dict[str, list[str]]]:
    """Every adjustment, and what those under a shared cap come to; the last row written, and the cells to be added."""
    cells: dict[str, dict[str, str]] = {}
    for one in sheet.adjustments:
        row += 1
        grid.label(row, f"加减分：{one.title}", f"adjustment:{one.id}", state="在程序中填写")
        for name, value in (("score", one.low), ("high", one.high)):
            grid.figure(row, name, f"={number(value)}", value)
        cells[one.id] = grid.row(row)
    held = {id for cap in sheet.caps for id in cap.of}
    extra = {name: [own[name] for id, own in cells.items() if id not in held] for name in ("score", "high")}
    for cap in sheet.caps:
        row += 1
        grid.label(row, f"加减分：{cap_text(cap)}", f"adjustment-cap:{cap.id}", state="自动计算")
        for name, low, value in (("score", True, cap.low), ("high", False, cap.high)):
            together = "+".join(cells[id][name] for id in cap.of)
            grid.figure(row, name, f"={shared(cap, together, low=low)}", value)
            extra[name].append(grid.row(row)[name])
    return row, extra


def _full(sheet: ScoreSheet, base: str) -> str:
    resolved = sheet.resolved
    if not resolved.by_points:
        value = f"IF({base}=0,0,100)"
    elif resolved.not_applicable == "rescale":
        value = number(resolved.declared_full)
    elif resolved.parts:
        value = base
    else:
        value = f"{base}+{number(resolved.declared_full - sum((item.full for item in resolved.items), _ZERO))}"
    scoring = resolved.standard.scoring
    return rounding(value, scoring.rounding.places, scoring.rounding.mode)


def _part(grid: Grid, sheet: ScoreSheet, part: Part, row: int, sections: Mapping[str, tuple[int, int, int]]) -> None:
    """A part of a composed result: of sections it is live, from outside it is as the program has it."""
    weight = number(part.weight)
    formulas: dict[str, str] = {}
    values: dict[str, Exact] = {}
    state = ""
    if part.full is not None:
        stated = sheet.answers.parts.get(part.id)
        ends = (_ZERO, part.full) if stated is None else (stated.score, stated.score)
        formulas["full"], values["full"] = f"={weight}", part.weight
        for name, value in zip(("score", "high"), ends, strict=True):
            formulas[name] = f"={weight}*{number(value)}/{number(part.full)}"
            values[name] = Fraction(part.weight) * Fraction(value) / Fraction(part.full)
        state = "在程序中填写"
    else:
        rows = [grid.row(sections[id][0]) for id in part.dimensions if id in sections]
        added = {name: "+".join(cells[name] for cells in rows) or "0" for name in _FIGURES}
        held = [score for score in sheet.items if score.item.path and score.item.path[0].id in part.dimensions]
        over = sum((score.full for score in held), _ZERO)
        formulas["full"], values["full"] = f"=IF({added['full']}=0,0,{weight})", part.weight if over else _ZERO
        for name, one in (("score", "low"), ("high", "high")):
            formulas[name] = f"=IF({added['full']}=0,0,{weight}*({added[name]})/({added['full']}))"
            got = sum((getattr(score, one) for score in held), _ZERO)
            values[name] = Fraction(part.weight) * Fraction(got) / Fraction(over) if over else _ZERO
    grid.label(row, f"组成部分：{part.title}", f"part:{part.id}", state=state)
    for name, formula in formulas.items():
        grid.figure(row, name, formula, values[name])
