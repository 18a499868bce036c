"""What the lists of keys are made of: a binding with its id, an editing field's own keys in Chinese, a key's name."""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding, BindingType


def key(id: str, keys: str, action: str, text: str, *, show: bool = False, priority: bool = False) -> Binding:
    """A binding with an id and a Chinese text."""
    return Binding(keys, action, text, show=show, id=id, priority=priority)


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
        keys = ",".join(one for one in binding.key.split(",") if not (one.startswith("f") and one[1:].isdigit()))
        if name in EDITING and keys:
            suffix = "-select" if argument else ""
            text = EDITING[name] + ("并选中" if argument else "")
            found.append(key(f"{prefix}.{name}{suffix}", keys, binding.action, text, show=name == "submit"))
    return found


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
