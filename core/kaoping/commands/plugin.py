"""`kaoping plugin`: what is loaded, what is not, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kaoping.commands.base import Group, json_option
from kaoping.commands.settings import Settings, pass_settings

if TYPE_CHECKING:
    from kaoping.workbench.crosswalks import CrosswalkFailure

_STATES = {"active": "正常", "failed": "出错", "disabled": "停用"}


#: Commands with a module of their own.
_TABLE = {"new": ("kaoping.commands.authoring:new_plugin", "写一个新插件：标准、算例、钩子和测试，装上即可用")}


@click.group(cls=Group, table=_TABLE)
def plugin() -> None:
    """插件：列出已载入的和未能载入的，写一个新的。"""


@plugin.command("list")
@json_option
@pass_settings
def list_plugins(settings: Settings, as_json: bool) -> None:
    """列出所有插件、各自提供的内容，以及出错的原因。"""
    from kaoping.console import say, show_json, table
    from kaoping.workbench.crosswalks import CrosswalkShelf

    library = settings.library()
    infos = library.plugins.infos()
    facts = dict(library.vocabulary_failures())
    crosswalks = CrosswalkShelf(library).failures()
    broken = {*facts, *(failure.plugin for failure in crosswalks)}
    standards = [entry for entry in library.entries() if entry.failure is not None and entry.plugin is not None]
    if as_json:
        show_json(
            {
                "plugins": [
                    {
                        "name": info.name,
                        "distribution": info.distribution,
                        "version": info.version,
                        "bundled": info.bundled,
                        "status": "failed" if info.name in broken else info.status,
                        "reason": info.reason or facts.get(info.name) or _reason(info.name, crosswalks),
                        "hooks": list(info.hooks),
                        "provides": {hook: list(names) for hook, names in info.provides.items()},
                    }
                    for info in infos
                ],
                "standards": [
                    {"id": entry.id, "plugin": entry.plugin, "path": str(entry.path), "failure": entry.failure}
                    for entry in standards
                ],
                "crosswalks": [
                    {"plugin": failure.plugin, "path": str(failure.path), "failure": failure.reason}
                    for failure in crosswalks
                ],
            }
        )
        return
    rows = [
        (
            info.name,
            info.version,
            "随程序" if info.bundled else info.distribution,
            _STATES["failed" if info.name in broken else info.status],
            "、".join(name for names in info.provides.values() for name in names),
        )
        for info in infos
    ]
    say(table(["插件", "版本", "来源", "状态", "提供"], rows))
    for info in infos:
        if info.status != "active":
            say(f"\n{info.text()}")
    for name, reason in facts.items():
        say(f"\n插件“{name}”的事实定义未能使用：{reason}")
    for entry in standards:
        say(f"\n标准“{entry.id}”（插件 {entry.plugin}）不能使用：{entry.failure}")
    for failure in crosswalks:
        owner = f"插件 {failure.plugin} 的" if failure.plugin is not None else "标准文件夹里的"
        say(f"\n{owner}对照表 {failure.path.name} 不能使用：{failure.reason}")


def _reason(plugin: str, failures: tuple[CrosswalkFailure, ...]) -> str | None:
    return next((failure.reason for failure in failures if failure.plugin == plugin), None)
