"""`kaoping campaign add`, `remove`, `assign`, `open`, `blind`: who takes part, and evaluations for all at once."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from kaoping.commands.base import Command, json_option
from kaoping.commands.kinds import TEXT, Words
from kaoping.commands.settings import Settings, pass_settings

if TYPE_CHECKING:
    from kaoping.store.queries import CampaignRow, UnitRow
    from kaoping.workbench.bench import Workbench
    from kaoping.workbench.roster import Opened

#: Seconds between two lines that say how far it has come.
EVERY = 1.0


@click.command(cls=Command)
@click.argument("name", type=TEXT, metavar="C")
@click.argument("units", type=TEXT, nargs=-1, required=True, metavar="UNIT…")
@json_option
@pass_settings
def add(settings: Settings, name: str, units: tuple[str, ...], as_json: bool) -> None:
    """把已建立的考评对象加入批次；已在名单里的不重复加。只有建立批次的人能改。"""
    with settings.writing() as bench:
        row, new = bench.roster.add(name, units)
    there = len(set(units)) - len(new)
    _changed(row, new, "new_units", f"加入 {len(new)} 个{f'，已在名单里的 {there} 个' if there else ''}", as_json)


@click.command(cls=Command)
@click.argument("name", type=TEXT, metavar="C")
@click.argument("units", type=TEXT, nargs=-1, required=True, metavar="UNIT…")
@json_option
@pass_settings
def remove(settings: Settings, name: str, units: tuple[str, ...], as_json: bool) -> None:
    """把考评对象移出批次；在本批次已有考评的不能移出。只有建立批次的人能改。"""
    with settings.writing() as bench:
        row, gone = bench.roster.remove(name, units)
    _changed(row, gone, "removed_units", f"移出 {len(gone)} 个", as_json)


@click.command(cls=Command)
@click.argument("name", type=TEXT, metavar="C")
@click.argument("units", type=TEXT, nargs=-1, required=True, metavar="UNIT…")
@click.option(
    "--to", "evaluators", type=TEXT, multiple=True, metavar="NAME", help="考评人，几个用逗号或顿号隔开，也可多次"
)
@click.option("--nobody", is_flag=True, help="不再指定")
@json_option
@pass_settings
def assign(
    settings: Settings, name: str, units: tuple[str, ...], evaluators: tuple[str, ...], nobody: bool, as_json: bool
) -> None:
    """指定由谁考评这些考评对象；姓名须与其打开程序时所用的完全一致。只有建立批次的人能改。"""
    from kaoping.commands.listing import campaign_json
    from kaoping.console import say, show_json

    if nobody == bool(evaluators):
        raise click.UsageError("须且只须写其一：--to、--nobody")
    evaluators = tuple(one for given in evaluators for one in re.split("[,，、;；]", given) if one.strip())
    with settings.writing() as bench:
        row = bench.roster.assign(name, units, evaluators)
    if as_json:
        show_json(campaign_json(row))
    else:
        say(
            f"批次“{row.name}”：{'、'.join(units)} {'不再指定考评人' if nobody else '由 ' + '、'.join(evaluators) + ' 考评'}"
        )


@click.command("open", cls=Command)
@click.argument("name", type=TEXT, metavar="C")
@click.option("--stage", type=TEXT, metavar="S", help="阶段（默认为批次的第一个）")
@json_option
@pass_settings
def open_all(settings: Settings, name: str, stage: str | None, as_json: bool) -> None:
    """给批次里在这一阶段还没有考评的考评对象各新建一份，不重复；指定给别人考评的留给其本人。"""
    from kaoping.commands.listing import evaluation_json
    from kaoping.console import say, show_json

    with settings.writing() as bench:
        opened = open_every(bench, name, stage)
    if as_json:
        made = [evaluation_json(one) for one in opened.made]
        show_json({"evaluations": made, "others": list(opened.others), "unfit": list(opened.unfit)})
    else:
        say(opened_text(opened))


@click.command(cls=Command)
@click.argument("name", type=TEXT, metavar="C")
@click.argument("state", type=Words("on", "off"), metavar="on|off")
@click.option("--reason", type=TEXT, metavar="TEXT", help="原因，取消盲评时须写")
@json_option
@pass_settings
def blind(settings: Settings, name: str, state: str, reason: str | None, as_json: bool) -> None:
    """盲评：考评人在自己和对方都提交以前，看不到对方的评定。只有建立批次的人能改。"""
    from kaoping.commands.listing import campaign_json
    from kaoping.console import say, show_json

    with settings.writing() as bench:
        row = bench.roster.blind(name, state == "on", reason)
    if as_json:
        show_json(campaign_json(row))
    else:
        say(f"批次“{row.name}”{'实行盲评：双方都提交以后才看得到他人的评定' if state == 'on' else '不再盲评'}")


def open_every(bench: Workbench, name: str, stage: str | None) -> Opened:
    """Open evaluations part by part until none is left, saying how far it has come where that takes over a second."""
    from kaoping.console import warn

    told = time.monotonic()
    found = bench.roster.open_some(name, stage)
    made = list(found.made)
    while found.left:
        if time.monotonic() - told >= EVERY:
            told = time.monotonic()
            warn(f"正在新建考评：{len(made)}/{len(made) + found.left}")
        found = bench.roster.open_some(name, stage)
        made += found.made
    return replace(found, made=tuple(made))


def opened_text(opened: Opened) -> str:
    """What was opened, and what was left out and why, for people."""
    numbers = [row.number for row in opened.made]
    stage = f"，阶段 {opened.stage}" if opened.stage else ""
    lines = [
        f"新建考评 {len(numbers)} 个（编号 {min(numbers)} 至 {max(numbers)}{stage}）"
        if numbers
        else f"没有要新建的考评{stage}"
    ]
    for names, why in ((opened.others, "指定给别人考评，留给其本人"), (opened.unfit, "种类不合标准")):
        if names:
            lines.append(
                f"没有新建 {len(names)} 个（{why}）：{'、'.join(names[:12])}{' 等' if len(names) > 12 else ''}"
            )
    return "\n".join(lines)


def _changed(row: CampaignRow, units: list[UnitRow], key: str, text: str, as_json: bool) -> None:
    from kaoping.commands.listing import campaign_json
    from kaoping.commands.unit import unit_json
    from kaoping.console import say, show_json

    if as_json:
        show_json({**campaign_json(row), key: [unit_json(unit) for unit in units]})
    else:
        say(f"批次“{row.name}”：{text}，现有考评对象 {len(row.body.get('units', []))} 个")
