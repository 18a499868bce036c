"""One unit under several standards as text for a terminal, part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from kaoping.commands.compare_what_if import what_if_text
from kaoping.compare.contradictions import Contradiction
from kaoping.compare.crosswalk_check import RELATION_NAMES
from kaoping.compare.judged import STATE_NAMES
from kaoping.compare.themes import ThemeCell
from kaoping.console import table
from kaoping.reports.compare_words import (
    asking_text,
    link_text,
    owner_text,
    proof_text,
    reasons,
    score_text,
    theme_text,
    values_text,
    vetoes_text,
)
from kaoping.reports.text_chart import chart_lines
from kaoping.reports.theme_chart import theme_chart
from kaoping.reports.words import kind_text, outcome_text
from kaoping.workbench.compare import Compared
from kaoping.workbench.compare_words import place_text, standing_text

_FEW = 5


@dataclass(frozen=True, slots=True)
class How:
    """How a comparison is told.

    :ivar whole: all of a part, where the overview has the beginning
    :ivar chart: themes as a chart of this shape, `columns` wide, where not as a table
    :ivar between: the places of the two sheets that relations and themes are told of
    """

    whole: bool = False
    chart: Literal["bars", "radar"] | None = None
    between: tuple[int, int] | None = None
    columns: int = 80


def compared_text(found: Compared, how: How) -> str:
    """The overview: who stands where, what contradicts, what differs, themes, what to see first."""
    if not found.stands:
        return f"{_head(found)}\n\n还没有可以对照的考评，请先用 kaoping eval new 新建{_hidden(found)}"
    blocks = [_head(found), _standards(found)]
    blocks += [part(found, how) for name, part in _PARTS.items() if name != "relations"]
    return "\n\n".join(block for block in blocks if block)


def part_text(found: Compared, name: str, how: How) -> str:
    """One part whole, below the list of who stands where."""
    told = _PARTS[name](found, replace(how, whole=True)) if name in _PARTS else ""
    return "\n\n".join(block for block in (_head(found), _standards(found), told) if block)


def _head(found: Compared) -> str:
    members = f"｜及成员单位 {len(found.members)} 个" if found.members else ""
    named = f"{found.unit.name}｜{kind_text(found.unit.kind)}{members}"
    return f"{named}：{len(found.stands)} 份考评。各标准各按自己的办法计分，得分不相加、不平均。"


def _standards(found: Compared) -> str:
    rows = []
    for number, stand in enumerate(found.stands):
        rows.append(
            (
                f"[{number + 1}]",
                stand.unit.name,
                stand.short,
                score_text(stand.sheet),
                outcome_text(stand.sheet.outcome),
                vetoes_text(stand.sheet),
                standing_text(stand),
            )
        )
    told = table(["", "考评对象", "标准", "得分", "结果", "否决", "以哪次考评为准"], rows)
    return told + _hidden(found)


def _hidden(found: Compared) -> str:
    if not found.hidden:
        return ""
    named = "、".join(f"考评 {row.number}（{row.unit_name}，{row.standard}）" for row in found.hidden)
    return f"\n盲评中、还不能看的：{named}"


def _contradictions(found: Compared, how: How) -> str:
    if not found.contradictions:
        if not found.related:
            return "互相矛盾：无从核对，这些标准之间没有对照表"
        return f"互相矛盾：没有发现（核对了 {len(found.related)} 对有关系的评分项）"
    lines = [f"互相矛盾 {len(found.contradictions)} 处（一边达到，而要求相同或更少的另一边没有达到）"]
    for one in found.contradictions:
        lines += [f"  {line}" for line in _contradiction(found, one)]
    return "\n".join(lines)


def _contradiction(found: Compared, one: Contradiction) -> Iterator[str]:
    met, unmet = one.requirements or (None, None)
    link = one.related.link
    asks = "两个要点要求相同" if one.requirements else f"两项的关系：{link_text(link)}"
    yield f"{place_text(found, one.met, met)} 达到；{place_text(found, one.unmet, unmet)} {STATE_NAMES[one.unmet_state]}（{asks}）"
    for step in link.steps:
        yield f"    理由：{step.rationale}"
    for place, requirement in ((one.met, met), (one.unmet, unmet)):
        stand, item, _ = found.place(place)
        official = found.clauses.get(place)
        criterion = stand.sheet.resolved.item[item].criterion
        texts = [r.text for r in criterion.requirements if requirement in (None, r.id)]
        clause = official.text if official is not None else "；".join(texts) or criterion.title
        yield f"    [{place.sheet + 1}] {item} 条文{'（原文）' if official is not None else ''}：{clause}"
        said = reasons(stand.sheet, item)
        if said:
            yield f"        理由：{'；'.join(said)}"
        yield f"        佐证：{'；'.join(stand.sheet.answers.proofs_said(item)) or '没有'}"


def _facts(found: Compared, how: How) -> str:
    if not found.facts:
        return "共同的事实：这些标准没有问到同一主体的同一事实"
    differing = [fact for fact in found.facts if fact.differs]
    unknown = sum(fact.open for fact in found.facts)
    lines = [
        f"共同的事实 {len(found.facts)} 项：{len(differing)} 项这边达到、那边没有，{unknown} 项还有没查明的"
        + ("" if how.whole else "（全部：--only facts）")
    ]
    for fact in found.facts if how.whole else differing:
        lines.append(f"  {fact.definition.title}（{owner_text(fact.owner)}）：{values_text(fact)}")
        lines += [f"    [{asking.sheet + 1}] {asking_text(asking)}" for asking in fact.askings]
    return "\n".join(lines)


def _relations(found: Compared, how: How) -> str:
    shorts = {stand.standard: stand.short for stand in found.stands}
    lines = []
    chosen = {found.stands[n].standard for n in how.between} if how.between else set(shorts)
    for crossed in found.crossed:
        if not {crossed.first, crossed.second} <= chosen:
            continue
        counts = [f"{RELATION_NAMES[one] if one else '有相同之处'} {n}" for one, n in crossed.relations.items()]
        if not counts and crossed.made_from is None:
            continue
        made = "" if crossed.made_from is not None else "（没有对照表，经第三个标准推得）"
        alone = len(crossed.alone) + len(crossed.second_alone)
        lines.append(
            f"  {shorts[crossed.first]} 与 {shorts[crossed.second]}{made}：{'，'.join(counts)}"
            + (f"，无关 {alone}" if alone else "")
        )
    if not lines:
        return "对照：这些标准之间没有对照表"
    for one in found.related:
        if how.between and set(one.standards) != set(how.between):
            continue
        link = one.link
        first, second = one.states
        unit = "" if one.same_unit else "（不同单位）"
        lines.append(
            f"  {place_text(found, one.first)}（{STATE_NAMES[first]}）—— {link_text(link)} ——"
            f" {place_text(found, one.second)}（{STATE_NAMES[second]}）{unit}"
        )
        lines += [f"      {step.rationale}" for step in link.steps]
    return "\n".join(["对照", *lines])


def _themes(found: Compared, how: How) -> str:
    shown = list(how.between or ())
    shown = shown or [n for n, stand in enumerate(found.stands) if how.whole or stand.unit.id == found.unit.id]
    shown = shown or list(range(len(found.stands)))
    if how.chart is not None:
        names = [f"{found.stands[n].short}（{found.stands[n].unit.name}）" for n in shown]
        return "\n".join(chart_lines(theme_chart(found.themes, names, shown, how.chart), how.columns))
    head = ["主题", *(f"[{n + 1}] {found.stands[n].short}" for n in shown)]
    rows = [
        (row.title, *(_cell(row.cells[n]) for n in shown))
        for row in found.themes
        if any(row.cells[n].items for n in shown)
    ]
    more = "" if how.between or len(shown) == len(found.stands) else "（各成员单位的：--only themes）"
    note = "—：该标准没有这方面的要求；括号内是有欠缺的项"
    return f"各主题达到的比例{more}\n{table(head, rows)}\n{note}"


def _cell(cell: ThemeCell) -> str:
    text = theme_text(cell)
    if not cell.lacking:
        return text
    few = "、".join(cell.lacking[:3]) + (f" 等 {len(cell.lacking)} 项" if len(cell.lacking) > 3 else "")
    return f"{text}（{few}）"


def _visit(found: Compared, how: How) -> str:
    visit = found.visit
    limit = None if how.whole else _FEW
    lines = []
    if visit.facts:
        lines.append(f"  待查明的事实 {len(visit.facts)} 项，各够几个标准用：")
        for fact in visit.facts[:limit]:
            served = "、".join(f"[{sheet + 1}] {item}" for sheet, item in fact.serves)
            named = f"{fact.fact.definition.title}（{owner_text(fact.fact.owner)}）"
            lines.append(f"    {named}：{len(fact.serves)} 处，{served}")
    if visit.proofs:
        lines.append(f"  可以一起看的佐证 {len(visit.proofs)} 组：")
        for proof in visit.proofs[:limit]:
            served = "、".join(f"[{place.sheet + 1}] {place.item}" for place in proof.serves)
            usual = "；".join(proof_text(kind, text) for kind, text in proof.evidence[: None if how.whole else 3])
            unit = found.stands[proof.serves[0].sheet].unit.name
            lines.append(f"    {unit} {len(proof.serves)} 项，{served}" + (f"：{usual}" if usual else ""))
    if visit.at_hand:
        lines.append(f"  已有的佐证还可以用在 {len(visit.at_hand)} 处：")
        for one in visit.at_hand[:limit]:
            lines.append(
                f"    {place_text(found, one.source)} 的 {'、'.join(one.titles)} → {place_text(found, one.target)}"
            )
    if not lines:
        return "一次走访可以为几个标准一起查明的：没有"
    many = max(len(visit.facts), len(visit.proofs), len(visit.at_hand)) > _FEW
    more = "（全部：--only visit）" if many and not how.whole else ""
    return "\n".join([f"一次走访可以为几个标准一起查明的{more}", *lines])


_PARTS: Mapping[str, Callable[[Compared, How], str]] = {
    "what-if": lambda found, _: what_if_text(found),
    "contradictions": _contradictions,
    "facts": _facts,
    "relations": _relations,
    "themes": _themes,
    "visit": _visit,
}


__all__ = ["How", "compared_text", "part_text"]
