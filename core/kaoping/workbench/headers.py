"""Standards as lists show them: read from the head of each file, whatever the file may be."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kaoping.errors import Refused, system_words
from kaoping.standard.toml import parse, read
from kaoping.text import visible

#: Bytes in which the keys before the first table are looked for before the whole file is read.
_HEAD = 32 * 1024
_TEXTS = ("id", "title", "short", "edition", "status")
#: Files that lie beside a standard and are none.
_BESIDE = (".document.toml", ".cases.toml", ".rules.toml", ".crosswalk.toml")


@dataclass(frozen=True, slots=True)
class Entry:
    """One standard as lists show it, read from its file's header alone. `failure` says why it cannot be used."""

    id: str
    title: str
    short: str
    edition: str
    status: str
    unit_kinds: tuple[str, ...]
    path: Path
    plugin: str | None
    version: str | None
    failure: str | None = None


def header(path: Path, plugin: str | None = None, version: str | None = None) -> Entry:
    """One file as a list shows it. Never raises: what cannot be used says why, and takes no more than 2 seconds."""
    name = _shown(path.name)
    stem = _shown(path.stem)
    broken = Entry(stem, name, stem[:60], "", "", (), path, plugin, version)
    try:
        head = top(path)
    except Refused as refused:
        fault = refused.faults[0]
        where = f"第 {fault.line} 行：" if fault.line is not None else ""
        return replace(broken, failure=f"{where}{fault.message}")
    values = {key: head.get(key) for key in _TEXTS}
    kinds = head.get("unit_kinds")
    if not all(isinstance(value, str) and value for value in values.values()) or not isinstance(kinds, list):
        wanted = "、".join((*_TEXTS, "unit_kinds"))
        reason = f"不是标准文件，或缺少 {wanted}；请用 kaoping standard lint 查看"
        return replace(broken, failure=reason)
    texts: Mapping[str, str] = {key: visible(str(value)) for key, value in values.items()}
    return Entry(
        texts["id"], texts["title"], texts["short"], texts["edition"], texts["status"],
        tuple(visible(str(kind)) for kind in kinds), path, plugin, version,
    )  # fmt: skip


def in_folder(folder: Path) -> list[Entry]:
    """What a person dropped into a folder or installed there: every standard, and every `.toml` that cannot be one.

    Documents, worked cases, rules and crosswalks lie beside their standards and are not listed.
    """
    try:
        paths = sorted(path for path in tomls_in(folder) if not beside_a_standard(path))
    except OSError as error:
        reason = f"读不了标准文件夹：{visible(system_words(error))}"
        return [replace(header(folder), failure=reason)]
    return [header(path) for path in paths]


def tomls_in(folder: Path, ending: str = ".toml") -> list[Path]:
    """The files of the user's folder, and of the folders in it, that end so; what is half installed begins with a dot."""
    found = [*folder.glob(f"*{ending}"), *folder.glob(f"*/*{ending}")]
    return [path for path in found if path.parent == folder or not path.parent.name.startswith(".")]


def beside_a_standard(path: Path) -> bool:
    """Whether the file's name says that it is a document, worked cases, rules or a crosswalk."""
    return path.name.endswith(_BESIDE)


def once(entries: list[Entry]) -> list[Entry]:
    """The first of each id is used; a later one from another file says who has it already."""
    held: dict[str, Entry] = {}
    found = []
    for entry in entries:
        if entry.failure is not None:
            found.append(entry)
            continue
        first = held.setdefault(entry.id, entry)
        if first is entry:
            found.append(entry)
        elif first.path.resolve() != entry.path.resolve():
            owner = f"插件 {first.plugin} " if first.plugin is not None else f" {_shown(str(first.path))} "
            step = "改这个文件的编号，或卸载那个插件" if first.plugin is not None else "移出那个文件，或改它的编号"
            told = f"编号“{entry.id}”已由{owner}提供，未使用这一个；要用这一个，请{step}"
            found.append(replace(entry, failure=told))
    return found


def top(path: Path) -> dict[str, Any]:
    """The keys before the first table; the whole file is parsed only where that head alone is no TOML.

    :raises Refused: it cannot be read or is not TOML.
    """
    text = _head(path)
    if text is not None:
        try:
            return parse(text, path.name).data
        except Refused:
            pass  # Cut within a value, perhaps; and whole it may be said better what is wrong.
    return read(path).data


def _head(path: Path) -> str | None:
    """The text before the first line that begins a table; None where there is no such line near, or no such text."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return None
        with path.open("rb") as stream:
            raw = stream.read(_HEAD)
        lines = raw.decode("utf-8-sig").splitlines(keepends=True)
    except (OSError, ValueError):
        return None
    for number, line in enumerate(lines):
        if line.startswith("["):
            return "".join(lines[:number])
    return None


def _shown(name: str) -> str:
    return visible(name.encode("utf-8", "backslashreplace").decode())
