"""The lines of a result: what follows, what it asks, where every number comes from, and what leads further. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from kaoping import (
    Derivation,
    VetoFinding,
    View,
    adjustment_node,
    band_checks,
    meaning,
    operation_text,
    range_text,
    section_node,
    shared_cap_line,
    shared_cap_node,
    shown,
    visible,
)
from kaoping_tui.texts import (
    VERDICTS,
    effect,
    number,
    outcome_text,
    rated,
    score_text,
    span,
    veto_line,
    veto_summary,
)
from kaoping_tui.widgets.outline import Line

INPUTS = {
    "full": "满分",
    "declared": "文件所列分值",
    "deduction": "扣分",
    "reason": "理由",
    "level": "等级",
    "verdict": "评定",
    "weight": "权重",
    "base": "基础分",
    "cap": "上限",
    "at_most": "合计上限",
    "together": "另有",
    "floor": "最低",
    "ceiling": "最高",
    "places": "小数位数",
    "mode": "修约方式",
    "state": "状态",
    "attribute": "属性",
    "count": "次数",
    "amount": "填写",
    "each": "每次",
    "event": "记录",
}
MODES = {"half-up": "四舍五入", "half-even": "四舍六入五成双", "down": "舍去", "up": "进一", "floor": "向下取整"}
STATES = {"stated": "已填", "unstated": "未填", "not-set": "分值未规定", **VERDICTS, **MODES}
HONOURS = {"reached": "达到", "missed": "未达到", "open": "未定", "rule-not-set": "条件未定", "no-result": "无结果"}
SET_BY = {"document": "文件规定", "jurisdiction": "本地规定"}
#: What a derivation calls a criterion's own score.
ITEM_STEPS = (
    "points",
    "deductions",
    "level",
    "verdict",
    "unrated",
    "not-applicable",
    "not-applicable-full",
    "outside",
)
STATED = "按 Esc 回到评分，再按 F8 填写"
DECIDES = {
    "item": "回车转到该项",
    "attribute": "先在考评对象页填写属性；回车转到该项",
    "veto": "按 Esc 回到评分，再按 F8 说明",
    "adjustment": STATED,
    "part": STATED,
    "rule": "要由本地规则给出",
}

Block = tuple[Line, list[Line]]


def outline_of(view: View) -> list[Block]:
    """The lines of the result with those directly below them."""
    sheet, outcome = view.sheet, view.sheet.outcome
    done, total = rated(sheet)
    found: list[Block] = [(_outcome(view), _because(view))]
    found.append((Line(f"{score_text(sheet)}（已评 {done}/{total}）", derivation=sheet.derivation), []))
    if outcome.deciding:
        lines = [
            Line(visible(d.text), DECIDES.get(d.kind, ""), d.id if d.kind in ("item", "attribute") else None)
            for d in outcome.deciding
        ]
        found.append((Line(f"还有 {len(lines)} 处决定结果（回车转到评分项）"), lines))
    bands = _bands(view)
    if bands:
        found.append((Line("各结果的条件（回车展开）"), bands))
    if sheet.sections:
        found.append((Line("各部分（回车展开来历）"), list(_sections(view))))
    if sheet.vetoes:
        found.append((Line(veto_summary(sheet)), [_veto(view, v) for v in sheet.vetoes]))
    if sheet.adjustments:
        lines = [
            Line(
                visible(f"{a.title}：{span(sheet, a.low, a.high)}（{STATES[a.state]}）")
                + (visible(f"：{a.because}") if a.because else ""),
                derivation=adjustment_node(sheet, a),
            )
            for a in sheet.adjustments
        ]
        lines += [Line(visible(shared_cap_line(cap)), derivation=shared_cap_node(sheet, cap)) for cap in sheet.caps]
        found.append((Line("加减分"), lines))
    if sheet.honours:
        found.append((Line("单项荣誉"), _honours(view)))
    if sheet.deductions:
        lost = [
            Line(visible(f"{one.item} 扣 {shown(one.deduction.amount)}：{one.deduction.reason}"), item=one.item)
            for one in sheet.deductions
        ]
        found.append((Line(f"扣分 {len(lost)} 笔"), lost))
    if sheet.stale:
        found.append((Line(f"依据已变 {len(sheet.stale)} 项"), [Line(item, item=item) for item in sheet.stale]))
    unrated = [score.item for score in sheet.items if score.state == "unrated"]
    if unrated:
        lines = [Line(visible(f"{item.id} {item.criterion.title}"), item=item.id) for item in unrated]
        found.append((Line(f"未评 {len(unrated)} 项"), lines))
    found.append((Line(f"各项得分 {total} 项（回车展开来历）", under=tuple(_items(view))), []))
    if view.resolved.rules is not None:
        found.append((Line(visible(f"本地规则：{view.resolved.rules.title}")), []))
    return found


def _outcome(view: View) -> Line:
    outcome, said = view.sheet.outcome, meaning(view.sheet)
    setter = f"（{SET_BY.get(outcome.set_by, outcome.set_by)}）" if outcome.set_by else ""
    more = "" if said is None else f"{said[0]}\n下一步：{said[1]}"
    return Line(visible(outcome_text(view.sheet) + setter), visible(more))


def _because(view: View) -> list[Line]:
    lines = [Line(visible(text)) for text in view.sheet.outcome.because]
    said = meaning(view.sheet)
    if said is not None:
        lines += [Line(visible(f"意思：{said[0]}")), Line(visible(f"下一步：{said[1]}"))]
    return lines


def _bands(view: View) -> list[Line]:
    lines = []
    for band in band_checks(view.sheet):
        bounds = tuple(Line(visible(bound.text), derivation=bound.derivation) for bound in band.bounds)
        if len(bounds) == 1:
            lines.append(Line(visible(band.text), derivation=bounds[0].derivation))
        else:
            lines.append(Line(visible(band.text), under=bounds))
    return lines


def _sections(view: View) -> Iterable[Line]:
    sheet = view.sheet
    for section in sheet.sections:
        text = f"{section.id} {section.title}：{span(sheet, section.low, section.high)} / {number(sheet, section.full)}"
        if section.minimum is not None:
            met = {True: "已达到", False: "未达到", None: "未定"}[section.minimum_met]
            text += f"，最低 {number(sheet, section.minimum)}（{met}）"
        node = section_node(sheet, section)
        own = () if node is not None else _items(view, section.id)
        yield Line(visible(text), derivation=node, under=tuple(own))


def _items(view: View, section: str | None = None) -> Iterable[Line]:
    """Every criterion, each opening into its own score; of one section where given."""
    for score in view.sheet.items:
        if section is None or (score.item.path and score.item.path[0].id == section):
            yield step_of(score.derivation)


def _veto(view: View, found: VetoFinding) -> Line:
    veto, items = found.veto, view.resolved.item
    under = [Line(visible(f"依据：{found.because}")), Line(visible(f"后果：{effect(view.resolved, veto)}"))]
    if veto.clause:
        under.append(Line(visible(f"文件：{veto.clause}")))
    under += [Line(visible(f"所看：{name} {items[name].criterion.title}"), item=name) for name in veto.criteria]
    node = _at(view.sheet.derivation, veto.id)
    return Line(visible(veto_line(view.resolved, found)), visible(veto.text), derivation=node, under=tuple(under))


def _at(node: Derivation | None, veto: str) -> Derivation | None:
    """The step in which a veto has its effect on the number; these stand at the root."""
    while node is not None and (node.op == "round" or node.op.startswith("veto-")):
        if node.at == veto and node.op.startswith("veto-"):
            return node
        node = node.children[0]
    return None


def _honours(view: View) -> list[Line]:
    """The honours beside the outcome; each opens into how its share came about."""
    sheet, lines = view.sheet, []
    texts = {honour.id: honour.text for honour in view.resolved.honours}
    word = "得分率" if view.resolved.by_points else "达标率"
    for honour in sheet.honours:
        share = "无" if honour.low is None else f"{span(sheet, honour.low, honour.high)}%"
        line = f"不低于 {shown(honour.line)}%" if honour.line is not None else "条件由本地规定，尚未给出"
        field = "、".join(honour.covers) or "自选"
        text = f"〔{HONOURS[honour.state]}〕{honour.title}：{word} {share}（{line}）"
        lines.append(Line(visible(text), visible(f"{texts[honour.id]}\n看：{field}"), derivation=honour.derivation))
    return lines


def step_of(node: Derivation) -> Line:
    """One step of a derivation."""
    # Criteria and dimensions have printed numbers; what else is named by an id of the file alone is called by its title.
    unprinted = (
        node.at in ("total", "items")
        or node.op in ("adjustment", "adjustment-cap", "adjustment-cap-unset", "part")
        or node.op.startswith("veto-")
    )
    name = node.title if unprinted else f"{node.at} {node.title}"
    text = f"{name} = {range_text(node.low, node.high)}　{operation_text(node.op)}"
    more = [f"依据：{node.clause}"] if node.clause else []
    inputs = "；".join(_inputs(node))
    more += [f"用到：{inputs}"] if inputs else []
    return Line(visible(text), visible("\n".join(more)), derivation=node)


def derived(node: Derivation, view: View | None = None) -> list[Line]:
    """The lines below a number: the steps it is made of; at a leaf what it was given, and the criterion to go to.

    :param view: whose criteria can be gone to, and whose statements tell more of an adjustment.
    """
    sheet = view.sheet if view is not None else None
    stated = {} if sheet is None else {a.id: adjustment_node(sheet, a) for a in sheet.adjustments}
    lines = [step_of(stated.get(child.at, child) if child.op == "adjustment" else child) for child in node.children]
    if not node.children:
        lines += [Line(visible(text)) for text in _inputs(node)]
        lines += [Line(visible(f"依据：{node.clause}"))] if node.clause else []
        if view is not None and node.op in ITEM_STEPS and node.at in view.resolved.item:
            lines.append(Line(visible(f"转到 {node.at} {node.title}"), item=node.at))
    return lines


def _inputs(node: Derivation) -> list[str]:
    return [
        f"{INPUTS.get(key, key)} {STATES.get(value, value) if isinstance(value, str) else shown(value)}"
        for key, value in node.inputs
    ]
