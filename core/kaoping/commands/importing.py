"""`kaoping standard import`: an official document read as the draft of a standard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kaoping.commands.base import Command, json_option
from kaoping.commands.kinds import FILE, TEXT
from kaoping.commands.settings import Settings, pass_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kaoping.drafting.author.lacks import Lack
    from kaoping.drafting.values import Draft
    from kaoping.workbench.drafts import Review

#: Doubts that are shown; the rest is counted.
_SHOWN = 40


@click.command("import", cls=Command)
@click.argument("file", type=FILE, metavar="FILE")
@click.option("-o", "--output", type=FILE, metavar="OUT.toml", help="写到哪个标准文件；不写则与 FILE 同名、同一文件夹")
@click.option("--id", "id", type=TEXT, metavar="ID", help="标准编号，如 yunxi/town-2026；不写则由文件名得出")
@click.option("--sheet", type=click.IntRange(1), metavar="N", help="文件里有几张评分表时只取第几张；不写则各写一个文件")
@click.option(
    "--previous",
    type=TEXT,
    metavar="FILE|ID",
    help="上一版标准：名称、单位没有变的事实沿用它的编号；不写则找已安装的同一标准",
)
@click.option("--account", is_flag=True, help="逐段列出原文每一处读成了什么")
@click.option("--force", is_flag=True, help="覆盖已有的标准文件")
@json_option
@pass_settings
def import_(
    settings: Settings,
    file: Path,
    output: Path | None,
    id: str | None,
    sheet: int | None,
    previous: str | None,
    account: bool,
    force: bool,
    as_json: bool,
) -> None:
    """从官方文件读出一个标准的草稿：FILE 为 txt、docx、xlsx、html、csv、pdf（另装），其他格式由 LibreOffice 转换。

    写出 OUT.toml，旁边的 OUT.review.json 记下审阅时的修改；再次导入时照样采用。读不准的地方写明“存疑”和在原文的位置，原文每一处都有交代。
    """
    from kaoping.console import say, show_json
    from kaoping.workbench.drafts import Drafts
    from kaoping.workbench.standard_books import is_standard_workbook

    if is_standard_workbook(file):
        from kaoping.commands.books import bring_in

        bring_in(settings, file, output, force=force, as_json=as_json)
        return
    reviews_of = Drafts(settings.library())
    reviews = reviews_of.imported(file, output, id=id, sheet=sheet, previous=previous, force=force)
    if as_json:
        show_json({"file": str(file), "standards": [_json(review, account) for review in reviews]})
        return
    for number, review in enumerate(reviews):
        if number:
            say("")
        say("\n".join(_text(review, account, reviews_of.lacking(review))))
    say("下一步：")
    for command in ("review", "lint", "install"):
        say(f"  kaoping standard {command} {reviews[0].target}")


def _text(review: Review, account: bool, lacking: Sequence[Lack]) -> list[str]:
    from kaoping.drafting import told

    draft = review.draft
    lines = [f"已写出：{review.target}（编号 {draft.data['id']}）", *told.summary(draft)]
    wrong = [one for one in lacking if one.blocking]
    lines += [
        f"要补正才能评分：{one.place + '：' if one.place else ''}{_about(one)}{one.text}" for one in wrong[:_SHOWN]
    ]
    if len(wrong) > _SHOWN:
        lines.append(f"另有 {len(wrong) - _SHOWN} 处要补正，审阅时按 F9 逐处列出")
    if line := told.open_line(draft):
        lines.append(line)
    doubtful = list(told.doubts(draft))
    lines += doubtful[:_SHOWN]
    if len(doubtful) > _SHOWN:
        lines.append(f"另有存疑 {len(doubtful) - _SHOWN} 处，见文件中的“# 存疑”")
    lines += told.proposed(draft)
    if account:
        lines += ["原文各处：", *told.account(draft)]
    else:
        lines += [f"未采用：{line}" for line in told.not_used(draft)]
    return lines


def _about(one: Lack) -> str:
    return f"“{one.named}”" if one.named else ""


def _json(review: Review, account: bool) -> dict[str, Any]:
    from kaoping.drafting import told
    from kaoping.numbers import plain

    draft = review.draft
    total, full = told.total(draft), draft.data["scoring"].get("full")
    return {
        "output": str(review.target),
        "id": draft.data["id"],
        "title": draft.data["title"],
        "sheets": list(draft.sheets),
        "counts": told.counts(draft),
        "total": plain(total) if total is not None else None,
        "full": plain(full) if full is not None else None,
        "account": dict(draft.account),
        "notes": list(draft.paper.notes),
        "asides": [{"what": one.what, "place": one.place, "text": one.text or None} for one in draft.paper.asides],
        "doubts": [{"code": one.code, "place": one.place, "message": one.message} for one in draft.doubts],
        "findings": [
            {"code": one.code, "at": one.at, "place": one.place, "printed": one.printed, "read_as": one.read_as, "why": one.why}
            for one in draft.findings
        ],
        "proposals": [
            {"code": one.code, "place": one.place, "message": one.message, "fact": one.offers[0].value, "line": draft.lines[one.key]}
            for one in draft.proposals
        ],
        "themed": list(draft.themed),
        "void": [{"what": mend.what, "value": mend.value} for mend in draft.void],
        "parts": _parts(draft, account),
    }  # fmt: skip


def _parts(draft: Draft, account: bool) -> list[dict[str, Any]]:
    """Every piece of the document; without `--account` those alone that nothing was made of."""
    return [
        {
            "place": part.place,
            "role": part.role,
            "target": part.target or None,
            "sure": part.sure,
            "why": part.why or None,
            "text": part.text,
        }
        for part in draft.parts
        if account or (not part.target and part.role in ("unused", "note", "number"))
    ]
