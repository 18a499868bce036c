"""The command line. Imports click alone; every command's module loads when it is called."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from kaoping import __version__
from kaoping.commands.base import Group, imported
from kaoping.commands.kinds import FILE, TEXT
from kaoping.commands.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

_SCREENS = "kaoping_tui"
#: The screen's entry: called with the options of this run, gives the exit code.
SCREEN = f"{_SCREENS}.entry:run"
#: The screen's keys, as one sheet: called with the options of this run, gives the text and what is wrong with a keymap.
KEYS = f"{_SCREENS}.keysheet:own_sheet"

_HOME = "kaoping.commands"
_COMMANDS = {
    "demo": (f"{_HOME}.demo:demo", "示例工作区：装好数据，打开界面（--no-tui 只输出表格）"),
    "standard": (f"{_HOME}.standard:standard", "标准：列出、查看、检查、运行算例"),
    "score": (f"{_HOME}.score:score", "给一份答卷文件评分，不需要工作区"),
    "unit": (f"{_HOME}.unit:unit", "考评对象：建立、列出、查看"),
    "fact": (f"{_HOME}.fact:fact", "事实：定义、登记、查看"),
    "campaign": (f"{_HOME}.campaign:campaign", "批次：建立、列出、查看"),
    "eval": (f"{_HOME}.evaluation:evaluation", "考评：新建、评定、得分、说理、撤销、导入导出"),
    "evidence": (f"{_HOME}.evidence:evidence", "佐证材料：附上、关联、列出、打开"),
    "rectification": (f"{_HOME}.rectification:rectification", "整改：列出要求、责任、期限、是否完成"),
    "compare": (f"{_HOME}.compare:compare", "对照：一个考评对象在各标准下的得分、事实、矛盾、主题"),
    "report": (f"{_HOME}.report:report", "报告：得分表"),
    "template": (f"{_HOME}.template:template", "自定 Word 模板：样例、字段、检查"),
    "verify": (f"{_HOME}.care:verify", "校验工作区的记录"),
    "backup": (f"{_HOME}.care:backup", "备份工作区"),
    "restore": (f"{_HOME}.care:restore", "从备份恢复工作区"),
    "plugin": (f"{_HOME}.plugin:plugin", "插件：列出"),
    "keys": (f"{_HOME}.keys:keys", "按键表：按自己的按键设置，可打印"),
}


class Root(Group):
    """The program. Every fault ends as a Chinese message and an exit code, never as a traceback."""

    def main(self, args: Any = None, *_: Any, standalone_mode: bool = True, **extra: Any) -> Any:
        """Run and exit: 0 done, 1 not so, 2 refused, 3 the surroundings, 4 our own fault."""
        argv = [str(arg) for arg in (sys.argv[1:] if args is None else args)]
        if not standalone_mode or "_KAOPING_COMPLETE" in os.environ:
            return super().main(argv, "kaoping", standalone_mode=standalone_mode, windows_expand_args=False)
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        try:
            code = self._run(argv)
            sys.stdout.flush()
        except (Exception, KeyboardInterrupt) as error:
            from kaoping.commands.failure import told

            code = told(error, argv)
        sys.exit(code)

    def _run(self, argv: list[str]) -> int:
        try:
            with self.make_context("kaoping", argv) as context:
                result = self.invoke(context)
        except click.exceptions.Exit as done:
            return done.exit_code
        return result if isinstance(result, int) else 0


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        click.echo(f"kaoping {__version__}")
        context.exit()


@click.group(cls=Root, name="kaoping", table=_COMMANDS, invoke_without_command=True)
@click.option("--db", type=FILE, envvar="KAOPING_DB", metavar="FILE", help="工作区文件（默认在用户数据文件夹）")
@click.option("--as", "evaluator", type=TEXT, metavar="NAME", help="考评人（默认为本机登录名）")
@click.option("--no-plugins", is_flag=True, help="不载入第三方插件")
@click.option("--standard", "standards", type=FILE, multiple=True, metavar="FILE", help="另用一个标准文件，可多次")
@click.option("--rules", type=FILE, multiple=True, metavar="FILE", help="本地规则文件，可多次")
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="显示版本")
@click.pass_context
def cli(
    context: click.Context,
    db: Path | None,
    evaluator: str | None,
    no_plugins: bool,
    standards: tuple[Path, ...],
    rules: tuple[Path, ...],
) -> int | None:
    """考评：按官方标准逐项评分，每一分都有出处。不写命令即打开界面。"""
    context.obj = Settings(db, evaluator, no_plugins, standards, rules)
    if context.invoked_subcommand is None:
        return open_screen(context.obj)
    return None


def open_screen(settings: Settings, db: Path | None = None, review: Path | None = None) -> int:
    """Open the screens on a workspace and give their exit code.

    :param db: another workspace than the one given with the settings.
    :param review: the document, or the standard made of it, whose review comes first.
    :raises Surroundings: this is no terminal.
    """
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        from kaoping.errors import Surroundings

        raise Surroundings("no-terminal", "界面只能在终端里打开", "请在终端里运行，或改用命令，见 kaoping --help")
    result: int = imported(SCREEN)(settings.options(db, review))
    return result


def main() -> None:
    """Entry of the `kaoping` script."""
    cli.main()


if __name__ == "__main__":
    main()
