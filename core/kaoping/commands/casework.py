"""`kaoping standard cases`: worked cases written for a standard, to be checked by hand."""

from __future__ import annotations

from pathlib import Path

import click

from kaoping.commands.base import Command, json_option
from kaoping.commands.kinds import FILE, TEXT
from kaoping.commands.settings import Settings, pass_settings


@click.command(cls=Command)
@click.argument("target", type=TEXT, metavar="FILE|ID")
@click.option("-o", "--output", type=FILE, metavar="FILE.cases.toml", help="写到哪个文件；不写则放在标准旁边")
@click.option("--rules", type=FILE, metavar="FILE", help="按这份本地规则算，算例写在规则旁边")
@click.option("--force", is_flag=True, help="覆盖已有的算例")
@json_option
@pass_settings
def cases(settings: Settings, target: str, output: Path | None, rules: Path | None, force: bool, as_json: bool) -> None:
    """为一个标准写出算例：全满分、全零分、每条否决、每条分数线和每个界限的两侧、每个上限，都填好。

    结果由程序算得，逐个写明算法，标有 computed = true；照文件手算，相符的删去这一行。kaoping standard test 说还有几个没有核对。
    """
    from kaoping.console import say, show_json
    from kaoping.workbench.casework import write_cases

    done = write_cases(settings.library(), target, output, rules=rules, force=force)
    if as_json:
        show_json({"standard": done.standard, "file": str(done.path), "cases": done.cases, "left": done.left})
        return
    say(f"已写出：{done.path}（算例 {done.cases} 个）")
    if done.left:
        say(f"文件太大，没有写的 {done.left} 个")
    say("结果都是程序算得的，不能证明标准写对了：请打开这个文件，逐个照文件手算")
    say("  相符的，删去 computed = true 一行；不符的，改标准")
    whose = target if rules is None else str(done.path)
    say(f"  kaoping standard test {whose}\n  kaoping standard mutate {whose}")
