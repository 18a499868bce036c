"""标准对照明细表: how every criterion of each two standards relates, with the rationale. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kaoping.compare.contradictions import Related
from kaoping.compare.judged import STATE_NAMES
from kaoping.reports.compare_words import link_text
from kaoping.reports.kinds import KINDS
from kaoping.reports.kinds.common import foot
from kaoping.reports.kinds.compared import Comparison, draft, mark
from kaoping.reports.kinds.comparison_facts import facts
from kaoping.reports.kinds.comparison_parts import relations
from kaoping.reports.paper import Block, Cell, Column, Facts, Paper, Row, Table, Words


def relations_paper(found: Comparison, about: Mapping[str, str]) -> Paper:
    """Each relation once, whatever number of sheets it is about; what relates to nothing after it."""
    sheets = "；".join(f"{mark(at)} {stand.short}（{stand.unit}）" for at, stand in enumerate(found.stands))
    blocks: list[Block] = [Facts((("考评对象", found.unit), ("各份考评", sheets)), per_line=1), *relations(found)]
    blocks += [*_made_from(found), *_pairs(found), *_alone(found), *facts(found, whole=True)]
    return Paper(
        "relations", KINDS["relations"].title, tuple(blocks), f"{found.unit}：各标准对照", draft(found), foot(about),
        landscape=True, dense=True,
    )  # fmt: skip


def _made_from(found: Comparison) -> Iterator[Block]:
    """What each crosswalk was made from."""
    shorts = {stand.sheet.resolved.id: stand.short for stand in found.stands}
    for one in found.crossed:
        if one.made_from is not None:
            yield Words(f"{shorts[one.first]} 与 {shorts[one.second]}：{one.made_from}", "note")


def _pairs(found: Comparison) -> Iterator[Block]:
    """A table for each pair of standards, the same criteria of several units in one row."""
    standards = [stand.sheet.resolved.id for stand in found.stands]
    shorts = {stand.sheet.resolved.id: stand.short for stand in found.stands}
    pairs: dict[tuple[str, str], dict[tuple[str, str], list[Related]]] = {}
    for one in found.related:
        first, second = standards[one.first.sheet], standards[one.second.sheet]
        at = pairs.setdefault((first, second), {})
        at.setdefault((one.first.item, one.second.item), []).append(one)
    for place, ((first, second), links) in enumerate(pairs.items(), 1):
        yield Words(f"{shorts[first]} 与 {shorts[second]}（{len(links)} 对）", "heading")
        rows = tuple(_row(found, held) for held in links.values())
        widths = (
            Column(shorts[first], 36), Column("评定", 17), Column("关系", 13, "center"), Column(shorts[second], 36),
            Column("评定", 17), Column("理由", 106),
        )  # fmt: skip
        yield Table(f"relations-{place}", widths, rows)


def _row(found: Comparison, held: Sequence[Related]) -> Row:
    one = held[0]
    states = [(rel.first.sheet, rel.states[0]) for rel in held], [(rel.second.sheet, rel.states[1]) for rel in held]
    first, second = (_states({sheet: STATE_NAMES[state] for sheet, state in side}) for side in states)
    why = "\n".join(step.rationale for step in one.link.steps)
    names = [found.named(place).split(" ", 1)[1] for place in (one.first, one.second)]
    cells = (names[0], first, link_text(one.link), names[1], second, why)
    return Row(tuple(map(Cell, cells)))


def _states(told: Mapping[int, str]) -> str:
    """How each sheet judges it, sheets that judge alike together."""
    by_state: dict[str, list[str]] = {}
    for sheet, state in told.items():
        by_state.setdefault(state, []).append(mark(sheet))
    return "\n".join(f"{''.join(marks)} {state}" for state, marks in by_state.items())


def _alone(found: Comparison) -> Iterator[Block]:
    shorts = {stand.sheet.resolved.id: stand.short for stand in found.stands}
    titles = {
        (stand.sheet.resolved.id, item.id): item.criterion.title
        for stand in found.stands
        for item in stand.sheet.resolved.items
    }
    rows = []
    for one in found.crossed:
        for own, other, alone in ((one.first, one.second, one.alone), (one.second, one.first, one.second_alone)):
            for item, why in alone.items():
                name = f"{item} {titles.get((own, item), '')}".strip()
                rows.append(Row((Cell(shorts[own]), Cell(name), Cell(shorts[other]), Cell(why))))
    if rows:
        yield Words(f"与对方任何一项都无关的（{len(rows)} 项）", "heading")
        widths = (Column("标准", 34), Column("评分项", 62), Column("对方标准", 34), Column("理由", 95))
        yield Table("alone", widths, tuple(rows))


__all__ = ["relations_paper"]
