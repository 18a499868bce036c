"""Every key of the application, each with an id by which the user's keymap may change it.

Function keys, ctrl+letter, digits and arrows come first: letters never arrive while a Chinese input method is on, and
its full-width signs arrive in place of the plain ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from textual.binding import Binding, BindingType


def _key(id: str, keys: str, action: str, text: str, *, show: bool = False, priority: bool = False) -> Binding:
    return Binding(keys, action, text, show=show, id=id, priority=priority)


HELP = _key("help", "f1,?,？", "app.keys_help", "帮助", show=True)
PALETTE = _key("palette", "ctrl+p", "app.palette", "命令")

APP: list[BindingType] = [
    _key("quit", "ctrl+q", "quit", "退出", priority=True),
    _key("how-to-quit", "ctrl+c", "how_to_quit", "说明怎样退出"),
    _key("retry", "ctrl+r", "retry_save", "重试保存"),
]

SCREEN: list[BindingType] = [
    _key("focus-next", "tab", "app.focus_next", "换到下一栏"),
    _key("focus-previous", "shift+tab", "app.focus_previous", "换到上一栏"),
    _key("copy", "ctrl+c", "screen.copy_text", "复制选中的文字"),
    HELP,
    PALETTE,
]

HOME: list[BindingType] = [
    _key("home.new", "f2,ctrl+n", "new", "新建考评", show=True),
    _key("home.refresh", "f5", "refresh_list", "刷新", show=True),
    _key("home.plugins", "f6", "plugins", "标准与插件", show=True),
    _key("home.leave", "escape", "app.quit", "退出", show=True),
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
    _key("walk.undo", "ctrl+z", "undo", "撤销", show=True),
    _key("walk.go-to", "ctrl+g,/,／", "go_to", "找评分项", show=True),
    _key("walk.flag", "f2", "flag", "标记", show=True),
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
    _key("detail.tick", "space,ideographic_space", "screen.tick", "勾选：达到、未达到、取消"),
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

LEAVE: list[BindingType] = [_key("leave", "escape", "leave", "返回", show=True)]

MODAL: list[BindingType] = [
    _key("modal.cancel", "escape", "cancel", "取消", show=True),
    _key("focus-next", "tab", "app.focus_next", "换到下一栏"),
    _key("focus-previous", "shift+tab", "app.focus_previous", "换到上一栏"),
    _key("modal.help", "f1", "app.keys_help", "帮助", show=True),
]

SAVE_TEXT = _key("modal.save", "ctrl+s,f10", "save", "保存", show=True)
REMOVE = _key("modal.remove", "delete", "remove", "删去")

#: Editing keys that keep their place, in Chinese. Word motions are left out: a whole Chinese clause counts as one word.
EDITING = {
    "cursor_left": "左移",
    "cursor_right": "右移",
    "cursor_up": "上移",
    "cursor_down": "下移",
    "cursor_page_up": "上一页",
    "cursor_page_down": "下一页",
    "cursor_line_start": "到行首",
    "cursor_line_end": "到行尾",
    "home": "到开头",
    "end": "到结尾",
    "delete_left": "删去前一字",
    "delete_right": "删去后一字",
    "delete_left_all": "删去前面所有的字",
    "delete_right_all": "删去后面所有的字",
    "delete_to_start_of_line": "删到行首",
    "delete_to_end_of_line_or_delete_line": "删到行尾",
    "submit": "确定",
    "cut": "剪切",
    "copy": "复制",
    "paste": "粘贴",
    "undo": "撤销输入",
    "redo": "重做输入",
    "select_all": "全选",
}


def editing(prefix: str, base: Iterable[BindingType]) -> list[BindingType]:
    """A field's own bindings with Chinese descriptions and ids; function keys and motions by word are left out."""
    found: list[BindingType] = []
    for binding in base:
        if not isinstance(binding, Binding):
            continue
        name, _, argument = binding.action.partition("(")
        keys = ",".join(key for key in binding.key.split(",") if not (key.startswith("f") and key[1:].isdigit()))
        if name in EDITING and keys:
            suffix = "-select" if argument else ""
            text = EDITING[name] + ("并选中" if argument else "")
            found.append(_key(f"{prefix}.{name}{suffix}", keys, binding.action, text))
    return found


def known_ids() -> set[str]:
    """Every id that a keymap may name."""
    groups = (APP, SCREEN, HOME, NEW, WALK, TREE, DETAIL, LIST, OUTLINE, LEAVE, MODAL, [SAVE_TEXT, REMOVE])
    return {binding.id for group in groups for binding in group if isinstance(binding, Binding) and binding.id}


def read_keymap(path: Path) -> tuple[Mapping[str, str], list[str]]:
    """The user's keymap, `[keys]` with `id = "key,key"`, and what is wrong with it, in Chinese."""
    if not path.exists():
        return {}, []
    import tomllib

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("keys", {})
    except (OSError, ValueError) as error:
        return {}, [f"按键设置 {path} 读不了（{error}），已用默认按键"]
    if not isinstance(table, dict):
        return {}, [f"按键设置 {path} 中的 keys 应为表，已用默认按键"]
    flat = dict(_flat("", table))
    known = known_ids()
    wrong = [name for name, keys in flat.items() if name not in known or not isinstance(keys, str) or not keys.strip()]
    faults = [f"按键设置 {path}：不认识 {'、'.join(wrong[:5])}，其余照用"] if wrong else []
    return {name: keys for name, keys in flat.items() if name not in wrong}, faults


def _flat(head: str, table: Mapping[str, object]) -> Iterable[tuple[str, str]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(f"{head}{name}.", value)
        else:
            yield f"{head}{name}", value if isinstance(value, str) else ""


_NAMES = {
    "full_stop": ".",
    "shift": "Shift",
    "escape": "Esc",
    "enter": "回车",
    "space": "空格",
    "delete": "Del",
    "tab": "Tab",
    "up": "上",
    "down": "下",
    "left": "左",
    "right": "右",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "minus": "-",
    "slash": "/",
    "question_mark": "?",
    "backspace": "退格",
}


def key_text(key: str) -> str:
    """A key for people: `Ctrl+Z`, `F4`, `空格`."""
    *modifiers, name = key.split("+")
    shown = _NAMES.get(name, name.upper() if len(name) <= 3 else name)
    return "+".join([*(modifier.capitalize() for modifier in modifiers), shown])
