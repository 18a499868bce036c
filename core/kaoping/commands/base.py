"""What every command is made of: commands that speak Chinese, groups that load late, types, and the global options.

Imports click alone, for `kaoping --version` and `--help` must cost little more: not even pathlib and dataclasses.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    from kaoping.periods import Period
    from kaoping.workbench.bench import Workbench
    from kaoping.workbench.library import Library
    from kaoping.workbench.options import Options

    _ParamType = click.ParamType[Any]
else:
    _ParamType = click.ParamType  # not generic before click 8.5

F = TypeVar("F", bound=Callable[..., Any])

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


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


class _Type(_ParamType):
    """A type whose faults are Chinese. `read` raises ValueError with the message."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The value that the text says."""
        if not isinstance(value, str):
            return value
        try:
            return self.read(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)

    def read(self, text: str) -> Any:
        """The value that `text` says."""
        raise NotImplementedError


class _Text(_Type):
    name = "text"

    def read(self, text: str) -> str:
        if not any("\ud800" <= char <= "\udfff" for char in text):
            return text
        try:
            # Where the locale knows no UTF-8, the bytes that were typed come as surrogates.
            return os.fsencode(text).decode("utf-8")
        except UnicodeError:
            raise ValueError("含有不成字的编码，请用 UTF-8 输入") from None


class _File(_Type):
    name = "file"

    def read(self, text: str) -> Path:
        from pathlib import Path

        if not text or "\0" in text:
            raise ValueError("文件名不能为空，也不能含空字符")
        return Path(text)


class _Number(_Type):
    name = "number"

    def read(self, text: str) -> Decimal:
        from kaoping.numbers import parse_number

        return parse_number(text)


class _Count(_Type):
    name = "count"

    def read(self, text: str) -> int:
        from kaoping.numbers import parse_number

        number = parse_number(text)
        if number < 0 or number != number.to_integral_value():
            raise ValueError(f"“{text}”应为不小于 0 的整数")
        return int(number)


class _Day(_Type):
    name = "date"

    def read(self, text: str) -> date:
        from datetime import date

        from kaoping.numbers import fold

        folded = fold(text)
        try:
            if _DAY.fullmatch(folded):
                return date.fromisoformat(folded)
        except ValueError:
            pass
        raise ValueError(f"“{text[:40]}”不是日期，请写如 2025-12-31")


class _Period(_Type):
    name = "period"

    def read(self, text: str) -> Period:
        from kaoping.periods import parse

        return parse(text)


class Words(_Type):
    """One of a few words."""

    name = "word"

    def __init__(self, *words: str) -> None:
        self.words = words

    def read(self, text: str) -> str:
        """The word, as it is."""
        if text in self.words:
            return text
        raise ValueError(f"“{text[:40]}”不行，可用：{'、'.join(self.words)}")


TEXT, FILE, NUMBER, COUNT, DAY, PERIOD = _Text(), _File(), _Number(), _Count(), _Day(), _Period()


def json_option(command: F) -> F:
    """`--json`, as the keyword argument `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="只输出一份 JSON")(command)


class Settings(NamedTuple):
    """The global options as they were given."""

    db: Path | None = None
    evaluator: str | None = None
    no_plugins: bool = False
    standards: tuple[Path, ...] = ()
    rules: tuple[Path, ...] = ()

    def options(self, db: Path | None = None) -> Options:
        """How a run is started; what was not given comes from the environment and the platform's folders.

        :param db: another workspace than the one given.
        """
        import platformdirs

        from kaoping.hooks.manager import third_party_wanted
        from kaoping.workbench.options import Options

        data = platformdirs.user_data_path("kaoping", appauthor=False)
        return Options(
            db=db or self.db or data / "kaoping.db",
            evaluator=self.evaluator if self.evaluator is not None else _user(),
            data=data,
            config=platformdirs.user_config_path("kaoping", appauthor=False),
            no_plugins=not third_party_wanted(os.environ, no_plugins=self.no_plugins),
            standards=self.standards,
            rules=self.rules,
        )

    def library(self) -> Library:
        """The standards at hand, without a workspace."""
        from kaoping.workbench.options import open_library

        return open_library(self.options())

    @contextmanager
    def reading(self) -> Iterator[Workbench]:
        """The workspace, to read alone: a file that cannot be written can still be looked at."""
        from kaoping.errors import Surroundings
        from kaoping.workbench.options import open_workbench

        options = self.options()
        self._expect(options)
        try:
            bench = open_workbench(options, read_only=True)
        except Surroundings as reason:
            if reason.code != "read-only":
                raise
            # An older format, or what a crash left undone: both are put right by opening it to write.
            bench = open_workbench(options, create=False)
        with bench:
            yield bench

    @contextmanager
    def writing(self, *, create: bool = False) -> Iterator[Workbench]:
        """The workspace, to write; backed up once a day.

        :param create: make it where there is none.
        """
        from kaoping.console import warn
        from kaoping.errors import KaopingError
        from kaoping.workbench.options import now, open_workbench

        options = self.options()
        there = os.path.lexists(options.db)
        if not there and not create:
            self._expect(options)
        with open_workbench(options, create=create) as bench:
            for warning in bench.desk.workspace.warnings():
                warn(f"注意：{warning}")
            if there:
                try:
                    bench.care.automatic_backup(now().date())
                except KaopingError as error:
                    warn(f"注意：今天的自动备份未完成。{error}")
            else:
                warn(f"已新建工作区：{options.db}")
            yield bench

    def _expect(self, options: Options) -> None:
        if self.db is None and not os.path.lexists(options.db):
            from kaoping.errors import Surroundings

            raise Surroundings(
                "missing",
                f"还没有工作区：{options.db}",
                "请用 kaoping unit add 建立第一个考评对象，用 kaoping demo 看示例，或用 --db 指明已有的文件",
            )


pass_settings = click.make_pass_decorator(Settings)


def _user() -> str:
    """The name of the person at the machine."""
    import getpass

    try:
        return getpass.getuser() or "本机"
    except (KeyError, OSError, ImportError):
        return "本机"
