"""`kaoping eval workbook` and `import-workbook`: an evaluation as an Excel sheet to be filled in, and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kaoping.commands.base import Command, json_option
from kaoping.commands.kinds import FILE, TEXT
from kaoping.commands.settings import Settings, pass_settings

if TYPE_CHECKING:
    from kaoping.workbench.workbooks import WorkbookPlan


@click.command(cls=Command)
@click.argument("key", type=TEXT, metavar="E")
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--force", is_flag=True, help="覆盖已有的文件")
@json_option
@pass_settings
def workbook(settings: Settings, key: str, file: Path, force: bool, as_json: bool) -> None:
    """把一次考评写成可填写的 Excel 评分工作簿（.xlsx），给没有本程序的人填，填好用 eval import-workbook 读回。"""
    from kaoping.console import say, show_json

    with settings.reading() as bench:
        written = bench.workbooks.write(key, file, force=force)
    if as_json:
        show_json({"file": str(written)})
    else:
        say(f"已写出：{written}\n填好后用 kaoping eval import-workbook {key} 文件 --dry-run 先看会改什么")


@click.command("import-workbook", cls=Command)
@click.argument("key", type=TEXT, metavar="E")
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--dry-run", is_flag=True, help="只看会改什么，不保存")
@click.option("--why", type=TEXT, metavar="TEXT", help="修改的共同原因，考评已提交的须写（或每项写理由）")
@click.option("--overwrite", is_flag=True, help="导出以后程序里也改过的项，以工作簿为准")
@json_option
@pass_settings
def import_workbook(
    settings: Settings, key: str, file: Path, dry_run: bool, why: str | None, overwrite: bool, as_json: bool
) -> None:
    """读回填好的评分工作簿：逐项核对，只取填写的格子，得分重新计算；有一处不对就一项也不保存。一次撤销即可全部退回。"""
    from kaoping.console import say, show_json, warn

    with settings.reading() if dry_run else settings.writing() as bench:
        if dry_run:
            plan = bench.workbooks.plan(key, file, why=why, overwrite=overwrite)
        else:
            plan, _ = bench.workbooks.bring_in(key, file, why=why, overwrite=overwrite)
    if as_json:
        show_json(plan_json(plan, file, dry_run=dry_run))
        return
    for text in plan.warnings:
        warn(f"注意：{text}")
    say(plan_text(plan, dry_run=dry_run))


def plan_text(plan: WorkbookPlan, *, dry_run: bool) -> str:
    """What a workbook changes, one criterion a line, and the score before and after."""
    if not plan.changes:
        return "工作簿与程序里的一致，没有要改的"
    lines = [f"{'将改动' if dry_run else '已改动'} {len(plan.changes)} 项（旧 → 新）："]
    for change in plan.changes:
        arrow = " → ".join(" ".join(text.split()) for text in (change.before, change.after))
        lines.append(f"  {change.at}　{change.item} {change.title}：{arrow}")
    old, new = plan.scores
    lines.append(f"得分（未计否决）：{old} → {new}")
    lines.append("未保存；去掉 --dry-run 即读入" if dry_run else "一次撤销（kaoping eval undo）即可全部退回")
    return "\n".join(lines)


def plan_json(plan: WorkbookPlan, file: Path, *, dry_run: bool) -> dict[str, Any]:
    """The same for scripts."""
    from kaoping.numbers import plain

    def score(sheet: Any) -> dict[str, str] | None:
        if sheet.score_low is None or sheet.score_high is None:
            return None
        return {"low": plain(sheet.score_low), "high": plain(sheet.score_high), "full": plain(sheet.full)}

    return {
        "evaluation": plan.view.row.number,
        "file": str(file),
        "saved": not dry_run and bool(plan.changes),
        "changes": [
            {"item": one.item, "title": one.title, "at": one.at, "from": one.before, "to": one.after}
            for one in plan.changes
        ],
        "warnings": list(plan.warnings),
        "score": {"from": score(plan.view.sheet), "to": score(plan.after)},
    }
