"""The keys of the review of a document on its way to a standard."""

from __future__ import annotations

from textual.binding import BindingType

from kaoping_tui.keys_base import key

REVIEW: list[BindingType] = [
    key("review.next-doubt", "f3", "next_doubt(1)", "待定：下一处", show=True),
    key("review.role", "f4", "role", "类型：这一段是什么", show=True),
    key("review.points", "f5", "points", "分值", show=True),
    key("review.number", "f6", "number", "编号", show=True),
    key("review.words", "f7", "words", "文字", show=True),
    key("review.split", "f8", "split", "断开", show=True),
    key("review.check", "f9", "check", "检查", show=True),
    key("review.save", "f10,ctrl+s", "save", "写成标准", show=True),
    key("review.other-pane", "tab,shift+tab", "other_pane", "换栏", show=True),
    key("review.header", "f2", "header", "标准的基本信息"),
    key("review.under", "ctrl+u", "under", "归到另一项下"),
    key("review.figures", "ctrl+f", "figures", "数字：界限、扣分、期限、等次"),
    key("review.add", "ctrl+n", "add", "补一段原文漏印的"),
    key("review.parts", "ctrl+l", "parts", "列出这一项的各段"),
    key("review.join", "backspace", "join", "并入前一段"),
    key("review.drop", "delete", "drop", "不采用"),
    key("review.menu", "f12", "menu", "全部改法"),
    key("review.previous-doubt", "ctrl+b", "next_doubt(-1)", "待定：前一处"),
    key("review.same", "ctrl+k", "same", "同类的待定一并回答"),
    key("review.undo", "ctrl+z", "undo", "撤销"),
    key("review.redo", "ctrl+y", "redo", "重做"),
    key("review.find", "ctrl+g,/,／", "find", "查找"),
    *(
        key(f"review.take-{digit}", f"{digit},{chr(0xFF10 + digit)}", f"take({digit})", f"待定处的第 {digit} 种读法")
        for digit in range(1, 10)
    ),
    key("review.leave", "escape", "leave", "返回", show=True),
]

#: In the two linked lists.
ROWS: list[BindingType] = [
    key("rows.choose", "enter", "choose", "认可这个读法；不存疑的列出改法"),
    key("rows.up", "up", "move(-1)", "上一行"),
    key("rows.down", "down", "move(1)", "下一行"),
    key("rows.page-up", "pageup", "page(-1)", "上一页"),
    key("rows.page-down", "pagedown,space", "page(1)", "下一页"),
    key("rows.home", "home", "edge(-1)", "开头"),
    key("rows.end", "end", "edge(1)", "结尾"),
    key("rows.right", "right", "screen.pane(1)", "到右边一栏"),
    key("rows.left", "left", "screen.pane(-1)", "到左边一栏"),
]

#: Choosing what a part is.
ROLE: list[BindingType] = [
    key(f"role.{digit}", f"{digit},{chr(0xFF10 + digit)}", f"role({digit})", f"第 {digit} 个类型")
    for digit in range(1, 10)
]

#: Choosing where a part is cut.
SPLIT: list[BindingType] = [
    key("split.cut", "enter,f10,ctrl+s", "cut", "在此断开", show=True, priority=True),
    key("split.next", "tab", "jump(1)", "下一标点", show=True, priority=True),
    key("split.previous", "shift+tab", "jump(-1)", "上一标点", priority=True),
]

READY: list[BindingType] = [
    key("ready.install", "f10,ctrl+s", "install", "写成标准、安装", show=True),
    key("ready.leave", "escape", "leave", "返回", show=True),
]
