"""佐证材料目录: each piece of evidence once, with all that it proves. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kaoping.answers import Evidence
from kaoping.reports.kinds import KINDS
from kaoping.reports.kinds.common import foot, head, listed, number
from kaoping.reports.paper import Block, Cell, Column, Facts, Paper, Row, Table, Words
from kaoping.scoring.sheet import ScoreSheet
from kaoping.standard.evidence import EVIDENCE_NAMES

#: Digits of a file's fingerprint that are printed.
_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence and, in words, each place where it is used."""

    evidence: Evidence
    uses: tuple[str, ...]


def evidence_paper(sheet: ScoreSheet, about: Mapping[str, str]) -> Paper:
    """The evidence of one evaluation, and the criteria that have none."""
    answers, resolved = sheet.answers, sheet.resolved
    proofs = []
    for evidence in answers.evidence:
        uses = [" ".join(part for part in (f"{x.item} 项" if x.requirement is None else f"要点 {x.requirement}", x.page) if part)
                for x in evidence.links]  # fmt: skip
        proofs.append(Proof(evidence, tuple(uses)))
    blocks: list[Block] = [head(resolved, sheet, about), *_table(proofs), *_texts(sheet), *_without(sheet)]
    return Paper("evidence", KINDS["evidence"].title, tuple(blocks), resolved.standard.title, "", foot(about, resolved))


def unit_evidence_paper(unit: str, proofs: Sequence[Proof], about: Mapping[str, str]) -> Paper:
    """All evidence about a unit, with its uses under every standard."""
    blocks: list[Block] = [Facts((("考评对象", unit), ("材料", f"{len(proofs)} 份"))), *_table(proofs)]
    return Paper("evidence", KINDS["evidence"].title, tuple(blocks), unit, "", foot(about))


def _table(proofs: Sequence[Proof]) -> Iterator[Block]:
    if not proofs:
        yield Words("没有登记佐证材料。")
        return
    rows = tuple(
        Row(
            (
                number(place), Cell(proof.evidence.title), Cell(EVIDENCE_NAMES[proof.evidence.kind]),
                Cell(_where(proof.evidence)), Cell("；".join(proof.uses) or "没有用到"),
            )
        )
        for place, proof in enumerate(proofs, 1)
    )  # fmt: skip
    widths = (
        Column("序号", 12, "right"), Column("名称", 42), Column("种类", 18), Column("文件、时间、人员、内容", 46),
        Column("证明的评分项", 38),
    )  # fmt: skip
    yield Table("evidence", widths, rows)


def _where(evidence: Evidence) -> str:
    file = evidence.file
    parts = [
        f"{file.name}（指纹 {file.sha256[:_DIGITS]}）" if file is not None else "",
        evidence.on.isoformat() if evidence.on is not None else "",
        evidence.who or "",
        evidence.what or "",
        evidence.url or "",
    ]
    return "；".join(part for part in parts if part)


def _texts(sheet: ScoreSheet) -> Iterator[Block]:
    """What older ratings name as evidence in words alone."""
    rows = []
    for item in sheet.items:
        rating = sheet.answers.ratings.get(item.item.id)
        if rating is not None:
            said = [*rating.evidence, *(text for deduction in rating.deductions for text in deduction.evidence)]
            rows += [Row((Cell(item.item.id), Cell(item.item.criterion.title), Cell(text))) for text in said]
    if rows:
        yield Words("只有文字说明的佐证", "heading")
        yield Table("texts", (Column("编号", 20), Column("评分项", 56), Column("说明", 80)), tuple(rows))


def _without(sheet: ScoreSheet) -> Iterator[Block]:
    bare = [
        item.item.id
        for item in sheet.items
        if item.state not in ("not-applicable", "outside") and not sheet.answers.proofs_said(item.item.id)
    ]
    if bare:
        yield Words(f"下列 {len(bare)} 项没有佐证材料：{listed(bare)}", "warning")


__all__ = ["Proof", "evidence_paper", "unit_evidence_paper"]
