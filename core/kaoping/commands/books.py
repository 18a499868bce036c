"""`kaoping standard to-xlsx` and `from-xlsx`: a standard as an Excel workbook to write in, and back."""

from __future__ import annotations

from pathlib import Path

import click

from kaoping.commands.base import Command, json_option
from kaoping.commands.kinds import FILE, TEXT
from kaoping.commands.settings import Settings, pass_settings


@click.command("to-xlsx", cls=Command)
@click.argument("target", type=TEXT, metavar="ID|FILE")
@click.argument("output", type=FILE, metavar="OUT.xlsx")
@click.option("--new", is_flag=True, help="写一份空白的工作簿，ID 是新标准的编号")
@click.option("--force", is_flag=True, help="覆盖已有的文件")
@json_option
@pass_settings
def to_xlsx(settings: Settings, target: str, output: Path, new: bool, force: bool, as_json: bool) -> None:
    """把一个标准写成 Excel 工作簿：指标、要点、界限、扣分、否决、程序、勘误等各有一表，在表里填写，用 from-xlsx 变回标准文件，一字不差。"""
    from kaoping.console import say, show_json
    from kaoping.workbench.standard_books import blank_workbook, to_workbook

    write = blank_workbook if new else to_workbook
    written = write(settings.library(), target, output, force=force)
    if as_json:
        show_json({"file": str(written)})
    else:
        say(f"已写出：{written}\n填好后用 kaoping standard from-xlsx {written} -o 标准.toml 变成标准文件")


@click.command("from-xlsx", cls=Command)
@click.argument("file", type=FILE, metavar="FILE.xlsx")
@click.option("-o", "--output", type=FILE, metavar="OUT.toml", help="写到哪个文件；不写则为编号的最后一段加 .toml")
@click.option("--force", is_flag=True, help="覆盖已有的文件")
@json_option
@pass_settings
def from_xlsx(settings: Settings, file: Path, output: Path | None, force: bool, as_json: bool) -> None:
    """把填好的标准工作簿变成标准文件：按表头和编号认，不看位置；有一处不对就不写，逐处列出工作表和单元格。"""
    bring_in(settings, file, output, force=force, as_json=as_json)


def bring_in(settings: Settings, file: Path, output: Path | None, *, force: bool, as_json: bool) -> None:
    """Write the standard that a workbook says, and tell what was written."""
    from kaoping.commands.failure import MAX_ADVICE, fault_json
    from kaoping.console import say, show_json, warn
    from kaoping.workbench.standard_books import from_workbook

    done = from_workbook(settings.library(), file, output, force=force)
    for note in done.notes:
        warn(f"注意：{note}")
    if as_json:
        show_json(
            {
                "standard": done.id,
                "title": done.title,
                "files": [str(path) for path in done.files],
                "notes": list(done.notes),
                "faults": [fault_json(fault) for fault in done.advice],
            }
        )
        return
    for fault in done.advice[:MAX_ADVICE]:
        warn(f"建议：{fault.text()}")
    if len(done.advice) > MAX_ADVICE:
        warn(f"建议：共 {len(done.advice)} 条，其余请用 kaoping standard lint 查看")
    say("\n".join(f"已写出：{path}" for path in done.files))
    say(
        f"{done.id}　{done.title}\n下一步：kaoping standard test {done.files[0]}，kaoping standard install {done.files[0]}"
    )


__all__ = ["from_xlsx", "to_xlsx"]
