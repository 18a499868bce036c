"""Files put into place so that a crash leaves either the whole new file or none."""

from __future__ import annotations

import errno
import os
import secrets
import sys
from pathlib import Path

#: What file systems without hard links (FAT, exFAT, some shares) answer to link().
_NO_LINKS = {errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK}


def beside(target: Path) -> Path:
    """A fresh name in the folder of `target`, for a file that is not yet whole."""
    return target.with_name(f".{target.name}.{secrets.token_hex(6)}.new")


def sync_file(path: Path) -> None:
    """Force the content of `path` to the disk. Only for a file that no database connection of this process has open.

    Closing a descriptor drops every lock of the process on that file, those of SQLite with them.
    """
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Force the names in `folder` to the disk, where the system can do so."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)


def place_new(temporary: Path, target: Path) -> None:
    """Give the whole file `temporary` the name `target`, never over an existing file, in one step.

    :raises FileExistsError: when `target` exists; `temporary` is then left as it is.
    """
    if sys.platform == "win32":
        os.rename(temporary, target)
        return
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # The name is claimed first, for rename() itself would overwrite.
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        os.replace(temporary, target)
    else:
        os.unlink(temporary)
    sync_folder(target.parent)


def place_over(temporary: Path, target: Path, kept: Path) -> None:
    """Put `temporary` in the place of the existing `target`, which stays beside as `kept`.

    Where the file system has hard links, `target` is the old or the new file at every instant.

    :raises FileExistsError: when `kept` exists.
    """
    try:
        os.link(target, kept)
    except FileExistsError:
        raise
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        if os.path.lexists(kept):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(kept)) from None
        os.rename(target, kept)
    os.replace(temporary, target)
    sync_folder(target.parent)


def nearest_folder(path: Path) -> Path:
    """The deepest folder above `path` that exists."""
    for folder in path.parents:
        if folder.is_dir():
            return folder
    return path.parents[-1] if path.parents else path
