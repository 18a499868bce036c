"""`kaoping verify`, `backup` and `restore`: care for the workspace file."""

from __future__ import annotations

from pathlib import Path

import click

from kaoping.commands.base import Command, json_option
from kaoping.commands.kinds import FILE
from kaoping.commands.settings import Settings, pass_settings


@click.command(cls=Command)
@click.option("--known", type=FILE, metavar="FILE", help="另存在别处的校验码（kaoping verify --json 的输出）")
@json_option
@pass_settings
def verify(settings: Settings, known: Path | None, as_json: bool) -> None:
    """校验工作区：日志是否连贯、各表和得分是否与日志相符。有不符则退出码为 1。

    文件自身的校验防不住有心改写的人；把校验码另存在别处，再用 --known 核对，才能发现。
    """
    from kaoping.commands.failure import fault_json
    from kaoping.commands.heads import read_heads
    from kaoping.console import say, show_json

    wanted = read_heads(known) if known is not None else None
    with settings.reading() as bench:
        faults = bench.care.verify(wanted)
        heads = {} if any(fault.code == "damaged" for fault in faults) else bench.care.heads()
        prints = {book: bench.care.fingerprint(book) for book in heads}
    if as_json:
        show_json(
            {
                "ok": not faults,
                "faults": [fault_json(fault) for fault in faults],
                "heads": [{"book": book, "seq": seq, "hash": digest} for book, (seq, digest) in heads.items()],
            }
        )
    elif faults:
        say("\n".join(fault.text() for fault in faults))
        say(f"\n校验未通过，共 {len(faults)} 处")
    else:
        say("校验通过：日志连贯，各表和得分与日志相符")
        for book, fingerprint in prints.items():
            say(f"  日志 {book}　校验码 {fingerprint}")
    if faults:
        raise click.exceptions.Exit(1)


@click.command(cls=Command)
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--with-files", is_flag=True, help="佐证材料的文件也复制到 FILE.files")
@json_option
@pass_settings
def backup(settings: Settings, file: Path, with_files: bool, as_json: bool) -> None:
    """把工作区完整地复制到 FILE，复制后经过校验。佐证的文件另在 .files 文件夹，加 --with-files 才一并复制。"""
    from kaoping.console import say, show_json

    with settings.reading() as bench:
        written = bench.care.backup(file, with_files=with_files)
    if as_json:
        show_json({"file": str(written)})
    else:
        say(f"已备份并校验：{written}")


@click.command(cls=Command)
@click.argument("file", type=FILE, metavar="FILE")
@json_option
@pass_settings
def restore(settings: Settings, file: Path, as_json: bool) -> None:
    """用备份 FILE 替换工作区（--db）。备份先经过校验，原来的文件改名保留在旁边。"""
    from kaoping.console import say, show_json
    from kaoping.store.backup import restore_from

    options = settings.options()
    if settings.db is None:
        options.data.mkdir(parents=True, exist_ok=True)
    kept = restore_from(file, options.db)
    if as_json:
        show_json({"file": str(options.db), "kept": str(kept) if kept is not None else None})
        return
    say(f"已恢复：{options.db}")
    if kept is not None:
        say(f"原来的文件保留为：{kept}")
