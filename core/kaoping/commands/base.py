"""What every command is made of: commands that speak Chinese, and groups that load late. Imports click alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


class Command(click.Command):
    """A command whose help and faults of usage are Chinese."""

    def __init__(self, name: str | None, **attrs: Any) -> None:
        attrs.setdefault("options_metavar", "[选项]")
        super().__init__(name, **attrs)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line that says how it is called."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, one a line."""
        found = [parameter.get_help_record(ctx) for parameter in self.get_params(ctx)]
        records = [
            (name, text.replace("[required]", "[必填]")) for name, text in filter(None, found) if name[:1] == "-"
        ]
        if records:
            with formatter.section("选项"):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """`--help`."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示这段说明"
        return option

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Arguments beyond those asked for are named."""
        allowed, ctx.allow_extra_args = ctx.allow_extra_args, True
        rest = super().parse_args(ctx, args)
        ctx.allow_extra_args = allowed
        if rest and not allowed and not ctx.resilient_parsing:
            raise click.UsageError(f"多余的参数：{' '.join(map(str, rest))}；含空格的文字请加引号", ctx)
        return rest


class Group(Command, click.Group):
    """A group whose commands are modules that load when they are called.

    :param table: name -> ("module:object", one line for the list).
    """

    command_class = Command

    def __init__(self, name: str | None = None, *, table: Mapping[str, tuple[str, str]] | None = None, **attrs: Any):
        attrs.setdefault("subcommand_metavar", "命令 …")
        attrs.setdefault("no_args_is_help", False)
        super().__init__(name, **attrs)
        self.table = dict(table or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the table."""
        return [*self.table, *self.commands]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, its module imported now."""
        if cmd_name in self.table:
            command: click.Command = imported(self.table[cmd_name][0])
            return command
        return super().get_command(ctx, cmd_name)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, one a line, without importing any."""
        rows = [(name, text) for name, (_, text) in self.table.items()]
        rows += [(name, command.get_short_help_str(200)) for name, command in self.commands.items()]
        with formatter.section("命令"):
            formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command meant, or which ones look like it."""
        name = args[0]
        command = self.get_command(ctx, name)
        if command is None and not ctx.resilient_parsing:
            if name[:1] == "-":
                raise click.NoSuchOption(name, ctx=ctx)
            raise click.UsageError(f"没有命令“{name}”{_near(name, self.list_commands(ctx))}", ctx)
        return name if command else None, command, args[1:]


def imported(place: str) -> Any:
    """The object at "module:object"."""
    from importlib import import_module

    module, _, name = place.partition(":")
    return getattr(import_module(module), name)


def _near(name: str, known: list[str]) -> str:
    from difflib import get_close_matches

    found = get_close_matches(name, known)
    return f"，是否想写 {'、'.join(found)}？" if found else f"，可用：{'、'.join(known)}"


def json_option(command: F) -> F:
    """`--json`, as the keyword argument `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="只输出一份 JSON")(command)
