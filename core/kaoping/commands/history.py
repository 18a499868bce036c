"""`kaoping eval history`, `back`, `diff` and `hand-over`: what was, back to it, and over time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kaoping.commands.base import Command, json_option
from kaoping.commands.kinds import TEXT
from kaoping.commands.settings import Settings, pass_settings

if TYPE_CHECKING:
    from kaoping.workbench.changes import Change
    from kaoping.workbench.diff import Comparison, Difference, ItemSide
    from kaoping.workbench.history import HistoryLine


@click.command(cls=Command)
@click.argument("key", type=TEXT, metavar="E")
@click.argument("item", type=TEXT, metavar="[ITEM]", required=False)
@json_option
@pass_settings
def history(settings: Settings, key: str, item: str | None, as_json: bool) -> None:
    """谁在何时把什么从什么改成什么、为什么，新的在前；写 ITEM 则只说这一项和它所看的事实。"""
    from kaoping.console import say, show_json, table

    with settings.reading() as bench:
        number = bench.evaluations.view(key).row.number
        lines = bench.history.of(key, item)
    if as_json:
        show_json({"evaluation": number, "entries": [_line_json(line) for line in lines]})
    elif lines:
        rows = [(line.ref, line.at[:16].replace("T", " "), line.who, _state(line), line.text) for line in lines]
        say(table(["序号", "时间", "考评人", "", "内容"], reversed(rows), right=(0,)))
    else:
        say("还没有记录")


@click.command(cls=Command)
@click.argument("key", type=TEXT, metavar="E")
@click.argument("seq", type=TEXT, metavar="SEQ")
@click.option("--reason", type=TEXT, metavar="TEXT", help="原因，提交以后必须写")
@json_option
@pass_settings
def back(settings: Settings, key: str, seq: str, reason: str | None, as_json: bool) -> None:
    """回到某一条记录之后的状态：评定、说明、佐证和自己在本考评里登记的事实。是一次修改，撤销一次即可取消。"""
    from kaoping.commands.view_text import brief_json, brief_text
    from kaoping.console import say, show_json

    with settings.writing() as bench:
        changes = bench.history.changes_back(key, seq)
        view = bench.history.back_to(key, seq, reason)
    if as_json:
        show_json({**brief_json(view, None), "changes": [_change_json(change) for change in changes]})
    elif changes:
        for change in changes:
            say(change.text)
        say(brief_text(view, None, None))
    else:
        say(f"现在与 {seq} 之后的状态相同，没有改动")


@click.command(cls=Command)
@click.argument("first", type=TEXT, metavar="E1")
@click.argument("second", type=TEXT, metavar="E2")
@json_option
@pass_settings
def diff(settings: Settings, first: str, second: str, as_json: bool) -> None:
    """对比同一对象、同一标准的两次考评：评定不同的项、各部分和总分、不同的事实。"""
    from kaoping.console import say, show_json

    with settings.reading() as bench:
        found = bench.history.compare(first, second)
    if as_json:
        show_json(_comparison_json(found))
    else:
        say(_comparison_text(found))


@click.command("hand-over", cls=Command)
@click.argument("key", type=TEXT, metavar="E")
@click.argument("name", type=TEXT, metavar="NAME")
@click.option("--reason", type=TEXT, metavar="TEXT", required=True, help="原因")
@json_option
@pass_settings
def hand_over(settings: Settings, key: str, name: str, reason: str, as_json: bool) -> None:
    """把考评移交给同事：此后由其本人继续，移交的人只能查看。以前的记录仍是各人自己的。"""
    from kaoping.commands.listing import evaluation_json
    from kaoping.commands.view_text import total_text
    from kaoping.console import say, show_json

    with settings.writing() as bench:
        before = bench.evaluations.view(key)
        view = bench.history.hand_over(key, name, reason)
    if as_json:
        show_json(evaluation_json(view.row))
        return
    say(f"考评 {view.row.number} 已移交给 {view.row.evaluator}，请其用 --as {view.row.evaluator} 打开继续")
    if (before.sheet.outcome, before.sheet.stale) != (view.sheet.outcome, view.sheet.stale):
        scores = f"{total_text(before.sheet)} → {total_text(view.sheet)}"
        stale = f"，依据已变 {len(view.sheet.stale)} 项（{'、'.join(view.sheet.stale)}）" if view.sheet.stale else ""
        say(f"移交后，原考评人登记的事实按他人所报对待：{scores}{stale}")


def _state(line: HistoryLine) -> str:
    return "已撤销" if line.undone_by else ""


def _line_json(line: HistoryLine) -> dict[str, Any]:
    return {
        "ref": line.ref,
        "book": line.book,
        "seq": line.seq,
        "at": line.at,
        "who": line.who,
        "kind": line.kind,
        "what": line.what,
        "own": line.own,
        "unit": line.unit,
        "why": line.why,
        "target": line.target,
        "undone_by": line.undone_by,
        "to": line.to,
        "changes": [_change_json(change) for change in line.changes],
    }


def _change_json(change: Change) -> dict[str, Any]:
    return {
        "what": change.what,
        "id": change.id,
        "title": change.title,
        "from": change.before,
        "to": change.after,
        "parts": [{"label": part.label, "from": part.before, "to": part.after} for part in change.parts],
    }


def _comparison_json(found: Comparison) -> dict[str, Any]:
    from kaoping.commands.view_text import brief_json
    from kaoping.numbers import plain
    from kaoping.scoring.sheet_json import sheet_json

    def side(one: ItemSide | None) -> dict[str, Any] | None:
        if one is None:
            return None
        numbers = {name: plain(getattr(one, name)) for name in ("low", "high", "full")}
        return {"state": one.state, **numbers, "rating": one.words}

    def differences(among: tuple[Difference, ...]) -> list[dict[str, str]]:
        return [{"kind": d.kind, "id": d.id, "title": d.title, "from": d.first, "to": d.second} for d in among]

    shown = [{s["id"]: s for s in sheet_json(view.sheet)["dimensions"]} for view in (found.first, found.second)]
    return {
        "first": brief_json(found.first, None),
        "second": brief_json(found.second, None),
        "same_edition": found.same_edition,
        "items": [{"id": i.id, "title": i.title, "from": side(i.first), "to": side(i.second)} for i in found.items],
        "dimensions": [
            {"id": s.id, "title": s.title, "from": shown[0].get(s.id), "to": shown[1].get(s.id)} for s in found.sections
        ],
        "statements": differences(found.statements),
        "facts": differences(found.facts),
        "rectifications": differences(found.rectifications),
    }


def _comparison_text(found: Comparison) -> str:
    from kaoping.commands.listing import period_text
    from kaoping.commands.view_text import total_text
    from kaoping.console import table
    from kaoping.reports.words import by_rule, outcome_text

    views = (found.first, found.second)
    heads = [
        f"考评 {v.row.number}（{period_text(v.row.period_from, v.row.period_to)}，{v.row.evaluator}）" for v in views
    ]
    totals: list[tuple[str, ...]] = [
        ("总分", *(total_text(view.sheet) for view in views)),
        ("结果", *(outcome_text(view.sheet.outcome) for view in views)),
    ]
    for pair in found.sections:
        sides = (
            "无" if s is None else f"{by_rule(v.resolved, s.low, s.high)}/{by_rule(v.resolved, s.full, s.full)}"
            for v, s in zip(views, (pair.first, pair.second), strict=True)
        )
        totals.append((f"{pair.id} {pair.title}", *sides))
    blocks = [f"{found.first.row.unit_name}　{found.first.row.standard}", table(["", *heads], totals)]
    if not found.same_edition:
        blocks.append("两次考评所用的标准或本地规则版本不同，只在一方有的项写“无”")
    items = [(f"{i.id} {i.title}", *(side.text if side else "无" for side in (i.first, i.second))) for i in found.items]
    blocks.append(table([f"评定不同 {len(items)} 项", *heads], items) if items else "各项评定相同")
    for name, among in (
        ("说明不同", found.statements),
        ("事实不同", found.facts),
        ("整改不同", found.rectifications),
    ):
        if among:
            rows = [(f"{d.title}", d.first, d.second) for d in among]
            blocks.append(table([f"{name} {len(rows)} 处", *heads], rows))
    return "\n\n".join(blocks)
