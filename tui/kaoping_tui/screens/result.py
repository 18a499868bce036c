"""The result: score, sections, vetoes, outcome and why, what still decides, and where every number comes from."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Tree

from kaoping import (
    Derivation,
    Joint,
    Shortest,
    View,
    operation_text,
    plain,
    range_text,
    section_node,
    shortest,
    shown,
    visible,
)
from kaoping_tui import keys
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.texts import VERDICTS, number, outcome_text, rated, score_text, span, veto_line, veto_summary
from kaoping_tui.widgets.lists import Plain
from kaoping_tui.widgets.outline import Line, Outline
from kaoping_tui.wrap import clip, wrapped

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
    "floor": "最低",
    "ceiling": "最高",
    "places": "小数位数",
    "mode": "修约方式",
    "state": "状态",
    "attribute": "属性",
}
STATES = {"stated": "已填", "unstated": "未填", "not-set": "分值未规定", **VERDICTS}
HONOURS = {"reached": "达到", "missed": "未达到", "open": "未定", "rule-not-set": "条件未定", "no-result": "无结果"}
SET_BY = {"document": "文件规定", "jurisdiction": "本地规定"}


class ResultScreen(BaseScreen):
    """The outline above, the whole text of the line at the cursor below."""

    BINDINGS: ClassVar[list[BindingType]] = keys.LEAVE

    def __init__(self, view: View) -> None:
        super().__init__()
        self.view = view

    def body(self) -> ComposeResult:
        """Outline and text."""
        yield Outline(id="outline", steps=derived)
        yield Plain("", id="more", fixed=True)

    def on_mount(self) -> None:
        """Fill it."""
        self._head()
        outline = self.query_one(Outline)
        for line, below in outline_of(self.view):
            outline.put(outline.root, line, below)
        outline.root.expand()
        outline.focus()
        self.call_after_refresh(outline.move_cursor_to_line, 0)
        # It may take a moment, and the other evaluations must be read.
        sheet, unit = self.view.sheet, self.view.row.unit
        self.own.read(self, lambda bench: (shortest(sheet), bench.ways.of_unit(unit)), self._led)

    def _led(self, found: tuple[Shortest, Joint]) -> None:
        own, joint = found
        outline = self.query_one(Outline)
        standing = outline.cursor_node
        for place, (line, below) in enumerate((next_of(own), *joint_of(joint, self.view.row.standard)), 2):
            outline.put(outline.root, line, below, at=min(place, len(outline.root.children)))
        # What is put in above must not move the person to another line.
        if standing is not None:
            self.call_after_refresh(outline.move_cursor, standing)

    @on(Tree.NodeHighlighted)
    def _moved(self) -> None:
        node = self.query_one(Outline).cursor_node
        line = node.data if node is not None else None
        width = max(self.query_one("#more").content_region.width, 20)
        text = "" if line is None else f"{line.text}\n{line.more}" if line.more else line.text
        self.query_one("#more", Plain).say("\n".join(wrapped(text, width)))

    def _head(self) -> None:
        title = f"结果｜{self.view.row.unit_name}｜{self.view.resolved.standard.short}（回车展开每个数的来历）"
        self.query_one("#title", Plain).say(clip(visible(title), max(self.app.size.width - 2, 20)))

    def on_resize(self) -> None:
        """Lay out again."""
        self._head()
        self.call_after_refresh(self._moved)

    @on(Tree.NodeSelected)
    def _selected(self, event: Tree.NodeSelected[Line]) -> None:
        node = event.node
        if node.allow_expand:
            self.query_one(Outline).unfold(node)
            node.toggle()
        elif node.data is not None and node.data.item is not None:
            self.dismiss(node.data.item)


def outline_of(view: View) -> list[tuple[Line, list[Line]]]:
    """The lines of the result with those directly below them."""
    sheet, outcome = view.sheet, view.sheet.outcome
    done, total = rated(sheet)
    found: list[tuple[Line, list[Line]]] = []
    because = [Line(visible(text)) for text in outcome.because]
    setter = f"（{SET_BY.get(outcome.set_by, outcome.set_by)}）" if outcome.set_by else ""
    found.append((Line(visible(outcome_text(sheet) + setter)), because))
    top = f"{score_text(sheet)}（已评 {done}/{total}）"
    found.append((Line(top, derivation=sheet.derivation), []))
    if outcome.deciding:
        items = [Line(visible(d.text), item=d.id if d.kind == "item" else None) for d in outcome.deciding]
        found.append((Line(f"还有 {len(items)} 处决定结果（回车转到评分项）"), items))
    if sheet.sections:
        lines = []
        for section in sheet.sections:
            text = f"{section.id} {section.title}：{span(sheet, section.low, section.high)} / {number(sheet, section.full)}"
            if section.minimum is not None:
                met = {True: "已达到", False: "未达到", None: "未定"}[section.minimum_met]
                text += f"，最低 {number(sheet, section.minimum)}（{met}）"
            lines.append(Line(visible(text), derivation=section_node(sheet, section)))
        found.append((Line("各部分（回车展开来历）"), lines))
    if sheet.vetoes:
        lines = [Line(visible(veto_line(v)), visible(v.veto.text)) for v in sheet.vetoes]
        found.append((Line(veto_summary(sheet)), lines))
    if sheet.adjustments:
        lines = [
            Line(
                visible(f"{a.title}：{span(sheet, a.low, a.high)}（{STATES[a.state]}）")
                + (visible(f"：{a.because}") if a.because else "")
            )
            for a in sheet.adjustments
        ]
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
    if view.resolved.rules is not None:
        found.append((Line(visible(f"本地规则：{view.resolved.rules.title}")), []))
    return found


def next_of(found: Shortest) -> tuple[Line, list[Line]]:
    """What leads to the next better outcome, or what is in the way."""
    now = f"未评的按最低计，现为“{found.now}”" if found.now is not None else ""
    if found.way is None:
        head, *rest = found.obstacles
        return Line(visible(f"更好的结果：{head}"), visible(now)), [Line(visible(text)) for text in rest]
    lines = []
    for step in found.way.items:
        state = "" if step.rated else "，未评"
        text = f"{step.id} {step.title}：{plain(step.low)} 到 {plain(step.high)}{state}"
        lines.append(Line(visible(text), "回车转到该项", step.id))
    lines += [Line(visible(f"前提：{text}")) for text in found.presumed]
    return Line(visible(f"更好的结果：{found.way.text}"), visible(now)), lines


def joint_of(joint: Joint, standard: str) -> list[tuple[Line, list[Line]]]:
    """The unit's other standards beside this one, and the facts that serve several."""
    found: list[tuple[Line, list[Line]]] = []
    others = [led for led in joint.ways if led.row.standard != standard]
    if others:
        lines = []
        for led in others:
            way = led.found.way
            text = way.text if way is not None else led.found.obstacles[0]
            names = "、".join(f"{step.id} {step.title}" for step in way.items) if way is not None else ""
            lines.append(Line(visible(f"{led.short}（考评 {led.row.number}）：{text}"), visible(names)))
        found.append((Line(f"同一考评对象的其他标准 {len(lines)} 个"), lines))
    if joint.shared:
        lines = [
            Line(visible(f"{one.title}：" + "；".join(f"{short} {'、'.join(ids)}" for short, ids in one.uses)))
            for one in joint.shared
        ]
        found.append((Line(f"查明或改进后同时有用的事实 {len(lines)} 个"), lines))
    return found


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


def derived(node: Derivation) -> Line:
    """One step of a derivation."""
    name = f"{node.at} {node.title}" if node.at not in ("total", "items") else node.title
    text = f"{name} = {range_text(node.low, node.high)}　{operation_text(node.op)}"
    inputs = "；".join(
        f"{INPUTS.get(key, key)} {STATES.get(value, value) if isinstance(value, str) else shown(value)}"
        for key, value in node.inputs
    )
    more = [f"依据：{node.clause}"] if node.clause else []
    more += [f"用到：{inputs}"] if inputs else []
    return Line(visible(text), visible("\n".join(more)), derivation=node)
