"""A paper as JSON values: every text as printed, with the exact number beside it as a plain string."""

from __future__ import annotations

from typing import Any

from kaoping.numbers import plain
from kaoping.reports.paper import Block, Box, Cell, Chart, Facts, Form, NewPage, Paper, Row, Signatures, Table, Words


def paper_json(paper: Paper) -> dict[str, Any]:
    """The paper with its blocks in order, each with its `type`."""
    return {
        "kind": paper.kind,
        "title": paper.title,
        "subtitle": paper.subtitle or None,
        "draft": paper.draft or None,
        "landscape": paper.landscape,
        "about": dict(paper.about),
        "blocks": [_block(block) for block in paper.blocks],
    }


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Words):
        return {"type": "words", "style": block.style, "text": block.text}
    if isinstance(block, Facts):
        return {"type": "facts", "pairs": [list(pair) for pair in block.pairs]}
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Form):
        return {"type": "form", "boxes": [_box(box) for box in block.boxes]}
    if isinstance(block, Signatures):
        return {"type": "signatures", "names": list(block.names)}
    if isinstance(block, Chart):
        return _chart(block)
    assert isinstance(block, NewPage)
    return {"type": "new-page"}


def _table(table: Table) -> dict[str, Any]:
    return {
        "type": "table",
        "id": table.id,
        "caption": table.caption or None,
        "columns": [{"title": column.title, "width": column.width, "align": column.align} for column in table.columns],
        "rows": [_row(row) for row in table.rows],
    }


def _row(row: Row) -> dict[str, Any]:
    return {"section": row.section, "total": row.total, "cells": [_cell(cell) for cell in row.cells]}


def _cell(cell: Cell) -> dict[str, Any]:
    """Text and number always; `across`, `down` and `strong` where they say something."""
    found: dict[str, Any] = {"text": cell.text, "number": None if cell.number is None else plain(cell.number)}
    if cell.across > 1:
        found["across"] = cell.across
    if cell.down > 1:
        found["down"] = cell.down
    if cell.strong:
        found["strong"] = True
    return found


def _box(box: Box) -> dict[str, Any]:
    return {"name": box.name, "text": box.text, "height": box.height, "seal": box.seal}


def _chart(chart: Chart) -> dict[str, Any]:
    return {
        "type": "chart",
        "title": chart.title,
        "shape": chart.shape,
        "full": plain(chart.full),
        "labels": list(chart.labels),
        "series": [
            {"name": name, "values": [None if value is None else plain(value) for value in values]}
            for name, values in chart.series
        ],
    }


__all__ = ["paper_json"]
