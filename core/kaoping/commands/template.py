"""`kaoping template`: a jurisdiction's own Word templates: one to begin with, what it may print, what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kaoping.commands.base import Group, json_option
from kaoping.commands.kinds import FILE, TEXT, Words
from kaoping.commands.settings import Settings, pass_settings
from kaoping.reports.kinds import KINDS

if TYPE_CHECKING:
    from kaoping.reports.template_data import Record
    from kaoping.reports.template_fields import Field

_MOST = 40


@click.group(cls=Group)
def template() -> None:
    """自定 Word 模板：写一份样例、查看可用字段、检查模板；填写用 kaoping report 的 --template。"""


@template.command("new")
@click.option("-o", "--output", type=FILE, required=True, metavar="FILE", help="写到哪个 .docx 文件")
@click.option("--force", is_flag=True, help="覆盖已有的文件")
@json_option
def new_template(output: Path, force: bool, as_json: bool) -> None:
    """写出一份可以直接使用的样例模板（推荐审批表），在 Word 或 WPS 里改成自己的表。"""
    from kaoping.console import say, show_json
    from kaoping.reports.template_starter import starter
    from kaoping.workbench.exchange import write_new

    written = write_new(output, starter(), force=force)
    if as_json:
        show_json({"file": str(written)})
    else:
        say(f"已写出：{written}\n用 Word 或 WPS 改好后，用 kaoping template lint 检查")


@template.command("lint")
@click.argument("file", type=FILE, metavar="FILE")
@json_option
def lint_template(file: Path, as_json: bool) -> None:
    """检查一份模板：字段有没有写错、括号是不是全角、for 和 if 有没有写完，都写明在哪里；有错时退出码为 1。"""
    from kaoping.console import say, show_json, warn
    from kaoping.errors import NotSo
    from kaoping.workbench.own_templates import read_template

    read = read_template(file)
    if as_json:
        show_json(
            {
                "file": str(file),
                "findings": [
                    {"code": one.code, "place": one.place or None, "message": one.text, "fault": one.fault}
                    for one in read.findings
                ],
            }
        )
        if read.faults:
            click.get_current_context().exit(1)
        return
    for one in read.advice:
        warn(f"注意：{one.text()}")
    if read.faults:
        raise NotSo(read.faults)
    say(f"没有错误：{file}")


@template.command("fields")
@click.argument("target", type=TEXT, required=False, metavar="[TARGET]")
@click.option("--kind", type=Words(*KINDS), default="sheet", metavar="KIND", help="报告的种类，默认得分表 sheet")
@json_option
@pass_settings
def list_fields(settings: Settings, target: str | None, kind: str, as_json: bool) -> None:
    """列出模板可用的字段；写明 TARGET（考评编号、考评对象、批次或答卷文件）时并列出它的内容作例子。"""
    from kaoping.console import say, show_json, table
    from kaoping.reports.template_fields import COMMON, EVALUATION

    data = _data(settings, kind, target) if target is not None else None
    rows = [
        *_rows("", COMMON, data),
        *(_rows("", EVALUATION, data) if data is None or "得分" in data else ()),
    ]
    if as_json:
        show_json({"fields": [dict(zip(("name", "shape", "about", "example"), row, strict=True)) for row in rows]})
        return
    head = ("字段", "种类", "说明") if data is None else ("字段", "种类", "说明", "例")
    say(table(head, [row if data is not None else row[:3] for row in rows]))


def _data(settings: Settings, kind: str, target: str) -> Record:
    from kaoping.reports.template_data import template_data
    from kaoping.workbench.options import now

    if target.endswith(".toml"):
        from kaoping.workbench.printing import report_of_file

        return template_data(report_of_file(settings.library(), Path(target), kind, now().date()))
    with settings.reading() as bench:
        return template_data(bench.papers.report(kind, target))


def _rows(before: str, fields: tuple[Field, ...], data: Any) -> Iterator[tuple[str, str, str, str | None]]:
    """Each field with its parts below it; of a list, the first record is the example."""
    from kaoping.reports.template_data import Record, Rows
    from kaoping.reports.template_fields import SHAPES

    for field in fields:
        value = data.get(field.name) if isinstance(data, Record) else None
        yield f"{before}{field.name}", SHAPES[field.shape], field.about, _example(value)
        if field.of and field.name != "表":
            first = value[0] if isinstance(value, Rows) and value else None
            yield from _rows(f"{before}{field.name} → ", field.of, first)


def _example(value: Any) -> str | None:
    from kaoping.reports.template_data import Record, Rows, as_text

    if value is None:
        return None
    if isinstance(value, Record):
        return "、".join(value) or "（空）"
    if isinstance(value, Rows):
        return f"（{len(value)} 个）"
    text = " ".join(as_text(value).split())
    return text if len(text) <= _MOST else f"{text[:_MOST]}…"
