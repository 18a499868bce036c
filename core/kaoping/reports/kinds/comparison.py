"""对比表 of a unit: where it stands under each standard and why, no score added to another's. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kaoping.compare.judged import STATE_NAMES, Place
from kaoping.reports.compare_words import (
    clause_text,
    reasons,
    vetoes_text,
    why_related,
)
from kaoping.reports.kinds import KINDS
from kaoping.reports.kinds.common import foot, number, ruled
from kaoping.reports.kinds.compared import SIGNERS, Comparison, draft, mark
from kaoping.reports.kinds.comparison_facts import facts
from kaoping.reports.kinds.comparison_parts import differing, relations, themes, visit
from kaoping.reports.kinds.result import open_lines
from kaoping.reports.paper import Block, Cell, Column, Facts, Paper, Row, Signatures, Table, Words
from kaoping.reports.words import outcome_text

#: The column of what vetoes leave.
_LEFT = 6


def comparison_paper(found: Comparison, about: Mapping[str, str]) -> Paper:
    """Everything that a comparison found; relations in full are a paper of their own."""
    blocks: list[Block] = [_head(found), *_standards(found), *_contradictions(found), *facts(found)]
    blocks += [*relations(found), *differing(found), *themes(found), *visit(found), *_left_open(found)]
    blocks.append(Signatures(SIGNERS))
    return Paper(
        "comparison", KINDS["comparison"].title, tuple(blocks), f"{found.unit}：各标准对比", draft(found), foot(about),
        landscape=True, dense=True,
    )  # fmt: skip


def _head(found: Comparison) -> Facts:
    standards = {stand.sheet.resolved.id for stand in found.stands}
    return Facts(
        (
            ("考评对象", found.unit),
            ("成员单位", "、".join(found.members) or "无"),
            ("考评", f"{len(found.stands)} 份，按 {len(standards)} 个标准"),
            ("说明", "各标准各按自己的办法计分，得分不相加、不平均"),
        )
    )


def _standards(found: Comparison) -> Iterator[Block]:
    rows: list[list[Cell]] = []
    for at, stand in enumerate(found.stands):
        sheet, resolved = stand.sheet, stand.sheet.resolved
        reached, failed = sheet.attainment, sheet.failure is not None
        score = share = full = left = Cell("")
        if failed:
            score = Cell("计算出错")
        elif reached is not None:
            share = ruled(resolved, reached.low, reached.high, strong=True)
        else:
            score = ruled(resolved, sheet.score_low, sheet.score_high, strong=True)
            full = number(sheet.full)
        if not failed and (sheet.result_low, sheet.result_high) != (sheet.score_low, sheet.score_high):
            left = ruled(resolved, sheet.result_low, sheet.result_high)
        words = (vetoes_text(sheet), stand.standing)
        outcome = Cell(outcome_text(sheet.outcome))
        rows.append(
            [Cell(mark(at)), Cell(stand.unit), Cell(stand.short), score, full, share, left, outcome, *map(Cell, words)]
        )
    yield Words("各标准的得分和结果", "heading")
    widths = [
        Column("序号", 12, "center"), Column("考评对象", 28), Column("标准", 28), Column("得分", 16, "right"),
        Column("满分", 13, "right"), Column("达标率（%）", 18, "right"), Column("否决之后", 17, "right"),
        Column("结果", 31), Column("一票否决", 18), Column("以哪次考评为准", 44),
    ]  # fmt: skip
    if not any(row[_LEFT].text for row in rows):
        # Nothing was vetoed: the room is for what would otherwise take a second line.
        for row in rows:
            del row[_LEFT]
        del widths[_LEFT]
        widths[-3:] = Column("结果", 43), Column("一票否决", 17), Column("以哪次考评为准", 50)
    yield Table("standards", tuple(widths), tuple(Row(tuple(row)) for row in rows))
    if found.hidden:
        yield Words(f"盲评中、还不能看的：{'、'.join(found.hidden)}。", "warning")
    yield from (Words(line, "warning") for line in found.failures)


def _contradictions(found: Comparison) -> Iterator[Block]:
    yield Words("互相矛盾的评定", "heading")
    if not found.contradictions:
        checked = f"核对了 {len(found.related)} 对有关系的评分项，没有发现" if found.related else "无从核对"
        yield Words(f"{checked}{'。' if found.related else '：这些标准之间没有对照表。'}", "note")
        return
    yield Words("一边达到，而要求相同或更少的另一边没有达到；须由人判断哪一边不对。", "note")
    rows = tuple(
        Row(
            (
                number(at),
                Cell(_side(found, one.met, (one.requirements or (None,))[0], "达到")),
                Cell(_side(found, one.unmet, (one.requirements or (None,))[-1], STATE_NAMES[one.unmet_state])),
                Cell("\n".join((why_related(one), *(step.rationale for step in one.related.link.steps)))),
            )
        )
        for at, one in enumerate(found.contradictions, 1)
    )
    widths = (
        Column("序号", 14, "center"), Column("达到的", 72), Column("没有达到的", 72), Column("为什么是矛盾", 67),
    )  # fmt: skip
    yield Table("contradictions", widths, rows)


def _side(found: Comparison, place: Place, requirement: str | None, state: str) -> str:
    stand = found.stands[place.sheet]
    official = found.clauses.get(place)
    said = reasons(stand.sheet, place.item)
    lines = [f"{found.named(place)}{f' 要点 {requirement}' if requirement else ''}：{state}"]
    criterion = stand.sheet.resolved.item[place.item].criterion
    lines.append(f"条文（原文）：{official}" if official else f"条文：{clause_text(criterion, requirement)}")
    lines += [f"理由：{'；'.join(said)}"] if said else []
    lines.append(f"佐证：{'；'.join(stand.sheet.answers.proofs_said(place.item)) or '没有'}")
    return "\n".join(lines)


def _left_open(found: Comparison) -> Iterator[Block]:
    lines: dict[str, list[str]] = {}
    for at, stand in enumerate(found.stands):
        for line in open_lines(stand.sheet.resolved):
            lines.setdefault(line, []).append(mark(at))
    if lines:
        yield Words("标准没有规定、本地也尚未规定的", "heading")
        yield from (Words(f"{''.join(marks)} {line}", "note") for line, marks in lines.items())


__all__ = ["comparison_paper"]
