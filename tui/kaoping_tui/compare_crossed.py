"""How the criteria of two sheets relate, and the themes of all of them, as lines of the comparison. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from kaoping import (
    ITEM_STATE_NAMES,
    RELATION_NAMES,
    Compared,
    RelatedItems,
    ThemeCell,
    chart_lines,
    lacking_text,
    link_text,
    theme_chart,
    theme_text,
    visible,
)
from kaoping_tui.columns import Column, lay_columns
from kaoping_tui.compare_entries import COLUMNS, Entry, Goal, entry, item_goal, laid, mark, sheet_text
from kaoping_tui.toned import QUIET

Pair = tuple[int, int]
#: Relations as a sentence about the first of the two.
SAYINGS = {
    "equal": "两项要求相同",
    "subset": "前一项的要求都在后一项之内，后一项要求更多",
    "superset": "前一项包含后一项的全部要求，且要求更多",
    "intersects": "有相同的要求，也各有对方没有的",
    "none": "没有相同的要求",
}
#: Sheets that find room beside each other in the matrix.
MOST_BESIDE = 6
COMMON = "有相同之处"


def likely_pair(found: Compared) -> Pair | None:
    """The two sheets with the most relations, those of the unit itself first; None where there are not two."""
    if len(found.stands) < 2:
        return None
    own = [number for number, stand in enumerate(found.stands) if stand.unit.id == found.unit.id]
    counts = Counter(one.standards for one in found.related)
    best = max(counts, key=lambda pair: (pair[0] in own and pair[1] in own, counts[pair]), default=None)
    return best or (0, 1)


def pairs(found: Compared) -> list[tuple[Pair, str]]:
    """Every two sheets that have relations, and every two of the unit itself, as lines to choose."""
    counts = Counter(one.standards for one in found.related)
    own = [number for number, stand in enumerate(found.stands) if stand.unit.id == found.unit.id]
    every = {*counts, *((one, other) for one in own for other in own if one < other)}
    return [
        (pair, f"{sheet_text(found, pair[0])} 与 {sheet_text(found, pair[1])}　{_count(counts[pair])}")
        for pair in sorted(every)
    ]


def _count(relations: int) -> str:
    return f"{relations} 对有关系" if relations else "没有对照关系"


def relations(found: Compared, pair: Pair | None, width: int) -> list[Entry]:
    """Relations of two sheets by kind, then the criteria that have none and why."""
    if pair is None:
        return [entry("none", "要有两份考评才能对照", [])]
    first, second = pair
    between = [one for one in found.related if one.standards == pair]
    crossed = next((one for one in found.crossed if {one.first, one.second} == _standards(found, pair)), None)
    turned = crossed is not None and crossed.first != found.stands[first].standard
    made_from = crossed.made_from if crossed is not None else None
    if made_from is not None:
        source = f"对照表依据：{made_from}"
    else:
        source = "没有这两个标准的对照表，以下经第三个标准推得" if between else "这两个标准之间没有对照表"
    names = f"{sheet_text(found, first)} 与 {sheet_text(found, second)}"
    entries = [entry("pair", names, [source, "F3 另选两份；子集、超集都是就前一份的评分项说的"])]
    groups: dict[str, list[RelatedItems]] = {}
    for one in between:
        groups.setdefault(RELATION_NAMES[one.link.relation] if one.link.relation else COMMON, []).append(one)
    for name in (*RELATION_NAMES.values(), COMMON):
        among = groups.get(name, [])
        if among:
            entries.append(Entry("", f"{name} {len(among)} 对"))
        entries += [_related(found, one) for one in among]
    alone = (crossed.alone, crossed.second_alone) if crossed is not None else ({}, {})
    for sheet, why in zip(pair, reversed(alone) if turned else alone, strict=True):
        entries += _alone(found, sheet, pair, why, between)
    return entries


def _standards(found: Compared, pair: Pair) -> set[str]:
    return {found.stands[sheet].standard for sheet in pair}


def _related(found: Compared, one: RelatedItems) -> Entry:
    (_, here, title), (_, there, other) = found.place(one.first), found.place(one.second)
    first, second = (ITEM_STATE_NAMES[state] for state in one.states)
    text = f"{here} {title}（{first}）— {link_text(one.link)} — {there} {other}（{second}）"
    goals = tuple(item_goal(found, place.sheet, place.item) for place in (one.first, one.second))
    key = f"related:{one.first.sheet}:{here}:{one.second.sheet}:{there}"
    return Entry(key, text, laid(_related_told(found, one)), goals)


def _related_told(found: Compared, one: RelatedItems) -> Iterator[str]:
    link = one.link
    for place, state in zip((one.first, one.second), one.states, strict=True):
        stand, item, title = found.place(place)
        yield f"{mark(place.sheet)} {stand.short}　{item} {title}：{ITEM_STATE_NAMES[state]}"
    saying = SAYINGS[link.relation] if link.relation is not None else "只能肯定两项有相同之处"
    yield f"关系：{link_text(link)}——{saying}"
    if link.direct:
        yield f"理由：{link.steps[0].rationale}"
    else:
        yield "经第三个标准推得，没有人直接核对过："
        for start in range(0, len(link.steps), 2):
            way = link.steps[start : start + 2]
            path = "".join(f" —{RELATION_NAMES[step.relation]}→ {step.item}（{step.standard}）" for step in way)
            yield f"  {link.source}{path}"
            yield from (f"    {step.rationale}" for step in way)
    if link.common:
        yield "要求相同的要点："
        texts = [_requirements(found, place.sheet, place.item) for place in (one.first, one.second)]
        for here, there in link.common:
            yield f"  {here} = {there}"
            yield f"    {texts[0].get(here, here)}"
            yield f"    {texts[1].get(there, there)}"
    if not one.same_unit:
        yield "两份考评的对象不同：不会算作矛盾"
    elif not one.overlapping:
        yield "两份考评的周期没有重合：不会算作矛盾"
    yield "回车转到其中一项"


def _requirements(found: Compared, sheet: int, item: str) -> dict[str, str]:
    criterion = found.stands[sheet].sheet.resolved.item[item].criterion
    return {one.id: one.text for one in criterion.requirements}


def _alone(
    found: Compared, sheet: int, pair: Pair, told: Mapping[str, str], between: Sequence[RelatedItems]
) -> Iterator[Entry]:
    """The criteria of a sheet that relate to nothing in the other."""
    related = {place.item for one in between for place in (one.first, one.second) if place.sheet == sheet}
    other = pair[1] if sheet == pair[0] else pair[0]
    items = [item for item in found.stands[sheet].sheet.resolved.items if item.id not in related]
    if not items:
        return
    yield Entry("", f"{mark(sheet)} 里与 {mark(other)} 没有关系的 {len(items)} 项")
    for item in items:
        text = f"{item.id} {item.criterion.title}：{told.get(item.id, '对照表没有写明')}"
        yield entry(f"alone:{sheet}:{item.id}", text, ["回车转到该项"], (item_goal(found, sheet, item.id),))


def shown_beside(found: Compared) -> list[int]:
    """The sheets of the matrix: the unit's own, or the first where it has none."""
    own = [number for number, stand in enumerate(found.stands) if stand.unit.id == found.unit.id]
    return (own or list(range(len(found.stands))))[:MOST_BESIDE]


def themes(found: Compared, pair: Pair | None, width: int) -> list[Entry]:
    """A chart of the two sheets, then the matrix of themes and standards."""
    if not found.themes:
        return [entry("none", "没有可以列出的主题", [])]
    entries = []
    if pair is not None:
        names = f"{mark(pair[0])} 与 {mark(pair[1])}"
        entries.append(Entry("chart:bars", f"条形图：{names}（回车看整幅，F3 换两份）", chart(found, pair, "bars")))
        entries.append(Entry("chart:radar", f"雷达图：{names}（回车看整幅）", chart(found, pair, "radar")))
    shown = shown_beside(found)
    columns = [Column("主题", gives=True), *(Column(mark(n), gives=len(shown) > 3) for n in shown)]
    columns.append(Column("缺口", gives=True, optional=True, style=QUIET))
    rows = [row for row in found.themes if any(cell.items for cell in row.cells)]
    cells = [(row.title, *(theme_text(row.cells[n]) for n in shown), _gap(row.cells, shown)) for row in rows]
    out = lay_columns(columns, [tuple(map(visible, line)) for line in cells], width)
    lines = out.lines if out is not None else [("　".join(line), ()) for line in cells]
    entries.append(Entry("", "、".join(sheet_text(found, n) for n in shown) + "：达到的比例"))
    if out is not None:
        entries.append(Entry(COLUMNS, out.head))
    for row, (text, tones) in zip(rows, lines, strict=True):
        told = [row.title]
        goals: list[Goal] = []
        for number, cell in enumerate(row.cells):
            if not cell.items:
                told.append(f"{sheet_text(found, number)}：没有这方面的要求")
                continue
            told.append(f"{sheet_text(found, number)}：{theme_text(cell)}，{cell.items} 项中达到 {cell.met} 项")
            told += [f"  有欠缺：{place}" for place in _lacking(found, number, cell.lacking)]
            if cell.unrated:
                told.append(f"  {cell.unrated} 项还没有评")
            goals += [item_goal(found, number, item) for item in cell.lacking]
        told.append("回车转到有欠缺的项" if goals else "没有有欠缺的项")
        entries.append(Entry(f"theme:{row.id}", text, laid(told), tuple(goals), tones))
    return entries


def chart(found: Compared, pair: Pair, shape: str, rows: int = 20) -> Callable[[int], list[str]]:
    """The chart of two sheets, as lines of at most so many cells."""
    names = [visible(sheet_text(found, sheet).partition(" ")[2]) for sheet in pair]
    drawn = theme_chart(found.themes, names, pair, "radar" if shape == "radar" else "bars")
    return lambda width: chart_lines(drawn, width, rows)


def _gap(cells: Sequence[ThemeCell], shown: Sequence[int]) -> str:
    lacking = []
    for number in shown:
        text = lacking_text(cells[number], 2)
        if text:
            lacking.append(f"{mark(number)} {text}")
    return "；".join(lacking)


def _lacking(found: Compared, sheet: int, items: Sequence[str]) -> Iterator[str]:
    titles = found.stands[sheet].sheet.resolved.item
    return (f"{item} {titles[item].criterion.title}" for item in items)


__all__ = ["Pair", "chart", "likely_pair", "pairs", "relations", "shown_beside", "themes"]
