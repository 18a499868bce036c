"""The user's own folder of standards: a standard put in with what belongs to it, or taken out again.

Each standard lies in a folder of its own, so that it arrives by one rename and leaves by one. What is taken out is
kept beside the folder, for it may be the only copy.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from kaoping.cases_run import read_cases
from kaoping.errors import Fault, Refused, refuse
from kaoping.fact_meaning import clashes
from kaoping.standard.load import cases_path, document_path
from kaoping.standard.resolved import Resolved
from kaoping.standard.toml import read
from kaoping.text import visible
from kaoping.workbench.crosswalks import ENDING
from kaoping.workbench.examining import examined, standard_beside, tested
from kaoping.workbench.headers import Entry
from kaoping.workbench.library import Library
from kaoping.workbench.shelf_files import at_head, cannot, free, goes_with, home, put, same, take_out

#: What other kinds of file are called.
_KINDS = {
    "document": "文件说明",
    "facts": "事实定义",
    "rules": "本地规则",
    "cases": "算例",
    "crosswalk": "对照表",
    "answers": "答卷",
}


@dataclass(frozen=True, slots=True)
class Installed:
    """A standard that was put into the folder.

    :ivar folder: its own folder.
    :ivar files: names of the files, the standard's first.
    :ivar before: the standard of the same id that it takes the place of; None where there was none.
    :ivar kept: where the files of that one lie now; None where they were not in the user's folder.
    :ivar unchanged: the same files were there already, and nothing was done.
    :ivar advice: what lint advises.
    :ivar notes: what else the person should know, in Chinese.
    """

    id: str
    title: str
    edition: str
    folder: Path
    files: tuple[str, ...]
    before: Entry | None
    kept: Path | None
    unchanged: bool
    advice: tuple[Fault, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """A standard that was taken out: where its files lie now, and the one of its id that is used from here on."""

    id: str
    title: str
    kept: Path
    files: tuple[str, ...]
    after: Entry | None


def install(library: Library, shelf: Path, file: Path, *, replace: bool = False) -> Installed:
    """Put a standard's file, with the cases, rules, crosswalks and document that lie beside it, into the user's folder.

    A standard of the same id gives way where this is another edition, or `replace` is given.

    :raises Refused: lint finds faults, it needs a plugin that is not there, or its id is taken.
    :raises Surroundings: the folder cannot be written; then it is as it was.
    """
    # Without the folder's own crosswalks: those of the standard that gives way would stand against the new ones.
    others = [entry.path for entry in library.usable() if home(shelf, entry.path) is not None]
    own = Library(library.plugins, [file, *library.files, *others], None, library.rules_files)
    resolved, advice = _standard(own, file)
    id, edition = resolved.id, resolved.standard.edition
    beside = _beside(own, file, resolved)
    texts = {path.name: _bytes(path) for path in (file, *beside)}
    notes = (*_left_behind(file, id, beside), *_notes(own, file, resolved), *_meant(library, resolved))
    before = next((e for e in library.usable() if e.id == id and e.path not in library.files), None)
    lies = None if before is None else home(shelf, before.path)
    held: list[Path] = []
    if before is not None and lies is not None:
        held = goes_with(lies / before.path.name, id, shelf)
        if lies != shelf and same(held, texts):
            return Installed(
                id, resolved.standard.title, edition, lies, tuple(texts), before, None, True, advice, notes
            )
        if before.path.resolve() == file.resolve():
            raise refuse("exists", "这个文件已经在标准文件夹里，不必再装", file=str(file))
    if before is not None and not replace and before.edition == edition:
        owner = "已经安装" if held else f"已由插件 {before.plugin} 提供"
        message = (
            f"标准“{id}”{owner}，版本同是“{visible(edition)}”；"
            "是新的版本请改 edition，是另一个标准请改 id，确要替换请加 --replace"
        )
        raise refuse("exists", message, id=id, file=str(file))
    target = free(shelf, id, lies if lies != shelf else None)
    try:
        kept = put(target, texts, held, id)
    except OSError as error:
        raise cannot(shelf, error) from None
    return Installed(id, resolved.standard.title, edition, target, tuple(texts), before, kept, False, advice, notes)


def remove(library: Library, shelf: Path, id: str) -> Removed:
    """Take a standard out of the user's folder; evaluations made by it keep the standard in the workspace.

    :raises Refused: there is none of this id, or it is not from that folder.
    :raises Surroundings: the folder cannot be written; then it is as it was.
    """
    entries = [entry for entry in library.entries() if entry.id == id]
    inside = next((entry for entry in entries if home(shelf, entry.path) is not None), None)
    lies = None if inside is None else home(shelf, inside.path)
    if inside is None or lies is None:
        raise refuse("not-installed", _elsewhere(library, id, entries), id=id)
    try:
        held = goes_with(lies / inside.path.name, id, shelf)
        kept = take_out(held, shelf, id)
    except OSError as error:
        raise cannot(shelf, error) from None
    after = next((e for e in Library(library.plugins, library.files, shelf).usable() if e.id == id), None)
    return Removed(id, inside.title, kept, tuple(path.name for path in held), after)


def _standard(library: Library, file: Path) -> tuple[Resolved, tuple[Fault, ...]]:
    """The standard, with what lint advises.

    :raises Refused: it is none, or not right, or rests on a plugin that is not there.
    """
    kind, findings = examined(library, file)
    if kind in _KINDS:
        step = "请给出标准文件" if kind in ("answers", "facts") else "放在标准旁边，安装标准时会一并装入"
        message = f"这是{_KINDS[kind]}，不是标准；{step}"
        raise refuse("not-a-standard", message, file=str(file))
    if wrong := [fault for fault, blocking in findings if blocking]:
        raise Refused(wrong)
    resolved = library.file(file).resolved
    if missing := [name for name, version in sorted(resolved.provider_versions.items()) if not version]:
        names = "、".join(f"“{name}”" for name in missing)
        plugins = "、".join(sorted({name.partition(":")[0] for name in missing}))
        message = f"标准用到{names}，由插件 {plugins} 提供，没有安装或不能用；请先安装该插件，见 kaoping plugin list"
        raise refuse("missing-plugin", message, id=resolved.id, file=str(file))
    return resolved, tuple(fault for fault, _ in findings)


def _beside(library: Library, file: Path, resolved: Resolved) -> list[Path]:
    """What lies beside the standard and goes with it, each held against it.

    :raises Refused: one of these files has faults, or the cases ask for rules that lie elsewhere.
    """
    found: list[Path] = []
    if isinstance(resolved.standard.document, str):
        found.append(document_path(resolved.standard.document, file))
    cases = cases_path(file)
    rules = {path for path in file.parent.glob("*.rules.toml") if at_head(path, "extends") == {resolved.id}}
    if cases.is_file():
        found.append(cases)
        for name in {case.rules for case in read_cases(cases)[1].cases if case.rules is not None}:
            if Path(name).name != name:
                message = f"算例用到的本地规则“{visible(name)}”须放在标准旁边，请移过来再装"
                raise refuse("rules", message, file=str(cases))
            rules.add(file.with_name(name))
    found += sorted(rules)
    found += [path for path in sorted(file.parent.glob(f"*{ENDING}")) if resolved.id in at_head(path, "from", "to")]
    wrong: list[Fault] = []
    for path in found:
        wrong += [fault for fault, blocking in examined(library, path)[1] if blocking]
    if wrong:
        raise Refused(wrong)
    return found


def _left_behind(file: Path, id: str, found: Collection[Path]) -> Iterator[str]:
    """What lies beside the standard, speaks of it, and does not go along."""
    for path in sorted(file.parent.glob("*.toml")):
        if path == file or path in found:
            continue
        name = visible(path.name)
        if id in at_head(path, "extends"):
            yield f"没有一并装入：{name}（本标准的本地规则，文件名须以 .rules.toml 结尾）"
        elif id in at_head(path, "from", "to"):
            yield f"没有一并装入：{name}（写到本标准的对照表，文件名须以 {ENDING} 结尾）"
        elif path.name.endswith(".cases.toml") and id in at_head(path, "standard"):
            older = standard_beside(path)
            if older is not None and id in at_head(older, "id"):
                edition = "、".join(sorted(at_head(older, "edition")))
                yield f"{name} 是旁边 {visible(older.name)}（{visible(edition)}）的算例，按那一版手算的，仍归那一版，不装入这一版"
                continue
            yield f"没有一并装入：{name}（本标准的算例，文件名须是 {visible(cases_path(file).name)}）"


def _notes(library: Library, file: Path, resolved: Resolved) -> Iterator[str]:
    for name, version in sorted(resolved.provider_versions.items()):
        yield f"标准用到插件提供的“{name}”（{version}），卸载该插件后不能计分"
    cases = cases_path(file)
    if not cases.is_file():
        yield (
            f"没有算例：请写 {visible(cases.name)}，照文件手算几个结果，以证明标准写对了；"
            f"kaoping standard cases {visible(file.name)} 写出全套，供逐个核对"
        )
        return
    results = tested(library, str(file))[1]
    if failed := [result for result in results if result.differences]:
        yield f"算例 {len(results)} 个，不符 {len(failed)} 个，请用 kaoping standard test 查看"
    else:
        unchecked = sum(result.computed for result in results)
        told = f"；其中 {unchecked} 个的结果由程序算得，还没有照文件核对" if unchecked else ""
        yield f"算例 {len(results)} 个，都相符{told}"


def _meant(library: Library, resolved: Resolved) -> Iterator[str]:
    """Ids of facts that a standard of the person's own, or the one that gives way, defines in another way."""
    for entry in library.usable():
        if entry.plugin is not None and entry.id != resolved.id:
            continue
        try:
            found = clashes(library.resolved(entry.id).facts, resolved.facts)
        except Refused:
            continue
        if found:
            whose = f"原来的版本（{visible(entry.edition)}）" if entry.id == resolved.id else f"“{visible(entry.id)}”"
            yield f"与{whose}编号相同而口径不同的事实 {len(found)} 个，按一套登记的值另一套不采用：" + "；".join(
                visible(clash.text) for clash in found
            )


def _elsewhere(library: Library, id: str, entries: list[Entry]) -> str:
    """Why a standard that is not in the user's folder cannot be taken out of it."""
    shown = visible(id)
    if not entries:
        return f"没有标准“{shown}”，请用 kaoping standard list 查看"
    plugin = next((entry.plugin for entry in entries if entry.plugin is not None), None)
    if plugin is None:
        return f"标准“{shown}”由 --standard 给出，不在标准文件夹里；去掉该选项即可"
    info = next((info for info in library.plugins.infos() if info.name == plugin), None)
    if info is not None and info.bundled:
        return f"标准“{shown}”随程序提供，不能移出；不用它，新建考评时不选即可"
    name = info.distribution if info is not None else plugin
    return f"标准“{shown}”由插件“{plugin}”提供；不要它请卸载插件：pip uninstall {name}"


def _bytes(path: Path) -> bytes:
    read(path)  # the same limits as everywhere: a regular file, and no larger than a standard may be
    return path.read_bytes()


__all__ = ["Installed", "Removed", "install", "remove"]
