"""The user's keymap: which keys go before the default ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from textual.binding import Binding

from kaoping_tui import keys


def known_ids() -> set[str]:
    """Every id that a keymap may name: those of every list of bindings in `keys`."""
    held = [value for name, value in vars(keys).items() if name.isupper()]
    bindings = [binding for one in held for binding in (one if isinstance(one, list) else [one])]
    return {binding.id for binding in bindings if isinstance(binding, Binding) and binding.id}


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
