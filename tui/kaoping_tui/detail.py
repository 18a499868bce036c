"""The criterion at hand, as rows for the right pane."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from rich.cells import cell_len

from kaoping import (
    Item,
    ItemScore,
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
    fact_text,
    plain,
    rectification_text,
)
from kaoping_tui.beside import NOTHING, Beside, asked_text, opinion_text, use_text
from kaoping_tui.clause import MORE, MOST, clause_line
from kaoping_tui.texts import TICKS, UNRATED, item_score, mark, rating_text, suggestion_text
from kaoping_tui.toned import BAD, GOOD, LOST, MARK_TONES, NAMED, QUIET, Tone, Toned

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


#: The tone of a requirement's state.
STATE_TONES = {"met": GOOD, "unmet": BAD, "unknown": NAMED, "not-applicable": QUIET}


class Row(NamedTuple):
    """One block of the pane: its kind, the requirement's id, its text, the indent of its later lines, its tones.

    Of a text longer than `most` lines (0: any length) the rest is left out, which `more` says in place of the last.
    """

    kind: Kind
    key: str
    text: str
    indent: int = 0
    tones: Sequence[Tone] = ()
    most: int = 0
    more: str = ""


def said(kind: Kind, key: str, text: Toned, indent: int = 0) -> Row:
    """A block of parts with tones."""
    return Row(kind, key, text.text, indent, tuple(text.tones))


def named(key: str, name: str, text: str) -> Row:
    """A line of information: its name quietly, then what there is to say."""
    indent = len(name) * 2 + 2
    text = text.replace("\n", "\n" + " " * indent)
    return said("info", key, Toned().add(f"{name}：", QUIET).add(text), indent)


def rows_of(view: View, item: Item, beside: Beside = NOTHING) -> list[Row]:
    """Everything an evaluator needs to judge one criterion, with what was read `beside` it so far."""
    rating = view.answers.ratings.get(item.id, UNRATED)
    suggestion = view.suggestion(item.id)
    offered = offers(view, item.id, suggestion)
    criterion = item.criterion
    path = " › ".join(node.title for node in item.path)
    score = next(score for score in view.sheet.items if score.item.id == item.id)
    title = Toned().add(f"{criterion.id} {criterion.title}", "bold")
    rows = [said("head", "title", title, len(criterion.id) + 1)]
    rows.append(said("head", "points", Toned().add(f"{_worth(view, item)}{'｜' + path if path else ''}", QUIET)))
    rows.append(said("head", "rating", _rating(view, score, rating), 6))
    rows.append(said("head", "how", _how(view, item, suggestion, offered), 6))
    rows += _asked(view, item, beside)
    findings = {finding.id: finding for finding in suggestion.requirements} if suggestion else {}
    for requirement in criterion.requirements:
        rows.append(_requirement(view, requirement, findings.get(requirement.id), beside))
    clause = _clause(view, item, beside)
    rows += clause if beside.clause is not None else []
    rows += [_opinion(view, opinion) for opinion in beside.opinions]
    rows += _asked_earlier(beside)
    rows += _information(view, item, rating)
    rows += clause if beside.clause is None else []  # how to attach it: the same on every criterion, so it comes last
    return rows


def group_rows(view: View, node: str, shown: Sequence[str]) -> list[Row]:
    """The criteria of a dimension or group, of those that are `shown`, each with its state and score."""
    rows: list[Row] = []
    for score in view.sheet.items:
        above = next((n for n in score.item.path if n.id == node), None)
        if above is None or score.item.id not in shown:
            continue
        if not rows:
            rows.append(
                said("head", "title", Toned().add(above.named, "bold"), cell_len(above.named) - cell_len(above.title))
            )
        item, sign = score.item, mark(view, score)
        text = (
            Toned().add(sign, MARK_TONES.get(sign, "")).add(f" {item.id} {item.criterion.title}　{item_score(score)}")
        )
        rows.append(said("info", item.id, text, 3))
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


def _rating(view: View, score: ItemScore, rating: Rating) -> Toned:
    item = score.item
    if score.state == "outside":
        wanted = "、".join(attribute_text(name) for name in item.criterion.applies_when or ())
        return Toned().add(f"评定：对该考评对象不适用（{wanted}）", QUIET)
    text = Toned().add("评定：", "bold")
    text.add(rating_text(item, rating), f"bold {MARK_TONES.get(mark(view, score), '')}".rstrip())
    if rating.deductions:
        text.add(f"。得 {plain(score.low)} 分", "bold")
    if rating.reason:
        text.add(f"。理由：{rating.reason}")
    if item.id in view.sheet.stale:
        text.add("。【依据已变】事实在评定后有变化，请按回车重新采纳或改评", f"bold {LOST}")
    if rating.carried:
        text.add("。【沿用，未重新核查】核查后按回车确认，或改评", f"bold {LOST}")
    if rating.flagged:
        text.add("。【有标记】", f"bold {NAMED}")
    return text


def _how(view: View, item: Item, suggestion: Suggestion | None, offered: bool) -> Toned:
    ways = "回车 满分，数字 给分，F4 扣分" if item.way == "points" else "1 达到，2 未达到，F4 未达到并写理由"
    if item.way == "verdict" and view.resolved.partial is not None:
        ways += "，3 部分达到"
    if item.levels:
        ways = "按数字选等级"
    if suggestion is not None and suggestion.usable:
        because = f"（{'；'.join(suggestion.because)}）" if suggestion.because else ""
        text = Toned().add("建议：", QUIET).add(suggestion_text(suggestion), "bold").add(because)
        return text.add("。回车采纳" if offered else "")
    text = Toned().add("评法：", QUIET)
    if suggestion is None:
        return text.add(ways)
    unmet = [f.id for f in suggestion.requirements if f.state == "unmet"]
    waiting = sum(f.state == "unknown" for f in suggestion.requirements)
    known = f"未达到 {'、'.join(unmet)}；" if unmet else ""
    if waiting:
        return text.add(f"{ways}。").add(known, BAD).add(f"{waiting} 条要点未核对", NAMED)
    return text.add(known, BAD).add(ways)


def _clause(view: View, item: Item, beside: Beside) -> list[Row]:
    """The official wording, once it was looked for."""
    text = clause_line(view, item, beside.clause) if beside.looked else None
    return [said("info", "原文", text, 6)._replace(most=MOST, more=MORE)] if text is not None else []


def _opinion(view: View, opinion: Opinion) -> Row:
    name = {"other": "他人评定", "earlier": "以往评定"}[opinion.relation]
    return named(f"{name}:{opinion.row.id}", name, opinion_text(view, opinion))


def _asked(view: View, item: Item, beside: Beside) -> list[Row]:
    """What this evaluation asks to be put right."""
    mine = [one for one in view.answers.rectifications if one.item == item.id]
    return [named(f"整改:{one.id}", "整改", rectification_text(one, beside.today)) for one in mine]


def _asked_earlier(beside: Beside) -> list[Row]:
    """What earlier evaluations asked, and is still open."""
    name = "以往整改未完成"
    return [
        named(f"{name}:{line.row.id}:{line.asked.id}", name, asked_text(line, beside.today)) for line in beside.asked
    ]


def _requirement(view: View, requirement: Requirement, finding: RequirementFinding | None, beside: Beside) -> Row:
    state = finding.state if finding is not None else "unknown"
    sign = {"met": "达", "unmet": "否", "unknown": "  ", "not-applicable": "免"}[state]
    box = f"[{sign}]" if finding is not None and finding.ticked else f"({sign})" if sign.strip() else "[  ]"
    worth = f"（{plain(requirement.points)} 分）" if requirement.points is not None else ""
    text = Toned().add(box, f"bold {STATE_TONES[state]}").add(f" {requirement.id} ", QUIET).add(requirement.text)
    text.add(worth, QUIET)

    def line(name: str) -> Toned:
        return text.add(f"\n     {name}：", QUIET)

    if requirement.measure is not None:
        fact = view.resolved.facts.get(requirement.measure.fact)
        if requirement.measure.is_ is not True:  # a plain question is its own bound
            line("界限").add(bound_text(requirement.measure, fact.unit if fact else None))
        if finding is not None and finding.judged is not None:
            judged = finding.judged
            # What is asked is plain where yes is wanted: that it should be yes says nothing more.
            said_of = judged.because
            if requirement.measure.is_ is True:
                said_of = said_of.removesuffix(f"，{bound_text(requirement.measure)}")
            line("事实").add(said_of)
            if judged.state == "unknown":
                text.add("（F5 录入）", QUIET)
            else:
                text.add(f" → {TICKS[judged.state]}", STATE_TONES[judged.state])
        if finding is not None and finding.contradicts:
            text.add("\n     注意：勾选与事实不一致", f"bold {LOST}")
        if requirement.measure.fact in beside.uses:
            line("还用于").add(use_text(beside.uses[requirement.measure.fact]), QUIET)
    for name in requirement.informed_by:
        line("参考事实").add(_known(view, name))
        if name in beside.uses:
            line("还用于").add(use_text(beside.uses[name]), QUIET)
    if requirement.deduct is not None:
        line("扣分规则").add(_deduction_rule(view, requirement))
    return said("requirement", requirement.id, text, 5)


def _known(view: View, fact: str) -> str:
    """A fact that the document sets no bound for, with what is known of it."""
    definition = view.resolved.facts[fact]
    newest = max(view.answers.of_fact(definition), key=lambda o: (o.period.end, o.order), default=None)
    if newest is None:
        return f"{definition.title}（尚未查明，F5 录入）"
    return f"{definition.title}（{newest.period.label}）：{fact_text(newest.value, definition)}"


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
    return [named(name, name, text) for name, text in pairs if text]


__all__ = ["Row", "group_rows", "offers", "rows_of"]
