"""`kaoping compare`: one unit under all the standards that it is evaluated by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import click

from kaoping.commands.base import Command, json_option
from kaoping.commands.kinds import COUNT, PERIOD, TEXT, Words
from kaoping.commands.settings import Settings, pass_settings

if TYPE_CHECKING:
    from kaoping.periods import Period

#: The parts that can be asked for alone, as text and as JSON.
PARTS = ("standards", "facts", "relations", "contradictions", "themes", "visit", "what-if")


@click.command(cls=Command, context_settings={"ignore_unknown_options": True})
@click.argument("units", type=TEXT, metavar="UNIT…", nargs=-1, required=True)
@click.option("--by", type=TEXT, metavar="STANDARD", help="只按这一个标准：一个对象看历次，几个对象并排、排名次")
@click.option("--period", type=PERIOD, metavar="P", help="与 --by 一起：只看这一周期的考评")
@click.option(
    "--what-if",
    "what_if",
    type=TEXT,
    multiple=True,
    metavar="FACT=VALUE@P",
    help="假设一项事实是另一个值，各标准会怎样变，可多次；不保存。成员单位的写 单位:FACT=VALUE@P，事件的值写 发生的日期 或 未发生",
)
@click.option("--only", type=Words(*PARTS), metavar="PART", help=f"只看一部分，列全：{'、'.join(PARTS)}")
@click.option(
    "--chart",
    type=Words("bars", "radar"),
    metavar="bars|radar",
    help="各主题画成条形图或雷达图（各标准都有的 5 至 10 个）",
)
@click.option(
    "--between", type=COUNT, nargs=2, metavar="N N", help="对照和主题只列这两份，如 --between 1 3；N 是表中方括号里的号"
)
@json_option
@pass_settings
def compare(
    settings: Settings,
    units: tuple[str, ...],
    by: str | None,
    period: Period | None,
    what_if: tuple[str, ...],
    only: str | None,
    chart: Literal["bars", "radar"] | None,
    between: tuple[int, int] | None,
    as_json: bool,
) -> None:
    """一个考评对象（连同成员单位）在各标准下：得分、结果、共同的事实、对照、矛盾、主题，一次走访能查明什么。"""
    import shutil

    from kaoping.commands.compare_json import compared_json, parts_json
    from kaoping.commands.compare_text import How, compared_text, part_text
    from kaoping.console import say, show_json, warn

    if by is not None:
        if what_if or only is not None or chart is not None or between is not None:
            raise click.UsageError("--by 不能与 --what-if、--only、--chart、--between 一起写")
        _side_by_side(settings, units, by, period, as_json)
        return
    if len(units) > 1 or period is not None:
        raise click.UsageError("几个考评对象并排，或只看一个周期，须用 --by 写明标准")
    if only == "what-if" and not what_if:
        raise click.UsageError("--only what-if 要与 --what-if 一起写")
    with settings.reading() as bench:
        found = bench.compare.unit(units[0], what_if)
    pair = _pair(between, len(found.stands))
    for failure in found.failures:
        owner = f"插件 {failure.plugin} 的" if failure.plugin is not None else "标准文件夹里的"
        warn(f"注意：{owner}对照表 {failure.path.name} 不能使用。{failure.reason}")
    if as_json:
        show_json(compared_json(found) if only is None else parts_json(found, [only.replace("-", "_")]), rows=True)
        return
    how = How(chart=chart, between=pair, columns=min(max(shutil.get_terminal_size().columns, 60), 110))
    say(compared_text(found, how) if only is None else part_text(found, only, how))


def _pair(between: tuple[int, int] | None, stands: int) -> tuple[int, int] | None:
    """The places of the two sheets.

    :raises click.UsageError: there are none of these numbers, or they are one.
    """
    if between is None:
        return None
    one, other = between
    if one == other or not all(1 <= number <= stands for number in between):
        raise click.UsageError(f"--between 要两个不同的号，从 1 到 {stands}，如 --between 1 2")
    return one - 1, other - 1


def _side_by_side(
    settings: Settings, units: tuple[str, ...], standard: str, period: Period | None, as_json: bool
) -> None:
    from kaoping.commands.side_by_side import beside_json, beside_text
    from kaoping.console import say, show_json

    with settings.reading() as bench:
        if len(units) == 1 and period is None:
            found = bench.side_by_side.over_time(units[0], standard)
        else:
            found = bench.side_by_side.units(units, standard, period)
    if as_json:
        show_json(beside_json(found))
        return
    say(beside_text(found))
