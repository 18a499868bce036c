"""Files of evidence, kept in a folder beside the workspace under the SHA-256 of their content.

A file is copied under another name, synced, and moved into place; nothing there is ever written over. The entry that
speaks of it is written afterwards, so a crash leaves at most a file that nobody speaks of.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, Literal

from kaoping.errors import Fault, Refused, refuse, system_words
from kaoping.store.evidence import copied_files
from kaoping.store.faults import explained
from kaoping.store.files import place_new, sync_file, sync_folder
from kaoping.store.workspace import Workspace
from kaoping.text import visible

#: Bytes that are copied into a workspace at most; what is larger is kept by reference.
MAX_COPY = 1024**3
_CHUNK = 1024 * 1024
_HASH = re.compile(r"[0-9a-f]{64}")
#: Characters of a file's name that are kept; no file system has longer ones.
_NAME = 255

State = Literal["ok", "missing", "changed", "unreadable"]


@dataclass(frozen=True, slots=True)
class Found:
    """A file that may be attached: where it is once links are followed, what it is called, its size in bytes."""

    path: Path
    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Taken:
    """A file that was read to its end: its name for people, SHA-256 (hexadecimal) and size in bytes."""

    name: str
    sha256: str
    size: int
    path: Path


def size_text(size: int) -> str:
    """Bytes for people: `3.4 MB`."""
    for unit, factor in (("GB", 1024**3), ("MB", 1024**2), ("KB", 1024)):
        if size >= factor:
            return f"{size * 10 // factor / 10:g} {unit}"
    return f"{size} 字节"


def shown_name(path: str | Path) -> str:
    """The last part of a path as people may read it: control signs made visible, bytes that are no text escaped."""
    name = os.path.basename(os.fspath(path))
    text = os.fsencode(name).decode("utf-8", "backslashreplace")
    return visible(text).replace("\n", "␊").replace("\t", "␉")[:_NAME]


class EvidenceFiles:
    """The files that one workspace keeps."""

    def __init__(self, workspace: Path) -> None:
        self.workspace = workspace
        self.folder = workspace.with_name(f"{workspace.name}.files")

    def look(self, path: str | Path) -> Found:
        """What is at `path`, links followed.

        :raises Refused: nothing is there, or it is a folder, a device, a pipe, empty, or the workspace itself.
        """
        text = os.fspath(path)
        shown = visible(text.encode("utf-8", "backslashreplace").decode()).replace("\n", "␊")
        if not text or "\0" in text:
            raise refuse("evidence-file", "文件名不能为空，也不能含空字符")
        try:
            real = Path(os.path.realpath(text, strict=True))
            status = os.stat(real)
        except (OSError, ValueError) as error:
            reason = visible(system_words(error))
            raise refuse("evidence-file", f"没有这个文件，或打不开：{shown}（{reason}）；请检查路径") from None
        _regular(status, shown)
        if status.st_size == 0:
            raise refuse("evidence-file", f"这是一个空文件：{shown}；请检查是否选错")
        self._not_ours(real, status, shown)
        return Found(real, shown_name(text.rstrip("/\\") or text), status.st_size)

    def take(self, path: str | Path, *, limit: int = MAX_COPY) -> Taken:
        """Copy the file into the store; one with the same content stays as it is.

        :raises Refused: see `look`; or it is larger than `limit` bytes, or was changed while it was read.
        :raises Surroundings: the store cannot be written: "full", "read-only", "io".
        """
        found = self.look(path)
        if found.size > limit:
            message = f"“{found.name}”有 {size_text(found.size)}，超过 {size_text(limit)}，不能复制；请改为只记位置"
            raise refuse("evidence-large", message)
        with _opened(found.path, found.name) as source, explained(self.folder):
            self.folder.mkdir(exist_ok=True)
            temporary = self.folder / f".{secrets.token_hex(8)}.new"
            try:
                with temporary.open("xb") as target:
                    sha256, size = _through(source, found, target, limit)
                sync_file(temporary)
                if sys.platform != "win32":
                    os.chmod(temporary, os.stat(temporary).st_mode & 0o555)
                self._place(temporary, sha256)
            finally:
                with suppress(OSError):
                    temporary.unlink(missing_ok=True)
        return Taken(found.name, sha256, size, found.path)

    def read(self, path: str | Path) -> Taken:
        """Name, hash and size of a file that stays where it is.

        :raises Refused: see `look`; or it was changed while it was read, or cannot be read.
        """
        found = self.look(path)
        with _opened(found.path, found.name) as source:
            sha256, size = _through(source, found, None, None)
        return Taken(found.name, sha256, size, found.path)

    def path_of(self, sha256: str) -> Path:
        """Where the file of this hash is kept, whether or not it is there.

        :raises ValueError: that is no hash.
        """
        if not _HASH.fullmatch(sha256):
            raise ValueError("not a SHA-256")
        return self.folder / sha256[:2] / sha256

    def holds(self, sha256: str) -> bool:
        """Whether a file is kept under this hash; its content is not looked at."""
        return bool(_HASH.fullmatch(sha256)) and self.path_of(sha256).is_file()

    def state(self, sha256: str, size: int) -> State:
        """Whether the kept file of this hash still is what it was."""
        return state_of(self.path_of(sha256), sha256, size)

    def kept(self) -> Iterator[Path]:
        """Everything in the folder that is no folder itself: kept files, and what a crash left."""
        if not self.folder.is_dir():
            return
        for entry in sorted(self.folder.iterdir()):
            if entry.is_dir() and not entry.is_symlink():
                yield from sorted(entry.iterdir())
            else:
                yield entry

    def _place(self, temporary: Path, sha256: str) -> None:
        target = self.path_of(sha256)
        made = not target.parent.is_dir()
        target.parent.mkdir(exist_ok=True)
        if made:
            sync_folder(self.folder)
            sync_folder(self.folder.parent)
        try:
            place_new(temporary, target)
        except FileExistsError:
            if state_of(target, sha256, temporary.stat().st_size) == "ok":
                return
            # Somebody changed the kept file: it is put aside, and the true one takes its place.
            os.rename(target, target.with_name(f"{sha256}.changed-{secrets.token_hex(4)}"))
            place_new(temporary, target)

    def _not_ours(self, real: Path, status: os.stat_result, shown: str) -> None:
        """Refuse the workspace's own files: closing a descriptor of the database would drop SQLite's locks on it."""
        with suppress(OSError):
            own = os.stat(self.workspace)
            if (own.st_dev, own.st_ino) == (status.st_dev, status.st_ino):
                raise refuse("evidence-file", f"这是工作区文件本身，不能作佐证：{shown}")
        if real.name.startswith(f"{self.workspace.name}-") and real.parent == self.workspace.parent:
            raise refuse("evidence-file", f"这是工作区的一部分，不能作佐证：{shown}")


def missing_files(files: EvidenceFiles, known: Mapping[str, tuple[str, int]]) -> Iterator[Fault]:
    """The kept files that are not there as they were; `known` are title and size by hash."""
    wrong = {"missing": "不见了", "changed": "被改动过", "unreadable": "读不了"}
    for sha256, (title, size) in known.items():
        state = files.state(sha256, size)
        if state != "ok":
            place = f"{files.folder.name}/{sha256[:2]}/{sha256}"
            message = (
                f"佐证材料“{visible(title)}”的文件{wrong[state]}：{visible(place)}；"
                "请从备份的 .files 文件夹取回，或重新附上同一文件"
            )
            yield Fault(f"evidence-{state}", message, id=sha256[:12])


def carry_files(workspace: Workspace, target: EvidenceFiles) -> list[Fault]:
    """Copy every kept file of a workspace into another's store; those that are not as they were are named, not copied.

    :raises Surroundings: the target cannot be written.
    """
    files, known = EvidenceFiles(workspace.path), copied_files(workspace)
    faults = [*missing_files(files, known)]
    wrong = {fault.id for fault in faults}
    for sha256 in known:
        if sha256[:12] not in wrong:
            target.take(files.path_of(sha256))
    return faults


def state_of(path: Path, sha256: str, size: int) -> State:
    """Whether the file at `path` has this hash and size."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return "missing"
    if not stat.S_ISREG(status.st_mode) or status.st_size != size:
        return "changed"
    try:
        with _opened(path, path.name) as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, Refused):
        return "unreadable"
    return "ok" if digest == sha256 else "changed"


def _regular(status: os.stat_result, shown: str) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise refuse("evidence-file", f"这是一个文件夹：{shown}；请选其中的文件，或先打成压缩包")
    if not stat.S_ISREG(status.st_mode):
        raise refuse("evidence-file", f"这不是普通文件：{shown}；设备、管道等不能作佐证")


@contextmanager
def _opened(path: Path, shown: str) -> Iterator[BufferedReader]:
    """The regular file at `path`, no link followed any more and no pipe waited for."""
    flags = os.O_RDONLY
    for name in ("O_BINARY", "O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC"):
        flags |= getattr(os, name, 0)
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        reason = visible(system_words(error))
        raise refuse("evidence-file", f"读不了这个文件：{shown}（{reason}）；请检查权限") from None
    with os.fdopen(descriptor, "rb") as file:
        _regular(os.fstat(descriptor), shown)
        yield file


def _through(source: BufferedReader, found: Found, target: BinaryIO | None, limit: int | None) -> tuple[str, int]:
    """Read `source` to its end, writing it to `target` where there is one: its hash and size."""
    before = os.fstat(source.fileno())
    digest, size = hashlib.sha256(), 0
    while True:
        try:
            chunk = source.read(_CHUNK)
        except OSError as error:
            reason = visible(system_words(error))
            raise refuse("evidence-file", f"读取“{found.name}”中断（{reason}）；请检查磁盘后重试") from None
        if not chunk:
            break
        size += len(chunk)
        if limit is not None and size > limit:
            raise refuse("evidence-large", f"“{found.name}”在复制时变大，超过 {size_text(limit)}；请改为只记位置")
        digest.update(chunk)
        if target is not None:
            target.write(chunk)
    after = os.fstat(source.fileno())
    if (size, after.st_size, after.st_mtime_ns) != (before.st_size, before.st_size, before.st_mtime_ns):
        raise refuse("evidence-file", f"“{found.name}”在读取时被其他程序修改；请保存并关闭它，再附一次")
    return digest.hexdigest(), size
