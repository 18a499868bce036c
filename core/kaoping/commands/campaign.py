"""`kaoping campaign`: rounds of evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kaoping.commands.base import Group, json_option
from kaoping.commands.kinds import PERIOD, TEXT
from kaoping.commands.settings import Settings, pass_settings

if TYPE_CHECKING:
    from kaoping.periods import Period


@click.group(cls=Group)
def campaign() -> None:
    """批次：建立、列出、查看。"""


@campaign.command()
@click.argument("name", type=TEXT, metavar="NAME")
@click.option("--period", type=PERIOD, required=True, metavar="P", help="考评周期，如 2025")
@click.option("--standard", type=TEXT, metavar="ID", help="所用标准")
@click.option("--unit", "units", type=TEXT, multiple=True, metavar="U", help="考评对象，可多次")
@click.option("--stage", "stages", type=TEXT, multiple=True, metavar="S", help="阶段，可多次")
@json_option
@pass_settings
def new(
    settings: Settings,
    name: str,
    period: Period,
    standard: str | None,
    units: tuple[str, ...],
    stages: tuple[str, ...],
    as_json: bool,
) -> None:
    """建立一个批次。还没有工作区时一并新建。"""
    from kaoping.commands.listing import campaign_json
    from kaoping.console import say, show_json

    with settings.writing(create=True) as bench:
        row = bench.evaluations.add_campaign(name, period, standard=standard, units=units, stages=stages)
    if as_json:
        show_json(campaign_json(row))
    else:
        say(f"已建立批次“{row.name}”（{period.label}，考评对象 {len(units)} 个）")


@campaign.command("list")
@json_option
@pass_settings
def list_campaigns(settings: Settings, as_json: bool) -> None:
    """列出批次。"""
    from kaoping.commands.listing import campaign_json, period_text
    from kaoping.console import say, show_json, table

    with settings.reading() as bench:
        rows = bench.evaluations.campaigns()
    if as_json:
        show_json({"campaigns": [campaign_json(row) for row in rows]})
    elif rows:
        say(
            table(
                ["名称", "标准", "周期", "考评对象"],
                [
                    (
                        row.name,
                        row.standard,
                        period_text(row.period_from, row.period_to),
                        len(row.body.get("units", [])),
                    )
                    for row in rows
                ],
                right=(3,),
            )
        )
    else:
        say("还没有批次，请用 kaoping campaign new 建立")


@campaign.command()
@click.argument("name", type=TEXT, metavar="NAME")
@json_option
@pass_settings
def show(settings: Settings, name: str, as_json: bool) -> None:
    """查看一个批次：考评对象和各次考评。"""
    from kaoping.commands.listing import campaign_json, evaluation_json, evaluations_table, period_text
    from kaoping.console import say, show_json

    with settings.reading() as bench:
        row, evaluations = bench.evaluations.campaign(name)
        names = {unit.id: unit.name for unit in bench.units.all()}
    units = [names.get(unit, unit) for unit in row.body.get("units", [])]
    if as_json:
        show_json({**campaign_json(row), "evaluations": [evaluation_json(evaluation) for evaluation in evaluations]})
        return
    say(f"{row.name}　周期 {period_text(row.period_from, row.period_to)}　标准 {row.standard or '未定'}")
    if row.stages:
        say(f"阶段：{'、'.join(map(str, row.stages))}")
    if units:
        say(f"考评对象：{'、'.join(units)}")
    say()
    say(evaluations_table(evaluations) if evaluations else "还没有考评，请用 kaoping eval new … --campaign 新建")
