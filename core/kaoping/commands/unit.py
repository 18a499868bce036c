"""`kaoping unit`: what is evaluated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kaoping.commands.base import Group, json_option
from kaoping.commands.kinds import TEXT
from kaoping.commands.settings import Settings, pass_settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kaoping.store.queries import UnitRow


@click.group(cls=Group)
def unit() -> None:
    """考评对象：建立、列出、查看。"""


@unit.command()
@click.argument("name", type=TEXT, metavar="NAME")
@click.option("--kind", type=TEXT, required=True, metavar="K", help="种类：county、department、court …")
@click.option("--attr", "attributes", type=TEXT, multiple=True, metavar="K=V", help="属性，如 legislative_power=否")
@click.option("--parent", type=TEXT, metavar="U", help="所属的考评对象")
@json_option
@pass_settings
def add(
    settings: Settings, name: str, kind: str, attributes: tuple[str, ...], parent: str | None, as_json: bool
) -> None:
    """建立一个考评对象。还没有工作区时一并新建。"""
    from kaoping.console import say, show_json
    from kaoping.workbench.units import kind_text

    given = attributes_of(attributes)
    with settings.writing(create=True) as bench:
        row = bench.units.add(name, kind, given, parent)
    if as_json:
        show_json(unit_json(row))
    else:
        say(f"已建立考评对象“{row.name}”｜{kind_text(row.kind)}")


@unit.command("list")
@json_option
@pass_settings
def list_units(settings: Settings, as_json: bool) -> None:
    """列出考评对象。"""
    from kaoping.console import say, show_json

    with settings.reading() as bench:
        rows = bench.units.all()
    if as_json:
        show_json({"units": [unit_json(row) for row in rows]})
    elif rows:
        say(units_table(rows))
    else:
        say("还没有考评对象，请用 kaoping unit add 建立")


@unit.command()
@click.argument("name", type=TEXT, metavar="U")
@json_option
@pass_settings
def show(settings: Settings, name: str, as_json: bool) -> None:
    """查看一个考评对象和它的考评。"""
    from kaoping.commands.listing import evaluation_json, evaluations_table
    from kaoping.console import say, show_json
    from kaoping.workbench.units import kind_text

    with settings.reading() as bench:
        row = bench.units.get(name)
        every = {known.id: known for known in bench.units.all()}
        evaluations = bench.evaluations.all(unit=row.id)
    members = [known for known in every.values() if known.parent == row.id]
    if as_json:
        show_json(
            {
                **unit_json(row),
                "members": [unit_json(member) for member in members],
                "evaluations": [evaluation_json(evaluation) for evaluation in evaluations],
            }
        )
        return
    say(f"{row.name}｜{kind_text(row.kind)}")
    if row.parent is not None and row.parent in every:
        say(f"所属：{every[row.parent].name}")
    for key, value in row.attributes.items():
        say(f"属性：{key} = {_attribute_text(value)}")
    if members:
        say(f"成员：{'、'.join(member.name for member in members)}")
    say()
    say(evaluations_table(evaluations) if evaluations else "还没有考评，请用 kaoping eval new 新建")


def attributes_of(pairs: Iterable[str]) -> dict[str, bool | int | str]:
    """Attributes as a person types them: 是 and 否 (true, false), whole numbers, else text.

    :raises Refused: a pair has no `=`, or a part of it is empty.
    """
    from kaoping.errors import refuse
    from kaoping.numbers import fold
    from kaoping.workbench.units import clean

    words: dict[str, bool] = {"true": True, "是": True, "false": False, "否": False}
    found: dict[str, bool | int | str] = {}
    for pair in pairs:
        key, equals, text = pair.partition("=")
        if not equals:
            raise refuse("attribute", f"属性“{pair[:40]}”应写作 名称=值，如 legislative_power=否", id=key)
        key, text = clean(key, "属性名称", 60), clean(text, f"属性 {key} 的值")
        folded = fold(text)
        digits = folded.removeprefix("-")
        if folded.lower() in words:
            found[key] = words[folded.lower()]
        elif digits.isascii() and digits.isdigit() and len(digits) <= 15:
            found[key] = int(folded)
        else:
            found[key] = text
    return found


def unit_json(row: UnitRow) -> dict[str, Any]:
    """A unit as scripts read it."""
    return {
        "id": row.id,
        "name": row.name,
        "kind": row.kind,
        "attributes": row.attributes,
        "parent": row.parent,
    }


def units_table(rows: list[UnitRow]) -> str:
    """Units as a table."""
    from kaoping.console import table
    from kaoping.workbench.units import kind_text

    names = {row.id: row.name for row in rows}
    return table(
        ["名称", "种类", "所属", "属性"],
        [
            (
                row.name,
                kind_text(row.kind),
                names.get(row.parent or "", ""),
                "、".join(f"{key}={_attribute_text(value)}" for key, value in row.attributes.items()),
            )
            for row in rows
        ],
    )


def _attribute_text(value: object) -> str:
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)
