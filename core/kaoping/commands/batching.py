"""`kaoping eval batch`: one judgement for many criteria, one entry, one step to undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kaoping.commands.base import Command, json_option
from kaoping.commands.kinds import TEXT
from kaoping.commands.settings import Settings, pass_settings

if TYPE_CHECKING:
    from kaoping.workbench.batch import Kind


@click.command(cls=Command)
@click.argument("key", type=TEXT, metavar="E")
@click.argument("places", type=TEXT, nargs=-1, required=True, metavar="GROUP|ITEM…")
@click.option("--met", is_flag=True, help="全部达到（达标的标准）")
@click.option("--full", is_flag=True, help="全部满分（计分的标准），与 --met 是一回事")
@click.option("--na", is_flag=True, help="全部不适用，须写 --reason")
@click.option("--clear", is_flag=True, help="全部取消评定")
@click.option("--reason", type=TEXT, metavar="TEXT", help="共同的理由")
@click.option("--why", type=TEXT, metavar="TEXT", help="修改的原因，考评已提交的须写")
@json_option
@pass_settings
def batch(
    settings: Settings,
    key: str,
    places: tuple[str, ...],
    met: bool,
    full: bool,
    na: bool,
    clear: bool,
    reason: str | None,
    why: str | None,
    as_json: bool,
) -> None:
    """成批评定：写评分项或分组的编号，可写几个。已评的、不合适的不动，并说明为什么；一次撤销即可全部退回。"""
    from kaoping.commands.view_text import brief_json, brief_text
    from kaoping.console import say, show_json
    from kaoping.workbench.batch import planned

    if (met or full) + na + clear != 1:
        raise click.UsageError("须且只须写其一：--met（--full）、--na、--clear")
    if reason is not None and not na:
        raise click.UsageError("--reason 只与 --na 一起使用；修改的原因写 --why")
    kind: Kind = "not-applicable" if na else "clear" if clear else "full"
    with settings.writing() as bench:
        items = bench.batch.items(key, places)
        plan = planned(bench.evaluations.view(key), items, kind, reason)
        view = bench.batch.do(key, items, kind, reason=reason, why=why)
    if as_json:
        left = {text: list(ids) for text, ids in plan.left_out.items()}
        show_json({**brief_json(view, None), "changed": list(plan.ratings), "left_out": left})
    else:
        say(f"已改动 {len(plan.ratings)} 项\n{plan.text().partition(chr(10))[2]}".rstrip())
        say(brief_text(view, None, None))
