"""`kaoping report`: papers made from evaluations, units and campaigns, written as files."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kaoping.commands.base import Command, json_option
from kaoping.commands.kinds import FILE, TEXT, Words
from kaoping.commands.settings import Settings, pass_settings
from kaoping.reports.kinds import KINDS

if TYPE_CHECKING:
    from kaoping.reports.formats import ReportInput
    from kaoping.workbench.bench import Workbench
    from kaoping.workbench.library import Library
    from kaoping.workbench.papers import Each

_LISTED = "\n".join(f"  {name:<14}{kind.title}：{kind.about}" for name, kind in KINDS.items())


@click.command(
    cls=Command,
    help=f"写出一份报告。TARGET 是考评编号、考评对象、批次，或答卷文件（.toml）。KIND 是下列之一：\n\n\b\n{_LISTED}",
    short_help="写出得分表、清单、汇总表等报告",
)
@click.argument("kind", type=Words(*KINDS), metavar="KIND")
@click.argument("target", type=TEXT, metavar="TARGET")
@click.option(
    "--format", "name", type=TEXT, required=True, metavar="F", help="docx、xlsx、html、md、json，或插件提供的 插件:名称"
)
@click.option(
    "-o",
    "--output",
    type=FILE,
    required=True,
    metavar="FILE",
    help="写到哪个文件，- 为标准输出；每个考评对象一份时为文件夹",
)
@click.option("--force", is_flag=True, help="覆盖已有的文件")
@json_option
@pass_settings
def report(settings: Settings, kind: str, target: str, name: str, output: Path, force: bool, as_json: bool) -> None:
    """See the help above: click shows it."""
    from kaoping.workbench.options import now

    if target.endswith(".toml"):
        from kaoping.workbench.printing import report_of_file

        library = settings.library()
        _one(library, report_of_file(library, Path(target), kind, now().date()), name, output, force, as_json)
        return
    with settings.reading() as bench:
        if bench.papers.is_each(kind, target):
            _each(bench, kind, target, name, output, force, as_json)
        else:
            _one(bench.library, bench.papers.report(kind, target), name, output, force, as_json)


def _one(library: Library, given: ReportInput, name: str, output: Path, force: bool, as_json: bool) -> None:
    from kaoping.console import say, show_json
    from kaoping.workbench.exchange import write_new
    from kaoping.workbench.printing import printed_as

    data = printed_as(library, name, given)
    if str(output) == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    written = write_new(output, data, force=force)
    if as_json:
        show_json({"file": str(written), "bytes": len(data)})
    else:
        say(f"已写出：{written}")


def _each(bench: Workbench, kind: str, target: str, name: str, folder: Path, force: bool, as_json: bool) -> None:
    """One file for each unit of a campaign, in a folder; nothing is written where a file is in the way."""
    from kaoping.console import say, show_json, warn
    from kaoping.errors import refuse
    from kaoping.workbench.exchange import write_new
    from kaoping.workbench.printing import printed_as

    if str(folder) == "-":
        raise refuse("output", "每个考评对象写一份，不能写到标准输出；-o 请写一个文件夹")
    ending = name.rpartition(":")[2]
    printed: list[tuple[Path, bytes]] = []
    left: list[Each] = []
    with _bar(bench, bench.papers.each(kind, target), target) as made:
        for one in made:
            if one.given is None:
                left.append(one)
            else:
                printed.append((folder / f"{one.name}.{ending}", printed_as(bench.library, name, one.given)))
    there = [path.name for path, _ in printed if path.exists()]
    if there and not force:
        listed = "、".join(there[:5]) + (f" 等 {len(there)} 个" if len(there) > 5 else "")
        raise refuse(
            "exists", f"文件已存在，都没有写：{listed}；确要覆盖请加 --force，或换一个文件夹", file=str(folder)
        )
    _folder(folder)
    written = [(str(write_new(path, data, force=force)), len(data)) for path, data in printed]
    for one in left:
        warn(f"没有写：{one.unit}（{one.why}）")
    if as_json:
        files = [{"file": path, "bytes": size} for path, size in written]
        show_json({"files": files, "left": [{"unit": one.unit, "why": one.why} for one in left]})
    else:
        say(f"已写出 {len(written)} 份：{folder}")


def _bar(bench: Workbench, each: Iterable[Each], target: str) -> AbstractContextManager[Iterable[Each]]:
    """What is made one by one, behind a bar for who waits at a terminal."""
    if not sys.stderr.isatty():
        return nullcontext(each)
    whole = len(bench.campaigns.matrix(target).lines)
    return click.progressbar(each, length=whole, label="正在生成", file=sys.stderr)


def _folder(folder: Path) -> None:
    from kaoping.errors import Surroundings, refuse, system_words

    if folder.exists() and not folder.is_dir():
        raise refuse("output", "每个考评对象写一份，-o 请写一个文件夹；这是一个文件", file=str(folder))
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        message = f"不能建立文件夹 {folder}：{system_words(error)}"
        raise Surroundings("io", message, "请检查上一级文件夹是否存在、是否可写") from None
