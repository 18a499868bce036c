"""`kaoping keys`: the key sheet by the user's own keymap, to be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kaoping.commands.base import Command
from kaoping.commands.kinds import FILE
from kaoping.commands.settings import Settings, pass_settings

if TYPE_CHECKING:
    from pathlib import Path


@click.command(cls=Command)
@click.option("-o", "--output", type=FILE, metavar="FILE", help="写到文件（.md），不写则输出到屏幕")
@click.option("--force", is_flag=True, help="覆盖已有的文件")
@pass_settings
def keys(settings: Settings, output: Path | None, force: bool) -> None:
    """按键表：各界面的全部按键，按自己的按键设置（keymap.toml）。不需要工作区。"""
    from kaoping.cli import KEYS
    from kaoping.commands.base import imported
    from kaoping.console import say, warn
    from kaoping.workbench.exchange import write_new

    text, faults = imported(KEYS)(settings.options())
    for fault in faults:
        warn(f"注意：{fault}")
    if output is None:
        say(text.rstrip("\n"))
        return
    say(f"已写出：{write_new(output, text.encode(), force=force)}")
