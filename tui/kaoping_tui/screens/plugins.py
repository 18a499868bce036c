"""Plugins at hand, and what is wrong with those, and with the standards, that cannot be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kaoping import visible

if TYPE_CHECKING:
    from kaoping import Workbench

#: What the state of a standard is called.
STATUS = {"draft": "征求意见稿", "in-force": "现行", "superseded": "已废止"}


def plugin_lines(bench: Workbench) -> tuple[list[str], list[str]]:
    """What cannot be used, with the reason and the place; then the plugins, working and switched off."""
    library = bench.library
    failed = [
        f"〔不能使用〕标准 {entry.id}：{entry.failure}（{entry.path}）"
        for entry in library.entries()
        if entry.failure is not None
    ]
    failed += [f"〔不能使用〕{info.text()}" for info in library.plugins.failures()]
    failed += [f"〔不能使用〕插件 {name} 的事实定义：{reason}" for name, reason in library.vocabulary_failures()]
    failed += [f"〔很慢〕{text}" for text in library.plugins.slowness.told()]
    others = []
    for info in library.plugins.infos():
        if info.status == "active":
            others.append(f"插件 {info.name} {info.version}，可用")
        elif info.status == "disabled":
            others.append(info.text())
    return [_line(text) for text in failed], [_line(text) for text in others]


def _line(text: str) -> str:
    return visible(" ".join(text.split()))
