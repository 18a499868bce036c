"""`kaoping eval move`, `eval carry`, `campaign move`: evaluations by another edition of their standard."""

from __future__ import annotations

import time

import click

from kaoping.commands.base import Command, json_option
from kaoping.commands.kinds import TEXT
from kaoping.commands.roster import EVERY
from kaoping.commands.settings import Settings, pass_settings

_TO = "标准编号、文件（.toml）、编号@版本，或工作区所存标准的校验码"


@click.command(cls=Command)
@click.argument("key", type=TEXT, metavar="E")
@click.option("--to", "target", type=TEXT, metavar="B", required=True, help=f"更正后的文本：{_TO}")
@click.option("--dry-run", is_flag=True, help="只列出会改什么，不保存")
@click.option("--why", type=TEXT, metavar="TEXT", help="原因，考评已提交的须写")
@json_option
@pass_settings
def move(settings: Settings, key: str, target: str, dry_run: bool, why: str | None, as_json: bool) -> None:
    """让自己的一份考评改用同一标准更正后的文本：内容没变的评定照旧，变了的改为未评并列出原因。可以撤销。"""
    from kaoping.commands.moving_text import moved_json, moved_lines
    from kaoping.console import say, show_json

    if dry_run:
        with settings.reading() as bench:
            moved = bench.moving.plan(key, target)
    else:
        with settings.writing() as bench:
            moved, _ = bench.moving.move(key, target, why=why)
    if as_json:
        show_json({"dry_run": dry_run, **moved_json(moved)})
        return
    for line in moved_lines(moved):
        say(line)
    say(
        "以上没有保存"
        if dry_run
        else f"考评 {moved.row.number} 已改用新版；撤销请用 kaoping eval undo {moved.row.number}"
    )


@click.command(cls=Command)
@click.argument("key", type=TEXT, metavar="E")
@click.option("--to", "target", type=TEXT, metavar="B", required=True, help=f"新版：{_TO}")
@click.option("--stage", type=TEXT, metavar="S", help="新版的阶段编号；不写则与原考评相同")
@click.option("--dry-run", is_flag=True, help="只列出会带过去什么、两版各得多少，不保存")
@json_option
@pass_settings
def carry(settings: Settings, key: str, target: str, stage: str | None, dry_run: bool, as_json: bool) -> None:
    """按新版接着考评：另建一份同一对象、同一周期的考评，带上仍是同一内容的评定（标为沿用未复核），两版结果并列。"""
    from kaoping.commands.listing import evaluation_json
    from kaoping.commands.moving_text import moved_json, moved_lines
    from kaoping.console import say, show_json

    made = None
    if dry_run:
        with settings.reading() as bench:
            moved = bench.moving.plan_carry(key, target)
    else:
        with settings.writing() as bench:
            moved, made = bench.moving.carry(key, target, stage=stage)
    if as_json:
        new = None if made is None else evaluation_json(made)
        show_json({"dry_run": dry_run, "made": new, **moved_json(moved)})
        return
    for line in moved_lines(moved):
        say(line)
    if made is None:
        say("以上没有保存")
    else:
        say(f"已新建考评 {made.number}（按新版，已评 {made.rated}/{made.items}）；考评 {moved.row.number} 没有改动")


class _Told:
    """Says how far it has come, where that takes more than a second."""

    def __init__(self, what: str) -> None:
        self._what, self._last = what, time.monotonic()

    def __call__(self, done: int, of: int) -> None:
        from kaoping.console import warn

        if time.monotonic() - self._last >= EVERY:
            self._last = time.monotonic()
            warn(f"已{self._what} {done}/{of}，都已保存；中断了再运行一次即可补齐")


@click.command("move", cls=Command)
@click.argument("name", type=TEXT, metavar="C")
@click.option("--to", "target", type=TEXT, metavar="B", help=f"更正后的文本（由建立批次的人定）：{_TO}")
@click.option("--handed-in", is_flag=True, help="已提交的也改用，须写 --why")
@click.option("--undo", "back", is_flag=True, help="退回：此后没有再评定过的考评和批次恢复原来的文本")
@click.option("--dry-run", is_flag=True, help="只逐份列出会改什么，不保存")
@click.option("--why", type=TEXT, metavar="TEXT", help="原因")
@json_option
@pass_settings
def move_round(
    settings: Settings,
    name: str,
    target: str | None,
    handed_in: bool,
    back: bool,
    dry_run: bool,
    why: str | None,
    as_json: bool,
) -> None:
    """一个批次一起改用同一标准更正后的文本。

    建立批次的人用 --to 定下用哪一版，自己未提交的考评同时改用；其他考评人各自再运行一次（不写 --to），改用自己的。
    内容没变的评定照旧，变了的改为未评并列出原因。
    """
    from kaoping.commands.moving_text import back_json, back_lines, round_json, round_lines
    from kaoping.console import say, show_json

    if back and (target is not None or handed_in or dry_run):
        raise click.UsageError("--undo 不与 --to、--handed-in、--dry-run 一起使用")
    if back:
        with settings.writing() as bench:
            undone = bench.moving_rounds.back(name, why=why, tell=_Told("退回"))
        show_json(back_json(undone)) if as_json else say("\n".join(back_lines(undone)))
        return
    if dry_run:
        with settings.reading() as bench:
            found = bench.moving_rounds.plan(name, target, handed_in=handed_in)
    else:
        with settings.writing() as bench:
            found = bench.moving_rounds.move(name, target, handed_in=handed_in, why=why, tell=_Told("改用"))
    if as_json:
        show_json({"dry_run": dry_run, **round_json(found)})
        return
    for line in round_lines(found, target):
        say(line)
    if dry_run:
        say("以上没有保存")
    else:
        say(f"已改用 {len(found.moved)} 份；退回请用 kaoping campaign move {found.campaign.name} --undo")
