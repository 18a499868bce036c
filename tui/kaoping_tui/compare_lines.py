"""The sections of the comparison but relations and themes: who stands where, facts, contradictions, a visit. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from kaoping import (
    ITEM_STATE_NAMES,
    AskedFact,
    Asking,
    Compared,
    ComparePlace,
    Contradiction,
    Standpoint,
    asking_text,
    clause_text,
    compared_score,
    kind_text,
    owner_text,
    place_text,
    proof_text,
    rating_reasons,
    result_text,
    standing_text,
    values_text,
    vetoes_text,
    visible,
    why_related,
)
from kaoping_tui.columns import Column, lay_columns
from kaoping_tui.compare_entries import COLUMNS, Entry, Goal, entry, item_goal, laid, mark, sheet_text
from kaoping_tui.texts import rated, score_text, veto_line
from kaoping_tui.toned import QUIET

STANDS = (
    Column(""),
    Column("考评对象", gives=True, style=QUIET),
    Column("标准", gives=True),
    Column("得分", right=True),
    Column("结果", gives=True),
    Column("一票否决", gives=True, optional=True, style=QUIET),
)


def stands(found: Compared, width: int) -> list[Entry]:
    """Who stands where; then what is hidden, and crosswalks that cannot be used."""
    cells = [
        tuple(visible(cell) for cell in (mark(number), stand.unit.name, *_stand_cells(stand)))
        for number, stand in enumerate(found.stands)
    ]
    laid_out = lay_columns(STANDS, cells, width) if cells else None
    lines = laid_out.lines if laid_out is not None else [("　".join(filter(None, row)), ()) for row in cells]
    entries = [Entry(COLUMNS, laid_out.head)] if laid_out is not None else []
    for number, (stand, (text, tones)) in enumerate(zip(found.stands, lines, strict=True)):
        goal = Goal(f"考评 {stand.row.number} 的结果", number)
        entries.append(Entry(f"stand:{number}", text, laid(_stand_told(found, number)), (goal,), tones))
    if not found.stands:
        entries.append(entry("none", "还没有可以对照的考评", ["请在考评对象的页面按 F2 新建考评，再来对照。"]))
    for row in found.hidden:
        text = f"〔盲评〕考评 {row.number}（{row.unit_name}，{row.standard}）还不能看"
        entries.append(entry(f"hidden:{row.id}", text, ["盲评没有结束以前，别人的评定和结果不给看，也不参加对照。"]))
    for place, failure in enumerate(found.failures):
        owner = f"插件 {failure.plugin} 的" if failure.plugin is not None else "标准文件夹里的"
        text = f"〔不能使用〕{owner}对照表 {failure.path.name}"
        entries.append(entry(f"failure:{place}", text, [failure.reason]))
    return entries


def _stand_cells(stand: Standpoint) -> tuple[str, ...]:
    outcome = stand.sheet.outcome
    short = outcome.label if outcome.status == "decided" and outcome.label else result_text(outcome)
    return stand.short, compared_score(stand.sheet), short, vetoes_text(stand.sheet)


def _stand_told(found: Compared, number: int) -> list[str]:
    stand = found.stands[number]
    sheet, standard = stand.sheet, stand.sheet.resolved.standard
    done, of = rated(sheet)
    lines = [
        f"{mark(number)} {standard.title}",
        f"考评对象：{stand.unit.name}｜{kind_text(stand.unit.kind)}",
        f"{score_text(sheet)}｜已评 {done}/{of}" + ("｜区间是没有评完的各种可能" if not sheet.complete else ""),
        f"结果：{result_text(sheet.outcome)}",
        *(f"  {why}" for why in sheet.outcome.because),
        *(f"  还取决于：{one.text}" for one in sheet.outcome.deciding),
        "一票否决：" + ("" if sheet.vetoes else "无否决项"),
        *(f"  {veto_line(sheet.resolved, one)}" for one in sheet.vetoes),
        f"以哪次为准：{standing_text(stand)}",
    ]
    if stand.others:
        why = "有终评的看终评，同是终评看最近的" if stand.final else "没有终评，看最近的"
        lines.append(f"  这个标准另有 {stand.others} 次考评，没有采用：{why}")
    if stand.hidden:
        lines.append(f"  另有 {stand.hidden} 次在盲评中，还不能看")
    return [*lines, "回车打开结果；各标准各按自己的办法计分，得分不相加、不平均"]


def facts(found: Compared, width: int) -> list[Entry]:
    """The shared facts: those that differ, those not known yet, the rest."""
    if not found.facts:
        return [entry("none", "这些标准没有问到同一主体的同一事实", [])]
    numbers = {(one.definition.id, one.definition.title, one.owner): number for number, one in enumerate(found.asked)}
    groups = (
        ("这边达到、那边没有", [one for one in found.facts if one.differs]),
        ("还有没查明的", [one for one in found.facts if one.open and not one.differs]),
        ("其余", [one for one in found.facts if not one.open and not one.differs]),
    )
    entries = []
    for title, among in groups:
        if among:
            entries.append(Entry("", f"{title} {len(among)} 项"))
        for one in among:
            number = numbers[one.definition.id, one.definition.title, one.owner]
            entries.append(_fact(found, one, number))
    return entries


def _fact(found: Compared, fact: AskedFact, number: int) -> Entry:
    states = []
    for asking in fact.askings:
        state = {"met": "达到", "unmet": "未达到", "unknown": "未查明"}.get(asking.state or "", "供参考")
        states.append(f"{mark(asking.sheet)}{state}")
    text = f"{fact.definition.title}（{owner_text(fact.owner)}）{values_text(fact)}：{'　'.join(dict.fromkeys(states))}"
    return Entry(f"fact:{number}", text, laid(_fact_told(found, fact)), _asked_goals(found, fact.askings), fact=number)


def _fact_told(found: Compared, fact: AskedFact) -> list[str]:
    lines = [
        f"{fact.definition.title}　{fact.definition.id}",
        f"谁的：{owner_text(fact.owner)}｜已有记录：{values_text(fact)}",
    ]
    for asking in fact.askings:
        lines.append(f"{sheet_text(found, asking.sheet)}　{asking_text(asking)}")
        lines.append(f"  {asking.text}")
        if asking.because:
            lines.append(f"  {asking.because}")
    return [*lines, "回车转到问它的评分项；F2 假设它是另一个值"]


def _asked_goals(found: Compared, askings: Sequence[Asking]) -> tuple[Goal, ...]:
    goals = {}
    for asking in askings:
        if asking.item is not None:
            goals[asking.sheet, asking.item] = item_goal(found, asking.sheet, asking.item)
    return tuple(goals.values())


def against(found: Compared, width: int) -> list[Entry]:
    """The contradictions, both clauses and evidence."""
    if not found.contradictions:
        checked = f"没有发现互相矛盾的评定：核对了 {len(found.related)} 对有关系的评分项"
        text = checked if found.related else "无从核对：这些标准之间没有对照表"
        return [entry("none", text, ["一边达到，而要求相同或更少的另一边没有达到，才是矛盾。"])]
    entries = [Entry("", "一边达到，而要求相同或更少的另一边没有达到；须由人判断哪一边不对")]
    for number, one in enumerate(found.contradictions):
        met, unmet = one.requirements or (None, None)
        text = (
            f"{place_text(found, one.met, met)} 达到；{place_text(found, one.unmet, unmet)}"
            f" {ITEM_STATE_NAMES[one.unmet_state]}（{why_related(one)}）"
        )
        goals = tuple(item_goal(found, place.sheet, place.item) for place in (one.met, one.unmet))
        entries.append(Entry(f"against:{number}", text, laid(_against_told(found, one)), goals))
    return entries


def _against_told(found: Compared, one: Contradiction) -> list[str]:
    met, unmet = one.requirements or (None, None)
    lines = [f"为什么是矛盾：{why_related(one)}"]
    lines += [f"  {step.rationale}" for step in one.related.link.steps]
    lines += _side(found, one.met, met, "达到")
    lines += _side(found, one.unmet, unmet, ITEM_STATE_NAMES[one.unmet_state])
    return [*lines, "回车转到其中一边的评定"]


def _side(found: Compared, place: ComparePlace, requirement: str | None, state: str) -> list[str]:
    stand = found.stands[place.sheet]
    official = found.clauses.get(place)
    criterion = stand.sheet.resolved.item[place.item].criterion
    clause = (
        f"条文（原文）：{official.text}" if official is not None else f"条文：{clause_text(criterion, requirement)}"
    )
    said = rating_reasons(stand.sheet, place.item)
    proofs = stand.sheet.answers.proofs_said(place.item)
    return [
        f"{place_text(found, place, requirement)}：{state}（{stand.short}，考评 {stand.row.number}，{stand.row.evaluator}）",
        f"  {clause}",
        *([f"  理由：{'；'.join(said)}"] if said else []),
        f"  佐证：{'；'.join(proofs) or '没有'}",
    ]


def visit(found: Compared, width: int) -> list[Entry]:
    """What one visit could settle, what serves the most first."""
    seen = found.visit
    numbers = {(one.definition.id, one.definition.title, one.owner): number for number, one in enumerate(found.asked)}
    entries: list[Entry] = []
    if seen.facts:
        entries.append(Entry("", f"待查明的事实 {len(seen.facts)} 项，够几处用的在前"))
    for wanted in seen.facts:
        number = numbers[wanted.fact.definition.id, wanted.fact.definition.title, wanted.fact.owner]
        text = f"{len(wanted.serves)} 处　{wanted.fact.definition.title}（{owner_text(wanted.fact.owner)}）"
        told = ["查明以后够这些地方用："]
        for one in wanted.waiting:
            told += [f"  {sheet_text(found, one.sheet)}　{asking_text(one)}", f"    {one.text}"]
        told.append("回车转到其中一处；F2 假设它是某个值")
        entries.append(entry(f"see:{number}", text, told, _asked_goals(found, wanted.waiting), number))
    if seen.proofs:
        entries.append(Entry("", f"可以一起看的佐证 {len(seen.proofs)} 组"))
    for place, proof in enumerate(seen.proofs):
        usual = [proof_text(kind, text) for kind, text in proof.evidence]
        unit = found.stands[proof.serves[0].sheet].unit.name
        text = f"{len(proof.serves)} 项　{unit}：{'；'.join(usual) or '没有写明通常的佐证'}"
        told = ["用于：", *(f"  {place_text(found, one)}" for one in proof.serves), "回车转到其中一项"]
        goals = tuple(item_goal(found, one.sheet, one.item) for one in proof.serves)
        entries.append(entry(f"proof:{place}", text, told, goals))
    if seen.at_hand:
        entries.append(Entry("", f"已有的佐证还可以用在 {len(seen.at_hand)} 处"))
    for place, hand in enumerate(seen.at_hand):
        text = f"{place_text(found, hand.source)} 的 {'、'.join(hand.titles)} → {place_text(found, hand.target)}"
        told = ["两项有关系，后一项还没有佐证；是否合用须看原件", "回车转到其中一项"]
        goals = tuple(item_goal(found, one.sheet, one.item) for one in (hand.target, hand.source))
        entries.append(entry(f"hand:{place}", text, told, goals))
    return entries or [entry("none", "没有一次走访可以为几个标准一起查明的", [])]


__all__ = ["against", "facts", "stands", "visit"]
