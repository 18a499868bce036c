"""The result: score, sections, vetoes, outcome and why, what still decides, and where every number comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from kaoping import Derivation, View, operation_text, range_text, shown, visible
from kaoping_tui import keys
from kaoping_tui.screens.base import BaseScreen
from kaoping_tui.texts import VERDICTS, number, outcome_text, rated, score_text, span, veto_line, veto_summary
from kaoping_tui.widgets.lists import Plain
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
#: Lines below a heading that are shown at once.
AT_ONCE = 8
STATES = {"stated": "已填", "unstated": "未填", "not-set": "分值未规定", **VERDICTS}
HONOURS = {"reached": "达到", "missed": "未达到", "open": "未定", "rule-not-set": "条件未定", "no-result": "无结果"}
SET_BY = {"document": "文件规定", "jurisdiction": "本地规定"}


class Line(NamedTuple):
    """One line of the outline: what it says, what more there is to read, the item it leads to, what it is made of."""

    text: str
    more: str = ""
    item: str | None = None
    derivation: Derivation | None = None


class Outline(Tree[Line], inherit_bindings=False):
    """Lines that open; a derivation is opened one step at a time."""

    BINDINGS: ClassVar[list[BindingType]] = keys.OUTLINE

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__("", id=id)
        self.show_root = False
        self.show_guides = False
        self.guide_depth = 2
        self.auto_expand = False

    def put(self, above: TreeNode[Line], line: Line, below: Sequence[Line] = ()) -> TreeNode[Line]:
        """A line below another, with those below it; a long list stays closed at first."""
        if not below and (line.derivation is None or not line.derivation.children):
            return above.add_leaf("", data=line)
        node = above.add("", data=line, expand=0 < len(below) <= AT_ONCE)
        for inner in below:
            self.put(node, inner)
        return node

    def unfold(self, node: TreeNode[Line]) -> None:
        """Make the steps below a number, when it is first opened."""
        line = node.data
        if line is None or line.derivation is None or node.children:
            return
        for child in line.derivation.children:
            self.put(node, derived(child))

    def get_label_width(self, node: TreeNode[Line]) -> int:
        """Labels are clipped; the whole text stands below."""
        return 1

    def render_label(self, node: TreeNode[Line], base_style: Style, style: Style) -> Text:
        """The line, with a sign where it opens."""
        depth, above = 0, node.parent
        while above is not None and not above.is_root:
            depth, above = depth + 1, above.parent
        head = ("- " if node.is_expanded else "+ ") if node.allow_expand else "  "
        text = node.data.text if node.data is not None else ""
        return Text(clip(head + text, max(self.scrollable_content_region.width - 2 * depth, 8)), style)

    def action_into(self) -> None:
        """Open."""
        if self.cursor_node is not None and self.cursor_node.allow_expand:
            self.unfold(self.cursor_node)
            self.cursor_node.expand()

    def action_out(self) -> None:
        """Close, or go up."""
        node = self.cursor_node
        if node is not None and node.allow_expand and node.is_expanded:
            node.collapse()
        elif node is not None and node.parent is not None and not node.parent.is_root:
            self.move_cursor(node.parent)


class ResultScreen(BaseScreen):
    """The outline above, the whole text of the line at the cursor below."""

    BINDINGS: ClassVar[list[BindingType]] = keys.LEAVE

    def __init__(self, view: View) -> None:
        super().__init__()
        self.view = view

    def body(self) -> ComposeResult:
        """Outline and text."""
        yield Outline(id="outline")
        yield Plain("", id="more", fixed=True)

    def on_mount(self) -> None:
        """Fill it."""
        row = self.view.row
        title = f"结果｜{row.unit_name}｜{self.view.resolved.standard.short}（回车展开每个数的来历）"
        self.query_one("#title", Plain).say(clip(visible(title), max(self.app.size.width - 2, 20)))
        outline = self.query_one(Outline)
        for line, below in outline_of(self.view):
            outline.put(outline.root, line, below)
        outline.root.expand()
        outline.focus()
        self.call_after_refresh(outline.move_cursor_to_line, 0)

    @on(Tree.NodeHighlighted)
    def _moved(self, event: Tree.NodeHighlighted[Line]) -> None:
        line = event.node.data
        width = max(self.query_one("#more").content_region.width, 20)
        lines = wrapped(
            f"{line.text}\n{line.more}" if line is not None and line.more else line.text if line else "", width
        )
        self.query_one("#more", Plain).say("\n".join(lines))

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
            lines.append(Line(visible(text)))
        found.append((Line("各部分"), lines))
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
