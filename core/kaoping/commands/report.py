"""`kaoping report`: papers made from evaluations, units and campaigns, written as files."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from kaoping.commands.base import Command, json_option
from kaoping.commands.kinds import FILE, PERIOD, TEXT, Named, Words
from kaoping.commands.settings import Settings, pass_settings
from kaoping.reports.fonts import PRESETS
from kaoping.reports.kinds import KINDS

if TYPE_CHECKING:
    from kaoping.periods import Period
    from kaoping.reports.formats import ReportInput
    from kaoping.workbench.bench import Workbench
    from kaoping.workbench.library import Library
    from kaoping.workbench.papers import PlannedReport

_LISTED = "\n".join(f"  {name:<14}{kind.title}：{kind.about}" for name, kind in KINDS.items())


@click.command(
    cls=Command,
    help=f"写出一份报告。TARGET 是考评编号、考评对象、批次，或答卷文件（.toml）；对比表可以写几个。KIND 是下列之一：\n\n\b\n{_LISTED}",
    short_help="写出得分表、清单、汇总表等报告",
)
@click.argument("kind", type=Named({name: kind.title for name, kind in KINDS.items()}), metavar="KIND")
@click.argument("targets", type=TEXT, metavar="TARGET…", nargs=-1, required=True)
@click.option(
    "--format",
    "name",
    type=TEXT,
    metavar="F",
    help="docx、xlsx、html、pdf、md、json、txt，或插件提供的 插件:名称；不写则看 FILE 的扩展名",
)
@click.option(
    "-o",
    "--output",
    type=FILE,
    metavar="FILE",
    help="写到哪个文件，- 为标准输出；每个考评对象一份时为文件夹。不写则把文字显示在终端上",
)
@click.option("--force", is_flag=True, help="覆盖已有的文件")
@click.option("--by", type=TEXT, metavar="STANDARD", help="对比表：只按这一个标准，一个对象看历次，几个对象并排")
@click.option("--period", type=PERIOD, metavar="P", help="对比表：与 --by 一起，只看这一周期的考评")
@click.option(
    "--fonts", type=Words(*PRESETS), metavar="SET", help=f"字体用哪一套：{'、'.join(PRESETS)}；不写则按 reports.toml"
)
@click.option(
    "--template",
    type=FILE,
    metavar="FILE",
    help="填入自定的 Word 模板（.docx），见 kaoping template；格式为 docx 或 pdf",
)
@click.option("--text", type=FILE, metavar="FILE", help="自评报告：正文所在的 docx、txt 等文件，按标题归入各部分")
@json_option
@pass_settings
def report(
    settings: Settings,
    kind: str,
    targets: tuple[str, ...],
    name: str | None,
    output: Path | None,
    force: bool,
    by: str | None,
    period: Period | None,
    fonts: str | None,
    template: Path | None,
    text: Path | None,
    as_json: bool,
) -> None:
    """See the help above: click shows it."""
    from kaoping.workbench.options import now
    from kaoping.workbench.report_files import format_of

    if template is not None and fonts is not None:
        raise click.UsageError("--template 的字体由模板自己定，不能再写 --fonts；要换字体请在模板里改")
    if template is not None and name is None and output is not None:
        name = format_of(output) or "docx"
    format, output = _format(name, output)
    settings = _with_fonts(settings, format, fonts, own=template is not None)
    if template is not None:
        settings = _with_template(settings, format, template)
    if text is not None and kind != "self-report":
        raise click.UsageError("--text 只用于自评报告（self-report）")
    target = targets[0]
    if kind == "comparison" and not target.endswith(".toml"):
        with settings.reading() as bench:
            compared = bench.papers.comparison(targets, by=by, period=period)
            _one(bench.library, compared, format, output, force, as_json)
        return
    if len(targets) > 1 or by is not None or period is not None:
        raise click.UsageError("只有对比表（comparison）可以写几个 TARGET、--by 或 --period")
    if target.endswith(".toml"):
        from kaoping.workbench.printing import report_of_file

        library = settings.library()
        made = report_of_file(library, Path(target), kind, now().date())
        _one(library, _with_text(made, text), format, output, force, as_json)
        return
    with settings.reading() as bench:
        if bench.papers.is_each(kind, target):
            _each(bench, kind, target, format, output, force, as_json)
        else:
            given = _with_text(bench.papers.report(kind, target), text)
            _one(bench.library, given, format, output, force, as_json)


def _with_template(settings: Settings, format: str, template: Path) -> Settings:
    """The settings for a run that prints in this template; says what its maker should know."""
    from kaoping.console import warn
    from kaoping.errors import Refused
    from kaoping.workbench.own_templates import read_template

    if format not in ("docx", "pdf"):
        raise click.UsageError(f"--template 用于 docx、pdf，不能写成 {format}")
    read = read_template(template)
    if read.faults:
        raise Refused(read.faults)
    for one in read.told:
        warn(f"注意：{one.text()}")
    return settings._replace(template=read)


def _with_text(given: ReportInput, text: Path | None) -> ReportInput:
    """A self-evaluation report with the text that its writer gave it."""
    if text is None:
        return given
    from kaoping.console import warn
    from kaoping.reports.kinds.self_report import warnings_of
    from kaoping.workbench.self_reports import with_text

    made, notes = with_text(given, text)
    for note in (*notes, *warnings_of(made.paper)):
        warn(f"注意：{note}")
    return made


def _with_fonts(settings: Settings, format: str, fonts: str | None, *, own: bool) -> Settings:
    """The settings for this run; says how the format is printed, where that is not as usual."""
    from kaoping.console import warn
    from kaoping.workbench.printing import WITHOUT_FONTS, way_text

    if fonts is not None and format in WITHOUT_FONTS:
        raise click.UsageError(f"--fonts 用于 docx、html、pdf，{format} 里没有字体")
    way = way_text(format, own=own)
    if way:
        warn(f"注意：{way}")
    return settings._replace(fonts=fonts)


def _format(name: str | None, output: Path | None) -> tuple[str, Path | None]:
    """The format, as given or as the file's name says; where to, None for the terminal."""
    from kaoping.errors import refuse
    from kaoping.workbench.report_files import format_of, mislabelled

    if output is None:
        if name not in (None, "txt"):
            raise refuse("output", f"缺少 -o：{name} 要写成文件；不写 --format 和 -o，就把文字显示在终端上")
        return "txt", None
    found = name if name is not None else format_of(output)
    if found is None:
        raise refuse("output", "缺少 --format：文件名看不出格式，请写 --format docx 等", file=str(output))
    wrong = mislabelled(output, found)
    if wrong:
        raise refuse("output", wrong, file=str(output))
    return found, output


def _one(library: Library, given: ReportInput, format: str, output: Path | None, force: bool, as_json: bool) -> None:
    from kaoping.console import say, show_json
    from kaoping.workbench.printing import printed_as
    from kaoping.workbench.report_files import write_report

    if output is None and not as_json:
        from kaoping.reports.text import paper_text

        say(paper_text(given.paper, _columns()).rstrip("\n"))
        return
    if output is None or str(output) == "-":
        data = printed_as(library, "json" if output is None else format, given)
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    written = write_report(library, format, given, output, force=force)
    if as_json:
        show_json({"file": str(written.path), "bytes": written.size})
    else:
        say(f"已写出：{written}")


def _columns() -> int:
    """How wide the terminal is; 80 where nobody looks at one."""
    from kaoping.reports.text import COLUMNS

    return shutil.get_terminal_size((COLUMNS, 24)).columns - 1 if _is_terminal(sys.stdout) else COLUMNS


def _each(
    bench: Workbench, kind: str, target: str, format: str, folder: Path | None, force: bool, as_json: bool
) -> None:
    """One file for each unit of a campaign, in a folder; nothing is written where a file is in the way."""
    from kaoping.console import say, show_json, warn
    from kaoping.errors import KaopingError, refuse
    from kaoping.workbench.printing import provided_format
    from kaoping.workbench.report_files import in_the_way, make_folder, names_text, write_planned

    if folder is None or str(folder) == "-":
        raise refuse("output", "每个考评对象写一份，不能写到标准输出；-o 请写一个文件夹")
    provided_format(bench.library, format)
    planned = bench.papers.planned(target)
    there = in_the_way(folder, planned, format)
    if there and not force:
        message = f"文件已存在，都没有写：{names_text(there)}；确要覆盖请加 --force，或换一个文件夹"
        raise refuse("exists", message, file=str(folder))
    make_folder(folder)
    left = [one for one in planned if one.evaluation is None]
    written = []
    try:
        with _bar([one for one in planned if one.evaluation is not None]) as queue:
            for one in queue:
                written.append(write_planned(bench.papers, kind, format, one, folder, force=force))
    except (KaopingError, KeyboardInterrupt):
        warn(f"没有写完：已写出 {len(written)} 份，共 {len(planned) - len(left)} 份")
        raise
    for one in left:
        warn(f"没有写：{one.unit}（{one.why}）")
    if as_json:
        files = [{"file": str(done.path), "bytes": done.size} for done in written]
        show_json({"files": files, "left": [{"unit": one.unit, "why": one.why} for one in left]})
    else:
        say(f"已写出 {len(written)} 份：{folder}")


def _bar(planned: list[PlannedReport]) -> AbstractContextManager[Iterable[PlannedReport]]:
    """What is written one by one, behind a bar with the unit's name for who waits at a terminal."""
    if not _is_terminal(sys.stderr):
        return nullcontext(planned)
    from kaoping.text import clipped

    def name(one: PlannedReport | None) -> str | None:
        return None if one is None else clipped(one.unit, 24)

    return click.progressbar(planned, label="正在写出", show_pos=True, item_show_func=name, file=sys.stderr)


def _is_terminal(stream: TextIO) -> bool:
    return stream.isatty()
