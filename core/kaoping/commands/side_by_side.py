"""Evaluations by one standard side by side, as text and as JSON."""

from __future__ import annotations

from typing import Any

from kaoping.commands.listing import evaluation_json, period_text
from kaoping.compare.judged import STATE_NAMES, state_of
from kaoping.console import table
from kaoping.numbers import Exact, plain, rounded
from kaoping.reports.compare_words import score_text
from kaoping.reports.words import by_rule, outcome_text
from kaoping.scoring.sheet import ItemScore, ScoreSheet
from kaoping.workbench.compare_words import change_text, ranked_text
from kaoping.workbench.side_by_side import SideBySide


def beside_json(found: SideBySide) -> dict[str, Any]:
    """All of it; a cell is null where that edition of the standard does not have the item."""
    sheets = [column.sheet for column in found.columns]
    return {
        "standard": found.standard,
        "over": found.over,
        "same_edition": found.same_edition,
        "evaluations": [
            {
                **evaluation_json(column.row),
                "others": column.others,
                "change": None if column.change is None else plain(column.change),
            }
            for column in found.columns
        ],
        "dimensions": [
            {
                "id": section.id,
                "title": section.title,
                "cells": [
                    None
                    if cell is None
                    else {
                        "low": _told(sheet, cell.low),
                        "high": _told(sheet, cell.high),
                        "full": _told(sheet, cell.full),
                    }
                    for sheet, cell in zip(sheets, section.cells, strict=True)
                ],
            }
            for section in found.sections
        ],
        "items": [
            {
                "id": item.id,
                "title": item.title,
                "differs": item.differs,
                "cells": [
                    None
                    if cell is None
                    else {
                        "state": state_of(cell),
                        "low": plain(cell.low),
                        "high": plain(cell.high),
                        "full": plain(cell.full),
                    }
                    for cell in item.cells
                ],
            }
            for item in found.items
        ],
        "ranking": [{"place": one.place, "tied": one.tied, "barred": one.barred} for one in found.ranking],
        "unranked": found.unranked,
        "missing": list(found.missing),
        "hidden": [{"evaluation": row.number, "unit": row.unit_name} for row in found.hidden],
    }


def beside_text(found: SideBySide) -> str:
    """Who stands where, the sections, and the criteria that differ."""
    heads = [f"[{number + 1}]" for number in range(len(found.columns))]
    sheets = [column.sheet for column in found.columns]
    by_time = found.over == "time"
    places = found.ranking or [None] * len(found.columns)
    rows = [
        (
            head,
            column.unit.name,
            period_text(column.row.period_from, column.row.period_to),
            score_text(column.sheet),
            change_text(column),
            outcome_text(column.sheet.outcome),
            ranked_text(place),
            f"考评 {column.row.number}（{column.row.evaluator}）"
            + (f"，{column.others + 1} 次中" if column.others else ""),
        )
        for head, column, place in zip(heads, found.columns, places, strict=True)
    ]
    against = "比上一次" if by_time else "比第一个"
    blocks = [
        f"{found.standard} {sheets[-1].resolved.standard.title}",
        table(["", "考评对象", "周期", "得分", against, "结果", "名次", "以哪次考评为准"], rows),
    ]
    notes = [f"没有排名：{found.unranked}"] if found.unranked is not None else []
    if not by_time and len({(column.row.period_from, column.row.period_to) for column in found.columns}) > 1:
        notes.append("指明周期：--period，如 --period 2025")
    notes += [] if found.same_edition else ["各考评所用的标准版本或本地规则不一"]
    notes += [f"没有考评：{'、'.join(found.missing)}"] if found.missing else []
    notes += [f"盲评中、还不能看的：{'、'.join(f'考评 {row.number}' for row in found.hidden)}"] if found.hidden else []
    blocks += ["\n".join(notes)] if notes else []
    if found.sections:
        lines = [
            (
                f"{section.id} {section.title}",
                *(
                    "—" if cell is None else by_rule(sheet.resolved, cell.low, cell.high)
                    for sheet, cell in zip(sheets, section.cells, strict=True)
                ),
            )
            for section in found.sections
        ]
        blocks.append(table(["一级指标", *heads], lines))
    differing = [item for item in found.items if item.differs]
    if differing:
        lines = [(f"{item.id} {item.title}", *(_cell(cell) for cell in item.cells)) for item in differing]
        blocks.append(f"不同的 {len(differing)} 项（共 {len(found.items)} 项）\n{table(['评分项', *heads], lines)}")
    elif len(found.columns) > 1:
        blocks.append(f"{len(found.items)} 项都相同")
    return "\n\n".join(blocks)


def _told(sheet: ScoreSheet, value: Exact) -> str:
    rule = sheet.resolved.standard.scoring.rounding
    return plain(rounded(value, rule.places, rule.mode))


def _cell(cell: ItemScore | None) -> str:
    if cell is None:
        return "—"
    state = state_of(cell)
    if state in ("not-applicable", "outside", "unrated"):
        return STATE_NAMES[state]
    return f"{plain(cell.low)}/{plain(cell.full)}"
