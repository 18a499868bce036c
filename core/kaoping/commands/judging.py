"""The judgements of `kaoping eval`: each is saved when the command returns."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NoReturn

import click

from kaoping.commands.base import Command, json_option
from kaoping.commands.kinds import COUNT, DAY, NUMBER, TEXT, Words
from kaoping.commands.settings import Settings, pass_settings

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from kaoping.workbench.bench import Workbench
    from kaoping.workbench.evaluations import View

#: `--happened` without a date.
_UNDATED = "?"


@click.command(cls=Command)
@click.argument("key", type=TEXT, metavar="E")
@click.argument("item", type=TEXT, metavar="ITEM")
@click.option("--points", type=NUMBER, metavar="N", help="得分")
@click.option("--verdict", type=TEXT, metavar="V", help="met（达到）、partial、unmet，或等级的编号、名称")
@click.option("--deduct", type=NUMBER, metavar="N", help="再扣一笔，须写 --reason")
@click.option("--requirement", type=TEXT, metavar="R", help="这笔扣分对应的要点")
@click.option("--na", is_flag=True, help="不适用，须写 --reason")
@click.option("--accept", is_flag=True, help="采纳由事实和要点得出的建议")
@click.option("--clear", is_flag=True, help="收回评定，恢复为未评")
@click.option("--reason", type=TEXT, metavar="TEXT", help="理由")
@json_option
@pass_settings
def rate(
    settings: Settings,
    key: str,
    item: str,
    points: Decimal | None,
    verdict: str | None,
    deduct: Decimal | None,
    requirement: str | None,
    na: bool,
    accept: bool,
    clear: bool,
    reason: str | None,
    as_json: bool,
) -> None:
    """评定一项。与建议不同时须写 --reason。"""
    from kaoping.answers import Deduction, Rating

    _one(
        {
            "--points": points is not None,
            "--verdict": verdict is not None,
            "--deduct": deduct is not None,
            "--na": na,
            "--accept": accept,
            "--clear": clear,
        }
    )
    if requirement is not None and deduct is None:
        raise click.UsageError("--requirement 只与 --deduct 一起使用")

    def judge(bench: Workbench) -> View:
        if accept:
            return bench.walk.accept(key, item)
        if clear:
            return bench.walk.clear(key, item)
        if deduct is not None:
            return bench.walk.deduct(key, item, Deduction(deduct, reason or "", requirement))
        if na:
            return bench.walk.rate(key, item, Rating(not_applicable=reason or ""))
        if verdict is not None:
            named = _verdict(bench.evaluations.view(key), item, verdict)
            return bench.walk.rate(key, item, Rating(verdict=named, reason=reason))
        return bench.walk.rate(key, item, Rating(points=points, reason=reason))

    _judged(settings, judge, item, as_json)


@click.command(cls=Command)
@click.argument("key", type=TEXT, metavar="E")
@click.argument("requirement", type=TEXT, metavar="REQUIREMENT")
@click.argument("state", type=Words("met", "unmet", "none"), metavar="met|unmet|none")
@json_option
@pass_settings
def tick(settings: Settings, key: str, requirement: str, state: str, as_json: bool) -> None:
    """核对一个评分要点：met 达到，unmet 未达到，none 收回。得分不会因此自动改变。"""
    given: Any = None if state == "none" else state
    item = None

    def judge(bench: Workbench) -> View:
        return bench.walk.tick(key, requirement, given)

    _judged(settings, judge, item, as_json, requirement=requirement)


@click.command(cls=Command)
@click.argument("key", type=TEXT, metavar="E")
@click.argument("id", type=TEXT, metavar="VETO")
@click.option("--clear", is_flag=True, help="没有发生")
@click.option(
    "--happened", type=TEXT, metavar="[DATE]", is_flag=False, flag_value=_UNDATED, help="发生了，写日期；不写为日期不详"
)
@click.option("--unknown", is_flag=True, help="不清楚，收回说明")
@click.option("--note", type=TEXT, metavar="TEXT", help="说明")
@json_option
@pass_settings
def veto(
    settings: Settings,
    key: str,
    id: str,
    clear: bool,
    happened: str | None,
    unknown: bool,
    note: str | None,
    as_json: bool,
) -> None:
    """说明一个否决项。"""
    from kaoping.answers import VetoStatement

    _one({"--clear": clear, "--happened": happened is not None, "--unknown": unknown})
    if unknown and note is not None:
        raise click.UsageError("--unknown 收回说明，不与 --note 一起使用")
    statement = None
    if clear:
        statement = VetoStatement(False, None, note)
    elif happened is not None:
        statement = VetoStatement(True, None if happened == _UNDATED else _day(happened), note)

    def judge(bench: Workbench) -> View:
        return bench.walk.veto(key, id, statement)

    _judged(settings, judge, None, as_json, veto=id)


@click.command(cls=Command)
@click.argument("key", type=TEXT, metavar="E")
@click.argument("id", type=TEXT, metavar="ID")
@click.option("--amount", type=NUMBER, metavar="N", help="分值，不写正负号；0 为没有")
@click.option("--count", type=COUNT, metavar="N", help="次数")
@click.option("--clear", is_flag=True, help="收回")
@click.option("--reason", type=TEXT, metavar="TEXT", help="理由")
@json_option
@pass_settings
def adjust(
    settings: Settings,
    key: str,
    id: str,
    amount: Decimal | None,
    count: int | None,
    clear: bool,
    reason: str | None,
    as_json: bool,
) -> None:
    """填写加分或减分。"""
    from kaoping.answers import AdjustmentStatement
    from kaoping.errors import refuse

    _one({"--amount": amount is not None, "--count": count is not None, "--clear": clear})
    if amount is not None and amount < 0:
        raise refuse("adjustment", "分值不写正负号：是加分还是减分由标准规定", id=id)
    statement = None if clear else AdjustmentStatement(amount, count, reason)

    def judge(bench: Workbench) -> View:
        return bench.walk.adjust(key, id, statement)

    _judged(settings, judge, None, as_json)


@click.command(cls=Command)
@click.argument("key", type=TEXT, metavar="E")
@click.argument("id", type=TEXT, metavar="PART")
@click.option("--score", type=NUMBER, metavar="N", help="得分")
@click.option("--clear", is_flag=True, help="收回")
@click.option("--reason", type=TEXT, metavar="TEXT", help="出处")
@json_option
@pass_settings
def part(
    settings: Settings, key: str, id: str, score: Decimal | None, clear: bool, reason: str | None, as_json: bool
) -> None:
    """填写由外部给分的部分，如满意度调查。"""
    from kaoping.answers import PartStatement

    _one({"--score": score is not None, "--clear": clear})
    statement = PartStatement(score, reason) if score is not None else None

    def judge(bench: Workbench) -> View:
        return bench.walk.part(key, id, statement)

    _judged(settings, judge, None, as_json)


@click.command(cls=Command)
@click.argument("key", type=TEXT, metavar="E")
@click.argument("item", type=TEXT, metavar="ITEM")
@click.argument("text", type=TEXT, metavar="TEXT")
@json_option
@pass_settings
def note(settings: Settings, key: str, item: str, text: str, as_json: bool) -> None:
    """给一项写备注；写空文字（""）则删去。"""
    _judged(settings, lambda bench: bench.walk.note(key, item, text), item, as_json)


@click.command(cls=Command)
@click.argument("key", type=TEXT, metavar="E")
@click.argument("source", type=TEXT, metavar="FROM")
@click.option("--why", type=TEXT, metavar="TEXT", help="原因，考评已提交的须写")
@json_option
@pass_settings
def copy(settings: Settings, key: str, source: str, why: str | None, as_json: bool) -> None:
    """从同一对象以往的考评 FROM 沿用评定：只填未评的项，并标明未重新核查。"""
    from kaoping.commands.view_text import brief_json, brief_text
    from kaoping.console import say, show_json

    with settings.writing() as bench:
        plan = bench.carry.plan(key, source)
        view = bench.carry.copy(key, source, why=why)
    if as_json:
        left = {reason: list(items) for reason, items in plan.left_out.items()}
        show_json({**brief_json(view, None), "carried": list(plan.ratings), "left_out": left})
    else:
        say(f"已沿用 {len(plan.ratings)} 项（未重新核查）\n{plan.text().partition(chr(10))[2]}".rstrip())
        say(brief_text(view, None, None))


@click.command(cls=Command)
@click.argument("key", type=TEXT, metavar="E")
@json_option
@pass_settings
def undo(settings: Settings, key: str, as_json: bool) -> None:
    """撤销最近一次修改；记录仍保留在日志里。"""
    _judged(settings, lambda bench: bench.walk.undo(key), None, as_json)


@click.command(cls=Command)
@click.argument("key", type=TEXT, metavar="E")
@json_option
@pass_settings
def redo(settings: Settings, key: str, as_json: bool) -> None:
    """重做刚撤销的修改。"""
    _judged(settings, lambda bench: bench.walk.redo(key), None, as_json)


def _judged(
    settings: Settings,
    judge: Callable[[Workbench], View],
    item: str | None,
    as_json: bool,
    *,
    requirement: str | None = None,
    veto: str | None = None,
) -> None:
    """Save one judgement and say what the sheet is now."""
    from kaoping.commands.view_text import brief_json, brief_text
    from kaoping.console import say, show_json

    with settings.writing() as bench:
        view = judge(bench)
    if requirement is not None:
        item = view.resolved.requirement[requirement][0].id
    if as_json:
        show_json(brief_json(view, item))
    else:
        say(brief_text(view, item, veto))


def _one(given: dict[str, bool]) -> None:
    named = [name for name, there in given.items() if there]
    if len(named) != 1:
        problem = f"不能同时写 {'、'.join(named)}" if named else "缺少内容"
        raise click.UsageError(f"{problem}，须且只须写其一：{'、'.join(given)}")


def _day(text: str) -> date:
    try:
        day: date = DAY.read(text)
    except ValueError as error:
        _bad("--happened", str(error))
    return day


def _bad(option: str, message: str) -> NoReturn:
    raise click.BadParameter(message, param_hint=f"选项 {option}")


def _verdict(view: View, item: str, given: str) -> str:
    """A verdict as its id: people may write 达到, or a level's title."""
    from kaoping.reports.words import VERDICTS

    known = {title: name for name, title in VERDICTS.items()}
    if item in view.resolved.item:
        known |= {level.title: level.id for level in view.resolved.item[item].levels.values()}
    return known.get(given, given)
