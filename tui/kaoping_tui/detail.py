"""The criterion at hand, as rows for the right pane."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from kaoping import (
    Item,
    Opinion,
    Rating,
    Requirement,
    RequirementFinding,
    Suggestion,
    View,
    attribute_text,
    bound_text,
    errata_at,
    evidence_text,
    plain,
    value_text,
)
from kaoping_tui.beside import NOTHING, Beside, opinion_text, use_text
from kaoping_tui.texts import TICKS, UNRATED, item_score, mark, rating_text, suggestion_text

METHODS = {
    "documents": "查阅资料",
    "interview": "访谈",
    "site": "实地查看",
    "survey": "问卷",
    "data": "数据核对",
    "web": "网上查看",
    "hearing": "听取汇报",
}

Kind = Literal["head", "requirement", "info", "more"]


class Row(NamedTuple):
    """One block of the pane: its kind, the requirement's id, its text, the indent of its later lines, its weight."""

    kind: Kind
    key: str
    text: str
    indent: int = 0
    style: str = ""


def rows_of(view: View, item: Item, beside: Beside = NOTHING) -> list[Row]:
    """Everything an evaluator needs to judge one criterion, with what was read `beside` it so far."""
    rating = view.answers.ratings.get(item.id, UNRATED)
    suggestion = view.suggestion(item.id)
    offered = offers(view, item.id, suggestion)
    criterion = item.criterion
    path = " › ".join(node.title for node in item.path)
    rows = [Row("head", "title", f"{criterion.id} {criterion.title}", len(criterion.id) + 1, "bold")]
    rows.append(Row("head", "points", f"{_worth(view, item)}{'｜' + path if path else ''}"))
    rows.append(Row("head", "rating", _rating(view, item, rating), 6, "bold"))
    rows.append(Row("head", "how", _how(view, item, suggestion, offered), 6))
    findings = {finding.id: finding for finding in suggestion.requirements} if suggestion else {}
    for requirement in criterion.requirements:
        rows.append(_requirement(view, requirement, findings.get(requirement.id), beside))
    rows += [_opinion(opinion) for opinion in beside.opinions]
    rows += _information(view, item, rating)
    return rows


def group_rows(view: View, node: str, shown: Sequence[str]) -> list[Row]:
    """The criteria of a dimension or group, of those that are `shown`, each with its state and score."""
    rows: list[Row] = []
    for score in view.sheet.items:
        above = next((n for n in score.item.path if n.id == node), None)
        if above is None or score.item.id not in shown:
            continue
        if not rows:
            rows.append(Row("head", "title", f"{above.id} {above.title}", len(above.id) + 1, "bold"))
        item = score.item
        rows.append(
            Row("info", item.id, f"{mark(view, score)} {item.id} {item.criterion.title}　{item_score(score)}", 3)
        )
    return rows


def offers(view: View, item: str, suggestion: Suggestion | None) -> bool:
    """Whether Enter accepts the suggestion: never over what the evaluator has decided with a reason of their own."""
    if suggestion is None or not suggestion.usable:
        return False
    rating = view.answers.ratings.get(item, UNRATED)
    if not rating.rated or item in view.sheet.stale:
        return True
    own = rating.reason is not None or rating.deductions or rating.not_applicable is not None
    return not own and rating.basis != suggestion.basis


def _worth(view: View, item: Item) -> str:
    if item.levels:
        return "等级：" + " ".join(f"{n}{level.title}" for n, level in enumerate(item.levels.values(), 1))
    if not item.full:
        return "不计分，只评是否达到"
    if view.resolved.by_points:
        return f"分值 {plain(item.full)}（按 {plain(item.step)} 分计）"
    return f"权重 {plain(item.weight)}"


def _rating(view: View, item: Item, rating: Rating) -> str:
    text = f"评定：{rating_text(item, rating)}"
    score = next(score for score in view.sheet.items if score.item.id == item.id)
    if score.state == "outside":
        wanted = "、".join(attribute_text(name) for name in item.criterion.applies_when or ())
        text = f"评定：对该考评对象不适用（{wanted}）"
    elif rating.deductions:
        text += f"。得 {plain(score.low)} 分"
    if rating.reason:
        text += f"。理由：{rating.reason}"
    if item.id in view.sheet.stale:
        text += "。【依据已变】事实在评定后有变化，请按回车重新采纳或改评"
    if rating.carried:
        text += "。【沿用，未重新核查】核查后按回车确认，或改评"
    if rating.flagged:
        text += "。【有标记】"
    return text


def _how(view: View, item: Item, suggestion: Suggestion | None, offered: bool) -> str:
    ways = "回车 满分，数字 给分，F4 扣分" if item.way == "points" else "1 达到，2 未达到，F4 未达到并写理由"
    if item.way == "verdict" and view.resolved.partial is not None:
        ways += "，3 部分达到"
    if item.levels:
        ways = "按数字选等级"
    if suggestion is None:
        return f"评法：{ways}"
    if suggestion.usable:
        because = f"（{'；'.join(suggestion.because)}）" if suggestion.because else ""
        return f"建议：{suggestion_text(suggestion)}{because}{'。回车采纳' if offered else ''}"
    unmet = [f.id for f in suggestion.requirements if f.state == "unmet"]
    waiting = sum(f.state == "unknown" for f in suggestion.requirements)
    known = f"未达到 {'、'.join(unmet)}；" if unmet else ""
    return f"评法：{ways}。{known}{waiting} 条要点未核对" if waiting else f"评法：{known}{ways}"


def _opinion(opinion: Opinion) -> Row:
    name = {"other": "他人评定", "earlier": "以往评定"}[opinion.relation]
    return Row("info", f"{name}:{opinion.row.id}", f"{name}：{opinion_text(opinion)}", len(name) * 2 + 2)


def _requirement(view: View, requirement: Requirement, finding: RequirementFinding | None, beside: Beside) -> Row:
    state = finding.state if finding is not None else "unknown"
    sign = {"met": "达", "unmet": "否", "unknown": "  ", "not-applicable": "免"}[state]
    box = f"[{sign}]" if finding is not None and finding.ticked else f"({sign})" if sign.strip() else "[  ]"
    worth = f"（{plain(requirement.points)} 分）" if requirement.points is not None else ""
    lines = [f"{box} {requirement.id} {requirement.text}{worth}"]
    if requirement.measure is not None:
        fact = view.resolved.facts.get(requirement.measure.fact)
        lines.append(f"     界限：{bound_text(requirement.measure, fact.unit if fact else None)}")
        if finding is not None and finding.judged is not None:
            judged = finding.judged
            ends = "（F5 录入）" if judged.state == "unknown" else f" → {TICKS[judged.state]}"
            lines.append(f"     事实：{judged.because}{ends}")
        if finding is not None and finding.contradicts:
            lines.append("     注意：勾选与事实不一致")
        if requirement.measure.fact in beside.uses:
            lines.append(f"     还用于：{use_text(beside.uses[requirement.measure.fact])}")
    for name in requirement.informed_by:
        lines.append(f"     参考事实：{_known(view, name)}")
        if name in beside.uses:
            lines.append(f"     还用于：{use_text(beside.uses[name])}")
    if requirement.deduct is not None:
        lines.append(f"     扣分规则：{_deduction_rule(view, requirement)}")
    return Row("requirement", requirement.id, "\n".join(lines), 5)


def _known(view: View, fact: str) -> str:
    """A fact that the document sets no bound for, with what is known of it."""
    definition = view.resolved.facts[fact]
    seen = [o for o in view.answers.facts if o.fact == fact and o.unit is None]
    newest = max(seen, key=lambda o: (o.period.end, o.order), default=None)
    if newest is None:
        return f"{definition.title}（尚未查明，F5 录入）"
    return f"{definition.title}（{newest.period.label}）：{value_text(newest.value, definition.unit)}"


def _deduction_rule(view: View, requirement: Requirement) -> str:
    rule = requirement.deduct
    if rule is None:
        return ""
    if rule.amount is not None:
        text = f"未达到扣 {plain(rule.amount)} 分"
    else:
        fact = view.resolved.facts.get(requirement.measure.fact) if requirement.measure is not None else None
        unit = f" {plain(rule.per)} " if rule.per is not None else "一"
        text = f"每差{unit}{(fact.unit if fact else None) or '个单位'}扣 {plain(rule.each or 0)} 分"
    return text + (f"，累计不超过 {plain(rule.cap)} 分" if rule.cap is not None else "")


def _information(view: View, item: Item, rating: Rating) -> list[Row]:
    criterion = item.criterion
    pairs = [("备注", rating.note or "")]
    pairs += [("佐证", "；".join(view.answers.proofs_said(criterion.id)))]
    pairs += [("读法", criterion.note or "")]
    for erratum in errata_at(view.resolved, criterion.id):
        pairs.append(("勘误", f"原文“{erratum.printed}”，读作“{erratum.read_as}”。{erratum.why}"))
    pairs += [
        ("常见材料", evidence_text(criterion)),
        ("考评方式", "、".join(METHODS[method] for method in criterion.methods)),
        ("责任单位", criterion.responsible or ""),
        ("原文位置", criterion.clause or ""),
    ]
    return [Row("info", name, f"{name}：{text}", len(name) * 2 + 2) for name, text in pairs if text]


__all__ = ["Row", "group_rows", "offers", "rows_of"]
