"""Relations, themes and what one visit settles, as parts of a comparison on paper. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kaoping.compare.contradictions import Related
from kaoping.compare.crosswalk_check import RELATION_NAMES
from kaoping.compare.judged import STATE_NAMES, Place
from kaoping.compare.relations import Relation
from kaoping.compare.themes import ThemeCell, ThemeRow
from kaoping.compare.visit import ProofToSee
from kaoping.reports.compare_words import UNSETTLED, lacking_text, link_text, owner_text, proof_text, share, theme_text
from kaoping.reports.kinds.common import ASIDE, number
from kaoping.reports.kinds.compared import MOST_BESIDE, Comparison, mark
from kaoping.reports.paper import Block, Cell, Column, Row, Table, Words
from kaoping.reports.theme_chart import LEAST_AXES, theme_chart

#: Sheets of members beside each other, and themes with a bar.
_MOST_MEMBERS, _MOST_BARS = 10, 6
#: Words of usual evidence that are told for a group.
_MOST_PROOFS = 3
_COUNTED: tuple[Relation | None, ...] = ("equal", "subset", "superset", "intersects", None)


def relations(found: Comparison) -> Iterator[Block]:
    """How many criteria of each two standards relate how."""
    shorts = {stand.sheet.resolved.id: stand.short for stand in found.stands}
    rows = []
    for one in found.crossed:
        if one.made_from is None and not one.relations:
            continue
        counts = (number(one.relations.get(relation, 0)) for relation in _COUNTED)
        alone = (number(len(one.alone)), number(len(one.second_alone)))
        how = "对照表" if one.made_from is not None else "经第三个标准推得"
        rows.append(Row((Cell(shorts[one.first]), Cell(shorts[one.second]), *counts, *alone, Cell(how))))
    yield Words("评分项的对照", "heading")
    if not rows:
        yield Words("这些标准之间没有对照表。", "note")
        return
    yield Words(
        "相同、子集、超集、相交指前一标准的项与后一标准的项所提要求的关系（前者是后者的……）；无关是与对方任何一项都没有相同要求的项数。",
        "note",
    )
    names = [RELATION_NAMES[one] if one is not None else UNSETTLED for one in _COUNTED]
    widths = (
        Column("前一标准", 34), Column("后一标准", 34), *(Column(name, 15, "right") for name in names[:-1]),
        Column(names[-1], 18, "right"), Column("前者无关", 16, "right"), Column("后者无关", 16, "right"),
        Column("依据", 47),
    )  # fmt: skip
    yield Table("crosswalks", widths, tuple(rows))


def differing(found: Comparison) -> Iterator[Block]:
    """The related criteria of one unit that are not judged alike; those judged alike are told by their number."""
    told = [one for one in found.related if one.same_unit and one.overlapping and _judged(one)]
    unlike = [one for one in told if one.states[0] != one.states[1]]
    if not told:
        return
    yield Words("有关系而评定不同的评分项", "subheading")
    yield Words(
        f"同一考评对象有关系的评分项，两边都已评的 {len(told)} 对，其中评定不同的 {len(unlike)} 对。要求不同的，评定不同不一定是矛盾；"
        "全部对照另见《标准对照明细表》。", "note",
    )  # fmt: skip
    if unlike:
        yield relation_table(found, unlike, "differing")


def _judged(one: Related) -> bool:
    return all(state in ("met", "short", "unmet") for state in one.states)


def relation_table(found: Comparison, related: Sequence[Related], id: str) -> Table:
    """Related criteria with how each is judged, under a section for each pair of sheets."""
    rows: list[Row] = []
    last: tuple[int, int] | None = None
    for one in related:
        if one.standards != last:
            last = one.standards
            pair = " 与 ".join(f"{mark(at)} {found.stands[at].short}（{found.stands[at].unit}）" for at in last)
            count = sum(other.standards == last for other in related)
            rows.append(Row((Cell(f"{pair}：{count} 对", across=6, strong=True),), section=True))
        first, second = one.states
        why = "\n".join(step.rationale for step in one.link.steps)
        cells = (
            found.named(one.first),
            STATE_NAMES[first],
            link_text(one.link),
            found.named(one.second),
            STATE_NAMES[second],
        )
        rows.append(Row((*map(Cell, cells), Cell(why))))
    widths = (
        Column("前一标准的项", 42), Column("评定", 16, "center"), Column("关系", 16, "center"),
        Column("后一标准的项", 42), Column("评定", 16, "center"), Column("理由", 93),
    )  # fmt: skip
    return Table(id, widths, tuple(rows))


def themes(found: Comparison) -> Iterator[Block]:
    """A matrix of what is attained, with charts; then the same of the members."""
    if not found.themes:
        return
    own = found.own[:MOST_BESIDE]
    members = [at for at in range(len(found.stands)) if at not in own]
    yield Words("各主题达到的比例", "heading")
    yield Words(
        "各主题的评分项中已经达到的比例（%），没有评完的是范围；—：该标准没有这方面的要求。一项属于几个主题的各处都算，同一列不能相加。",
        "note",
    )
    yield _matrix(found, own)
    yield from _charts(found, own)
    for start in range(0, len(members), _MOST_MEMBERS):
        yield _members(found, members[start : start + _MOST_MEMBERS], start)


def _matrix(found: Comparison, own: Sequence[int]) -> Table:
    """Each standard with its share and the criteria that lack something."""
    lacking = (ASIDE - 45) // len(own) - 24
    columns = [Column("主题", ASIDE - (lacking + 24) * len(own))]
    for at in own:
        columns += [Column(f"{mark(at)} {found.stands[at].short}", 24, "right"), Column("有欠缺的项", lacking)]
    rows = []
    for row in _asked(found.themes, own):
        cells = [Cell(row.title)]
        for at in own:
            cells += [_share(row.cells[at]), Cell(lacking_text(row.cells[at], 6))]
        rows.append(Row(tuple(cells)))
    return Table("themes", tuple(columns), tuple(rows))


def _members(found: Comparison, members: Sequence[int], start: int) -> Table:
    each = (ASIDE - 45) // max(len(members), 4)
    columns = [Column("主题", ASIDE - each * len(members))]
    columns += [Column(f"{mark(at)} {found.stands[at].unit}", each, "right") for at in members]
    rows = tuple(
        Row((Cell(row.title), *(_share(row.cells[at]) for at in members))) for row in _asked(found.themes, members)
    )
    return Table(f"member-themes-{start // _MOST_MEMBERS + 1}", tuple(columns), rows, "成员单位各主题达到的比例（%）")


def _asked(rows: Sequence[ThemeRow], sheets: Sequence[int]) -> Iterator[ThemeRow]:
    return (row for row in rows if any(row.cells[at].items for at in sheets))


def _share(cell: ThemeCell) -> Cell:
    low = share(cell.low)
    if low is not None and cell.low == cell.high and cell.unrated < cell.items:
        return number(Decimal(low))
    return Cell(theme_text(cell).replace("%", ""))


def _charts(found: Comparison, own: Sequence[int]) -> Iterator[Block]:
    names = [f"{mark(at)} {found.stands[at].short}" for at in own]
    short = [row for row in _asked(found.themes, own) if any(row.cells[at].gap == "short" for at in own)]
    if short:
        worst = sorted(short, key=lambda row: min(_least(row.cells[at]) for at in own))[:_MOST_BARS]
        more = f"，图中是达到比例最低的 {_MOST_BARS} 个" if len(short) > _MOST_BARS else ""
        yield Words(f"有欠缺的主题 {len(short)} 个{more}。", "note")
        yield theme_chart([row for row in short if row in worst], names, own)
    radar = theme_chart(found.themes, names, own, "radar")
    if len(radar.labels) >= LEAST_AXES:
        yield radar


def _least(cell: ThemeCell) -> Decimal:
    low = share(cell.low) if cell.gap == "short" else None
    return Decimal(low) if low is not None else Decimal(101)


def visit(found: Comparison) -> Iterator[Block]:
    """Facts and evidence that serve several standards, those that serve the most first."""
    yield Words("一次走访可以为几个标准一起查明的", "heading")
    tables = [table for table in (_facts_to_see(found), _proofs_to_see(found), _at_hand(found)) if table.rows]
    yield from tables
    if not tables:
        yield Words("没有。", "note")


def _facts_to_see(found: Comparison) -> Table:
    rows = []
    for one in found.visit.facts:
        served = "、".join(f"{mark(sheet)} {item}" for sheet, item in one.serves)
        named = Cell(one.fact.definition.title), Cell(owner_text(one.fact.owner))
        rows.append(Row((*named, number(len(one.serves)), Cell(served), Cell(""))))
    widths = (
        Column("待查明的事实", 76), Column("谁的", 36), Column("用于几处", 18, "right"), Column("各处", 55),
        Column("查得", 40),
    )  # fmt: skip
    return Table("facts-to-see", widths, tuple(rows))


def _proofs_to_see(found: Comparison) -> Table:
    rows = []
    for one in found.visit.proofs:
        unit = Cell(found.stands[one.serves[0].sheet].unit)
        rows.append(Row((unit, number(len(one.serves)), Cell(_places(one.serves)), Cell(_proofs(one)))))
    widths = (Column("考评对象", 36), Column("用于几项", 18, "right"), Column("各项", 66), Column("通常的佐证", 105))
    return Table("proofs-to-see", widths, tuple(rows))


def _at_hand(found: Comparison) -> Table:
    rows = []
    for one in found.visit.at_hand:
        cells = (found.named(one.source), "、".join(one.titles), found.named(one.target), link_text(one.link))
        rows.append(Row(tuple(map(Cell, cells))))
    widths = (Column("已有佐证的项", 72), Column("佐证", 57), Column("还可以用于", 72), Column("关系", 24))
    return Table("proofs-at-hand", widths, tuple(rows))


def _places(places: Sequence[Place]) -> str:
    return "、".join(f"{mark(place.sheet)} {place.item}" for place in places)


def _proofs(one: ProofToSee) -> str:
    told = "；".join(proof_text(kind, text) for kind, text in one.evidence[:_MOST_PROOFS])
    return told + (f" 等 {len(one.evidence)} 种" if len(one.evidence) > _MOST_PROOFS else "")


__all__ = ["differing", "relation_table", "relations", "themes", "visit"]
