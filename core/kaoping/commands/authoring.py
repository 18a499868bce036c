"""`kaoping standard new`, `install` and `remove`, `kaoping plugin new`: standards of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kaoping.commands.base import Command, json_option
from kaoping.commands.kinds import FILE, TEXT, Words
from kaoping.commands.settings import Settings, pass_settings

if TYPE_CHECKING:
    from kaoping.workbench.new_files import Kind

#: The kinds of skeleton, as `skeletons.KINDS` has them; that module costs too much to ask it for `--help`.
KINDS = {"points": "计分", "attainment": "达标率", "base": "从基础分起扣", "levels": "按等级评定"}


@click.command(cls=Command)
@click.argument("id", type=TEXT, metavar="ID")
@click.option("-o", "--output", type=FILE, metavar="FILE", help="写到哪个文件；不写则为 ID 的最后一段加 .toml")
@click.option(
    "--kind",
    type=Words(*KINDS),
    default="points",
    metavar="KIND",
    help=f"哪一种：{'、'.join(f'{name} {title}' for name, title in KINDS.items())}；不写则为 points",
)
@click.option("--force", is_flag=True, help="覆盖已有的文件")
@json_option
@pass_settings
def new(settings: Settings, id: str, output: Path | None, kind: Kind, force: bool, as_json: bool) -> None:
    """写一个新标准：带说明的小例子和它的算例，能直接使用，照文件逐处改写。ID 是标准编号，如 yunxi/town-2026。"""
    from kaoping.console import say, show_json, warn
    from kaoping.workbench.new_files import new_standard

    written = new_standard(id, kind, output, force=force)
    taken = next((entry for entry in settings.library().usable() if entry.id == id), None)
    if taken is not None:
        owner = f"插件 {taken.plugin} 的" if taken.plugin is not None else ""
        warn(f"注意：编号“{id}”已有{owner}标准“{taken.short}”；是另一个标准请改 id")
    if as_json:
        show_json({"standard": id, "files": [str(path) for path in written]})
        return
    say("\n".join(f"已写出：{path}" for path in written))
    say(f"下一步：用文本编辑器打开 {written[0]}，照文件改写标有“请改”的地方，随时运行")
    say(
        f"  kaoping standard lint {written[0]}\n  kaoping standard test {written[0]}\n  kaoping standard install {written[0]}"
    )
    say(f"算例是这个小例子的；改写以后重写一套供核对：kaoping standard cases {written[0]} --force")


@click.command(cls=Command)
@click.argument("file", type=FILE, metavar="FILE")
@click.option("--replace", is_flag=True, help="替换同一编号、同一版本的标准")
@json_option
@pass_settings
def install(settings: Settings, file: Path, replace: bool, as_json: bool) -> None:
    """检查一个标准文件，连同旁边属于它的算例、本地规则、对照表和文件说明装入自己的标准文件夹，以后每次都有。"""
    from kaoping.commands.failure import fault_json
    from kaoping.console import say, show_json, warn
    from kaoping.workbench.shelf import install as put_in

    done = put_in(settings.library(), settings.options().standards_folder, file, replace=replace)
    for fault in done.advice:
        warn(f"建议：{fault.text()}")
    if as_json:
        show_json(
            {
                "standard": done.id,
                "title": done.title,
                "edition": done.edition,
                "folder": str(done.folder),
                "files": list(done.files),
                "unchanged": done.unchanged,
                "replaced": None if done.before is None else done.before.edition,
                "kept": None if done.kept is None else str(done.kept),
                "notes": list(done.notes),
                "faults": [fault_json(fault) for fault in done.advice],
            }
        )
        return
    head = "已经装有，内容相同" if done.unchanged else "已安装"
    say(f"{head}：{done.id}　{done.title}（{done.edition}）\n位置：{done.folder}\n文件：{'、'.join(done.files)}")
    if done.before is not None and not done.unchanged:
        where = f"，原来的文件移到 {done.kept}" if done.kept is not None else f"，不再用插件 {done.before.plugin} 的"
        say(f"替换了原来的版本（{done.before.edition}）{where}；已有的考评仍按原来的版本")
    for note in done.notes:
        say(note)


@click.command(cls=Command)
@click.argument("id", type=TEXT, metavar="ID")
@json_option
@pass_settings
def remove(settings: Settings, id: str, as_json: bool) -> None:
    """把自己装入的一个标准移出标准文件夹。文件留在旁边的文件夹里；已有的考评不受影响，照常显示、评分和打印。"""
    from kaoping.console import say, show_json
    from kaoping.workbench.shelf import remove as take_out

    done = take_out(settings.library(), settings.options().standards_folder, id)
    if as_json:
        after = None if done.after is None else {"plugin": done.after.plugin, "edition": done.after.edition}
        show_json({"standard": done.id, "kept": str(done.kept), "files": list(done.files), "now": after})
        return
    say(f"已移出：{done.id}　{done.title}\n文件：{'、'.join(done.files)}\n现在在：{done.kept}")
    if done.after is not None:
        owner = f"插件 {done.after.plugin} 的" if done.after.plugin is not None else str(done.after.path)
        say(f"此后“{done.id}”用{owner}版本（{done.after.edition}）")
    say("已有的考评不受影响；要装回来：kaoping standard install 该文件")


@click.command(cls=Command)
@click.argument("name", type=TEXT, metavar="NAME")
@click.option("-o", "--output", type=FILE, metavar="DIR", help="写到哪个文件夹；不写则为 kaoping-NAME")
@json_option
@pass_settings
def new_plugin(settings: Settings, name: str, output: Path | None, as_json: bool) -> None:
    """写一个新插件：可安装的发行包，带一个标准、算例和测试，装上即可用。NAME 是插件名，如 yunxi。"""
    from kaoping.console import say, show_json
    from kaoping.workbench.new_files import new_plugin as make

    written = make(settings.library(), name, output)
    folder = output if output is not None else Path(f"kaoping-{name}")
    if as_json:
        show_json({"plugin": name, "folder": str(folder), "files": [str(path) for path in written]})
        return
    say("\n".join(f"已写出：{path}" for path in written))
    say(f'下一步：\n  cd {folder}\n  pip install -e ".[test]"\n  pytest\n  kaoping plugin list')


__all__ = ["install", "new", "new_plugin", "remove"]
