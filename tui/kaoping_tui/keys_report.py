"""Keys of the screens on which papers are looked at and written."""

from __future__ import annotations

from textual.binding import BindingType

from kaoping_tui.keys_base import key

REPORT: list[BindingType] = [
    key("report.write", "f10,ctrl+s", "write", "写成文件", show=True),
    key("report.wide", "f3", "wide", "放宽预览", show=True),
    key("report.leave", "escape", "leave", "返回", show=True),
]

#: In the preview of a paper.
PAPER: list[BindingType] = [
    key("paper.up", "up", "move(-1)", "上一行"),
    key("paper.down", "down", "move(1)", "下一行"),
    key("paper.page-up", "pageup", "page(-1)", "上一页"),
    key("paper.page-down", "pagedown,space", "page(1)", "下一页"),
    key("paper.home", "home", "edge(-1)", "开头"),
    key("paper.end", "end", "edge(1)", "结尾"),
    key("paper.back", "left", "app.focus_previous", "回到名单"),
]

WORKBOOK: list[BindingType] = [
    key("workbook.bring-in", "f10,ctrl+s", "bring_in", "读入", show=True),
    key("workbook.why", "f4", "why", "共同原因", show=True),
    key("workbook.again", "f5", "again", "再读文件", show=True),
    key("workbook.overwrite", "f6", "overwrite", "以工作簿为准", show=True),
    key("workbook.leave", "escape", "leave", "不读入，返回", show=True),
]
