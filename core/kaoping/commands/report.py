"""`kaoping report`: documents made from evaluations."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kaoping.commands.base import Command, json_option
from kaoping.commands.kinds import FILE, TEXT, Words
from kaoping.commands.settings import Settings, pass_settings

if TYPE_CHECKING:
    from kaoping.reports.formats import ReportInput
    from kaoping.workbench.library import Library


@click.command(cls=Command)
@click.argument("kind", type=Words("sheet"), metavar="sheet")
@click.argument("target", type=TEXT, metavar="TARGET")
@click.option("--format", "name", type=TEXT, required=True, metavar="F", help="md、json，或插件提供的 插件:名称")
@click.option("-o", "--output", type=FILE, required=True, metavar="FILE", help="写到哪个文件；- 为标准输出")
@click.option("--force", is_flag=True, help="覆盖已有的文件")
@json_option
@pass_settings
def report(settings: Settings, kind: str, target: str, name: str, output: Path, force: bool, as_json: bool) -> None:
    """写出一份得分表（sheet）。TARGET 是考评编号，或答卷文件（.toml）。"""
    from kaoping.console import say, show_json
    from kaoping.errors import refuse
    from kaoping.hooks.providers import UnknownProvider, call_isolated
    from kaoping.workbench.exchange import write_new

    library, given = _given(settings, kind, target)
    try:
        provided = library.plugins.report_format(name)
    except UnknownProvider as error:
        raise refuse(
            "unknown-format", f"{error}。可用：{'、'.join(library.plugins.report_formats())}", id=name
        ) from None
    data = call_isolated(provided, given)
    if not isinstance(data, bytes):
        raise refuse("bad-format", f"插件 {provided.plugin} 的格式“{name}”没有给出文件内容，请更新该插件", id=name)
    if str(output) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    written = write_new(output, data, force=force)
    if as_json:
        show_json({"file": str(written), "bytes": len(data)})
    else:
        say(f"已写出：{written}")


def _given(settings: Settings, kind: str, target: str) -> tuple[Library, ReportInput]:
    from kaoping.reports.formats import ReportInput
    from kaoping.workbench.exchange import score_file
    from kaoping.workbench.options import now

    printed = now().date().isoformat()
    if target.endswith(".toml"):
        library = settings.library()
        return library, ReportInput(kind, score_file(library, Path(target)), {"file": target, "printed": printed})
    with settings.reading() as bench:
        view = bench.evaluations.view(target)
        about = {
            "evaluation": str(view.row.number),
            "evaluator": view.row.evaluator,
            "updated": view.row.updated,
            "printed": printed,
            "fingerprint": bench.care.fingerprint(view.row.book),
        }
        return bench.library, ReportInput(kind, view.sheet, about)
