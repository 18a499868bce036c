"""`kaoping rectification`, and what `kaoping eval` does about it: findings to put right, with owner and due date."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from kaoping.commands.base import Command, Group, json_option
from kaoping.commands.kinds import DAY, TEXT
from kaoping.commands.settings import Settings, pass_settings

if TYPE_CHECKING:
    from datetime import date

    from kaoping.workbench.bench import Workbench
    from kaoping.workbench.evaluations import View
    from kaoping.workbench.rectify import Asked


@click.group(cls=Group)
def rectification() -> None:
    """整改：列出各次考评提出的整改要求。提出和核实用 kaoping eval rectify、rectified。"""


@rectification.command("list")
@click.option("--unit", type=TEXT, metavar="U", help="一个考评对象的，含历次考评")
@click.option("--campaign", type=TEXT, metavar="C", help="一个批次的")
@click.option("--eval", "key", type=TEXT, metavar="E", help="一次考评的")
@click.option("--open", "open_only", is_flag=True, help="只列未完成的")
@click.option("--overdue", is_flag=True, help="只列逾期未完成的")
@click.option("--on", type=DAY, metavar="DATE", help="算到哪一天为止是否逾期（默认今天）")
@json_option
@pass_settings
def list_rectifications(
    settings: Settings,
    unit: str | None,
    campaign: str | None,
    key: str | None,
    open_only: bool,
    overdue: bool,
    on: date | None,
    as_json: bool,
) -> None:
    """列出整改：哪次考评、哪一项、要求什么、责任、期限、是否完成。"""
    from kaoping.console import say, show_json, table
    from kaoping.rectification import state_text

    given = [name for name, value in (("--unit", unit), ("--campaign", campaign), ("--eval", key)) if value is not None]
    if len(given) > 1:
        raise click.UsageError(f"不能同时写 {'、'.join(given)}，最多写其一")
    with settings.reading() as bench:
        day = on if on is not None else bench.rectify.today
        rows = bench.rectify.listed(
            unit=unit, campaign=campaign, evaluation=key, open_only=open_only, overdue_on=day if overdue else None
        )
    if as_json:
        show_json({"on": day.isoformat(), "rectifications": [rectification_json(row, day) for row in rows]})
        return
    if not rows:
        say("没有这样的整改" if open_only or overdue or given else "还没有整改，请用 kaoping eval rectify 提出")
        return
    lines = [
        (
            row.asked.id,
            row.row.number,
            row.row.unit_name,
            f"{row.asked.item} {row.title}",
            row.asked.what,
            row.asked.owner,
            row.asked.due.isoformat(),
            state_text(row.asked, day),
        )
        for row in rows
    ]
    say(table(["编号", "考评", "对象", "评分项", "整改要求", "责任", "期限", "状态"], lines))


@click.command(cls=Command)
@click.argument("key", type=TEXT, metavar="E")
@click.argument("item", type=TEXT, metavar="ITEM")
@click.option("--what", type=TEXT, required=True, metavar="TEXT", help="要改什么")
@click.option("--owner", type=TEXT, required=True, metavar="NAME", help="责任人或责任单位")
@click.option(
    "--due", type=TEXT, required=True, metavar="DATE", help="期限：2026-03-31、3-31，或 +30（截至日后 30 天）"
)
@click.option("--requirement", type=TEXT, metavar="R", help="未达到的评分要点")
@json_option
@pass_settings
def rectify(
    settings: Settings, key: str, item: str, what: str, owner: str, due: str, requirement: str | None, as_json: bool
) -> None:
    """提出一条整改。不影响得分，提交以后也可以提出。"""
    made: list[str] = []

    def change(bench: Workbench) -> View:
        made.append(bench.rectify.new_id())
        return bench.rectify.add(key, item, what, owner, due, requirement=requirement, id=made[0])

    _saved(settings, change, lambda: made[0], "已提出整改", as_json)


@click.command("rectify-edit", cls=Command)
@click.argument("key", type=TEXT, metavar="E")
@click.argument("id", type=TEXT, metavar="ID")
@click.option("--what", type=TEXT, metavar="TEXT", help="要改什么")
@click.option("--owner", type=TEXT, metavar="NAME", help="责任人或责任单位")
@click.option("--due", type=TEXT, metavar="DATE", help="期限：2026-03-31、3-31，或 +30（截至日后 30 天）")
@json_option
@pass_settings
def rectify_edit(
    settings: Settings, key: str, id: str, what: str | None, owner: str | None, due: str | None, as_json: bool
) -> None:
    """修改一条未完成的整改；没有写的不变。"""
    if what is None and owner is None and due is None:
        raise click.UsageError("缺少内容，请写 --what、--owner、--due 中的一个或几个")

    def change(bench: Workbench) -> View:
        from kaoping.workbench.rectify import found

        held = found(bench.evaluations.view(key), id)
        return bench.rectify.edit(
            key,
            held.id,
            what if what is not None else held.what,
            owner if owner is not None else held.owner,
            due if due is not None else held.due.isoformat(),
            requirement=held.requirement,
        )

    _saved(settings, change, lambda: id, "已修改整改", as_json)


@click.command(cls=Command)
@click.argument("key", type=TEXT, metavar="E")
@click.argument("id", type=TEXT, metavar="ID")
@click.option("--on", type=DAY, required=True, metavar="DATE", help="核实完成的日期")
@click.option("--seen", type=TEXT, metavar="TEXT", help="核实所见")
@json_option
@pass_settings
def rectified(settings: Settings, key: str, id: str, on: date, seen: str | None, as_json: bool) -> None:
    """核实一条整改已经完成。得分不会因此改变。"""
    _saved(settings, lambda bench: bench.rectify.done(key, id, on, seen), lambda: id, "已整改", as_json)


@click.command("rectify-withdraw", cls=Command)
@click.argument("key", type=TEXT, metavar="E")
@click.argument("id", type=TEXT, metavar="ID")
@click.option("--reason", type=TEXT, required=True, metavar="TEXT", help="原因")
@json_option
@pass_settings
def withdraw(settings: Settings, key: str, id: str, reason: str, as_json: bool) -> None:
    """撤回一条不再要求的整改；仍留在清单里，写明原因。"""
    _saved(settings, lambda bench: bench.rectify.withdraw(key, id, reason), lambda: id, "已撤回整改", as_json)


def _saved(
    settings: Settings, change: Callable[[Workbench], View], id: Callable[[], str], told: str, as_json: bool
) -> None:
    """Save a change and show what it made."""
    from kaoping.console import say, show_json
    from kaoping.rectification import rectification_text
    from kaoping.workbench.rectify import Asked, found

    with settings.writing() as bench:
        view = change(bench)
        today = bench.rectify.today
    asked = found(view, id())
    if as_json:
        row = Asked(view.row, view.resolved.standard.short, view.resolved.item[asked.item].criterion.title, asked)
        show_json(rectification_json(row, today))
    else:
        say(f"{told}：编号 {asked.id}　{asked.item} {rectification_text(asked, today)}")


def rectification_json(row: Asked, on: date) -> dict[str, Any]:
    """One of them as scripts read it; `overdue` as of the day `on`."""
    from kaoping.rectification import overdue, state_of

    asked = row.asked
    return {
        "id": asked.id,
        "evaluation": row.row.number,
        "unit": {"id": row.row.unit, "name": row.row.unit_name, "kind": row.row.unit_kind},
        "standard": row.row.standard,
        "item": asked.item,
        "title": row.title,
        "requirement": asked.requirement,
        "what": asked.what,
        "owner": asked.owner,
        "due": asked.due.isoformat(),
        "state": state_of(asked),
        "overdue": overdue(asked, on),
        "done_on": asked.done_on.isoformat() if asked.done_on is not None else None,
        "seen": asked.seen,
        "withdrawn": asked.withdrawn,
    }
