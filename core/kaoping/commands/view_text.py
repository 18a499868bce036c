"""One evaluation whole, for people and for scripts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kaoping.answers import Rating, Rectification
from kaoping.commands.listing import STATES, evaluation_json
from kaoping.commands.sheet_text import honours_text
from kaoping.console import table
from kaoping.errors import Fault, NotSo, refuse
from kaoping.facts import bound_text
from kaoping.numbers import plain
from kaoping.rectification import state_of, state_text
from kaoping.reports.words import (
    ADJUSTMENT_STATES,
    ITEM_STATES,
    TICKS,
    VERDICTS,
    VETO_STATES,
    by_rule,
    given_text,
    outcome_text,
)
from kaoping.scoring.derivation import find
from kaoping.scoring.sheet import Derivation, ItemScore, ScoreSheet
from kaoping.scoring.sheet_json import sheet_json
from kaoping.scoring.suggest import Suggestion
from kaoping.text import visible
from kaoping.workbench.codec import rating_json, rectification_json, statement_json
from kaoping.workbench.evaluations import View


def view_json(view: View) -> dict[str, Any]:
    """Everything about one evaluation: the sheet with, for each item, rating, suggestion and marks."""
    suggestions = view.suggestions()
    sheet = _brief(view.sheet)
    scores = {item["id"]: item for item in sheet.pop("items")}
    answers = view.answers
    return {
        **evaluation_json(view.row),
        "can_write": view.can_write,
        "can_undo": view.can_undo,
        "can_redo": view.can_redo,
        "sheet": sheet,
        "items": [
            {
                **scores[item.id],
                "path": [node.id for node in item.path],
                "title": item.criterion.title,
                "rating": _rating(answers.ratings.get(item.id)),
                "flagged": answers.ratings[item.id].flagged if item.id in answers.ratings else False,
                "stale": item.id in view.sheet.stale,
                "suggestion": _suggestion(suggestions.get(item.id)),
            }
            for item in view.resolved.items
        ],
        "vetoes": {id: statement_json(statement) for id, statement in answers.vetoes.items()},
        "adjustments": {id: statement_json(statement) for id, statement in answers.adjustments.items()},
        "parts": {id: statement_json(statement) for id, statement in answers.parts.items()},
        "rectifications": [{"id": one.id, **_asked(one)} for one in answers.rectifications],
    }


def _asked(asked: Rectification) -> dict[str, Any]:
    """What is to be put right, with every key, what it does not say as null."""
    empty = dict.fromkeys(("requirement", "done_on", "seen", "withdrawn"))
    return {**empty, **rectification_json(asked), "state": state_of(asked)}


def brief_json(view: View, item: str | None) -> dict[str, Any]:
    """What a judgement led to: the item's score and the whole sheet, without its derivation."""
    sheet = _brief(view.sheet)
    items = sheet.pop("items")
    return {
        "evaluation": view.row.number,
        "item": next((score for score in items if score["id"] == item), None),
        "sheet": sheet,
    }


def _brief(sheet: ScoreSheet) -> dict[str, Any]:
    """The sheet without its derivations, which `eval explain` shows."""
    found = sheet_json(sheet)
    found.pop("derivation")
    for honour in found["honours"]:
        honour.pop("derivation")
    return found


def view_text(view: View) -> str:
    """The item list with state, score, marks and suggestions, below a short head."""
    row, sheet = view.row, view.sheet
    suggestions = view.suggestions()
    lines = [
        f"考评 {row.number}：{row.unit_name}　{view.resolved.standard.short}（{row.standard}）",
        f"考评人 {row.evaluator}　{STATES.get(row.status, row.status)}　已评 {row.rated}/{row.items}",
        f"{total_text(sheet)}　结果：{outcome_text(sheet.outcome)}",
        *(f"依据：{line}" for line in sheet.outcome.because),
    ]
    if sheet.stale:
        lines.append(f"依据已变 {len(sheet.stale)} 项：{'、'.join(sheet.stale)}；仍按原来的评定计，请复核")
    scores = {score.item.id: score for score in sheet.items}
    rows = []
    for item in view.resolved.items:
        score = scores[item.id]
        rows.append(
            (
                item.id,
                item.criterion.title,
                ITEM_STATES[score.state],
                _worth(view, score),
                plain(score.full),
                suggestion_text(suggestions.get(item.id)),
                _marks(view, item.id),
            )
        )
    worth = ["得分", "满分"] if view.resolved.by_points else ["评定", "权重"]
    lines += ["", table(["编号", "评分项", "状态", *worth, "建议", "标记"], rows, right=(3, 4))]
    if sheet.vetoes:
        states = [(f.veto.id, f.veto.title, VETO_STATES[f.status], f.because) for f in sheet.vetoes]
        lines += ["", table(["编号", "一票否决", "状态", "依据"], states)]
    recorded = [(a.id, a.title, ADJUSTMENT_STATES[a.state], a.because) for a in sheet.adjustments if a.because]
    if recorded:
        lines += ["", table(["编号", "加分、减分", "状态", "所依据的事件"], recorded)]
    if sheet.honours:
        lines += ["", honours_text(sheet)]
    if view.answers.rectifications:
        asked = [
            (one.id, one.item, one.what, one.owner, one.due.isoformat(), state_text(one))
            for one in view.answers.rectifications
        ]
        lines += ["", table(["编号", "评分项", "整改要求", "责任", "期限", "状态"], asked)]
    return "\n".join(lines)


def brief_text(view: View, item: str | None, veto: str | None) -> str:
    """What a judgement led to, in a line or two."""
    lines = []
    if item is not None:
        score = next(score for score in view.sheet.items if score.item.id == item)
        given = given_text(view.sheet, item)
        about = f"：{given}" if given else ""
        points = view.resolved.by_points and score.state == "rated"
        worth = f" {_worth(view, score)}/{plain(score.full)}" if points else ""
        lines.append(
            f"已保存：{item} {score.item.criterion.title}　{_state(score, given)}{worth}{about}".replace("　：", "　")
        )
        suggested = suggestion_text(view.suggestion(item))
        if score.state == "unrated" and suggested:
            lines.append(f"建议：{suggested}")
    elif veto is not None:
        found = next(finding for finding in view.sheet.vetoes if finding.veto.id == veto)
        lines.append(f"已保存：{veto} {found.veto.title}　{VETO_STATES[found.status]}：{found.because}")
    else:
        lines.append("已保存")
    row = view.row
    lines.append(f"已评 {row.rated}/{row.items}　{total_text(view.sheet)}　结果：{outcome_text(view.sheet.outcome)}")
    return "\n".join(lines)


def derivation_at(sheet: ScoreSheet, at: str | None) -> Derivation:
    """The derivation of the total, or of the element `at`: an item first, else a dimension, veto, adjustment, honour.

    :raises NotSo: nothing could be computed.
    :raises Refused: no number of the sheet is about `at`.
    """
    if at is not None:
        for score in sheet.items:
            if score.item.id == at:
                return score.derivation
    if sheet.derivation is None:
        raise NotSo([Fault("failed", f"没有得分，无从说理：{sheet.failure or '没有计算'}")])
    if at is None:
        return sheet.derivation
    node = find(sheet.derivation, at)
    if node is None:
        node = next((honour.derivation for honour in sheet.honours if honour.id == at), None)
    if node is None:
        raise refuse(
            "unknown-item",
            f"得分中没有“{visible(at)}”，请写评分项、指标、加减分、否决项或算得出的单项荣誉的编号",
            id=at,
        )
    return node


def findings_text(view: View, item: str) -> Iterator[str]:
    """What each requirement of a criterion is found to be, and what follows as a suggestion."""
    suggestion = view.suggestion(item)
    if suggestion is None:
        return
    yield "要点："
    texts = {requirement.id: requirement for requirement in view.resolved.item[item].criterion.requirements}
    for finding in suggestion.requirements:
        requirement = texts[finding.id]
        by = "（考评人核对）" if finding.ticked else ""
        yield f"  {finding.id} {TICKS[finding.state]}{by}　{requirement.text}"
        if requirement.measure is not None and finding.judged is not None:
            definition = view.resolved.facts.get(requirement.measure.fact)
            bound = bound_text(requirement.measure, definition.unit if definition is not None else None)
            yield f"      界限：{bound}；{finding.judged.because}"
    yield f"建议：{suggestion_text(suggestion) or '还不能得出'}"
    if item in view.sheet.stale:
        yield (
            "依据已变：评定之后，所依据的事实或要点有了变化，评定还没有改；"
            f"用 kaoping eval rate {view.row.number} {item} --accept 采纳新的建议，或另评并写明理由"
        )


def suggestion_text(suggestion: Suggestion | None) -> str:
    """A suggestion in a few words; empty where there is none to accept."""
    if suggestion is None or not suggestion.usable:
        return ""
    if suggestion.verdict is not None:
        return VERDICTS[suggestion.verdict]
    return f"{plain(suggestion.points or 0)} 分"


def _rating(rating: Rating | None) -> dict[str, Any] | None:
    """A rating with every key, what it does not say as null."""
    if rating is None:
        return None
    empty: dict[str, Any] = {
        "points": None,
        "deductions": [],
        "verdict": None,
        "not_applicable": None,
        "reason": None,
        "note": None,
        "basis": None,
        "requirements": {},
        "evidence": [],
        "carried": False,
        "flagged": False,
    }
    return {**empty, **rating_json(rating)}


def _suggestion(suggestion: Suggestion | None) -> dict[str, Any] | None:
    if suggestion is None:
        return None
    return {
        "usable": suggestion.usable,
        "points": plain(suggestion.points) if suggestion.points is not None else None,
        "verdict": suggestion.verdict,
        "deductions": [
            {"amount": plain(d.amount), "reason": d.reason, "requirement": d.requirement} for d in suggestion.deductions
        ],
        "because": list(suggestion.because),
        "requirements": [
            {
                "id": finding.id,
                "state": finding.state,
                "ticked": finding.ticked,
                "because": finding.judged.because if finding.judged is not None else None,
                "contradicts": finding.contradicts,
            }
            for finding in suggestion.requirements
        ],
    }


def total_text(sheet: ScoreSheet) -> str:
    """The score before vetoes, or the share attained."""
    if sheet.failure is not None:
        return f"未能计算：{sheet.failure}"
    low, high = (sheet.score_low, sheet.score_high)
    if sheet.attainment is not None:
        return f"达标率 {by_rule(sheet.resolved, sheet.attainment.low, sheet.attainment.high)}%"
    return f"得分 {by_rule(sheet.resolved, low, high)}（满分 {plain(sheet.full)}）"


def _state(score: ItemScore, given: str) -> str:
    return "" if given.startswith(ITEM_STATES[score.state]) else ITEM_STATES[score.state]


def _worth(view: View, score: ItemScore) -> str:
    given = given_text(view.sheet, score.item.id)
    if score.state == "rated" and not view.resolved.by_points:
        return given
    if score.state == "rated":
        return by_rule(view.resolved, score.low, score.high)
    return ""


def _marks(view: View, item: str) -> str:
    rating = view.answers.ratings.get(item)
    marks = []
    if item in view.sheet.stale:
        marks.append("依据已变")
    if rating is not None and rating.flagged:
        marks.append("待复核")
    if rating is not None and rating.carried:
        marks.append("沿用未核")
    if rating is not None and rating.note:
        marks.append("有备注")
    return "、".join(marks)
