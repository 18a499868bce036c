"""对比表 of evaluations by one standard: one unit over time, or several units, with what differs. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from kaoping.compare.judged import STATE_NAMES, state_of
from kaoping.numbers import plain, rounded
from kaoping.reports.compare_words import NOT_ASKED
from kaoping.reports.kinds import KINDS
from kaoping.reports.kinds.common import ASIDE, amount, draft_of, foot, number, ruled
from kaoping.reports.kinds.compared import MOST_BESIDE, SIGNERS, mark
from kaoping.reports.kinds.result import open_lines
from kaoping.reports.paper import Block, Cell, Chart, Column, Facts, Paper, Row, Signatures, Table, Words
from kaoping.reports.theme_chart import LEAST_AXES, MOST_AXES
from kaoping.reports.words import outcome_text
from kaoping.scoring.sheet import ItemScore, ScoreSheet, SectionScore

#: Evaluations beside each other in one table, bars in a chart, and evaluations whose criteria are told one by one.
_MOST_COLUMNS, _MOST_BARS, _MOST_TOLD = 10, 30, 60


@dataclass(frozen=True, slots=True)
class BesideSheet:
    """One evaluation: whom it is about, which one it is, its change against another and its place, in words."""

    unit: str
    period: str
    standing: str
    sheet: ScoreSheet
    change: Decimal | None
    place: str


@dataclass(frozen=True, slots=True)
class BesideLine:
    """A section or a criterion, a cell for each sheet; None where that edition of the standard does not have it."""

    id: str
    title: str
    cells: tuple[SectionScore | ItemScore | None, ...]
    differs: bool = True


@dataclass(frozen=True, slots=True)
class Beside:
    """Evaluations by one standard.

    :ivar about: the unit, the campaign, or the units
    :ivar unranked: why several units have no places; None where they have, or it is one unit
    """

    over: Literal["time", "units"]
    about: str
    sheets: tuple[BesideSheet, ...]
    sections: tuple[BesideLine, ...]
    items: tuple[BesideLine, ...]
    unranked: str | None
    same_edition: bool
    missing: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()

    @property
    def last(self) -> ScoreSheet:
        """The sheet whose standard names everything."""
        return self.sheets[-1].sheet


def beside_paper(found: Beside, about: Mapping[str, str]) -> Paper:
    """Results, sections and criteria side by side."""
    resolved = found.last.resolved
    what = "历次对比" if found.over == "time" else "并排对比"
    pairs = [("标准", f"{resolved.standard.title}（{resolved.id}）"), ("考评", f"{len(found.sheets)} 份")]
    pairs.insert(0, ("考评对象" if found.over == "time" else "对比的是", found.about))
    pairs.append(("说明", "以终评阶段最近的一次为准，没有终评的以最近的一次为准"))
    blocks: list[Block] = [Facts(tuple(pairs)), *_results(found), *_bars(found), *_sections(found), *_items(found)]
    lines = dict.fromkeys(line for one in found.sheets for line in open_lines(one.sheet.resolved))
    if lines:
        blocks.append(Words("标准没有规定、本地也尚未规定的", "heading"))
        blocks += [Words(line, "note") for line in lines]
    blocks.append(Signatures(SIGNERS))
    return Paper(
        "comparison", KINDS["comparison"].title, tuple(blocks), f"{found.about}：{what}", _draft(found), foot(about),
        landscape=True, dense=True,
    )  # fmt: skip


def _draft(found: Beside) -> str:
    left = [f"{mark(at)} {one.unit}（{one.period}）" for at, one in enumerate(found.sheets) if draft_of(one.sheet)]
    return f"{len(left)} 份考评没有评完或结果未定：{'、'.join(left)}。" if left else ""


def _results(found: Beside) -> Iterator[Block]:
    rows = []
    for at, one in enumerate(found.sheets):
        sheet, reached, change = one.sheet, one.sheet.attainment, Cell("")
        score, full = ruled(sheet.resolved, sheet.score_low, sheet.score_high, strong=True), number(sheet.full)
        if reached is not None:
            score, full = ruled(sheet.resolved, reached.low, reached.high, strong=True), Cell("")
        left = ruled(sheet.resolved, sheet.result_low, sheet.result_high)
        if (sheet.result_low, sheet.result_high) == (sheet.score_low, sheet.score_high):
            left = Cell("")
        if sheet.failure is not None:
            score, full, left = Cell("计算出错"), Cell(""), Cell("")
        if one.change is not None:
            change = Cell(f"+{plain(one.change)}", one.change) if one.change > 0 else number(one.change)
        named = (Cell(mark(at)), Cell(one.unit), Cell(one.period))
        outcome = Cell(outcome_text(sheet.outcome))
        rows.append(Row((*named, score, full, left, change, outcome, Cell(one.place), Cell(one.standing))))
    points = found.last.attainment is None
    against = "比上一次" if found.over == "time" else "比第一个"
    widths = (
        Column("序号", 14, "center"), Column("考评对象", 38), Column("周期", 22),
        Column("得分" if points else "达标率（%）", 24, "right"), Column("满分", 16, "right"), Column("否决之后", 18, "right"),
        Column(against, 18, "right"), Column("结果", 30), Column("名次", 15, "center"), Column("以哪次考评为准", 30),
    )  # fmt: skip
    yield Words("得分和结果", "heading")
    yield Table("results", widths, tuple(rows))
    if found.unranked is not None:
        yield Words(f"没有排名：{found.unranked}。", "warning")
    if not found.same_edition:
        yield Words("各考评所用的标准版本或本地规则不一，各按自己的计分。", "warning")
    if found.missing:
        yield Words(f"没有考评的：{'、'.join(found.missing)}。", "note")
    if found.hidden:
        yield Words(f"盲评中、还不能看的：{'、'.join(found.hidden)}。", "warning")


def _bars(found: Beside) -> Iterator[Block]:
    known = [
        (f"{one.period if found.over == 'time' else one.unit}", one.sheet.result_low, one.sheet.full)
        for one in found.sheets
        if one.sheet.result_low is not None and one.sheet.result_low == one.sheet.result_high
    ]
    if not 2 <= len(known) <= _MOST_BARS:
        return
    share = found.last.attainment is not None
    values = tuple(value for _, value, _ in known)
    full = Decimal(100) if share else max([*values, *(full for _, _, full in known)])
    name = "达标率（%）" if share else "得分"
    yield Chart(f"{found.about}：{name}", tuple(label for label, _, _ in known), ((name, values),), full)


def _sections(found: Beside) -> Iterator[Block]:
    if not found.sections:
        return
    points = found.last.attainment is None
    yield Words("各一级指标", "heading")
    if not points:
        yield Words("各一级指标的数是达标率（%）。", "note")
    for part in _parts(len(found.sheets)):
        rows = []
        for line in found.sections:
            cells = [Cell(NOT_ASKED) if line.cells[at] is None else _section(found, line, at) for at in part]
            rows.append(Row((Cell(f"{line.id} {line.title}"), *cells)))
        each = min((ASIDE - 75) // len(part), 50)
        columns = [Column("一级指标", ASIDE - each * len(part))]
        columns += [Column(_head(found, at), each, "right") for at in part]
        yield Table(f"sections-{part[0] + 1}", tuple(columns), tuple(rows))
    yield from _radar(found)


def _section(found: Beside, line: BesideLine, at: int) -> Cell:
    cell, resolved = line.cells[at], found.sheets[at].sheet.resolved
    return Cell("") if cell is None else ruled(resolved, cell.low, cell.high)


def _radar(found: Beside) -> Iterator[Block]:
    """The share that each section reaches for certain, of at most four sheets."""
    if not LEAST_AXES <= len(found.sections) <= MOST_AXES or len(found.sheets) > MOST_BESIDE:
        return
    series, open_ones = [], False
    for at, one in enumerate(found.sheets):
        values: list[Decimal | None] = []
        for line in found.sections:
            cell = line.cells[at]
            if not isinstance(cell, SectionScore) or not cell.full:
                values.append(None)
                continue
            open_ones = open_ones or cell.low != cell.high
            if cell.low != cell.high and not cell.low:
                values.append(None)
                continue
            percent = one.sheet.attainment is not None
            share = cell.low if percent else Fraction(cell.low) * 100 / Fraction(cell.full)
            values.append(rounded(share, 1, "half-up"))
        series.append((_head(found, at), tuple(values)))
    names = tuple(f"{line.id} {line.title}" for line in found.sections)
    if open_ones:
        yield Words("没有评完的一级指标，图上只画已经确定的部分；还没有一点确定的不画。", "note")
    yield Chart("各一级指标已达到的比例（%）", names, tuple(series), Decimal(100), "radar")


def _items(found: Beside) -> Iterator[Block]:
    differing = [item for item in found.items if item.differs]
    if len(found.sheets) < 2:
        return
    yield Words("各评分项", "heading")
    alike = len(found.items) - len(differing)
    yield Words(f"共 {len(found.items)} 项，评定或得分不同的 {len(differing)} 项，其余 {alike} 项都相同。", "note")
    if len(found.sheets) > _MOST_TOLD:
        yield Words(f"超过 {_MOST_TOLD} 份考评，各项不逐一列出；请分几次对比。", "note")
        return
    if not differing:
        return
    for part in _parts(len(found.sheets)):
        summing = found.same_edition and found.last.resolved.by_points
        spread = len(part) == len(found.sheets)
        rows = [_item(found, item, part, spread=spread) for item in differing]
        if summing:
            rows += _sums(found, part, spread=spread)
        each = min((ASIDE - 75 - 14 - 18 * spread) // len(part), 40)
        words = ASIDE - 14 - 18 * spread - each * len(part)
        full = "满分" if found.last.resolved.by_points else "权重"
        columns = [Column("评分项", words), Column(full, 14, "right")]
        columns += [Column(_head(found, at), each, "right") for at in part]
        columns += [Column("最多相差", 18, "right")] if spread else []
        yield Table(f"items-{part[0] + 1}", tuple(columns), tuple(rows))


def _item(found: Beside, item: BesideLine, part: Sequence[int], *, spread: bool) -> Row:
    cells = [cell for cell in item.cells if isinstance(cell, ItemScore)]
    fulls = {cell.full for cell in cells}
    full = number(fulls.pop()) if len(fulls) == 1 else Cell("不一")
    row = [Cell(f"{item.id} {item.title}"), full, *(_score(item.cells[at]) for at in part)]
    if spread:
        known = [cell.low for cell in cells if cell.state == "rated" and cell.low == cell.high]
        row.append(number(max(known) - min(known)) if len(known) > 1 else Cell(""))
    return Row(tuple(row))


def _score(cell: SectionScore | ItemScore | None) -> Cell:
    if not isinstance(cell, ItemScore):
        return Cell(NOT_ASKED)
    state = state_of(cell)
    return Cell(STATE_NAMES[state]) if cell.state != "rated" else amount(cell.low, cell.high)


def _sums(found: Beside, part: Sequence[int], *, spread: bool) -> Iterator[Row]:
    """What the items that are alike come to, and all of them together: each column adds up to its score sheet's."""
    zero = Decimal(0)
    for title, items, total in (
        ("其余各项", [item for item in found.items if not item.differs], False),
        ("合计（加分、减分和否决之前）", list(found.items), True),
    ):
        cells = []
        for at in part:
            held = [item.cells[at] for item in items]
            scores = [cell for cell in held if isinstance(cell, ItemScore)]
            low, high = sum((cell.low for cell in scores), zero), sum((cell.high for cell in scores), zero)
            cells.append(amount(low, high, strong=total))
        yield Row((Cell(title), Cell(""), *cells, *([Cell("")] if spread else [])), total=total)


def _head(found: Beside, at: int) -> str:
    one = found.sheets[at]
    return f"{mark(at)} {one.period if found.over == 'time' else one.unit}"


def _parts(count: int) -> Iterator[range]:
    return (range(start, min(start + _MOST_COLUMNS, count)) for start in range(0, count, _MOST_COLUMNS))


__all__ = ["Beside", "BesideLine", "BesideSheet", "beside_paper"]
