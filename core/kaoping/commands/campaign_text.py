"""A campaign as a table: for people and for scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kaoping.console import table
from kaoping.numbers import plain
from kaoping.workbench.campaigns import cell_text, due_text

if TYPE_CHECKING:
    from kaoping.workbench.campaigns import Cell, Due, Matrix


def matrix_lines(matrix: Matrix) -> list[str]:
    """Stages with their days, the table, and the ranking or why there is none."""
    lines = []
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
        place = [str(line.place) if line.place is not None else line.barred or ""] if ranked else []
        rows.append([line.name, *(cell_text(cell, matrix.per_cent) for cell in line.cells), *place])
    done, of = matrix.delivered
    late = f"，逾期 {matrix.overdue}" if matrix.overdue else ""
    lines += ["", table(head, rows), "", f"已交 {done}/{of}{late}"]
    if matrix.ranked_at is not None:
        lines.append(f"名次按“{matrix.ranked_at.title}”的结果，同分同名次")
    elif matrix.unranked is not None:
        lines.append(f"暂无名次：{matrix.unranked}")
    return lines


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
