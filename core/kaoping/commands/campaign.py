"""`kaoping campaign`: rounds of evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kaoping.commands.base import Group, json_option
from kaoping.commands.kinds import PERIOD, TEXT
from kaoping.commands.settings import Settings, pass_settings

if TYPE_CHECKING:
    from kaoping.periods import Period
    from kaoping.workbench.rounds import Made, Ready


_ROSTER = "kaoping.commands.roster"
_TABLE = {
    "add": (f"{_ROSTER}:add", "把考评对象加入批次"),
    "remove": (f"{_ROSTER}:remove", "把还没有考评的考评对象移出批次"),
    "assign": (f"{_ROSTER}:assign", "指定由谁考评哪些考评对象"),
    "open": (f"{_ROSTER}:open_all", "给批次里还没有考评的考评对象各新建一份"),
    "move": ("kaoping.commands.moving:move_round", "批次一起改用同一标准更正后的文本"),
    "blind": (f"{_ROSTER}:blind", "盲评：双方都提交以后才看得到他人的评定"),
}


@click.group(cls=Group, table=_TABLE)
def campaign() -> None:
    """批次：建立、列出、查看、增减考评对象、成批新建考评。"""


@campaign.command()
@click.argument("name", type=TEXT, metavar="[NAME]", required=False)
@click.option("--period", type=PERIOD, metavar="P", help="考评周期，如 2025；用 --from 时默认为文件所印")
@click.option("--standard", type=TEXT, metavar="ID", help="所用标准")
@click.option("--unit", "units", type=TEXT, multiple=True, metavar="U", help="考评对象，可多次")
@click.option("--stage", "stages", type=TEXT, multiple=True, metavar="S", help="阶段，可多次")
@click.option("--from", "announced", type=TEXT, metavar="DOC[/C]", help="文件所列的批次，见 kaoping campaign list")
@click.option("--parent", type=TEXT, metavar="U", help="新建的考评对象所属的考评对象（只与 --from 一起使用）")
@click.option("--evaluations", is_flag=True, help="同时给每个考评对象新建第一阶段的考评")
@json_option
@pass_settings
@click.pass_context
def new(
    context: click.Context,
    settings: Settings,
    name: str | None,
    period: Period | None,
    standard: str | None,
    units: tuple[str, ...],
    stages: tuple[str, ...],
    announced: str | None,
    parent: str | None,
    evaluations: bool,
    as_json: bool,
) -> None:
    """建立一个批次。还没有工作区时一并新建。

    用 --from 则按文件所列的批次建立：名称、周期、标准和考评对象都取自文件，还没有的考评对象一并建立。
    """
    from kaoping.commands.listing import campaign_json, evaluation_json
    from kaoping.commands.roster import open_every, opened_text
    from kaoping.console import say, show_json

    if announced is not None:
        if standard is not None:
            raise click.UsageError("用了 --from，所用标准以文件为准，不写 --standard", context)
        with settings.writing(create=True) as bench:
            made = bench.rounds.make(
                announced,
                name=name,
                period=period,
                units=units,
                stages=stages,
                parent=parent,
                evaluations=evaluations,
            )
        _tell(made, as_json)
        return
    if parent is not None:
        raise click.UsageError("--parent 只与 --from 一起使用", context)
    if evaluations and standard is None:
        raise click.UsageError("用 --evaluations 须写明 --standard", context)
    if name is None:
        raise click.UsageError("缺少参数 NAME（或用 --from 按文件所列的批次建立）", context)
    if period is None:
        raise click.UsageError("缺少选项 --period", context)
    with settings.writing(create=True) as bench:
        row = bench.evaluations.add_campaign(name, period, standard=standard, units=units, stages=stages)
        opened = open_every(bench, row.id, None) if evaluations else None
    if as_json:
        more = {} if opened is None else {"evaluations": [evaluation_json(one) for one in opened.made]}
        show_json({**campaign_json(row), **more})
    else:
        say(f"已建立批次“{row.name}”（{period.label}，考评对象 {len(units)} 个）")
        if opened is not None:
            say(opened_text(opened))


def _tell(made: Made, as_json: bool) -> None:
    """What making a round did, for a person or a script."""
    from kaoping.commands.listing import campaign_json, evaluation_json, period_text
    from kaoping.commands.unit import unit_json
    from kaoping.console import say, show_json, warn

    row = made.campaign
    for name in made.unlike:
        warn(f"注意：“{name}”的属性与文件所写不同，没有改动；请用 kaoping unit show 核对")
    if as_json:
        show_json(
            {
                **campaign_json(row),
                "new_units": [unit_json(unit) for unit in made.new],
                "reused_units": [unit_json(unit) for unit in made.reused],
                "evaluations": [evaluation_json(evaluation) for evaluation in made.evaluations],
            }
        )
        return
    count = len(row.body.get("units", []))
    say(f"已建立批次“{row.name}”（{period_text(row.period_from, row.period_to)}，考评对象 {count} 个）")
    if made.new:
        say(f"新建考评对象 {len(made.new)} 个：{'、'.join(unit.name for unit in made.new)}")
    if made.reused:
        say(f"沿用考评对象 {len(made.reused)} 个：{'、'.join(unit.name for unit in made.reused)}")
    if made.evaluations:
        numbers = [evaluation.number for evaluation in made.evaluations]
        stage = f"，阶段 {made.evaluations[0].stage}" if made.evaluations[0].stage else ""
        say(f"新建考评 {len(numbers)} 个（编号 {min(numbers)} 至 {max(numbers)}{stage}）")


@campaign.command("list")
@json_option
@pass_settings
def list_campaigns(settings: Settings, as_json: bool) -> None:
    """列出批次，和文件所列、还没有建立的批次。"""
    from kaoping.commands.listing import campaign_json, period_text
    from kaoping.console import say, show_json, table

    with settings.reading() as bench:
        rows = bench.evaluations.campaigns()
        ready = bench.rounds.ready()
    if as_json:
        show_json({"campaigns": [campaign_json(row) for row in rows], "ready": [_ready_json(one) for one in ready]})
        return
    if rows:
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
    for one in ready:
        say(f"可直接建立：{_ready_text(one)}")


def _ready_json(ready: Ready) -> dict[str, Any]:
    period = ready.period
    return {
        "key": ready.key,
        "document": ready.document,
        "id": ready.named.id,
        "title": ready.named.title,
        "standard": ready.named.sheet,
        "period": None if period is None else {"from": period.start.isoformat(), "to": period.end.isoformat()},
        "units": [{"name": unit.name, "kind": unit.kind, "named_in": list(unit.years)} for unit in ready.units],
    }


def _ready_text(ready: Ready) -> str:
    period = "文件未印周期" if ready.period is None else ready.period.label
    option = " --period P" if ready.period is None else ""
    units = f"考评对象 {len(ready.units)} 个" if ready.units else "未列考评对象"
    return (
        f"{ready.named.title}（{ready.named.sheet}，{period}，{units}）："
        f"kaoping campaign new --from {ready.key}{option}"
    )


@campaign.command()
@click.argument("name", type=TEXT, metavar="NAME")
@json_option
@pass_settings
def show(settings: Settings, name: str, as_json: bool) -> None:
    """查看一个批次：各考评对象在各阶段的进度、期限和名次。"""
    from kaoping.commands.campaign_text import matrix_json, matrix_lines
    from kaoping.commands.listing import campaign_json, evaluation_json, evaluations_table, period_text
    from kaoping.console import say, show_json, warn

    with settings.reading() as bench:
        row, evaluations = bench.evaluations.campaign(name)
        matrix = bench.campaigns.matrix(row.id)
    for problem in matrix.notes:
        warn(f"注意：{problem}")
    if as_json:
        listed = [evaluation_json(evaluation) for evaluation in evaluations]
        show_json({**campaign_json(row), "evaluations": listed, **matrix_json(matrix)})
        return
    say(f"{row.name}　周期 {period_text(row.period_from, row.period_to)}　标准 {row.standard or '未定'}")
    if matrix.lines:
        say(f"考评对象：{'、'.join(line.name for line in matrix.lines)}")
    for line in matrix_lines(matrix):
        say(line)
    say()
    say(evaluations_table(evaluations) if evaluations else "还没有考评，请用 kaoping eval new … --campaign 新建")
