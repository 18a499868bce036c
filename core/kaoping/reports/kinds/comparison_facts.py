"""Shared facts with each standard's bound, as a part of a comparison on paper. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaoping.compare.shared import AskedFact, Asking
from kaoping.reports.compare_words import asking_text, owner_text, values_text
from kaoping.reports.kinds.common import ASIDE
from kaoping.reports.kinds.compared import MOST_BESIDE, Comparison, mark
from kaoping.reports.paper import Block, Cell, Column, Row, Table, Words


def facts(found: Comparison, *, whole: bool = False) -> Iterator[Block]:
    """Facts that several standards ask for, their bounds side by side.

    :param whole: those too that are known and on which the standards agree.
    """
    yield Words("共同的事实", "heading")
    if not found.facts:
        yield Words("这些标准没有问到同一主体的同一事实。", "note")
        return
    differing = sum(fact.differs for fact in found.facts)
    unknown = sum(fact.open for fact in found.facts)
    yield Words(
        f"几个标准都问到的事实 {len(found.facts)} 项，各标准的界限并排：{differing} 项这边达到、那边没有，"
        f"{unknown} 项还有没查明的。", "note",
    )  # fmt: skip
    shown = found.own if len(found.own) <= MOST_BESIDE else ()
    rest = len(shown) < len(found.stands)
    parts = (
        ("这边达到、那边没有", [fact for fact in found.facts if fact.differs]),
        ("还有没查明的", [fact for fact in found.facts if fact.open and not fact.differs]),
        ("其余", [fact for fact in found.facts if whole and not fact.open and not fact.differs]),
    )
    left = len(found.facts) - sum(len(held) for _, held in parts)
    if left:
        yield Words(f"其余 {left} 项都已查明、各标准的判断一致，另见《标准对照明细表》。", "note")
    if left == len(found.facts):
        return
    each = (ASIDE - 76) // (len(shown) + rest)
    names = [f"{mark(at)} {found.stands[at].short}" for at in shown]
    names += ["成员单位" if shown else "各标准"] if rest else []
    columns = [
        Column("事实", 46),
        Column("已有记录", ASIDE - 46 - each * len(names)),
        *(Column(n, each) for n in names),
    ]
    rows: list[Row] = []
    for title, held in parts:
        if held:
            rows.append(Row((Cell(f"{title}（{len(held)} 项）", across=len(columns), strong=True),), section=True))
            rows += [_fact_row(fact, shown, rest=rest) for fact in held]
    yield Table("facts", tuple(columns), tuple(rows))


def _fact_row(fact: AskedFact, shown: Sequence[int], *, rest: bool) -> Row:
    cells = [Cell(f"{fact.definition.title}（{owner_text(fact.owner)}）"), Cell(values_text(fact))]
    for at in shown:
        said = [asking_text(one) for one in fact.askings if one.sheet == at]
        cells.append(Cell("\n".join(said) or "不问"))
    if rest:
        others = [one for one in fact.askings if one.sheet not in shown]
        cells.append(Cell("\n".join(_together(others))))
    return Row(tuple(cells))


def _together(askings: Sequence[Asking]) -> Iterator[str]:
    """What several sheets ask alike, once, with their marks."""
    by_text: dict[str, list[str]] = {}
    for one in askings:
        by_text.setdefault(asking_text(one), []).append(mark(one.sheet))
    return (f"{''.join(dict.fromkeys(marks))} {text}" for text, marks in by_text.items())


__all__ = ["facts"]
