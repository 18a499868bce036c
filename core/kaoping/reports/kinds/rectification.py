"""整改清单: what is to be put right, by whom, until when. Pure: the day that lateness is counted to is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kaoping.answers import Rectification
from kaoping.rectification import overdue, state_of, state_text, still_to_ask
from kaoping.reports.kinds import KINDS
from kaoping.reports.kinds.common import foot, head, number
from kaoping.reports.kinds.faults import faults, lost
from kaoping.reports.paper import Block, Cell, Column, Facts, Paper, Row, Signatures, Table, Words
from kaoping.scoring.sheet import ScoreSheet

SIGNERS = ("整改单位负责人", "督办人")


@dataclass(frozen=True, slots=True)
class Due:
    """One thing to put right, with what a list over several evaluations says of it.

    :ivar group: under which heading it stands: the unit, or the standard; empty for none
    """

    asked: Rectification
    title: str
    group: str = ""


def rectification_paper(sheet: ScoreSheet, about: Mapping[str, str], on: date | None) -> Paper:
    """What one evaluation asks to be put right, and what lost points without anything being asked."""
    titles = {item.item.id: item.item.criterion.title for item in sheet.items}
    found = [Due(asked, titles.get(asked.item, "")) for asked in sheet.answers.rectifications]
    blocks: list[Block] = [head(sheet.resolved, sheet, about), *due_blocks(found, on), *_not_asked(sheet)]
    blocks.append(Signatures(SIGNERS))
    return Paper(
        "rectification", KINDS["rectification"].title, tuple(blocks), sheet.resolved.standard.title, "",
        foot(about, sheet.resolved),
    )  # fmt: skip


def many_rectifications_paper(of: str, name: str, found: Sequence[Due], about: Mapping[str, str], on: date) -> Paper:
    """What is to be put right over a unit's evaluations, or over a campaign.

    :param of: what `name` names, in a word: 考评对象 or 批次.
    """
    left = [due for due in found if state_of(due.asked) == "open"]
    late = sum(overdue(due.asked, on) for due in left)
    told = f"{len(found)} 条，未完成 {len(left)} 条，其中逾期 {late} 条"
    blocks: list[Block] = [Facts(((of, name), ("整改", told)), per_line=1), *due_blocks(found, on)]
    blocks.append(Signatures(SIGNERS))
    return Paper("rectification", KINDS["rectification"].title, tuple(blocks), name, "", foot(about))


def due_blocks(found: Sequence[Due], on: date | None) -> Iterator[Block]:
    """The table, under its groups in the order in which they come."""
    if not found:
        yield Words("没有提出整改。")
        return
    groups: dict[str, list[Due]] = {}
    for due in found:
        groups.setdefault(due.group, []).append(due)
    rows: list[Row] = []
    place = 0
    for group, among in groups.items():
        if group:
            rows.append(Row((Cell(f"{group}（{len(among)} 条）", across=6, strong=True),), section=True))
        for due in among:
            place += 1
            asked = due.asked
            what = f"{asked.what}\n（要点 {asked.requirement}）" if asked.requirement else asked.what
            cells = (
                number(place), Cell(f"{asked.item} {due.title}".strip()), Cell(what), Cell(asked.owner),
                Cell(asked.due.isoformat()), Cell(state_text(asked, on)),
            )  # fmt: skip
            rows.append(Row(cells))
    widths = (
        Column("序号", 12, "right"), Column("评分项", 31), Column("要整改的", 44), Column("责任单位、责任人", 22),
        Column("期限", 25), Column("状态", 22),
    )  # fmt: skip
    yield Table("rectifications", widths, tuple(rows))


def _not_asked(sheet: ScoreSheet) -> Iterator[Block]:
    rows = []
    for item in sheet.items:
        if not lost(item):
            continue
        asked = [one for one in sheet.answers.rectifications if one.item == item.item.id]
        found = still_to_ask(faults(sheet, item), asked)
        rows += [Row((Cell(item.item.id), Cell(item.item.criterion.title), Cell(fault.text))) for fault in found]
    if rows:
        yield Words("有失分而没有提出整改的", "heading")
        yield Table("not-asked", (Column("编号", 20), Column("评分项", 50), Column("失分的理由", 86)), tuple(rows))


__all__ = ["Due", "due_blocks", "many_rectifications_paper", "rectification_paper"]
