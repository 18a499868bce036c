"""The score sheet on paper: result, sections, every criterion, vetoes, places to sign. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kaoping.numbers import plain
from kaoping.reports.kinds import KINDS
from kaoping.reports.kinds.common import amount, draft_of, foot, head, number, summed, under_sections
from kaoping.reports.kinds.result import (
    adjustments,
    errata,
    honours,
    left_open,
    left_out,
    parts,
    result_table,
    result_words,
    sections,
    stale,
    vetoes,
)
from kaoping.reports.paper import Block, Cell, Column, Paper, Row, Signatures, Table, Words
from kaoping.reports.words import ITEM_STATES, given_text
from kaoping.scoring.sheet import ItemScore, ScoreSheet

SIGNERS = ("考评人", "复核人", "被考评单位负责人")


def sheet_paper(sheet: ScoreSheet, about: Mapping[str, str]) -> Paper:
    """The score sheet; a draft says so and shows its range."""
    resolved = sheet.resolved
    blocks: list[Block] = [head(resolved, sheet, about), result_table(sheet), *result_words(sheet)]
    blocks += [*sections(sheet), *items(sheet)]
    blocks += [*left_out(sheet), *adjustments(sheet), *parts(sheet), *vetoes(sheet), *honours(sheet), *stale(sheet)]
    blocks += [*left_open(resolved), *errata(resolved)]
    blocks += [Words("签字", "heading"), Signatures(SIGNERS)]
    return Paper(
        "sheet", KINDS["sheet"].title, tuple(blocks), resolved.standard.title, draft_of(sheet), foot(about, resolved)
    )


def items(sheet: ScoreSheet) -> Iterator[Block]:
    """Every criterion with its score and what was said of it, under its dimension; the sum below."""
    rows: list[Row] = []
    scores = {item.item.id: item for item in sheet.items}
    for section, item in under_sections((one.item for one in sheet.items), 6):
        if section is not None:
            rows.append(section)
        one = scores[item.id]
        counts = one.state not in ("not-applicable", "outside")
        worth = amount(one.low, one.high) if counts or one.full else Cell("")
        rows.append(
            Row(
                (
                    Cell(item.id), Cell(item.criterion.title), number(one.full), worth, Cell(ITEM_STATES[one.state]),
                    Cell(said(sheet, one)),
                )
            )
        )  # fmt: skip
    full, score = summed(sheet.items)
    rows.append(Row((Cell("合计", across=2), full, score, Cell("", across=2)), total=True))
    yield Words("逐项得分", "heading")
    points = sheet.resolved.by_points
    widths = (
        Column("编号", 16), Column("评分项", 42), Column("满分" if points else "权重", 14, "right"),
        Column("得分" if points else "达标", 18, "right"), Column("状态", 16), Column("评定、扣分和理由", 50),
    )  # fmt: skip
    yield Table("items", widths, tuple(rows))


def said(sheet: ScoreSheet, item: ItemScore) -> str:
    """How a criterion was rated, why, and what proves it."""
    proofs = sheet.answers.proofs_said(item.item.id)
    rating = sheet.answers.ratings.get(item.item.id)
    parts: list[str] = []
    if rating is not None:
        parts.append(given_text(sheet, item.item.id))
        for deduction in rating.deductions:
            requirement = f"（要点 {deduction.requirement}）" if deduction.requirement else ""
            parts.append(f"扣 {plain(deduction.amount)}：{deduction.reason}{requirement}")
        if rating.reason:
            parts.append(f"理由：{rating.reason}")
        if rating.note:
            parts.append(f"备注：{rating.note}")
    if proofs:
        parts.append(f"佐证：{'、'.join(proofs)}")
    if rating is not None and rating.carried:
        parts.append("沿用以前的评定，未再核对")
    return "；".join(part for part in parts if part)
