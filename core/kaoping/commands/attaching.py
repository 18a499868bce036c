"""`kaoping standard attach` and `kaoping standard check`: official documents, and standards held against them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kaoping.commands.base import Command, json_option
from kaoping.commands.kinds import FILE, TEXT
from kaoping.commands.settings import Settings, pass_settings

if TYPE_CHECKING:
    from kaoping.standard.resolved import Resolved
    from kaoping.workbench.clauses import Clause, Held, State

STATES = {"matched": "对上", "doubtful": "存疑", "missing": "未找到"}
#: Characters of a paragraph that belongs to no criterion, in the list for people.
_SHOWN = 60


@click.command(cls=Command)
@click.argument("document", type=TEXT, metavar="DOCUMENT")
@click.argument("file", type=FILE, metavar="FILE")
@json_option
@pass_settings
def attach(settings: Settings, document: str, file: Path, as_json: bool) -> None:
    """附上一份官方文件：找出它各标准每一项的原文，存入工作区，评分时显示在该项下。再附即替换。

    DOCUMENT 是文件编号（如 beihai）或其中一个标准的编号；FILE 为 txt、docx、xlsx、html、csv、pdf（另装），其他格式由 LibreOffice 转换。
    """
    from kaoping.console import say, show_json

    with settings.writing(create=True) as bench:
        done = bench.clauses.attach(document, file)
    if as_json:
        show_json(
            {
                "document": done.document,
                "file": str(file),
                "sha256": done.sha256,
                "standards": [{"standard": one.standard, **_counts(one)} for one in done.sheets],
            }
        )
        return
    say(f"已附上 {done.document}：{file.name}")
    for one in done.sheets:
        say(f"  {one.standard}：{_summary(one)}")
        for clause in one.clauses:
            if clause.state != "matched":
                say(f"    {_line(clause)}")
    for note in done.sheets[0].notes:
        say(f"注意：{note}")
    say("原文只存在本工作区，不随导出的文件走。逐项核对分值和数字：kaoping standard check 标准 --against 文件")


@click.command(cls=Command)
@click.argument("id", type=TEXT, metavar="ID")
@click.option("--against", "file", type=FILE, metavar="FILE", required=True, help="官方文件")
@json_option
@pass_settings
def check(settings: Settings, id: str, file: Path, as_json: bool) -> None:
    """用官方文件逐项核对一个标准：找到没有、分值相等没有、每个数字在不在。全部对上则退出码为 0，否则为 1。

    ID 也可以是标准文件（.toml）。不需要工作区。
    """
    from kaoping.console import say, show_json
    from kaoping.workbench.clauses import checked, standard_at

    library = settings.library()
    found = checked(library, id, file)
    if as_json:
        show_json(_held_json(found, standard_at(library, id), file))
    else:
        for clause in found.clauses:
            if clause.state != "matched" or clause.differs or clause.remarks:
                say(_line(clause))
        if found.likely:
            for one in found.extra:
                say(f"多出（{one.place}）：{_short(one.text)}")
        else:
            say("文件里只找到少数几项，不像是这个标准所依的文件，请核对文件名")
        for note in found.notes:
            say(f"注意：{note}")
        say(f"{found.standard}：{_summary(found)}")
        if not found.ok:
            say("请对照原文核对以上各处；原文全文用 --json 查看")
    if not found.ok:
        raise click.exceptions.Exit(1)


def _counts(found: Held) -> dict[str, int]:
    states: tuple[State, ...] = ("matched", "doubtful", "missing")
    return {state: found.count(state) for state in states}


def _summary(found: Held) -> str:
    counts = "，".join(f"{STATES[state]} {number}" for state, number in _counts(found).items())
    differing = sum(bool(clause.differs) for clause in found.clauses)
    return f"共 {len(found.clauses)} 项，{counts}；分值或数字不同 {differing} 项，多出 {len(found.extra)} 段"


def _line(clause: Clause) -> str:
    said = [*clause.doubts, *clause.differs, *clause.remarks]
    place = f"（{clause.place}）" if clause.place else ""
    return f"{STATES[clause.state]}：{clause.criterion} {clause.title}{place}{'：' if said else ''}{'；'.join(said)}"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


def _held_json(found: Held, resolved: Resolved, file: Path) -> dict[str, Any]:
    return {
        "standard": found.standard,
        "file": str(file),
        "ok": found.ok,
        **_counts(found),
        "items": [_clause_json(clause, resolved) for clause in found.clauses],
        "extra": [{"place": one.place, "text": one.text} for one in found.extra],
        "outside": found.outside,
        "notes": list(found.notes),
    }


def _clause_json(clause: Clause, resolved: Resolved) -> dict[str, Any]:
    from kaoping.numbers import plain

    points = resolved.item[clause.criterion].criterion.points if resolved.by_points else None
    return {
        "id": clause.criterion,
        "title": clause.title,
        "state": clause.state,
        "place": clause.place or None,
        "text": clause.text or None,
        "points": plain(points) if points is not None else None,
        "printed_points": plain(clause.points) if clause.points is not None else None,
        "points_equal": clause.points_equal,
        "figures": [{"figure": figure, "present": present} for figure, present in clause.figures],
        "absent": list(clause.absent),
        "doubts": list(clause.doubts),
        "remarks": list(clause.remarks),
        "requirements": [{"id": id, "text": text or None} for id, text in clause.requirements],
    }
