"""`kaoping eval`: evaluations from opened to explained."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kaoping.commands.base import Group, json_option
from kaoping.commands.kinds import COUNT, DAY, FILE, PERIOD, TEXT
from kaoping.commands.settings import Settings, pass_settings

if TYPE_CHECKING:
    from datetime import date

    from kaoping.periods import Period

_JUDGING = "kaoping.commands.judging"
_HISTORY = "kaoping.commands.history"
_MOVING = "kaoping.commands.moving"
_RECTIFY = "kaoping.commands.rectification"
_WORKBOOK = "kaoping.commands.workbook"
_TABLE = {
    "rate": (f"{_JUDGING}:rate", "评定一项：得分、等级、扣分、不适用，或采纳建议"),
    "tick": (f"{_JUDGING}:tick", "核对一个评分要点：达到或未达到"),
    "veto": (f"{_JUDGING}:veto", "说明一个否决项：未发生、何时发生、不清楚"),
    "adjust": (f"{_JUDGING}:adjust", "填写加分或减分"),
    "part": (f"{_JUDGING}:part", "填写由外部给分的部分"),
    "note": (f"{_JUDGING}:note", "给一项写备注"),
    "rectify": (f"{_RECTIFY}:rectify", "提出整改：改什么、谁负责、期限"),
    "rectify-edit": (f"{_RECTIFY}:rectify_edit", "修改一条未完成的整改"),
    "rectified": (f"{_RECTIFY}:rectified", "核实一条整改已经完成"),
    "rectify-withdraw": (f"{_RECTIFY}:withdraw", "撤回一条整改，写明原因"),
    "batch": ("kaoping.commands.batching:batch", "成批评定：几个分组或评分项全部达到、全部不适用"),
    "copy": (f"{_JUDGING}:copy", "沿用同一对象以往考评的评定，只填未评的项"),
    "carry": (f"{_MOVING}:carry", "按标准的新版接着考评，两版结果并列"),
    "move": (f"{_MOVING}:move", "改用同一标准更正后的文本"),
    "history": (f"{_HISTORY}:history", "谁在何时改了什么、为什么"),
    "back": (f"{_HISTORY}:back", "回到某一条记录之后的状态"),
    "diff": (f"{_HISTORY}:diff", "对比同一对象、同一标准的两次考评"),
    "workbook": (f"{_WORKBOOK}:workbook", "写成可填写的 Excel 评分工作簿"),
    "import-workbook": (f"{_WORKBOOK}:import_workbook", "读回填好的评分工作簿，可先看会改什么"),
    "hand-over": (f"{_HISTORY}:hand_over", "把考评移交给同事"),
    "undo": (f"{_JUDGING}:undo", "撤销最近一次修改"),
    "redo": (f"{_JUDGING}:redo", "重做刚撤销的修改"),
    "check": ("kaoping.commands.checking:check", "检查还缺什么：未评、没有理由、依据已变、否决未查明 …"),
}


@click.group("eval", cls=Group, table=_TABLE)
def evaluation() -> None:
    """考评：新建、评定、得分、说理、撤销、导入导出。E 是考评编号，见 kaoping eval list。"""


@evaluation.command()
@click.argument("standard", type=TEXT, metavar="STANDARD")
@click.argument("unit", type=TEXT, metavar="UNIT")
@click.option("--period", type=PERIOD, required=True, metavar="P", help="考评周期：2025、2023/2025 …")
@click.option("--as-of", type=DAY, metavar="DATE", help="截至日，追溯由此起算（默认为周期最后一日）")
@click.option("--stage", type=TEXT, metavar="S", help="阶段编号，见 kaoping standard show")
@click.option("--campaign", type=TEXT, metavar="C", help="批次")
@json_option
@pass_settings
def new(
    settings: Settings,
    standard: str,
    unit: str,
    period: Period,
    as_of: date | None,
    stage: str | None,
    campaign: str | None,
    as_json: bool,
) -> None:
    """用一个标准对一个考评对象新建考评。标准和本地规则以此刻为准，随考评一起保存。"""
    from kaoping.commands.failure import advise
    from kaoping.commands.listing import evaluation_json
    from kaoping.console import say, show_json

    with settings.writing() as bench:
        checked = bench.library.checked(standard)
        advise(checked.advice, checked.resolved, settings.rules)
        row = bench.evaluations.new(standard, unit, period, as_of=as_of, stage=stage, campaign=campaign)
    if as_json:
        show_json(evaluation_json(row))
    else:
        say(f"已新建考评 {row.number}：{row.unit_name}　{row.standard}　{period.label}，共 {row.items} 项")


@evaluation.command("list")
@click.option("--unit", type=TEXT, metavar="U", help="只列一个考评对象的")
@click.option("--limit", type=COUNT, default="500", metavar="N", help="最多列多少条（默认 500）")
@json_option
@pass_settings
def list_evaluations(settings: Settings, unit: str | None, limit: int, as_json: bool) -> None:
    """列出考评，最近改动的在前。"""
    from kaoping.commands.listing import evaluation_json, evaluations_table
    from kaoping.console import say, show_json

    with settings.reading() as bench:
        rows = bench.evaluations.all(unit=unit, limit=limit)
    if as_json:
        show_json({"evaluations": [evaluation_json(row) for row in rows]})
    elif rows:
        say(evaluations_table(rows))
    else:
        say("还没有考评，请用 kaoping eval new 新建")


@evaluation.command()
@click.argument("key", type=TEXT, metavar="E")
@json_option
@pass_settings
def show(settings: Settings, key: str, as_json: bool) -> None:
    """查看一次考评：各项的状态、得分、建议和标记。"""
    from kaoping.commands.view_text import view_json, view_text
    from kaoping.console import say, show_json

    with settings.reading() as bench:
        view = bench.evaluations.view(key)
    if as_json:
        show_json(view_json(view))
    else:
        say(view_text(view))


@evaluation.command()
@click.argument("key", type=TEXT, metavar="E")
@json_option
@pass_settings
def score(settings: Settings, key: str, as_json: bool) -> None:
    """一次考评的得分、否决、结果和扣分，到更好的结果最少还差哪几项，同一对象的各标准合起来又差哪几项。"""
    from kaoping.commands.checking import next_json, next_text
    from kaoping.commands.leading import joint_json, joint_text, result_json, result_text
    from kaoping.commands.sheet_text import sheet_text
    from kaoping.console import say, show_json
    from kaoping.scoring.sheet_json import sheet_json
    from kaoping.scoring.shortest import shortest
    from kaoping.workbench.ways import joint

    with settings.reading() as bench:
        view = bench.evaluations.view(key)
        stood = bench.ways.stood(view.row.unit)
    sheet = view.sheet
    found, together = shortest(sheet), joint(stood)
    if as_json:
        more = {"next": next_json(found), "joint": joint_json(together)}
        show_json({**sheet_json(sheet), **result_json(sheet), **more})
    else:
        say(sheet_text(sheet))
        for lines in (result_text(sheet), next_text(found), joint_text(together)):
            if text := "\n".join(lines):
                say("\n" + text)


@evaluation.command()
@click.argument("key", type=TEXT, metavar="E")
@click.argument("at", type=TEXT, metavar="[ITEM]", required=False)
@json_option
@pass_settings
def explain(settings: Settings, key: str, at: str | None, as_json: bool) -> None:
    """说理：得分如何一步步得来；写 ITEM 则只说这一项（评分项、指标、加减分或否决项的编号）。"""
    from kaoping.commands.sheet_text import derivation_text, veto_json, veto_of, veto_text
    from kaoping.commands.view_text import derivation_at, findings_text
    from kaoping.console import say, show_json
    from kaoping.scoring.conditions import adjustment_node
    from kaoping.scoring.sheet_json import derivation_json

    with settings.reading() as bench:
        view = bench.evaluations.view(key)
    veto = veto_of(view.sheet, at) if at is not None and at not in view.resolved.item else None
    if veto is not None:
        show_json(veto_json(view.sheet, veto)) if as_json else say(veto_text(view.sheet, veto))
        return
    stated = (
        next((one for one in view.sheet.adjustments if one.id == at), None) if at not in view.resolved.item else None
    )
    node = adjustment_node(view.sheet, stated) if stated is not None else derivation_at(view.sheet, at)
    if as_json:
        show_json(derivation_json(node))
        return
    say("\n".join(derivation_text(node)))
    if at is not None and at in view.resolved.item:
        for line in findings_text(view, at):
            say(line)


@evaluation.command()
@click.argument("key", type=TEXT, metavar="E")
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--force", is_flag=True, help="覆盖已有的文件")
@json_option
@pass_settings
def export(settings: Settings, key: str, file: Path, force: bool, as_json: bool) -> None:
    """把一次考评导出为答卷文件（.toml），可以再导入或用 kaoping score 评分。"""
    from kaoping.console import say, show_json

    with settings.reading() as bench:
        written = bench.exchange.export(key, file, force=force)
    if as_json:
        show_json({"file": str(written)})
    else:
        say(f"已导出：{written}")


@evaluation.command("import")
@click.argument("file", type=FILE, metavar="FILE")
@json_option
@pass_settings
def import_(settings: Settings, file: Path, as_json: bool) -> None:
    """把一份答卷文件导入为新的考评；没有这个考评对象或工作区时一并新建。"""
    from kaoping.commands.listing import evaluation_json
    from kaoping.console import say, show_json

    with settings.writing(create=True) as bench:
        row = bench.exchange.bring_in(file)
    if as_json:
        show_json(evaluation_json(row))
    else:
        say(f"已导入为考评 {row.number}：{row.unit_name}　{row.standard}，已评 {row.rated}/{row.items}")
