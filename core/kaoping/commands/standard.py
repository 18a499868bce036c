"""`kaoping standard`: what standards there are, what they say, whether their files are right."""

from __future__ import annotations

from pathlib import Path

import click

from kaoping.commands.base import Group, json_option
from kaoping.commands.kinds import FILE, TEXT, Words
from kaoping.commands.settings import Settings, pass_settings

SCHEMAS = ("standard", "document", "rules", "answers", "cases", "facts", "crosswalk")


#: Commands with a module of their own.
_TABLE = {
    "attach": ("kaoping.commands.attaching:attach", "附上官方文件，评分时在各项下显示原文"),
    "cases": ("kaoping.commands.casework:cases", "为一个标准写出算例，照文件核对"),
    "check": ("kaoping.commands.attaching:check", "用官方文件逐项核对一个标准"),
    "import": ("kaoping.commands.importing:import_", "从官方文件读出一个标准的草稿"),
    "mutate": ("kaoping.commands.mutating:mutate", "一次改动一条规则，看算例察觉不察觉"),
    "review": ("kaoping.commands.reviewing:review", "在界面里审阅从文件读出的标准，逐处认可或改正"),
    "diff": ("kaoping.commands.editions:diff", "对比标准的两个版本，列出编号对照"),
    "new": ("kaoping.commands.authoring:new", "写一个新标准的骨架和算例，照着改"),
    "to-xlsx": ("kaoping.commands.books:to_xlsx", "把一个标准写成 Excel 工作簿，在表里填写、修改"),
    "from-xlsx": ("kaoping.commands.books:from_xlsx", "把填好的工作簿变成标准文件"),
    "install": ("kaoping.commands.authoring:install", "检查一个标准文件并装入自己的标准文件夹"),
    "remove": ("kaoping.commands.authoring:remove", "把自己装入的标准移出标准文件夹"),
}


@click.group(cls=Group, table=_TABLE)
def standard() -> None:
    """标准：列出、查看、检查、运行算例；附上官方文件、与它核对。"""


@standard.command("list")
@json_option
@pass_settings
def list_standards(settings: Settings, as_json: bool) -> None:
    """列出随程序、插件、用户文件夹和 --standard 提供的标准。"""
    from kaoping.console import say, show_json, table
    from kaoping.reports.words import STATUSES

    entries = settings.library().entries()
    if as_json:
        show_json(
            {
                "standards": [
                    {
                        "id": entry.id,
                        "title": entry.title,
                        "short": entry.short,
                        "edition": entry.edition,
                        "status": entry.status,
                        "unit_kinds": list(entry.unit_kinds),
                        "plugin": entry.plugin,
                        "version": entry.version,
                        "path": str(entry.path),
                        "failure": entry.failure,
                    }
                    for entry in entries
                ]
            }
        )
        return
    usable = [entry for entry in entries if entry.failure is None]
    rows = [
        (e.id, e.short, STATUSES.get(e.status, e.status), "、".join(e.unit_kinds), e.plugin or e.path) for e in usable
    ]
    say(table(["编号", "名称", "效力", "考评对象", "来源"], rows))
    if any(entry.plugin is None for entry in usable):
        say("\n来源是文件的，这里只读了开头，内容有没有错误用 kaoping standard lint FILE 检查")
    for entry in entries:
        if entry.failure is not None:
            say(f"\n不能使用：{entry.id}（{entry.path}）：{entry.failure}")


@standard.command()
@click.argument("id", type=TEXT, metavar="ID")
@json_option
@pass_settings
def show(settings: Settings, id: str, as_json: bool) -> None:
    """查看一个标准：各级指标、评分项、要点、界限、否决、加减分、结果、阶段和勘误。ID 也可以是文件。"""
    from kaoping.commands.failure import advise
    from kaoping.commands.standard_text import standard_text
    from kaoping.console import say, show_json
    from kaoping.standard.describe import described

    library = settings.library()
    checked = (
        library.file(Path(id), settings.rules[0] if settings.rules else None) if is_file(id) else library.checked(id)
    )
    advise(checked.advice, checked.resolved, settings.rules)
    if as_json:
        show_json(described(checked.resolved))
    else:
        say(standard_text(checked.resolved))


@standard.command()
@click.argument("file", type=FILE, metavar="FILE")
@json_option
@pass_settings
def lint(settings: Settings, file: Path, as_json: bool) -> None:
    """检查一个文件：标准、文件说明、本地规则、事实、答卷、算例或对照表（按内容识别）。有错误则退出码为 1，只有建议为 0。"""
    from kaoping.commands.failure import fault_json
    from kaoping.commands.linting import examined
    from kaoping.console import say, show_json

    kind, findings = examined(settings, file)
    wrong = sum(blocking for _, blocking in findings)
    if as_json:
        show_json(
            {
                "file": str(file),
                "kind": kind,
                "ok": not wrong,
                "faults": [{**fault_json(fault), "blocking": blocking} for fault, blocking in findings],
            }
        )
    elif not findings:
        say(f"没有发现问题：{file}")
    else:
        for fault, blocking in findings:
            say(f"{'错误' if blocking else '建议'}：{fault.text()}")
        can = "" if wrong else "；没有错误，可以使用"
        say(f"\n共 {len(findings)} 处：错误 {wrong}，建议 {len(findings) - wrong}{can}")
    if wrong:
        raise click.exceptions.Exit(1)


@standard.command()
@click.argument("target", type=TEXT, metavar="ID|FILE")
@json_option
@pass_settings
def test(settings: Settings, target: str, as_json: bool) -> None:
    """运行一个标准的算例：ID、标准文件、本地规则文件或算例文件。有不符则退出码为 1。"""
    from kaoping.commands.linting import tested
    from kaoping.console import say, show_json

    library = settings.library()
    id, results = tested(library, target)
    failed = sum(bool(result.differences) for result in results)
    if as_json:
        show_json(
            {
                "standard": id,
                "passed": len(results) - failed,
                "failed": failed,
                "cases": [
                    {
                        "name": r.name,
                        "ok": not r.differences,
                        "computed": r.computed,
                        "differences": list(r.differences),
                    }
                    for r in results
                ],
            }
        )
    else:
        for result in results:
            if result.differences:
                say(f"不符：{result.name}")
                for difference in result.differences:
                    say(f"    {difference}")
        say(f"{id}：算例 {len(results)} 个，相符 {len(results) - failed}，不符 {failed}")
        if unchecked := sum(result.computed for result in results):
            say(f"其中 {unchecked} 个的结果由程序算得，还没有照文件核对；核对后删去该算例的 computed = true")
    if failed:
        raise click.exceptions.Exit(1)


@standard.command()
@click.argument("kind", type=Words(*SCHEMAS), default="standard", metavar="[KIND]")
@json_option
def schema(kind: str, as_json: bool) -> None:
    """输出一种文件的 JSON Schema：standard（默认）、document、rules、answers、cases、facts、crosswalk。"""
    from kaoping.console import show_json
    from kaoping.standard.schema import KINDS, schema_of

    show_json(next(schema_of(known) for known in KINDS if known == kind))


def is_file(target: str) -> bool:
    """Whether a target names a file rather than an id."""
    return target.endswith(".toml")
