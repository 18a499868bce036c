"""New files for authors: a standard to begin from, a plugin to begin from. All of them are written, or none."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from kaoping.errors import Refused, Surroundings, refuse, system_words
from kaoping.numbers import fold
from kaoping.skeletons import Kind, schema_text, standard_texts
from kaoping.skeletons.plugin import plugin_texts
from kaoping.standard.load import cases_path
from kaoping.store.files import sync_file, sync_folder
from kaoping.text import visible
from kaoping.workbench.headers import beside_a_standard
from kaoping.workbench.library import Library

_ID = re.compile(r"[a-z0-9][a-z0-9_-]*(/[a-z0-9][a-z0-9_-]*)*")
_LONGEST_ID = 80
_PLUGIN = re.compile(r"[a-z][a-z0-9_-]*[a-z0-9]|[a-z]")
_LONGEST_PLUGIN = 40
#: Names of files that are listed in one message.
_LISTED = 5


def id_fault(id: str) -> str | None:
    """What is wrong with a standard's id, in Chinese; None where nothing is."""
    if len(id) <= _LONGEST_ID and _ID.fullmatch(id):
        return None
    if len(id) > _LONGEST_ID:
        return f"标准编号过长，最多 {_LONGEST_ID} 个字符"
    plain = re.sub(r"[^a-z0-9_/-]+", "-", fold(id).lower()).strip("-_/")
    near = f"，如 {plain}" if _ID.fullmatch(plain) else "，如 yunxi/town-2026"
    return f"标准编号“{visible(id)}”只能用小写字母、数字、- 和 _，各段用 / 隔开{near}；中文名称写在文件的 title 里"


def new_standard(id: str, kind: Kind, target: Path | None, *, force: bool = False) -> list[Path]:
    """Write a standard to begin from with its worked cases, and the schemas that editors complete and check by.

    :param target: the standard's file; by default the last part of the id, in the folder one stands in.
    :returns: what was written, the standard first. A schema that is there already and is ours is left as it is.
    :raises Refused: the id or the file's name cannot be, or files are there and `force` is not given.
    :raises Surroundings: the folder does not exist or cannot be written.
    """
    if (fault := id_fault(id)) is not None:
        raise refuse("id", fault, id=id)
    path = target if target is not None else Path(f"{id.rpartition('/')[2]}.toml")
    if path.suffix != ".toml":
        raise refuse("output", "标准的文件名要以 .toml 结尾", file=str(path))
    if beside_a_standard(path):
        raise refuse("output", "这样结尾的文件名留给算例、文件说明、规则和对照表，请换一个", file=str(path))
    standard, cases = standard_texts(id, kind)
    files = {path: standard, cases_path(path): cases}
    schemas = {"standard": schema_text("standard"), "cases": schema_text("cases")}
    for name, text in schemas.items():
        if not _holds(schema := path.with_name(f"{name}.schema.json"), text):
            files[schema] = text
    return write_together(files, force=force)


def new_plugin(library: Library, name: str, target: Path | None) -> list[Path]:
    """Write an installable plugin to begin from, into a folder of its own.

    :param target: the folder, which must be empty or not there; by default `kaoping-NAME` where one stands.
    :raises Refused: the name cannot be or is taken, or there is something in the folder.
    :raises Surroundings: the folder cannot be made or written.
    """
    name = re.sub(r"^kaoping[-_](?=.)", "", name)  # the distribution's name, as its author thinks of it
    if len(name) > _LONGEST_PLUGIN or not _PLUGIN.fullmatch(name):
        message = (
            f"插件名“{visible(name)}”只能用小写字母、数字、- 和 _，以字母开头，最多 {_LONGEST_PLUGIN} 个字符，如 yunxi"
        )
        raise refuse("plugin-name", message, id=name)
    folder = target if target is not None else Path(f"kaoping-{name}")
    texts = plugin_texts(name)
    module = next(iter(texts)).partition("/")[0]
    for info in library.plugins.infos():
        if re.sub(r"[-_.]+", "-", info.name.lower()) == re.sub(r"[-_.]+", "-", name):
            raise refuse("plugin-name", f"已经有名为“{info.name}”的插件（{info.distribution}），请换一个名称", id=name)
    if find_spec(module) is not None:
        raise refuse("plugin-name", f"已经装有模块 {module}，请换一个名称", id=name)
    if (folder.is_dir() and any(folder.iterdir())) or (folder.exists() and not folder.is_dir()):
        raise refuse("exists", "这里已经有内容，没有写；请用 -o 写一个新的文件夹", file=str(folder))
    files = {folder / name: text for name, text in texts.items()}
    made = {parent for path in files for parent in path.parents if not parent.exists()}
    try:
        try:
            for path in files:
                path.parent.mkdir(parents=True, exist_ok=True)
            return write_together(files)
        except OSError as error:
            raise _cannot_write(folder, error) from None
    except (Refused, Surroundings):
        for parent in sorted(made, key=lambda parent: len(parent.parts), reverse=True):
            with suppress(OSError):
                parent.rmdir()
        raise


def write_together(files: Mapping[Path, str], *, force: bool = False) -> list[Path]:
    """Write several files, each through a temporary one beside it; where one cannot be written, none is changed.

    :raises Refused: some are there and `force` is not given, or folders are.
    :raises Surroundings: a folder does not exist or cannot be written.
    """
    there = [path for path in files if os.path.lexists(path)]
    if there and (not force or any(path.is_dir() for path in there)):
        names = "、".join(visible(path.name) for path in there[:_LISTED])
        names += f" 等 {len(there)} 个" if len(there) > _LISTED else ""
        message = f"文件已存在，都没有写：{names}；确要覆盖请加 --force，或用 -o 换一个文件名"
        raise refuse("exists", message, file=str(there[0]))
    temporary = {path: path.with_name(f".{path.name}.{os.getpid()}.tmp") for path in files}
    current = next(iter(files))
    try:
        try:
            for current, text in files.items():
                temporary[current].write_text(text, encoding="utf-8", newline="\n")
                sync_file(temporary[current])
            for current in files:
                os.replace(temporary[current], current)
            for folder in {path.parent for path in files}:
                sync_folder(folder)
        finally:
            for path in temporary.values():
                path.unlink(missing_ok=True)
    except OSError as error:
        raise _cannot_write(current, error) from None
    return list(files)


def _holds(path: Path, text: str) -> bool:
    try:
        return path.read_text(encoding="utf-8") == text
    except (OSError, UnicodeError):
        return False


def _cannot_write(path: Path, error: OSError) -> Surroundings:
    code = {28: "full", 13: "read-only", 30: "read-only"}.get(error.errno or 0, "io")
    reason = visible(system_words(error))
    step = "请检查文件夹是否存在、是否可写、磁盘是否已满"
    return Surroundings(code, f"写不了 {visible(str(path))}：{reason}", step)


__all__ = ["Kind", "id_fault", "new_plugin", "new_standard", "write_together"]
