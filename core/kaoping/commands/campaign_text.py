"""A campaign as a table: for people and for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kaoping.console import table
from kaoping.numbers import plain
from kaoping.workbench.campaigns import cell_text
from kaoping.workbench.dues import due_text

if TYPE_CHECKING:
    from kaoping.workbench.campaigns import Cell, Matrix
    from kaoping.workbench.dues import Due


def matrix_lines(matrix: Matrix) -> list[str]:
    """Stages with their days, the table, and the ranking or why there is none."""
    lines = ["盲评：双方都提交以后才看得到他人的评定"] if matrix.blind else []
    for column in matrix.columns:
        due = due_text(column.due)
        if column.id is not None:
            who = f"，{column.who}" if column.who else ""
            lines.append(f"阶段 {column.id} {column.title}{who}{f'：{due}' if due else ''}")
    if not matrix.lines:
        return lines
    ranked = matrix.ranked_at is not None
    head = ["考评对象", *(column.title for column in matrix.columns), *(["名次"] if ranked else [])]
    rows = []
    for line in matrix.lines:
        place = [line.place_text] if ranked else []
        rows.append([line.name, *(cell_text(cell, matrix.per_cent) for cell in line.cells), *place])
    done, of = matrix.delivered
    late = f"，逾期 {matrix.overdue}" if matrix.overdue else ""
    lines += ["", table(head, rows), "", f"已交 {done}/{of}{late}"]
    if matrix.ranked_at is not None:
        lines.append(f"名次按“{matrix.ranked_at.title}”的结果，同分并列")
    elif matrix.unranked is not None:
        lines.append(f"暂无名次：{matrix.unranked}")
    for number, column in enumerate(matrix.columns):
        if column.due.every:
            lines += ["", f"{column.title}：各次期限和交的日子", _terms(matrix, number)]
    assigned = [f"{line.name}：{'、'.join(line.assigned)}" for line in matrix.lines if line.assigned]
    return [*lines, "", "由谁考评", *assigned] if assigned else lines


def _terms(matrix: Matrix, number: int) -> str:
    """Of a stage that comes again: what each unit delivered when. The days stand at the left, for there may be many."""
    rows = []
    for place, day in enumerate(matrix.columns[number].due.every):
        rows.append([f"{day.isoformat()} 前", *(line.cells[number].terms[place].text for line in matrix.lines)])
    return table(["期限", *(line.name for line in matrix.lines)], rows)


def matrix_json(matrix: Matrix) -> dict[str, Any]:
    """The table for scripts: `columns[], lines[], delivered{}, overdue, ranked_at, unranked`."""
    done, of = matrix.delivered
    return {
        "columns": [
            {"id": c.id, "title": c.title, "who": c.who, "final": c.final, "due": _due_json(c.due)}
            for c in matrix.columns
        ],
        "lines": [
            {
                "unit": {"id": line.unit, "name": line.name, "kind": line.kind},
                "place": line.place,
                "tied": line.tied,
                "assigned": list(line.assigned),
                "barred": line.barred,
                "cells": [_cell_json(cell) for cell in line.cells],
            }
            for line in matrix.lines
        ],
        "delivered": {"done": done, "of": of},
        "overdue": matrix.overdue,
        "result_unit": "per-cent" if matrix.per_cent else "points",
        "ranked_at": None if matrix.ranked_at is None else matrix.ranked_at.id,
        "unranked": matrix.unranked,
    }


def _cell_json(cell: Cell) -> dict[str, Any]:
    row = cell.shown
    return {
        "stage": cell.stage,
        "evaluation": None if row is None else row.number,
        "evaluations": [found.number for found in cell.evaluations],
        "rated": None if row is None else row.rated,
        "items": None if row is None else row.items,
        "delivered": cell.delivered,
        "delivered_on": None if cell.delivered_on is None else cell.delivered_on.isoformat(),
        "terms": [
            {
                "day": term.day.isoformat(),
                "delivered_on": None if term.delivered is None else term.delivered.isoformat(),
                "state": term.state,
            }
            for term in cell.terms
        ],
        "overdue": cell.overdue,
        "due": _due_json(cell.due),
        "result": None if cell.result is None else {"low": plain(cell.result[0]), "high": plain(cell.result[1])},
        "outcome": None if row is None else {"status": row.outcome_status, "label": row.outcome},
    }


def _due_json(due: Due) -> dict[str, Any] | None:
    if due.day is None and not due.text:
        return None
    return {
        "day": None if due.day is None else due.day.isoformat(),
        "text": due.text or None,
        "official": due.official,
        "earliest": due.earliest,
    }
