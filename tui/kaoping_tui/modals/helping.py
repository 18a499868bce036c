"""F1 and the command list: the keys that work for the part that has the focus, made from the bindings themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widget import Widget

from kaoping_tui.keys import key_text
from kaoping_tui.widgets.lists import Choice

HAN_KEYS = ("空格", "回车", "退格", "上", "下", "左", "右")
MOTIONS = ("up", "down", "page-up", "page-down", "home", "end")


def _rank(id: str) -> int:
    """What acts comes first, then what only moves, then what works everywhere."""
    if "." not in id:
        return 2
    return int(id.rpartition(".")[2] in MOTIONS or id.startswith(("line.", "note.")))


def key_choices(screen: Screen[object]) -> tuple[list[Choice], dict[str, tuple[str, object]]]:
    """The bindings in force on `screen`, those of the focused part first; and what each runs, by its key."""
    texts: dict[str, tuple[list[str], str]] = {}
    runs: dict[str, tuple[str, object]] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.id is None or not active.enabled or not binding.description:
            continue
        known = texts.setdefault(binding.id, ([], binding.description))
        known[0].append(key_text(binding.key))
        runs[binding.id] = (binding.action, active.node)
    choices = []
    for id, (shown, text) in texts.items():
        plain = [key for key in shown if "_" not in key and (key.isascii() or key in HAN_KEYS)]
        if id.startswith("walk.digit-") or not plain:
            continue
        choices.append(Choice(id, f"{' / '.join(plain[:3])}　{text}"))
    choices.sort(key=lambda choice: _rank(choice.key))
    if any(id.startswith("walk.digit-") for id in texts):
        choices.insert(0, Choice("digits", "0 – 9　评定：计分项输入得分，达标项 1 达到、2 未达到，等级项按序号", None))
    return choices, runs


def all_choices(screen: Screen[Any], parts: Sequence[Widget]) -> tuple[list[Choice], dict[str, tuple[str, DOMNode]]]:
    """Every action of a screen and its parts with its keys, whatever has the focus; and what each runs, by its key.

    Keys that only move are left out: they are the ones that everybody knows.
    """
    keymap = screen.app._keymap
    choices, runs = [], {}
    for node in (screen, *parts, screen.app):
        texts: dict[str, tuple[list[str], Binding]] = {}
        for binding in (known for held in node._bindings.key_to_bindings.values() for known in held):
            if binding.id is not None and binding.description and binding.id not in runs:
                texts.setdefault(binding.id, ([], binding))[0].append(binding.key)
        for id, (own, binding) in texts.items():
            if _rank(id) == 1 or id.startswith(("walk.digit-", "focus-")) or "copy_text" in binding.action:
                continue
            shown = [key_text(key) for key in (keymap[id].split(",") if id in keymap else own)]
            plain = [key for key in shown if "_" not in key and (key.isascii() or key in HAN_KEYS)]
            choices.append(Choice(id, f"{' / '.join(plain[:3])}　{binding.description}"))
            runs[id] = (binding.action, node)
    choices.sort(key=lambda choice: "." not in choice.key)
    return choices, runs
