"""Every key of the application, each with an id by which the user's keymap may change it.

Function keys, ctrl+letter, digits and arrows come first: letters never arrive while a Chinese input method is on, and
its full-width signs arrive in place of the plain ones.
"""

from __future__ import annotations

from textual.binding import BindingType

from kaoping_tui.keys_base import editing as editing
from kaoping_tui.keys_base import key as _key
from kaoping_tui.keys_base import key_text as key_text
from kaoping_tui.keys_compare import BESIDE as BESIDE
from kaoping_tui.keys_compare import CHART as CHART
from kaoping_tui.keys_compare import COMPARE as COMPARE
from kaoping_tui.keys_compare import COMPARED as COMPARED
from kaoping_tui.keys_compare import READING as READING
from kaoping_tui.keys_editions import ONE_MOVE as ONE_MOVE
from kaoping_tui.keys_editions import ROUND_MOVE as ROUND_MOVE
from kaoping_tui.keys_report import PAPER as PAPER
from kaoping_tui.keys_report import REPORT as REPORT
from kaoping_tui.keys_report import WORKBOOK as WORKBOOK
from kaoping_tui.keys_review import READY as READY
from kaoping_tui.keys_review import REVIEW as REVIEW
from kaoping_tui.keys_review import ROLE as ROLE
from kaoping_tui.keys_review import ROWS as ROWS
from kaoping_tui.keys_review import SPLIT as SPLIT

HELP = _key("help", "f1,?,？", "app.keys_help", "帮助", show=True)
PALETTE = _key("palette", "ctrl+p", "app.palette", "命令")

APP: list[BindingType] = [
    _key("quit", "ctrl+q", "quit", "退出", priority=True),
    _key("how-to-quit", "ctrl+c", "how_to_quit", "说明怎样退出"),
    _key("retry", "ctrl+r", "retry_save", "重试保存"),
    _key("theme", "ctrl+t", "theme", "换成浅色、深色"),
]

SCREEN: list[BindingType] = [
    _key("focus-next", "tab", "app.focus_next", "换到下一栏"),
    _key("focus-previous", "shift+tab", "app.focus_previous", "换到上一栏"),
    _key("copy", "ctrl+c", "screen.copy_text", "复制选中的文字"),
    HELP,
    PALETTE,
]

#: The sections of the first screen, with what they are called.
SECTIONS = (
    ("evaluations", "进行中"),
    ("campaigns", "批次"),
    ("units", "考评对象"),
    ("standards", "标准"),
    ("plugins", "插件"),
)

HOME: list[BindingType] = [
    _key("home.new", "f2,ctrl+n", "new", "新建考评", show=True),
    _key("home.find", "ctrl+g,/,／", "find", "查找", show=True),
    _key("home.next-section", "tab,right", "next_section(1)", "换栏", show=True),
    _key("home.previous-section", "shift+tab,left", "next_section(-1)", "换到前一栏"),
    _key("home.refresh", "f5", "refresh_list", "刷新", show=True),
    _key("home.plugins", "f6", "section('plugins')", "插件", show=True),
    _key("home.compare", "f7", "compare", "对照：一个对象在各标准下", show=True),
    _key("home.edition", "f9", "edition", "换版：批次已改用更正的标准的考评"),
    _key("home.import", "f8", "import_standard", "导入：从文件读出标准", show=True),
    *(
        _key(f"home.section-{number}", f"{number},{chr(0xFF10 + number)}", f"section('{id}')", f"到“{title}”")
        for number, (id, title) in enumerate(SECTIONS, 1)
    ),
    _key("home.leave", "escape", "leave", "退出", show=True),
]

UNIT: list[BindingType] = [
    _key("unit.new", "f2,ctrl+n", "new", "考评", show=True),
    _key("unit.member", "f4", "member", "下级", show=True),
    _key("unit.fact", "f5", "fact", "事实", show=True),
    _key("unit.attribute", "f6", "attribute", "属性", show=True),
    _key("unit.compare", "f7", "compare", "对照：在各标准下", show=True),
    _key("unit.report", "f8", "report", "打印", show=True),
    _key("unit.withdraw", "delete", "withdraw", "撤回", show=True),
    _key("unit.rectify", "ctrl+k", "rectify", "整改", show=True),
    _key("unit.diff", "f9", "diff", "对比：同一标准的两次考评", show=True),
    _key("unit.edition", "ctrl+u", "edition", "换版：改用更正的标准"),
    _key("unit.leave", "escape", "leave", "返回", show=True),
]

CAMPAIGN: list[BindingType] = [
    _key("campaign.roster", "f2", "roster", "名单", show=True),
    _key("campaign.order", "f3", "order", "名次", show=True),
    _key("campaign.late", "f4", "next_late", "逾期", show=True),
    _key("campaign.refresh", "f5", "refresh_table", "刷新"),
    _key("campaign.terms", "f6", "terms", "期限：各次期限", show=True),
    _key("campaign.open", "f7", "open_all", "成批新建", show=True),
    _key("campaign.report", "f8", "report", "打印", show=True),
    _key("campaign.edition", "f9", "edition", "换版：移到新版标准", show=True),
    _key("campaign.find", "ctrl+g,/,／", "find", "查找", show=True),
    _key("campaign.leave", "escape", "leave", "返回", show=True),
]

TERMS: list[BindingType] = [_key("terms.leave", "escape", "leave", "返回", show=True)]

GRID: list[BindingType] = [
    _key("grid.open", "enter", "open", "打开或新建这一格的考评"),
    _key("grid.up", "up", "move(-1, 0)", "上一行"),
    _key("grid.down", "down", "move(1, 0)", "下一行"),
    _key("grid.left", "left", "move(0, -1)", "左一列"),
    _key("grid.right", "right", "move(0, 1)", "右一列"),
    _key("grid.page-up", "pageup", "page(-1)", "上一页"),
    _key("grid.page-down", "pagedown", "page(1)", "下一页"),
    _key("grid.home", "home", "edge(-1)", "第一行"),
    _key("grid.end", "end", "edge(1)", "最后一行"),
]

STANDARD: list[BindingType] = [
    _key("standard.new", "f2,ctrl+n", "new", "用它新建考评", show=True),
    _key("standard.leave", "escape", "leave", "返回", show=True),
]

NEW: list[BindingType] = [
    _key("new.start", "f10,ctrl+s", "start", "开始考评", show=True),
    _key("new.leave", "escape", "leave", "返回", show=True),
]

WALK: list[BindingType] = [
    _key("walk.other-pane", "tab", "other_pane", "换栏"),
    _key("walk.next-unrated", "f3", "next_unrated", "未评", show=True),
    _key("walk.deduct", "f4,-,－", "deduct", "扣分", show=True),
    _key("walk.fact", "f5", "fact", "事实", show=True),
    _key("walk.not-applicable", "f6", "not_applicable", "不适用", show=True),
    _key("walk.note", "f7", "note", "备注", show=True),
    _key("walk.statements", "f8", "statements", "否决", show=True),
    _key("walk.result", "f9", "result", "结果", show=True),
    _key("walk.check", "f10", "check", "检查", show=True),
    _key("walk.actions", "f12", "all_actions", "全部操作", show=True),
    _key("walk.undo", "ctrl+z", "undo", "撤销", show=True),
    _key("walk.go-to", "ctrl+g,/,／", "go_to", "找评分项", show=True),
    _key("walk.flag", "f2", "flag", "标记", show=True),
    _key("walk.filter", "ctrl+f", "filter", "筛选", show=True),
    _key("walk.batch", "ctrl+b", "batch", "成批评定"),
    _key("walk.copy", "ctrl+o", "copy_earlier", "沿用以往考评"),
    _key("walk.history", "ctrl+l", "history", "修改历史"),
    _key("walk.evidence", "ctrl+e", "evidence", "佐证材料"),
    _key("walk.clause", "ctrl+d", "clause", "官方原文"),
    _key("walk.rectify", "ctrl+k", "rectify", "整改"),
    _key("walk.edition", "ctrl+u", "edition", "换版：改用更正的标准，看会改什么"),
    _key("walk.report", "ctrl+w", "report", "打印报告、评分工作簿"),
    _key("walk.clear", "delete", "clear", "取消评定"),
    _key("walk.redo", "ctrl+y", "redo", "重做"),
    _key("walk.next-flagged", "ctrl+n", "next_flagged", "下一个有标记的"),
    _key("walk.leave", "escape", "leave", "返回"),
    _key("walk.point", "full_stop,．,。", "point", "得分的小数点"),
    _key("walk.erase", "backspace", "erase", "删去得分的末位"),
    *(
        _key(f"walk.digit-{digit}", f"{digit},{chr(0xFF10 + digit)}", f"digit({digit})", f"评定：{digit}")
        for digit in range(10)
    ),
]

TREE: list[BindingType] = [
    _key("tree.accept", "enter", "screen.accept", "采纳建议或评满分"),
    _key("tree.accept-too", "space,ideographic_space", "screen.accept", "采纳建议或评满分；在分组上为展开、收起"),
    _key("tree.up", "up", "cursor_up", "上一行"),
    _key("tree.down", "down", "cursor_down", "下一行"),
    _key("tree.page-up", "pageup", "page_up", "上一页"),
    _key("tree.page-down", "pagedown", "page_down", "下一页"),
    _key("tree.home", "home", "scroll_home", "第一行"),
    _key("tree.end", "end", "scroll_end", "最后一行"),
    _key("tree.into", "right", "into", "展开，或进入评分要点"),
    _key("tree.out", "left", "out", "收起，或回到上级"),
]

DETAIL: list[BindingType] = [
    _key("detail.tick", "space,ideographic_space", "screen.tick", "勾选：达到、未达到、取消", show=True),
    _key("detail.accept", "enter", "screen.accept", "采纳建议或评满分"),
    _key("detail.up", "up", "cursor_up", "上一条"),
    _key("detail.down", "down", "cursor_down", "下一条"),
    _key("detail.page-up", "pageup", "page_up", "上一页"),
    _key("detail.page-down", "pagedown", "page_down", "下一页"),
    _key("detail.home", "home", "first", "第一条"),
    _key("detail.end", "end", "last", "最后一条"),
    _key("detail.back", "left", "screen.other_pane", "回到左栏"),
]

LIST: list[BindingType] = [
    _key("list.select", "enter", "select", "选定"),
    _key("list.up", "up", "cursor_up", "上一条"),
    _key("list.down", "down", "cursor_down", "下一条"),
    _key("list.page-up", "pageup", "page_up", "上一页"),
    _key("list.page-down", "pagedown", "page_down", "下一页"),
    _key("list.home", "home", "first", "第一条"),
    _key("list.end", "end", "last", "最后一条"),
]

OUTLINE: list[BindingType] = [
    _key("outline.open", "enter,space,ideographic_space", "select_cursor", "展开、收起；在评分项上为转到"),
    _key("outline.up", "up", "cursor_up", "上一行"),
    _key("outline.down", "down", "cursor_down", "下一行"),
    _key("outline.page-up", "pageup", "page_up", "上一页"),
    _key("outline.page-down", "pagedown", "page_down", "下一页"),
    _key("outline.home", "home", "scroll_home", "第一行"),
    _key("outline.end", "end", "scroll_end", "最后一行"),
    _key("outline.into", "right", "into", "展开"),
    _key("outline.out", "left", "out", "收起"),
]

CHECK: list[BindingType] = [
    _key("check.edition", "ctrl+u", "edition", "换版：改用更正的标准，看会改什么"),
    _key("check.hand-in", "f10,ctrl+s", "hand_in", "提交", show=True),
    _key("check.leave", "escape", "leave", "返回", show=True),
]

EVIDENCE: list[BindingType] = [
    _key("evidence.file", "f2", "attach", "附文件", show=True),
    _key("evidence.spoken", "f3", "spoken", "登记走访", show=True),
    _key("evidence.known", "f4", "known", "用已有的", show=True),
    _key("evidence.place", "f5", "place", "页码", show=True),
    _key("evidence.where", "f6", "where", "用处", show=True),
    _key("evidence.unlink", "delete", "unlink", "取消关联", show=True),
    _key("evidence.undo", "ctrl+z", "undo", "撤销"),
    _key("evidence.redo", "ctrl+y", "redo", "重做"),
    _key("evidence.leave", "escape", "leave", "返回", show=True),
]

RECTIFY: list[BindingType] = [
    _key("rectify.add", "f2,ctrl+n", "add", "再提一条", show=True),
    _key("rectify.open", "f3", "only_open", "只看未完成", show=True),
    _key("rectify.edit", "f4", "edit", "修改", show=True),
    _key("rectify.done", "f5", "done", "已整改", show=True),
    _key("rectify.withdraw", "delete", "withdraw", "撤回", show=True),
    _key("rectify.go", "f9", "go", "转到该项"),
    _key("rectify.undo", "ctrl+z", "undo", "撤销"),
    _key("rectify.redo", "ctrl+y", "redo", "重做"),
    _key("rectify.leave", "escape", "leave", "返回", show=True),
]

#: What is to be put right of a unit, over its evaluations.
RECTIFIED: list[BindingType] = [
    _key("rectified.open", "f3", "only_open", "只看未完成", show=True),
    _key("rectified.leave", "escape", "leave", "返回", show=True),
]

#: In the field for a path.
PATH: list[BindingType] = [
    _key("path.complete", "tab", "screen.complete", "补全路径", show=True, priority=True),
    _key("path.down", "down", "screen.names(1)", "名单下一个"),
    _key("path.up", "up", "screen.names(-1)", "名单上一个"),
]

HISTORY: list[BindingType] = [
    _key("history.only", "f2", "only", "只看本项、全部", show=True),
    _key("history.back", "f6", "back", "回到此时", show=True),
    _key("history.compare", "f7", "compare", "对比", show=True),
    _key("history.hand-over", "f8", "hand_over", "移交", show=True),
    _key("history.past", "f9", "past", "当时的结果", show=True),
    _key("history.leave", "escape", "leave", "返回", show=True),
]

ENTRY: list[BindingType] = [
    _key("entry.go", "f3", "go", "转到评分项", show=True),
    _key("entry.back", "f6", "back", "回到此时", show=True),
    _key("entry.past", "f9", "past", "当时的结果", show=True),
    _key("entry.leave", "escape", "leave", "返回", show=True),
]

RESULT: list[BindingType] = [
    _key("result.compare", "f7", "compare", "对照：在各标准下", show=True),
    _key("result.report", "f8", "report", "打印", show=True),
    _key("result.leave", "escape", "leave", "返回", show=True),
]

LEAVE: list[BindingType] = [_key("leave", "escape", "leave", "返回", show=True)]

MODAL: list[BindingType] = [
    _key("modal.cancel", "escape", "cancel", "取消", show=True),
    _key("focus-next", "tab", "app.focus_next", "换到下一栏"),
    _key("focus-previous", "shift+tab", "app.focus_previous", "换到上一栏"),
    _key("modal.help", "f1", "app.keys_help", "帮助", show=True),
]

SAVE_TEXT = _key("modal.save", "ctrl+s,f10", "save", "保存", show=True)
TAKE = _key("modal.take", "f10,ctrl+s", "take", "确定", show=True)
REMOVE = _key("modal.remove", "delete", "remove", "删去")
