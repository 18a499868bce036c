"""click's faults of usage, in Chinese."""

from __future__ import annotations

import click

_GLOBAL = {"--db", "--as", "--no-plugins", "--standard", "--rules"}


def usage_text(error: click.ClickException) -> str:
    """What was wrong with how the command was called, and what to write instead."""
    if isinstance(error, click.MissingParameter):
        return f"缺少{_name(error.param)}"
    if isinstance(error, click.BadParameter):
        hint = error.param_hint if isinstance(error.param_hint, str) else _name(error.param)
        return f"{hint}：{error.message}" if hint else error.message
    if isinstance(error, click.NoSuchOption):
        inside = error.ctx is not None and error.ctx.parent is not None
        if inside and error.option_name in _GLOBAL:
            return f"选项 {error.option_name} 要写在命令之前，如 kaoping {error.option_name} … 命令"
        near = f"，是否想写 {'、'.join(sorted(error.possibilities))}？" if error.possibilities else ""
        return f"没有选项 {error.option_name}{near}"
    if isinstance(error, click.BadOptionUsage):
        # click has one class for both; a flag's message alone says that it takes none.
        if "does not take" in error.message:
            return f"选项 {error.option_name} 后面不写值"
        if "requires" in error.message:
            return f"选项 {error.option_name} 后面要写一个值"
    # The only other thing that click itself says in our commands: a group was called with no command.
    if error.message.startswith("Missing command") and isinstance(error, click.UsageError) and error.ctx is not None:
        command = error.ctx.command
        if isinstance(command, click.Group):
            return f"缺少命令，可用：{'、'.join(command.list_commands(error.ctx))}"
    return error.message


def _name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return ""
    if isinstance(parameter, click.Option):
        return f"选项 {max(parameter.opts, key=len)}"
    return f"参数 {parameter.metavar or (parameter.name or '').upper()}"
