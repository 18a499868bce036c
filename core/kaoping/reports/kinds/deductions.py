"""扣分清单: every point that was lost, and why; the column adds up to what the sheet lacks. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from kaoping.numbers import plain
from kaoping.reports.kinds import KINDS
from kaoping.reports.kinds.common import amount, draft_of, foot, head, listed, number
from kaoping.reports.kinds.faults import NO_REASON, faults
from kaoping.reports.kinds.result import left_open, left_out, result_table, vetoes
from kaoping.reports.paper import Block, Cell, Column, Paper, Row, Table, Words
from kaoping.reports.words import given_text
from kaoping.scoring.caps import cap_line
from kaoping.scoring.sheet import ItemScore, ScoreSheet

ZERO = Decimal(0)


def deductions_paper(sheet: ScoreSheet, about: Mapping[str, str]) -> Paper:
    """What was lost in each criterion, penalties, and vetoes that struck."""
    resolved = sheet.resolved
    blocks: list[Block] = [head(resolved, sheet, about), result_table(sheet), *lost_blocks(sheet)]
    blocks += [*_penalties(sheet), *vetoes(sheet, only_triggered=True), *left_out(sheet), *_unrated(sheet)]
    blocks += left_open(resolved)
    return Paper(
        "deductions", KINDS["deductions"].title, tuple(blocks), resolved.standard.title, draft_of(sheet),
        foot(about, resolved),
    )  # fmt: skip


def lost_blocks(sheet: ScoreSheet, heading: str = "各项扣分") -> Iterator[Block]:
    """The table of what was lost in criteria, and the sum that proves it.

    :param heading: empty for none, where the paper has one of its own.
    """
    rows: list[Row] = []
    for item in sheet.items:
        rows += _rows(sheet, item)
    points = sheet.resolved.by_points
    if not rows:
        yield Words("已评的各项没有扣分。")
    else:
        if heading:
            yield Words(heading, "heading")
        rated = [item for item in sheet.items if item.state == "rated" and not item.unset]
        full, got = sum((item.full for item in rated), ZERO), sum((item.low for item in rated), ZERO)
        whole = number(full - got, strong=True)
        rows.append(Row((Cell("合计", across=4), whole, Cell("", across=2)), total=True))
        widths = (
            Column("编号", 16), Column("评分项", 36), Column("满分" if points else "权重", 14, "right"),
            Column("得分" if points else "达标", 16, "right"), Column("扣分" if points else "失分", 16, "right"),
            Column("要点", 18), Column("理由", 40),
        )  # fmt: skip
        yield Table("deductions", widths, tuple(rows))
        said = f"已评 {len(rated)} 项：{'满分' if points else '权重'}合计 {plain(full)}"
        words = ("扣分", "得分") if points else ("失分", "达标")
        less = f"{words[0]}合计 {plain(full - got)}，{words[1]}合计 {plain(got)}"
        yield Words(f"{said}，{less}（加分、减分和否决之前）。", "note")


def _rows(sheet: ScoreSheet, item: ItemScore) -> Iterator[Row]:
    rating = sheet.answers.ratings.get(item.item.id)
    if item.state != "rated" or rating is None or item.unset:
        return
    lost = item.full - item.low
    said = [(one.amount, one.requirement or "", one.reason) for one in rating.deductions]
    taken = sum((one[0] for one in said), ZERO)
    if said and taken != lost:
        more = lost - taken
        said.append((more, "", "扣分超过该项分值，扣完为止" if more < 0 else "其他失分"))
    if not said and (lost or item.short):
        said = [(lost, "", _reason(sheet, item))]
    for place, (points, requirement, reason) in enumerate(said):
        full = (number(item.full), number(item.low)) if place == 0 else (Cell(""), Cell(""))
        cells = (
            Cell(item.item.id),
            Cell(item.item.criterion.title),
            *full,
            number(points),
            Cell(requirement),
            Cell(reason),
        )
        yield Row(cells)


def _reason(sheet: ScoreSheet, item: ItemScore) -> str:
    told = "；".join(f"{one.requirement} {one.text}" if one.requirement else one.text for one in faults(sheet, item))
    parts = [given_text(sheet, item.item.id), told, "不计分，只评是否达到" if item.short else ""]
    return "：".join(part for part in parts if part)


def _penalties(sheet: ScoreSheet) -> Iterator[Block]:
    rows = []
    for one in sheet.adjustments:
        if one.high <= 0 and one.low < 0:
            statement = sheet.answers.adjustments.get(one.id)
            reason = (statement.reason if statement is not None else None) or one.because or NO_REASON
            rows.append(Row((Cell(one.id), Cell(one.title), amount(-one.high, -one.low), Cell(reason))))
    if rows:
        yield Words("减分", "heading")
        widths = (Column("编号", 24), Column("名称", 52), Column("减分", 24, "right"), Column("理由", 56))
        yield Table("penalties", widths, tuple(rows))
        yield from (Words(f"{cap_line(cap)}。", "note") for cap in sheet.caps if cap.kind == "penalty" and cap.binds)


def _unrated(sheet: ScoreSheet) -> Iterator[Block]:
    left = [item.item.id for item in sheet.items if item.state == "unrated" or item.unset]
    if left:
        yield Words(f"下列 {len(left)} 项尚未评定，没有计入：{listed(left)}", "warning")


__all__ = ["deductions_paper", "lost_blocks"]
