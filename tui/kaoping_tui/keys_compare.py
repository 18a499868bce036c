"""The keys of the comparison, and of what opens from it."""

from __future__ import annotations

from textual.binding import BindingType

from kaoping_tui.keys_base import key

#: The sections of the comparison, with what they are called.
COMPARED = (
    ("stands", "标准"),
    ("facts", "事实"),
    ("relations", "对照"),
    ("against", "矛盾"),
    ("themes", "主题"),
    ("visit", "走访"),
    ("what-if", "假设"),
)

COMPARE: list[BindingType] = [
    key("compare.suppose", "f2,ctrl+n", "suppose", "假设：一项事实是另一个值", show=True),
    key("compare.pair", "f3", "pair", "换两个：对照和主题看哪两份", show=True),
    key("compare.units", "f4", "units", "多个对象：同一标准下并排", show=True),
    key("compare.refresh", "f5", "refresh", "刷新"),
    key("compare.over-time", "f6", "over_time", "历次：同一标准下的各次", show=True),
    key("compare.report", "f8", "report", "打印", show=True),
    key("compare.chart", "f9", "chart", "图：主题画成条形图、雷达图", show=True),
    key("compare.remove", "delete", "remove", "去掉这个假设"),
    key("compare.next-section", "tab", "next_section(1)", "换栏", show=True),
    key("compare.previous-section", "shift+tab", "next_section(-1)", "换到前一栏"),
    key("compare.into", "right", "into", "到详细内容里翻看"),
    key("compare.out", "left", "out", "回到列表"),
    *(
        key(f"compare.section-{number}", f"{number},{chr(0xFF10 + number)}", f"section('{id}')", f"到“{title}”")
        for number, (id, title) in enumerate(COMPARED, 1)
    ),
    key("compare.leave", "escape", "leave", "返回", show=True),
]

#: In the whole text of a line, or in a chart.
READING: list[BindingType] = [
    key("reading.up", "up", "scroll_up", "上一行"),
    key("reading.down", "down", "scroll_down", "下一行"),
    key("reading.page-up", "pageup", "page_up", "上一页"),
    key("reading.page-down", "pagedown,space", "page_down", "下一页"),
    key("reading.home", "home", "scroll_home", "第一行"),
    key("reading.end", "end", "scroll_end", "最后一行"),
]

CHART: list[BindingType] = [
    key("chart.shape", "f9,enter", "shape", "换成另一种图", show=True),
    key("chart.leave", "escape", "leave", "返回", show=True),
]

BESIDE: list[BindingType] = [
    key("beside.only", "f3", "only", "只看不同的、全部", show=True),
    key("beside.period", "f4", "period", "周期", show=True),
    key("beside.leave", "escape", "leave", "返回", show=True),
]
