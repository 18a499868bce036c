"""From an error of SQLite or of the system to a message that says what to do now."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kaoping.errors import Surroundings
from kaoping.store.files import nearest_folder
from kaoping.store.holders import lock_holders
from kaoping.store.thinning import newest_backup
from kaoping.text import visible

#: Below this many free bytes a failed write is put down to a full disk.
_NEARLY_FULL = 1024 * 1024

_FULL = {errno.ENOSPC, errno.EDQUOT}
_READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS}
_MISSING = {errno.ENOENT, errno.ENOTDIR}
#: ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION.
_WINDOWS_LOCKED = {32, 33}


@contextmanager
def explained(path: Path, *, system: bool = True) -> Iterator[None]:
    """Turn errors of SQLite and of the system about the file `path` into `Surroundings`.

    Without `system` errors of the system pass through: the block may have touched other files.
    Errors that mean a fault of the program (a constraint, a wrong statement) pass through as they are.
    """
    try:
        yield
    except UnicodeDecodeError as error:
        # The driver cannot decode the message in which SQLite quotes a damaged schema.
        if not system:
            raise
        raise damaged(path) from error
    except (sqlite3.Error, OSError) as error:
        reason = explain(error, path) if system or isinstance(error, sqlite3.Error) else None
        if reason is None:
            raise
        raise reason from error


def explain(error: sqlite3.Error | OSError, path: Path) -> Surroundings | None:
    """What `error` means for the person at the workspace `path`; None when it is not the surroundings' doing."""
    if isinstance(error, OSError):
        return _explain_system(error, path)
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return damaged(path) if "Could not decode to UTF-8" in str(error) else None
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return moved(path)
    if code == sqlite3.SQLITE_IOERR_CORRUPTFS:
        return damaged(path)
    match code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return locked(path)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return read_only(path)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return damaged(path)
        case sqlite3.SQLITE_FULL:
            return full(path)
        case sqlite3.SQLITE_CANTOPEN:
            return _cannot_open(path)
        case sqlite3.SQLITE_IOERR:
            return full(path) if _nearly_full(path) else input_output(path, error)
        case sqlite3.SQLITE_NOMEM:
            return Surroundings("io", f"内存不足，未能读写：{_name(path)}", "请关闭其他程序后重试")
    return None


def missing(path: Path) -> Surroundings:
    """There is no file of that name, or not even its folder."""
    folder = nearest_folder(path)
    if folder == path.parent:
        return Surroundings(
            "missing", f"找不到工作区文件：{_name(path)}", f"请检查文件名；所在文件夹存在：{_name(folder)}"
        )
    return Surroundings(
        "missing",
        f"找不到文件夹：{_name(path.parent)}（要用的文件：{_name(path)}）",
        f"请检查路径；存在的最近一级文件夹是：{_name(folder)}",
    )


def not_a_workspace(path: Path, what: str) -> Surroundings:
    """The file is something else; `what` says what, in Chinese."""
    return Surroundings(
        "not-a-workspace", f"不是考评工作区：{_name(path)}（{what}）", "请检查文件名；原文件未作任何改动"
    )


def newer_schema(path: Path, found: int, known: int) -> Surroundings:
    """The file was written by a newer version of the program."""
    return Surroundings(
        "newer-schema",
        f"工作区由更新版本的程序建立：{_name(path)}（格式 {found}，本程序支持到 {known}）",
        "请升级本程序后再打开；原文件未作任何改动",
    )


def older_read_only(path: Path, found: int, known: int) -> Surroundings:
    """The file needs a migration, which reading alone cannot do."""
    return Surroundings(
        "read-only",
        f"工作区格式较旧（格式 {found}，现为 {known}），只读方式不能升级：{_name(path)}",
        "请把文件复制到可写的文件夹，再正常打开一次（升级前会自动备份）",
    )


def damaged(path: Path) -> Surroundings:
    """The file is not what was written."""
    backup = newest_backup(path)
    step = (
        f"请先另存此文件，再恢复最近的自动备份：kaoping restore {_name(backup)}"
        if backup
        else f"请先另存此文件，再用 kaoping restore 恢复备份（在 {_name(path.parent)} 未找到自动备份）"
    )
    return Surroundings("damaged", f"工作区文件已损坏：{_name(path)}", step)


def read_only(path: Path) -> Surroundings:
    """The file or its folder cannot be written, or was opened for reading alone."""
    if path.exists() and not os.access(path, os.W_OK):
        what = "文件只读"
    elif path.exists() and not os.access(path.parent, os.W_OK):
        what = "所在文件夹只读"
    else:
        what = "以只读方式打开，或文件不可写"
    return Surroundings(
        "read-only",
        f"不能写入工作区：{_name(path)}（{what}）",
        "请把文件复制到可写的文件夹再打开，或以只读方式查看",
    )


def locked(path: Path) -> Surroundings:
    """Another process kept the file locked longer than we wait."""
    holders = lock_holders(path)
    who = "、".join(visible(holder) for holder in holders) if holders else "另一窗口或另一程序"
    return Surroundings(
        "locked",
        f"工作区正被占用：{_name(path)}（{who}）",
        "请等另一窗口保存完成，或将其关闭，然后重试；本次未写入任何内容",
    )


def full(path: Path) -> Surroundings:
    """No room is left."""
    return Surroundings("full", f"磁盘已满，未能保存：{_name(path)}", "请清理磁盘空间后重试；此前已保存的内容完好")


def moved(path: Path) -> Surroundings:
    """The file was moved, replaced or deleted while it was open."""
    return Surroundings(
        "io", f"工作区文件在使用中被移动、替换或删除：{_name(path)}", "请把文件放回原处，或重新打开；本次未写入任何内容"
    )


def input_output(path: Path, error: Exception) -> Surroundings:
    """Reading or writing failed for another reason, which the system names."""
    code = getattr(error, "sqlite_errorname", None) or getattr(error, "strerror", None) or type(error).__name__
    return Surroundings(
        "io",
        f"读写失败：{_name(path)}（{visible(str(code))}）",
        "请检查磁盘、空间配额和连接后重试；此前已保存的内容完好",
    )


def _explain_system(error: OSError, path: Path) -> Surroundings:
    if getattr(error, "winerror", None) in _WINDOWS_LOCKED:
        return locked(path)
    if error.errno in _FULL:
        return full(path)
    if error.errno in _READ_ONLY:
        return read_only(path) if path.exists() else _folder_read_only(path)
    if error.errno in _MISSING:
        return missing(path)
    return input_output(path, error)


def _cannot_open(path: Path) -> Surroundings:
    if not path.exists():
        return missing(path) if not path.parent.is_dir() or os.access(path.parent, os.W_OK) else _folder_read_only(path)
    if not os.access(path, os.R_OK):
        return Surroundings("read-only", f"没有读取权限：{_name(path)}", "请向文件的所有者或管理员申请权限")
    if not os.access(path.parent, os.W_OK):
        return read_only(path)
    return Surroundings("io", f"无法打开：{_name(path)}", "请检查磁盘和权限后重试")


def _folder_read_only(path: Path) -> Surroundings:
    return Surroundings(
        "read-only", f"文件夹不可写：{_name(nearest_folder(path))}", "请换一个可写的文件夹，例如“文档”，再重试"
    )


def _nearly_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(nearest_folder(path)).free < _NEARLY_FULL
    except OSError:
        return False


def _name(path: Path) -> str:
    return visible(str(path))
