"""排名表 and 汇总表 of a campaign: who comes before whom, and what each unit came to. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kaoping.numbers import plain
from kaoping.reports.kinds import KINDS
from kaoping.reports.kinds.common import ASIDE, amount, foot, number, ruled
from kaoping.reports.kinds.result import left_open
from kaoping.reports.paper import Block, Cell, Chart, Column, Facts, Paper, Row, Signatures, Table, Words
from kaoping.reports.words import OUTCOMES
from kaoping.scoring.caps import added_sum
from kaoping.scoring.sheet import ScoreSheet

#: More bars than these say nothing.
_MOST_BARS = 30
#: More sections than these find no room beside each other; a column narrower than this has room for a number alone.
_MOST_SECTIONS, _LEAST_TITLE = 15, 10
SIGNERS = ("制表人", "复核人", "负责人")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one unit stands.

    :ivar place: its rank; None where it has none, for which `place_text` gives the reason or is empty
    :ivar result: the least and the most that its result can be; None where there is none to be shown
    :ivar outcome: in words, empty where there is none
    :ivar progress: each stage in words, in the order of `Standings.stages`
    :ivar sheet: of the evaluation that stands for the unit, for what is shown in detail
    """

    unit: str
    place: int | None
    place_text: str
    result: tuple[Decimal, Decimal] | None
    outcome: str
    evaluation: str = ""
    evaluator: str = ""
    progress: tuple[str, ...] = ()
    sheet: ScoreSheet | None = None


@dataclass(frozen=True, slots=True)
class Standings:
    """A campaign as its papers show it.

    :ivar unranked: why there is no ranking yet; empty where there is one
    :ivar stage: by whose results units are ranked
    :ivar stages: each with its due date in words
    """

    campaign: str
    period: str
    standard: str
    per_cent: bool
    stage: str
    unranked: str
    stages: tuple[str, ...]
    units: tuple[Standing, ...]
    notes: tuple[str, ...] = field(default=())


def ranking_paper(standings: Standings, about: Mapping[str, str]) -> Paper:
    """Units by their place; those without one after them, with the reason."""
    order = sorted(standings.units, key=lambda one: (one.place is None, one.place or 0, not one.place_text))
    rows = tuple(
        Row(
            (
                _place(one, "未排名"),
                Cell(one.unit), _result(one), Cell(one.outcome), Cell(one.evaluation), Cell(one.evaluator),
            )
        )
        for one in order
    )  # fmt: skip
    widths = (
        Column("名次", 20, "center"), Column("考评对象", 48), Column(_measure(standings), 26, "right"), Column("结果", 28),
        Column("考评", 12, "right"), Column("考评人", 22),
    )  # fmt: skip
    blocks: list[Block] = [
        _head(standings),
        Table("ranking", widths, rows),
        *_bars(standings, order),
        Signatures(SIGNERS),
        *_notes(standings),
    ]
    return Paper("ranking", KINDS["ranking"].title, tuple(blocks), standings.campaign, _draft(standings), foot(about))


def summary_paper(standings: Standings, about: Mapping[str, str]) -> Paper:
    """Units beside their sections, adjustments, result and place, then how far each stage is; on its side."""
    blocks: list[Block] = [_head(standings), *_scores(standings), *_bars(standings, standings.units)]
    blocks += [*_progress(standings), Signatures(SIGNERS), *_notes(standings)]
    return Paper(
        "summary",
        KINDS["summary"].title,
        tuple(blocks),
        standings.campaign,
        _draft(standings),
        foot(about),
        landscape=True,
        dense=True,
    )


def _draft(standings: Standings) -> str:
    return f"暂不能排名：{standings.unranked}。" if standings.unranked else ""


def _head(standings: Standings) -> Facts:
    pairs = [
        ("批次", standings.campaign),
        ("考评周期", standings.period),
        ("标准", standings.standard or "各考评不一"),
        ("排名依据", f"“{standings.stage}”的结果" if standings.stage else "暂不排名"),
        ("考评对象", f"{len(standings.units)} 个"),
    ]
    return Facts(tuple(pairs))


def _measure(standings: Standings) -> str:
    return "达标率（%）" if standings.per_cent else "得分"


def _result(one: Standing) -> Cell:
    return Cell("") if one.result is None else amount(*one.result)


def _bars(standings: Standings, order: Sequence[Standing]) -> Iterator[Block]:
    known = [one for one in order if one.result is not None and one.result[0] == one.result[1]]
    if not 2 <= len(known) <= _MOST_BARS:
        return
    values = tuple(one.result[0] if one.result is not None else None for one in known)
    fulls = [one.sheet.full for one in known if one.sheet is not None]
    full = Decimal(100) if standings.per_cent else max([*fulls, *(value for value in values if value is not None)])
    yield Chart(
        f"{standings.campaign}：{_measure(standings)}",
        tuple(one.unit for one in known),
        ((_measure(standings), values),),
        full,
    )


def _scores(standings: Standings) -> Iterator[Block]:
    """Each section of the standard as a column, where the units are evaluated by one."""
    sheets = [one.sheet for one in standings.units if one.sheet is not None]
    digests = {sheet.resolved.digest for sheet in sheets}
    shown = [(s.id, s.title) for s in sheets[0].sections] if len(digests) == 1 else []
    if len(shown) > _MOST_SECTIONS:
        shown = []
    extra = bool(sheets) and any(sheet.adjustments for sheet in sheets)
    rows = tuple(_score_row(one, place, shown, extra=extra) for place, one in enumerate(standings.units, 1))
    fixed = 10 + 12 + 19 + 22 + 14 + (14 if extra else 0)
    each = min((ASIDE - fixed - 30) // len(shown), 24) if shown else 0
    columns = [Column("序号", 10, "right"), Column("考评对象", ASIDE - fixed - each * len(shown))]
    titled = each >= _LEAST_TITLE
    columns += [Column(f"{id} {title}" if titled else id, each, "right") for id, title in shown]
    columns += [Column("加减分", 14, "right")] if extra else []
    columns += [Column("满分", 12, "right"), Column(_measure(standings), 19, "right")]
    columns += [Column("结果", 22), Column("名次", 14, "center")]
    yield Words("得分", "heading")
    if not titled and shown:
        yield Words(f"各栏：{'；'.join(f'{id} {title}' for id, title in shown)}。", "note")
    if shown and standings.per_cent:
        yield Words("各一级指标的数是达标率（%）。", "note")
    yield Table("summary", tuple(columns), rows)


def _score_row(one: Standing, place: int, shown: Sequence[tuple[str, str]], *, extra: bool) -> Row:
    cells = [number(place), Cell(one.unit)]
    sheet = one.sheet
    sections = {section.id: section for section in sheet.sections} if sheet is not None else {}
    for id, _ in shown:
        section = sections.get(id)
        cells.append(Cell("") if section is None or sheet is None else ruled(sheet.resolved, section.low, section.high))
    if extra:
        cells.append(Cell("") if sheet is None else amount(*added_sum(sheet)))
    cells.append(number(sheet.full) if sheet is not None else Cell(""))
    return Row((*cells, _result(one), Cell(one.outcome), _place(one)))


def _place(one: Standing, none: str = "") -> Cell:
    """The place, as a number where nobody shares it."""
    if one.place is not None and one.place_text == plain(one.place):
        return number(one.place)
    return Cell(one.place_text or none)


def _progress(standings: Standings) -> Iterator[Block]:
    if not standings.stages:
        return
    yield Words("进度", "heading")
    each = max((ASIDE - 12 - 42) // len(standings.stages), 12)
    columns = [Column("序号", 12, "right"), Column("考评对象", 42)]
    columns += [Column(stage, each) for stage in standings.stages]
    rows = tuple(
        Row((number(place), Cell(one.unit), *map(Cell, one.progress))) for place, one in enumerate(standings.units, 1)
    )
    yield Table("progress", tuple(columns), rows)


def _notes(standings: Standings) -> Iterator[Block]:
    """What the standard left open for all of them, and what is wrong with the deadlines."""
    known = {one.sheet.resolved.digest: one.sheet.resolved for one in standings.units if one.sheet is not None}
    if len(known) == 1:
        yield from left_open(next(iter(known.values())))
    yield from (Words(note, "note") for note in standings.notes)


def outcome_of(label: str | None, status: str | None) -> str:
    """The outcome as lists of a campaign show it."""
    if status == "decided":
        return label or ""
    return "盲评，暂不显示" if status == "blind" else OUTCOMES.get(status or "", "")


__all__ = ["Standing", "Standings", "outcome_of", "ranking_paper", "summary_paper"]
