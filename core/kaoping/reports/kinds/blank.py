"""空白评分表: the score sheet to be filled in by hand on site. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kaoping.facts import bound_text
from kaoping.numbers import plain
from kaoping.reports.kinds import KINDS
from kaoping.reports.kinds.common import ASIDE, BLANK, foot, head, number, under_sections
from kaoping.reports.kinds.result import errata, left_open
from kaoping.reports.kinds.sheet import SIGNERS
from kaoping.reports.paper import Block, Cell, Column, Paper, Row, Signatures, Table, Words
from kaoping.reports.words import VERDICTS, effect_text
from kaoping.scoring.caps import cap_text
from kaoping.scoring.sheet import ScoreSheet
from kaoping.standard.model import Adjustment, DeductionRule, Requirement
from kaoping.standard.resolved import Item, Resolved


def blank_paper(sheet: ScoreSheet, about: Mapping[str, str]) -> Paper:
    """The sheet of this evaluation with nothing filled in; what is out of scope for the unit says so."""
    resolved = sheet.resolved
    blocks: list[Block] = [head(resolved, sheet, about), _items(sheet)]
    blocks += [
        *_parts(resolved),
        *_vetoes(resolved),
        *_adjustments(resolved),
        *left_open(resolved),
        *errata(resolved, ASIDE),
    ]
    blocks += [Words("签字", "heading"), Signatures(SIGNERS)]
    title, told = resolved.standard.title, foot(about, resolved)
    return Paper("blank", KINDS["blank"].title, tuple(blocks), title, "", told, landscape=True, dense=True)


def _items(sheet: ScoreSheet) -> Table:
    rows: list[Row] = []
    resolved = sheet.resolved
    outside = {one.item.id for one in sheet.items if one.state == "outside"}
    for section, item in under_sections((one.item for one in sheet.items), 6):
        if section is not None:
            rows.append(section)
        way = Cell("不在考评范围") if item.id in outside else Cell(_ways(resolved, item))
        spare = BLANK if item.id in outside else Cell("□")
        full = number(item.full if resolved.by_points else item.weight)
        rows.append(Row((Cell(item.id), Cell(_text(resolved, item)), full, way, spare, BLANK)))
    whole = sum(
        (item.full if resolved.by_points else item.weight for item in resolved.items), start=number(0).number or 0
    )
    rows.append(Row((Cell("合计", across=2), number(whole, strong=True), BLANK, BLANK, BLANK), total=True))
    points = resolved.by_points
    widths = (
        Column("编号", 13), Column("评分项和要点", 122), Column("满分" if points else "权重", 12, "right"),
        Column("得分" if points else "评定", 20), Column("不适用", 12, "center"), Column("扣分、不适用的原因", 46),
    )  # fmt: skip
    return Table("items", widths, tuple(rows))


def _text(resolved: Resolved, item: Item) -> str:
    """The title, and its requirements one after the other, each with a box to tick: a line each takes twice the pages."""
    listed = "　".join(f"□{_requirement(resolved, one)}" for one in item.criterion.requirements)
    return f"{item.criterion.title}\n{listed}" if listed else item.criterion.title


def _requirement(resolved: Resolved, requirement: Requirement) -> str:
    said = [f"{plain(requirement.points)} 分"] if requirement.points is not None else []
    if requirement.measure is not None:
        definition = resolved.facts.get(requirement.measure.fact)
        unit, kind = (definition.unit, definition.kind) if definition is not None else (None, None)
        said.append(bound_text(requirement.measure, unit, kind))
    if requirement.deduct is not None:
        said.append(deduct_text(requirement.deduct))
    return f"{requirement.id} {requirement.text}" + (f"（{'；'.join(said)}）" if said else "")


def deduct_text(rule: DeductionRule) -> str:
    """What an unmet requirement costs, in words."""
    if rule.amount is not None:
        text = f"未达到扣 {plain(rule.amount)} 分"
    else:
        each, per = plain(rule.each or 0), f" {plain(rule.per)} 个单位" if rule.per is not None else "一个单位"
        text = f"每差{per}扣 {each} 分"
    return text + (f"，累计不超过 {plain(rule.cap)} 分" if rule.cap is not None else "")


def _ways(resolved: Resolved, item: Item) -> str:
    """The boxes to tick; nothing where a number is to be written."""
    if item.way == "points":
        return ""
    if item.way == "level":
        return "\n".join(f"□{level.title}" for level in item.levels.values())
    words = [
        VERDICTS[name] for name in ("met", "partial", "unmet") if name != "partial" or resolved.partial is not None
    ]
    return "\n".join(f"□{word}" for word in words)


def _parts(resolved: Resolved) -> Iterator[Block]:
    rows = tuple(
        Row((Cell(part.id), Cell(part.title), number(part.weight), number(part.full), BLANK, BLANK))
        for part in resolved.parts
        if part.full is not None
    )
    if rows:
        yield Words("外部给分", "heading")
        widths = (
            Column("编号", 24), Column("部分", 70), Column("占总分", 20, "right"), Column("满分", 20, "right"),
            Column("得分", 26), Column("出处", 65),
        )  # fmt: skip
        yield Table("parts", widths, rows)


def _vetoes(resolved: Resolved) -> Iterator[Block]:
    ticks = Cell("□有　□没有\n□未查明")
    rows = tuple(
        Row((Cell(one.id), Cell(f"{one.title}：{one.text}"), Cell(effect_text(resolved, one)), ticks, BLANK))
        for one in resolved.vetoes
    )
    if rows:
        yield Words("一票否决", "heading")
        widths = (
            Column("编号", 24), Column("否决项", 102), Column("后果", 22), Column("有无", 29), Column("日期、依据", 48),
        )  # fmt: skip
        yield Table("vetoes", widths, rows)


def _adjustments(resolved: Resolved) -> Iterator[Block]:
    rows = tuple(
        Row((Cell(one.id), Cell(f"{one.title}\n{one.text}"), Cell(worth_text(one)), BLANK, BLANK))
        for one in resolved.adjustments
    )
    if rows:
        yield Words("加分、减分", "heading")
        widths = (Column("编号", 24), Column("名称", 93), Column("分值", 40), Column("得分", 26), Column("理由", 42))
        yield Table("adjustments", widths, rows)
        yield from (Words(f"{cap_text(cap)}（{'、'.join(cap.of)}）。", "note") for cap in resolved.shared_caps)


def worth_text(adjustment: Adjustment) -> str:
    """What an adjustment is worth, in words; 尚未规定 where nobody says."""
    sign = "加" if adjustment.kind == "bonus" else "减"
    parts = []
    if adjustment.amount is not None:
        parts.append(f"每次{sign} {plain(adjustment.amount)}")
    if adjustment.range is not None:
        parts.append(f"{sign} {plain(adjustment.range.low)} 至 {plain(adjustment.range.high)}")
    if adjustment.cap is not None:
        parts.append(f"累计不超过 {plain(adjustment.cap)}")
    return "，".join(parts) or f"{sign}分，分值尚未规定"


__all__ = ["blank_paper", "deduct_text", "worth_text"]
