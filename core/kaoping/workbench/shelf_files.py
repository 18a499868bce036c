"""The files of standards in the user's folder: which belong together, put there and taken away all at once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from kaoping.errors import Refused, Surroundings, system_words
from kaoping.standard.load import cases_path, document_path
from kaoping.text import visible
from kaoping.workbench.headers import beside_a_standard, in_folder, top

#: How the folder of a standard ends that is whole and waits for the one of its id to go.
_READY = ".ready"


def at_head(path: Path, *keys: str) -> set[str]:
    """The texts that stand under these keys at a file's head; none where it cannot be read."""
    try:
        head = top(path)
    except Refused:
        return set()
    return {value for key in keys if isinstance(value := head.get(key), str)}


def home(folder: Path, path: Path) -> Path | None:
    """The folder in which a standard of the user's lies, that folder itself or one in it; None for another's."""
    own, root = path.resolve().parent, folder.resolve()
    if own == root:
        return folder
    return folder / own.name if own.parent == root else None


def goes_with(path: Path, id: str, shelf: Path) -> list[Path]:
    """A standard's file and what goes where it goes: its whole folder, or of a shared one only what is its own.

    :param shelf: the user's folder of standards, which is shared whatever lies in it.
    """
    folder = path.parent
    others = [file for file in folder.glob("*.toml") if file.name != path.name and not beside_a_standard(file)]
    if not others and folder != shelf:
        return [path, *sorted(file for file in folder.iterdir() if file.name != path.name)]
    found = [cases_path(path)]
    found += [file for file in sorted(folder.glob("*.rules.toml")) if at_head(file, "extends") == {id}]
    shared = {name for file in others for name in at_head(file, "document")}
    found += [document_path(name, path) for name in at_head(path, "document") - shared]
    return [path, *(file for file in found if file.is_file())]


def same(held: Sequence[Path], texts: Mapping[str, bytes]) -> bool:
    """Whether these files are just those that would be written."""
    with suppress(OSError):
        return {path.name: path.read_bytes() for path in held} == dict(texts)
    return False


def free(folder: Path, id: str, own: Path | None = None) -> Path:
    """A folder for a standard of this id that is not there yet, or is its own: `a/b` and `a--b` would otherwise meet."""
    slug = id.replace("/", "--")
    number = 1
    while True:
        found = folder / (slug if number == 1 else f"{slug}-{number}")
        if found == own or not os.path.lexists(found):
            return found
        number += 1


def removed_folder(shelf: Path) -> Path:
    """Where what was taken out of the user's folder is kept: beside it."""
    return shelf.with_name(f"{shelf.name}-removed")


def put(target: Path, texts: Mapping[str, bytes], held: Sequence[Path], id: str) -> Path | None:
    """Files into a folder of their own in the user's folder, by one rename.

    Where they take the place of others, they stand ready under a name of their own before those go: a run that ends
    in between leaves everything on the disk, and `mended` finishes it.

    :param held: the files that they take the place of; taken out first, and put back where the rest fails.
    :returns: where they lie now; None where there were none.
    :raises OSError: then everything is as it was.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.{os.getpid()}.new")
    ready = target.with_name(f".{target.name}{_READY}")
    try:
        fresh.mkdir()
        for name, data in texts.items():
            _write(fresh / name, data)
        if not held:
            fresh.rename(target)
            return None
        fresh.rename(ready)
        kept = take_out(held, target.parent, id)
        try:
            ready.rename(target)
        except OSError:
            _moved((kept / path.name, path) for path in held)
            kept.rmdir()
            raise
    except OSError:
        shutil.rmtree(ready, ignore_errors=True)
        raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return kept


def _write(path: Path, data: bytes) -> None:
    """On the disk before anything is renamed: a power cut must not leave a name with nothing in it."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def mended(shelf: Path) -> list[str]:
    """Finish what a run that ended in between began; says for each in Chinese what was done, or why it could not be."""
    notes = []
    for ready in sorted(shelf.glob(f".*{_READY}")):
        name = ready.name.removeprefix(".").removesuffix(_READY)
        new = next((e for e in in_folder(ready) if e.failure is None), None)
        shown = visible(new.id if new is not None else name)
        try:
            if new is None:  # Without its standard it is nothing that was put in.
                shutil.rmtree(ready)
                continue
            kept = [take_out(goes_with(e.path, e.id, shelf), shelf, e.id) for e in in_folder(shelf) if e.id == new.id]
            ready.rename(free(shelf, new.id))
        except OSError as error:
            notes.append(
                f"上次装入标准“{shown}”中途停下，没有补完：{visible(system_words(error))}；在 {visible(str(ready))}"
            )
            continue
        where = f"；替换下来的在 {visible(str(kept[0]))}" if kept else ""
        notes.append(f"上次装入标准“{shown}”（{new.edition}）中途停下，已补完{where}")
    return notes


def take_out(held: Sequence[Path], shelf: Path, id: str) -> Path:
    """Files of a standard out of the user's folder; their own folder goes too where nothing would be left in it.

    :returns: where they lie now.
    :raises OSError: then everything is as it was.
    """
    root = removed_folder(shelf)
    root.mkdir(parents=True, exist_ok=True)
    kept = free(root, id)
    folder = held[0].parent
    if {path.name for path in held} == {path.name for path in folder.iterdir()} and folder != shelf:
        return folder.rename(kept)
    kept.mkdir()
    try:
        _moved((path, kept / path.name) for path in held)
    except OSError:
        with suppress(OSError):
            kept.rmdir()
        raise
    return kept


def cannot(folder: Path, error: OSError) -> Surroundings:
    """That the folder of standards cannot be changed, for people."""
    code = {28: "full", 13: "read-only", 30: "read-only"}.get(error.errno or 0, "io")
    reason = visible(system_words(error))
    return Surroundings(code, f"不能改动标准文件夹 {visible(str(folder))}：{reason}", "请检查权限和磁盘空间后重试")


def _moved(pairs: Iterable[tuple[Path, Path]]) -> None:
    """Each file from one place to the other; all of them, or none."""
    done: list[tuple[Path, Path]] = []
    try:
        for path, target in pairs:
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)
            done.append((path, target))
    except OSError:
        for path, target in done:
            with suppress(OSError):
                target.rename(path)
        raise
