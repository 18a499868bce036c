"""`kaoping standard review`: a document and the standard read from it, side by side, in the screens."""

from __future__ import annotations

from pathlib import Path

import click

from kaoping.commands.base import Command
from kaoping.commands.kinds import FILE
from kaoping.commands.settings import Settings, pass_settings


@click.command(cls=Command)
@click.argument("file", type=FILE, metavar="FILE")
@pass_settings
def review(settings: Settings, file: Path) -> None:
    """在界面里审阅从文件读出的标准：左边文件，右边标准，存疑的在先。FILE 是文件，或导入时写成的 OUT.toml。"""
    from kaoping.cli import open_screen
    from kaoping.workbench.drafts import Drafts

    Drafts(settings.library()).look(file)
    raise click.exceptions.Exit(open_screen(settings, review=file))


__all__ = ["review"]
