"""A score sheet and its derivations as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kaoping.console import table
from kaoping.numbers import plain, shown
from kaoping.reports.words import (
    ADJUSTMENT_STATES,
    HONOUR_STATES,
    INPUTS,
    VALUES,
    VETO_STATES,
    WHOLE,
    by_rule,
    effect_text,
    honour_texts,
    outcome_text,
    policy_text,
)
from kaoping.scoring.caps import cap_line
from kaoping.scoring.derivation import find, value_text, words
from kaoping.scoring.sheet import Derivation, ScoreSheet, VetoFinding


def sheet_text(sheet: ScoreSheet) -> str:
    """The whole sheet: score, sections, vetoes, outcome with its reasons, deductions."""
    blocks = ["\n".join(_head(sheet)), "\n".join(_outcome(sheet))]
    more = (_sections(sheet), _adjustments(sheet), _vetoes(sheet), honours_text(sheet), _deductions(sheet))
    blocks += [block for block in more if block]
    return "\n\n".join(blocks)


def _head(sheet: ScoreSheet) -> Iterator[str]:
    resolved, answers = sheet.resolved, sheet.answers
    yield f"考评对象：{answers.unit.name}"
    yield f"标准：{resolved.standard.title}（{resolved.id}，{resolved.standard.edition}）"
    if resolved.rules is not None:
        yield f"本地规则：{resolved.rules.title}（{resolved.rules.set_by}规定）"
    when = [answers.period and f"周期 {answers.period.label}", answers.as_of and f"截至 {answers.as_of.isoformat()}"]
    if any(when):
        yield "　".join(part for part in when if part)
    if sheet.failure is not None:
        yield f"未能计算：{sheet.failure}"
        return
    rated = sum(item.state != "unrated" for item in sheet.items)
    open_ = sheet.score_low != sheet.score_high or not resolved.by_points
    progress = (
        "已评完" if sheet.complete else f"已评 {rated}/{len(sheet.items)} 项{'，下为可能的范围' if open_ else ''}"
    )
    if resolved.by_points:
        yield f"得分：{by_rule(resolved, sheet.score_low, sheet.score_high)}（满分 {plain(sheet.full)}，{progress}）"
    reached = sheet.attainment
    if reached is not None:
        share = by_rule(resolved, reached.low, reached.high)
        yield f"达标：{plain(reached.met)}/{plain(reached.applicable)}，未评 {reached.unrated}，达标率 {share}%（{progress}）"
    if (sheet.result_low, sheet.result_high) != (sheet.score_low, sheet.score_high):
        yield f"否决之后：{by_rule(resolved, sheet.result_low, sheet.result_high)}"
    out = [item.item.id for item in sheet.items if item.state in ("not-applicable", "outside")]
    if out:
        yield f"不适用 {len(out)} 项：{'、'.join(out)}；处理：{policy_text(resolved)}"
    if sheet.stale:
        yield f"依据已变 {len(sheet.stale)} 项：{'、'.join(sheet.stale)}；仍计入，请复核"


def _outcome(sheet: ScoreSheet) -> Iterator[str]:
    yield f"结果：{outcome_text(sheet.outcome)}"
    for line in sheet.outcome.because:
        yield f"  依据：{line}"
    for deciding in sheet.outcome.deciding[:12]:
        yield f"  尚待：{deciding.text}"
    if len(sheet.outcome.deciding) > 12:
        yield f"  尚待：另有 {len(sheet.outcome.deciding) - 12} 项，见 --json"


def _sections(sheet: ScoreSheet) -> str:
    if not sheet.sections:
        return ""
    lowest = any(section.minimum is not None for section in sheet.sections)
    rows = []
    for section in sheet.sections:
        row = [
            section.id,
            section.title,
            by_rule(sheet.resolved, section.low, section.high),
            by_rule(sheet.resolved, section.full, section.full),
        ]
        if lowest:
            met = (
                {True: "达到", False: "未达到", None: "未定"}[section.minimum_met]
                if section.minimum is not None
                else ""
            )
            least = by_rule(sheet.resolved, section.minimum, section.minimum) if section.minimum is not None else ""
            row += [least, met]
        rows.append(row)
    head = ["编号", "一级指标", "得分" if sheet.resolved.by_points else "达标", "满分"]
    return table([*head, "最低", ""] if lowest else head, rows, right=(2, 3, 4))


def _adjustments(sheet: ScoreSheet) -> str:
    if not sheet.adjustments:
        return ""
    rows = [
        (a.id, a.title, ADJUSTMENT_STATES[a.state], by_rule(sheet.resolved, a.low, a.high), a.because)
        for a in sheet.adjustments
    ]
    head = ["编号", "加分、减分", "状态", "分值"]
    told = any(a.because for a in sheet.adjustments)
    shown = table([*head, "所依据的事件"], rows, right=(3,)) if told else table(head, [r[:4] for r in rows], right=(3,))
    return "\n".join([shown, *(cap_line(cap) for cap in sheet.caps)])


def _vetoes(sheet: ScoreSheet) -> str:
    if not sheet.vetoes:
        return ""
    rows = [
        (f.veto.id, f.veto.title, VETO_STATES[f.status], effect_text(sheet.resolved, f.veto), f.because)
        for f in sheet.vetoes
    ]
    return table(["编号", "一票否决", "状态", "后果", "依据"], rows)


def honours_text(sheet: ScoreSheet) -> str:
    """The honours beside the outcome as a table; empty where the standard has none."""
    if not sheet.honours:
        return ""
    rows = []
    for honour in sheet.honours:
        field, met, share, line = honour_texts(sheet.resolved, honour)
        rows.append((honour.id, honour.title, field, met, share, line, HONOUR_STATES[honour.state]))
    share = "得分率" if sheet.resolved.by_points else "达标率"
    counts = "得分" if sheet.resolved.by_points else "达标"
    return table(["编号", "单项荣誉", "所看", counts, share, "条件", "状态"], rows, right=(3, 4))


def _deductions(sheet: ScoreSheet) -> str:
    if not sheet.deductions:
        return ""
    rows = [
        (lost.item, plain(lost.deduction.amount), lost.deduction.requirement or "", lost.deduction.reason)
        for lost in sheet.deductions
    ]
    return table(["评分项", "扣分", "要点", "理由"], rows, right=(1,))


def veto_of(sheet: ScoreSheet, at: str) -> VetoFinding | None:
    """The veto of this id, where it has no part in any number: it did not happen, or decides the outcome alone."""
    found = next((finding for finding in sheet.vetoes if finding.veto.id == at), None)
    if found is None or (sheet.derivation is not None and find(sheet.derivation, at) is not None):
        return None
    return found


def veto_text(sheet: ScoreSheet, finding: VetoFinding) -> str:
    """A veto in a line: what is known, what would follow, why, and where the document says so; what a limit came to."""
    veto = finding.veto
    came = [line for line in sheet.outcome.because if veto.effect == "limit" and f"“{veto.title}”" in line]
    clause = f"　〔{veto.clause}〕" if veto.clause else ""
    return (
        f"{veto.id} {veto.title}：{VETO_STATES[finding.status]}　{finding.because}　"
        f"后果：{effect_text(sheet.resolved, veto)}，不改变得分{clause}{''.join(f'　{line}' for line in came)}"
    )


def veto_json(sheet: ScoreSheet, finding: VetoFinding) -> dict[str, Any]:
    """A veto in the shape of a derivation; it has no value."""
    veto = finding.veto
    return {
        "op": "veto",
        "at": veto.id,
        "title": veto.title,
        "rule": effect_text(sheet.resolved, veto),
        "clause": veto.clause,
        "inputs": [{"name": "status", "value": finding.status}, {"name": "because", "value": finding.because}],
        "value": None,
        "children": [],
    }


def derivation_text(node: Derivation, depth: int = 0) -> Iterator[str]:
    """A derivation as indented lines: what, its value, by which rule, from which inputs, where the document says so."""
    title = node.title if node.at in WHOLE else f"{node.at} {node.title}"
    inputs = "，".join(
        f"{INPUTS.get(name, name)} {VALUES.get(value, value) if isinstance(value, str) else shown(value)}"
        for name, value in node.inputs
    )
    clause = f"　〔{node.clause}〕" if node.clause else ""
    about = f"：{inputs}" if inputs else ""
    # What leaves no score has no value: the number that it would have been stands below it.
    value = "不计分" if node.op == "veto-no-score" else value_text(node.low, node.high)
    yield f"{'  ' * depth}{title} = {value}　{words(node.op)}{about}{clause}"
    for child in node.children:
        yield from derivation_text(child, depth + 1)
