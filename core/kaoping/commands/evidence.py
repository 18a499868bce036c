"""`kaoping evidence`: what proves a judgement: attached, linked, listed, opened."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kaoping.commands.base import Command, Group, json_option
from kaoping.commands.kinds import DAY, FILE, TEXT
from kaoping.commands.settings import Settings, pass_settings

if TYPE_CHECKING:
    from kaoping.answers import Evidence
    from kaoping.standard.model import EvidenceKind
    from kaoping.workbench.bench import Workbench
    from kaoping.workbench.evaluations import View

_STATES = {"ok": "", "missing": "文件不见了", "changed": "文件被改动过", "unreadable": "文件读不了"}


@click.group(cls=Group, name="evidence")
def evidence() -> None:
    """佐证材料：附上文件或走访、访谈记录，写明证明哪一项、哪条要点、在第几页。"""


@evidence.command(cls=Command)
@click.argument("key", type=TEXT, metavar="E")
@click.argument("item", type=TEXT, metavar="ITEM")
@click.argument("file", type=FILE, metavar="[FILE]", required=False)
@click.option("--visit", type=TEXT, metavar="TITLE", help="实地查看，不附文件")
@click.option("--interview", type=TEXT, metavar="TITLE", help="访谈，不附文件")
@click.option("--web", type=TEXT, metavar="URL", help="网页，写网址")
@click.option(
    "--kind", type=TEXT, metavar="K", help="文件的种类：document、minutes、list、photo、visit、interview、web、data"
)
@click.option("--title", type=TEXT, metavar="TEXT", help="名称；不写则用文件名")
@click.option("--requirement", type=TEXT, metavar="R", help="证明哪条要点；不写则为整项")
@click.option("--page", type=TEXT, metavar="P", help="页码或位置")
@click.option("--on", type=DAY, metavar="DATE", help="查看、访谈的日期")
@click.option("--who", type=TEXT, metavar="NAME", help="何人")
@click.option("--what", type=TEXT, metavar="TEXT", help="所见所闻")
@click.option("--by-reference", is_flag=True, help="只记位置和指纹，不把文件复制进工作区")
@click.option("--why", type=TEXT, metavar="TEXT", help="已提交的考评须写明原因")
@json_option
@pass_settings
def add(
    settings: Settings,
    key: str,
    item: str,
    file: Path | None,
    visit: str | None,
    interview: str | None,
    web: str | None,
    kind: EvidenceKind | None,
    title: str | None,
    requirement: str | None,
    page: str | None,
    on: date | None,
    who: str | None,
    what: str | None,
    by_reference: bool,
    why: str | None,
    as_json: bool,
) -> None:
    """给一项附上佐证：FILE，或 --visit、--interview、--web。同一文件再附，不另存一份。"""
    given = {"FILE": file, "--visit": visit, "--interview": interview, "--web": web}
    named = [name for name, value in given.items() if value is not None]
    if len(named) != 1:
        raise click.UsageError(f"须且只须写其一：{'、'.join(given)}")
    if file is None and by_reference:
        raise click.UsageError("--by-reference 只与文件一起使用")
    spoken: dict[str, EvidenceKind] = {"--visit": "visit", "--interview": "interview", "--web": "web"}
    with settings.writing() as bench:
        view = bench.proofs.add(
            key,
            item,
            file,
            kind=spoken.get(named[0], kind),
            title=title or visit or interview or web,
            requirement=requirement,
            page=page,
            by_reference=by_reference,
            on=on,
            who=who,
            what=what,
            url=web,
            why=why,
        )
        _told(bench, view, item, as_json)


@evidence.command(cls=Command)
@click.argument("key", type=TEXT, metavar="E")
@click.argument("item", type=TEXT, metavar="ITEM")
@click.argument("id", type=TEXT, metavar="ID")
@click.option("--requirement", type=TEXT, metavar="R", help="证明哪条要点；不写则为整项")
@click.option("--page", type=TEXT, metavar="P", help="页码或位置")
@click.option("--why", type=TEXT, metavar="TEXT", help="已提交的考评须写明原因")
@json_option
@pass_settings
def link(
    settings: Settings,
    key: str,
    item: str,
    id: str,
    requirement: str | None,
    page: str | None,
    why: str | None,
    as_json: bool,
) -> None:
    """用工作区已有的佐证 ID 再证明一项。"""
    with settings.writing() as bench:
        _told(bench, bench.proofs.link(key, item, id, requirement, page, why=why), item, as_json)


@evidence.command(cls=Command)
@click.argument("key", type=TEXT, metavar="E")
@click.argument("item", type=TEXT, metavar="ITEM")
@click.argument("id", type=TEXT, metavar="ID")
@click.option("--requirement", type=TEXT, metavar="R", help="只取消这条要点的；不写则取消该项的全部")
@click.option("--why", type=TEXT, metavar="TEXT", help="已提交的考评须写明原因")
@json_option
@pass_settings
def unlink(
    settings: Settings, key: str, item: str, id: str, requirement: str | None, why: str | None, as_json: bool
) -> None:
    """一项不再用佐证 ID；材料和文件仍保留，可撤销。"""
    with settings.writing() as bench:
        _told(bench, bench.proofs.unlink(key, item, id, requirement, why=why), item, as_json)


@evidence.command("list", cls=Command)
@click.argument("key", type=TEXT, metavar="E")
@click.argument("item", type=TEXT, metavar="[ITEM]", required=False)
@json_option
@pass_settings
def list_(settings: Settings, key: str, item: str | None, as_json: bool) -> None:
    """一次考评的佐证材料目录，或其中一项的。"""
    with settings.reading() as bench:
        _list(bench, bench.proofs.of(key, item), as_json)


@evidence.command(cls=Command)
@click.argument("id", type=TEXT, metavar="ID")
@json_option
@pass_settings
def where(settings: Settings, id: str, as_json: bool) -> None:
    """一份佐证用在哪里：各次考评、各标准的评分项。"""
    from dataclasses import asdict

    from kaoping.console import say, show_json, table

    with settings.reading() as bench:
        uses = bench.proofs.everywhere(id)
        title = bench.proofs.one(id).evidence.title
    if as_json:
        show_json({"id": id, "title": title, "uses": [asdict(use) for use in uses]})
        return
    say(title)
    lines = [(u.evaluation, u.unit, u.standard_title, f"{u.item} {u.item_title}", u.requirement, u.page) for u in uses]
    say(
        table(["考评", "考评对象", "标准", "评分项", "要点", "页码"], lines, right=(0,))
        if lines
        else "还没有用在任何评分项"
    )


@evidence.command("open", cls=Command)
@click.argument("id", type=TEXT, metavar="ID")
@pass_settings
def open_(settings: Settings, id: str) -> None:
    """核对指纹后，用系统的查看程序打开一份佐证（打开的是副本）。"""
    from kaoping.console import say
    from kaoping.workbench.viewing import open_with_system

    with settings.reading() as bench:
        target = bench.proofs.to_open(id)
    open_with_system(target)
    say(f"已打开：{target}")


def evidence_json(bench: Workbench, found: Iterable[Evidence]) -> list[dict[str, Any]]:
    """Evidence as scripts read it; `state` is null where no file can be looked at."""
    return [
        {
            "id": one.id,
            "kind": one.kind,
            "title": one.title,
            "file": None
            if one.file is None
            else {
                "name": one.file.name,
                "sha256": one.file.sha256,
                "size": one.file.size,
                "copied": one.file.copied,
                "path": one.file.path,
                "state": bench.proofs.state(one),
            },
            "on": one.on.isoformat() if one.on is not None else None,
            "who": one.who,
            "what": one.what,
            "url": one.url,
            "links": [{"item": link.item, "requirement": link.requirement, "page": link.page} for link in one.links],
        }
        for one in found
    ]


def _told(bench: Workbench, view: View, item: str, as_json: bool) -> None:
    _list(bench, view.answers.evidence_of(item), as_json)


def _list(bench: Workbench, found: tuple[Evidence, ...], as_json: bool) -> None:
    from kaoping.console import say, show_json, table
    from kaoping.standard.evidence import EVIDENCE_NAMES
    from kaoping.workbench.proofs import size_text

    if as_json:
        show_json({"evidence": evidence_json(bench, found)})
        return
    lines = []
    for one in found:
        proves = "；".join(
            f"{link.requirement or link.item}{f'（{link.page}）' if link.page else ''}" for link in one.links
        )
        what = one.url or "，".join(part for part in (one.on and one.on.isoformat(), one.who) if part)
        if one.file is not None:
            state = bench.proofs.state(one)
            kept = "" if one.file.copied else "，只记位置" if one.file.path is not None else "，文件不在本工作区"
            wrong = _STATES.get(state or "", "")
            what = f"{one.file.name}（{size_text(one.file.size)}{kept}{f'，{wrong}' if wrong else ''}）"
        lines.append((one.id, EVIDENCE_NAMES[one.kind], one.title, what, proves))
    say(
        table(["编号", "种类", "名称", "文件或来源", "证明"], lines)
        if lines
        else "没有佐证材料，用 kaoping evidence add 附上"
    )
