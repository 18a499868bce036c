"""Backups that are checked before they count, and restoring that never loses the present file."""

from __future__ import annotations

import datetime
import os
from contextlib import suppress
from pathlib import Path

from kaoping.errors import Fault, KaopingError, NotSo, Refused, Surroundings, refuse
from kaoping.store import faults, thinning
from kaoping.store.connection import copy_into
from kaoping.store.evidence_files import EvidenceFiles, carry_files
from kaoping.store.files import beside, place_new, place_over, sync_file
from kaoping.store.journal import begin_new_books, heads
from kaoping.store.verify import verify_chain
from kaoping.store.workspace import BUSY_TIMEOUT, Workspace, saving
from kaoping.text import visible

#: What SQLite may keep beside a database; they belong to that database and to no other.
_COMPANIONS = ("-journal", "-wal", "-shm")


def backup_to(workspace: Workspace, target: Path) -> Path:
    """Write a checked copy of the workspace as it is now to `target`; gives the absolute path.

    :raises Refused: when `target` exists.
    :raises NotSo: when the copy does not verify; no file is left.
    :raises Surroundings: "missing", "read-only", "full", "locked", "io".
    """
    target = Path(os.path.abspath(target))
    if os.path.lexists(target):
        raise _exists(target)
    temporary = beside(target)
    with faults.explained(target):
        try:
            copy_into(workspace.db, workspace.path, temporary, named=target)
            _check(temporary, workspace, "备份未完成：工作区未通过校验")
            sync_file(temporary)
            place_new(temporary, target)
        except FileExistsError:
            raise _exists(target) from None
        finally:
            _remove(temporary)
    return target


def restore_from(source: Path, target: Path, *, busy_timeout: int = BUSY_TIMEOUT) -> Path | None:
    """Put a copy of the backup `source` in the place of `target`, which no window may have open.

    The file that was there stays beside it as `<name>.before-restore-<n>`, and its path is given; None when there was
    none. `busy_timeout` (milliseconds) is how long a window that saves to `target` is waited for. Every evaluator goes on in a new book that cites the old head, for the file is older than what was written.

    :raises NotSo: when `source` does not verify; nothing is changed.
    :raises Refused: when source and target are one file.
    :raises Surroundings: for a source that is no workspace, a target in use, and what the disk does not allow.
    """
    target = Path(os.path.abspath(target))
    if target.exists() and source.exists() and os.path.samefile(source, target):
        raise refuse("same-file", f"备份与工作区是同一个文件：{visible(str(target))}")
    temporary = beside(target)
    try:
        with Workspace.open(source, read_only=True, allow_older=True) as backup:
            problems = verify_chain(backup, thorough=True)
            if problems:
                raise _not_so("恢复未进行：备份未通过校验", source, problems)
            copy_into(backup.db, backup.path, temporary, named=target)
            # What lies beside the backup is brought along; what it lacks may still lie beside the target.
            carry_files(backup, EvidenceFiles(target))
        with Workspace.open(temporary, allow_older=True) as copy, saving(copy):
            begin_new_books(copy)
        with faults.explained(target):
            sync_file(temporary)
            return _put(temporary, target, busy_timeout)
    finally:
        _remove(temporary)


def automatic(
    workspace: Workspace,
    today: datetime.date,
    folder: Path | None = None,
    *,
    daily: int = 7,
    weekly: int = 4,
    monthly: int = 12,
) -> Path | None:
    """Back up once a day when an entry was written since the last backup, and thin the older ones.

    :param folder: default: `<workspace file>-backups` beside it; made when absent.
    :returns: the new backup, or None when none was due.
    :raises NotSo: when the workspace does not verify; no old backup is then removed.
    :raises Surroundings: what the disk does not allow.
    """
    folder = folder or thinning.backup_folder(workspace.path)
    with faults.explained(folder):
        folder.mkdir(exist_ok=True)
        found = thinning.dated_backups(workspace.path, folder)
    past = [day for day in found if day <= today]
    if today in found or not _changed(workspace, found[max(past)] if past else None):
        return None
    try:
        made = backup_to(workspace, folder / thinning.backup_name(workspace.path, today))
    except Refused:
        return None  # another window was as quick
    keep = thinning.to_keep([*found, today], today, daily=daily, weekly=weekly, monthly=monthly)
    outdated = [path for day, path in found.items() if day not in keep]
    with suppress(OSError):
        outdated += thinning.leftovers(workspace.path, folder, today)
    for path in outdated:
        with suppress(OSError):
            path.unlink()
    return made


def _changed(workspace: Workspace, newest: Path | None) -> bool:
    """Whether the record differs from that of the newest backup; one that cannot be read does not count."""
    now = heads(workspace)
    if newest is None:
        return bool(now)
    try:
        with Workspace.open(newest, read_only=True, schema=workspace.schema, allow_older=True) as backup:
            return now != heads(backup)
    except KaopingError:
        return True


def _check(copy: Path, workspace: Workspace, what: str) -> None:
    with Workspace.open(copy, read_only=True, schema=workspace.schema, allow_older=True) as opened:
        problems = verify_chain(opened, thorough=True)
    if problems:
        raise _not_so(what, workspace.path, problems)


def _not_so(what: str, path: Path, problems: list[Fault]) -> NotSo:
    return NotSo(
        [Fault("not-verified", f"{what}：{visible(str(path))}；共 {len(problems)} 处问题，详见下列"), *problems]
    )


def _put(temporary: Path, target: Path, busy_timeout: int) -> Path | None:
    if not os.path.lexists(target):
        place_new(temporary, target)
        return None
    _refuse_in_use(target, busy_timeout)
    number = 1
    while True:
        kept = target.with_name(f"{target.name}.before-restore-{number}")
        if not os.path.lexists(kept):
            break
        number += 1
    # A rollback journal left by a crash would be played into the restored file; it goes with the file it belongs to.
    for companion in _COMPANIONS:
        with suppress(FileNotFoundError):
            os.rename(f"{target}{companion}", f"{kept}{companion}")
    place_over(temporary, target, kept)
    return kept


def _refuse_in_use(target: Path, busy_timeout: int) -> None:
    """Finish what a crash left undone in `target`, and refuse when another window is saving; a damaged file may pass."""
    try:
        with Workspace.open(target, busy_timeout=busy_timeout, allow_older=True) as present, saving(present):
            pass
    except Surroundings as reason:
        if reason.code in ("locked", "read-only", "io", "full"):
            raise


def _remove(temporary: Path) -> None:
    for suffix in ("", *_COMPANIONS):
        with suppress(OSError):
            Path(f"{temporary}{suffix}").unlink(missing_ok=True)


def _exists(target: Path) -> Refused:
    return refuse("exists", f"文件已存在，备份不会覆盖它：{visible(str(target))}；请换一个文件名")
