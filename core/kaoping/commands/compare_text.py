"""One unit under several standards as text for a terminal, part by part."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from kaoping.commands.compare_json import reasons, share
from kaoping.commands.compare_what_if import score_text, what_if_text
from kaoping.compare.contradictions import Contradiction
from kaoping.compare.crosswalk_check import RELATION_NAMES, possible_text
from kaoping.compare.judged import STATE_NAMES, Place
from kaoping.compare.shared import Asking, Owner
from kaoping.compare.themes import ThemeCell
from kaoping.console import table
from kaoping.reports.words import EFFECTS, TICKS, VETO_STATES, outcome_text
from kaoping.scoring.sheet import ScoreSheet
from kaoping.standard.evidence import EVIDENCE_NAMES
from kaoping.standard.model import EvidenceKind
from kaoping.workbench.compare import Compared, Standpoint
from kaoping.workbench.units import kind_text

_FEW = 5


def compared_text(found: Compared) -> str:
    """The overview: who stands where, what contradicts, what differs, themes, what to see first."""
    if not found.stands:
        return f"{_head(found)}\n\n还没有可以对照的考评，请先用 kaoping eval new 新建{_hidden(found)}"
    blocks = [_head(found), _standards(found)]
    blocks += [part(found, False) for name, part in _PARTS.items() if name != "relations"]
    return "\n\n".join(block for block in blocks if block)


def part_text(found: Compared, name: str) -> str:
    """One part whole, below the list of who stands where."""
    told = _PARTS[name](found, True) if name in _PARTS else ""
    return "\n\n".join(block for block in (_head(found), _standards(found), told) if block)


def _head(found: Compared) -> str:
    members = f"及成员单位 {len(found.members)} 个" if found.members else ""
    named = f"{found.unit.name}（{kind_text(found.unit.kind)}）{members}"
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
                _vetoes(stand.sheet),
                standing_text(stand),
            )
        )
    told = table(["", "考评对象", "标准", "得分", "结果", "否决", "以哪次考评为准"], rows)
    return told + _hidden(found)


def standing_text(stand: Standpoint) -> str:
    """Which evaluation stands for its standard, and why."""
    row = stand.row
    period = stand.sheet.answers.period
    why = f"终评“{stand.stage}”" if stand.final else f"阶段“{stand.stage}”" if stand.stage else ""
    among = f"{stand.others + 1} 次中" if stand.others else ""
    text = f"考评 {row.number}（{period.label if period is not None else ''}，{row.evaluator}）{why}"
    if stand.others:
        text += f"，{among}{'终评里' if stand.final else ''}最近的"
    return text + (f"，另有 {stand.hidden} 次盲评中不可看" if stand.hidden else "")


def _vetoes(sheet: ScoreSheet) -> str:
    if not sheet.vetoes:
        return "无否决项"
    hit = [f"{one.veto.title}（{EFFECTS[one.veto.effect]}）" for one in sheet.vetoes if one.status == "triggered"]
    unknown = sum(one.status == "unknown" for one in sheet.vetoes)
    parts = [f"{VETO_STATES['triggered']}：{'、'.join(hit)}"] if hit else []
    parts += [f"{unknown} 项{VETO_STATES['unknown']}"] if unknown else []
    return "；".join(parts) or VETO_STATES["clear"]


def _hidden(found: Compared) -> str:
    if not found.hidden:
        return ""
    named = "、".join(f"考评 {row.number}（{row.unit_name}，{row.standard}）" for row in found.hidden)
    return f"\n盲评中、还不能看的：{named}"


def _contradictions(found: Compared, whole: bool) -> str:
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
    relation = RELATION_NAMES[link.relation] if link.relation is not None else possible_text(link.possible)
    asks = "两个要点要求相同" if one.requirements else f"两项的关系：{relation}"
    yield f"{_named(found, one.met, met)} 达到；{_named(found, one.unmet, unmet)} {STATE_NAMES[one.unmet_state]}（{asks}）"
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


def _named(found: Compared, place: Place, requirement: str | None = None) -> str:
    _, item, title = found.place(place)
    return f"[{place.sheet + 1}] {item} {title}" + (f" 的要点 {requirement}" if requirement else "")


def _facts(found: Compared, whole: bool) -> str:
    if not found.facts:
        return "共同的事实：这些标准没有问到同一主体的同一事实"
    differing = [fact for fact in found.facts if fact.differs]
    unknown = sum(fact.open for fact in found.facts)
    lines = [
        f"共同的事实 {len(found.facts)} 项：{len(differing)} 项这边达到、那边没有，{unknown} 项还有没查明的"
        + ("" if whole else "（全部：--only facts）")
    ]
    for fact in found.facts if whole else differing:
        known = "、".join(f"{used.label} {used.value}" for used in fact.values) or "还没有记录"
        lines.append(f"  {fact.definition.title}（{_whose(fact.owner)}）：{known}")
        lines += [f"    {_asking(asking)}" for asking in fact.askings]
    return "\n".join(lines)


def _asking(asking: Asking) -> str:
    at = asking.id if asking.item is not None else f"一票否决 {asking.id}"
    if asking.bound is None:
        return f"[{asking.sheet + 1}] {at}：没有印界限，供判断时参考"
    return f"[{asking.sheet + 1}] {at}：{asking.bound} —— {TICKS[asking.state or 'unknown']}"


def _whose(owner: Owner) -> str:
    return owner.unit if owner.unit is not None else kind_text(owner.subject)


def _relations(found: Compared, whole: bool) -> str:
    shorts = {stand.standard: stand.short for stand in found.stands}
    lines = []
    for crossed in found.crossed:
        counts = [f"{RELATION_NAMES[one] if one else '有相同之处'} {n}" for one, n in crossed.relations.items()]
        if not counts and crossed.made_from is None:
            continue
        how = "" if crossed.made_from is not None else "（没有对照表，经第三个标准推得）"
        alone = len(crossed.alone) + len(crossed.second_alone)
        lines.append(
            f"  {shorts[crossed.first]} 与 {shorts[crossed.second]}{how}：{'，'.join(counts)}"
            + (f"，无关 {alone}" if alone else "")
        )
    if not lines:
        return "对照：这些标准之间没有对照表"
    for one in found.related:
        link = one.link
        word = RELATION_NAMES[link.relation] if link.relation is not None else possible_text(link.possible)
        first, second = one.states
        unit = "" if one.same_unit else "（不同单位）"
        lines.append(
            f"  {_named(found, one.first)}（{STATE_NAMES[first]}）—— {word} ——"
            f" {_named(found, one.second)}（{STATE_NAMES[second]}）{unit}"
        )
        lines += [f"      {step.rationale}" for step in link.steps]
    return "\n".join(["对照", *lines])


def _themes(found: Compared, whole: bool) -> str:
    shown = [n for n, stand in enumerate(found.stands) if whole or stand.unit.id == found.unit.id]
    shown = shown or list(range(len(found.stands)))
    head = ["主题", *(f"[{n + 1}] {found.stands[n].short}" for n in shown)]
    rows = [
        (row.title, *(_cell(row.cells[n]) for n in shown))
        for row in found.themes
        if any(row.cells[n].items for n in shown)
    ]
    more = "" if len(shown) == len(found.stands) else "（各成员单位的：--only themes）"
    note = "—：该标准没有这方面的要求；括号内是有欠缺的项"
    return f"各主题达到的比例{more}\n{table(head, rows)}\n{note}"


def _cell(cell: ThemeCell) -> str:
    if not cell.items:
        return "—"
    if cell.unrated == cell.items:
        return "未评"
    low, high = share(cell.low), share(cell.high)
    text = f"{cell.met}/{cell.items} 项" if low is None else f"{low}%" if low == high else f"{low}~{high}%"
    if not cell.lacking:
        return text
    few = "、".join(cell.lacking[:3]) + (f" 等 {len(cell.lacking)} 项" if len(cell.lacking) > 3 else "")
    return f"{text}（{few}）"


def _visit(found: Compared, whole: bool) -> str:
    visit = found.visit
    limit = None if whole else _FEW
    lines = []
    if visit.facts:
        lines.append(f"  待查明的事实 {len(visit.facts)} 项，各够几个标准用：")
        for fact in visit.facts[:limit]:
            served = "、".join(f"[{sheet + 1}] {item}" for sheet, item in fact.serves)
            named = f"{fact.fact.definition.title}（{_whose(fact.fact.owner)}）"
            lines.append(f"    {named}：{len(fact.serves)} 处，{served}")
    if visit.proofs:
        lines.append(f"  可以一起看的佐证 {len(visit.proofs)} 组：")
        for proof in visit.proofs[:limit]:
            served = "、".join(f"[{place.sheet + 1}] {place.item}" for place in proof.serves)
            usual = "；".join(_proof(kind, text) for kind, text in proof.evidence[: None if whole else 3])
            unit = found.stands[proof.serves[0].sheet].unit.name
            lines.append(f"    {unit} {len(proof.serves)} 项，{served}" + (f"：{usual}" if usual else ""))
    if visit.at_hand:
        lines.append(f"  已有的佐证还可以用在 {len(visit.at_hand)} 处：")
        for one in visit.at_hand[:limit]:
            lines.append(f"    {_named(found, one.source)} 的 {'、'.join(one.titles)} → {_named(found, one.target)}")
    if not lines:
        return "一次走访可以为几个标准一起查明的：没有"
    many = max(len(visit.facts), len(visit.proofs), len(visit.at_hand)) > _FEW
    more = "（全部：--only visit）" if many and not whole else ""
    return "\n".join([f"一次走访可以为几个标准一起查明的{more}", *lines])


def _proof(kind: EvidenceKind | None, text: str) -> str:
    return text if kind is None else f"【{EVIDENCE_NAMES[kind]}】{text}"


_PARTS: Mapping[str, Callable[[Compared, bool], str]] = {
    "what-if": what_if_text,
    "contradictions": _contradictions,
    "facts": _facts,
    "relations": _relations,
    "themes": _themes,
    "visit": _visit,
}


__all__ = ["compared_text", "part_text", "standing_text"]
