"""`kaoping demo`: a sample workspace, filled, in a file of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kaoping.commands.base import Command, json_option
from kaoping.commands.settings import Settings, pass_settings

if TYPE_CHECKING:
    from kaoping.workbench.bench import Workbench


@click.command(cls=Command)
@click.option("--no-tui", is_flag=True, help="不打开界面，只输出表格")
@click.option("--fresh", is_flag=True, help="另建一份新的，不用已有的")
@json_option
@pass_settings
def demo(settings: Settings, no_tui: bool, fresh: bool, as_json: bool) -> None:
    """示例工作区：虚构的县、部门和乡镇，已评完的、评了一半的、被否决的、未定的。与正式数据分开存放。"""
    from kaoping.cli import open_screen
    from kaoping.workbench import demo as sample
    from kaoping.workbench.options import now, open_library

    if settings.evaluator is None:
        settings = settings._replace(evaluator=sample.EVALUATOR)
    options = settings.options()
    if settings.db is None:
        options.data.mkdir(parents=True, exist_ok=True)
    path = settings.db or options.data / "demo.db"
    if fresh:
        path = _free(path)
    if not path.exists():
        try:
            sample.build(path, open_library(options), now)
        except BaseException:
            path.unlink(missing_ok=True)  # half a sample would be taken for a whole one next time
            raise
    if not (no_tui or as_json):
        raise click.exceptions.Exit(open_screen(settings, path))
    with settings._replace(db=path).reading() as bench:
        _show(bench, path, as_json)


def _free(path: Path) -> Path:
    """`path`, or the first of its name with a number that is not taken."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return found


def _show(bench: Workbench, path: Path, as_json: bool) -> None:
    from kaoping.commands.listing import campaign_json, evaluation_json, evaluations_table
    from kaoping.commands.unit import unit_json, units_table
    from kaoping.console import say, show_json

    units, evaluations = bench.units.all(), bench.evaluations.all()
    if as_json:
        show_json(
            {
                "file": str(path),
                "units": [unit_json(unit) for unit in units],
                "campaigns": [campaign_json(campaign) for campaign in bench.evaluations.campaigns()],
                "evaluations": [evaluation_json(evaluation) for evaluation in evaluations],
            }
        )
        return
    say(f"示例工作区：{path}\n")
    say(units_table(units))
    say()
    say(evaluations_table(sorted(evaluations, key=lambda row: row.number)))
    say(f"\n看其中一份：kaoping --db {path} eval score {evaluations[0].number}" if evaluations else "")
