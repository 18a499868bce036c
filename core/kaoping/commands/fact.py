"""`kaoping fact`: findings about units, entered once and seen by every standard that asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kaoping.commands.base import Group, json_option
from kaoping.commands.kinds import DAY, NUMBER, PERIOD, TEXT
from kaoping.commands.settings import Settings, pass_settings

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from kaoping.answers import Value
    from kaoping.periods import Period
    from kaoping.standard.model import FactDefinition
    from kaoping.store.queries import FactRow


@click.group(cls=Group)
def fact() -> None:
    """事实：定义、登记、查看。"""


@fact.command("list")
@json_option
@pass_settings
def list_facts(settings: Settings, as_json: bool) -> None:
    """列出可以登记的事实：编号、名称、主体、类型、单位。不需要工作区。"""
    from kaoping.console import say, show_json, table
    from kaoping.reports.words import FACT_KINDS

    found = settings.library().definitions()
    rows = [found[name] for name in sorted(found)]
    if as_json:
        show_json({"facts": [definition_json(row) for row in rows]})
        return
    say(
        table(
            ["编号", "名称", "主体", "类型", "单位"],
            [(row.id, row.title, row.subject, FACT_KINDS[row.kind], row.unit) for row in rows],
        )
    )


@fact.command("find")
@click.argument("words", type=TEXT, nargs=-1, required=True, metavar="WORDS")
@json_option
@pass_settings
def find(settings: Settings, words: tuple[str, ...], as_json: bool) -> None:
    """按用语查找共享事实，供编写标准时引用：如 kaoping fact find 中心组 学法。不需要工作区。"""
    from kaoping.console import say, show_json
    from kaoping.drafting.proposals.find import find_facts
    from kaoping.reports.words import FACT_KINDS

    typed = " ".join(words)
    found = [hit.fact for hit in find_facts(settings.library().vocabulary().facts.values(), typed)]
    if as_json:
        show_json({"facts": [definition_json(row) for row in found]})
        return
    if not found:
        say(f"没有说到“{typed}”的事实，请换少一些、短一些的词；都没有的，在标准里用 [[facts]] 自己定义")
        return
    for row in found:
        unit = f"，单位：{row.unit}" if row.unit else ""
        say(f"{row.id}  {row.title}（{FACT_KINDS[row.kind]}{unit}，主体：{row.subject}）")
        if row.note:
            say(f"    口径：{row.note}")


@fact.command("set", context_settings={"ignore_unknown_options": True})
@click.argument("unit", type=TEXT, metavar="UNIT")
@click.argument("name", type=TEXT, metavar="FACT")
@click.argument("value", type=TEXT, metavar="[VALUE]", required=False)
@click.option("--sample", type=NUMBER, metavar="N", help="百分比由抽查得来：抽查了多少，与 --faulty 一起代替 VALUE")
@click.option("--faulty", type=NUMBER, metavar="N", help="其中不合格多少，没有的写 0")
@click.option("--period", type=PERIOD, required=True, metavar="P", help="所属期间：2025、2025-H1、2025-Q3、2025-06 …")
@click.option("--on", "occurred_on", type=DAY, metavar="DATE", help="事件发生的日期")
@click.option("--stage", type=TEXT, metavar="S", help="在哪个阶段查明")
@click.option("--settled", is_flag=True, help="牵头单位的裁定：各人所报不一时以此为准")
@click.option("--note", type=TEXT, metavar="TEXT", help="说明")
@json_option
@pass_settings
def set_fact(
    settings: Settings,
    unit: str,
    name: str,
    value: str | None,
    sample: Decimal | None,
    faulty: Decimal | None,
    period: Period,
    occurred_on: date | None,
    stage: str | None,
    settled: bool,
    note: str | None,
    as_json: bool,
) -> None:
    """登记一项事实。VALUE 如 4、95、是、否、2025-03-01；抽查的写 --sample 10 --faulty 3。得分不会因此自动改变。"""
    from kaoping.commands.moved_text import moved_text
    from kaoping.console import say, show_json
    from kaoping.workbench.moved import moved, sheets

    if (sample is None) != (faulty is None):
        raise click.UsageError("--sample（抽查数）和 --faulty（不合格数）要一起写，没有不合格的写 --faulty 0")
    if (value is None) == (sample is None):
        raise click.UsageError("须且只须写 VALUE，或 --sample 和 --faulty")
    with settings.writing() as bench:
        definition = bench.facts.definition(name)
        before = {} if as_json else sheets(bench.desk, unit, name)
        row = bench.facts.put(
            unit,
            name,
            _given(definition, value, sample, faulty),
            period.label,
            occurred_on=occurred_on,
            stage=stage,
            settled=settled,
            note=note,
        )
        held = bench.units.get(unit)
        changes = [] if as_json else list(moved(before, sheets(bench.desk, unit, name)))
    if as_json:
        show_json(fact_json(row, definition))
        return
    say(f"已登记：{held.name}　{definition.title}（{row.period}）= {_value_text(row, definition)}")
    for change in changes:
        say(moved_text(change))


@fact.command(context_settings={"ignore_unknown_options": True})
@click.argument("unit", type=TEXT, metavar="UNIT")
@click.argument("name", type=TEXT, metavar="FACT")
@click.option("--period", type=PERIOD, required=True, metavar="P", help="登记时写的期间")
@click.option("--on", "occurred_on", type=DAY, metavar="DATE", help="事件发生的日期，登记了几个日期时须写")
@click.option("--reason", type=TEXT, required=True, metavar="TEXT", help="撤回的原因")
@json_option
@pass_settings
def withdraw(
    settings: Settings, unit: str, name: str, period: Period, occurred_on: date | None, reason: str, as_json: bool
) -> None:
    """撤回自己登记的事实，连同它的更正；记录仍保留在日志里。得分不会因此自动改变。"""
    from kaoping.commands.moved_text import moved_text
    from kaoping.console import say, show_json
    from kaoping.workbench.facts import as_recorded
    from kaoping.workbench.moved import moved, sheets

    with settings.writing() as bench:
        before = {} if as_json else sheets(bench.desk, unit, name)
        rows = bench.facts.withdraw(unit, name, period.label, reason, occurred_on=occurred_on)
        held = bench.units.get(unit)
        definition = bench.facts.definitions().get(name)
        changes = [] if as_json else list(moved(before, sheets(bench.desk, unit, name)))
    if as_json:
        show_json({"withdrawn": [fact_json(row, definition) for row in rows]})
        return
    definition = as_recorded(rows[-1].body, definition)[0]
    title = definition.title if definition is not None else name
    more = f"，连同更正共 {len(rows)} 条" if len(rows) > 1 else ""
    say(f"已撤回：{held.name}　{title}（{period.label}）= {_value_text(rows[-1], definition)}{more}")
    for change in changes:
        say(moved_text(change))


@fact.command()
@click.argument("unit", type=TEXT, metavar="UNIT")
@json_option
@pass_settings
def show(settings: Settings, unit: str, as_json: bool) -> None:
    """查看一个考评对象已登记的事实。"""
    from kaoping.commands.unit import unit_json
    from kaoping.console import say, show_json, table
    from kaoping.workbench.facts import as_recorded

    with settings.reading() as bench:
        held = bench.units.get(unit)
        rows = bench.facts.of(unit)
        definitions = bench.facts.definitions()
    if as_json:
        show_json({"unit": unit_json(held), "facts": [fact_json(row, definitions.get(row.definition)) for row in rows]})
        return
    if not rows:
        say(f"“{held.name}”还没有登记事实，请用 kaoping fact set 登记")
        return
    lines = []
    for row in rows:
        definition, other = as_recorded(row.body, definitions.get(row.definition))
        said = [
            "登记时的口径，与现在的标准不同" if other else None,
            row.body.get("occurred_on"),
            "裁定" if row.body.get("settled") else None,
            row.body.get("note"),
        ]
        lines.append(
            (
                row.definition,
                definition.title if definition is not None else "（定义不在）",
                row.period,
                _value_text(row, definition),
                row.evaluator,
                "，".join(part for part in said if part),
            )
        )
    say(table(["编号", "名称", "期间", "值", "登记人", "说明"], lines))


def definition_json(row: FactDefinition) -> dict[str, Any]:
    """A definition as scripts read it."""
    return {
        "id": row.id,
        "title": row.title,
        "subject": row.subject,
        "kind": row.kind,
        "unit": row.unit,
        "note": row.note,
        "related": list(row.related),
    }


def fact_json(row: FactRow, definition: FactDefinition | None) -> dict[str, Any]:
    """An observation as scripts read it."""
    from kaoping.workbench.facts import as_recorded

    definition = as_recorded(row.body, definition)[0]
    return {
        "fact": row.definition,
        "title": definition.title if definition is not None else None,
        "kind": definition.kind if definition is not None else None,
        "period": row.period,
        "value": _value_json(row.body["value"]),
        "sample": _sample_json(row.body["value"], definition),
        "occurred_on": row.body.get("occurred_on"),
        "evaluator": row.evaluator,
        "stage": row.body.get("stage"),
        "settled": row.body.get("settled", False),
        "note": row.body.get("note"),
    }


def _given(definition: FactDefinition, value: str | None, sample: Decimal | None, faulty: Decimal | None) -> Value:
    """The value that was typed, or the sample."""
    from kaoping.errors import refuse
    from kaoping.samples import sample_of
    from kaoping.workbench.facts import value_of

    if sample is None or faulty is None:
        return value_of(definition, value or "")
    try:
        return sample_of(definition, sample, faulty)
    except ValueError as error:
        raise refuse("fact-value", str(error), id=definition.id) from None


def _sample_json(value: Any, definition: FactDefinition | None) -> dict[str, str] | None:
    """Both numbers of a sampled share."""
    from kaoping.answers import Sample
    from kaoping.numbers import plain
    from kaoping.samples import faulty_in
    from kaoping.workbench.codec import value_from

    held = value_from(value)
    if definition is None or definition.kind != "share" or not isinstance(held, Sample):
        return None
    return {"drawn": plain(held.of), "faulty": plain(faulty_in(held, definition))}


def _value_json(value: Any) -> Any:
    if isinstance(value, dict):
        return value.get("number") or value.get("date") or value
    return value


def _value_text(row: FactRow, definition: FactDefinition | None) -> str:
    from kaoping.samples import fact_text
    from kaoping.workbench.codec import value_from

    return fact_text(value_from(row.body["value"]), definition)
